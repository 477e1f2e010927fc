//! What the measuring programs share: made-up photos, whose words come as often as in a language (the second half as
//! often as the first, the third a third as often), with places around Brest, dates, tags and licences.

use serde_json::json;
use zef::domain::{
    hash::ContentHash,
    photo::{Description, PhotoId, PhotoRecord, Title},
    tag::Tag,
};

/// Words of the language.
pub const WORDS: usize = 40_000;
/// Chance that comes the same each time (the minimal standard generator of Park and Miller).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> f64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 as f64 / 2_147_483_647.0
    }

    pub fn below(&mut self, most: usize) -> usize {
        (self.next() * most as f64) as usize
    }

    /// The rank of a word: each as often as its rank says (Zipf).
    pub fn rank(&mut self) -> usize {
        (self.next() * (WORDS as f64).ln()).exp() as usize - 1
    }

    pub fn text(&mut self, words: usize) -> String {
        (0..words).map(|_| word(self.rank())).collect::<Vec<_>>().join(" ")
    }
}

/// The word of a rank: common ones are short, as in a language.
pub fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 24] = [
        "ra", "po", "mer", "lan", "bre", "cou", "ti", "ga", "du", "ne", "pla", "fo", "ké", "roc", "vi", "sau", "ber",
        "gui", "lé", "mon", "cha", "ou", "ries", "tes",
    ];
    let mut left = rank + 1;
    let mut word = String::new();
    while left > 0 {
        word.push_str(SYLLABLES[left % SYLLABLES.len()]);
        left /= SYLLABLES.len();
    }
    word
}

/// A photo of this number, made of another one.
pub fn photo(number: usize, model: &PhotoRecord, chance: &mut Chance) -> PhotoRecord {
    const LICENCES: [&str; 7] =
        ["cc-by-sa-4.0", "cc-by-sa-4.0", "cc-by-4.0", "cc-by-4.0", "cc0-1.0", "cc-by-nc-4.0", "cc-by-nc-nd-4.0"];
    let mut photo = model.clone();
    photo.id = PhotoId::from_number((number as u64).wrapping_mul(7_919_777_791));
    photo.title = Title::parse(&chance.text(4)).unwrap();
    photo.description = if chance.below(10) < 6 { Description::parse(&chance.text(18)).unwrap() } else { None };
    photo.tags = (0..4).filter_map(|_| Tag::parse(&word(chance.rank() % 3_000)).unwrap()).collect();
    photo.grants[0].licence = LICENCES[chance.below(7)].parse().unwrap();
    photo.taken =
        format!("{}-{:02}-{:02}", 1_900 + chance.below(126), 1 + chance.below(12), 1 + chance.below(28)).parse().ok();
    let (latitude, longitude) = (48.0 + chance.next(), -5.0 + 2.0 * chance.next());
    // 600 places: a territory has no more of them with a million photos than with ten thousand, so that a photo's page shows
    // as many others of its place in both.
    let name = format!("{} {}", word(40 + chance.below(300)), word(40 + chance.below(2)));
    let coordinates = json!({ "latitude": latitude, "longitude": longitude });
    photo.place =
        serde_json::from_value(json!({ "name": name, "coordinates": coordinates, "precision": "area" })).unwrap();
    if chance.below(10) < 3 {
        (photo.original.width, photo.original.height) = (30, 40);
    }
    let seconds = i64::try_from(1_600_000_000 + number).unwrap();
    let at = jiff::Timestamp::from_second(seconds).unwrap();
    photo.published = Some(at);
    let hash = blake3::hash(&number.to_le_bytes());
    photo.original.pixels = ContentHash::from_bytes(*hash.as_bytes());
    photo.original.look = u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap());
    photo
}

/// A photo to make others of.
pub fn model() -> PhotoRecord {
    let hash = blake3::hash(b"model").to_hex().to_string();
    let at = "2026-11-29T10:00:00Z";
    serde_json::from_value(json!({
        "v": 1, "id": "22222222", "contributor": "marc", "state": "published",
        "steps": [{ "state": "published", "actor": "marc", "at": at }],
        "author": { "name": "Marc Kerléo", "url": null }, "source": "own",
        "grants": [{ "licence": "cc-by-4.0", "grantor": "marc", "at": at, "wording": "2026-11", "blake3": hash }],
        "tags": [],
        "original": {
            "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 40, "height": 30, "pixels": hash,
            "look": 1,
        },
        "camera": {}, "renditions": [], "dominant": "#626368", "suggestions": {},
        "created": at, "updated": at, "published": at,
    }))
    .unwrap()
}
