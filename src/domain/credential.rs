//! What proves who a person is, apart from what may be known of them.

use serde::{Deserialize, Serialize};

use super::{kept::UnknownMembers, person::Handle};

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
    /// Raised when every session and every token must end.
    pub session_generation: u32,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

impl CredentialRecord {
    /// The credential of somebody who has had none.
    #[must_use]
    pub fn new(handle: Handle, password: String) -> Self {
        Self { v: CREDENTIAL_VERSION, handle, password, session_generation: 0, unknown: UnknownMembers::new() }
    }

    /// The same with another password hash: every session and every token of before ends.
    #[must_use]
    pub fn with_password(self, password: String) -> Self {
        Self { password, ..self.with_sessions_ended() }
    }

    /// The same, without the sessions and tokens that are valid now.
    #[must_use]
    pub fn with_sessions_ended(self) -> Self {
        Self { session_generation: self.session_generation.wrapping_add(1), ..self }
    }
}
