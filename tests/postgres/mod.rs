//! The catalogue on PostgreSQL: a real server, which the tests start, with a database for each of them.
//!
//! `ZEF_POSTGRES` is the folder of another server's programs; without it, they are those of the newest one that is installed.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails where it must")]

mod agreement;
mod answers_lost;
mod backed_up;
pub mod cluster;
mod cut_off;
mod encrypted;
mod engine;
mod forgotten;
pub mod load;
mod moved;
mod moving;
mod nodes;
mod nodes_killed;
mod promoted;
mod proxy;
mod read_again;
mod restarted;
mod settings;
mod stories;
mod unsure;
