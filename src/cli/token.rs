//! `zef token add`.

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::{Failure, Invocation, block_on, say, suspended};
use crate::{
    config::Config,
    domain::{
        person::Handle,
        token::{MOST_DAYS, TokenLabel},
    },
    startup,
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
        let house = startup::open(&invocation.storage, &config).await?;
        let person = house.library.person(&handle).await?;
        if person.is_some_and(|person| person.is_suspended()) {
            return Err(suspended(&handle));
        }
        let secret = house.library.add_token(&handle, &label, expires).await?;
        let Some(secret) = secret else { return Err(Failure::Message(format!("there is no account “{handle}”"))) };
        say(&if invocation.json {
            json!({ "token": secret.as_str() }).to_string()
        } else {
            secret.as_str().to_owned()
        })?;
        Ok(ExitCode::SUCCESS)
    })
}
