//! Reporting a photo or a person's page, which needs no account, and what staff decide.
//!
//! 1. **report**: the record is entered, in a private space; where the configuration says so, a photo reported for somebody's
//!    privacy is hidden in the same entry;
//! 2. **follow**: whoever has the secret of the report's address reads what was decided and why;
//! 3. **rule**: a moderator keeps, hides, withdraws or restores, always with a reason; report and photo change in one entry;
//! 4. **tell**: the contributor of the photo reads on what ground it was hidden or withdrawn, and the reasons given.

use std::collections::BTreeMap;

use super::{Library, StoreFault, browse::LookError, change::Gesture, review::UnclearDecision, sessions::Secret};
use crate::{
    catalog::{
        CatalogError, photos, records,
        reports::{ReportList, ReportPage, key},
        store::{Expectation, Outcome},
    },
    domain::{
        hash::ContentHash,
        kept::{Kept, UnknownMembers},
        lengths,
        person::{Handle, Role},
        photo::{PhotoId, PhotoRecord, State},
        reader::{Reader, Sight},
        report::{Contact, Ground, REPORT_VERSION, ReportRecord, Ruling, Subject, UnknownGround, Verdict},
        text,
    },
};

pub use crate::catalog::reports::ReportList as List;

/// A report as it is made.
#[derive(Clone, Debug)]
pub struct NewReport {
    subject: Subject,
    ground: Ground,
    words: String,
    contact: Option<Contact>,
}

/// A report that says too little or too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnclearReport {
    /// No ground on which this can be reported.
    #[error(transparent)]
    Ground(#[from] UnknownGround),
    /// This ground says too little by itself.
    #[error("this ground needs words that explain it")]
    WordsMissing,
    /// The words are too long.
    #[error("the words of a report have at most {} characters", lengths::REASON)]
    WordsTooLong,
    /// The contact is too long.
    #[error("a contact has at most {} characters", lengths::CONTACT)]
    ContactTooLong,
}

impl NewReport {
    /// Reads a report as the form and the API write it.
    ///
    /// # Errors
    /// [`UnclearReport`].
    pub fn parse(subject: Subject, ground: &str, words: &str, contact: &str) -> Result<Self, UnclearReport> {
        let ground: Ground = ground.parse()?;
        if !Ground::of(&subject).any(|possible| possible == ground) {
            return Err(UnknownGround.into());
        }
        let words = text::clean_block(words);
        text::within(&words, lengths::REASON).map_err(|_too_long| UnclearReport::WordsTooLong)?;
        if words.is_empty() && ground.needs_words() {
            return Err(UnclearReport::WordsMissing);
        }
        let contact = Contact::parse(contact).map_err(|_too_long| UnclearReport::ContactTooLong)?;
        Ok(Self { subject, ground, words, contact })
    }
}

/// A report that was made.
pub struct Reported {
    /// The secret of the address where its reporter follows it.
    pub secret: Secret,
    /// Whether the photo is hidden now.
    pub is_hidden: bool,
}

/// Why a verdict was not given.
#[derive(Debug, thiserror::Error)]
pub enum RulingError {
    /// The reader is no moderator, or there is no such report: one answer for both.
    #[error("no such report")]
    Unknown,
    /// A verdict that says too little or too much.
    #[error(transparent)]
    Unclear(#[from] UnclearDecision),
    /// What was reported is not in a state that the verdict can change.
    #[error("what was reported cannot be decided on so")]
    WrongState,
    /// The same bytes were published meanwhile.
    #[error("the same photo is public already")]
    AlreadyPublished(PhotoId),
    /// Somebody decided, or changed the photo, meanwhile.
    #[error("the report was decided on meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for RulingError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

/// A verdict with its reason, as forms and the API write them.
#[derive(Clone, Debug)]
pub struct NewRuling {
    verdict: Verdict,
    reason: String,
    /// Whether a withdrawal erases the photo's words and names too.
    forget_words: bool,
}

impl NewRuling {
    /// Reads a verdict; each needs a reason.
    ///
    /// # Errors
    /// [`UnclearDecision`].
    pub fn parse(verdict: &str, reason: &str, forget_words: bool) -> Result<Self, UnclearDecision> {
        let known = Verdict::ALL.into_iter().find(|known| known.name() == verdict);
        let verdict = known.ok_or(UnclearDecision::Unknown)?;
        let reason = text::clean_block(reason);
        text::within(&reason, lengths::REASON).map_err(|_too_long| UnclearDecision::ReasonTooLong)?;
        if reason.is_empty() {
            return Err(UnclearDecision::ReasonMissing);
        }
        Ok(Self { verdict, reason, forget_words })
    }

    /// The state of a photo afterwards, where it changes.
    fn leads_to(&self, state: State) -> Result<Option<State>, RulingError> {
        match (self.verdict, state) {
            (Verdict::Hide, State::Published) => Ok(Some(State::Hidden)),
            (Verdict::Restore, State::Hidden) => Ok(Some(State::Published)),
            (Verdict::Withdraw, State::Published | State::Hidden) => Ok(Some(State::Withdrawn)),
            // It stays as it is, and the report is answered.
            (Verdict::Hide, State::Hidden) => Ok(None),
            (Verdict::Keep, state) if state != State::Hidden => Ok(None),
            _ => Err(RulingError::WrongState),
        }
    }
}

/// The verdicts that a photo in this state can be given, or a person's page where there is none.
#[must_use]
pub fn possible(state: Option<State>) -> &'static [Verdict] {
    match state {
        Some(State::Published) => &[Verdict::Keep, Verdict::Hide, Verdict::Withdraw],
        Some(State::Hidden) => &[Verdict::Restore, Verdict::Hide, Verdict::Withdraw],
        _ => &[Verdict::Keep],
    }
}

impl Library {
    /// Whether this reader finds something to report there: a photo, a tombstone, a person's page.
    ///
    /// # Errors
    /// [`LookError::Unknown`] otherwise.
    pub async fn reportable(&self, reader: &Reader, subject: &Subject) -> Result<Option<PhotoRecord>, LookError> {
        match subject {
            Subject::Photo(id) => {
                let kept = self.photos.get(id).await?.ok_or(LookError::Unknown)?;
                match reader.sight_of(&kept.record) {
                    Sight::Whole | Sight::Tombstone => Ok(Some(PhotoRecord::clone(&kept.record))),
                    Sight::Nothing => Err(LookError::Unknown),
                }
            }
            Subject::Person(handle) => match self.people.get(handle).await? {
                Some(_) => Ok(None),
                None => Err(LookError::Unknown),
            },
        }
    }

