//! `zef restore DIR`.
//!
//! 1. **prepare** the storage folder, which must be empty; a mark says that it is being restored;
//! 2. **copy the journal**, and compare each segment with the manifest of the backup;
//! 3. **open** the library, which makes the state from the journal;
//! 4. **copy the originals**, each verified against its hash;
//! 5. **check** the library, which reads every original again and makes the renditions; then the mark is removed.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use indicatif::DecimalBytes;
use serde_json::json;

use super::{
    Failure, Invocation,
    backup::{self, opened},
    block_on, counted,
    meter::Meter,
    say,
};
use crate::{
    catalog::{
        embedded::{Embedded, FolderLines},
        moving,
    },
    clock::system_clock,
    config::{Config, EngineName},
    library::{
        StoreFault,
        backup::{BackupManifest, OriginalsCopy},
        check::{Progress, Repairs},
        moving::{Mark, MoveStage},
    },
    startup::{self, moving::End},
};

/// The mark in a storage folder that is being restored.
const MARK: &str = "restoring";

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder of the backup.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Whether a folder is only restored in part.
pub(super) fn is_in_part(storage: &Path) -> bool {
    storage.join(MARK).exists()
}

/// The sentence about such a folder.
pub(super) fn in_part(storage: &Path) -> Failure {
    Failure::Message(format!(
        "{} is restored only in part, since `zef restore` was interrupted: run it again with the same backup",
        storage.display()
    ))
}

pub(super) fn run(invocation: &Invocation, options: &Options) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    let (storage, folder) = (&invocation.storage, &options.folder);
    let manifest = BackupManifest::read(folder)?;
    if backup::is_inside(storage, folder)? {
        return Err(Failure::Message(format!(
            "{} is inside the backup: name a folder outside of it with --storage",
            storage.display()
        )));
    }
    prepare(storage)?;
    let is_in_database = config.catalog.engine == EngineName::Postgres;
    if !is_in_database {
        Embedded::copy_journal(folder, storage, &[]).map_err(|error| opened(error, folder))?;
    }
    let copied = if is_in_database { folder } else { storage };
    if !Embedded::has_copied(copied, &manifest.segments).map_err(|error| opened(error, copied))? {
        return Err(Failure::Message(format!(
            "the journal in {} is not the one that was copied there: it is damaged, or a backup was cut short. Make the \
             backup again, or use another one",
            folder.display()
        )));
    }
    block_on(async {
        if is_in_database {
            Box::pin(fill(folder, &End { storage: storage.clone(), config: config.clone() })).await?;
        }
        let library = startup::open(storage, &config).await?;
        let source = backup::originals(folder)?;
        let meter = Meter::new("copying originals");
        let show = |progress: Progress| meter.show(progress);
        let copied = library.library.copy_originals(&source, OriginalsCopy { verify: false }, show).await?;
        drop(meter);
        let meter = Meter::new("checking photos and making their renditions");
        let show = |progress| meter.show(progress);
        let checked = library.library.check(Repairs { made_again: true, backup: None }, show).await?;
        drop(meter);
        library.library.remember_check(&checked, true, 0).await?;
        library.library.mark(None).await?;
        fs::remove_file(storage.join(MARK))?;
        let (photos, originals, bytes) = (copied.photos, copied.originals, copied.bytes);
        let left: Vec<_> = checked.findings.iter().filter(|one| !one.mended && !one.fault.is_a_note()).collect();
        if invocation.json {
            say(&json!({ "photos": photos, "originals": originals, "bytes": bytes, "entries": manifest.seq, "faults": left })
                .to_string())?;
        } else {
            for finding in &left {
                say(&finding.to_string())?;
            }
            say(&format!(
                "restored {} and {} ({}) from the backup of {}: {}",
                counted(&photos, "photo"),
                counted(&originals, "original"),
                DecimalBytes(bytes),
                manifest.made,
                counted(&left.len(), "fault"),
            ))?;
        }
        Ok(if left.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}

/// Step 2 for a database, which is marked until the end: whatever has the same records goes on.
async fn fill(folder: &Path, to: &End) -> Result<(), Failure> {
    let backup = End { storage: folder.to_owned(), config: Config::default() };
    let mut target = to.target(&backup).await?;
    let mut journal = target.journal().await.map_err(StoreFault::from)?;
    let lines = journal.lines();
    let is_begun = lines.marked().await.map_err(StoreFault::from)?.is_some_and(|mark| mark.stage == MoveStage::Filling);
    if lines.seq() > 0 && !is_begun {
        return Err(Failure::Message(format!(
            "{} has a library already: name an empty database, so that nothing is overwritten",
            to.place()?
        )));
    }
    let mark = Mark { stage: MoveStage::Filling, other: backup.place()?, since: system_clock()() };
    moving::copy(&mut FolderLines::of(folder), lines, Some(&mark), |_| {}).await?;
    Ok(())
}

/// Step 1.
fn prepare(storage: &Path) -> Result<(), Failure> {
    let is_free = match fs::read_dir(storage) {
        Ok(mut found) => found.next().is_none() || is_in_part(storage),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(Failure::Message(format!("{} cannot be read: {error}", storage.display()))),
    };
    if !is_free {
        return Err(Failure::Message(format!(
            "{} is not empty: name an empty folder with --storage, so that nothing is overwritten",
            storage.display()
        )));
    }
    fs::create_dir_all(storage)?;
    fs::File::create(storage.join(MARK))?.sync_all()?;
    Ok(())
}
