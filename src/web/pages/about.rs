//! What this site is, and how to take part.

use actix_web::{HttpResponse, web::Data};
use askama::Template;

use crate::{
    library::{Library, freshness::Dependencies},
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        problem::{Explanation, Problem, codes},
        request::context::RequestContext,
        site::Site,
    },
};

/// What this site is.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/about.html")]
pub struct AboutPage {
    /// What every page has.
    pub frame: Frame,
    /// The version of the program that runs it.
    pub version: String,
    /// What each code of a problem means: where its `type` leads.
    pub problems: Vec<Explanation>,
}

/// `GET /about`.
///
/// # Errors
/// [`Problem`] when the page cannot be written.
pub async fn show(
    context: RequestContext,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    kept.page(&library, &context, async {
        let mut frame = site.frame(&context, "");
        frame.entitle(frame.t.nav_about());
        let problems = codes(library.settings().limits.file_bytes, frame.t);
        let page = answer::made(&AboutPage { version: env!("CARGO_PKG_VERSION").to_owned(), problems, frame })?;
        Ok((page, Dependencies::on(&[])))
    })
    .await
}
