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
        text,
    },
};

/// People.
pub const SPACE: Space = Space {
    name: "person",
    doc: "a person with an account, as others may know them",
    private: false,
    version: PERSON_VERSION,
    older: &[(1, split)],
    indexes: &[ROLE, LISTED],
    index: |body| indexed(body, index),
};

/// `role/ROLE/HANDLE`.
pub const ROLE: Index =
    Index { name: "role", doc: "people with a role who are not suspended, by handle", unique: false, list: Some(2) };

/// `listed/LIST/NAME /HANDLE`, where the list is `all`, a role or `suspended`.
pub const LISTED: Index = Index {
    name: "listed",
    doc: "people in the lists of administrators (all, those with a role, those who are suspended), by name",
    unique: false,
    list: Some(2),
};

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

/// The list of everybody in [`LISTED`].
pub const ALL: &str = "all";
/// The list of the people in [`LISTED`] who are suspended.
pub const SUSPENDED: &str = "suspended";

/// What follows the list in a key of [`LISTED`]: the words of the name, folded, and the handle. The space before the handle
/// sorts `anne` before `anne le gall`.
#[must_use]
pub fn listed_name(person: &PersonRecord) -> String {
    format!("{} /{}", text::words(&person.name).collect::<Vec<_>>().join(" "), person.handle)
}

/// A suspended person has no role here: a suspended administrator does not count as one.
fn index(person: &PersonRecord) -> Vec<IndexKey> {
    let name = listed_name(person);
    let listed = |list: &str| IndexKey::new(&LISTED, &format!("{list}/{name}"));
    if person.is_suspended() {
        return vec![listed(ALL), listed(SUSPENDED)];
    }
    let role = person.role.name();
    vec![IndexKey::new(&ROLE, &format!("{role}/{}", person.handle)), listed(ALL), listed(role)]
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
        reset: None,
        unknown: UnknownMembers::new(),
    };
    Ok(vec![written(key.clone(), &person)?, written(credential::SPACE.key(key.name()), &credential)?])
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn people_are_listed_by_name_whatever_its_case_accents_and_signs() {
        let named = |name: &str, handle: &str| {
            let person = serde_json::json!({
                "v": 2, "handle": handle, "name": name, "role": "admin", "trusted": false, "author": {},
                "created": "2026-01-01T00:00:00Z",
            });
            listed_name(&serde_json::from_value(person).unwrap())
        };
        let names = [
            named("★", "star"),
            named("anne", "zed"),
            named("Anne Le Gall", "anne"),
            named("ANNE-MARIE/Le Gall", "annem"),
            named("Éric", "eric"),
        ];
        assert!(names.is_sorted(), "{names:?}");
        assert_eq!(names.map(|name| name.matches('/').count()), [1; 5]);
    }
}
