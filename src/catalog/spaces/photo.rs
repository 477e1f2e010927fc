//! The records of photos: their keys, and the indexes they are found by.

use jiff::Timestamp;

use super::space::{Space, indexed};
use crate::{
    catalog::key::{Index, IndexKey, Key},
    domain::{
        doubt,
        hash::ContentHash,
        lane::Lane,
        news::NewsPlace,
        person::Handle,
        photo::{PhotoId, PhotoRecord, RECORD_VERSION, State},
        place::Place,
        square::Square,
        taken::Taken,
        text::fold,
    },
};

/// Photos.
pub const SPACE: Space = Space {
    name: "photo",
    doc: "a photo, whole",
    private: false,
    version: RECORD_VERSION,
    older: &[],
    indexes: &[
        NEWEST,
        BY,
        GIVEN,
        TAG,
        PLACE,
        SQUARE,
        DAY,
        AUTHOR,
        MINE,
        STATE,
        BYTES,
        PIXELS,
        LOOK,
        OWN_BYTES,
        PUBLIC_BYTES,
        WITHDRAWN_BYTES,
        CONTESTED,
        DOUBTFUL,
        NEWS,
        LACKING,
        REPLACING,
    ],
    index: |body| indexed(body, index),
};

/// `newest/INSTANT/PHOTO`.
pub const NEWEST: Index =
    Index { name: "newest", doc: "published photos, by when they were published", unique: false, list: Some(1) };
/// `by/HANDLE/INSTANT/PHOTO`.
pub const BY: Index = Index {
    name: "by",
    doc: "published photos of an author who has an account, gave them and may be named, by when they were published",
    unique: false,
    list: Some(2),
};
/// `given/HANDLE/INSTANT/PHOTO`.
pub const GIVEN: Index = Index {
    name: "given",
    doc: "published photos of other authors, by who gave them, by when they were published",
    unique: false,
    list: Some(2),
};
/// `tag/TAG/INSTANT/PHOTO`, with the key of the tag.
pub const TAG: Index = Index {
    name: "tag",
    doc: "published photos with a tag, however it is written, by when they were published",
    unique: false,
    list: Some(2),
};
/// `place/NAME/INSTANT/PHOTO`, with the [`name`] of the place.
pub const PLACE: Index = Index {
    name: "place",
    doc: "published photos of a place, by its name, by when they were published",
    unique: false,
    list: None,
};
/// `square/SQUARE/INSTANT/PHOTO`, with the square of the position that everyone may read.
pub const SQUARE: Index = Index {
    name: "square",
    doc: "published photos of a square of the Earth, by their public position, by when they were published",
    unique: false,
    list: Some(2),
};
/// `day/YYYY-MM-DD/INSTANT/PHOTO`.
pub const DAY: Index = Index {
    name: "day",
    doc: "published photos that were taken on a day, by when they were published",
    unique: false,
    list: None,
};
/// `author/NAME/INSTANT/PHOTO`, with the [`name`] of the author.
pub const AUTHOR: Index = Index {
    name: "author",
    doc: "published photos of an author who is named, by that name, by when they were published",
    unique: false,
    list: None,
};
/// `mine/HANDLE/INSTANT/PHOTO`.
pub const MINE: Index = Index {
    name: "mine",
    doc: "all photos of a contributor, by when they were received",
    unique: false,
    list: Some(2),
};
/// `state/STATE/INSTANT/PHOTO`.
pub const STATE: Index =
    Index { name: "state", doc: "all photos in a state, by when they last changed", unique: false, list: Some(2) };
/// `bytes/HASH`.
pub const BYTES: Index =
    Index { name: "bytes", doc: "all photos that have, had or are to have these bytes", unique: false, list: None };
/// `pixels/HASH`.
pub const PIXELS: Index =
    Index { name: "pixels", doc: "all photos of these decoded samples", unique: false, list: None };
/// `look/LOOK/PHOTO`, with the perceptual hash in 16 hexadecimal digits.
pub const LOOK: Index = Index {
    name: "look",
    doc: "photos that are not decided on yet, by their perceptual hash; the search index compares those of published photos",
    unique: false,
    list: None,
};
/// `own-bytes/HANDLE/HASH`.
pub const OWN_BYTES: Index =
    Index { name: "own-bytes", doc: "the one photo that a contributor made of these bytes", unique: true, list: None };
/// `public-bytes/HASH`.
pub const PUBLIC_BYTES: Index =
    Index { name: "public-bytes", doc: "the one published photo of these bytes", unique: true, list: None };
/// `withdrawn-bytes/HASH`.
pub const WITHDRAWN_BYTES: Index = Index {
    name: "withdrawn-bytes",
    doc: "photos of these bytes that were published and are withdrawn or hidden",
    unique: false,
    list: None,
};
/// `contested/INSTANT/PHOTO`.
pub const CONTESTED: Index =
    Index { name: "contested", doc: "photos whose credit is contested, by when it was", unique: false, list: Some(1) };
/// `doubtful/INSTANT/PHOTO`.
pub const DOUBTFUL: Index = Index {
    name: "doubtful",
    doc: "published photos that no moderator saw and whose file contradicts their contributor",
    unique: false,
    list: Some(1),
};
/// `news/HANDLE/INSTANT/PHOTO`.
pub const NEWS: Index =
    Index { name: "news", doc: "what others did with a contributor's photos, by when", unique: false, list: None };

/// `lacking/LANE/INSTANT/PHOTO`.
pub const LACKING: Index = Index {
    name: "lacking",
    doc: "published photos that lack something, by what it is, by when they were published",
    unique: false,
    list: Some(2),
};

