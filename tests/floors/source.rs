//! Just enough reading of Rust to know who imports whom: comments and strings blanked, paths followed.

use std::collections::BTreeSet;

/// The same text, its comments and the content of its strings blanked; lines stay where they are.
pub fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = length_of_what_is_not_code(rest, kept.chars().next_back());
        if skipped == 0 {
            kept.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            kept.extend(rest[..skipped].chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
            rest = &rest[skipped..];
        }
    }
    kept
}

/// The length of the comment, string or character that begins here; 0 if none does.
fn length_of_what_is_not_code(rest: &str, before: Option<char>) -> usize {
    let in_a_word = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    if let Some(raw) = rest.strip_prefix('r').filter(|_| !in_a_word) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let closing = format!("\"{}", "#".repeat(hashes));
            let body = 1 + hashes + 1;
            return rest[body..].find(&closing).map_or(rest.len(), |end| body + end + closing.len());
        }
    }
    if let Some(character) = rest.strip_prefix('\'') {
        // 'x' and '\n' are characters; 'static is a lifetime.
        let mut letters = character.chars();
        let first = letters.next();
        if first == Some('\\') {
            return quoted(rest, '\'');
        }
        if letters.next() == Some('\'') {
            return 2 + first.map_or(0, char::len_utf8);
        }
    }
    0
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (place, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return place + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The text up to its tests, which end a file.
pub fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests {").map_or(text, |end| &text[..end])
}

/// The lines of code, comments taken out, where a crate is named: `name::…` or `use name;`, not as a part of a longer
/// path or word.
pub fn names(text: &str, name: &str) -> BTreeSet<usize> {
    let named = |place: usize| {
        let before = text[..place].chars().next_back();
        let after = &text[place + name.len()..];
        let begins = !before.is_some_and(|letter| letter.is_alphanumeric() || "_:.".contains(letter));
        let a_use = text[..place].trim_end().ends_with("use") && after.starts_with([';', ' ']);
        begins && (after.starts_with("::") || a_use)
    };
    text.match_indices(name)
        .map(|(place, _)| place)
        .filter(|place| named(*place))
        .map(|place| line_of(text, place))
        .collect()
}

/// The rooms that a file's code names, comments taken out, with the lines: by `crate::`, by `zef::`, and by `super::` up
/// to the top.
pub fn rooms_named(path: &str, text: &str, rooms: &[&str]) -> BTreeSet<(usize, String)> {
    let ways = ["crate::".to_owned(), "zef::".to_owned(), "super::".repeat(depth(path))];
    let named = ways.iter().filter(|way| !way.is_empty()).flat_map(|way| led_to(text, way));
    named.filter(|(_, word)| rooms.contains(&word.as_str())).collect()
}

/// Every first word after a way such as `crate::` or `std::`, with its line; after `std::{…}`, that of each branch.
pub fn led_to(text: &str, way: &str) -> BTreeSet<(usize, String)> {
    let mut found = BTreeSet::new();
    for (place, _) in text.match_indices(way) {
        let before = text[..place].chars().next_back();
        let within_a_path = before.is_some_and(|letter| letter.is_alphanumeric() || "_:$".contains(letter));
        // A way up by `super` may go on from another `super`.
        if within_a_path && !way.starts_with("super") {
            continue;
        }
        let rest = place + way.len();
        found.extend(heads(&text[rest..]).into_iter().map(|(offset, word)| (line_of(text, rest + offset), word)));
    }
    found
}

/// How many `super` lead from a file's module to the top of the crate.
fn depth(path: &str) -> usize {
    let path = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if matches!(path, "lib" | "main") { 0 } else { path.split('/').count() }
}

/// The first word after `crate::`, or the first word of each branch of `crate::{…}`, with their places.
fn heads(rest: &str) -> Vec<(usize, String)> {
    let word_at = |place: usize| -> String {
        rest[place..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
    };
    if !rest.starts_with('{') {
        return vec![(0, word_at(0))];
    }
    let mut found = Vec::new();
    let (mut nested, mut awaited) = (0_usize, false);
    for (place, letter) in rest.char_indices() {
        match letter {
            '{' => {
                nested += 1;
                awaited = nested == 1;
            }
            '}' if nested == 1 => break,
            '}' => nested -= 1,
            ',' => awaited = nested == 1,
            _ if awaited && (letter.is_alphanumeric() || letter == '_') => {
                found.push((place, word_at(place)));
                awaited = false;
            }
            _ => {}
        }
    }
    found
}

fn line_of(text: &str, place: usize) -> usize {
    text[..place].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOMS: [&str; 4] = ["domain", "catalog", "library", "web"];

    fn named(path: &str, text: &str) -> Vec<(usize, String)> {
        rooms_named(path, &without_comments(text), &ROOMS).into_iter().collect()
    }

    #[test]
    fn a_plain_import_is_seen() {
        assert_eq!(named("src/catalog/photos.rs", "use crate::web::urls;"), [(1, "web".to_owned())]);
        assert_eq!(named("src/main.rs", "fn main() { zef::library::open() }"), [(1, "library".to_owned())]);
    }

    #[test]
    fn each_branch_of_a_group_is_seen_and_no_leaf() {
        let text = "use crate::{\n    catalog::{noun, web},\n    domain::{self, library},\n    web,\n};";
        let found = named("src/library/a.rs", text);
        assert_eq!(found, [(2, "catalog".to_owned()), (3, "domain".to_owned()), (4, "web".to_owned())]);
    }

    #[test]
    fn what_is_named_of_the_standard_library_is_seen() {
        let found = led_to("use std::{fmt, fs::{self, File}};\nlet a = std::env::args(); my_std::net();", "std::");
        let words: Vec<&str> = found.iter().map(|(_, word)| word.as_str()).collect();
        assert_eq!(words, ["fmt", "fs", "env"]);
    }

    #[test]
    fn a_way_up_by_super_is_seen() {
        assert_eq!(named("src/catalog/photos.rs", "use super::super::web::urls;"), [(1, "web".to_owned())]);
        assert_eq!(named("src/catalog/mod.rs", "use super::library;"), [(1, "library".to_owned())]);
        assert!(named("src/catalog/photos.rs", "use super::library;").is_empty(), "a module beside it of that name");
    }

    #[test]
    fn comments_and_strings_import_nothing() {
        let text = "//! [`crate::web`]\n/* crate::web */ const A: &str = \"crate::web\"; const B: &str = r#\"\" crate::web\"#;\n\
                    const C: char = '\"'; use crate::domain::photo;";
        assert_eq!(named("src/catalog/a.rs", text), [(3, "domain".to_owned())]);
    }

    #[test]
    fn a_crate_is_seen_where_it_is_named_and_not_where_a_word_only_resembles_it() {
        let lines = |text: &str| names(&without_comments(text), "image").into_iter().collect::<Vec<_>>();
        assert_eq!(lines("use image::open;\n\n#[derive(image::A)]\nuse image;"), [1, 3, 4]);
        assert!(lines("use my_image::a; use crate::image::b; let image = 1; image.go(); // image::open").is_empty());
    }

    #[test]
    fn tests_at_the_end_are_left_out() {
        assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\nb"), "a\n");
    }
}
