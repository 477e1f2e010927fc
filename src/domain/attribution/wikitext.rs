//! `MediaWiki` text: every mark with a meaning becomes a numeric entity, which no later pass of the parser reads again.

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, sentence},
    phrases::Phrases,
};

pub(super) struct Wikitext;

impl Encoder for Wikitext {
    fn foreign(&self, out: &mut String, text: &str) {
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let is_mark = matches!(
                c,
                '&' | '<' | '>' | '[' | ']' | '{' | '}' | '|' | '\'' | '"' | '=' | '*' | '#' | ':' | ';' | '~' | '_'
            );
            if is_mark || ends_a_magic_word(out, c) && rest.peek().is_some_and(|next| next.is_whitespace()) {
                out.push_str("&#");
                out.push_str(&u32::from(c).to_string());
                out.push(';');
            } else {
                out.push(c);
            }
        }
    }

    fn link(&self, out: &mut String, _: Role, text: &str, address: Option<&Address>) {
        let Some(address) = address else {
            return self.foreign(out, text);
        };
        out.push('[');
        self.address(out, address);
        out.push(' ');
        self.foreign(out, text);
        out.push(']');
    }
}

impl Wikitext {
    /// Quotes would be read as italics, tildes as a signature, double underscores as a switch, `&lt;` as the end.
    #[expect(clippy::unused_self, reason = "an address is written by the same encoder as the texts")]
    pub(super) fn address(&self, out: &mut String, address: &Address) {
        let is_mark = |c| {
            matches!(c, '[' | ']' | '<' | '>' | '"' | '\'' | '{' | '}' | '|' | '~' | '\\' | '^' | '`')
                || c == ';' && address.may_hold_an_entity()
        };
        out.push_str(&address.encoded(is_mark).replace("__", "%5F%5F"));
    }
}

/// `ISBN 2…`, `RFC 2…` and `PMID 2…` become links by themselves.
fn ends_a_magic_word(out: &str, c: char) -> bool {
    match c {
        'N' => out.ends_with("ISB"),
        'C' => out.ends_with("RF"),
        'D' => out.ends_with("PMI"),
        _ => false,
    }
}

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    sentence(&Wikitext, credit, words)
}
