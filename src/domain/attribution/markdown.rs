//! Markdown that `CommonMark` and GitHub read alike.
//!
//! One thing no escape prevents: GitHub makes a link of an e-mail address in the words of a change, after it has read the
//! escapes. Inside the links of title and author it does not.

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, sentence},
    phrases::Phrases,
};

pub(super) struct Markdown;

impl Encoder for Markdown {
    fn foreign(&self, out: &mut String, text: &str) {
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            if has_a_meaning(c, out, rest.peek().copied()) {
                out.push('\\');
            }
            out.push(c);
        }
    }

    fn link(&self, out: &mut String, _: Role, text: &str, address: Option<&Address>) {
        let Some(address) = address else {
            return self.foreign(out, text);
        };
        out.push('[');
        self.foreign(out, text);
        out.push_str("](");
        out.push_str(&address.encoded(|c| {
            matches!(c, '(' | ')' | '<' | '>' | '\\' | '"' | '\'' | '*' | '_' | '`' | '|' | '[' | ']' | '~' | '$')
                || c == ';' && address.may_hold_an_entity()
        }));
        out.push(')');
    }
}

/// Marks of `CommonMark`, of GitHub's tables, strikethrough, formulas and bare links, and of smart punctuation.
fn has_a_meaning(c: char, before: &str, after: Option<char>) -> bool {
    match c {
        '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '+' | '!' | '<' | '>' | '&' | '|' | '~'
        | '$' | '=' | '^' => true,
        ':' => after == Some('/'),
        '-' => after == Some('-') || before.ends_with('-'),
        '.' => {
            after == Some('.')
                || before.ends_with('.')
                || before.get(before.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("www"))
        }
        _ => false,
    }
}

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    sentence(&Markdown, credit, words)
}
