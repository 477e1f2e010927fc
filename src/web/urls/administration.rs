//! The addresses of what administrators look after.

use super::{Urls, encoded, pattern};
use crate::domain::{language::Language, legal::LegalPage, person::Handle};

impl Urls {
    /// What administrators look after.
    #[must_use]
    pub fn admin(self) -> String {
        self.page(pattern::ADMIN)
    }

    /// The settings of the site.
    #[must_use]
    pub fn admin_site(self) -> String {
        self.page(pattern::ADMIN_SITE)
    }

    /// The state of the site.
    #[must_use]
    pub fn admin_state(self) -> String {
        self.page(pattern::ADMIN_STATE)
    }

    /// Where a check of the library is begun.
    #[must_use]
    pub fn admin_state_check(self) -> String {
        self.page(pattern::ADMIN_STATE_CHECK)
    }

    /// Who did what there: this person (anybody, where it is empty), by this gesture (any), before this entry.
    #[must_use]
    pub fn admin_actions(self, by: &str, what: &str, before: Option<u64>) -> String {
        let before = before.map(|before| before.to_string()).unwrap_or_default();
        let asked: Vec<String> = [("by", by), ("what", what), ("before", before.as_str())]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let query = if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) };
        format!("{}{query}#actions", self.admin_state())
    }

    /// What this person did.
    #[must_use]
    pub fn admin_actions_of(self, person: &Handle) -> String {
        self.admin_actions(person.as_str(), "", None)
    }

    /// The texts of legal pages.
    #[must_use]
    pub fn admin_pages(self) -> String {
        self.page(pattern::ADMIN_PAGES)
    }

    /// The form that changes the text of a page in a language.
    #[must_use]
    pub fn admin_page(self, page: LegalPage, text: Language) -> String {
        with_text(&self.page(&pattern::ADMIN_PAGE.replace("{page}", page.name())), text)
    }

    /// The same with the versions of the text before this one.
    #[must_use]
    pub fn admin_page_before(self, page: LegalPage, text: Language, before: u64) -> String {
        format!("{}&before={before}", self.admin_page(page, text))
    }

    /// A version of that text; 0 is the one that the page begins with.
    #[must_use]
    pub fn admin_version(self, page: LegalPage, text: Language, version: u64) -> String {
        let version = pattern::ADMIN_VERSION.replace("{version}", &version.to_string());
        with_text(&self.page(&version.replace("{page}", page.name())), text)
    }
}

fn with_text(address: &str, text: Language) -> String {
    format!("{address}?text={}", text.code())
}
