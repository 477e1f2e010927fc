//! Each gesture's error as a problem: exhaustive, so that a new failure cannot be forgotten.

use super::{
    AccessProblem, AccountProblem, CollectionProblem, CreditProblem, FieldProblem, LicenceProblem, LimitProblem,
    Problem, StateProblem, StorageProblem, TagProblem, UploadProblem, Why,
};
use crate::{
    domain::{
        causes::Causes,
        collection::{MOST_AT_ONCE, MOST_MEMBERS},
        legal, lengths,
        licence::UnknownLicence,
        tag::{NotATag, vocabulary::BannedTag},
        taken::NotADate,
        text::TooLong,
    },
    imaging::{inspect::Refusal, poster::PosterError, sniff::Kind},
    library::{
        StoreFault,
        accounts::AccountError,
        administrator::{AdministrationError, NotAdministrator},
        browse::LookError,
        curate::{self, CurateError},
        decide_suggestion::DecideSuggestionError,
        deposit::DepositError,
        describe::DescribeError,
        gather::GatherError,
        legal::LegalError,
        look_after::LookAfterError,
        passwords::WeakPassword,
        replace::ReplaceError,
        report::{DecideError, ReportError, UnclearReport},
        review::{StepError, UnclearDecision},
        settings::Setting,
        site::SiteError,
        suggest::{SuggestError, UnclearSuggestion},
        tags::TagError,
        take_away::TakeAwayError,
        undo_batch::UndoError,
    },
};

impl From<StoreFault> for Problem {
    fn from(fault: StoreFault) -> Self {
        if fault.is_full() {
            Self::Storage(StorageProblem::Full)
        } else if fault.is_busy() {
            Self::Limit(LimitProblem::Busy)
        } else if fault.is_too_large() {
            Self::Field(FieldProblem::TooMuchText)
        } else if fault.is_gone() {
            tracing::error!(cause = %Causes(&fault), "the storage folder is not there");
            Self::Storage(StorageProblem::Gone)
        } else if fault.is_archive_away() {
            tracing::warn!(cause = %Causes(&fault), "a request could not be answered");
            Self::Storage(StorageProblem::ArchiveAway)
        } else if fault.is_moving() {
            Self::Storage(StorageProblem::Moving)
        } else if fault.is_away() {
            tracing::warn!(cause = %Causes(&fault), "a request could not be answered");
            Self::Storage(if fault.is_unsure() { StorageProblem::Unsure } else { StorageProblem::Away })
        } else {
            match fault {
                StoreFault::IndexBehind => Self::Limit(LimitProblem::SearchNotReady),
                StoreFault::TooManySearches => Self::Limit(LimitProblem::SearchBusy),
                fault => Self::Fault(Box::new(fault)),
            }
        }
    }
}

impl From<LookError> for Problem {
    fn from(error: LookError) -> Self {
        match error {
            LookError::Unknown => Self::NotFound,
            LookError::Withdrawn(photo) => Self::Gone(photo),
            LookError::Fault(fault) => fault.into(),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Empty => Self::Upload(UploadProblem::Empty),
            Refusal::Unsupported { name } => Self::Upload(match name.kind {
                Kind::Coding => UploadProblem::UnsupportedCoding(name.to_string()),
                Kind::Office => UploadProblem::OfficeDocument(name.to_string()),
                Kind::Archive => UploadProblem::Archive(name.to_string()),
                _ => UploadProblem::UnsupportedFormat(name.to_string()),
            }),
            Refusal::Unknown => Self::Upload(UploadProblem::UnknownFormat),
            Refusal::TooLarge { most } => Self::Upload(UploadProblem::TooLarge { most }),
            Refusal::TooManyPixels { .. } | Refusal::TooWide { .. } => Self::Upload(UploadProblem::TooManyPixels),
            Refusal::Truncated => Self::Upload(UploadProblem::Truncated),
            Refusal::Animated => Self::Upload(UploadProblem::Animated),
            Refusal::Undecodable { .. } => Self::Upload(UploadProblem::Undecodable),
        }
    }
}

