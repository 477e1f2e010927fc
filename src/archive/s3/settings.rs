//! Where a bucket is, and by which key it is used: checked, and made a client.

use std::{fmt, fs, path::PathBuf, time::Duration};

use object_store::{
    BackoffConfig, Certificate, ClientOptions, HeaderValue, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder, S3ConditionalPut},
};
use rustls::crypto::ring::default_provider;

use crate::domain::causes::Causes;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a server may take to answer, and between two pieces of its answer. A part of 8 MB takes so long at 3 Mbit/s.
const ANSWER: Duration = Duration::from_secs(20);
/// A connection that nobody uses is closed before the server closes it.
const IDLE: Duration = Duration::from_secs(15);
/// A request that fails is made again a few times within some seconds; then whoever waits is told.
const RETRIES: usize = 4;
const RETRIED_FOR: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// The bucket of an archive. Its key and its secret are never shown.
#[derive(Clone)]
pub struct S3Settings {
    /// The address of the server; without one, that of Amazon for the region.
    pub endpoint: Option<String>,
    /// The bucket.
    pub bucket: String,
    /// Its region.
    pub region: String,
    /// Whether the bucket is part of the path; else it is part of the host's name.
    pub path_style: bool,
    /// A file of certificates that are trusted beside those of the system.
    pub ca: Option<PathBuf>,
    /// What the names of all objects begin with.
    pub prefix: String,
    /// The name of the key.
    pub key: String,
    /// Its secret.
    pub secret: String,
    /// How many bytes of renditions that are read often are kept on this machine.
    pub cache_bytes: u64,
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum S3SettingsError {
    /// The address is not one.
    #[error(
        "[archive] endpoint must be the address of an S3 server without path, such as https://s3.example.org; “{0}” is not"
    )]
    Endpoint(String),
    /// The bucket has no name, or one that no bucket has.
    #[error("[archive] bucket must be the name of a bucket, 3 to 63 of a to z, 0 to 9, “-” and “.”; “{0}” is not")]
    Bucket(String),
    /// The prefix has what names of objects do not.
    #[error(
        "[archive] prefix must be names of a to z, A to Z, 0 to 9, “-”, “_” and “.” with “/” between them, such as photos/zef; “{0}” is not"
    )]
    Prefix(String),
    /// The region is not one.
    #[error("[archive] region must be a name, such as eu-west-3 or us-east-1; “{0}” is not")]
    Region(String),
    /// The certificates cannot be read.
    #[error("[archive] ca must be a file of certificates in PEM: {} cannot be used ({why})", path.display())]
    Certificates {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The client cannot be made, as on a machine without certificates of authorities.
    #[error(
        "[archive] cannot be used: {0}. Where this machine has no certificates of authorities, install them (Debian: apt install ca-certificates)"
    )]
    Client(String),
}

impl fmt::Debug for S3Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("S3Settings").field("bucket", &self.bucket).finish_non_exhaustive()
    }
}

impl S3Settings {
    /// Checks what can be checked without asking the server.
    ///
    /// # Errors
    /// [`S3SettingsError`].
    pub fn check(&self) -> Result<(), S3SettingsError> {
        self.client().map(drop)
    }

    /// The scheme and the host that answer for the bucket.
    ///
    /// # Errors
    /// [`S3SettingsError::Endpoint`].
    pub fn origin(&self) -> Result<String, S3SettingsError> {
        let Some(endpoint) = &self.endpoint else {
            let host = format!("s3.{}.amazonaws.com", self.region);
            return Ok(self.at("https", &host));
        };
        let unusable = || S3SettingsError::Endpoint(endpoint.clone());
        let (scheme, host) = endpoint.split_once("://").ok_or_else(unusable)?;
        let host = host.strip_suffix('/').unwrap_or(host);
        // The host becomes part of a policy of pages.
        let is_host =
            !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
        if !is_host || !["http", "https"].contains(&scheme) {
            return Err(unusable());
        }
        Ok(self.at(scheme, host))
    }

    fn at(&self, scheme: &str, host: &str) -> String {
        if self.path_style { format!("{scheme}://{host}") } else { format!("{scheme}://{}.{host}", self.bucket) }
    }

    /// The prefix without slashes around it.
    pub(super) fn prefix(&self) -> &str {
        self.prefix.trim_matches('/')
    }

