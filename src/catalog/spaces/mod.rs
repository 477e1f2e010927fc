//! The table of spaces: every kind of record, and its indexes, by registered name. Engines, checks and the
//! documentation use it.
//!
//! A new kind of record is a file here and a line in [`SPACES`]. Raise [`INDEX_VERSION`] whenever the content of an
//! index changes; raise the version of a record whenever an older program would misread it, and add the migration to
//! the space's `older`.

pub mod collection;
pub mod credential;
pub mod gazetteer;
pub mod invitation;
pub mod legal;
pub mod mailbox;
pub mod news_read;
pub mod person;
pub mod photo;
pub mod report;
pub mod site;
mod space;
pub mod suggestion;
pub mod tag;
pub mod token;

pub use self::space::{Migration, Space};
use super::{
    entry::{BatchId, Written},
    error::CatalogError,
    key::{IndexKey, Key},
};
use crate::domain::collection::Slug;

/// Every space.
pub const SPACES: &[Space] = &[
    photo::SPACE,
    person::SPACE,
    credential::SPACE,
    token::SPACE,
    report::SPACE,
    invitation::SPACE,
    site::SPACE,
    site::CODES,
    legal::SPACE,
    news_read::SPACE,
    mailbox::SPACE,
    collection::SPACE,
    collection::ITEMS,
    suggestion::SPACE,
    gazetteer::SPACE,
    tag::SPACE,
];

/// The space of the keys that group the entries of a batch. No record has such a key.
pub const BATCH: &str = "batch";
/// The space of the keys that group the entries of an actor. No record has such a key.
pub const ACTOR: &str = "actor";
/// The space of the keys that group the entries of a gesture. No record has such a key.
pub const GESTURE: &str = "gesture";

/// The space of the keys that group the entries of a collection, those of its photos among them. No record has such a key.
pub const COLLECTED: &str = "collected";

/// Raised whenever the content of an index changes.
const INDEX_VERSION: u32 = 13;

/// The version of what engines derive from the journal: it grows with [`INDEX_VERSION`] and with the version of every
/// space's records, so that an engine rebuilds what an earlier program derived.
#[must_use]
pub fn derived_version() -> u32 {
    let records = SPACES.iter().fold(0, |sum: u32, space| sum.saturating_add(u32::from(space.version)));
    // Sixteen bits leave room for some thousands of versions.
    (INDEX_VERSION << 16).saturating_add(records)
}

/// The space of a key, if it is a registered one.
#[must_use]
pub fn of(key: &Key) -> Option<&'static Space> {
    let name = key.space();
    SPACES.iter().find(|space| space.name == name)
}

/// Whether this record is withheld from followers of the journal.
#[must_use]
pub fn is_private(key: &Key) -> bool {
    of(key).is_some_and(|space| space.private)
}

/// The key under which a store gives the entries of a batch.
#[must_use]
pub fn batch_key(batch: &BatchId) -> Key {
    Key::new(BATCH, batch.as_str())
}

/// The key under which a store gives the entries of an actor.
#[must_use]
pub fn actor_key(actor: &str) -> Key {
    Key::new(ACTOR, actor)
}

/// The key under which a store gives the entries of a gesture.
#[must_use]
pub fn gesture_key(gesture: &str) -> Key {
    Key::new(GESTURE, gesture)
}

/// The key under which a store gives the entries of a collection: those of its record and of its photos.
#[must_use]
pub fn collected_key(slug: &Slug) -> Key {
    Key::new(COLLECTED, slug.as_str())
}

/// The key that groups the entries of a collection, where this is the key of its record or of one of its photos.
#[must_use]
pub fn collected_with(key: &Key) -> Option<Key> {
    let (space, name) = (key.space(), key.name());
    let slug = if space == collection::SPACE.name {
        name
    } else if space == collection::ITEMS.name {
        name.split_once('/')?.0
    } else {
        return None;
    };
    Some(Key::new(COLLECTED, slug))
}