impl From<DepositError> for Problem {
    fn from(error: DepositError) -> Self {
        match error {
            DepositError::NotSignedIn => Self::Access(AccessProblem::NotSignedIn),
            DepositError::MissingLicence => Self::Licence(LicenceProblem::Missing),
            DepositError::LicenceNotOffered(licence) => {
                Self::Licence(LicenceProblem::NotOffered(licence.label().to_owned()))
            }
            DepositError::Refused(refusal) => refusal.into(),
            DepositError::TooLargeToDecode { .. } => Self::Upload(UploadProblem::TooManyPixels),
            DepositError::Truncated => Self::Upload(UploadProblem::Truncated),
            DepositError::Tag(banned) => banned.into(),
            DepositError::Undecodable(_) => Self::Upload(UploadProblem::Undecodable),
            DepositError::Fault(fault) => fault.into(),
        }
    }
}

impl From<DescribeError> for Problem {
    fn from(error: DescribeError) -> Self {
        match error {
            DescribeError::Look(error) => error.into(),
            DescribeError::NotAllowed | DescribeError::NotGrantor => Self::Access(AccessProblem::NotAllowed),
            DescribeError::Loosening(loosening) => Self::Credit(CreditProblem::Protected(loosening.0)),
            DescribeError::LicenceNotOffered(licence) => {
                Self::Licence(LicenceProblem::NotOffered(licence.label().to_owned()))
            }
            DescribeError::LedgerFull => Self::Licence(LicenceProblem::LedgerFull),
            DescribeError::Narrower(_) => Self::Licence(LicenceProblem::Narrower),
            DescribeError::Tag(banned) => banned.into(),
            DescribeError::Stale => Self::State(StateProblem::Stale),
            DescribeError::Fault(fault) => fault.into(),
        }
    }
}

impl From<CurateError> for Problem {
    fn from(error: CurateError) -> Self {
        match error {
            CurateError::NotSignedIn => Self::Access(AccessProblem::NotSignedIn),
            CurateError::Tag(banned) => banned.into(),
            CurateError::TooMany => Self::Field(FieldProblem::Invalid("ids", Why::TooMany(curate::MOST))),
            CurateError::Gather(error) => error.into(),
            CurateError::Fault(fault) => fault.into(),
        }
    }
}

impl From<UndoError> for Problem {
    fn from(error: UndoError) -> Self {
        match error {
            UndoError::Unknown => Self::NotFound,
            UndoError::NotAllowed => Self::Access(AccessProblem::NotAllowed),
            UndoError::Fault(fault) => fault.into(),
        }
    }
}

impl From<GatherError> for Problem {
    fn from(error: GatherError) -> Self {
        Self::Collection(match error {
            GatherError::Look(error) => return error.into(),
            GatherError::NotSignedIn => return Self::Access(AccessProblem::NotSignedIn),
            GatherError::NotAllowed => return Self::Access(AccessProblem::NotAllowed),
            GatherError::TooManyAtOnce => {
                return Self::Field(FieldProblem::Invalid("photos", Why::TooMany(MOST_AT_ONCE)));
            }
            GatherError::TooManyMembers => {
                return Self::Field(FieldProblem::Invalid("members", Why::TooManyPeople(MOST_MEMBERS)));
            }
            GatherError::Fault(fault) => return fault.into(),
            GatherError::NeedsCurator => CollectionProblem::NeedsCurator,
            GatherError::NotPublic(photo) => CollectionProblem::NotPublic(photo),
            GatherError::NotInCollection(photo) => CollectionProblem::NotInCollection(photo),
            GatherError::Full => CollectionProblem::Full,
            GatherError::TooManyOwn => CollectionProblem::TooManyOwn,
            GatherError::UnknownMember(handle) => CollectionProblem::UnknownMember(handle),
            GatherError::NoSuchParent => CollectionProblem::NoSuchParent,
            GatherError::Circle => CollectionProblem::Circle,
            GatherError::TooDeep => CollectionProblem::TooDeep,
            GatherError::ParentFull => CollectionProblem::ParentFull,
            GatherError::Search(wrong) => CollectionProblem::Search(wrong),
            GatherError::TooManyExceptions => CollectionProblem::TooManyExceptions,
            GatherError::HasChildren => CollectionProblem::HasChildren,
            GatherError::Stale => CollectionProblem::Stale,
        })
    }
}

impl From<BannedTag> for Problem {
    fn from(BannedTag { tag, instead }: BannedTag) -> Self {
        Self::Tag(TagProblem::Banned { tag, instead })
    }
}

