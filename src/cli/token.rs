//! `zef token add`.

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::{Failure, Invocation, block_on, reach::Reach, say};
use crate::{
    config::Config,
    control,
    domain::{
        person::Handle,
        token::{MOST_DAYS, TokenLabel},
    },
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make an API token and print it, alone on a line.
    Add {
        /// The person for whom it acts.
        handle: Handle,
        /// What it is for.
        #[arg(long, default_value = "")]
        label: TokenLabel,
        /// After how many days it ends, 1 to 3650; without it, never.
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_DAYS)))]
        expires: Option<u32>,
    },
}

pub(super) fn run(invocation: &Invocation, command: Command) -> Result<ExitCode, Failure> {
    let Command::Add { handle, label, expires } = command;
    let config = Config::read(invocation.config.as_deref())?;
    block_on(async {
        let mut reach = Reach::to(invocation, &config).await?;
        let token = reach.token(control::Command::AddToken { handle, label, expires }).await?;
        say(&if invocation.json { json!({ "token": token }).to_string() } else { token })?;
        Ok(ExitCode::SUCCESS)
    })
}
