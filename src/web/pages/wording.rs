//! The words shown when a licence is chosen, as a licence's ledger cites them by their version
//! (`domain::grant::WORDING`): the licences page reproduces them, so that what was agreed to can be read again.

use super::licence::LicenceView;
use crate::{domain::grant::WORDING, web::i18n::Messages};

/// The words of today, in one language.
#[derive(Clone, Debug)]
pub struct Wording {
    /// Their version.
    pub version: &'static str,
    /// That a licence is forever.
    pub forever: &'static str,
    /// The three questions.
    pub questions: [Question; 3],
    /// What each licence lets anyone do, as it is said to whoever grants it: short name and sentence.
    pub outcomes: Vec<(String, String)>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is asked.
    pub asked: String,
    /// What is said beside it, or nothing.
    pub help: &'static str,
    /// Its answers.
    pub answers: Vec<String>,
}

impl Wording {
    /// The words about that many photos, with the sentences of these licences.
    #[must_use]
    pub fn new<'a>(count: u64, licences: impl IntoIterator<Item = &'a LicenceView>, t: Messages) -> Self {
        let answers = |answers: &[&str]| answers.iter().map(|answer| (*answer).to_owned()).collect();
        Self {
            version: WORDING,
            forever: t.licence_forever(),
            questions: [
                Question {
                    asked: t.question_source(count),
                    help: "",
                    answers: vec![
                        t.source_own().to_owned(),
                        t.source_permission().to_owned(),
                        t.source_archive(count),
                        t.source_public_domain(count),
                    ],
                },
                Question {
                    asked: t.question_modify(count),
                    help: t.question_modify_help(),
                    answers: answers(&[t.answer_yes(), t.answer_alike(), t.answer_no()]),
                },
                Question {
                    asked: t.question_sell(count),
                    help: t.question_sell_help(),
                    answers: answers(&[t.answer_yes(), t.answer_no()]),
                },
            ],
            outcomes: licences.into_iter().map(|licence| (licence.label.clone(), licence.lets(count, t))).collect(),
        }
    }

    /// What names this version in the page.
    #[must_use]
    pub fn anchor(&self) -> String {
        format!("wording-{}", self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{language::Language, licence::LicenceId},
        web::pages::view,
    };

    /// Every licence that contributors may be offered (`ATTRIBUTION.md`).
    const OFFERED: [&str; 8] = [
        "cc-by-sa-4.0",
        "cc-by-4.0",
        "cc0-1.0",
        "cc-by-nc-4.0",
        "cc-by-nc-sa-4.0",
        "cc-by-nd-4.0",
        "cc-by-nc-nd-4.0",
        "pdm-1.0",
    ];

    /// A line a message.
    fn said(wording: &Wording) -> String {
        let questions = wording.questions.iter().flat_map(|question| {
            [question.asked.as_str(), question.help].into_iter().chain(question.answers.iter().map(String::as_str))
        });
        let outcomes = wording.outcomes.iter().flat_map(|(label, lets)| [label.as_str(), lets]);
        questions.chain(outcomes).chain([wording.forever]).flat_map(|line| [line, "\n"]).collect()
    }

    #[test]
    fn the_version_of_the_words_stands_for_the_words_that_are_shown() {
        let licences: Vec<LicenceView> =
            OFFERED.iter().flat_map(|id| LicenceId::parse(id)).map(view::licence).collect();
        assert_eq!(licences.len(), OFFERED.len());
        let mut shown = blake3::Hasher::new();
        for language in [Language::French, Language::English] {
            for count in [1, 2] {
                shown.update(said(&Wording::new(count, &licences, Messages::new(language))).as_bytes());
            }
        }
        assert_eq!(
            (WORDING, shown.finalize().to_hex().as_str()),
            ("2026-11", "69fb6343a3060718f259b31a1f894f39beae890e6771fd50b9504ed6be4b1d21"),
            "the words shown when a licence is chosen are no longer those that grants of this version cite: give WORDING \
             (src/domain/grant.rs) a new version, keep the former words readable on the licences page, and record both here"
        );
    }
}
