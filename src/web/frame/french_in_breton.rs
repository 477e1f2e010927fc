//! A page in Breton tells which of its words are still French (WCAG 2.2, 3.1.2).
//!
//! [`Messages::of_page`](crate::web::i18n::Messages::of_page) puts a mark before and after each message that Breton lacks. Here
//! the marks become `lang="fr"`: on the element that holds the message and nothing else, otherwise on a `<span>`. Titles and options
//! that begin with such a message are French, and so are elements that are told by an attribute in place of their content: images,
//! buttons with a picture. What an element contains that `aria-label` names, a region or a list, has a language of its own: its name
//! becomes a hidden element at the end of the page, with its language, to which `aria-labelledby` leads. Elsewhere in attributes, the
//! marks are removed.

use std::borrow::Cow;

use crate::web::i18n::{FRENCH_BEGINS, FRENCH_ENDS};

/// Elements whose content is text only.
const OF_TEXT_ONLY: [&str; 5] = ["title", "textarea", "option", "script", "style"];

/// Those of them that readers are told, and that nobody writes in.
const TOLD: [&str; 2] = ["title", "option"];

/// Elements that `alt` or `aria-label` names, whatever their content is (Accessible Name and Description Computation 1.2, 4.3.2).
const NAMED_BY_ATTRIBUTE: [&str; 7] = ["img", "svg", "input", "button", "summary", "a", "progress"];

/// The attributes that name them, as they are written up to their value.
const NAMES: [&str; 2] = [" alt=\"", " aria-label=\""];

/// The attribute that names an element beside what it contains, as it is written up to its value.
const LABEL: &str = " aria-label=\"";

/// The page with `lang` instead of marks.
pub fn with_languages(page: String) -> String {
    if !page.contains(FRENCH_BEGINS) {
        return page;
    }
    let mut written = String::with_capacity(page.len() + page.len() / 8);
    let mut rest = page.as_str();
    // Where the tag that is being written begins.
    let mut tag: Option<usize> = None;
    let mut text_only: Option<&str> = None;
    let mut labels: Vec<String> = Vec::new();
    while let Some(at) = rest.find(['<', '>', FRENCH_BEGINS, FRENCH_ENDS]) {
        let (before, from) = rest.split_at(at);
        written.push_str(before);
        let mut letters = from.chars();
        let found = letters.next();
        rest = letters.as_str();
        match found {
            Some('<') => {
                let is_tag =
                    text_only.is_none_or(|name| rest.strip_prefix('/').is_some_and(|end| end.starts_with(name)));
                if is_tag {
                    tag = Some(written.len());
                    let opened =
                        |name: &&str| rest.strip_prefix(*name).is_some_and(|after| after.starts_with([' ', '>', '\n']));
                    text_only = OF_TEXT_ONLY.into_iter().find(opened);
                }
                written.push('<');
            }
            Some('>') => {
                written.push('>');
                tag = None;
            }
            Some(FRENCH_BEGINS) => match (tag, text_only) {
                (Some(begin), _) => {
                    if !name_by_attribute(&mut written, begin)
                        && let Some((said, after)) = label(&mut written, begin, rest, labels.len().saturating_add(1))
                    {
                        labels.push(said);
                        rest = after;
                    }
                }
                (None, Some(name)) => name_content(&mut written, name),
                (None, None) => {
                    let (said, after) = message(rest);
                    place(&mut written, &said, after);
                    rest = after;
                }
            },
            _ => {}
        }
    }
    written.push_str(rest);
    if !labels.is_empty() {
        let said =
            |(place, said): (usize, &String)| format!("<span id=\"{}\" lang=\"fr\">{said}</span>", id_of(place + 1));
        let said: String = labels.iter().enumerate().map(said).collect();
        let end = written.rfind("</body>").unwrap_or(written.len());
        written.insert_str(end, &format!("<div hidden>{said}</div>"));
    }
    written
}

/// Writes that the tag which begins here is French, if a message in French is about to name its element; whether its element is one
/// that is told by that name.
fn name_by_attribute(written: &mut String, begin: usize) -> bool {
    let Some((_, tag)) = written.split_at_checked(begin.saturating_add(1)) else { return false };
    let name = tag.split([' ', '\n']).next().unwrap_or_default();
    let is_told = NAMED_BY_ATTRIBUTE.contains(&name);
    let is_named = is_told && NAMES.iter().any(|attribute| tag.ends_with(attribute));
    if is_named && !tag.contains(" lang=") {
        written.insert_str(begin.saturating_add(1).saturating_add(name.len()), " lang=\"fr\"");
    }
    is_told
}

