//! The keys of records and of index entries. They are two types, and engines keep them apart: the record `tag/phare`
//! and an index entry `tag/phare/…` are unrelated.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The key of a record: `space/name`, ordered by its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// A key in a space. A NUL, which separates keys where engines keep them, becomes U+FFFD.
    #[must_use]
    pub fn new(space: &str, name: &str) -> Self {
        Self(without_nul(format!("{space}/{name}")))
    }

    /// A key already written as `space/name`.
    pub(super) fn written(text: &str) -> Self {
        Self(without_nul(text.to_owned()))
    }

    /// The key as text, `space/name`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The space: the part before the first `/`.
    #[must_use]
    pub fn space(&self) -> &str {
        self.0.split_once('/').map_or(&self.0, |(space, _)| space)
    }

    /// The name in its space: the part after the first `/`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, name)| name)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// An index: its name and purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name, with which all its keys begin.
    pub name: &'static str,
    /// What it holds, in one line.
    pub doc: &'static str,
    /// Whether the index is unique: each key has one record at most, and a change that writes the record expects the
    /// key to be unclaimed.
    pub unique: bool,
    /// How many parts of its keys, its name included, name a list whose length is kept beside the state: 2 of
    /// `tag/TAG/INSTANT/PHOTO`. Nothing where no list is told with its length.
    pub list: Option<usize>,
}

impl Index {
    /// The prefix of the keys of this index that begin with `name`.
    #[must_use]
    pub fn prefix(&self, name: &str) -> String {
        format!("{}/{name}", self.name)
    }
}

/// The key of an index entry: `index/name`, ordered by its bytes. As a prefix, it also denotes all the keys that begin
/// with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IndexKey(String);

impl IndexKey {
    /// A key in an index. A NUL becomes U+FFFD, as in [`Key::new`].
    #[must_use]
    pub fn new(index: &Index, name: &str) -> Self {
        Self::written(&index.prefix(name))
    }

    /// A key already written as `index/name`.
    pub(super) fn written(text: &str) -> Self {
        Self(without_nul(text.to_owned()))
    }

    /// The key as text, `index/name`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of its index: the part before the first `/`.
    #[must_use]
    pub fn index(&self) -> &str {
        self.0.split_once('/').map_or(&self.0, |(index, _)| index)
    }
}

impl fmt::Display for IndexKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}
