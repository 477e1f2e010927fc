//! Stories that measure memory, or load every core, are told one after the other: beside each other they would measure the
//! machine and not the program.

use std::fs::File;

use crate::made_once;

/// Waits until no other story of this kind is being told; the next one begins when this is dropped. Under `cargo nextest run`
/// they have the whole machine (`.config/nextest.toml` names them as well).
pub fn alone() -> File {
    made_once::lock("alone")
}
