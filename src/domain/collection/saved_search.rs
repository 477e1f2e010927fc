//! The search that a living collection keeps: the parameters of the search page, as its address has them.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::form_urlencoded;

use crate::domain::{
    lengths,
    query::PhotoQuery,
    search_query::{NotAPart, SearchQuery, is_of_others},
    text,
};

/// Parameters of an address that say where its reader is, and not what is searched.
const OF_THE_PAGE: [&str; 6] = ["cursor", "limit", "lang", "page", "done", "about"];

/// A search that was saved: `q=phare&use=modify`. It was understood when it was saved; what reads it later says again
/// whether it is, since the record may be older than the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SavedSearch(String);

/// Why a text is no search to save.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotASavedSearch {
    /// It is too long.
    #[error("a saved search has at most {} characters", lengths::SAVED_SEARCH)]
    TooLong,
    /// Something in it is not understood: this.
    #[error("“{0}” is not understood")]
    NotUnderstood(String),
    /// It narrows nothing: every photo would be meant.
    #[error("the search narrows nothing")]
    Everything,
    /// It looks inside the collection that it would fill.
    #[error("the search is narrowed to the collection that it would fill")]
    Itself,
}

impl SavedSearch {
    /// Reads what a person typed: words as on the search page, the address of a search, or its parameters. Blank is none.
    ///
    /// # Errors
    /// [`NotASavedSearch`] says what is wrong.
    pub fn parse(typed: &str) -> Result<Option<Self>, NotASavedSearch> {
        let typed = text::clean_line(typed);
        if typed.is_empty() {
            return Ok(None);
        }
        text::within(&typed, lengths::SAVED_SEARCH).map_err(|_too_long| NotASavedSearch::TooLong)?;
        let mut search = SearchQuery::default();
        let mut kept: Vec<(String, String)> = Vec::new();
        for (name, value) in parameters(&typed)? {
            let value = value.trim().to_owned();
            if value.is_empty() || OF_THE_PAGE.contains(&name.as_str()) || is_of_others(&name) {
                continue;
            }
            let said = || NotASavedSearch::NotUnderstood(format!("{name}={value}"));
            if name != "use" && kept.iter().any(|(other, _)| *other == name) {
                // Of two values, it is unclear which one is meant.
                return Err(said());
            }
            search.add(&name, &value).map_err(|_not_a_part| said())?;
            kept.push((name, value));
        }
        if let Some(operator) = search.not_understood.first() {
            return Err(NotASavedSearch::NotUnderstood(operator.clone()));
        }
        if search.query.is_empty() {
            return Err(NotASavedSearch::Everything);
        }
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
        Ok(Some(Self(text)))
    }

    /// As an address has it after its question mark.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a person types it: its words, where they are all of it; else as an address has it.
    #[must_use]
    pub fn typed(&self) -> String {
        let mut parameters = form_urlencoded::parse(self.0.as_bytes());
        match (parameters.next(), parameters.next()) {
            (Some((name, words)), None) if name == "q" => words.into_owned(),
            _ => self.0.clone(),
        }
    }

    /// What is searched, and in which order.
    ///
    /// # Errors
    /// [`NotAPart`] names what this program does not understand.
    pub fn read(&self) -> Result<SearchQuery, NotAPart> {
        let mut search = SearchQuery::default();
        for (name, value) in form_urlencoded::parse(self.0.as_bytes()) {
            search.add(&name, &value)?;
        }
        // A search that narrows nothing is not what was saved.
        if search.query == PhotoQuery::default() { Err(NotAPart::Invalid("q")) } else { Ok(search) }
    }
}

impl fmt::Display for SavedSearch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The parameters of what was typed.
fn parameters(typed: &str) -> Result<Vec<(String, String)>, NotASavedSearch> {
    let is_address = typed.starts_with('/') || typed.starts_with('?') || typed.contains("://");
    let query = match typed.split_once('?') {
        Some((_, query)) if is_address => query.split('#').next().unwrap_or_default(),
        // A page that is no search.
        None if is_address => return Err(NotASavedSearch::NotUnderstood(typed.to_owned())),
        _ if begins_with_a_parameter(typed) => typed,
        _ => return Ok(vec![("q".to_owned(), typed.to_owned())]),
    };
    Ok(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
}

fn begins_with_a_parameter(typed: &str) -> bool {
    let name = typed.split_once('=').map_or("", |(name, _)| name);
    name == "q" || SearchQuery::FILTERS.contains(&name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn saved(typed: &str) -> Result<String, NotASavedSearch> {
        SavedSearch::parse(typed).map(|saved| saved.map(|saved| saved.to_string()).unwrap_or_default())
    }

    #[test]
    fn words_addresses_and_parameters_are_read_alike() {
        for (typed, kept, shown) in [
            ("phare", "q=phare", "phare"),
            ("pont \"rue de Siam\" -nuit", "q=pont+%22rue+de+Siam%22+-nuit", "pont \"rue de Siam\" -nuit"),
            ("https://photos.example.org/en/search?q=phare&use=modify&cursor=abc#photos", "q=phare&use=modify", ""),
            ("/search?q=&tag=pont&sort=taken", "tag=pont&sort=taken", ""),
            ("?year=1950..1960", "year=1950..1960", ""),
            ("/search?q=phare&utm_source=lettre&fbclid=x1", "q=phare", "phare"),
            ("use=commercial&use=modify&lang=fr", "use=commercial&use=modify", ""),
            ("a=b", "q=a%3Db", "a=b"),
            ("  ", "", ""),
        ] {
            assert_eq!(saved(typed).as_deref(), Ok(kept), "{typed}");
            let Ok(Some(search)) = SavedSearch::parse(typed) else { continue };
            assert_eq!(search.typed(), if shown.is_empty() { kept } else { shown }, "{typed}");
            assert_eq!(saved(&search.typed()).as_deref(), Ok(kept), "{typed}");
            assert!(search.read().is_ok(), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let not_understood = |what: &str| Err(NotASavedSearch::NotUnderstood(what.to_owned()));
        for (typed, wrong) in [
            ("year=abc", not_understood("year=abc")),
            ("q=phare&size=large", not_understood("size=large")),
            ("tag=pont&tag=mer", not_understood("tag=mer")),
            ("phare year:abc", not_understood("year:abc")),
            ("https://example.org/tags/phare", not_understood("https://example.org/tags/phare")),
            ("sort=taken", Err(NotASavedSearch::Everything)),
            ("/search?q=", Err(NotASavedSearch::Everything)),
        ] {
            assert_eq!(saved(typed), wrong, "{typed}");
        }
        assert_eq!(saved(&"mot ".repeat(400)), Err(NotASavedSearch::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_saved_reads_back(typed in ".{0,80}") {
            if let Ok(Some(search)) = SavedSearch::parse(&typed) {
                prop_assert_eq!(SavedSearch::parse(search.as_str()), Ok(Some(search.clone())));
                prop_assert!(search.read().is_ok());
            }
        }
    }
}
