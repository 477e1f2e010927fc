//! API tokens, by the hash of their secret: a private space.

use super::space::{Space, indexed};
use crate::{
    catalog::key::{Index, IndexKey, Key},
    domain::{
        hash::ContentHash,
        token::{TOKEN_VERSION, TokenRecord},
    },
};

/// Tokens.
pub const SPACE: Space = Space {
    name: "token",
    doc: "an API token of a person, by the hash of its secret",
    private: true,
    version: TOKEN_VERSION,
    older: &[],
    indexes: &[TOKEN_OF],
    index: |body| indexed(body, index),
};

/// `token-of/HANDLE/HASH`.
pub const TOKEN_OF: Index = Index { name: "token-of", doc: "tokens of a person", unique: false, list: Some(2) };

/// The key of a token's record.
#[must_use]
pub fn key(hash: ContentHash) -> Key {
    SPACE.key(&hash.to_hex())
}

fn index(token: &TokenRecord) -> Vec<IndexKey> {
    vec![IndexKey::new(&TOKEN_OF, &format!("{}/{}", token.person, token.hash))]
}
