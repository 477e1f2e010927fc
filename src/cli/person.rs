//! `zef person`: add, list, set, password, suspend, restore.

use std::{
    io::{self, BufRead, Read},
    process::ExitCode,
};

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Failure, Invocation, block_on, counted, reach::Reach, say};
use crate::{
    config::Config,
    control,
    domain::{
        person::{Handle, PersonRecord, Role},
        text,
    },
    library::look_after::Member,
};

/// The longest line read as a password, in bytes: longer than any accepted password.
const LONGEST_LINE: u64 = 4096;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Create an account.
    Add {
        /// The account's name: letters without accents, digits, hyphens.
        handle: Handle,
        /// The name shown.
        #[arg(long, value_parser = shown_name)]
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
    /// List the accounts: handle, name, role, whether trusted, since when, photos given, whether suspended.
    List,
    /// Change a person's role, trust or name.
    Set {
        /// The account.
        handle: Handle,
        #[command(flatten)]
        wishes: Wishes,
    },
    /// Suspend an account: no sign-in, and its sessions and tokens end; its photos stay as they are.
    Suspend {
        /// The account.
        handle: Handle,
        /// Why, for those who run the library; the person is not told.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Let a suspended person sign in again.
    Restore {
        /// The account.
        handle: Handle,
    },
    /// Give a person a new password, and end their sessions and tokens.
    Password {
        /// The account.
        handle: Handle,
        /// Read the password from the first line of standard input.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

/// What `zef person set` changes: at least one of these.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(super) struct Wishes {
    /// What they may do: contributor, curator, moderator or admin.
    #[arg(long)]
    role: Option<Role>,
    /// Publish their photos at once, without review.
    #[arg(long, conflicts_with = "not_trusted")]
    trusted: bool,
    /// Let their photos wait for review.
    #[arg(long)]
    not_trusted: bool,
    /// The name shown.
    #[arg(long, value_parser = shown_name)]
    name: Option<String>,
}

pub(super) fn run(invocation: &Invocation, command: Command) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    let password = match &command {
        Command::Add { .. } | Command::Password { .. } => first_line()?,
        Command::List | Command::Set { .. } | Command::Suspend { .. } | Command::Restore { .. } => String::new(),
    };
    block_on(async {
        let mut reach = Reach::to(invocation, &config).await?;
        let (command, done): (_, fn(&PersonRecord) -> String) = match command {
            Command::List => {
                list(invocation, &everybody(&mut reach).await?)?;
                return Ok(ExitCode::SUCCESS);
            }
            Command::Add { handle, name, role, trusted, password_stdin: _ } => {
                (control::Command::AddPerson { handle, name, role, trusted, password }, added)
            }
            Command::Set { handle, wishes: Wishes { role, trusted, not_trusted, name } } => {
                let trusted = (trusted || not_trusted).then_some(trusted);
                (control::Command::SetPerson { handle, name, role, trusted }, set)
            }
            Command::Suspend { handle, reason } => (control::Command::SuspendPerson { handle, reason }, suspended),
            Command::Restore { handle } => (control::Command::RestorePerson { handle }, restored),
            Command::Password { handle, password_stdin: _ } => {
                (control::Command::SetPassword { handle, password }, given_a_password)
            }
        };
        let person = reach.person(command).await?;
        tell(invocation, &person, &done(&person))?;
        Ok(ExitCode::SUCCESS)
    })
}

fn added(person: &PersonRecord) -> String {
    format!("{} can sign in as {} ({})", person.name, person.handle, person.role.name())
}

fn set(person: &PersonRecord) -> String {
    let trust = if person.trusted { "trusted" } else { "not trusted" };
    format!("{} ({}) is now {}, {trust}", person.name, person.handle, person.role.name())
}

fn suspended(person: &PersonRecord) -> String {
    format!("{} ({}) is suspended; sessions and tokens are ended", person.name, person.handle)
}

fn restored(person: &PersonRecord) -> String {
    format!("{} ({}) can sign in again", person.name, person.handle)
}

fn given_a_password(person: &PersonRecord) -> String {
    format!("{} ({}) has a new password; sessions and tokens are ended", person.name, person.handle)
}

/// Everybody who has an account, by handle.
async fn everybody(reach: &mut Reach) -> Result<Vec<Member>, Failure> {
    let mut all: Vec<Member> = Vec::new();
    loop {
        let after = all.last().map(|last| last.person.handle.clone());
        let more = reach.people(control::Command::ListPeople { after }).await?;
        if more.is_empty() {
            return Ok(all);
        }
        all.extend(more);
    }
}

/// A name that is not blank; its length is checked by the library.
fn shown_name(text: &str) -> Result<String, String> {
    let name = text::clean_line(text);
    if name.is_empty() { Err("a name cannot be empty".to_owned()) } else { Ok(name) }
}

fn first_line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().lock().take(LONGEST_LINE).read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn tell(invocation: &Invocation, person: &PersonRecord, done: &str) -> io::Result<()> {
    if invocation.json {
        let known = json!({
            "handle": person.handle, "name": person.name, "role": person.role, "trusted": person.trusted,
            "suspended": person.suspended,
        });
        return say(&known.to_string());
    }
    say(done)
}

/// One line for each person, with tabs between the fields since names have spaces.
fn list(invocation: &Invocation, members: &[Member]) -> io::Result<()> {
    if invocation.json {
        let known: Vec<_> = members
            .iter()
            .map(|Member { person, photos }| {
                json!({
                    "handle": person.handle, "name": person.name, "role": person.role, "trusted": person.trusted,
                    "since": person.created, "photos": photos, "suspended": person.suspended,
                })
            })
            .collect();
        return say(&json!(known).to_string());
    }
    for Member { person, photos } in members {
        let (handle, name, role) = (&person.handle, &person.name, person.role.name());
        let trusted = if person.trusted { "trusted" } else { "not trusted" };
        // People read the day; the JSON has the instant.
        let since = person.created.strftime("%Y-%m-%d");
        let suspended = person.suspended.as_ref().map_or_else(String::new, |suspension| {
            let since = suspension.at.strftime("%Y-%m-%d");
            let reason = suspension.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            format!("\tsuspended since {since}{reason}")
        });
        let photos = counted(&photos, "photo");
        say(&format!("{handle}\t{name}\t{role}\t{trusted}\t{since}\t{photos}{suspended}"))?;
    }
    Ok(())
}
