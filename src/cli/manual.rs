//! `zef manual`: what a package installs beside the program.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::{Args, CommandFactory as _, ValueEnum as _};
use clap_complete::{Shell, generate_to};

use super::{Failure, Line};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder, which is made if it is not there.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    fs::create_dir_all(&options.folder)?;
    let mut command = Line::command();
    for shell in Shell::value_variants() {
        generate_to(*shell, &mut command, "zef", &options.folder)?;
    }
    clap_mangen::generate_to(command, &options.folder)?;
    Ok(ExitCode::SUCCESS)
}