impl From<TagError> for Problem {
    fn from(error: TagError) -> Self {
        Self::Tag(match error {
            TagError::NotSignedIn => return Self::Access(AccessProblem::NotSignedIn),
            TagError::NotAllowed => return Self::Access(AccessProblem::NotAllowed),
            TagError::Fault(fault) => return fault.into(),
            TagError::Banned(banned) => return banned.into(),
            TagError::Nothing => return Self::Field(FieldProblem::Invalid("into", Why::Blank)),
            TagError::OtherName(name) => TagProblem::OtherName(name.to_string()),
            TagError::Taken { name, by } => TagProblem::Taken { name: name.to_string(), by },
            TagError::Circle(tag) => TagProblem::Circle(tag),
            TagError::Itself => TagProblem::Itself,
            TagError::InsteadBanned(tag) => TagProblem::InsteadBanned(tag),
            TagError::BannedContext => TagProblem::BannedContext,
            TagError::TooMany(field, most) => TagProblem::TooMany(field, most),
            TagError::TooManyContexts => TagProblem::TooManyContexts,
            TagError::TooManyRecords => TagProblem::TooManyRecords,
            TagError::Stale => TagProblem::Stale,
        })
    }
}

impl From<StepError> for Problem {
    fn from(error: StepError) -> Self {
        match error {
            StepError::Look(error) => error.into(),
            StepError::NotAllowed => Self::Access(AccessProblem::NotAllowed),
            StepError::NotFrom { .. } => Self::State(StateProblem::WrongState),
            StepError::Unclear(unclear) => unclear.into(),
            StepError::MissingLicence => Self::Licence(LicenceProblem::Missing),
            StepError::AlreadyPublished(id) => Self::State(StateProblem::AlreadyHeld(id)),
            StepError::Stale => Self::State(StateProblem::Stale),
            StepError::Fault(fault) => fault.into(),
        }
    }
}

impl From<ReplaceError> for Problem {
    fn from(error: ReplaceError) -> Self {
        match error {
            ReplaceError::Look(error) => error.into(),
            ReplaceError::NotAllowed => AccessProblem::NotAllowed.into(),
            ReplaceError::WrongState => StateProblem::WrongState.into(),
            ReplaceError::SameFile => StateProblem::SameFile.into(),
            ReplaceError::AlreadyHeld(other) => StateProblem::HeldElsewhere(other).into(),
            ReplaceError::File(error) => error.into(),
            ReplaceError::LedgerFull => Self::Licence(LicenceProblem::LedgerFull),
            ReplaceError::ReasonMissing => FieldProblem::MissingReason.into(),
            ReplaceError::ReasonTooLong(_) => FieldProblem::Invalid("reason", Why::TooLong(lengths::REASON)).into(),
            ReplaceError::Stale => StateProblem::Stale.into(),
            ReplaceError::Fault(fault) => fault.into(),
        }
    }
}

impl From<UnclearDecision> for Problem {
    fn from(unclear: UnclearDecision) -> Self {
        match unclear {
            UnclearDecision::Unknown => Self::Field(FieldProblem::Invalid("decision", Why::Choice)),
            UnclearDecision::ReasonMissing => Self::Field(FieldProblem::MissingReason),
            UnclearDecision::ReasonTooLong => {
                Self::Field(FieldProblem::Invalid("reason", Why::TooLong(lengths::REASON)))
            }
        }
    }
}

impl From<UnclearReport> for Problem {
    fn from(unclear: UnclearReport) -> Self {
        Self::Field(match unclear {
            UnclearReport::Reason(_) => FieldProblem::MissingReportReason,
            UnclearReport::TextMissing => FieldProblem::Invalid("text", Why::Empty),
            UnclearReport::TextTooLong => FieldProblem::Invalid("text", Why::TooLong(lengths::REASON)),
            UnclearReport::ContactTooLong => FieldProblem::Invalid("contact", Why::TooLong(lengths::CONTACT)),
        })
    }
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Look(error) => error.into(),
            ReportError::TooManyOpen => Self::Limit(LimitProblem::ManyReportsWait),
            ReportError::Fault(fault) => fault.into(),
        }
    }
}

impl From<DecideError> for Problem {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::Unknown => Self::NotFound,
            DecideError::Unclear(UnclearDecision::ReasonMissing) => Self::Field(FieldProblem::MissingDecisionReason),
            DecideError::Unclear(unclear) => unclear.into(),
            DecideError::WrongState => Self::State(StateProblem::WrongState),
            DecideError::AlreadyPublished(id) => Self::State(StateProblem::AlreadyHeld(id)),
            DecideError::Stale => Self::State(StateProblem::ReportStale),
            DecideError::Fault(fault) => fault.into(),
        }
    }
}

