//! A search query, and the order of its results.

use std::{fmt, str::FromStr};

use super::{
    aspect::Aspect,
    collection::Slug,
    colour::Colour,
    condition::{Condition, Fact, operator},
    licence::LicenceId,
    permitted_uses::PermittedUses,
    person::Handle,
    photo::PhotoId,
    place::Bounds,
    print_size::PrintSize,
    tag::Tag,
    taken::Taken,
    years::Years,
};

/// The most terms and operators of a query that are used.
const MOST_TERMS: usize = 12;
/// The quotation marks of a phrase.
const QUOTES: [(char, char); 3] = [('"', '"'), ('«', '»'), ('“', '”')];

/// The conditions of a search among published photos: all of them must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PhotoQuery {
    /// The words that a person typed, term by term.
    pub terms: Vec<Term>,
    /// The operators that they typed among them.
    pub conditions: Vec<Condition>,
    /// A tag.
    pub tag: Option<Tag>,
    /// A context that curators chose.
    pub context: Option<Tag>,
    /// The account of its author, who gave it.
    pub author: Option<Handle>,
    /// Who gave it, where another person is its author.
    pub giver: Option<Handle>,
    /// A licence it was given under.
    pub licence: Option<LicenceId>,
    /// A published collection that has it.
    pub collection: Option<Slug>,
    /// Whether no published collection has it.
    pub uncollected: bool,
    /// What one of its licences must allow.
    pub uses: PermittedUses,
    /// Words of the name of its place, each as the beginning of one.
    pub place: String,
    /// A box that its place is in, as precisely as everyone may know that place.
    pub bounds: Option<Bounds>,
    /// Whether its position is shown to nobody.
    pub without_point: bool,
    /// The earliest date, included. A photo known by its year or month alone stands at the first day of it.
    pub taken_after: Option<Taken>,
    /// The latest date, included to its end: all of 2024 when only the year is said.
    pub taken_before: Option<Taken>,
    /// The years in which it was taken.
    pub years: Option<Years>,
    /// The name of its author, whole; case and accents do not count.
    pub author_name: Option<String>,
    /// One of the names in the name of its place, whole; case and accents do not count.
    pub place_name: Option<String>,
    /// A sheet of paper that it has enough pixels for.
    pub print: Option<PrintSize>,
    /// Its dominant colour.
    pub colour: Option<Colour>,
    /// Wider than high, higher than wide, or neither.
    pub aspect: Option<Aspect>,
    /// Other names of places that the query names, by what it names them: nobody asks for them.
    pub also: Vec<(String, Vec<String>)>,
    /// What fills the collection, where it is a living one: nobody asks for it.
    pub filled: Option<Box<Filling>>,
}

/// What a living collection has beside the photos that people put into it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filling {
    /// What its search finds.
    pub query: PhotoQuery,
    /// Photos that are left out.
    pub except: Vec<PhotoId>,
}

impl PhotoQuery {
    /// What a person typed, and nothing else.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let Typed { terms, conditions, .. } = read(typed);
        Self { terms, conditions, ..Self::default() }
    }

    /// Photos that carry this tag, said by an operator; nothing for what is no tag.
    #[must_use]
    pub fn tagged(tag: &str) -> Option<Self> {
        let fact = Fact::Tag(Tag::parse(tag).ok().flatten()?);
        Some(Self { conditions: vec![Condition { fact, excluded: false }], ..Self::default() })
    }

    /// What was typed, as it is typed: operators follow the words.
    #[must_use]
    pub fn typed(&self) -> String {
        let words = self.terms.iter().map(ToString::to_string);
        words.chain(self.conditions.iter().map(ToString::to_string)).collect::<Vec<_>>().join(" ")
    }

    /// The words that were typed, where nothing else was: they may be the name of a place.
    #[must_use]
    pub fn words_alone(&self) -> Option<String> {
        let are_alone = !self.terms.is_empty() && self.terms.iter().all(|term| !term.quoted && !term.excluded);
        are_alone.then(|| self.terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>().join(" "))
    }

    /// The other names of the place that a text names.
    #[must_use]
    pub fn other_names(&self, text: &str) -> &[String] {
        self.also.iter().find(|(named, _)| named == text).map_or(&[], |(_, others)| others)
    }

    /// Whether every published photo is meant.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a person typed, as it is understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The words.
    pub terms: Vec<Term>,
    /// The operators.
    pub conditions: Vec<Condition>,
    /// The operators that cannot have the value typed, as they were typed: `year:abc`.
    pub not_understood: Vec<String>,
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

