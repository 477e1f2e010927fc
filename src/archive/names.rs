//! The names of objects: `originals/ab/cd/HASH`, `renditions/ab/cd/HASH/NAME.jpg`.
//!
//! Two levels of 256 folders: a million originals make 16 a folder, which every file system lists at once. Engines that
//! know no folders use the same names, so that one library is copied to another engine object by object.

use std::fmt;

use super::error::ArchiveError;
use crate::domain::hash::ContentHash;

/// The longest name of a rendition: far above `2000` or `tiny`, far below what file systems allow.
const LONGEST_NAME: usize = 32;

/// The name of an object: a path relative to the archive, its parts separated by `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectName(String);

/// Objects that are listed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// All originals.
    Originals,
    /// The renditions of one original.
    RenditionsOf(ContentHash),
    /// What is being received, or was when the program last ended.
    Staging,
}

impl ObjectName {
    /// The original of this hash.
    #[must_use]
    pub fn original(hash: ContentHash) -> Self {
        Self(sharded("originals", hash))
    }

    /// A rendition of the original of this hash.
    ///
    /// # Errors
    /// [`ArchiveError::Name`] for a name that could lead elsewhere.
    pub fn rendition(hash: ContentHash, name: &str) -> Result<Self, ArchiveError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if name.is_empty() || name.len() > LONGEST_NAME || !name.bytes().all(plain) {
            return Err(ArchiveError::Name { name: name.to_owned() });
        }
        Ok(Self(format!("{}/{name}.jpg", sharded("renditions", hash))))
    }

    /// Where the original of this hash goes once no photo has it.
    #[must_use]
    pub fn set_aside(hash: ContentHash) -> Self {
        Self(format!("originals.set-aside/{}", hash.to_hex()))
    }

    /// The name of an object that an engine found in a list, relative to the archive.
    pub(super) const fn found(path: String) -> Self {
        Self(path)
    }

    /// The hash of an original, if this is the name of one.
    #[must_use]
    pub fn original_hash(&self) -> Option<ContentHash> {
        let hash = self.0.rsplit('/').next()?.parse().ok()?;
        // A hash under another folder than its own would not be found again by it.
        (Self::original(hash) == *self).then_some(hash)
    }

    /// Whether this is the name of a rendition.
    pub(super) fn is_rendition(&self) -> bool {
        self.0.starts_with("renditions/")
    }

    /// Whether this is the name of what is being received.
    #[cfg(feature = "s3")]
    pub(super) fn is_staged(&self) -> bool {
        self.0.starts_with("staging/")
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Prefix {
    /// The folder that the objects are in, relative to the archive.
    pub(super) fn path(self) -> String {
        match self {
            Self::Originals => "originals".to_owned(),
            Self::RenditionsOf(hash) => sharded("renditions", hash),
            Self::Staging => "staging".to_owned(),
        }
    }
}

fn sharded(folder: &str, hash: ContentHash) -> String {
    let [first, second, ..] = hash.as_bytes();
    format!("{folder}/{first:02x}/{second:02x}/{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some_hash() -> ContentHash {
        ContentHash::from_bytes(*blake3::hash(b"Roscoff").as_bytes())
    }

    #[test]
    fn an_original_lies_under_the_first_two_bytes_of_its_hash() {
        let hex = some_hash().to_hex();
        let name = ObjectName::original(some_hash());
        assert_eq!(name.as_str(), format!("originals/{}/{}/{hex}", &hex[..2], &hex[2..4]));
        assert_eq!(name.original_hash(), Some(some_hash()));
    }

    #[test]
    fn a_hash_in_the_wrong_folder_names_no_original() {
        for path in [format!("originals/00/00/{}", some_hash()), format!("originals.set-aside/{}", some_hash())] {
            assert_eq!(ObjectName::found(path).original_hash(), None);
        }
    }

    #[test]
    fn a_rendition_is_called_by_letters_and_digits_only() {
        let name = ObjectName::rendition(some_hash(), "1280");
        let expected = format!("{}/1280.jpg", Prefix::RenditionsOf(some_hash()).path());
        assert!(name.is_ok_and(|name| name.as_str() == expected));
        for name in
            ["", ".", "..", "../../../etc/passwd", "a/b", "a\\b", "tiny.jpg", "Tiny", "é", "a\0", &"a".repeat(33)]
        {
            assert!(matches!(ObjectName::rendition(some_hash(), name), Err(ArchiveError::Name { .. })), "{name:?}");
        }
    }
}
