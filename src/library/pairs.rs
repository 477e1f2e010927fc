//! Then and now: the pairs of photos of the same place that collections show. A pair is shown while everyone may see both.

use std::sync::Arc;

use super::{Library, StoreFault, browse::VisiblePhoto};
use crate::domain::{
    collection::{CollectionRecord, Pair},
    photo::PhotoId,
    reader::Reader,
};

/// A pair whose two photos everyone may see.
#[derive(Clone, Debug)]
pub struct ShownPair {
    /// Which one.
    pub pair: Pair,
    /// The earlier photo.
    pub then: VisiblePhoto,
    /// The later one.
    pub now: VisiblePhoto,
}

impl Library {
    /// The pairs of a collection that are shown, in their order.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn shown_pairs(&self, collection: &CollectionRecord) -> Result<Vec<ShownPair>, StoreFault> {
        self.shown_of(&collection.pairs).await
    }

    /// The pairs that published collections make of a photo and another one.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn pairs_of(&self, photo: &PhotoId) -> Result<Vec<(Arc<CollectionRecord>, ShownPair)>, StoreFault> {
        let mut all = Vec::new();
        for collection in self.public_collections(self.collections.with_pair(photo).await?).await? {
            let pairs: Vec<Pair> = collection.pairs.iter().filter(|pair| pair.has(photo)).cloned().collect();
            let shown = self.shown_of(&pairs).await?;
            all.extend(shown.into_iter().map(|pair| (Arc::clone(&collection), pair)));
        }
        Ok(all)
    }

    async fn shown_of(&self, pairs: &[Pair]) -> Result<Vec<ShownPair>, StoreFault> {
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<PhotoId> = pairs.iter().flat_map(|pair| [pair.then.clone(), pair.now.clone()]).collect();
        let photos = self.whole_photos(&Reader::Visitor, &ids).await?;
        let shown = |id: &PhotoId| photos.iter().find(|photo| photo.id == *id).cloned();
        let both =
            |pair: &Pair| Some(ShownPair { then: shown(&pair.then)?, now: shown(&pair.now)?, pair: pair.clone() });
        Ok(pairs.iter().filter_map(both).collect())
    }
}
