//! What is around a library: its folder, its disk, the clock, the address, mail, the scrub, backups.

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::Path,
};

use indicatif::DecimalBytes;
use jiff::{SignedDuration, Timestamp};

use super::{Finding, Verdict, address};
#[cfg(feature = "s3")]
use crate::archive::S3Store;
#[cfg(feature = "postgres")]
use crate::catalog::postgres::{self, Tried};
use crate::{
    archive,
    catalog::{embedded::Embedded, moving::Mark},
    cli::{Invocation, backup::is_inside, counted, reach::Reach},
    clock::system_clock,
    config::{Config, EngineName, Scrub},
    control::{Client, Command, own_account, with_causes},
    library::backup::LastBackup,
    startup,
};

/// A clock that is set right by small steps may be so far behind the last change.
const STEP: SignedDuration = SignedDuration::from_secs(60);
/// After so long without a backup, something is wrong: one is made each night.
const OLD_BACKUP: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Folders that only the account of Zef should enter: exact places, e-mail addresses and unpublished photos lie there.
const PRIVATE: [&str; 4] = ["journal", "originals", "renditions", "state"];

/// Everything that is looked at, in this order.
pub(super) async fn of(invocation: &Invocation, config: &Config) -> Vec<Finding> {
    let storage = &invocation.storage;
    let mut findings: Vec<Finding> = readable_secrets(invocation, config).into_iter().collect();
    let mut is_served = false;
    // Opening an archive or a library elsewhere would make one there.
    let is_embedded = config.catalog.engine == EngineName::Embedded;
    let is_library = storage.join(if is_embedded { "journal" } else { "staging" }).is_dir();
    if is_library {
        let server = served(storage).await;
        is_served = server.verdict == Verdict::Good;
        findings.push(server);
        findings.extend(folder(storage));
        findings.extend(disk(storage, config).await);
        if is_embedded {
            findings.extend(moving(storage));
            findings.push(clock(storage));
        }
    } else {
        findings.push(no_library(storage, is_embedded));
    }
    #[cfg(feature = "postgres")]
    findings.extend(database(config).await);
    #[cfg(feature = "s3")]
    findings.extend(bucket(config).await);
    findings.extend(address::of(config, is_served).await);
    findings.push(mail(config).await);
    findings.push(scrub(config, storage));
    if is_library {
        findings.push(backup(invocation, config).await);
    }
    findings
}

/// What is said of a configuration that holds secrets and that other accounts may read.
fn readable_secrets(invocation: &Invocation, config: &Config) -> Option<Finding> {
    let path = invocation.config.as_deref()?;
    let told = config.told(Some(path));
    let secrets: Vec<&str> = told.iter().filter(|setting| setting.is_secret_of_file()).map(|told| told.name).collect();
    let is_readable = fs::metadata(path).is_ok_and(|facts| facts.permissions().mode() & 0o007 != 0);
    (is_readable && !secrets.is_empty()).then(|| {
        let (shown, secrets) = (path.display(), secrets.join(", "));
        let told = format!(
            "other accounts may read {shown}, which holds {secrets}: only the account that runs Zef should, by `chmod 600` as its \
             owner, or with the package by `chgrp zef {shown} && chmod 640 {shown}`"
        );
        Finding::wrong("configuration", told)
    })
}

/// What is said of a folder that holds no library: one that is served for the first time is empty, and so is that of a new node of a
/// library in a database.
fn no_library(storage: &Path, is_embedded: bool) -> Finding {
    let shown = storage.display();
    let is_empty = storage.read_dir().map_or(true, |mut files| files.next().is_none());
    if is_empty {
        let made = if is_embedded {
            "`zef serve` makes a library there; the folder of one that you have is named with --storage"
        } else {
            "`zef serve` makes what a new node needs"
        };
        return Finding::note("storage", format!("{shown} is empty: {made}"));
    }
    Finding::wrong("storage", format!("{shown} holds no library: name its folder with --storage"))
}

