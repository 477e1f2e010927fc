//! Photos as records, for the tests of the catalogue.

use serde_json::{Value, json};
use zef::{
    catalog::{photos, records, store::Change},
    domain::photo::{PhotoId, PhotoRecord},
};

use crate::catalog::making::change;

/// The photo of this number, published so many seconds after 1970, with these members in place of its own.
pub fn photo(number: usize, members: &Value) -> PhotoRecord {
    let hash = blake3::hash(&number.to_le_bytes());
    let at = jiff::Timestamp::from_second(i64::try_from(number).unwrap()).unwrap();
    let bytes = hash.to_hex().to_string();
    let mut photo = json!({
        "v": 1, "id": PhotoId::from_random(hash.as_bytes()[..8].try_into().unwrap()), "contributor": "marc",
        "state": "published", "steps": [{ "state": "published", "actor": "marc", "at": at }],
        "author": { "name": null, "url": null }, "source": "own", "grants": [], "tags": [],
        "original": {
            "blake3": bytes, "sha256": bytes, "bytes": 1, "media_type": "image/jpeg", "width": 40, "height": 30,
            "pixels": bytes, "look": 1,
        },
        "camera": {}, "renditions": [], "dominant": "#626368", "suggestions": {}, "created": at, "updated": at,
        "published": at,
    });
    photo.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    serde_json::from_value(photo).unwrap()
}

/// A change that writes these photos.
pub fn putting_photos(photos: &[PhotoRecord]) -> Change {
    let put = photos.iter().map(|photo| {
        let key = photos::key(&photo.id);
        let body = records::write(&key, photo).unwrap();
        (key, body)
    });
    Change { put: put.collect(), ..change() }
}

/// A better file that its contributor sent.
fn better_file() -> Value {
    let file = serde_json::to_value(photo(9, &json!({}))).unwrap();
    let mut better: Value = ["original", "renditions", "dominant", "suggestions"]
        .into_iter()
        .map(|name| (name.to_owned(), file[name].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into();
    better["camera"] = json!({});
    better["at"] = json!("1970-01-01T00:00:09Z");
    better["grant"] = json!({
        "licence": "cc-by-4.0", "grantor": "marc", "at": "1970-01-01T00:00:09Z", "wording": "2026-11",
        "blake3": file["original"]["blake3"],
    });
    better
}

/// Photos that together stand in every index of photos.
pub fn in_every_index() -> Vec<PhotoRecord> {
    let contested = json!([{ "at": "2026-01-01T00:00:00Z", "actor": "marc", "changed": [] }]);
    let reserved = json!({ "statements": ["Tous droits réservés"] });
    let hash = photo(4, &json!({})).original.blake3;
    let granted = json!([{
        "licence": "cc-by-4.0", "grantor": "marc", "at": "1970-01-01T00:00:04Z", "wording": "2026-11", "blake3": hash,
    }]);
    let reviewed = json!([
        { "state": "submitted", "actor": "marc", "at": "1970-01-01T00:00:05Z" },
        { "state": "published", "actor": "mona", "at": "1970-01-01T00:00:06Z" },
    ]);
    vec![
        photo(
            1,
            &json!({ "tags": ["phare", "forêt"], "place": { "name": "Île d’Ouessant", "precision": "area", "coordinates": { "latitude": 48.46, "longitude": -5.08 } }, "author": { "name": "Yann", "url": null }, "taken": "1950-07-14" }),
        ),
        photo(2, &json!({ "state": "withdrawn" })),
        photo(3, &json!({ "credit_ledger": contested })),
        photo(4, &json!({ "suggestions": reserved, "grants": granted })),
        photo(5, &json!({ "steps": reviewed })),
        photo(6, &json!({ "source": "archive" })),
        photo(7, &json!({ "state": "submitted" })),
        photo(8, &json!({ "replacement": better_file() })),
    ]
}
