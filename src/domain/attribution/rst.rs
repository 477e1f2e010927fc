//! reStructuredText. References are anonymous (`__`): two photographs of one title would clash otherwise.

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, sentence},
    phrases::Phrases,
};

pub(super) struct Rst;

impl Encoder for Rst {
    fn foreign(&self, out: &mut String, text: &str) {
        for (rank, c) in text.chars().enumerate() {
            let is_mark = matches!(c, '\\' | '*' | '`' | '_' | '|' | '<' | '>' | '[' | ']' | ':' | '@' | '{' | '}');
            // A first mark could pair with the quote before it and undo the markup (docutils, inline markup rule 5).
            if is_mark || rank == 0 && !c.is_alphanumeric() {
                out.push('\\');
            }
            out.push(c);
        }
    }

    fn link(&self, out: &mut String, _: Role, text: &str, address: Option<&Address>) {
        let Some(address) = address else {
            return self.foreign(out, text);
        };
        out.push('`');
        self.foreign(out, text);
        out.push_str(" <");
        // A last underscore would name another reference.
        out.push_str(&address.encoded(|c| matches!(c, '<' | '>' | '`' | '\\' | '_' | '*' | '|')));
        out.push_str(">`__");
    }
}

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    sentence(&Rst, credit, words)
}
