//! Text that enters a page as it is, because an encoder of ours already wrote it for that place.

use std::fmt;

use askama::filters::HtmlSafe;

/// HTML, or JSON for a script element, from one of the encoders of `domain/attribution`: they escape each part.
#[derive(Clone, Debug)]
pub struct Markup(String);

impl Markup {
    /// Takes what an encoder wrote. Never give it a text of a person.
    #[must_use]
    pub const fn from_encoder(written: String) -> Self {
        Self(written)
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}
