//! The catalogue's engines: one contract, and what becomes of the embedded one when its disk fails it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails where it must")]

mod agreement;
mod contract;
mod crash;
mod damages;
mod forgetting;
mod journal;
pub mod making;
mod older;
mod photographs;
mod room;
mod shelf;
mod spaces;
mod state;
