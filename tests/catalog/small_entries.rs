//! What people do at most is entries of a bounded size: the largest collection, the longest texts, a photo that is refused again
//! and again; and libraries of earlier versions, whose entries were larger, are read and changed as all others.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;
use zef::{
    archive::Archive,
    catalog::{
        embedded::{Embedded, FolderLines, FolderTarget, Settings as Engine},
        moving::{self, Mark, MoveStage},
        photos, records,
        store::{BatchId, Change, Direction, ENTRY_BYTES, Key, RecordStore as _},
        tags,
    },
    domain::{
        batch_change::BatchChange,
        collection::{CollectionState, Slug},
        known_places::{KnownPlace, PlaceKind},
        language::Language,
        legal::{LegalPage, LegalText},
        licence::offered,
        person::{Handle, Role},
        photo::{PhotoId, PhotoRecord, Title},
        reader::Reader,
        tag::{Tag, TagKey, change::TagChange},
    },
    library::{
        Library, Settings, SignUp,
        browse::LookError,
        gather::{CollectionChange, GatherError},
        legal::LegalError,
        review::Decision,
    },
    search::memory::Memory,
};

use super::{
    making::{change, person, putting},
    photographs::{photo, putting_photos},
    shelf::{done, done_in_parts, entered_earlier},
};
use crate::caches::site::reader;

/// Photos of the largest collection.
const MOST: usize = 10_000;
/// Who gave them: so many that telling them of a collection takes many entries.
const GIVERS: usize = 1_600;

/// A library in a folder, with a clock that never stands still.
struct House {
    library: Arc<Library>,
    store: Arc<Embedded>,
    folder: TempDir,
}

impl House {
    fn new() -> Self {
        Self::of(tempfile::tempdir().unwrap())
    }

    fn of(folder: TempDir) -> Self {
        let store = Arc::new(Embedded::open(folder.path(), Engine::default()).unwrap());
        let (instants, chances) = (AtomicU64::new(0), AtomicU64::new(0));
        let began: Timestamp = "2026-12-01T09:00:00Z".parse().unwrap();
        let instant = move || {
            let past = i64::try_from(instants.fetch_add(1, Ordering::Relaxed)).unwrap();
            began + SignedDuration::from_millis(past)
        };
        let library = Arc::new(Library::new(
            store.clone(),
            store.clone(),
            Archive::in_memory(),
            Arc::new(Memory::default()),
            Arc::new(instant),
            Arc::new(move || *blake3::hash(&chances.fetch_add(1, Ordering::Relaxed).to_le_bytes()).as_bytes()),
            Settings { sign_up: SignUp::Closed, offered: offered(), idle: Duration::ZERO, ..Settings::default() },
        ));
        Self { library, store, folder }
    }

    /// Public photos, the numbers of whose contributors follow theirs.
    async fn has_photos(&self, many: usize, contributor: impl Fn(usize) -> String, words: &Value) -> Vec<PhotoId> {
        let all: Vec<_> = (0..many).map(|number| public_photo(number, &contributor(number), words)).collect();
        let together = 60_000 / serde_json::to_string(&all[0]).unwrap().len();
        let mut entering = tokio::task::JoinSet::new();
        for part in all.chunks(together.max(1)) {
            let (store, change) = (Arc::clone(&self.store), putting_photos(part));
            entering.spawn(async move { done(&*store, change).await });
        }
        entering.join_all().await;
        all.into_iter().map(|photo| photo.id).collect()
    }

    /// Begins a gesture, and takes no more changes once it made some entries, as a crash does not. The gesture fails.
    async fn stopped_after<T, E>(&self, entries: u64, gesture: impl Future<Output = Result<T, E>>) {
        let seen = self.store.seq();
        let mark = Mark { stage: MoveStage::Stopped, other: "the folder /b".to_owned(), since: Timestamp::UNIX_EPOCH };
        let stop = async {
            self.store.wait(seen + entries - 1).await.unwrap();
            self.store.mark(Some(mark)).await.unwrap()
        };
        let (outcome, seq) = tokio::join!(gesture, stop);
        assert!(outcome.is_err() && seq >= seen + entries, "it was not stopped");
        self.store.mark(None).await.unwrap();
    }

    async fn order(&self, slug: &Slug) -> Vec<String> {
        let prefix = format!("in-collection/{slug}/");
        let hits = self.store.lookup(&prefix, None, usize::MAX, Direction::Ascending).await.unwrap();
        hits.iter().map(|hit| hit.key.name().rsplit('/').next().unwrap().to_owned()).collect()
    }

