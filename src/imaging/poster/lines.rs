//! A sentence broken into lines that fit, in the order in which it is read.

use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};

/// Lines that fit, as places in the sentence, broken at spaces; a word longer than a line is broken anywhere, as long
/// addresses must be.
pub(super) fn wrapped(sentence: &str, fits: impl Fn(Range<usize>) -> bool) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut line: Option<Range<usize>> = None;
    for word in words(sentence) {
        if let Some(begun) = &mut line {
            if fits(begun.start..word.end) {
                begun.end = word.end;
                continue;
            }
            lines.push(begun.clone());
        }
        let mut rest = word;
        while !fits(rest.clone()) {
            let ends = ends_of_letters(sentence, rest.clone());
            let some = ends.partition_point(|end| fits(rest.start..*end)).max(1);
            let Some(end) = ends.get(some - 1).copied().filter(|end| *end < rest.end) else { break };
            lines.push(rest.start..end);
            rest.start = end;
        }
        line = Some(rest);
    }
    lines.extend(line);
    lines
}

/// Where each word is. Spaces that do not break, as those inside French quotation marks, are letters of their words.
fn words(sentence: &str) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    let words = sentence.split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}'));
    words.filter(|word| !word.is_empty()).filter_map(move |word| {
        let start = next + sentence.get(next..)?.find(word)?;
        next = start + word.len();
        Some(start..next)
    })
}

/// Where each letter of a word ends, the marks upon it and what joins it to others being part of it.
fn ends_of_letters(sentence: &str, word: Range<usize>) -> Vec<usize> {
    let letters = sentence.get(word.clone()).unwrap_or_default().char_indices().skip(1);
    let begins = letters.filter(|(_, c)| !matches!(bidi_class(*c), BidiClass::NSM | BidiClass::BN));
    begins.map(|(at, _)| word.start + at).chain([word.end]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter is as wide as any other, marks have no width.
    fn lines(sentence: &str, most: usize) -> Vec<&str> {
        let width = |text: &str| text.chars().filter(|c| bidi_class(*c) != BidiClass::NSM).count();
        let fits = |place: Range<usize>| sentence.get(place).is_some_and(|text| width(text) <= most);
        wrapped(sentence, fits).into_iter().filter_map(|place| sentence.get(place)).collect()
    }

    #[test]
    fn lines_fit_and_long_words_are_broken() {
        assert_eq!(lines("Photo : le pont, par Anne", 10), ["Photo : le", "pont, par", "Anne"]);
        assert_eq!(lines("zef.example/photos/1", 8), ["zef.exam", "ple/phot", "os/1"]);
        assert_eq!(lines("le abcdefghij fin", 6), ["le", "abcdef", "ghij", "fin"]);
        assert_eq!(lines("ab cd", 0), ["a", "b", "c", "d"]);
        assert!(lines(" ", 5).is_empty());
    }

    #[test]
    fn quotation_marks_stay_with_what_they_hold() {
        assert_eq!(lines("Photo «\u{a0}Le pont\u{a0}», par", 9), ["Photo", "«\u{a0}Le", "pont\u{a0}»,", "par"]);
    }

    #[test]
    fn a_mark_stays_on_its_letter() {
        assert_eq!(lines("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
    }
}
