//! The archive through its public doors: the contract that every engine passes, what a folder of files adds to it, and
//! what a check of the whole library finds there.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod check;
mod contract;
mod local;
mod memory;
mod outgoing;
mod room;
