//! The mail of people: a private space.

use super::{
    photo::sortable,
    space::{Space, indexed},
};
use crate::{
    catalog::key::{Index, IndexKey, Key},
    domain::{
        email::EmailAddress,
        mailbox::{MAILBOX_VERSION, MailboxRecord},
        person::Handle,
    },
};

/// Mailboxes.
pub const SPACE: Space = Space {
    name: "mailbox",
    doc: "a person's e-mail address, what they wish to be sent, and the letters under way",
    private: true,
    version: MAILBOX_VERSION,
    older: &[],
    indexes: &[ADDRESS, DIGEST, DUE, CLAIMED],
    index: |body| indexed(body, index),
};

/// `mailbox-at/ADDRESS/HANDLE`.
pub const ADDRESS: Index =
    Index { name: "mailbox-at", doc: "people by their confirmed e-mail address", unique: false, list: None };
/// `mailbox-digest/HANDLE`.
pub const DIGEST: Index =
    Index { name: "mailbox-digest", doc: "people who are sent news by e-mail", unique: false, list: None };
/// `mailbox-due/INSTANT/HANDLE`.
pub const DUE: Index =
    Index { name: "mailbox-due", doc: "letters to send, by when to try them", unique: false, list: Some(1) };
/// `mailbox-claimed/HANDLE`.
pub const CLAIMED: Index =
    Index { name: "mailbox-claimed", doc: "people to whom a letter is being sent", unique: false, list: None };

/// The key of a person's mailbox.
#[must_use]
pub fn key(person: &Handle) -> Key {
    SPACE.key(person.as_str())
}

/// What the index keys of people with this confirmed address begin with.
#[must_use]
pub fn at(address: &EmailAddress) -> String {
    ADDRESS.prefix(&format!("{}/", in_a_key(address)))
}

/// An address in an index key: a slash may stand before its `@`.
fn in_a_key(address: &EmailAddress) -> String {
    address.folded().replace('/', "%2f")
}

fn index(mailbox: &MailboxRecord) -> Vec<IndexKey> {
    let person = &mailbox.person;
    let address = mailbox.address.as_ref();
    let mut keys: Vec<IndexKey> = address
        .map(|address| IndexKey::new(&ADDRESS, &format!("{}/{person}", in_a_key(address))))
        .into_iter()
        .collect();
    if mailbox.takes_digests() {
        keys.push(IndexKey::new(&DIGEST, person.as_str()));
    }
    keys.extend(mailbox.due().map(|due| IndexKey::new(&DUE, &format!("{}/{person}", sortable(due)))));
    if mailbox.has_claims() {
        keys.push(IndexKey::new(&CLAIMED, person.as_str()));
    }
    keys
}
