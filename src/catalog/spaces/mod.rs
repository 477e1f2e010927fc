//! The table of spaces: every kind of records, and every index they are found by, under its registered name. Engines, checks
//! and the documentation all go by it.
//!
//! A new kind of records is a file here and its line in [`SPACES`]. Whenever what an index holds changes, [`INDEX_VERSION`]
//! is raised; whenever a record changes so that an older program would misread it, also deep inside, its version is, and
//! what makes the present version of an older record joins the space's `older`.

pub mod credential;
pub mod person;
pub mod photo;
mod space;
pub mod token;

pub use self::space::{Migration, Space};
use super::{
    entry::{BatchId, Written},
    error::CatalogError,
    key::{IndexKey, Key},
};

/// Every space.
pub const SPACES: &[Space] = &[photo::SPACE, person::SPACE, credential::SPACE, token::SPACE];

/// The name under which the entries of a batch are kept together. No record has a key that begins so.
pub const BATCH: &str = "batch";

/// Raised whenever an index holds something else than before.
const INDEX_VERSION: u32 = 8;

/// The version of what engines derive from the journal: it grows with [`INDEX_VERSION`] and with the version of every
/// space's records, so that an engine makes again what an earlier program derived.
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

/// Whether followers of the journal are not given this record.
#[must_use]
pub fn is_private(key: &Key) -> bool {
    of(key).is_some_and(|space| space.private)
}

/// The key under which a store gives the entries of a batch.
#[must_use]
pub fn batch_key(batch: &BatchId) -> Key {
    Key::new(BATCH, batch.as_str())
}

/// The index keys of any record. One that does not read as its type has none: no list finds it, and the log and
/// `zef check` name it.
#[must_use]
pub fn index_keys(key: &Key, body: &str) -> Vec<IndexKey> {
    let Some(space) = of(key) else { return Vec::new() };
    (space.index)(body).unwrap_or_else(|error| {
        tracing::error!(%key, %error, "a record does not read as its type: no list finds it");
        Vec::new()
    })
}

/// The index keys of a record that it alone may have.
#[must_use]
pub fn unique_keys(key: &Key, body: &str) -> Vec<IndexKey> {
    let Some(space) = of(key) else { return Vec::new() };
    let is_unique = |key: &IndexKey| space.indexes.iter().any(|index| index.unique && index.name == key.index());
    let keys = (space.index)(body).unwrap_or_default();
    keys.into_iter().filter(is_unique).collect()
}

/// The list that an index key stands in, if engines keep its length: `tag/phare/` of `tag/phare/INSTANT/PHOTO`.
#[must_use]
pub fn list_of(key: &str) -> Option<&str> {
    let (name, _) = key.split_once('/')?;
    let parts = SPACES.iter().flat_map(|space| space.indexes).find(|index| index.name == name)?.list?;
    let (end, _) = key.match_indices('/').nth(parts.checked_sub(1)?)?;
    key.get(..=end)
}

/// Why a record is none that this program knows.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Its space is not in the table.
    #[error("“{0}” is no kind of record that this version knows")]
    Space(String),
    /// It does not read as its type.
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

/// What was written, as the present version has it: the records of an older version that are known are made anew, all
/// others are as they were. A record that says no version, or does not read, is left to [`check`].
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

/// What the present version makes of a record, one or several; nothing where it is as it was.
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

/// What makes the present version of a record, if it has an older one.
fn migration(space: &Space, key: &Key, body: &str) -> Result<Option<Migration>, CatalogError> {
    // Records of the present version begin so as this program writes them: nearly all, told at once.
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
