//! The attribution of a photograph, right in every medium: one typed record in, one snippet a format out.
//!
//! 1. **clean** ([`clean`]): controls and direction overrides out, blank means absent;
//! 2. **parts** ([`parts`]): title, author, licence, changes, each with its address, in the order of the sentence;
//! 3. **encode**: one encoder a file writes each part as its format needs;
//! 4. **join**. Texts are never substituted into one another, so a title holding `{author}` or `$&` survives.

mod address;
mod bbcode;
mod bibtex;
mod block;
mod clean;
mod commons;
mod dc_xml;
mod format;
mod html;
mod iiif;
mod json;
mod jsonld;
mod latex;
mod markdown;
mod medium;
mod obligations;
mod oembed;
mod parts;
mod phrases;
mod print;
mod record;
mod rst;
mod short;
mod spip;
mod spoken;
mod text;
mod wikitext;
mod xml;
mod xmp;

pub use block::{block, rich_block};
pub use format::{Format, UnknownFormat};
pub use medium::{Medium, UnknownMedium};
pub use obligations::{Obligation, combined_obligations, in_words, obligations, obligations_of_licence_in_words};
pub use record::Attribution;

use super::language::Language;
use parts::Credit;
use phrases::Phrases;

/// The attribution of `record`, ready to paste where `format` is read, in the words of `language`.
#[must_use]
pub fn snippet(record: &Attribution, format: Format, language: Language) -> String {
    Mention::of(record, language).written(format)
}

/// An attribution to write in several formats: its record is cleaned and typed once for all.
pub struct Mention {
    credit: Credit,
    words: &'static Phrases,
}

impl Mention {
    /// The attribution of `record` in the words of `language`.
    #[must_use]
    pub fn of(record: &Attribution, language: Language) -> Self {
        Self { credit: Credit::of(record), words: Phrases::of(language) }
    }

    /// Ready to paste where `format` is read.
    #[must_use]
    pub fn written(&self, format: Format) -> String {
        snippet_of(&self.credit, format, self.words)
    }

    /// What a copy button puts on the clipboard for word processors and e-mail.
    #[must_use]
    pub fn rich(&self) -> Rich {
        Rich { html: html::encode_plain(&self.credit, self.words), text: text::encode(&self.credit, self.words) }
    }
}

/// The language that snippets asked for in `language` are really in: what `lang` and `Content-Language` say.
#[must_use]
pub fn written_in(language: Language) -> Language {
    Phrases::of(language).code.parse().unwrap_or(language)
}

fn snippet_of(credit: &Credit, format: Format, words: &Phrases) -> String {
    match format {
        Format::Text => text::encode(credit, words),
        Format::Html => html::encode(credit, words),
        Format::Markdown => markdown::encode(credit, words),
        Format::Wikitext => wikitext::encode(credit, words),
        Format::WikitextCommons => commons::encode(credit, words),
        Format::Bbcode => bbcode::encode(credit, words),
        Format::Latex => latex::encode(credit, words),
        Format::Rst => rst::encode(credit, words),
        Format::Jsonld => jsonld::encode(credit, words),
        Format::DcXml => dc_xml::encode(credit, words),
        Format::Iiif => iiif::encode(credit, words),
        Format::Oembed => oembed::encode(credit, words),
        Format::Print => print::encode(credit, words),
        Format::Short => short::encode(credit, words),
        Format::Xmp => xmp::encode(credit, words),
        Format::Spip => spip::encode(credit, words),
        Format::Bibtex => bibtex::encode(credit, words),
        Format::Spoken => spoken::encode(credit, words),
    }
}

/// Whether `record` tells of changes to a photograph whose licence lets no changed version be shared (CC BY-ND 4.0
/// §2(a)(1)(B)): a person who shares it needs more than the licence.
#[must_use]
pub fn tells_of_unshareable_changes(record: &Attribution) -> bool {
    let credit = Credit::of(record);
    credit.is_modified() && credit.licence.is_some_and(|licence| !licence.licence().allows_sharing_derivatives)
}

/// The attribution of `record` as HTML for a page that others frame: its links open outside the frame.
#[must_use]
pub fn framed(record: &Attribution, language: Language) -> String {
    html::encode_framed(&Credit::of(record), Phrases::of(language))
}

/// What a copy button puts on the clipboard for word processors and e-mail: both flavours of one attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rich {
    /// `text/html`: a paragraph with plain links, without `RDFa`, which editors would carry along as noise.
    pub html: String,
    /// `text/plain`: the same sentence with its addresses written out.
    pub text: String,
}
