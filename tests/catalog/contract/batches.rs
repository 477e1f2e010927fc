//! Batches: one gesture over thousands of records, and undoing it.

use serde_json::{Value, json};
use zef::{
    catalog::{
        batch::{self, AsLeft, Edit, Gesture, Report, Restored},
        photos, records,
        spaces::batch_key,
        store::{BatchId, Change, Direction, ENTRY_BYTES, Entry, Key},
        tags,
    },
    domain::{
        photo::{PhotoRecord, State},
        tag::{Tag, TagKey},
    },
};

use super::Store;
use crate::catalog::{
    making::change,
    photographs::{photo, putting_photos},
    shelf::{done, done_in_parts, every_entry},
};

fn gesture(number: u8) -> Gesture {
    Gesture {
        batch: BatchId::from_random([number; 32]),
        at: jiff::Timestamp::UNIX_EPOCH,
        actor: "mona".to_owned(),
        name: "tag-many".into(),
        note: Some("Le fonds Kerbrat".to_owned()),
    }
}

/// Photos as they stand, changed.
async fn changed(store: &Store, keys: &[Key], change: impl Fn(&mut PhotoRecord)) -> Vec<Edit> {
    let there = store.get(keys).await.unwrap();
    let edit = |key: &Key, record: Option<zef::catalog::store::Record>| {
        let kept = records::read::<PhotoRecord>(&record.unwrap()).unwrap();
        let mut photo = kept.record;
        change(&mut photo);
        Edit {
            key: key.clone(),
            revision: Some(kept.revision),
            body: Some(records::write(key, &photo).unwrap()),
            keeps_claims: false,
        }
    };
    keys.iter().zip(there).map(|(key, record)| edit(key, record)).collect()
}

fn tagged(photo: &mut PhotoRecord) {
    photo.tags.push(Tag::parse("kerbrat").unwrap().unwrap());
}

async fn bodies(store: &Store, keys: &[Key]) -> Vec<Option<Value>> {
    let there = store.get(keys).await.unwrap();
    there.into_iter().map(|record| record.map(|record| serde_json::from_str(record.body.get()).unwrap())).collect()
}

/// So many photos, and their keys.
async fn some_photos(store: &Store, many: usize) -> Vec<Key> {
    let words = json!({ "description": "Un phare, la mer. ".repeat(30) });
    let photos: Vec<_> = (0..many).map(|number| photo(number, &words)).collect();
    done_in_parts(&**store, putting_photos(&photos), 50).await;
    photos.iter().map(|photo| photos::key(&photo.id)).collect()
}

/// A batch is entries of a bounded size that share its id, and its id gives them back.
pub async fn makes_one_gesture_of_thousands_of_records(store: Store) {
    const MANY: usize = 2_000;
    let keys = some_photos(&store, MANY).await;
    let gesture = gesture(1);
    let edits = changed(&store, &keys, tagged).await;
    let report = batch::commit(&store, &gesture, edits).await.unwrap();
    assert_eq!(report, Report { changed: keys.clone(), kept: Vec::new() });
    assert_eq!(store.count("tag/kerbrat/").await.unwrap(), MANY);
    let of_batch = batch_key(&gesture.batch);
    let mut found = Vec::new();
    loop {
        let after = found.last().map(|last: &Entry| last.seq);
        let page = store.history(&of_batch, after, 7, Direction::Ascending).await.unwrap();
        if page.is_empty() {
            break;
        }
        found.extend(page);
    }
    assert!(found.len() >= 20 && found.iter().all(|entry| entry.line_bytes() < ENTRY_BYTES));
    let all = every_entry(&*store).await;
    let with_id: Vec<_> = all.iter().filter(|entry| entry.batch.as_ref() == Some(&gesture.batch)).collect();
    assert_eq!(format!("{with_id:?}"), format!("{found:?}"));
    let written: usize = found.iter().map(|entry| entry.records.len()).sum();
    assert_eq!(written, MANY);
    let first = &found[0];
    assert_eq!((first.actor.as_str(), first.note.as_deref()), ("mona", Some("Le fonds Kerbrat")));
    let of_one = store.history(&keys[0], None, 9, Direction::Descending).await.unwrap();
    assert_eq!(of_one[0].batch.as_ref().map(BatchId::as_str), Some("010101010101"));
    assert_eq!(BatchId::parse("010101010101"), Some(gesture.batch));
}

