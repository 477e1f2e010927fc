//! The archive on S3: a real server, `SeaweedFS`, which the tests start, with a prefix of its bucket for each of them.
//!
//! `ZEF_SEAWEEDFS` is its program `weed`; without it, one that is installed. `ZEF_TEST_S3` names any other server, for what does not
//! end it: `http://KEY:SECRET@HOST:PORT/BUCKET`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails where it must")]

mod bad_days;
mod behind_nginx;
mod cached;
mod engine;
mod faults_of_nodes;
#[cfg(feature = "postgres")]
mod moved;
mod nginx;
mod nodes;
mod proxy;
mod public_address;
mod read_again;
mod redirected;
mod safe;
mod server;
mod stories;
