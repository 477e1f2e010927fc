//! Delivers letters: links that somebody waits for, notices that an account was changed, and a digest of a person's news,
//! once a day at most.
//!
//! 1. **settle** what an earlier run claimed: nobody knows whether it was sent, and it is not sent again;
//! 2. **look** for letters that are due, and for people with news to be sent;
//! 3. **try** the server, before anything is claimed: while it is down, letters stay in the journal as they are;
//! 4. **claim** a letter in the journal, **send** it, and settle it: sent, or to be tried again.
//!
//! Secrets of links are made when their letter is claimed, so that only their hash is stored.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::{sync::watch, time::sleep};

use super::{
    Library, StoreFault,
    lease::Lease,
    mail_link::LinkKey,
    mail_reset::RESET_HOURS,
    news::{MOST_COUNTED, NewsItem},
    sessions::{Secret, reader},
};
use crate::{
    catalog::CatalogError,
    domain::{
        causes::Causes,
        email::EmailAddress,
        mailbox::{Delivery, Digest, LetterKind, MailboxRecord, OneTimeLink},
        news::NewsPlace,
        person::{Handle, PersonRecord},
        reader::{Reader, Sight},
        stored::Stored,
    },
    mail::{MailError, Mailer, Message},
};

/// At most one digest in this time.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// How long the link that confirms an address works.
const CONFIRMATION_HOURS: i64 = 7 * 24;
/// The most events that a digest tells; it counts the others.
const TOLD: usize = 20;
/// How often to look for letters.
const ROUND: Duration = Duration::from_mins(1);
/// At most how often to look for people with news, unless news are sent at once.
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// How soon after a change to look again: many changes come together.
const BREATH: Duration = Duration::from_millis(500);
/// The pauses while the server is down.
const DOWN: [u64; 6] = [5, 15, 60, 120, 300, 600];

/// A letter that is about to be sent.
#[derive(Clone, Debug)]
pub struct Letter {
    /// What it is.
    pub kind: LetterKind,
    /// Whom it is for.
    pub person: PersonRecord,
    /// Where it goes.
    pub address: EmailAddress,
    /// Its person's mailbox.
    pub mailbox: MailboxRecord,
    /// The key of its link: of a digest, the link that stops them. A notice has none.
    pub link: String,
    /// What is new, of a digest: the newest first.
    pub news: Vec<NewsItem>,
    /// How much is new, counted up to [`MOST_COUNTED`].
    pub count: usize,
    /// On how many suggestions about photos of others a curator may decide since the last digest.
    pub to_decide: usize,
    /// When it is sent.
    pub at: Timestamp,
    /// What its `Message-ID` is made of.
    pub id: String,
}

/// Writes a letter in its person's language.
pub type Compose = Box<dyn Fn(&Letter) -> Message + Send + Sync>;

/// How mail is sent.
pub struct Post {
    /// What sends it.
    pub mailer: Mailer,
    /// What writes it.
    pub compose: Compose,
    /// A digest waits until its oldest news is of this age, so that what happens together is told together.
    pub gather: SignedDuration,
    /// Becomes true when the process is about to end.
    pub ends: watch::Receiver<bool>,
}

/// How a look for letters ended.
#[derive(Debug)]
pub enum Round {
    /// Everything that was due was tried.
    Done,
    /// The server is down.
    Down(MailError),
}

impl Library {
    /// Delivers letters until the process ends, whenever no other node does. Requests never wait for it.
    pub async fn deliver_mail(&self, post: &Post) {
        let lease = Lease::of("mail", self);
        // Until both have ended: a letter that is being sent is settled.
        tokio::join!(lease.keep(self, post.ends.clone()), self.deliver_in_turn(post, &lease));
        lease.leave(self).await;
    }

