//! A library of so many photos, entered by the catalogue's own writer and found by its own index.

use std::{path::Path, sync::Arc};

use serde_json::{json, value::RawValue};
use zef::{
    catalog::{
        embedded::{Embedded, Settings},
        photos::key,
        store::{Change, Outcome, RecordStore as _},
    },
    config::Config,
    domain::{
        person::Role,
        photo::{PhotoId, PhotoRecord},
    },
    startup,
};

use super::making::{change, person, putting};

/// Photos entered by one change: an entry of the journal of some 65 KB.
const TOGETHER: usize = 40;
/// People who gave them.
const PEOPLE: usize = 40;
/// Words of titles. The first of a list is in as many titles as each other one.
const THINGS: [&str; 8] = ["Pont", "Phare", "Dune", "Lande", "Chapelle", "Marée", "Goéland", "Quai"];
const PLACES: [&str; 5] = ["Brest", "Molène", "Huelgoat", "Ouessant", "Douarnenez"];
const TAGS: [&str; 3] = ["mer", "pierre", "ciel"];
const LICENCES: [&str; 3] = ["cc-by-4.0", "cc0-1.0", "cc-by-sa-4.0"];

/// The handle of the person of this number.
pub fn handle(number: usize) -> String {
    format!("personne-{:02}", number % PEOPLE)
}

/// The id of the photo of this number: another one for each, and spread over all of them. The factor shares no divisor
/// with 28⁸, the number of ids.
pub fn id(number: usize) -> PhotoId {
    let mut left = u64::try_from(number).unwrap() * 2_654_435_761 % 28_u64.pow(8);
    PhotoId::from_random([0; 8].map(|_: u8| {
        let digit = u8::try_from(left % 28).unwrap();
        left /= 28;
        digit
    }))
}

/// The photo of this number, published so many seconds after 2020.
pub fn photo(number: usize) -> PhotoRecord {
    let hash = blake3::hash(&number.to_le_bytes()).to_hex().to_string();
    let seconds = 1_577_836_800 + i64::try_from(number).unwrap();
    let at = jiff::Timestamp::from_second(seconds).unwrap();
    let [thing, place, tag, licence] =
        [&THINGS[..], &PLACES, &TAGS, &LICENCES].map(|words| words[number % words.len()]);
    let giver = handle(number);
    // Another place would contradict this point, and the photo would wait for a moderator.
    let coordinates = (place == PLACES[0]).then(|| json!({ "latitude": 48.39, "longitude": -4.49 }));
    serde_json::from_value(json!({
        "v": 1,
        "id": id(number),
        "contributor": giver,
        "state": "published",
        "steps": [{ "state": "published", "actor": giver, "at": at }],
        "title": format!("{thing} de {place}, vue {number}"),
        "description": format!("{thing} et {place} un matin de la semaine {}.", number % 52),
        "author": { "name": null, "url": null },
        "source": "own",
        "grants": [{ "licence": licence, "grantor": giver, "at": at, "wording": "2026-11", "blake3": hash }],
        "place": { "name": place, "precision": "area", "coordinates": coordinates },
        "tags": [tag, format!("série {}", number / 20)],
        "original": {
            "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 4000, "height": 3000,
            "pixels": hash, "look": 1,
        },
        "camera": {},
        "renditions": [{ "edge": 640, "width": 640, "height": 480, "bytes": 1 }],
        "dominant": "#626368",
        "suggestions": {},
        "created": at,
        "updated": at,
        "published": at,
    }))
    .unwrap()
}

/// What writes these photos.
pub fn entering(photos: &[PhotoRecord]) -> Change {
    let body = |photo: &PhotoRecord| RawValue::from_string(serde_json::to_string(photo).unwrap()).unwrap();
    Change { put: photos.iter().map(|photo| (key(&photo.id), body(photo))).collect(), ..change() }
}

/// Makes the library in a folder, with its search index, and closes it.
pub async fn fill(storage: &Path, photos: usize) {
    let store = Embedded::open(storage, Settings::default()).unwrap();
    for number in 0..PEOPLE {
        let person = person(&handle(number), Role::Contributor);
        assert!(matches!(store.commit(putting(&person)).await.unwrap(), Outcome::Done(_)));
    }
    let all: Vec<usize> = (0..photos).collect();
    for numbers in all.chunks(TOGETHER) {
        let photos: Vec<PhotoRecord> = numbers.iter().copied().map(photo).collect();
        assert!(matches!(store.commit(entering(&photos)).await.unwrap(), Outcome::Done(_)));
    }
    store.close();
    drop(store);
    let house = startup::open(storage, &Config::default()).await.unwrap();
    house.library.index_whole_journal().await.unwrap();
    assert_eq!(Arc::clone(&house.catalogue).count("newest/").await.unwrap(), photos);
    house.engine.close().await;
}
