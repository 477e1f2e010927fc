//! Entries: in order, in pages of a bounded size, and by the record that they wrote.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan as _};
use serde_json::json;
use zef::{
    catalog::{
        CatalogError, collections, photos, records,
        spaces::{actor_key, collected_key, gesture_key},
        store::{Change, Direction, ENTRY_BYTES, Entry, Key, Outcome, PAGE_BYTES, Seq},
    },
    domain::{collection::Slug, person::Role},
};

use super::{Store, key, numbers, put};
use crate::catalog::{
    making::{change, person, putting},
    photographs::{photo, putting_photos},
    shelf::done,
};

/// The journal is told from any number on, in order, with who, when, what and why.
pub async fn tells_its_changes(store: Store) {
    let waiting = tokio::spawn({
        let store = Arc::clone(&store);
        async move { store.wait(1).await }
    });
    put(&store, "anne", Role::Admin).await;
    let at = Timestamp::UNIX_EPOCH.saturating_add(1_000_000.seconds()).unwrap_or_default();
    let told = Change {
        remove: vec![key("anne")],
        at,
        actor: "yann".to_owned(),
        gesture: "leave".into(),
        note: Some("à bientôt\n“Yann”".to_owned()),
        ..putting(&person("yann", Role::Contributor))
    };
    store.commit(told).await.unwrap();
    assert_eq!(waiting.await.unwrap().unwrap(), 2);
    assert_eq!(store.wait(0).await.unwrap(), 2);
    let entries = store.changes(0, 9).await.unwrap();
    assert_eq!(numbers(&entries), [1, 2]);
    assert_eq!(numbers(&store.changes(0, 1).await.unwrap()), [1]);
    assert!(
        store.changes(2, 9).await.unwrap().is_empty()
            && store.changes(7, 9).await.unwrap().is_empty()
            && store.changes(0, 0).await.unwrap().is_empty()
    );
    let last = entries.into_iter().next_back();
    let last = last.map(|last| (last.at, last.actor, last.gesture.into_owned(), last.note, last.records));
    let (when, actor, gesture, note, records) = last.unwrap_or_default();
    assert_eq!(
        (when, actor.as_str(), gesture.as_str(), note.as_deref()),
        (at, "yann", "leave", Some("à bientôt\n“Yann”"))
    );
    let did: Vec<_> = records.iter().map(|written| (written.key.as_str(), written.body.is_some())).collect();
    assert_eq!(did, [("person/yann", true), ("person/anne", false)]);
}

/// Entries with notes of 81,920 bytes, of which fifty-one are a page, beside their actors.
async fn long_notes(store: &Store, count: usize) {
    let long = Change { note: Some("é".repeat(40 << 10)), ..change() };
    assert_eq!(PAGE_BYTES / (80 << 10), 51);
    for _ in 0..count {
        done(&**store, long.clone()).await;
    }
}

/// An entry has less than so many bytes, as its line in a journal: a larger one is refused by the name of its gesture, and
/// changes nothing.
pub async fn refuses_an_entry_that_is_too_large(store: Store) {
    let least = Entry { seq: Seq::MAX, ..entry_of(&change()) }.line_bytes() + 2;
    let noted = |note: &str| Change { gesture: "describe".into(), note: Some(note.to_owned()), ..change() };
    let added = |gesture: &str| gesture.len() - change().gesture.len();
    let most = ENTRY_BYTES - least - added("describe");
    // A line break has two bytes, and a quote too.
    for text in ["x", "\n", "\""] {
        let bytes = if text == "x" { 1 } else { 2 };
        let refused = store.commit(noted(&text.repeat(most.div_ceil(bytes) + 5))).await.unwrap_err();
        assert!(
            matches!(refused, CatalogError::TooLarge { ref gesture, bytes } if gesture == "describe" && bytes >= ENTRY_BYTES)
        );
        assert!(refused.to_string().contains("“describe”"), "{refused}");
        done(&*store, noted(&text.repeat(most / bytes - 5))).await;
    }
    let person = putting(&person("anne", Role::Admin));
    let large = Change { note: Some("x".repeat(ENTRY_BYTES)), ..person.clone() };
    let (refused, made) = tokio::join!(store.commit(large), store.commit(putting(&self::person("yann", Role::Admin))));
    assert!(matches!(refused, Err(CatalogError::TooLarge { .. })) && made.unwrap() == Outcome::Done(4));
    assert_eq!((store.seq(), store.count("role/").await.unwrap()), (4, 1));
    let entries = store.changes(0, 9).await.unwrap();
    let bytes: Vec<usize> = entries.iter().map(Entry::line_bytes).collect();
    assert!(bytes[..3].iter().all(|bytes| (ENTRY_BYTES - 200..ENTRY_BYTES).contains(bytes)), "{bytes:?}");
    done(&*store, person).await;
}