    async fn deliver_in_turn(&self, post: &Post, lease: &Lease) {
        let mut failures = 0_usize;
        let mut looked = None;
        let mut ends = post.ends.clone();
        while !*ends.borrow_and_update() {
            if !lease.is_held() {
                // What another node did meanwhile is not known.
                looked = None;
                tokio::select! {
                    () = lease.held() => {}
                    _ = ends.changed() => continue,
                }
            }
            let seq = self.store.seq();
            let now = self.now();
            let looks = post.gather.is_zero() || looked.is_none_or(|last| now.duration_since(last) >= MINUTE);
            if looks {
                looked = Some(now);
            }
            let pause = match self.deliver_while(post, looks, &|| lease.is_held()).await {
                Ok(Round::Done) => {
                    if failures > 0 {
                        tracing::info!("mail is sent again");
                    }
                    failures = 0;
                    tokio::select! {
                        entered = self.store.wait(seq) => {
                            if entered.is_err() {
                                return;
                            }
                        }
                        () = sleep(ROUND) => {}
                        _ = ends.changed() => {}
                    }
                    BREATH
                }
                Ok(Round::Down(error)) => {
                    if failures == 0 {
                        tracing::warn!(cause = %Causes(&error), "mail cannot be sent: it is kept, and tried again");
                    }
                    // News are looked for again with the next try.
                    looked = None;
                    let pause = DOWN.get(failures).or(DOWN.last()).copied().unwrap_or_default();
                    failures = failures.saturating_add(1);
                    Duration::from_secs(pause)
                }
                Err(StoreFault::Catalog(CatalogError::Closing)) => return,
                Err(fault) => {
                    tracing::error!(cause = %Causes(&fault), "letters could not be looked for");
                    ROUND
                }
            };
            tokio::select! {
                () = sleep(pause) => {}
                _ = ends.changed() => {}
            }
        }
    }