impl Typed {
    fn len(&self) -> usize {
        self.terms.len().saturating_add(self.conditions.len()).saturating_add(self.not_understood.len())
    }
}

/// Reads what a person typed: `pont "rue de Siam" -nuit tag:"goulet de brest" year:1950..1960`. A quote that is never
/// closed goes to the end.
#[must_use]
pub fn read(typed: &str) -> Typed {
    let mut found = Typed::default();
    let mut rest = typed.trim_start();
    while !rest.is_empty() && found.len() < MOST_TERMS {
        let excluded = rest.strip_prefix('-').filter(|after| after.chars().next().is_some_and(begins_a_term));
        let from = excluded.unwrap_or(rest);
        let excluded = excluded.is_some();
        let (operator, from) = operator(from).map_or((None, from), |(name, value)| (Some(name), value));
        let closing = QUOTES.iter().find_map(|(open, close)| Some((from.strip_prefix(*open)?, *close)));
        let (text, after) = match closing {
            Some((inside, close)) => inside.split_once(close).unwrap_or((inside, "")),
            None => from.split_at(from.find(char::is_whitespace).unwrap_or(from.len())),
        };
        let text = text.trim();
        match operator {
            Some(name) => match Fact::read(name, text) {
                Some(fact) => found.conditions.push(Condition { fact, excluded }),
                None => found.not_understood.push(format!("{name}:{text}")),
            },
            None if text.is_empty() => {}
            None => found.terms.push(Term { text: text.to_owned(), quoted: closing.is_some(), excluded }),
        }
        rest = after.trim_start();
    }
    // Punctuation between words is ignored; a term of punctuation alone finds nothing.
    if !found.conditions.is_empty() || found.terms.iter().any(|term| has_a_word(&term.text)) {
        found.terms.retain(|term| has_a_word(&term.text));
    }
    found
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
            let terms: Vec<String> = super::read(typed).terms.iter().map(ToString::to_string).collect();
            assert_eq!(terms, read, "{typed}");
        }
        assert_eq!(read(&"mot ".repeat(40)).terms.len(), MOST_TERMS);
        assert_eq!(read(&"mot tag:port ".repeat(40)).conditions.len(), MOST_TERMS / 2);
    }

    #[test]
    fn operators_are_read_among_words_and_read_back() {
        for (typed, words, conditions) in [
            ("phare tag:port -nuit", vec!["phare", "-nuit"], vec!["tag:port"]),
            ("TAG:Port by:anne", vec![], vec!["tag:port", "by:anne"]),
            ("tag:\"Pont de Recouvrance\" mer", vec!["mer"], vec!["tag:\"pont de recouvrance\""]),
            ("-tag:« rue de siam » -by:\"Anne Le Gall\"", vec![], vec!["-tag:\"rue de siam\"", "-by:\"Anne Le Gall\""]),
            ("place:\"le conquet\" year:1960..1950", vec![], vec!["place:\"le conquet\"", "year:1950..1960"]),
            ("-year:1950 year:..1960 !", vec![], vec!["-year:1950", "year:..1960"]),
            // Any other prefix is a word.
            ("titre:mer http://a.b 12:30", vec!["titre:mer", "http://a.b", "12:30"], vec![]),
        ] {
            let found = read(typed);
            assert_eq!(found.terms.iter().map(ToString::to_string).collect::<Vec<_>>(), words, "{typed}");
            assert_eq!(found.conditions.iter().map(ToString::to_string).collect::<Vec<_>>(), conditions, "{typed}");
            assert_eq!(found.not_understood, Vec::<String>::new(), "{typed}");
            let query = PhotoQuery::of(typed);
            assert_eq!(PhotoQuery::of(&query.typed()), query, "{typed}");
        }
        let wrong = read("phare year:abc tag: -place:!? by:\"\" mer");
        assert_eq!(wrong.not_understood, ["year:abc", "tag:", "place:!?", "by:"]);
        assert_eq!((wrong.terms.len(), wrong.conditions.len()), (2, 0));
    }
}
