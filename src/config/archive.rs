//! `[archive]`: where originals and renditions live.

use std::path::PathBuf;

use serde::Deserialize;

use super::ConfigError;
#[cfg(feature = "s3")]
use crate::archive::S3Settings;

/// The environment variable that says the key of the bucket, where no file is named.
#[cfg(feature = "s3")]
const KEY: &str = "ZEF_ARCHIVE_KEY";
/// And its secret.
#[cfg(feature = "s3")]
const SECRET: &str = "ZEF_ARCHIVE_SECRET";
/// The region of a server of one's own, which most of them ignore.
#[cfg(feature = "s3")]
const USUAL_REGION: &str = "us-east-1";
/// Some thousand photos at the sizes that pages show.
pub(super) const CACHE_MEGABYTES: u64 = 1_000;

/// Where originals and renditions live, as the file says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Archive {
    /// Which engine.
    pub engine: ArchiveEngine,
    /// The address of the S3 server; without one, Amazon's.
    pub endpoint: Option<String>,
    /// The bucket.
    pub bucket: Option<String>,
    /// Its region.
    pub region: Option<String>,
    /// Whether the bucket is part of the path; else it is part of the host's name.
    pub path_style: Option<bool>,
    /// A file of certificates that are trusted beside those of the system.
    pub ca: Option<PathBuf>,
    /// What the names of all objects begin with.
    pub prefix: Option<String>,
    /// A file that has the key.
    pub key_file: Option<PathBuf>,
    /// A file that has its secret.
    pub secret_file: Option<PathBuf>,
    /// How renditions of public photos get to browsers.
    pub media: Option<Media>,
    /// How many megabytes of renditions that are read often are kept on this machine.
    pub cache_megabytes: Option<u64>,
    /// What the engine `s3` needs, once it is checked.
    #[cfg(feature = "s3")]
    #[serde(skip)]
    pub s3: Option<S3Settings>,
}

/// An engine, by its name in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArchiveEngine {
    /// Folders of the storage folder.
    #[default]
    Local,
    /// A bucket of an S3 server.
    S3,
}

/// How renditions of public photos get to browsers, by its name in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Media {
    /// Through Zef.
    #[default]
    Through,
    /// From the bucket, to which Zef sends browsers for the small ones.
    Redirect,
}

impl Archive {
    /// The scheme and the host from which browsers read renditions, where that is not this site.
    ///
    /// # Errors
    /// [`ConfigError::MediaNotEncrypted`] where pages are encrypted and it is not: browsers would not read them.
    pub fn media_origin(&self, public_url: Option<&str>) -> Result<Option<String>, ConfigError> {
        if self.media != Some(Media::Redirect) {
            return Ok(None);
        }
        let origin = self.origin()?;
        let is_encrypted = |url: &str| url.starts_with("https://");
        if public_url.is_some_and(is_encrypted) && !origin.as_deref().is_some_and(is_encrypted) {
            return Err(ConfigError::MediaNotEncrypted);
        }
        Ok(origin)
    }

    #[cfg(feature = "s3")]
    fn origin(&self) -> Result<Option<String>, ConfigError> {
        Ok(self.s3.as_ref().map(S3Settings::origin).transpose()?)
    }

    #[cfg(not(feature = "s3"))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "with S3, there is one, which may be wrong")]
    fn origin(&self) -> Result<Option<String>, ConfigError> {
        Ok(None)
    }

    /// Takes the key from its file or from the environment, and checks all of it.
    pub(super) fn completed(self) -> Result<Self, ConfigError> {
        if self.engine == ArchiveEngine::S3 {
            return self.of_a_bucket();
        }
        let unused = [
            ("endpoint", self.endpoint.is_some()),
            ("bucket", self.bucket.is_some()),
            ("region", self.region.is_some()),
            ("path_style", self.path_style.is_some()),
            ("ca", self.ca.is_some()),
            ("prefix", self.prefix.is_some()),
            ("key_file", self.key_file.is_some()),
            ("secret_file", self.secret_file.is_some()),
            ("media", self.media.is_some()),
            ("cache_megabytes", self.cache_megabytes.is_some()),
        ];
        match unused.into_iter().find(|(_, is_said)| *is_said) {
            Some((setting, _)) => Err(ConfigError::ArchiveSettingUnused(setting)),
            None => Ok(self),
        }
    }

