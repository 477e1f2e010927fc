//! `zef forget photo|person|contact`.

use std::{
    io::{self, BufRead as _, Read as _, Write as _},
    process::ExitCode,
};

use clap::Subcommand;
use serde_json::{Value, json};

use super::{Failure, Invocation, block_on, counted, say};
use crate::{
    config::Config,
    domain::{lengths, person::Handle, photo::PhotoId, report::Contact},
    library::forget::{ForgetError, Forgotten},
    startup,
};

/// The longest line read as a confirmation, in bytes: more than any handle.
const LONGEST_LINE: u64 = 256;

/// What the administrator still has to do.
const BACKUPS: &str =
    "backups made before still hold them: “zef backup” into their folder removes them there; delete other copies";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Forget a photo for good: its original, its texts and every earlier version of them. Nothing stays at its
    /// address; to leave a notice there, withdraw it instead.
    Photo {
        /// The photo: the last part of its address.
        id: PhotoId,
        /// Do not ask for a confirmation.
        #[arg(long)]
        yes: bool,
    },
    /// Forget the reports of a reporter, by the e-mail address or telephone number that they left.
    Contact {
        /// The address or number, as the reporter wrote it; upper and lower case are the same.
        contact: String,
        /// Do not ask for a confirmation.
        #[arg(long)]
        yes: bool,
    },
    /// Forget a person for good: their account, and all the photos that they gave.
    Person {
        /// The account.
        handle: Handle,
        /// Keep their published photos, without a contributor: the licences granted on them cannot be revoked.
        #[arg(long)]
        keep_published: bool,
        /// Do not ask for a confirmation.
        #[arg(long)]
        yes: bool,
    },
}

pub(super) fn run(invocation: &Invocation, command: &Command) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    block_on(async {
        let opened = startup::open(&invocation.storage, &config).await?;
        let library = &opened.library;
        let (kind, name, yes) = match command {
            Command::Photo { id, yes } => ("photo", id.as_str(), *yes),
            Command::Person { handle, yes, .. } => ("person", handle.as_str(), *yes),
            Command::Contact { contact, yes } => ("contact", contact.as_str(), *yes),
        };
        if !yes {
            confirm(kind, name)?;
        }
        // An interrupted upload may have left a photograph of theirs.
        library.sweep_staging().await?;
        let forgotten = match command {
            Command::Photo { id, .. } => library.forget_photo(id).await,
            Command::Person { handle, keep_published, .. } => library.forget_person(handle, *keep_published).await,
            Command::Contact { contact, .. } => library.forget_contact(&parsed(contact)?).await,
        };
        tell(invocation, kind, &forgotten.map_err(failure)?)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn parsed(contact: &str) -> Result<Contact, Failure> {
    let known = Contact::parse(contact).ok().flatten();
    known.ok_or_else(|| Failure::Message(format!("a contact has 1 to {} characters", lengths::CONTACT)))
}

fn failure(error: ForgetError) -> Failure {
    match error {
        ForgetError::Fault(fault) => fault.into(),
        expected => Failure::Message(expected.to_string()),
    }
}

/// Asks the administrator to type the name of what is to be forgotten.
fn confirm(kind: &str, name: &str) -> Result<(), Failure> {
    write!(io::stderr(), "This cannot be undone. To forget this {kind} for good, type {name}: ")?;
    let mut line = String::new();
    io::stdin().lock().take(LONGEST_LINE).read_line(&mut line)?;
    if line.trim() == name {
        return Ok(());
    }
    Err(Failure::Message(format!("nothing was forgotten: “{name}” was not typed. Type it, or give --yes")))
}

fn tell(invocation: &Invocation, kind: &str, forgotten: &Forgotten) -> io::Result<()> {
    if invocation.json {
        let mut told = json!(forgotten);
        if let Value::Object(members) = &mut told {
            members.insert("forgotten".to_owned(), json!(kind));
        }
        return say(&told.to_string());
    }
    let Forgotten { photos, kept, originals, shared, reports, suggestions, .. } = forgotten;
    if kind == "contact" {
        let suggested =
            if *suggestions > 0 { format!(" and {}", counted(suggestions, "suggestion")) } else { String::new() };
        say(&format!("forgot {}{suggested}", counted(reports, "report")))?;
        return say(BACKUPS);
    }
    let account = if kind == "person" {
        let stay = if *kept == 1 { "stays" } else { "stay" };
        format!(", and the account; {} {stay}, without a contributor", counted(kept, "photo"))
    } else {
        String::new()
    };
    let others = if *shared > 0 {
        let stay = if *shared == 1 { "stays" } else { "stay" };
        format!("; {} {stay}, because other photos have the same bytes", counted(shared, "original"))
    } else {
        String::new()
    };
    let (photos, originals) = (counted(photos, "photo"), counted(originals, "original"));
    say(&format!("forgot {photos} and {originals}{account}{others}"))?;
    if *reports > 0 {
        say(&format!("forgot {} about them", counted(reports, "report")))?;
    }
    if *suggestions > 0 {
        say(&format!("forgot {}", counted(suggestions, "suggestion")))?;
    }
    say(BACKUPS)
}