/// The entry that a change becomes.
fn entry_of(change: &Change) -> Entry {
    let (at, actor, gesture) = (change.at, change.actor.clone(), change.gesture.clone());
    Entry { seq: 1, at, actor, gesture, batch: None, records: Vec::new(), note: None }
}

/// A page of changes holds so many bytes and no more.
pub async fn bounds_a_page_of_changes_by_its_bytes(store: Store) {
    long_notes(&store, 60).await;
    for _ in 0..2 {
        done(&*store, Change { note: Some("court".to_owned()), ..change() }).await;
    }
    let (mut pages, mut after) = (Vec::new(), 0);
    loop {
        let page = store.changes(after, 99).await.unwrap();
        let Some(last) = page.last() else { break };
        after = last.seq;
        let bytes: usize = page.iter().map(Entry::bytes).sum();
        assert!(bytes <= PAGE_BYTES, "{bytes} bytes");
        pages.push((numbers(&page)[0], after));
    }
    assert_eq!(pages, [(1, 51), (52, 62)]);
    assert_eq!(numbers(&store.changes(4, 1).await.unwrap()), [5], "the number bounds it too");
}

/// The journal is told from any number backwards, in pages of as many bytes as forwards.
pub async fn tells_the_latest_entries_first(store: Store) {
    assert!(store.latest(None, 9).await.unwrap().is_empty());
    long_notes(&store, 55).await;
    let latest = async |before, limit| numbers(&store.latest(before, limit).await.unwrap());
    assert_eq!((latest(None, 1).await, latest(Some(3), 1).await), (vec![55], vec![2]));
    let (mut pages, mut before) = (Vec::new(), None);
    loop {
        let page = latest(before, 99).await;
        let Some(last) = page.last() else { break };
        before = Some(*last);
        assert!(page.is_sorted_by(|one, next| *one == next + 1), "{page:?}");
        pages.push((page[0], *last));
    }
    assert_eq!(pages, [(55, 5), (4, 1)]);
    assert_eq!((latest(Some(99), 2).await, latest(Some(3), 9).await), (vec![55, 54], vec![2, 1]));
    assert!(
        latest(None, 0).await.is_empty() && latest(Some(1), 9).await.is_empty() && latest(Some(0), 9).await.is_empty()
    );
    let [mut forwards, backwards] = [store.changes(0, 2).await.unwrap(), store.latest(Some(3), 2).await.unwrap()];
    forwards.reverse();
    assert_eq!(format!("{forwards:?}"), format!("{backwards:?}"));
}

/// The entries of an actor and those of a gesture are found from either end, whatever records they wrote.
pub async fn tells_what_an_actor_did_and_where_a_gesture_was_made(store: Store) {
    for (name, actor, gesture) in
        [("anne", "ada", "join"), ("yann", "zef", "join"), ("anne", "ada", "suspend"), ("ada", "ad", "join")]
    {
        let by =
            Change { actor: actor.to_owned(), gesture: gesture.into(), ..putting(&person(name, Role::Contributor)) };
        done(&*store, by).await;
    }
    done(&*store, Change { actor: "ada".to_owned(), gesture: "nothing".into(), ..change() }).await;
    let (up, down) = (Direction::Ascending, Direction::Descending);
    let found = async |key: Key, after, limit, way| numbers(&store.history(&key, after, limit, way).await.unwrap());
    assert_eq!(found(actor_key("ada"), None, 9, down).await, [5, 3, 1]);
    assert_eq!(found(actor_key("ada"), Some(5), 1, down).await, [3]);
    assert_eq!(found(actor_key("ada"), Some(1), 9, up).await, [3, 5]);
    assert_eq!(found(actor_key("ad"), None, 9, up).await, [4]);
    assert_eq!(found(gesture_key("join"), None, 9, down).await, [4, 2, 1]);
    assert!(
        found(gesture_key("joi"), None, 9, up).await.is_empty()
            && found(actor_key("anne"), None, 9, up).await.is_empty()
    );
    // Neither is a record.
    assert!(store.get(&[actor_key("ada"), gesture_key("join")]).await.unwrap().iter().all(Option::is_none));
}

