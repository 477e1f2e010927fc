//! The photos of a collection: adding, removing and moving them. Each is a record of its own, so that one more photo
//! writes one small record; the collection's own record is not written.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use serde::Serialize;

use super::{GatherError, TRIES};
use crate::{
    catalog::{
        batch::Edit,
        collections::{item_key, key},
        records,
        store::{BatchId, Expectation, Key, Outcome},
    },
    domain::{
        collection::{
            CollectionItem, CollectionRecord, ITEM_VERSION, MOST_AT_ONCE, MOST_EXCEPTIONS, MOST_PHOTOS, Slug, Told,
            order, order::Rank,
        },
        person::Handle,
        photo::{PhotoId, PhotoRecord, State},
        reader::Reader,
        stored::{Stored, UnknownMembers},
    },
    library::{Library, change::Gesture, collections::VisibleCollection},
};

/// The name of the gesture that puts the photos of a collection in order.
pub const ORDER: &str = "order-collection";

/// What became of photos that somebody added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// How many were added.
    pub added: usize,
    /// How many the collection had already.
    pub already: usize,
}

/// Where a photo is moved, among those that the collection shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Before the one before it.
    Up,
    /// After the one after it.
    Down,
    /// To this number, from 1.
    To(usize),
}

impl Library {
    /// Adds public photos at the end of a collection; those that it has already stay where they are.
    ///
    /// # Errors
    /// [`GatherError`]; nothing was added, unless a store failed or others changed the collection meanwhile: then the first
    /// ones may be.
    pub async fn add_to_collection(
        &self,
        reader: &Reader,
        slug: &Slug,
        photos: &[PhotoId],
    ) -> Result<Added, GatherError> {
        self.add_photos(reader, slug, photos, "add-to-collection", None).await
    }

    /// The same, by the gesture of this name, which may be a part of a batch. What an error or a crash interrupts is a part of
    /// the photos that were to be added: the same again adds the others.
    pub(super) async fn add_photos(
        &self,
        reader: &Reader,
        slug: &Slug,
        photos: &[PhotoId],
        name: &'static str,
        batch: Option<&BatchId>,
    ) -> Result<Added, GatherError> {
        let mut outcome = None;
        for _ in 0..TRIES {
            let VisibleCollection { revision, record } = self.edited(reader, slug).await?;
            let has = self.collections.items(slug, photos).await?;
            let has: BTreeSet<PhotoId> = has.into_iter().map(|kept| kept.record.photo).collect();
            let mut seen = has.clone();
            let new: Vec<PhotoId> = photos.iter().filter(|photo| seen.insert((*photo).clone())).cloned().collect();
            // Of a later try, some are there since the first one.
            let outcome = *outcome.get_or_insert(Added { added: new.len(), already: has.len() });
            if new.is_empty() {
                return Ok(outcome);
            }
            let last = self.collections.last_rank(slug).await?;
            let items = self.new_items(&record, last, &new, reader).await?;
            if items.is_empty() {
                self.make_room_after_last(reader, slug).await?;
                continue;
            }
            let expect = vec![Expectation::Revision(key(slug), revision)];
            let gesture = Gesture { actor: reader.handle(), name, note: None, expect };
            if let Outcome::Done(_) = self.commit_parts(items, gesture, batch).await? {
                return Ok(outcome);
            }
        }
        Err(GatherError::Stale)
    }

    /// Removes photos from a collection. A living one leaves them out from then on, even where its search finds them.
    ///
    /// # Errors
    /// [`GatherError`]; nothing was removed, unless a store failed or others changed the collection meanwhile: then the first
    /// ones may be, and the same again removes the others.
    pub async fn remove_from_collection(
        &self,
        reader: &Reader,
        slug: &Slug,
        photos: &[PhotoId],
    ) -> Result<(), GatherError> {
        for _ in 0..TRIES {
            let VisibleCollection { revision, record } = self.edited(reader, slug).await?;
            let items = self.collections.items(slug, photos).await?;
            let mut edits = Vec::new();
            // The words first: a pair is of photos that the collection has.
            if let Some(changed) = self.leaving_out(&record, photos).await? {
                edits.push(writing(key(slug), Some(revision), &changed)?);
            }
            edits.extend(items.iter().map(|kept| Edit {
                key: item_key(slug, &kept.record.photo),
                revision: Some(kept.revision),
                body: None,
                keeps_claims: true,
            }));
            if edits.is_empty() || self.commit_items(reader, "remove-from-collection", edits).await? {
                return Ok(());
            }
        }
        Err(GatherError::Stale)
    }

