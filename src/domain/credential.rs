//! A person's credential: the hash of their password, the generation of their sessions, and the link with which they may
//! set a new password, apart from what others may know of them.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{hash::ContentHash, person::Handle, stored::UnknownMembers};

/// The layout version that this code writes.
pub const CREDENTIAL_VERSION: u8 = 1;

/// A person's credential as the journal keeps it. It is never given to a follower of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialRecord {
    /// The version of this layout.
    pub v: u8,
    /// Whose it is.
    pub handle: Handle,
    /// Argon2id, in PHC string format.
    pub password: String,
    /// The generation of their sessions. Raising it ends every session and every token.
    pub session_generation: u32,
    /// The link with which they may set a new password, if an administrator made one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset: Option<ResetLink>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

/// How long a reset link works: over a weekend.
pub const RESET_FOR: SignedDuration = SignedDuration::from_hours(24 * 3);

/// A reset link as the journal keeps it: the BLAKE3 hash of its secret, which has 256 random bits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetLink {
    /// BLAKE3 of the secret.
    pub hash: ContentHash,
    /// The administrator who made it.
    pub by: Handle,
    /// When it ends.
    pub expires: Timestamp,
    /// The generation of the person's sessions when it was made: it ends with them, even where a program that does not
    /// know of reset links ended them.
    pub generation: u32,
}

impl CredentialRecord {
    /// The first credential of a person.
    #[must_use]
    pub fn new(handle: Handle, password: String) -> Self {
        Self {
            v: CREDENTIAL_VERSION,
            handle,
            password,
            session_generation: 0,
            reset: None,
            unknown: UnknownMembers::new(),
        }
    }

    /// The same with another password hash: every earlier session, token and reset link ends.
    #[must_use]
    pub fn with_password(self, password: String) -> Self {
        Self { password, ..self.with_sessions_ended() }
    }

    /// The same, without the sessions, tokens and reset link that are valid now.
    #[must_use]
    pub fn with_sessions_ended(self) -> Self {
        Self { session_generation: self.session_generation.wrapping_add(1), reset: None, ..self }
    }

    /// The reset link that works at this instant.
    #[must_use]
    pub fn reset_at(&self, now: Timestamp) -> Option<&ResetLink> {
        self.reset.as_ref().filter(|link| now < link.expires && link.generation == self.session_generation)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn a_reset_link_ends_in_time_and_with_the_sessions() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let link = ResetLink {
            hash: ContentHash::from_bytes([7; 32]),
            by: "ada".parse().unwrap(),
            expires: at("2026-12-03T12:00:00Z"),
            generation: 0,
        };
        let given = CredentialRecord::new("anne".parse().unwrap(), String::new());
        let given = CredentialRecord { reset: Some(link.clone()), ..given };
        assert_eq!(given.reset_at(at("2026-12-03T11:59:59Z")), Some(&link));
        assert_eq!(given.reset_at(at("2026-12-03T12:00:00Z")), None);
        assert_eq!(given.clone().with_password(String::new()).reset, None);
        // A program that does not know of reset links leaves it, and raises the generation.
        let older = CredentialRecord { session_generation: 1, ..given };
        assert_eq!(older.reset_at(at("2026-12-01T00:00:00Z")), None);
    }
}
