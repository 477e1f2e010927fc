//! The configuration file (TOML): every setting has a default, so that there need not be one.

mod archive;
mod catalog;
mod environment;
mod error;
mod scrub;
mod told;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::Deserialize;

pub use self::{
    archive::{Archive, ArchiveEngine, Media},
    catalog::{Catalog, EngineName},
    error::ConfigError,
    scrub::Scrub,
    told::{SettingSource, ToldSetting},
};
use crate::{
    archive::tiles::Tiles,
    domain::{licence::LicenceId, mercator::MOST_ZOOM, site::SignUpRule, text},
    imaging::limits::Limits,
    library::{
        Settings, SignUp,
        settings::{FILE_MEGABYTES, MEGAPIXELS, Setting},
    },
    mail::{self, Mailer, Way},
    web::{site::BaseMap, trusted_proxies::TrustedProxies},
};

/// The settings of an operator. Command-line options override the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The address on which a monitoring program reads how the library is; without one, nothing is measured.
    pub metrics_listen: Option<SocketAddr>,
    /// The public address, such as `https://photos.example.org`; without one, the address listened on.
    pub public_url: Option<String>,
    /// The site's name.
    pub name: String,
    /// Who may make an account.
    pub sign_up: SignUpRule,
    /// The codes that let people sign up when `sign_up` is `invitation`.
    pub invitations: Vec<String>,
    /// The licences offered to contributors, the recommended one first.
    pub licenses: Vec<LicenceId>,
    /// The largest file accepted, in megabytes (10⁶ bytes).
    pub file_megabytes: u64,
    /// The largest picture accepted, in megapixels (10⁶ pixels).
    pub megapixels: u64,
    /// After how many seconds without a byte an upload is aborted.
    pub upload_idle_seconds: u64,
    /// How many seconds a form, or the body of a call, may take to arrive.
    pub form_seconds: u64,
    /// The most bytes that the archive may hold; without it, the disk decides.
    pub quota_megabytes: Option<u64>,
    /// Whether a photo is hidden as soon as somebody reports that it shows them, a child, or where somebody lives, until a
    /// moderator decides.
    pub hide_reported: bool,
    /// For how many days the contributor of a photo decides alone on what is suggested about it; then curators may, too.
    pub suggestion_days: u32,
    /// The proxies whose `X-Forwarded-For` is trusted, by address or network; without it, those on this machine.
    pub trusted_proxies: TrustedProxies,
    /// Where records live; without it, in the storage folder.
    pub catalog: Catalog,
    /// Where originals and renditions live; without it, in the storage folder.
    pub archive: Archive,
    /// How originals are read again each night.
    pub scrub: Scrub,
    /// How mail is sent; without it, none is.
    pub mail: Option<Mail>,
    /// The base map of `/map`; without it, a bundled outline of the land.
    pub map: Option<Map>,
    /// The settings that the file says: administrators do not change them in the browser.
    #[serde(skip)]
    pub fixed: Vec<Setting>,
}

/// How mail is sent, as the file says it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The SMTP server, with its name and password.
    pub smtp: Option<String>,
    /// A folder of messages, in place of a server.
    pub folder: Option<PathBuf>,
    /// The address that mail comes from.
    pub from: String,
    /// How many minutes news wait for others before they are sent.
    #[serde(default = "an_hour")]
    pub digest_delay_minutes: u64,
}

/// The base map, as the file says it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// The address of its pictures, on another site.
    pub tiles: Option<String>,
    /// A file of this machine that has its pictures.
    pub pmtiles: Option<PathBuf>,
    /// Who made it; a file may say so itself.
    #[serde(default)]
    pub attribution: String,
}

const fn an_hour() -> u64 {
    60
}

