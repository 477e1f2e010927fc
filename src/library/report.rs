//! Reports of a photo or of a person's page, and the decisions on them.
//!
//! 1. **report**: anybody makes a report, without an account. It is entered in a private space. Where the configuration says
//!    so, a photo reported for somebody's privacy is hidden in the same entry;
//! 2. **follow**: the reporter reads the decisions at a secret address;
//! 3. **decide**: a moderator keeps, hides, withdraws or restores, always with a reason. The report and the photo change in one
//!    entry;
//! 4. **state the reasons**: the contributor reads why their photo was hidden or withdrawn.

use std::collections::BTreeMap;

use super::{
    Library, StoreFault, browse::LookError, change::Gesture, idempotency::IdempotencyKey, review::UnclearDecision,
    sessions::Secret,
};
use crate::{
    catalog::{
        CatalogError, photos, records,
        reports::{self, ReportList, ReportPage},
        store::{Expectation, Outcome},
    },
    domain::{
        hash::ContentHash,
        lengths,
        person::{Handle, Role},
        photo::{PhotoId, PhotoRecord, State},
        reader::{Reader, Sight},
        report::{
            Contact, REPORT_VERSION, ReportDecision, ReportReason, ReportRecord, Subject, UnknownReason, Verdict,
        },
        stored::{Stored, UnknownMembers},
        text,
    },
};

pub use crate::catalog::reports::ReportList as List;

/// The most reports of one subject that wait for a decision: a moderator learns nothing from more of them.
const MOST_OPEN: usize = 100;

/// A report before it is made.
#[derive(Clone, Debug)]
pub struct NewReport {
    subject: Subject,
    reason: ReportReason,
    text: String,
    contact: Option<Contact>,
}

/// What is wrong with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnclearReport {
    /// Not a reason to report this subject.
    #[error(transparent)]
    Reason(#[from] UnknownReason),
    /// This reason needs a text.
    #[error("this reason needs a text that explains it")]
    TextMissing,
    /// The text is too long.
    #[error("the text of a report has at most {} characters", lengths::REASON)]
    TextTooLong,
    /// The contact is too long.
    #[error("a contact has at most {} characters", lengths::CONTACT)]
    ContactTooLong,
}

impl NewReport {
    /// Parses a report as the form and the API send it.
    ///
    /// # Errors
    /// Every [`UnclearReport`] that applies, at least one.
    pub fn parse(subject: Subject, reason: &str, text: &str, contact: &str) -> Result<Self, Vec<UnclearReport>> {
        let possible = |reason: &ReportReason| ReportReason::of(&subject).any(|possible| possible == *reason);
        let reason = reason.parse().ok().filter(possible);
        let text = text::clean_block(text);
        let contact = Contact::parse(contact);
        let needs_text = reason.is_some_and(ReportReason::needs_text);
        match (reason, contact) {
            (Some(reason), Ok(contact))
                if text::within(&text, lengths::REASON).is_ok() && !(needs_text && text.is_empty()) =>
            {
                Ok(Self { subject, reason, text, contact })
            }
            (reason, contact) => {
                let unclear = [
                    reason.is_none().then_some(UnclearReport::Reason(UnknownReason)),
                    (needs_text && text.is_empty()).then_some(UnclearReport::TextMissing),
                    text::within(&text, lengths::REASON).is_err().then_some(UnclearReport::TextTooLong),
                    contact.is_err().then_some(UnclearReport::ContactTooLong),
                ];
                Err(unclear.into_iter().flatten().collect())
            }
        }
    }
}

impl NewReport {
    /// Whether a report says this.
    fn is_of(&self, report: &ReportRecord) -> bool {
        let Self { subject, reason, text, contact } = self;
        (subject, reason, text, contact) == (&report.subject, &report.reason, &report.text, &report.contact)
    }
}

/// A report that was made.
pub struct Reported {
    /// The secret of the address at which its reporter follows it.
    pub secret: Secret,
    /// Whether the report hid its photo.
    pub is_hidden: bool,
}

