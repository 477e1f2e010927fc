//! Caches: never older than the last change, one making for many requests, and not affected by other changes.
//!
//! A real library on a real journal, behind the site's own routes ([`site`]).
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod freshness;
mod sharing;
pub mod site;
mod steady;
