//! Managing accounts: listing them, changing roles, setting a new password for a person who forgot theirs.
//!
//! These are for the command line, which only people with access to the storage folder can use.

use super::{
    Library, StoreFault,
    accounts::{AccountError, shown_name},
    change::Gesture,
    passwords::GoodPassword,
};
use crate::{
    catalog::{
        CatalogError, credentials,
        people::key,
        photos::Shelf,
        store::{Expectation, Outcome},
    },
    domain::{
        credential::CredentialRecord,
        kept::Kept,
        lengths,
        person::{Handle, PersonRecord, Role},
    },
};

/// People read from the catalogue at a time.
const PAGE: usize = 200;

/// What is to change of a person; what is not named stays.
#[derive(Clone, Debug, Default)]
pub struct PersonChange {
    /// The name shown; blank, the handle stands in.
    pub name: Option<String>,
    /// The role.
    pub role: Option<Role>,
    /// Whether their photos are public at once.
    pub trusted: Option<bool>,
}

/// A person, and how much they gave.
#[derive(Debug)]
pub struct Member {
    /// The person.
    pub person: PersonRecord,
    /// How many photos they gave, public or not.
    pub photos: usize,
}

/// Why a person was left as they were.
#[derive(Debug, thiserror::Error)]
pub enum LookAfterError {
    /// Nobody has this handle.
    #[error("there is no account “{0}”")]
    Unknown(Handle),
    /// Nobody would run the library any more.
    #[error("“{0}” is the only administrator left: make someone else administrator first")]
    LastAdmin(Handle),
    /// They are suspended already.
    #[error("“{0}” is suspended already")]
    Suspended(Handle),
    /// They are not suspended.
    #[error("“{0}” is not suspended")]
    NotSuspended(Handle),
    /// The reason of a suspension is too long.
    #[error("a reason has at most {} characters", lengths::SUSPENSION_REASON)]
    ReasonTooLong,
    /// The name or the password cannot be.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for LookAfterError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

impl Library {
    /// Everybody who has an account, by handle.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn members(&self) -> Result<Vec<Member>, StoreFault> {
        let mut members: Vec<Member> = Vec::new();
        loop {
            let page = self.people.after(members.last().map(|last| &last.person.handle), PAGE).await?;
            if page.is_empty() {
                return Ok(members);
            }
            for kept in page {
                let photos = self.photos.count(&Shelf::Mine(kept.record.handle.clone())).await?;
                members.push(Member { person: kept.record, photos });
            }
        }
    }

    /// Changes a person's name, role or trust; the last administrator stays one.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn set_person(&self, handle: &Handle, change: PersonChange) -> Result<PersonRecord, LookAfterError> {
        let name = change.name.map(|name| shown_name(handle, &name)).transpose()?;
        loop {
            let kept = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            let mut person = kept.record;
            let mut expect = vec![Expectation::Revision(key(handle), kept.revision)];
            let role = change.role.unwrap_or(person.role);
            if person.role == Role::Admin && role != Role::Admin {
                // Two administrators who lower one another at once: the second finds the first changed, and looks again.
                let other = self.people.other_admin(handle).await?;
                let other = other.ok_or_else(|| LookAfterError::LastAdmin(handle.clone()))?;
                expect.push(Expectation::Revision(key(&other.record.handle), other.revision));
            }
            person.role = role;
            person.trusted = change.trusted.unwrap_or(person.trusted);
            person.name = name.clone().unwrap_or(person.name);
            let gesture = Gesture { actor: None, name: "set-person", note: None, expect };
            if let Outcome::Done(_) = self.put(key(handle), &person, gesture).await? {
                return Ok(person);
            }
        }
    }

    /// Gives a person a new password, and ends every session and every token of theirs.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn set_password(&self, handle: &Handle, password: &str) -> Result<PersonRecord, LookAfterError> {
        let person = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?.record;
        let good = GoodPassword::parse(password, &[handle.as_str(), &person.name]).map_err(AccountError::from)?;
        let hash = self.passwords.hash(good).await?;
        loop {
            let (record, expected) = if let Some(Kept { revision, record }) = self.credentials.get(handle).await? {
                let expected = Expectation::Revision(credentials::key(handle), revision);
                (record.with_password(hash.clone()), expected)
            } else {
                let expected = Expectation::RecordAbsent(credentials::key(handle));
                (CredentialRecord::new(handle.clone(), hash.clone()), expected)
            };
            let gesture = Gesture { actor: None, name: "set-password", note: None, expect: vec![expected] };
            let key = credentials::key(handle);
            if let Outcome::Done(_) = self.put_ending_tokens(key, &record, handle, gesture).await? {
                return Ok(person);
            }
        }
    }
}
