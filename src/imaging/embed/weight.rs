//! How many bytes a text takes in a packet.

/// How many bytes a text takes as XML.
pub(super) fn weight(text: &str) -> usize {
    text.chars().map(letter_weight).sum()
}

/// How many bytes a letter takes as XML.
pub(super) fn letter_weight(letter: char) -> usize {
    if matches!(letter, '&' | '<' | '>' | '"') { 6 } else { letter.len_utf8() }
}
