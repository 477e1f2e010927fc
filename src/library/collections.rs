//! Reading collections: one by one, in lists, and the photos that they show, each through the rule of who sees them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
    sync::Arc,
};

use super::{
    Library, StoreFault,
    browse::{LookError, VisiblePhoto},
};
pub use crate::catalog::collections::{CollectionList, CollectionPage, Contents, ShownPhoto};
use crate::domain::{
    collection::{CollectionRecord, MOST_CHILDREN, MOST_DEPTH, Slug},
    facets::Facets,
    person::{Handle, Role},
    photo::PhotoId,
    reader::Reader,
    stored::Stored,
};

/// A collection that its reader may see.
#[derive(Clone, Debug)]
pub struct VisibleCollection {
    /// The revision to expect when changing it.
    pub revision: u64,
    /// The record.
    pub record: Arc<CollectionRecord>,
}

impl Deref for VisibleCollection {
    type Target = CollectionRecord;

    fn deref(&self) -> &CollectionRecord {
        &self.record
    }
}

/// The photos before and after one in a collection.
#[derive(Clone, Debug)]
pub struct InCollection {
    /// The photo before it.
    pub previous: Option<PhotoId>,
    /// The photo after it.
    pub next: Option<PhotoId>,
    /// Its number, from 1.
    pub number: usize,
    /// How many photos the collection shows.
    pub total: usize,
}

impl Library {
    /// A collection, if this reader may see it.
    ///
    /// # Errors
    /// [`LookError::Unknown`] when there is none, and for a draft of others: the answer is the same.
    pub async fn collection(&self, reader: &Reader, slug: &Slug) -> Result<VisibleCollection, LookError> {
        let kept = self.collections.get(slug).await?.ok_or(LookError::Unknown)?;
        if !kept.record.is_seen_by(reader) {
            return Err(LookError::Unknown);
        }
        Ok(VisibleCollection { revision: kept.revision, record: kept.record })
    }

    /// These photos of a collection, as they are now. One that stopped being public since is left out.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn shown_photos(&self, shown: &[ShownPhoto]) -> Result<Vec<VisiblePhoto>, StoreFault> {
        let ids: Vec<PhotoId> = shown.iter().map(|shown| shown.id.clone()).collect();
        self.whole_photos(&Reader::Visitor, &ids).await
    }

    /// Published collections, the latest published first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn newest_collections(&self, after: Option<&str>, limit: usize) -> Result<CollectionPage, StoreFault> {
        Ok(self.collections.list(&CollectionList::Public, after, limit).await?)
    }

    /// Drafts, for curators only; nothing for other readers.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn draft_collections(
        &self,
        reader: &Reader,
        after: Option<&str>,
        limit: usize,
    ) -> Result<CollectionPage, StoreFault> {
        if !reader.is_at_least(Role::Curator) {
            return Ok(CollectionPage::default());
        }
        Ok(self.collections.list(&CollectionList::Drafts, after, limit).await?)
    }

    /// The collections that a reader made or is a member of, the latest made first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn own_collections(&self, who: &Handle, limit: usize) -> Result<CollectionPage, StoreFault> {
        Ok(self.collections.list(&CollectionList::Of(who.clone()), None, limit).await?)
    }

    /// Collections that a reader may change: their own, and for curators the newest others, so many of each list.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn editable_collections(
        &self,
        reader: &Reader,
        limit: usize,
    ) -> Result<Vec<Stored<CollectionRecord>>, StoreFault> {
        let Some(who) = reader.handle() else { return Ok(Vec::new()) };
        let mut found = self.own_collections(who, limit).await?.collections;
        if reader.is_at_least(Role::Curator) {
            found.extend(self.draft_collections(reader, None, limit).await?.collections);
            found.extend(self.newest_collections(None, limit).await?.collections);
        }
        let mut seen = BTreeSet::new();
        found.retain(|kept| seen.insert(kept.record.slug.clone()));
        Ok(found)
    }

    /// The collections inside this one that a reader may see, in the order in which they were made.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn collections_inside(
        &self,
        reader: &Reader,
        parent: &Slug,
    ) -> Result<Vec<Stored<CollectionRecord>>, StoreFault> {
        let list = CollectionList::Inside(parent.clone());
        let page = self.collections.list(&list, None, MOST_CHILDREN).await?;
        Ok(page.collections.into_iter().filter(|kept| kept.record.is_seen_by(reader)).collect())
    }

    /// The collections that this one stands inside, the outermost first, up to the first that the reader may not see.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn collections_around(
        &self,
        reader: &Reader,
        collection: &CollectionRecord,
    ) -> Result<Vec<Arc<CollectionRecord>>, StoreFault> {
        let mut around = Vec::new();
        let mut parent = collection.parent.clone();
        while let Some(slug) = parent.take().filter(|_| around.len() < MOST_DEPTH) {
            let Some(kept) = self.collections.get(&slug).await? else { break };
            if !kept.record.is_seen_by(reader) {
                break;
            }
            parent.clone_from(&kept.record.parent);
            around.push(kept.record);
        }
        around.reverse();
        Ok(around)
    }

    /// The published collections into which somebody put a photo, by their titles. Those whose search finds it are not among
    /// them: a photo published elsewhere would make every page of a photo stale.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn collections_with(&self, photo: &PhotoId) -> Result<Vec<Arc<CollectionRecord>>, StoreFault> {
        self.public_by_title(self.collections_having(photo).await?).await
    }

    /// Those of these collections that everyone sees, by their titles.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn public_by_title(&self, slugs: Vec<Slug>) -> Result<Vec<Arc<CollectionRecord>>, StoreFault> {
        let mut found = self.public_collections(slugs).await?;
        found.sort_by(|one, other| one.title.cmp(&other.title));
        Ok(found)
    }

    /// The names of all collections that have a photo, drafts too: what a page depends on, and never shows.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn collections_having(&self, photo: &PhotoId) -> Result<Vec<Slug>, StoreFault> {
        Ok(self.collections.with_photo(photo).await?)
    }

    /// The photos before and after one in a collection; nothing when the collection does not show it.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn beside_in_collection(&self, slug: &Slug, photo: &PhotoId) -> Result<Option<InCollection>, StoreFault> {
        let contents = self.contents_at_hand(slug).await?;
        let Some(position) = contents.position(photo) else { return Ok(None) };
        let at = |place: Option<usize>| contents.photos.get(place?).map(|shown| shown.id.clone());
        Ok(Some(InCollection {
            previous: at(position.checked_sub(1)),
            next: at(position.checked_add(1)),
            number: position.saturating_add(1),
            total: contents.len(),
        }))
    }

    /// The titles of the published collections that a search is narrowed to and that its facets name, by their names in
    /// addresses.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn titles_of(
        &self,
        asked: Option<&Slug>,
        facets: &Facets,
    ) -> Result<BTreeMap<String, String>, StoreFault> {
        let counted = facets.collections.iter().filter_map(|(slug, _)| slug.parse().ok());
        let public = self.public_collections(asked.cloned().into_iter().chain(counted).collect()).await?;
        let titled = public.iter().map(|one| (one.slug.to_string(), one.title.as_str().to_owned()));
        Ok(titled.collect())
    }

    /// Those of these collections that everyone sees.
    pub(super) async fn public_collections(&self, slugs: Vec<Slug>) -> Result<Vec<Arc<CollectionRecord>>, StoreFault> {
        let mut public = Vec::new();
        for slug in slugs {
            if let Some(kept) = self.collections.get(&slug).await?
                && kept.record.is_public()
            {
                public.push(kept.record);
            }
        }
        Ok(public)
    }
}