    #[cfg(not(feature = "s3"))]
    fn of_a_bucket(self) -> Result<Self, ConfigError> {
        Err(ConfigError::S3NotBuilt)
    }

    #[cfg(feature = "s3")]
    fn of_a_bucket(mut self) -> Result<Self, ConfigError> {
        let bucket = self.bucket.clone().ok_or(ConfigError::NoBucket)?;
        let region = match (&self.region, &self.endpoint) {
            (Some(region), _) => region.clone(),
            (None, Some(_)) => USUAL_REGION.to_owned(),
            (None, None) => return Err(ConfigError::NoEndpoint),
        };
        let settings = S3Settings {
            bucket,
            region,
            // Servers of one's own seldom have a name for each bucket.
            path_style: self.path_style.unwrap_or(self.endpoint.is_some()),
            endpoint: self.endpoint.clone(),
            ca: self.ca.clone(),
            prefix: self.prefix.clone().unwrap_or_default(),
            key: secret(self.key_file.as_ref(), "key_file", KEY)?,
            secret: secret(self.secret_file.as_ref(), "secret_file", SECRET)?,
            cache_bytes: self.cache_megabytes.unwrap_or(CACHE_MEGABYTES).saturating_mul(1_000_000),
        };
        settings.check()?;
        self.s3 = Some(settings);
        Ok(self)
    }
}

/// What a file has, or else an environment variable.
#[cfg(feature = "s3")]
fn secret(file: Option<&PathBuf>, setting: &'static str, variable: &'static str) -> Result<String, ConfigError> {
    let found = match file {
        Some(path) => std::fs::read_to_string(path).map_err(|source| ConfigError::ArchiveSecret {
            setting,
            path: path.clone(),
            source,
        })?,
        None => std::env::var(variable).unwrap_or_default(),
    };
    let found = found.trim();
    if found.is_empty() { Err(ConfigError::NoArchiveSecret { setting, variable }) } else { Ok(found.to_owned()) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Archive, ConfigError> {
        toml::from_str::<Archive>(text).unwrap().completed()
    }

    #[test]
    fn what_an_engine_does_not_need_is_not_passed_over() {
        assert!(read("").unwrap().engine == ArchiveEngine::Local);
        let refused = read("bucket = \"photos\"").unwrap_err().to_string();
        assert!(refused.contains("a bucket") && refused.contains("engine = \"s3\""), "{refused}");
    }

    #[cfg(feature = "s3")]
    #[test]
    fn what_is_missing_is_asked_for_and_secrets_are_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path.display().to_string()
        };
        let (key, secret) = (file("key", "AKIAZEF\n"), file("secret", "hush\n"));
        let by_files = format!("key_file = \"{key}\"\nsecret_file = \"{secret}\"\n");
        for (text, words) in [
            (String::new(), "bucket is missing"),
            ("bucket = \"photos\"".to_owned(), "neither endpoint nor region"),
            ("bucket = \"photos\"\nregion = \"eu-west-3\"\n".to_owned(), "ZEF_ARCHIVE_KEY"),
            (format!("bucket = \"photos\"\nregion = \"eu-west-3\"\nkey_file = \"{key}\""), "ZEF_ARCHIVE_SECRET"),
            (format!("bucket = \"photos\"\nendpoint = \"s3.example.org\"\n{by_files}"), "[archive] endpoint"),
            ("bucket = \"photos\"\nregion = \"eu-west-3\"\nkey_file = \"/nowhere\"".to_owned(), "/nowhere"),
        ] {
            let refused = read(&format!("engine = \"s3\"\n{text}")).unwrap_err().to_string();
            assert!(refused.contains(words) && !refused.contains("hush"), "{refused}");
        }
        let text = format!("engine = \"s3\"\nbucket = \"photos\"\nendpoint = \"https://s3.example.org\"\n{by_files}");
        let told = read(&text).unwrap();
        let settings = told.s3.as_ref().unwrap();
        assert_eq!((settings.key.as_str(), settings.secret.as_str()), ("AKIAZEF", "hush"));
        assert!(settings.path_style && settings.region == "us-east-1");
        assert!(!format!("{told:?}").contains("hush"));
    }

    #[cfg(not(feature = "s3"))]
    #[test]
    fn a_program_built_without_s3_says_so() {
        let refused = read("engine = \"s3\"\nbucket = \"photos\"").unwrap_err().to_string();
        assert!(refused.contains("built without S3"), "{refused}");
    }
}
