//! How much of a stranger's file is accepted; each limit is checked before anything is allocated for it.

/// The limits of [`inspect`](super::inspect::inspect).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The whole file, in bytes.
    pub file_bytes: u64,
    /// Width × height. The largest cameras in use make 100 MP; some scans of old plates a little more.
    pub pixels: u64,
    /// The longer side, in pixels: what JPEG can say (ISO/IEC 10918-1, B.2.2: 16 bits).
    pub side: u32,
    /// One block of metadata after inflation, in bytes. Larger ones are ignored, the photograph is not refused for them.
    pub metadata_bytes: u64,
    /// A colour profile after inflation, in bytes: those of printers take up to three megabytes, and without theirs inks
    /// would be guessed.
    pub profile_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 50_000_000,
            pixels: 120_000_000,
            side: 65_535,
            metadata_bytes: 1_000_000,
            profile_bytes: 4_000_000,
        }
    }
}

impl Limits {
    /// For a photograph that was taken in already, perhaps under other limits: its size is no question any more.
    #[must_use]
    pub fn of_kept() -> Self {
        Self { file_bytes: u64::MAX, pixels: u64::MAX, ..Self::default() }
    }

    /// Whether a block of metadata is small enough to be read.
    pub(super) fn admits_metadata(&self, block: &[u8]) -> bool {
        u64::try_from(block.len()).is_ok_and(|length| length <= self.metadata_bytes)
    }

    /// Whether a colour profile is small enough to be used.
    pub(super) fn admits_profile(&self, profile: &[u8]) -> bool {
        u64::try_from(profile.len()).is_ok_and(|length| length <= self.profile_bytes)
    }
}
