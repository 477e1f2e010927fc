//! What a photo says that its contributor did not: the sentences, and the answers that they may give (`parts/doubts.html`).

use super::view;
use crate::{
    domain::{
        doubt::{self, Doubt, Subject},
        photo::PhotoRecord,
        reader::Reader,
    },
    web::{i18n::Messages, request::intake::Incoming},
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
            rights: once(about(Subject::Rights).map(|doubt| view::doubt(doubt, t))),
            place: once(about(Subject::Place).map(|doubt| view::doubt(doubt, t))),
            ..Self::default()
        }
    }

    /// The same with what was ticked; the names of the fields begin with `prefix`.
    #[must_use]
    pub fn ticked(self, form: &Incoming, prefix: &str) -> Self {
        let answer = |name: &str| form.value(&format!("{prefix}{name}")).unwrap_or_default();
        Self { vouched: answer("vouched") == "yes", place_answer: answer("place_answer").to_owned(), ..self }
    }
}

/// Every question that a photo raises beside these others, answered or not, as this reader may read it: no name, where the
/// author asked not to be named.
#[must_use]
pub fn sentences(photo: &PhotoRecord, others: &[PhotoRecord], reader: &Reader, t: Messages) -> Vec<String> {
    let names_author = reader.reads_author_of(photo);
    let unnamed = |asked: &Doubt| match asked {
        Doubt::OtherAuthor(_) => t.doubt_author_unnamed().to_owned(),
        Doubt::OtherClaim(_) => t.doubt_claim_unnamed().to_owned(),
        Doubt::Reserved(_) => t.doubt_reserved_unnamed().to_owned(),
        Doubt::Unclear(_) => t.doubt_unclear_unnamed().to_owned(),
        Doubt::OtherLicence(_)
        | Doubt::SeveralLicences(_)
        | Doubt::Statement(_)
        | Doubt::FarPlace { .. }
        | Doubt::FarFromOthers { .. } => view::doubt(asked, t),
    };
    let sentence = |asked: &Doubt| if names_author { view::doubt(asked, t) } else { unnamed(asked) };
    once(Doubt::among(photo, others).iter().map(sentence))
}

/// Each sentence once, in their order: several doubts may read alike, above all where a name is withheld.
fn once(sentences: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for sentence in sentences {
        if !kept.contains(&sentence) {
            kept.push(sentence);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_read_alike_are_shown_once_in_their_order() {
        let sentences = ["a name", "a licence", "a name"].map(str::to_owned);
        assert_eq!(once(sentences.into_iter()), ["a name", "a licence"]);
    }
}