    /// Every line of the journal is small; gives how many there are.
    fn has_small_entries(&self) -> usize {
        lengths(self.folder.path()).iter().inspect(|length| assert!(**length < ENTRY_BYTES, "{length} bytes")).count()
    }
}

fn public_photo(number: usize, contributor: &str, words: &Value) -> PhotoRecord {
    let granted = json!({
        "licence": "cc-by-4.0", "grantor": contributor, "at": Timestamp::UNIX_EPOCH, "wording": "2026-11",
        "blake3": "0".repeat(64),
    });
    let mut members = json!({ "contributor": contributor, "grants": [granted] });
    members.as_object_mut().unwrap().extend(words.as_object().unwrap().clone());
    photo(number, &members)
}

/// The bytes of every line of a journal.
fn lengths(storage: &Path) -> Vec<usize> {
    let mut lengths = Vec::new();
    for file in fs::read_dir(storage.join("journal")).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        lengths.extend(bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::len));
    }
    assert!(!lengths.is_empty());
    lengths
}

fn giver(number: usize) -> String {
    format!("personne-{}", number % GIVERS)
}

/// The gestures of a collection's history with how many photos each put in or took out, page by page.
async fn history(house: &House, reader: &Reader, slug: &Slug) -> Vec<(String, usize, usize)> {
    let (mut told, mut before) = (Vec::new(), None);
    loop {
        let page = house.library.collection_history(reader, slug, before, 5).await.unwrap();
        assert!(page.events.len() <= 5 && page.events.iter().all(|event| event.batch.is_none()));
        told.extend(page.events.into_iter().map(|event| (event.gesture, event.added.len(), event.removed.len())));
        before = page.next;
        if before.is_none() {
            return told;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_done_to_the_largest_collection_is_small_entries_and_can_be_done_again() {
    let house = House::new();
    let library = &house.library;
    let photos = house.has_photos(MOST, giver, &json!({})).await;
    let cora = reader("cora", Role::Curator);
    let title = Title::parse("Dix mille").unwrap().unwrap();
    let made =
        library.make_collection(&cora, title, CollectionChange::default(), &photos[..1_000], None).await.unwrap();
    let slug = made.record.slug;
    for part in photos[1_000..].chunks(1_000) {
        let added = library.add_to_collection(&cora, &slug, part).await.unwrap();
        assert_eq!((added.added, added.already), (1_000, 0));
    }
    let names: Vec<String> = photos.iter().map(PhotoId::to_string).collect();
    assert_eq!(house.order(&slug).await, names);

    // Ordered back to front, but for the last thousand: what is stopped has all photos, and those that stay are in their order.
    let first: Vec<PhotoId> = photos[..9_000].iter().rev().cloned().collect();
    house.stopped_after(4, library.order_collection(&cora, &slug, &first)).await;
    let order = house.order(&slug).await;
    assert!(order.len() == MOST && order != names);
    let rest: Vec<&String> = order.iter().filter(|name| names[9_000..].contains(name)).collect();
    assert!(rest.into_iter().eq(&names[9_000..]));
    library.order_collection(&cora, &slug, &first).await.unwrap();
    let wanted: Vec<String> = names[..9_000].iter().rev().chain(&names[9_000..]).cloned().collect();
    assert_eq!(house.order(&slug).await, wanted);

    // Published: whoever gave a photo is told once, and of a draft nothing.
    let publish = || CollectionChange { state: Some(CollectionState::Published), ..CollectionChange::default() };
    house.stopped_after(2, library.change_collection(&cora, &slug, publish(), None)).await;
    let told = || async { house.store.count(&format!("collection-told/{slug}/")).await.unwrap() };
    assert!((1..GIVERS).contains(&told().await));
    assert!(matches!(library.collection(&Reader::Visitor, &slug).await, Err(LookError::Unknown)));
    for number in 0..20 {
        let news = library.news(&giver(number).parse().unwrap(), None, 9).await.unwrap();
        assert!(news.items.iter().all(|item| item.collections.is_empty()));
    }
    let published = library.change_collection(&cora, &slug, publish(), None).await.unwrap().record;
    assert!(library.collection(&Reader::Visitor, &slug).await.is_ok());
    assert_eq!((told().await, house.store.count("collection-news/").await.unwrap()), (GIVERS, GIVERS));
    for number in (0..GIVERS).step_by(97) {
        let news = library.news(&giver(number).parse().unwrap(), None, 9).await.unwrap();
        let item = news.items.iter().find(|item| !item.collections.is_empty()).unwrap();
        // As late as the collection became public, however long ago publishing it was tried.
        assert!(item.is_unread && item.place.at() > made.record.updated && published.published.is_some());
    }

    // Each gesture is one line of the history, as it is told page by page.
    let told = history(&house, &cora, &slug).await;
    let line = |gesture: &str, added| (gesture.to_owned(), added, 0);
    let mut wanted = vec![line("publish-collection", 0), line("order-collection", 0), line("order-collection", 0)];
    wanted.extend(vec![line("add-to-collection", 1_000); 9]);
    wanted.push(line("make-collection", 1_000));
    assert_eq!(told, wanted);
    let public = history(&house, &Reader::Visitor, &slug).await;
    assert_eq!(public, [line("publish-collection", 0)]);

    library.remove_from_collection(&cora, &slug, &photos[..2_000]).await.unwrap();
    assert_eq!(house.order(&slug).await.len(), 8_000);
    assert_eq!(history(&house, &cora, &slug).await[0], ("remove-from-collection".to_owned(), 0, 2_000));

    // Deleted: nobody else sees it become less, and the same again deletes the rest.
    house.stopped_after(3, library.delete_collection(&cora, &slug, None)).await;
    assert!(matches!(library.collection(&Reader::Visitor, &slug).await, Err(LookError::Unknown)));
    assert!(!library.collection(&cora, &slug).await.unwrap().is_public());
    assert!((1..8_000).contains(&house.order(&slug).await.len()));
    assert_eq!(history(&house, &cora, &slug).await[0].0, "delete-collection");
    library.delete_collection(&cora, &slug, None).await.unwrap();
    assert!(matches!(library.delete_collection(&cora, &slug, None).await, Err(GatherError::Look(LookError::Unknown))));
    for list in ["in-collection/", "collections-of/", "collection-told/", "collection-news/"] {
        assert_eq!(house.store.count(list).await.unwrap(), 0, "{list}");
    }
    assert!(house.has_small_entries() > 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_over_a_thousand_photos_with_the_longest_texts_is_small_entries_and_so_is_its_undoing() {
    let house = House::new();
    let cora = reader("cora", Role::Curator);
    let words = json!({ "description": "é".repeat(5_000), "alt": "😀".repeat(1_000), "title": "\"".repeat(200) });
    let photos = house.has_photos(1_000, |_| "anne".to_owned(), &words).await;
    let change = BatchChange {
        tags_add: vec![Tag::parse("fonds kerbrat").unwrap().unwrap()],
        collection_new: Title::parse("Fonds Kerbrat").unwrap(),
        ..BatchChange::default()
    };
    let note = Some("Pourquoi.\n".repeat(200));
    let curated = house.library.curate(&cora, &photos, &change, note, None).await.unwrap();
    assert_eq!((curated.changed.len(), curated.refused.len()), (1_000, 0));
    let batch = curated.batch.unwrap();
    assert_eq!(house.library.batch(&cora, &batch).await.unwrap().changed, 1_000);
    let slug: Slug = "fonds-kerbrat".parse().unwrap();
    let told = house.library.collection_history(&cora, &slug, None, 9).await.unwrap().events;
    let lines: Vec<_> = told.iter().map(|event| (&*event.gesture, event.added.len(), event.batch.as_ref())).collect();
    assert_eq!(lines, [("curate", 1_000, Some(&batch)), ("make-collection", 0, Some(&batch))]);
    let undone = house.library.undo_batch(&cora, &batch).await.unwrap();
    assert_eq!((undone.undone.len(), undone.kept.len()), (1_000, 0));
    assert_eq!(house.store.count("tag/").await.unwrap(), 0);
    assert!(house.library.collection(&cora, &slug).await.is_err());
    house.has_small_entries();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_refused_three_hundred_times_has_a_small_record_and_its_whole_history() {
    const TIMES: usize = 300;
    let house = House::new();
    let (anne, mona) = (reader("anne", Role::Contributor), reader("mona", Role::Moderator));
    for (name, role) in [("anne", Role::Contributor), ("mona", Role::Moderator)] {
        done(&*house.store, putting(&person(name, role))).await;
    }
    let words = json!({
        "state": "submitted", "published": null,
        "steps": [{ "state": "submitted", "actor": "anne", "at": Timestamp::UNIX_EPOCH }],
    });
    let id = &house.has_photos(1, |_| "anne".to_owned(), &words).await[0];
    let long = |what: &str, time: usize| format!("{what} {time} {}", "é".repeat(1_980));
    for time in 0..TIMES {
        let refused = Decision::Refuse(long("Floue", time));
        let refused = house.library.review(&mona, id, refused, None).await.unwrap().record;
        assert_eq!(refused.reason(), Some(&*long("Floue", time)));
        let again = house.library.submit_replying(&anne, id, Some(long("Nette", time))).await.unwrap().record;
        assert_eq!(again.reply(), Some(&*long("Nette", time)));
    }
    let record = house.library.review(&mona, id, Decision::Publish, None).await.unwrap().record;
    assert_eq!(record.step_count(), 2 * TIMES + 2);
    assert!((60..70).contains(&record.steps.len()), "{}", record.steps.len());
    let (mut items, mut before) = (Vec::new(), None);
    loop {
        let page = house.library.photo_history(&anne, id, before, 100).await.unwrap();
        items.extend(page.items);
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(items.len(), 2 * TIMES + 2, "all of it stands in the journal");
    let notes: Vec<&str> = items.iter().filter_map(|item| item.note.as_deref()).collect();
    assert!(notes.len() == 2 * TIMES && notes[2 * TIMES - 1] == long("Floue", 0), "{}", notes.len());
    // Everyone else is told of it since it was published.
    let public = house.library.photo_history(&Reader::Visitor, id, None, 9).await.unwrap();
    assert_eq!(public.items.len(), 1);
    assert!(house.has_small_entries() > 2 * TIMES);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_longest_legal_text_is_one_entry_and_a_larger_one_is_refused() {
    let house = House::new();
    let ada = reader("ada", Role::Admin);
    let page = (LegalPage::Terms, Language::French);
    for (text, fits) in [
        ("é".repeat(30_000), true),
        ("é\"".repeat(13_000) + &"é\n".repeat(2_000), true),
        ("\"".repeat(30_000), true),
        ("界".repeat(26_000), true),
        ("界".repeat(30_000), false),
        ("😀".repeat(25_000), false),
    ] {
        let seen = house.library.legal_text(page.0, page.1).await.unwrap().map_or(0, |kept| kept.revision);
        let text = LegalText::parse(&text).unwrap().unwrap();
        let written = house.library.write_legal(&ada, page, text.clone(), seen).await;
        match written {
            Ok(()) => assert!(fits),
            Err(LegalError::TooLarge) => assert!(!fits),
            Err(other) => panic!("{other}"),
        }
        let kept = house.library.legal_text(page.0, page.1).await.unwrap().unwrap();
        assert_eq!(kept.record.text == text, fits);
    }
    assert!(house.has_small_entries() >= 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gazetteer_a_tag_that_many_are_close_to_and_somebody_who_gave_thousands_are_small_entries() {
    let house = House::new();
    let library = &house.library;
    let place = |number: usize| KnownPlace {
        name: format!("Ker {number} {}", "é".repeat(120)),
        name_fr: Some("\"".repeat(180)),
        name_br: None,
        kind: PlaceKind::Hamlet,
        insee: None,
        at: None,
        parent: Some("Landerneau".to_owned()),
    };
    let places: Vec<KnownPlace> = (0..3_000).map(place).collect();
    assert_eq!(library.import_places(places[..1_000].to_vec(), true).await.unwrap(), 1_000);
    house.stopped_after(3, library.import_places(places[1_000..].to_vec(), false)).await;
    assert_eq!(library.import_places(places.clone(), true).await.unwrap(), 3_000);
    let mut known = library.known_places().await.unwrap().all().to_vec();
    known.sort_by_key(|place| place.name.split(' ').nth(1).unwrap().parse::<usize>().unwrap());
    assert!(known == places);
    assert_eq!(library.import_places(places[..10].to_vec(), true).await.unwrap(), 10);
    assert_eq!(library.known_places().await.unwrap().all().len(), 10);

    // A tag that two thousand others name as close: each record loses it.
    let tag = |name: &str, related: &[&str]| {
        let at = Timestamp::UNIX_EPOCH;
        let key = tags::key(&TagKey::of(name));
        let record = json!({ "v": 1, "tag": name, "related": related, "created": at, "updated": at });
        (key.clone(), records::write(&key, &record).unwrap())
    };
    let others: Vec<String> = (0..2_000).map(|number| format!("cale {number}")).collect();
    let mut put = vec![tag("cale", &["cale 0"])];
    put.extend(others.iter().map(|name| tag(name, &["cale"])));
    done_in_parts(&*house.store, Change { put, ..change() }, 300).await;
    let cora = reader("cora", Role::Curator);
    let cale = Tag::parse("cale").unwrap().unwrap();
    let alone = || TagChange { related: Some(Vec::new()), ..TagChange::default() };
    house.stopped_after(2, library.change_tag(&cora, &cale, alone(), None)).await;
    library.change_tag(&cora, &cale, alone(), None).await.unwrap();
    assert_eq!(library.vocabulary().await.unwrap().related(&cale.key()).count(), 0);
    let said = library.tag_history(&cale, None, 9).await.unwrap().events;
    assert!(said[0].gesture == "change-tag" && said.iter().all(|event| event.batch.is_none()));

    // The note of a forgetting has no room for all photos; what is gone is told all the same.
    done(&*house.store, putting(&person("anne", Role::Contributor))).await;
    let photos = house.has_photos(3_000, |_| "anne".to_owned(), &json!({})).await;
    let anne: Handle = "anne".parse().unwrap();
    let forgotten = library.forget_person(&anne, false).await.unwrap();
    assert_eq!((forgotten.photos, house.store.count("newest/").await.unwrap()), (3_000, 0));
    let after = house.store.changes(forgotten.seq - 1, 99).await.unwrap();
    let mut gone: Vec<Key> = after.iter().flat_map(|entry| &entry.records).map(|written| written.key.clone()).collect();
    let mut keys: Vec<Key> = photos.iter().map(photos::key).collect();
    gone.sort_unstable();
    keys.sort_unstable();
    assert!(after.len() > 1 && gone == keys);
    assert_eq!(house.store.left_to_forget().await.unwrap(), None);
    house.has_small_entries();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_library_with_larger_entries_of_an_earlier_version_is_read_changed_undone_and_moved() {
    let folder = tempfile::tempdir().unwrap();
    let batch = BatchId::from_random([7; 32]);
    let before: Vec<_> =
        (0..200).map(|number| public_photo(number, "anne", &json!({ "description": "é".repeat(1_500) }))).collect();
    let tagged =
        |photo: &PhotoRecord| PhotoRecord { tags: vec![Tag::parse("port").unwrap().unwrap()], ..photo.clone() };
    let after: Vec<_> = before.iter().map(tagged).collect();
    let curated = Change {
        actor: "cora".to_owned(),
        gesture: "curate".into(),
        batch: Some(batch.clone()),
        ..putting_photos(&after)
    };
    // A photo whose record alone is larger than an entry.
    let step = json!({ "state": "refused", "actor": "mona", "at": Timestamp::UNIX_EPOCH, "reason": "é".repeat(1_000) });
    let refused = public_photo(777, "anne", &json!({ "state": "refused", "published": null, "steps": vec![step; 60] }));
    entered_earlier(folder.path(), [putting_photos(&before), curated, putting_photos(std::slice::from_ref(&refused))])
        .await;
    assert!(lengths(folder.path()).iter().all(|length| *length > ENTRY_BYTES));

    let house = House::of(folder);
    let cora = reader("cora", Role::Curator);
    assert_eq!(house.store.changes(0, 9).await.unwrap().len(), 3);
    let undone = house.library.undo_batch(&cora, &batch).await.unwrap();
    assert_eq!((undone.undone.len(), undone.kept.len()), (200, 0));
    assert_eq!(house.store.count("tag/port/").await.unwrap(), 0);
    let again = house.library.submit(&reader("anne", Role::Contributor), &refused.id).await.unwrap().record;
    assert_eq!((again.step_count(), again.steps.len()), (61, 60));
    let all = lengths(house.folder.path());
    assert!(all.len() > 6 && all[3..].iter().all(|length| *length < ENTRY_BYTES), "{all:?}");

    let to = tempfile::tempdir().unwrap();
    let mut target = FolderTarget::open(to.path()).unwrap();
    let mark = Mark { stage: MoveStage::Filling, other: "here".to_owned(), since: Timestamp::UNIX_EPOCH };
    moving::copy(&mut FolderLines::of(house.folder.path()), &mut target, Some(&mark), |_| {}).await.unwrap();
    assert_eq!(lengths(to.path()), all);
}
