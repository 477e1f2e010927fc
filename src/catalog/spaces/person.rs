//! The records of people. Version 1 held the password too, which is in the space `credential` since.

use jiff::Timestamp;
use serde::Deserialize;

use super::{
    credential,
    space::{Space, indexed, written},
};
use crate::{
    catalog::{
        entry::Written,
        key::{Index, IndexKey, Key},
    },
    domain::{
        credential::{CREDENTIAL_VERSION, CredentialRecord},
        person::{Handle, PERSON_VERSION, PersonRecord, Role},
        photo::Author,
        stored::UnknownMembers,
    },
};

/// People.
pub const SPACE: Space = Space {
    name: "person",
    doc: "a person with an account, as others may know them",
    private: false,
    version: PERSON_VERSION,
    older: &[(1, split)],
    indexes: &[ROLE],
    index: |body| indexed(body, index),
};

/// `role/ROLE/HANDLE`.
pub const ROLE: Index =
    Index { name: "role", doc: "people with a role who are not suspended, by handle", unique: false, list: Some(2) };

/// The key of a person's record.
#[must_use]
pub fn key(handle: &Handle) -> Key {
    SPACE.key(handle.as_str())
}

/// The prefix of the index keys of administrators who are not suspended.
#[must_use]
pub fn any_admin() -> IndexKey {
    IndexKey::new(&ROLE, &format!("{}/", Role::Admin.name()))
}

/// A suspended person has no role here: a suspended administrator does not count as one.
fn index(person: &PersonRecord) -> Vec<IndexKey> {
    if person.is_suspended() {
        return Vec::new();
    }
    vec![IndexKey::new(&ROLE, &format!("{}/{}", person.role.name(), person.handle))]
}

/// A person as version 1 had them.
#[derive(Deserialize)]
struct Version1 {
    handle: Handle,
    name: String,
    role: Role,
    trusted: bool,
    password: String,
    author: Author,
    created: Timestamp,
    session_generation: u32,
    #[serde(flatten)]
    unknown: UnknownMembers,
}

/// Migrates version 1: moves the password and the session generation into a separate record.
fn split(key: &Key, body: &str) -> Result<Vec<Written>, serde_json::Error> {
    let mut old: Version1 = serde_json::from_str(body)?;
    old.unknown.remove("v");
    let person = PersonRecord {
        v: PERSON_VERSION,
        handle: old.handle.clone(),
        name: old.name,
        role: old.role,
        trusted: old.trusted,
        author: old.author,
        created: old.created,
        suspended: None,
        unknown: old.unknown,
    };
    let credential = CredentialRecord {
        v: CREDENTIAL_VERSION,
        handle: old.handle,
        password: old.password,
        session_generation: old.session_generation,
        unknown: UnknownMembers::new(),
    };
    Ok(vec![written(key.clone(), &person)?, written(credential::SPACE.key(key.name()), &credential)?])
}
