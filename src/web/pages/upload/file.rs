//! `POST /upload/file`: one file sent by the page's script, answered in JSON.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use super::show::{preview, thumbnail};
use crate::{
    archive::Staged,
    domain::{
        arrival::Arrival,
        doubt,
        photo::{PhotoRecord, State},
        reader::Reader,
    },
    library::{
        Library,
        deposit::{Deposited, Wishes},
    },
    web::{
        i18n::Messages,
        pages::{
            alike,
            doubts::Doubts,
            fields::{PhotoFields, SharedFields},
        },
        problem::{FieldProblem, Problem, StateProblem},
        request::{context::RequestContext, form_fields, intake::ReceivedForm},
        site::Site,
        urls::Urls,
    },
};

/// `POST /upload/file`.
///
/// # Errors
/// [`Problem`] when the failure is passing; a file that cannot be taken in is an answer.
pub async fn file(
    context: RequestContext,
    body: Multipart,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let mut form = ReceivedForm::receive(body, &context, &library, 1).await?;
    let Some((file_name, staged)) = form.files.pop() else { return Err(Problem::Field(FieldProblem::MissingFile)) };
    let arrival = form_fields::arrival(&form, &file_name, library.now());
    let answer = match deposit(&context, staged, arrival, &library).await {
        Ok(deposited) => outcome(&context, deposited, &library, site.frame_urls(context.language)).await?,
        Err(problem) if problem.is_about_the_file() => {
            json!({ "outcome": "refused", "message": problem.sentence(Messages::new(context.language)) })
        }
        Err(problem) => return Err(problem),
    };
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(answer))
}

/// A draft of this person: its description and its licence come later.
async fn deposit(
    context: &RequestContext,
    staged: Result<Staged, Problem>,
    arrival: Arrival,
    library: &Library,
) -> Result<Deposited, Problem> {
    let wishes = Wishes { arrival, ..Wishes::default() };
    Ok(library.deposit_in_turn(&context.reader, staged?, wishes).await?)
}

async fn outcome(
    context: &RequestContext,
    deposited: Deposited,
    library: &Library,
    urls: Urls,
) -> Result<Value, Problem> {
    let t = Messages::new(context.language);
    Ok(match deposited {
        Deposited::New(photo) => {
            let mut answer = received(&photo.record, "received", t.queue_received(), urls, t);
            let note = alike::note(library, &context.reader, &photo.record, t, urls).await?;
            let offered = library.offered_tags(&context.reader, &photo.record).await?;
            let offered = PhotoFields::default().offering(&offered, t).offered;
            if let Some(members) = answer.as_object_mut() {
                members.insert("offered".to_owned(), json!(offered));
            }
            if let (Some((sentence, address)), Some(members)) = (note, answer.as_object_mut()) {
                members.insert("alike".to_owned(), json!({ "sentence": sentence, "url": address }));
            }
            answer
        }
        Deposited::AlreadyHeld(photo) => {
            let mut answer = received(&photo.record, "already_held", t.done_already_held(), urls, t);
            let draft = matches!(photo.record.state, State::Draft | State::ChangeRequested);
            if let Some(members) = answer.as_object_mut() {
                members.insert("draft".to_owned(), Value::Bool(draft));
            }
            answer
        }
        Deposited::AlreadyPublished(id) => {
            let public = library.whole_photos(&Reader::Visitor, std::slice::from_ref(&id)).await?;
            let title = public.first().and_then(|photo| photo.title.as_ref()).map(|title| title.as_str().to_owned());
            let message = Problem::State(StateProblem::AlreadyHeld(id.clone())).sentence(t);
            json!({ "outcome": "already_published", "message": message, "url": urls.photo(&id), "title": title })
        }
    })
}

fn received(photo: &PhotoRecord, outcome: &str, message: &str, urls: Urls, t: Messages) -> Value {
    let fields = PhotoFields::proposed(photo);
    let shared = SharedFields::kept(photo);
    let doubts = Doubts::open(photo, &[], t);
    json!({
        "outcome": outcome,
        "message": message,
        "id": photo.id,
        "url": urls.photo(&photo.id),
        "thumbnail": thumbnail(photo, urls),
        "preview": preview(photo, urls),
        "title": fields.title,
        "description": fields.description,
        "alt": fields.alt,
        "tags": fields.tags,
        "taken": t.typed_date(&fields.taken),
        "author_name": shared.author_name,
        "author_url": shared.author_url,
        "place_name": shared.place_name,
        "place_precision": shared.place_precision,
        "license": doubt::proposed_licence(photo),
        "left_out": (fields.tags_left_out > 0).then(|| t.tags_left_out(fields.tags_left_out)),
        "doubts": doubts.rights,
        "place_doubts": doubts.place,
    })
}
