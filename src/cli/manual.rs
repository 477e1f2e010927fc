//! `zef manual`: what a package installs beside the program.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::{Args, Command, CommandFactory as _, ValueEnum as _};
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
    let mut command = without_help(Line::command());
    for shell in Shell::value_variants() {
        generate_to(*shell, &mut command, "zef", &options.folder)?;
    }
    clap_mangen::generate_to(command, &options.folder)?;
    Ok(ExitCode::SUCCESS)
}

/// The same without the commands `help`, each of which would have a page of its own.
fn without_help(command: Command) -> Command {
    command.disable_help_subcommand(true).mut_subcommands(without_help)
}
