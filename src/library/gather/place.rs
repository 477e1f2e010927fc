//! Where a collection stands: inside another one, without a circle, and not too deep.

use super::GatherError;
use crate::{
    catalog::{collections::key, store::Expectation},
    domain::{
        collection::{CollectionRecord, MOST_CHILDREN, MOST_DEPTH, Slug},
        reader::Reader,
    },
    library::Library,
};

impl Library {
    /// Checks whether a collection may stand inside `parent`, and returns what must still hold when it is moved there: the
    /// collections around it are those that were read, so that two moves at once make no circle.
    pub(super) async fn permit_parent(
        &self,
        reader: &Reader,
        collection: &CollectionRecord,
        parent: Option<&Slug>,
    ) -> Result<Vec<Expectation>, GatherError> {
        if !collection.is_managed_by(reader) {
            return Err(GatherError::NotAllowed);
        }
        let Some(parent) = parent else { return Ok(Vec::new()) };
        let kept = self.collections.get(parent).await?.filter(|kept| kept.record.is_edited_by(reader));
        if kept.is_none() {
            return Err(GatherError::NoSuchParent);
        }
        let mut expect = Vec::new();
        let mut above = Some(parent.clone());
        while let Some(slug) = above.take() {
            if slug == collection.slug {
                return Err(GatherError::Circle);
            }
            if expect.len() >= MOST_DEPTH {
                return Err(GatherError::TooDeep);
            }
            let Some(kept) = self.collections.get(&slug).await? else { break };
            expect.push(Expectation::Revision(key(&slug), kept.revision));
            above.clone_from(&kept.record.parent);
        }
        if expect.len().saturating_add(self.levels_of(&collection.slug).await?) > MOST_DEPTH {
            return Err(GatherError::TooDeep);
        }
        if self.collections.inside(parent, MOST_CHILDREN).await?.len() >= MOST_CHILDREN {
            return Err(GatherError::ParentFull);
        }
        Ok(expect)
    }

    /// How many levels a collection has: its own, and those of the collections inside it.
    async fn levels_of(&self, slug: &Slug) -> Result<usize, GatherError> {
        let mut level = vec![slug.clone()];
        let mut levels = 0_usize;
        while !level.is_empty() && levels <= MOST_DEPTH {
            levels = levels.saturating_add(1);
            let mut below = Vec::new();
            for slug in &level {
                below.extend(self.collections.inside(slug, MOST_CHILDREN).await?);
            }
            level = below;
        }
        Ok(levels)
    }
}
