//! The photos that meet every condition, however many the library has: from the rarest condition on, part by part.
//!
//! 1. **look** at the first part of each stretch: the shortest one gives all the photos that there can be;
//! 2. **leave out** those that are not in the other stretches. The short ones are at hand already; once few photos are
//!    left, their records say the rest, and no long stretch is walked for them;
//! 3. **order** what is left, and read the records of one page.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use super::{
    Page, key,
    sought::{Condition, Order},
};
use crate::{
    catalog::{
        error::CatalogError,
        noun::{self, Kept},
        store::{Direction, IndexHit, RecordStore},
    },
    domain::photo::{PhotoId, PhotoRecord},
};

/// Index entries held at a time: about 100 KB.
pub(super) const PART: usize = 1_000;
/// Photos whose records are read rather than a long stretch walked: reading one costs as much as some twenty entries, and
/// a stretch that is not short has more than [`PART`].
pub(super) const FEW: usize = 200;
/// Characters of a photo's id.
const ID: usize = 8;

/// A photo's place in time, `INSTANT/ID`, in sixteen bytes: a million of them may be held at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Microseconds since 1970.
    at: u64,
    id: [u8; ID],
}

impl Place {
    /// `word/WORD/INSTANT/ID` → `INSTANT/ID`: the same photo under any condition.
    pub(super) fn of(index: &str) -> Option<Self> {
        let (rest, id) = index.rsplit_once('/')?;
        let (_, at) = rest.rsplit_once('/')?;
        Some(Self { at: at.parse().ok()?, id: id.as_bytes().try_into().ok()? })
    }

    fn id(&self) -> Option<PhotoId> {
        std::str::from_utf8(&self.id).ok()?.parse().ok()
    }

    fn text(&self) -> String {
        format!("{:020}/{}", self.at, String::from_utf8_lossy(&self.id))
    }
}

/// Whether a text ends with the place of a photo, as every cursor does.
pub(super) fn is_place(text: &str) -> bool {
    Place::of(&format!("/{text}")).is_some_and(|place| place.id().is_some())
}

/// A photo that was found.
#[derive(Clone, Copy, Debug)]
struct Met {
    place: Place,
    /// How many conditions it was seen to meet.
    conditions: u16,
    /// How many of the sought words it has as they were sought.
    whole_words: u16,
}

/// Photos that meet every condition, in the order of their places.
#[derive(Debug, Default)]
pub(super) struct Found(Vec<Met>);

/// A walk through a stretch of an index from its end, part by part.
pub(super) struct Walk<'a> {
    store: &'a Arc<dyn RecordStore>,
    prefix: &'a str,
    /// Where the last part ended; absent at first.
    after: Option<String>,
    over: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(store: &'a Arc<dyn RecordStore>, prefix: &'a str, after: Option<String>) -> Self {
        Self { store, prefix, after, over: false }
    }

    /// The next entries; none after the last ones.
    pub(super) async fn part(&mut self) -> Result<Vec<IndexHit>, CatalogError> {
        if self.over {
            return Ok(Vec::new());
        }
        let part = self.store.lookup(self.prefix, self.after.as_deref(), PART, Direction::Descending).await?;
        self.over = part.len() < PART;
        self.after = part.last().map(|hit| hit.index.clone());
        Ok(part)
    }
}

/// A condition, with the first part of its stretch and the walk to the others.
struct Stretch<'a> {
    condition: &'a Condition,
    first: Vec<IndexHit>,
    rest: Walk<'a>,
}

impl<'a> Stretch<'a> {
    async fn begin(store: &'a Arc<dyn RecordStore>, condition: &'a Condition) -> Result<Self, CatalogError> {
        let mut rest = Walk::new(store, &condition.prefix, None);
        Ok(Self { condition, first: rest.part().await?, rest })
    }

    const fn is_short(&self) -> bool {
        self.rest.over
    }

