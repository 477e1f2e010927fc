//! `zef rebuild`.

use std::process::ExitCode;

use serde_json::json;

use super::{Failure, Invocation, block_on, say};
use crate::{
    catalog::{
        embedded::{self, Embedded},
        engine::Engine,
    },
    config::{Config, EngineName},
    library::StoreFault,
    search::Search as _,
    startup,
};

pub(super) fn run(invocation: &Invocation) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    let is_embedded = config.catalog.engine == EngineName::Embedded;
    let embedded = is_embedded.then(|| {
        Embedded::rebuild(&invocation.storage, embedded::Settings::default())
            .map_err(|error| startup::open_error(error, &invocation.storage))
    });
    let embedded = embedded.transpose()?;
    let entries = block_on(async {
        let opened = startup::open(&invocation.storage, &config).await?;
        let entries = match (&opened.engine, embedded) {
            #[cfg(feature = "postgres")]
            (Engine::Postgres(postgres), _) => postgres.rebuild().await.map_err(StoreFault::from)?,
            (Engine::Embedded(_), entries) => entries.unwrap_or_default(),
        };
        opened.index.erase().map_err(StoreFault::from)?;
        opened.library.index_whole_journal().await?;
        opened.engine.close().await;
        Ok(entries)
    })?;
    say(&if invocation.json {
        json!({ "entries": entries }).to_string()
    } else {
        // Sessions are kept beside the state, never in the journal.
        format!("made again from {entries} journal entries; everybody signs in again")
    })?;
    Ok(ExitCode::SUCCESS)
}
