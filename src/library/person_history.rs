//! What was done to an account, by whom and when: the history of its record, for administrators.
//!
//! Gestures that change only what is kept apart from the record (a password, sessions, a reset link) write the record again,
//! and stand in its history by that (`look_after.rs`).

use jiff::Timestamp;

use super::{
    Library,
    change::SYSTEM,
    look_after::{LookAfterError, admin},
};
use crate::{
    catalog::{people::Version, store::Seq},
    domain::{
        person::{Handle, PersonRecord},
        reader::Reader,
    },
};

/// One thing that was done.
#[derive(Debug)]
pub struct PersonEvent {
    /// When.
    pub at: Timestamp,
    /// Who did it; nobody in particular on the command line.
    pub actor: Option<Handle>,
    /// The name of the gesture.
    pub gesture: String,
    /// The record before it; none where the account was made by it.
    pub before: Option<PersonRecord>,
    /// The record after it.
    pub after: PersonRecord,
}

/// Some of what was done, the latest first.
#[derive(Debug)]
pub struct PersonHistory {
    /// What was done.
    pub events: Vec<PersonEvent>,
    /// Where earlier ones begin, if there are any.
    pub earlier: Option<Seq>,
}

impl Library {
    /// Up to so many things that were done to a person, those before this number of an entry.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn person_history(
        &self,
        reader: &Reader,
        handle: &Handle,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<PersonHistory, LookAfterError> {
        admin(reader)?;
        // One more: the record before the earliest of them.
        let versions = self.people.history(handle, before, limit.saturating_add(1)).await?;
        let earlier = versions.get(limit).and_then(|_| versions.get(limit.saturating_sub(1))).map(|last| last.seq);
        let records: Vec<Option<PersonRecord>> =
            versions.iter().skip(1).map(|version| Some(version.person.clone())).chain([None]).collect();
        let events = versions.into_iter().zip(records).take(limit).map(|(version, before)| {
            let Version { at, actor, gesture, person: after, .. } = version;
            let actor = Some(actor).filter(|actor| actor != SYSTEM).and_then(|actor| Handle::try_from(actor).ok());
            PersonEvent { at, actor, gesture, before, after }
        });
        Ok(PersonHistory { events: events.collect(), earlier })
    }
}
