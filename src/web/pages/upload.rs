//! The upload page. Its requests:
//!
//! **`POST /upload/file`**, by script, once a file as soon as it is chosen. Multipart: `batch` (when the page was made, as it
//! says) and `place` (among the files chosen there, from 0), then one part `file`; header `x-csrf-token`. The answer is JSON, always with `outcome` and `message` (a sentence for the person):
//!
//! | `outcome` | also holds | then |
//! | --- | --- | --- |
//! | `received` | `id`, `url`, `thumbnail`, and what the file proposes: `title`, `alt`, `description`, `tags` (comma list), `taken`, `author`, `license` (an id, or null), `doubts` and `place_doubts` (sentences to check), and `left_out` (a sentence about its keywords, or null) | the photo is a draft of theirs; the page shows its fields |
//! | `already_held` | `id`, `url`, `title`, `thumbnail` | they sent the same bytes before: a link. If it is still a draft, `draft: true` and all of `received`: the page shows its fields |
//! | `already_published` | `url`, `title` | someone else published the same bytes: a link |
//! | `refused` | | the reason |
//!
//! Status 200 for all four. Any other status is a passing failure: the page shows `detail` of problem+json when there is
//! one, and offers to try again.
//!
//! **`POST /upload/details`**, urlencoded: what is said of the photos received.
//! - `csrf`; `ids`: repeated, one a photo;
//! - of each photo: `photo.ID.title`, `photo.ID.description`, `photo.ID.alt`, `photo.ID.tags`, `photo.ID.taken`, `photo.ID.vouched` =
//!   `yes` below what its file says, `photo.ID.place_answer` = `right|drop` below a place far from its position, `photo.ID.aside` = `yes` to keep it as a draft though the others are sent;
//! - of all: `source` = `own|permission|archive|public-domain`, `modify` = `yes|alike|no`, `sell` = `yes|no`,
//!   `as_last_time` = `yes`, `license` = an id or empty, `author_name`, `author_url`, `place_name`,
//!   `place_precision` = `exact|area|hidden`; `differing`, repeated: those of the last four in which the photos differ, so
//!   that an empty one leaves each photo its own;
//! - `submit` = `true` (send) or `false` (keep as drafts).
//!
//! - `refused`, repeated: a file that did not become a photo, its name, the reason and its place on three lines, to be said
//!   again.
//!
//! The licence is `license` when not empty, else that of the last time when `as_last_time`, else what the three answers
//! say: two of them that differ, a licence without `source`, somebody else's photo credited to its giver, and
//! `submit=true` without a licence are errors shown on this page again, with `received` as typed.
//! Done: 303 to the person's photos, with a message.
//!
//! **`POST /upload`**, multipart, without script: several parts `file`, and the fields of all above, plus `tags`, and
//! `title`, `description`, `alt`, `taken` when there is one file only. Files that are refused or already held come back in `problems`.
//! One file described well enough: 303 to the person's photos. Otherwise the page again with `received`, so that each
//! photo gets its own words through `POST /upload/details`.
//!
//! **`GET /upload?ids=a,b`**: the page with these drafts of the person's to describe; ids of other photos are ignored.

mod details;
mod file;
mod plain;
mod show;

pub use details::details;
pub use file::file;
pub use plain::plain;
pub use show::{MOST, drafts_among, show};

use askama::Template;

use super::fields::{LicenceQuestions, PhotoFields, Received, SharedFields, Stopped};
use crate::web::{frame::layout::Frame, request::intake::Incoming};

/// Giving photos: choosing files, then describing them.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/upload.html")]
pub struct UploadPage {
    /// What every page has.
    pub frame: Frame,
    /// Photos already received, to describe; empty at first.
    pub received: Vec<Received>,
    /// Files that did not become a photo to describe.
    pub problems: Vec<FileProblem>,
    /// The fields of the only photo, for the plain form.
    pub fields: PhotoFields,
    /// What is said of all the photos.
    pub shared: SharedFields,
    /// The three questions.
    pub questions: LicenceQuestions,
    /// When this page was made: what puts its files together.
    pub batch: String,
    /// How many photos a form that was stopped left in draft, to be told.
    pub kept: u64,
    /// Whether the texts typed for one photo are in the fields of the first of several.
    pub moved: bool,
    /// What stopped the form, if anything.
    pub error: Option<Stopped>,
    /// Whether the person's photos are public at once.
    pub publishes_at_once: bool,
    /// How many drafts of theirs wait elsewhere.
    pub drafts: u64,
    /// Where they are taken up again.
    pub resume: String,
    /// The name under which they are credited, which is nobody else's.
    pub credit: String,
    /// The largest file taken, in megabytes.
    pub most_megabytes: u64,
}

/// A file that did not become a photo to describe.
#[derive(Clone, Debug)]
pub struct FileProblem {
    /// The file's name.
    pub file_name: String,
    /// Why, in a sentence.
    pub message: String,
    /// The photo it already is, if one may be shown.
    pub url: Option<String>,
    /// Its place among the files chosen with it.
    pub place: u32,
}

/// A file in the list of those chosen.
#[derive(Clone, Debug)]
pub enum Chosen<'a> {
    /// A photo to describe.
    Received(&'a Received),
    /// None.
    Problem(&'a FileProblem),
}

impl UploadPage {
    /// Every file in the order in which they were chosen; none when their names are not known.
    #[must_use]
    pub fn chosen(&self) -> Vec<Chosen<'_>> {
        // What was not taken was chosen with the latest of the photos.
        let latest = self.received.iter().map(|photo| photo.order.0).max();
        let named = self.received.iter().filter(|photo| !photo.file_name.is_empty());
        let photos = named.map(|photo| ((Some(photo.order.0), photo.order.1), Chosen::Received(photo)));
        let problems = self.problems.iter().map(|problem| ((latest, problem.place), Chosen::Problem(problem)));
        let mut chosen: Vec<_> = photos.chain(problems).collect();
        chosen.sort_by_key(|(order, _)| *order);
        chosen.into_iter().map(|(_, file)| file).collect()
    }
}

impl FileProblem {
    /// Those that the page said before, as its form sends them back.
    #[must_use]
    pub fn said_before(form: &Incoming) -> Vec<Self> {
        let said = |text: &str| {
            let mut lines = text.lines().map(str::trim);
            let (file_name, message) = (lines.next()?.to_owned(), lines.next()?.to_owned());
            let place = lines.next().and_then(|place| place.parse().ok()).unwrap_or(u32::MAX);
            Some(Self { file_name, message, url: None, place })
        };
        form.values("refused").filter_map(said).collect()
    }
}
