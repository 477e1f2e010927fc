//! `zef migrate --from CONFIG --to CONFIG [--finish]`.
//!
//! 1. **copy** the journal, after the last entry that the target has, and then the originals that it does not have; as often as
//!    one likes, while the source is served;
//! 2. with `--finish`, do so once more, **stop** changes at the source, and copy the last;
//! 3. **compare** every line of the journal, the counts of every space and the hash of every original;
//! 4. **mark** the source as moved, and let the target be served.
//!
//! Whatever fails before step 4 leaves the source as it was, and it takes changes again.

use std::{path::PathBuf, process::ExitCode, thread::sleep, time::Duration};

use clap::Args;
use indicatif::DecimalBytes;
use serde_json::json;

use super::{Failure, Invocation, block_on, counted, meter::Meter, say};
use crate::{
    archive::Archive,
    catalog::{
        CatalogError,
        moving::{self, Copied, Digested, MoveError},
    },
    clock::system_clock,
    config::Config,
    library::{
        StoreFault,
        moving::{Mark, MoveStage, MovedOriginals, has_nothing_else},
    },
    startup::{
        OpenError, OpenLibrary,
        moving::{End, Source, lines_of, record_counts},
    },
};

/// How often the journal of a source is read again in which something is being forgotten, with this pause before each time.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_secs(1);

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The configuration of the library as it is; --storage names its folder.
    #[arg(long, value_name = "CONFIG")]
    from: PathBuf,
    /// The configuration of the library as it is to be: an empty database or folder, or one that was filled from this library.
    #[arg(long, value_name = "CONFIG", required_unless_present = "undo")]
    to: Option<PathBuf>,
    /// The storage folder of the library as it is to be; without it, the same folder.
    #[arg(long, value_name = "DIR")]
    to_storage: Option<PathBuf>,
    /// Stop changes, copy the last of them, compare everything, and mark the source as moved.
    #[arg(long)]
    finish: bool,
    /// Take the mark from a library that moves or has moved: it takes changes, and may be served, again.
    #[arg(long, conflicts_with_all = ["to", "to_storage", "finish"])]
    undo: bool,
}

