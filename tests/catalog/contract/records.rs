//! Records: read back unchanged, and listed in order.

use serde_json::{Value, json};
use zef::{
    catalog::{
        photos, records,
        store::{Change, Direction, Key, Outcome},
    },
    domain::{
        person::{PersonRecord, Role},
        photo::{PhotoRecord, Title},
    },
};

use super::{Store, key, put};
use crate::catalog::{
    making::{change, person},
    photographs::{photo, putting_photos},
    shelf::done,
};

async fn names(store: &Store, after: Option<&str>, limit: usize, direction: Direction) -> Vec<String> {
    let records = store.scan("person/", after, limit, direction).await.unwrap();
    records.into_iter().map(|record| record.key.name().to_owned()).collect()
}

/// Records come back as written, in the order asked, with the number of the entry that wrote them.
pub async fn gives_back_what_it_was_given(store: Store) {
    assert_eq!(store.seq(), 0);
    assert!(store.get(&[key("anne")]).await.unwrap().iter().all(Option::is_none));
    let (anne, yann) = (put(&store, "anne", Role::Admin).await, put(&store, "yann", Role::Contributor).await);
    assert_eq!((anne, yann, store.seq(), store.head().await.unwrap()), (1, 2, 2, 2));
    let found = store.get(&[key("yann"), key("nobody"), key("anne"), key("yann")]).await.unwrap();
    let seen: Vec<_> =
        found.iter().map(|found| found.as_ref().map(|record| (record.key.as_str(), record.revision))).collect();
    let (there, other) = (Some(("person/yann", 2)), Some(("person/anne", 1)));
    assert_eq!(seen, [there, None, other, there]);
    let kept =
        found.into_iter().flatten().next().map(|record| records::read::<PersonRecord>(&record)).transpose().unwrap();
    assert_eq!(kept.map(|kept| kept.record), Some(person("yann", Role::Contributor)));
    assert_eq!(put(&store, "anne", Role::Curator).await, 3);
    let found = store.get(&[key("anne")]).await.unwrap();
    assert_eq!(found.into_iter().flatten().map(|record| record.revision).collect::<Vec<_>>(), [3]);
}

/// Records are listed by key, from either end, beyond a key, so many at most.
pub async fn lists_records_in_order(store: Store) {
    for name in ["mona", "ab", "a-b", "abc", "zoe", "a1"] {
        put(&store, name, Role::Contributor).await;
    }
    let other = Key::new("persona", "ab");
    let body = records::write(&other, &"not one of them").unwrap();
    store.commit(Change { put: vec![(other, body)], ..change() }).await.unwrap();
    let (up, down) = (Direction::Ascending, Direction::Descending);
    assert_eq!(names(&store, None, 99, up).await, ["a-b", "a1", "ab", "abc", "mona", "zoe"]);
    assert_eq!(names(&store, None, 2, down).await, ["zoe", "mona"]);
    assert_eq!(names(&store, Some("person/ab"), 2, up).await, ["abc", "mona"]);
    assert_eq!(names(&store, Some("person/ab"), 9, down).await, ["a1", "a-b"]);
    assert_eq!(names(&store, Some("person/b"), 1, up).await, ["mona"]);
    assert_eq!(names(&store, Some("a"), 1, up).await, ["a-b"]);
    assert_eq!(names(&store, Some("z"), 1, down).await, ["zoe"]);
    assert!(names(&store, Some("person/zoe"), 9, up).await.is_empty());
    assert!(names(&store, Some("z"), 9, up).await.is_empty());
    assert!(names(&store, Some("person/a-b"), 9, down).await.is_empty());
    assert!(names(&store, Some("a"), 9, down).await.is_empty());
    assert!(names(&store, None, 0, up).await.is_empty());
}

/// Keys are ordered by their bytes in UTF-8: by code points, as no collation of any language has them.
pub async fn lists_keys_by_their_bytes_whatever_the_alphabet(store: Store) {
    let names = ["z", "é", "eé", "e", "Z", "ﬁ", "фото", "写真", "🌊", "a\u{301}", "á", "ß", "\u{ffff}", "n/a", "ñ"];
    let put = |name: &&str| (Key::new("word", name), records::write(&Key::new("word", name), name).unwrap());
    done(&*store, Change { put: names.iter().map(put).collect(), ..change() }).await;
    let mut sorted = names;
    sorted.sort_unstable();
    for (direction, limit) in [(Direction::Ascending, 99), (Direction::Descending, 99), (Direction::Ascending, 4)] {
        let found = store.scan("word/", None, limit, direction).await.unwrap();
        let mut expected: Vec<&str> = sorted.to_vec();
        if direction == Direction::Descending {
            expected.reverse();
        }
        expected.truncate(limit);
        assert_eq!(found.iter().map(|record| record.key.name()).collect::<Vec<_>>(), expected);
    }
    for (place, name) in sorted.iter().enumerate() {
        let after = Key::new("word", name);
        let next = store.scan("word/", Some(after.as_str()), 1, Direction::Ascending).await.unwrap();
        assert_eq!(next.first().map(|record| record.key.name()), sorted.get(place + 1).copied(), "after {name}");
    }
    let only = store.scan("word/e", None, 9, Direction::Ascending).await.unwrap();
    assert_eq!(only.iter().map(|record| record.key.name()).collect::<Vec<_>>(), ["e", "eé"]);
}

/// Members of a record that this version does not know are there after it was read, changed and written.
pub async fn keeps_members_that_it_does_not_know(store: Store) {
    let later = json!({ "colours": ["bleu", { "of": 1.5 }], "counted": 3, "seen": null });
    let first = photo(1, &later);
    done(&*store, putting_photos(std::slice::from_ref(&first))).await;
    let key = photos::key(&first.id);
    let read = store.get(std::slice::from_ref(&key)).await.unwrap().remove(0).unwrap();
    let mut kept = records::read::<PhotoRecord>(&read).unwrap().record;
    assert_eq!(Value::Object(kept.unknown.clone()), later);
    kept.title = Title::parse("Le port").unwrap();
    let put = vec![(key.clone(), records::write(&key, &kept).unwrap())];
    assert_eq!(store.commit(Change { put, ..change() }).await.unwrap(), Outcome::Done(2));
    let read = store.get(&[key]).await.unwrap().remove(0).unwrap();
    let body: Value = serde_json::from_str(read.body.get()).unwrap();
    assert_eq!((&body["title"], &body["colours"], &body["counted"]), (&json!("Le port"), &later["colours"], &json!(3)));
    assert!(body.as_object().unwrap().contains_key("seen"));
    assert_eq!((&body["v"], body.get("unknown")), (&json!(1), None));
}
