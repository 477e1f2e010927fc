//! The words shown when a licence is chosen: the three questions, their answers, what each licence lets anyone do. The
//! forms ask by them (`parts/question.html`) and the licences page reproduces them, so that what was agreed to can be
//! read again: a licence's ledger cites them by their version (`domain::grant::WORDING`). Words of former versions stay
//! readable, as text.

use crate::{
    domain::{grant::WORDING, language::Language},
    web::{i18n::Messages, view::licence::LicenceView},
};

/// The words of today, in one language, as said of one photo or of several.
#[derive(Clone, Debug)]
pub struct Wording {
    /// Their version.
    pub version: &'static str,
    /// That a licence is forever.
    pub forever: &'static str,
    /// The three questions.
    pub questions: [Question; 3],
    /// What each licence allows, as it is said to the person who grants it.
    pub outcomes: Vec<Outcome>,
    /// The words of former versions, the newest first.
    pub former: Vec<Former>,
}

/// The words of a former version, as they were shown.
#[derive(Clone, Copy, Debug)]
pub struct Former {
    /// Their version.
    pub version: &'static str,
    text: &'static str,
}

/// Former versions, the newest first, in French (which Breton pages showed too) and in English.
const FORMER: [(&str, &str, &str); 1] = [(
    "2026-11",
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/fr/former/2026-11.txt")),
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en/former/2026-11.txt")),
)];

impl Former {
    fn all(language: Language) -> Vec<Self> {
        let text = |french, english| if language == Language::English { english } else { french };
        FORMER.iter().map(|(version, french, english)| Self { version, text: text(french, english) }).collect()
    }

    /// What names this version in the page.
    #[must_use]
    pub fn anchor(&self) -> String {
        anchor(self.version)
    }

    /// Its paragraphs, each with its lines.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<Vec<&'static str>> {
        self.text.split("\n\n").map(|paragraph| paragraph.lines().collect()).collect()
    }
}

/// Whether the words of this version can be read on the licences page.
#[must_use]
pub fn is_readable(version: &str) -> bool {
    version == WORDING || FORMER.iter().any(|(former, ..)| *former == version)
}

fn anchor(version: &str) -> String {
    format!("wording-{version}")
}

/// A text about one photo, and about several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// About one.
    pub of_one: String,
    /// About several.
    pub of_many: String,
}

impl Counted {
    fn by_count(words: impl Fn(u64) -> String) -> Self {
        Self { of_one: words(1), of_many: words(2) }
    }

    fn alike(words: &str) -> Self {
        Self::by_count(|_| words.to_owned())
    }

    /// About that many.
    #[must_use]
    pub fn of(&self, count: u64) -> &str {
        if count == 1 { &self.of_one } else { &self.of_many }
    }
}

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The name of its field.
    pub name: &'static str,
    /// What is asked.
    pub asked: Counted,
    /// What is said beside it, or nothing.
    pub help: &'static str,
    /// Its answers.
    pub answers: Vec<Answer>,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What the form sends.
    pub value: &'static str,
    /// Its words.
    pub words: Counted,
    /// Whether only curators are offered it.
    pub for_curators: bool,
}

/// What a licence lets anyone do.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its short name.
    pub label: String,
    /// The sentence.
    pub lets: Counted,
    /// Whether the answers lead to it; else it is chosen by its name, as last time, or as the files say.
    pub by_answers: bool,
}

/// Who took the photos.
#[must_use]
pub fn source(t: Messages) -> Question {
    Question {
        name: "source",
        asked: Counted::by_count(|count| t.question_source(count)),
        help: "",
        answers: vec![
            answer("own", Counted::alike(t.source_own())),
            answer("permission", Counted::alike(t.source_permission())),
            answer("archive", Counted::by_count(|count| t.source_archive(count))),
            // It states a fact about old works: those who may are told apart by `Library::offers`.
            Answer {
                for_curators: true,
                ..answer("public-domain", Counted::by_count(|count| t.source_public_domain(count)))
            },
        ],
    }
}

/// Whether they may be changed.
#[must_use]
pub fn modify(t: Messages) -> Question {
    Question {
        name: "modify",
        asked: Counted::by_count(|count| t.question_modify(count)),
        help: t.question_modify_help(),
        answers: vec![
            answer("yes", Counted::alike(t.answer_yes())),
            answer("alike", Counted::alike(t.answer_alike())),
            answer("no", Counted::alike(t.answer_no())),
        ],
    }
}

/// Whether people may make money from them.
#[must_use]
pub fn sell(t: Messages) -> Question {
    Question {
        name: "sell",
        asked: Counted::by_count(|count| t.question_sell(count)),
        help: t.question_sell_help(),
        answers: vec![answer("yes", Counted::alike(t.answer_yes())), answer("no", Counted::alike(t.answer_no()))],
    }
}

fn answer(value: &'static str, words: Counted) -> Answer {
    Answer { value, words, for_curators: false }
}

impl Wording {
    /// The words, with the sentences of these licences.
    #[must_use]
    pub fn new<'a>(licences: impl IntoIterator<Item = &'a LicenceView>, t: Messages) -> Self {
        let outcome = |licence: &LicenceView| Outcome {
            label: licence.label.clone(),
            lets: Counted::by_count(|count| licence.lets(count, t)),
            by_answers: !licence.outcome_class().is_empty(),
        };
        Self {
            version: WORDING,
            forever: t.licence_forever(),
            questions: [source(t), modify(t), sell(t)],
            outcomes: licences.into_iter().map(outcome).collect(),
            former: Former::all(t.language()),
        }
    }

    /// What names this version in the page.
    #[must_use]
    pub fn anchor(&self) -> String {
        anchor(self.version)
    }

    /// Whether some licence is reached otherwise than by the answers.
    #[must_use]
    pub fn has_others(&self) -> bool {
        self.outcomes.iter().any(|outcome| !outcome.by_answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::licence::LicenceId;

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

    /// A line a message, about that many photos.
    fn said(wording: &Wording, count: u64) -> String {
        let questions = wording.questions.iter().flat_map(|question| {
            let answers = question.answers.iter().map(|answer| answer.words.of(count));
            [question.asked.of(count), question.help].into_iter().chain(answers)
        });
        let outcomes = wording.outcomes.iter().flat_map(|outcome| [outcome.label.as_str(), outcome.lets.of(count)]);
        questions.chain(outcomes).chain([wording.forever]).flat_map(|line| [line, "\n"]).collect()
    }

    #[test]
    fn the_version_of_the_words_stands_for_the_words_that_are_shown() {
        let licences: Vec<LicenceView> =
            OFFERED.iter().flat_map(|id| LicenceId::parse(id)).map(LicenceView::of).collect();
        assert_eq!(licences.len(), OFFERED.len());
        let mut shown = blake3::Hasher::new();
        for language in Language::ALL {
            for count in [1, 2] {
                shown.update(said(&Wording::new(&licences, Messages::new(language)), count).as_bytes());
            }
        }
        assert_eq!(
            (WORDING, shown.finalize().to_hex().as_str()),
            ("2026-11-30", "4566043b1e3e049c2d2c8a8fba00f3b80eaaccda5a07306b940ded6fe0c3e664"),
            "the words shown when a licence is chosen are no longer those that grants of this version cite: give WORDING \
             (src/domain/grant.rs) a new version, keep the former words readable on the licences page (FORMER), and record both here"
        );
    }
}
