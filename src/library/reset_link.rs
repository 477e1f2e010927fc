//! A link with which a person sets a new password, made by an administrator for somebody who forgot theirs.
//!
//! It works once and for three days. Its secret is given only when it is made; the credential keeps a hash of it. A new link
//! replaces the one before, and it ends with the person's sessions: by a new password, by signing out everywhere, by a
//! suspension. It also ends when the administrator who made it is no longer one.

use super::{
    Library, StoreFault,
    change::Gesture,
    look_after::{By, LookAfterError, admin},
    new_password::Opened,
    sessions::Secret,
};
use crate::{
    catalog::{
        credentials,
        people::key,
        records,
        store::{Expectation, Outcome},
    },
    domain::{
        credential::{CredentialRecord, RESET_FOR, ResetLink},
        person::Handle,
        reader::Reader,
        stored::Stored,
    },
};

impl Library {
    /// Makes a reset link for another person, in place of the one before, and returns its secret.
    ///
    /// # Errors
    /// [`LookAfterError`]; nothing was changed.
    pub async fn make_reset_link(&self, reader: &Reader, seen: u64, handle: &Handle) -> Result<Secret, LookAfterError> {
        let by = By::Admin { reader, seen };
        let Some(maker) = by.actor()? else { return Err(LookAfterError::NotSignedIn) };
        by.check_is_another(handle)?;
        loop {
            let person = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            by.check_seen(&person)?;
            if person.record.is_suspended() {
                return Err(LookAfterError::Suspended(handle.clone()));
            }
            let credential = self.credentials.get(handle).await?;
            let Stored { revision, record } = credential.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            let secret = Secret::from_chance(self.chance());
            let link = ResetLink {
                hash: secret.hash(),
                by: maker.clone(),
                expires: self.now().saturating_add(RESET_FOR).unwrap_or(self.now()),
                generation: record.session_generation,
            };
            let credential = CredentialRecord { reset: Some(link), ..record };
            let (own, apart) = (key(handle), credentials::key(handle));
            let put = vec![
                // As it is, so that the link stands in the person's history.
                (own.clone(), records::write(&own, &person.record)?),
                (apart.clone(), records::write(&apart, &credential)?),
            ];
            let expect = vec![Expectation::Revision(own, person.revision), Expectation::Revision(apart, revision)];
            let gesture = Gesture { actor: Some(maker), name: "reset-link", note: None, expect };
            if let Outcome::Done(_) = self.commit(put, Vec::new(), gesture).await? {
                return Ok(secret);
            }
        }
    }

    /// The reset link of a person that works now, if there is one, for administrators.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn open_reset_link(&self, reader: &Reader, handle: &Handle) -> Result<Option<ResetLink>, LookAfterError> {
        admin(reader)?;
        Ok(self.reset_link_of(handle).await?)
    }

    async fn reset_link_of(&self, handle: &Handle) -> Result<Option<ResetLink>, StoreFault> {
        let Some(credential) = self.credentials.get(handle).await? else { return Ok(None) };
        let Some(link) = credential.record.reset_at(self.now()) else { return Ok(None) };
        Ok(self.is_acting_admin(&link.by).await?.then(|| link.clone()))
    }

    /// What the reset link with this secret changes; nothing when it is unknown, used or expired.
    pub(super) async fn opened_by_given(&self, secret: &Secret) -> Result<Option<Opened>, StoreFault> {
        let hash = secret.hash();
        let Some(credential) = self.credentials.of_reset_link(hash).await? else { return Ok(None) };
        let handle = &credential.record.handle;
        if self.reset_link_of(handle).await?.is_none_or(|link| link.hash != hash) {
            return Ok(None);
        }
        let person = self.people.get(handle).await?.filter(|person| !person.record.is_suspended());
        Ok(person.map(|person| Opened { person, credential }))
    }
}
