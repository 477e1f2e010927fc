//! The program: everything it does is in the library crate.

use std::process::ExitCode;

/// Photographs come and go through large blocks of memory: the server is to be as small after them as before.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    zef::cli::main()
}
