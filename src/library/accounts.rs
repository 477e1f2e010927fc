//! Accounts: the first administrator, signing up, changing how one is credited and one's password.

use super::{
    Library, SignUp, StoreFault,
    change::Gesture,
    passwords::{GoodPassword, WeakPassword},
};
use crate::{
    catalog::{
        CatalogError,
        noun::Kept,
        people::{any_admin, key},
        store::{Expected, Key, Outcome},
    },
    domain::{
        lengths,
        person::{Handle, PersonRecord, Role},
        photo::{Author, AuthorName},
        reader::Reader,
        text,
    },
};

/// A new account, as asked for.
pub struct NewPerson {
    /// The handle.
    pub handle: Handle,
    /// The name shown; blank, the handle stands in.
    pub name: String,
    /// The role.
    pub role: Role,
    /// Whether their photos are public at once.
    pub trusted: bool,
    /// The password, not yet judged.
    pub password: String,
}

/// Why an account was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The handle is taken.
    #[error("“{0}” exists already")]
    Taken(Handle),
    /// The password is not good enough.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The name is too long.
    #[error("a name has at most {} characters", lengths::PERSON_NAME)]
    NameTooLong,
    /// This library lets nobody sign up.
    #[error("nobody can sign up here")]
    Closed,
    /// The invitation code is not one of this library's.
    #[error("the invitation code is not known")]
    NotInvited,
    /// The library has its administrator already.
    #[error("the library is set up already")]
    AlreadySetUp,
    /// The present password was wrong.
    #[error("the present password is not this one")]
    WrongPassword,
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
    /// Makes an account, whoever asks: the command line's way.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn add_person(&self, new: NewPerson) -> Result<PersonRecord, AccountError> {
        self.add_person_expecting(new, Vec::new()).await
    }

    async fn add_person_expecting(
        &self,
        new: NewPerson,
        mut expect: Vec<(Key, Expected)>,
    ) -> Result<PersonRecord, AccountError> {
        let name = shown_name(&new.handle, &new.name)?;
        let good = GoodPassword::parse(&new.password, &[new.handle.as_str(), &name])?;
        let person = PersonRecord {
            v: 1,
            handle: new.handle.clone(),
            author: Author { name: AuthorName::parse(&name).ok().flatten(), url: None },
            name,
            role: new.role,
            trusted: new.trusted,
            password: self.passwords.hash(good).await?,
            created: self.now(),
            session_generation: 0,
        };
        let key = key(&new.handle);
        expect.push((key.clone(), Expected::Absent));
        let gesture = Gesture { actor: Some(&new.handle), name: "join", note: None, expect };
        match self.put(key.clone(), &person, gesture).await? {
            Outcome::Done(_) => Ok(person),
            Outcome::Conflict(taken) if taken == key => Err(AccountError::Taken(new.handle)),
            Outcome::Conflict(_) => Err(AccountError::AlreadySetUp),
        }
    }

    /// Someone signs up, if this library lets them.
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
        match &self.settings.sign_up {
            SignUp::Closed => return Err(AccountError::Closed),
            SignUp::Invitation(codes) if !codes.iter().any(|code| code == invitation.trim()) => {
                return Err(AccountError::NotInvited);
            }
            SignUp::Invitation(_) | SignUp::Open => {}
        }
        self.add_person(NewPerson { handle, name, role: Role::Contributor, trusted: false, password }).await
    }

    /// Whether the library still waits for its first administrator.
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
        // Asked again at the commit: two people may have opened the address at once.
        self.add_person_expecting(first, vec![(any_admin(), Expected::Absent)]).await
    }

    /// Changes how whoever asks is credited from now on; photos already given keep their credit.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn set_credit(&self, reader: &Reader, author: Author) -> Result<(), AccountError> {
        self.amend(reader, "credit", move |person| person.author = author).await
    }

    /// Changes a password, and ends every session opened with the old one.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn change_password(&self, reader: &Reader, present: String, new: &str) -> Result<(), AccountError> {
        let handle = reader.handle().ok_or(AccountError::NotSignedIn)?;
        let Kept { revision, record: mut person } = self.people.get(handle).await?.ok_or(AccountError::NotSignedIn)?;
        if !self.passwords.verify(present, Some(person.password)).await? {
            return Err(AccountError::WrongPassword);
        }
        person.password = self.passwords.hash(GoodPassword::parse(new, &[handle.as_str(), &person.name])?).await?;
        person.session_generation = person.session_generation.wrapping_add(1);
        let key = key(handle);
        let expect = vec![(key.clone(), Expected::Revision(revision))];
        let gesture = Gesture { actor: Some(handle), name: "password", note: None, expect };
        match self.put(key, &person, gesture).await? {
            Outcome::Done(_) => Ok(()),
            // Changed meanwhile, perhaps by an administrator who gave a new one: that one stands.
            Outcome::Conflict(_) => Err(AccountError::WrongPassword),
        }
    }

    /// Ends every session of whoever asks.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn end_all_sessions(&self, reader: &Reader) -> Result<(), AccountError> {
        self.amend(reader, "end-sessions", |person| {
            person.session_generation = person.session_generation.wrapping_add(1);
        })
        .await
    }

    /// Changes one's own record, again from the start when someone was quicker.
    async fn amend(
        &self,
        reader: &Reader,
        gesture: &'static str,
        change: impl FnOnce(&mut PersonRecord) + Clone,
    ) -> Result<(), AccountError> {
        let handle = reader.handle().ok_or(AccountError::NotSignedIn)?;
        loop {
            let kept = self.people.get(handle).await?.ok_or(AccountError::NotSignedIn)?;
            let mut person = kept.record;
            change.clone()(&mut person);
            let key = key(handle);
            let expect = vec![(key.clone(), Expected::Revision(kept.revision))];
            let gesture = Gesture { actor: Some(handle), name: gesture, note: None, expect };
            if let Outcome::Done(_) = self.put(key, &person, gesture).await? {
                return Ok(());
            }
        }
    }
}
