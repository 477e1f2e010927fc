//! Every code that a problem may carry, explained: what its `type` leads to on the page about this site (RFC 9457 §3.1.1).

use actix_web::http::StatusCode;

use super::{Problem, Why};
use crate::{
    domain::{field::Field, photo::PhotoId},
    web::i18n::Messages,
};

/// A code and what it means.
#[derive(Clone, Debug)]
pub struct CodeView {
    /// The code, which is also its anchor.
    pub code: &'static str,
    /// The status that goes with it.
    pub status: u16,
    /// In a few words.
    pub title: &'static str,
    /// A sentence that says what to do.
    pub sentence: String,
}

/// What stands where a sentence names something of the request.
const SOMETHING: &str = "…";

/// Every code, in order, explained in the reader's language, where a file has so many bytes at most.
#[must_use]
pub fn codes(most: u64, t: Messages) -> Vec<CodeView> {
    let explained = |problem: Problem| {
        let (status, code, title, sentence) = problem.told(t);
        CodeView { code, status: status.as_u16(), title, sentence }
    };
    let mut codes: Vec<CodeView> = one_of_each(most).into_iter().map(explained).collect();
    // A photo that is gone would have to be there to be told of: its line is written here.
    let (title, sentence) = (t.problem_gone_title(), t.problem_gone().to_owned());
    codes.push(CodeView { code: "withdrawn", status: StatusCode::GONE.as_u16(), title, sentence });
    codes.sort_by_key(|view| view.code);
    codes
}

/// One problem of each code.
fn one_of_each(most: u64) -> Vec<Problem> {
    vec![
        Problem::NotFound,
        Problem::AlreadyHeld(PhotoId::from_random([0; 8])),
        Problem::NotSignedIn,
        Problem::NotAllowed,
        Problem::Forged,
        Problem::MethodNotAllowed(String::new()),
        Problem::Idle,
        Problem::TooLarge { most },
        Problem::TooManyPixels,
        Problem::UnsupportedFormat(SOMETHING.to_owned()),
        Problem::Undecodable,
        Problem::Truncated,
        Problem::Empty,
        Problem::MissingFile,
        Problem::UnknownLicence,
        Problem::MissingLicence,
        Problem::LicenceNotOffered(SOMETHING.to_owned()),
        Problem::LicenceNarrower,
        Problem::InvalidField(SOMETHING, Why::Choice),
        Problem::Protected(Field::PlacePrecision),
        Problem::RangeNotSatisfiable(0),
        Problem::Stale,
        Problem::WrongState,
        Problem::ReasonMissing,
        Problem::BadRequest,
        Problem::TooManyRequests { retry_after: 0 },
        Problem::Busy,
        Problem::SearchNotReady,
        Problem::Full,
        Problem::StorageGone,
        Problem::Damaged,
        Problem::WrongPassword,
        Problem::Suspended,
        Problem::PasswordShort,
        Problem::HandleTaken,
        Problem::SignUpClosed,
        Problem::NotInvited,
        Problem::AlreadySetUp,
        Problem::NotImplemented,
        Problem::Fault(SOMETHING.into()),
    ]
}