    /// The record of a collection without the pairs of these photos; a living one leaves out those of them that it shows.
    /// Nothing where that changes nothing. What people put into a living one may be found by its search too: it is left out
    /// as well.
    async fn leaving_out(
        &self,
        record: &CollectionRecord,
        photos: &[PhotoId],
    ) -> Result<Option<CollectionRecord>, GatherError> {
        let mut changed = record.clone();
        changed.pairs.retain(|pair| !photos.iter().any(|photo| pair.has(photo)));
        if record.query.is_some() {
            let contents = self.contents(&record.slug).await?;
            let shown = photos.iter().filter(|photo| contents.position(photo).is_some());
            for photo in shown {
                if !changed.except.contains(photo) {
                    changed.except.push(photo.clone());
                }
            }
        }
        if changed == *record {
            return Ok(None);
        }
        if changed.except.len() > MOST_EXCEPTIONS {
            return Err(GatherError::TooManyExceptions);
        }
        changed.updated = self.now();
        Ok(Some(changed))
    }

    /// Puts these photos of a collection first, in this order; the others follow in theirs.
    ///
    /// # Errors
    /// [`GatherError`]; nothing was changed, unless a store failed or others changed the order meanwhile: then some are at
    /// their new places, and the same again moves the rest.
    pub async fn order_collection(&self, reader: &Reader, slug: &Slug, first: &[PhotoId]) -> Result<(), GatherError> {
        self.edited(reader, slug).await?;
        self.reorder(reader, slug, |order| {
            let ranks: HashMap<&PhotoId, Rank> = order.iter().map(|(rank, photo)| (photo, *rank)).collect();
            let mut seen: BTreeSet<&PhotoId> = BTreeSet::new();
            let mut wanted = Vec::with_capacity(order.len());
            for photo in first.iter().filter(|photo| seen.insert(photo)) {
                let rank = ranks.get(photo).ok_or_else(|| GatherError::NotInCollection(photo.clone()))?;
                wanted.push((*rank, photo.clone()));
            }
            wanted.extend(order.iter().filter(|(_, photo)| !seen.contains(photo)).cloned());
            Ok(wanted)
        })
        .await
    }

    /// Moves a photo of a collection, counted among those that it shows.
    ///
    /// # Errors
    /// [`GatherError`]; nothing was changed.
    pub async fn move_in_collection(
        &self,
        reader: &Reader,
        slug: &Slug,
        photo: &PhotoId,
        to: Move,
    ) -> Result<(), GatherError> {
        self.edited(reader, slug).await?;
        let contents = self.collections.contents(slug).await?;
        let position = contents.position(photo).ok_or_else(|| GatherError::NotInCollection(photo.clone()))?;
        let others: Vec<&PhotoId> = contents.photos.iter().map(|shown| &shown.id).filter(|id| *id != photo).collect();
        let place = match to {
            Move::Up => position.saturating_sub(1),
            Move::Down => position.saturating_add(1),
            Move::To(number) => number.saturating_sub(1),
        };
        // The photo that comes after it then.
        let next = others.get(place).copied();
        self.reorder(reader, slug, |order| {
            let mut wanted = order.to_vec();
            let here = wanted.iter().position(|(_, id)| id == photo);
            let here = here.ok_or_else(|| GatherError::NotInCollection(photo.clone()))?;
            let moved = wanted.remove(here);
            let there = wanted.iter().position(|(_, id)| Some(id) == next).unwrap_or(wanted.len());
            wanted.insert(there, moved);
            Ok(wanted)
        })
        .await
    }