impl From<UnclearSuggestion> for Problem {
    fn from(unclear: UnclearSuggestion) -> Self {
        Self::Field(match unclear {
            UnclearSuggestion::Nothing => FieldProblem::NothingSuggested,
            UnclearSuggestion::WhyMissing => FieldProblem::Invalid("why", Why::Empty),
            UnclearSuggestion::WhyTooLong => FieldProblem::Invalid("why", Why::TooLong(lengths::REASON)),
            UnclearSuggestion::ContactTooLong => FieldProblem::Invalid("contact", Why::TooLong(lengths::CONTACT)),
            UnclearSuggestion::Link("why") => FieldProblem::Invalid("why", Why::NoLinks),
            UnclearSuggestion::Link(field) => FieldProblem::Invalid(field, Why::NoLinks),
        })
    }
}

impl From<SuggestError> for Problem {
    fn from(error: SuggestError) -> Self {
        match error {
            SuggestError::Look(error) => error.into(),
            SuggestError::NotAllowed => Self::Access(AccessProblem::NotAllowed),
            SuggestError::Withheld(field) => Self::Credit(CreditProblem::Protected(field)),
            SuggestError::Same(field) => Self::Field(FieldProblem::Invalid(field.name(), Why::Same)),
            SuggestError::TooManyOpen => Self::Limit(LimitProblem::ManySuggestionsWait),
            SuggestError::Fault(fault) => fault.into(),
        }
    }
}

impl From<DecideSuggestionError> for Problem {
    fn from(error: DecideSuggestionError) -> Self {
        match error {
            DecideSuggestionError::Unknown => Self::NotFound,
            DecideSuggestionError::NotYet(until) => Self::State(StateProblem::NotYet(until)),
            DecideSuggestionError::Unclear(unclear) => unclear.into(),
            DecideSuggestionError::Loosening(loosening) => Self::Credit(CreditProblem::Protected(loosening.0)),
            DecideSuggestionError::WrongState => Self::State(StateProblem::WrongState),
            DecideSuggestionError::TooManyTags => Self::Field(FieldProblem::Invalid("tags", Why::Tag)),
            DecideSuggestionError::Stale => Self::State(StateProblem::SuggestionStale),
            DecideSuggestionError::Fault(fault) => fault.into(),
        }
    }
}

impl From<TakeAwayError> for Problem {
    fn from(error: TakeAwayError) -> Self {
        match error {
            TakeAwayError::Look(error) => error.into(),
            TakeAwayError::Damaged(id) => {
                tracing::error!(photo = %id, "an original is damaged or lost: run `zef check`, restore it from a backup");
                Self::Storage(StorageProblem::Damaged)
            }
            TakeAwayError::NotGranted(_) => Self::Field(FieldProblem::Invalid("license", Why::NotGranted)),
            TakeAwayError::Strip(PosterError::Letters) => Self::Field(FieldProblem::Invalid("strip", Why::Letters)),
            TakeAwayError::Embed(error) => Self::Fault(Box::new(error)),
            TakeAwayError::Strip(error) => Self::Fault(Box::new(error)),
        }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Taken(_) => Self::Account(AccountProblem::HandleTaken),
            AccountError::Weak(WeakPassword::Short) => Self::Account(AccountProblem::PasswordTooShort),
            AccountError::Weak(WeakPassword::Long) => Self::Account(AccountProblem::PasswordTooLong),
            AccountError::Weak(WeakPassword::Common) => Self::Account(AccountProblem::PasswordTooCommon),
            AccountError::Weak(WeakPassword::KeyboardWalk) => Self::Account(AccountProblem::PasswordOfKeys),
            AccountError::Reserved(_) => Self::Account(AccountProblem::HandleReserved),
            AccountError::NameTooLong => Self::Field(FieldProblem::Invalid("name", Why::TooLong(lengths::PERSON_NAME))),
            AccountError::Closed => Self::Account(AccountProblem::SignUpClosed),
            AccountError::NotInvited => Self::Account(AccountProblem::NotInvited),
            AccountError::NoSuchLink => Self::Account(AccountProblem::NoSuchLink),
            AccountError::AlreadySetUp => Self::Account(AccountProblem::AlreadySetUp),
            AccountError::WrongPassword | AccountError::WrongAndWeak(_) => Self::Account(AccountProblem::WrongPassword),
            AccountError::NotSignedIn => Self::Access(AccessProblem::NotSignedIn),
            AccountError::Fault(fault) => fault.into(),
        }
    }
}

