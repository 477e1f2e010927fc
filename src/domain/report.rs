//! A report: a reader says what is wrong with a photo or a person's page, and a moderator decides.

use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    hash::ContentHash,
    lengths,
    person::Handle,
    photo::PhotoId,
    stored::UnknownMembers,
    text::{self, TooLong, json_bytes},
};

/// The layout version that this code writes.
pub const REPORT_VERSION: u8 = 1;
/// The most bytes of the decisions of one report, of some 200 bytes each. The last ones stay, however long their reasons are.
const MOST_BYTES: usize = 8_000;
/// The bytes of a decision without its reason, at most.
const DECISION: usize = 150;

/// What a report is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// A photo, or the tombstone of one.
    Photo(PhotoId),
    /// A person's page.
    Person(Handle),
}

/// What a report says is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportReason {
    /// The reporter can be recognised and does not agree.
    PersonalImage,
    /// It shows a child.
    Minor,
    /// It shows where somebody lives.
    Place,
    /// The photo, or a work that it shows, is somebody else's.
    Rights,
    /// The photo names the wrong author.
    WrongAttribution,
    /// Its place, its date or its texts are wrong.
    WrongFacts,
    /// It breaks the law.
    Unlawful,
    /// Something else.
    Other,
}

/// A text that is not a report reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "reason is personal-image, minor, place, rights, wrong-attribution, wrong-facts, unlawful or other; for a person, rights, \
     wrong-facts, unlawful or other"
)]
pub struct UnknownReason;

impl ReportReason {
    /// All reasons, in the order of the form.
    pub const ALL: [Self; 8] = [
        Self::PersonalImage,
        Self::Minor,
        Self::Place,
        Self::Rights,
        Self::WrongAttribution,
        Self::WrongFacts,
        Self::Unlawful,
        Self::Other,
    ];

    /// The name in forms, the API and the journal.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PersonalImage => "personal-image",
            Self::Minor => "minor",
            Self::Place => "place",
            Self::Rights => "rights",
            Self::WrongAttribution => "wrong-attribution",
            Self::WrongFacts => "wrong-facts",
            Self::Unlawful => "unlawful",
            Self::Other => "other",
        }
    }

    /// Whether it is about somebody's privacy: each day that such a photo stays public may harm them.
    #[must_use]
    pub const fn is_about_privacy(self) -> bool {
        matches!(self, Self::PersonalImage | Self::Minor | Self::Place)
    }

    /// Whether it needs a text that explains it.
    #[must_use]
    pub const fn needs_text(self) -> bool {
        matches!(self, Self::WrongFacts | Self::Unlawful | Self::Other)
    }

    /// The reasons to report this subject. A person's page has a name and a list of photos: it shows no face and no home.
    pub fn of(subject: &Subject) -> impl Iterator<Item = Self> {
        let is_photo = matches!(subject, Subject::Photo(_));
        Self::ALL
            .into_iter()
            .filter(move |reason| is_photo || !(reason.is_about_privacy() || *reason == Self::WrongAttribution))
    }
}

impl FromStr for ReportReason {
    type Err = UnknownReason;

    fn from_str(text: &str) -> Result<Self, UnknownReason> {
        Self::ALL.into_iter().find(|reason| reason.name() == text).ok_or(UnknownReason)
    }
}

/// What a moderator decides on a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing changes.
    Keep,
    /// Only the photo's contributor and moderators see it, until a moderator decides again.
    Hide,
    /// The photo is withdrawn for good; a tombstone stays.
    Withdraw,
    /// A hidden photo is public again.
    Restore,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Keep, Self::Hide, Self::Withdraw, Self::Restore];

    /// The name in forms, the API and the journal.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Hide => "hide",
            Self::Withdraw => "withdraw",
            Self::Restore => "restore",
        }
    }
}

/// A verdict, with who gave it, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDecision {
    /// The verdict.
    #[serde(rename = "decision")]
    pub verdict: Verdict,
    /// The moderator.
    pub by: Handle,
    /// When.
    pub at: Timestamp,
    /// Why. The reporter reads it; so does the contributor of a photo that was hidden, withdrawn or restored.
    pub reason: String,
}

