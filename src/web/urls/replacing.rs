//! The addresses of better files of photos.

use super::{Urls, encoded};
use crate::domain::{hash::ContentHash, photo::PhotoId};

/// The form that proposes a better file, and the comparison of both (GET and POST).
pub const REPLACE: &str = "/photos/{id}/replace";
/// A size of the file that is proposed, for who may see it: `?file=`.
pub const REPLACE_PICTURE: &str = "/photos/{id}/replace/{size}.jpg";
/// Sending the file that was compared (POST).
pub const REPLACE_SEND: &str = "/photos/{id}/replace/send";
/// Giving it up (POST).
pub const REPLACE_DROP: &str = "/photos/{id}/replace/drop";
/// A moderator's decision on it (POST).
pub const REPLACE_DECIDE: &str = "/photos/{id}/replace/decide";
/// The files that wait for a moderator: `?cursor=`.
pub const FILES: &str = "/review/files";

/// Whether a path without prefix is that of a picture of a proposed file, which the API names.
#[must_use]
pub fn is_proposed_picture(path: &str) -> bool {
    path.strip_suffix(".jpg").is_some_and(|path| path.starts_with("/photos/") && path.contains("/replace/"))
}

impl Urls {
    /// A size of the file of this hash, which is proposed: its address is that of this file alone.
    #[must_use]
    pub fn proposed(self, id: &PhotoId, edge: u32, hash: ContentHash) -> String {
        let address = REPLACE_PICTURE.replace("{id}", id.as_str()).replace("{size}", &edge.to_string());
        format!("{}?file={}", self.page(&address), hash.short())
    }

    /// The files that wait for a moderator.
    #[must_use]
    pub fn files(self) -> String {
        self.page(FILES)
    }

    /// The same, from the file after this one on.
    #[must_use]
    pub fn files_from(self, cursor: &str) -> String {
        format!("{}?cursor={}", self.files(), encoded(cursor))
    }
}
