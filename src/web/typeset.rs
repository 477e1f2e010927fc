//! Typography for display on a page or on paper; stored and copied texts are not changed.

/// A text with no-break spaces at French punctuation, so that no line begins with one of `: ; ! ? »` nor ends with `«`,
/// as one may when they were typed with the space bar.
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
/// paper, where `by` at the end of a line would be another licence than `by-sa`, so it is cut after its slashes only, and
/// not before the signs that end it.
#[must_use]
pub fn in_parts(text: &str) -> Vec<Vec<String>> {
    text.split(' ').map(parts_of).collect()
}

fn parts_of(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = word.split_inclusive('/').map(str::to_owned).collect();
    if let Some(signs) = parts.pop_if(|last| !last.contains(char::is_alphanumeric)) {
        match parts.last_mut() {
            Some(before) => before.push_str(&signs),
            None => parts.push(signs),
        }
    }
    parts
}

/// A text in parts, and of each whether it is the short name of a Creative Commons licence with its version, which no end of line
/// breaks: `CC` at the end of one says nothing.
#[must_use]
pub fn licences_whole(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(at) = rest.get(from..).and_then(|after| after.find("CC")).map(|at| at.saturating_add(from)) {
        let (before, name) = rest.split_at(at);
        match name_length(name).filter(|_| !before.ends_with(char::is_alphanumeric)) {
            Some(length) => {
                let (name, after) = name.split_at(length);
                parts.extend([(before, false), (name, true)]);
                (rest, from) = (after, 0);
            }
            None => from = at.saturating_add(2),
        }
    }
    parts.push((rest, false));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

/// How many bytes of a text that begins with `CC` are the name of a licence.
fn name_length(text: &str) -> Option<usize> {
    let (name, rest) = match text.strip_prefix("CC ") {
        Some(rest) => rest.split_once(' ').map(|(name, rest)| (name.len().saturating_add(3), rest))?,
        None => (3, text.strip_prefix("CC0 ")?),
    };
    let version = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
    let version = rest.get(..version)?.trim_end_matches('.');
    (!version.is_empty()).then_some(name.saturating_add(1).saturating_add(version.len()))
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
    fn the_name_of_a_licence_is_whole() {
        for (text, whole) in [
            ("« La rade », Anne, CC BY-SA 4.0.", vec!["CC BY-SA 4.0"]),
            (
                "[CC0 1.0](https://example.org), CC BY 2.0 et CC BY-NC-ND 3.0",
                vec!["CC0 1.0", "CC BY 2.0", "CC BY-NC-ND 3.0"],
            ),
            ("CC, CC BY, ACC BY 4.0, Licence Ouverte 2.0", vec![]),
            ("Écluse CC", vec![]),
        ] {
            let parts = licences_whole(text);
            assert_eq!(parts.iter().map(|(part, _)| *part).collect::<String>(), text);
            assert_eq!(
                parts.iter().filter(|(_, is_whole)| *is_whole).map(|(part, _)| *part).collect::<Vec<_>>(),
                whole
            );
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
        let parts = in_parts("(images.example/photos/abc/).");
        assert_eq!(parts, [["(images.example/", "photos/", "abc/)."]]);
    }
}
