//! Does a command on an open library: the one way, for the command line and for the server.

use std::error::Error;

use serde::{Deserialize, Serialize};

use super::command::Command;
use crate::{
    domain::{
        person::{Handle, PersonRecord},
        tag::record::TagRecord,
    },
    library::{
        Library, StoreFault,
        accounts::{AccountError, NewPerson},
        backup::LastBackup,
        known_places::PlacesError,
        look_after::{By, LookAfterError, Member, PersonChange},
        tags::{Imported, TagError},
    },
};

/// Records of tags sent over the socket at a time: the longest ones fit its line limit together.
const TAGS_AT_ONCE: usize = 25;

/// What a command did or found.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// A person, as they are now.
    Person(Box<PersonRecord>),
    /// Some people.
    People(Vec<Member>),
    /// How many there are now.
    Count(usize),
    /// Some records of tags.
    Tags(Vec<TagRecord>),
    /// What became of some concepts of a thesaurus.
    Imported(Imported),
    /// The last backup, if one is remembered.
    Backup(Option<LastBackup>),
    /// The number of the last entry.
    Last(u64),
    /// Nothing that is told.
    Remembered,
    /// The secret of a new token, which nothing shows again.
    Token(String),
}

/// Why a command was not done, in one sentence.
#[derive(Debug, Serialize, Deserialize)]
pub struct NotDone(pub String);

impl From<AccountError> for NotDone {
    fn from(error: AccountError) -> Self {
        Self(with_causes(&error))
    }
}

impl From<LookAfterError> for NotDone {
    fn from(error: LookAfterError) -> Self {
        Self(with_causes(&error))
    }
}

impl From<PlacesError> for NotDone {
    fn from(error: PlacesError) -> Self {
        Self(with_causes(&error))
    }
}

impl From<StoreFault> for NotDone {
    fn from(error: StoreFault) -> Self {
        Self(with_causes(&error))
    }
}

/// An error in one sentence, with its causes.
#[must_use]
pub fn with_causes(error: &dyn Error) -> String {
    let mut sentence = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        sentence.push_str(": ");
        sentence.push_str(&error.to_string());
        cause = error.source();
    }
    sentence
}

/// The sentence about a suspended account.
#[must_use]
pub fn suspended(handle: &Handle) -> String {
    format!("the account “{handle}” is suspended: `zef person restore {handle}` ends that")
}

/// Does a command.
///
/// # Errors
/// [`NotDone`]; nothing was changed.
pub async fn carry_out(library: &Library, command: Command) -> Result<Done, NotDone> {
    let person = match command {
        Command::AddPerson { handle, name, role, trusted, password } => {
            library.add_person(NewPerson { handle, name, role, trusted, password }).await?
        }
        Command::ListPeople { after } => return Ok(Done::People(library.members_after(after.as_ref()).await?)),
        Command::SetPerson { handle, name, role, trusted } => {
            library.set_person(By::CommandLine, &handle, PersonChange { name, role, trusted }).await?
        }
        Command::SuspendPerson { handle, reason } => library.suspend(By::CommandLine, &handle, &reason).await?,
        Command::RestorePerson { handle } => library.restore(By::CommandLine, &handle).await?,
        Command::SetPassword { handle, password } => library.set_password(&handle, &password).await?,
        Command::ImportPlaces { places, in_place } => {
            return Ok(Done::Count(library.import_places(places, in_place).await?));
        }
        Command::ListTags { after } => {
            return Ok(Done::Tags(library.tag_records_after(after.as_ref(), TAGS_AT_ONCE).await?));
        }
        Command::ImportTags { handle, batch, concepts } => {
            let imported = library.import_tags(&handle, batch.as_deref(), &concepts).await;
            return imported.map(Done::Imported).map_err(|error| match error {
                TagError::NotSignedIn | TagError::NotAllowed => NotDone(format!(
                    "“{handle}” is not the account of a curator: name one with --as, or make it one with `zef person set {handle} \
                     --role curator`"
                )),
                error => NotDone(with_causes(&error)),
            });
        }
        Command::LastBackup => return Ok(Done::Backup(library.remembered_backup().await?)),
        Command::RememberBackup { backup } => {
            library.remember_backup(backup).await?;
            return Ok(Done::Remembered);
        }
        Command::Mark { mark } => return Ok(Done::Last(library.mark(mark).await?)),
        Command::AddToken { handle, label, expires } => {
            if library.person(&handle).await?.is_some_and(|person| person.is_suspended()) {
                return Err(NotDone(suspended(&handle)));
            }
            let secret = library.add_token(&handle, &label, expires).await?;
            let secret = secret.ok_or_else(|| NotDone(format!("there is no account “{handle}”")))?;
            return Ok(Done::Token(secret.as_str().to_owned()));
        }
    };
    Ok(Done::Person(Box::new(person)))
}
