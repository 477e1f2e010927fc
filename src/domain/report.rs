//! A report: somebody says what is wrong with a photo or a person's page, and staff decide.

use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    hash::ContentHash,
    kept::UnknownMembers,
    lengths,
    person::Handle,
    photo::PhotoId,
    text::{self, TooLong},
};

/// The layout version that this code writes.
pub const REPORT_VERSION: u8 = 1;

/// What a report is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// A photo, or the tombstone of one.
    Photo(PhotoId),
    /// A person's page.
    Person(Handle),
}

/// What is said to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The reporter can be recognised and does not agree.
    PersonalImage,
    /// It shows a child.
    Minor,
    /// It shows where somebody lives.
    Place,
    /// The photo, or a work that it shows, is somebody else's.
    Rights,
    /// The author named is not the author.
    WrongAttribution,
    /// Its place, date or words are wrong.
    WrongFacts,
    /// It breaks the law.
    Unlawful,
    /// Something else.
    Other,
}

/// A text that is no ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a ground is personal-image, minor, place, rights, wrong-attribution, wrong-facts, unlawful or other; the first three \
     and wrong-attribution are for photos"
)]
pub struct UnknownGround;

impl Ground {
    /// Every ground on which a photo can be reported, in the order in which the form asks.
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

    /// Whether it is about somebody's private life: each day that such a photo stays public may harm them.
    #[must_use]
    pub const fn is_about_privacy(self) -> bool {
        matches!(self, Self::PersonalImage | Self::Minor | Self::Place)
    }

    /// Whether it says too little without words.
    #[must_use]
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::WrongFacts | Self::Unlawful | Self::Other)
    }

    /// The grounds on which this subject can be reported: a page with a name and a list of photos shows no face and no home.
    pub fn of(subject: &Subject) -> impl Iterator<Item = Self> {
        let is_photo = matches!(subject, Subject::Photo(_));
        Self::ALL
            .into_iter()
            .filter(move |ground| is_photo || !(ground.is_about_privacy() || *ground == Self::WrongAttribution))
    }
}

impl FromStr for Ground {
    type Err = UnknownGround;

    fn from_str(text: &str) -> Result<Self, UnknownGround> {
        Self::ALL.into_iter().find(|ground| ground.name() == text).ok_or(UnknownGround)
    }
}

/// What staff decide on a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// What was reported stays as it is.
    Keep,
    /// The photo is hidden from everybody but its contributor and staff, until staff decide again.
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

/// A verdict with who gave it, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// What was decided.
    pub verdict: Verdict,
    /// Who decided.
    pub by: Handle,
    /// When.
    pub at: Timestamp,
    /// Why: the reporter reads it, and so does the contributor of the photo where it was hidden, withdrawn or restored.
    pub reason: String,
}

/// A report as the journal keeps it. It is never given to a follower of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportRecord {
    /// The version of this layout.
    pub v: u8,
    /// BLAKE3 of the secret in the address where its reporter follows it. The secret has 256 random bits, so a fast hash is
    /// enough.
    pub hash: ContentHash,
    /// What it is about.
    #[serde(flatten)]
    pub subject: Subject,
    /// What is said to be wrong.
    pub ground: Ground,
    /// The reporter's own words; perhaps empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// How the reporter can be reached, if they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// When it was made.
    pub at: Timestamp,
    /// Whether it hid its photo at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hid_at_once: bool,
    /// What staff decided, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rulings: Vec<Ruling>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

impl ReportRecord {
    /// Whether nobody has decided on it yet.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.rulings.is_empty()
    }

    /// What was decided last.
    #[must_use]
    pub fn last_ruling(&self) -> Option<&Ruling> {
        self.rulings.last()
    }

    /// Whether staff looked at its photo and let it be public.
    #[must_use]
    pub fn lets_public(&self) -> bool {
        self.last_ruling().is_some_and(|ruling| matches!(ruling.verdict, Verdict::Keep | Verdict::Restore))
    }

    /// Whether its photo's contributor is told of it: it hid the photo, or a verdict changed who sees it.
    #[must_use]
    pub fn concerns_contributor(&self) -> bool {
        self.hid_at_once || self.rulings.iter().any(|ruling| ruling.verdict != Verdict::Keep)
    }
}

/// How a reporter can be reached: an address or a number on one line, as they wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Contact(String);

impl Contact {
    /// Cleans a contact from outside, of at most [`lengths::CONTACT`] characters; blank is none.
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

    /// Whether both are the same address, however their letters are written.
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
    fn a_report_reads_back_as_it_was_written_with_what_a_later_version_added() {
        let hash = "d77fb18ee9518cd2ab55f4e809b906e8be3baa05fa06f8082e45171b51829275";
        for subject in [("photo", "m2v89dns"), ("person", "anne")] {
            let written = json!({
                "v": 1, "hash": hash, subject.0: subject.1, "ground": "other", "words": "Pas lui.",
                "at": "2026-11-24T11:56:30Z", "later": { "a": 1 },
                "rulings": [{ "verdict": "keep", "by": "mona", "at": "2026-11-24T12:56:30Z", "reason": "C’est lui." }],
            });
            let report: ReportRecord = serde_json::from_str(&written.to_string()).unwrap();
            assert_eq!(serde_json::to_value(&report).unwrap(), written);
            assert!(!report.is_open() && report.lets_public() && !report.concerns_contributor());
        }
    }

    #[test]
    fn a_page_of_a_person_is_not_reported_for_what_only_a_photo_shows() {
        let person = Subject::Person("anne".parse().unwrap());
        let grounds: Vec<&str> = Ground::of(&person).map(Ground::name).collect();
        assert_eq!(grounds, ["rights", "wrong-facts", "unlawful", "other"]);
        assert_eq!("minor".parse(), Ok(Ground::Minor));
        assert_eq!("Minor".parse::<Ground>(), Err(UnknownGround));
    }

    #[test]
    fn a_contact_is_one_line_and_the_same_in_other_letters() {
        let contact = |text| Contact::parse(text).unwrap();
        assert_eq!(contact("  "), None);
        assert!(contact("Soizic@Example.org ").unwrap().is_same(&contact("soizic@example.org").unwrap()));
        assert!(Contact::parse(&"a".repeat(lengths::CONTACT + 1)).is_err());
    }
}
