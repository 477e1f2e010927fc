//! A photo: its identity, its states, what is known of it.

mod field;
mod fit;
mod grants;
mod id;
mod replacement;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    arrival::Arrival,
    credit::CreditEntry,
    direction::Direction,
    edit::Edit,
    grant::{Declared, Grant},
    group::Groups,
    hash::{ContentHash, Sha256},
    licence::LicenceId,
    link::Link,
    person::Handle,
    place::{Place, Precision},
    stored::UnknownMembers,
    suggestions::Suggestions,
    tag::Tag,
    taken::Taken,
};

pub use super::{
    author::Author,
    photo_text::{AltText, AuthorName, Description, Title},
    provenance::{Provenance, UnknownSource},
};
pub use id::{NotAPhotoId, PhotoId};
pub use replacement::{EarlierFile, FileDecision, Replacement};

/// The state of a photo between its contributor and the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Not submitted yet by its contributor.
    Draft,
    /// Waiting for a moderator.
    Submitted,
    /// Sent back to its contributor with a reason.
    ChangeRequested,
    /// Public.
    Published,
    /// Not accepted, with a reason.
    Refused,
    /// Removed after publication: a tombstone stays at its address.
    Withdrawn,
    /// Reported while it was public, and hidden until a moderator restores or withdraws it. Programs older than this
    /// state cannot read such a photo, and show it to nobody.
    Hidden,
}

impl State {
    /// The name in the API and the journal.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::ChangeRequested => "change-requested",
            Self::Published => "published",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Hidden => "hidden",
        }
    }

    /// Whether a photo may go from this state to that one.
    #[must_use]
    pub const fn leads_to(self, next: Self) -> bool {
        use State::{ChangeRequested, Draft, Hidden, Published, Refused, Submitted, Withdrawn};
        matches!(
            (self, next),
            (Draft | ChangeRequested, Submitted | Published)
                | (Submitted, Published | ChangeRequested | Refused | Draft)
                // Once corrected it may be reviewed again; it is never public without a review.
                | (Refused, Submitted)
                // Published without review, and then reviewed; or hidden after a report, and restored.
                | (Published | Hidden, Published)
                | (Published | Draft | Submitted | ChangeRequested | Refused | Hidden, Withdrawn)
                | (Published, Hidden)
        )
    }
}

/// A change of state: who, when, why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The state reached.
    pub state: State,
    /// Who decided.
    pub actor: Handle,
    /// When.
    pub at: Timestamp,
    /// The text that goes with it: a moderator's reason, which its contributor reads, or the contributor's answer to
    /// one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The original as received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// The identity of its bytes.
    pub blake3: ContentHash,
    /// The alias of the same bytes.
    pub sha256: Sha256,
    /// Its weight in bytes.
    pub bytes: u64,
    /// Its type by magic bytes, such as `image/jpeg`.
    pub media_type: String,
    /// Width in pixels of the picture as seen.
    pub width: u32,
    /// Height in pixels of the picture as seen.
    pub height: u32,
    /// The hash of the decoded pixels: the same image in another file.
    pub pixels: ContentHash,
    /// The perceptual hash: advice only.
    pub look: u64,
}

/// The camera and its settings (EXIF 2.32 §4.6.5), as people read them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Camera {
    /// Maker.
    pub make: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Lens.
    pub lens: Option<String>,
    /// F-number, as `f/8`.
    pub aperture: Option<String>,
    /// Exposure time in seconds, as `1/250`.
    pub exposure: Option<String>,
    /// ISO sensitivity.
    pub iso: Option<String>,
    /// Focal length in millimetres.
    pub focal_length: Option<String>,
}

impl Camera {
    /// Maker and model as people name them: many models begin with their maker's name already.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        match (&self.make, &self.model) {
            (Some(make), Some(model)) => {
                let first = |text: &str| text.split_whitespace().next().unwrap_or_default().to_lowercase();
                Some(if first(make) == first(model) { model.clone() } else { format!("{make} {model}") })
            }
            (make, model) => make.as_ref().or(model.as_ref()).cloned(),
        }
    }
}

/// A derived size that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// Its name among the sizes: the long edge asked for, in pixels.
    pub edge: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Weight in bytes.
    pub bytes: u64,
}

