//! Sessions: who a browser is, kept on the server's side only, and lost with no harm.

use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Library, StoreFault};
use crate::domain::{
    credential::CredentialRecord,
    group::Groups,
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

/// What became of a try at signing in.
pub enum SignIn {
    /// A session was opened.
    Opened(Secret),
    /// There is no such account, or its password is another one.
    Wrong,
    /// The password is right, and the account is suspended.
    Suspended,
}

impl Library {
    /// Opens a session for whoever knows the password and is not suspended, which nobody is told without the password.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn log_in(&self, handle: &str, password: String) -> Result<SignIn, StoreFault> {
        let credential = match handle.parse::<Handle>() {
            Ok(handle) => self.credentials.get(&handle).await?.map(|kept| kept.record),
            Err(_) => None,
        };
        let kept = credential.as_ref().map(|credential| credential.password.clone());
        if !self.passwords.verify(password, kept).await? {
            return Ok(SignIn::Wrong);
        }
        let Some(CredentialRecord { handle, session_generation, .. }) = credential else { return Ok(SignIn::Wrong) };
        match self.people.get(&handle).await?.map(|kept| kept.record) {
            None => Ok(SignIn::Wrong),
            Some(person) if person.is_suspended() => Ok(SignIn::Suspended),
            // Of the generation of the password just given: one changed meanwhile, or a suspension, ends this session too.
            Some(_) => self.open_session_of(handle, session_generation).await.map(SignIn::Opened),
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
        let person = self.people.get(&session.person).await?.map(|kept| kept.record);
        Ok(person.filter(|person| !person.is_suspended()))
    }

    /// The generation of a person's sessions that are valid, if there is such a person.
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

/// The reader that a person is: a visitor while they are suspended.
#[must_use]
pub fn reader(person: &PersonRecord) -> Reader {
    if person.is_suspended() {
        return Reader::Visitor;
    }
    Reader::Person { handle: person.handle.clone(), role: person.role, trusted: person.trusted, groups: Groups::NONE }
}
