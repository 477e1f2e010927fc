//! The e-mail address of a person: giving it, confirming it, choosing what is sent to it. All of it is private.

use serde_json::value::RawValue;

use super::{Library, StoreFault, change::Gesture, mail_link::LinkKey, sessions::Secret};
use crate::{
    catalog::{
        mailboxes::key,
        records,
        store::{Expectation, Key, Outcome},
    },
    domain::{
        email::EmailAddress,
        language::Language,
        mailbox::{AccountChange, Confirmation, Delivery, MAILBOX_VERSION, MailboxRecord},
        news::NewsPlace,
        person::Handle,
        reader::Reader,
        stored::{Stored, UnknownMembers},
    },
};

/// What a person wishes to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailWishes {
    /// Where to; nothing removes the address.
    pub address: Option<EmailAddress>,
    /// Whether they want news.
    pub digest: bool,
    /// In which language.
    pub language: Language,
}

/// The outcome of a change of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailSet {
    /// It is as they wish.
    Saved,
    /// A link that confirms the address is being sent to it.
    ToConfirm,
}

impl Library {
    /// A person's mailbox, if they ever gave an address.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn mailbox(&self, person: &Handle) -> Result<Option<MailboxRecord>, StoreFault> {
        Ok(self.mailboxes.get(person).await?.map(|kept| kept.record))
    }

    /// Changes where and what the reader is sent. A new address replaces the one before once it is confirmed.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn set_mail(&self, reader: &Reader, wishes: &MailWishes) -> Result<MailSet, StoreFault> {
        let Some(person) = reader.handle() else { return Ok(MailSet::Saved) };
        loop {
            let kept = self.mailboxes.get(person).await?;
            let before = kept.as_ref().map_or_else(|| self.empty_mailbox(person), |kept| kept.record.clone());
            let after = self.mailbox_as_wished(before, wishes);
            let set = if after.confirmation.is_some() { MailSet::ToConfirm } else { MailSet::Saved };
            let revision = kept.as_ref().map(|kept| kept.revision);
            if kept.is_some_and(|kept| kept.record == after)
                || self.put_mailbox(&after, revision, (Some(person), "mail")).await?
            {
                return Ok(set);
            }
        }
    }

    /// The address that the link with this key would confirm.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn address_to_confirm(&self, link: &LinkKey) -> Result<Option<EmailAddress>, StoreFault> {
        let kept = self.mailboxes.get(&link.person).await?;
        let confirmation = kept.and_then(|kept| kept.record.confirmation);
        let is_open = |confirmation: &Confirmation| {
            confirmation.link.as_ref().is_some_and(|open| open.opens_to(link.hash(), self.now()))
        };
        Ok(confirmation.filter(is_open).map(|confirmation| confirmation.address))
    }

    /// Confirms an address, once: `None` when the link is not valid any more.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn confirm_address(&self, link: &LinkKey) -> Result<Option<EmailAddress>, StoreFault> {
        loop {
            let Some(address) = self.address_to_confirm(link).await? else { return Ok(None) };
            let kept = self.mailboxes.get(&link.person).await?;
            let Some(Stored { revision, mut record }) = kept else { return Ok(None) };
            if record.confirmation.as_ref().is_none_or(|confirmation| confirmation.address != address) {
                continue;
            }
            if record.address.as_ref() != Some(&address) {
                record.tell(AccountChange::Address, self.now());
            }
            // News from before are not sent to it.
            let told = record.told.clone().max(NewsPlace::before(self.now()));
            let confirmed =
                MailboxRecord { address: Some(address.clone()), confirmation: None, reset: None, told, ..record };
            if self.put_mailbox(&confirmed, Some(revision), (Some(&link.person), "confirm-mail")).await? {
                return Ok(Some(address));
            }
        }
    }

    /// Whose news the link with this key stops; nothing when it is not valid.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn digests_to_stop(&self, link: &LinkKey) -> Result<Option<MailboxRecord>, StoreFault> {
        let kept = self.mailboxes.get(&link.person).await?.map(|kept| kept.record);
        let is_theirs =
            |kept: &MailboxRecord| Secret::parse(&kept.stop).is_some_and(|secret| secret.hash() == link.hash());
        Ok(kept.filter(is_theirs))
    }

    /// Stops sending news to the person of this link, who need not be signed in. Returns whether the link is valid; it
    /// may be used again.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn stop_digests(&self, link: &LinkKey) -> Result<bool, StoreFault> {
        loop {
            if self.digests_to_stop(link).await?.is_none() {
                return Ok(false);
            }
            let Some(Stored { revision, record }) = self.mailboxes.get(&link.person).await? else { return Ok(false) };
            if !record.wants_digest {
                return Ok(true);
            }
            let stopped = MailboxRecord { wants_digest: false, ..record };
            if self.put_mailbox(&stopped, Some(revision), (Some(&link.person), "stop-digest")).await? {
                return Ok(true);
            }
        }
    }

    /// A person's mailbox that tells of a new password, to be committed with it, and what that expects; nothing where the
    /// person never gave an address. Links to a new password that were mailed end with it.
    pub(super) async fn mailbox_told_of_password(
        &self,
        person: &Handle,
    ) -> Result<Option<((Key, Box<RawValue>), Expectation)>, StoreFault> {
        let Some(Stored { revision, mut record }) = self.mailboxes.get(person).await? else { return Ok(None) };
        record.reset = None;
        record.tell(AccountChange::Password, self.now());
        let key = key(person);
        let body = records::write(&key, &record)?;
        Ok(Some(((key.clone(), body), Expectation::Revision(key, revision))))
    }

    /// Commits a mailbox, if it was not changed since it was read. Returns whether it was committed.
    pub(super) async fn put_mailbox(
        &self,
        mailbox: &MailboxRecord,
        revision: Option<u64>,
        (actor, name): (Option<&Handle>, &'static str),
    ) -> Result<bool, StoreFault> {
        let person = &mailbox.person;
        let expected = revision.map_or_else(
            || Expectation::RecordAbsent(key(person)),
            |revision| Expectation::Revision(key(person), revision),
        );
        let gesture = Gesture { actor, name, note: None, expect: vec![expected] };
        Ok(matches!(self.put(key(person), mailbox, gesture).await?, Outcome::Done(_)))
    }

    fn empty_mailbox(&self, person: &Handle) -> MailboxRecord {
        MailboxRecord {
            v: MAILBOX_VERSION,
            person: person.clone(),
            address: None,
            language: Language::default(),
            confirmation: None,
            wants_digest: false,
            told: NewsPlace::before(self.now()),
            last_digest: None,
            digest: None,
            stop: Secret::from_chance(self.chance()).as_str().to_owned(),
            reset: None,
            notices: Vec::new(),
            unknown: UnknownMembers::new(),
        }
    }

    fn mailbox_as_wished(&self, mut mailbox: MailboxRecord, wishes: &MailWishes) -> MailboxRecord {
        mailbox.language = wishes.language;
        if wishes.digest && !mailbox.wants_digest {
            // News from before are not sent.
            mailbox.told = mailbox.told.max(NewsPlace::before(self.now()));
        }
        mailbox.wants_digest = wishes.digest;
        match &wishes.address {
            None => {
                mailbox.tell(AccountChange::NoAddress, self.now());
                (mailbox.address, mailbox.confirmation, mailbox.digest, mailbox.reset) = (None, None, None, None);
            }
            given if *given == mailbox.address => mailbox.confirmation = None,
            Some(address) => {
                let delivery = Some(Delivery::new(self.now()));
                mailbox.confirmation = Some(Confirmation { address: address.clone(), link: None, delivery });
            }
        }
        mailbox
    }
}
