//! The command line: one file a command.
//!
//! Exit codes: 0 done; 1 not done, or something found wrong, with one sentence; 2 the library is being served and its server
//! does not do the command, or the command line is not understood.

mod attribution;
mod backup;
mod check;
mod doctor;
mod forget;
mod import;
mod manual;
mod meter;
mod migrate;
mod person;
mod places;
mod reach;
mod rebuild;
mod restore;
mod serve;
mod tags;
mod token;

use std::{
    fmt::Display,
    io::{self, IsTerminal as _, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use crate::{
    catalog::{embedded::quiet_panics, moving::MoveError},
    config::ConfigError,
    control::{self, AskError, with_causes},
    domain::person::Handle,
    library::{backup::ManifestError, moving::OriginalsError},
    startup::{OpenError, moving::MarkError},
};

/// Zef: a self-hosted, collaborative photo library of the commons.
#[derive(Debug, Parser)]
#[command(name = "zef", version, about)]
struct Line {
    /// The storage folder of the library.
    #[arg(long, global = true, default_value = "storage", value_name = "DIR", env = "ZEF_STORAGE")]
    storage: PathBuf,
    /// Answer in JSON, for programs.
    #[arg(long, global = true)]
    json: bool,
    /// The configuration file (TOML).
    #[arg(long, global = true, value_name = "FILE", env = "ZEF_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the library (what `zef` alone does).
    Serve(serve::Options),
    /// Accounts.
    #[command(subcommand)]
    Person(person::Command),
    /// API tokens.
    #[command(subcommand)]
    Token(token::Command),
    /// The gazetteer: places with their names.
    #[command(subcommand)]
    Places(places::Command),
    /// The vocabulary of tags as a thesaurus.
    #[command(subcommand)]
    Tags(tags::Command),
    /// Write the attribution of one record, read as JSON from standard input.
    Attribution(attribution::Options),
    /// Deposit files and folders; safe to repeat.
    Import(import::Options),
    /// Forget a photo or a person for good.
    #[command(subcommand)]
    Forget(forget::Command),
    /// Verify every original, every record, every rendition.
    Check(check::Options),
    /// Copy the library into a folder, also while it is served, and verify the copy. Into an earlier backup, only what has
    /// changed is copied.
    Backup(backup::Options),
    /// Make a library from a backup, in an empty storage folder.
    Restore(restore::Options),
    /// Move the library between a folder and a database, or to another storage folder, while it is served.
    Migrate(migrate::Options),
    /// Tell the settings, and what is wrong around the library: its folder, the disk, the clock, the address, mail, backups.
    Doctor,
    /// Make the indexed state and the search index again from the journal.
    Rebuild,
    /// Write the manual pages and the completions of shells into a folder, for packages.
    #[command(hide = true)]
    Manual(manual::Options),
}

/// The options of every command that opens the library.
#[derive(Clone, Debug)]
struct Invocation {
    storage: PathBuf,
    json: bool,
    config: Option<PathBuf>,
}

/// Why a command was not done.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Ask(#[from] AskError),
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    #[error(transparent)]
    Move(#[from] MoveError),
    #[error(transparent)]
    Mark(#[from] MarkError),
    #[error(transparent)]
    Originals(#[from] OriginalsError),
    #[error("{0}")]
    Message(String),
    #[error("standard input or output failed")]
    Stream(#[from] io::Error),
    #[error(transparent)]
    Fault(#[from] crate::library::StoreFault),
}

/// Runs the command that the command line names.
#[must_use]
pub fn main() -> ExitCode {
    let line = Line::parse();
    let invocation = Invocation { storage: line.storage, json: line.json, config: line.config };
    start_log();
    quiet_panics();
    let command = line.command.unwrap_or_else(|| Command::Serve(serve::Options::default()));
    let done = if restore::is_in_part(&invocation.storage) && !command.goes_on_restoring() {
        Err(restore::in_part(&invocation.storage))
    } else if command.makes_a_library() || invocation.storage.is_dir() {
        run(&invocation, command)
    } else {
        // A mistyped folder, or one that is not mounted, must not count as an empty library.
        Err(Failure::Open(OpenError::Missing { storage: invocation.storage.display().to_string() }))
    };
    done.unwrap_or_else(|failure| {
        let code = if matches!(&failure, Failure::Open(OpenError::InUse { .. }) | Failure::Ask(_) | Failure::Mark(_)) {
            2
        } else {
            1
        };
        complain(&failure, invocation.json);
        ExitCode::from(code)
    })
}

impl Command {
    /// Whether it creates a library where there is none, or needs none.
    const fn makes_a_library(&self) -> bool {
        matches!(
            self,
            Self::Serve(_)
                | Self::Person(person::Command::Add { .. })
                | Self::Import(_)
                | Self::Attribution(_)
                | Self::Restore(_)
                | Self::Manual(_)
        )
    }

    /// Whether it may be run on a library that is restored only in part.
    const fn goes_on_restoring(&self) -> bool {
        matches!(self, Self::Restore(_) | Self::Attribution(_))
    }
}

fn run(invocation: &Invocation, command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(options) => serve::run(invocation, &options),
        Command::Person(command) => person::run(invocation, command),
        Command::Token(command) => token::run(invocation, command),
        Command::Places(command) => places::run(invocation, command),
        Command::Tags(command) => tags::run(invocation, command),
        Command::Attribution(options) => attribution::run(invocation, options),
        Command::Import(options) => import::run(invocation, &options),
        Command::Forget(command) => forget::run(invocation, &command),
        Command::Check(options) => check::run(invocation, &options),
        Command::Backup(options) => backup::run(invocation, &options),
        Command::Restore(options) => restore::run(invocation, &options),
        Command::Migrate(options) => migrate::run(invocation, &options),
        Command::Doctor => doctor::run(invocation),
        Command::Rebuild => rebuild::run(invocation),
        Command::Manual(options) => manual::run(&options),
    }
}

/// An error on standard error, in one sentence with its causes; with `--json`, in JSON.
fn complain(failure: &dyn std::error::Error, json: bool) {
    tell("error", &with_causes(failure), json);
}

/// A warning on standard error, in one sentence; with `--json`, in JSON.
fn warn(sentence: &str, json: bool) {
    tell("warning", sentence, json);
}

fn tell(kind: &str, sentence: &str, json: bool) {
    let line = if json { serde_json::json!({ kind: sentence }).to_string() } else { format!("zef: {sentence}") };
    // When standard error is closed, nobody can read it.
    drop(writeln!(io::stderr(), "{line}"));
}

fn say(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

/// A count with its noun: `1 photo`, `2 photos`.
fn counted(count: &impl Display, noun: &str) -> String {
    let count = count.to_string();
    let plural = if count == "1" { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// What is logged without `ZEF_LOG`. The HTTP server logs an error for every malformed request, which is the client's
/// mistake; our own code logs a body that could not be sent, and that the database is away.
const LOGGED: &str = "warn,zef=info,actix_http::h1::dispatcher=off,deadpool.postgres=off";

/// Starts the log on standard error: lines for people, or a JSON object a line where `ZEF_LOG_FORMAT` is `json`. A setting of the
/// environment, as the level is: what is wrong with the configuration is logged already.
fn start_log() {
    use tracing_subscriber::{EnvFilter, fmt};
    let filter = EnvFilter::try_from_env("ZEF_LOG").unwrap_or_else(|_unset| EnvFilter::new(LOGGED));
    let log = fmt().with_env_filter(filter).with_writer(io::stderr);
    // A second start in one process (tests) keeps the first log.
    drop(if std::env::var_os("ZEF_LOG_FORMAT").is_some_and(|format| format == "json") {
        log.json().flatten_event(true).try_init()
    } else {
        // Colours for a terminal only, since a log file would keep their codes, and not where `NO_COLOR` is set (no-color.org).
        let in_colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        log.with_ansi(in_colour).with_target(false).try_init()
    });
}

/// The error for a suspended account.
fn suspended(handle: &Handle) -> Failure {
    Failure::Message(control::suspended(handle))
}

/// Runs the asynchronous work of a command.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
