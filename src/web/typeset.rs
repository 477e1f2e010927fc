//! A text as it is set on a page or on paper, never as it is kept or copied.

/// A text whose French signs stay with their words: no line begins with one of `: ; ! ? »` nor ends with `«`, as one may
/// when they were typed with the space bar.
#[must_use]
pub fn tied(text: &str) -> String {
    let mut tied = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let holds =
            before == Some('«') || letters.peek().is_some_and(|next| matches!(next, ':' | ';' | '!' | '?' | '»'));
        tied.push(if letter == ' ' && holds { '\u{a0}' } else { letter });
        before = Some(letter);
    }
    tied
}

/// A text in words, and each word in the parts between which a line may end: an address is read and typed again from
/// paper, where `by` at the end of a line would be another licence than `by-sa`, so it is cut after its slashes only.
#[must_use]
pub fn in_parts(text: &str) -> Vec<Vec<String>> {
    text.split(' ').map(|word| word.split_inclusive('/').map(str::to_owned).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stay_with_their_words() {
        for (typed, set) in [
            ("Où ? Là !", "Où\u{a0}? Là\u{a0}!"),
            ("Fort : « la pointe »", "Fort\u{a0}: «\u{a0}la pointe\u{a0}»"),
            ("Fort\u{a0}: là\u{202f}; ici", "Fort\u{a0}: là\u{202f}; ici"),
            ("Harbour: at night?", "Harbour: at night?"),
            ("", ""),
        ] {
            assert_eq!(tied(typed), set, "{typed}");
        }
    }

    #[test]
    fn an_address_is_cut_after_its_slashes_only() {
        let parts = in_parts("CC BY-NC-ND 4.0 – creativecommons.org/licenses/by-nc-nd/4.0.");
        assert_eq!(
            parts.last().map(Vec::as_slice),
            Some(["creativecommons.org/", "licenses/", "by-nc-nd/", "4.0."].map(str::to_owned).as_slice())
        );
        assert_eq!(parts.len(), 5);
        assert_eq!(parts.concat().concat(), "CCBY-NC-ND4.0–creativecommons.org/licenses/by-nc-nd/4.0.");
    }
}
