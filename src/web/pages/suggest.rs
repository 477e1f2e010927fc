//! The form that suggests what a published photo should say. `GET /photos/{id}/suggest`; `POST`: `csrf`, each field by its
//! name and, as `was.NAME`, the value that the form was opened with; `why`, `contact`.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;

use super::{card::Card, field_errors::FieldErrors, list};
use crate::{
    domain::{
        lengths,
        photo::{PhotoId, PhotoRecord},
        suggestion::SuggestedField,
    },
    library::{Library, sessions::Secret, suggest::NewSuggestions},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::{
            context::{RequestContext, from_address, see_other},
            intake::ReceivedForm,
            parameters::photo_id,
            sent_form::SentForm,
            suggested,
        },
        site::Site,
    },
};

/// The form.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/suggest.html")]
pub struct SuggestPage {
    /// What every page has.
    pub frame: Frame,
    /// The photo.
    pub id: PhotoId,
    /// The same, as lists show it.
    pub card: Card,
    /// What can be suggested.
    pub fields: Vec<FieldRow>,
    /// How the reader knows, as typed.
    pub why: String,
    /// How to reach them, as typed.
    pub contact: String,
    /// Whether they have an account.
    pub has_account: bool,
    /// What is wrong with the fields.
    pub errors: FieldErrors,
}

/// A field of the form.
#[derive(Clone, Debug)]
pub struct FieldRow {
    /// Its name in the form.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What helps to fill it in.
    pub help: Option<&'static str>,
    /// What it was opened with.
    pub was: String,
    /// What it holds.
    pub value: String,
    /// The longest text that it takes.
    pub most: Option<usize>,
    /// Whether it takes several lines.
    pub is_long: bool,
}

/// What a suggested field is called.
#[must_use]
pub fn label(field: SuggestedField, t: Messages) -> &'static str {
    field.field().map_or_else(|| t.suggest_people(), |field| t.field_name_of(field))
}

/// `GET /photos/{id}/suggest`. Who gave the photo is led to the form that changes it.
///
/// # Errors
/// [`Problem::NotFound`] for a photo that is not public, [`Problem::Gone`] for a withdrawn one.
pub async fn show(
    context: RequestContext,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let photo = library.suggestible(&context.reader, &photo_id(&id)?).await?.record;
    if context.reader.gave(&photo) {
        return Ok(see_other(&site.frame_urls(context.language).edit(&photo.id)));
    }
    answer::door(&context, library.chance(), |context| {
        answer::personal(StatusCode::OK, &page(context, &site, &photo, &ReceivedForm::default(), &[]))
    })
}

/// `POST /photos/{id}/suggest`.
///
/// # Errors
/// [`Problem`]; nothing was suggested.
pub async fn send(
    request: HttpRequest,
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::of_values(form.into_inner());
    if let Err(problem) = context.check_csrf(form.value("csrf")) {
        return Err(if context.is_from_our_pages() { problem.keeping(form.all().clone()) } else { problem });
    }
    let photo = library.suggestible(&context.reader, &photo_id(&id)?).await?.record;
    let problems = match made(&request, &context, &photo, &form, &library, &site).await {
        Ok(secret) => {
            let urls = site.frame_urls(context.language);
            // Without an account, the address of the answer comes once.
            let to = secret.map_or_else(|| urls.photo(&photo.id), |secret| urls.suggestion_status(secret.as_str()));
            return Ok(FlashCode::Suggested.see_other(&context, &to));
        }
        Err(problems) => problems,
    };
    // The form is shown again with what was typed, also where waiting helps.
    let is_shown =
        |problem: &Problem| problem.is_about_the_form() || matches!(problem, Problem::Limit(_) | Problem::Storage(_));
    let (shown, others): (Vec<Problem>, Vec<Problem>) = problems.into_iter().partition(is_shown);
    if let Some(problem) = others.into_iter().next() {
        return Err(problem);
    }
    let page = page(&context, &site, &photo, &form, &shown);
    match shown.first() {
        Some(problem) => answer::waiting(problem, &page),
        None => answer::personal(StatusCode::OK, &page),
    }
}

