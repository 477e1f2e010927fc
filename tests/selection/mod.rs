//! Selections: several photographs taken away together, told by the same people and the same built binary as the journeys.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a story that does not go as told stops at once, at the line that tells it"
)]

mod basket;
mod memory;
mod mix;
mod package;
mod unpublished;
