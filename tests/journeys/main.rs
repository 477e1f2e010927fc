//! Journeys: the built binary, real files, one story a file; after each, its log is clean and it ended well.
//!
//! [`zef`] starts and ends it, [`actors`] are the people who use it, [`answer`] is what they read, [`files`] what they
//! send, [`browser`] one who comes with cookies and forms.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a story that does not go as told stops at once, at the line that tells it"
)]

mod actors;
mod answer;
mod browser;
mod files;
mod zef;

mod cut_short;
mod damaged_original;
mod duplicates;
mod full_disk;
mod given_and_taken;
mod guarded_doors;
mod hostile_files;
mod imported;
mod kill_minus_nine;
mod refused_files;
mod spoken_for;
mod state_lost;
mod unpublished;
