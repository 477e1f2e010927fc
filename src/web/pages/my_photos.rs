//! One's own photos, with their states.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;

use super::{
    card::{Card, Paging},
    credit::{self, EntryView},
    home::From,
    list, upload,
};
use crate::{
    domain::{
        photo::{PhotoRecord, State},
        stored::Stored,
    },
    library::Library,
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::grants,
    },
};

/// The photos of the person signed in, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/my_photos.html")]
pub struct MyPhotosPage {
    /// What every page has.
    pub frame: Frame,
    /// The photos of this page of the list; those to correct come first, then those refused.
    pub photos: Vec<MyPhoto>,
    /// How many drafts wait.
    pub drafts: u64,
    /// The address where they can all be completed.
    pub resume: String,
    /// The pages before and after.
    pub paging: Paging,
    /// How many there are in all.
    pub total: u64,
}

/// A photo of one's own.
#[derive(Clone, Debug)]
pub struct MyPhoto {
    /// The photo.
    pub card: Card,
    /// The title that its file proposes, while it has none of its own.
    pub proposed: Option<String>,
    /// Its state.
    pub state: State,
    /// The reason of the latest decision.
    pub reason: Option<String>,
    /// When it was received, as people read it.
    pub received: String,
    /// The latest change of its credit by staff, while it is not contested.
    pub changed: Option<EntryView>,
}

impl MyPhoto {
    /// Its title, or else the one that its file proposes.
    #[must_use]
    pub fn named(&self, t: Messages) -> &str {
        self.card.title.as_deref().or(self.proposed.as_deref()).unwrap_or_else(|| t.photo_untitled())
    }
}

/// `GET /account/photos`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`].
pub async fn show(
    context: RequestContext,
    from: Query<From>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let person = context.person()?;
    let page = library.mine(person.handle.clone(), from.cursor.as_deref(), list::PART).await?;
    let latest = library.mine(person.handle.clone(), None, upload::MOST).await?;
    // Photos that can be submitted again: those sent back for a change first, then those refused.
    let sent_back = |state| latest.photos.iter().filter(move |kept| kept.record.state == state);
    let first = sent_back(State::ChangeRequested).chain(sent_back(State::Refused)).filter(|_| from.cursor.is_none());
    // Photos listed first on the first page are not listed twice.
    let is_listed_first = |kept: &&Stored<PhotoRecord>| {
        matches!(kept.record.state, State::ChangeRequested | State::Refused)
            && latest.photos.iter().any(|latest| latest.record.id == kept.record.id)
    };
    let drafts = upload::drafts_among(&latest.photos);
    let mut frame = site.frame(&context, "");
    frame.entitle(frame.t.my_photos_title());
    frame.indexed = false;
    let names = credit::names(&library, latest.photos.iter().chain(&page.photos).map(|kept| &kept.record)).await?;
    let mine = |kept: &Stored<PhotoRecord>| MyPhoto {
        card: list::card(&kept.record),
        proposed: proposed(&kept.record),
        state: kept.record.state,
        reason: kept.record.reason().map(str::to_owned),
        received: grants::day(kept.record.created, frame.t),
        changed: credit::latest_change(&kept.record, &context.reader, &names, frame.t),
    };
    let page = MyPhotosPage {
        photos: first.chain(page.photos.iter().filter(|kept| !is_listed_first(kept))).map(mine).collect(),
        drafts: u64::try_from(drafts.len()).unwrap_or(u64::MAX),
        resume: frame.urls.upload_of(&drafts),
        paging: list::paging(&page, &frame.urls.my_photos(), from.cursor.as_deref()),
        total: list::total(&page),
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// What is shown while there is no title: the one in the file, or else the first line of its description.
fn proposed(photo: &PhotoRecord) -> Option<String> {
    let file = &photo.suggestions;
    let first_line = |words: &String| words.lines().next().map(|line| line.chars().take(80).collect::<String>());
    let title =
        file.title.clone().or_else(|| photo.arrival.title()).or_else(|| file.description.as_ref().and_then(first_line));
    let title = title.or_else(|| photo.arrival.file_name.clone());
    title.filter(|title| photo.state == State::Draft && photo.title.is_none() && !title.trim().is_empty())
}