/// `replacing/INSTANT/PHOTO`.
pub const REPLACING: Index = Index {
    name: "replacing",
    doc: "published photos whose contributor sent a better file, by when they did",
    unique: false,
    list: Some(1),
};

/// The key of a photo's record.
#[must_use]
pub fn key(id: &PhotoId) -> Key {
    SPACE.key(id.as_str())
}

/// The index key that one contributor's deposit of these bytes claims.
#[must_use]
pub fn own_bytes(contributor: &Handle, hash: ContentHash) -> IndexKey {
    IndexKey::new(&OWN_BYTES, &format!("{contributor}/{hash}"))
}

/// The index key of withdrawn and hidden photos of these bytes that had been published. Such a file is not published
/// again before a moderator reviews it.
#[must_use]
pub fn withdrawn_bytes(hash: ContentHash) -> IndexKey {
    IndexKey::new(&WITHDRAWN_BYTES, &hash.to_hex())
}

/// The index key that the one public photo of these bytes claims.
#[must_use]
pub fn public_bytes(hash: ContentHash) -> IndexKey {
    IndexKey::new(&PUBLIC_BYTES, &hash.to_hex())
}

/// A name in an index key: 64 bits of the BLAKE3 hash of its folded form, since names are long and hold any character.
/// Two names rarely share it: readers of such a list compare the names.
pub(in crate::catalog) fn name(name: &str) -> String {
    let hash = blake3::hash(fold(name).as_bytes()).to_hex();
    hash.chars().take(16).collect()
}

/// An instant that sorts as text: microseconds since 1970, twenty digits.
pub(in crate::catalog) fn sortable(at: Timestamp) -> String {
    format!("{:020}", at.as_microsecond().max(0))
}

fn index(photo: &PhotoRecord) -> Vec<IndexKey> {
    let id = &photo.id;
    let created = sortable(photo.created);
    let mut keys = vec![
        IndexKey::new(&PIXELS, &photo.original.pixels.to_hex()),
        IndexKey::new(&MINE, &format!("{}/{created}/{id}", photo.contributor)),
        IndexKey::new(&STATE, &format!("{}/{}/{id}", photo.state.name(), sortable(photo.updated))),
    ];
    keys.extend(photo.kept_hashes().map(|hash| IndexKey::new(&BYTES, &hash.to_hex())));
    // A photo withdrawn before it was published claims nothing: its file may be given again.
    if photo.state != State::Withdrawn || photo.published.is_some() {
        keys.extend(photo.kept_hashes().map(|hash| own_bytes(&photo.contributor, hash)));
    }
    match photo.state {
        State::Draft | State::Submitted | State::ChangeRequested => {
            keys.push(IndexKey::new(&LOOK, &format!("{:016x}/{id}", photo.original.look)));
        }
        // A file that another took the place of is still this photo's.
        State::Published => keys.extend(photo.file_hashes().map(public_bytes)),
        State::Withdrawn | State::Hidden if photo.published.is_some() => {
            keys.extend(photo.file_hashes().map(withdrawn_bytes));
        }
        _ => {}
    }
    keys.extend(photo.events().map(|event| {
        let place = NewsPlace::of(event.at, id);
        IndexKey::new(&NEWS, &format!("{}/{place}", photo.contributor))
    }));
    if let (false, Some(contest)) = (photo.state == State::Withdrawn, photo.open_contests().next()) {
        keys.push(IndexKey::new(&CONTESTED, &format!("{}/{id}", sortable(contest.at))));
    }
    if let (State::Published, Some(file)) = (photo.state, photo.replacement.as_ref().filter(|file| file.is_sent())) {
        keys.push(IndexKey::new(&REPLACING, &format!("{}/{id}", sortable(file.at))));
    }
    if let (State::Published, Some(published)) = (photo.state, photo.published) {
        let when = sortable(published);
        keys.push(IndexKey::new(&NEWEST, &format!("{when}/{id}")));
        keys.extend(photo.author_account().map(|author| IndexKey::new(&BY, &format!("{author}/{when}/{id}"))));
        keys.extend(photo.giver_account().map(|giver| IndexKey::new(&GIVEN, &format!("{giver}/{when}/{id}"))));
        keys.extend(photo.tags.iter().map(|tag| IndexKey::new(&TAG, &format!("{}/{when}/{id}", tag.key()))));
        let place = photo.place.as_ref().and_then(|place| place.name.as_deref());
        keys.extend(place.map(|place| IndexKey::new(&PLACE, &format!("{}/{when}/{id}", name(place)))));
        let point = photo.place.as_ref().and_then(Place::public_coordinates);
        keys.extend(point.map(|point| IndexKey::new(&SQUARE, &format!("{}/{when}/{id}", Square::of(point)))));
        let day = photo.taken.as_ref().and_then(Taken::one_day);
        keys.extend(day.map(|day| IndexKey::new(&DAY, &format!("{day}/{when}/{id}"))));
        let author = photo.credited().name;
        keys.extend(author.map(|author| IndexKey::new(&AUTHOR, &format!("{}/{when}/{id}", name(author.as_str())))));
        let lacks = Lane::ALL.into_iter().filter(|lane| lane.has(photo));
        keys.extend(lacks.map(|lane| IndexKey::new(&LACKING, &format!("{}/{when}/{id}", lane.name()))));
        if photo.is_public_unseen() && doubt::is_to_look_at(photo) {
            keys.push(IndexKey::new(&DOUBTFUL, &format!("{when}/{id}")));
        }
    }
    // Two events of one instant share a key.
    keys.sort_unstable();
    keys.dedup();
    keys
}
