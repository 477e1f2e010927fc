//! Who is credited for a photo.

use serde::{Deserialize, Serialize};

use super::{link::Link, photo_text::AuthorName};

/// Who is credited: a choice of the author's, separate from any account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name to credit; absent, the author is unknown.
    pub name: Option<AuthorName>,
    /// An http or https address of the author's choice.
    pub url: Option<String>,
}

impl Author {
    /// Where their name leads. Records of before 30 November 2026 may hold what is no valid address.
    #[must_use]
    pub fn link(&self) -> Option<Link> {
        self.url.as_deref().and_then(Link::parse)
    }
}