/// What each setting takes. One of a section is named with it where another section has a setting of that name.
const TAKES: [(&str, &str); 38] = [
    ("metrics_listen", "an address and a port, such as \"127.0.0.1:9090\""),
    ("listen", "an address and a port, such as \"127.0.0.1:8080\""),
    ("public_url", "an address, such as \"https://photos.example.org\""),
    ("name", "a text"),
    ("sign_up", "\"open\", \"invitation\" or \"closed\""),
    ("invitations", "a list of codes, such as [\"brest-2026\"]"),
    ("licenses", "a list of licences, such as [\"cc-by-sa-4.0\", \"cc0-1.0\"]"),
    ("file_megabytes", "a whole number of megabytes"),
    ("megapixels", "a whole number of megapixels"),
    ("upload_idle_seconds", "a whole number of seconds"),
    ("form_seconds", "a whole number of seconds"),
    ("quota_megabytes", "a whole number of megabytes, 0 or more"),
    ("hide_reported", "true or false"),
    ("suggestion_days", "a whole number of days"),
    ("engine", "\"embedded\" or \"postgres\""),
    ("archive.engine", "\"local\" or \"s3\""),
    ("endpoint", "the address of an S3 server, such as \"https://s3.example.org\""),
    ("bucket", "the name of a bucket, such as \"photos\""),
    ("region", "the name of a region, such as \"eu-west-3\""),
    ("path_style", "true or false"),
    ("ca", "a file of certificates, such as \"/etc/zef/ca.pem\""),
    ("prefix", "what the names of objects begin with, such as \"zef\""),
    ("key_file", "a file that has the key of the bucket"),
    ("secret_file", "a file that has the secret of the key"),
    ("media", "\"through\" or \"redirect\""),
    ("cache_megabytes", "a whole number of megabytes, 0 or more"),
    ("days", "a whole number of days, 0 or more"),
    ("hour", "a whole number, an hour of the day in UTC"),
    ("backup", "a folder, such as \"/mnt/backup/zef\""),
    ("url", "the address of a database, such as \"postgres://zef:PASSWORD@db.example.org/zef\""),
    ("smtp", "the address of a server, such as \"smtps://user:password@smtp.example.org\""),
    ("folder", "a folder, such as \"mail\""),
    ("from", "an e-mail address, such as \"photos@example.org\""),
    ("digest_delay_minutes", "a whole number of minutes"),
    ("tiles", "the address of pictures, such as \"https://tiles.example.org/{z}/{x}/{y}.png\""),
    ("pmtiles", "a file, such as \"brest.pmtiles\""),
    ("attribution", "who made the map, such as \"© OpenStreetMap contributors\""),
    ("trusted_proxies", "a list of addresses and networks, such as [\"127.0.0.1\", \"10.0.0.0/8\"]"),
];

impl Default for Config {
    fn default() -> Self {
        let Settings { name, limits, offered, idle, suggestion_days, .. } = Settings::default();
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics_listen: None,
            public_url: None,
            name,
            sign_up: SignUpRule::Open,
            invitations: Vec::new(),
            licenses: offered,
            file_megabytes: limits.file_bytes / 1_000_000,
            megapixels: limits.pixels / 1_000_000,
            upload_idle_seconds: idle.as_secs(),
            form_seconds: 60,
            quota_megabytes: None,
            hide_reported: false,
            suggestion_days,
            trusted_proxies: TrustedProxies::default(),
            catalog: Catalog::default(),
            archive: Archive::default(),
            scrub: Scrub::default(),
            mail: None,
            map: None,
            fixed: Vec::new(),
        }
    }
}

impl Config {
    /// Reads the file, if one is given, and the environment, which goes before it, and checks them.
    ///
    /// # Errors
    /// [`ConfigError`] says what to correct.
    pub fn read(path: Option<&Path>) -> Result<Self, ConfigError> {
        let path = path.unwrap_or(Path::new(""));
        let text = if path.as_os_str().is_empty() { String::new() } else { text_of(path)? };
        let said = environment::all_said()?;
        let in_file = |error: &toml::de::Error| ConfigError::Understanding {
            path: path.to_owned(),
            line: line_of(error, &text),
            reason: reason_of(error, &text),
        };
        let mut config: Self = if said.is_empty() {
            toml::from_str(&text).map_err(|error| in_file(&error))?
        } else {
            let table: toml::Table = toml::from_str(&text).map_err(|error| in_file(&error))?;
            environment::read(&table, &said).map_err(|error| match toml::from_str::<Self>(&text) {
                Err(of_file) if error.is_of_none() => in_file(&of_file),
                _ => error.into(),
            })?
        };
        config.fixed = said_in(&text, &said);
        config.catalog = config.catalog.completed()?;
        config.archive = config.archive.completed()?;
        config.check()
    }

