//! A cache of records read recently: people named on every page, a photo that is read again and again.
//!
//! A cached record is current until its own stamp moves: it is never shown after it changed, other changes leave it
//! cached, and nothing has to be invalidated.

use std::sync::Arc;

use quick_cache::sync::Cache;
use serde::de::DeserializeOwned;

use super::{
    error::CatalogError,
    records,
    stamps::Slot,
    store::{Key, RecordStore, Seq},
};
use crate::domain::stored::Stored;

/// A record, or its absence, and the number of the library's last entry when it was read.
type Read<T> = (Seq, Option<Stored<Arc<T>>>);

/// The records of one space.
pub(super) struct Recent<T>(Arc<Cache<Key, Read<T>>>);

// Derived, this would need records to be `Clone`.
impl<T> Clone for Recent<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: DeserializeOwned> Recent<T> {
    /// A cache of at most `most` records.
    pub(super) fn of(most: usize) -> Self {
        Self(Arc::new(Cache::new(most)))
    }

    /// The record of this key, from memory while it did not change, else from the store.
    pub(super) async fn one(
        &self,
        store: &Arc<dyn RecordStore>,
        key: Key,
    ) -> Result<Option<Stored<Arc<T>>>, CatalogError> {
        // Read before the record: a change meanwhile makes it stale, never wrongly current.
        let (seq, stamps) = (store.seq(), store.stamps());
        let slot = Slot::record(&key);
        if let Some((_, kept)) = self.0.get(&key).filter(|(read, _)| stamps.are_unchanged(&[slot], *read)) {
            return Ok(kept);
        }
        let kept = records::one(store, key.clone()).await?;
        let kept = kept.map(|Stored { revision, record }| Stored { revision, record: Arc::new(record) });
        self.0.insert(key, (seq, kept.clone()));
        Ok(kept)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;
    use crate::catalog::{
        memory::Memory,
        store::{Change, Outcome},
    };

    async fn put(store: &Arc<dyn RecordStore>, text: &str) {
        let key = Key::new("word", "a");
        let body = records::write(&key, &text).unwrap();
        let change = Change {
            expect: Vec::new(),
            put: vec![(key, body)],
            remove: Vec::new(),
            at: "2026-11-26T00:00:00Z".parse().unwrap(),
            actor: "anne".to_owned(),
            gesture: "say".into(),
            batch: None,
            note: None,
        };
        assert!(matches!(store.commit(change).await.unwrap(), Outcome::Done(_)));
    }

    #[tokio::test]
    async fn a_record_is_never_shown_after_it_changed() {
        let store: Arc<dyn RecordStore> = Arc::new(Memory::default());
        let recent = Recent::<String>::of(10);
        let word =
            async || recent.one(&store, Key::new("word", "a")).await.unwrap().map(|kept| kept.record.to_string());
        assert_eq!(word().await, None);
        for text in ["bara", "gwin"] {
            put(&store, text).await;
            assert_eq!((word().await.as_deref(), word().await.as_deref()), (Some(text), Some(text)));
        }
    }
}
