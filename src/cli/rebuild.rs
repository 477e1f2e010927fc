//! `zef rebuild`.

use std::process::ExitCode;

use serde_json::json;

use super::{Common, Failure, say};
use crate::{
    catalog::embedded::{self, Embedded},
    startup,
};

pub(super) fn run(common: &Common) -> Result<ExitCode, Failure> {
    let entries = Embedded::rebuild(&common.storage, embedded::Settings::default())
        .map_err(|error| startup::told(error, &common.storage))?;
    say(&if common.json {
        json!({ "entries": entries }).to_string()
    } else {
        format!("made again from {entries} journal entries")
    })?;
    Ok(ExitCode::SUCCESS)
}
