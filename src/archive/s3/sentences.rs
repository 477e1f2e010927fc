//! What the errors of an S3 server mean, in sentences that say what to do.

use std::error::Error as _;

use object_store::Error;

use crate::archive::{error::ArchiveError, objects::Explain};

/// The server that is spoken of.
#[derive(Debug)]
pub(super) struct Sentences {
    /// Its address.
    pub(super) origin: String,
    /// The bucket.
    pub(super) bucket: String,
}

impl Explain for Sentences {
    fn explain(&self, doing: &'static str, place: &str, error: Error) -> ArchiveError {
        let told = chain(&error);
        match (&error, code(&told)) {
            (Error::NotFound { .. }, Some("NoSuchBucket")) => {}
            (Error::NotFound { .. } | Error::Precondition { .. } | Error::NotModified { .. }, _) => {
                return ArchiveError::Failed { doing, place: place.to_owned(), source: error.into() };
            }
            _ => {}
        }
        ArchiveError::Away { why: self.why(&told, doing, place) }
    }
}

impl Sentences {
    fn why(&self, told: &str, doing: &str, place: &str) -> String {
        let Self { origin, bucket } = self;
        match code(told) {
            Some("NoSuchBucket") => {
                format!("there is no bucket “{bucket}” at {origin}: make it, or correct [archive] bucket")
            }
            Some("InvalidAccessKeyId") => {
                format!(
                    "{origin} does not know the key: correct ZEF_ARCHIVE_KEY, or the file that [archive] key_file names"
                )
            }
            Some("SignatureDoesNotMatch") => format!(
                "{origin} does not accept the secret of the key: correct ZEF_ARCHIVE_SECRET, or the file that [archive] \
                 secret_file names; or the bucket is in another region than [archive] region says"
            ),
            Some("RequestTimeTooSkewed" | "RequestExpired" | "ExpiredToken") => format!(
                "the clock of this machine and that of {origin} are minutes apart, which it refuses: set them right"
            ),
            Some("AuthorizationHeaderMalformed" | "PermanentRedirect" | "IllegalLocationConstraintException") => {
                format!("the bucket “{bucket}” at {origin} is in another region: correct [archive] region")
            }
            _ if told.contains("Received redirect") => {
                format!("the bucket “{bucket}” at {origin} is in another region: correct [archive] region")
            }
            _ if status(told).is_some_and(|status| status.starts_with("403") || status.starts_with("401")) => format!(
                "{origin} does not let the key do this (could not {doing}: {place}): let it read, write, delete and list the \
                 objects of the bucket “{bucket}”"
            ),
            said => {
                let answer = match (status(told), said) {
                    (Some(status), Some(code)) => format!("answers “{status}” ({code})"),
                    (Some(status), None) => format!("answers “{status}”"),
                    (None, _) if told.contains("certificate") => {
                        return format!(
                            "{origin} has a certificate that is not trusted ({}): name the file of its authority in [archive] ca",
                            cause(told)
                        );
                    }
                    (None, _) => format!("does not answer ({})", cause(told)),
                };
                format!("could not {doing}: {origin} {answer}. A server of Zef that is running tries again by itself")
            }
        }
    }
}

/// An error and its causes.
fn chain(error: &Error) -> String {
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        told.push('\n');
        told.push_str(&cause.to_string());
        source = cause.source();
    }
    told
}

/// The last cause, on one line.
fn cause(told: &str) -> &str {
    told.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or(told)
}

/// The code of an error that S3 answers with.
fn code(told: &str) -> Option<&str> {
    let (_, after) = told.split_once("<Code>")?;
    after.split_once("</Code>").map(|(code, _)| code)
}

/// The status that was answered, with its words.
fn status(told: &str) -> Option<&str> {
    let (_, after) = told.split_once("status code: ")?;
    after.split([':', '\n']).next().map(str::trim)
}
