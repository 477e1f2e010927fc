//! The program; all its code is in the library crate.

use std::process::ExitCode;

/// Photographs take large blocks of memory: mimalloc returns them to the system, so that the server is as small after
/// as before.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    zef::cli::main()
}