    /// Makes a report. Nobody is asked who they are, and nothing is kept of a reporter but what they write.
    ///
    /// # Errors
    /// [`LookError`]; nothing was changed.
    pub async fn report(&self, reader: &Reader, new: NewReport) -> Result<Reported, LookError> {
        let NewReport { subject, ground, words, contact } = new;
        let secret = Secret::from_chance(self.chance());
        loop {
            self.reportable(reader, &subject).await?;
            let to_hide = match &subject {
                Subject::Photo(id) if self.settings.hide_reported && ground.is_about_privacy() => {
                    self.photos.get(id).await?.filter(|kept| kept.record.state == State::Published)
                }
                _ => None,
            };
            // What staff looked at and let be public is not hidden again before they look once more.
            let is_looked_at = self.reports.of(&subject).await?.iter().any(|kept| kept.record.lets_public());
            let to_hide = to_hide.filter(|_| !is_looked_at);
            let now = self.now();
            let report = ReportRecord {
                v: REPORT_VERSION,
                hash: secret.hash(),
                subject: subject.clone(),
                ground,
                words: words.clone(),
                contact: contact.clone(),
                at: now,
                hid_at_once: to_hide.is_some(),
                rulings: Vec::new(),
                unknown: UnknownMembers::new(),
            };
            let own = key(report.hash);
            let mut put = vec![(own.clone(), records::write(&own, &report)?)];
            let mut expect = vec![Expectation::RecordAbsent(own)];
            if let Some(kept) = &to_hide {
                let mut photo = PhotoRecord::clone(&kept.record);
                photo.step(State::Hidden, Handle::site(), now, None);
                let key = photos::key(&photo.id);
                expect.push(Expectation::Revision(key.clone(), kept.revision));
                let body = records::write(&key, &photo)?;
                put.push((key, body));
            }
            // What the entry says beside its records is given to followers: nothing of the report.
            let gesture = Gesture { actor: None, name: "report", note: None, expect };
            if let Outcome::Done(_) = self.commit(put, Vec::new(), gesture).await? {
                return Ok(Reported { secret, is_hidden: to_hide.is_some() });
            }
        }
    }

    /// The report that this secret follows.
    ///
    /// # Errors
    /// [`LookError::Unknown`] when there is none.
    pub async fn report_of(&self, secret: &Secret) -> Result<ReportRecord, LookError> {
        self.reports.get(secret.hash()).await?.map(|kept| kept.record).ok_or(LookError::Unknown)
    }

    /// A part of a list of reports; nothing for who is no moderator.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for a reader who is no moderator.
    pub async fn reports(
        &self,
        reader: &Reader,
        list: ReportList,
        after: Option<&str>,
        limit: usize,
    ) -> Result<ReportPage, LookError> {
        if !reader.is_at_least(Role::Moderator) {
            return Err(LookError::Unknown);
        }
        Ok(self.reports.list(list, after, limit).await?)
    }

    /// How many reports a list has.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn report_count(&self, list: ReportList) -> Result<u64, StoreFault> {
        Ok(u64::try_from(self.reports.count(list).await?).unwrap_or(u64::MAX))
    }

