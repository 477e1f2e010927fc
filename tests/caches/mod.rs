//! What is answered from memory: never older than the last change, made once for many, and kept while others change.
//!
//! A real library on a real journal, behind the site's own routes ([`site`]).
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod freshness;
mod sharing;
mod site;
mod steady;
