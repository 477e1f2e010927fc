//! The contract, on each engine.

use zef::search::{index::FolderIndex, memory::Memory};

use super::contract;

macro_rules! on_each_engine {
    ($($body:ident)*) => {
        mod in_memory {
            use super::*;
            $(#[test]
            fn $body() {
                contract::$body(&Memory::default());
            })*
        }

        mod in_a_folder {
            use super::*;
            $(#[test]
            fn $body() {
                let folder = tempfile::tempdir().unwrap();
                contract::$body(&FolderIndex::of(&folder.path().join("search")));
            })*
        }
    };
}

on_each_engine! {
    finds_words_in_every_form
    finds_letters_that_look_alike
    reads_phrases_and_exclusions
    looks_in_every_text_that_everyone_reads
    filters_by_what_is_exact
    filters_by_place_and_date
    finds_dates_as_they_are_known
    reads_operators
    goes_down_through_the_vocabulary
    counts_what_is_found_by_each_facet
    finds_look_alikes
    finds_what_collections_have
    orders_what_it_finds
    turns_pages_while_photos_come_and_go
    follows_each_change
    suggests_one_letter
    completes_what_one_types
    tells_nothing_that_is_hidden
    draws_clusters_that_agree_with_their_boxes
    moves_and_hides_what_is_on_the_map
}
