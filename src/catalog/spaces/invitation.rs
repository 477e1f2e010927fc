//! Invitations, by the hash of their secret: a private space.

use super::{
    photo::sortable,
    space::{Space, indexed},
};
use crate::{
    catalog::key::{Index, IndexKey, Key},
    domain::{
        hash::ContentHash,
        invitation::{INVITATION_VERSION, InvitationRecord},
    },
};

/// Invitations.
pub const SPACE: Space = Space {
    name: "invitation",
    doc: "an invitation to make an account, by the hash of its secret",
    private: true,
    version: INVITATION_VERSION,
    older: &[],
    indexes: &[UNUSED, INVITED],
    index: |body| indexed(body, index),
};

/// `unused-invitation/INSTANT/HASH`.
pub const UNUSED: Index = Index {
    name: "unused-invitation",
    doc: "invitations that nobody used, by when they expire",
    unique: false,
    list: Some(1),
};

/// `invited/HANDLE/HASH`.
pub const INVITED: Index =
    Index { name: "invited", doc: "the invitation by which a person joined", unique: false, list: None };

/// The key of an invitation's record.
#[must_use]
pub fn key(hash: ContentHash) -> Key {
    SPACE.key(&hash.to_hex())
}

fn index(invitation: &InvitationRecord) -> Vec<IndexKey> {
    let hash = invitation.hash;
    vec![match &invitation.used {
        Some(used) => IndexKey::new(&INVITED, &format!("{}/{hash}", used.person)),
        None => IndexKey::new(&UNUSED, &format!("{}/{hash}", sortable(invitation.expires))),
    }]
}
