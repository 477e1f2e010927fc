//! The contract of every engine: the same tests, each on an empty store of its own, through public operations only.

mod batches;
mod entries;
mod expectations;
mod indexes;
mod moving;
mod private;
mod records;
mod stamps;
mod versions;
mod volatile;

use std::sync::Arc;

use zef::{
    catalog::{
        embedded::Embedded,
        memory::Memory,
        people,
        spaces::person::ROLE,
        store::{Direction, Entry, IndexKey, Key, RecordStore, Seq},
    },
    domain::person::Role,
};

use crate::catalog::{
    making::{person, putting},
    shelf,
};

/// A store under the contract.
pub type Store = Arc<dyn RecordStore>;

/// Writes a person, and gives the number of the entry.
pub async fn put(store: &Store, name: &str, role: Role) -> Seq {
    shelf::done(&**store, putting(&person(name, role))).await
}

/// The key of a person.
pub fn key(name: &str) -> Key {
    people::SPACE.key(name)
}

/// The index keys of people with a role that begin so.
pub fn with_role(name: &str) -> IndexKey {
    IndexKey::new(&ROLE, name)
}

/// Index entries, each as its index key and the key of its record.
pub async fn hits(store: &Store, prefix: &str, after: Option<&str>, limit: usize, direction: Direction) -> Vec<String> {
    let hits = store.lookup(prefix, after, limit, direction).await.unwrap();
    hits.into_iter().map(|hit| format!("{} {}", hit.index, hit.key)).collect()
}

/// The numbers of some entries.
pub fn numbers(entries: &[Entry]) -> Vec<Seq> {
    entries.iter().map(|entry| entry.seq).collect()
}

macro_rules! on_each_engine {
    ($($topic:ident: $($body:ident)*;)*) => {
        mod in_memory {
            use super::*;
            $($(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $body() {
                $topic::$body(Arc::new(Memory::default())).await;
            })*)*
        }

        mod embedded {
            use super::*;
            $($(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $body() {
                let folder = tempfile::tempdir().unwrap();
                let store: Arc<Embedded> = shelf::open(folder.path()).unwrap();
                $topic::$body(store).await;
                // Closed, what the state holds is what the journal says.
                let flaws = Embedded::verify(folder.path()).unwrap();
                assert!(flaws.is_empty(), "{flaws:?}");
            })*)*
        }

        #[cfg(feature = "postgres")]
        mod on_postgres {
            use zef::catalog::postgres::Postgres;

            use super::*;
            use crate::postgres::cluster;
            $($(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $body() {
                let database = cluster::fresh().await;
                let store = Arc::new(Postgres::open(&database.url, None).await.unwrap());
                $topic::$body(store.clone()).await;
                let flaws = store.verify().await.unwrap();
                assert!(flaws.is_empty(), "{flaws:?}");
            })*)*
        }
    };
}

on_each_engine! {
    records:
        gives_back_what_it_was_given
        lists_records_in_order
        lists_keys_by_their_bytes_whatever_the_alphabet
        keeps_members_that_it_does_not_know;
    indexes:
        finds_records_by_their_indexes
        finds_every_kind_of_record_by_every_index;
    expectations:
        holds_a_change_to_its_expectations
        takes_a_record_whose_name_an_index_has
        lets_one_of_many_win
        makes_every_change_once;
    entries:
        tells_its_changes
        bounds_a_page_of_changes_by_its_bytes
        tells_the_latest_entries_first
        tells_what_an_actor_did_and_where_a_gesture_was_made
        tells_the_history_of_one_record
        tells_the_history_of_a_collection_with_its_photos
        refuses_an_entry_that_is_too_large
        takes_a_change_of_many_records;
    versions:
        writes_records_of_older_versions_as_the_present_one_has_them
        refuses_records_of_newer_versions;
    private:
        gives_followers_nothing_private;
    batches:
        makes_one_gesture_of_thousands_of_records
        leaves_what_changed_meanwhile_and_says_so
        undoes_a_batch_where_nothing_changed_since undoes_only_what_its_caller_gives_back
        claims_nothing_twice_in_a_unique_index
        keeps_its_entries_small brings_names_back_in_several_entries;
    volatile:
        forgets_what_has_ended
        counts_tries_by_their_rate
        gives_a_work_to_one_holder_at_a_time;
    moving:
        takes_no_change_while_it_moves;
    stamps:
        stamps_what_a_change_touches
        stamps_what_goes_and_comes_back
        stamps_parts_of_lists_with_their_list
        stamps_everything_when_something_is_forgotten;
}
