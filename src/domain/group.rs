//! Groups that photos belong to and readers are members of: a workshop, a collection, a batch given without an account.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a group gathers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GroupKind {
    /// The people who give photos together, on one occasion.
    Workshop,
    /// The people who prepare a collection.
    Collection,
    /// What one person gave at one time without an account: the holder of its receipt is its only member.
    Batch,
}

impl GroupKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Workshop, Self::Collection, Self::Batch];

    /// The name in the journal.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Workshop => "workshop",
            Self::Collection => "collection",
            Self::Batch => "batch",
        }
    }
}

/// The name of a group among those of its kind: 1 to 64 of `a-z`, `0-9` and `-`. It is not a secret: a workshop's code and a
/// batch's receipt prove a membership, and are not kept here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(String);

impl FromStr for GroupId {
    type Err = NotAGroup;

    fn from_str(text: &str) -> Result<Self, NotAGroup> {
        let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let is_sound = (1..=64).contains(&text.len()) && text.bytes().all(is_plain);
        if is_sound { Ok(Self(text.to_owned())) } else { Err(NotAGroup) }
    }
}

/// A group, written `workshop/saint-marc`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Group {
    /// Its kind.
    pub kind: GroupKind,
    /// Its name among those of its kind.
    pub id: GroupId,
}

/// A text that names no group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a group is workshop, collection or batch, a slash, and 1 to 64 letters without accents, digits or hyphens")]
pub struct NotAGroup;

impl fmt::Display for Group {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.kind.name(), self.id.0)
    }
}

impl FromStr for Group {
    type Err = NotAGroup;

    fn from_str(text: &str) -> Result<Self, NotAGroup> {
        let (kind, id) = text.split_once('/').ok_or(NotAGroup)?;
        let kind = GroupKind::ALL.into_iter().find(|known| known.name() == kind).ok_or(NotAGroup)?;
        Ok(Self { kind, id: id.parse()? })
    }
}

impl From<Group> for String {
    fn from(group: Group) -> Self {
        group.to_string()
    }
}

impl TryFrom<String> for Group {
    type Error = NotAGroup;

    fn try_from(text: String) -> Result<Self, NotAGroup> {
        text.parse()
    }
}

/// The groups of a photo, or those that a reader is a member of: a few.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Groups(BTreeSet<Group>);

impl Groups {
    /// No group.
    pub const NONE: Self = Self(BTreeSet::new());

    /// Whether there is no group.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The groups that are among those others as well.
    pub fn shared_with<'a>(&'a self, others: &'a Self) -> impl Iterator<Item = &'a Group> {
        self.0.intersection(&others.0)
    }
}

impl FromIterator<Group> for Groups {
    fn from_iter<I: IntoIterator<Item = Group>>(groups: I) -> Self {
        Self(groups.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_written_as_text_reads_back() {
        for text in ["workshop/saint-marc-2026", "collection/ports", "batch/m2v89dns"] {
            assert_eq!(text.parse::<Group>().map(String::from), Ok(text.to_owned()));
        }
        let long = format!("batch/{}", "a".repeat(65));
        for text in ["", "workshop", "workshop/", "club/ports", "workshop/Ports", "workshop/a/b", "batch/é", &long] {
            assert_eq!(text.parse::<Group>(), Err(NotAGroup), "{text}");
        }
    }
}
