//! `zef check [--repair]`.

use std::process::ExitCode;

use clap::Args;
use indicatif::ProgressBar;
use serde_json::json;

use super::{Common, Failure, block_on, say};
use crate::{catalog::embedded::Embedded, config::Config, startup};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Make again what can be made again: renditions, and what an interrupted upload left behind.
    #[arg(long)]
    repair: bool,
}

pub(super) fn run(common: &Common, options: &Options) -> Result<ExitCode, Failure> {
    let config = Config::read(common.config.as_deref())?;
    // The journal first, below the library: damaged in its middle, it would not let the library open at all.
    let journal = Embedded::verify(&common.storage).map_err(|error| startup::told(error, &common.storage))?;
    if !journal.is_empty() {
        for fault in &journal {
            say(&if common.json {
                json!({ "fault": "journal", "what": fault.to_string() }).to_string()
            } else {
                fault.to_string()
            })?;
        }
        return Ok(ExitCode::FAILURE);
    }
    block_on(async {
        let house = startup::open(&common.storage, &config)?;
        let bar = ProgressBar::new(0);
        let checked = house.library.check(options.repair, |progress| {
            bar.set_length(progress.total);
            bar.set_position(progress.done);
        });
        let checked = checked.await?;
        bar.finish_and_clear();
        for finding in &checked.findings {
            let mended = if finding.mended { ": mended" } else { "" };
            say(&if common.json { json!(finding).to_string() } else { format!("{}{mended}", finding.fault) })?;
        }
        let (photos, originals, renditions) = (checked.photos, checked.originals, checked.renditions);
        let faults = checked.findings.len();
        say(&if common.json {
            json!({ "photos": photos, "originals": originals, "renditions": renditions, "faults": faults }).to_string()
        } else {
            format!("checked {photos} photos, {originals} originals, {renditions} renditions: {faults} faults")
        })?;
        Ok(if checked.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}
