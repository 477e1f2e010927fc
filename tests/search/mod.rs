//! The search engines: one contract, and what becomes of the one in a folder when its files fail it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails where it must")]

mod contract;
mod engines;
mod folder;
mod following;
mod large;
mod photos;
