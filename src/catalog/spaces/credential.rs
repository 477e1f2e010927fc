//! Credentials: a private space.

use super::space::{Space, indexed};
use crate::{
    catalog::key::{Index, IndexKey, Key},
    domain::{
        credential::{CREDENTIAL_VERSION, CredentialRecord},
        hash::ContentHash,
        person::Handle,
    },
};

/// Credentials.
pub const SPACE: Space = Space {
    name: "credential",
    doc: "how a person proves who they are: the hash of their password, which of their sessions hold, and the reset link that they were given",
    private: true,
    version: CREDENTIAL_VERSION,
    older: &[],
    indexes: &[RESET_LINK],
    index: |body| indexed(body, index),
};

/// `reset-link/HASH`.
pub const RESET_LINK: Index =
    Index { name: "reset-link", doc: "the credential that a reset link changes", unique: false, list: None };

/// The key of a person's credential.
#[must_use]
pub fn key(handle: &Handle) -> Key {
    SPACE.key(handle.as_str())
}

/// The index key of a reset link.
#[must_use]
pub fn reset_link(hash: ContentHash) -> IndexKey {
    IndexKey::new(&RESET_LINK, &hash.to_hex())
}

fn index(credential: &CredentialRecord) -> Vec<IndexKey> {
    credential.reset.iter().map(|link| reset_link(link.hash)).collect()
}