/// A photo as the journal keeps it, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhotoRecord {
    /// The version of this layout.
    pub v: u8,
    /// Its public name.
    pub id: PhotoId,
    /// Who gave it.
    pub contributor: Handle,
    /// The groups it was given in or is gathered in: their members may see it before it is public
    /// ([`Reader::sight_of`](super::reader::Reader::sight_of)).
    #[serde(default, skip_serializing_if = "Groups::is_empty")]
    pub groups: Groups,
    /// Its state.
    pub state: State,
    /// Its changes of state, oldest first: the last ones, each with its reason as far as there is room ([`fit`](Self::fit)).
    pub steps: Vec<Step>,
    /// How many changes of state it had before those: they stand in the journal alone.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub earlier_steps: usize,
    /// Its title.
    pub title: Option<Title>,
    /// Its description.
    pub description: Option<Description>,
    /// Its text alternative.
    pub alt: Option<AltText>,
    /// Who is credited.
    pub author: Author,
    /// Whether the author asked not to be named (CC BY 4.0 §3(a)(3)): the name stays in the journal, and is not shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub author_withheld: bool,
    /// Whether its texts and names were erased to protect a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
    /// Where the right to give it comes from.
    pub source: Provenance,
    /// Which archive it comes from, if it does: its name, the fonds, the shelf mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// Licences granted, oldest first; never edited, only added to.
    pub grants: Vec<Grant>,
    /// When its contributor, asked about what its file says of its rights, answered that they may give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vouched: Option<Timestamp>,
    /// What staff changed of its credit and of what protects a person, and the contributor's contests, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credit_ledger: Vec<CreditEntry>,
    /// Which fields others changed, oldest first: the last twenty times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// When its contributor, asked about a place and a position far from one another, answered that both are right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_confirmed: Option<Timestamp>,
    /// How its file arrived, for its contributor only; empty once it is public.
    #[serde(default, skip_serializing_if = "Arrival::is_unknown")]
    pub arrival: Arrival,
    /// Tags, in the order given.
    pub tags: Vec<Tag>,
    /// When it was taken, as far as known.
    pub taken: Option<Taken>,
    /// Where it was taken, and how precisely that is published.
    pub place: Option<Place>,
    /// In which direction it looks, by its file; public with the exact position alone
    /// ([`public_direction`](Self::public_direction)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The original.
    pub original: Original,
    /// The files that it had before, oldest first: they are kept, and their hashes still name it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierFile>,
    /// The file that is to take the place of its own, for its contributor and for moderators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<Box<Replacement>>,
    /// What moderators decided on such files, oldest first: the last five.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub file_decisions: Vec<FileDecision>,
    /// The camera and its settings, from the file.
    pub camera: Camera,
    /// The sizes made of it.
    pub renditions: Vec<Rendition>,
    /// The dominant colour, as `#rrggbb`.
    pub dominant: String,
    /// What the file proposes.
    pub suggestions: Suggestions,
    /// When it was received.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// When it became public, if it ever did.
    pub published: Option<Timestamp>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

/// The layout version that this code writes.
pub const RECORD_VERSION: u8 = 1;

impl PhotoRecord {
    /// The licence in force: the latest one granted. Which of several is the freest would be a legal question.
    #[must_use]
    pub fn licence(&self) -> Option<LicenceId> {
        self.grants.last().map(|grant| grant.licence)
    }

    /// Erases its texts and names, to protect a person who asked for it. Its licences and hashes stay: they are what
    /// others were granted.
    pub fn forget_words(&mut self) {
        (self.author_withheld, self.erased) = (true, true);
        (self.title, self.description, self.alt, self.place) = (None, None, None, None);
        (self.archive, self.direction) = (None, None);
        self.tags.clear();
        self.credit_ledger.clear();
        self.edits.clear();
        self.file_decisions.clear();
        self.replacement = None;
        self.arrival = Arrival::default();
        // A batch links the photo to others of the same person.
        self.groups = Groups::NONE;
        // They may contain text too.
        self.unknown.clear();
    }

    /// Who is credited: nobody when the author asked not to be named.
    #[must_use]
    pub fn credited(&self) -> Author {
        if self.author_withheld {
            return Author::default();
        }
        Author { url: self.author.link().map(Link::into_iri), ..self.author.clone() }
    }