async fn served(storage: &Path) -> Finding {
    match Client::connect(storage).await {
        Ok(Some(_)) => Finding::good("server", "the library is being served"),
        Ok(None) => Finding::note("server", "the library is not being served"),
        Err(error) => Finding::wrong("server", with_causes(&error)),
    }
}

/// What is said of a library that moves, or has moved.
fn moving(storage: &Path) -> Option<Finding> {
    match Embedded::marked_in(storage) {
        Ok(mark) => mark.as_ref().map(moved),
        Err(error) => Some(Finding::wrong("move", with_causes(&error))),
    }
}

fn moved(mark: &Mark) -> Finding {
    Finding::wrong("move", mark.to_string())
}

fn folder(storage: &Path) -> Vec<Finding> {
    const ABOUT: &str = "storage";
    let shown = storage.display();
    let facts = match fs::metadata(storage) {
        Ok(facts) => facts,
        Err(error) => return vec![Finding::wrong(ABOUT, format!("{shown} cannot be read: {error}"))],
    };
    let mut findings = Vec::new();
    let own = own_account();
    if facts.uid() != own {
        let told = format!(
            "{shown} belongs to the account {}, and this command runs as {own}: run Zef and its commands as that account",
            facts.uid()
        );
        findings.push(Finding::wrong(ABOUT, told));
    }
    for name in PRIVATE {
        let path = storage.join(name);
        if fs::metadata(&path).is_ok_and(|facts| facts.permissions().mode() & 0o077 != 0) {
            let shown = path.display();
            let told = format!("other accounts may read {shown}: take that away by `chmod go= {shown}`");
            findings.push(Finding::wrong(ABOUT, told));
        }
    }
    if findings.is_empty() {
        findings.push(Finding::good(ABOUT, format!("{shown} is there, and only its account may read it")));
    }
    findings
}

async fn disk(storage: &Path, config: &Config) -> Option<Finding> {
    const ABOUT: &str = "disk";
    let space = match startup::archive_of(storage, config) {
        Ok(archive) => archive.space().await,
        Err(error) => Err(error),
    };
    let space = match space {
        Ok(space) => space?,
        Err(error) => return Some(Finding::wrong(ABOUT, with_causes(&error))),
    };
    let (free, reserve) = (DecimalBytes(space.free), DecimalBytes(space.reserve));
    Some(if space.free < space.reserve {
        Finding::wrong(ABOUT, format!("{free} are free, and uploads are refused below {reserve}: make room"))
    } else if space.free / 2 < space.reserve {
        Finding::note(ABOUT, format!("{free} are free; uploads are refused below {reserve}: make room soon"))
    } else {
        Finding::good(ABOUT, format!("{free} are free; uploads are refused below {reserve}"))
    })
}

#[cfg(feature = "postgres")]
async fn database(config: &Config) -> Vec<Finding> {
    const ABOUT: &str = "database";
    let Some(url) = config.catalog.url.as_deref().filter(|_| config.catalog.engine == EngineName::Postgres) else {
        return Vec::new();
    };
    let Tried { at, version, is_encrypted, mark, remarks } = match postgres::try_out(url).await {
        Ok(tried) => tried,
        Err(error) => return vec![Finding::wrong(ABOUT, with_causes(&error))],
    };
    let how = if is_encrypted { "an encrypted" } else { "a plain" };
    let mut findings = vec![Finding::good(ABOUT, format!("PostgreSQL {version} at {at} answers, by {how} connection"))];
    findings.extend(mark.as_ref().map(moved));
    findings.extend(remarks.into_iter().map(|remark| {
        let told = remark.to_string();
        if remark.is_wrong() { Finding::wrong(ABOUT, told) } else { Finding::note(ABOUT, told) }
    }));
    findings
}

#[cfg(feature = "s3")]
async fn bucket(config: &Config) -> Vec<Finding> {
    const ABOUT: &str = "archive";
    let Some(settings) = &config.archive.s3 else { return Vec::new() };
    if let Err(error) = S3Store::try_out(settings).await {
        return vec![Finding::wrong(ABOUT, with_causes(&error))];
    }
    let origin = settings.origin().unwrap_or_default();
    let told = format!("the bucket “{}” at {origin} takes, gives back and deletes objects", settings.bucket);
    let mut findings = vec![Finding::good(ABOUT, told)];
    let is_here = ["http://127.", "http://localhost", "http://[::1]"].iter().any(|here| origin.starts_with(here));
    if origin.starts_with("http://") && !is_here {
        let told =
            format!("{origin} is not encrypted: photos can be read on their way, unless that network is yours alone");
        findings.push(Finding::note(ABOUT, told));
    }
    findings
}

