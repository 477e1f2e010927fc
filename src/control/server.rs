//! The server's end of the socket: it does the commands of the account that runs it, one line after another.

use std::{io, path::Path, sync::Arc, time::Duration};

use tokio::{
    net::{UnixListener, UnixStream},
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{
    carry_out::carry_out,
    message::{self, Answer, Lines, Refusal, Unread},
    place::{Place, other_account},
};
use crate::library::Library;

/// How many connections are open at a time; others wait. Each may hold a line in memory.
const AT_ONCE: usize = 16;
/// How long a line may take to come, and an answer to leave.
const PATIENCE: Duration = Duration::from_secs(5);
/// The pause after a connection could not be accepted, for want of open files for example.
const PAUSE: Duration = Duration::from_millis(100);

/// How far the server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It serves.
    Serving,
    /// It finishes what was begun, and begins nothing.
    Stopping,
    /// It finished.
    Stopped,
}

/// The socket of a server, which is removed with this value.
pub struct ControlSocket {
    listener: UnixListener,
    place: Place,
}

impl Drop for ControlSocket {
    fn drop(&mut self) {
        if let Err(error) = self.place.remove() {
            tracing::debug!(%error, "the control socket could not be removed");
        }
    }
}

impl ControlSocket {
    /// Makes the socket in a storage folder, which must be locked.
    ///
    /// # Errors
    /// When the file system has no sockets, for example.
    pub fn open(storage: &Path) -> io::Result<Self> {
        let place = Place::in_folder(storage)?;
        Ok(Self { listener: place.listen()?, place })
    }

    /// Does commands until the server stopped, then removes the socket and finishes those that were begun.
    pub async fn serve(self, library: Arc<Library>, mut stage: watch::Receiver<Stage>) {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = self.listener.accept(), if connections.len() < AT_ONCE => match accepted {
                    Ok((stream, _)) => {
                        connections.spawn_local(answer_all(stream, Arc::clone(&library), stage.clone()));
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a connection to the control socket could not be accepted");
                        sleep(PAUSE).await;
                    }
                },
                Some(_) = connections.join_next() => {}
                () = stopped(&mut stage) => break,
            }
        }
        drop(self);
        while connections.join_next().await.is_some() {}
    }
}

/// Resolves when the server stopped.
async fn stopped(stage: &mut watch::Receiver<Stage>) {
    // Without anybody to tell, it has.
    drop(stage.wait_for(|stage| *stage == Stage::Stopped).await);
}

/// Answers the commands of a connection until it ends, or until the server stopped.
async fn answer_all(stream: UnixStream, library: Arc<Library>, mut stage: watch::Receiver<Stage>) {
    let stranger = other_account(&stream);
    let mut lines = Lines::new(stream);
    if !matches!(stranger, Ok(None)) {
        tracing::warn!(account = ?stranger.ok().flatten(), "another account was refused at the control socket");
        send(&mut lines, Answer::Refused(Refusal::OtherAccount)).await;
        return;
    }
    loop {
        let received = tokio::select! {
            received = timeout(PATIENCE, message::receive(&mut lines)) => received,
            () = stopped(&mut stage) => return,
        };
        let answer = match received {
            Ok(Ok(_)) if *stage.borrow() != Stage::Serving => Answer::Refused(Refusal::Stopping),
            Ok(Ok(command)) => carry_out(&library, command).await.map_or_else(Answer::NotDone, Answer::Done),
            Ok(Err(Unread::End)) => return,
            Ok(Err(Unread::OtherVersion(_))) => Answer::Refused(Refusal::OtherVersion),
            Ok(Err(Unread::NotUnderstood)) => Answer::Refused(Refusal::NotUnderstood),
            Err(_elapsed) => Answer::Refused(Refusal::TooSlow),
        };
        let ends = matches!(answer, Answer::Refused(_));
        if !send(&mut lines, answer).await || ends {
            return;
        }
    }
}

/// Sends an answer, unless the client is gone or does not read.
async fn send(lines: &mut Lines, answer: Answer) -> bool {
    matches!(timeout(PATIENCE, message::send(lines, answer)).await, Ok(Ok(())))
}
