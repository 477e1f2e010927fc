//! Gathering photos into collections: making one, changing its words and who edits it, publishing it. Which photos it has, and
//! their order, are in [`photos`].
//!
//! What many photos need is written as several entries of bounded size. Each of them leaves a collection that can be read, and
//! the same gesture again does what is missing.

mod batch;
mod delete;
mod photos;
mod place;

use self::photos::writing;
pub use self::photos::{Added, Move, ORDER};
use super::{
    Library, StoreFault,
    browse::LookError,
    change::{Gesture, around},
    collections::VisibleCollection,
    idempotency::IdempotencyKey,
};
use crate::{
    catalog::{
        CatalogError,
        batch::Edit,
        collections::{CollectionList, key, slug_of},
        parts,
        spaces::batch_key,
        store::{BatchId, Direction, Expectation, Outcome},
    },
    domain::{
        collection::{
            COLLECTION_VERSION, CollectionDates, CollectionPlace, CollectionRecord, CollectionState, CollectionText,
            MOST_AT_ONCE, MOST_CHILDREN, MOST_DEPTH, MOST_EXCEPTIONS, MOST_MEMBERS, MOST_OWN, MOST_PHOTOS,
            NotASavedSearch, Pair, SavedSearch, Slug,
        },
        person::{Handle, Role},
        photo::{PhotoId, Title},
        reader::Reader,
        stored::{Stored, UnknownMembers},
    },
};

/// The name of the gesture that makes a collection.
pub(super) const MAKE: &str = "make-collection";
/// Entries of a batch among which that of its collection is: it is made with the first photos that go into it.
const FIRST: usize = 16;
/// The name of the gesture that changes a collection.
const CHANGE: &str = "change-collection";
/// How often a change is tried again when somebody else changes the same collection meanwhile.
const TRIES: usize = 8;
/// The numbers that are tried for collections of the same title, before one that is drawn.
const NUMBERED: std::ops::Range<usize> = 2..30;

