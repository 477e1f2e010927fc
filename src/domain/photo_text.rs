//! The texts of a photo that people write: title, description, text alternative, name of the author. Each is cleaned
//! and limited in length.

use serde::{Deserialize, Serialize};

use super::{
    lengths,
    text::{self, TooLong},
};

macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident, $limit:expr, $clean:path) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The most characters it may have.
            pub const LIMIT: usize = $limit;

            /// Cleans an untrusted text; a blank one is `None`.
            ///
            /// # Errors
            /// [`TooLong`] past [`Self::LIMIT`] characters.
            pub fn parse(text: &str) -> Result<Option<Self>, TooLong> {
                let clean = $clean(text);
                text::within(&clean, Self::LIMIT)?;
                Ok(if clean.is_empty() { None } else { Some(Self(clean)) })
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

pub(super) use text_type;

text_type! {
    /// A title: one line.
    Title, lengths::TITLE, text::clean_line
}
text_type! {
    /// A description, several lines.
    Description, lengths::DESCRIPTION, text::clean_block
}
text_type! {
    /// What the picture shows, in words, for who cannot see it (WCAG 2.2, 1.1.1).
    AltText, lengths::ALT, text::clean_line
}
text_type! {
    /// The name under which an author wishes to be credited, or the names of a dozen people together, as files have
    /// them.
    AuthorName, lengths::AUTHOR_NAME, text::clean_line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_cleaned_and_bounded() {
        let title = Title::parse("  Le pont\nde   Recouvrance\u{202e} ").map(|title| title.map(|title| title.0));
        assert_eq!(title, Ok(Some("Le pont de Recouvrance".to_owned())));
        assert_eq!(Title::parse(" \n "), Ok(None));
        assert!(Title::parse(&"a".repeat(201)).is_err());
    }
}
