//! The texts of legal pages: each page with its text in each language.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{check, frame, name_of};
use crate::{
    domain::legal::LegalPage,
    library::Library,
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::{
            grants::day,
            legal::{self, count},
            prose::blanks_in,
        },
    },
};

/// The list.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/admin_texts.html")]
pub struct TextsPage {
    /// What every page has.
    pub frame: Frame,
    /// The pages.
    pub pages: Vec<PageView>,
}

/// A legal page.
#[derive(Clone, Debug)]
pub struct PageView {
    /// Its address.
    pub address: String,
    /// Its title.
    pub title: &'static str,
    /// Its texts.
    pub texts: Vec<TextView>,
}

/// The text of a page in one language.
#[derive(Clone, Debug)]
pub struct TextView {
    /// The code of its language.
    pub code: &'static str,
    /// The name of its language.
    pub language: &'static str,
    /// Where it is changed.
    pub edit: String,
    /// Which version it is, in a sentence.
    pub version: String,
    /// How many blanks it has.
    pub blanks: u64,
}

/// `GET /admin/pages`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`], [`AccessProblem::NotAllowed`].
pub async fn show(context: RequestContext, library: Data<Library>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    check(&context)?;
    let frame = frame(&context, &site, Messages::admin_pages_title);
    let mut pages = Vec::new();
    for page in LegalPage::ALL {
        let mut texts = Vec::new();
        for language in LegalPage::LANGUAGES {
            let versions = library.legal_versions(&context.reader, (page, language), None, 1).await?;
            let (version, blanks) = match versions.first() {
                Some(latest) => {
                    let by = name_of(&latest.actor, &library, frame.t).await?;
                    let number = latest.record.version.to_string();
                    let version = frame.t.admin_version_is(&day(latest.at, frame.t), &by, &number);
                    (version, blanks_in(latest.record.text.as_str()))
                }
                None => (frame.t.admin_version_first().to_owned(), blanks_in(&legal::template(page, language, &site))),
            };
            texts.push(TextView {
                code: language.code(),
                language: frame.t.name_of(language),
                edit: frame.urls.admin_page(page, language),
                version,
                blanks: count(blanks),
            });
        }
        pages.push(PageView { address: legal::address(page, frame.urls), title: legal::title(page, frame.t), texts });
    }
    answer::personal(StatusCode::OK, &TextsPage { frame, pages })
}
