//! The settings as they are told to who runs the program: each with its value and where that comes from.

use std::path::{Path, PathBuf};

use super::{Config, archive::CACHE_MEGABYTES, environment};

/// What stands in place of a secret.
const SECRET: &str = "(secret)";

/// A setting with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldSetting {
    /// Its name, with that of its section.
    pub name: &'static str,
    /// Its value; a secret is not told.
    pub value: String,
    /// Where it comes from.
    pub source: SettingSource,
}

impl ToldSetting {
    /// Whether it is a secret that the file holds: no other account should read that file.
    #[must_use]
    pub fn is_secret_of_file(&self) -> bool {
        self.value == SECRET && self.source == SettingSource::File
    }
}

/// Where the value of a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingSource {
    /// Nobody says it.
    Default,
    /// The file.
    File,
    /// This variable of the environment, or the file that it names.
    Environment(String),
}

impl Config {
    /// All settings, in the order of the documentation. `path` is the file that was read.
    #[must_use]
    pub fn told(&self, path: Option<&Path>) -> Vec<ToldSetting> {
        let text = path.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
        let table: toml::Table = text.parse().unwrap_or_default();
        let is_said = |name: &str| match name.split_once('.') {
            None => table.contains_key(name),
            Some((section, name)) => {
                table.get(section).and_then(toml::Value::as_table).is_some_and(|section| section.contains_key(name))
            }
        };
        let source = |name: &str| match environment::said(name) {
            Ok(None) if is_said(name) => SettingSource::File,
            Ok(None) => SettingSource::Default,
            _ => SettingSource::Environment(environment::variable(name)),
        };
        let told = |(name, value): (&'static str, String)| ToldSetting { name, value, source: source(name) };
        self.values().into_iter().map(told).collect()
    }

    pub(super) fn values(&self) -> Vec<(&'static str, String)> {
        let none = || "none".to_owned();
        let shown = |path: Option<&PathBuf>| path.map_or_else(none, |path| path.display().to_string());
        let archive = &self.archive;
        let mail = self.mail.as_ref();
        let map = self.map.as_ref();
        vec![
            ("listen", self.listen.to_string()),
            ("metrics_listen", self.metrics_listen.map_or_else(none, |address| address.to_string())),
            ("public_url", self.public_url.clone().unwrap_or_else(none)),
            ("name", self.name.clone()),
            ("sign_up", format!("{:?}", self.sign_up).to_lowercase()),
            ("invitations", if self.invitations.is_empty() { none() } else { SECRET.to_owned() }),
            ("licenses", self.licenses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
            ("file_megabytes", self.file_megabytes.to_string()),
            ("megapixels", self.megapixels.to_string()),
            ("upload_idle_seconds", self.upload_idle_seconds.to_string()),
            ("form_seconds", self.form_seconds.to_string()),
            ("trusted_proxies", self.trusted_proxies.to_string()),
            ("hide_reported", self.hide_reported.to_string()),
            ("suggestion_days", self.suggestion_days.to_string()),
            ("quota_megabytes", self.quota_megabytes.map_or_else(none, |most| most.to_string())),
            ("catalog.engine", format!("{:?}", self.catalog.engine).to_lowercase()),
            // These two may hold a password.
            ("catalog.url", self.catalog.url.as_ref().map_or_else(none, |_address| SECRET.to_owned())),
            ("archive.engine", format!("{:?}", archive.engine).to_lowercase()),
            ("archive.endpoint", archive.endpoint.clone().unwrap_or_else(none)),
            ("archive.bucket", archive.bucket.clone().unwrap_or_else(none)),
            ("archive.region", archive.region.clone().unwrap_or_else(none)),
            ("archive.path_style", archive.path_style.map_or_else(none, |is_in_path| is_in_path.to_string())),
            ("archive.ca", shown(archive.ca.as_ref())),
            ("archive.prefix", archive.prefix.clone().unwrap_or_else(none)),
            ("archive.key_file", shown(archive.key_file.as_ref())),
            ("archive.secret_file", shown(archive.secret_file.as_ref())),
            ("archive.media", format!("{:?}", archive.media.unwrap_or_default()).to_lowercase()),
            ("archive.cache_megabytes", archive.cache_megabytes.unwrap_or(CACHE_MEGABYTES).to_string()),
            ("scrub.days", self.scrub.days.to_string()),
            ("scrub.hour", self.scrub.hour.to_string()),
            ("scrub.backup", shown(self.scrub.backup.as_ref())),
            ("mail.smtp", mail.and_then(|mail| mail.smtp.as_ref()).map_or_else(none, |_server| SECRET.to_owned())),
            ("mail.folder", shown(mail.and_then(|mail| mail.folder.as_ref()))),
            ("mail.from", mail.map_or_else(none, |mail| mail.from.clone())),
            ("mail.digest_delay_minutes", mail.map_or_else(none, |mail| mail.digest_delay_minutes.to_string())),
            ("map.pmtiles", shown(map.and_then(|map| map.pmtiles.as_ref()))),
            ("map.tiles", map.and_then(|map| map.tiles.clone()).unwrap_or_else(none)),
            ("map.attribution", map.map_or_else(none, |map| map.attribution.clone())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_told() {
        let text =
            "invitations = ['brest-2026']\n[mail]\nsmtp = 'smtps://zef:hunter2@smtp.example.org'\nfrom = 'a@b.fr'";
        let told = format!("{:?}", toml::from_str::<Config>(text).map(|config| config.told(None)));
        assert!(!told.contains("hunter2") && !told.contains("brest-2026") && told.contains("a@b.fr"), "{told}");
    }

    #[test]
    fn every_setting_of_the_file_is_told() {
        let names: Vec<&str> = Config::default().values().into_iter().map(|(name, _)| name).collect();
        for (name, _) in super::super::TAKES {
            let is_told = names.iter().any(|told| *told == name || told.rsplit('.').next() == Some(name));
            assert!(is_told, "{name}");
        }
    }
}
