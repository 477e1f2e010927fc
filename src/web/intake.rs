//! Reading what people send: multipart bodies stream to staging, words are parsed at the door.

use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{rt::time::timeout, web::Bytes};
use futures_util::TryStreamExt;

use super::{context::RequestContext, problem::Problem};
use crate::{
    archive::Staged,
    library::{Library, Settings, StoreFault},
};

/// The most bytes of one field of words: four times the longest description.
const MOST_WORDS: usize = 64 * 1024;
/// The most bytes of all words of one form together: two hundred photos described at length.
const MOST_WORDS_TOGETHER: usize = 512 * 1024;
/// The most parts of one form: two hundred files and all their fields.
const MOST_PARTS: usize = 2_000;
/// The most files in one plain form.
pub const MOST_FILES: usize = 200;
/// The most bytes around the files of a form: its words, and what separates and names its parts.
const AROUND: u64 = 1_000_000;

/// The fields of a form without files, in their order.
pub type Words = Vec<(String, String)>;

/// A form as received: its words, and its files already in staging.
#[derive(Default)]
pub struct Incoming {
    words: Words,
    /// The files, each with the name it had, or the reason it was not taken.
    pub files: Vec<(String, Result<Staged, Problem>)>,
}

impl Incoming {
    /// A form of words alone.
    #[must_use]
    pub fn of_words(words: Words) -> Self {
        Self { words, files: Vec::new() }
    }

    /// The form of somebody who is signed in and proved to be on a page of ours.
    ///
    /// # Errors
    /// [`Problem::NotSignedIn`], [`Problem::Forged`]; from a page of ours, [`Problem::Interrupted`] with what was typed.
    pub fn proved(context: &RequestContext, words: Words) -> Result<Self, Problem> {
        let form = Self::of_words(words);
        match context.person().and_then(|_| context.check_csrf(form.word("csrf"))) {
            Ok(()) => Ok(form),
            Err(problem) if context.is_from_our_pages() => Err(problem.keeping(form.words)),
            Err(problem) => Err(problem),
        }
    }

    /// The first value of a field, when it is not blank.
    #[must_use]
    pub fn word(&self, name: &str) -> Option<&str> {
        self.words
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.trim().is_empty())
    }

    /// The first value of a field, blank or not: a field sent blank empties, one not sent leaves as it is.
    #[must_use]
    pub fn sent(&self, name: &str) -> Option<&str> {
        self.words.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Every field and its value, in their order.
    #[must_use]
    pub fn all(&self) -> &Words {
        &self.words
    }

    /// Every value of a repeated field.
    pub fn words<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.words.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The same form without these fields.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        Self::of_words(self.words.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect())
    }

    /// Streams a multipart body of so many files at most. A file is only taken from whoever is signed in and proved to be on our form: the
    /// token comes in a header, or in a field before the first file.
    ///
    /// # Errors
    /// [`Problem`] when the body is not well written or nobody may send it; what was staged is gone.
    pub async fn receive(
        mut body: Multipart,
        context: &RequestContext,
        library: &Library,
        most_files: usize,
    ) -> Result<Self, Problem> {
        context.person()?;
        let Settings { limits, idle, .. } = library.settings();
        let most = limits.file_bytes.saturating_mul(u64::try_from(most_files).unwrap_or(u64::MAX));
        // What is announced too large is not waited for (RFC 9110 §15.5.14).
        if context.announced > most.saturating_add(AROUND) {
            return Err(Problem::TooLarge { most: limits.file_bytes });
        }
        let mut incoming = Self::default();
        let mut parts = 0;
        let mut together = 0_usize;
        while let Some(mut field) = within(*idle, body.try_next()).await? {
            parts += 1;
            if parts > MOST_PARTS {
                return Err(Problem::BadRequest);
            }
            let name = field.name().unwrap_or_default().to_owned();
            let file_name =
                field.content_disposition().and_then(|disposition| disposition.get_filename()).map(str::to_owned);
            if name == "file" {
                context.check_csrf(incoming.sent("csrf"))?;
                let staged = receive_file(&mut field, library, most_files == 1).await?;
                let file_name = file_name.unwrap_or_default();
                // A browser sends one nameless, empty part when no file was chosen.
                let nothing =
                    file_name.is_empty() && staged.as_ref().is_ok_and(|staged| staged.bytes == 0) && !context.by_token;
                if !nothing {
                    incoming.files.push((file_name, staged));
                }
                if incoming.files.len() > most_files {
                    return Err(Problem::BadRequest);
                }
            } else {
                let value = timeout(*idle, field.bytes(MOST_WORDS)).await.map_err(|_elapsed| Problem::Idle)?;
                let value = value.map_err(|_long| Problem::BadRequest)?.map_err(|_broken| Problem::BadRequest)?;
                together = together.saturating_add(name.len()).saturating_add(value.len());
                if together > MOST_WORDS_TOGETHER {
                    return Err(Problem::BadRequest);
                }
                incoming.words.push((name, String::from_utf8_lossy(&value).into_owned()));
            }
        }
        context.check_csrf(incoming.sent("csrf"))?;
        Ok(incoming)
    }
}

/// What comes next, unless nothing comes for too long.
async fn within<T>(
    idle: Duration,
    coming: impl Future<Output = Result<Option<T>, MultipartError>>,
) -> Result<Option<T>, Problem> {
    timeout(idle, coming).await.map_err(|_elapsed| Problem::Idle)?.map_err(|_broken| Problem::BadRequest)
}

/// One file, or why it is not taken while the form goes on; an error ends the whole form.
async fn receive_file(field: &mut Field, library: &Library, alone: bool) -> Result<Result<Staged, Problem>, Problem> {
    let Settings { limits, idle, .. } = library.settings();
    // Among several files, what is past the limit is read and dropped, so that the others are not lost with it; as much
    // again is too much for that.
    let patience = if alone { limits.file_bytes } else { limits.file_bytes.saturating_mul(2) };
    let mut staging = Ok(library.receive().await?);
    let mut received = 0_u64;
    while let Some(chunk) = within(*idle, field.try_next()).await? {
        received = received.saturating_add(length(&chunk));
        if received > patience {
            return Err(Problem::TooLarge { most: limits.file_bytes });
        }
        let Ok(open) = &mut staging else { continue };
        if received > limits.file_bytes {
            staging = Err(Problem::TooLarge { most: limits.file_bytes });
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