    /// Its contributor, where everyone may know: an author who gave their own photo and asked not to be named is not
    /// named as its contributor either, and a person who was forgotten is named nowhere.
    #[must_use]
    pub fn named_contributor(&self) -> Option<&Handle> {
        let is_named = !self.author_withheld || self.source != Provenance::Own;
        self.known_contributor().filter(|_| is_named)
    }

    /// Whose photo it is, where everyone may know: its contributor took it.
    #[must_use]
    pub fn author_account(&self) -> Option<&Handle> {
        self.named_contributor().filter(|_| self.source == Provenance::Own)
    }

    /// Who gave this photo of another author, where everyone may know.
    #[must_use]
    pub fn giver_account(&self) -> Option<&Handle> {
        self.named_contributor().filter(|_| self.source != Provenance::Own)
    }

    /// The direction in which it looks, as everyone may read it: beside an exact position only. With what the picture shows, it would
    /// lead from a rounded position to the window that the photo was taken from.
    #[must_use]
    pub fn public_direction(&self) -> Option<Direction> {
        let place = self.place.as_ref()?;
        self.direction.filter(|_| place.precision == Precision::Exact && place.coordinates.is_some())
    }

    /// Who gave it, unless they were forgotten.
    #[must_use]
    pub fn known_contributor(&self) -> Option<&Handle> {
        Some(&self.contributor).filter(|contributor| !contributor.is_nobody())
    }

    /// Removes its contributor, and what they and the staff wrote to one another. What is public stays, under its
    /// licences; so do the public name of the author, and the place as precisely as it is published.
    pub fn forget_contributor(&mut self, nobody: &Handle) {
        let gone = std::mem::replace(&mut self.contributor, nobody.clone());
        for step in &mut self.steps {
            step.reason = None;
            if step.actor == gone {
                step.actor = nobody.clone();
            }
        }
        for grant in &mut self.grants {
            grant.grantor = nobody.clone();
            // A name that was replaced, perhaps by a pseudonym, was private.
            let is_public = |declared: &Declared| !self.author_withheld && declared.author == self.author;
            grant.declared = grant.declared.take().filter(is_public);
        }
        let authorship = std::mem::take(&mut self.suggestions).authorship;
        if self.author_withheld {
            self.author = Author::default();
        } else {
            // Copies name everybody whom the file names.
            self.suggestions.authorship = authorship;
        }
        self.credit_ledger.clear();
        self.edits.clear();
        self.file_decisions.clear();
        self.replacement = None;
        self.arrival = Arrival::default();
        // Photos of one batch or workshop may have one contributor.
        self.groups = Groups::NONE;
        self.direction = self.public_direction();
        self.place = self.place.take().and_then(Place::public);
        self.unknown = UnknownMembers::new();
    }

    /// When it was withdrawn, if it was.
    #[must_use]
    pub fn withdrawn(&self) -> Option<Timestamp> {
        self.steps.iter().rfind(|step| step.state == State::Withdrawn).map(|step| step.at)
    }

    /// The reason of the last step, if it is one that was decided on the photo.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.steps.last().filter(|step| step.state != State::Submitted).and_then(|step| step.reason.as_deref())
    }

    /// What its contributor answered to the review while sending it again.
    #[must_use]
    pub fn reply(&self) -> Option<&str> {
        self.steps.last().filter(|step| step.state == State::Submitted).and_then(|step| step.reason.as_deref())
    }

    /// Moves to a state, and records who did it, when and why.
    pub fn step(&mut self, state: State, actor: Handle, at: Timestamp, reason: Option<String>) {
        self.state = state;
        self.updated = at;
        if state == State::Published && self.published.is_none() {
            self.published = Some(at);
        }
        if matches!(state, State::Published | State::Withdrawn) {
            self.arrival = Arrival::default();
        }
        if state == State::Withdrawn {
            self.replacement = None;
        }
        self.steps.push(Step { state, actor, at, reason });
        self.fit();
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_photo_never_becomes_public_by_itself() {
        assert!(!State::Refused.leads_to(State::Published));
        assert!(!State::Withdrawn.leads_to(State::Published));
        assert!(State::Submitted.leads_to(State::Published));
        assert!(!State::Hidden.leads_to(State::Submitted) && !State::Draft.leads_to(State::Hidden));
    }
}