    /// Delivers the letters that are due now, and with `looks`, the news of those who are to be sent them now.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn deliver_due(&self, post: &Post, looks: bool) -> Result<Round, StoreFault> {
        self.deliver_while(post, looks, &|| true).await
    }

    /// The same, as long as this node is to do it.
    async fn deliver_while(
        &self,
        post: &Post,
        looks: bool,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Round, StoreFault> {
        self.settle_claims().await?;
        let mut letters: Vec<(Handle, LetterKind)> = Vec::new();
        let now = self.now();
        for mailbox in self.mailboxes.due(now).await?.into_iter().map(|kept| kept.record) {
            let is_due = |kind: &LetterKind| mailbox.delivery(*kind).is_some_and(|delivery| is_due(delivery, now));
            letters.extend(LetterKind::ALL.into_iter().filter(is_due).map(|kind| (mailbox.person.clone(), kind)));
        }
        if looks {
            let people = self.with_news(now, post.gather).await?;
            letters.extend(people.into_iter().map(|person| (person, LetterKind::Digest)));
        }
        if letters.is_empty() {
            return Ok(Round::Done);
        }
        if let Err(error) = post.mailer.ready().await {
            return Ok(Round::Down(error));
        }
        for (person, kind) in letters {
            if *post.ends.borrow() || !goes_on() {
                break;
            }
            if let Err(error) = self.deliver_letter(&person, kind, post).await? {
                return Ok(Round::Down(error));
            }
        }
        Ok(Round::Done)
    }

    /// Step 1. One letter is sent at a time, and this runs before any is.
    async fn settle_claims(&self) -> Result<(), StoreFault> {
        loop {
            let claimed = self.mailboxes.claimed().await?;
            if claimed.is_empty() {
                return Ok(());
            }
            for Stored { record, .. } in claimed {
                for kind in LetterKind::ALL {
                    if let Some(claim) = record.delivery(kind).filter(|delivery| delivery.is_claimed) {
                        tracing::warn!(?kind, "a letter may have been sent, and is not sent again");
                        self.settle_letter(&record.person, kind, claim, None).await?;
                    }
                }
            }
        }
    }

    /// Whom to send their news now.
    async fn with_news(&self, now: Timestamp, gather: SignedDuration) -> Result<Vec<Handle>, StoreFault> {
        let mut found = Vec::new();
        let mut after: Option<Handle> = None;
        loop {
            let part = self.mailboxes.with_digests(after.as_ref()).await?;
            let Some(last) = part.last() else { return Ok(found) };
            after = Some(last.record.person.clone());
            for mailbox in part.into_iter().map(|kept| kept.record) {
                let is_early = mailbox.last_digest.is_some_and(|last| now.duration_since(last) < DAY);
                if is_early || mailbox.digest.is_some() {
                    continue;
                }
                let told = self.told_up_to(&mailbox).await?;
                let oldest = self.news.after(&mailbox.person, &told, 1).await?;
                let has_news = oldest.first().is_some_and(|oldest| now.duration_since(oldest.at()) >= gather);
                if has_news || self.to_decide(&mailbox, mailbox.last_digest).await? > 0 {
                    found.push(mailbox.person);
                }
            }
        }
    }

    /// On how many suggestions about photos of others a curator may decide since an instant, or at all.
    async fn to_decide(&self, mailbox: &MailboxRecord, since: Option<Timestamp>) -> Result<usize, StoreFault> {
        let person = self.people.get(&mailbox.person).await?.map(|kept| kept.record);
        match person.filter(|person| !person.is_suspended()) {
            Some(person) => self.new_for_curator(&reader(&person), since).await,
            None => Ok(0),
        }
    }

    /// Up to where a person knows their news: sent to them, or read on the site.
    async fn told_up_to(&self, mailbox: &MailboxRecord) -> Result<NewsPlace, StoreFault> {
        let read = self.news.read_by(&mailbox.person).await?.map(|kept| kept.record.read);
        Ok(read.map_or_else(|| mailbox.told.clone(), |read| read.max(mailbox.told.clone())))
    }

    /// Step 4. The inner error is that of a server that is down.
    async fn deliver_letter(
        &self,
        person: &Handle,
        kind: LetterKind,
        post: &Post,
    ) -> Result<Result<(), MailError>, StoreFault> {
        let Some(letter) = self.claim_letter(person, kind).await? else { return Ok(Ok(())) };
        let sent = post.mailer.send(&(post.compose)(&letter)).await;
        let Some(claim) = letter.mailbox.delivery(kind) else { return Ok(Ok(())) };
        let again = match &sent {
            Ok(()) => None,
            Err(MailError::Refused(cause)) => {
                tracing::warn!(?kind, %cause, "a letter was refused, and is not sent again");
                None
            }
            Err(MailError::Later(_) | MailError::Down(_)) => Some(claim.failed(self.now())),
        };
        self.settle_letter(person, kind, claim, again).await?;
        match sent {
            Err(error @ MailError::Down(_)) => Ok(Err(error)),
            _ => Ok(Ok(())),
        }
    }

    /// Claims a letter, if it is still to be sent.
    async fn claim_letter(&self, handle: &Handle, kind: LetterKind) -> Result<Option<Letter>, StoreFault> {
        loop {
            let Some(Stored { revision, record: mut mailbox }) = self.mailboxes.get(handle).await? else {
                return Ok(None);
            };
            let now = self.now();
            let secret = LinkKey { person: handle.clone(), secret: Secret::from_chance(self.chance()) };
            let link = |hours: i64| OneTimeLink { hash: secret.hash(), ends: in_hours(now, hours) };
            let waiting = mailbox.delivery(kind);
            if waiting.is_some_and(|waiting| !is_due(waiting, now)) {
                return Ok(None);
            }
            let person = self.people.get(handle).await?.map(|kept| kept.record);
            let person = person.filter(|person| !person.is_suspended());
            let (mut news, mut count, mut to_decide) = (Vec::new(), 0, 0);
            let address = match (kind, waiting) {
                (LetterKind::Confirmation, Some(waiting)) => mailbox.confirmation.as_mut().map(|confirmation| {
                    confirmation.link = Some(link(CONFIRMATION_HOURS));
                    confirmation.delivery = Some(waiting.claimed(now));
                    confirmation.address.clone()
                }),
                (LetterKind::Reset, Some(waiting)) => {
                    let credential = self.credentials.get(handle).await?.map(|kept| kept.record);
                    if let Some(reset) = &mut mailbox.reset {
                        reset.generation = credential.map(|it| it.session_generation).unwrap_or_default();
                        reset.link = Some(link(RESET_HOURS));
                        reset.delivery = Some(waiting.claimed(now));
                    }
                    mailbox.address.clone()
                }
                (LetterKind::Notice, Some(waiting)) => {
                    mailbox.notices.first_mut().filter(|notice| notice.is_recent(now)).map(|notice| {
                        notice.delivery = waiting.claimed(now);
                        notice.to.clone()
                    })
                }
                (LetterKind::Digest, waiting) if mailbox.takes_digests() => {
                    let after = match &mailbox.digest {
                        Some(digest) => digest.after.clone(),
                        None => self.told_up_to(&mailbox).await?,
                    };
                    let places = self.news.after(handle, &after, MOST_COUNTED).await?;
                    count = places.len();
                    news = self.news_at(places.iter().rev().take(TOLD).cloned().collect()).await?;
                    for item in &mut news {
                        let told = self.suggestions.news_at(handle, &item.place).await?;
                        item.suggestions = told.into_iter().map(|kept| kept.record).collect();
                        item.is_own = item.photo.contributor == *handle;
                        item.is_visible = item.is_own || Reader::Visitor.sight_of(&item.photo) == Sight::Whole;
                    }
                    // A digest that is tried again tells of all of them.
                    let since = mailbox.last_digest.filter(|_| waiting.is_none());
                    to_decide = self.to_decide(&mailbox, since).await?;
                    let delivery = waiting.unwrap_or(Delivery::new(now)).claimed(now);
                    (mailbox.last_digest, mailbox.digest) = (Some(now), Some(Digest { after, delivery }));
                    let newest = places.into_iter().next_back();
                    if let Some(newest) = newest {
                        mailbox.told = newest;
                    }
                    mailbox.address.clone().filter(|_| count > 0 || to_decide > 0)
                }
                _ => None,
            };
            let (Some(person), Some(address)) = (person, address) else {
                // Nobody to send it to, or nothing to tell.
                if let Some(waiting) = waiting {
                    self.settle_letter(handle, kind, waiting, None).await?;
                }
                return Ok(None);
            };
            if self.put_mailbox(&mailbox, Some(revision), (None, "send-mail")).await? {
                let link = match kind {
                    LetterKind::Digest => format!("{handle}.{}", mailbox.stop),
                    LetterKind::Confirmation | LetterKind::Reset => secret.to_string(),
                    LetterKind::Notice => String::new(),
                };
                let id = format!("{}.{}", now.as_microsecond(), secret.hash().to_hex().get(..16).unwrap_or_default());
                return Ok(Some(Letter { kind, person, address, mailbox, link, news, count, to_decide, at: now, id }));
            }
        }
    }

    /// Settles a letter, unless something else took its place meanwhile.
    async fn settle_letter(
        &self,
        person: &Handle,
        kind: LetterKind,
        claim: Delivery,
        again: Option<Delivery>,
    ) -> Result<(), StoreFault> {
        loop {
            let Some(Stored { revision, mut record }) = self.mailboxes.get(person).await? else { return Ok(()) };
            if record.delivery(kind) != Some(claim) {
                return Ok(());
            }
            record.settle(kind, again);
            if self.put_mailbox(&record, Some(revision), (None, "mail-sent")).await? {
                return Ok(());
            }
        }
    }
}

/// Whether a letter is to be tried at this instant.
fn is_due(delivery: Delivery, now: Timestamp) -> bool {
    !delivery.is_claimed && delivery.at <= now
}

/// An instant so many hours later.
fn in_hours(now: Timestamp, hours: i64) -> Timestamp {
    now.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
}
