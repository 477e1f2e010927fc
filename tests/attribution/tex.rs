//! TeX as far as snippets use it: what it reads in a group, and what it prints for it.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::readers::Link;

/// Commands without an argument, and what they print.
const SYMBOLS: [(&str, &str); 38] = [
    ("textbackslash{}", "\\"),
    ("textbraceleft{}", "{"),
    ("textbraceright{}", "}"),
    ("textasciicircum{}", "^"),
    ("textasciitilde{}", "~"),
    ("textasciigrave{}", "`"),
    ("textless{}", "<"),
    ("textgreater{}", ">"),
    ("textbar{}", "|"),
    ("texttt{\\char34}", "\""),
    ("textquoteleft{}", "‘"),
    ("textquoteright{}", "’"),
    ("textquotedblleft{}", "“"),
    ("textquotedblright{}", "”"),
    ("textquotesingle{}", "'"),
    ("guillemetleft{}", "«"),
    ("guillemetright{}", "»"),
    ("textendash{}", "–"),
    ("textemdash{}", "—"),
    ("textminus{}", "−"),
    ("dots{}", "…"),
    ("ensuremath{\\leq}", "≤"),
    ("ensuremath{\\geq}", "≥"),
    ("ensuremath{\\approx}", "≈"),
    ("ensuremath{\\infty}", "∞"),
    // Keeps two marks apart, and prints nothing.
    ("kern0pt", ""),
    (",", "\u{202f}"),
    ("i}", "i}"),
    ("j}", "j}"),
    ("ae}", "æ}"),
    ("AE}", "Æ}"),
    ("oe}", "œ}"),
    ("OE}", "Œ}"),
    ("$", "$"),
    ("&", "&"),
    ("#", "#"),
    ("_", "_"),
    ("%", "%"),
];

/// Commands of accents, each with its combining mark.
const ACCENTS: [(&str, char); 16] = [
    ("textcommabelow", '\u{326}'),
    ("`", '\u{300}'),
    ("'", '\u{301}'),
    ("^", '\u{302}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    ("u", '\u{306}'),
    (".", '\u{307}'),
    ("\"", '\u{308}'),
    ("r", '\u{30a}'),
    ("H", '\u{30b}'),
    ("v", '\u{30c}'),
    ("d", '\u{323}'),
    ("c", '\u{327}'),
    ("k", '\u{328}'),
    ("b", '\u{331}'),
];

/// Reads `\href{address}{text}` as TeX does: links and whole text; braces must balance, no special may stand bare.
pub fn latex(snippet: &str) -> (Vec<Link>, String) {
    let (mut links, mut whole) = (Vec::new(), String::new());
    let mut pieces = snippet.split("\\href{");
    whole.push_str(&printed(pieces.next().unwrap_or_default()));
    for piece in pieces {
        let (address, after) = tex(piece, false);
        let (text, after) = tex(after.strip_prefix('{').unwrap(), true);
        whole.push_str(&text);
        whole.push_str(&printed(after));
        links.push(Link { text, address });
    }
    (links, whole)
}

/// What TeX prints for a source without groups.
fn printed(source: &str) -> String {
    let group = format!("{source}}}");
    let (text, rest) = tex(&group, true);
    assert_eq!(rest, "", "a stray brace in {source}");
    text
}

/// A text as the usual fonts of LaTeX print it: written apart from the code under test.
pub fn as_printed(text: &str) -> String {
    let mut printed = String::new();
    let mut before = None;
    for c in text.nfc() {
        match c {
            'ʼ' => printed.push('’'),
            'ʻ' => printed.push('‘'),
            'ˮ' => printed.push('”'),
            '‒' => printed.push('–'),
            '―' => printed.push('—'),
            '′' | 'ʹ' => printed.push('\''),
            '″' | 'ʺ' => printed.push_str("''"),
            '‴' => printed.push_str("'''"),
            '\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => printed.push('\u{202f}'),
            '\u{2000}'..='\u{2005}' => printed.push(' '),
            '\u{2007}' => printed.push('\u{a0}'),
            '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}' => continue,
            // Joiners and variants are for scripts that fonts shape.
            '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' if before.is_none_or(|before| before < '\u{590}') => {
                continue;
            }
            c => printed.push(c),
        }
        // A mark is shaped with its letter.
        if before.is_none() || !is_combining_mark(c) {
            before = Some(c);
        }
    }
    printed.nfc().collect()
}

/// What TeX reads up to the closing brace, and the rest after it. Where it prints, doubled marks melt into one.
pub fn tex(source: &str, prints: bool) -> (String, &str) {
    let mut printed = String::new();
    let mut rest = source;
    loop {
        let c = rest.chars().next().expect("a group is closed");
        rest = &rest[c.len_utf8()..];
        match c {
            '}' => return (printed.nfc().collect(), rest),
            '{' => rest = rest.strip_prefix('}').expect("only empty groups inside"),
            '\\' => {
                let (text, after) = command(rest);
                printed.push_str(&text);
                rest = after;
            }
            '~' => printed.push('\u{a0}'),
            '$' | '&' | '#' | '_' | '%' | '^' | '"' | '<' | '>' | '|' | '`' => panic!("a bare {c} in {source}"),
            c => {
                assert!(
                    !(prints && matches!(c, '-' | '\'' | ',') && rest.starts_with(c)),
                    "{c}{c} would melt in {source}"
                );
                printed.push(c);
            }
        }
    }
}

/// What a command prints, and the rest after it.
fn command(source: &str) -> (String, &str) {
    if let Some((name, text)) = SYMBOLS.iter().find(|(name, _)| source.starts_with(name)) {
        // A letter in a group of its own, whose brace is still to be read.
        let (text, inside) =
            text.strip_suffix('}').filter(|text| !text.is_empty()).map_or((*text, 0), |text| (text, 1));
        return (text.to_owned(), &source[name.len() - inside..]);
    }
    for (name, zero) in [("textsuperscript{", '⁰'), ("textsubscript{", '₀')] {
        if let Some((digit, after)) = source.strip_prefix(name).and_then(|rest| rest.split_once('}')) {
            let digit = digit.parse::<u32>().unwrap();
            return (char::from_u32(u32::from(zero) + digit).unwrap().to_string(), after);
        }
    }
    for letter in [("o}", "ø"), ("O}", "Ø")] {
        if source.starts_with(letter.0) {
            return (letter.1.to_owned(), &source[1..]);
        }
    }
    let accent = ACCENTS.iter().find(|(name, _)| {
        let after = source.strip_prefix(name).and_then(|rest| rest.chars().next());
        // The name of a command in letters ends where they end.
        after.is_some_and(|after| !name.chars().all(|c| c.is_ascii_alphabetic()) || !after.is_ascii_alphabetic())
    });
    let (name, mark) = accent.unwrap_or_else(|| panic!("an unknown command at {source}"));
    let rest = &source[name.len()..];
    let (letter, after) = if let Some(group) = rest.strip_prefix('{') {
        group_of_a_letter(group)
    } else {
        let letter = rest.chars().next().unwrap();
        (letter.to_string(), &rest[letter.len_utf8()..])
    };
    ([letter.as_str(), &mark.to_string()].concat(), after)
}

/// A letter in a group, accents of its own perhaps.
fn group_of_a_letter(source: &str) -> (String, &str) {
    let (letter, rest) = tex(source, true);
    assert!(!letter.is_empty(), "an accent over nothing at {source}");
    (letter, rest)
}
