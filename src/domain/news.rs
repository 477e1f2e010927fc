//! News of a contributor's photos: what others did with them, from the steps and the edits of each record.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    edit::Edit,
    field::Field,
    person::Handle,
    photo::{PhotoId, PhotoRecord, State, Step},
    stored::UnknownMembers,
};

/// How many edits a photo keeps: older ones are in the journal, and no news any more.
const MOST_EDITS: usize = 20;
/// Edits by one person within this time are told as one, in seconds: somebody saves a form several times.
const ONE_EDIT: i64 = 3_600;

/// Something that somebody did with a contributor's photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: &'a Handle,
    /// What it was.
    pub kind: EventKind<'a>,
}

/// What was done. Reasons are those of the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind<'a> {
    /// It was published.
    Published,
    /// It was published again.
    Restored,
    /// It was sent back to be corrected.
    ChangeRequested(Option<&'a str>),
    /// It was refused.
    Refused(Option<&'a str>),
    /// It was withdrawn.
    Withdrawn(Option<&'a str>),
    /// It was hidden after a report.
    Hidden(Option<&'a str>),
    /// Its description was changed.
    Changed(&'a [Field]),
    /// A better file of it took the place of the one that it had.
    FileAccepted,
    /// A better file of it was refused.
    FileRefused(&'a str),
}

impl PhotoRecord {
    /// Records which fields a person other than its contributor changed, if any.
    pub fn keep_edit(&mut self, before: &Self, actor: &Handle, at: Timestamp) {
        if *actor == self.contributor {
            return;
        }
        let mut fields: Vec<Field> =
            Field::ALL.into_iter().filter(|field| field.of(before) != field.of(self)).collect();
        if fields.is_empty() {
            return;
        }
        let is_the_same = |last: &Edit| last.actor == *actor && at.as_second() - last.at.as_second() < ONE_EDIT;
        if let Some(earlier) = self.edits.pop_if(|last| is_the_same(last)) {
            fields = Field::ALL
                .into_iter()
                .filter(|field| fields.contains(field) || earlier.fields.contains(field))
                .collect();
        }
        self.edits.push(Edit { at, actor: actor.clone(), fields });
        let over = self.edits.len().saturating_sub(MOST_EDITS);
        self.edits.drain(..over);
    }

    /// What others did with it, in the order of its record; nothing once its contributor is forgotten.
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        let before = std::iter::once(None).chain(self.steps.iter().map(Some));
        let steps = self.steps.iter().zip(before).filter_map(|(step, before)| {
            let kind = kind_of(step, before?)?;
            Some(Event { at: step.at, actor: &step.actor, kind })
        });
        let edits = self.edits.iter().map(|edit| Event {
            at: edit.at,
            actor: &edit.actor,
            kind: EventKind::Changed(&edit.fields),
        });
        let files = self.file_decisions.iter().map(|decision| Event {
            at: decision.at,
            actor: &decision.actor,
            kind: decision.reason.as_deref().map_or(EventKind::FileAccepted, EventKind::FileRefused),
        });
        steps
            .chain(edits)
            .chain(files)
            .filter(|event| *event.actor != self.contributor && !self.contributor.is_nobody())
    }

    /// The events at this place among the news of its contributor.
    pub fn events_at<'a>(&'a self, place: &'a NewsPlace) -> impl Iterator<Item = Event<'a>> {
        self.events().filter(|event| NewsPlace::of(event.at, &self.id) == *place)
    }
}

/// What a step of the review is to the photo's contributor, given the step before it.
fn kind_of<'a>(step: &'a Step, before: &Step) -> Option<EventKind<'a>> {
    let reason = step.reason.as_deref();
    match step.state {
        State::Published => match before.state {
            // A moderator left it public.
            State::Published => None,
            State::Draft | State::Submitted | State::ChangeRequested => Some(EventKind::Published),
            State::Refused | State::Withdrawn | State::Hidden => Some(EventKind::Restored),
        },
        State::ChangeRequested => Some(EventKind::ChangeRequested(reason)),
        State::Refused => Some(EventKind::Refused(reason)),
        State::Withdrawn => Some(EventKind::Withdrawn(reason)),
        State::Hidden => Some(EventKind::Hidden(reason)),
        State::Draft | State::Submitted => None,
    }
}

/// The place of an event among the news of a person: its instant in microseconds since 1970, then its photo.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct NewsPlace {
    microsecond: u64,
    /// Nothing comes before every photo.
    photo: Option<PhotoId>,
}

/// A text that is not the place of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a place among the news is an instant, a slash and the id of a photo")]
pub struct NotANewsPlace;

impl NewsPlace {
    /// The place of an event of a photo.
    #[must_use]
    pub fn of(at: Timestamp, photo: &PhotoId) -> Self {
        Self { photo: Some(photo.clone()), ..Self::before(at) }
    }

    /// The place before every event of this instant.
    #[must_use]
    pub fn before(at: Timestamp) -> Self {
        Self { microsecond: u64::try_from(at.as_microsecond()).unwrap_or_default(), photo: None }
    }

    /// Its instant.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        let microsecond = i64::try_from(self.microsecond).unwrap_or(i64::MAX);
        Timestamp::from_microsecond(microsecond).unwrap_or(Timestamp::MAX)
    }

    /// The photo.
    #[must_use]
    pub const fn photo(&self) -> Option<&PhotoId> {
        self.photo.as_ref()
    }
}

impl fmt::Display for NewsPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:020}/{}", self.microsecond, self.photo.as_ref().map_or("", PhotoId::as_str))
    }
}

impl FromStr for NewsPlace {
    type Err = NotANewsPlace;

