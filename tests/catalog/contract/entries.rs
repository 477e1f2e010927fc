//! Entries: in order, in pages of a bounded size, and by the record that they wrote.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan as _};
use serde_json::json;
use zef::{
    catalog::{
        collections, photos, records,
        spaces::{actor_key, collected_key, gesture_key},
        store::{Change, Direction, Key, PAGE_BYTES},
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

/// A page of changes holds so many bytes and no more, and at least one entry, however large.
pub async fn bounds_a_page_of_changes_by_its_bytes(store: Store) {
    let note = |bytes: usize| Change { note: Some("é".repeat(bytes / 2)), ..change() };
    for bytes in [PAGE_BYTES / 2, PAGE_BYTES / 4, PAGE_BYTES / 2, PAGE_BYTES * 2, 10, 10, PAGE_BYTES * 2] {
        done(&*store, note(bytes)).await;
    }
    let (mut pages, mut after) = (Vec::new(), 0);
    loop {
        let page = store.changes(after, 99).await.unwrap();
        let Some(last) = page.last() else { break };
        after = last.seq;
        let bytes: usize = page.iter().map(zef::catalog::store::Entry::bytes).sum();
        assert!(page.len() == 1 || bytes <= PAGE_BYTES, "{bytes} bytes");
        pages.push(numbers(&page));
    }
    assert_eq!(pages, [vec![1, 2], vec![3], vec![4], vec![5, 6], vec![7]]);
    assert_eq!(numbers(&store.changes(4, 1).await.unwrap()), [5], "the number bounds it too");
}

/// The journal is told from any number backwards, in pages of as many bytes as forwards.
pub async fn tells_the_latest_entries_first(store: Store) {
    assert!(store.latest(None, 9).await.unwrap().is_empty());
    let note = |bytes: usize| Change { note: Some("é".repeat(bytes / 2)), ..change() };
    for bytes in [10, 10, PAGE_BYTES * 2, PAGE_BYTES / 4, PAGE_BYTES / 4, PAGE_BYTES * 3 / 4] {
        done(&*store, note(bytes)).await;
    }
    let latest = async |before, limit| numbers(&store.latest(before, limit).await.unwrap());
    assert_eq!((latest(None, 1).await, latest(Some(3), 1).await), (vec![6], vec![2]));
    let (mut pages, mut before) = (Vec::new(), None);
    loop {
        let page = latest(before, 99).await;
        let Some(last) = page.last() else { break };
        before = Some(*last);
        pages.push(page);
    }
    assert_eq!(pages, [vec![6], vec![5, 4], vec![3], vec![2, 1]]);
    assert_eq!((latest(Some(99), 2).await, latest(Some(3), 9).await), (vec![6], vec![2, 1]));
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

/// Thousands of records in one change, several megabytes of them, are written, found, told and removed.
pub async fn takes_a_change_of_thousands_of_records(store: Store) {
    const MANY: usize = 3_000;
    let long = "Un phare, la mer. ".repeat(120);
    let photos: Vec<_> =
        (0..MANY).map(|number| photo(number, &json!({ "description": long, "tags": ["phare"] }))).collect();
    done(&*store, putting_photos(&photos)).await;
    put(&store, "anne", Role::Admin).await;
    assert_eq!(store.count("tag/phare/").await.unwrap(), MANY);
    let keys: Vec<Key> = photos.iter().map(|photo| photos::key(&photo.id)).collect();
    let there = store.get(&keys).await.unwrap();
    assert!(there.iter().flatten().filter(|record| record.revision == 1).count() == MANY);
    let page = store.changes(0, 99).await.unwrap();
    assert!(page[0].bytes() > PAGE_BYTES && numbers(&page) == [1] && page[0].records.len() == MANY);
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
