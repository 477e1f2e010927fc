//! The program: everything it does is in the library crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    zef::cli::main()
}
