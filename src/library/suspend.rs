//! Suspending an account, and restoring it, by administrators and on the command line, as in `look_after.rs`.
//!
//! A suspended person cannot sign in; their sessions and tokens end with the suspension, and stay ended when the
//! account is restored. Their photos stay as they are: those that wait for review are published only by a moderator.

use super::{
    Library,
    change::Gesture,
    look_after::{By, LookAfterError},
};
use crate::{
    catalog::{
        credentials,
        people::key,
        records,
        store::{Expectation, Outcome},
    },
    domain::{
        lengths,
        person::{Handle, PersonRecord, Role, Suspension},
        stored::Stored,
        text,
    },
};

impl Library {
    /// Suspends an account, never one's own nor the last administrator's; the reason is for those who run the library.
    ///
    /// # Errors
    /// [`LookAfterError`]; nothing was changed.
    pub async fn suspend(&self, by: By<'_>, handle: &Handle, reason: &str) -> Result<PersonRecord, LookAfterError> {
        let actor = by.actor()?;
        by.check_is_another(handle)?;
        let reason = text::clean_line(reason);
        text::within(&reason, lengths::SUSPENSION_REASON).map_err(|_too_long| LookAfterError::ReasonTooLong)?;
        let reason = Some(reason).filter(|reason| !reason.is_empty());
        loop {
            let kept = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            by.check_seen(&kept)?;
            let mut person = kept.record;
            if person.is_suspended() {
                return Err(LookAfterError::Suspended(handle.clone()));
            }
            let mut expect = vec![Expectation::Revision(key(handle), kept.revision)];
            if person.role == Role::Admin {
                // Two administrators who are suspended at once: the second change finds the first, and is tried again.
                let other = self.people.other_admin(handle).await?;
                let other = other.ok_or_else(|| LookAfterError::LastAdmin(handle.clone()))?;
                expect.push(Expectation::Revision(key(&other.record.handle), other.revision));
            }
            person.suspended = Some(Suspension { at: self.now(), reason: reason.clone() });
            let mut put = vec![(key(handle), records::write(&key(handle), &person)?)];
            let secret = credentials::key(handle);
            match self.credentials.get(handle).await? {
                Some(Stored { revision, record }) => {
                    expect.push(Expectation::Revision(secret.clone(), revision));
                    let body = records::write(&secret, &record.with_sessions_ended())?;
                    put.push((secret, body));
                }
                None => expect.push(Expectation::RecordAbsent(secret)),
            }
            let tokens = self.tokens.keys_of(handle).await?;
            let gesture = Gesture { actor, name: "suspend", note: reason.clone(), expect };
            if let Outcome::Done(_) = self.commit(put, tokens, gesture).await? {
                return Ok(person);
            }
        }
    }

    /// Lets a suspended person sign in again.
    ///
    /// # Errors
    /// [`LookAfterError`]; nothing was changed.
    pub async fn restore(&self, by: By<'_>, handle: &Handle) -> Result<PersonRecord, LookAfterError> {
        let actor = by.actor()?;
        loop {
            let kept = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            by.check_seen(&kept)?;
            let mut person = kept.record;
            if person.suspended.take().is_none() {
                return Err(LookAfterError::NotSuspended(handle.clone()));
            }
            let expect = vec![Expectation::Revision(key(handle), kept.revision)];
            let gesture = Gesture { actor, name: "restore", note: None, expect };
            if let Outcome::Done(_) = self.put(key(handle), &person, gesture).await? {
                return Ok(person);
            }
        }
    }
}