/// The index keys of any record. A record that cannot be read as its type has none: no list has it, and the log and
/// `zef check` name it.
#[must_use]
pub fn index_keys(key: &Key, body: &str) -> Vec<IndexKey> {
    let Some(space) = of(key) else { return Vec::new() };
    (space.index)(body).unwrap_or_else(|error| {
        tracing::error!(%key, %error, "a record does not read as its type: no list finds it");
        Vec::new()
    })
}

/// The keys of a record in unique indexes.
#[must_use]
pub fn unique_keys(key: &Key, body: &str) -> Vec<IndexKey> {
    let Some(space) = of(key) else { return Vec::new() };
    let is_unique = |key: &IndexKey| space.indexes.iter().any(|index| index.unique && index.name == key.index());
    let keys = (space.index)(body).unwrap_or_default();
    keys.into_iter().filter(is_unique).collect()
}

/// The list that an index key is in, if engines store its length: `tag/phare/` of `tag/phare/INSTANT/PHOTO`.
#[must_use]
pub fn list_of(key: &str) -> Option<&str> {
    let (name, _) = key.split_once('/')?;
    let parts = SPACES.iter().flat_map(|space| space.indexes).find(|index| index.name == name)?.list?;
    let (end, _) = key.match_indices('/').nth(parts.checked_sub(1)?)?;
    key.get(..=end)
}

/// Why a record cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Its space is not in the table.
    #[error("this version has no kind of record “{0}”")]
    Space(String),
    /// It cannot be read as its type.
    #[error(transparent)]
    Body(#[from] serde_json::Error),
}

/// Reads a record as the type of its space.
///
/// # Errors
/// [`Unreadable`].
pub fn check(key: &Key, body: &str) -> Result<(), Unreadable> {
    let space = of(key).ok_or_else(|| Unreadable::Space(key.space().to_owned()))?;
    (space.index)(body)?;
    Ok(())
}

/// The version that a record says it has.
fn version(body: &str) -> Option<u64> {
    #[derive(serde::Deserialize)]
    struct Versioned {
        v: u64,
    }
    serde_json::from_str::<Versioned>(body).ok().map(|record| record.v)
}

/// The written records in their present version: known older ones are migrated, all others are unchanged. A record
/// without a version, or one that cannot be read, is left to [`check`].
///
/// # Errors
/// [`CatalogError::Newer`].
pub fn present(records: Vec<Written>) -> Result<Vec<Written>, CatalogError> {
    let mut present = Vec::with_capacity(records.len());
    for written in records {
        let made = written.body.as_ref().map_or(Ok(None), |body| migrated(&written.key, body.get()))?;
        match made {
            Some(made) => present.extend(made),
            None => present.push(written),
        }
    }
    Ok(present)
}

/// The records that a migration makes of a record, one or several; `None` where it is unchanged.
///
/// # Errors
/// [`CatalogError::Newer`].
pub fn migrated(key: &Key, body: &str) -> Result<Option<Vec<Written>>, CatalogError> {
    let Some(space) = of(key) else { return Ok(None) };
    let Some(make) = migration(space, key, body)? else { return Ok(None) };
    Ok(make(key, body).map_or_else(
        |error| {
            tracing::error!(%key, %error, "a record of an older version does not read as its type");
            None
        },
        Some,
    ))
}

/// The migration of a record, if it has an older version.
fn migration(space: &Space, key: &Key, body: &str) -> Result<Option<Migration>, CatalogError> {
    // Nearly all records begin like this, as this program writes the present version: a fast path.
    let rest = body.strip_prefix("{\"v\":").and_then(|rest| rest.split_once(','));
    if rest.is_some_and(|(version, _)| version.parse() == Ok(space.version)) {
        return Ok(None);
    }
    match version(body) {
        Some(version) if version > u64::from(space.version) => {
            Err(CatalogError::Newer { key: key.to_string(), version, known: space.version })
        }
        Some(version) => {
            Ok(space.older.iter().find(|(older, _)| u64::from(*older) == version).map(|(_, migration)| *migration))
        }
        None => Ok(None),
    }
}
