//! `zef backup DIR [--verify]`.
//!
//! 1. **prepare** the folder: an empty one, or an earlier backup of the same library;
//! 2. **copy the journal**, while a server may write to it: the copy ends with a whole entry;
//! 3. **replay** the copy into a state of its own, which reads every line, and compare the two;
//! 4. **copy the originals** that are not there yet: each was kept before an entry named it;
//! 5. **write the manifest**, remove what was made to verify, and tell the library when it was backed up.

use std::{
    fs, io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use indicatif::DecimalBytes;
use serde_json::json;

use super::{Failure, Invocation, block_on, counted, meter::Meter, reach::Reach, say};
use crate::{
    archive::{self, Archive},
    catalog::{
        CatalogError,
        embedded::{CopiedSegment, Embedded, FolderTarget, segments_of},
        moving::{self, MoveError},
    },
    config::{Config, EngineName},
    control::Command,
    library::backup::{BackupManifest, CopiedOriginals, LastBackup, ManifestError, OriginalsCopy},
    startup::{self, OpenError, moving::End},
};

/// What a backup does not need: it is made again from the journal and the originals.
const DERIVED: [&str; 3] = ["state", "search", "lock"];

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder of the backup: an empty one, or an earlier backup of this library, of which only what has changed is copied.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Compare every original of the backup with its hash, also those copied earlier.
    #[arg(long)]
    verify: bool,
}

pub(super) fn run(invocation: &Invocation, options: &Options) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    let end = End { storage: invocation.storage.clone(), config };
    let earlier = prepare(&end, &options.folder)?;
    block_on(async {
        let (manifest, copied) = Box::pin(make(&end, options, earlier)).await?;
        manifest.write(&options.folder)?;
        let backup = LastBackup {
            at: manifest.made,
            verified: manifest.verified.filter(|verified| *verified == manifest.made),
            photos: copied.photos,
            originals: copied.originals,
            bytes: copied.bytes,
            faults: u64::try_from(copied.faults.len()).unwrap_or(u64::MAX),
        };
        Reach::to(invocation, &end.config).await?.remember(Command::RememberBackup { backup }).await?;
        tell(invocation, options, &manifest, &copied)?;
        Ok(if copied.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}

/// Whether a folder, which need not be there, is in another one or is that one.
pub(super) fn is_inside(folder: &Path, other: &Path) -> io::Result<bool> {
    let folder = std::path::absolute(folder)?;
    let there = folder.ancestors().find(|folder| folder.exists()).map(fs::canonicalize).transpose()?;
    Ok(there.is_some_and(|there| fs::canonicalize(other).is_ok_and(|other| there.starts_with(other))))
}

/// Step 1: the manifest of the last time, or that of an empty backup.
fn prepare(end: &End, folder: &Path) -> Result<BackupManifest, Failure> {
    let storage = &end.storage;
    if is_inside(folder, storage)? {
        return Err(Failure::Message(format!(
            "{} is inside the storage folder: choose a folder outside of it, on another disk if you can",
            folder.display()
        )));
    }
    if let Err(error) = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder) {
        return Err(Failure::Message(format!("the folder {} cannot be made: {error}", folder.display())));
    }
    match BackupManifest::read(folder) {
        // A database is compared line by line.
        Ok(earlier) if end.config.catalog.engine == EngineName::Postgres => Ok(earlier),
        Ok(earlier) => {
            let there = Embedded::instant_of(storage, earlier.seq).map_err(|error| opened(error, storage))?;
            if earlier.seq > 0 && there != earlier.at {
                return Err(of_another(folder));
            }
            Ok(earlier)
        }
        Err(ManifestError::Absent { .. }) if BackupManifest::may_begin_in(folder)? => {
            // From here on, the folder is known as a backup, also when this one is cut short.
            let manifest = BackupManifest::new(crate::clock::system_clock()());
            manifest.write(folder)?;
            Ok(manifest)
        }
        Err(ManifestError::Absent { .. }) => {
            Err(Failure::Message(format!("{} is neither empty nor a backup: choose an empty folder", folder.display())))
        }
        Err(error) => Err(error.into()),
    }
}

fn of_another(folder: &Path) -> Failure {
    Failure::Message(format!(
        "{} is a backup of another library, or of this one with entries that it no longer has: choose another folder",
        folder.display()
    ))
}

/// Step 2: the segments of the backup.
async fn copy_journal(end: &End, folder: &Path, known: &[CopiedSegment]) -> Result<Vec<CopiedSegment>, Failure> {
    match end.config.catalog.engine {
        EngineName::Embedded => {
            let copied = Embedded::copy_journal(&end.storage, folder, known);
            Ok(copied.map_err(|error| opened(error, &end.storage))?.segments)
        }
        EngineName::Postgres => copy_database(end, folder).await,
    }
}

/// Step 2 for a database: its lines, in segments of the backup's own. Those that were damaged there are copied again.
async fn copy_database(end: &End, folder: &Path) -> Result<Vec<CopiedSegment>, Failure> {
    let source = end.source().await?;
    let mut is_last_try = false;
    loop {
        let copied = async {
            let mut lines = source.lines().await?;
            moving::copy(&mut *lines, &mut FolderTarget::open(folder)?, None, |_| {}).await
        };
        match copied.await {
            Ok(_) => return segments_of(folder).map_err(|error| opened(error, folder)),
            Err(MoveError::Catalog(CatalogError::Damaged { .. }) | MoveError::Differs { .. }) if !is_last_try => {
                fs::remove_dir_all(folder.join("journal"))?;
            }
            Err(MoveError::Catalog(CatalogError::Rewriting)) if !is_last_try => {}
            Err(MoveError::Other { .. } | MoveError::Beyond { .. }) => return Err(of_another(folder)),
            Err(MoveError::Catalog(error)) => return Err(opened(error, folder)),
            Err(error) => return Err(error.into()),
        }
        is_last_try = true;
    }
}

/// Steps 2 to 5, but for the manifest.
async fn make(
    end: &End,
    options: &Options,
    earlier: BackupManifest,
) -> Result<(BackupManifest, CopiedOriginals), Failure> {
    let folder = &options.folder;
    if folder.join("journal").is_dir() {
        // A backup that is being served as a library is not written to.
        Embedded::unfinished(folder).map_err(|error| opened(error, folder))?;
    }
    remove_derived(folder)?;
    let mut segments = copy_journal(end, folder, &earlier.segments).await?;
    let config = Config::default();
    let of_copy = || startup::open_to_check(folder, &config, false);
    let library = match of_copy().await {
        // The copy made earlier has been damaged since: all of it is copied again.
        Err(OpenError::Catalog(CatalogError::Damaged { .. })) => {
            segments = copy_journal(end, folder, &[]).await?;
            of_copy().await?
        }
        library => library?,
    };
    let source = end.archive().map_err(OpenError::from)?;
    let meter = Meter::new("copying originals");
    let originals = OriginalsCopy { verify: options.verify };
    let copied = library.library.copy_originals(&source, originals, |progress| meter.show(progress)).await?;
    drop(meter);
    let (made, seq) = (library.library.now(), library.catalogue.seq());
    library.engine.close().await;
    drop(library);
    if let Some(flaw) = Embedded::verify(folder).map_err(|error| opened(error, folder))?.first() {
        return Err(Failure::Message(format!("the copy of the journal is not what it should be: {flaw}")));
    }
    remove_derived(folder)?;
    let manifest = BackupManifest {
        verified: if copied.faults.is_empty() { Some(made) } else { earlier.verified },
        seq,
        at: Embedded::instant_of(folder, seq).map_err(|error| opened(error, folder))?,
        photos: copied.photos,
        originals: copied.originals,
        bytes: copied.bytes,
        segments,
        ..BackupManifest::new(made)
    };
    Ok((manifest, copied))
}

fn remove_derived(folder: &Path) -> Result<(), Failure> {
    for name in DERIVED {
        let path = folder.join(name);
        let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Failure::Message(format!("{} cannot be removed: {error}", path.display())));
            }
            _ => {}
        }
    }
    Ok(())
}

