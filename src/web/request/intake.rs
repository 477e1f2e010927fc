//! Received forms: a multipart body streams its files to staging, and keeps its other fields as text.

use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{rt::time::timeout, web::Bytes};
use futures_util::TryStreamExt;

use super::context::RequestContext;
use crate::{
    archive::Staged,
    library::{Library, Settings, StoreFault, idempotency::IdempotencyKey},
    web::problem::{FormValues, Problem, RequestProblem, UploadProblem},
};

/// The most bytes of one text field: four times the longest description.
const MOST_FIELD_BYTES: usize = 64 * 1024;
/// The most bytes of all text fields of one form together: two hundred photos described at length.
const MOST_TEXT_BYTES: usize = 512 * 1024;
/// The most parts of one form: two hundred files and all their fields.
const MOST_PARTS: usize = 2_000;
/// The most files in one plain form.
pub const MOST_FILES: usize = 200;
/// The most bytes of files that are read and dropped, so that the words sent with them are not lost with a session.
const MOST_DROPPED: u64 = 1_000_000_000;
/// The most bytes of a multipart form beside its files: text fields, boundaries, part headers.
const OVERHEAD: u64 = 1_000_000;

/// A form as received: its text fields, and its files in staging.
#[derive(Default)]
pub struct ReceivedForm {
    values: FormValues,
    /// The files, each with its name, or the reason why it was refused.
    pub files: Vec<(String, Result<Staged, Problem>)>,
}

impl ReceivedForm {
    /// A form without files.
    #[must_use]
    pub fn of_values(values: FormValues) -> Self {
        Self { values, files: Vec::new() }
    }

    /// The form of a person who is signed in, with a valid anti-forgery token.
    ///
    /// # Errors
    /// [`AccessProblem::NotSignedIn`], [`AccessProblem::Forged`]; from a page of ours, [`Problem::Interrupted`] with
    /// what was typed.
    pub fn proved(context: &RequestContext, values: FormValues) -> Result<Self, Problem> {
        let form = Self::of_values(values);
        match context.person().and_then(|_| context.check_csrf(form.value("csrf"))) {
            Ok(()) => Ok(form),
            Err(problem) if context.is_from_our_pages() => Err(problem.keeping(form.values)),
            Err(problem) => Err(problem),
        }
    }

