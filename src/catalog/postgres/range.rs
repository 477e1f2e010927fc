//! The bounds of a listing, as texts that PostgreSQL compares by their bytes.

use crate::catalog::store::Direction;

/// From `start` to `end`, which are left out where `start_is_out` says so and always; no `end` is the end of all keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) start: String,
    pub(super) start_is_out: bool,
    pub(super) end: Option<String>,
}

impl Range {
    /// The keys that begin with this prefix, beyond `after`; `None` when nothing can be there.
    pub(super) fn of(prefix: &str, after: Option<&str>, direction: Direction) -> Option<Self> {
        // No key has a NUL, and PostgreSQL takes none.
        if prefix.contains('\0') {
            return None;
        }
        let mut range = Self { start: prefix.to_owned(), start_is_out: false, end: next(prefix) };
        match (after, direction) {
            (None, _) => {}
            (Some(after), Direction::Ascending) => {
                // Beyond a key cut at its NUL are the same keys.
                let (after, _) = after.split_once('\0').unwrap_or((after, ""));
                if after >= prefix {
                    (range.start, range.start_is_out) = (after.to_owned(), true);
                }
            }
            (Some(after), Direction::Descending) => {
                // Before a key with a NUL stands the key cut there, and before that with U+0001 in its place, nothing else.
                let after = after.split_once('\0').map_or_else(|| after.to_owned(), |(cut, _)| format!("{cut}\u{1}"));
                range.end = Some(range.end.map_or_else(|| after.clone(), |end| end.min(after.clone())));
            }
        }
        let is_empty = range.end.as_ref().is_some_and(|end| *end <= range.start);
        (!is_empty).then_some(range)
    }
}

/// The first text after all that begin with this one, by their bytes; `None` where there is none.
fn next(prefix: &str) -> Option<String> {
    let mut letters: Vec<char> = prefix.chars().collect();
    while let Some(last) = letters.pop() {
        // The step from one character to the next passes over the surrogates.
        if let Some(greater) = (last..=char::MAX).nth(1) {
            letters.push(greater);
            return Some(letters.into_iter().collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::order::Span;

    fn has(range: Option<&Range>, key: &str) -> bool {
        range.is_some_and(|range| {
            let is_after = key > range.start.as_str() || (key == range.start && !range.start_is_out);
            is_after && range.end.as_ref().is_none_or(|end| key < end.as_str())
        })
    }

    proptest! {
        #[test]
        fn a_range_has_the_keys_that_the_span_of_its_bytes_has(
            prefix in "[a\u{d7ff}\u{10ffff}/]{0,3}",
            after in prop::option::of("[a\u{0}\u{1}\u{d7ff}\u{10ffff}/]{0,4}"),
            keys in prop::collection::vec("[a\u{1}\u{e000}\u{d7ff}\u{10ffff}/]{0,4}", 1..30),
            down: bool,
        ) {
            let direction = if down { Direction::Descending } else { Direction::Ascending };
            let (range, span) = (Range::of(&prefix, after.as_deref(), direction), Span::of_records(&prefix, after.as_deref(), direction));
            for key in keys {
                let is_in = span.as_ref().is_some_and(|span| (&*span.start..&*span.end).contains(&key.as_bytes()));
                prop_assert_eq!(has(range.as_ref(), &key), is_in, "{:?} in {:?}", key, range);
            }
        }
    }
}
