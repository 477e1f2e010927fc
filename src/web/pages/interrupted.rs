//! A form that came after its session had ended, or from a page that was too old: nothing that was typed is lost.
//!
//! 1. [`Incoming::proved`](crate::web::intake::Incoming::proved) refuses it as [`Problem::Interrupted`], with its fields;
//! 2. [`page`] says why, and holds the fields while one signs in, or until one sends them again;
//! 3. once signed in, [`go_on`] sends them where they were going, with a new proof, at the push of a button.
//!
//! Only forms that the browser vouches to come from our own pages are kept so: another site could otherwise fill in a form
//! that one would only have to confirm.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{frame::Frame, view};
use crate::{
    library::{Library, sessions::Secret},
    web::{
        context::RequestContext,
        intake::{Incoming, Words},
        problem::Problem,
        site::Site,
    },
};

/// What begins the names of kept fields while one signs in.
const KEPT: &str = "kept.";

/// A form that waits to be sent again.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/interrupted.html")]
pub struct InterruptedPage {
    /// What every page has.
    pub frame: Frame,
    /// Where the form was going.
    pub action: String,
    /// Its fields.
    pub words: Words,
    /// Whether one signs in first.
    pub asks_sign_in: bool,
    /// Whether one has just signed in.
    pub is_back: bool,
    /// The account's name as typed.
    pub handle: String,
    /// What stopped signing in, if anything.
    pub error: Option<String>,
}

/// The fields worth keeping: all but the proof, which was that of another session.
#[must_use]
pub fn kept(words: &Words) -> Words {
    words.iter().filter(|(name, _)| name != "csrf").cloned().collect()
}

/// The page in place of what was asked.
pub fn page(
    request: &HttpRequest,
    context: &RequestContext,
    site: &Site,
    status: StatusCode,
    asks_sign_in: bool,
    words: Words,
) -> HttpResponse {
    let Some(library) = request.app_data::<Data<Library>>() else { return HttpResponse::new(status) };
    let shown = view::door(context, library.chance(), |context| {
        view::personal(
            status,
            &InterruptedPage {
                action: context.frame_path(),
                words,
                asks_sign_in,
                is_back: false,
                handle: String::new(),
                error: None,
                frame: frame(context, site),
            },
        )
    });
    shown.unwrap_or_else(|_fault| HttpResponse::new(status))
}

/// The same page after a try at signing in that did not succeed, if a form waits behind it.
pub fn again(
    context: &RequestContext,
    form: &Incoming,
    problem: &Problem,
    site: &Site,
) -> Option<Result<HttpResponse, Problem>> {
    let (action, words) = waiting(form)?;
    let frame = frame(context, site);
    let page = InterruptedPage {
        action,
        words,
        asks_sign_in: true,
        is_back: false,
        handle: form.word("handle").unwrap_or_default().to_owned(),
        error: Some(problem.sentence(frame.t)),
        frame,
    };
    Some(view::personal(problem.status(), &page))
}

/// The page after signing in, with the form that waited, if one did.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn go_on(
    context: &RequestContext,
    form: &Incoming,
    secret: &Secret,
    library: &Library,
    site: &Site,
) -> Result<Option<HttpResponse>, Problem> {
    let Some((action, words)) = waiting(form) else { return Ok(None) };
    let context = context.signed_in(secret, library).await?;
    let page = InterruptedPage {
        action,
        words,
        asks_sign_in: false,
        is_back: true,
        handle: String::new(),
        error: None,
        frame: frame(&context, site),
    };
    view::personal(StatusCode::OK, &page).map(Some)
}

fn frame(context: &RequestContext, site: &Site) -> Frame {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.interrupted_title());
    frame.indexed = false;
    frame
}

/// The form that waits behind a sign-in: where it was going, and its fields.
fn waiting(form: &Incoming) -> Option<(String, Words)> {
    let action = super::login::inside(form.word("resume")?)?.to_owned();
    let field = |(name, value): &(String, String)| Some((name.strip_prefix(KEPT)?.to_owned(), value.clone()));
    Some((action, form.all().iter().filter_map(field).collect()))
}
