//! `zef import`: deposits files and folders, and is safe to repeat.
//!
//! Files that were deposited before are recognised by their bytes, so an interrupted import can simply be run again.

mod files;

use std::{
    error::Error,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use futures_util::{StreamExt, stream};
use serde_json::json;
use tokio::io::AsyncReadExt;

use self::files::{FoundFiles, cannot_be_read};
use super::{Failure, Invocation, block_on, meter::Meter, say, suspended};
use crate::{
    config::Config,
    domain::{
        doubt::Doubt,
        licence::LicenceId,
        person::Handle,
        photo::{AuthorName, Description, PhotoId, PhotoRecord, Provenance, State, Title},
        reader::Reader,
        suggestions::Suggestions,
        tag::{MOST_TAGS, Tag},
    },
    imaging::inspect::Refusal,
    library::{
        Library, StoreFault,
        browse::LookError,
        check::Progress,
        deposit::{DepositError, Deposited, Wishes},
        describe::{DescribeError, Rewording},
        review::StepError,
        sessions,
    },
    startup,
};

/// Bytes read from a file at a time: one disk request, small beside the photographs decoded meanwhile.
const CHUNK: usize = 256 * 1024;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Files and folders.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Whose photos they are.
    #[arg(long = "as", value_name = "HANDLE")]
    person: Handle,
    /// The licence they are granted under, such as cc-by-sa-4.0.
    #[arg(long, value_name = "ID")]
    license: LicenceId,
    /// Publish them at once, without review.
    #[arg(long)]
    publish: bool,
    /// Go into the folders of folders too.
    #[arg(long)]
    recursive: bool,
    /// Take title, description, author and tags from the files themselves where they hold them.
    #[arg(long)]
    described: bool,
    /// Where the right to give them comes from: own, permission, archive or public-domain.
    #[arg(long, default_value = "own")]
    source: Provenance,
}

/// The result for one file.
enum Became {
    New(NewPhoto),
    AlreadyHeld,
    Refused(String),
}

/// A photo that was made of a file.
struct NewPhoto {
    state: State,
    /// What of its file's metadata it could not take.
    left_out: Option<String>,
    /// The photos that are the same picture in another file.
    same_picture: Vec<PhotoId>,
}

impl NewPhoto {
    async fn of(
        photo: &PhotoRecord,
        left_out: Option<String>,
        library: &Library,
        reader: &Reader,
    ) -> Result<Self, StoreFault> {
        let same = library.same_pixels(reader, photo).await?;
        Ok(Self { state: photo.state, left_out, same_picture: same.into_iter().map(|other| other.id).collect() })
    }
}

