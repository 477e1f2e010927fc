//! LaTeX with hyperref, in UTF-8 (the default of LaTeX since 2018), for `pdfLaTeX` and `LuaLaTeX` alike.
//!
//! `pdfLaTeX` knows a letter only where the font's encoding (T1) has it, `LuaLaTeX` where the font has it. What either does not
//! know by its own character is written as a command that both know; what neither can print stays as it is, and `pdfLaTeX`
//! says so with an error.

use std::iter;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, sentence},
    phrases::Phrases,
};

pub(super) struct Latex;

impl Encoder for Latex {
    fn foreign(&self, out: &mut String, text: &str) {
        write(out, text, Commands::WhereNeeded);
    }

    fn link(&self, out: &mut String, _: Role, text: &str, address: Option<&Address>) {
        let Some(address) = address else {
            return self.foreign(out, text);
        };
        out.push_str("\\href{");
        self.address(out, address);
        out.push_str("}{");
        self.foreign(out, text);
        out.push('}');
    }
}

impl Latex {
    /// A URI, which is what a PDF may link to (ISO 32000-1, 12.6.4.7). The three marks without a safe escape are
    /// percent-encoded; the rest takes a backslash, which hyperref removes even where the snippet is the argument of another
    /// command.
    #[expect(clippy::unused_self, reason = "an address is written by the same encoder as the texts")]
    pub(super) fn address(&self, out: &mut String, address: &Address) {
        for c in address.uri_encoded(|c| matches!(c, '~' | '$' | '\'')).chars() {
            if matches!(c, '%' | '#' | '&' | '_') {
                out.push('\\');
            }
            out.push(c);
        }
    }

    /// A text in ASCII where LaTeX has a command for it: BibTeX's styles cut some fields between any two bytes.
    #[expect(clippy::unused_self, reason = "by the same encoder as the texts")]
    pub(super) fn in_ascii(&self, out: &mut String, text: &str) {
        write(out, text, Commands::WherePossible);
    }
}

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    sentence(&Latex, credit, words)
}

/// Which characters are written as commands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Commands {
    /// Those that one of the engines does not print by themselves.
    WhereNeeded,
    /// All that have one, in ASCII.
    WherePossible,
}

fn write(out: &mut String, text: &str, commands: Commands) {
    let mut rest = text.chars().nfc().filter(|c| *c != COMBINING_GRAPHEME_JOINER).peekable();
    let mut before = None;
    while let Some(c) = rest.next() {
        if leaves_no_trace(c, before) {
            continue;
        }
        if before.is_some_and(|before| melt(before, c)) {
            // A kern keeps them apart in both engines; LuaLaTeX does not see an empty group.
            out.push_str("\\kern0pt");
        }
        let marks = iter::from_fn(|| rest.next_if(|next| is_combining_mark(*next)));
        let marks: Vec<char> = marks.filter(|mark| !leaves_no_trace(*mark, Some(c))).collect();
        let stays = commands == Commands::WhereNeeded && marks.is_empty() && is_known_to_both(c);
        if stays || !accented(out, c, &marks) {
            match in_ascii(c).filter(|_| commands == Commands::WherePossible) {
                Some(command) => out.push_str(command),
                None => character(out, c),
            }
            out.extend(marks);
        }
        before = Some(c);
    }
}

/// Pairs that the fonts of either engine make into another mark (ligatures of T1 and OT1, `tlig` of luaotfload).
fn melt(one: char, other: char) -> bool {
    let single = |c| matches!(c, '\'' | '’' | 'ʼ');
    match (one, other) {
        ('-' | '–', '-') | (',', ',') | ('<', '<') | ('>', '>') | ('‘' | 'ʻ' | '!' | '?', '‘' | 'ʻ') => true,
        (one, other) => single(one) && single(other),
    }
}

/// Letters with accents that both engines know by their own character: Latin-1, Latin Extended-A and those of Romanian.
fn is_known_to_both(c: char) -> bool {
    matches!(c, '\0'..='\u{17f}' | '\u{218}'..='\u{21b}')
}

