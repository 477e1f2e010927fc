//! What is erased from one entry of the journal, and what is put in its place.
//!
//! A forgotten record is emptied. In every other record, the handle of a forgotten person is replaced
//! ([`Handle::nobody`]); all other bytes stay as they are, whatever the version of the record.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::{RawValue, to_raw_value};

use crate::{
    catalog::{
        credentials,
        forgetting::erased,
        mailboxes, news, people,
        spaces::{self, photo, report, token},
        store::{Entry, Key, Seq, Written},
    },
    domain::{person::Handle, photo::PhotoRecord},
};

/// The members that hold a handle, in any record.
const HANDLES: [&str; 7] = ["actor", "by", "contributor", "grantor", "handle", "members", "person"];

/// What is forgotten, entry by entry.
pub(super) struct Erasure {
    number: Seq,
    /// Records to erase; those found on the way are added.
    gone: HashSet<Key>,
    /// Photos of which the last version stays, and the number of the entry that has it.
    kept: BTreeMap<Key, Seq>,
    person: Option<Person>,
}

struct Person {
    handle: Handle,
    /// The handle that replaces theirs.
    nobody: Handle,
}

impl Erasure {
    /// Forgets these records; of the photos that are kept, all but the version with this number; and this person. The number
    /// is that of the entry that tells of it.
    pub(super) fn new(
        number: Seq,
        gone: impl Iterator<Item = Key>,
        kept: BTreeMap<Key, Seq>,
        person: Option<Handle>,
    ) -> Self {
        let mut gone: HashSet<Key> = gone.collect();
        let own = |handle: &Handle| {
            [people::key(handle), credentials::key(handle), news::key(handle), mailboxes::key(handle)]
        };
        gone.extend(person.iter().flat_map(own));
        let person = person.map(|handle| Person { handle, nobody: Handle::nobody(number) });
        Self { number, gone, kept, person }
    }

    /// The entry without what is forgotten; `None` where it stays as it is.
    pub(super) fn rewrite(&mut self, entry: &Entry) -> Option<Entry> {
        let mut is_erased = false;
        let mut has_changed = false;
        let mut records = Vec::with_capacity(entry.records.len());
        for written in &entry.records {
            let becomes = self.becomes(written, entry.seq);
            is_erased |= matches!(becomes, Becomes::Erased | Becomes::Kept(_));
            has_changed |= !matches!(becomes, Becomes::Same);
            records.push(match becomes {
                Becomes::Same => written.clone(),
                Becomes::Erased => erased(self.number),
                Becomes::Kept(body) | Becomes::Renamed(body) => Written { key: written.key.clone(), body: Some(body) },
            });
        }
        let by_them = self.person.as_ref().filter(|person| person.handle.as_str() == entry.actor);
        if !has_changed && by_them.is_none() {
            return None;
        }
        Some(Entry {
            actor: by_them.map_or_else(|| entry.actor.clone(), |person| person.nobody.to_string()),
            records,
            // It may quote the record.
            note: entry.note.clone().filter(|_| !is_erased),
            ..entry.clone()
        })
    }

    fn becomes(&mut self, written: &Written, seq: Seq) -> Becomes {
        if self.gone.contains(&written.key) {
            return Becomes::Erased;
        }
        if let Some(last) = self.kept.get(&written.key) {
            let person = self.person.as_ref().filter(|_| seq == *last);
            let clean = person.and_then(|person| without(written, &person.nobody));
            return clean.map_or(Becomes::Erased, Becomes::Kept);
        }
        let (Some(body), Some(person)) = (&written.body, &self.person) else { return Becomes::Same };
        if !names(body.get().as_bytes(), &person.handle) {
            return Becomes::Same;
        }
        if is_theirs(&written.key, body, &person.handle) {
            // Its removal, in a later entry, has the same key and no body.
            self.gone.insert(written.key.clone());
            return Becomes::Erased;
        }
        renamed(body, false, person).map_or(Becomes::Same, Becomes::Renamed)
    }
}

/// What becomes of a record in an entry.
enum Becomes {
    Same,
    Erased,
    /// A photo that stays without its contributor.
    Kept(Box<RawValue>),
    /// Another record, without the person's handle.
    Renamed(Box<RawValue>),
}

/// Whether a JSON text has this handle as a string.
pub(super) fn names(json: &[u8], handle: &Handle) -> bool {
    let quoted = format!("\"{handle}\"");
    json.windows(quoted.len()).any(|window| window == quoted.as_bytes())
}

/// Whether a record is a person's own: a token, a photo that is not there any more, or a report of their page.
fn is_theirs(key: &Key, body: &RawValue, handle: &Handle) -> bool {
    #[derive(Deserialize)]
    struct Owned<'a> {
        #[serde(alias = "contributor")]
        person: Option<&'a str>,
    }
    let may_be = [photo::SPACE, report::SPACE, token::SPACE].iter().any(|space| space.name == key.space());
    may_be && serde_json::from_str::<Owned<'_>>(body.get()).is_ok_and(|owned| owned.person == Some(handle.as_str()))
}

/// A photo without its contributor; nothing when it does not read as one.
fn without(written: &Written, nobody: &Handle) -> Option<Box<RawValue>> {
    let present = spaces::present(vec![written.clone()]).ok()?;
    let body = present.into_iter().find(|present| present.key == written.key)?.body?;
    let mut photo: PhotoRecord = serde_json::from_str(body.get()).ok()?;
    photo.forget_contributor(nobody);
    to_raw_value(&photo).ok()
}

