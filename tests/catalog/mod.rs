//! The catalogue's engines: one contract, and the embedded one when its disk fails.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails where it must")]

pub mod agreement;
mod contract;
mod crash;
mod damages;
mod forgetting;
mod journal;
pub mod making;
mod older;
pub mod photographs;
mod room;
pub mod shelf;
mod small_entries;
mod spaces;
mod state;
