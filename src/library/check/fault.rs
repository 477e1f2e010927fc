//! What a check may find: one fault, one line of English, which says what to do when Zef cannot do it.

use std::fmt;

use serde::Serialize;

use crate::domain::{hash::ContentHash, photo::PhotoId};

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// A record does not read as what its key says it is.
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
    /// A photo's original is no longer the bytes that were given.
    OriginalDamaged {
        /// The photo.
        photo: PhotoId,
        /// The hash it should have, which is its file's name.
        hash: ContentHash,
    },
    /// A photo's original is there and the system does not let it be read.
    OriginalUnreadable {
        /// The photo.
        photo: PhotoId,
        /// The original's hash, which is its file's name.
        hash: ContentHash,
        /// What the system said.
        why: String,
    },
    /// A photo lacks one of the sizes its record names, or its bytes are no longer those that were kept.
    RenditionMissing {
        /// The photo.
        photo: PhotoId,
        /// The rendition's name.
        name: String,
    },
    /// A rendition can be decoded and shows another picture.
    RenditionDamaged {
        /// The photo.
        photo: PhotoId,
        /// The rendition's name.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// An original younger than a day that no photo has: the trace of a deposit cut short between its file and its journal
    /// entry, which the same deposit made again takes up.
    YoungOrphan {
        /// Its hash, which is its file's name.
        hash: ContentHash,
        /// Its weight in bytes.
        bytes: u64,
        /// Whether its bytes are still those of its name.
        sound: bool,
    },
    /// An original that no photo has and that an earlier entry of the journal names.
    FormerOriginal {
        /// Its hash, which is its file's name.
        hash: ContentHash,
        /// Its weight in bytes.
        bytes: u64,
        /// Whether its bytes are still those of its name.
        sound: bool,
    },
    /// An original older than a day that no photo has and no entry of the journal names: a deposit cut short, and never made
    /// again.
    Orphan {
        /// Its hash, which is its file's name.
        hash: ContentHash,
        /// Its weight in bytes.
        bytes: u64,
        /// Whether its bytes are still those of its name.
        sound: bool,
    },
    /// Files left in staging by uploads that a crash cut short.
    StagingLeftovers {
        /// How many.
        files: u64,
        /// Their weight in bytes.
        bytes: u64,
    },
}

impl Fault {
    /// Whether it may be put right without a backup or a person's decision.
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

    /// Whether it is only told: nothing is wrong, and nothing has to be done.
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

/// A word on bytes that are not those of their name any more.
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
            // The line of a fault that can be mended names the command that does it; a note asks for nothing.
            assert_eq!(says_what_to_do, !fault.can_be_mended() && !fault.is_a_note(), "{told}");
        }
    }
}
