//! Values that may be lost.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan as _};
use zef::catalog::volatile::Volatile;

use crate::catalog::shelf;

/// Values that may be lost are kept until they are removed or swept.
pub async fn forgets_what_has_ended(store: Arc<dyn Volatile>) {
    let at = |seconds: i64| Timestamp::UNIX_EPOCH.saturating_add(seconds.seconds()).unwrap_or_default();
    store.put("session", "a", b"anne".to_vec(), at(10)).await.unwrap();
    store.put("session", "b", b"yann".to_vec(), at(20)).await.unwrap();
    store.put("other", "a", b"else".to_vec(), at(20)).await.unwrap();
    store.put("session", "c", b"gone".to_vec(), at(20)).await.unwrap();
    store.put("session", "b", Vec::new(), at(30)).await.unwrap();
    store.remove("session", "c").await.unwrap();
    store.remove("session", "never").await.unwrap();
    let get = async |space, key| store.get(space, key).await.unwrap();
    assert_eq!(get("session", "a").await, Some(b"anne".to_vec()));
    assert_eq!(get("session", "b").await, Some(Vec::new()));
    assert_eq!(get("other", "a").await, Some(b"else".to_vec()));
    assert_eq!((get("session", "c").await, get("session", "d").await), (None, None));
    assert_eq!(store.sweep(at(9)).await.unwrap(), 0);
    assert_eq!(store.sweep(at(10)).await.unwrap(), 1);
    assert_eq!((get("session", "a").await, get("session", "b").await), (None, Some(Vec::new())));
    assert_eq!(
        (store.sweep(at(40)).await.unwrap(), get("session", "b").await, get("other", "a").await),
        (2, None, None)
    );
}

#[tokio::test]
async fn short_lived_values_outlive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    store.put("session", "a", b"anne".to_vec(), jiff::Timestamp::MAX).await.unwrap();
    store.put("session", "b", b"yann".to_vec(), jiff::Timestamp::MAX).await.unwrap();
    store.remove("session", "b").await.unwrap();
    drop(store);
    let store = shelf::open(folder.path()).unwrap();
    assert_eq!(store.get("session", "a").await.unwrap(), Some(b"anne".to_vec()));
    assert_eq!(store.get("session", "b").await.unwrap(), None);
}
