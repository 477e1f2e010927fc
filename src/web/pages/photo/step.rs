//! The forms of a photo's page: sending it, taking it back.

use actix_web::{
    HttpResponse,
    web::{Data, Form, Path},
};

use crate::{
    domain::photo::State,
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
    let kept = library.submit(&asking.reader, &photo_id(&id)?).await?;
    let done = if kept.record.state == State::Published { Done::Published } else { Done::Sent };
    Ok(see_other(&done.at(&site.frame_urls(asking.language).photo(&kept.record.id))))
}

/// `POST /photos/{id}/withdraw`: `csrf`, `reason`.
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
    library.withdraw(&asking.reader, &photo_id(&id)?, form.word("reason").unwrap_or_default()).await?;
    Ok(see_other(&Done::Withdrawn.at(&site.frame_urls(asking.language).my_photos())))
}
