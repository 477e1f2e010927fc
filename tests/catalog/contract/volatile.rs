//! The volatile store.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::{Timestamp, ToSpan as _};
use tokio::{task::JoinSet, time::sleep};
use zef::catalog::volatile::{Rate, Volatile};

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

/// Some at once, then one in each pause, for each key alone; one too many is told how long to wait.
pub async fn counts_tries_by_their_rate(store: Arc<dyn Volatile>) {
    let rate = Rate { burst: 5, pause: Duration::from_mins(1) };
    let mut trying = JoinSet::new();
    for _ in 0..20 {
        let store = Arc::clone(&store);
        trying.spawn(async move { store.count_try("anne", rate).await.unwrap() });
    }
    let waits: Vec<Duration> = trying.join_all().await.into_iter().flatten().collect();
    assert_eq!(waits.len(), 15, "{waits:?}");
    assert!(waits.iter().all(|wait| *wait <= rate.pause && *wait > rate.pause / 2), "{waits:?}");
    assert_eq!(store.count_try("bran", rate).await.unwrap(), None);
    // After a pause, one more.
    let rate = Rate { burst: 1, pause: Duration::from_millis(300) };
    assert_eq!(store.count_try("mona", rate).await.unwrap(), None);
    let wait = store.count_try("mona", rate).await.unwrap().unwrap();
    sleep(wait + Duration::from_millis(20)).await;
    assert_eq!(store.count_try("mona", rate).await.unwrap(), None);
}

/// The others have it once its holder leaves it, or renews it no longer.
pub async fn gives_a_work_to_one_holder_at_a_time(store: Arc<dyn Volatile>) {
    let (long, short) = (Duration::from_mins(10), Duration::from_millis(200));
    let mut asking = JoinSet::new();
    for number in 0..10 {
        let store = Arc::clone(&store);
        asking.spawn(async move { store.take_lease("mail", &format!("n{number}"), long).await.unwrap() });
    }
    assert_eq!(asking.join_all().await.into_iter().filter(|is_held| *is_held).count(), 1);
    let take = async |work, holder, lasts| store.take_lease(work, holder, lasts).await.unwrap();
    assert!(take("check", "a", long).await && !take("check", "b", long).await && take("check", "a", long).await);
    store.leave_lease("check", "b").await.unwrap();
    assert!(!take("check", "b", long).await);
    store.leave_lease("check", "a").await.unwrap();
    assert!(take("check", "b", short).await);
    let began = Instant::now();
    while !take("check", "a", short).await {
        assert!(began.elapsed() < Duration::from_secs(10));
        sleep(Duration::from_millis(10)).await;
    }
    assert!(began.elapsed() > Duration::from_millis(100));
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
