//! What a photo says that its contributor did not: the sentences, and the answers that they may give (`parts/doubts.html`).

use crate::{
    domain::{
        doubt::{self, Doubt, Subject},
        photo::PhotoRecord,
    },
    web::{i18n::Messages, intake::Incoming, pages::view},
};

/// What a contributor is asked about a photo.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    /// What its file says of its author and rights.
    pub rights: Vec<String>,
    /// How its place and its position contradict each other.
    pub place: Vec<String>,
    /// Whether the box below the first is ticked.
    pub vouched: bool,
    /// `place_answer`: `right`, `drop`, or empty.
    pub place_answer: String,
}

impl Doubts {
    /// What is still to be answered about a photo beside these others; nothing is ticked.
    #[must_use]
    pub fn open(photo: &PhotoRecord, others: &[PhotoRecord], t: Messages) -> Self {
        let open = doubt::unanswered(photo, others);
        let about = |subject| open.iter().filter(move |doubt| doubt.subject() == subject);
        Self {
            rights: about(Subject::Rights).map(|doubt| view::doubt(doubt, t)).collect(),
            place: about(Subject::Place).map(|doubt| view::doubt(doubt, t)).collect(),
            ..Self::default()
        }
    }

    /// The same with what was ticked; the names of the fields begin with `prefix`.
    #[must_use]
    pub fn ticked(self, form: &Incoming, prefix: &str) -> Self {
        let said = |name: &str| form.word(&format!("{prefix}{name}")).unwrap_or_default();
        Self { vouched: said("vouched") == "yes", place_answer: said("place_answer").to_owned(), ..self }
    }
}

/// All that a moderator is told of a photo beside these others, whatever its contributor answered.
#[must_use]
pub fn sentences(photo: &PhotoRecord, others: &[PhotoRecord], t: Messages) -> Vec<String> {
    Doubt::among(photo, others).iter().map(|doubt| view::doubt(doubt, t)).collect()
}