/// A record that changed since it was read is left as it is; the others of its entry are written.
pub async fn leaves_what_changed_meanwhile_and_says_so(store: Store) {
    let keys = some_photos(&store, 150).await;
    let mut edits = changed(&store, &keys, tagged).await;
    edits.push(Edit { key: Key::new("word", "new"), revision: None, body: None, keeps_claims: false });
    done(&*store, putting_photos(&[photo(3, &json!({ "title": "Autre" })), photo(140, &json!({ "title": "Autre" }))]))
        .await;
    done(&*store, Change { remove: vec![keys[77].clone()], ..change() }).await;
    let report = batch::commit(&store, &gesture(1), edits).await.unwrap();
    assert_eq!(report.kept, [keys[3].clone(), keys[77].clone(), keys[140].clone()]);
    assert_eq!(report.changed.len(), 148);
    assert_eq!(store.count("tag/kerbrat/").await.unwrap(), 147);
    let seq = store.seq();
    let nothing = batch::commit(&store, &gesture(2), Vec::new()).await.unwrap();
    assert_eq!((nothing, store.seq()), (Report::default(), seq));
}

/// Undone, records are what they were before the batch: written, made or removed by it. What changed since stays.
pub async fn undoes_a_batch_where_nothing_changed_since(store: Store) {
    let keys = some_photos(&store, 250).await;
    let before = bodies(&store, &keys).await;
    let made = Key::new("word", "made");
    let mut edits = changed(&store, &keys, tagged).await;
    edits[10].body = None;
    edits[20].body = None;
    edits.push(Edit {
        key: made.clone(),
        revision: None,
        body: Some(records::write(&made, &"made").unwrap()),
        keeps_claims: false,
    });
    batch::commit(&store, &gesture(1), edits).await.unwrap();
    assert!(bodies(&store, &keys[10..11]).await[0].is_none());
    // Since then, one was described, and one that was removed is back.
    let since = [photo(5, &json!({ "title": "Depuis" })), photo(20, &json!({ "title": "Revenue" }))];
    done(&*store, putting_photos(&since)).await;
    let kept_since = bodies(&store, &[keys[5].clone(), keys[20].clone()]).await;

    let report = batch::undo(&store, &gesture(1).batch, &gesture(2), |left| Ok(batch::as_before(left))).await.unwrap();
    assert_eq!(report.kept, [keys[5].clone(), keys[20].clone()]);
    assert_eq!(report.changed.len(), 249);
    let after = bodies(&store, &keys).await;
    for (number, (was, is)) in before.iter().zip(&after).enumerate() {
        match number {
            5 => assert_eq!(*is, kept_since[0]),
            20 => assert_eq!(*is, kept_since[1]),
            _ => assert_eq!(is, was, "photo {number}"),
        }
    }
    assert!(store.get(&[made]).await.unwrap()[0].is_none());
    assert_eq!(store.count("tag/kerbrat/").await.unwrap(), 0);

    // Again, there is nothing left to undo; and the undoing is a batch that can be undone.
    let again = batch::undo(&store, &gesture(1).batch, &gesture(3), |left| Ok(batch::as_before(left))).await.unwrap();
    assert_eq!((again.changed.len(), again.kept.len()), (0, 251));
    let redone = batch::undo(&store, &gesture(2).batch, &gesture(4), |left| Ok(batch::as_before(left))).await.unwrap();
    assert_eq!((redone.changed.len(), redone.kept.len()), (249, 0));
    assert_eq!(store.count("tag/kerbrat/").await.unwrap(), 247);
    let unknown = batch::undo(&store, &BatchId::from_random([99; 32]), &gesture(5), |left| Ok(batch::as_before(left)))
        .await
        .unwrap();
    assert_eq!(unknown, Report::default());
}

/// What may stand for one record alone is not claimed by a second one, neither by a batch nor by its undoing.
pub async fn claims_nothing_twice_in_a_unique_index(store: Store) {
    let keys = some_photos(&store, 2).await;
    // Withdrawn, its bytes may be published by somebody else; who then has them keeps them.
    let withdraw = |photo: &mut PhotoRecord| photo.state = State::Withdrawn;
    let edits = changed(&store, &keys, withdraw).await;
    batch::commit(&store, &gesture(1), edits).await.unwrap();
    let same_bytes = photo(0, &json!({ "id": photo(50, &json!({})).id, "contributor": "yann" }));
    done(&*store, putting_photos(&[same_bytes])).await;
    let report = batch::undo(&store, &gesture(1).batch, &gesture(2), |left| Ok(batch::as_before(left))).await.unwrap();
    assert_eq!((report.changed, report.kept), (vec![keys[1].clone()], vec![keys[0].clone()]));
    assert_eq!(store.count("public-bytes/").await.unwrap(), 2);
}