    /// Gives the photos of a collection the order that `wanted` makes of the present one. As few records as possible are
    /// written.
    async fn reorder(
        &self,
        reader: &Reader,
        slug: &Slug,
        wanted: impl Fn(&[(Rank, PhotoId)]) -> Result<Vec<(Rank, PhotoId)>, GatherError>,
    ) -> Result<(), GatherError> {
        for _ in 0..TRIES {
            let wanted = wanted(&self.collections.order(slug).await?)?;
            let moved = self.ranked(slug, &wanted).await?;
            if moved.is_empty() || self.commit_items(reader, ORDER, moved).await? {
                return Ok(());
            }
        }
        Err(GatherError::Stale)
    }

    /// Gives all photos of a collection new numbers: none is left after the last one.
    pub(super) async fn make_room_after_last(&self, reader: &Reader, slug: &Slug) -> Result<(), GatherError> {
        let order = self.collections.order(slug).await?;
        let ranks = order::after(None, order.len()).unwrap_or_default();
        let new: BTreeMap<PhotoId, Rank> = order.into_iter().map(|(_, photo)| photo).zip(ranks).collect();
        let moved = self.with_ranks(slug, &new).await?;
        self.commit_items(reader, ORDER, moved).await?;
        Ok(())
    }

    /// The records whose rank changes when the photos of a collection have this order.
    async fn ranked(&self, slug: &Slug, wanted: &[(Rank, PhotoId)]) -> Result<Vec<Edit>, GatherError> {
        let present: Vec<Option<Rank>> = wanted.iter().map(|(rank, _)| Some(*rank)).collect();
        let changed = order::changed(&present).into_iter();
        let new = changed.filter_map(|(place, rank)| Some((wanted.get(place)?.1.clone(), rank))).collect();
        self.with_ranks(slug, &new).await
    }

    /// These photos of a collection with their new ranks. Those whose order stays are in order after each of them: the ranks
    /// that become smaller come first, the smallest before others, then those that become greater, the greatest before others.
    async fn with_ranks(&self, slug: &Slug, new: &BTreeMap<PhotoId, Rank>) -> Result<Vec<Edit>, GatherError> {
        let moved: Vec<PhotoId> = new.keys().cloned().collect();
        let items = self.collections.items(slug, &moved).await?;
        let (mut down, mut up) = (Vec::new(), Vec::new());
        for Stored { revision, mut record } in items {
            let Some(rank) = new.get(&record.photo) else { continue };
            let to = if *rank < record.rank { &mut down } else { &mut up };
            record.rank = *rank;
            to.push((*rank, writing(item_key(slug, &record.photo), Some(revision), &record)?));
        }
        down.sort_unstable_by_key(|(rank, _)| *rank);
        up.sort_unstable_by_key(|(rank, _)| Reverse(*rank));
        Ok(down.into_iter().chain(up).map(|(_, edit)| edit).collect())
    }

    /// Commits changes of the photos of a collection, or returns `false` when somebody else changed one of them meanwhile.
    async fn commit_items(&self, reader: &Reader, name: &'static str, edits: Vec<Edit>) -> Result<bool, GatherError> {
        let gesture = Gesture { actor: reader.handle(), name, note: None, expect: Vec::new() };
        Ok(matches!(self.commit_parts(edits, gesture, None).await?, Outcome::Done(_)))
    }

