//! What went wrong, as HTTP says it: the only place where failures become status codes.
//!
//! 1. a gesture's error becomes a [`Problem`] (`From`, below in `problem/from.rs`);
//! 2. the handler returns it, and [`explain()`] writes it in the reader's language:
//! 3. to the API and to scripts as problem+json (RFC 9457), to people as a page with a sentence and doors out.

mod codes;
mod document;
mod explain;
mod field;
mod from;

pub use codes::{CodeView, codes};
pub use explain::explain;
pub use field::Why;

use actix_web::http::StatusCode;

use super::{i18n::Messages, intake::Words, pages::credit::label_of};
use crate::domain::{
    field::Field,
    language::Language,
    photo::{PhotoId, PhotoRecord},
};

/// Everything that can go wrong in front of a reader.
#[derive(Debug)]
pub enum Problem {
    /// Nothing here for this reader.
    NotFound,
    /// It was here.
    Gone(Box<PhotoRecord>),
    /// An account is needed.
    NotSignedIn,
    /// A token that stands for nobody.
    UnknownToken,
    /// The account is not enough.
    NotAllowed,
    /// The form does not prove where it comes from.
    Forged,
    /// A form that one of our pages sent came without its session or with an old proof: what was typed is kept.
    Interrupted {
        /// [`Self::NotSignedIn`] or [`Self::Forged`].
        why: Box<Problem>,
        /// The fields of the form.
        words: Words,
    },
    /// The same bytes are public already.
    AlreadyHeld(PhotoId),
    /// The address is known, and answers these methods only.
    MethodNotAllowed(String),
    /// What was being sent stopped coming.
    Idle,
    /// A form or the words of a call did not come whole in the time they have.
    Slow,
    /// Too many bytes.
    TooLarge {
        /// The most that are taken.
        most: u64,
    },
    /// More words than a form or a call takes.
    TooLong,
    /// Too many pixels.
    TooManyPixels,
    /// A known format that is not taken in.
    UnsupportedFormat(String),
    /// A way of coding pictures that a format in use allows, and that is not read, by its name.
    UnsupportedCoding(String),
    /// No format we know.
    UnknownFormat,
    /// Several pictures in one.
    Animated,
    /// It does not decode.
    Undecodable,
    /// Its end is missing.
    Truncated,
    /// No byte at all.
    Empty,
    /// No file at all.
    MissingFile,
    /// No licence we know.
    UnknownLicence,
    /// No licence at all.
    MissingLicence,
    /// The three questions were not answered, on a page that asks them about so many photos.
    Unanswered(u64),
    /// Who took so many photos was not said, on a page that asks it.
    SourceUnsaid(u64),
    /// The answers and the licence chosen otherwise are not the same.
    TwoLicences {
        /// Whether the first comes from the last time, not from the answers.
        last: bool,
        /// The licence that the answers, or the last time, lead to.
        one: &'static str,
        /// The licence chosen besides.
        other: &'static str,
    },
    /// Somebody else's photos, so many, credited to their giver.
    AuthorIsGiver(u64),
    /// Somebody else's photo, whose author agrees and is not named.
    AuthorUnnamed,
    /// The photo says something else than its giver, who did not answer yet.
    Doubtful,
    /// A licence this library does not offer.
    LicenceNotOffered(String),
    /// A licence that would take back what was granted.
    LicenceNarrower,
    /// One field is wrong.
    InvalidField(&'static str, Why),
    /// In this field, what protects a person: its contributor alone loosens it.
    Protected(Field),
    /// A field of this name means nothing here.
    UnknownField(String),
    /// A parameter of the address that this call does not have.
    UnknownParameter(String),
    /// A parameter of the address whose value means nothing, or that is there twice, or that is missing.
    InvalidParameter(String),
    /// A part of a file that has only so many bytes.
    RangeNotSatisfiable(u64),
    /// Someone was quicker.
    Stale,
    /// `If-Match` names another revision.
    PreconditionFailed,
    /// Its state does not lead there.
    WrongState,
    /// A decision without a reason.
    ReasonMissing,
    /// Not understood.
    BadRequest,
    /// Too often.
    TooManyRequests {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// The memory that it takes was not free in time.
    Busy,
    /// The search index is being made.
    SearchNotReady,
    /// Too many search at once.
    SearchBusy,
    /// The disk is full.
    Full,
    /// The storage folder is not where it was.
    StorageGone,
    /// The original is damaged.
    Damaged,
    /// The name or the password is wrong.
    WrongPassword,
    /// The present password, asked again, is wrong.
    WrongPresentPassword,
    /// A password with too few characters.
    PasswordShort,
    /// A password with too many.
    PasswordLong,
    /// A password among the first tried.
    PasswordCommon,
    /// The handle is taken.
    HandleTaken,
    /// Nobody signs up here.
    SignUpClosed,
    /// The code is unknown.
    NotInvited,
    /// There is an administrator already.
    AlreadySetUp,
    /// No set-up waits at this address.
    NoSetUp,
    /// Asked by the standard, and not done here.
    NotImplemented,
    /// Our fault: said in the log, never to the reader.
    Fault(Box<dyn std::error::Error>),
}

impl Problem {
    /// Status, code, title and sentence: one line a problem.
    #[expect(clippy::too_many_lines, reason = "one exhaustive table, a line a problem")]
    fn told(&self, t: Messages) -> (StatusCode, &'static str, &'static str, String) {
        use StatusCode as S;
        let told = |status, code, title, sentence: &str| (status, code, title, sentence.to_owned());
        let unprocessable =
            |code, sentence: &str| told(S::UNPROCESSABLE_ENTITY, code, t.problem_invalid_field_title(), sentence);
        match self {
            Self::NotFound => told(S::NOT_FOUND, "not-found", t.problem_not_found_title(), t.problem_not_found()),
            Self::Gone(_) => told(S::GONE, "withdrawn", t.problem_gone_title(), t.problem_gone()),
            Self::NotSignedIn => {
                told(S::UNAUTHORIZED, "not-signed-in", t.problem_not_signed_in_title(), t.problem_not_signed_in())
            }
            Self::UnknownToken => {
                told(S::UNAUTHORIZED, "not-signed-in", t.problem_not_signed_in_title(), t.problem_unknown_token())
            }
            Self::NotAllowed => {
                told(S::FORBIDDEN, "not-allowed", t.problem_not_allowed_title(), t.problem_not_allowed())
            }
            Self::Forged => told(S::FORBIDDEN, "csrf", t.problem_forged_title(), t.problem_forged()),
            Self::Interrupted { why, .. } => why.told(t),
            Self::AlreadyHeld(_) => {
                told(S::CONFLICT, "already-held", t.problem_already_held_title(), t.problem_already_held())
            }
            Self::MethodNotAllowed(_) => told(
                S::METHOD_NOT_ALLOWED,
                "method-not-allowed",
                t.problem_method_not_allowed_title(),
                t.problem_method_not_allowed(),
            ),
            Self::Idle => told(S::REQUEST_TIMEOUT, "timeout", t.problem_timeout_title(), t.problem_timeout()),
            Self::Slow => told(S::REQUEST_TIMEOUT, "timeout", t.problem_timeout_title(), t.problem_slow()),
            Self::TooLarge { most } => {
                let sentence = t.problem_too_large(most / 1_000_000);
                (S::PAYLOAD_TOO_LARGE, "too-large", t.problem_too_large_title(), sentence)
            }
            Self::TooLong => told(S::PAYLOAD_TOO_LARGE, "too-large", t.problem_too_long_title(), t.problem_too_long()),
            Self::TooManyPixels => told(
                S::PAYLOAD_TOO_LARGE,
                "too-many-pixels",
                t.problem_too_many_pixels_title(),
                t.problem_too_many_pixels(),
            ),
            Self::UnsupportedFormat(format) => {
                let telephone = matches!(format.as_str(), "HEIC" | "HEIF");
                let sentence =
                    if telephone { t.problem_heic().to_owned() } else { t.problem_unsupported_format(format) };
                (S::UNSUPPORTED_MEDIA_TYPE, "unsupported-format", t.problem_unsupported_format_title(), sentence)
            }
            Self::UnsupportedCoding(coding) => {
                let sentence = t.problem_unsupported_coding(coding);
                (S::UNSUPPORTED_MEDIA_TYPE, "unsupported-format", t.problem_unsupported_format_title(), sentence)
            }
            Self::UnknownFormat => told(
                S::UNSUPPORTED_MEDIA_TYPE,
                "unsupported-format",
                t.problem_unsupported_format_title(),
                t.problem_unknown_format(),
            ),
            Self::Animated => told(
                S::UNSUPPORTED_MEDIA_TYPE,
                "unsupported-format",
                t.problem_unsupported_format_title(),
                t.problem_animated(),
            ),
            Self::Undecodable => {
                told(S::UNPROCESSABLE_ENTITY, "undecodable", t.problem_undecodable_title(), t.problem_undecodable())
            }
            Self::Truncated => {
                told(S::UNPROCESSABLE_ENTITY, "truncated", t.problem_truncated_title(), t.problem_truncated())
            }
            Self::Empty => told(S::UNPROCESSABLE_ENTITY, "empty", t.problem_empty_title(), t.problem_empty()),
            Self::MissingFile => {
                told(S::UNPROCESSABLE_ENTITY, "missing-file", t.problem_missing_file_title(), t.problem_missing_file())
            }
            Self::UnknownLicence => told(
                S::UNPROCESSABLE_ENTITY,
                "unknown-license",
                t.problem_unknown_license_title(),
                t.problem_unknown_license(),
            ),
            Self::MissingLicence => told(
                S::UNPROCESSABLE_ENTITY,
                "missing-license",
                t.problem_missing_license_title(),
                t.problem_missing_license(),
            ),
            Self::Unanswered(photos) => unprocessable("missing-license", &t.problem_unanswered(*photos)),
            Self::SourceUnsaid(photos) => unprocessable("invalid-field", &t.problem_source_unsaid(*photos)),
            Self::TwoLicences { last, one, other } => {
                let said =
                    if *last { t.problem_two_licences_last(one, other) } else { t.problem_two_licences(one, other) };
                (S::UNPROCESSABLE_ENTITY, "invalid-field", t.problem_missing_license_title(), said)
            }
            Self::AuthorIsGiver(photos) => unprocessable("invalid-field", &t.problem_author_is_giver(*photos)),
            Self::AuthorUnnamed => unprocessable("invalid-field", t.problem_author_unnamed()),
            Self::Doubtful => unprocessable("invalid-field", t.problem_doubtful()),
            Self::LicenceNotOffered(licence) => {
                let sentence = t.problem_license_not_offered(licence);
                (S::UNPROCESSABLE_ENTITY, "license-not-offered", t.problem_license_not_offered_title(), sentence)
            }
            Self::LicenceNarrower => {
                told(S::CONFLICT, "license-narrower", t.problem_license_narrower_title(), t.problem_license_narrower())
            }
            Self::InvalidField(field, why) => {
                let sentence = field::sentence(field, *why, t);
                (S::UNPROCESSABLE_ENTITY, "invalid-field", t.problem_invalid_field_title(), sentence)
            }
            Self::Protected(field) => {
                let sentence = t.problem_protected(label_of(*field, t));
                (S::FORBIDDEN, "protected", t.problem_protected_title(), sentence)
            }
            Self::UnknownField(name) => {
                let sentence = t.problem_unknown_field(name);
                (S::UNPROCESSABLE_ENTITY, "invalid-field", t.problem_invalid_field_title(), sentence)
            }
            Self::UnknownParameter(name) => {
                let sentence = t.problem_unknown_parameter(name);
                (S::UNPROCESSABLE_ENTITY, "invalid-field", t.problem_invalid_field_title(), sentence)
            }
            Self::InvalidParameter(name) => {
                unprocessable("invalid-field", &t.problem_invalid_field(name, t.why_parameter()))
            }
            Self::RangeNotSatisfiable(_) => {
                told(S::RANGE_NOT_SATISFIABLE, "range-not-satisfiable", t.problem_range_title(), t.problem_range())
            }
            Self::Stale => told(S::CONFLICT, "stale", t.problem_stale_title(), t.problem_stale()),
            Self::PreconditionFailed => {
                told(S::PRECONDITION_FAILED, "stale", t.problem_stale_title(), t.problem_stale())
            }
            Self::WrongState => {
                told(S::CONFLICT, "wrong-state", t.problem_wrong_state_title(), t.problem_wrong_state())
            }
            Self::ReasonMissing => told(
                S::UNPROCESSABLE_ENTITY,
                "missing-reason",
                t.problem_reason_missing_title(),
                t.problem_reason_missing(),
            ),
            Self::BadRequest => {
                told(S::BAD_REQUEST, "bad-request", t.problem_bad_request_title(), t.problem_bad_request())
            }
            Self::TooManyRequests { .. } => told(
                S::TOO_MANY_REQUESTS,
                "too-many-requests",
                t.problem_too_many_requests_title(),
                t.problem_too_many_requests(),
            ),
            Self::Busy => told(S::SERVICE_UNAVAILABLE, "busy", t.problem_busy_title(), t.problem_busy()),
            Self::SearchNotReady => {
                told(S::SERVICE_UNAVAILABLE, "search-not-ready", t.problem_search_title(), t.problem_search_not_ready())
            }
            Self::SearchBusy => told(S::SERVICE_UNAVAILABLE, "busy", t.problem_busy_title(), t.problem_search_busy()),
            Self::Full => told(S::INSUFFICIENT_STORAGE, "full", t.problem_full_title(), t.problem_full()),
            Self::StorageGone => {
                told(S::SERVICE_UNAVAILABLE, "storage-gone", t.problem_storage_gone_title(), t.problem_storage_gone())
            }
            Self::Damaged => told(S::INTERNAL_SERVER_ERROR, "damaged", t.problem_damaged_title(), t.problem_damaged()),
            Self::WrongPassword => told(
                S::UNPROCESSABLE_ENTITY,
                "wrong-password",
                t.problem_wrong_password_title(),
                t.problem_wrong_password(),
            ),
            Self::WrongPresentPassword => unprocessable("wrong-password", t.problem_wrong_present_password()),
            Self::PasswordShort => told(
                S::UNPROCESSABLE_ENTITY,
                "weak-password",
                t.problem_weak_password_title(),
                t.problem_password_short(),
            ),
            Self::PasswordLong => told(
                S::UNPROCESSABLE_ENTITY,
                "weak-password",
                t.problem_weak_password_title(),
                t.problem_password_long(),
            ),
            Self::PasswordCommon => told(
                S::UNPROCESSABLE_ENTITY,
                "weak-password",
                t.problem_weak_password_title(),
                t.problem_password_common(),
            ),
            Self::HandleTaken => {
                told(S::CONFLICT, "handle-taken", t.problem_handle_taken_title(), t.problem_handle_taken())
            }
            Self::SignUpClosed => {
                told(S::FORBIDDEN, "sign-up-closed", t.problem_sign_up_closed_title(), t.problem_sign_up_closed())
            }
            Self::NotInvited => {
                told(S::FORBIDDEN, "not-invited", t.problem_not_invited_title(), t.problem_not_invited())
            }
            Self::AlreadySetUp => {
                told(S::CONFLICT, "already-set-up", t.problem_already_set_up_title(), t.problem_already_set_up())
            }
            Self::NoSetUp => told(S::NOT_FOUND, "not-found", t.problem_no_set_up_title(), t.problem_no_set_up()),
            Self::NotImplemented => told(
                S::NOT_IMPLEMENTED,
                "not-implemented",
                t.problem_not_implemented_title(),
                t.problem_not_implemented(),
            ),
            Self::Fault(_) => told(S::INTERNAL_SERVER_ERROR, "fault", t.problem_fault_title(), t.problem_fault()),
        }
    }

    /// The same problem with the fields of the form that met it; passwords are not kept, nor is what goes with them.
    #[must_use]
    pub fn keeping(self, words: Words) -> Self {
        if words.iter().any(|(name, _)| name.contains("password")) {
            return self;
        }
        Self::Interrupted { why: Box::new(self), words }
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        // The same in every language.
        self.told(Messages::new(Language::French)).0
    }

    /// Whether the form can be shown again with this sentence, and mended by who filled it in.
    #[must_use]
    pub const fn is_about_the_form(&self) -> bool {
        matches!(
            self,
            Self::UnknownLicence
                | Self::MissingLicence
                | Self::MissingFile
                | Self::Unanswered(_)
                | Self::SourceUnsaid(_)
                | Self::TwoLicences { .. }
                | Self::AuthorIsGiver(_)
                | Self::AuthorUnnamed
                | Self::Doubtful
                | Self::ReasonMissing
                | Self::WrongPresentPassword
                | Self::LicenceNotOffered(_)
                | Self::LicenceNarrower
                | Self::InvalidField(..)
                | Self::Protected(_)
                | Self::UnknownField(_)
                | Self::Stale
                | Self::WrongState
                | Self::AlreadyHeld(_)
                | Self::WrongPassword
                | Self::PasswordShort
                | Self::PasswordLong
                | Self::PasswordCommon
                | Self::HandleTaken
                | Self::SignUpClosed
                | Self::NotInvited
        )
    }

    /// The other photo that it is about, where there is one.
    #[must_use]
    pub const fn photo(&self) -> Option<&PhotoId> {
        match self {
            Self::AlreadyHeld(id) => Some(id),
            _ => None,
        }
    }

    /// The step of the form where it is mended, by its id on the page, when it is one in particular.
    #[must_use]
    pub const fn step(&self) -> Option<&'static str> {
        match self {
            Self::MissingFile => Some("step-files"),
            Self::MissingLicence | Self::Unanswered(_) | Self::SourceUnsaid(_) | Self::TwoLicences { .. } => {
                Some("step-licence")
            }
            Self::AuthorIsGiver(_) | Self::AuthorUnnamed | Self::Protected(_) => Some("step-credit"),
            _ => None,
        }
    }

    /// The field that is wrong, by its name; empty when it is none in particular.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::InvalidField(field, _) => field,
            Self::Protected(field) => field.name(),
            Self::HandleTaken => "handle",
            Self::PasswordShort | Self::PasswordLong | Self::PasswordCommon => "password",
            Self::NotInvited => "invitation",
            _ => "",
        }
    }

    /// Whether it is the file that cannot be taken in, and another could.
    #[must_use]
    pub const fn is_about_the_file(&self) -> bool {
        matches!(
            self,
            Self::TooLarge { .. }
                | Self::TooManyPixels
                | Self::UnsupportedFormat(_)
                | Self::UnsupportedCoding(_)
                | Self::UnknownFormat
                | Self::Animated
                | Self::Undecodable
                | Self::Truncated
                | Self::Empty
        )
    }

    /// The sentence, and what to do, in the reader's language.
    #[must_use]
    pub fn sentence(&self, t: Messages) -> String {
        self.told(t).3
    }
}
