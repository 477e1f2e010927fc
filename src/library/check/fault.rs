//! The faults that a check may find, each as one line of English that says what to do when Zef cannot repair it.

use std::fmt;

use serde::Serialize;

use crate::domain::{hash::ContentHash, photo::PhotoId};

/// A fault of the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// A record cannot be read as the type of its space.
    RecordUnreadable {
        /// Its key.
        key: String,
        /// What is wrong with it.
        why: String,
    },
    /// A photo's original is not there.
    OriginalMissing {
        /// The photo.
        photo: PhotoId,
        /// The original's hash, which is its file's name.
        hash: ContentHash,
    },
    /// A photo's original has changed.
    OriginalDamaged {
        /// The photo.
        photo: PhotoId,
        /// The hash it should have, which is its file's name.
        hash: ContentHash,
    },
    /// A photo's original is there and cannot be read.
    OriginalUnreadable {
        /// The photo.
        photo: PhotoId,
        /// The original's hash, which is its file's name.
        hash: ContentHash,
        /// The system's error.
        why: String,
    },
    /// A rendition named in a photo's record is missing or damaged.
    RenditionMissing {
        /// The photo.
        photo: PhotoId,
        /// The rendition's name.
        name: String,
    },
    /// A rendition can be decoded and is another image.
    RenditionDamaged {
        /// The photo.
        photo: PhotoId,
        /// The rendition's name.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// An original younger than a day that no photo has: left by a deposit that was interrupted between its file and
    /// its journal entry, and used when the same deposit is made again.
    YoungOrphan {
        /// Its hash, which is its file's name.
        hash: ContentHash,
        /// Its size in bytes.
        bytes: u64,
        /// Whether its bytes still have the hash in its name.
        sound: bool,
    },
    /// An original that no photo has and that an earlier entry of the journal names.
    FormerOriginal {
        /// Its hash, which is its file's name.
        hash: ContentHash,
        /// Its size in bytes.
        bytes: u64,
        /// Whether its bytes still have the hash in its name.
        sound: bool,
    },
    /// An original older than a day that no photo has and no entry of the journal names: left by an interrupted deposit
    /// that was never made again.
    Orphan {
        /// Its hash, which is its file's name.
        hash: ContentHash,
        /// Its size in bytes.
        bytes: u64,
        /// Whether its bytes still have the hash in its name.
        sound: bool,
    },
    /// Files left in staging by uploads that a crash interrupted.
    StagingLeftovers {
        /// How many.
        files: u64,
        /// Their size in bytes.
        bytes: u64,
    },
}

impl Fault {
    /// Whether it can be repaired without a backup or a person's decision.
    #[must_use]
    pub const fn can_be_mended(&self) -> bool {
        matches!(
            self,
            Self::RenditionMissing { .. }
                | Self::RenditionDamaged { .. }
                | Self::StagingLeftovers { .. }
                | Self::Orphan { .. }
        )
    }

    /// Whether it is only a note: nothing is wrong, and nothing has to be done.
    #[must_use]
    pub const fn is_a_note(&self) -> bool {
        matches!(self, Self::YoungOrphan { .. } | Self::FormerOriginal { .. })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RecordUnreadable { key, why } => write!(formatter, "the record {key} does not read: {why}"),
            Self::OriginalMissing { photo, hash } => {
                write!(formatter, "photo {photo}: its original {hash} is missing; restore it from a backup")
            }
            Self::OriginalDamaged { photo, hash } => {
                write!(formatter, "photo {photo}: its original {hash} is damaged; restore it from a backup")
            }
            Self::OriginalUnreadable { photo, hash, why } => {
                write!(formatter, "photo {photo}: its original {hash} could not be read: {why}")
            }
            Self::RenditionMissing { photo, name } => {
                write!(formatter, "photo {photo}: its rendition {name} is lost or damaged")
            }
            Self::RenditionDamaged { photo, name, why } => {
                write!(formatter, "photo {photo}: its rendition {name} is damaged ({why})")
            }
            Self::YoungOrphan { hash, bytes, sound } => write!(
                formatter,
                "the original {hash} ({bytes} bytes{}) came in less than a day ago and belongs to no photo; the same file \
                 given again takes it up",
                damaged(*sound)
            ),
            Self::FormerOriginal { hash, bytes, sound } => write!(
                formatter,
                "the original {hash} ({bytes} bytes{}) belongs to no photo any more; it is kept, since the journal names it",
                damaged(*sound)
            ),
            Self::Orphan { hash, bytes, sound } => write!(
                formatter,
                "the original {hash} ({bytes} bytes{}) belongs to no photo and was left by a deposit cut short",
                damaged(*sound)
            ),
            Self::StagingLeftovers { files: 1, bytes } => {
                write!(formatter, "an upload cut short left a file ({bytes} bytes) in staging")
            }
            Self::StagingLeftovers { files, bytes } => {
                write!(formatter, "uploads cut short left {files} files ({bytes} bytes) in staging")
            }
        }
    }
}

/// The words about bytes that no longer have the hash in their name.
const fn damaged(sound: bool) -> &'static str {
    if sound { "" } else { ", damaged" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_told_in_one_line_that_says_what_to_do() {
        let hash = ContentHash::from_bytes([0; 32]);
        let photo = PhotoId::from_random([1; 8]);
        let (name, why) = ("640".to_owned(), "no reason".to_owned());
        for fault in [
            Fault::RecordUnreadable { key: "photo/x".to_owned(), why: why.clone() },
            Fault::OriginalMissing { photo: photo.clone(), hash },
            Fault::OriginalDamaged { photo: photo.clone(), hash },
            Fault::OriginalUnreadable { photo: photo.clone(), hash, why: why.clone() },
            Fault::RenditionMissing { photo: photo.clone(), name: name.clone() },
            Fault::RenditionDamaged { photo, name, why },
            Fault::YoungOrphan { hash, bytes: 1, sound: true },
            Fault::FormerOriginal { hash, bytes: 1, sound: false },
            Fault::Orphan { hash, bytes: 1, sound: true },
            Fault::Orphan { hash, bytes: 1, sound: false },
            Fault::StagingLeftovers { files: 1, bytes: 9 },
            Fault::StagingLeftovers { files: 2, bytes: 9 },
        ] {
            let told = fault.to_string();
            assert!(!told.contains('\n'), "{told}");
            let says_what_to_do = told.contains("restore it") || told.ends_with(": no reason");
            // The line of a fault that can be repaired names the command that does it; a note does not.
            assert_eq!(says_what_to_do, !fault.can_be_mended() && !fault.is_a_note(), "{told}");
        }
    }
}