/// A report as the journal keeps it, withheld from followers of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportRecord {
    /// The version of this layout.
    pub v: u8,
    /// BLAKE3 of the secret in the address at which its reporter follows it. The secret has 256 random bits, so a fast
    /// hash is enough.
    pub hash: ContentHash,
    /// What it is about.
    #[serde(flatten)]
    pub subject: Subject,
    /// What is wrong.
    pub reason: ReportReason,
    /// The reporter's text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// How to reach the reporter, if they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// When it was made.
    pub at: Timestamp,
    /// Whether it hid its photo at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden_at_once: bool,
    /// The decisions, oldest first: the last ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<ReportDecision>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

impl ReportRecord {
    /// Adds a decision. Of earlier ones, those that have room stay, and the last one that changed who sees the photo; all stand
    /// in the journal.
    pub fn keep_decision(&mut self, decision: ReportDecision) {
        self.decisions.push(decision);
        let is_over = |decisions: &[ReportDecision]| {
            decisions.iter().map(|kept| json_bytes(&kept.reason).saturating_add(DECISION)).sum::<usize>() > MOST_BYTES
        };
        while is_over(&self.decisions) {
            let acting = self.decisions.iter().rposition(|kept| kept.verdict != Verdict::Keep);
            let last = self.decisions.len().saturating_sub(1);
            let Some(oldest) = (0..last).find(|place| Some(*place) != acting) else { return };
            self.decisions.remove(oldest);
        }
    }

    /// Whether it waits for a decision.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.decisions.is_empty()
    }

    /// The latest decision.
    #[must_use]
    pub fn last_decision(&self) -> Option<&ReportDecision> {
        self.decisions.last()
    }

    /// Whether a moderator decided that its photo is public.
    #[must_use]
    pub fn lets_public(&self) -> bool {
        self.last_decision().is_some_and(|decision| matches!(decision.verdict, Verdict::Keep | Verdict::Restore))
    }

    /// Whether the contributor of its photo is told about it: it hid the photo, or a decision changed who sees it.
    #[must_use]
    pub fn concerns_contributor(&self) -> bool {
        self.hidden_at_once || self.decisions.iter().any(|decision| decision.verdict != Verdict::Keep)
    }
}

/// How to reach a reporter: an e-mail address or a telephone number, on one line, as they wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Contact(String);

impl Contact {
    /// Parses a contact of at most [`lengths::CONTACT`] characters; blank is none.
    ///
    /// # Errors
    /// [`TooLong`].
    pub fn parse(text: &str) -> Result<Option<Self>, TooLong> {
        let clean = text::clean_line(text);
        text::within(&clean, lengths::CONTACT)?;
        Ok(Some(clean).filter(|clean| !clean.is_empty()).map(Self))
    }

    /// The contact as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are the same, whatever their case.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_report_keeps_its_values_and_the_members_of_later_versions() {
        let hash = "d77fb18ee9518cd2ab55f4e809b906e8be3baa05fa06f8082e45171b51829275";
        for subject in [("photo", "m2v89dns"), ("person", "anne")] {
            let written = json!({
                "v": 1, "hash": hash, subject.0: subject.1, "reason": "other", "text": "Pas lui.",
                "at": "2026-11-24T11:56:30Z", "later": { "a": 1 },
                "decisions": [{ "decision": "keep", "by": "mona", "at": "2026-11-24T12:56:30Z", "reason": "C’est lui." }],
            });
            let report: ReportRecord = serde_json::from_str(&written.to_string()).unwrap();
            assert_eq!(serde_json::to_value(&report).unwrap(), written);
            assert!(!report.is_open() && report.lets_public() && !report.concerns_contributor());
        }
    }

    #[test]
    fn a_persons_page_has_fewer_reasons_than_a_photo() {
        let person = Subject::Person("anne".parse().unwrap());
        let reasons: Vec<&str> = ReportReason::of(&person).map(ReportReason::name).collect();
        assert_eq!(reasons, ["rights", "wrong-facts", "unlawful", "other"]);
        assert_eq!("minor".parse(), Ok(ReportReason::Minor));
        assert_eq!("Minor".parse::<ReportReason>(), Err(UnknownReason));
    }

    #[test]
    fn a_contact_is_one_line_and_its_case_does_not_matter() {
        let contact = |text| Contact::parse(text).unwrap();
        assert_eq!(contact("  "), None);
        assert!(contact("Soizic@Example.org ").unwrap().is_same(&contact("soizic@example.org").unwrap()));
        assert!(Contact::parse(&"a".repeat(lengths::CONTACT + 1)).is_err());
    }
}
