//! Journeys: the built binary with real files, one subject for each file; after each test, the log has no error and the
//! exit code is 0.
//!
//! [`zef`] starts and ends it, [`actors`] are the people who use it, [`answer`] is what they read, [`files`] what they
//! send, [`browser`] one who comes with cookies and forms, [`metadata`] what others read in the files they take away,
//! [`meter`] a monitoring program, and clocks that are not set right,
//! [`post_office`] where letters arrive, [`throng`] many people at once, [`made_once`] what all of them begin with, [`alone`] those that have
//! the machine for themselves.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a story that does not go as told stops at once, at the line that tells it"
)]

pub mod actors;
pub mod alone;
pub mod answer;
pub mod browser;
pub mod files;
mod filled_in;
pub mod made_once;
pub mod metadata;
pub mod meter;
pub mod post_office;
pub mod throng;
pub mod zef;

mod archives;
mod around_a_photo;
mod backups;
mod base_map;
mod batches;
mod behind_proxies;
mod better_files;
mod breton;
mod broken_downloads;
mod busy_house;
mod charts;
mod collection_history;
mod collection_pages;
mod collections;
mod collections_named;
mod collections_searched;
mod commands_while_served;
mod contested_credit;
mod control_socket;
mod counted_tries;
mod credits;
mod cut_short;
mod damaged_original;
mod dates_as_known;
mod days_to_come;
mod decided_as_seen;
mod decoding_memory;
mod directions;
mod doctor;
mod doubts;
mod duplicates;
mod embedded;
mod environment;
mod facts_of_files;
mod fixed_addresses;
mod folders;
mod forgotten;
mod full_disk;
mod gazetteer;
mod given_and_taken;
mod given_for_others;
mod guarded_doors;
mod head;
mod hostile_files;
mod hostile_words;
mod imported;
mod journal_cut;
mod kill_minus_nine;
mod large_renditions;
mod legal_pages;
mod lengths;
mod licence_words;
mod links_given;
mod living_collections;
mod looked_after;
mod mail;
mod measured;
mod named_values;
mod names_and_order;
mod new_accounts;
mod news;
mod odd_pictures;
mod on_paper;
mod on_the_map;
mod other_methods;
mod own_list;
mod people_looked_after;
mod photo_history;
mod pictures_on_the_wire;
mod places;
mod places_apart;
mod positions_typed;
mod protected_people;
mod read_again;
mod receipts;
mod refused_files;
mod reported;
mod review_list;
mod revisions;
mod said_once;
mod same_file;
mod search_kept;
mod search_words;
mod sent_again;
mod similar;
mod site_settings;
mod sizes_on_offer;
mod slow_readers;
mod small_pages;
mod sought_by_facts;
mod sought_by_letters;
mod sought_by_operators;
mod sought_by_use;
mod sought_elsewhere;
mod spoken_for;
mod state_lost;
mod state_of_the_site;
mod stopped;
mod storage_taken_away;
mod suggestion_pages;
mod suggestions;
mod suspended;
mod tags;
mod tags_found;
mod taken_back;
mod taken_up_again;
mod then_and_now;
mod thesaurus;
mod tokens_ended;
mod told_to_machines;
mod told_what_is_wrong;
mod two_at_once;
mod unpublished;
mod uploads_given_up;
mod withdrawn_at_once;
mod workbench;
mod workbench_words;
