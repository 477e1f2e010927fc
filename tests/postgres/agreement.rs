//! The engine on PostgreSQL and the one in memory give the same results, across openings and rebuilds too.

use proptest::prelude::*;
use zef::catalog::{memory::Memory, postgres::Postgres, store::RecordStore as _};

use super::cluster;
use crate::catalog::{
    agreement::{self, Step},
    shelf,
};

async fn both_say_the_same(steps: Vec<Step>) {
    let database = cluster::fresh().await;
    let memory = Memory::default();
    let mut store = Postgres::open(&database.url, None).await.unwrap();
    for step in steps {
        match step {
            Step::Reopen => {
                store.close().await;
                store = Postgres::open(&database.url, None).await.unwrap();
            }
            Step::Rebuild => assert_eq!(store.rebuild().await.unwrap(), memory.seq()),
            step => agreement::same(&step, &store, &memory).await,
        }
    }
    assert_eq!(shelf::content(&store).await, shelf::content(&memory).await);
    assert_eq!(store.verify().await.unwrap(), []);
    store.close().await;
}

proptest! {
    // Each case has a database of its own.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_engines_agree(steps in agreement::steps()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(both_say_the_same(steps));
    }
}
