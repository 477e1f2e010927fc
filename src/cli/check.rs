//! `zef check [--repair]`.

use std::process::ExitCode;

use clap::Args;
use indicatif::ProgressBar;
use serde_json::json;

use super::{Failure, Invocation, block_on, say};
use crate::{
    catalog::embedded::{Embedded, Flaw},
    config::Config,
    startup,
};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Make again what can be made again: renditions, and what an interrupted upload left behind.
    #[arg(long)]
    repair: bool,
}

pub(super) fn run(invocation: &Invocation, options: &Options) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    let open_error = |error| startup::told(error, &invocation.storage);
    // The catalogue first, below the library: damaged in the middle of its journal, it would not let the library open.
    let flaws = Embedded::verify(&invocation.storage).map_err(open_error)?;
    let journal_is_whole = !flaws.iter().any(|flaw| matches!(flaw, Flaw::Journal(_)));
    if journal_is_whole && !flaws.is_empty() {
        // The photos to look at are those of the journal, not those of a state that says something else.
        Embedded::set_state_aside(&invocation.storage).map_err(open_error)?;
    }
    for flaw in &flaws {
        let kind = if matches!(flaw, Flaw::Journal(_)) { "journal" } else { "state" };
        say(&if invocation.json {
            json!({ "fault": kind, "what": flaw.to_string(), "mended": journal_is_whole }).to_string()
        } else if journal_is_whole {
            format!("{flaw}: the state is made again from the journal")
        } else {
            flaw.to_string()
        })?;
    }
    if !journal_is_whole {
        return Ok(ExitCode::FAILURE);
    }
    block_on(async {
        let house = startup::open(&invocation.storage, &config)?;
        let bar = ProgressBar::new(0);
        let checked = house.library.check(options.repair, |progress| {
            bar.set_length(progress.total);
            bar.set_position(progress.done);
        });
        let checked = checked.await?;
        bar.finish_and_clear();
        for finding in &checked.findings {
            say(&if invocation.json { json!(finding).to_string() } else { finding.to_string() })?;
        }
        let (photos, originals, renditions) = (checked.photos, checked.originals, checked.renditions);
        let faults = checked.findings.len().saturating_add(flaws.len());
        say(&if invocation.json {
            json!({ "photos": photos, "originals": originals, "renditions": renditions, "faults": faults }).to_string()
        } else {
            format!("checked {photos} photos, {originals} originals, {renditions} renditions: {faults} faults")
        })?;
        // Who did not ask for a repair learns that one was needed.
        let is_well = checked.is_sound() && (options.repair || flaws.is_empty());
        Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}
