//! Managing accounts: listing and finding them, changing roles, ending sessions, setting a new password for a person who
//! forgot theirs.
//!
//! These are for administrators in the browser, and for the command line, which only people with access to the storage folder
//! can use. Each writes the person's record, where it changes only what is kept apart from it too: the change then stands
//! in that person's history (`person_history.rs`).

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    Library, StoreFault,
    accounts::{AccountError, shown_name},
    change::Gesture,
    passwords::GoodPassword,
};
use crate::{
    catalog::{
        CatalogError, credentials,
        people::{PeopleList, key},
        photos::Shelf,
        records,
        store::{Expectation, Key, Outcome},
    },
    domain::{
        credential::CredentialRecord,
        lengths,
        person::{Handle, PersonRecord, Role},
        reader::Reader,
        stored::Stored,
    },
};

/// People read at a time: their records, with the reasons of suspensions, fit a line of the control socket.
const PAGE: usize = 100;

/// Who looks after accounts.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// Somebody with access to the storage folder, on the command line.
    CommandLine,
    /// An administrator, in the browser.
    Admin {
        /// Who they are.
        reader: &'a Reader,
        /// The revision of the person that they saw.
        seen: u64,
    },
}

impl<'a> By<'a> {
    /// The administrator, if it is one.
    ///
    /// # Errors
    /// [`LookAfterError::NotSignedIn`], [`LookAfterError::NotAllowed`].
    pub(super) fn actor(self) -> Result<Option<&'a Handle>, LookAfterError> {
        match self {
            Self::CommandLine => Ok(None),
            Self::Admin { reader, .. } => admin(reader).map(Some),
        }
    }

    /// Refuses a person who changed since the administrator saw them.
    pub(super) fn check_seen(self, person: &Stored<PersonRecord>) -> Result<(), LookAfterError> {
        match self {
            Self::Admin { seen, .. } if seen != person.revision => Err(LookAfterError::Stale),
            _ => Ok(()),
        }
    }

    /// Refuses what nobody does to their own account.
    pub(super) fn check_is_another(self, handle: &Handle) -> Result<(), LookAfterError> {
        if self.actor()? == Some(handle) { Err(LookAfterError::Oneself) } else { Ok(()) }
    }
}

/// The handle of an administrator.
///
/// # Errors
/// [`LookAfterError::NotSignedIn`], [`LookAfterError::NotAllowed`].
pub(super) fn admin(reader: &Reader) -> Result<&Handle, LookAfterError> {
    let handle = reader.handle().ok_or(LookAfterError::NotSignedIn)?;
    if reader.is_at_least(Role::Admin) { Ok(handle) } else { Err(LookAfterError::NotAllowed) }
}

/// What to change of a person; `None` leaves a value as it is.
#[derive(Clone, Debug, Default)]
pub struct PersonChange {
    /// The name shown; the handle when it is blank.
    pub name: Option<String>,
    /// The role.
    pub role: Option<Role>,
    /// Whether their photos are public at once.
    pub trusted: Option<bool>,
}

/// A person, and how many photos they gave.
#[derive(Debug, Serialize, Deserialize)]
pub struct Member {
    /// The person.
    pub person: PersonRecord,
    /// How many photos they gave, public or not.
    pub photos: usize,
}

/// Which people are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    /// In which list.
    pub list: PeopleList,
    /// Words of their name or handle.
    pub words: &'a str,
    /// After whom.
    pub after: Option<&'a Handle>,
    /// How many at most.
    pub limit: usize,
}