async fn made(
    request: &HttpRequest,
    context: &RequestContext,
    photo: &PhotoRecord,
    form: &ReceivedForm,
    library: &Library,
    site: &Site,
) -> Result<Option<Secret>, Vec<Problem>> {
    let sent = |name| form.value(name).unwrap_or_default();
    let mut changes = Vec::new();
    let mut problems = Vec::new();
    for field in SuggestedField::ALL {
        let Some(typed) = form.sent(field.name()).filter(|typed| typed.trim() != was(form, field).trim()) else {
            continue;
        };
        match suggested::value(field, typed, library.now()) {
            // What somebody else made it say meanwhile is no suggestion any more.
            Ok(value) if value == field.shown(photo) => {}
            Ok(value) => changes.push((field, value)),
            Err(problem) => problems.push(problem),
        }
    }
    // A field that cannot be read is a change, too.
    let is_nothing = changes.is_empty() && !problems.is_empty();
    let new = match NewSuggestions::parse(&context.reader, changes, sent("why"), sent("contact")) {
        Ok(new) if problems.is_empty() => new,
        Ok(_) => return Err(problems),
        Err(unclear) => {
            let unclear = unclear.into_iter().filter(|one| !is_nothing || !one.is_nothing());
            problems.extend(unclear.map(Problem::from));
            return Err(problems);
        }
    };
    // A form that was refused is not counted.
    site.count_suggestion(context.reader.handle(), from_address(request))
        .await
        .map_err(|limited| vec![limited.into()])?;
    let suggested = library.suggest(&context.reader, &photo.id, new).await.map_err(|error| vec![error.into()])?;
    Ok(suggested.secret)
}

/// What a field was opened with.
fn was(form: &ReceivedForm, field: SuggestedField) -> &str {
    form.sent(&format!("was.{}", field.name())).unwrap_or_default()
}

fn page(
    context: &RequestContext,
    site: &Site,
    photo: &PhotoRecord,
    form: &ReceivedForm,
    problems: &[Problem],
) -> SuggestPage {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.suggest_title());
    frame.indexed = false;
    let typed = |name| form.sent(name).unwrap_or_default().to_owned();
    let offered = SuggestedField::ALL.into_iter().filter(|field| field.withheld_from_staff_by(photo).is_none());
    SuggestPage {
        id: photo.id.clone(),
        card: list::card(photo),
        fields: offered.map(|field| row(field, photo, form, frame.t)).collect(),
        why: typed("why"),
        contact: typed("contact"),
        has_account: context.person.is_some(),
        errors: FieldErrors::of(problems, frame.t),
        frame,
    }
}

fn row(field: SuggestedField, photo: &PhotoRecord, form: &ReceivedForm, t: Messages) -> FieldRow {
    let kept = match field {
        // The day without its hour, as every form shows it.
        SuggestedField::Taken => photo.taken.as_ref().map(|taken| t.typed_date(&taken.without_hour())),
        SuggestedField::Coordinates => field.shown(photo).map(|point| point.replace(',', ", ")),
        field => field.shown(photo),
    };
    let kept = kept.unwrap_or_default();
    FieldRow {
        name: field.name(),
        label: label(field, t),
        help: match field {
            SuggestedField::Coordinates => Some(t.suggest_coordinates_help()),
            SuggestedField::Taken => Some(t.field_taken_help()),
            SuggestedField::Direction => Some(t.field_direction_help()),
            SuggestedField::People => Some(t.suggest_people_help()),
            SuggestedField::Alt => Some(t.field_alt_help()),
            SuggestedField::Tags => Some(t.suggest_tags_help()),
            SuggestedField::AuthorName => Some(t.suggest_author_help()),
            _ => None,
        },
        was: form.sent(&format!("was.{}", field.name())).map_or_else(|| kept.clone(), str::to_owned),
        value: form.sent(field.name()).map_or(kept, str::to_owned),
        most: match field {
            SuggestedField::Title => Some(lengths::TITLE),
            SuggestedField::Description => Some(lengths::DESCRIPTION),
            SuggestedField::Alt => Some(lengths::ALT),
            SuggestedField::Taken => Some(lengths::TYPED_DATE),
            SuggestedField::PlaceName => Some(lengths::PLACE_NAME),
            SuggestedField::AuthorName => Some(lengths::AUTHOR_NAME),
            SuggestedField::People => Some(lengths::PEOPLE),
            SuggestedField::Tags | SuggestedField::Coordinates => None,
            SuggestedField::Direction => Some(lengths::TYPED_DIRECTION),
        },
        is_long: matches!(field, SuggestedField::Description | SuggestedField::People),
    }
}
