//! Forgetting a photo or a person: nothing is left but a dated note that it was done.
//!
//! Withdrawing is for everyday use, and leaves a tombstone to which printed attributions lead. Forgetting is for what
//! must not be kept at all: the photo's address is then unknown. The steps:
//!
//! 1. **look**: which records, and which originals that no other photo has;
//! 2. **rewrite** the journal, all of it or nothing ([`erasure`]), with the note as its last entry;
//! 3. **remove** originals, renditions and the search index, and tell followers what is gone beyond what the note has room for.
//!    What a crash interrupts is done at the next start. Other nodes, which may go on, read the note and do the same with what they
//!    have on their disks (`indexing`).
//!
//! Only the command line does this, while the library is stopped: it needs access to the storage folder.

mod erasure;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use self::erasure::Erasure;
use super::{
    Library, StoreFault, briefly,
    change::{Gesture, SYSTEM, around},
};
use crate::{
    catalog::{
        CatalogError,
        entry::written_bytes,
        forgetting::Forgetting,
        parts, photos,
        photos::Shelf,
        store::{Change, Entry, Key, Seq},
    },
    domain::{
        hash::ContentHash,
        person::{Handle, Role},
        photo::{PhotoId, PhotoRecord, State},
        report::{Contact, Subject as Reported},
    },
};

/// The gesture by which followers learn what else is gone.
pub(super) const TELL: &str = "tell-forgotten";
/// Photos of one person read from the catalogue at a time.
const PAGE: usize = 200;
/// The names of the gestures.
const PHOTO: &str = "forget-photo";
const PERSON: &str = "forget-person";
const CONTACT: &str = "forget-contact";

/// Whether an entry notes that something was forgotten.
pub(super) fn is_note(entry: &Entry) -> bool {
    [PHOTO, PERSON, CONTACT].contains(&&*entry.gesture)
}

/// The forgotten photos that an entry names.
pub(super) fn photos_gone(entry: &Entry) -> impl Iterator<Item = PhotoId> {
    let removed = entry.records.iter().filter(|written| written.body.is_none());
    let tells = is_note(entry) || entry.gesture == TELL;
    removed.filter_map(move |written| photos::id_of(&written.key).filter(|_| tells))
}

/// What was forgotten.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Forgotten {
    /// The number of the entry that notes it.
    pub seq: Seq,
    /// Photos of which nothing is left.
    pub photos: usize,
    /// Published photos that stay under their licences, without their contributor.
    pub kept: usize,
    /// Originals that were removed.
    pub originals: usize,
    /// Originals that stay, because another photo has the same bytes.
    pub shared: usize,
    /// Forgotten reports.
    pub reports: usize,
    /// Forgotten suggestions.
    pub suggestions: usize,
}

/// Why nothing was forgotten.
#[derive(Debug, thiserror::Error)]
pub enum ForgetError {
    /// There is no such photo, or it was forgotten already.
    #[error("there is no photo “{0}”")]
    UnknownPhoto(PhotoId),
    /// Nobody has this handle.
    #[error("there is no account “{0}”")]
    UnknownPerson(Handle),
    /// Nobody left this contact.
    #[error("no report and no suggestion has this contact")]
    UnknownContact,
    /// The library would be left without an administrator.
    #[error("“{0}” is the only administrator: make someone else administrator first")]
    LastAdmin(Handle),
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for ForgetError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

/// What remains to be done once the journal is rewritten; the store keeps this list until then.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Afterwards {
    /// Originals that go, with all that was made of them.
    originals: BTreeSet<ContentHash>,
    /// Records that are gone, and for which the note has no room: further entries tell followers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    untold: Vec<Key>,
}

/// What is forgotten, as it was when this was the last entry.
struct Subject {
    seen: Seq,
    /// Photos that go, with the hashes of the originals that they have and had.
    gone: BTreeMap<PhotoId, Vec<ContentHash>>,
    /// Photos that stay, with their revisions.
    kept: BTreeMap<PhotoId, Seq>,
    person: Option<Handle>,
    /// Reports to forget.
    reports: BTreeSet<Key>,
    /// Suggestions to forget.
    suggestions: BTreeSet<Key>,
    /// The invitation by which that person joined.
    invitations: Vec<Key>,
    /// The places in collections of the photos that go.
    items: Vec<Key>,
}

