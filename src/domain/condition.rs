//! What a search says by an operator among its words: `tag:port`, `by:anne`, `place:brest`, `year:1950..1960`.

use std::fmt;

use super::{tag::Tag, text, years::Years};

/// What must hold of a photo, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is said of it.
    pub fact: Fact,
    /// Photos of which it holds are left out.
    pub excluded: bool,
}

/// What an operator says of a photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// It carries this tag.
    Tag(Tag),
    /// Its author has this account, or is credited by this name.
    By(String),
    /// The name of its place has these words, each as the beginning of one.
    Place(String),
    /// It was taken in these years.
    Years(Years),
}

/// The operators.
const OPERATORS: [&str; 4] = ["tag", "by", "place", "year"];

/// Parts a text from the operator that it begins with: `Tag:port` → `tag`, `port`. Any other prefix is part of a word.
pub(super) fn operator(text: &str) -> Option<(&'static str, &str)> {
    let (name, value) = text.split_once(':')?;
    OPERATORS.into_iter().find(|known| name.eq_ignore_ascii_case(known)).map(|known| (known, value))
}

impl Fact {
    /// What an operator says with this value, or nothing where it cannot have it.
    pub(super) fn read(operator: &str, value: &str) -> Option<Self> {
        let value = text::clean_line(value);
        let has_a_word = value.contains(char::is_alphanumeric);
        match operator {
            "tag" => Tag::parse(&value).ok().flatten().map(Self::Tag),
            "by" => has_a_word.then_some(Self::By(value)),
            "place" => has_a_word.then_some(Self::Place(value)),
            "year" => value.parse().ok().map(Self::Years),
            _ => None,
        }
    }
}

/// As it is typed.
impl fmt::Display for Condition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.excluded { "-" } else { "" };
        match &self.fact {
            Fact::Tag(tag) => write!(formatter, "{sign}tag:{}", quoted(tag.as_str())),
            Fact::By(name) => write!(formatter, "{sign}by:{}", quoted(name)),
            Fact::Place(words) => write!(formatter, "{sign}place:{}", quoted(words)),
            Fact::Years(years) => write!(formatter, "{sign}year:{years}"),
        }
    }
}

/// A value as it is typed: in quotes where it would end too early.
fn quoted(value: &str) -> String {
    match (value.contains(char::is_whitespace), value.contains('"')) {
        (false, false) => value.to_owned(),
        (_, true) => format!("«{value}»"),
        (true, false) => format!("\"{value}\""),
    }
}