    /// A client of the bucket. It asks the server nothing yet.
    pub(super) fn client(&self) -> Result<AmazonS3, S3SettingsError> {
        let is_of_a_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
        if !(3..=63).contains(&self.bucket.len()) || !self.bucket.bytes().all(is_of_a_name) {
            return Err(S3SettingsError::Bucket(self.bucket.clone()));
        }
        let is_of_a_region = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        if self.region.is_empty() || !self.region.bytes().all(is_of_a_region) {
            return Err(S3SettingsError::Region(self.region.clone()));
        }
        let is_of_a_prefix = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let is_part = |part: &str| !["", ".", ".."].contains(&part) && part.bytes().all(is_of_a_prefix);
        if !self.prefix().is_empty() && !self.prefix().split('/').all(is_part) {
            return Err(S3SettingsError::Prefix(self.prefix.clone()));
        }
        let origin = self.origin()?;
        let mut options = ClientOptions::new()
            .with_user_agent(HeaderValue::from_static(concat!("zef/", env!("CARGO_PKG_VERSION"))))
            .with_content_type_for_suffix("jpg", "image/jpeg")
            .with_connect_timeout(CONNECT)
            .with_read_timeout(ANSWER)
            .with_timeout_disabled()
            .with_pool_idle_timeout(IDLE)
            .with_http1_only();
        if let Some(path) = &self.ca {
            for certificate in certificates(path)? {
                options = options.with_root_certificate(certificate);
            }
        }
        // For the whole process, and the same that PostgreSQL and mail use: an error says that it is there.
        drop(default_provider().install_default());
        AmazonS3Builder::new()
            .with_client_options(options)
            .with_allow_http(origin.starts_with("http://"))
            .with_endpoint(origin)
            .with_virtual_hosted_style_request(!self.path_style)
            .with_bucket_name(&self.bucket)
            .with_region(&self.region)
            .with_access_key_id(&self.key)
            .with_secret_access_key(&self.secret)
            .with_retry(RetryConfig {
                backoff: BackoffConfig { init_backoff: FIRST_PAUSE, max_backoff: LONGEST_PAUSE, base: 2.0 },
                max_retries: RETRIES,
                retry_timeout: RETRIED_FOR,
            })
            // What not every server can: none of it is needed.
            .with_conditional_put(S3ConditionalPut::Disabled)
            .with_disable_bulk_delete(true)
            .with_disable_tagging(true)
            .build()
            .map_err(|error| S3SettingsError::Client(Causes(&error).to_string()))
    }
}

fn certificates(path: &PathBuf) -> Result<Vec<Certificate>, S3SettingsError> {
    let unusable = |why: String| S3SettingsError::Certificates { path: path.clone(), why };
    let pem = fs::read(path).map_err(|error| unusable(error.to_string()))?;
    let found = Certificate::from_pem_bundle(&pem).map_err(|error| unusable(error.to_string()))?;
    if found.is_empty() { Err(unusable("it has none".to_owned())) } else { Ok(found) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn settings() -> S3Settings {
        S3Settings {
            endpoint: Some("https://s3.example.org:8443/".to_owned()),
            bucket: "photos".to_owned(),
            region: "eu-west-3".to_owned(),
            path_style: true,
            ca: None,
            prefix: "/zef/".to_owned(),
            key: "AKIA".to_owned(),
            secret: "hush".to_owned(),
            cache_bytes: 0,
        }
    }

    #[test]
    fn the_bucket_is_in_the_path_or_in_the_host() {
        let origin = |settings: S3Settings| settings.origin().unwrap();
        assert_eq!(origin(settings()), "https://s3.example.org:8443");
        assert_eq!(origin(S3Settings { path_style: false, ..settings() }), "https://photos.s3.example.org:8443");
        let amazon = S3Settings { path_style: false, endpoint: None, ..settings() };
        assert_eq!(origin(amazon), "https://photos.s3.eu-west-3.amazonaws.com");
    }

    #[test]
    fn what_cannot_be_used_is_named_and_the_secret_never() {
        assert!(settings().check().is_ok());
        let endpoint = |endpoint: &str| S3Settings { endpoint: Some(endpoint.to_owned()), ..settings() };
        for (wrong, setting) in [
            (endpoint("s3.example.org"), "endpoint"),
            (endpoint("https://s3.example.org/photos"), "endpoint"),
            (endpoint("https://s3.example.org; script-src *"), "endpoint"),
            (endpoint("ftp://s3.example.org"), "endpoint"),
            (S3Settings { bucket: "Photos".to_owned(), ..settings() }, "bucket"),
            (S3Settings { bucket: String::new(), ..settings() }, "bucket"),
            (S3Settings { region: "eu west".to_owned(), ..settings() }, "region"),
            (S3Settings { prefix: "a/../b".to_owned(), ..settings() }, "prefix"),
            (S3Settings { ca: Some("/nowhere.pem".into()), ..settings() }, "ca"),
            (S3Settings { ca: Some("Cargo.toml".into()), ..settings() }, "ca"),
        ] {
            let refused = wrong.check().unwrap_err();
            assert!(refused.to_string().starts_with(&format!("[archive] {setting} ")), "{refused}");
            assert!(!format!("{refused:?}{wrong:?}").contains("hush"));
        }
    }
}