impl Library {
    /// Forgets a photo: its record and every earlier version of it, its original and all that was made of it. An
    /// original that another photo has too stays.
    ///
    /// # Errors
    /// [`ForgetError`]; nothing was forgotten, unless a store failed after the journal was rewritten: the next start
    /// then does the rest.
    pub async fn forget_photo(&self, id: &PhotoId) -> Result<Forgotten, ForgetError> {
        loop {
            let seen = self.store.seq();
            let photo = self.photos.get(id).await?.ok_or_else(|| ForgetError::UnknownPhoto(id.clone()))?;
            let gone = BTreeMap::from([(id.clone(), self.files_ever_of(&photo.record).await?)]);
            let reports = self.reports.keys_of(&Reported::Photo(id.clone())).await?.into_iter().collect();
            let suggestions = self.suggestions.keys_about(id).await?.into_iter().collect();
            let items = self.collections.item_keys_of(id).await?;
            let (kept, person, invitations) = (BTreeMap::new(), None, Vec::new());
            let found = Subject { seen, gone, kept, person, reports, suggestions, invitations, items };
            if let Some(forgotten) = self.forget(found, PHOTO).await? {
                return Ok(forgotten);
            }
        }
    }

    /// Forgets a person: their account, credentials and sessions, the invitation by which they joined, and all the photos
    /// that they gave. With
    /// `keep_published`, those that are public stay as everyone sees them, under licences that nobody can revoke, and
    /// nobody is named as their contributor. Their changes to photos of others stay, without their name; what they suggested
    /// goes, but for what was accepted, which the photo says.
    ///
    /// # Errors
    /// As [`forget_photo`](Self::forget_photo); and the last administrator stays.
    pub async fn forget_person(&self, handle: &Handle, keep_published: bool) -> Result<Forgotten, ForgetError> {
        loop {
            let seen = self.store.seq();
            let person = self.people.get(handle).await?.ok_or_else(|| ForgetError::UnknownPerson(handle.clone()))?;
            if person.record.role == Role::Admin && self.people.other_admin(handle).await?.is_none() {
                return Err(ForgetError::LastAdmin(handle.clone()));
            }
            let mut found = Subject {
                seen,
                gone: BTreeMap::new(),
                kept: BTreeMap::new(),
                person: Some(handle.clone()),
                reports: self.reports.keys_of(&Reported::Person(handle.clone())).await?.into_iter().collect(),
                suggestions: self.suggestions.keys_by(handle).await?.into_iter().collect(),
                invitations: self.invitations.keys_of(handle).await?,
                items: Vec::new(),
            };
            let mut after = None;
            loop {
                let page = self.photos.shelf(&Shelf::Mine(handle.clone()), after.as_deref(), PAGE).await?;
                for photo in page.photos {
                    let hashes = self.files_ever_of(&photo.record).await?;
                    let PhotoRecord { id, state, .. } = photo.record;
                    if keep_published && state == State::Published {
                        found.kept.insert(id, photo.revision);
                    } else {
                        found.reports.extend(self.reports.keys_of(&Reported::Photo(id.clone())).await?);
                        found.suggestions.extend(self.suggestions.keys_about(&id).await?);
                        found.items.extend(self.collections.item_keys_of(&id).await?);
                        found.gone.insert(id, hashes);
                    }
                }
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            if let Some(forgotten) = self.forget(found, PERSON).await? {
                return Ok(forgotten);
            }
        }
    }

    /// Forgets the reports and the suggestions of somebody who left this contact. What was done to photos because of them
    /// stays.
    ///
    /// # Errors
    /// As [`forget_photo`](Self::forget_photo); [`ForgetError::UnknownContact`] when none has it.
    pub async fn forget_contact(&self, contact: &Contact) -> Result<Forgotten, ForgetError> {
        loop {
            let seen = self.store.seq();
            let reports: BTreeSet<Key> = self.reports.keys_from(contact).await?.into_iter().collect();
            let suggestions: BTreeSet<Key> = self.suggestions.keys_from(contact).await?.into_iter().collect();
            if reports.is_empty() && suggestions.is_empty() {
                return Err(ForgetError::UnknownContact);
            }
            let (gone, kept) = (BTreeMap::new(), BTreeMap::new());
            let (invitations, items) = (Vec::new(), Vec::new());
            let found = Subject { seen, gone, kept, person: None, reports, suggestions, invitations, items };
            if let Some(forgotten) = self.forget(found, CONTACT).await? {
                return Ok(forgotten);
            }
        }
    }

    /// Finishes an interrupted forgetting. Called at start, before anything is received.
    ///
    /// # Errors
    /// [`StoreFault`]; it can be called again.
    pub async fn finish_forgetting(&self) -> Result<(), StoreFault> {
        let Some(text) = self.store.left_to_forget().await? else { return Ok(()) };
        let left: Afterwards = serde_json::from_str(&text)
            .map_err(|source| CatalogError::Record { key: "forgetting".to_owned(), source })?;
        for hash in left.originals {
            // Given again since: it belongs to a photo.
            if self.photos.count(&Shelf::Bytes(hash)).await? == 0 {
                self.archive.remove(hash).await?;
            }
        }
        let search = self.search.clone();
        briefly(move || search.erase()).await??;
        // After a crash, an entry may be written twice, which is harmless.
        for part in removals(left.untold) {
            let gesture = Gesture { actor: None, name: TELL, note: None, expect: Vec::new() };
            self.commit(Vec::new(), part, gesture).await?;
        }
        Ok(self.store.forgotten().await?)
    }

    /// Steps 2 and 3; `None`, and nothing was done, when an entry was made since step 1.
    async fn forget(&self, found: Subject, gesture: &'static str) -> Result<Option<Forgotten>, ForgetError> {
        let mut afterwards = Afterwards::default();
        let mut shared = BTreeSet::new();
        for hash in found.gone.values().flatten() {
            if self.has_others_of(*hash, &found.gone).await? {
                shared.insert(*hash);
            } else {
                afterwards.originals.insert(*hash);
            }
        }
        let mut forgotten = Forgotten {
            seq: found.seen + 1,
            photos: found.gone.len(),
            kept: found.kept.len(),
            originals: afterwards.originals.len(),
            shared: shared.len(),
            reports: found.reports.len(),
            suggestions: found.suggestions.len(),
        };
        // Followers of the journal learn that they are gone.
        let removed = found.gone.keys().map(photos::key).chain(found.items.iter().cloned()).collect();
        let mut parts = removals(removed).into_iter();
        let told = parts.next().unwrap_or_default();
        afterwards.untold.extend(parts.flatten());
        let afterwards = serde_json::to_string(&afterwards)
            .map_err(|source| CatalogError::Record { key: "forgetting".to_owned(), source })?;
        let note = Change {
            expect: Vec::new(),
            put: Vec::new(),
            remove: told,
            at: self.now(),
            actor: SYSTEM.to_owned(),
            gesture: gesture.into(),
            batch: None,
            note: Some(forgotten.in_words()),
        };
        let Subject { seen, gone, kept, person, reports, suggestions, invitations, items } = found;
        let sessions_of = person.clone();
        let kept: BTreeMap<Key, Seq> = kept.iter().map(|(id, revision)| (photos::key(id), *revision)).collect();
        let erased = gone.keys().map(photos::key).chain(reports).chain(suggestions).chain(invitations).chain(items);
        let mut erasure = Erasure::new(forgotten.seq, erased, kept, person);
        let forgetting = Forgetting {
            seen,
            rewrite: Box::new(move |entry| erasure.rewrite(entry)),
            ends: Box::new(move |value| sessions_of.as_ref().is_some_and(|handle| erasure::names(value, handle))),
            note,
            afterwards,
        };
        let Some(seq) = self.store.forget(forgetting).await? else { return Ok(None) };
        forgotten.seq = seq;
        self.finish_forgetting().await?;
        Ok(Some(forgotten))
    }

    /// The hashes of every file that a photo has, had, or was to have.
    async fn files_ever_of(&self, photo: &PhotoRecord) -> Result<Vec<ContentHash>, CatalogError> {
        let mut hashes: BTreeSet<ContentHash> = photo.kept_hashes().collect();
        let mut before = None;
        loop {
            let versions = self.photos.history(&photo.id, before, PAGE).await?;
            let Some(last) = versions.last() else { return Ok(hashes.into_iter().collect()) };
            before = Some(last.seq);
            hashes.extend(versions.iter().flat_map(|version| version.photo.kept_hashes()));
        }
    }

    /// Whether a photo that stays has these bytes.
    async fn has_others_of(
        &self,
        hash: ContentHash,
        gone: &BTreeMap<PhotoId, Vec<ContentHash>>,
    ) -> Result<bool, CatalogError> {
        let mut after = None;
        loop {
            let page = self.photos.shelf(&Shelf::Bytes(hash), after.as_deref(), PAGE).await?;
            if page.photos.iter().any(|photo| !gone.contains_key(&photo.record.id)) {
                return Ok(true);
            }
            after = page.next;
            if after.is_none() {
                return Ok(false);
            }
        }
    }
}

/// The keys of records that are gone, in parts that are entries.
fn removals(keys: Vec<Key>) -> Vec<Vec<Key>> {
    // The note says how many of each there are.
    const NOTE: usize = 500;
    parts::split(keys, around(None, TELL, None).saturating_add(NOTE), usize::MAX, |key| written_bytes(key, None))
}

impl Forgotten {
    /// How much was forgotten, for the note, which does not say who or what.
    fn in_words(&self) -> String {
        let Self { photos, kept, originals, shared, reports, suggestions, .. } = self;
        format!(
            "photos: {photos}; kept, without contributor: {kept}; originals: {originals}; originals that others gave too: {shared}; reports: {reports}; suggestions: {suggestions}"
        )
    }
}