    fn from_str(text: &str) -> Result<Self, NotANewsPlace> {
        let (instant, photo) = text.split_once('/').ok_or(NotANewsPlace)?;
        let is_whole = instant.len() == 20 && instant.bytes().all(|byte| byte.is_ascii_digit());
        let microsecond = instant.parse().ok().filter(|_| is_whole).ok_or(NotANewsPlace)?;
        let photo = (!photo.is_empty()).then(|| photo.parse()).transpose().map_err(|_not_an_id| NotANewsPlace)?;
        Ok(Self { microsecond, photo })
    }
}

impl From<NewsPlace> for String {
    fn from(place: NewsPlace) -> Self {
        place.to_string()
    }
}

impl TryFrom<String> for NewsPlace {
    type Error = NotANewsPlace;

    fn try_from(text: String) -> Result<Self, NotANewsPlace> {
        text.parse()
    }
}

/// The layout version that this code writes.
pub const NEWS_READ_VERSION: u8 = 1;

/// How far a person has read their news, as the journal keeps it. It is never given to a follower of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsReadRecord {
    /// The version of this layout.
    pub v: u8,
    /// Whose it is.
    pub person: Handle,
    /// The last event that they read.
    pub read: NewsPlace,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn handle(name: &str) -> Handle {
        name.parse().unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn photo(steps: &Value) -> PhotoRecord {
        let hash = "0".repeat(64);
        serde_json::from_value(json!({
            "v": 1, "id": "23456789", "contributor": "anne", "state": "published", "steps": steps,
            "author": { "name": null, "url": null }, "source": "own", "grants": [], "tags": [],
            "original": {
                "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 4, "height": 3,
                "pixels": hash, "look": 1,
            },
            "camera": {}, "renditions": [], "dominant": "#626368", "suggestions": {},
            "created": at(1), "updated": at(1), "published": null,
        }))
        .unwrap()
    }

    fn step(state: &str, actor: &str, second: i64) -> Value {
        json!({ "state": state, "actor": actor, "at": at(second), "reason": "Où ?" })
    }

    #[test]
    fn what_a_contributor_does_is_no_news_to_them() {
        let steps = [
            step("submitted", "anne", 1),
            step("change-requested", "mona", 2),
            step("submitted", "anne", 3),
            step("published", "mona", 4),
            step("published", "mona", 5),
            step("withdrawn", "anne", 6),
        ];
        let photo = photo(&json!(steps));
        let told: Vec<EventKind<'_>> = photo.events().map(|event| event.kind).collect();
        assert_eq!(told, [EventKind::ChangeRequested(Some("Où ?")), EventKind::Published]);
    }

    #[test]
    fn a_photo_that_is_hidden_and_published_again_is_news_twice() {
        let steps = [step("published", "anne", 1), step("hidden", "mona", 2), step("published", "mona", 3)];
        let photo = photo(&json!(steps));
        let told: Vec<EventKind<'_>> = photo.events().map(|event| event.kind).collect();
        assert_eq!(told, [EventKind::Hidden(Some("Où ?")), EventKind::Restored]);
    }

    #[test]
    fn nobody_has_news() {
        let steps = [step("submitted", "anne", 1), step("published", "mona", 4)];
        let mut photo = photo(&json!(steps));
        assert_eq!(photo.events().count(), 1);
        photo.forget_contributor(&Handle::nobody(7));
        assert_eq!(photo.events().count(), 0);
    }

    #[test]
    fn edits_close_to_one_another_are_one() {
        let mut photo = photo(&json!([step("published", "anne", 1)]));
        let mut change = |title: &str, tags: &[&str], actor: &str, second: i64| {
            let before = photo.clone();
            photo.title = crate::domain::photo::Title::parse(title).unwrap();
            photo.tags = tags.iter().filter_map(|tag| crate::domain::tag::Tag::parse(tag).unwrap()).collect();
            photo.keep_edit(&before, &handle(actor), at(second));
            photo.edits.iter().map(|edit| edit.fields.clone()).collect::<Vec<_>>()
        };
        assert!(change("Le phare", &[], "anne", 10).is_empty(), "by its contributor");
        assert_eq!(change("Le port", &[], "cora", 20), [[Field::Title]]);
        assert_eq!(change("Le port", &["mer"], "cora", 30), [[Field::Title, Field::Tags]]);
        assert_eq!(change("Le port", &["mer"], "cora", 40).len(), 1, "nothing was changed");
        assert_eq!(change("Le quai", &["mer"], "mona", 50).len(), 2);
        assert_eq!(change("Le port", &["mer"], "mona", 50 + ONE_EDIT).len(), 3);
        for number in 0..30 {
            change(&format!("Le port {number}"), &[], "mona", 60 + ONE_EDIT * (number + 2));
        }
        assert_eq!(photo.edits.len(), MOST_EDITS);
    }

    #[test]
    fn a_place_is_written_in_the_order_of_events() {
        let photo: PhotoId = "23456789".parse().unwrap();
        let places = [NewsPlace::before(at(9)), NewsPlace::of(at(9), &photo), NewsPlace::before(at(10))];
        let written = places.each_ref().map(ToString::to_string);
        assert!(places.is_sorted() && written.is_sorted(), "{written:?}");
        for (place, text) in places.iter().zip(&written) {
            assert_eq!(text.parse().as_ref(), Ok(place));
        }
        for text in ["", "9/23456789", "00000000000000000009", "00000000000000000009/x", "+0000000000000000009/"] {
            assert_eq!(text.parse::<NewsPlace>(), Err(NotANewsPlace), "{text}");
        }
    }
}