/// A JSON value with the person's handle replaced in the members that hold handles; `None` where it stays as it is.
fn renamed(value: &RawValue, holds_handle: bool, person: &Person) -> Option<Box<RawValue>> {
    let text = value.get();
    if !names(text.as_bytes(), &person.handle) {
        return None;
    }
    match text.as_bytes().first() {
        Some(b'{') => {
            let mut members: Members = serde_json::from_str(text).ok()?;
            let mut has_changed = false;
            for (name, value) in &mut members.0 {
                if let Some(new) = renamed(value, HANDLES.contains(&name.as_str()), person) {
                    *value = new;
                    has_changed = true;
                }
            }
            has_changed.then(|| to_raw_value(&members).ok())?
        }
        Some(b'[') => {
            let mut items: Vec<Box<RawValue>> = serde_json::from_str(text).ok()?;
            let mut has_changed = false;
            for item in &mut items {
                if let Some(new) = renamed(item, holds_handle, person) {
                    *item = new;
                    has_changed = true;
                }
            }
            has_changed.then(|| to_raw_value(&items).ok())?
        }
        _ => to_raw_value(&person.nobody).ok().filter(|_| holds_handle),
    }
}

/// An object as it was written: its members in their order, their values untouched.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn raw(json: &str) -> Box<RawValue> {
        RawValue::from_string(json.to_owned()).unwrap()
    }

    fn entry(actor: &str, key: Key, body: Option<&str>, note: &str) -> Entry {
        Entry {
            seq: 4,
            at: jiff::Timestamp::UNIX_EPOCH,
            actor: actor.to_owned(),
            gesture: "test".into(),
            batch: None,
            records: vec![Written { key, body: body.map(raw) }],
            note: Some(note.to_owned()),
        }
    }

    fn forgetting_anne() -> Erasure {
        Erasure::new(9, std::iter::empty(), BTreeMap::new(), Some("anne".parse().unwrap()))
    }

    fn only(entry: Option<Entry>) -> (String, String, Option<String>, Option<String>) {
        let Entry { actor, mut records, note, .. } = entry.unwrap();
        let Written { key, body } = records.remove(0);
        (actor, key.to_string(), body.map(|body| body.get().to_owned()), note)
    }

    #[test]
    fn only_the_handle_changes_in_what_others_gave() {
        let photo = Key::new("photo", "22222222");
        let body = |actor: &str| {
            format!(
                r#"{{"contributor": "bran", "z":1.50,"title":"anne","tags":["anne"],"steps":[{{"actor":"{actor}","reason":"anne"}}],"a":{{"read":{{"by":"{actor}"}}}}}}"#
            )
        };
        let same = forgetting_anne().rewrite(&entry("bran", photo.clone(), Some(&body("mona")), "a note"));
        assert!(same.is_none(), "{same:?}");
        let changed = forgetting_anne().rewrite(&entry("anne", photo, Some(&body("anne")), "a note"));
        let (actor, key, text, note) = only(changed);
        assert_eq!((actor.as_str(), key.as_str(), note.as_deref()), ("~9", "photo/22222222", Some("a note")));
        // What is rewritten is written without spaces between members.
        assert_eq!(text.unwrap(), body("~9").replace("\": \"", "\":\"").replace(", \"z\"", ",\"z\""));
    }

    #[test]
    fn a_persons_own_records_go_whole_their_removals_too() {
        let mut erasure = forgetting_anne();
        let gone = ("~9".to_owned(), "forgotten/9".to_owned(), None, None);
        for (key, body) in [
            (Key::new("person", "anne"), Some(r#"{"handle":"anne"}"#)),
            (Key::new("credential", "anne"), Some(r#"{"handle":"anne"}"#)),
            (Key::new("token", "abc"), Some(r#"{"person":"anne","label":"phone"}"#)),
            (Key::new("token", "abc"), None),
            (Key::new("photo", "33333333"), Some(r#"{"contributor":"anne","title":"Quai"}"#)),
            (Key::new("photo", "33333333"), None),
        ] {
            assert_eq!(only(erasure.rewrite(&entry("anne", key, body, "a note"))), gone);
        }
        let others = erasure.rewrite(&entry("bran", Key::new("token", "def"), None, "a note"));
        assert!(others.is_none());
    }

    #[test]
    fn every_version_of_a_photo_goes_and_nothing_else_of_its_entry() {
        let key = Key::new("photo", "22222222");
        let mut erasure = Erasure::new(9, [key.clone()].into_iter(), BTreeMap::new(), None);
        let mut several = entry("anne", key, Some(r#"{"title":"Quai"}"#), "Quai");
        several.records.push(Written { key: Key::new("photo", "33333333"), body: Some(raw(r#"{"title":"Port"}"#)) });
        let rewritten = erasure.rewrite(&several).unwrap();
        let keys: Vec<&str> = rewritten.records.iter().map(|written| written.key.as_str()).collect();
        assert_eq!((keys, rewritten.actor.as_str(), rewritten.seq), (vec!["forgotten/9", "photo/33333333"], "anne", 4));
        assert_eq!(rewritten.note, None);
        assert_eq!(rewritten.records.last().and_then(|last| last.body.as_ref()).unwrap().get(), r#"{"title":"Port"}"#);
    }
}
