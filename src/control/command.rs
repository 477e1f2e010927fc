//! What may be asked of a library: one value a command, whose fields are parsed where it comes in.

use std::{fmt::Display, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{
    domain::{
        known_places::KnownPlace,
        person::{Handle, Role},
        tag::{Tag, concept::Concept},
        token::{MOST_DAYS, TokenLabel},
    },
    library::{backup::LastBackup, moving::Mark},
};

/// A command. It has no `Debug`, since two of them hold a password.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// Make an account.
    AddPerson {
        /// The account.
        #[serde(deserialize_with = "parsed")]
        handle: Handle,
        /// The name shown.
        name: String,
        /// What they may do.
        role: Role,
        /// Whether their photos are public at once.
        trusted: bool,
        /// Their password.
        password: String,
    },
    /// List some accounts by handle, those after this one; none where there are no more.
    ListPeople {
        /// The last account of the list before.
        after: Option<Handle>,
    },
    /// Change a person; what is not given stays.
    SetPerson {
        /// The account.
        #[serde(deserialize_with = "parsed")]
        handle: Handle,
        /// The name shown.
        name: Option<String>,
        /// What they may do.
        role: Option<Role>,
        /// Whether their photos are public at once.
        trusted: Option<bool>,
    },
    /// Suspend an account.
    SuspendPerson {
        /// The account.
        #[serde(deserialize_with = "parsed")]
        handle: Handle,
        /// Why, for those who run the library.
        reason: String,
    },
    /// End a suspension.
    RestorePerson {
        /// The account.
        #[serde(deserialize_with = "parsed")]
        handle: Handle,
    },
    /// Set a new password.
    SetPassword {
        /// The account.
        #[serde(deserialize_with = "parsed")]
        handle: Handle,
        /// The new password.
        password: String,
    },
    /// Make places known.
    ImportPlaces {
        /// The places, not more than one record has.
        places: Vec<KnownPlace>,
        /// Whether those that were known before go.
        in_place: bool,
    },
    /// List some records of tags, those after this one; none where there are no more.
    ListTags {
        /// The last tag of the list before.
        after: Option<Tag>,
    },
    /// Take some concepts of a thesaurus into the records of tags.
    ImportTags {
        /// The curator in whose name.
        #[serde(deserialize_with = "parsed")]
        handle: Handle,
        /// The batch of an earlier part.
        batch: Option<String>,
        /// The concepts.
        concepts: Vec<Concept>,
    },
    /// Tell the last backup.
    LastBackup,
    /// Remember a backup.
    RememberBackup {
        /// The backup.
        backup: LastBackup,
    },
    /// Mark the library as one that moves, so that it takes no changes, or take the mark away.
    Mark {
        /// The mark.
        mark: Option<Mark>,
    },
    /// Make an API token.
    AddToken {
        /// The person for whom it acts.
        #[serde(deserialize_with = "parsed")]
        handle: Handle,
        /// What it is for.
        #[serde(serialize_with = "as_text", deserialize_with = "parsed")]
        label: TokenLabel,
        /// After how many days it ends; never without it.
        #[serde(deserialize_with = "days")]
        expires: Option<u32>,
    },
}

/// A value as it is typed: the handle of a forgotten person, which records may hold, is none.
fn parsed<'de, D: Deserializer<'de>, T: FromStr<Err: Display>>(deserializer: D) -> Result<T, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

fn as_text<S: Serializer>(label: &TokenLabel, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(label.as_str())
}

fn days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let days = Option::<u32>::deserialize(deserializer)?;
    if days.is_none_or(|days| (1..=MOST_DAYS).contains(&days)) {
        Ok(days)
    } else {
        Err(D::Error::custom(format_args!("a token lasts 1 to {MOST_DAYS} days")))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn is_read(command: Value) -> bool {
        serde_json::from_value::<Command>(command).is_ok()
    }

    #[test]
    fn a_command_is_read_as_it_was_written() {
        let command = Command::AddToken {
            handle: "anne".parse().unwrap(),
            label: "Rédaction".parse().unwrap(),
            expires: Some(MOST_DAYS),
        };
        let written = serde_json::to_value(&command).unwrap();
        assert_eq!(written, json!({ "add-token": { "handle": "anne", "label": "Rédaction", "expires": 3650 } }));
        assert!(is_read(written));
        assert!(is_read(json!({ "list-people": { "after": null } })));
    }

    #[test]
    fn what_nobody_could_type_is_refused() {
        for command in [
            json!({ "restore-person": { "handle": "~3" } }),
            json!({ "restore-person": { "handle": "Anne Le Gall" } }),
            json!({ "restore-person": { "handle": "anne", "force": true } }),
            json!({ "set-person": { "handle": "anne", "name": null, "role": "king", "trusted": null } }),
            json!({ "add-token": { "handle": "anne", "label": "a".repeat(101), "expires": null } }),
            json!({ "add-token": { "handle": "anne", "label": "", "expires": 0 } }),
            json!({ "add-token": { "handle": "anne", "label": "", "expires": 3651 } }),
            json!({ "forget-person": { "handle": "anne" } }),
            json!("list-people"),
        ] {
            assert!(!is_read(command.clone()), "{command}");
        }
    }
}
