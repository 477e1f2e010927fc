//! `zef check` of a catalogue in a PostgreSQL database.

use std::process::ExitCode;

use super::{Before, Options, check_library, tell};
#[cfg(feature = "postgres")]
use crate::library::StoreFault;
use crate::{
    catalog::engine::Engine,
    cli::{Failure, Invocation, block_on},
    config::Config,
    startup,
};

pub(super) fn run(invocation: &Invocation, options: &Options, config: &Config) -> Result<ExitCode, Failure> {
    let found = block_on(async {
        let opened = startup::open_to_check(&invocation.storage, config, options.repair).await?;
        let flaws = match &opened.engine {
            Engine::Embedded(_) => Vec::new(),
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => {
                let flaws = postgres.verify().await.map_err(StoreFault::from)?;
                let is_whole = !flaws.iter().any(crate::catalog::postgres::Flaw::is_of_the_journal);
                if options.repair && is_whole && !flaws.is_empty() {
                    postgres.rebuild().await.map_err(StoreFault::from)?;
                }
                flaws.iter().map(|flaw| (flaw.is_of_the_journal(), flaw.to_string())).collect()
            }
        };
        opened.engine.close().await;
        Ok::<Vec<(bool, String)>, Failure>(flaws)
    })?;
    for (is_of_the_journal, what) in &found {
        let kind = if *is_of_the_journal { "journal" } else { "state" };
        let is_mended = options.repair && !is_of_the_journal;
        let what = match (invocation.json || *is_of_the_journal, is_mended) {
            (true, _) => what.clone(),
            (false, true) => format!("{what}: it was made again from the journal"),
            (false, false) => format!("{what}: “zef check --repair” makes it again from the journal"),
        };
        tell(invocation, kind, &what, is_mended)?;
    }
    if found.iter().any(|(is_of_the_journal, _)| *is_of_the_journal) {
        return Ok(ExitCode::FAILURE);
    }
    let mended = if options.repair { found.len() } else { 0 };
    check_library(invocation, options, config, &Before { faults: found.len(), mended, notes: 0 })
}
