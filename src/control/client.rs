//! The command line's end of the socket: it asks the server that has the library.

use std::{io, path::Path, time::Duration};

use tokio::time::{sleep, timeout};

use super::{
    carry_out::{Done, NotDone},
    command::Command,
    message::{self, Answer, Lines, Refusal, Unread, VERSION},
    place::{Place, other_account},
};

/// How long a connection, or an answer, is waited for.
const PATIENCE: Duration = Duration::from_mins(1);
/// The pause between two attempts, while too many connections wait.
const PAUSE: Duration = Duration::from_millis(50);

/// Why the server that has the library did not answer a command.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The command runs as another account than the server.
    #[error(
        "the library is being served, and only the account that runs Zef may do this: run the command as that account{}",
        .0.map(|uid| format!(" (user id {uid})")).unwrap_or_default()
    )]
    OtherAccount(Option<u32>),
    /// The server is of another version.
    #[error("the library is being served by Zef {0}, and this command is of Zef {VERSION}: restart the server")]
    OtherVersion(String),
    /// The versions have one name, and do not understand each other.
    #[error("the server that has the library does not understand this version of the command: restart the server")]
    NotUnderstood,
    /// The server is stopping.
    #[error("the server that has the library is stopping: try again once it stopped")]
    Stopping,
    /// It did not answer.
    #[error(
        "the server that has the library did not answer within {} seconds: see whether the command was done before you try \
         again",
        PATIENCE.as_secs()
    )]
    TimeLimit,
    /// It ended.
    #[error(
        "the server that has the library ended before it answered: see whether the command was done before you try again"
    )]
    Ended,
}

/// A connection to the server that has a library.
pub struct Client(Lines);

impl Client {
    /// Connects to the server that has the library of a folder; `None` where none listens.
    ///
    /// # Errors
    /// [`AskError::OtherAccount`], [`AskError::TimeLimit`].
    pub async fn connect(storage: &Path) -> Result<Option<Self>, AskError> {
        // A folder that cannot be opened is told by whoever opens the library.
        let Ok(place) = Place::in_folder(storage) else { return Ok(None) };
        let stream = match timeout(PATIENCE, patiently(&place)).await.map_err(|_elapsed| AskError::TimeLimit)? {
            Ok(stream) => stream,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(AskError::OtherAccount(None)),
            Err(_no_server) => return Ok(None),
        };
        // Asked here too: a password is given to nobody else.
        match other_account(&stream) {
            Ok(None) => Ok(Some(Self(Lines::new(stream)))),
            stranger => Err(AskError::OtherAccount(stranger.ok().flatten())),
        }
    }

    /// Asks the server to do a command.
    ///
    /// # Errors
    /// [`AskError`].
    pub async fn ask(&mut self, command: &Command) -> Result<Result<Done, NotDone>, AskError> {
        let Self(lines) = self;
        let asked = async {
            // A server that refuses may do so before it read all; its answer is there to be read.
            let sent = message::send(lines, command).await;
            message::receive(lines).await.map_err(|unread| sent.map_or(Unread::End, |()| unread))
        };
        match timeout(PATIENCE, asked).await.map_err(|_elapsed| AskError::TimeLimit)? {
            Ok(Answer::Done(done)) => Ok(Ok(done)),
            Ok(Answer::NotDone(why)) => Ok(Err(why)),
            Ok(Answer::Refused(Refusal::Stopping)) => Err(AskError::Stopping),
            Ok(Answer::Refused(Refusal::OtherAccount)) => Err(AskError::OtherAccount(None)),
            Ok(Answer::Refused(Refusal::TooSlow)) => Err(AskError::TimeLimit),
            Ok(Answer::Refused(Refusal::OtherVersion | Refusal::NotUnderstood)) | Err(Unread::NotUnderstood) => {
                Err(AskError::NotUnderstood)
            }
            Err(Unread::OtherVersion(version)) => Err(AskError::OtherVersion(version)),
            Err(Unread::End) => Err(AskError::Ended),
        }
    }
}

/// Connects, as soon as fewer connections wait to be accepted.
async fn patiently(place: &Place) -> io::Result<tokio::net::UnixStream> {
    loop {
        match place.connect().await {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => sleep(PAUSE).await,
            connected => return connected,
        }
    }
}
