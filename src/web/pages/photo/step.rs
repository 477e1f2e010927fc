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
        asking::{Asking, see_other},
        done::Done,
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
    asking: Asking,
    id: Path<String>,
    form: Form<Words>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    Incoming::proved(&asking, form.into_inner())?;
    let id = photo_id(&id)?;
    if doubt::is_unanswered(&library.whole_photo(&asking.reader, &id).await?.record) {
        // What the file says is asked about where one may answer.
        return Ok(see_other(&site.frame_urls(asking.language).edit(&id)));
    }
    let kept = library.submit(&asking.reader, &id).await?;
    let done = if kept.record.state == State::Published { Done::Published } else { Done::Sent };
    Ok(see_other(&done.at(&site.frame_urls(asking.language).photo(&kept.record.id))))
}

/// `POST /photos/{id}/withdraw`: `csrf`, `reason`, `forget_words`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn withdraw(
    asking: Asking,
    id: Path<String>,
    form: Form<Words>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::proved(&asking, form.into_inner())?;
    let reason = form.word("reason").unwrap_or_default();
    let forget_words = form.word("forget_words").is_some();
    let kept = library.withdraw(&asking.reader, &photo_id(&id)?, reason, forget_words).await?;
    let done = if kept.record.published.is_some() { Done::Withdrawn } else { Done::TakenBack };
    Ok(see_other(&done.at(&site.frame_urls(asking.language).my_photos())))
}
