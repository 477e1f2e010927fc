//! Accounts: the first administrator, signing up, changing one's credit and password.

use serde_json::value::RawValue;

use super::{
    Library, SignUp, StoreFault,
    change::Gesture,
    passwords::{GoodPassword, WeakPassword},
};
use crate::{
    catalog::{
        CatalogError, credentials,
        people::{any_admin, key},
        records,
        store::{Expectation, Key, Outcome},
    },
    domain::{
        credential::CredentialRecord,
        lengths,
        person::{Handle, PERSON_VERSION, PersonRecord, Role},
        photo::{Author, AuthorName},
        reader::Reader,
        stored::{Stored, UnknownMembers},
        text,
    },
};

/// A new account, as asked for.
pub struct NewPerson {
    /// The handle.
    pub handle: Handle,
    /// The name shown; the handle when it is blank.
    pub name: String,
    /// The role.
    pub role: Role,
    /// Whether their photos are public at once.
    pub trusted: bool,
    /// The password, not checked yet.
    pub password: String,
}

/// Why an account was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The handle is taken.
    #[error("“{0}” exists already")]
    Taken(Handle),
    /// The handle is reserved.
    #[error("“{0}” is reserved: choose another handle")]
    Reserved(Handle),
    /// The password is not good enough.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The name is too long.
    #[error("a name has at most {} characters", lengths::PERSON_NAME)]
    NameTooLong,
    /// This library does not let people sign up.
    #[error("nobody can sign up here")]
    Closed,
    /// The invitation code is unknown.
    #[error("the invitation code is unknown")]
    NotInvited,
    /// The link is unknown, was used or has expired.
    #[error("this link is unknown, was used or has expired")]
    NoSuchLink,
    /// The library has its administrator already.
    #[error("the library is set up already")]
    AlreadySetUp,
    /// The present password was wrong.
    #[error("the current password is wrong")]
    WrongPassword,
    /// The present password was wrong, and the new one is not good enough.
    #[error("the present password is not this one, and {0}")]
    WrongAndWeak(WeakPassword),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

/// The name that an account shows: as asked for, or its handle.
pub(super) fn shown_name(handle: &Handle, asked: &str) -> Result<String, AccountError> {
    let name = text::clean_line(asked);
    text::within(&name, lengths::PERSON_NAME).map_err(|_too_long| AccountError::NameTooLong)?;
    Ok(if name.is_empty() { handle.to_string() } else { name })
}

impl From<CatalogError> for AccountError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