/// Why a collection was not changed.
#[derive(Debug, thiserror::Error)]
pub enum GatherError {
    /// There is no such collection, or this reader may not see it: the answer is the same.
    #[error(transparent)]
    Look(#[from] LookError),
    /// An account is needed.
    #[error("only people with an account make collections")]
    NotSignedIn,
    /// They see it, and may not change it.
    #[error("only the person who made a collection, its members and curators change it")]
    NotAllowed,
    /// They may change it, and not publish it.
    #[error("curators publish collections, and contributors whose photos are public at once publish their own")]
    NeedsCurator,
    /// The photo is not public, or there is none: the answer is the same.
    #[error("{0} is not a public photo")]
    NotPublic(PhotoId),
    /// The collection does not have this photo.
    #[error("{0} is not in the collection")]
    NotInCollection(PhotoId),
    /// It has no room for so many photos.
    #[error("a collection has at most {MOST_PHOTOS} photos")]
    Full,
    /// Too many photos for one gesture.
    #[error("at most {MOST_AT_ONCE} photos are added at once")]
    TooManyAtOnce,
    /// This person made as many as a contributor makes.
    #[error("a contributor makes at most {MOST_OWN} collections")]
    TooManyOwn,
    /// No account has this name.
    #[error("nobody has the account name “{0}”")]
    UnknownMember(String),
    /// A search that it cannot keep.
    #[error(transparent)]
    Search(#[from] NotASavedSearch),
    /// Too many exceptions.
    #[error("a living collection leaves out at most {MOST_EXCEPTIONS} photos")]
    TooManyExceptions,
    /// Too many members.
    #[error("a collection has at most {MOST_MEMBERS} members")]
    TooManyMembers,
    /// The collection that it should stand inside is not there, or this reader may not change that one.
    #[error("there is no such collection to stand inside")]
    NoSuchParent,
    /// It would stand inside itself.
    #[error("a collection cannot stand inside itself")]
    Circle,
    /// Too many levels.
    #[error("collections stand inside one another {MOST_DEPTH} levels deep at most")]
    TooDeep,
    /// The collection that it should stand inside has no room for another one.
    #[error("a collection has at most {MOST_CHILDREN} collections inside it")]
    ParentFull,
    /// Other collections stand inside it.
    #[error("other collections stand inside it")]
    HasChildren,
    /// Somebody else changed it meanwhile.
    #[error("the collection was changed meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for GatherError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

/// What changes of a collection; what is not there stays.
#[derive(Clone, Debug, Default)]
pub struct CollectionChange {
    /// Its title.
    pub title: Option<Title>,
    /// Its text.
    pub text: Option<Option<CollectionText>>,
    /// The search that fills it.
    pub query: Option<Option<SavedSearch>>,
    /// Photos that the search finds and that are left out.
    pub except: Option<Vec<PhotoId>>,
    /// Its pairs of then and now.
    pub pairs: Option<Vec<Pair>>,
    /// The time that it is about.
    pub dates: Option<Option<CollectionDates>>,
    /// The place that it is about.
    pub place: Option<Option<CollectionPlace>>,
    /// The photo that stands for it.
    pub cover: Option<Option<PhotoId>>,
    /// The collection that it stands inside.
    pub parent: Option<Option<Slug>>,
    /// Who edits it, beside the person who made it and curators.
    pub members: Option<Vec<Handle>>,
    /// Whether everyone sees it.
    pub state: Option<CollectionState>,
    /// Why, in words, for its history.
    pub note: Option<String>,
}

impl CollectionChange {
    fn apply(self, collection: &mut CollectionRecord) {
        let Self { title, text, query, except, pairs, dates, place, cover, parent, members, state, note: _ } = self;
        collection.query = query.unwrap_or_else(|| collection.query.take());
        collection.except = except.unwrap_or_else(|| std::mem::take(&mut collection.except));
        collection.pairs = pairs.unwrap_or_else(|| std::mem::take(&mut collection.pairs));
        collection.title = title.unwrap_or_else(|| collection.title.clone());
        collection.text = text.unwrap_or_else(|| collection.text.take());
        collection.dates = dates.unwrap_or_else(|| collection.dates.take());
        collection.place = place.unwrap_or_else(|| collection.place.take());
        collection.cover = cover.unwrap_or_else(|| collection.cover.take());
        collection.parent = parent.unwrap_or_else(|| collection.parent.take());
        collection.members = members.unwrap_or_else(|| std::mem::take(&mut collection.members));
        collection.state = state.unwrap_or(collection.state);
    }
}

impl Library {
    /// Makes a collection of this title, with these photos, as a draft unless it is to be published. A request
    /// with the key of an earlier one, for the same title, gives the collection that was made then.
    ///
    /// # Errors
    /// [`GatherError`]; nothing was made, unless a store failed or others changed it at once: then it may have the first of
    /// the photos alone.
    pub async fn make_collection(
        &self,
        reader: &Reader,
        title: Title,
        change: CollectionChange,
        photos: &[PhotoId],
        key: Option<IdempotencyKey>,
    ) -> Result<Stored<CollectionRecord>, GatherError> {
        let who = reader.handle().ok_or(GatherError::NotSignedIn)?;
        let batch = key.map(|key| key.batch(who, &title));
        self.make_collection_in(reader, title, change, photos, batch.as_ref()).await
    }

    /// The same, as an entry of this batch: undoing it then knows that the collection came with it. If the
    /// batch made one already, gives that.
    pub(super) async fn make_collection_in(
        &self,
        reader: &Reader,
        title: Title,
        change: CollectionChange,
        photos: &[PhotoId],
        batch: Option<&BatchId>,
    ) -> Result<Stored<CollectionRecord>, GatherError> {
        let who = reader.handle().ok_or(GatherError::NotSignedIn)?;
        let own = CollectionList::Of(who.clone());
        for _ in 0..TRIES {
            let slug = self.free_slug(&title).await?;
            // After the slug is chosen: a request of the same batch that commits in between has taken it, and this one tries again.
            if let Some(batch) = batch
                && let Some(made) = self.made_in_batch(who, batch).await?
            {
                self.add_photos(reader, &made.record.slug, photos, MAKE, Some(batch)).await?;
                return Ok(made);
            }
            if !reader.is_at_least(Role::Curator) && self.collections.count(&own).await? >= MOST_OWN {
                return Err(GatherError::TooManyOwn);
            }
            let mut collection = CollectionRecord {
                v: COLLECTION_VERSION,
                slug: slug.clone(),
                by: who.clone(),
                state: CollectionState::Draft,
                title: title.clone(),
                text: None,
                dates: None,
                place: None,
                cover: None,
                parent: None,
                members: Vec::new(),
                query: None,
                except: Vec::new(),
                pairs: Vec::new(),
                created: self.now(),
                updated: self.now(),
                published: None,
                unknown: UnknownMembers::new(),
            };
            let mut expect = vec![Expectation::RecordAbsent(key(&slug))];
            expect.extend(self.permit(reader, &collection, &change, photos).await?);
            change.clone().apply(&mut collection);
            self.date_publication(&mut collection);
            let items = self.new_items(&collection, None, photos, reader).await?;
            let made = writing(key(&slug), None, &collection)?;
            let note = change.note.clone();
            let size = around(Some(who), MAKE, note.as_deref());
            let parts = parts::split(std::iter::once(made).chain(items).collect(), size, usize::MAX, Edit::bytes);
            // Many photos come by further entries, which add them to a collection that is there.
            let first = parts.into_iter().next().unwrap_or_default();
            let rest = photos.get(first.len().saturating_sub(1)..).unwrap_or_default();
            let own = (!rest.is_empty()).then(|| BatchId::from_random(self.chance()));
            let batch = batch.or(own.as_ref());
            let gesture = Gesture { actor: Some(who), name: MAKE, note, expect };
            if let Outcome::Done(revision) = self.commit_parts(first, gesture, batch).await? {
                if !rest.is_empty() {
                    self.add_photos(reader, &slug, rest, MAKE, batch).await?;
                }
                return Ok(Stored { revision, record: collection });
            }
        }
        Err(GatherError::Stale)
    }

    /// The collection that this person made in a batch.
    async fn made_in_batch(
        &self,
        who: &Handle,
        batch: &BatchId,
    ) -> Result<Option<Stored<CollectionRecord>>, StoreFault> {
        let first = self.store.history(&batch_key(batch), None, FIRST, Direction::Ascending).await?;
        let made = first.iter().filter(|entry| entry.gesture == MAKE && entry.actor == who.as_str());
        let keys = made.flat_map(|entry| entry.records.iter().map(|written| &written.key));
        for slug in keys.filter_map(slug_of).collect::<Vec<Slug>>() {
            if let Some(kept) = self.collections.get(&slug).await? {
                return Ok(Some(Stored { revision: kept.revision, record: CollectionRecord::clone(&kept.record) }));
            }
        }
        Ok(None)
    }

    /// Changes a collection's words, where it stands, who edits it and whether everyone sees it, if its revision is still
    /// the one expected.
    ///
    /// # Errors
    /// [`GatherError`]; nothing was changed.
    pub async fn change_collection(
        &self,
        reader: &Reader,
        slug: &Slug,
        change: CollectionChange,
        expected: Option<u64>,
    ) -> Result<Stored<CollectionRecord>, GatherError> {
        self.change_collection_by(reader, slug, change, expected, CHANGE).await
    }

    /// The same, by the gesture of this name where it neither publishes it nor makes it a draft.
    pub(super) async fn change_collection_by(
        &self,
        reader: &Reader,
        slug: &Slug,
        change: CollectionChange,
        expected: Option<u64>,
        name: &'static str,
    ) -> Result<Stored<CollectionRecord>, GatherError> {
        let VisibleCollection { revision, record } = self.edited(reader, slug).await?;
        if expected.is_some_and(|expected| expected != revision) {
            return Err(GatherError::Stale);
        }
        let mut expect = vec![Expectation::Revision(key(slug), revision)];
        expect.extend(self.permit(reader, &record, &change, &[]).await?);
        let mut changed = CollectionRecord::clone(&record);
        let note = change.note.clone();
        change.apply(&mut changed);
        if changed == *record {
            // The same values again change nothing: no entry is written, and the revision stays.
            return Ok(Stored { revision, record: changed });
        }
        self.date_publication(&mut changed);
        changed.updated = self.now();
        let mut edits = Vec::new();
        if changed.is_public() && !record.is_public() {
            // News first: it shows nothing of a draft, so that a crash before the last entry tells nobody.
            edits.extend(self.telling_items(&record, reader).await?);
        }
        edits.push(writing(key(slug), Some(revision), &changed)?);
        let name = match (record.is_public(), changed.is_public()) {
            (false, true) => "publish-collection",
            (true, false) => "unpublish-collection",
            _ => name,
        };
        let gesture = Gesture { actor: reader.handle(), name, note, expect };
        match self.commit_parts(edits, gesture, None).await? {
            Outcome::Done(revision) => Ok(Stored { revision, record: changed }),
            Outcome::Conflict(_) => Err(GatherError::Stale),
        }
    }

    /// A collection that this reader may change.
    async fn edited(&self, reader: &Reader, slug: &Slug) -> Result<VisibleCollection, GatherError> {
        let found = self.collection(reader, slug).await?;
        if found.is_edited_by(reader) { Ok(found) } else { Err(GatherError::NotAllowed) }
    }

    /// Checks what a change asks for, and returns what must still hold when it is made. `added` are photos that the same
    /// gesture adds.
    async fn permit(
        &self,
        reader: &Reader,
        collection: &CollectionRecord,
        change: &CollectionChange,
        added: &[PhotoId],
    ) -> Result<Vec<Expectation>, GatherError> {
        if change.state.is_some_and(|state| state != collection.state) {
            match change.state {
                Some(CollectionState::Published) if !collection.is_published_by(reader) => {
                    return Err(GatherError::NeedsCurator);
                }
                _ if !collection.is_managed_by(reader) => return Err(GatherError::NotAllowed),
                _ => {}
            }
        }
        if let Some(members) = change.members.as_ref().filter(|members| **members != collection.members) {
            if !collection.is_managed_by(reader) {
                return Err(GatherError::NotAllowed);
            }
            self.permit_members(members, &collection.members).await?;
        }
        if let Some(cover) = change.cover.as_ref().and_then(Option::as_ref).filter(|cover| !added.contains(cover)) {
            let items = self.collections.items(&collection.slug, std::slice::from_ref(cover)).await?;
            if items.is_empty() && !self.is_found_by(&collection.slug, cover).await? {
                return Err(GatherError::NotInCollection(cover.clone()));
            }
        }
        let search = change.query.as_ref().and_then(Option::as_ref).and_then(|search| search.read().ok());
        if search.is_some_and(|search| search.query.collection.as_ref() == Some(&collection.slug)) {
            // It would find only what people put into it.
            return Err(NotASavedSearch::Itself.into());
        }
        if change.except.as_ref().is_some_and(|except| except.len() > MOST_EXCEPTIONS) {
            return Err(GatherError::TooManyExceptions);
        }
        if let Some(pairs) = &change.pairs {
            self.permit_pairs(collection, pairs, added).await?;
        }
        match &change.parent {
            Some(parent) if *parent != collection.parent => {
                self.permit_parent(reader, collection, parent.as_ref()).await
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Those who are members already stay, though they may have no account any more.
    async fn permit_members(&self, members: &[Handle], present: &[Handle]) -> Result<(), GatherError> {
        if members.len() > MOST_MEMBERS {
            return Err(GatherError::TooManyMembers);
        }
        for member in members.iter().filter(|member| !present.contains(member)) {
            if self.people.get(member).await?.is_none() {
                return Err(GatherError::UnknownMember(member.to_string()));
            }
        }
        Ok(())
    }

    /// Those that are there already stay, though one of their photos may be shown no longer.
    async fn permit_pairs(
        &self,
        collection: &CollectionRecord,
        pairs: &[Pair],
        added: &[PhotoId],
    ) -> Result<(), GatherError> {
        let new: Vec<&Pair> =
            pairs.iter().filter(|pair| !collection.pairs.iter().any(|kept| kept.is_of_same(pair))).collect();
        if new.is_empty() {
            return Ok(());
        }
        let contents = self.contents(&collection.slug).await?;
        let is_shown = |photo: &PhotoId| added.contains(photo) || contents.position(photo).is_some();
        let missing = new.iter().flat_map(|pair| [&pair.then, &pair.now]).find(|photo| !is_shown(photo));
        missing.map_or(Ok(()), |photo| Err(GatherError::NotInCollection(photo.clone())))
    }

    /// Its first publication.
    fn date_publication(&self, collection: &mut CollectionRecord) {
        if collection.is_public() && collection.published.is_none() {
            collection.published = Some(self.now());
        }
    }

    /// A name that no collection has: that of the title, or with a number.
    async fn free_slug(&self, title: &Title) -> Result<Slug, GatherError> {
        let base = Slug::of_title(title.as_str());
        for candidate in std::iter::once(base.clone()).chain(NUMBERED.map(|number| base.numbered(number))) {
            if self.collections.get(&candidate).await?.is_none() {
                return Ok(candidate);
            }
        }
        let drawn = self.chance().into_iter().take(4).fold(0, |number: usize, byte| number << 8 | usize::from(byte));
        Ok(base.numbered(drawn))
    }
}
