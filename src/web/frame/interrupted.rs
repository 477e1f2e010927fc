//! A form sent after its session ended, or from a page that is too old: what was typed is kept.
//!
//! 1. [`ReceivedForm::proved`](crate::web::request::intake::ReceivedForm::proved) refuses it as
//!    [`Problem::Interrupted`], with its fields;
//! 2. [`page`] says why, and keeps the fields until the person signs in or sends them again;
//! 3. after signing in, [`go_on`] shows a button that sends them where they were going, with a new token.
//!
//! Only forms that the browser says come from our own pages are kept: otherwise another site could prepare a form that
//! the person only has to confirm.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{answer, layout::Frame};
use crate::{
    library::{Library, sessions::Secret},
    web::{
        problem::{FormValues, Problem},
        request::{context::RequestContext, intake::ReceivedForm},
        site::Site,
        urls,
    },
};

/// The prefix of the names of kept fields during sign-in.
const KEPT: &str = "kept.";

/// A form to send again.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/interrupted.html")]
pub struct InterruptedPage {
    /// What every page has.
    pub frame: Frame,
    /// Where the form was going.
    pub action: String,
    /// Its fields.
    pub values: FormValues,
    /// Whether one signs in first.
    pub asks_sign_in: bool,
    /// Whether one has just signed in.
    pub is_back: bool,
    /// The account's name as typed.
    pub handle: String,
    /// What stopped signing in, if anything.
    pub error: Option<String>,
    /// Whether that was what they typed, not how often they tried or whose account it is.
    pub mistyped: bool,
}

impl InterruptedPage {
    /// Whether the form had files: they are chosen again.
    #[must_use]
    pub fn has_files(&self) -> bool {
        self.action.split('?').next() == Some(self.frame.urls.upload().as_str())
    }
}

/// The fields to keep: all but the anti-forgery token, which belongs to another session.
#[must_use]
pub fn kept(values: &FormValues) -> FormValues {
    values.iter().filter(|(name, _)| name != "csrf").cloned().collect()
}

/// The page in place of what was asked.
pub fn page(
    request: &HttpRequest,
    context: &RequestContext,
    site: &Site,
    status: StatusCode,
    asks_sign_in: bool,
    values: FormValues,
) -> HttpResponse {
    let Some(library) = request.app_data::<Data<Library>>() else { return HttpResponse::new(status) };
    let shown = answer::door(context, library.chance(), |context| {
        answer::personal(
            status,
            &InterruptedPage {
                action: context.frame_path(),
                values,
                asks_sign_in,
                is_back: false,
                handle: String::new(),
                error: None,
                mistyped: false,
                frame: frame(context, site),
            },
        )
    });
    shown.unwrap_or_else(|_fault| HttpResponse::new(status))
}

/// The same page after a failed sign-in, if a form is kept.
pub fn again(
    context: &RequestContext,
    form: &ReceivedForm,
    problem: &Problem,
    site: &Site,
) -> Option<Result<HttpResponse, Problem>> {
    let (action, values) = waiting(form)?;
    let frame = frame(context, site);
    let page = InterruptedPage {
        action,
        values,
        asks_sign_in: true,
        is_back: false,
        handle: form.value("handle").unwrap_or_default().to_owned(),
        error: Some(problem.sentence(frame.t)),
        mistyped: problem.was_mistyped(),
        frame,
    };
    Some(answer::waiting(problem, &page))
}

/// The page after signing in, with the kept form, if there is one.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn go_on(
    context: &RequestContext,
    form: &ReceivedForm,
    secret: &Secret,
    library: &Library,
    site: &Site,
) -> Result<Option<HttpResponse>, Problem> {
    let Some((action, values)) = waiting(form) else { return Ok(None) };
    let context = context.signed_in(secret, library).await?;
    let page = InterruptedPage {
        action,
        values,
        asks_sign_in: false,
        is_back: true,
        handle: String::new(),
        error: None,
        mistyped: false,
        frame: frame(&context, site),
    };
    answer::personal(StatusCode::OK, &page).map(Some)
}

fn frame(context: &RequestContext, site: &Site) -> Frame {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.interrupted_title());
    frame.indexed = false;
    frame
}

/// The form kept during sign-in: its action and its fields.
fn waiting(form: &ReceivedForm) -> Option<(String, FormValues)> {
    let action = urls::inside(form.value("resume")?)?.to_owned();
    let field = |(name, value): &(String, String)| Some((name.strip_prefix(KEPT)?.to_owned(), value.clone()));
    Some((action, form.all().iter().filter_map(field).collect()))
}
