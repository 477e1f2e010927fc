//! A search query, and the order of its results.

use std::{fmt, str::FromStr};

use super::{
    aspect::Aspect, licence::LicenceId, permitted_uses::PermittedUses, person::Handle, place::Bounds, tag::Tag,
    taken::Taken,
};

/// The most terms of a query that are used.
const MOST_TERMS: usize = 12;
/// The quotation marks of a phrase.
const QUOTES: [(char, char); 3] = [('"', '"'), ('«', '»'), ('“', '”')];

/// The conditions of a search among published photos: all of them must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PhotoQuery {
    /// What a person typed, term by term.
    pub terms: Vec<Term>,
    /// A tag.
    pub tag: Option<Tag>,
    /// The account of its author, who gave it.
    pub author: Option<Handle>,
    /// Who gave it, where another person is its author.
    pub giver: Option<Handle>,
    /// A licence it was given under.
    pub licence: Option<LicenceId>,
    /// What one of its licences must allow.
    pub uses: PermittedUses,
    /// Words of the name of its place, each as the beginning of one.
    pub place: String,
    /// A box that its place is in, as precisely as everyone may know that place.
    pub bounds: Option<Bounds>,
    /// The earliest date, included. A photo known by its year or month alone stands at the first day of it.
    pub taken_after: Option<Taken>,
    /// The latest date, included to its end: all of 2024 when only the year is said.
    pub taken_before: Option<Taken>,
    /// Wider than high, higher than wide, or neither.
    pub aspect: Option<Aspect>,
}

impl PhotoQuery {
    /// What a person typed, and nothing else.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        Self { terms: terms(typed), ..Self::default() }
    }

    /// Whether every published photo is meant.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One term: a word, or several in quotes, wanted or (with `-` before it) unwanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What was typed, without quotes and sign.
    pub text: String,
    /// In quotes: these words, whole and in this order. Otherwise each word may be the beginning of a longer one.
    pub quoted: bool,
    /// Photos that have it are left out.
    pub excluded: bool,
}

/// As it is typed.
impl fmt::Display for Term {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.excluded { "-" } else { "" };
        let quote = if self.quoted { "\"" } else { "" };
        write!(formatter, "{sign}{quote}{}{quote}", self.text)
    }
}

/// The terms of what a person typed: `pont "rue de Siam" -nuit`. A quote that is never closed goes to the end.
#[must_use]
pub fn terms(typed: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() && terms.len() < MOST_TERMS {
        let excluded = rest.strip_prefix('-').filter(|after| after.chars().next().is_some_and(begins_a_term));
        let from = excluded.unwrap_or(rest);
        let closing = QUOTES.iter().find_map(|(open, close)| Some((from.strip_prefix(*open)?, *close)));
        let (text, after) = match closing {
            Some((inside, close)) => inside.split_once(close).unwrap_or((inside, "")),
            None => from.split_at(from.find(char::is_whitespace).unwrap_or(from.len())),
        };
        let text = text.trim();
        if !text.is_empty() {
            terms.push(Term { text: text.to_owned(), quoted: closing.is_some(), excluded: excluded.is_some() });
        }
        rest = after.trim_start();
    }
    // Punctuation between words is ignored; a term of punctuation alone finds nothing.
    if terms.iter().any(|term| has_a_word(&term.text)) {
        terms.retain(|term| has_a_word(&term.text));
    }
    terms
}

fn begins_a_term(c: char) -> bool {
    c.is_alphanumeric() || QUOTES.iter().any(|(open, _)| *open == c)
}

fn has_a_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The order in which photos are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortOrder {
    /// Latest published first.
    #[default]
    Newest,
    /// Latest taken first; those without a date come last.
    Taken,
    /// Those that have the words themselves before those that have another form of them, and these before those that
    /// have longer words that begin so; among equals, latest published first.
    Relevance,
}

/// An order that is none of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sort is newest, taken or relevance")]
pub struct UnknownOrder;

impl SortOrder {
    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Taken => "taken",
            Self::Relevance => "relevance",
        }
    }
}

impl FromStr for SortOrder {
    type Err = UnknownOrder;

    fn from_str(text: &str) -> Result<Self, UnknownOrder> {
        [Self::Newest, Self::Taken, Self::Relevance].into_iter().find(|order| order.name() == text).ok_or(UnknownOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_term_by_term() {
        for (typed, read) in [
            ("pont  brest", vec!["pont", "brest"]),
            ("pont \"rue de Siam\" -nuit", vec!["pont", "\"rue de Siam\"", "-nuit"]),
            ("« rue de Siam »", vec!["\"rue de Siam\""]),
            ("-\"pleine mer\" saint-renan", vec!["-\"pleine mer\"", "saint-renan"]),
            ("“pleine mer", vec!["\"pleine mer\""]),
            ("pont - brest !", vec!["pont", "brest"]),
            ("\"\" pont", vec!["pont"]),
            ("!!!", vec!["!!!"]),
            ("  ", vec![]),
        ] {
            let terms: Vec<String> = terms(typed).iter().map(ToString::to_string).collect();
            assert_eq!(terms, read, "{typed}");
        }
        assert_eq!(terms(&"mot ".repeat(40)).len(), MOST_TERMS);
    }
}
