//! Who did what, for administrators: the entries of the journal, the latest first.
//!
//! 1. **read** entries: all, those of one person or those of one gesture;
//! 2. **leave out** those by which nothing changed for anybody else: news that were read, letters that were sent;
//! 3. **join** what one person did in a row, on one day, in one action.
//!
//! A page costs the same whatever the length of the journal. Entries are read without the records of private spaces, and
//! their notes, which may say things about persons, are not part of an action.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;

use super::{
    Library,
    administrator::{AdministrationError, administrator},
    change::SYSTEM,
    forget::TELL,
};
use crate::{
    catalog::{
        collections, legal, people, photos, site,
        spaces::{actor_key, gesture_key},
        store::{Direction, Entry, Key, PAGE_BYTES, Seq},
    },
    domain::{
        collection::Slug,
        language::Language,
        legal::LegalPage,
        person::Handle,
        photo::{PhotoId, PhotoRecord, State},
        reader::{Reader, Sight},
        stored::Stored,
    },
};

/// Gestures that change nothing for anybody else than their person, or that the program makes by itself.
const LEFT_OUT: [&str; 8] =
    ["read-news", "mail", "confirm-mail", "stop-digest", "ask-reset", "send-mail", "mail-sent", TELL];
/// Entries read at a time.
const PART: usize = 50;
/// The most entries that one page reads. Where nothing to show is among them, the next page goes on.
const MOST_READ: usize = 500;
/// The most bytes of them, after which no more is read: those of earlier versions have up to some megabytes each.
const MOST_BYTES: usize = 2 * PAGE_BYTES;
/// The subjects of an action that are named; the others are counted.
pub const NAMED: usize = 3;

/// The actions to look for.
#[derive(Clone, Copy, Debug)]
pub struct SoughtActions<'a> {
    /// Of this person.
    pub by: Option<&'a Handle>,
    /// By this gesture.
    pub gesture: Option<&'a str>,
    /// Before the entry of this number.
    pub before: Option<Seq>,
    /// At most so many.
    pub limit: usize,
}

/// What somebody did, once or several times in a row.
#[derive(Clone, Debug)]
pub struct Action {
    /// When, the last time.
    pub at: Timestamp,
    /// Who; `None` of the command line, and of what nobody with an account did.
    pub actor: Option<Handle>,
    /// The name of the gesture.
    pub gesture: String,
    /// The state that a review left the photos in.
    pub outcome: Option<State>,
    /// How many subjects it has, or how many times it was done where it has none.
    pub count: usize,
    /// What it was done to: the first ones.
    pub subjects: Vec<ActionSubject>,
    /// All of them.
    all: BTreeSet<Key>,
}

/// What something was done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionSubject {
    /// A photo.
    Photo(PhotoId),
    /// An account.
    Person(Handle),
    /// A collection, or its photos.
    Collection(Slug),
    /// The settings of the site.
    Settings,
    /// The text of a legal page.
    Text(LegalPage, Language),
}

/// A photo that actions name, as their reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedPhoto {
    /// Its title, if it has one.
    Titled(Option<String>),
    /// Its tombstone.
    Tombstone,
}

/// A part of the actions.
#[derive(Clone, Debug, Default)]
pub struct ActionPage {
    /// The actions, the latest first.
    pub actions: Vec<Action>,
    /// Before which entry the next part begins, if there may be one.
    pub next: Option<Seq>,
    /// The photos that they name, those that their reader may see.
    pub photos: BTreeMap<PhotoId, NamedPhoto>,
    /// The names of the people that they name, those who have an account.
    pub people: BTreeMap<Handle, String>,
}

impl Library {
    /// Who did what, the latest first.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn actions(&self, reader: &Reader, sought: SoughtActions<'_>) -> Result<ActionPage, AdministrationError> {
        administrator(reader)?;
        let (actions, next) = self.read_actions(sought).await?;
        let subjects = actions.iter().flat_map(|action| &action.subjects);
        let ids: BTreeSet<PhotoId> = subjects.filter_map(ActionSubject::photo).cloned().collect();
        let photos = self.photos.get_many(&ids.into_iter().collect::<Vec<_>>()).await?;
        let photos =
            photos.into_iter().filter_map(|Stored { record, .. }| Some((record.id.clone(), named(reader, &record)?)));
        let named = actions
            .iter()
            .flat_map(|action| action.actor.iter().chain(action.subjects.iter().filter_map(ActionSubject::person)));
        let handles: BTreeSet<&Handle> = named.collect();
        let people = self.people.several(handles).await?.into_iter().map(|kept| (kept.record.handle, kept.record.name));
        Ok(ActionPage { photos: photos.collect(), people: people.collect(), actions, next })
    }

    /// Steps 1 to 3.
    async fn read_actions(&self, sought: SoughtActions<'_>) -> Result<(Vec<Action>, Option<Seq>), AdministrationError> {
        let mut actions: Vec<Action> = Vec::new();
        let (mut before, mut read, mut bytes) = (sought.before, 0_usize, 0_usize);
        loop {
            let part = self.entries_before(&sought, before).await?;
            if part.is_empty() {
                return Ok((actions, None));
            }
            for entry in part {
                let seq = entry.seq;
                (read, bytes) = (read.saturating_add(1), bytes.saturating_add(entry.bytes()));
                if let Some(action) = sought.action(entry) {
                    if actions.last_mut().is_some_and(|last| last.join(&action)) {
                        // Part of the action above.
                    } else if actions.len() < sought.limit {
                        actions.push(action);
                    } else {
                        return Ok((actions, before));
                    }
                }
                before = Some(seq);
            }
            if read >= MOST_READ || bytes >= MOST_BYTES {
                return Ok((actions, before.filter(|before| *before > 1)));
            }
        }
    }

    /// Step 1: the entries of a person, where one is sought, are fewer than those of a gesture.
    async fn entries_before(
        &self,
        sought: &SoughtActions<'_>,
        before: Option<Seq>,
    ) -> Result<Vec<Entry>, AdministrationError> {
        let by = sought.by.map(|handle| actor_key(handle.as_str()));
        Ok(match by.or_else(|| sought.gesture.map(gesture_key)) {
            Some(key) => self.store.history(&key, before, PART, Direction::Descending).await?,
            None => self.store.latest(before, PART).await?,
        })
    }
}