pub(super) fn run(invocation: &Invocation, options: &Options) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    let FoundFiles { files, unreadable, passed_over, subfolders_skipped } =
        FoundFiles::at(&options.paths, options.recursive);
    block_on(async {
        let opened = startup::open(&invocation.storage, &config).await?;
        let person = opened.library.person(&options.person).await?;
        let person = person.ok_or_else(|| Failure::Message(format!("there is no account “{}”", options.person)))?;
        if person.is_suspended() {
            return Err(suspended(&person.handle));
        }
        let reader = match sessions::reader(&person) {
            Reader::Person { handle, role, trusted, groups } => {
                Reader::Person { handle, role, trusted: trusted || options.publish, groups }
            }
            nobody => nobody,
        };
        // No other process has the library open, so files left in staging by an interrupted import are useless.
        opened.library.sweep_staging().await?;
        let (meter, total) = (Meter::new("importing files"), u64::try_from(files.len()).unwrap_or(u64::MAX));
        let (mut done, mut new, mut waiting, mut held, mut refused) = (0, 0_u64, 0_u64, 0_u64, Vec::new());
        let (mut left_out, mut same_picture) = (Vec::new(), Vec::new());
        let at_once = person.publishes_at_once() || options.publish;
        let refusal = |path: &Path, why: &str| {
            // With `--json`, they are in the summary.
            let report = || say(&format!("refused {}: {why}", path.display()));
            if invocation.json { Ok(()) } else { meter.suspend(report) }
        };
        for (path, why) in &unreadable {
            refusal(path, why)?;
            refused.push((path, why.clone()));
        }
        // One file is read while another is decoded; the library itself bounds what is decoded at a time.
        let abreast = std::thread::available_parallelism().map_or(2, std::num::NonZero::get) + 1;
        let mut deposits = stream::iter(&files)
            .map(|path| {
                let deposit = deposit(&opened.library, &reader, path, options);
                async move { (path, deposit.await) }
            })
            .buffer_unordered(abreast);
        while let Some((path, became)) = deposits.next().await {
            done += 1;
            meter.show(Progress { done, total });
            match became? {
                Became::New(photo) => {
                    let report = |line: String| if invocation.json { Ok(()) } else { meter.suspend(|| say(&line)) };
                    if let Some(words) = photo.left_out {
                        report(format!("left out of {}: {words}", path.display()))?;
                        left_out.push((path, words));
                    }
                    if !photo.same_picture.is_empty() {
                        let ids = photo.same_picture.iter().map(PhotoId::as_str).collect::<Vec<_>>().join(", ");
                        report(format!("new, and the same picture as {ids}: {}", path.display()))?;
                        same_picture.push((path, photo.same_picture));
                    }
                    new += 1;
                    // The file was withdrawn before, so a moderator decides.
                    waiting += u64::from(at_once && photo.state == State::Submitted);
                }
                Became::AlreadyHeld => held += 1,
                Became::Refused(why) => {
                    refusal(path, &why)?;
                    refused.push((path, why));
                }
            }
        }
        drop(meter);
        say(&if invocation.json {
            let refusals: Vec<_> =
                refused.iter().map(|(path, why)| json!({ "path": path.display().to_string(), "why": why })).collect();
            let left_out: Vec<_> = left_out
                .iter()
                .map(|(path, words)| json!({ "path": path.display().to_string(), "what": words }))
                .collect();
            let same_picture: Vec<_> = same_picture
                .iter()
                .map(|(path, photos)| json!({ "path": path.display().to_string(), "photos": photos }))
                .collect();
            json!({
                "same_picture": same_picture, "new": new, "waiting": waiting, "already_held": held, "refused": refusals, "left_out": left_out,
                "passed_over": passed_over, "subfolders_skipped": subfolders_skipped,
            })
            .to_string()
        } else {
            let waits = match waiting {
                0 => String::new(),
                1 => "; 1 waits for review: withdrawn earlier".to_owned(),
                many => format!("; {many} wait for review: withdrawn earlier"),
            };
            let skipped = skipped(passed_over, subfolders_skipped);
            format!("{skipped}new {new}, already held {held}, refused {}{waits}", refused.len())
        })?;
        Ok(if refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}

/// What is said of files and folders that were not imported: a line of each kind.
fn skipped(passed_over: u64, subfolders_skipped: u64) -> String {
    let passed_over = match passed_over {
        0 => String::new(),
        many => format!("passed over {many}: hidden files, thumbnails and files of other programs\n"),
    };
    let subfolders_skipped = match subfolders_skipped {
        0 => String::new(),
        1 => "1 subfolder was skipped: --recursive imports it\n".to_owned(),
        many => format!("{many} subfolders were skipped: --recursive imports them\n"),
    };
    passed_over + &subfolders_skipped
}

async fn deposit(library: &Library, reader: &Reader, path: &Path, options: &Options) -> Result<Became, Failure> {
    let staged = match stage(library, path).await? {
        Ok(staged) => staged,
        Err(why) => return Ok(Became::Refused(why)),
    };
    // The texts of the file are only known once it is inspected: the photo is described first, then submitted.
    let wishes = Wishes {
        licence: Some(options.license),
        submit: !options.described,
        source: options.source,
        unseen: true,
        ..Wishes::default()
    };
    match library.deposit(reader, staged, wishes).await {
        // A draft of an interrupted import, or one stopped by a question, continues from there.
        Ok(Deposited::New(photo) | Deposited::AlreadyHeld(photo))
            if options.described && photo.record.state == State::Draft =>
        {
            describe(library, reader, &photo.record, options).await
        }
        Ok(Deposited::New(photo)) => Ok(Became::New(NewPhoto::of(&photo.record, None, library, reader).await?)),
        Ok(Deposited::AlreadyHeld(_) | Deposited::AlreadyPublished(_)) => Ok(Became::AlreadyHeld),
        Err(DepositError::Fault(fault)) => Err(fault.into()),
        Err(error) => Ok(Became::Refused(sentence(&error))),
    }
}

async fn stage(library: &Library, path: &Path) -> Result<Result<crate::archive::Staged, String>, Failure> {
    let mut file = match tokio::fs::File::open(path).await {
        Ok(file) => file,
        Err(error) => return Ok(Err(cannot_be_read(&error))),
    };
    let most = library.settings().limits.file_bytes;
    if file.metadata().await.is_ok_and(|known| known.len() > most) {
        return Ok(Err(sentence(&DepositError::Refused(Refusal::TooLarge { most }))));
    }
    let mut staging = library.receive().await?;
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = match file.read(&mut chunk).await {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) => return Ok(Err(cannot_be_read(&error))),
        };
        staging.write(chunk.get(..length).unwrap_or_default()).await.map_err(StoreFault::from)?;
    }
    Ok(Ok(staging.finish().await.map_err(StoreFault::from)?))
}

