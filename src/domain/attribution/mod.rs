//! The attribution of a photograph: from one record, a snippet for each format.
//!
//! 1. **clean** ([`clean`]): control characters and direction overrides are removed, blank texts count as absent;
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
    phrases: &'static Phrases,
}

impl Mention {
    /// The attribution of `record` in the words of `language`.
    #[must_use]
    pub fn of(record: &Attribution, language: Language) -> Self {
        Self { credit: Credit::of(record), phrases: Phrases::of(language) }
    }

    /// Ready to paste where `format` is read.
    #[must_use]
    pub fn written(&self, format: Format) -> String {
        snippet_of(&self.credit, format, self.phrases)
    }

    /// What a copy button puts on the clipboard for word processors and e-mail.
    #[must_use]
    pub fn rich(&self) -> Rich {
        Rich { html: html::encode_plain(&self.credit, self.phrases), text: text::encode(&self.credit, self.phrases) }
    }
}

/// The language that snippets asked for in `language` are really in: what `lang` and `Content-Language` say.
#[must_use]
pub fn written_in(language: Language) -> Language {
    Phrases::of(language).code.parse().unwrap_or(language)
}

fn snippet_of(credit: &Credit, format: Format, phrases: &Phrases) -> String {
    match format {
        Format::Text => text::encode(credit, phrases),
        Format::Html => html::encode(credit, phrases),
        Format::Markdown => markdown::encode(credit, phrases),
        Format::Wikitext => wikitext::encode(credit, phrases),
        Format::WikitextCommons => commons::encode(credit, phrases),
        Format::Bbcode => bbcode::encode(credit, phrases),
        Format::Latex => latex::encode(credit, phrases),
        Format::Rst => rst::encode(credit, phrases),
        Format::Jsonld => jsonld::encode(credit, phrases),
        Format::DcXml => dc_xml::encode(credit, phrases),
        Format::Iiif => iiif::encode(credit, phrases),
        Format::Oembed => oembed::encode(credit, phrases),
        Format::Print => print::encode(credit, phrases),
        Format::Short => short::encode(credit, phrases),
        Format::Xmp => xmp::encode(credit, phrases),
        Format::Spip => spip::encode(credit, phrases),
        Format::Bibtex => bibtex::encode(credit, phrases),
        Format::Spoken => spoken::encode(credit, phrases),
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