/// What the caller keeps of a batch is left as it is and reported, and what it writes is its own.
pub async fn undoes_only_what_its_caller_gives_back(store: Store) {
    let keys = some_photos(&store, 3).await;
    let edits = changed(&store, &keys, tagged).await;
    batch::commit(&store, &gesture(1), edits).await.unwrap();
    let kept = keys[1].clone();
    let restore = |left: AsLeft<'_>| {
        assert!(left.now.is_some_and(|now| now.get().contains("kerbrat")), "{}", left.key);
        let before = left.before.unwrap().to_owned();
        Ok(if *left.key == kept { Restored::Kept } else { Restored::Rewritten(before) })
    };
    let report = batch::undo(&store, &gesture(1).batch, &gesture(2), restore).await.unwrap();
    assert_eq!((report.changed, report.kept), (vec![keys[0].clone(), keys[2].clone()], vec![kept.clone()]));
    assert_eq!(store.count("tag/kerbrat/").await.unwrap(), 1);
}

/// Every entry of a batch is small, whatever its records say, and so is every entry that undoes it.
pub async fn keeps_its_entries_small(store: Store) {
    let words = json!({ "description": "é\n".repeat(2_500) });
    let photos: Vec<_> = (0..60).map(|number| photo(number, &words)).collect();
    done_in_parts(&*store, putting_photos(&photos), 5).await;
    let keys: Vec<Key> = photos.iter().map(|photo| photos::key(&photo.id)).collect();
    let noted = |number| Gesture { note: Some("\"😀\"".repeat(500)), ..gesture(number) };
    let edits = changed(&store, &keys, tagged).await;
    assert_eq!(batch::commit(&store, &noted(1), edits).await.unwrap().changed, keys);
    let before = bodies(&store, &keys).await;
    let emptied = changed(&store, &keys, |photo| photo.description = None).await;
    batch::commit(&store, &noted(2), emptied).await.unwrap();
    let of = noted(2).batch;
    let undone = batch::undo(&store, &of, &noted(3), |left| Ok(batch::as_before(left))).await.unwrap();
    assert_eq!((undone.changed.len(), undone.kept.len()), (60, 0));
    assert_eq!(bodies(&store, &keys).await, before);
    let bytes: Vec<usize> = every_entry(&*store).await.iter().map(Entry::line_bytes).collect();
    assert!(bytes.iter().all(|bytes| *bytes < ENTRY_BYTES), "{bytes:?}");
}

/// Names that went from one record to another come back, also where the records need several entries: one waits until the
/// other has given up what it claims.
pub async fn brings_names_back_in_several_entries(store: Store) {
    let at = jiff::Timestamp::UNIX_EPOCH;
    let tag = |name: &str, synonyms: &[&str], bytes: usize| {
        let record = json!({
            "v": 1, "tag": name, "synonyms": synonyms, "created": at, "updated": at, "more": "x".repeat(bytes),
        });
        let key = tags::key(&TagKey::of(name));
        (key.clone(), records::write(&key, &record).unwrap())
    };
    for large in [tag("cale", &["slipway"], 60_000), tag("quai", &[], 60_000)] {
        done(&*store, Change { put: vec![large], ..change() }).await;
    }
    // In the order in which undoing claims the synonym first.
    let small = [tag("cale", &[], 10), tag("quai", &["slipway"], 10)];
    let edits = small.into_iter().zip(1..).map(|((key, body), revision)| Edit {
        key,
        revision: Some(revision),
        body: Some(body),
        keeps_claims: false,
    });
    let report = batch::commit(&store, &gesture(1), edits.collect()).await.unwrap();
    assert_eq!((report.changed.len(), store.seq()), (2, 3));
    let report = batch::undo(&store, &gesture(1).batch, &gesture(2), |left| Ok(batch::as_before(left))).await.unwrap();
    assert_eq!((report.changed.len(), report.kept.len(), store.seq()), (2, 0, 5));
    let there = store.lookup("tag-name/slipway/", None, 9, Direction::Ascending).await.unwrap();
    assert_eq!(there.iter().map(|hit| hit.key.name()).collect::<Vec<_>>(), ["cale"]);
    let bytes: Vec<usize> = every_entry(&*store).await.iter().map(Entry::line_bytes).collect();
    assert!(bytes.iter().all(|bytes| *bytes < ENTRY_BYTES), "{bytes:?}");
}
