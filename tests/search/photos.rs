//! Photos and requests for the tests of search engines.

use serde_json::{Value, json};
use zef::{
    domain::{
        photo::{PhotoId, PhotoRecord},
        query::{PhotoQuery, SortOrder},
    },
    search::{Document, Hits, Position, Request, Search, Update},
};

/// The id of the photo of this number. Larger numbers give greater ids or not, as chance does.
pub fn id(number: usize) -> PhotoId {
    PhotoId::from_random(blake3::hash(&number.to_le_bytes()).as_bytes()[..8].try_into().unwrap())
}

/// The photo of this number, published so many seconds after 1970, with these members in place of its own.
pub fn photo(number: usize, members: &Value) -> PhotoRecord {
    let hash = blake3::hash(&number.to_le_bytes()).to_hex().to_string();
    let micros = i64::try_from(number).unwrap() * 1_000_000;
    let at = jiff::Timestamp::from_microsecond(micros).unwrap();
    let licence = members.get("licence").cloned().unwrap_or(json!("cc-by-4.0"));
    let grant = |licence: &Value| json!({ "licence": licence, "grantor": "marc", "at": at, "wording": "2026-11", "blake3": hash });
    let licences = licence.as_array().cloned().unwrap_or_else(|| vec![licence]);
    let mut photo = json!({
        "v": 1,
        "id": id(number),
        "contributor": "marc",
        "state": "published",
        "steps": [{ "state": "published", "actor": "marc", "at": at }],
        "author": { "name": null, "url": null },
        "source": "own",
        "grants": licences.iter().map(grant).collect::<Vec<_>>(),
        "tags": [],
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
    });
    let own = photo.as_object_mut().unwrap();
    own.extend(
        members.as_object().unwrap().iter().filter(|(name, _)| *name != "licence").map(|(n, v)| (n.clone(), v.clone())),
    );
    serde_json::from_value(photo).unwrap()
}

/// What an index is told of a photo.
pub fn put(photo: &PhotoRecord) -> Update {
    Document::of(photo).map_or(Update::Remove(photo.id.clone()), |document| Update::Put(Box::new(document)))
}

/// How far the journal was followed when so many entries were told.
pub fn position(seq: u64) -> Position {
    Position { seq, mark: format!("entry {seq}") }
}

/// Opens an engine and fills it with photos, numbered from 0.
pub fn fill(search: &dyn Search, photos: &[Value]) {
    assert_eq!(search.open().unwrap(), Position::default());
    let updates = photos.iter().enumerate().map(|(number, members)| put(&photo(number, members)));
    search.write(updates.collect()).unwrap();
    search.commit(&position(1)).unwrap();
}

/// Tells an engine of one more change.
pub fn change(search: &dyn Search, seq: u64, updates: Vec<Update>) {
    search.write(updates).unwrap();
    search.commit(&position(seq)).unwrap();
}

/// What is typed.
pub fn typed(text: &str) -> PhotoQuery {
    PhotoQuery::of(text)
}

pub fn ask(search: &dyn Search, query: &PhotoQuery, order: SortOrder) -> Hits {
    let request = Request { query: query.clone(), order, limit: 100, facets: true, ..Request::default() };
    search.find(&request).unwrap()
}

/// The numbers of the photos found, below a hundred, latest first.
pub fn numbers(search: &dyn Search, query: &PhotoQuery, order: SortOrder) -> Vec<usize> {
    let found = ask(search, query, order);
    assert_eq!(found.total, found.ids.len(), "{query:?}");
    found.ids.iter().map(|found| (0..100).find(|number| id(*number) == *found).unwrap()).collect()
}

/// The same for what is typed, in order of number.
pub fn found(search: &dyn Search, text: &str) -> Vec<usize> {
    let mut found = numbers(search, &typed(text), SortOrder::Newest);
    found.reverse();
    found
}
