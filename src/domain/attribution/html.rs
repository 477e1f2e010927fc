//! HTML with `RDFa` (`ccREL`): names the author and the licence for people and for programs.
//!
//! `about` names the photo page; without it the statements would license the page they are pasted into. On a link,
//! `rel` beside `property` makes the value the text and not the address (`RDFa` Core 1.1 §7.5).

use std::borrow::Cow;

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, sentence, shared_sentence},
    phrases::Phrases,
    xml::escape,
};

struct Html {
    /// Whether to write `RDFa` statements, which need the address of what they are about.
    rdfa: bool,
    /// Whether links open outside the frame that the attribution is in.
    framed: bool,
    /// The tags that isolate a name in another script, so that it does not reorder the sentence around it.
    isolation: (&'static str, &'static str),
}

const ISOLATED: (&str, &str) = ("<bdi>", "</bdi>");

/// Without `RDFa`. `LibreOffice` Writer drops a pasted `bdi` with the name in it, hence the `span`.
const PLAIN: Html = Html { rdfa: false, framed: false, isolation: ("<span dir=\"auto\">", "</span>") };

impl Encoder for Html {
    fn escape(&self, out: &mut String, text: &str) {
        escape(out, text);
    }

    fn link(&self, out: &mut String, role: Role, text: &str, address: Option<&Address>) {
        let (relation, property) = match (role, address.is_some()) {
            _ if !self.rdfa => ("", ""),
            (Role::Title, true) => ("cc:attributionURL", "dct:title"),
            (Role::Title, false) => ("", "dct:title"),
            (Role::Photograph, true) => ("cc:attributionURL", ""),
            (Role::Author, true) => ("dct:creator", "cc:attributionName"),
            (Role::Author, false) => ("", "cc:attributionName"),
            (Role::Licence, true) => ("license", ""),
            (Role::Photograph | Role::Licence, false) => ("", ""),
        };
        // RDFa takes the words of `rel` one by one, and knows nothing of `noopener`.
        let relation = if self.framed && address.is_some() {
            Cow::Owned(format!("{relation} noopener").trim_start().to_owned())
        } else {
            Cow::Borrowed(relation)
        };
        let element = if address.is_some() { "a" } else { "span" };
        let is_wrapped = address.is_some() || !property.is_empty();
        if is_wrapped {
            out.push('<');
            out.push_str(element);
            for (name, value) in [("rel", relation.as_ref()), ("property", property)] {
                if !value.is_empty() {
                    attribute(out, name, value);
                }
            }
            if let Some(address) = address {
                attribute(out, "href", address.as_str());
                if self.framed {
                    attribute(out, "target", "_blank");
                }
            }
            out.push('>');
        }
        match role {
            Role::Title | Role::Author => {
                out.push_str(self.isolation.0);
                escape(out, text);
                out.push_str(self.isolation.1);
            }
            Role::Photograph | Role::Licence => escape(out, text),
        }
        if is_wrapped {
            out.push_str("</");
            out.push_str(element);
            out.push('>');
        }
    }
}

pub(super) fn encode(credit: &Credit, phrases: &Phrases) -> String {
    with_statements(credit, phrases, false)
}

/// For a page in a frame: a link that opened inside the frame would replace the photo, or be refused.
pub(super) fn encode_framed(credit: &Credit, phrases: &Phrases) -> String {
    with_statements(credit, phrases, true)
}

fn with_statements(credit: &Credit, phrases: &Phrases, framed: bool) -> String {
    let subject = credit.source.as_ref().or(credit.image.as_ref());
    let mut out = String::with_capacity(1024);
    out.push_str("<p");
    if let Some(subject) = subject {
        attribute(&mut out, "about", subject.as_str());
        attribute(&mut out, "prefix", "cc: http://creativecommons.org/ns# dct: http://purl.org/dc/terms/");
    }
    paragraph(out, &sentence(&Html { rdfa: subject.is_some(), framed, isolation: ISOLATED }, credit, phrases), phrases)
}

/// Without `RDFa`: for word processors and e-mail.
pub(super) fn encode_plain(credit: &Credit, phrases: &Phrases) -> String {
    paragraph("<p".to_owned(), &sentence(&PLAIN, credit, phrases), phrases)
}

/// One plain paragraph for several photographs that share author and licence.
pub(super) fn encode_shared(first: &Credit, others: &[&Credit], phrases: &Phrases) -> String {
    paragraph("<p".to_owned(), &shared_sentence(&PLAIN, first, others, phrases), phrases)
}

fn paragraph(mut out: String, sentence: &str, phrases: &Phrases) -> String {
    attribute(&mut out, "lang", phrases.code);
    out.push('>');
    out.push_str(sentence);
    out.push_str("</p>");
    out
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value);
    out.push('"');
}
