//! Where a photograph will be used, and the form of attribution that is right there.

use std::{fmt, str::FromStr};

use super::Format;

/// A place where photographs are reused: people know theirs better than they know formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Medium {
    /// A page of a web site.
    WebPage,
    /// Paper: a poster, a bulletin, a book.
    PrintedPage,
    /// Slides shown to an audience.
    Slides,
    /// A video.
    Video,
    /// A post on a social network.
    SocialPost,
    /// A page of a wiki, Wikipedia among them.
    Wiki,
    /// An e-mail or a newsletter.
    Email,
}

/// A name that is none of the media.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a place of use: choose one of {names}", names = Medium::ALL.map(Medium::name).join(", "))]
pub struct UnknownMedium(pub String);

impl Medium {
    /// Every medium, in the order they are offered.
    pub const ALL: [Self; 7] =
        [Self::WebPage, Self::PrintedPage, Self::Slides, Self::Video, Self::SocialPost, Self::Wiki, Self::Email];

    /// The name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WebPage => "web",
            Self::PrintedPage => "print",
            Self::Slides => "slides",
            Self::Video => "video",
            Self::SocialPost => "social",
            Self::Wiki => "wiki",
            Self::Email => "email",
        }
    }

    /// The format that is right there.
    #[must_use]
    pub const fn format(self) -> Format {
        match self {
            Self::WebPage => Format::Html,
            Self::PrintedPage | Self::Video => Format::Print,
            Self::SocialPost => Format::Short,
            Self::Wiki => Format::Wikitext,
            Self::Slides | Self::Email => Format::Text,
        }
    }
}

impl FromStr for Medium {
    type Err = UnknownMedium;

    fn from_str(text: &str) -> Result<Self, UnknownMedium> {
        Self::ALL.into_iter().find(|medium| medium.name() == text).ok_or_else(|| UnknownMedium(text.to_owned()))
    }
}

impl fmt::Display for Medium {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_medium_reads_back_from_its_name() {
        for medium in Medium::ALL {
            assert_eq!(medium.name().parse(), Ok(medium));
        }
        assert_eq!("fax".parse::<Medium>(), Err(UnknownMedium("fax".to_owned())));
    }
}
