//! `zef check [--repair [--backup DIR]]`.

mod database;

use std::{path::PathBuf, process::ExitCode};

use clap::Args;
use serde_json::json;

use super::{Failure, Invocation, backup, block_on, counted, meter::Meter, say};
use crate::{
    catalog::{
        CatalogError,
        embedded::{Embedded, Flaw, Unfinished},
    },
    config::{Config, EngineName},
    library::check::Repairs,
    startup,
};

/// What happens to an interrupted forgetting.
const NEXT_START: &str = "the next start, or “zef check --repair”, puts it right";

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Repair what can be repaired: renditions, the remains of interrupted uploads, entries that the journal lost and
    /// the state still has.
    #[arg(long)]
    repair: bool,
    /// Copy originals that are lost or damaged from this backup.
    #[arg(long, value_name = "DIR", requires = "repair")]
    backup: Option<PathBuf>,
}

pub(super) fn run(invocation: &Invocation, options: &Options) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    if config.catalog.engine == EngineName::Postgres {
        return database::run(invocation, options, &config);
    }
    let open_error = |error| startup::open_error(error, &invocation.storage);
    // The catalogue first, without the library, which does not open when the journal is damaged in the middle.
    let mut put_right = 0_usize;
    let mut cut_short_before = 0_usize;
    match Embedded::unfinished(&invocation.storage) {
        Ok(None) => {}
        Ok(Some(unfinished)) if options.repair => {
            block_on(async {
                startup::open(&invocation.storage, &config).await?;
                Ok(())
            })?;
            tell(invocation, "forgetting", &format!("{unfinished}: put right"), true)?;
            put_right += 1;
        }
        Ok(Some(unfinished @ Unfinished::Undecided)) => {
            note(invocation, "forgetting", &format!("{unfinished}; {NEXT_START}"))?;
            cut_short_before += 1;
        }
        Ok(Some(unfinished @ Unfinished::Decided)) => {
            // Until then, the journal is partly old and partly rewritten.
            tell(invocation, "forgetting", &format!("{unfinished}; {NEXT_START}"), false)?;
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(open_error(error).into()),
    }
    if options.repair {
        // Other damage is listed below, line by line.
        let repaired = match Embedded::repair(&invocation.storage) {
            Err(CatalogError::Damaged { .. }) => Vec::new(),
            repaired => repaired.map_err(open_error)?,
        };
        put_right = put_right.saturating_add(repaired.len());
        for what in &repaired {
            tell(invocation, "journal", what, true)?;
        }
    }
    let flaws = Embedded::verify(&invocation.storage).map_err(open_error)?;
    let (notes, flaws): (Vec<Flaw>, Vec<Flaw>) = flaws.into_iter().partition(|flaw| matches!(flaw, Flaw::Untidy(_)));
    let journal_is_whole = !flaws.iter().any(|flaw| matches!(flaw, Flaw::Journal(_)));
    if journal_is_whole && !flaws.is_empty() {
        // The photos to check are those of the journal, not those of a state that contradicts it.
        Embedded::set_state_aside(&invocation.storage).map_err(open_error)?;
    }
    for untidy in &notes {
        note(invocation, "journal", &untidy.to_string())?;
    }
    for flaw in &flaws {
        let kind = if matches!(flaw, Flaw::Journal(_)) { "journal" } else { "state" };
        let what = if journal_is_whole && !invocation.json {
            format!("{flaw}: the state is made again from the journal")
        } else {
            flaw.to_string()
        };
        tell(invocation, kind, &what, journal_is_whole)?;
    }
    if !journal_is_whole {
        return Ok(ExitCode::FAILURE);
    }
    // A state that contradicts the journal was set aside above, also without --repair.
    let faults = flaws.len().saturating_add(put_right);
    let before = Before { faults, mended: faults, notes: notes.len().saturating_add(cut_short_before) };
    check_library(invocation, options, &config, &before)
}

/// What was found in the catalogue.
struct Before {
    faults: usize,
    /// How many of them were mended.
    mended: usize,
    notes: usize,
}

/// Checks the photos.
fn check_library(
    invocation: &Invocation,
    options: &Options,
    config: &Config,
    before: &Before,
) -> Result<ExitCode, Failure> {
    block_on(async {
        let opened = startup::open_to_check(&invocation.storage, config, options.repair).await?;
        let meter = Meter::new("checking photos");
        let backup = options.backup.as_deref().map(backup::originals).transpose()?;
        let repairs = Repairs { made_again: options.repair, backup: backup.as_ref() };
        let checked = opened.library.check(repairs, |progress| meter.show(progress)).await?;
        drop(meter);
        let repairs = u64::try_from(before.faults).unwrap_or(u64::MAX);
        opened.library.remember_check(&checked, options.repair, repairs).await?;
        for finding in &checked.findings {
            say(&if invocation.json { json!(finding).to_string() } else { finding.to_string() })?;
        }
        let (photos, originals, renditions) = (checked.photos, checked.originals, checked.renditions);
        let noted = checked.findings.iter().filter(|finding| finding.fault.is_a_note()).count();
        let faults = checked.findings.len().saturating_sub(noted).saturating_add(before.faults);
        let mended = checked.findings.iter().filter(|finding| finding.mended && !finding.fault.is_a_note()).count();
        let mended = mended.saturating_add(before.mended);
        let notes = noted.saturating_add(before.notes);
        say(&if invocation.json {
            json!({ "photos": photos, "originals": originals, "renditions": renditions, "faults": faults, "mended": mended,
                "notes": notes })
            .to_string()
        } else {
            let of_them = match (faults, mended) {
                (_, 0) => String::new(),
                (faults, mended) if faults == mended => ", mended".to_owned(),
                (_, mended) => format!(", {mended} of them mended"),
            };
            let noted = if notes == 0 { String::new() } else { format!(", {}", counted(&notes, "note")) };
            format!(
                "checked {}, {}, {}: {}{of_them}{noted}",
                counted(&photos, "photo"),
                counted(&originals, "original"),
                counted(&renditions, "rendition"),
                counted(&faults, "fault"),
            )
        })?;
        // Without `--repair`, it reports that a repair is needed.
        let is_well = checked.is_sound() && (options.repair || before.faults == 0);
        opened.engine.close().await;
        Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}

/// Prints a note, which is not a fault.
fn note(invocation: &Invocation, kind: &str, what: &str) -> std::io::Result<()> {
    say(&if invocation.json { json!({ "note": kind, "what": what }).to_string() } else { format!("note: {what}") })
}

/// Prints a fault of the catalogue.
fn tell(invocation: &Invocation, kind: &str, what: &str, mended: bool) -> std::io::Result<()> {
    say(&if invocation.json {
        json!({ "fault": kind, "what": what, "mended": mended }).to_string()
    } else {
        what.to_owned()
    })
}