impl Library {
    /// Makes an account without checking who may: for the command line.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn add_person(&self, new: NewPerson) -> Result<PersonRecord, AccountError> {
        self.make_person(new, Vec::new(), Vec::new()).await?.ok_or(AccountError::AlreadySetUp)
    }

    /// Makes an account in one entry with these records; `None` when one of these expectations does not hold.
    pub(super) async fn make_person(
        &self,
        new: NewPerson,
        mut put: Vec<(Key, Box<RawValue>)>,
        mut expect: Vec<Expectation>,
    ) -> Result<Option<PersonRecord>, AccountError> {
        let name = shown_name(&new.handle, &new.name)?;
        let good = GoodPassword::parse(&new.password, &[new.handle.as_str(), &name])?;
        let person = PersonRecord {
            v: PERSON_VERSION,
            handle: new.handle.clone(),
            author: Author { name: AuthorName::parse(&name).ok().flatten(), url: None },
            name,
            role: new.role,
            trusted: new.trusted,
            created: self.now(),
            suspended: None,
            unknown: UnknownMembers::new(),
        };
        let credential = CredentialRecord::new(new.handle.clone(), self.passwords.hash(good).await?);
        let (key, secret) = (key(&new.handle), credentials::key(&new.handle));
        expect.push(Expectation::RecordAbsent(key.clone()));
        let gesture = Gesture { actor: Some(&new.handle), name: "join", note: None, expect };
        put.push((key.clone(), records::write(&key, &person)?));
        put.push((secret.clone(), records::write(&secret, &credential)?));
        match self.commit(put, Vec::new(), gesture).await? {
            Outcome::Done(_) => Ok(Some(person)),
            Outcome::Conflict(unmet) if unmet.record() == Some(&key) => Err(AccountError::Taken(new.handle)),
            Outcome::Conflict(_) => Ok(None),
        }
    }

    /// Makes an account for somebody who signs up, where this library allows it.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn sign_up(
        &self,
        handle: Handle,
        name: String,
        password: String,
        invitation: &str,
    ) -> Result<PersonRecord, AccountError> {
        match &self.settings().sign_up {
            SignUp::Closed => return Err(AccountError::Closed),
            SignUp::Invitation(codes) if !codes.iter().any(|code| code == invitation.trim()) => {
                return Err(AccountError::NotInvited);
            }
            SignUp::Invitation(_) | SignUp::Open => {}
        }
        if handle.is_reserved() {
            return Err(AccountError::Reserved(handle));
        }
        self.add_person(NewPerson { handle, name, role: Role::Contributor, trusted: false, password }).await
    }

    /// Whether the library has no administrator yet.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn awaits_administrator(&self) -> Result<bool, StoreFault> {
        Ok(!self.people.has_admin().await?)
    }

    /// Makes the first administrator; never a second one.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn set_up(&self, handle: Handle, name: String, password: String) -> Result<PersonRecord, AccountError> {
        if self.people.has_admin().await? {
            return Err(AccountError::AlreadySetUp);
        }
        let first = NewPerson { handle, name, role: Role::Admin, trusted: true, password };
        // Checked again at the commit: two people may have opened the address at once.
        let made = self.make_person(first, Vec::new(), vec![Expectation::Unclaimed(any_admin())]).await?;
        made.ok_or(AccountError::AlreadySetUp)
    }

    /// Changes how the reader is credited from now on; photos already given keep their credit.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn set_credit(&self, reader: &Reader, author: Author) -> Result<(), AccountError> {
        let handle = reader.handle().ok_or(AccountError::NotSignedIn)?;
        // Tried again when the record changed meanwhile.
        loop {
            let Stored { revision, record } = self.people.get(handle).await?.ok_or(AccountError::NotSignedIn)?;
            let person = PersonRecord { author: author.clone(), ..record };
            let expect = vec![Expectation::Revision(key(handle), revision)];
            let gesture = Gesture { actor: Some(handle), name: "credit", note: None, expect };
            if let Outcome::Done(_) = self.put(key(handle), &person, gesture).await? {
                return Ok(());
            }
        }
    }

    /// Whether this is the reader's password.
    ///
    /// # Errors
    /// [`AccountError::WrongPassword`] when it is not.
    pub async fn check_password(&self, reader: &Reader, present: String) -> Result<(), AccountError> {
        let handle = reader.handle().ok_or(AccountError::NotSignedIn)?;
        let kept = self.credentials.get(handle).await?.ok_or(AccountError::WrongPassword)?;
        let is_present = self.passwords.verify(present, Some(kept.record.password)).await?;
        if is_present { Ok(()) } else { Err(AccountError::WrongPassword) }
    }

    /// Changes a password, and ends every earlier session and token.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn change_password(&self, reader: &Reader, present: String, new: &str) -> Result<(), AccountError> {
        let handle = reader.handle().ok_or(AccountError::NotSignedIn)?;
        let person = self.people.get(handle).await?.ok_or(AccountError::NotSignedIn)?.record;
        let Stored { revision, record } = self.credentials.get(handle).await?.ok_or(AccountError::WrongPassword)?;
        let is_present = self.passwords.verify(present, Some(record.password.clone())).await?;
        let good = GoodPassword::parse(new, &[handle.as_str(), &person.name]);
        let good = match (is_present, good) {
            (true, good) => good?,
            (false, Ok(_)) => return Err(AccountError::WrongPassword),
            (false, Err(weak)) => return Err(AccountError::WrongAndWeak(weak)),
        };
        let hash = self.passwords.hash(good).await?;
        let key = credentials::key(handle);
        let credential = records::write(&key, &record.with_password(hash))?;
        // Tried again when the mailbox changed meanwhile: it does whenever a letter to it is sent.
        loop {
            let told = self.mailbox_told_of_password(handle).await?;
            let (told, of_mailbox): (Vec<_>, Vec<_>) = told.into_iter().unzip();
            let expect = [vec![Expectation::Revision(key.clone(), revision)], of_mailbox].concat();
            let put = [vec![(key.clone(), credential.clone())], told].concat();
            let gesture = Gesture { actor: Some(handle), name: "password", note: None, expect };
            let tokens = self.tokens.keys_of(handle).await?;
            match self.commit(put, tokens, gesture).await? {
                Outcome::Done(_) => return Ok(()),
                Outcome::Conflict(unmet) if unmet.record() != Some(&key) => {}
                // Changed meanwhile, perhaps by an administrator: the newer password stays.
                Outcome::Conflict(_) => return Err(AccountError::WrongPassword),
            }
        }
    }

    /// Ends every session and every token of this reader.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn end_all_sessions(&self, reader: &Reader) -> Result<(), AccountError> {
        let handle = reader.handle().ok_or(AccountError::NotSignedIn)?;
        let key = credentials::key(handle);
        loop {
            let Stored { revision, record } = self.credentials.get(handle).await?.ok_or(AccountError::NotSignedIn)?;
            let expect = vec![Expectation::Revision(key.clone(), revision)];
            let gesture = Gesture { actor: Some(handle), name: "end-sessions", note: None, expect };
            let ended = record.with_sessions_ended();
            if let Outcome::Done(_) = self.put_ending_tokens(key.clone(), &ended, handle, gesture).await? {
                return Ok(());
            }
        }
    }
}
