//! A better file of a published photo: the form that proposes it, both files side by side, and what a moderator decides.
//!
//! `GET /photos/{id}/replace`; `POST`: `csrf`, `file`. `…/send`, `…/drop`, `…/decide` (POST): `csrf`, `revision`, and for the last one
//! `decision` = `publish|refuse` and `reason`. Each step is a page of its own, so that nothing needs a script.

use actix_multipart::Multipart;
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    card::{Card, Paging},
    field_errors::FieldErrors,
    list,
};
use crate::{
    domain::{
        likeness::{Comparison, compared},
        person::Role,
        photo::{Original, PhotoId, PhotoRecord, State},
    },
    library::{
        Library,
        browse::VisiblePhoto,
        replace::{FileVerdict, may_see_proposed},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::{AccessProblem, FieldProblem, Problem, StateProblem, Why},
        request::{
            context::{RequestContext, see_other},
            intake::ReceivedForm,
            parameters::photo_id,
            sent_form::SentForm,
        },
        site::Site,
        view::licence::LicenceView,
    },
};

/// How many photos a page of those that wait has.
const PART: usize = 24;

/// Both files of a photo.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/replace.html")]
pub struct ReplacePage {
    /// What every page has.
    pub frame: Frame,
    /// The photo, as lists show it.
    pub card: Card,
    /// What the reader saw.
    pub revision: u64,
    /// The file that it has.
    pub now: FileFacts,
    /// The file that is proposed, if there is one.
    pub proposed: Option<Proposed>,
    /// The licence that is granted on the new file too.
    pub licence: Option<LicenceView>,
    /// Whether the reader gave the photo.
    pub gave: bool,
    /// Why the last file was refused, for who sent it.
    pub refused: Option<String>,
    /// Whether a file that they send takes its place at once.
    pub at_once: bool,
    /// The formats that the form takes.
    pub accepts: &'static str,
    /// The largest file, in megabytes.
    pub most: u64,
    /// What is wrong.
    pub errors: FieldErrors,
    /// The photo that has the file already.
    pub held: Option<String>,
    /// The reason of a refusal, as typed.
    pub reason: String,
}

/// What is said of a file.
#[derive(Clone, Debug)]
pub struct FileFacts {
    /// Width in pixels.
    pub width: u64,
    /// Height in pixels.
    pub height: u64,
    /// Its weight and its format.
    pub weight: String,
}

/// A file that is proposed.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// Its picture.
    pub address: String,
    /// What is said of it.
    pub facts: FileFacts,
    /// Whether it waits for a moderator.
    pub sent: bool,
    /// What the comparison tells, and whether it is a warning.
    pub advice: Vec<(&'static str, bool)>,
}

/// Photos with a file that waits.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/files.html")]
pub struct FilesPage {
    /// What every page has.
    pub frame: Frame,
    /// The photos.
    pub photos: Vec<Card>,
    /// The pages before and after.
    pub paging: Paging,
}

/// `GET /photos/{id}/replace`.
///
/// # Errors
/// [`Problem::NotFound`]; [`AccessProblem`] for who neither gave the photo nor decides on it.
pub async fn show(
    context: RequestContext,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let found = replaceable(&context, &photo_id(&id)?, &library).await?;
    answer::personal(StatusCode::OK, &page(&context, &site, &library, &found))
}

/// `POST /photos/{id}/replace`.
///
/// # Errors
/// [`Problem`] when it is not about the file.
pub async fn propose(
    context: RequestContext,
    id: Path<String>,
    body: Multipart,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let id = photo_id(&id)?;
    let found = replaceable(&context, &id, &library).await?;
    let mut form = ReceivedForm::receive(body, &context, &library, 1).await?;
    let outcome = match form.files.pop() {
        None => Err(Problem::Field(FieldProblem::MissingFile)),
        Some((_, Err(problem))) => Err(problem),
        Some((_, Ok(staged))) => library.propose_file(&context.reader, &id, staged).await.map_err(Problem::from),
    };
    match outcome {
        Ok(_kept) => Ok(see_other(&site.frame_urls(context.language).replace(&id))),
        Err(problem) if problem.is_about_the_file() || problem.is_about_the_form() => {
            let mut page = page(&context, &site, &library, &found);
            page.held = match &problem {
                Problem::State(StateProblem::AlreadyHeld(other) | StateProblem::HeldElsewhere(other)) => {
                    Some(page.frame.urls.photo(other))
                }
                _ => None,
            };
            page.errors.add(&problem, page.frame.t);
            answer::waiting(&problem, &page)
        }
        Err(problem) => Err(problem),
    }
}

