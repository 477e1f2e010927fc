//! What can go wrong in front of a reader, as values: the only place where failures become status codes.
//!
//! 1. a library error becomes a [`Problem`] (`From`, in `from.rs`), one of the groups below, by what it speaks of;
//! 2. a handler returns it;
//! 3. `frame/explain.rs` writes it in the reader's language: problem+json (RFC 9457) to the API and to scripts, to
//!    people a page with a sentence and links to go on.

mod access;
mod account;
mod codes;
mod collection;
mod credit;
mod explanation;
mod field;
pub mod from;
mod licence;
mod limit;
mod not_heard;
mod request;
mod searched;
mod state;
mod storage;
mod tag;
mod upload;

pub use access::AccessProblem;
pub use account::AccountProblem;
pub use codes::codes;
pub use collection::CollectionProblem;
pub use credit::CreditProblem;
pub use explanation::Explanation;
pub use field::{FieldProblem, Why};
pub use licence::LicenceProblem;
pub use limit::LimitProblem;
pub use request::RequestProblem;
pub use state::StateProblem;
pub use storage::StorageProblem;
pub use tag::TagProblem;
pub use upload::UploadProblem;

use actix_web::http::StatusCode;

use super::i18n::Messages;
use crate::domain::{
    language::Language,
    photo::{PhotoId, PhotoRecord},
    tag::Tag,
};

/// The fields of a form with their values, in their order.
pub type FormValues = Vec<(String, String)>;

/// Everything that can go wrong in front of a reader, by what it speaks of.
#[derive(Debug)]
pub enum Problem {
    /// Nothing here, or nothing for this reader.
    NotFound,
    /// A photo that was withdrawn: its tombstone stays.
    Gone(Box<PhotoRecord>),
    /// Who may do it.
    Access(AccessProblem),
    /// A form of one of our pages came without its session or with an old token: what was typed is kept.
    Interrupted {
        /// Why it was refused.
        why: AccessProblem,
        /// The fields of the form.
        values: FormValues,
    },
    /// How the request is written or sent.
    Request(RequestProblem),
    /// The file of a photo.
    Upload(UploadProblem),
    /// The licence of a photo.
    Licence(LicenceProblem),
    /// Who took a photo, and who is credited.
    Credit(CreditProblem),
    /// One field of a form or of a call.
    Field(FieldProblem),
    /// What was changed meanwhile, or a state that does not allow it.
    State(StateProblem),
    /// Too much at once.
    Limit(LimitProblem),
    /// The stores of the library.
    Storage(StorageProblem),
    /// An account: its password, its name, how it is made.
    Account(AccountProblem),
    /// A collection.
    Collection(CollectionProblem),
    /// A tag.
    Tag(TagProblem),
    /// Our fault: written in the log, never shown to the reader.
    Fault(Box<dyn std::error::Error>),
}

/// Makes a problem of each group's own.
macro_rules! groups {
    ($($group:ident($problem:ident)),* $(,)?) => {
        $(impl From<$problem> for Problem {
            fn from(problem: $problem) -> Self {
                Self::$group(problem)
            }
        })*
    };
}

groups! {
    Access(AccessProblem),
    Request(RequestProblem),
    Upload(UploadProblem),
    Licence(LicenceProblem),
    Credit(CreditProblem),
    Field(FieldProblem),
    State(StateProblem),
    Limit(LimitProblem),
    Storage(StorageProblem),
    Account(AccountProblem),
    Collection(CollectionProblem),
    Tag(TagProblem),
}

impl Problem {
    /// Whether signing in failed because of what was typed: its fields are then shown as wrong.
    #[must_use]
    pub const fn was_mistyped(&self) -> bool {
        matches!(self, Self::Account(AccountProblem::WrongPassword))
    }

    /// Status, code, title and sentence in the reader's language.
    #[must_use]
    pub fn explanation(&self, t: Messages) -> Explanation {
        match self {
            Self::NotFound => {
                Explanation::new(StatusCode::NOT_FOUND, "not-found", t.problem_not_found_title(), t.problem_not_found())
            }
            Self::Gone(_) => Explanation::gone(t),
            Self::Access(problem) | Self::Interrupted { why: problem, .. } => problem.explanation(t),
            Self::Request(problem) => problem.explanation(t),
            Self::Upload(problem) => problem.explanation(t),
            Self::Licence(problem) => problem.explanation(t),
            Self::Credit(problem) => problem.explanation(t),
            Self::Field(problem) => problem.explanation(t),
            Self::State(problem) => problem.explanation(t),
            Self::Limit(problem) => problem.explanation(t),
            Self::Storage(problem) => problem.explanation(t),
            Self::Account(problem) => problem.explanation(t),
            Self::Collection(problem) => problem.explanation(t),
            Self::Tag(problem) => problem.explanation(t),
            Self::Fault(_) => {
                Explanation::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", t.problem_fault_title(), t.problem_fault())
            }
        }
    }

