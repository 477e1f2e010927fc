//! A better file of a published photo, such as a better scan of the same print: the photo keeps its address, its words, its licence
//! and its history; what is derived from the file changes with it.
//!
//! 1. Its contributor proposes a file and compares both. Nobody else sees it.
//! 2. They send it, which grants the licence in force on its bytes. That of a trusted contributor takes its place at once; that of
//!    another waits for a moderator.
//! 3. The file that it had is kept, and its hashes still name the photo.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Camera, Original, PhotoRecord, Rendition};
use crate::domain::{direction::Direction, grant::Grant, hash::ContentHash, person::Handle, suggestions::Suggestions};

/// How many decisions on files a photo keeps: older ones are in the journal, and no news any more.
const MOST_DECISIONS: usize = 5;

/// A file that is to take the place of a photo's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replacement {
    /// The file.
    pub original: Original,
    /// The camera and its settings, from the file.
    pub camera: Camera,
    /// In which direction it looks, by the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The sizes made of it.
    pub renditions: Vec<Rendition>,
    /// The dominant colour, as `#rrggbb`.
    pub dominant: String,
    /// What the file proposes.
    pub suggestions: Suggestions,
    /// When it was proposed.
    pub at: Timestamp,
    /// The licence that was granted on it, once it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<Grant>,
}

/// A file that a photo had before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierFile {
    /// The file.
    pub original: Original,
    /// When another took its place.
    pub replaced: Timestamp,
}

/// What a moderator decided on a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDecision {
    /// When.
    pub at: Timestamp,
    /// Who decided.
    pub actor: Handle,
    /// Why it was refused; nothing where it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Replacement {
    /// Whether it was sent, and waits for a moderator.
    #[must_use]
    pub const fn is_sent(&self) -> bool {
        self.grant.is_some()
    }
}

impl PhotoRecord {
    /// The hashes of the file that it has and of those that it had: each names this photo.
    pub fn file_hashes(&self) -> impl Iterator<Item = ContentHash> {
        std::iter::once(self.original.blake3).chain(self.earlier.iter().map(|file| file.original.blake3))
    }

    /// The hashes of all files that are kept for it, that which is proposed too.
    pub fn kept_hashes(&self) -> impl Iterator<Item = ContentHash> {
        self.file_hashes().chain(self.replacement.iter().map(|file| file.original.blake3))
    }

    /// This photo with the file that is proposed, to show both.
    #[must_use]
    pub fn with_proposed(&self) -> Option<Self> {
        let file = self.replacement.as_deref()?;
        let (original, renditions) = (file.original.clone(), file.renditions.clone());
        Some(Self { original, renditions, replacement: None, ..self.clone() })
    }

    /// Puts the proposed file in the place of the one that it has, which is kept.
    pub fn take_proposed(&mut self, at: Timestamp) {
        let Some(file) = self.replacement.take() else { return };
        let Replacement { original, camera, direction, renditions, dominant, suggestions, grant, .. } = *file;
        let hash = original.blake3;
        let before = std::mem::replace(&mut self.original, original);
        self.earlier.retain(|earlier| earlier.original.blake3 != hash);
        self.earlier.push(EarlierFile { original: before, replaced: at });
        // A scanner or a program that makes files smaller says nothing of the camera.
        if camera != Camera::default() {
            self.camera = camera;
        }
        self.direction = direction.or(self.direction);
        (self.renditions, self.dominant) = (renditions, dominant);
        // What a file says of its author is in attributions: it stays unless the new one says something.
        if suggestions != Suggestions::default() {
            self.suggestions = suggestions;
        }
        self.grants.extend(grant);
        self.updated = at;
    }

    /// Keeps what a moderator decided on a file, for the news of its contributor.
    pub fn keep_file_decision(&mut self, decision: FileDecision) {
        self.file_decisions.push(decision);
        let over = self.file_decisions.len().saturating_sub(MOST_DECISIONS);
        self.file_decisions.drain(..over);
    }

    /// Why the last file that was offered for it was refused; nothing once another was, or its contributor removed this.
    #[must_use]
    pub fn refused_file(&self) -> Option<&str> {
        self.file_decisions.last()?.reason.as_deref()
    }

    /// Removes what is said of refused files, and returns whether anything was. The journal keeps it.
    pub fn remove_refused_files(&mut self) -> bool {
        let before = self.file_decisions.len();
        self.file_decisions.retain(|decision| decision.reason.is_none());
        self.file_decisions.len() < before
    }
}
