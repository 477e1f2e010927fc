//! `zef tags export` and `zef tags import`: the vocabulary as a thesaurus in SKOS.
//!
//! This process reads the file, also where a server has the library open, and sends the concepts in parts.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::Subcommand;
use serde_json::json;

use super::{Failure, Invocation, block_on, counted, reach::Reach, say};
use crate::{
    config::Config,
    control,
    domain::{
        person::Handle,
        tag::{Tag, concept::Concept, vocabulary::Vocabulary},
    },
    library::{
        tags::Imported,
        thesaurus::{self, Read},
    },
};

/// The largest file that is read: a hundred thousand concepts and more.
const LARGEST: u64 = 256 << 20;

/// The most concepts of a part: two entries of the journal.
const MOST_AT_ONCE: usize = 200;
/// The most bytes of a part: half a line of the control socket.
const LARGEST_PART: usize = 512 << 10;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write all that is said of tags to a file (SKOS in Turtle).
    Export {
        /// The file, which is replaced.
        file: PathBuf,
    },
    /// Take in a thesaurus (SKOS in Turtle or RDF/XML); safe to repeat.
    Import {
        /// The file.
        file: PathBuf,
        /// The curator in whose name.
        #[arg(long = "as", value_name = "HANDLE")]
        person: Handle,
    },
}

pub(super) fn run(invocation: &Invocation, command: Command) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    match command {
        Command::Export { file } => block_on(export(invocation, &config, &file)),
        Command::Import { file, person } => {
            let read = read(&file)?;
            block_on(import(invocation, &config, &file, &person, read))
        }
    }
}

fn named(file: &Path) -> String {
    file.display().to_string()
}

fn read(file: &Path) -> Result<Read, Failure> {
    let wrong = |what: &dyn std::fmt::Display| Failure::Message(format!("{}: {what}", named(file)));
    let size = fs::metadata(file).map_err(|error| wrong(&format!("{error}; name a file that is there")))?.len();
    if size > LARGEST {
        return Err(wrong(&format!("the file has more than {} MB: divide it", LARGEST >> 20)));
    }
    let bytes = fs::read(file).map_err(|error| wrong(&error))?;
    let read = thesaurus::read(&named(file), &bytes).map_err(|unreadable| wrong(&unreadable))?;
    if read.concepts.is_empty() && read.left_out.is_empty() {
        return Err(wrong(&"no concept with a prefLabel is in it; give a thesaurus in SKOS, in Turtle or RDF/XML"));
    }
    Ok(read)
}

async fn export(invocation: &Invocation, config: &Config, file: &Path) -> Result<ExitCode, Failure> {
    let mut reach = Reach::to(invocation, config).await?;
    let mut records = Vec::new();
    let mut after: Option<Tag> = None;
    loop {
        let part = reach.tags(control::Command::ListTags { after }).await?;
        after = part.last().map(|record| record.tag.clone());
        records.extend(part.into_iter().map(Arc::new));
        if after.is_none() {
            break;
        }
    }
    let count = records.len();
    let public_url = config.public_url.as_deref().unwrap_or("http://127.0.0.1:8080");
    let turtle = thesaurus::turtle(&Vocabulary::of(records), public_url.trim_end_matches('/'))?;
    fs::write(file, turtle).map_err(|error| Failure::Message(format!("{}: {error}", named(file))))?;
    let sentence = format!("{} written to {}", counted(&count, "tag"), named(file));
    say(&if invocation.json { json!({ "tags": count }).to_string() } else { sentence })?;
    Ok(ExitCode::SUCCESS)
}

/// Concepts in parts that fit on a line of the control socket.
fn parts(concepts: Vec<Concept>) -> Vec<Vec<Concept>> {
    let mut parts: Vec<Vec<Concept>> = Vec::new();
    let mut size = 0;
    for concept in concepts {
        let own = serde_json::to_string(&concept).map_or(0, |text| text.len());
        size += own;
        match parts.last_mut() {
            Some(part) if part.len() < MOST_AT_ONCE && size <= LARGEST_PART => part.push(concept),
            _ => {
                size = own;
                parts.push(vec![concept]);
            }
        }
    }
    parts
}

async fn import(
    invocation: &Invocation,
    config: &Config,
    file: &Path,
    person: &Handle,
    read: Read,
) -> Result<ExitCode, Failure> {
    let mut reach = Reach::to(invocation, config).await?;
    let Read { concepts, mut left_out } = read;
    let mut total = Imported::default();
    for part in parts(concepts) {
        let batch = Some(total.batch.clone()).filter(|batch| !batch.is_empty());
        let command = control::Command::ImportTags { handle: person.clone(), batch, concepts: part };
        let Imported { batch, new, changed, unchanged, left_out: more } = reach.imported(command).await?;
        total.batch = batch;
        (total.new, total.changed, total.unchanged) =
            (total.new + new, total.changed + changed, total.unchanged + unchanged);
        left_out.extend(more);
    }
    left_out.sort_by_key(|(line, _)| *line);
    let Imported { batch, new, changed, unchanged, .. } = total;
    if invocation.json {
        let lines: Vec<_> = left_out.iter().map(|(line, what)| json!({ "line": line, "what": what })).collect();
        let batch = Some(batch).filter(|_| new + changed > 0);
        let said = json!({ "new": new, "changed": changed, "unchanged": unchanged, "left_out": lines, "batch": batch });
        say(&said.to_string())?;
    } else {
        for (line, what) in &left_out {
            say(&format!("left out {}, line {line}: {what}", named(file)))?;
        }
        say(&format!("new {new}, changed {changed}, unchanged {unchanged}, left out {}", left_out.len()))?;
    }
    Ok(if left_out.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