/// The history of a record is the entries that wrote or removed it, from either end, and no other.
pub async fn tells_the_history_of_one_record(store: Store) {
    for name in ["anne", "yann", "anne", "ann", "anna"] {
        put(&store, name, Role::Contributor).await;
    }
    done(&*store, Change { remove: vec![key("anne"), key("nobody")], ..change() }).await;
    let both = Change {
        note: Some("encore".to_owned()),
        put: [putting(&person("anne", Role::Admin)).put, putting(&person("yann", Role::Admin)).put].concat(),
        ..change()
    };
    done(&*store, both).await;
    let (up, down) = (Direction::Ascending, Direction::Descending);
    let history =
        async |name: &str, after, limit, way| numbers(&store.history(&key(name), after, limit, way).await.unwrap());
    assert_eq!(history("anne", None, 99, up).await, [1, 3, 6, 7]);
    assert_eq!(history("anne", None, 99, down).await, [7, 6, 3, 1]);
    assert_eq!(history("anne", Some(1), 2, up).await, [3, 6]);
    assert_eq!(history("anne", Some(6), 9, down).await, [3, 1]);
    assert_eq!(history("anne", Some(2), 9, down).await, [1]);
    assert_eq!(history("anne", None, 1, down).await, [7]);
    assert_eq!((history("yann", None, 9, up).await, history("ann", None, 9, up).await), (vec![2, 7], vec![4]));
    assert_eq!(history("nobody", None, 9, up).await, [6]);
    for (name, after, limit, way) in [
        ("anne", Some(7), 9, up),
        ("anne", Some(1), 9, down),
        ("anne", None, 0, up),
        ("an", None, 9, up),
        ("anne", Some(0), 9, down),
    ] {
        assert!(history(name, after, limit, way).await.is_empty(), "{name} {after:?} {limit}");
    }
    let last = store.history(&key("anne"), None, 1, down).await.unwrap().remove(0);
    assert_eq!((last.note.as_deref(), last.records.len()), (Some("encore"), 2), "an entry is given whole");
    let removed = store.history(&key("anne"), Some(7), 1, down).await.unwrap().remove(0);
    assert!(removed.records.iter().all(|written| written.body.is_none()));
}

/// As many records in one change as an entry holds are written, found, told and removed.
pub async fn takes_a_change_of_many_records(store: Store) {
    const MANY: usize = 80;
    let photos: Vec<_> = (0..MANY).map(|number| photo(number, &json!({ "tags": ["phare"] }))).collect();
    done(&*store, putting_photos(&photos)).await;
    put(&store, "anne", Role::Admin).await;
    assert_eq!(store.count("tag/phare/").await.unwrap(), MANY);
    let keys: Vec<Key> = photos.iter().map(|photo| photos::key(&photo.id)).collect();
    let there = store.get(&keys).await.unwrap();
    assert!(there.iter().flatten().filter(|record| record.revision == 1).count() == MANY);
    let page = store.changes(0, 99).await.unwrap();
    assert!(page[0].line_bytes() > ENTRY_BYTES / 2 && numbers(&page) == [1, 2] && page[0].records.len() == MANY);
    assert_eq!(numbers(&store.changes(1, 99).await.unwrap()), [2]);
    done(&*store, Change { remove: keys, ..change() }).await;
    assert_eq!((store.count("tag/phare/").await.unwrap(), store.count("role/").await.unwrap()), (0, 1));
}

/// The history of a collection is the entries of its record and of its photos, and no other.
pub async fn tells_the_history_of_a_collection_with_its_photos(store: Store) {
    let at = Timestamp::UNIX_EPOCH;
    let slug = |name: &str| -> Slug { name.parse().unwrap() };
    let words = |name: &str| {
        let record = json!({
            "v": 1, "slug": name, "by": "marc", "state": "draft", "title": "Ports", "created": at, "updated": at,
        });
        let key = collections::key(&slug(name));
        (key.clone(), records::write(&key, &record).unwrap())
    };
    let item = |name: &str| {
        let record =
            json!({ "v": 1, "collection": name, "photo": "23456789", "rank": "0000000100000000", "added": at });
        let key = collections::item_key(&slug(name), &"23456789".parse().unwrap());
        (key.clone(), records::write(&key, &record).unwrap())
    };
    for put in [vec![words("ports")], vec![words("port"), item("port")], vec![item("ports")], vec![words("ports")]] {
        done(&*store, Change { put, ..change() }).await;
    }
    done(&*store, Change { remove: vec![item("ports").0], ..change() }).await;
    let history = async |key: Key| numbers(&store.history(&key, None, 9, Direction::Ascending).await.unwrap());
    assert_eq!(history(collected_key(&slug("ports"))).await, [1, 3, 4, 5]);
    assert_eq!(history(collections::key(&slug("ports"))).await, [1, 4]);
    assert_eq!(history(collected_key(&slug("port"))).await, [2]);
    assert!(store.get(&[collected_key(&slug("ports"))]).await.unwrap().iter().all(Option::is_none));
}
