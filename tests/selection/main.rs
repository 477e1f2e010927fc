//! Selections: several photographs taken away together, told by the same people and the same built binary as the journeys.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a story that does not go as told stops at once, at the line that tells it"
)]

#[path = "../journeys/actors.rs"]
#[expect(dead_code, reason = "the journeys' people know more gestures than these stories tell")]
mod actors;
#[path = "../journeys/answer.rs"]
#[expect(dead_code, reason = "as above")]
mod answer;
#[path = "../journeys/browser.rs"]
#[expect(dead_code, reason = "as above")]
mod browser;
#[path = "../journeys/files.rs"]
#[expect(dead_code, reason = "as above")]
mod files;
#[path = "../journeys/zef.rs"]
#[expect(dead_code, reason = "as above")]
mod zef;

mod basket;
mod memory;
mod mix;
mod package;
mod unpublished;