    /// Gives every entry that counts: its photo's place, and whether it is of the very word that is sought.
    async fn walk(mut self, mut each: impl FnMut(Place, bool)) -> Result<(), CatalogError> {
        let mut part = self.first;
        while !part.is_empty() {
            for hit in part.iter().filter(|hit| self.condition.holds(&hit.index)) {
                if let Some(place) = Place::of(&hit.index) {
                    each(place, self.condition.is_whole(&hit.index));
                }
            }
            part = self.rest.part().await?;
        }
        Ok(())
    }
}

impl Found {
    /// The photos that are in the stretches of all these conditions.
    pub(super) async fn meeting(store: &Arc<dyn RecordStore>, conditions: &[Condition]) -> Result<Self, CatalogError> {
        let mut stretches = Vec::with_capacity(conditions.len());
        for condition in conditions {
            let stretch = Stretch::begin(store, condition).await?;
            stretches.push((stretch.first.len(), stretch));
        }
        if stretches.len() > 1 && stretches.iter().all(|(_, stretch)| !stretch.is_short()) {
            // Only then is it worth counting to the end.
            for (length, stretch) in &mut stretches {
                *length = store.count(&stretch.condition.prefix).await?;
            }
        }
        // The shortest one last, where it is taken from.
        stretches.sort_by_key(|(length, _)| Reverse(*length));
        let mut stretches: Vec<Stretch<'_>> = stretches.into_iter().map(|(_, stretch)| stretch).collect();
        let Some(shortest) = stretches.pop() else { return Ok(Self::default()) };
        let mut found = Self::all_of(shortest).await?;
        let mut met = 1;
        while let Some(stretch) = stretches.pop() {
            if !stretch.is_short() && found.are_few() {
                let left: Vec<&Condition> =
                    stretches.iter().chain([&stretch]).map(|stretch| stretch.condition).collect();
                found.keep_by_records(store, &left).await?;
                break;
            }
            stretch
                .walk(|place, whole| {
                    if let Some(there) = found.get(place) {
                        there.conditions = met + 1;
                        there.whole_words += u16::from(whole);
                    }
                })
                .await?;
            met += 1;
            found.0.retain(|photo| photo.conditions == met);
        }
        Ok(found)
    }

    async fn all_of(stretch: Stretch<'_>) -> Result<Self, CatalogError> {
        let mut found = Vec::new();
        stretch.walk(|place, whole| found.push(Met { place, conditions: 1, whole_words: u16::from(whole) })).await?;
        // A photo stands once under each word that begins so: the one with the very word is kept.
        found.sort_unstable_by_key(|met| (met.place, Reverse(met.whole_words)));
        found.dedup_by_key(|met| met.place);
        found.shrink_to_fit();
        Ok(Self(found))
    }

    fn position(&self, place: Place) -> Option<usize> {
        self.0.binary_search_by_key(&place, |met| met.place).ok()
    }

    fn get(&mut self, place: Place) -> Option<&mut Met> {
        let position = self.position(place)?;
        self.0.get_mut(position)
    }

