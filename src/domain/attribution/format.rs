//! The names of the formats, as command line and API spell them.

use std::{fmt, str::FromStr};

/// A medium an attribution can be pasted into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A sentence with its addresses written out.
    Text,
    /// HTML with `RDFa` (`ccREL`).
    Html,
    /// Markdown, read alike by `CommonMark` and GitHub.
    Markdown,
    /// `MediaWiki` text.
    Wikitext,
    /// The file description page of Wikimedia Commons.
    WikitextCommons,
    /// `BBCode` of forums.
    Bbcode,
    /// LaTeX with hyperref.
    Latex,
    /// reStructuredText.
    Rst,
    /// schema.org `ImageObject` in JSON-LD, safe inside a `script` element.
    Jsonld,
    /// Dublin Core in XML, as OAI-PMH carries it.
    DcXml,
    /// The descriptive properties of a IIIF Presentation 3 resource.
    Iiif,
    /// An `oEmbed` answer.
    Oembed,
    /// For paper: addresses readable and short.
    Print,
    /// At most 280 characters, for social posts.
    Short,
    /// An XMP packet.
    Xmp,
    /// SPIP shortcuts, for the many French associations' sites made with it.
    Spip,
    /// A BibTeX entry.
    Bibtex,
    /// To be said aloud: no addresses, no abbreviations.
    Spoken,
}

/// A name that is none of the formats.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a format of attribution: choose one of {names}", names = Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat(pub String);

impl Format {
    /// Every format, the most used first.
    pub const ALL: [Self; 18] = [
        Self::Text,
        Self::Html,
        Self::Markdown,
        Self::Wikitext,
        Self::WikitextCommons,
        Self::Bbcode,
        Self::Latex,
        Self::Rst,
        Self::Jsonld,
        Self::DcXml,
        Self::Iiif,
        Self::Oembed,
        Self::Print,
        Self::Short,
        Self::Xmp,
        Self::Spip,
        Self::Bibtex,
        Self::Spoken,
    ];

    /// The name on the command line and in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Wikitext => "wikitext",
            Self::WikitextCommons => "wikitext_commons",
            Self::Bbcode => "bbcode",
            Self::Latex => "latex",
            Self::Rst => "rst",
            Self::Jsonld => "jsonld",
            Self::DcXml => "dc_xml",
            Self::Iiif => "iiif",
            Self::Oembed => "oembed",
            Self::Print => "print",
            Self::Short => "short",
            Self::Xmp => "xmp",
            Self::Spip => "spip",
            Self::Bibtex => "bibtex",
            Self::Spoken => "spoken",
        }
    }

    /// The media type a snippet is served with.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Latex => "text/x-tex; charset=utf-8",
            Self::Rst => "text/x-rst; charset=utf-8",
            Self::Jsonld => "application/ld+json",
            Self::DcXml => "application/xml",
            Self::Iiif | Self::Oembed => "application/json",
            Self::Xmp => "application/rdf+xml",
            Self::Bibtex => "application/x-bibtex; charset=utf-8",
            Self::Text
            | Self::Wikitext
            | Self::WikitextCommons
            | Self::Bbcode
            | Self::Print
            | Self::Short
            | Self::Spip
            | Self::Spoken => "text/plain; charset=utf-8",
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.into_iter().find(|format| format.name() == text).ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn every_format_reads_back_from_its_name() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        let message = "word".parse::<Format>().unwrap_err().to_string();
        assert!(message.contains("wikitext_commons") && message.contains("“word”"), "{message}");
    }
}
