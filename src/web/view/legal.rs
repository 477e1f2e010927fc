//! The legal pages as readers see them: their titles, the texts that they begin with, and which text a page shows.

use super::prose::{Blanks, Prose, prose};
use crate::{
    domain::{language::Language, legal::LegalPage},
    web::{i18n::Messages, site::Site, urls::Urls},
};

/// The title of a page.
#[must_use]
pub fn title(page: LegalPage, t: Messages) -> &'static str {
    match page {
        LegalPage::Legal => t.legal_title(),
        LegalPage::Privacy => t.legal_privacy_title(),
        LegalPage::Terms => t.legal_terms_title(),
        LegalPage::Contact => t.legal_contact_title(),
    }
}

/// The address of a page.
#[must_use]
pub fn address(page: LegalPage, urls: Urls) -> String {
    match page {
        LegalPage::Legal => urls.legal(),
        LegalPage::Privacy => urls.privacy(),
        LegalPage::Terms => urls.terms(),
        LegalPage::Contact => urls.contact(),
    }
}

/// What a paragraph of a template begins with that is for sites that send mail.
const MAIL: [&str; 2] = ["[si courriel] ", "[if mail] "];

/// The text that a page shows before an administrator wrote one, with blanks: for an association in France.
#[must_use]
pub fn template(page: LegalPage, language: Language, site: &Site) -> String {
    written(page, language, site.sends_mail)
}

fn written(page: LegalPage, language: Language, sends_mail: bool) -> String {
    let shown = |part: &'static str| match MAIL.iter().find_map(|mark| part.strip_prefix(mark)) {
        Some(of_mail) => sends_mail.then_some(of_mail),
        None => Some(part),
    };
    whole(page, language).split("\n\n").filter_map(shown).collect::<Vec<&str>>().join("\n\n")
}

/// A template with the paragraphs that are for some sites.
const fn whole(page: LegalPage, language: Language) -> &'static str {
    match (page, language) {
        (LegalPage::Legal, Language::English) => include_str!("../../../locales/en/legal/legal.md"),
        (LegalPage::Legal, _) => include_str!("../../../locales/fr/legal/legal.md"),
        (LegalPage::Privacy, Language::English) => include_str!("../../../locales/en/legal/privacy.md"),
        (LegalPage::Privacy, _) => include_str!("../../../locales/fr/legal/privacy.md"),
        (LegalPage::Terms, Language::English) => include_str!("../../../locales/en/legal/terms.md"),
        (LegalPage::Terms, _) => include_str!("../../../locales/fr/legal/terms.md"),
        (LegalPage::Contact, Language::English) => include_str!("../../../locales/en/legal/contact.md"),
        (LegalPage::Contact, _) => include_str!("../../../locales/fr/legal/contact.md"),
    }
}

/// The languages in which a page may be shown to whoever reads this one, the best first: texts are in French and English, and
/// pages in Breton have their sentences in French.
#[must_use]
pub const fn choices(language: Language) -> [Language; 2] {
    match language {
        Language::English => [Language::English, Language::French],
        Language::French | Language::Breton => [Language::French, Language::English],
    }
}

/// A text as administrators see it, its blanks marked, or as others do.
#[must_use]
pub fn shown(text: &str, is_administrator: bool, t: Messages) -> Prose {
    // Without the marks of Breton pages: it stands inside a text.
    let t = Messages::new(t.language());
    prose(text, if is_administrator { Blanks::Marked } else { Blanks::Replaced(t.legal_blank()) })
}

/// A number of blanks as messages take it.
#[must_use]
pub fn count(blanks: usize) -> u64 {
    u64::try_from(blanks).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::view::prose::blanks_in;

    #[test]
    fn the_page_on_privacy_speaks_of_mail_where_mail_is_sent() {
        for (language, words) in
            [(Language::French, "adresse électronique, elle"), (Language::English, "email address, it")]
        {
            let [without, with] = [false, true].map(|sends_mail| written(LegalPage::Privacy, language, sends_mail));
            assert_eq!((without.matches(words).count(), with.matches(words).count()), (0, 1));
            for text in [without, with] {
                assert!(!MAIL.iter().any(|mark| text.contains(mark.trim())) && !text.contains("\n\n\n"), "{text}");
            }
        }
    }

    #[test]
    fn every_template_has_blanks_to_fill_in_and_leads_to_pages_of_its_language() {
        for page in LegalPage::ALL {
            let [french, english] = LegalPage::LANGUAGES.map(|language| whole(page, language));
            assert!(blanks_in(french) >= 2, "{page:?}");
            assert_eq!(blanks_in(french), blanks_in(english), "{page:?}");
            assert!(!french.contains("](/en/"), "{page:?}");
            assert_eq!(english.matches("](/en/").count(), english.matches("](/").count(), "{page:?}");
            let headings = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
            assert_eq!(headings(french), headings(english), "{page:?}");
            for mark in ["veuillez", "photographie", " '", "l'"] {
                assert!(!french.contains(mark), "{page:?}: {mark}");
            }
        }
    }
}
