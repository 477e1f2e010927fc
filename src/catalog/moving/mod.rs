//! Moving the journal of a library from one engine to another, line by line, also while the source is in use.
//!
//! A line is the same in every engine, so that its digest is too. [`copy`](copy::copy) needs nothing but the two journals: what
//! the target has tells where to go on. A [`Mark`] says which of the two takes changes.

mod copy;
mod walk;

use async_trait::async_trait;
use serde::Deserialize;

pub use self::{
    copy::{Copied, MoveError, compare, copy},
    walk::{Digested, digest_of},
};
pub use super::mark::{Mark, MoveStage};
use super::{error::CatalogError, store::Seq};

/// Bytes of lines that are read at a time.
pub const PAGE_BYTES: usize = 4 << 20;
/// Lines that are read at a time.
pub const PAGE_LINES: usize = 2_000;

/// A line of a journal: the JSON of an entry, as every engine has it, without the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The number of the entry.
    pub seq: Seq,
    /// All else, from `{"at":`.
    pub text: String,
}

/// What forgetting leaves of an entry, and its words for people.
#[derive(Deserialize)]
struct Outline {
    at: String,
    gesture: String,
    records: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    key: String,
}

impl Line {
    fn outline(&self) -> Option<Outline> {
        serde_json::from_str(&self.text).ok()
    }

    /// Whether this may be the same entry, before or after something was forgotten.
    fn is_the_entry_of(&self, other: &Self) -> bool {
        match (self.outline(), other.outline()) {
            (Some(one), Some(other)) => one.at == other.at && one.gesture == other.gesture,
            _ => false,
        }
    }

    /// Whether it notes that something was forgotten.
    fn notes_a_forgetting(&self) -> bool {
        self.outline().is_some_and(|outline| super::forgetting::is_note(&outline.gesture))
    }

    /// The entry, for a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        let Some(Outline { at, gesture, records }) = self.outline() else {
            return format!("entry {} (which does not read)", self.seq);
        };
        let key = records.first().map(|record| format!(", {}", record.key)).unwrap_or_default();
        format!("entry {} ({gesture} of {at}{key})", self.seq)
    }

    /// Its bytes for the digest of all lines.
    fn hash(&self, hasher: &mut blake3::Hasher) {
        hasher.update(format!("{{\"seq\":{},", self.seq).as_bytes());
        hasher.update(self.text.strip_prefix('{').unwrap_or(&self.text).as_bytes());
        hasher.update(b"\n");
    }
}

/// A journal that is read.
#[async_trait]
pub trait ReadLines: Send {
    /// The lines after this number, in order and without gaps, a page of them; none at the end. Each was compared with its
    /// digest.
    ///
    /// # Errors
    /// [`CatalogError::Rewriting`] when something was forgotten since this value was made: it is of no use any more.
    /// [`CatalogError`] when the journal is damaged or cannot be read.
    async fn lines(&mut self, after: Seq) -> Result<Vec<Line>, CatalogError>;
}

/// A journal that is filled, by nobody else.
#[async_trait]
pub trait WriteLines: ReadLines {
    /// The number of the last entry.
    fn seq(&self) -> Seq;

    /// Adds the lines that follow. When it returns, they survive a crash.
    ///
    /// # Errors
    /// [`CatalogError`]; none or some of the lines were added.
    async fn append(&mut self, lines: Vec<Line>) -> Result<(), CatalogError>;

    /// The number of the last line that is replaced together with this one.
    fn replaced_with(&self, seq: Seq) -> Seq;

    /// Puts these lines, which are [replaced together](Self::replaced_with), in the place of those with the same numbers, so that
    /// nothing of them is left once the library is told that it is [forgotten](super::store::RecordStore::forgotten).
    ///
    /// # Errors
    /// [`CatalogError`]; all of them were replaced or none.
    async fn replace(&mut self, lines: Vec<Line>) -> Result<(), CatalogError>;

    /// Derives what follows from the lines, where that was put off.
    ///
    /// # Errors
    /// [`CatalogError`]; it is then derived when the library is opened.
    async fn finish(&mut self) -> Result<(), CatalogError>;

    /// The mark of the library, if it has one.
    ///
    /// # Errors
    /// [`CatalogError`] when it cannot be read.
    async fn marked(&self) -> Result<Option<Mark>, CatalogError>;

    /// Says whether the library may be served.
    ///
    /// # Errors
    /// [`CatalogError`] when that cannot be written.
    async fn mark(&mut self, mark: Option<&Mark>) -> Result<(), CatalogError>;
}