impl From<LookAfterError> for Problem {
    fn from(error: LookAfterError) -> Self {
        match error {
            LookAfterError::NotSignedIn => Self::Access(AccessProblem::NotSignedIn),
            LookAfterError::NotAllowed => Self::Access(AccessProblem::NotAllowed),
            LookAfterError::Unknown(_) => Self::NotFound,
            LookAfterError::LastAdmin(_) => Self::Account(AccountProblem::LastAdministrator),
            LookAfterError::Oneself => Self::Account(AccountProblem::Oneself),
            // Whoever asks saw another state than this one.
            LookAfterError::Stale | LookAfterError::Suspended(_) | LookAfterError::NotSuspended(_) => {
                Self::Account(AccountProblem::PersonChanged)
            }
            LookAfterError::ReasonTooLong => {
                Self::Field(FieldProblem::Invalid("suspension_why", Why::TooLong(lengths::SUSPENSION_REASON)))
            }
            LookAfterError::NoteTooLong => {
                Self::Field(FieldProblem::Invalid("for_whom", Why::TooLong(lengths::INVITATION_NOTE)))
            }
            LookAfterError::TooManyInvitations => Self::Account(AccountProblem::TooManyInvitations),
            LookAfterError::Account(error) => error.into(),
            LookAfterError::Fault(fault) => fault.into(),
        }
    }
}

impl From<NotAdministrator> for Problem {
    fn from(_refused: NotAdministrator) -> Self {
        Self::Access(AccessProblem::NotAllowed)
    }
}

impl From<LegalError> for Problem {
    fn from(error: LegalError) -> Self {
        match error {
            LegalError::NotAdministrator(refused) => refused.into(),
            LegalError::Unknown => Self::NotFound,
            LegalError::TooLarge => FieldProblem::Invalid("markdown", Why::TooManyBytes(legal::MOST_BYTES)).into(),
            LegalError::Stale => Self::State(StateProblem::Rewritten),
            LegalError::Fault(fault) => fault.into(),
        }
    }
}

impl From<SiteError> for Problem {
    fn from(error: SiteError) -> Self {
        let invalid = |field, why| Self::Field(FieldProblem::Invalid(field, why));
        match error {
            SiteError::NotAdministrator(refused) => refused.into(),
            // The site's name: `name` is that of an account.
            SiteError::Fixed(Setting::Name) => invalid("site_name", Why::Fixed),
            SiteError::Fixed(setting) => invalid(setting.name(), Why::Fixed),
            SiteError::NoLicence => invalid(Setting::Licences.name(), Why::NoLicence),
            SiteError::TooManyCodes => invalid("invitations", Why::TooLong(lengths::INVITATION_CODES)),
            SiteError::NoInvitation => invalid("invitations", Why::NoInvitation),
            SiteError::Stale => Self::State(StateProblem::Rewritten),
            SiteError::Fault(fault) => fault.into(),
        }
    }
}

impl From<AdministrationError> for Problem {
    fn from(error: AdministrationError) -> Self {
        match error {
            AdministrationError::NotAdministrator(refused) => refused.into(),
            AdministrationError::Fault(fault) => fault.into(),
        }
    }
}

impl From<UnknownLicence> for Problem {
    fn from(_unknown: UnknownLicence) -> Self {
        Self::Licence(LicenceProblem::Unknown)
    }
}

impl From<NotATag> for Problem {
    fn from(_not_a_tag: NotATag) -> Self {
        Self::Field(FieldProblem::Invalid("tags", Why::Tag))
    }
}

impl From<NotADate> for Problem {
    fn from(not_a_date: NotADate) -> Self {
        let why = match not_a_date {
            NotADate::Unread => Why::Date,
            NotADate::NoSuchDay => Why::NoSuchDay,
            NotADate::Backwards => Why::Backwards,
        };
        Self::Field(FieldProblem::Invalid("taken", why))
    }
}

impl Problem {
    /// A text past its limit, in this field.
    pub fn too_long(field: &'static str) -> impl Fn(TooLong) -> Self {
        move |too_long| Self::Field(FieldProblem::Invalid(field, Why::TooLong(too_long.limit)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::CatalogError;

    #[test]
    fn an_entry_that_is_too_large_is_about_what_was_typed() {
        let fault = StoreFault::Catalog(CatalogError::TooLarge { gesture: "photo.describe".to_owned(), bytes: 90_000 });
        assert_eq!(Problem::from(fault).status().as_u16(), 422);
    }
}
