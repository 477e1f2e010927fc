//! The forms of a photo's page: submitting it, withdrawing it.

use actix_web::{
    HttpResponse,
    web::{Data, Form, Path},
};

use crate::{
    domain::{doubt, photo::State},
    library::Library,
    web::{
        frame::flash::FlashCode,
        problem::{FormValues, Problem},
        request::{
            context::{RequestContext, see_other},
            intake::Incoming,
            parameters::photo_id,
        },
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
    form: Form<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    Incoming::proved(&context, form.into_inner())?;
    let id = photo_id(&id)?;
    if doubt::is_unanswered(&library.whole_photo(&context.reader, &id).await?.record) {
        // What the file says is asked on the edit page, where it can be answered.
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
    form: Form<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::proved(&context, form.into_inner())?;
    let reason = form.value("reason").unwrap_or_default();
    let forget_words = form.value("forget_words").is_some();
    let kept = library.withdraw(&context.reader, &photo_id(&id)?, reason, forget_words).await?;
    let done = if kept.record.published.is_some() { FlashCode::Withdrawn } else { FlashCode::TakenBack };
    Ok(see_other(&done.at(&site.frame_urls(context.language).my_photos())))
}