    fn check(self) -> Result<Self, ConfigError> {
        if let Some(url) = &self.public_url {
            check_public_url(url)?;
        }
        if self.archive.engine == ArchiveEngine::S3 && self.quota_megabytes.is_some() {
            return Err(ConfigError::QuotaOfABucket);
        }
        self.archive.media_origin(self.public_url.as_deref())?;
        if self.licenses.is_empty() {
            return Err(ConfigError::NoLicence);
        }
        if self.sign_up == SignUpRule::Invitation && self.invitations.iter().all(|code| code.trim().is_empty()) {
            return Err(ConfigError::NoInvitation);
        }
        for (setting, given, bounds) in [
            ("file_megabytes", self.file_megabytes, FILE_MEGABYTES),
            ("megapixels", self.megapixels, MEGAPIXELS),
            ("upload_idle_seconds", self.upload_idle_seconds, 1..=3_600),
            ("form_seconds", self.form_seconds, 1..=3_600),
            ("suggestion_days", u64::from(self.suggestion_days), 0..=365),
            ("days", u64::from(self.scrub.days), 0..=365),
            ("hour", u64::from(self.scrub.hour), 0..=23),
            // A week.
            ("digest_delay_minutes", self.mail.as_ref().map_or(0, |mail| mail.digest_delay_minutes), 0..=10_080),
        ] {
            if !bounds.contains(&given) {
                return Err(ConfigError::OutOfBounds { setting, given, bounds });
            }
        }
        self.mailer()?;
        if self.map.as_ref().is_some_and(|map| map.tiles.is_some() == map.pmtiles.is_some()) {
            return Err(ConfigError::MapSource);
        }
        self.base_map()?;
        Ok(self)
    }

    /// What sends mail, if it is to be sent.
    ///
    /// # Errors
    /// [`ConfigError::MailWay`] or [`ConfigError::Mail`].
    pub fn mailer(&self) -> Result<Option<Mailer>, ConfigError> {
        let Some(mail) = &self.mail else { return Ok(None) };
        let way = match (&mail.smtp, &mail.folder) {
            (Some(smtp), None) => Way::Smtp(smtp.clone()),
            (None, Some(folder)) => Way::Folder(folder.clone()),
            _ => return Err(ConfigError::MailWay),
        };
        let settings = mail::Settings { way, from: mail.from.clone() };
        Mailer::new(&settings).map(Some).map_err(|source| {
            let setting = match source {
                mail::SettingsError::From(_) => "from",
                mail::SettingsError::Server(_) => "smtp",
            };
            ConfigError::Mail { setting, source }
        })
    }

    /// The file that has the pictures of the base map, opened, and who made it; nothing where none is configured.
    ///
    /// # Errors
    /// [`ConfigError::MapFile`] or [`ConfigError::NoAttribution`].
    pub fn map_file(&self) -> Result<Option<(Tiles, String)>, ConfigError> {
        let Some(Map { pmtiles: Some(path), attribution, .. }) = &self.map else { return Ok(None) };
        let tiles = Tiles::open(path)?;
        let said = text::clean_line(attribution);
        let attribution = if said.is_empty() { tiles.attribution().unwrap_or_default().to_owned() } else { said };
        if attribution.is_empty() { Err(ConfigError::NoAttribution) } else { Ok(Some((tiles, attribution))) }
    }

