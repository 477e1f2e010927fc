//! What `zef check` finds in a library of real photographs, and what it puts right.

use std::{fs, path::PathBuf, sync::Arc, time::Duration};

use zef::{
    archive::Archive,
    catalog::{
        memory::Memory,
        store::{Change, Expectation, Key, Outcome, RecordStore},
        volatile::Volatile,
    },
    domain::{
        group::Groups,
        person::Role,
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
    },
    library::{
        Library, Settings, SignUp,
        check::{Checked, Fault, Progress, Repairs},
        deposit::{Deposited, Wishes},
    },
};

use super::{
    contract::{Engine as _, kept, some_bytes, staged},
    local::Folder,
};

const NOON: &str = "2026-06-21T12:00:00Z";

/// A library with three photographs of `tests/fixtures`.
struct House {
    folder: Folder,
    archive: Archive,
    store: Arc<Memory>,
    library: Library,
    photos: Vec<PhotoRecord>,
}

impl House {
    async fn new() -> Self {
        let folder = Folder::new();
        let archive = folder.open();
        let store = Arc::new(Memory::default());
        let records: Arc<dyn RecordStore> = Arc::<Memory>::clone(&store);
        let volatile: Arc<dyn Volatile> = Arc::<Memory>::clone(&store);
        let settings =
            Settings { sign_up: SignUp::Open, offered: Vec::new(), idle: Duration::ZERO, ..Settings::default() };
        let drawn = std::sync::atomic::AtomicU8::new(0);
        let library = Library::new(
            records,
            volatile,
            archive.clone(),
            Arc::new(zef::search::memory::Memory::default()),
            Arc::new(|| NOON.parse().unwrap()),
            Arc::new(move || [drawn.fetch_add(1, std::sync::atomic::Ordering::Relaxed); 32]),
            settings,
        );
        let mut photos = Vec::new();
        for name in ["leaf.jpg", "cups-orientation-6.jpg", "flower-portrait.png"] {
            photos.push(deposit(&library, "anne", name).await);
        }
        Self { folder, archive, store, library, photos }
    }

    async fn check(&self) -> Checked {
        self.library.check(Repairs::NONE, |_| {}).await.unwrap()
    }

    async fn repair(&self) -> Checked {
        self.library.check(Repairs { made_again: true, backup: None }, |_| {}).await.unwrap()
    }

    fn rendition(&self, photo: &PhotoRecord, name: &str) -> PathBuf {
        let hex = photo.original.blake3.to_hex();
        self.folder.path().join("renditions").join(&hex[..2]).join(&hex[2..4]).join(hex).join(format!("{name}.jpg"))
    }
}

async fn deposit(library: &Library, who: &str, name: &str) -> PhotoRecord {
    let bytes = fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap();
    let reader =
        Reader::Person { handle: who.parse().unwrap(), role: Role::Contributor, trusted: false, groups: Groups::NONE };
    let mut staging = library.receive().await.unwrap();
    staging.write(&bytes).await.unwrap();
    match library.deposit(&reader, staging.finish().await.unwrap(), Wishes::default()).await.unwrap() {
        Deposited::New(kept) => kept.record,
        other => panic!("{name}: {other:?}"),
    }
}

fn faults(checked: &Checked) -> Vec<&Fault> {
    checked.findings.iter().map(|finding| &finding.fault).collect()
}

#[tokio::test]
async fn a_sound_library_has_no_fault_and_everything_was_looked_at() {
    let house = House::new().await;
    let mut seen = Vec::new();
    let checked = house.library.check(Repairs::NONE, |progress| seen.push(progress)).await.unwrap();
    assert!(checked.findings.is_empty() && checked.is_sound(), "{:?}", checked.findings);
    let renditions: usize = house.photos.iter().map(|photo| photo.renditions.len() + 1).sum();
    assert!(renditions > 3, "each has at least one size and its placeholder");
    assert_eq!(
        (checked.records, checked.photos, checked.originals, checked.renditions),
        (3, 3, 3, u64::try_from(renditions).unwrap())
    );
    assert_eq!(seen, [1, 2, 3].map(|done| Progress { done, total: 3 }));
}