/// Takes the valid texts of the file's metadata, then submits the photo.
async fn describe(
    library: &Library,
    reader: &Reader,
    photo: &PhotoRecord,
    options: &Options,
) -> Result<Became, Failure> {
    let (id, said, source) = (&photo.id, &photo.suggestions, options.source);
    let stranger = Doubt::about(photo).into_iter().find_map(|doubt| match doubt {
        Doubt::OtherAuthor(name) => Some(name),
        _ => None,
    });
    if let (Provenance::Own, Some(name)) = (source, stranger) {
        return Ok(Became::Refused(format!(
            "the file names {name} as its author: it is kept as a draft; say with --source where the right to give it \
             comes from, and import it again"
        )));
    }
    let words = |text: &Option<String>| text.clone().unwrap_or_default();
    let creator = AuthorName::parse(&words(&said.creator)).ok().flatten();
    let changes = Rewording {
        title: Some(Title::parse(&words(&said.title)).ok().flatten()),
        description: Some(Description::parse(&words(&said.description)).ok().flatten()),
        author_name: creator.map(Some),
        source: Some(source),
        // A draft made by hand, or by an import with another licence, may lack it.
        licence: Some(options.license),
        unseen: true,
        // What the file says and may not be given is left out.
        tags: Some(library.vocabulary().await?.as_published(&said.tags())),
        ..Rewording::default()
    };
    let refused = |error: &dyn Error| Ok(Became::Refused(format!("it is kept as a draft: {}", sentence(error))));
    match library.describe(reader, id, changes, None).await {
        Ok(_) => {}
        Err(DescribeError::Fault(fault) | DescribeError::Look(LookError::Fault(fault))) => return Err(fault.into()),
        Err(error) => return refused(&error),
    }
    match library.submit(reader, id).await {
        Ok(sent) => Ok(Became::New(NewPhoto::of(&sent.record, left_out(said), library, reader).await?)),
        Err(StepError::AlreadyPublished(_)) => Ok(Became::AlreadyHeld),
        Err(StepError::Fault(fault) | StepError::Look(LookError::Fault(fault))) => Err(fault.into()),
        Err(error) => refused(&error),
    }
}

/// What of the file's metadata a photo could not take.
fn left_out(said: &Suggestions) -> Option<String> {
    let keywords = match said.keywords_left_out() {
        0 => None,
        1 => Some("1 keyword".to_owned()),
        many => Some(format!("{many} keywords")),
    };
    let keywords = keywords
        .map(|many| format!("{many}, since a photo has {MOST_TAGS} tags at most, of {} characters each", Tag::LONGEST));
    let authors = said.has_more_authors().then(|| {
        format!("some of the authors, since their names have {} characters together at most", AuthorName::LIMIT)
    });
    let said: Vec<String> = keywords.into_iter().chain(authors).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// A problem with its causes.
fn sentence(error: &dyn Error) -> String {
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    format!("{error}{cause}")
}
