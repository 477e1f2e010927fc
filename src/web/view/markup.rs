//! Markup that enters a page unescaped, since one of our encoders wrote it for that place.

use std::fmt;

use askama::filters::HtmlSafe;

/// HTML, or JSON for a script element, from one of the encoders of `domain/attribution` or from `view/prose.rs`: they escape
/// each part.
#[derive(Clone, Debug)]
pub struct Markup(String);

impl Markup {
    /// Takes the output of an encoder. Never give it untrusted text.
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
