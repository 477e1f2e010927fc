//! How a command about people, tokens or places reaches its library: through the server that has it, or else by opening its folder.

use super::{Failure, Invocation};
use crate::{
    config::Config,
    control::{AskError, Client, Command, Done, NotDone, carry_out},
    domain::{person::PersonRecord, tag::record::TagRecord},
    library::{backup::LastBackup, look_after::Member, tags::Imported},
    startup::{self, OpenError, OpenLibrary},
};

/// A library that does commands.
pub(super) enum Reach {
    /// It is opened here.
    Opened(Box<OpenLibrary>),
    /// A server has it.
    Served(Client),
}

impl Reach {
    /// Reaches the library of an invocation.
    pub(super) async fn to(invocation: &Invocation, config: &Config) -> Result<Self, Failure> {
        let storage = &invocation.storage;
        // A server is asked first: where one listens, it has the lock, and would keep it.
        if let Some(client) = Client::connect(storage).await? {
            return Ok(Self::Served(client));
        }
        match startup::open(storage, config).await {
            Ok(opened) => Ok(Self::Opened(Box::new(opened))),
            // A server that was just starting listens by now. Where none does, another command has the library.
            Err(in_use @ OpenError::InUse { .. }) => {
                Client::connect(storage).await?.map(Self::Served).ok_or(Failure::Open(in_use))
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn done(&mut self, command: Command) -> Result<Done, Failure> {
        let done = match self {
            Self::Opened(opened) => carry_out(&opened.library, command).await,
            Self::Served(client) => client.ask(&command).await?,
        };
        done.map_err(|NotDone(sentence)| Failure::Message(sentence))
    }

    /// Does a command that answers with a person.
    pub(super) async fn person(&mut self, command: Command) -> Result<PersonRecord, Failure> {
        match self.done(command).await? {
            Done::Person(person) => Ok(*person),
            _ => Err(AskError::NotUnderstood.into()),
        }
    }

    /// Does a command that answers with people.
    pub(super) async fn people(&mut self, command: Command) -> Result<Vec<Member>, Failure> {
        match self.done(command).await? {
            Done::People(people) => Ok(people),
            _ => Err(AskError::NotUnderstood.into()),
        }
    }

    /// Does a command that answers with a count.
    pub(super) async fn count(&mut self, command: Command) -> Result<usize, Failure> {
        match self.done(command).await? {
            Done::Count(count) => Ok(count),
            _ => Err(AskError::NotUnderstood.into()),
        }
    }

    /// Does a command that answers with records of tags.
    pub(super) async fn tags(&mut self, command: Command) -> Result<Vec<TagRecord>, Failure> {
        match self.done(command).await? {
            Done::Tags(records) => Ok(records),
            _ => Err(AskError::NotUnderstood.into()),
        }
    }

    /// Does a command that answers with what was imported.
    pub(super) async fn imported(&mut self, command: Command) -> Result<Imported, Failure> {
        match self.done(command).await? {
            Done::Imported(imported) => Ok(imported),
            _ => Err(AskError::NotUnderstood.into()),
        }
    }

    /// Does a command that answers with a backup.
    pub(super) async fn backup(&mut self, command: Command) -> Result<Option<LastBackup>, Failure> {
        match self.done(command).await? {
            Done::Backup(backup) => Ok(backup),
            _ => Err(AskError::NotUnderstood.into()),
        }
    }

    /// Does a command that answers with nothing.
    pub(super) async fn remember(&mut self, command: Command) -> Result<(), Failure> {
        match self.done(command).await? {
            Done::Remembered => Ok(()),
            _ => Err(AskError::NotUnderstood.into()),
        }
    }

    /// Does a command that answers with a token.
    pub(super) async fn token(&mut self, command: Command) -> Result<String, Failure> {
        match self.done(command).await? {
            Done::Token(token) => Ok(token),
            _ => Err(AskError::NotUnderstood.into()),
        }
    }
}
