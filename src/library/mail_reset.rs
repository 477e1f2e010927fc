//! A link to a new password, mailed to the confirmed address of somebody who forgot theirs.
//!
//! It works once and for an hour. Its secret is made when its letter is sent; the mailbox keeps a hash of it. A new link
//! replaces the one before, and it ends with the person's sessions, as the links that administrators make do.

use jiff::SignedDuration;

use super::{Library, StoreFault, mail_link::LinkKey, new_password::Opened};
use crate::domain::{
    email::EmailAddress,
    mailbox::{Delivery, MailboxRecord, MailedReset},
    person::Handle,
    stored::Stored,
};

/// How long the link works.
pub(super) const RESET_HOURS: i64 = 1;
/// After a letter, another one is sent after this time at the earliest: nobody fills a person's mailbox with them.
const PAUSE: SignedDuration = SignedDuration::from_mins(5);

impl Library {
    /// Has a link sent to the people who have this handle or this confirmed address, if there are any. Nothing tells
    /// whether there are.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn ask_mail_reset(&self, handle_or_address: &str) -> Result<(), StoreFault> {
        let people: Vec<Handle> = if let Ok(address) = handle_or_address.parse::<EmailAddress>() {
            self.mailboxes.at(&address).await?.into_iter().map(|kept| kept.record.person).collect()
        } else {
            handle_or_address.parse().into_iter().collect()
        };
        for person in people {
            self.ask_reset_of(&person).await?;
        }
        Ok(())
    }

    async fn ask_reset_of(&self, handle: &Handle) -> Result<(), StoreFault> {
        loop {
            let Some(Stored { revision, record }) = self.mailboxes.get(handle).await? else { return Ok(()) };
            let now = self.now();
            let is_new = |reset: &MailedReset| now.duration_since(reset.asked) < PAUSE;
            if record.address.is_none() || record.reset.as_ref().is_some_and(is_new) {
                return Ok(());
            }
            let person = self.people.get(handle).await?;
            if person.is_none_or(|kept| kept.record.is_suspended()) {
                return Ok(());
            }
            // The link before works until the letter with the new one is sent.
            let before = record.reset.as_ref().map(|reset| (reset.link.clone(), reset.generation));
            let (link, generation) = before.unwrap_or_default();
            let reset = Some(MailedReset { asked: now, link, generation, delivery: Some(Delivery::new(now)) });
            // The mailbox changes whenever a letter to it is sent, such as a digest.
            if self.put_mailbox(&MailboxRecord { reset, ..record }, Some(revision), (None, "ask-reset")).await? {
                return Ok(());
            }
        }
    }

    /// What the mailed link with this key changes; nothing when it is unknown, used or expired.
    pub(super) async fn opened_by_mailed(&self, link: &LinkKey) -> Result<Option<Opened>, StoreFault> {
        let Some(mailbox) = self.mailboxes.get(&link.person).await? else { return Ok(None) };
        let Some(credential) = self.credentials.get(&link.person).await? else { return Ok(None) };
        let is_open = |reset: &MailedReset| {
            let open = reset.link.as_ref().is_some_and(|open| open.opens_to(link.hash(), self.now()));
            open && reset.generation == credential.record.session_generation
        };
        if !mailbox.record.reset.as_ref().is_some_and(is_open) {
            return Ok(None);
        }
        let person = self.people.get(&link.person).await?.filter(|person| !person.record.is_suspended());
        Ok(person.map(|person| Opened { person, credential }))
    }
}