/// `POST /photos/{id}/replace/send`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn send(
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let id = photo_id(&id)?;
    let kept = library.send_file(&context.reader, &id, seen(&form)?, false).await?;
    let done = if kept.record.replacement.is_some() { FlashCode::FileSent } else { FlashCode::FileReplaced };
    Ok(done.see_other(&context, &site.frame_urls(context.language).photo(&id)))
}

/// `POST /photos/{id}/replace/drop`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn give_up(
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    ReceivedForm::proved(&context, form.into_inner())?;
    let id = photo_id(&id)?;
    let was_proposed = library.whole_photo(&context.reader, &id).await?.replacement.is_some();
    library.drop_file(&context.reader, &id).await?;
    let done = if was_proposed { FlashCode::FileDropped } else { FlashCode::RefusalRemoved };
    Ok(done.see_other(&context, &site.frame_urls(context.language).photo(&id)))
}

/// `POST /photos/{id}/replace/decide`.
///
/// # Errors
/// [`Problem`] when it is not about the reason.
pub async fn decide(
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let id = photo_id(&id)?;
    let reason = form.value("reason").unwrap_or_default();
    let verdict = match FileVerdict::parse(form.value("decision").unwrap_or_default(), reason) {
        Ok(verdict) => verdict.ok_or(Problem::Field(FieldProblem::Invalid("decision", Why::Choice)))?,
        Err(error) => {
            let problem = Problem::from(error);
            let found = replaceable(&context, &id, &library).await?;
            let mut page = page(&context, &site, &library, &found);
            page.errors.add(&problem, page.frame.t);
            reason.clone_into(&mut page.reason);
            return answer::waiting(&problem, &page);
        }
    };
    let done = if verdict == FileVerdict::Accept { FlashCode::FileReplaced } else { FlashCode::FileRefused };
    library.decide_file(&context.reader, &id, verdict, seen(&form)?).await?;
    Ok(done.see_other(&context, &site.frame_urls(context.language).files()))
}

/// Which file is meant.
#[derive(Deserialize)]
pub struct PictureQuery {
    /// What its hash begins with; without it, the one that is proposed now.
    file: Option<String>,
}

/// `GET /photos/{id}/replace/{size}.jpg?file=`.
///
/// # Errors
/// [`Problem::NotFound`] for who may not see it, and for a file that is not the one proposed.
pub async fn picture(
    context: RequestContext,
    address: Path<(String, String)>,
    query: Query<PictureQuery>,
    library: Data<Library>,
) -> Result<HttpResponse, Problem> {
    let (id, size) = address.into_inner();
    let file = query.file.as_deref();
    let bytes = library.proposed_rendition(&context.reader, &photo_id(&id)?, &size, file).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "image/jpeg"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(bytes))
}

/// Where the list begins.
#[derive(Deserialize)]
pub struct FilesQuery {
    cursor: Option<String>,
}

