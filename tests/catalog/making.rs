//! Changes as the tests of the catalogue and of search make them.

use jiff::Timestamp;
use zef::{
    catalog::{people, records, store::Change},
    domain::{
        kept::UnknownMembers,
        person::{PERSON_VERSION, PersonRecord, Role},
        photo::Author,
    },
};

/// A person of this name, as a record.
pub fn person(name: &str, role: Role) -> PersonRecord {
    PersonRecord {
        v: PERSON_VERSION,
        handle: name.parse().unwrap(),
        name: name.to_owned(),
        role,
        trusted: false,
        author: Author::default(),
        created: Timestamp::UNIX_EPOCH,
        suspended: None,
        unknown: UnknownMembers::new(),
    }
}

/// A change that expects nothing and does nothing yet.
pub fn change() -> Change {
    Change {
        expect: Vec::new(),
        put: Vec::new(),
        remove: Vec::new(),
        at: Timestamp::UNIX_EPOCH,
        actor: "zef".to_owned(),
        gesture: "test".into(),
        batch: None,
        note: None,
    }
}

/// A change that writes this person.
pub fn putting(person: &PersonRecord) -> Change {
    let key = people::key(&person.handle);
    let body = records::write(&key, person).unwrap();
    Change { put: vec![(key, body)], ..change() }
}
