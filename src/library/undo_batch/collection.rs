//! The collection that a batch made: undoing the batch removes it, unless something else was done to it since, and undoing that
//! brings it back.

use serde_json::value::RawValue;

use crate::{
    catalog::{
        CatalogError,
        batch::{self, body_before},
        collections::SPACE,
        spaces::{
            batch_key,
            collection::{CHILD, IN_COLLECTION},
        },
        store::{BatchId, Change, Direction, Expectation, IndexKey, Key, Seq},
    },
    domain::{collection::Slug, reader::Reader},
    library::{Library, StoreFault},
};

/// What a batch did to the record of a collection.
struct Wrote {
    seq: Seq,
    key: Key,
    slug: Slug,
    /// Whether it removed it.
    removed: bool,
}

impl Library {
    /// Makes those collections again that an undo removed: before their photos come back.
    pub(super) async fn bring_back_collections(
        &self,
        batch: &BatchId,
        gesture: &batch::Gesture,
    ) -> Result<(), CatalogError> {
        for Wrote { seq, key, .. } in self.collections_of_batch(batch).await?.into_iter().filter(|wrote| wrote.removed)
        {
            if let Some(body) = body_before(&self.store, &key, seq).await? {
                // Where another one took its name meanwhile, nothing is made.
                let expect = vec![Expectation::RecordAbsent(key.clone())];
                self.store.commit(entry(gesture, expect, vec![(key, body)], Vec::new())).await?;
            }
        }
        Ok(())
    }

    /// Removes the collections that a batch made and that are as it left them, without photos and without others inside.
    pub(super) async fn remove_made_collections(
        &self,
        reader: &Reader,
        batch: &BatchId,
        gesture: &batch::Gesture,
    ) -> Result<(), StoreFault> {
        for Wrote { seq, key, slug, .. } in
            self.collections_of_batch(batch).await?.into_iter().filter(|wrote| !wrote.removed)
        {
            let is_as_made = match self.collections.get(&slug).await? {
                Some(kept) => kept.revision == seq && kept.record.is_managed_by(reader),
                None => false,
            };
            if !is_as_made || body_before(&self.store, &key, seq).await?.is_some() {
                continue;
            }
            let none_in = |index| Expectation::Unclaimed(IndexKey::new(index, &format!("{slug}/")));
            let expect = vec![Expectation::Revision(key.clone(), seq), none_in(&IN_COLLECTION), none_in(&CHILD)];
            // Where one of them does not hold, somebody uses it: it stays.
            self.store.commit(entry(gesture, expect, Vec::new(), vec![key])).await?;
        }
        Ok(())
    }

    async fn collections_of_batch(&self, batch: &BatchId) -> Result<Vec<Wrote>, CatalogError> {
        let mut all = Vec::new();
        let mut after: Option<Seq> = None;
        loop {
            let part = self.store.history(&batch_key(batch), after, super::PART, Direction::Ascending).await?;
            let Some(last) = part.last() else { return Ok(all) };
            after = Some(last.seq);
            for entry in &part {
                let written = entry.records.iter().filter(|written| written.key.space() == SPACE.name);
                all.extend(written.filter_map(|written| {
                    let slug = written.key.name().parse().ok()?;
                    Some(Wrote { seq: entry.seq, key: written.key.clone(), slug, removed: written.body.is_none() })
                }));
            }
        }
    }
}

/// An entry of the batch that an undo is.
fn entry(
    gesture: &batch::Gesture,
    expect: Vec<Expectation>,
    put: Vec<(Key, Box<RawValue>)>,
    remove: Vec<Key>,
) -> Change {
    Change {
        expect,
        put,
        remove,
        at: gesture.at,
        actor: gesture.actor.clone(),
        gesture: gesture.name.clone(),
        batch: Some(gesture.batch.clone()),
        note: gesture.note.clone(),
    }
}