/// `GET /review/files`.
///
/// # Errors
/// [`Problem::NotFound`] for a reader who does not review.
pub async fn waiting(
    context: RequestContext,
    query: Query<FilesQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    if !context.reader.is_at_least(Role::Moderator) {
        return Err(Problem::NotFound);
    }
    let found = library.waiting_files(&context.reader, query.cursor.as_deref(), PART).await?;
    let mut frame = site.frame(&context, "");
    frame.entitle(frame.t.files_title());
    frame.indexed = false;
    let page = FilesPage {
        photos: list::cards(&found),
        paging: Paging {
            previous: query.cursor.is_some().then(|| frame.urls.files()),
            next: found.next.as_ref().map(|next| frame.urls.files_from(next)),
        },
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// The photo, where this reader gave it and it is published, or decides on its file.
async fn replaceable(context: &RequestContext, id: &PhotoId, library: &Library) -> Result<VisiblePhoto, Problem> {
    context.person()?;
    let found = library.whole_photo(&context.reader, id).await?;
    if !context.reader.gave(&found.record) && !may_see_proposed(&context.reader, &found.record) {
        return Err(AccessProblem::NotAllowed.into());
    }
    if found.state == State::Published { Ok(found) } else { Err(StateProblem::WrongState.into()) }
}

/// The revision that the form was made with.
fn seen(form: &ReceivedForm) -> Result<Option<u64>, Problem> {
    let revision = form.value("revision").map(str::parse).transpose();
    revision.map_err(|_no_number| Problem::Field(FieldProblem::Invalid("revision", Why::Number)))
}

fn page(context: &RequestContext, site: &Site, library: &Library, found: &VisiblePhoto) -> ReplacePage {
    let photo = &found.record;
    let mut frame = site.frame(context, "");
    let t = frame.t;
    let gave = context.reader.gave(photo);
    frame.entitle(if gave { t.replace_title() } else { t.replace_review_title() });
    frame.indexed = false;
    let facts = |file: &Original| FileFacts {
        width: file.width.into(),
        height: file.height.into(),
        weight: format!("{} · {}", t.weight(file.bytes), format_name(&file.media_type)),
    };
    let shown = photo.replacement.as_ref().filter(|_| may_see_proposed(&context.reader, photo));
    let proposed = shown.map(|file| Proposed {
        address: frame.urls.proposed(&photo.id, edge_of(photo), file.original.blake3),
        facts: facts(&file.original),
        sent: file.is_sent(),
        advice: advice(compared(&photo.original, &file.original), t),
    });
    ReplacePage {
        card: list::card(photo),
        revision: found.revision,
        now: facts(&photo.original),
        proposed,
        licence: photo.licence().map(LicenceView::of),
        refused: photo.refused_file().filter(|_| gave).map(str::to_owned),
        gave,
        at_once: context.reader.publishes_at_once(),
        accepts: "image/jpeg,image/png,image/webp,image/gif,image/tiff",
        most: library.settings().limits.file_bytes / 1_000_000,
        errors: FieldErrors::default(),
        held: None,
        reason: String::new(),
        frame,
    }
}

/// What the comparison tells; whether it is a warning.
fn advice(compared: Comparison, t: Messages) -> Vec<(&'static str, bool)> {
    let looks = match compared {
        Comparison { same_pixels: true, .. } => (t.replace_same_pixels(), false),
        Comparison { alike: Some(true), .. } => (t.replace_alike(), false),
        Comparison { alike: Some(false), .. } => (t.replace_not_alike(), true),
        Comparison { alike: None, .. } => (t.replace_cannot_tell(), false),
    };
    let smaller = compared.smaller.then(|| (t.replace_smaller(), true));
    std::iter::once(looks).chain(smaller).collect()
}

/// The rendition of the proposed file that the page shows.
fn edge_of(photo: &PhotoRecord) -> u32 {
    let file = photo.replacement.as_ref();
    let edges = file.into_iter().flat_map(|file| file.renditions.iter().map(|made| made.edge));
    let (mut fitting, mut largest) = (None, 0);
    for edge in edges {
        largest = largest.max(edge);
        // The renditions are listed from the largest on.
        if edge >= 640 {
            fitting = Some(edge);
        }
    }
    fitting.unwrap_or(largest)
}

/// `JPEG` for `image/jpeg`.
fn format_name(media_type: &str) -> String {
    media_type.rsplit('/').next().unwrap_or(media_type).to_uppercase()
}