/// Why a person was not changed.
#[derive(Debug, thiserror::Error)]
pub enum LookAfterError {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// Only administrators may.
    #[error("only an administrator may do this")]
    NotAllowed,
    /// Nobody does this to their own account.
    #[error("nobody does this to their own account")]
    Oneself,
    /// Somebody changed the person since the administrator saw them.
    #[error("somebody changed this person meanwhile")]
    Stale,
    /// So many invitations are open that no page shows more.
    #[error("too many invitations are open")]
    TooManyInvitations,
    /// For whom an invitation is takes too many words.
    #[error("a note has at most {} characters", lengths::INVITATION_NOTE)]
    NoteTooLong,
    /// Nobody has this handle.
    #[error("there is no account “{0}”")]
    Unknown(Handle),
    /// The library would be left without an administrator.
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
    /// The name or the password is not accepted.
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
    /// Some of those who have an account, by handle, after this one; none where there are no more.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn members_after(&self, handle: Option<&Handle>) -> Result<Vec<Member>, StoreFault> {
        let mut members: Vec<Member> = Vec::new();
        for kept in self.people.after(handle, PAGE).await? {
            let photos = self.photos.count(&Shelf::Mine(kept.record.handle.clone())).await?;
            members.push(Member { person: kept.record, photos });
        }
        Ok(members)
    }

    /// The people who are sought, by name; one more than asked for where there are more.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn find_people(&self, reader: &Reader, sought: Sought<'_>) -> Result<Vec<Member>, LookAfterError> {
        admin(reader)?;
        let after = match sought.after {
            Some(handle) => self.people.get(handle).await?.map(|kept| kept.record),
            None => None,
        };
        let limit = sought.limit.saturating_add(1);
        let found = self.people.listed(sought.list, sought.words, after.as_ref(), limit).await?;
        let mut members = Vec::with_capacity(found.len());
        for Stored { record: person, .. } in found {
            let photos = self.photos.count(&Shelf::Mine(person.handle.clone())).await?;
            members.push(Member { person, photos });
        }
        Ok(members)
    }

    /// How many people a list has.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn count_people(&self, reader: &Reader, list: PeopleList) -> Result<usize, LookAfterError> {
        admin(reader)?;
        Ok(self.people.count(list).await?)
    }

    /// A person as administrators see them, with the revision to send when changing them, and how many photos they gave.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn member(&self, reader: &Reader, handle: &Handle) -> Result<Stored<Member>, LookAfterError> {
        admin(reader)?;
        let Stored { revision, record: person } =
            self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
        let photos = self.photos.count(&Shelf::Mine(handle.clone())).await?;
        Ok(Stored { revision, record: Member { person, photos } })
    }

    /// Whether this is an administrator who is not suspended: the links that they made work as long.
    pub(super) async fn is_acting_admin(&self, handle: &Handle) -> Result<bool, StoreFault> {
        let person = self.people.get(handle).await?.map(|kept| kept.record);
        Ok(person.is_some_and(|person| person.role == Role::Admin && !person.is_suspended()))
    }

    /// Changes a person's name, role or trust; the last administrator keeps that role, and nobody changes their own.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn set_person(
        &self,
        by: By<'_>,
        handle: &Handle,
        change: PersonChange,
    ) -> Result<PersonRecord, LookAfterError> {
        let actor = by.actor()?;
        let name = change.name.map(|name| shown_name(handle, &name)).transpose()?;
        loop {
            let kept = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            by.check_seen(&kept)?;
            let before = kept.record.clone();
            let mut person = kept.record;
            if change.role.is_some_and(|role| role != person.role) {
                by.check_is_another(handle)?;
            }
            let mut expect = vec![Expectation::Revision(key(handle), kept.revision)];
            let role = change.role.unwrap_or(person.role);
            if person.role == Role::Admin && role != Role::Admin {
                // Two administrators who demote each other at once: the second change finds the first, and is tried
                // again.
                let other = self.people.other_admin(handle).await?;
                let other = other.ok_or_else(|| LookAfterError::LastAdmin(handle.clone()))?;
                expect.push(Expectation::Revision(key(&other.record.handle), other.revision));
            }
            person.role = role;
            person.trusted = change.trusted.unwrap_or(person.trusted);
            person.name = name.clone().unwrap_or(person.name);
            if person == before {
                return Ok(person);
            }
            let gesture = Gesture { actor, name: "set-person", note: None, expect };
            if let Outcome::Done(_) = self.put(key(handle), &person, gesture).await? {
                return Ok(person);
            }
        }
    }

    /// Gives a person a new password, and ends their sessions and tokens.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn set_password(&self, handle: &Handle, password: &str) -> Result<PersonRecord, LookAfterError> {
        let known = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?.record;
        let good = GoodPassword::parse(password, &[handle.as_str(), &known.name]).map_err(AccountError::from)?;
        let hash = self.passwords.hash(good).await?;
        loop {
            let person = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            let (record, expected) = if let Some(Stored { revision, record }) = self.credentials.get(handle).await? {
                let expected = Expectation::Revision(credentials::key(handle), revision);
                (record.with_password(hash.clone()), expected)
            } else {
                let expected = Expectation::RecordAbsent(credentials::key(handle));
                (CredentialRecord::new(handle.clone(), hash.clone()), expected)
            };
            let told = self.mailbox_told_of_password(handle).await?;
            let (put, told): (Vec<_>, Vec<_>) = told.into_iter().unzip();
            let expect = [vec![expected], told].concat();
            let gesture = Gesture { actor: None, name: "set-password", note: None, expect };
            if let Outcome::Done(_) = self.put_credential(&person, &record, put, gesture).await? {
                return Ok(person.record);
            }
        }
    }

    /// Ends every session and every token of a person.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn end_sessions(&self, reader: &Reader, handle: &Handle) -> Result<PersonRecord, LookAfterError> {
        let actor = Some(admin(reader)?);
        loop {
            let person = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            let credential = self.credentials.get(handle).await?;
            let Stored { revision, record } = credential.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            let expect = vec![Expectation::Revision(credentials::key(handle), revision)];
            let gesture = Gesture { actor, name: "end-sessions", note: None, expect };
            let ended = record.with_sessions_ended();
            if let Outcome::Done(_) = self.put_credential(&person, &ended, Vec::new(), gesture).await? {
                return Ok(person.record);
            }
        }
    }

    /// Commits a credential by which the person's sessions end, with the end of all their tokens and with these records. The
    /// person's record is written again with it, as it is, so that the change stands in their history.
    pub(super) async fn put_credential(
        &self,
        person: &Stored<PersonRecord>,
        credential: &CredentialRecord,
        mut put: Vec<(Key, Box<RawValue>)>,
        mut gesture: Gesture<'_>,
    ) -> Result<Outcome, StoreFault> {
        let handle = &person.record.handle;
        let (own, secret) = (key(handle), credentials::key(handle));
        gesture.expect.push(Expectation::Revision(own.clone(), person.revision));
        put.push((own.clone(), records::write(&own, &person.record)?));
        put.push((secret.clone(), records::write(&secret, credential)?));
        let tokens = self.tokens.keys_of(handle).await?;
        self.commit(put, tokens, gesture).await
    }
}
