//! `zef rebuild`.

use std::process::ExitCode;

use serde_json::json;

use super::{Failure, Invocation, block_on, say};
use crate::{
    catalog::embedded::{self, Embedded},
    config::Config,
    library::StoreFault,
    search::Search as _,
    startup,
};

pub(super) fn run(invocation: &Invocation) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    let entries = Embedded::rebuild(&invocation.storage, embedded::Settings::default())
        .map_err(|error| startup::told(error, &invocation.storage))?;
    block_on(async {
        let house = startup::open(&invocation.storage, &config).await?;
        house.index.erase().map_err(StoreFault::from)?;
        Ok(house.library.index_whole_journal().await?)
    })?;
    say(&if invocation.json {
        json!({ "entries": entries }).to_string()
    } else {
        // Sessions are kept beside the state, never in the journal.
        format!("made again from {entries} journal entries; everybody signs in again")
    })?;
    Ok(ExitCode::SUCCESS)
}
