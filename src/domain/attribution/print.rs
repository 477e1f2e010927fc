//! For paper: what can be read and typed again, without schemes.

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, changes, lead},
    phrases::Phrases,
};

pub(super) struct Print;

impl Encoder for Print {
    fn foreign(&self, out: &mut String, text: &str) {
        out.push_str(text);
    }

    fn link(&self, out: &mut String, role: Role, text: &str, address: Option<&Address>) {
        out.push_str(text);
        if let (Role::Licence, Some(address)) = (role, address) {
            out.push_str(" – ");
            out.push_str(address.without_scheme().trim_end_matches('/'));
        }
    }

    fn after_title(&self, out: &mut String, page: Option<&Address>) {
        if let Some(page) = page {
            out.push_str(" – ");
            out.push_str(page.without_scheme());
        }
    }
}

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    let mut out = String::with_capacity(256);
    // Without a title the sentence says "photograph" by itself.
    if credit.title.is_some() {
        out.push_str(words.photo);
    }
    lead(&mut out, &Print, credit, words);
    out.push('.');
    changes(&mut out, &Print, credit, words);
    if let Some(source) = &credit.source {
        out.push(' ');
        out.push_str(source.without_scheme());
    }
    out
}
