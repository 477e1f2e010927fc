//! `zef doctor`: the settings with where each comes from, and what is wrong around the library, each in a sentence that says what
//! to do. It changes nothing.

mod address;
mod surroundings;

use std::process::ExitCode;

use serde::Serialize;
use serde_json::json;

use super::{Failure, Invocation, block_on, counted, say};
use crate::config::{Config, SettingSource, ToldSetting};

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    /// As it should be.
    Good,
    /// It may be meant, or not.
    Note,
    /// It is to be put right.
    Wrong,
}

/// Something that was looked at.
#[derive(Clone, Debug, Serialize)]
struct Finding {
    /// What it is about, in a word.
    about: &'static str,
    verdict: Verdict,
    /// What was found, and what to do.
    told: String,
}

impl Finding {
    fn good(about: &'static str, told: impl Into<String>) -> Self {
        Self { about, verdict: Verdict::Good, told: told.into() }
    }

    fn note(about: &'static str, told: impl Into<String>) -> Self {
        Self { about, verdict: Verdict::Note, told: told.into() }
    }

    fn wrong(about: &'static str, told: impl Into<String>) -> Self {
        Self { about, verdict: Verdict::Wrong, told: told.into() }
    }
}

pub(super) fn run(invocation: &Invocation) -> Result<ExitCode, Failure> {
    let config = Config::read(invocation.config.as_deref())?;
    let settings = config.told(invocation.config.as_deref());
    let findings = block_on(async { Ok(surroundings::of(invocation, &config).await) })?;
    let wrong = findings.iter().filter(|finding| finding.verdict == Verdict::Wrong).count();
    if invocation.json {
        let named = settings.iter().map(|ToldSetting { name, value, source }| {
            let from = match source {
                SettingSource::Default => "default",
                SettingSource::File => "file",
                SettingSource::Environment(_) => "environment",
            };
            json!({ "name": name, "value": value, "from": from })
        });
        say(&json!({ "settings": named.collect::<Vec<_>>(), "findings": findings, "wrong": wrong }).to_string())?;
    } else {
        for ToldSetting { name, value, source } in &settings {
            let from = match source {
                SettingSource::Default => " (default)".to_owned(),
                SettingSource::File => String::new(),
                SettingSource::Environment(variable) => format!(" ({variable})"),
            };
            say(&format!("{name} = {value}{from}"))?;
        }
        say("")?;
        for Finding { about, verdict, told } in &findings {
            let mark = match verdict {
                Verdict::Good => "good ",
                Verdict::Note => "note ",
                Verdict::Wrong => "WRONG",
            };
            say(&format!("{mark}  {about}: {told}"))?;
        }
        say(&if wrong == 0 {
            "nothing is wrong".to_owned()
        } else {
            format!("{} to put right", counted(&wrong, "thing"))
        })?;
    }
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
