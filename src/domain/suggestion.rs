//! A suggestion: a reader says what a field of a published photo should say; its contributor or a curator decides.
//!
//! | field | when it is accepted | who is told its values before |
//! | --- | --- | --- |
//! | title, description, text alternative, date | the field says it | its contributor, its suggester, curators |
//! | tags | those added are added, those removed are removed | the same |
//! | place name, coordinates | the field says it, by the rule of protection | the same; not curators while the place is hidden |
//! | author | nothing changes: it is a note | the same; none can be made while the name is withheld |
//! | people | nothing changes: it is a note | the same |

use std::{fmt, str::FromStr};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    field::Field,
    hash::ContentHash,
    person::Handle,
    photo::{PhotoId, PhotoRecord},
    place::{Coordinates, Place, Precision},
    report::Contact,
    rewording::Rewording,
    stored::UnknownMembers,
    tag::Tag,
};

/// The layout version that this code writes.
pub const SUGGESTION_VERSION: u8 = 1;
/// How many hexadecimal digits an id has: 64 bits.
const ID_LENGTH: usize = 16;
/// The hours of a day.
const DAY: i64 = 24;

/// The id of a suggestion.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SuggestionId(String);

/// A text that is not the id of a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the id of a suggestion is {ID_LENGTH} hexadecimal digits")]
pub struct NotASuggestionId;

impl SuggestionId {
    /// The id that these random bytes make.
    #[must_use]
    pub fn from_random(bytes: [u8; 8]) -> Self {
        Self(format!("{:016x}", u64::from_be_bytes(bytes)))
    }

    /// The id as written in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SuggestionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for SuggestionId {
    type Err = NotASuggestionId;

    fn from_str(text: &str) -> Result<Self, NotASuggestionId> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == ID_LENGTH && text.bytes().all(is_digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotASuggestionId)
        }
    }
}

impl From<SuggestionId> for String {
    fn from(id: SuggestionId) -> Self {
        id.0
    }
}

impl TryFrom<String> for SuggestionId {
    type Error = NotASuggestionId;

    fn try_from(text: String) -> Result<Self, NotASuggestionId> {
        text.parse()
    }
}

/// What a suggestion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestedField {
    /// Title.
    Title,
    /// Description.
    Description,
    /// Text alternative.
    Alt,
    /// Tags.
    Tags,
    /// Date.
    Taken,
    /// Name of the place.
    PlaceName,
    /// Coordinates.
    Coordinates,
    /// In which direction it looks.
    Direction,
    /// Who took it: a note.
    AuthorName,
    /// Who is on it: a note.
    People,
}

impl SuggestedField {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::PlaceName,
        Self::Coordinates,
        Self::Direction,
        Self::Taken,
        Self::People,
        Self::Title,
        Self::Alt,
        Self::Description,
        Self::Tags,
        Self::AuthorName,
    ];

    /// The name in forms, the API and the journal.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.field() {
            Some(field) => field.name(),
            None => "people",
        }
    }

    /// The field of the photo; nothing for what no field holds.
    #[must_use]
    pub const fn field(self) -> Option<Field> {
        match self {
            Self::Title => Some(Field::Title),
            Self::Description => Some(Field::Description),
            Self::Alt => Some(Field::Alt),
            Self::Tags => Some(Field::Tags),
            Self::Taken => Some(Field::Taken),
            Self::PlaceName => Some(Field::PlaceName),
            Self::Coordinates => Some(Field::Coordinates),
            Self::Direction => Some(Field::Direction),
            Self::AuthorName => Some(Field::AuthorName),
            Self::People => None,
        }
    }

    /// Whether accepting it changes nothing by itself.
    #[must_use]
    pub const fn is_note(self) -> bool {
        matches!(self, Self::AuthorName | Self::People)
    }

    /// What everyone reads in this field of a photo.
    #[must_use]
    pub fn shown(self, photo: &PhotoRecord) -> Option<String> {
        match self {
            Self::Coordinates => {
                photo.place.as_ref().and_then(Place::public_coordinates).map(|point| point.to_string())
            }
            Self::Direction => photo.public_direction().map(|direction| direction.to_string()),
            Self::AuthorName => photo.credited().name.map(|name| name.as_str().to_owned()),
            Self::Taken => photo.taken.as_ref().map(ToString::to_string),
            other => other.field().and_then(|field| field.of(photo)),
        }
    }

    /// The field by which a photo is protected from this suggestion: a withheld name is nobody's to suggest.
    #[must_use]
    pub const fn withheld_by(self, photo: &PhotoRecord) -> Option<Field> {
        match self {
            Self::AuthorName if photo.author_withheld => Some(Field::AuthorName),
            _ => None,
        }
    }

    /// The same for staff, who neither read nor decide what is said about a hidden place.
    #[must_use]
    pub fn withheld_from_staff_by(self, photo: &PhotoRecord) -> Option<Field> {
        let is_hidden = photo.place_precision() == Precision::Hidden;
        match self {
            Self::PlaceName if is_hidden => Some(Field::PlaceName),
            Self::Coordinates if is_hidden => Some(Field::Coordinates),
            // It is told beside an exact position only.
            Self::Direction if photo.place_precision() != Precision::Exact => Some(Field::Direction),
            other => other.withheld_by(photo),
        }
    }
}

