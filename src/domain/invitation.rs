//! An invitation: a one-time link with which somebody makes an account in the role that an administrator chose.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    hash::ContentHash,
    person::{Handle, Role},
    stored::UnknownMembers,
};

/// The layout version that this code writes.
pub const INVITATION_VERSION: u8 = 1;

/// How long an invitation is open: two weeks, so that whoever reads mail once a week has two chances.
pub const OPEN_FOR: SignedDuration = SignedDuration::from_hours(24 * 14);

/// An invitation as the journal keeps it: the BLAKE3 hash of the secret of its link, never the secret. The secret has 256
/// random bits, so a fast hash is enough. It is never given to a follower of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRecord {
    /// The version of this layout.
    pub v: u8,
    /// BLAKE3 of the secret.
    pub hash: ContentHash,
    /// The role of the account that it makes.
    pub role: Role,
    /// For whom it is, in the words of the administrator who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The administrator who made it.
    pub by: Handle,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// The account that it made, once it was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<Used>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

/// The use of an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// The account that it made.
    pub person: Handle,
    /// When.
    pub at: Timestamp,
}

impl InvitationRecord {
    /// Whether nobody used it and it has not expired.
    #[must_use]
    pub fn is_open_at(&self, now: Timestamp) -> bool {
        self.used.is_none() && now < self.expires
    }
}