    /// The records of photos that a collection gets after the one of rank `last`, and that they are not there yet; none
    /// when no rank is left.
    pub(super) async fn new_items(
        &self,
        collection: &CollectionRecord,
        last: Option<Rank>,
        photos: &[PhotoId],
        reader: &Reader,
    ) -> Result<Vec<Edit>, GatherError> {
        if photos.len() > MOST_AT_ONCE {
            return Err(GatherError::TooManyAtOnce);
        }
        let slug = &collection.slug;
        if self.collections.count_items(slug).await?.saturating_add(photos.len()) > MOST_PHOTOS {
            return Err(GatherError::Full);
        }
        let public = self.public_photos(photos).await?;
        let Some(ranks) = order::after(last, photos.len()) else { return Ok(Vec::new()) };
        let mut tells: BTreeSet<&Handle> = BTreeSet::new();
        let mut items = Vec::with_capacity(photos.len());
        for (photo, rank) in photos.iter().zip(ranks) {
            let record = public.get(photo).ok_or_else(|| GatherError::NotPublic(photo.clone()))?;
            let person = told_of(record, reader).filter(|_| collection.is_public());
            let told = match person {
                Some(person) if !tells.contains(person) && !self.collections.has_told(slug, person).await? => {
                    tells.insert(person);
                    Some(Told { person: person.clone(), at: self.now() })
                }
                _ => None,
            };
            let item = CollectionItem {
                v: ITEM_VERSION,
                collection: slug.clone(),
                photo: photo.clone(),
                rank,
                added: self.now(),
                told,
                unknown: UnknownMembers::new(),
            };
            items.push(writing(item_key(slug, photo), None, &item)?);
        }
        Ok(items)
    }

    /// The photos of a collection that tell their contributors of it, when everyone sees it from now on: the first one of
    /// each contributor who was not told before. Who was told by a publishing that was interrupted is told again: nobody
    /// could read it.
    pub(super) async fn telling_items(
        &self,
        collection: &CollectionRecord,
        reader: &Reader,
    ) -> Result<Vec<Edit>, GatherError> {
        let slug = &collection.slug;
        let shown: Vec<PhotoId> =
            self.collections.contents(slug).await?.photos.iter().map(|shown| shown.id.clone()).collect();
        let is_unread = |told: &Told| collection.published.is_none() || told.at > collection.updated;
        let mut seen: BTreeSet<Handle> = BTreeSet::new();
        let mut edits = Vec::new();
        for part in shown.chunks(MOST_AT_ONCE) {
            let public = self.public_photos(part).await?;
            let mut tells: HashMap<PhotoId, Handle> = HashMap::new();
            for photo in part.iter().filter_map(|id| public.get(id)) {
                let Some(person) = told_of(photo, reader).filter(|person| seen.insert((*person).clone())) else {
                    continue;
                };
                let by = match self.collections.told_by(slug, person).await? {
                    Some(told) if told.told.as_ref().is_some_and(is_unread) => told.photo,
                    Some(_) => continue,
                    None => photo.id.clone(),
                };
                tells.insert(by, person.clone());
            }
            let telling: Vec<PhotoId> = tells.keys().cloned().collect();
            for Stored { revision, mut record } in self.collections.items(slug, &telling).await? {
                record.told = tells.remove(&record.photo).map(|person| Told { person, at: self.now() });
                edits.push(writing(item_key(slug, &record.photo), Some(revision), &record)?);
            }
        }
        Ok(edits)
    }

    /// Those of these photos that are public.
    async fn public_photos(&self, photos: &[PhotoId]) -> Result<HashMap<PhotoId, PhotoRecord>, GatherError> {
        let kept = self.photos.get_many(photos).await?.into_iter().map(|kept| kept.record);
        let public = kept.filter(|photo| photo.state == State::Published && photo.licence().is_some());
        Ok(public.map(|photo| (photo.id.clone(), photo)).collect())
    }
}

/// Who is told that a photo is in a collection: its contributor, unless they put it there.
fn told_of<'a>(photo: &'a PhotoRecord, reader: &Reader) -> Option<&'a Handle> {
    photo.known_contributor().filter(|contributor| reader.handle() != Some(contributor))
}

/// A record as it is to be written.
pub(super) fn writing<T: Serialize>(key: Key, revision: Option<u64>, record: &T) -> Result<Edit, GatherError> {
    let body = Some(records::write(&key, record)?);
    // No index of collections is unique.
    Ok(Edit { key, revision, body, keeps_claims: true })
}
