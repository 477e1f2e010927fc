//! The addresses of suggestions.

use super::{Urls, encoded};
use crate::domain::suggestion::{SuggestedField, SuggestionId};

/// The form that suggests what a photo should say (GET and POST).
pub const SUGGEST: &str = "/photos/{id}/suggest";
/// The suggestions that wait for a decision: `?field=&waiting=&current=` (GET, and POST of a decision).
pub const SUGGESTIONS: &str = "/suggestions";

/// The suggestions that were decided on: `?cursor=`.
pub const SUGGESTIONS_DECIDED: &str = "/suggestions/decided";
/// What became of the suggestions of somebody without an account.
pub const SUGGESTION_STATUS: &str = "/suggestions/follow/{code}";

impl Urls {
    /// The suggestions that were decided on, from this place on.
    #[must_use]
    pub fn suggestions_decided(self, cursor: Option<&str>) -> String {
        let page = self.page(SUGGESTIONS_DECIDED);
        cursor.map_or(page.clone(), |cursor| format!("{page}?cursor={}", encoded(cursor)))
    }

    /// What became of the suggestions that this secret follows.
    #[must_use]
    pub fn suggestion_status(self, code: &str) -> String {
        self.page(&SUGGESTION_STATUS.replace("{code}", &encoded(code)))
    }

    /// The suggestions about one field, or all; those on which the photos' contributors decide first; the one that is
    /// highlighted.
    #[must_use]
    pub fn suggestions_in(
        self,
        field: Option<SuggestedField>,
        waiting: bool,
        current: Option<&SuggestionId>,
    ) -> String {
        let parts = [
            field.map(|field| format!("field={}", encoded(field.name()))),
            waiting.then(|| "waiting=true".to_owned()),
            current.map(|id| format!("current={id}#suggestion-{id}")),
        ];
        let query: Vec<String> = parts.into_iter().flatten().collect();
        if query.is_empty() { self.suggestions() } else { format!("{}?{}", self.suggestions(), query.join("&")) }
    }
}