    /// The reports by which a photo was hidden, withdrawn or restored, newest first, for its contributor and moderators.
    /// Their words and contacts are for moderators alone.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn statements(&self, reader: &Reader, photo: &PhotoRecord) -> Result<Vec<ReportRecord>, StoreFault> {
        if !reader.is_involved(photo) {
            return Ok(Vec::new());
        }
        let reports = self.reports.of(&Subject::Photo(photo.id.clone())).await?.into_iter().map(|kept| kept.record);
        let mut told: Vec<ReportRecord> = reports.filter(ReportRecord::concerns_contributor).collect();
        if !reader.is_at_least(Role::Moderator) {
            for report in &mut told {
                report.words.clear();
                report.contact = None;
                report.unknown.clear();
            }
        }
        Ok(told)
    }

    /// The same for several photos of one contributor: those photos that were hidden or withdrawn, or were public before.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn statements_of<'a>(
        &self,
        reader: &Reader,
        photos: impl Iterator<Item = &'a PhotoRecord>,
    ) -> Result<BTreeMap<PhotoId, Vec<ReportRecord>>, StoreFault> {
        let mut told = BTreeMap::new();
        for photo in photos {
            // Most photos were never hidden, and never withdrawn: nothing is looked up for them.
            let was_hidden = photo.steps.iter().any(|step| step.state == State::Hidden);
            if (was_hidden || photo.state == State::Withdrawn) && !told.contains_key(&photo.id) {
                told.insert(photo.id.clone(), self.statements(reader, photo).await?);
            }
        }
        Ok(told)
    }

    /// A moderator decides on a report as they saw it: `seen` is its revision then, when they say so.
    ///
    /// # Errors
    /// [`RulingError`]; nothing was changed.
    pub async fn rule(
        &self,
        reader: &Reader,
        hash: ContentHash,
        ruling: NewRuling,
        seen: Option<u64>,
    ) -> Result<Kept<ReportRecord>, RulingError> {
        let who = reader.handle().filter(|_| reader.is_at_least(Role::Moderator)).ok_or(RulingError::Unknown)?;
        let Kept { revision, mut record } = self.reports.get(hash).await?.ok_or(RulingError::Unknown)?;
        if seen.is_some_and(|seen| seen != revision) {
            return Err(RulingError::Stale);
        }
        let now = self.now();
        let NewRuling { verdict, reason, .. } = ruling.clone();
        record.rulings.push(Ruling { verdict, by: who.clone(), at: now, reason: reason.clone() });
        let own = key(hash);
        let mut expect = vec![Expectation::Revision(own.clone(), revision)];
        let mut put = vec![(own.clone(), records::write(&own, &record)?)];
        // A reason is public where it becomes a step of the photo, and private where only the report has it.
        let mut note = None;
        let kept = match &record.subject {
            Subject::Photo(id) => self.photos.get(id).await?,
            Subject::Person(_) => None,
        };
        if let Some(kept) = kept {
            if let Some(next) = ruling.leads_to(kept.record.state)? {
                let mut photo = PhotoRecord::clone(&kept.record);
                if next == State::Withdrawn && ruling.forget_words {
                    photo.forget_words();
                }
                let key = photos::key(&photo.id);
                expect.push(Expectation::Revision(key.clone(), kept.revision));
                if next == State::Published {
                    expect.push(Expectation::Unclaimed(photos::public_bytes(photo.original.blake3)));
                }
                photo.step(next, who.clone(), now, Some(reason.clone()));
                let body = records::write(&key, &photo)?;
                put.push((key, body));
                note = Some(reason);
            }
        } else if verdict != Verdict::Keep {
            return Err(RulingError::WrongState);
        }
        let name = match verdict {
            Verdict::Keep => "keep-reported",
            Verdict::Hide => "hide-reported",
            Verdict::Withdraw => "withdraw-reported",
            Verdict::Restore => "restore-reported",
        };
        match self.commit(put, Vec::new(), Gesture { actor: Some(who), name, note, expect }).await? {
            Outcome::Done(revision) => Ok(Kept { revision, record }),
            Outcome::Conflict(Expectation::Unclaimed(_)) => match &record.subject {
                Subject::Photo(id) => Err(self.published_instead(id).await?),
                Subject::Person(_) => Err(RulingError::Stale),
            },
            Outcome::Conflict(_) => Err(RulingError::Stale),
        }
    }

    /// Why a photo is not restored: the public photo of the same bytes.
    async fn published_instead(&self, id: &PhotoId) -> Result<RulingError, StoreFault> {
        let hidden = self.photos.get(id).await?;
        let other = match hidden {
            Some(kept) => self.photos.public(kept.record.original.blake3).await?,
            None => None,
        };
        Ok(other.map_or(RulingError::Stale, |other| RulingError::AlreadyPublished(other.record.id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_says_why() {
        assert_eq!(NewRuling::parse("hide", " \n", false).err(), Some(UnclearDecision::ReasonMissing));
        assert_eq!(NewRuling::parse("delete", "Non.", false).err(), Some(UnclearDecision::Unknown));
        assert!(NewRuling::parse("keep", "C’est une rue.", false).is_ok());
    }

    #[test]
    fn what_is_offered_is_what_can_be_done() {
        for state in [State::Published, State::Hidden, State::Withdrawn] {
            for verdict in Verdict::ALL {
                let ruling = NewRuling { verdict, reason: "why".to_owned(), forget_words: false };
                let is_offered = possible(Some(state)).contains(&verdict);
                assert_eq!(ruling.leads_to(state).is_ok(), is_offered, "{verdict:?} on {state:?}");
            }
        }
    }
}