/// A text that names nothing to suggest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("field is title, description, alt, tags, taken, place_name, coordinates, direction, author_name or people")]
pub struct UnknownField;

impl FromStr for SuggestedField {
    type Err = UnknownField;

    fn from_str(text: &str) -> Result<Self, UnknownField> {
        Self::ALL.into_iter().find(|field| field.name() == text).ok_or(UnknownField)
    }
}

/// What becomes of a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SuggestionState {
    /// It waits.
    Open,
    /// The photo says what was suggested.
    Accepted,
    /// The photo says a part of it, or something near.
    AcceptedInPart,
    /// The photo stays as it is.
    Refused,
}

impl SuggestionState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Accepted, Self::AcceptedInPart, Self::Refused];

    /// The name in the API and the journal.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::AcceptedInPart => "accepted-in-part",
            Self::Refused => "refused",
        }
    }
}

/// What was decided, by whom, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestionDecision {
    /// What becomes of it; never open.
    pub state: SuggestionState,
    /// Who decided.
    pub by: Handle,
    /// When.
    pub at: Timestamp,
    /// Why; its suggester reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the photo says instead, where it was accepted in part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A suggestion as the journal keeps it, withheld from followers of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestionRecord {
    /// The version of this layout.
    pub v: u8,
    /// Its id.
    pub id: SuggestionId,
    /// The photo that it is about.
    pub photo: PhotoId,
    /// Who gave the photo, and decides first.
    pub contributor: Handle,
    /// What it is about.
    pub field: SuggestedField,
    /// What everyone read in the field then.
    pub old: Option<String>,
    /// What it should say; nothing where it should be empty.
    pub new: Option<String>,
    /// How its suggester knows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Who made it, if they have an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Handle>,
    /// How to reach somebody without an account, if they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The hash of the secret address at which somebody without an account follows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow: Option<ContentHash>,
    /// When it was made.
    pub at: Timestamp,
    /// The revision of the photo then.
    pub seen: u64,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<SuggestionDecision>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

impl SuggestionRecord {
    /// What becomes of it.
    #[must_use]
    pub fn state(&self) -> SuggestionState {
        self.decision.as_ref().map_or(SuggestionState::Open, |decision| decision.state)
    }