    /// The same problem with the fields of the form that met it. A form with a password is not kept, nor is any other
    /// problem than one of access.
    #[must_use]
    pub fn keeping(self, values: FormValues) -> Self {
        match self {
            Self::Access(why) if !values.iter().any(|(name, _)| name.contains("password")) => {
                Self::Interrupted { why, values }
            }
            other => other,
        }
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        // The same in every language.
        self.explanation(Messages::new(Language::French)).status
    }

    /// The sentence, and what to do, in the reader's language.
    #[must_use]
    pub fn sentence(&self, t: Messages) -> String {
        self.explanation(t).sentence
    }

    /// Whether the form can be shown again with this sentence, and corrected by the person who filled it in.
    #[must_use]
    pub const fn is_about_the_form(&self) -> bool {
        match self {
            Self::Licence(_) | Self::Credit(_) | Self::Field(_) => true,
            Self::State(problem) => problem.is_about_the_form(),
            Self::Account(problem) => problem.is_about_the_form(),
            Self::Collection(problem) => problem.is_about_the_form(),
            Self::Tag(problem) => problem.is_about_the_form(),
            Self::NotFound
            | Self::Gone(_)
            | Self::Access(_)
            | Self::Interrupted { .. }
            | Self::Request(_)
            | Self::Upload(_)
            | Self::Limit(_)
            | Self::Storage(_)
            | Self::Fault(_) => false,
        }
    }

    /// Whether it is the file that is refused, and another could be accepted.
    #[must_use]
    pub const fn is_about_the_file(&self) -> bool {
        matches!(self, Self::Upload(_))
    }

    /// Whether a visitor could go on by signing in.
    #[must_use]
    pub const fn offers_sign_in(&self) -> bool {
        matches!(
            self,
            Self::Access(AccessProblem::NotSignedIn | AccessProblem::NotAllowed)
                | Self::Account(AccountProblem::NoSetUp | AccountProblem::NoSuchLink | AccountProblem::NoSuchMailLink)
        )
    }

    /// How many seconds to wait before the next try, where waiting helps (`Retry-After`, RFC 9110 §10.2.3).
    #[must_use]
    pub const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Limit(problem) => Some(problem.retry_after()),
            Self::Storage(problem) => problem.retry_after(),
            _ => None,
        }
    }

    /// What is said in place of its sentence to somebody who only reads, where that differs.
    #[must_use]
    pub fn sentence_of_reading(&self, t: Messages) -> Option<&'static str> {
        match self {
            Self::Storage(problem) => problem.sentence_of_reading(t),
            _ => None,
        }
    }

    /// The other photo that it is about, where there is one.
    #[must_use]
    pub const fn photo(&self) -> Option<&PhotoId> {
        match self {
            Self::State(StateProblem::AlreadyHeld(id) | StateProblem::HeldElsewhere(id)) => Some(id),
            _ => None,
        }
    }

    /// The tag that there is not, where that is what it is about.
    #[must_use]
    pub const fn unknown_tag(&self) -> Option<&Tag> {
        match self {
            Self::Tag(TagProblem::Unknown(tag)) => Some(tag),
            _ => None,
        }
    }

    /// The step of the form where it is corrected, by its id on the page, when it is one in particular.
    #[must_use]
    pub const fn step(&self) -> Option<&'static str> {
        match self {
            Self::Field(FieldProblem::MissingFile) => Some("step-files"),
            Self::Licence(problem) => problem.step(),
            Self::Credit(problem) => problem.step(),
            _ => None,
        }
    }

    /// The field that is wrong, by its name; empty when it is none in particular.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Field(FieldProblem::Invalid(field, _)) => field,
            Self::Field(FieldProblem::MissingDecisionReason | FieldProblem::MissingReportReason) => "reason",
            Self::Credit(CreditProblem::Protected(field)) => field.name(),
            Self::Account(problem) => problem.field(),
            Self::Collection(problem) => problem.field(),
            Self::Tag(problem) => problem.field(),
            _ => "",
        }
    }
}