    /// Which of them this is, if it is one.
    pub(super) fn number(&self, place: Place) -> Option<usize> {
        self.position(place)
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether their records are read rather than a long stretch walked.
    pub(super) const fn are_few(&self) -> bool {
        self.0.len() <= FEW
    }

    /// The records of all of them.
    pub(super) async fn records(&self, store: &Arc<dyn RecordStore>) -> Result<Vec<Kept<PhotoRecord>>, CatalogError> {
        records(store, &self.0).await
    }

    /// Leaves out those whose records do not meet these conditions.
    async fn keep_by_records(
        &mut self,
        store: &Arc<dyn RecordStore>,
        conditions: &[&Condition],
    ) -> Result<(), CatalogError> {
        let read = self.records(store).await?;
        let mut kept: HashMap<[u8; ID], u16> = HashMap::with_capacity(read.len());
        for photo in &read {
            let index = super::index(&photo.record);
            let keys = || index.iter().map(super::Key::as_str);
            if conditions.iter().all(|condition| keys().any(|key| condition.holds(key))) {
                let whole = conditions.iter().filter(|condition| keys().any(|key| condition.is_whole(key))).count();
                if let Ok(id) = photo.record.id.as_str().as_bytes().try_into() {
                    kept.insert(id, u16::try_from(whole).unwrap_or(u16::MAX));
                }
            }
        }
        self.0.retain_mut(|met| {
            let whole = kept.get(&met.place.id);
            met.whole_words += whole.copied().unwrap_or_default();
            whole.is_some()
        });
        Ok(())
    }

    /// A page of them.
    pub(super) async fn page(
        mut self,
        store: &Arc<dyn RecordStore>,
        order: Order,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page, CatalogError> {
        let total = self.0.len();
        let (shown, next) = match order {
            Order::Taken => self.by_date(store, after, limit).await?,
            Order::Newest => {
                self.0.reverse();
                self.part(after, limit, |met| met.place.text())
            }
            Order::Relevance => {
                self.0.sort_unstable_by_key(|met| Reverse((met.whole_words, met.place)));
                self.part(after, limit, |met| format!("{:02}/{}", met.whole_words, met.place.text()))
            }
        };
        Ok(Page { photos: records(store, &shown).await?, next, total })
    }

    /// Those after a cursor, and the next cursor; the cursor of a photo tells its place in the order.
    fn part(&self, after: Option<&str>, limit: usize, cursor: impl Fn(&Met) -> String) -> (Vec<Met>, Option<String>) {
        let begin = after.map_or(0, |after| self.0.partition_point(|met| cursor(met).as_str() >= after));
        let rest = self.0.get(begin..).unwrap_or_default();
        let shown = rest.get(..limit.min(rest.len())).unwrap_or_default();
        let next = shown.last().filter(|_| rest.len() > limit).map(cursor);
        (shown.to_vec(), next)
    }

    /// Those after a cursor by the date they were taken: the index has them in this order.
    async fn by_date(
        &self,
        store: &Arc<dyn RecordStore>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<Met>, Option<String>), CatalogError> {
        const DATES: &str = "taken/";
        let mut dated: Vec<(String, Met)> = Vec::new();
        let mut keep = |index: &str| {
            let met = Place::of(index).and_then(|place| self.0.get(self.position(place)?));
            let date = index.strip_prefix(DATES);
            dated.extend(date.zip(met).map(|(date, met)| (date.to_owned(), *met)));
            dated.len()
        };
        if self.are_few() {
            for photo in self.records(store).await? {
                for key in super::index(&photo.record) {
                    keep(key.as_str());
                }
            }
            dated.sort_unstable_by(|(one, _), (other, _)| other.cmp(one));
            let begin = after.map_or(0, |after| dated.partition_point(|(date, _)| date.as_str() >= after));
            dated.drain(..begin);
        } else {
            let mut walk = Walk::new(store, DATES, after.map(|after| format!("{DATES}{after}")));
            loop {
                let part = walk.part().await?;
                // One more than is shown tells that there is a next page.
                if part.is_empty() || part.iter().any(|hit| keep(&hit.index) > limit) {
                    break;
                }
            }
        }
        let more = dated.len() > limit;
        dated.truncate(limit);
        let next = dated.last().filter(|_| more).map(|(date, _)| date.clone());
        Ok((dated.into_iter().map(|(_, met)| met).collect(), next))
    }
}

async fn records(store: &Arc<dyn RecordStore>, found: &[Met]) -> Result<Vec<Kept<PhotoRecord>>, CatalogError> {
    let ids = found.iter().filter_map(|met| met.place.id());
    noun::many(store, &ids.map(|id| key(&id)).collect::<Vec<_>>()).await
}
