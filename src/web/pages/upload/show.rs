//! `GET /upload`, and the page as every handler of this folder shows it.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use serde::Deserialize;

use super::{Panel, UploadPage};
use crate::{
    domain::{
        doubt,
        photo::{PhotoId, PhotoRecord, State},
        place::Place,
        stored::Stored,
    },
    library::Library,
    web::{
        frame::{answer, layout::Frame},
        pages::{
            alike,
            doubts::Doubts,
            field_errors::FieldErrors,
            fields::{LicenceQuestions, PhotoFields, Received, SharedFields},
            list,
        },
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        urls::Urls,
    },
};

/// The most photos described on one page.
pub const MOST: usize = 200;

/// Of so many photos, the page says which photo each is like: each is a search.
const MOST_COMPARED: usize = 50;

/// Up to so many photos, tags are offered for each.
const MOST_OFFERED: usize = 20;

/// What the page is asked for.
#[derive(Deserialize)]
pub struct UploadQuery {
    /// Drafts to describe, with commas.
    ids: Option<String>,
    /// The place of the photos, filled in.
    place: Option<String>,
}

/// `GET /upload?ids=&place=`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`].
pub async fn show(
    context: RequestContext,
    query: Query<UploadQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let mut page = empty(&context, &library, &site).await?;
    let ids = ids(query.ids.as_deref().unwrap_or_default().split(','));
    let drafts = drafts(&context, &ids, &library).await?;
    if drafts.is_empty() {
        let waiting = waiting(&context, &library).await?;
        page.drafts = u64::try_from(waiting.len()).unwrap_or(u64::MAX);
        page.resume = page.frame.urls.upload_of(&waiting);
    }
    page.received = drafts.iter().map(|photo| received(photo, &drafts, &page.frame)).collect();
    for (shown, photo) in page.received.iter_mut().zip(&drafts).take(MOST_COMPARED) {
        shown.alike = alike::note(&library, &context.reader, photo, page.frame.t, page.frame.urls).await?;
    }
    if let Some(Ok(Some(place))) = query.place.as_deref().map(Place::parse_name) {
        page.panel.shared.place_name = place;
    }
    // Each reads some lists: of a hundred photos, the page would wait.
    if drafts.len() <= MOST_OFFERED {
        for (received, photo) in page.received.iter_mut().zip(&drafts) {
            let offered = library.offered_tags(&context.reader, photo).await?;
            received.fields = std::mem::take(&mut received.fields).offering(&offered, page.frame.t);
        }
    }
    complete(&mut page);
    answer::personal(StatusCode::OK, &page)
}

/// Writes what the photos of the page have in common.
pub(super) fn complete(page: &mut UploadPage) {
    page.panel.common = SharedFields::common(page.received.iter().map(|photo| &photo.shared));
    if !page.received.is_empty() {
        page.questions.count = page.count();
    }
    page.questions.propose(&page.received);
}

/// The page before anything was chosen.
pub(super) async fn empty(context: &RequestContext, library: &Library, site: &Site) -> Result<UploadPage, Problem> {
    let person = context.person()?;
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.upload_title());
    frame.indexed = false;
    let last = library.last_licence(&person.handle).await?;
    Ok(UploadPage {
        received: Vec::new(),
        problems: Vec::new(),
        panel: Panel::default(),
        places: library.places_to_propose().await?,
        credit: SharedFields::of(person).author_name,
        questions: LicenceQuestions::new(&context.reader, library, last, 2),
        batch: library.now().to_string(),
        drafts: 0,
        resume: String::new(),
        kept: 0,
        moved: false,
        errors: Vec::new(),
        filled: false,
        publishes_at_once: person.publishes_at_once(),
        most_megabytes: library.settings().limits.file_bytes / 1_000_000,
        frame,
    })
}

/// The drafts of this person among their latest photos, as many as one page describes.
async fn waiting(context: &RequestContext, library: &Library) -> Result<Vec<PhotoId>, Problem> {
    let latest = library.mine(context.person()?.handle.clone(), None, MOST).await?;
    Ok(drafts_among(&latest.photos))
}

/// The drafts among these photos, in the order in which their files were chosen.
#[must_use]
pub fn drafts_among(photos: &[Stored<PhotoRecord>]) -> Vec<PhotoId> {
    let mut drafts: Vec<&PhotoRecord> =
        photos.iter().map(|kept| &kept.record).filter(|photo| photo.state == State::Draft).collect();
    drafts.sort_by_key(|photo| photo.arrival.order(photo.created));
    drafts.into_iter().map(|photo| photo.id.clone()).collect()
}

/// The ids among these texts, each once.
#[must_use]
pub(super) fn ids<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<PhotoId> {
    let mut ids: Vec<PhotoId> = Vec::new();
    for id in texts.filter_map(|text| text.parse().ok()) {
        if ids.len() < MOST && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Those of these photos that this person gave and has not sent yet.
pub(super) async fn drafts(
    context: &RequestContext,
    ids: &[PhotoId],
    library: &Library,
) -> Result<Vec<PhotoRecord>, Problem> {
    let found = library.whole_photos(&context.reader, ids).await?;
    let theirs = |photo: &PhotoRecord| {
        context.reader.gave(photo) && matches!(photo.state, State::Draft | State::ChangeRequested)
    };
    Ok(found.iter().filter(|found| theirs(found)).map(|found| (*found.record).clone()).collect())
}

/// A photo received, beside the others, its fields filled with what its file proposes.
pub(super) fn received(photo: &PhotoRecord, others: &[PhotoRecord], frame: &Frame) -> Received {
    let (t, urls) = (frame.t, frame.urls);
    Received {
        id: photo.id.as_str().to_owned(),
        file_name: photo.arrival.file_name.clone().unwrap_or_default(),
        order: photo.arrival.order(photo.created),
        thumbnail: thumbnail(photo, urls),
        preview: preview(photo, urls),
        fields: PhotoFields::proposed(photo),
        shared: SharedFields::kept(photo),
        licence: doubt::proposed_licence(photo).map(|licence| licence.as_str().to_owned()).unwrap_or_default(),
        granted: photo.licence().is_some(),
        doubts: Doubts::open(photo, others, t),
        aside: false,
        picked: false,
        errors: FieldErrors::default(),
        alike: None,
    }
}

/// The rendition shown beside a photo's fields.
pub(super) fn thumbnail(photo: &PhotoRecord, urls: Urls) -> String {
    urls.media(&photo.id, list::card(photo).smallest())
}

/// The rendition in which details of a photo are seen while it is described.
pub(super) fn preview(photo: &PhotoRecord, urls: Urls) -> String {
    urls.media(&photo.id, list::card(photo).edge())
}
