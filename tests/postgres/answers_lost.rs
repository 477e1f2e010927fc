//! A commit whose answer is lost is asked for again: it is made once, whatever was lost.

use std::{sync::Arc, time::Duration};

use zef::{
    catalog::{
        postgres::Postgres,
        store::{Change, Expectation, Outcome, RecordStore as _},
    },
    domain::person::Role,
};

use super::{
    cluster::{self, Cluster},
    proxy::{Loss, Proxy},
};
use crate::catalog::{
    making::{person, putting},
    shelf::every_entry,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_again_is_made_once() {
    let database = cluster::fresh().await;
    let proxy = Proxy::before(cluster::shared().port()).await;
    let store = Arc::new(Postgres::open(&Cluster::url(proxy.address.port(), &database.name), None).await.unwrap());
    let losses = [Loss::Answer, Loss::Question, Loss::Time];
    for number in 0..9_usize {
        let name = format!("p{number:05}");
        let new = putting(&person(&name, Role::Contributor));
        // Made a second time, it would meet itself.
        let new = Change { expect: vec![Expectation::RecordAbsent(new.put[0].0.clone())], ..new };
        proxy.loses(losses[number % 3], &name);
        let outcome = store.commit(new.clone()).await.unwrap();
        assert_eq!(outcome, Outcome::Done(u64::try_from(number).unwrap() + 1), "{name}");
        assert!(proxy.has_lost());
        assert!(matches!(store.commit(new).await.unwrap(), Outcome::Conflict(_)));
    }
    // What came late is there by now, or will never be.
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    let entries = every_entry(&*store).await;
    assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>());
    assert_eq!((store.seq(), store.count("role/").await.unwrap()), (9, 9));
    assert_eq!(store.verify().await.unwrap(), []);
}

/// Many at once, some of which lose: each is made once, or its expectation does not hold.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_is_asked_again_keeps_its_conflicts() {
    let database = cluster::fresh().await;
    let proxy = Proxy::before(cluster::shared().port()).await;
    let store = Arc::new(Postgres::open(&Cluster::url(proxy.address.port(), &database.name), None).await.unwrap());
    proxy.loses(Loss::Answer, "p00003");
    let mut working = tokio::task::JoinSet::new();
    for number in 0..40 {
        let store = Arc::clone(&store);
        working.spawn(async move {
            let new = putting(&person(&format!("p{:05}", number % 20), Role::Contributor));
            let new = Change { expect: vec![Expectation::RecordAbsent(new.put[0].0.clone())], ..new };
            matches!(store.commit(new).await.unwrap(), Outcome::Done(_))
        });
    }
    let mut made = 0;
    while let Some(done) = working.join_next().await {
        made += usize::from(done.unwrap());
    }
    assert!(proxy.has_lost());
    assert_eq!((made, store.seq(), store.count("role/").await.unwrap()), (20, 20, 20));
    assert_eq!(store.verify().await.unwrap(), []);
}