/// Writes a letter as accents around a plain letter, and says whether it could.
fn accented(out: &mut String, c: char, marks: &[char]) -> bool {
    let mut parts = iter::once(c).chain(marks.iter().copied()).nfd();
    let base = match parts.next() {
        Some(base) if base.is_ascii_alphabetic() || matches!(base, 'æ' | 'Æ' | 'ø' | 'Ø' | 'œ' | 'Œ') => base,
        _ => return false,
    };
    let (below, above): (Vec<char>, Vec<char>) = parts.partition(|mark| is_below(*mark));
    // T1 puts an accent right on a letter that it has whole, and beside one that is composed already.
    let is_whole = |mark: &char| is_known_to_both([base, *mark].into_iter().nfc().next().unwrap_or(*mark));
    let can_be_stacked = match above.as_slice() {
        [] | [_] => true,
        [inner, _] => is_whole(inner),
        _ => false,
    };
    let commands: Option<Vec<&str>> = above.iter().chain(&below).map(|mark| command(*mark)).collect();
    let Some(commands) = commands.filter(|commands| can_be_stacked && !commands.is_empty()) else { return false };
    // The first mark is nearest to the letter.
    for (rank, command) in commands.iter().rev().enumerate() {
        if rank > 0 {
            out.push('{');
        }
        out.push('\\');
        out.push_str(command);
    }
    let is_dotted = matches!(base, 'i' | 'j') && !above.is_empty();
    let is_letter = commands.first().is_some_and(|command| command.ends_with(|c: char| c.is_ascii_alphabetic()));
    out.push_str(match (is_letter || is_dotted, is_dotted) {
        (true, true) => "{\\",
        (true, false) => "{",
        _ => "",
    });
    match base {
        'æ' => out.push_str("{\\ae}"),
        'Æ' => out.push_str("{\\AE}"),
        'ø' => out.push_str("{\\o}"),
        'Ø' => out.push_str("{\\O}"),
        'œ' => out.push_str("{\\oe}"),
        'Œ' => out.push_str("{\\OE}"),
        base => out.push(base),
    }
    if is_letter || is_dotted {
        out.push('}');
    }
    out.extend(iter::repeat_n('}', commands.len() - 1));
    true
}

/// Whether a combining mark stands below its letter.
fn is_below(mark: char) -> bool {
    matches!(mark, '\u{323}' | '\u{326}' | '\u{327}' | '\u{328}' | '\u{331}')
}

/// The command of a combining mark that T1 and `LuaLaTeX` both have.
fn command(mark: char) -> Option<&'static str> {
    Some(match mark {
        '\u{300}' => "`",
        '\u{301}' => "'",
        '\u{302}' => "^",
        '\u{303}' => "~",
        '\u{304}' => "=",
        '\u{306}' => "u",
        '\u{307}' => ".",
        '\u{308}' => "\"",
        '\u{30a}' => "r",
        '\u{30b}' => "H",
        '\u{30c}' => "v",
        '\u{323}' => "d",
        '\u{326}' => "textcommabelow",
        '\u{327}' => "c",
        '\u{328}' => "k",
        '\u{331}' => "b",
        _ => return None,
    })
}

/// Writes one character that has no accent, or none that has a command.
fn character(out: &mut String, c: char) {
    match c {
        '\\' => out.push_str("\\textbackslash{}"),
        // Named, not `\{`: BibTeX counts braces whatever stands before them.
        '{' => out.push_str("\\textbraceleft{}"),
        '}' => out.push_str("\\textbraceright{}"),
        '$' | '&' | '#' | '_' | '%' => {
            out.push('\\');
            out.push(c);
        }
        '^' => out.push_str("\\textasciicircum{}"),
        '~' => out.push_str("\\textasciitilde{}"),
        '`' => out.push_str("\\textasciigrave{}"),
        '<' => out.push_str("\\textless{}"),
        '>' => out.push_str("\\textgreater{}"),
        '|' => out.push_str("\\textbar{}"),
        // The other typefaces have a curved one at this place in OT1 and in LuaLaTeX, or an error.
        '"' => out.push_str("\\texttt{\\char34}"),
        'ʼ' => out.push_str("\\textquoteright{}"),
        'ʻ' => out.push_str("\\textquoteleft{}"),
        'ˮ' => out.push_str("\\textquotedblright{}"),
        '−' => out.push_str("\\textminus{}"),
        '‒' => out.push_str("\\textendash{}"),
        '―' => out.push_str("\\textemdash{}"),
        '′' | 'ʹ' => out.push_str("\\textquotesingle{}"),
        '″' | 'ʺ' => out.push_str("\\textquotesingle{}\\textquotesingle{}"),
        '‴' => out.push_str("\\textquotesingle{}\\textquotesingle{}\\textquotesingle{}"),
        '≤' => out.push_str("\\ensuremath{\\leq}"),
        '≥' => out.push_str("\\ensuremath{\\geq}"),
        '≈' => out.push_str("\\ensuremath{\\approx}"),
        '∞' => out.push_str("\\ensuremath{\\infty}"),
        // Thin and narrow spaces, wide ones, and the one as wide as a digit, at which no line ends.
        '\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => out.push_str("\\,"),
        '\u{2000}'..='\u{2005}' => out.push(' '),
        '\u{2007}' => out.push('~'),
        '⁰' | '⁴'..='⁹' | '₀'..='₉' => raised_or_lowered(out, c),
        c => out.push(c),
    }
}

