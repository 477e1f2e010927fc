//! A large library is searched whole: the oldest photo is found as the newest is, and everything is counted.

use std::sync::Arc;

use serde_json::{json, value::RawValue};
use zef::{
    catalog::{
        contract::change,
        memory::Memory,
        photos::{Order, Photos, Sought, key},
        store::{Change, RecordStore},
    },
    domain::{
        licence::LicenceId,
        photo::{PhotoId, PhotoRecord},
        tag::Tag,
        uses::Uses,
    },
};

/// More than one walk through an index ever took in.
const ALL: usize = 20_500;
/// Photographs entered by one change.
const AT_ONCE: usize = 500;
const LICENCES: [&str; 3] = ["cc-by-4.0", "cc0-1.0", "cc-by-nc-4.0"];

/// The photo of this number; a larger one was published later and taken earlier.
fn photo(number: usize) -> PhotoRecord {
    let hash = blake3::hash(&number.to_le_bytes()).to_hex().to_string();
    let micros = i64::try_from(number).unwrap() * 1_000_000;
    let at = jiff::Timestamp::from_microsecond(micros).unwrap();
    let licence = LICENCES[number % 3];
    // The first ones have the very word, and the others one that begins so.
    let title = if number < 3 { "Un pont sur la Penfeld" } else { "Ponton du port" };
    serde_json::from_value(json!({
        "v": 1,
        "id": id(number),
        "contributor": "marc",
        "state": "published",
        "steps": [{ "state": "published", "actor": "marc", "at": at }],
        "author": { "name": null, "url": null },
        "source": "own",
        "grants": [{ "licence": licence, "grantor": "marc", "at": at, "wording": "2026-11", "blake3": hash }],
        "title": title,
        "tags": if number.is_multiple_of(2) { json!(["pair"]) } else { json!([]) },
        "taken": (number < ALL - 7).then(|| format!("{:04}", 2_020 - number / 100)),
        "original": {
            "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 40, "height": 30, "pixels": hash,
            "look": 1,
        },
        "camera": {},
        "renditions": [],
        "dominant": "#626368",
        "suggestions": {},
        "created": at,
        "updated": at,
        "published": at,
    }))
    .unwrap()
}

/// Larger numbers give greater ids or not, as chance does.
fn id(number: usize) -> PhotoId {
    PhotoId::from_random(blake3::hash(&number.to_le_bytes()).as_bytes()[..8].try_into().unwrap())
}

async fn library() -> Photos {
    let store = Arc::new(Memory::default());
    let all: Vec<usize> = (0..ALL).collect();
    for numbers in all.chunks(AT_ONCE) {
        let put = numbers.iter().map(|number| {
            let photo = photo(*number);
            (key(&photo.id), RawValue::from_string(serde_json::to_string(&photo).unwrap()).unwrap())
        });
        store.commit(Change { put: put.collect(), ..change() }).await.unwrap();
    }
    Photos::new(store)
}

/// All the photos found, page after page, and that each page says how many there are.
async fn found(photos: &Photos, sought: &Sought, order: Order) -> Vec<PhotoId> {
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let page = photos.search(sought, order, cursor.as_deref(), 4_321).await.unwrap();
        ids.extend(page.photos.into_iter().map(|kept| kept.record.id));
        cursor = page.next;
        if cursor.is_none() {
            assert_eq!(page.total, ids.len(), "{sought:?}");
            return ids;
        }
    }
}

fn words(words: &[&str]) -> Sought {
    Sought { words: words.iter().map(|word| (*word).to_owned()).collect(), ..Sought::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_photo_of_a_large_library_is_found_and_counted() {
    let photos = library().await;
    let newest = |counts: &dyn Fn(usize) -> bool| (0..ALL).rev().filter(|n| counts(*n)).map(id).collect::<Vec<_>>();
    let pairs = Sought { tag: Tag::parse("pair").unwrap(), ..words(&["pon"]) };
    let commercial = Sought { uses: "commercial".parse::<Uses>().unwrap(), ..words(&["p"]) };
    let old = Sought { taken_after: Some("2020".parse().unwrap()), ..words(&["pont"]) };
    let few = Sought { tag: Tag::parse("pair").unwrap(), ..words(&["penf", "p"]) };
    let searches: [(Sought, &dyn Fn(usize) -> bool); 8] = [
        (words(&["pon"]), &|_| true),
        (words(&["pon", "port"]), &|n| n >= 3),
        (words(&["pon", "penfeld"]), &|n| n < 3),
        (pairs.clone(), &|n| n % 2 == 0),
        (commercial.clone(), &|n| n % 3 != 2),
        (old.clone(), &|n| n < 100),
        (few.clone(), &|n| n == 0 || n == 2),
        (words(&["pon", "phare"]), &|_| false),
    ];
    for (sought, counts) in searches {
        let expected = newest(counts);
        // Half of the library is walked through page by page, and what is found of few; the rest is only counted.
        if expected.len() <= ALL / 2 {
            assert!(found(&photos, &sought, Order::Newest).await == expected, "{sought:?}: newest");

            // By date: what was taken in one year is ordered by its publication, and what has no date comes last.
            let mut dated: Vec<usize> = (0..ALL).filter(|n| counts(*n)).collect();
            dated.sort_by_key(|n| (if *n < ALL - 7 { n / 100 } else { ALL }, ALL - n));
            let dated: Vec<PhotoId> = dated.into_iter().map(id).collect();
            assert!(found(&photos, &sought, Order::Taken).await == dated, "{sought:?}: taken");
        }

        let (page, facets) = photos.search_with_facets(&sought, Order::Relevance, None, 1).await.unwrap();
        assert_eq!(page.total, expected.len());
        for (remainder, licence) in LICENCES.iter().enumerate() {
            let there = (0..ALL).filter(|n| counts(*n) && n % 3 == remainder).count();
            let told = facets.licences.get(&LicenceId::parse(licence).unwrap()).copied().unwrap_or_default();
            assert_eq!(told, there, "{sought:?}: {licence}");
        }
        for (uses, told) in facets.uses {
            let allowed = |n: usize| uses.allowed_by(LicenceId::parse(LICENCES[n % 3]).unwrap());
            assert_eq!(told, (0..ALL).filter(|n| counts(*n) && allowed(*n)).count(), "{sought:?}: {uses}");
        }
    }

    // The very word first, though those that have it are the oldest.
    let relevant = photos.search(&words(&["pont"]), Order::Relevance, None, 4).await.unwrap();
    let first: Vec<PhotoId> = relevant.photos.into_iter().map(|kept| kept.record.id).collect();
    assert_eq!(first, [2, 1, 0, ALL - 1].map(id));
    let oldest = photos.search(&words(&["pont"]), Order::Relevance, Some("00/00000000000004000000/"), 4).await.unwrap();
    assert_eq!((oldest.total, oldest.photos.len(), oldest.photos[0].record.id.clone()), (ALL, 1, id(3)));
    assert_eq!(found(&photos, &words(&["penf", "pont"]), Order::Relevance).await, [2, 1, 0].map(id));

    // Without any condition, and with one that has its own list.
    let (page, facets) = photos.search_with_facets(&Sought::default(), Order::Newest, None, 1).await.unwrap();
    assert_eq!((page.total, facets.licences.values().sum::<usize>()), (ALL, ALL));
    let tagged = Sought { words: Vec::new(), ..pairs };
    let (page, facets) = photos.search_with_facets(&tagged, Order::Newest, None, 1).await.unwrap();
    assert_eq!((page.total, facets.licences.values().sum::<usize>()), (ALL / 2, ALL / 2));
}
