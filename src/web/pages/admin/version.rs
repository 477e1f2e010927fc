//! One version of the text of a legal page: to read it, and to restore it.
//!
//! `POST` to the same address: `csrf`; `revision`, the version that was the present one when the page was opened.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;

use super::{
    check, frame, name_of,
    text::{TextQuery, opened_with},
    text_of,
};
use crate::{
    domain::{
        language::Language,
        legal::{LegalPage, LegalText},
    },
    library::Library,
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::{context::RequestContext, intake::ReceivedForm, sent_form::SentForm},
        site::Site,
        view::{grants::day, legal, prose::Prose},
    },
};

/// A version.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/admin_version.html")]
pub struct VersionPage {
    /// What every page has.
    pub frame: Frame,
    /// Which page.
    pub page: LegalPage,
    /// The language of the text.
    pub language: Language,
    /// The number of the entry that wrote it; 0 for the one that the page begins with.
    pub seq: u64,
    /// Its name.
    pub name: String,
    /// Who wrote it, and when; nothing for the one that the page begins with.
    pub written: String,
    /// The text.
    pub prose: Prose,
    /// The present version, which restoring this one replaces; nothing where this is the present one.
    pub revision: Option<u64>,
    /// Why it was not restored.
    pub error: Option<String>,
}

impl VersionPage {
    /// The title of the legal page.
    #[must_use]
    pub fn title(&self) -> &'static str {
        legal::title(self.page, self.frame.t)
    }
}

/// `GET /admin/pages/{page}/versions/{version}`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`], [`AccessProblem::NotAllowed`], [`Problem::NotFound`].
pub async fn show(
    context: RequestContext,
    path: Path<(String, u64)>,
    query: Query<TextQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    check(&context)?;
    let text = text_of(&path.0, query.text.as_deref())?;
    let (page, _) = opened(&context, text, path.1, &library, &site).await?;
    answer::personal(StatusCode::OK, &page)
}

/// `POST /admin/pages/{page}/versions/{version}`: its text becomes the newest version.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn restore(
    context: RequestContext,
    path: Path<(String, u64)>,
    query: Query<TextQuery>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    check(&context)?;
    let text = text_of(&path.0, query.text.as_deref())?;
    let (mut page, version) = opened(&context, text, path.1, &library, &site).await?;
    match library.write_legal(&context.reader, text, version, opened_with(&form)).await.map_err(Problem::from) {
        Ok(()) => Ok(FlashCode::Saved.see_other(&context, &page.frame.urls.admin_page(text.0, text.1))),
        Err(problem) if problem.is_about_the_form() => {
            page.error = Some(problem.sentence(page.frame.t));
            answer::personal(problem.status(), &page)
        }
        Err(problem) => Err(problem),
    }
}

async fn opened(
    context: &RequestContext,
    text: (LegalPage, Language),
    seq: u64,
    library: &Library,
    site: &Site,
) -> Result<(VersionPage, LegalText), Problem> {
    let (page, language) = text;
    let mut frame = frame(context, site, Messages::admin_pages_title);
    let (name, written, version) = if seq == 0 {
        let first = LegalText::parse(&legal::template(page, language, site)).ok().flatten();
        (frame.t.admin_version_first().to_owned(), String::new(), first.ok_or(Problem::NotFound)?)
    } else {
        let found = library.legal_version(&context.reader, text, seq).await?;
        let by = name_of(&found.actor, library, frame.t).await?;
        let name = frame.t.admin_version(&found.record.version.to_string());
        (name, frame.t.admin_version_by(&day(found.at, frame.t), &by), found.record.text)
    };
    let title = format!("{} · {name}", legal::title(page, frame.t));
    frame.entitle(&title);
    let revision = library.legal_text(page, language).await?.map_or(0, |kept| kept.revision);
    let prose = legal::shown(version.as_str(), true, frame.t);
    let revision = (revision != seq).then_some(revision);
    Ok((VersionPage { page, language, seq, name, written, prose, revision, error: None, frame }, version))
}
