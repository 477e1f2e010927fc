//! The upload page. Its requests:
//!
//! **`POST /upload/file`**, by script, once a file as soon as it is chosen. Multipart: `batch` (when the page was made,
//! as it says) and `place` (among the files chosen there, from 0), then one part `file`; header `x-csrf-token`. The
//! answer is JSON, always with `outcome` and `message` (a sentence for the person):
//!
//! | `outcome` | also holds | then |
//! | --- | --- | --- |
//! | `received` | `id`, `url`, `thumbnail`, `preview`, and what the file proposes: `title`, `alt`, `description`, `tags` (comma list), `taken`, `author_name`, `author_url`, `place_name`, `place_precision`, `license` (an id, or null), `doubts` and `place_doubts` (sentences to check), `left_out` (a sentence about its keywords, or null), and `alike` (a `sentence` and the `url` of the photo that is most like it, if there is one) | the photo is a draft of theirs; the page shows its fields |
//! | `already_held` | `id`, `url`, `title`, `thumbnail` | they sent the same bytes before: a link. If it is still a draft, `draft: true` and all of `received`: the page shows its fields |
//! | `already_published` | `url`, `title` | someone else published the same bytes: a link |
//! | `refused` | | the reason |
//!
//! Status 200 for all four. Any other status is a passing failure: the page shows `detail` of problem+json when there
//! is one, and offers to try again.
//!
//! **`POST /upload/details`**, urlencoded: what is said of the photos received.
//! - `csrf`; `ids`: repeated, one a photo;
//! - of each photo: `photo.ID.title`, `photo.ID.description`, `photo.ID.alt`, `photo.ID.tags`, `photo.ID.taken`,
//!   `photo.ID.author_name`, `photo.ID.author_url`, `photo.ID.place_name`, `photo.ID.place_precision` = `exact|area|hidden`,
//!   `photo.ID.vouched` = `yes` below what its file says, `photo.ID.place_answer` = `right|drop` below a place far from its
//!   position, `photo.ID.aside` = `yes` to keep it as a draft though the others are sent;
//! - filled in for several: the same names without `photo.ID.`, but for `alt` and the answers. Not blank, each replaces that of the
//!   photos picked (`pick`, repeated: their ids), or of all when none is; `tags` are added to theirs;
//! - of all: `source` = `own|permission|archive|public-domain`, `modify` = `yes|alike|no`, `sell` = `yes|no`,
//!   `as_last_time` = `yes`, `license` = an id or empty;
//! - `apply` = `yes` fills in what is for several, and shows the page again; else `submit` = `true` (send) or `false` (keep as
//!   drafts);
//! - `refused`, repeated: a file that did not become a photo, its name, the reason, its place, and `held` when it is one already,
//!   on four lines, to be said again.
//!
//! The licence is `license` when not empty, else that of the last time when `as_last_time`, else what the three answers
//! say: two of them that differ, a licence without `source`, somebody else's photo credited to its giver, and
//! `submit=true` without a licence are errors shown on this page again, with `received` as typed.
//! Done: 303 to the person's photos, with a message; the same when all of it was done before.
//!
//! **`POST /upload`**, multipart, without script: several parts `file`. With `step` = `files`, they are kept as drafts, and the page
//! shows them to be described. Else also the fields for several and of all above, and `alt`; title, description, alternative and date
//! go to the first photo. Files that are refused or already held come back in `problems`.
//! One file described well enough: 303 to the person's photos. Otherwise the page again with `received`, so that each
//! photo gets its own words through `POST /upload/details`.
//!
//! **`GET /upload?ids=a,b`**: the page with these drafts of the person's to describe; ids of other photos are ignored. `place=` fills in their
//! place.

mod details;
mod file;
mod plain;
mod show;

pub use details::details;
pub use file::file;
pub use plain::plain;
pub use show::{MOST, drafts_among, show};

use askama::Template;

