//! Why the configuration cannot be used: each sentence says what to correct.

use std::{ops::RangeInclusive, path::PathBuf};

use crate::{archive::tiles::TilesError, catalog::DatabaseError, mail};

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration {} cannot be read", path.display())]
    Reading {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file is not understood.
    #[error("the configuration {} is not understood, line {line}: {reason}", path.display())]
    Understanding {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Why.
        reason: String,
    },
    /// A variable of the environment is not understood.
    #[error("the environment variable {variable} is not understood: {reason}")]
    Environment {
        /// Its name.
        variable: String,
        /// Why.
        reason: String,
    },
    /// The file that a variable of the environment names cannot be read.
    #[error("{variable} names {}, which cannot be read", path.display())]
    EnvironmentFile {
        /// The name of the variable.
        variable: String,
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The public address is not one.
    #[error(
        "public_url must be an http or https address without path, such as https://photos.example.org; “{0}” is not"
    )]
    PublicUrl(String),
    /// No licence is offered.
    #[error("licenses is empty: offer one at least, such as cc-by-sa-4.0")]
    NoLicence,
    /// A number is out of its bounds.
    #[error("{setting} is {given}: it goes from {} to {}", bounds.start(), bounds.end())]
    OutOfBounds {
        /// Its name in the file.
        setting: &'static str,
        /// What the file says.
        given: u64,
        /// What it may be.
        bounds: RangeInclusive<u64>,
    },
    /// The database has no address.
    #[error(
        "[catalog] engine is “postgres” and url is missing: write the address of the database there, or in the environment \
         variable ZEF_CATALOG_URL"
    )]
    NoCatalogUrl,
    /// The embedded engine has no address.
    #[error(
        "[catalog] has a url, and its engine is “embedded”, which needs none: write engine = \"postgres\", or remove the url"
    )]
    CatalogUrlUnused,
    /// The address of the database cannot be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The local engine has no bucket.
    #[error("[archive] has a {0}, and its engine is “local”, which needs none: write engine = \"s3\", or remove it")]
    ArchiveSettingUnused(&'static str),
    /// The bucket has no name.
    #[error("[archive] engine is “s3” and bucket is missing: write the name of the bucket there")]
    NoBucket,
    /// Nobody knows which server.
    #[error(
        "[archive] has neither endpoint nor region: write the address of the S3 server as endpoint, or the region of a bucket of \
         Amazon"
    )]
    NoEndpoint,
    /// A bucket has no key.
    #[error(
        "[archive] engine is “s3” and {setting} is missing: name a file there, or set the environment variable {variable}"
    )]
    NoArchiveSecret {
        /// The setting of its file.
        setting: &'static str,
        /// The environment variable.
        variable: &'static str,
    },
    /// The file of a key cannot be read.
    #[error("[archive] {setting} cannot be read: {}", path.display())]
    ArchiveSecret {
        /// The setting.
        setting: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A bucket's quota is its own.
    #[error(
        "quota_megabytes counts the files of the storage folder, and [archive] engine is “s3”: remove it, and give the bucket a quota"
    )]
    QuotaOfABucket,
    /// Browsers do not read plain pictures on an encrypted page.
    #[error(
        "[archive] media is “redirect” and its endpoint is not encrypted, while public_url is: write an https address as endpoint, or \
         media = \"through\""
    )]
    MediaNotEncrypted,
    /// The settings of the bucket cannot be used.
    #[cfg(feature = "s3")]
    #[error(transparent)]
    Bucket(#[from] crate::archive::S3SettingsError),
    /// The program has no S3.
    #[cfg(not(feature = "s3"))]
    #[error("[archive] engine is “s3”, and this program was built without S3: build it with the feature “s3”")]
    S3NotBuilt,
    /// Mail has two ways, or none.
    #[error("[mail] has either smtp, the address of a server, or folder, where messages are written")]
    MailWay,
    /// Mail cannot be sent so.
    #[error("[mail] {setting} is not usable")]
    Mail {
        /// The setting.
        setting: &'static str,
        /// Why.
        #[source]
        source: mail::SettingsError,
    },
    /// The base map cannot be used.
    #[error(
        "[map] tiles must be an https address with {{z}}, {{x}} and {{y}}, such as https://tiles.example.org/{{z}}/{{x}}/{{y}}.png"
    )]
    Tiles,
    /// A base map has one source.
    #[error("[map] has either tiles, the address of a map server, or pmtiles, a file of this machine")]
    MapSource,
    /// The file of the base map cannot be used.
    #[error(transparent)]
    MapFile(#[from] TilesError),
    /// Nobody is said to have made the base map.
    #[error("[map] attribution is empty: say who made the map, such as © OpenStreetMap contributors")]
    NoAttribution,
    /// Signing up needs an invitation, and there is none.
    #[error("sign_up is “invitation” and invitations is empty: add a code, or choose “open” or “closed”")]
    NoInvitation,
}
