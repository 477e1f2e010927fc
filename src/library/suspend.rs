//! Suspending an account, and restoring it: the command line's ways, as in `look_after.rs`.
//!
//! A suspended person cannot sign in; their sessions and tokens end with the suspension, and stay ended when the account is
//! restored. Their photos stay as they are: what waits for review is published by a moderator or not at all.

use super::{Library, change::Gesture, look_after::LookAfterError};
use crate::{
    catalog::{
        credentials,
        people::key,
        records,
        store::{Expectation, Outcome},
    },
    domain::{
        kept::Kept,
        lengths,
        person::{Handle, PersonRecord, Role, Suspension},
        text,
    },
};

impl Library {
    /// Suspends an account, never the last administrator's; the reason is for those who run the library.
    ///
    /// # Errors
    /// [`LookAfterError`]; nothing was changed.
    pub async fn suspend(&self, handle: &Handle, reason: &str) -> Result<PersonRecord, LookAfterError> {
        let reason = text::clean_line(reason);
        text::within(&reason, lengths::SUSPENSION_REASON).map_err(|_too_long| LookAfterError::ReasonTooLong)?;
        let reason = Some(reason).filter(|reason| !reason.is_empty());
        loop {
            let kept = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            let mut person = kept.record;
            if person.is_suspended() {
                return Err(LookAfterError::Suspended(handle.clone()));
            }
            let mut expect = vec![Expectation::Revision(key(handle), kept.revision)];
            if person.role == Role::Admin {
                // Two administrators who are suspended at once: the second change finds the other one changed, and looks again.
                let other = self.people.other_admin(handle).await?;
                let other = other.ok_or_else(|| LookAfterError::LastAdmin(handle.clone()))?;
                expect.push(Expectation::Revision(key(&other.record.handle), other.revision));
            }
            person.suspended = Some(Suspension { at: self.now(), reason: reason.clone() });
            let mut put = vec![(key(handle), records::write(&key(handle), &person)?)];
            let secret = credentials::key(handle);
            match self.credentials.get(handle).await? {
                Some(Kept { revision, record }) => {
                    expect.push(Expectation::Revision(secret.clone(), revision));
                    let body = records::write(&secret, &record.with_sessions_ended())?;
                    put.push((secret, body));
                }
                None => expect.push(Expectation::RecordAbsent(secret)),
            }
            let tokens = self.tokens.keys_of(handle).await?;
            let gesture = Gesture { actor: None, name: "suspend", note: reason.clone(), expect };
            if let Outcome::Done(_) = self.commit(put, tokens, gesture).await? {
                return Ok(person);
            }
        }
    }

    /// Lets a suspended person sign in again.
    ///
    /// # Errors
    /// [`LookAfterError`]; nothing was changed.
    pub async fn restore(&self, handle: &Handle) -> Result<PersonRecord, LookAfterError> {
        loop {
            let kept = self.people.get(handle).await?.ok_or_else(|| LookAfterError::Unknown(handle.clone()))?;
            let mut person = kept.record;
            if person.suspended.take().is_none() {
                return Err(LookAfterError::NotSuspended(handle.clone()));
            }
            let expect = vec![Expectation::Revision(key(handle), kept.revision)];
            let gesture = Gesture { actor: None, name: "restore", note: None, expect };
            if let Outcome::Done(_) = self.put(key(handle), &person, gesture).await? {
                return Ok(person);
            }
        }
    }
}