    /// Whether it waits for a decision.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.decision.is_none()
    }

    /// From when curators may decide, where the contributor has so many days to do so first.
    #[must_use]
    pub fn curators_from(&self, days: u32) -> Timestamp {
        let first = SignedDuration::from_hours(i64::from(days).saturating_mul(DAY));
        self.at.checked_add(first).unwrap_or(Timestamp::MAX)
    }

    /// What it said, and says now, as precisely as the photo's place is published now.
    #[must_use]
    pub fn old_shown(&self, photo: &PhotoRecord) -> Option<String> {
        let old = self.old.clone()?;
        match (self.field, photo.place_precision()) {
            (SuggestedField::Coordinates, Precision::Area) => {
                old.parse::<Coordinates>().ok().map(|point| point.rounded().to_string())
            }
            (SuggestedField::Coordinates, Precision::Hidden)
            | (SuggestedField::Direction, Precision::Area | Precision::Hidden) => None,
            _ => Some(old),
        }
    }

    /// What the photo would say in the field with this value: of tags, those that the value adds to what the suggester
    /// read are added, and those that it leaves out are removed.
    #[must_use]
    pub fn change(&self, value: Option<&str>, photo: &PhotoRecord) -> Rewording {
        let mut change = Rewording::default();
        match self.field.field() {
            Some(Field::Tags) => {
                let read = |list: Option<&str>| Tag::parse_list(list.unwrap_or_default()).unwrap_or_default();
                let (old, new) = (read(self.old.as_deref()), read(value));
                let mut tags = photo.tags.clone();
                tags.retain(|tag| new.contains(tag) || !old.contains(tag));
                let added = new.into_iter().filter(|tag| !old.contains(tag) && !photo.tags.contains(tag));
                tags.extend(added.collect::<Vec<Tag>>());
                change.tags = Some(tags);
            }
            Some(field) if !self.field.is_note() => change.set(field, value),
            _ => {}
        }
        change
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn photo(more: &Value) -> PhotoRecord {
        let hash = "0".repeat(64);
        let instant = "2026-11-24T11:56:30Z";
        let mut photo: Value = json!({
            "v": 1, "id": "m2v89dns", "contributor": "marc", "state": "published", "steps": [],
            "author": { "name": "Marc Kerleo", "url": null }, "source": "own", "grants": [], "tags": ["mer", "port"],
            "original": { "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 1, "height": 1,
                "pixels": hash, "look": 1 },
            "camera": {}, "renditions": [], "dominant": "#000000", "suggestions": {}, "created": instant, "updated": instant,
        });
        photo.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(photo).unwrap()
    }

    fn suggestion(field: &str, old: Option<&str>, new: Option<&str>) -> SuggestionRecord {
        serde_json::from_value(json!({
            "v": 1, "id": "0123456789abcdef", "photo": "m2v89dns", "contributor": "marc", "field": field,
            "old": old, "new": new, "at": "2026-11-24T11:56:30Z", "seen": 7, "later": 1,
        }))
        .unwrap()
    }

    #[test]
    fn a_suggestion_keeps_its_values_and_the_members_of_later_versions() {
        let written = json!({
            "v": 1, "id": "0123456789abcdef", "photo": "m2v89dns", "contributor": "marc", "field": "place_name",
            "old": "Brest", "new": null, "why": "Rien.", "by": "anne", "contact": "a@example.org",
            "at": "2026-11-24T11:56:30Z", "seen": 7, "later": { "a": 1 },
            "decision": { "state": "accepted-in-part", "by": "marc", "at": "2026-11-25T11:56:30Z", "reason": "Oui.",
                "value": "Le port" },
        });
        let record: SuggestionRecord = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&record).unwrap(), written);
        assert!(!record.is_open() && record.state() == SuggestionState::AcceptedInPart);
    }

    #[test]
    fn every_name_reads_back() {
        for field in SuggestedField::ALL {
            assert_eq!(field.name().parse(), Ok(field));
            assert_eq!(serde_json::to_value(field).unwrap(), json!(field.name()));
        }
        for state in SuggestionState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), json!(state.name()));
        }
        assert_eq!("author_withheld".parse::<SuggestedField>(), Err(UnknownField));
    }

    #[test]
    fn tags_that_changed_meanwhile_stay() {
        let record = suggestion("tags", Some("mer, nuit"), Some("mer, cale"));
        let tags = record.change(record.new.as_deref(), &photo(&json!({}))).tags;
        assert_eq!(tags, Some(Tag::parse_list("mer, port, cale").unwrap()));
        let tags = record.change(Some("mer"), &photo(&json!({ "tags": ["nuit", "quai"] }))).tags;
        assert_eq!(tags, Some(Tag::parse_list("quai").unwrap()));
    }

    #[test]
    fn a_note_changes_nothing() {
        for field in ["people", "author_name"] {
            let record = suggestion(field, None, Some("Anne Le Gall"));
            assert_eq!(record.change(record.new.as_deref(), &photo(&json!({}))), Rewording::default(), "{field}");
        }
        let record = suggestion("title", Some("Quai"), None);
        assert_eq!(record.change(None, &photo(&json!({}))).title, Some(None));
    }

    #[test]
    fn what_everyone_reads_is_what_is_kept_as_old() {
        let point = json!({ "latitude": 48.390_394, "longitude": -4.486_076 });
        let placed = |precision: &str| {
            photo(&json!({ "place": { "name": "Brest", "coordinates": point, "precision": precision } }))
        };
        let shown = |precision| SuggestedField::Coordinates.shown(&placed(precision));
        assert_eq!(shown("exact").as_deref(), Some("48.390394,-4.486076"));
        assert_eq!(shown("area").as_deref(), Some("48.39,-4.49"));
        assert_eq!(shown("hidden"), None);
        // What was public then is not told more precisely than it is now.
        let record = suggestion("coordinates", Some("48.390394,-4.486076"), Some("48.4,-4.5"));
        assert_eq!(record.old_shown(&placed("area")).as_deref(), Some("48.39,-4.49"));
        assert_eq!(record.old_shown(&placed("hidden")), None);
        assert_eq!(SuggestedField::Coordinates.withheld_from_staff_by(&placed("hidden")), Some(Field::Coordinates));
        assert_eq!(SuggestedField::Coordinates.withheld_from_staff_by(&placed("area")), None);
        let withheld = photo(&json!({ "author_withheld": true }));
        assert_eq!(SuggestedField::AuthorName.shown(&withheld), None);
        assert_eq!(SuggestedField::AuthorName.withheld_by(&withheld), Some(Field::AuthorName));
    }

    #[test]
    fn curators_decide_after_so_many_days() {
        let record = suggestion("title", None, Some("Quai"));
        assert_eq!(record.curators_from(7).to_string(), "2026-12-01T11:56:30Z");
        assert_eq!(record.curators_from(0), record.at);
    }

    proptest! {
        #[test]
        fn an_id_reads_back(bytes: [u8; 8]) {
            let id = SuggestionId::from_random(bytes);
            prop_assert_eq!(id.as_str().parse::<SuggestionId>(), Ok(id.clone()));
        }

        #[test]
        fn any_other_text_is_no_id(text in "\\PC{0,20}") {
            let is_one = text.len() == 16 && text.bytes().all(|byte| b"0123456789abcdef".contains(&byte));
            prop_assert_eq!(text.parse::<SuggestionId>().is_ok(), is_one);
        }
    }
}
