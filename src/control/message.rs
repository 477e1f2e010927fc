//! What goes over the socket: one line of JSON for each command and for each answer, of bounded length, with the version of
//! the program that wrote it.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tokio::{
    io::{self, AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::UnixStream,
};

use super::carry_out::{Done, NotDone};

/// The version of this program. Both ends must have the same one: what a command means may change between two.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The longest line, in bytes. A command line's longest argument takes less, even with every character escaped: Linux
/// allows it 128 KiB. So does a list of people, which comes in parts.
pub(super) const LONGEST_LINE: u64 = 1 << 20;
/// The longest version that is repeated to a person.
const LONGEST_VERSION: usize = 40;

/// A connection that sends and receives lines.
pub(super) type Lines = BufReader<UnixStream>;

#[derive(Serialize, Deserialize)]
struct Message<T> {
    version: String,
    message: T,
}

/// What of a message every version understands.
#[derive(Deserialize)]
struct Versioned {
    version: String,
}

/// The answer to a command.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Answer {
    /// It was done.
    Done(Done),
    /// It was not.
    NotDone(NotDone),
    /// The server did not try.
    Refused(Refusal),
}

/// Why a server did not try to do a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Refusal {
    /// The server is stopping.
    Stopping,
    /// Another account sent it.
    OtherAccount,
    /// Another version of the program sent it.
    OtherVersion,
    /// It is no command, or its line is too long.
    NotUnderstood,
    /// It did not come in time.
    TooSlow,
}

/// Why a line was not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// Nothing more comes.
    End,
    /// Another version of the program wrote it.
    OtherVersion(String),
    /// It is no such message, or too long.
    NotUnderstood,
}

/// Sends a message on a line.
pub(super) async fn send<T: Serialize>(lines: &mut Lines, message: T) -> io::Result<()> {
    let mut line = serde_json::to_vec(&Message { version: VERSION.to_owned(), message })?;
    line.push(b'\n');
    lines.write_all(&line).await?;
    lines.flush().await
}

/// Receives a message. A connection that fails or ends within a line has ended.
pub(super) async fn receive<T: DeserializeOwned>(lines: &mut (impl AsyncBufRead + Unpin)) -> Result<T, Unread> {
    let mut line = Vec::new();
    let mut bounded = lines.take(LONGEST_LINE);
    let read = bounded.read_until(b'\n', &mut line).await;
    if line.pop() == Some(b'\n') {
        return parse(&line);
    }
    Err(if read.is_ok() && bounded.limit() == 0 { Unread::NotUnderstood } else { Unread::End })
}

fn parse<T: DeserializeOwned>(line: &[u8]) -> Result<T, Unread> {
    let Ok(Versioned { version }) = serde_json::from_slice(line) else { return Err(Unread::NotUnderstood) };
    if version != VERSION {
        let is_one = (1..=LONGEST_VERSION).contains(&version.len()) && version.bytes().all(|it| it.is_ascii_graphic());
        return Err(if is_one { Unread::OtherVersion(version) } else { Unread::NotUnderstood });
    }
    // What is wrong is not told to a log: the line may hold a password.
    serde_json::from_slice::<Message<T>>(line).map(|read| read.message).map_err(|_wrong| Unread::NotUnderstood)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    async fn read(text: &[u8]) -> Result<Refusal, Unread> {
        receive(&mut BufReader::new(text)).await
    }

    fn line(version: &str) -> String {
        format!("{{\"version\":\"{version}\",\"message\":\"stopping\"}}\n")
    }

    #[tokio::test]
    async fn a_line_of_the_same_version_is_read() {
        assert_eq!(read(line(VERSION).as_bytes()).await.unwrap(), Refusal::Stopping);
    }

    #[tokio::test]
    async fn another_version_is_named_when_it_is_one() {
        let newer = "{\"version\":\"9.0.0-beta.1\",\"telegram\":{}}\n";
        assert!(matches!(read(newer.as_bytes()).await, Err(Unread::OtherVersion(it)) if it == "9.0.0-beta.1"));
        for wrong in ["\\u001b[31mred", &"9".repeat(41), ""] {
            assert!(matches!(read(line(wrong).as_bytes()).await, Err(Unread::NotUnderstood)), "{wrong}");
        }
    }

    #[tokio::test]
    async fn a_line_that_is_no_message_is_refused() {
        let long = vec![b' '; 2 << 20];
        for wrong in [&b"\n"[..], b"\xff\xfe\x00\n", b"GET / HTTP/1.1\r\n", b"{}\n", b"[[[[[[\n", &long] {
            assert!(matches!(read(wrong).await, Err(Unread::NotUnderstood)), "{:?}", wrong.get(..10));
        }
    }

    #[tokio::test]
    async fn a_line_without_its_end_was_not_sent() {
        let half = line(VERSION);
        for cut in [0, 1, half.len() - 1] {
            assert!(matches!(read(&half.as_bytes()[..cut]).await, Err(Unread::End)), "{cut}");
        }
    }
}
