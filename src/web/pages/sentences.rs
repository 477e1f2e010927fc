//! Sentences that several pages share: about people without an account, about doubts, about files withdrawn before.

use crate::{
    domain::{doubt::Doubt, person::Handle},
    library::review::WithdrawnBefore,
    web::{frame::layout::Frame, i18n::Messages, view::grants::day},
};

/// What somebody without an account is called: their handle, unless they were forgotten.
#[must_use]
pub fn handle(handle: &Handle, t: Messages) -> String {
    if handle.is_nobody() { t.person_forgotten().to_owned() } else { handle.to_string() }
}

/// A question that a photo raises, as a sentence.
#[must_use]
pub fn doubt(doubt: &Doubt, t: Messages) -> String {
    match doubt {
        Doubt::OtherAuthor(name) => t.doubt_author(name),
        Doubt::OtherClaim(words) => t.doubt_claim(words),
        Doubt::OtherLicence(licence) => t.doubt_licence(licence.label()),
        Doubt::SeveralLicences(licences) => {
            let labels: Vec<&str> = licences.iter().map(|licence| licence.label()).collect();
            t.doubt_several(&labels.join(", "))
        }
        Doubt::Reserved(words) => t.doubt_reserved(words),
        Doubt::Unclear(words) => t.doubt_unclear(words),
        Doubt::Statement(name) => t.doubt_statement(name),
        Doubt::FarPlace { name, kilometres } => t.doubt_far_place((*kilometres).into(), name),
        Doubt::FarFromOthers { name, kilometres } => t.doubt_far_from_others((*kilometres).into(), name),
    }
}

/// That a photo's file was withdrawn before, as a sentence, and the address of its tombstone.
#[must_use]
pub fn withdrawn_before(before: &WithdrawnBefore, frame: &Frame) -> (String, String) {
    let withdrawn = day(before.at, frame.t);
    let sentence = match &before.reason {
        Some(reason) => frame.t.review_withdrawn(&withdrawn, reason),
        None => frame.t.review_withdrawn_unsaid(&withdrawn),
    };
    (sentence, frame.urls.photo(&before.photo))
}
