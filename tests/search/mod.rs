//! The search engines: one contract, and the one in a folder when its files are damaged.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails where it must")]

mod contract;
mod dates;
mod engines;
mod folder;
mod following;
mod large;
mod looks;
mod maps;
mod operators;
mod photos;
mod vocabulary;