    /// The base map of another site, if one is configured.
    ///
    /// # Errors
    /// [`ConfigError::Tiles`] or [`ConfigError::NoAttribution`].
    pub fn base_map(&self) -> Result<Option<BaseMap>, ConfigError> {
        let Some(Map { tiles: Some(tiles), attribution, .. }) = &self.map else { return Ok(None) };
        let attribution = text::clean_line(attribution);
        if attribution.is_empty() {
            return Err(ConfigError::NoAttribution);
        }
        let has_all = ["{z}", "{x}", "{y}"].iter().all(|part| tiles.contains(part));
        let (scheme, rest) = tiles.split_once("://").ok_or(ConfigError::Tiles)?;
        let host = rest.split('/').next().unwrap_or_default();
        // The host becomes part of a policy: it has letters, digits, dots, hyphens and a port.
        let is_host =
            !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte));
        if !has_all || !is_host || !["http", "https"].contains(&scheme) {
            return Err(ConfigError::Tiles);
        }
        Ok(Some(BaseMap {
            tiles: tiles.clone(),
            origin: Some(format!("{scheme}://{host}")),
            nearest: MOST_ZOOM,
            attribution,
        }))
    }

    /// What the library needs of it.
    #[must_use]
    pub fn library(&self) -> Settings {
        let codes: Vec<String> = self.invitations.iter().map(|code| code.trim().to_owned()).collect();
        Settings {
            name: self.name.clone(),
            sign_up: match self.sign_up {
                SignUpRule::Open => SignUp::Open,
                SignUpRule::Invitation => SignUp::Invitation(codes.clone()),
                SignUpRule::Closed => SignUp::Closed,
            },
            codes: codes.into_iter().filter(|code| !code.is_empty()).collect(),
            offered: self.licenses.clone(),
            limits: Limits {
                file_bytes: self.file_megabytes.saturating_mul(1_000_000),
                pixels: self.megapixels.saturating_mul(1_000_000),
                ..Limits::default()
            },
            quota_bytes: self.quota_megabytes.map(|megabytes| megabytes.saturating_mul(1_000_000)),
            idle: Duration::from_secs(self.upload_idle_seconds),
            hide_reported: self.hide_reported,
            suggestion_days: self.suggestion_days,
            scrub: self.scrub.library(),
            fixed: self.fixed.clone(),
            ..Settings::default()
        }
    }
}

fn text_of(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::Reading { path: path.to_owned(), source })
}

/// The settings that a file or the environment says, whatever they say of them.
fn said_in(text: &str, said: &[(&'static str, String)]) -> Vec<Setting> {
    let table: toml::Table = text.parse().unwrap_or_default();
    let is_said = |name: &str| table.contains_key(name) || said.iter().any(|(other, _)| *other == name);
    Setting::ALL.into_iter().filter(|setting| is_said(setting.name())).collect()
}

/// Why a file is not understood: the setting, and what it takes, where the error is about a value.
fn reason_of(error: &toml::de::Error, text: &str) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    // The value may begin on a line after the name of its setting.
    let setting = before.lines().rev().find_map(|line| line.split_once('=')).map_or("", |(name, _)| name.trim());
    let section = before.lines().rev().find_map(|line| line.trim().strip_prefix('[')?.strip_suffix(']'));
    reason_of_value(section.unwrap_or_default(), setting, error.message())
}

/// What a setting of a section takes, if it is one.
fn takes(section: &str, setting: &str) -> Option<&'static str> {
    let of_section = format!("{section}.{setting}");
    let found =
        [of_section.as_str(), setting].into_iter().find_map(|full| TAKES.iter().find(|(name, _)| *name == full));
    found.map(|(_, takes)| *takes)
}

/// Why the value of a setting is not understood: what it takes, if that is known.
fn reason_of_value(section: &str, setting: &str, message: &str) -> String {
    takes(section, setting).map_or_else(|| message.to_owned(), |takes| format!("{setting} takes {takes} ({message})"))
}

/// The line of a text on which an error stands, from 1.
fn line_of(error: &toml::de::Error, text: &str) -> usize {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    before.matches('\n').count().saturating_add(1)
}