/// Writes where the name of an element is told, if a message in French is all of its label: that message, and what follows.
fn label<'a>(written: &mut String, begin: usize, text: &'a str, number: usize) -> Option<(String, &'a str)> {
    let tag = written.get(begin..)?.strip_suffix(LABEL)?;
    let (said, after) = message(text);
    if tag.contains(" lang=") || !after.starts_with('"') {
        return None;
    }
    written.truncate(written.len().saturating_sub(LABEL.len()));
    written.extend([" aria-labelledby=\"", &id_of(number)]);
    Some((said.into_owned(), after))
}

/// The id of a label, which no template has.
fn id_of(number: usize) -> String {
    format!("label-fr-{number}")
}

/// Writes that a title or an option is French, if a message in French is about to begin it.
fn name_content(written: &mut String, name: &str) {
    let is_begun = TOLD.contains(&name) && written.ends_with('>');
    let end = written.len().saturating_sub(1);
    let begin = written.rfind('<').filter(|_| is_begun);
    if let Some(false) = begin.and_then(|begin| written.get(begin..end)).map(|tag| tag.contains(" lang=")) {
        written.insert_str(end, " lang=\"fr\"");
    }
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
    fn what_is_told_by_an_attribute_or_is_text_only_is_named_french_too() {
        for (page, wanted) in [
            ("<title>[Un] · Zef</title><p>[Un]</p>", "<title lang=\"fr\">Un · Zef</title><p lang=\"fr\">Un</p>"),
            ("<option value=\"\">[Un]</option>", "<option value=\"\" lang=\"fr\">Un</option>"),
            ("<option>[Un] [Deux]</option>", "<option lang=\"fr\">Un Deux</option>"),
            ("<img src=\"a\" alt=\"[Un]\">", "<img lang=\"fr\" src=\"a\" alt=\"Un\">"),
            (
                "<a href=\"a\" aria-label=\"[Un]\" title=\"[Un]\">",
                "<a lang=\"fr\" href=\"a\" aria-label=\"Un\" title=\"Un\">",
            ),
            ("<img lang=\"en\" alt=\"[Un]\">", "<img lang=\"en\" alt=\"Un\">"),
        ] {
            assert_eq!(read(page), wanted);
        }
    }

    #[test]
    fn what_names_a_region_is_french_beside_what_it_contains() {
        let nav = "<nav aria-labelledby=\"label-fr-1\"><p>Unan</p></nav>";
        let told = "<div hidden><span id=\"label-fr-1\" lang=\"fr\">le mai</span></div>";
        for (page, wanted) in [
            ("<nav aria-label=\"[le [mai]]\"><p>Unan</p></nav>", format!("{nav}{told}")),
            ("<body><nav aria-label=\"[le mai]\"><p>Unan</p></nav></body>", format!("<body>{nav}{told}</body>")),
            ("<nav lang=\"en\" aria-label=\"[Un]\">", "<nav lang=\"en\" aria-label=\"Un\">".to_owned()),
            ("<ul aria-label=\"[Un] 2\">", "<ul aria-label=\"Un 2\">".to_owned()),
        ] {
            assert_eq!(read(page), wanted);
        }
    }

    #[test]
    fn elsewhere_marks_are_removed() {
        for (page, wanted) in [
            ("<title>Unan [Un]</title>", "<title>Unan Un</title>"),
            ("<a title=\"[Un]\">Unan</a>", "<a title=\"Un\">Unan</a>"),
            ("<img alt=\"Unan [Un]\">", "<img alt=\"Unan Un\">"),
            ("<textarea>[Un]\n</textarea>[Un]", "<textarea>Un\n</textarea><span lang=\"fr\">Un</span>"),
        ] {
            assert_eq!(read(page), wanted);
        }
        // A mark that somebody wrote in a title is no message.
        assert_eq!(read("<p>a[b</p>"), "<p>ab</p>");
        assert_eq!(read("<p>a]b[c]</p>"), "<p>ab<span lang=\"fr\">c</span></p>");
    }
}