    /// The first value of a field, when it is not blank.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.trim().is_empty())
    }

    /// The first value of a field, blank or not: a field sent blank is emptied, one that is not sent stays as it is.
    #[must_use]
    pub fn sent(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The idempotency key of the form.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<IdempotencyKey> {
        self.value("idempotency_key").and_then(IdempotencyKey::parse)
    }

    /// Every field and its value, in their order.
    #[must_use]
    pub fn all(&self) -> &FormValues {
        &self.values
    }

    /// Every value of a repeated field.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The same form without these fields.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        Self::of_values(self.values.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect())
    }

    /// Streams a multipart body of at most `most_files` files. Files are accepted only from a person who is signed in
    /// and whose anti-forgery token is valid: it comes in a header, or in a field before the first file.
    ///
    /// # Errors
    /// [`Problem`] when the body is malformed or the client may not send it; staged files are removed.
    pub async fn receive(
        mut body: Multipart,
        context: &RequestContext,
        library: &Library,
        most_files: usize,
    ) -> Result<Self, Problem> {
        // From the form of a page of ours, the words are kept even so: its files are read to their end and dropped.
        let keeps_words = most_files > 1 && context.is_from_our_pages();
        let mut refused = context.person().err();
        if !keeps_words && let Some(problem) = refused {
            return Err(problem);
        }
        let settings = library.settings();
        let Settings { limits, idle, .. } = &*settings;
        let most = limits.file_bytes.saturating_mul(u64::try_from(most_files).unwrap_or(u64::MAX));
        // A body announced as too large is refused at once (RFC 9110 §15.5.14).
        if context.announced > most.saturating_add(OVERHEAD) {
            return Err(Problem::Upload(UploadProblem::TooLarge { most: limits.file_bytes }));
        }
        let mut incoming = Self::default();
        let mut parts = 0;
        let mut together = 0_usize;
        let mut dropped = 0_u64;
        while let Some(mut field) = within(*idle, body.try_next()).await? {
            parts += 1;
            if parts > MOST_PARTS {
                return Err(Problem::Request(RequestProblem::Malformed));
            }
            let name = field.name().unwrap_or_default().to_owned();
            let file_name =
                field.content_disposition().and_then(|disposition| disposition.get_filename()).map(str::to_owned);
            if name == "file" {
                refused = refused.or_else(|| context.check_csrf(incoming.sent("csrf")).err());
                if let Some(problem) = refused.take_if(|_| !keeps_words || dropped > MOST_DROPPED) {
                    return Err(if keeps_words { problem.keeping(incoming.values) } else { problem });
                }
                if refused.is_some() {
                    while let Some(chunk) = within(*idle, field.try_next()).await? {
                        dropped = dropped.saturating_add(length(&chunk));
                        if dropped > MOST_DROPPED {
                            break;
                        }
                    }
                    continue;
                }
                let staged = receive_file(&mut field, library, most_files == 1).await?;
                let file_name = file_name.unwrap_or_default();
                // A browser sends one nameless, empty part when no file was chosen.
                let nothing =
                    file_name.is_empty() && staged.as_ref().is_ok_and(|staged| staged.bytes == 0) && !context.by_token;
                if !nothing {
                    incoming.files.push((file_name, staged));
                }
                if incoming.files.len() > most_files {
                    return Err(Problem::Request(RequestProblem::Malformed));
                }
            } else {
                let value = timeout(*idle, field.bytes(MOST_FIELD_BYTES))
                    .await
                    .map_err(|_elapsed| Problem::Request(RequestProblem::Idle))?;
                let value = value
                    .map_err(|_long| Problem::Request(RequestProblem::TooLong(MOST_FIELD_BYTES)))?
                    .map_err(|_broken| Problem::Request(RequestProblem::Malformed))?;
                together = together.saturating_add(name.len()).saturating_add(value.len());
                if together > MOST_TEXT_BYTES {
                    return Err(Problem::Request(RequestProblem::TooLong(MOST_TEXT_BYTES)));
                }
                incoming.values.push((name, String::from_utf8_lossy(&value).into_owned()));
            }
        }
        if let Some(problem) = refused.or_else(|| context.check_csrf(incoming.sent("csrf")).err()) {
            return Err(if keeps_words { problem.keeping(incoming.values) } else { problem });
        }
        Ok(incoming)
    }
}

/// The next part or chunk, or [`RequestProblem::Idle`] when the client stops sending.
async fn within<T>(
    idle: Duration,
    next: impl Future<Output = Result<Option<T>, MultipartError>>,
) -> Result<Option<T>, Problem> {
    timeout(idle, next).await.map_err(|_elapsed| Problem::Request(RequestProblem::Idle))?.map_err(|error| {
        Problem::Request(match error {
            MultipartError::ContentTypeMissing
            | MultipartError::ContentTypeParse
            | MultipartError::ContentTypeIncompatible
            | MultipartError::BoundaryMissing => RequestProblem::NotMultipart,
            _ => RequestProblem::Malformed,
        })
    })
}

/// One file, or why it is refused while the rest of the form is still read; an error ends the whole form.
async fn receive_file(field: &mut Field, library: &Library, alone: bool) -> Result<Result<Staged, Problem>, Problem> {
    let settings = library.settings();
    let Settings { limits, idle, .. } = &*settings;
    // Among several files, one that is too large is read to its end and dropped, so that the others are not lost;
    // beyond twice the limit the whole form is refused.
    let most_read = if alone { limits.file_bytes } else { limits.file_bytes.saturating_mul(2) };
    let mut staging = Ok(library.receive().await?);
    let mut received = 0_u64;
    while let Some(chunk) = within(*idle, field.try_next()).await? {
        received = received.saturating_add(length(&chunk));
        if received > most_read {
            return Err(Problem::Upload(UploadProblem::TooLarge { most: limits.file_bytes }));
        }
        let Ok(open) = &mut staging else { continue };
        if received > limits.file_bytes {
            staging = Err(Problem::Upload(UploadProblem::TooLarge { most: limits.file_bytes }));
        } else if let Err(error) = open.write(&chunk).await {
            staging = Err(StoreFault::from(error).into());
        }
    }
    Ok(match staging {
        Ok(staging) => staging.finish().await.map_err(|error| StoreFault::from(error).into()),
        Err(problem) => Err(problem),
    })
}

fn length(chunk: &Bytes) -> u64 {
    u64::try_from(chunk.len()).unwrap_or(u64::MAX)
}
