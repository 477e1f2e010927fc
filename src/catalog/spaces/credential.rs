//! What proves who a person is: a private space.

use super::space::{Space, indexed};
use crate::{
    catalog::key::Key,
    domain::{
        credential::{CREDENTIAL_VERSION, CredentialRecord},
        person::Handle,
    },
};

/// Credentials.
pub const SPACE: Space = Space {
    name: "credential",
    doc: "how a person proves who they are: the hash of their password, and which of their sessions hold",
    private: true,
    version: CREDENTIAL_VERSION,
    older: &[],
    indexes: &[],
    index: |body| indexed(body, |_: &CredentialRecord| Vec::new()),
};

/// The key of a person's credential.
#[must_use]
pub fn key(handle: &Handle) -> Key {
    SPACE.key(handle.as_str())
}
