//! A filled template as an answer.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use askama::Template;

use crate::web::{cache::Made, problem::Problem, request::context::RequestContext};

/// A page as HTML.
///
/// # Errors
/// [`Problem::Fault`] when a template cannot be written.
pub fn made(page: &impl Template) -> Result<Made, Problem> {
    let body = page.render().map_err(|error| Problem::Fault(Box::new(error)))?;
    Ok(Made { body: body.into(), link: None })
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

/// A page with a form for people who are not signed in yet: their browser first gets the secret that its form proves
/// itself with.
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
