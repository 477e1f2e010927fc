//! `POST /basket`: adds or removes a photo, or keeps a whole list; then the basket is shown.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    web::Data,
};

use super::COOKIE;
use crate::{
    domain::selection::Selection,
    web::{
        problem::{AccessProblem, Problem},
        request::{
            context::{RequestContext, see_other_with},
            intake::ReceivedForm,
            sent_form::{SentForm, sent_from_here},
        },
        site::Site,
    },
};

/// How long a browser keeps its basket.
const DAYS: i64 = 30;

/// `POST /basket`: `ids` (a whole list; without it, the one that the browser keeps), `add`, `remove`, `empty`.
///
/// # Errors
/// [`AccessProblem::Forged`] when another site sends the form: the list stays as it is.
pub async fn keep(
    request: HttpRequest,
    context: RequestContext,
    form: SentForm,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    if !comes_from_here(&request) {
        return Err(Problem::Access(AccessProblem::Forged));
    }
    let form = ReceivedForm::of_values(form.into_inner());
    let mut list = match form.sent("ids") {
        Some(ids) => ids.to_owned(),
        None => kept(&request).joined(","),
    };
    for id in form.values("add") {
        list.extend([",", id]);
    }
    let (mut selection, mut rest) = Selection::read_with_rest(&list);
    for id in form.values("remove").filter_map(|id| id.parse().ok()) {
        selection.remove(&id);
        rest.retain(|other| *other != id);
    }
    if form.value("empty").is_some() {
        (selection, rest) = (Selection::default(), Vec::new());
    }
    // A photo that was removed leaves room for another.
    rest.retain(|id| !selection.add(id.clone()));
    let urls = site.frame_urls(context.language);
    // The page says what does not fit.
    let address = if selection.is_empty() { urls.basket() } else { urls.basket_with(&selection, &rest) };
    let mut answer = see_other_with(&address);
    answer.cookie(cookie(&selection, site.is_secure()));
    Ok(answer.finish())
}

/// Whether one of our own pages sends the form, or the person themselves by loading it again. Pages kept for all visitors can
/// carry no token of one reader, and nothing is changed here but a cookie of the client.
fn comes_from_here(request: &HttpRequest) -> bool {
    request.headers().get("sec-fetch-site").is_some_and(|site| site == "none") || sent_from_here(request)
}

/// What this browser keeps.
pub(super) fn kept(request: &HttpRequest) -> Selection {
    request.cookie(COOKIE).map(|cookie| Selection::read(cookie.value())).unwrap_or_default()
}

/// Not `HttpOnly`: the script of the pages keeps the same list.
fn cookie(selection: &Selection, secure: bool) -> Cookie<'static> {
    Cookie::build(COOKIE, selection.joined("."))
        .path("/")
        .secure(secure)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(if selection.is_empty() { 0 } else { DAYS }))
        .finish()
}