/// Why a report was not made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The subject is not there for this reader.
    #[error(transparent)]
    Look(#[from] LookError),
    /// Too many reports of this subject wait for a decision.
    #[error("{MOST_OPEN} reports of this subject wait for a decision")]
    TooManyOpen,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for ReportError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

/// Why a decision was not made.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// The reader is not a moderator, or there is no such report: one answer for both.
    #[error("no such report")]
    Unknown,
    /// The decision is invalid.
    #[error(transparent)]
    Unclear(#[from] UnclearDecision),
    /// The state of the photo does not allow this verdict.
    #[error("the state of the photo does not allow this verdict")]
    WrongState,
    /// The same bytes were published meanwhile.
    #[error("the same photo is public already: {0}")]
    AlreadyPublished(PhotoId),
    /// Somebody decided on the report, or changed the photo, meanwhile.
    #[error("the report was decided on meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for DecideError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

/// A decision before it is made.
#[derive(Clone, Debug)]
pub struct NewDecision {
    verdict: Verdict,
    reason: String,
    /// Whether a withdrawal also removes the photo's texts and names.
    forget_words: bool,
}

impl NewDecision {
    /// Parses a decision as the form and the API send it. Every decision needs a reason.
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

    /// The next state of a photo in this state; `None` when it stays as it is.
    fn leads_to(&self, state: State) -> Result<Option<State>, DecideError> {
        match (self.verdict, state) {
            (Verdict::Hide, State::Published) => Ok(Some(State::Hidden)),
            (Verdict::Restore, State::Hidden) => Ok(Some(State::Published)),
            (Verdict::Withdraw, State::Published | State::Hidden) => Ok(Some(State::Withdrawn)),
            (Verdict::Hide, State::Hidden) => Ok(None),
            (Verdict::Keep, state) if state != State::Hidden => Ok(None),
            _ => Err(DecideError::WrongState),
        }
    }
}

/// The verdicts that are possible for a photo in this state; without a state, for a person's page.
#[must_use]
pub fn possible(state: Option<State>) -> &'static [Verdict] {
    match state {
        Some(State::Published) => &[Verdict::Keep, Verdict::Hide, Verdict::Withdraw],
        Some(State::Hidden) => &[Verdict::Restore, Verdict::Hide, Verdict::Withdraw],
        _ => &[Verdict::Keep],
    }
}

impl Library {
    /// The photo that this reader may report, or its tombstone; nothing for a person's page.
    ///
    /// # Errors
    /// [`LookError::Unknown`] when this reader sees nothing there.
    pub async fn reportable(&self, reader: &Reader, subject: &Subject) -> Result<Option<PhotoRecord>, LookError> {
        match subject {
            Subject::Photo(id) => {
                let stored = self.photos.get(id).await?.ok_or(LookError::Unknown)?;
                match reader.sight_of(&stored.record) {
                    Sight::Whole | Sight::Tombstone => Ok(Some(PhotoRecord::clone(&stored.record))),
                    Sight::Nothing => Err(LookError::Unknown),
                }
            }
            Subject::Person(handle) => match self.people.get(handle).await? {
                Some(_) => Ok(None),
                None => Err(LookError::Unknown),
            },
        }
    }

    /// Makes a report. Nothing about the reporter is stored but what they write. A request with the
    /// key of an earlier one, which says the same, gives the report that was made then.
    ///
    /// # Errors
    /// [`ReportError`]; nothing was changed.
    pub async fn report(
        &self,
        reader: &Reader,
        new: NewReport,
        key: Option<IdempotencyKey>,
    ) -> Result<Reported, ReportError> {
        let mut secret = key.map_or_else(|| Secret::from_chance(self.chance()), IdempotencyKey::secret);
        loop {
            // In the loop: a request with the same key may commit in between.
            if let Some(stored) = self.reports.get(secret.hash()).await? {
                if new.is_of(&stored.record) {
                    return Ok(Reported { secret, is_hidden: stored.record.hidden_at_once });
                }
                secret = Secret::from_chance(self.chance());
            }
            let NewReport { subject, reason, text, contact } = new.clone();
            self.reportable(reader, &subject).await?;
            let earlier = self.reports.of(&subject).await?;
            if earlier.iter().filter(|report| report.record.is_open()).count() >= MOST_OPEN {
                return Err(ReportError::TooManyOpen);
            }
            // A photo that a moderator decided to leave public is not hidden by another report.
            let may_hide = self.settings().hide_reported
                && reason.is_about_privacy()
                && !earlier.iter().any(|report| report.record.lets_public());
            let to_hide = match &subject {
                Subject::Photo(id) if may_hide => {
                    self.photos.get(id).await?.filter(|stored| stored.record.state == State::Published)
                }
                _ => None,
            };
            let now = self.now();
            let report = ReportRecord {
                v: REPORT_VERSION,
                hash: secret.hash(),
                subject,
                reason,
                text,
                contact,
                at: now,
                hidden_at_once: to_hide.is_some(),
                decisions: Vec::new(),
                unknown: UnknownMembers::new(),
            };
            let own = reports::key(report.hash);
            let mut put = vec![(own.clone(), records::write(&own, &report)?)];
            let mut expect = vec![Expectation::RecordAbsent(own)];
            if let Some(stored) = &to_hide {
                let mut photo = PhotoRecord::clone(&stored.record);
                photo.step(State::Hidden, Handle::site(), now, None);
                let key = photos::key(&photo.id);
                expect.push(Expectation::Revision(key.clone(), stored.revision));
                let body = records::write(&key, &photo)?;
                put.push((key, body));
            }
            // Followers of the journal read the note: it says nothing about the report.
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
        self.reports.get(secret.hash()).await?.map(|stored| stored.record).ok_or(LookError::Unknown)
    }

    /// A part of a list of reports, for moderators.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for other readers.
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

    /// The length of a list of reports.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn report_count(&self, list: ReportList) -> Result<u64, StoreFault> {
        Ok(u64::try_from(self.reports.count(list).await?).unwrap_or(u64::MAX))
    }

    /// The reports by which a photo was hidden, withdrawn or restored, newest first, for its contributor and moderators.
    /// Only moderators get their text and contact.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn statements(&self, reader: &Reader, photo: &PhotoRecord) -> Result<Vec<ReportRecord>, StoreFault> {
        // Most photos were never hidden nor withdrawn: their reports are not looked up.
        let was_hidden = photo.earlier_steps > 0 || photo.steps.iter().any(|step| step.state == State::Hidden);
        if !reader.is_involved(photo) || !(was_hidden || photo.state == State::Withdrawn) {
            return Ok(Vec::new());
        }
        let reports = self.reports.of(&Subject::Photo(photo.id.clone())).await?.into_iter().map(|stored| stored.record);
        let mut told: Vec<ReportRecord> = reports.filter(ReportRecord::concerns_contributor).collect();
        if !reader.is_at_least(Role::Moderator) {
            for report in &mut told {
                report.text.clear();
                report.contact = None;
                report.unknown.clear();
            }
        }
        Ok(told)
    }

    /// The same for several photos; those without statements are left out.
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
            let statements = self.statements(reader, photo).await?;
            if !statements.is_empty() {
                told.insert(photo.id.clone(), statements);
            }
        }
        Ok(told)
    }

    /// Records a moderator's decision on a report as they saw it: `seen` is its revision then, when they say so.
    ///
    /// # Errors
    /// [`DecideError`]; nothing was changed.
    pub async fn decide(
        &self,
        reader: &Reader,
        hash: ContentHash,
        new: NewDecision,
        seen: Option<u64>,
    ) -> Result<Stored<ReportRecord>, DecideError> {
        let who = reader.handle().filter(|_| reader.is_at_least(Role::Moderator)).ok_or(DecideError::Unknown)?;
        let Stored { revision, mut record } = self.reports.get(hash).await?.ok_or(DecideError::Unknown)?;
        if seen.is_some_and(|seen| seen != revision) {
            return Err(DecideError::Stale);
        }
        let now = self.now();
        let verdict = new.verdict;
        record.keep_decision(ReportDecision { verdict, by: who.clone(), at: now, reason: new.reason.clone() });
        let own = reports::key(hash);
        let mut expect = vec![Expectation::Revision(own.clone(), revision)];
        let mut put = vec![(own.clone(), records::write(&own, &record)?)];
        let photo = match &record.subject {
            Subject::Photo(id) => self.photos.get(id).await?,
            Subject::Person(_) => None,
        };
        let mut note = None;
        if let Some(stored) = photo {
            if let Some(next) = new.leads_to(stored.record.state)? {
                let mut photo = PhotoRecord::clone(&stored.record);
                if next == State::Withdrawn && new.forget_words {
                    photo.forget_words();
                }
                let key = photos::key(&photo.id);
                expect.push(Expectation::Revision(key.clone(), stored.revision));
                if next == State::Published {
                    let hashes = photo.file_hashes().map(photos::public_bytes);
                    expect.extend(hashes.map(Expectation::Unclaimed));
                }
                // A tombstone shows its reason to everyone. Other reasons stay in the report, which is private.
                note = (next == State::Withdrawn).then(|| new.reason.clone());
                photo.step(next, who.clone(), now, note.clone());
                let body = records::write(&key, &photo)?;
                put.push((key, body));
            }
        } else if verdict != Verdict::Keep {
            return Err(DecideError::WrongState);
        }
        let name = match verdict {
            Verdict::Keep => "keep-reported",
            Verdict::Hide => "hide-reported",
            Verdict::Withdraw => "withdraw-reported",
            Verdict::Restore => "restore-reported",
        };
        match self.commit(put, Vec::new(), Gesture { actor: Some(who), name, note, expect }).await? {
            Outcome::Done(revision) => Ok(Stored { revision, record }),
            Outcome::Conflict(Expectation::Unclaimed(_)) => match &record.subject {
                Subject::Photo(id) => Err(self.published_instead(id).await?),
                Subject::Person(_) => Err(DecideError::Stale),
            },
            Outcome::Conflict(_) => Err(DecideError::Stale),
        }
    }

    /// Why a photo cannot be restored: the public photo of the same bytes.
    async fn published_instead(&self, id: &PhotoId) -> Result<DecideError, StoreFault> {
        let hidden = self.photos.get(id).await?;
        let other = match hidden {
            Some(stored) => self.photos.public(stored.record.original.blake3).await?,
            None => None,
        };
        Ok(other.map_or(DecideError::Stale, |other| DecideError::AlreadyPublished(other.record.id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_told_all_that_is_wrong_with_it() {
        let person = || Subject::Person(Handle::site());
        let parse = |reason, text, contact| NewReport::parse(person(), reason, text, contact).err();
        let long = "a".repeat(lengths::REASON.saturating_add(1));
        assert_eq!(parse("rights", "", ""), None);
        assert_eq!(parse("other", " ", ""), Some(vec![UnclearReport::TextMissing]));
        assert_eq!(
            parse("minor", &long, &long),
            Some(vec![UnclearReport::Reason(UnknownReason), UnclearReport::TextTooLong, UnclearReport::ContactTooLong])
        );
    }

    #[test]
    fn a_decision_needs_a_reason() {
        assert_eq!(NewDecision::parse("hide", " \n", false).err(), Some(UnclearDecision::ReasonMissing));
        assert_eq!(NewDecision::parse("delete", "Non.", false).err(), Some(UnclearDecision::Unknown));
        assert!(NewDecision::parse("keep", "C’est une rue.", false).is_ok());
    }

    #[test]
    fn the_possible_verdicts_are_those_that_a_state_allows() {
        for state in [State::Published, State::Hidden, State::Withdrawn] {
            for verdict in Verdict::ALL {
                let new = NewDecision { verdict, reason: "why".to_owned(), forget_words: false };
                let is_possible = possible(Some(state)).contains(&verdict);
                assert_eq!(new.leads_to(state).is_ok(), is_possible, "{verdict:?} on {state:?}");
            }
        }
    }
}
