//! Texts and addresses that broke other photo libraries, alone and in every order.

use proptest::{collection::vec, prelude::*, sample::select, strategy::Strategy};
use unicode_normalization::UnicodeNormalization as _;
use zef::domain::attribution::Attribution;

const FRAGMENTS: [&str; 56] = [
    "Le pont",
    " ",
    "\n",
    "\t",
    "{author}",
    "{title}",
    "$&",
    "$1",
    "%s",
    "%20",
    "\\",
    "\\\\",
    "`",
    "``",
    "*",
    "**gras**",
    "_",
    "__NOTOC__",
    "~~",
    "~~~~",
    "'",
    "''",
    "\"",
    "[",
    "]",
    "(",
    ")",
    "[[Fichier:x.jpg]]",
    "](javascript:alert(1))",
    "{{",
    "}}",
    "|",
    "=",
    "#REDIRECT",
    ":",
    ";",
    "<b>",
    "</script>",
    "<!--",
    "-->",
    "]]>",
    "&amp;",
    "&lt;",
    "&#60;",
    "&copy",
    "[url=https://evil.example]",
    "[/url]",
    "www.evil.example",
    "http://evil.example/",
    "ISBN 2070360024",
    "RFC 2616",
    "\\href{x}{y}",
    "--",
    "...",
    "👩\u{200d}👧",
    "مرحبا",
];

const TRICKS: [&str; 6] = ["\u{202e}", "\u{2066}", "\0", "\u{1b}", "\u{9b}", "\u{feff}"];

/// A text somebody might give as title or name, to hurt or not.
pub fn text() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![6 => select(&FRAGMENTS[..]).prop_map(str::to_owned), 1 => select(&TRICKS[..]).prop_map(str::to_owned), 2 => "\\PC{1,4}"];
    vec(fragment, 0..8).prop_map(|fragments| fragments.concat())
}

/// A date as precise as it is known, or a text somebody might give as one.
pub fn date() -> impl Strategy<Value = String> {
    prop_oneof!["(1[89]|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?[~?]?", text()]
}

/// An https address with anything after its host.
pub fn address() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        select(
            &[
                "a", "/", "?x=1", "&y", "&lt;", "(", ")", "<", ">", "\"", "'", "''", "*", "_", "__TOC__", "\\", "[",
                "]", "{", "}", "|", "~", "~~~~", "`", "^", "$", "#", "%41", "é", ";", "->", " "
            ][..]
        )
        .prop_map(str::to_owned),
        "[!-~]{1,3}",
    ];
    // No two `%` in a row of chance: what a stray one decodes to is nobody's business here.
    vec(fragment, 0..6)
        .prop_map(|fragments| format!("https://zef.example/{}", fragments.concat()).trim().to_owned())
        .prop_filter("a stray percent sign has no meaning", |address| !address.replace("%41", "").contains('%'))
}

/// What cleaning must leave of a text: written apart from the code under test.
pub fn cleaned(text: &str) -> Option<String> {
    let mut line = String::new();
    for c in text.chars() {
        let number = u32::from(c);
        if c.is_ascii_whitespace() || matches!(number, 0x0b | 0x85 | 0x2028 | 0x2029) {
            line.push(' ');
        } else if number >= 0x20
            && !(0x7f..0xa0).contains(&number)
            && !(0x202a..=0x202e).contains(&number)
            && !(0x2066..=0x2069).contains(&number)
            && number != 0xfeff
        {
            line.push(c);
        }
    }
    line = line.nfc().collect();
    while line.contains("  ") {
        line = line.replace("  ", " ");
    }
    let line = line.trim().to_owned();
    (!line.is_empty()).then_some(line)
}

/// The sentence that must tell of the changes in French, with the space before it: written apart from the code under test.
pub fn changes(record: &Attribution) -> String {
    let changes: Vec<String> = record.modifications.iter().filter_map(|text| cleaned(text)).collect();
    let by = record.modified_by.as_deref().and_then(cleaned).map(|editor| format!(" par {editor}"));
    let last = by.as_ref().or(changes.last());
    let stop = if last.is_some_and(|last| last.ends_with(['.', '!', '?', '…'])) { "" } else { "." };
    match (changes.is_empty(), by) {
        (true, None) => String::new(),
        (true, Some(by)) => format!(" Modifications{by}{stop}"),
        (false, by) => format!(" Modifications : {}{}{stop}", changes.join(", "), by.unwrap_or_default()),
    }
}
