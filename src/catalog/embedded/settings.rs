//! What the operator decides of the engine.

use super::recover;

/// What the operator decides of the engine.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The most bytes that the journal may take; without it, the disk decides.
    pub quota_bytes: Option<u64>,
    /// Bytes of free disk that the journal leaves to the state that follows it.
    pub reserve_bytes: u64,
    /// Whether the library is opened to be looked at: the journal's files stay as they are, and nothing is committed.
    pub look_only: bool,
}

impl Default for Settings {
    fn default() -> Self {
        // So that sled can always write what the journal has taken.
        Self { quota_bytes: None, reserve_bytes: recover::ROOM, look_only: false }
    }
}
