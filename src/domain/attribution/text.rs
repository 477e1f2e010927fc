//! Plain text: a sentence with its addresses written out, for e-mail, word processors and captions.

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, sentence},
    phrases::Phrases,
};

pub(super) struct Text;

impl Encoder for Text {
    fn foreign(&self, out: &mut String, text: &str) {
        out.push_str(text);
    }

    fn link(&self, out: &mut String, role: Role, text: &str, address: Option<&Address>) {
        out.push_str(text);
        if let (Role::Licence, Some(address)) = (role, address) {
            out.push_str(" (");
            out.push_str(address.as_str());
            out.push(')');
        }
    }

    fn after_title(&self, out: &mut String, page: Option<&Address>) {
        if let Some(page) = page {
            out.push_str(" (");
            out.push_str(page.as_str());
            out.push(')');
        }
    }
}

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    let mut out = sentence(&Text, credit, words);
    if let Some(source) = &credit.source {
        out.push_str(words.source);
        out.push_str(source.as_str());
    }
    out
}