#[tokio::test]
async fn a_damaged_and_a_missing_original_are_told_and_cannot_be_mended() {
    let house = House::new().await;
    let [damaged, missing, _] = &house.photos[..] else { panic!() };
    house.folder.flip_a_bit(damaged.original.blake3);
    fs::remove_file(house.folder.original(missing.original.blake3)).unwrap();
    for checked in [house.check().await, house.repair().await] {
        assert!(!checked.is_sound());
        let found = faults(&checked);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.contains(&&Fault::OriginalDamaged { photo: damaged.id.clone(), hash: damaged.original.blake3 }));
        assert!(found.contains(&&Fault::OriginalMissing { photo: missing.id.clone(), hash: missing.original.blake3 }));
    }
}

#[tokio::test]
async fn lost_and_broken_renditions_are_told_then_made_again_to_the_byte() {
    let house = House::new().await;
    let [lost, broken, swapped] = &house.photos[..] else { panic!() };
    let (lost_at, broken_at) = (house.rendition(lost, "tiny"), house.rendition(broken, "320"));
    let swapped_at = house.rendition(swapped, "320");
    let before = [&lost_at, &broken_at, &swapped_at].map(|path| fs::read(path).unwrap());
    fs::remove_file(&lost_at).unwrap();
    fs::write(&broken_at, some_bytes(1, 500)).unwrap();
    // A good picture, of another photo: only its size tells.
    fs::copy(house.rendition(lost, "320"), &swapped_at).unwrap();

    let checked = house.check().await;
    let found = faults(&checked);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.contains(&&Fault::RenditionMissing { photo: lost.id.clone(), name: "tiny".to_owned() }));
    for photo in [broken, swapped] {
        let told = |fault: &&Fault| {
            matches!(fault, Fault::RenditionDamaged { photo: told, name, .. } | Fault::RenditionMissing { photo: told, name }
                if *told == photo.id && name == "320")
        };
        assert!(found.iter().any(told), "{found:?}");
    }

    let repaired = house.repair().await;
    assert!(repaired.is_sound() && repaired.findings.len() == 3, "{:?}", repaired.findings);
    let after = [&lost_at, &broken_at, &swapped_at].map(|path| fs::read(path).unwrap());
    assert_eq!(before, after);
    let again = house.check().await;
    assert!(again.findings.is_empty(), "{:?}", again.findings);
}

#[tokio::test]
async fn a_rendition_is_not_made_again_from_a_damaged_original() {
    let house = House::new().await;
    let photo = &house.photos[0];
    house.folder.flip_a_bit(photo.original.blake3);
    fs::remove_file(house.rendition(photo, "320")).unwrap();
    let repaired = house.repair().await;
    assert!(repaired.findings.iter().all(|finding| !finding.mended) && repaired.findings.len() == 2, "{repaired:?}");
    assert!(!house.rendition(photo, "320").exists());
}

#[tokio::test]
async fn an_original_of_no_photo_is_noted_for_a_day_then_set_aside() {
    let house = House::new().await;
    let bytes = some_bytes(1, 1_000);
    let hash = kept(&house.archive, &bytes).await;
    house.archive.put_rendition(hash, "320", bytes::Bytes::from_static(b"made of it")).await.unwrap();
    let seconds = NOON.parse::<jiff::Timestamp>().unwrap().as_second().unsigned_abs();
    let noon = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let came_in = |hours: u64| {
        let file = fs::File::options().write(true).open(house.folder.original(hash)).unwrap();
        file.set_modified(noon - Duration::from_hours(hours)).unwrap();
    };
    // The trace of a crash an hour ago: the same deposit made again takes it up.
    came_in(1);
    for checked in [house.check().await, house.repair().await] {
        assert_eq!(faults(&checked), [&Fault::YoungOrphan { hash, bytes: 1_000, sound: true }]);
        assert!(checked.is_sound(), "nothing is wrong, and nothing has to be done");
        assert!(house.folder.original(hash).exists());
    }
    came_in(25);
    let checked = house.check().await;
    assert_eq!(faults(&checked), [&Fault::Orphan { hash, bytes: 1_000, sound: true }]);
    assert!(!checked.is_sound() && house.folder.original(hash).exists(), "looking changes nothing");
    assert!(checked.findings[0].to_string().contains("zef check --repair"), "{}", checked.findings[0]);

    let repaired = house.repair().await;
    assert!(repaired.is_sound(), "{repaired:?}");
    assert!(repaired.findings[0].to_string().contains("originals.set-aside"), "{}", repaired.findings[0]);
    assert_eq!(fs::read(house.folder.path().join("originals.set-aside").join(hash.to_hex())).unwrap(), bytes);
    assert!(!house.folder.original(hash).exists());
    assert!(house.archive.rendition(hash, "320").await.unwrap().is_none());
    assert!(house.check().await.findings.is_empty());

    // Damaged, it is set aside like any other.
    kept(&house.archive, &bytes).await;
    house.folder.flip_a_bit(hash);
    came_in(25);
    assert_eq!(faults(&house.repair().await), [&Fault::Orphan { hash, bytes: 1_000, sound: false }]);
}

