//! A new password by a one-time link: one that an administrator made (`reset_link.rs`), or one that was mailed
//! (`mail_reset.rs`). It ends the link, and every session and token of its person.

use super::{
    Library, StoreFault, accounts::AccountError, change::Gesture, mail_link::LinkKey, passwords::GoodPassword,
    sessions::Secret,
};
use crate::{
    catalog::{
        credentials,
        store::{Expectation, Outcome},
    },
    domain::{credential::CredentialRecord, person::PersonRecord, stored::Stored},
};

/// A one-time link to a new password.
#[derive(Clone, PartialEq, Eq)]
pub enum PasswordLink {
    /// One that an administrator made, by its secret.
    Given(Secret),
    /// One that was mailed to the person's address, by its key.
    Mailed(LinkKey),
}

/// What a link that works changes.
pub(super) struct Opened {
    /// The person.
    pub(super) person: Stored<PersonRecord>,
    /// Their credential.
    pub(super) credential: Stored<CredentialRecord>,
}

impl Library {
    /// The person whose password a link sets; nobody when it is unknown, used or expired.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn person_of_link(&self, link: &PasswordLink) -> Result<Option<PersonRecord>, StoreFault> {
        Ok(self.opened_by(link).await?.map(|opened| opened.person.record))
    }

    async fn opened_by(&self, link: &PasswordLink) -> Result<Option<Opened>, StoreFault> {
        match link {
            PasswordLink::Given(secret) => self.opened_by_given(secret).await,
            PasswordLink::Mailed(key) => self.opened_by_mailed(key).await,
        }
    }

    /// Sets the password of the person of a link, and ends the link with their sessions and tokens.
    ///
    /// # Errors
    /// [`AccountError::NoSuchLink`] when the link is unknown, used or expired; [`AccountError::Weak`].
    pub async fn reset_password(&self, link: &PasswordLink, password: &str) -> Result<PersonRecord, AccountError> {
        let PersonRecord { handle, name, .. } = self.person_of_link(link).await?.ok_or(AccountError::NoSuchLink)?;
        let hash = self.passwords.hash(GoodPassword::parse(password, &[handle.as_str(), &name])?).await?;
        loop {
            // Used meanwhile, it works no more.
            let opened = self.opened_by(link).await?.ok_or(AccountError::NoSuchLink)?;
            let Opened { person, credential: Stored { revision, record } } = opened;
            let told = self.mailbox_told_of_password(&handle).await?;
            let (put, told): (Vec<_>, Vec<_>) = told.into_iter().unzip();
            let expect = [vec![Expectation::Revision(credentials::key(&handle), revision)], told].concat();
            let gesture = Gesture { actor: Some(&handle), name: "reset-password", note: None, expect };
            let credential = record.with_password(hash.clone());
            if let Outcome::Done(_) = self.put_credential(&person, &credential, put, gesture).await? {
                return Ok(person.record);
            }
        }
    }
}