pub(super) fn run(invocation: &Invocation, options: &Options) -> Result<ExitCode, Failure> {
    let config = Config::read(Some(&options.from))?;
    let from = End { storage: invocation.storage.clone(), config };
    block_on(async {
        let source = from.source().await?;
        match &options.to {
            None => undo(invocation, &from, &source).await?,
            Some(to) => {
                let config = Config::read(Some(to))?;
                let storage = options.to_storage.as_ref().unwrap_or(&invocation.storage).clone();
                let to = End { storage, config };
                Box::pin(Move::new(from, to, source).await?.make(invocation, options.finish)).await?;
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Takes the mark of the source away.
async fn undo(invocation: &Invocation, from: &End, source: &Source) -> Result<(), Failure> {
    let place = from.place()?;
    match marked(source).await? {
        None => Err(Failure::Message(format!("the library in {place} does not move: it takes changes already"))),
        Some(mark) if mark.stage == MoveStage::Filling => Err(Failure::Message(mark.to_string())),
        Some(_) => {
            source.mark(None).await?;
            let told = json!({ "takes_changes": true }).to_string();
            Ok(say(&if invocation.json { told } else { format!("the library in {place} takes changes again") })?)
        }
    }
}

async fn marked(source: &Source) -> Result<Option<Mark>, Failure> {
    Ok(source.marked().await.map_err(StoreFault::from)?)
}

/// A move.
struct Move {
    from: End,
    to: End,
    source: Source,
    /// The originals of the source.
    originals: Archive,
    /// The ends in words.
    here: String,
    there: String,
}

/// What one run copied, with the target as it is then.
struct Run {
    target: OpenLibrary,
    copied: Copied,
    moved: MovedOriginals,
}

impl Move {
    async fn new(from: End, to: End, source: Source) -> Result<Self, Failure> {
        let (here, there) = (from.place()?, to.place()?);
        if here == there {
            return Err(Failure::Message(format!(
                "both configurations keep the records in {here}: name another folder for the target with --to-storage, or \
                 another configuration with --to"
            )));
        }
        if let Some(mark) = marked(&source).await? {
            let goes_on = mark.other == there && mark.stage != MoveStage::Filling;
            if !goes_on {
                return Err(Failure::Message(format!("nothing was moved: {mark}")));
            }
        }
        let originals = from.archive().map_err(OpenError::from)?;
        originals.find(false).await.map_err(OpenError::from)?;
        Ok(Self { from, to, source, originals, here, there })
    }

    async fn make(self, invocation: &Invocation, finish: bool) -> Result<(), Failure> {
        let Run { target, copied, moved } = Box::pin(self.run()).await?;
        close(target).await;
        if !finish {
            return self.tell_copied(invocation, copied, moved);
        }
        let is_moved = marked(&self.source).await?.is_some_and(|mark| mark.stage == MoveStage::Moved);
        if !is_moved {
            self.source.mark(Some(self.mark(MoveStage::Stopped))).await?;
        }
        match Box::pin(self.end()).await {
            Ok((digested, moved)) => self.tell_moved(invocation, &digested, moved),
            Err(failure) => {
                if !is_moved {
                    self.source.mark(None).await?;
                }
                Err(failure)
            }
        }
    }

    fn mark(&self, stage: MoveStage) -> Mark {
        let other = if stage == MoveStage::Filling { self.here.clone() } else { self.there.clone() };
        Mark { stage, other, since: system_clock()() }
    }

    /// Step 1.
    async fn run(&self) -> Result<Run, Failure> {
        let mut target = self.to.target(&self.from).await.map_err(Self::not_opened)?;
        let archive = self.to.archive().map_err(OpenError::from)?;
        archive.find(true).await.map_err(OpenError::from)?;
        let mut number = 0;
        let copied = loop {
            let copied = {
                let mut journal = target.journal().await.map_err(StoreFault::from)?;
                let journal = journal.lines();
                if journal.seq() == 0 {
                    has_nothing_else(&archive, &self.originals).await?;
                }
                self.copy(journal).await
            };
            number += 1;
            match copied {
                Err(MoveError::Catalog(CatalogError::Rewriting)) if number < TRIES => sleep(PAUSE),
                copied => break copied?,
            }
        };
        let target = target.library(&self.to).await?;
        if target.catalogue.left_to_forget().await.map_err(StoreFault::from)?.is_some() {
            if self.to.shares_folder(&self.from)? {
                // Its search index is that of the source, which forgot already.
                target.catalogue.forgotten().await.map_err(StoreFault::from)?;
            } else {
                target.library.finish_forgetting().await?;
            }
        }
        let meter = Meter::new("copying originals");
        let moved = target.library.move_originals(&self.originals, |progress| meter.show(progress)).await?;
        Ok(Run { target, copied, moved })
    }

    async fn copy(&self, journal: &mut dyn moving::WriteLines) -> Result<Copied, MoveError> {
        let mut lines = self.source.lines().await?;
        let meter = Meter::new("copying the journal, entry");
        let mark = self.mark(MoveStage::Filling);
        moving::copy(&mut *lines, journal, Some(&mark), |seq| meter.count(seq)).await
    }

    /// The sentence for a target that does not open.
    fn not_opened(error: OpenError) -> Failure {
        match error {
            OpenError::InUse { storage } => Failure::Message(format!(
                "{storage} is in use by another process: stop it, or name another folder for the target with --to-storage"
            )),
            error => error.into(),
        }
    }

    /// Steps 2 to 4, once the source takes no changes.
    async fn end(&self) -> Result<(Digested, MovedOriginals), Failure> {
        let Run { target, moved, .. } = Box::pin(self.run()).await?;
        let digested = Box::pin(self.compare(&target)).await?;
        let meter = Meter::new("comparing originals");
        target.library.compare_originals(&self.originals, |progress| meter.show(progress)).await?;
        drop(meter);
        self.source.mark(Some(self.mark(MoveStage::Moved))).await?;
        target.library.mark(None).await?;
        close(target).await;
        Ok((digested, moved))
    }

    /// Step 3, but for the originals.
    async fn compare(&self, target: &OpenLibrary) -> Result<Digested, Failure> {
        let mut ours = self.source.lines().await.map_err(StoreFault::from)?;
        let mut theirs = lines_of(&target.engine, &self.to).await.map_err(StoreFault::from)?;
        let digested = moving::compare(&mut *ours, &mut *theirs).await?;
        let kept = self.source.record_counts().await.map_err(StoreFault::from)?;
        let of_target = record_counts(&target.engine).await.map_err(StoreFault::from)?;
        for (end, counts) in [("source", kept.as_ref()), ("target", Some(&of_target))] {
            let Some(counts) = counts else { continue };
            let spaces = digested.counts.keys().chain(counts.keys());
            for space in spaces {
                let (said, found) = (digested.counts.get(space).copied(), counts.get(space).copied());
                let (said, found) = (said.unwrap_or_default(), found.unwrap_or_default());
                if said != found {
                    return Err(Failure::Message(format!(
                        "the {end} has {found} records in “{space}”, and its journal says {said}: run “zef check --repair” \
                         there, then move again"
                    )));
                }
            }
        }
        Ok(digested)
    }

    fn tell_copied(&self, invocation: &Invocation, copied: Copied, moved: MovedOriginals) -> Result<(), Failure> {
        let Copied { seq, added, replaced } = copied;
        let MovedOriginals { originals, bytes, copied, removed } = moved;
        if invocation.json {
            let told = json!({ "entries": seq, "copied_entries": added, "rewritten_entries": replaced, "originals": originals,
                "bytes": bytes, "copied_originals": copied, "removed_originals": removed, "finished": false });
            return Ok(say(&told.to_string())?);
        }
        let forgotten = if replaced > 0 || removed > 0 {
            format!(
                ", {} rewritten and {} removed, since they were forgotten",
                entries(replaced),
                counted(&removed, "original")
            )
        } else {
            String::new()
        };
        Ok(say(&format!(
            "copied {} and {} to {}{forgotten}: it has {} and {} ({}). The library is not moved yet: run the same with --finish",
            entries(added),
            counted(&copied, "original"),
            self.there,
            entries(seq),
            counted(&originals, "original"),
            DecimalBytes(bytes),
        ))?)
    }

    fn tell_moved(&self, invocation: &Invocation, digested: &Digested, moved: MovedOriginals) -> Result<(), Failure> {
        let Digested { seq, blake3, counts } = digested;
        let records: u64 = counts.values().sum();
        if invocation.json {
            let told = json!({ "entries": seq, "blake3": blake3, "records": counts, "originals": moved.originals,
                "bytes": moved.bytes, "finished": true });
            return Ok(say(&told.to_string())?);
        }
        Ok(say(&format!(
            "moved to {}: {} (BLAKE3 of all lines: {blake3}), {} and {} ({}) are the same there. {} takes no changes any more: \
             stop its server, and serve the other one",
            self.there,
            entries(*seq),
            counted(&records, "record"),
            counted(&moved.originals, "original"),
            DecimalBytes(moved.bytes),
            self.here,
        ))?)
    }
}

fn entries(count: u64) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// Lets the target go, with its lock.
async fn close(target: OpenLibrary) {
    target.engine.close().await;
    drop(target);
}