use super::{
    field_errors::FieldErrors,
    fields::{LicenceQuestions, PhotoFields, Received, SharedFields, Stopped},
};
use crate::web::{frame::layout::Frame, request::intake::ReceivedForm};

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
    /// What is filled in for several photos.
    pub panel: Panel,
    /// Names of places to propose.
    pub places: Vec<String>,
    /// The three questions.
    pub questions: LicenceQuestions,
    /// When this page was made: what puts its files together.
    pub batch: String,
    /// How many photos a form that was stopped left in draft, to be told.
    pub kept: u64,
    /// Whether the texts typed for one photo are in the fields of the first of several.
    pub moved: bool,
    /// What stopped the form: everything that is wrong with it.
    pub errors: Vec<Stopped>,
    /// Whether what is for several photos was just filled in.
    pub filled: bool,
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

/// What is filled in for several photos at once.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// Title, description, tags and date, as typed.
    pub fields: PhotoFields,
    /// Author and place, as typed.
    pub shared: SharedFields,
    /// The author and the place that the photos have in common.
    pub common: SharedFields,
    /// What is wrong with it.
    pub errors: FieldErrors,
}

/// A file that did not become a photo to describe.
#[derive(Clone, Debug)]
pub struct FileProblem {
    /// The file's name.
    pub file_name: String,
    /// Why, in a sentence.
    pub message: String,
    /// Whether it is here already.
    pub held: bool,
    /// The photo it already is, if one may be shown.
    pub url: Option<String>,
    /// Its place among the files chosen with it.
    pub place: u32,
}

impl UploadPage {
    /// How many photos there are to describe.
    #[must_use]
    pub fn count(&self) -> u64 {
        length(self.received.len())
    }

    /// How many files were refused.
    #[must_use]
    pub fn refused(&self) -> u64 {
        length(self.problems.iter().filter(|problem| !problem.held).count())
    }

    /// How many files are here already.
    #[must_use]
    pub fn held(&self) -> u64 {
        length(self.problems.iter().filter(|problem| problem.held).count())
    }

    /// Whether the files that did not become a photo are listed without being asked for: a few, or all that were chosen.
    #[must_use]
    pub fn shows_problems(&self) -> bool {
        self.refused() > 0 && (self.problems.len() <= 3 || self.received.is_empty())
    }

    /// How many photos are to be corrected.
    #[must_use]
    pub fn wrong(&self) -> u64 {
        length(self.received.iter().filter(|photo| !photo.errors.is_empty()).count())
    }

    /// A photo that is none, for the script to fill in.
    #[must_use]
    pub fn blank(&self) -> Received {
        Received { id: "ID".to_owned(), ..Received::default() }
    }

    /// Whether something is to be checked about a photo before it is sent.
    #[must_use]
    pub fn has_doubts(&self) -> bool {
        self.received.iter().any(|photo| !photo.doubts.rights.is_empty() || !photo.doubts.place.is_empty())
    }

    /// The photo whose sheet is open: the only one, or the first that is wrong.
    #[must_use]
    pub fn opened(&self) -> &str {
        let wrong = self.received.iter().find(|photo| !photo.errors.is_empty());
        let only = self.received.first().filter(|_| self.received.len() == 1);
        wrong.or(only).map_or("", |photo| &photo.id)
    }

    /// Puts the files that did not become a photo in the order in which they are listed: first those that were refused.
    fn list(&mut self, mut problems: Vec<FileProblem>) {
        problems.sort_by_key(|problem| (problem.held, problem.place));
        self.problems = problems;
    }
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

impl FileProblem {
    /// Those that the page said before, as its form sends them back.
    #[must_use]
    pub fn said_before(form: &ReceivedForm) -> Vec<Self> {
        let said = |text: &str| {
            let mut lines = text.lines().map(str::trim);
            let (file_name, message) = (lines.next()?.to_owned(), lines.next()?.to_owned());
            let place = lines.next().and_then(|place| place.parse().ok()).unwrap_or(u32::MAX);
            Some(Self { file_name, message, held: lines.next() == Some("held"), url: None, place })
        };
        form.values("refused").filter_map(said).collect()
    }
}
