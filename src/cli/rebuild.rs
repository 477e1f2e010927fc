//! `zef rebuild`.

use std::process::ExitCode;

use serde_json::json;

use super::{Failure, Invocation, say};
use crate::{
    catalog::embedded::{self, Embedded},
    startup,
};

pub(super) fn run(invocation: &Invocation) -> Result<ExitCode, Failure> {
    let entries = Embedded::rebuild(&invocation.storage, embedded::Settings::default())
        .map_err(|error| startup::told(error, &invocation.storage))?;
    say(&if invocation.json {
        json!({ "entries": entries }).to_string()
    } else {
        // Sessions are kept beside the state, never in the journal.
        format!("made again from {entries} journal entries; everybody signs in again")
    })?;
    Ok(ExitCode::SUCCESS)
}