/// The command of a character that both engines know, where it has one without an accent.
fn in_ascii(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{a0}' => "~",
        '‘' => "\\textquoteleft{}",
        '’' => "\\textquoteright{}",
        '“' => "\\textquotedblleft{}",
        '”' => "\\textquotedblright{}",
        '«' => "\\guillemetleft{}",
        '»' => "\\guillemetright{}",
        '–' => "\\textendash{}",
        '—' => "\\textemdash{}",
        '…' => "\\dots{}",
        _ => return None,
    })
}

fn raised_or_lowered(out: &mut String, c: char) {
    out.push_str(if c < '₀' { "\\textsuperscript{" } else { "\\textsubscript{" });
    out.extend(c.nfkd());
    out.push('}');
}

/// It keeps two marks from changing places, and prints nothing (Unicode 16, 23.2).
const COMBINING_GRAPHEME_JOINER: char = '\u{34f}';

/// Marks that print nothing by themselves, and that fonts do not have. Between letters of a script whose fonts shape them
/// (from Hebrew on), joiners and variants are the font's business.
fn leaves_no_trace(c: char, before: Option<char>) -> bool {
    match c {
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{206a}'..='\u{206f}' => true,
        '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => before.is_none_or(|before| before < '\u{590}'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latex(text: &str) -> String {
        let mut out = String::new();
        Latex.foreign(&mut out, text);
        out
    }

    #[test]
    fn accents_that_a_font_has_with_their_letter_stay_and_others_are_commands() {
        for (text, written) in [
            ("Élévation ŵ ș ł", "Élévation ŵ ș ł"),
            ("Nguyễn Thị", "Nguy\\~{\\^e}n Th\\d{i}"),
            ("ẁẃẅ ẽ ǹ", "\\`w\\'w\\\"w \\~e \\`n"),
            ("Marche\u{301} de Noe\u{308}l", "Marché de Noël"),
            ("ộ ṩ ḯ ǽ ǎ g\u{303}", "\\d{\\^o} \\d{\\.s} \\'{\\\"{\\i}} \\'{\\ae} \\v{a} \\~g"),
            // A horn and a hook have no command, Cyrillic has no T1, and three accents no place.
            ("ơ ả й e\u{302}\u{303}\u{301}", "ơ ả й ễ\u{301}"),
        ] {
            assert_eq!(latex(text), written, "{text}");
        }
    }

    #[test]
    fn marks_that_would_melt_are_kept_apart() {
        assert_eq!(latex("a -- b"), "a -\\kern0pt- b");
        assert_eq!(latex("a-\u{200b}-b"), "a-\\kern0pt-b");
        assert_eq!(latex("L''avant–-port !‘"), "L'\\kern0pt'avant–\\kern0pt-port !\\kern0pt‘");
        assert_eq!(
            latex("<<,,>>"),
            "\\textless{}\\kern0pt\\textless{},\\kern0pt,\\textgreater{}\\kern0pt\\textgreater{}"
        );
    }

    #[test]
    fn joiners_stay_where_a_font_shapes_letters() {
        assert_eq!(latex("a\u{200b}b\u{2060}c\u{200d}d"), "abcd");
        assert_eq!(latex("👩\u{200d}👧 نامه\u{200c}ای"), "👩\u{200d}👧 نامه\u{200c}ای");
    }

    #[test]
    fn a_text_in_ascii_has_only_commands() {
        let mut out = String::new();
        Latex.in_ascii(&mut out, "l’été");
        assert_eq!(out, "l\\textquoteright{}\\'et\\'e");
    }
}
