//! `zef person add`.

use std::{
    io::{BufRead, Read},
    process::ExitCode,
};

use clap::Subcommand;
use serde_json::json;

use super::{Common, Failure, block_on, say};
use crate::{
    config::Config,
    domain::person::{Handle, Role},
    library::accounts::NewPerson,
    startup,
};

/// The longest line read as a password, in bytes: far more than any that is accepted.
const LONGEST_LINE: u64 = 4096;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Create an account.
    Add {
        /// The account's name: letters without accents, digits, hyphens.
        handle: Handle,
        /// The name shown.
        #[arg(long)]
        name: String,
        /// What they may do: contributor, curator, moderator or admin.
        #[arg(long, default_value = "contributor")]
        role: Role,
        /// Publish their photos at once, without review.
        #[arg(long)]
        trusted: bool,
        /// Read the password from the first line of standard input.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

pub(super) fn run(common: &Common, command: Command) -> Result<ExitCode, Failure> {
    let Command::Add { handle, name, role, trusted, password_stdin: _ } = command;
    let config = Config::read(common.config.as_deref())?;
    let mut password = String::new();
    std::io::stdin().lock().take(LONGEST_LINE).read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    block_on(async {
        let house = startup::open(&common.storage, &config)?;
        let new = NewPerson { handle, name, role, trusted, password };
        let person = house.library.add_person(new).await.map_err(|error| Failure::Said(error.to_string()))?;
        let told = if common.json {
            json!({ "handle": person.handle, "name": person.name, "role": person.role, "trusted": person.trusted })
                .to_string()
        } else {
            format!("{} can sign in as {} ({})", person.name, person.handle, person.role.name())
        };
        say(&told)?;
        Ok(ExitCode::SUCCESS)
    })
}
