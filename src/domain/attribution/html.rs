//! HTML with `RDFa` (`ccREL`): says to people and machines alike whose photograph it is and under which licence.
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
    /// Statements for machines, only where there is an address to make them about.
    rdfa: bool,
    /// Links open outside the frame that the attribution stands in.
    framed: bool,
    /// A name in another script must not reorder the sentence around it: how it is set apart.
    apart: (&'static str, &'static str),
}

const APART: (&str, &str) = ("<bdi>", "</bdi>");

/// `LibreOffice` Writer drops a `bdi` that is pasted, with the name in it.
const FOR_PEOPLE: Html = Html { rdfa: false, framed: false, apart: ("<span dir=\"auto\">", "</span>") };

impl Encoder for Html {
    fn foreign(&self, out: &mut String, text: &str) {
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
                out.push_str(self.apart.0);
                escape(out, text);
                out.push_str(self.apart.1);
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

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    with_statements(credit, words, false)
}

/// For a page in a frame: a link followed inside would take the picture's place, or be refused there.
pub(super) fn encode_framed(credit: &Credit, words: &Phrases) -> String {
    with_statements(credit, words, true)
}

fn with_statements(credit: &Credit, words: &Phrases, framed: bool) -> String {
    let subject = credit.source.as_ref().or(credit.image.as_ref());
    let mut out = String::with_capacity(1024);
    out.push_str("<p");
    if let Some(subject) = subject {
        attribute(&mut out, "about", subject.as_str());
        attribute(&mut out, "prefix", "cc: http://creativecommons.org/ns# dct: http://purl.org/dc/terms/");
    }
    paragraph(out, &sentence(&Html { rdfa: subject.is_some(), framed, apart: APART }, credit, words), words)
}

/// Without the statements for machines: for word processors and e-mail.
pub(super) fn encode_plain(credit: &Credit, words: &Phrases) -> String {
    paragraph("<p".to_owned(), &sentence(&FOR_PEOPLE, credit, words), words)
}

/// One plain paragraph for several photographs that share author and licence.
pub(super) fn encode_shared(first: &Credit, others: &[&Credit], words: &Phrases) -> String {
    paragraph("<p".to_owned(), &shared_sentence(&FOR_PEOPLE, first, others, words), words)
}

fn paragraph(mut out: String, sentence: &str, words: &Phrases) -> String {
    attribute(&mut out, "lang", words.code);
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