fn tell(
    invocation: &Invocation,
    options: &Options,
    manifest: &BackupManifest,
    copied: &CopiedOriginals,
) -> Result<(), Failure> {
    let CopiedOriginals { photos, originals, bytes, copied: new, removed, faults } = copied;
    if invocation.json {
        let verified = faults.is_empty();
        let told = json!({ "photos": photos, "entries": manifest.seq, "originals": originals, "bytes": bytes, "copied": new,
            "removed": removed, "faults": faults, "verified": verified });
        return Ok(say(&told.to_string())?);
    }
    for fault in faults {
        say(&fault.to_string())?;
    }
    let found = if faults.is_empty() {
        "verified".to_owned()
    } else {
        format!("{}, so it is not verified", counted(&faults.len(), "fault"))
    };
    let forgotten = if *removed > 0 { format!(", {} forgotten", counted(removed, "original")) } else { String::new() };
    Ok(say(&format!(
        "backed up {} and {} ({}) to {}, {} copied{forgotten}: {found}",
        counted(photos, "photo"),
        counted(originals, "original"),
        DecimalBytes(*bytes),
        options.folder.display(),
        counted(new, "original"),
    ))?)
}

/// The originals of a backup.
pub(super) fn originals(folder: &Path) -> Result<Archive, Failure> {
    BackupManifest::read(folder)?;
    Ok(Archive::open(folder, archive::Settings::default()).map_err(OpenError::from)?)
}

pub(super) fn opened(error: CatalogError, folder: &Path) -> Failure {
    startup::open_error(error, folder).into()
}
