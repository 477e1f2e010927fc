//! The forms of a photo's page: sending it, taking it back.

use actix_web::{
    HttpResponse,
    web::{Data, Form, Path},
};

use crate::{
    domain::{doubt, photo::State},
    library::Library,
    web::{
        api::photos::photo_id,
        context::{RequestContext, see_other},
        flash::FlashCode,
        intake::{Incoming, Words},
        problem::Problem,
        site::Site,
    },
};

/// `POST /photos/{id}/submit`: `csrf`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn submit(
    context: RequestContext,
    id: Path<String>,
    form: Form<Words>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    Incoming::proved(&context, form.into_inner())?;
    let id = photo_id(&id)?;
    if doubt::is_unanswered(&library.whole_photo(&context.reader, &id).await?.record) {
        // What the file says is asked about where one may answer.
        return Ok(see_other(&site.frame_urls(context.language).edit(&id)));
    }
    let kept = library.submit(&context.reader, &id).await?;
    let done = if kept.record.state == State::Published { FlashCode::Published } else { FlashCode::Sent };
    Ok(see_other(&done.at(&site.frame_urls(context.language).photo(&kept.record.id))))
}

/// `POST /photos/{id}/withdraw`: `csrf`, `reason`, `forget_words`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn withdraw(
    context: RequestContext,
    id: Path<String>,
    form: Form<Words>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::proved(&context, form.into_inner())?;
    let reason = form.word("reason").unwrap_or_default();
    let forget_words = form.word("forget_words").is_some();
    let kept = library.withdraw(&context.reader, &photo_id(&id)?, reason, forget_words).await?;
    let done = if kept.record.published.is_some() { FlashCode::Withdrawn } else { FlashCode::TakenBack };
    Ok(see_other(&done.at(&site.frame_urls(context.language).my_photos())))
}
