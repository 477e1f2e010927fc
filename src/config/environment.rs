//! Settings by the environment, for containers and service managers: `ZEF_LISTEN` says `listen`, and `ZEF_MAIL_SMTP` says `smtp` of
//! `[mail]`, whatever the file says. `ZEF_MAIL_SMTP_FILE` names a file that has the value, so that a secret need not stand in the
//! environment: systemd’s `LoadCredential=` and the secrets of containers are such files.

use super::{Config, ConfigError, reason_of_value, takes};

/// What follows the name of a variable that names a file.
const FILE: &str = "_FILE";

/// The address of the database may hold a password and is read where the engine is known, so that it is no mistake beside the embedded
/// one.
const READ_ELSEWHERE: [&str; 1] = ["catalog.url"];

/// The variable that says a setting.
pub(super) fn variable(setting: &str) -> String {
    format!("ZEF_{}", setting.replace('.', "_").to_uppercase())
}

/// What the environment says of a setting, if it says something.
///
/// # Errors
/// [`ConfigError::EnvironmentFile`].
pub(super) fn said(setting: &str) -> Result<Option<String>, ConfigError> {
    let name = variable(setting);
    if let Ok(value) = std::env::var(&name) {
        return Ok(Some(value));
    }
    let name = name + FILE;
    let Ok(path) = std::env::var(&name) else { return Ok(None) };
    let read = std::fs::read_to_string(&path);
    let text = read.map_err(|source| ConfigError::EnvironmentFile { variable: name, path: path.into(), source })?;
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

/// The settings that the environment says, with their values.
///
/// # Errors
/// [`ConfigError::EnvironmentFile`].
pub(super) fn all_said() -> Result<Vec<(&'static str, String)>, ConfigError> {
    let names = Config::default().values().into_iter().map(|(name, _)| name);
    let mut said_there = Vec::new();
    for name in names.filter(|name| !READ_ELSEWHERE.contains(name)) {
        said_there.extend(said(name)?.map(|value| (name, value)));
    }
    Ok(said_there)
}

/// The settings of a file and of the environment, which goes before.
pub(super) fn laid_over(mut table: toml::Table, said: &[(&'static str, String)]) -> toml::Table {
    for (name, text) in said {
        let (section, key) = parts(name);
        let value = value(takes(section, key).unwrap_or_default(), text);
        if section.is_empty() {
            table.insert(key.to_owned(), value);
            continue;
        }
        let inner = table.entry(section).or_insert_with(|| toml::Table::new().into());
        if let Some(inner) = inner.as_table_mut() {
            inner.insert(key.to_owned(), value);
        }
    }
    table
}

/// Why the settings of a file and of the environment are not understood together.
#[derive(Debug)]
pub(super) struct Misread {
    /// The setting without which something else, or nothing, is wrong; none where that is so of none.
    setting: Option<&'static str>,
    reason: String,
}

impl Misread {
    /// Whether no variable of the environment is to blame.
    pub(super) const fn is_of_none(&self) -> bool {
        self.setting.is_none()
    }
}

impl From<Misread> for ConfigError {
    fn from(misread: Misread) -> Self {
        let Misread { setting, reason } = misread;
        Self::Environment { variable: setting.map_or_else(|| "ZEF_…".to_owned(), variable), reason }
    }
}

/// The settings of a file and of the environment together.
///
/// # Errors
/// [`Misread`].
pub(super) fn read(table: &toml::Table, said: &[(&'static str, String)]) -> Result<Config, Misread> {
    let together = |said: &[(&'static str, String)]| laid_over(table.clone(), said).try_into::<Config>();
    let refused = match together(said) {
        Ok(config) => return Ok(config),
        Err(error) => error,
    };
    let is_to_blame = |setting: &&'static str| {
        let others: Vec<_> = said.iter().filter(|(other, _)| other != setting).cloned().collect();
        together(&others).err().is_none_or(|other| other.message() != refused.message())
    };
    let setting = said.iter().map(|(setting, _)| *setting).find(is_to_blame);
    let (section, key) = parts(setting.unwrap_or_default());
    Err(Misread { setting, reason: reason_of_value(section, key, refused.message()) })
}

/// The section of a setting, if it is in one, and its name there.
fn parts(setting: &str) -> (&str, &str) {
    setting.split_once('.').unwrap_or(("", setting))
}

/// A text as a value of the kind that a setting takes. One that is not of it stays a text, and is refused as one.
fn value(takes: &str, text: &str) -> toml::Value {
    let text = text.trim();
    let read = if takes.starts_with("a whole number") {
        text.parse::<i64>().ok().map(toml::Value::Integer)
    } else if takes.starts_with("a list") {
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        Some(toml::Value::Array(items.map(toml::Value::from).collect()))
    } else if takes.starts_with("true or false") {
        text.parse::<bool>().ok().map(toml::Value::Boolean)
    } else {
        None
    };
    read.unwrap_or_else(|| text.into())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn of(file: &str, said: &[(&'static str, &str)]) -> Result<Config, ConfigError> {
        let said: Vec<_> = said.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Ok(read(&file.parse().unwrap(), &said)?)
    }

    #[test]
    fn the_environment_goes_before_the_file_and_completes_it() {
        let said = [
            ("listen", "0.0.0.0:80"),
            ("name", "2026"),
            ("form_seconds", "9"),
            ("hide_reported", "true"),
            ("invitations", "brest-2026, ponant"),
            ("mail.folder", "mail"),
        ];
        let config = of("name = 'Zef'\nform_seconds = 8\n[mail]\nfrom = 'a@b.fr'", &said).unwrap();
        assert_eq!((config.listen.port(), config.name.as_str(), config.form_seconds), (80, "2026", 9));
        assert!(config.hide_reported && config.invitations == ["brest-2026", "ponant"], "{config:?}");
        let mail = config.mail.unwrap();
        assert_eq!((mail.from.as_str(), mail.folder), ("a@b.fr", Some("mail".into())));
    }

    #[test]
    fn an_error_names_the_variable_and_what_it_takes() {
        for (said, words) in [
            (("listen", "here"), ["ZEF_LISTEN", "takes an address and a port"]),
            (("form_seconds", "soon"), ["ZEF_FORM_SECONDS", "takes a whole number of seconds"]),
            (("hide_reported", "yes"), ["ZEF_HIDE_REPORTED", "takes true or false"]),
            (("mail.smtp", "smtp://localhost"), ["ZEF_MAIL_SMTP", "from"]),
        ] {
            let told = of("name = 'Zef'", &[("name", "Zef"), said]).unwrap_err().to_string();
            assert!(words.iter().all(|word| told.contains(word)), "{told}");
        }
    }

    #[test]
    fn every_setting_has_a_variable_of_its_own() {
        let names = Config::default().values().into_iter().map(|(name, _)| variable(name));
        let mut names: Vec<String> = names.collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.contains(&"ZEF_MAIL_DIGEST_DELAY_MINUTES".to_owned()));
    }
}