/// Checks a public address: absolute links are made of it, so it holds no path, query or space.
///
/// # Errors
/// [`ConfigError::PublicUrl`].
pub fn check_public_url(url: &str) -> Result<(), ConfigError> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    let host = host.strip_suffix('/').unwrap_or(host);
    let is_valid =
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    if is_valid { Ok(()) } else { Err(ConfigError::PublicUrl(url.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        let config: Config = toml::from_str(text).map_err(|error| reason_of(&error, text))?;
        config.check().map_err(|error| error.to_string())
    }

    #[test]
    fn every_setting_has_a_default() {
        assert!(read("").is_ok_and(|config| config.listen.port() == 8080 && !config.licenses.is_empty()));
    }

    #[test]
    fn what_the_file_says_is_fixed() {
        assert_eq!(
            said_in("name = 'Zef'\nform_seconds = 9\nlicenses = ['cc0-1.0']", &[]),
            [Setting::Name, Setting::Licences]
        );
        assert_eq!(said_in("# name = 'Zef'", &[]), []);
        assert_eq!(said_in("", &[("name", "Zef".to_owned())]), [Setting::Name]);
    }

    #[test]
    fn an_error_names_the_setting_and_what_it_takes() {
        assert!(read("nmae = 'Zef'").is_err_and(|error| error.contains("nmae")));
        assert!(read("public_url = 'photos.example.org'").is_err_and(|error| error.contains("https://")));
        assert!(read("public_url = 'https://example.org/photos'").is_err());
        assert!(read("file_megabytes = 500").is_err_and(|error| error.contains("from 1 to 100")));
        assert!(read("upload_idle_seconds = 0").is_err_and(|error| error.contains("upload_idle_seconds")));
        assert!(read("trusted_proxies = ['10.0.0.0/33']").is_err_and(|error| error.contains("10.0.0.0/33")));
        for (text, takes) in [
            ("name = 'Zef'\ntrusted_proxies = '10.0.0.1'", "trusted_proxies takes a list of addresses and networks"),
            ("trusted_proxies = [\n  '10.0.0.0/8',\n  8,\n]", "trusted_proxies takes a list of addresses and networks"),
            ("quota_megabytes = -1", "quota_megabytes takes a whole number of megabytes, 0 or more"),
            ("[archive]\nengine = 'disk'", "engine takes \"local\" or \"s3\""),
            ("[catalog]\nengine = 'disk'", "engine takes \"embedded\" or \"postgres\""),
            ("sign_up = 'all'", "sign_up takes \"open\", \"invitation\" or \"closed\""),
            ("licenses = ['cc-by']", "licenses takes a list of licences"),
        ] {
            assert!(read(text).is_err_and(|error| error.contains(takes)), "{text}");
        }
        let map = |tiles: &str, by: &str| format!("[map]\ntiles = '{tiles}'\nattribution = '{by}'");
        assert!(read(&map("https://t.example/{z}/{x}/{y}.png", "Example")).is_ok_and(|config| {
            config.base_map().is_ok_and(|map| map.is_some_and(|map| map.origin.as_deref() == Some("https://t.example")))
        }));
        assert!(read(&map("https://t.example/{z}/{x}.png", "Example")).is_err_and(|error| error.contains("{y}")));
        assert!(read(&map("https://t.example;x/{z}/{x}/{y}", "Example")).is_err());
        assert!(read(&map("https://t.example/{z}/{x}/{y}", " ")).is_err_and(|error| error.contains("attribution")));
        assert!(read("[map]\npmtiles = 'brest.pmtiles'").is_ok());
        assert!(read("[map]\nattribution = 'Example'").is_err_and(|error| error.contains("either tiles")));
        let both = map("https://t.example/{z}/{x}/{y}", "Example") + "\npmtiles = 'brest.pmtiles'";
        assert!(read(&both).is_err_and(|error| error.contains("either tiles")));
        assert!(read("[map]\npmtiles = 8").is_err_and(|error| error.contains("pmtiles takes a file")));
        assert!(read("sign_up = 'invitation'").is_err_and(|error| error.contains("invitations")));
    }
}
