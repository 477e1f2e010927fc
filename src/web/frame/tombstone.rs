//! What stays at the address of a photo that was withdrawn (410): printed attributions point there.

use askama::Template;

use super::layout::Frame;
use crate::{domain::photo::PhotoId, web::view::grants::GrantView};

/// A withdrawn photo.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/tombstone.html")]
pub struct TombstonePage {
    /// What every page has.
    pub frame: Frame,
    /// The photo.
    pub id: PhotoId,
    /// The title it had.
    pub title: Option<String>,
    /// Whether its words and names were erased.
    pub erased: bool,
    /// The author it had.
    pub author: Option<String>,
    /// When it was withdrawn, as people read it.
    pub withdrawn: String,
    /// Why, if it was said.
    pub reason: Option<String>,
    /// Whether the reader may still have them erased.
    pub may_erase: bool,
    /// What its receipt is called.
    pub receipt: &'static str,
    /// The licences that were granted: they stay so.
    pub grants: Vec<GrantView>,
}

impl TombstonePage {
    /// How many licences were granted.
    #[must_use]
    pub fn count(&self) -> u64 {
        u64::try_from(self.grants.len()).unwrap_or(u64::MAX)
    }
}
