//! Tests that measure memory, or load every core, run one after the other: in parallel, they would measure the machine
//! and not the program.

use std::fs::File;

use crate::made_once;

/// Waits until no other story of this kind is being told; the next one begins when this is dropped. Under `cargo
/// nextest run` they have the whole machine (`.config/nextest.toml` names them as well).
pub fn alone() -> File {
    made_once::lock("alone")
}
