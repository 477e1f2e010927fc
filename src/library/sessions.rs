//! Sessions: who a browser is, kept on the server's side only, and lost with no harm.

use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Library, StoreFault};
use crate::domain::{
    hash::ContentHash,
    person::{Handle, PersonRecord},
    reader::Reader,
};

/// The space of sessions among what may be lost.
const SPACE: &str = "session";
/// How long a session lasts: a season of a club's work, not a lifetime on a shared computer.
const HOURS: i64 = 24 * 14;

/// The secret that a browser keeps: 256 bits of chance, in hexadecimal.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub(super) fn from_chance(chance: [u8; 32]) -> Self {
        Self(ContentHash::from_bytes(chance).to_hex())
    }

    /// Reads a secret from a cookie or a header; anything of another shape is no secret.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<ContentHash>().ok().map(|parsed| Self(parsed.to_hex()))
    }

    /// As the cookie keeps it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the server keeps instead of it.
    pub(super) fn hash(&self) -> ContentHash {
        ContentHash::from_bytes(*blake3::hash(self.0.as_bytes()).as_bytes())
    }
}

#[derive(Serialize, Deserialize)]
struct Session {
    person: Handle,
    generation: u32,
    ends: Timestamp,
}

impl Library {
    /// Opens a session for whoever knows the password; nothing for anyone else.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn log_in(&self, handle: &str, password: String) -> Result<Option<Secret>, StoreFault> {
        let credential = match handle.parse::<Handle>() {
            Ok(handle) => self.credentials.get(&handle).await?.map(|kept| kept.record),
            Err(_) => None,
        };
        let kept = credential.as_ref().map(|credential| credential.password.clone());
        match credential {
            _ if !self.passwords.verify(password, kept).await? => Ok(None),
            // Of the generation of the password just given, which may have been changed meanwhile.
            Some(credential) => self.open_session_of(credential.handle, credential.session_generation).await.map(Some),
            None => Ok(None),
        }
    }

    /// Opens a session, always under a new secret.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn open_session(&self, person: &PersonRecord) -> Result<Secret, StoreFault> {
        // Without a credential, no session holds, whatever its generation.
        let generation = self.session_generation(&person.handle).await?.unwrap_or_default();
        self.open_session_of(person.handle.clone(), generation).await
    }

    async fn open_session_of(&self, person: Handle, generation: u32) -> Result<Secret, StoreFault> {
        let secret = Secret::from_chance(self.chance());
        let ends = self.now().saturating_add(Span::new().hours(HOURS)).unwrap_or(Timestamp::MAX);
        let session = Session { person, generation, ends };
        let body = serde_json::to_vec(&session).map_err(|_unwritable| StoreFault::Worker)?;
        self.volatile.put(SPACE, &secret.hash().to_hex(), body, ends).await?;
        Ok(secret)
    }

    /// Who holds this secret now.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn session(&self, secret: &Secret) -> Result<Option<PersonRecord>, StoreFault> {
        let Some(body) = self.volatile.get(SPACE, &secret.hash().to_hex()).await? else { return Ok(None) };
        let Ok(session) = serde_json::from_slice::<Session>(&body) else { return Ok(None) };
        if session.ends <= self.now() {
            return Ok(None);
        }
        if self.session_generation(&session.person).await? != Some(session.generation) {
            return Ok(None);
        }
        Ok(self.people.get(&session.person).await?.map(|kept| kept.record))
    }

    /// The generation of a person's sessions that hold, if there is such a person.
    pub(super) async fn session_generation(&self, handle: &Handle) -> Result<Option<u32>, StoreFault> {
        Ok(self.credentials.get(handle).await?.map(|kept| kept.record.session_generation))
    }

    /// Ends a session on the server's side.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn log_out(&self, secret: &Secret) -> Result<(), StoreFault> {
        self.volatile.remove(SPACE, &secret.hash().to_hex()).await?;
        Ok(())
    }
}

/// The reader that a person is.
#[must_use]
pub fn reader(person: &PersonRecord) -> Reader {
    Reader::Person { handle: person.handle.clone(), role: person.role, trusted: person.trusted }
}
