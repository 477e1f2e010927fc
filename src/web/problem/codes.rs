//! Every code that a problem may carry, explained: what its `type` leads to on the page about this site (RFC 9457
//! §3.1.1).

use jiff::Timestamp;

use super::{
    AccessProblem, AccountProblem, CollectionProblem, CreditProblem, Explanation, FieldProblem, LicenceProblem,
    LimitProblem, Problem, RequestProblem, StateProblem, StorageProblem, TagProblem, UploadProblem, Why,
};
use crate::{
    domain::{
        collection::{NotAPair, NotASavedSearch},
        field::Field,
        photo::PhotoId,
        tag::{Tag, TagKey},
    },
    web::i18n::Messages,
};

/// What stands where a sentence names something of the request.
const SOMETHING: &str = "…";

/// Every code, in order, explained in the reader's language, where a file has so many bytes at most.
#[must_use]
pub fn codes(most: u64, t: Messages) -> Vec<Explanation> {
    let mut codes: Vec<Explanation> = one_of_each(most).into_iter().map(|problem| problem.explanation(t)).collect();
    // A withdrawn photo cannot be made up here: its line is written alone.
    codes.push(Explanation::gone(t));
    codes.sort_by_key(|explained| explained.code);
    codes
}

/// Some tag.
fn something() -> Tag {
    TagKey::of(SOMETHING).as_tag()
}

/// One problem of each code.
fn one_of_each(most: u64) -> Vec<Problem> {
    vec![
        Problem::NotFound,
        Problem::State(StateProblem::AlreadyHeld(PhotoId::from_random([0; 8]))),
        Problem::Access(AccessProblem::NotSignedIn),
        Problem::Access(AccessProblem::NotAllowed),
        Problem::Access(AccessProblem::Forged),
        Problem::Request(RequestProblem::MethodNotAllowed(String::new())),
        Problem::Request(RequestProblem::Idle),
        Problem::Upload(UploadProblem::TooLarge { most }),
        Problem::Upload(UploadProblem::TooManyPixels),
        Problem::Upload(UploadProblem::UnsupportedFormat(SOMETHING.to_owned())),
        Problem::Upload(UploadProblem::Undecodable),
        Problem::Upload(UploadProblem::Truncated),
        Problem::Upload(UploadProblem::Empty),
        Problem::Field(FieldProblem::MissingFile),
        Problem::Licence(LicenceProblem::Unknown),
        Problem::Licence(LicenceProblem::Missing),
        Problem::Licence(LicenceProblem::NotOffered(SOMETHING.to_owned())),
        Problem::Licence(LicenceProblem::Narrower),
        Problem::Licence(LicenceProblem::LedgerFull),
        Problem::Field(FieldProblem::Invalid(SOMETHING, Why::Choice)),
        Problem::Credit(CreditProblem::Protected(Field::PlacePrecision)),
        Problem::Request(RequestProblem::RangeNotSatisfiable(0)),
        Problem::State(StateProblem::Stale),
        Problem::State(StateProblem::WrongState),
        Problem::State(StateProblem::NotYet(Timestamp::UNIX_EPOCH)),
        Problem::Field(FieldProblem::MissingReason),
        Problem::Request(RequestProblem::Malformed),
        Problem::Limit(LimitProblem::TooManyRequests { retry_after: 0 }),
        Problem::Limit(LimitProblem::ManyReportsWait),
        Problem::Limit(LimitProblem::ManySuggestionsWait),
        Problem::Limit(LimitProblem::Busy),
        Problem::Limit(LimitProblem::SearchNotReady),
        Problem::Storage(StorageProblem::Full),
        Problem::Storage(StorageProblem::Gone),
        Problem::Storage(StorageProblem::Away),
        Problem::Storage(StorageProblem::Unsure),
        Problem::Storage(StorageProblem::ArchiveAway),
        Problem::Storage(StorageProblem::Moving),
        Problem::Storage(StorageProblem::Damaged),
        Problem::Account(AccountProblem::WrongPassword),
        Problem::Account(AccountProblem::Suspended),
        Problem::Account(AccountProblem::PasswordTooShort),
        Problem::Account(AccountProblem::HandleTaken),
        Problem::Account(AccountProblem::HandleReserved),
        Problem::Account(AccountProblem::SignUpClosed),
        Problem::Account(AccountProblem::NotInvited),
        Problem::Account(AccountProblem::AlreadySetUp),
        Problem::Collection(CollectionProblem::NotPublic(PhotoId::from_random([0; 8]))),
        Problem::Collection(CollectionProblem::NotInCollection(PhotoId::from_random([0; 8]))),
        Problem::Collection(CollectionProblem::Full),
        Problem::Collection(CollectionProblem::TooManyOwn),
        Problem::Collection(CollectionProblem::UnknownMember(SOMETHING.to_owned())),
        Problem::Collection(CollectionProblem::NoneCalled(SOMETHING.to_owned())),
        Problem::Collection(CollectionProblem::SeveralCalled(vec![SOMETHING.to_owned()])),
        Problem::Collection(CollectionProblem::NoSuchParent),
        Problem::Collection(CollectionProblem::Circle),
        Problem::Collection(CollectionProblem::TooDeep),
        Problem::Collection(CollectionProblem::HasChildren),
        Problem::Collection(CollectionProblem::Search(NotASavedSearch::Everything)),
        Problem::Collection(CollectionProblem::Pair(NotAPair::Itself)),
        Problem::Collection(CollectionProblem::Pair(NotAPair::TooMany)),
        Problem::Collection(CollectionProblem::TooManyExceptions),
        Problem::Tag(TagProblem::Banned { tag: something(), instead: None }),
        Problem::Tag(TagProblem::Taken { name: SOMETHING.to_owned(), by: something() }),
        Problem::Tag(TagProblem::OtherName(SOMETHING.to_owned())),
        Problem::Tag(TagProblem::Circle(something())),
        Problem::Tag(TagProblem::Itself),
        Problem::Tag(TagProblem::TooManyContexts),
        Problem::Tag(TagProblem::TooManyRecords),
        Problem::Request(RequestProblem::NotImplemented),
        Problem::Fault(SOMETHING.into()),
    ]
}