impl SoughtActions<'_> {
    /// The action of an entry, if it is one of those that are sought.
    fn action(&self, entry: Entry) -> Option<Action> {
        let gesture = entry.gesture.into_owned();
        if LEFT_OUT.contains(&gesture.as_str()) || self.gesture.is_some_and(|sought| sought != gesture) {
            return None;
        }
        let actor = Some(entry.actor).filter(|actor| actor != SYSTEM).and_then(|actor| Handle::try_from(actor).ok());
        let state = |body: &str| serde_json::from_str::<Outcome>(body).ok().map(|photo| photo.state);
        let mut action = Action {
            at: entry.at,
            outcome: None,
            count: 1,
            subjects: Vec::new(),
            all: BTreeSet::new(),
            actor,
            gesture,
        };
        for written in entry.records {
            let Some(subject) = ActionSubject::of(&written.key) else { continue };
            // What people do to their own account is told by who does it.
            if subject.person().is_some_and(|person| action.actor.as_ref() == Some(person)) {
                continue;
            }
            if action.gesture == "review" {
                action.outcome = written.body.as_ref().and_then(|body| state(body.get()));
            }
            action.add(counted(written.key, &subject), subject);
        }
        action.count = action.all.len().max(1);
        Some(action)
    }
}

/// The part of a photo's record that says what became of it.
#[derive(Deserialize)]
struct Outcome {
    state: State,
}

impl Action {
    /// Takes an earlier action in that its person did just before, in the same way, on the same day.
    fn join(&mut self, earlier: &Self) -> bool {
        let day = |at: Timestamp| TimeZone::UTC.to_datetime(at).date();
        let is_same = (&self.actor, &self.gesture, self.outcome) == (&earlier.actor, &earlier.gesture, earlier.outcome)
            && day(self.at) == day(earlier.at)
            && self.all.is_empty() == earlier.all.is_empty();
        if is_same {
            for (key, subject) in earlier.all.iter().filter_map(|key| Some((key, ActionSubject::of(key)?))) {
                self.add(key.clone(), subject);
            }
            self.count = if self.all.is_empty() { self.count.saturating_add(earlier.count) } else { self.all.len() };
        }
        is_same
    }

    fn add(&mut self, key: Key, subject: ActionSubject) {
        if self.all.insert(key) && self.subjects.len() < NAMED {
            self.subjects.push(subject);
        }
    }
}

impl ActionSubject {
    /// The subject that a record is.
    fn of(key: &Key) -> Option<Self> {
        let name = key.name();
        let of = |space: &str| key.space() == space;
        if of(photos::SPACE.name) {
            name.parse().ok().map(Self::Photo)
        } else if of(people::SPACE.name) {
            name.parse().ok().map(Self::Person)
        } else if of(collections::SPACE.name) || of(collections::ITEMS.name) {
            name.split('/').next()?.parse().ok().map(Self::Collection)
        } else if *key == site::key() {
            Some(Self::Settings)
        } else {
            let texts =
                LegalPage::ALL.into_iter().flat_map(|page| LegalPage::LANGUAGES.map(|language| (page, language)));
            let mut texts = texts.filter(|(page, language)| legal::key(*page, *language) == *key);
            texts.next().map(|(page, language)| Self::Text(page, language))
        }
    }

    /// The photo, if it is one.
    const fn photo(&self) -> Option<&PhotoId> {
        match self {
            Self::Photo(id) => Some(id),
            _ => None,
        }
    }

    /// The person, if it is an account.
    const fn person(&self) -> Option<&Handle> {
        match self {
            Self::Person(handle) => Some(handle),
            _ => None,
        }
    }
}

/// The key under which a subject is counted: the photos of a collection count as the collection.
fn counted(key: Key, subject: &ActionSubject) -> Key {
    match subject {
        ActionSubject::Collection(slug) => collections::key(slug),
        _ => key,
    }
}

/// A photo as this reader may see it.
fn named(reader: &Reader, photo: &PhotoRecord) -> Option<NamedPhoto> {
    match reader.sight_of(photo) {
        Sight::Whole => Some(NamedPhoto::Titled(photo.title.as_ref().map(|title| title.as_str().to_owned()))),
        Sight::Tombstone => Some(NamedPhoto::Tombstone),
        Sight::Nothing => None,
    }
}
