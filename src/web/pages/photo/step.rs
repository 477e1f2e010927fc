//! The forms of a photo's page: submitting it, withdrawing it.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    domain::{doubt, photo::State},
    library::Library,
    web::{
        frame::flash::FlashCode,
        problem::Problem,
        request::{
            context::{RequestContext, see_other},
            intake::ReceivedForm,
            parameters::photo_id,
            sent_form::SentForm,
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
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    ReceivedForm::proved(&context, form.into_inner())?;
    let id = photo_id(&id)?;
    if doubt::is_unanswered(&library.whole_photo(&context.reader, &id).await?.record) {
        // What the file says is asked on the edit page, where it can be answered.
        return Ok(see_other(&site.frame_urls(context.language).edit(&id)));
    }
    let kept = library.submit(&context.reader, &id).await?;
    let done = if kept.record.state == State::Published { FlashCode::Published } else { FlashCode::Sent };
    Ok(done.see_other(&context, &site.frame_urls(context.language).photo(&kept.record.id)))
}

/// `POST /photos/{id}/withdraw`: `csrf`, `reason`, `forget_words`. Leads contributors to their photos; moderators back
/// to the photo, or to the list of photos to review when the photo was never public and nothing is left at its address.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn withdraw(
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let reason = form.value("reason").unwrap_or_default();
    let forget_words = form.value("forget_words").is_some();
    let kept = library.withdraw(&context.reader, &photo_id(&id)?, reason, forget_words).await?;
    let was_public = kept.record.published.is_some();
    let done = if was_public { FlashCode::Withdrawn } else { FlashCode::TakenBack };
    let urls = site.frame_urls(context.language);
    let back = match (context.reader.gave(&kept.record), was_public) {
        (true, _) => urls.my_photos(),
        (false, true) => urls.photo(&kept.record.id),
        (false, false) => urls.review(),
    };
    Ok(done.see_other(&context, &back))
}
