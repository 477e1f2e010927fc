//! `zef places`.

use std::{path::PathBuf, process::ExitCode};

use clap::Subcommand;
use serde_json::json;

use super::{Failure, Invocation, block_on, counted, reach::Reach, say};
use crate::{
    config::Config,
    control,
    domain::known_places::{IN_A_RECORD, read},
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the places of a file known, in the place of those imported before.
    Import {
        /// A table (CSV) or `GeoJSON`: name, `name_fr`, `name_br`, kind, insee, latitude, longitude, parent.
        file: PathBuf,
        /// Keep the places imported before.
        #[arg(long)]
        add: bool,
    },
}

pub(super) fn run(invocation: &Invocation, command: Command) -> Result<ExitCode, Failure> {
    let Command::Import { file, add } = command;
    let config = Config::read(invocation.config.as_deref())?;
    let refused = |why: &dyn std::fmt::Display| Failure::Message(format!("{}: {why}", file.display()));
    let text = std::fs::read(&file).map_err(|error| refused(&error))?;
    let text = String::from_utf8(text).map_err(|_other| refused(&"the file is not in UTF-8: save it so"))?;
    let places = read::read(&text).map_err(|error| refused(&error))?;
    block_on(async {
        let mut reach = Reach::to(invocation, &config).await?;
        let mut count = 0;
        // In parts, since what goes to a server is of bounded length.
        for (number, part) in places.chunks(IN_A_RECORD).enumerate() {
            let in_place = number == 0 && !add;
            count = reach.count(control::Command::ImportPlaces { places: part.to_vec(), in_place }).await?;
        }
        say(&if invocation.json {
            json!({ "places": count }).to_string()
        } else {
            format!("{} in the gazetteer", counted(&count, "place"))
        })?;
        Ok(ExitCode::SUCCESS)
    })
}
