//! SPIP shortcuts: `[text->address]`. Marks become numeric entities, which SPIP leaves alone.

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, sentence},
    phrases::Phrases,
};

pub(super) struct Spip;

impl Encoder for Spip {
    fn foreign(&self, out: &mut String, text: &str) {
        for c in text.chars() {
            match c {
                '&' | '<' | '>' | '[' | ']' | '{' | '}' | '|' | '~' | '#' | '*' | '_' | '=' | '"' | '@' | '$' => {
                    out.push_str("&#");
                    out.push_str(&u32::from(c).to_string());
                    out.push(';');
                }
                c => out.push(c),
            }
        }
    }

    fn link(&self, out: &mut String, _: Role, text: &str, address: Option<&Address>) {
        let Some(address) = address else {
            return self.foreign(out, text);
        };
        out.push('[');
        self.foreign(out, text);
        out.push_str("->");
        out.push_str(
            &address.encoded(|c| matches!(c, '[' | ']' | '<' | '>' | '"' | '\'' | '{' | '}' | '|' | '~' | '\\')),
        );
        out.push(']');
    }
}

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    sentence(&Spip, credit, words)
}