fn clock(storage: &Path) -> Finding {
    const ABOUT: &str = "clock";
    let now: Timestamp = system_clock()();
    match Embedded::last_entry(storage) {
        Ok(Some((_, at))) if at.duration_since(now) > STEP => Finding::wrong(
            ABOUT,
            format!("it is {now}, and the last change is of {at}: set the clock of this machine right"),
        ),
        Ok(Some((seq, at))) => Finding::good(ABOUT, format!("the last change, number {seq}, is of {at}")),
        Ok(None) => Finding::note(ABOUT, "there is no change yet to compare it with"),
        Err(error) => Finding::wrong("journal", with_causes(&error)),
    }
}

async fn mail(config: &Config) -> Finding {
    const ABOUT: &str = "mail";
    match config.mailer() {
        Ok(None) => {
            Finding::note(ABOUT, "none is sent: people who forget their password ask an administrator for a link")
        }
        Ok(Some(mailer)) => match mailer.ready().await {
            Ok(()) => Finding::good(ABOUT, "it can be sent"),
            Err(error) => Finding::wrong(ABOUT, with_causes(&error)),
        },
        Err(error) => Finding::wrong(ABOUT, with_causes(&error)),
    }
}

/// How originals are read again, and whether what heals them can be read.
fn scrub(config: &Config, storage: &Path) -> Finding {
    const ABOUT: &str = "scrub";
    let Scrub { days, hour, backup } = &config.scrub;
    if *days == 0 {
        return Finding::note(ABOUT, "originals are not read again at night: run `zef check` from time to time");
    }
    let read = format!("all originals are read again within {}, at night from {hour}:00 UTC", counted(days, "day"));
    let Some(folder) = backup else {
        let told =
            format!("{read}; one that is damaged is told, and not copied from a backup, since scrub.backup names none");
        return Finding::good(ABOUT, told);
    };
    let shown = folder.display();
    if is_inside(folder, storage).unwrap_or_default() {
        let told = format!("scrub.backup is {shown}, inside the storage folder: what damages one damages both");
        return Finding::wrong(ABOUT, told);
    }
    match archive::Archive::open_to_read(folder) {
        Ok(_) => Finding::good(ABOUT, format!("{read}; one that is damaged is copied from {shown}")),
        Err(error) => {
            let told = format!("{}: name a folder that `zef backup` made as scrub.backup", with_causes(&error));
            Finding::wrong(ABOUT, told)
        }
    }
}

async fn backup(invocation: &Invocation, config: &Config) -> Finding {
    const ABOUT: &str = "backup";
    let asked = async { Reach::to(invocation, config).await?.backup(Command::LastBackup).await };
    match asked.await {
        Ok(Some(LastBackup { at, verified, faults, .. })) => {
            if verified != Some(at) {
                Finding::wrong(
                    ABOUT,
                    format!("that of {at} lacks {faults} originals: run `zef check`, which names them"),
                )
            } else if system_clock()().duration_since(at) > OLD_BACKUP {
                Finding::wrong(ABOUT, format!("the last one is of {at}: see why none was made since"))
            } else {
                Finding::good(ABOUT, format!("the last one, verified, is of {at}"))
            }
        }
        // The server of a database may have copies of its own.
        Ok(None) if config.catalog.engine == EngineName::Postgres => Finding::note(
            ABOUT,
            "none by `zef backup` is known: one every night, on another disk, has the originals too",
        ),
        Ok(None) => Finding::wrong(ABOUT, "none is known: run `zef backup DIR` every night, on another disk"),
        Err(failure) => Finding::wrong(ABOUT, with_causes(&failure)),
    }
}
