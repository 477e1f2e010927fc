//! Each gesture's error as a problem: exhaustive, so that a new failure cannot be forgotten.

use super::{Problem, Why, explain::Causes};
use crate::{
    domain::{licence::UnknownLicence, tag::NotATag, taken::NotADate, text::TooLong},
    imaging::{inspect::Refusal, poster::PosterError, sniff::Kind},
    library::{
        StoreFault,
        accounts::AccountError,
        browse::LookError,
        deposit::DepositError,
        describe::DescribeError,
        passwords::WeakPassword,
        review::{StepError, UnclearDecision},
        take_away::TakeAwayError,
    },
};

impl From<StoreFault> for Problem {
    fn from(fault: StoreFault) -> Self {
        if fault.is_full() {
            Self::Full
        } else if fault.is_busy() {
            Self::Busy
        } else if fault.is_gone() {
            tracing::error!(cause = %Causes(&fault), "the storage folder is not there");
            Self::StorageGone
        } else {
            match fault {
                StoreFault::IndexBehind => Self::SearchNotReady,
                StoreFault::TooManySearches => Self::SearchBusy,
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
            Refusal::Empty => Self::Empty,
            Refusal::Unsupported { name } if name.kind == Kind::Coding => Self::UnsupportedCoding(name.to_string()),
            Refusal::Unsupported { name } => Self::UnsupportedFormat(name.to_string()),
            Refusal::Unknown => Self::UnknownFormat,
            Refusal::TooLarge { most } => Self::TooLarge { most },
            Refusal::TooManyPixels { .. } | Refusal::TooWide { .. } => Self::TooManyPixels,
            Refusal::Truncated => Self::Truncated,
            Refusal::Animated => Self::Animated,
            Refusal::Undecodable { .. } => Self::Undecodable,
        }
    }
}

impl From<DepositError> for Problem {
    fn from(error: DepositError) -> Self {
        match error {
            DepositError::NotSignedIn => Self::NotSignedIn,
            DepositError::MissingLicence => Self::MissingLicence,
            DepositError::LicenceNotOffered(licence) => Self::LicenceNotOffered(licence.label().to_owned()),
            DepositError::Refused(refusal) => refusal.into(),
            DepositError::TooLargeToDecode { .. } => Self::TooManyPixels,
            DepositError::Truncated => Self::Truncated,
            DepositError::Undecodable(_) => Self::Undecodable,
            DepositError::Fault(fault) => fault.into(),
        }
    }
}

impl From<DescribeError> for Problem {
    fn from(error: DescribeError) -> Self {
        match error {
            DescribeError::Look(error) => error.into(),
            DescribeError::NotAllowed | DescribeError::NotGrantor => Self::NotAllowed,
            DescribeError::Loosening(loosening) => Self::Protected(loosening.0),
            DescribeError::LicenceNotOffered(licence) => Self::LicenceNotOffered(licence.label().to_owned()),
            DescribeError::Narrower(_) => Self::LicenceNarrower,
            DescribeError::Stale => Self::Stale,
            DescribeError::Fault(fault) => fault.into(),
        }
    }
}

impl From<StepError> for Problem {
    fn from(error: StepError) -> Self {
        match error {
            StepError::Look(error) => error.into(),
            StepError::NotAllowed => Self::NotAllowed,
            StepError::NotFrom { .. } => Self::WrongState,
            StepError::Unclear(unclear) => unclear.into(),
            StepError::MissingLicence => Self::MissingLicence,
            StepError::AlreadyPublished(id) => Self::AlreadyHeld(id),
            StepError::Stale => Self::Stale,
            StepError::Fault(fault) => fault.into(),
        }
    }
}

impl From<UnclearDecision> for Problem {
    fn from(unclear: UnclearDecision) -> Self {
        match unclear {
            UnclearDecision::Unknown => Self::InvalidField("decision", Why::Choice),
            UnclearDecision::ReasonMissing => Self::ReasonMissing,
            UnclearDecision::ReasonTooLong => Self::InvalidField("reason", Why::TooLong),
        }
    }
}

impl From<TakeAwayError> for Problem {
    fn from(error: TakeAwayError) -> Self {
        match error {
            TakeAwayError::Look(error) => error.into(),
            TakeAwayError::Damaged(id) => {
                tracing::error!(photo = %id, "an original is damaged or lost: run `zef check`, restore it from a backup");
                Self::Damaged
            }
            TakeAwayError::NotGranted(_) => Self::InvalidField("license", Why::NotGranted),
            TakeAwayError::Strip(PosterError::Letters) => Self::InvalidField("strip", Why::Letters),
            TakeAwayError::Embed(error) => Self::Fault(Box::new(error)),
            TakeAwayError::Strip(error) => Self::Fault(Box::new(error)),
        }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Taken(_) => Self::HandleTaken,
            AccountError::Weak(WeakPassword::Short) => Self::PasswordShort,
            AccountError::Weak(WeakPassword::Long) => Self::PasswordLong,
            AccountError::Weak(WeakPassword::Common) => Self::PasswordCommon,
            AccountError::NameTooLong => Self::InvalidField("name", Why::Name),
            AccountError::Closed => Self::SignUpClosed,
            AccountError::NotInvited => Self::NotInvited,
            AccountError::AlreadySetUp => Self::AlreadySetUp,
            AccountError::WrongPassword => Self::WrongPassword,
            AccountError::NotSignedIn => Self::NotSignedIn,
            AccountError::Fault(fault) => fault.into(),
        }
    }
}

impl From<UnknownLicence> for Problem {
    fn from(_unknown: UnknownLicence) -> Self {
        Self::UnknownLicence
    }
}

impl From<NotATag> for Problem {
    fn from(_not_a_tag: NotATag) -> Self {
        Self::InvalidField("tags", Why::Tag)
    }
}

impl From<NotADate> for Problem {
    fn from(not_a_date: NotADate) -> Self {
        let why = match not_a_date {
            NotADate::Unread => Why::Date,
            NotADate::NoSuchDay => Why::NoSuchDay,
        };
        Self::InvalidField("taken", why)
    }
}

impl Problem {
    /// A text past its limit, in this field.
    pub fn too_long(field: &'static str) -> impl Fn(TooLong) -> Self {
        move |_too_long| Self::InvalidField(field, Why::TooLong)
    }
}
