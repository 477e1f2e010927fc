//! The keys of the links in letters: whose they are, and a secret that the server keeps as a hash.

use std::{fmt, str::FromStr};

use super::sessions::Secret;
use crate::domain::{hash::ContentHash, person::Handle};

/// The key of a link, written `HANDLE.SECRET`.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkKey {
    /// Whose link it is.
    pub person: Handle,
    pub(super) secret: Secret,
}

/// A text that is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the key of a link")]
pub struct NotALinkKey;

impl LinkKey {
    /// What the server keeps of it.
    pub(super) fn hash(&self) -> ContentHash {
        self.secret.hash()
    }
}

impl FromStr for LinkKey {
    type Err = NotALinkKey;

    fn from_str(text: &str) -> Result<Self, NotALinkKey> {
        let (person, secret) = text.split_once('.').ok_or(NotALinkKey)?;
        let person = person.parse().map_err(|_not_a_handle| NotALinkKey)?;
        Ok(Self { person, secret: Secret::parse(secret).ok_or(NotALinkKey)? })
    }
}

impl fmt::Display for LinkKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.person, self.secret.as_str())
    }
}
