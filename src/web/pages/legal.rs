//! The legal pages, which everyone reads: the text that administrators wrote or, until then, the one that each begins with.

use actix_web::{HttpResponse, web::Data};
use askama::Template;

use crate::{
    domain::{language::Language, legal::LegalPage, person::Role},
    library::{
        Library,
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::{Made, PageCache},
        frame::{answer, layout::Frame},
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::{grants::day, legal, prose::Prose},
    },
};

/// A legal page.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/legal.html")]
pub struct LegalTextPage {
    /// What every page has.
    pub frame: Frame,
    /// Its text.
    pub prose: Prose,
    /// The language of its text, where it is not that of the page.
    pub other_language: Option<&'static str>,
    /// Whether the text is in another language because nobody wrote it in that of the reader.
    pub is_untranslated: bool,
    /// When the text was written: the instant (RFC 3339) and the day, as people read it. Nothing for the one that the page
    /// begins with.
    pub version: Option<(String, String)>,
    /// For administrators, where the text is changed.
    pub edit: Option<String>,
}

/// `GET /legal`.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn legal(
    context: RequestContext,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    show(LegalPage::Legal, &context, &library, &site, &kept).await
}

/// `GET /privacy`.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn privacy(
    context: RequestContext,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    show(LegalPage::Privacy, &context, &library, &site, &kept).await
}

/// `GET /terms`.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn terms(
    context: RequestContext,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    show(LegalPage::Terms, &context, &library, &site, &kept).await
}

/// `GET /contact`.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn contact(
    context: RequestContext,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    show(LegalPage::Contact, &context, &library, &site, &kept).await
}

async fn show(
    page: LegalPage,
    context: &RequestContext,
    library: &Library,
    site: &Site,
    kept: &PageCache,
) -> Result<HttpResponse, Problem> {
    kept.page(library, context, made(page, context, library, site)).await
}

async fn made(
    page: LegalPage,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<(Made, Dependencies), Problem> {
    let mut frame = site.frame(context, "");
    frame.entitle(legal::title(page, frame.t));
    let choices = legal::choices(context.language);
    let shows = Dependencies::on(&choices.map(|language| Dependency::LegalText(page, language)));
    let mut written = None;
    for language in choices {
        written = library.legal_text(page, language).await?.map(|kept| (language, kept.record));
        if written.is_some() {
            break;
        }
    }
    let language = written.as_ref().map_or(choices[0], |(language, _)| *language);
    let text = written
        .as_ref()
        .map_or_else(|| legal::template(page, language, site), |(_, record)| record.text.as_str().to_owned());
    let administers = context.reader.is_at_least(Role::Admin);
    let prose = legal::shown(&text, administers, frame.t);
    // A page that is not finished is not for search engines.
    frame.indexed = prose.blanks == 0;
    let made = answer::made(&LegalTextPage {
        other_language: (language != context.language).then_some(language.code()),
        is_untranslated: language != context.language && context.language != Language::Breton,
        version: written.map(|(_, record)| (record.at.to_string(), day(record.at, frame.t))),
        edit: administers.then(|| frame.urls.admin_page(page, language)),
        prose,
        frame,
    })?;
    Ok((made, shows))
}
