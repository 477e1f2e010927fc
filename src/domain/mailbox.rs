//! The mail of a person: where to send it, what they asked for, and what is under way.
//!
//! A letter is claimed in the journal before it is sent, and settled afterwards. When the process ends in between, nobody
//! knows whether it was sent; it counts as sent, so that nobody is sent one twice.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    email::EmailAddress, hash::ContentHash, language::Language, news::NewsPlace, person::Handle, stored::UnknownMembers,
};

/// The layout version that this code writes.
pub const MAILBOX_VERSION: u8 = 1;

/// The pause after the first failure to deliver a letter; it doubles with each failure.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// The longest pause between two tries.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(6);
/// How many changes of an account wait to be told at most, while mail cannot be sent. The earliest are kept: after them, the
/// address may be that of a stranger.
const MOST_NOTICES: usize = 8;
/// After this time, a change is not told any more: where mail was not sent for long, it would only alarm.
const NOTICE_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The mail of a person as the journal keeps it. It is never given to a follower of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxRecord {
    /// The version of this layout.
    pub v: u8,
    /// Whose it is.
    pub person: Handle,
    /// Their address, confirmed by them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<EmailAddress>,
    /// The language of what is sent to them.
    pub language: Language,
    /// An address that they gave and did not confirm yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<Confirmation>,
    /// Whether they want news by mail.
    pub wants_digest: bool,
    /// Up to where they were sent their news.
    pub told: NewsPlace,
    /// When they were last sent news.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_digest: Option<Timestamp>,
    /// A digest that is claimed, or that waits to be tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// The secret of the address that ends digests. It is kept as it is, since every digest has it, and it ends digests
    /// and nothing else.
    pub stop: String,
    /// A link to a new password that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset: Option<MailedReset>,
    /// Changes of the account that are still to be told, the earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

/// An address that waits to be confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The address.
    pub address: EmailAddress,
    /// The link that was sent to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<OneTimeLink>,
    /// The letter with the link, until it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
}

/// A link to a new password that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailedReset {
    /// When.
    pub asked: Timestamp,
    /// The link that was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<OneTimeLink>,
    /// The generation of the person's sessions when the link was made: it ends with them.
    pub generation: u32,
    /// The letter with the link, until it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
}

/// A change of an account, to be told to the address that was confirmed before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What was changed.
    pub change: AccountChange,
    /// The address that was confirmed then.
    pub to: EmailAddress,
    /// When it was changed.
    pub made: Timestamp,
    /// Its letter.
    pub delivery: Delivery,
}

/// What was changed of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountChange {
    /// The password.
    Password,
    /// The e-mail address: another one was confirmed.
    Address,
    /// The e-mail address was removed.
    NoAddress,
}

impl Notice {
    /// Whether it is still worth telling.
    #[must_use]
    pub fn is_recent(&self, now: Timestamp) -> bool {
        now.duration_since(self.made) < NOTICE_FOR
    }
}

/// A digest that is not sent yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// It tells what is after this place.
    pub after: NewsPlace,
    /// Its letter.
    pub delivery: Delivery,
}

/// A link that works once, until an instant. Its secret is kept as a hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneTimeLink {
    /// BLAKE3 of the secret.
    pub hash: ContentHash,
    /// When it ends.
    pub ends: Timestamp,
}

impl OneTimeLink {
    /// Whether it is opened by the secret of this hash at this instant.
    #[must_use]
    pub fn opens_to(&self, hash: ContentHash, now: Timestamp) -> bool {
        self.hash == hash && now < self.ends
    }
}

/// How far a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// When to try it, or since when it is claimed.
    pub at: Timestamp,
    /// How often it failed.
    pub failures: u32,
    /// Whether it is claimed: it is being sent, or the process ended while it was.
    pub is_claimed: bool,
}

impl Delivery {
    /// A letter to send at once.
    #[must_use]
    pub const fn new(at: Timestamp) -> Self {
        Self { at, failures: 0, is_claimed: false }
    }

