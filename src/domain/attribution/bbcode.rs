//! `BBCode` of forums. It has no escape: square brackets in a text become full-width ones.

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, sentence},
    phrases::Phrases,
};

pub(super) struct Bbcode;

impl Encoder for Bbcode {
    fn foreign(&self, out: &mut String, text: &str) {
        out.extend(text.chars().map(|c| match c {
            '[' => '［',
            ']' => '］',
            c => c,
        }));
    }

    fn link(&self, out: &mut String, _: Role, text: &str, address: Option<&Address>) {
        let Some(address) = address else {
            return self.foreign(out, text);
        };
        out.push_str("[url=");
        out.push_str(&address.encoded(|c| matches!(c, '[' | ']' | '"' | '\'' | '<' | '>' | '\\')));
        out.push(']');
        self.foreign(out, text);
        out.push_str("[/url]");
    }
}

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    sentence(&Bbcode, credit, words)
}
