//! The contract, on each engine.

use std::sync::Arc;

use zef::catalog::{contract, embedded::Embedded, memory::Memory};

use crate::shelf;

macro_rules! on_each_engine {
    ($($body:ident)*) => {
        mod in_memory {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $body() {
                contract::$body(Arc::new(Memory::default())).await.unwrap();
            })*
        }

        mod embedded {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $body() {
                let folder = tempfile::tempdir().unwrap();
                let store: Arc<Embedded> = shelf::open(folder.path()).unwrap();
                contract::$body(store).await.unwrap();
                assert_eq!(Embedded::verify(folder.path()).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
            })*
        }
    };
}

on_each_engine! {
    gives_back_what_it_was_given
    lists_records_in_order
    finds_records_by_their_indexes
    stamps_what_a_change_touches
    holds_a_change_to_its_expectations
    lets_one_of_many_win
    makes_every_change_once
    tells_its_changes
    forgets_what_has_ended
}

#[tokio::test]
async fn short_lived_values_outlive_a_restart() {
    use zef::catalog::volatile::Volatile as _;
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
