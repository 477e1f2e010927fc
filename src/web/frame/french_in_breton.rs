//! A page in Breton tells which of its words are still French (WCAG 2.2, 3.1.2).
//!
//! [`Messages::of_page`](crate::web::i18n::Messages::of_page) puts a mark before and after each message that Breton lacks. Here
//! the marks become `lang="fr"`: on the element that holds the message and nothing else, otherwise on a `<span>`. Where no
//! element may stand (attributes, titles, options), they are removed.

use std::borrow::Cow;

use crate::web::i18n::{FRENCH_BEGINS, FRENCH_ENDS};

/// Elements whose content is text only.
const OF_TEXT_ONLY: [&str; 5] = ["title", "textarea", "option", "script", "style"];

/// The page with `lang` instead of marks.
pub fn with_languages(page: String) -> String {
    if !page.contains(FRENCH_BEGINS) {
        return page;
    }
    let mut written = String::with_capacity(page.len() + page.len() / 8);
    let mut rest = page.as_str();
    let mut is_in_tag = false;
    let mut text_only: Option<&str> = None;
    while let Some(at) = rest.find(['<', '>', FRENCH_BEGINS, FRENCH_ENDS]) {
        let (before, from) = rest.split_at(at);
        written.push_str(before);
        let mut letters = from.chars();
        let found = letters.next();
        rest = letters.as_str();
        match found {
            Some('<') => {
                written.push('<');
                if let Some(name) = text_only {
                    if rest.strip_prefix('/').is_some_and(|end| end.starts_with(name)) {
                        (text_only, is_in_tag) = (None, true);
                    }
                } else {
                    is_in_tag = true;
                    text_only = OF_TEXT_ONLY
                        .into_iter()
                        .find(|name| rest.strip_prefix(name).is_some_and(|after| after.starts_with([' ', '>', '\n'])));
                }
            }
            Some('>') => {
                written.push('>');
                is_in_tag = false;
            }
            Some(FRENCH_BEGINS) if !is_in_tag && text_only.is_none() => {
                let (said, after) = message(rest);
                place(&mut written, &said, after);
                rest = after;
            }
            _ => {}
        }
    }
    written.push_str(rest);
    written
}

/// What stands before the mark that ends the message, without the marks of messages inside it, and what follows.
fn message(text: &str) -> (Cow<'_, str>, &str) {
    let mut depth = 1_usize;
    for (at, mark) in text.match_indices([FRENCH_BEGINS, FRENCH_ENDS]) {
        depth = if mark.starts_with(FRENCH_BEGINS) { depth.saturating_add(1) } else { depth.saturating_sub(1) };
        if depth == 0 {
            let (said, from) = text.split_at(at);
            let said = if said.contains(FRENCH_BEGINS) {
                said.replace([FRENCH_BEGINS, FRENCH_ENDS], "").into()
            } else {
                said.into()
            };
            return (said, from.strip_prefix(FRENCH_ENDS).unwrap_or_default());
        }
    }
    ("".into(), text)
}

/// Writes a message in French, which `after` follows.
fn place(written: &mut String, said: &str, after: &str) {
    if said.is_empty() {
        return;
    }
    if let Some(end) = end_of_lone_tag(written, after) {
        written.insert_str(end, " lang=\"fr\"");
        written.push_str(said);
    } else {
        written.extend(["<span lang=\"fr\">", said, "</span>"]);
    }
}

/// Where the last tag may receive an attribute, if it opens an element that the message fills.
fn end_of_lone_tag(written: &str, after: &str) -> Option<usize> {
    let end = written.strip_suffix('>')?.len();
    let (_, tag) = written.get(..end)?.rsplit_once('<')?;
    let name = tag.split([' ', '\n']).next()?;
    let closing = after.strip_prefix("</")?.strip_prefix(name)?;
    (closing.starts_with('>') && !tag.contains(" lang=")).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> String {
        with_languages(page.replace('[', "\u{e000}").replace(']', "\u{e001}"))
    }

    #[test]
    fn french_is_named_where_an_element_can_be() {
        for (page, wanted) in [
            ("<p>[Bonjour.]</p>", "<p lang=\"fr\">Bonjour.</p>"),
            ("<p class=\"note\">[Bonjour.]</p>", "<p class=\"note\" lang=\"fr\">Bonjour.</p>"),
            ("<p>[Un.] [Deux.]</p>", "<p><span lang=\"fr\">Un.</span> <span lang=\"fr\">Deux.</span></p>"),
            ("<b>x</b>[Un]</p>", "<b>x</b><span lang=\"fr\">Un</span></p>"),
            ("<p>[le [mai] 2020]</p>", "<p lang=\"fr\">le mai 2020</p>"),
            ("<a lang=\"en\">[Un]</a>", "<a lang=\"en\"><span lang=\"fr\">Un</span></a>"),
        ] {
            assert_eq!(read(page), wanted);
        }
    }

    #[test]
    fn elsewhere_marks_are_removed() {
        for (page, wanted) in [
            ("<title>[Un] · Zef</title><p>[Un]</p>", "<title>Un · Zef</title><p lang=\"fr\">Un</p>"),
            ("<a title=\"[Un]\">Unan</a>", "<a title=\"Un\">Unan</a>"),
            ("<option value=\"\">[Un]</option>", "<option value=\"\">Un</option>"),
            ("<textarea>[Un]\n</textarea>[Un]", "<textarea>Un\n</textarea><span lang=\"fr\">Un</span>"),
        ] {
            assert_eq!(read(page), wanted);
        }
        // A mark that somebody wrote in a title is no message.
        assert_eq!(read("<p>a[b</p>"), "<p>ab</p>");
        assert_eq!(read("<p>a]b[c]</p>"), "<p>ab<span lang=\"fr\">c</span></p>");
    }
}
