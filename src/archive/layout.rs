//! From a hash to its place: `originals/ab/cd/HASH`, `renditions/ab/cd/HASH/NAME.jpg`.
//!
//! Two levels of 256 folders: a million originals make 16 a folder, which every file system lists at once.

use std::path::{Path, PathBuf};

use super::error::ArchiveError;
use crate::domain::hash::ContentHash;

/// The longest name of a rendition: far above `2000` or `tiny`, far below what file systems allow.
const LONGEST_NAME: usize = 32;

/// The places in an archive's folder.
#[derive(Debug)]
pub(super) struct Layout {
    /// Originals as received.
    pub(super) originals: PathBuf,
    /// What was made of them.
    pub(super) renditions: PathBuf,
    /// Originals of no photo, moved out of the way.
    pub(super) aside: PathBuf,
    /// What is being received or written. In the same folder as the rest, since a rename does not cross file systems.
    pub(super) staging: PathBuf,
}

impl Layout {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            originals: folder.join("originals"),
            renditions: folder.join("renditions"),
            aside: folder.join("originals.set-aside"),
            staging: folder.join("staging"),
        }
    }

    pub(super) fn original(&self, hash: ContentHash) -> PathBuf {
        under(&self.originals, hash)
    }

    /// The folder of all the renditions of an original.
    pub(super) fn renditions_of(&self, hash: ContentHash) -> PathBuf {
        under(&self.renditions, hash)
    }

    /// # Errors
    /// [`ArchiveError::Name`] for a name that could lead elsewhere.
    pub(super) fn rendition(&self, hash: ContentHash, name: &str) -> Result<PathBuf, ArchiveError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if name.is_empty() || name.len() > LONGEST_NAME || !name.bytes().all(plain) {
            return Err(ArchiveError::Name { name: name.to_owned() });
        }
        Ok(self.renditions_of(hash).join(format!("{name}.jpg")))
    }
}

fn under(folder: &Path, hash: ContentHash) -> PathBuf {
    let [first, second, ..] = hash.as_bytes();
    folder.join(format!("{first:02x}")).join(format!("{second:02x}")).join(hash.to_hex())
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
        let path = Layout::new(Path::new("/srv/zef")).original(some_hash());
        assert_eq!(path, PathBuf::from(format!("/srv/zef/originals/{}/{}/{hex}", &hex[..2], &hex[2..4])));
    }

    #[test]
    fn a_rendition_is_called_by_letters_and_digits_only() {
        let layout = Layout::new(Path::new("/srv/zef"));
        let path = layout.rendition(some_hash(), "1280");
        assert!(path.is_ok_and(|path| path == layout.renditions_of(some_hash()).join("1280.jpg")));
        for name in
            ["", ".", "..", "../../../etc/passwd", "a/b", "a\\b", "tiny.jpg", "Tiny", "é", "a\0", &"a".repeat(33)]
        {
            assert!(matches!(layout.rendition(some_hash(), name), Err(ArchiveError::Name { .. })), "{name:?}");
        }
    }
}
