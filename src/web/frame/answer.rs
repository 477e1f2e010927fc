//! Fills a template and answers with it.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use askama::Template;

use super::french_in_breton::with_languages;
use crate::web::{cache::Made, problem::Problem, request::context::RequestContext};

/// A page as HTML.
///
/// # Errors
/// [`Problem::Fault`] when a template cannot be written.
pub fn made(page: &impl Template) -> Result<Made, Problem> {
    let body = page.render().map_err(|error| Problem::Fault(Box::new(error)))?;
    Ok(Made { body: with_languages(body).into(), headers: Vec::new() })
}

/// A page for one reader only, never kept by any cache.
///
/// # Errors
/// [`Problem::Fault`] when a template cannot be written.
pub fn personal(status: StatusCode, page: &impl Template) -> Result<HttpResponse, Problem> {
    let body = made(page)?.body;
    Ok(HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(body))
}

/// A page with a form that was refused, and when to try again, where waiting helps.
///
/// # Errors
/// [`Problem::Fault`] when a template cannot be written.
pub fn waiting(problem: &Problem, page: &impl Template) -> Result<HttpResponse, Problem> {
    let mut response = personal(problem.status(), page)?;
    if let Some(seconds) = problem.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// A page with a form for people who are not signed in yet: their browser first gets the secret from which the
/// anti-forgery token of the form is derived.
///
/// # Errors
/// Whatever making the page fails with.
pub fn door(
    context: &RequestContext,
    chance: [u8; 32],
    page: impl FnOnce(&RequestContext) -> Result<HttpResponse, Problem>,
) -> Result<HttpResponse, Problem> {
    let (context, cookie) = context.with_visit(chance);
    let mut response = page(&context)?;
    if let Some(cookie) = cookie {
        response.add_cookie(&cookie).map_err(|error| Problem::Fault(Box::new(error)))?;
    }
    Ok(response)
}