    /// The same, claimed.
    #[must_use]
    pub const fn claimed(self, at: Timestamp) -> Self {
        Self { at, is_claimed: true, ..self }
    }

    /// The same after a failure.
    #[must_use]
    pub fn failed(self, at: Timestamp) -> Self {
        let doubled = FIRST_PAUSE.checked_mul(1_i32.checked_shl(self.failures.min(16)).unwrap_or(i32::MAX));
        let pause = doubled.unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
        let at = at.saturating_add(pause).unwrap_or(Timestamp::MAX);
        Self { at, failures: self.failures.saturating_add(1), is_claimed: false }
    }
}

/// The kinds of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LetterKind {
    /// The link that confirms an address.
    Confirmation,
    /// The link to a new password.
    Reset,
    /// A change of the account.
    Notice,
    /// What is new.
    Digest,
}

impl LetterKind {
    /// Every kind, those that somebody waits for first.
    pub const ALL: [Self; 4] = [Self::Reset, Self::Confirmation, Self::Notice, Self::Digest];
}

impl MailboxRecord {
    /// Whether they are to be sent news.
    #[must_use]
    pub const fn takes_digests(&self) -> bool {
        self.wants_digest && self.address.is_some()
    }

    /// Tells the confirmed address, if there is one, of a change of the account that is made now.
    pub fn tell(&mut self, change: AccountChange, now: Timestamp) {
        if let Some(to) = self.address.clone().filter(|_| self.notices.len() < MOST_NOTICES) {
            self.notices.push(Notice { change, to, made: now, delivery: Delivery::new(now) });
        }
    }

    /// The letter of a kind that is not settled: of several notices, the earliest.
    #[must_use]
    pub fn delivery(&self, kind: LetterKind) -> Option<Delivery> {
        match kind {
            LetterKind::Confirmation => self.confirmation.as_ref()?.delivery,
            LetterKind::Reset => self.reset.as_ref()?.delivery,
            LetterKind::Notice => self.notices.first().map(|notice| notice.delivery),
            LetterKind::Digest => self.digest.as_ref().map(|digest| digest.delivery),
        }
    }

    /// The instant of its letter that is to be tried first, if one is.
    #[must_use]
    pub fn due(&self) -> Option<Timestamp> {
        let waits = |kind| self.delivery(kind).filter(|delivery| !delivery.is_claimed).map(|delivery| delivery.at);
        LetterKind::ALL.into_iter().filter_map(waits).min()
    }

    /// Whether a letter is claimed.
    #[must_use]
    pub fn has_claims(&self) -> bool {
        LetterKind::ALL.into_iter().any(|kind| self.delivery(kind).is_some_and(|delivery| delivery.is_claimed))
    }

    /// Settles a letter: it was sent, or never will be (`None`), or is to be tried again.
    pub fn settle(&mut self, kind: LetterKind, again: Option<Delivery>) {
        match kind {
            LetterKind::Confirmation => {
                if let Some(confirmation) = &mut self.confirmation {
                    confirmation.delivery = again;
                }
            }
            LetterKind::Reset => {
                if let Some(reset) = &mut self.reset {
                    reset.delivery = again;
                }
            }
            LetterKind::Notice => match (self.notices.first_mut(), again) {
                (Some(notice), Some(again)) => notice.delivery = again,
                (Some(_), None) => drop(self.notices.remove(0)),
                (None, _) => {}
            },
            LetterKind::Digest => match (&mut self.digest, again) {
                (Some(digest), Some(again)) => digest.delivery = again,
                (digest, _) => *digest = None,
            },
        }
    }
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn pauses_between_tries_grow_to_six_hours() {
        let now = Timestamp::UNIX_EPOCH;
        let mut delivery = Delivery::new(now);
        let mut minutes = Vec::new();
        for _try in 0..40 {
            delivery = delivery.claimed(now).failed(now);
            minutes.push(delivery.at.as_second() / 60);
        }
        assert_eq!(minutes[..10], [1, 2, 4, 8, 16, 32, 64, 128, 256, 360]);
        assert!(minutes[10..].iter().all(|pause| *pause == 360), "{minutes:?}");
    }
}