#[tokio::test]
async fn an_original_that_the_journal_once_named_stays_where_it_is() {
    let house = House::new().await;
    let photo = &house.photos[0];
    let change = Change {
        expect: Vec::new(),
        put: Vec::new(),
        remove: vec![Key::new("photo", photo.id.as_str())],
        at: NOON.parse().unwrap(),
        actor: "zef".to_owned(),
        gesture: "test".into(),
        batch: None,
        note: None,
    };
    assert!(matches!(house.store.commit(change).await.unwrap(), Outcome::Done(_)));
    let (hash, path) = (photo.original.blake3, house.folder.original(photo.original.blake3));
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_hours(1);
    fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    let repaired = house.repair().await;
    assert!(
        matches!(faults(&repaired)[..], [Fault::FormerOriginal { hash: told, .. }] if *told == hash),
        "{repaired:?}"
    );
    assert!(repaired.is_sound() && path.exists());
}

#[tokio::test]
async fn one_original_of_two_photos_is_verified_once_and_told_of_both() {
    let house = House::new().await;
    let again = deposit(&house.library, "yann", "leaf.jpg").await;
    let hash = again.original.blake3;
    house.folder.flip_a_bit(hash);
    let checked = house.check().await;
    assert_eq!((checked.photos, checked.originals), (4, 3));
    let mut found = faults(&checked);
    let told = |photo: &PhotoId| Fault::OriginalDamaged { photo: photo.clone(), hash };
    found.retain(|fault| **fault != told(&again.id) && **fault != told(&house.photos[0].id));
    assert!(checked.findings.len() == 2 && found.is_empty(), "{found:?}");
}

#[tokio::test]
async fn uploads_cut_short_are_told_and_swept() {
    let house = House::new().await;
    std::mem::forget(staged(&house.archive, b"cut short").await.unwrap());
    let left = Fault::StagingLeftovers { files: 1, bytes: 9 };
    let checked = house.check().await;
    assert_eq!(faults(&checked), [&left]);
    assert!(!checked.is_sound());
    assert_eq!(house.folder.files("staging").len(), 1, "looking changes nothing");
    let repaired = house.repair().await;
    assert!(repaired.is_sound() && faults(&repaired) == [&left]);
    assert_eq!(house.folder.files("staging").len(), 0);
}

#[tokio::test]
async fn a_record_that_does_not_read_is_told_and_the_rest_is_checked_all_the_same() {
    let house = House::new().await;
    let strange = Key::new("photo", "zzzzzzzz");
    let unknown = Key::new("spaceship", "1");
    let body = |text: &str| serde_json::value::RawValue::from_string(text.to_owned()).unwrap();
    let change = Change {
        expect: vec![Expectation::RecordAbsent(strange.clone())],
        put: vec![(strange, body("{\"v\":1}")), (unknown, body("{}"))],
        remove: Vec::new(),
        at: NOON.parse().unwrap(),
        actor: "zef".to_owned(),
        gesture: "test".into(),
        batch: None,
        note: None,
    };
    assert!(matches!(house.store.commit(change).await.unwrap(), Outcome::Done(_)));
    house.folder.flip_a_bit(house.photos[2].original.blake3);

    let checked = house.check().await;
    let keys: Vec<&str> = faults(&checked)
        .into_iter()
        .filter_map(|fault| if let Fault::RecordUnreadable { key, .. } = fault { Some(key.as_str()) } else { None })
        .collect();
    assert_eq!(keys, ["photo/zzzzzzzz", "spaceship/1"]);
    assert_eq!(checked.findings.len(), 3, "{:?}", checked.findings);
    assert_eq!((checked.records, checked.photos), (5, 3));
}
