//! The public interface of the archive: the contract of every engine, what the local engine adds to it, and what `zef
//! check` finds there.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod check;
pub mod contract;
mod local;
mod memory;
mod outgoing;
mod room;
