//! Writing the text of a legal page in one language (`?text=fr|en`), with a preview.
//!
//! `POST` to the same address: `csrf`; `revision`, the version that the form was opened with; `markdown`, the text; `preview`
//! shows it without keeping it. A text that somebody else wrote meanwhile is shown beside what was typed, and its version,
//! `seen`, goes with the form: sent again, it puts what was typed in its place.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{check, frame, name_of, text_of};
use crate::{
    domain::{
        language::Language,
        legal::{LegalPage, LegalText},
    },
    library::{Library, legal::LegalVersion},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::{FieldProblem, Problem, Why},
        request::{context::RequestContext, intake::ReceivedForm, sent_form::SentForm},
        site::Site,
        view::{
            grants::day,
            legal,
            prose::{Prose, blanks_in},
        },
    },
};

/// How many versions the page lists at once.
const PART: usize = 20;

/// The form.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/admin_text.html")]
pub struct TextPage {
    /// What every page has.
    pub frame: Frame,
    /// Which page.
    pub page: LegalPage,
    /// The language of the text.
    pub language: Language,
    /// The version that the form was opened with; 0 before the first one.
    pub revision: u64,
    /// The text, as kept or as typed.
    pub markdown: String,
    /// How many blanks it has.
    pub blanks: u64,
    /// The text as everyone would read it, where that was asked for.
    pub preview: Option<Prose>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The version that somebody else wrote after the form was opened.
    pub meanwhile: Option<Meanwhile>,
    /// Its versions, the newest first.
    pub versions: Vec<VersionView>,
    /// Where the list of versions goes on.
    pub older: Option<String>,
}

/// The text that somebody else wrote while this one was written.
#[derive(Clone, Debug)]
pub struct Meanwhile {
    /// Its number.
    pub seen: u64,
    /// Who wrote it and when, in a sentence.
    pub sentence: String,
    /// The text.
    pub text: String,
}

/// A version in the list.
#[derive(Clone, Debug)]
pub struct VersionView {
    /// Its address.
    pub address: String,
    /// Its number, or that it is the one that the page begins with.
    pub name: String,
    /// Who wrote it, and when; nothing for the one that the page begins with.
    pub written: String,
    /// Whether everyone reads it.
    pub is_present: bool,
}

impl TextPage {
    /// The title of the page.
    #[must_use]
    pub fn title(&self) -> &'static str {
        legal::title(self.page, self.frame.t)
    }

    /// Where everyone reads it.
    #[must_use]
    pub fn address(&self) -> String {
        legal::address(self.page, self.frame.urls)
    }

    /// The texts of the page: address, code and name of the language, whether it is this one.
    #[must_use]
    pub fn languages(&self) -> Vec<(String, &'static str, &'static str, bool)> {
        let link = |language: Language| {
            let address = self.frame.urls.admin_page(self.page, language);
            (address, language.code(), self.frame.t.name_of(language), language == self.language)
        };
        LegalPage::LANGUAGES.into_iter().map(link).collect()
    }
}

/// What the page is asked for.
#[derive(Deserialize)]
pub struct TextQuery {
    /// The language of the text.
    pub text: Option<String>,
    /// The number of the version before which the list begins.
    pub before: Option<u64>,
}

/// `GET /admin/pages/{page}`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`], [`AccessProblem::NotAllowed`], [`Problem::NotFound`].
pub async fn show(
    context: RequestContext,
    page: Path<String>,
    query: Query<TextQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    check(&context)?;
    let text = text_of(&page, query.text.as_deref())?;
    let mut page = opened(&context, text, query.before, &library, &site).await?;
    if let Some(flash) = page.frame.flash.as_mut() {
        flash.forgets = format!("text-{}-{}-", text.0.name(), text.1.code());
    }
    answer::personal(StatusCode::OK, &page)
}

/// `POST /admin/pages/{page}`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn save(
    context: RequestContext,
    page: Path<String>,
    query: Query<TextQuery>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    check(&context)?;
    let text = text_of(&page, query.text.as_deref())?;
    let typed = form.sent("markdown").unwrap_or_default();
    let problem = if form.sent("preview").is_some() {
        None
    } else {
        match write(&context, text, &form, &library).await {
            Ok(()) => {
                let to = site.frame_urls(context.language).admin_page(text.0, text.1);
                return Ok(FlashCode::Saved.see_other(&context, &to));
            }
            Err(problem) if problem.is_about_the_form() => Some(problem),
            Err(problem) => return Err(problem),
        }
    };
    let mut page = opened(&context, text, None, &library, &site).await?;
    let revision = opened_with(&form);
    if page.revision != revision {
        page.meanwhile = meanwhile(&context, text, &library, page.frame.t).await?;
    }
    page.revision = revision;
    page.preview = problem.is_none().then(|| legal::shown(typed, true, page.frame.t));
    typed.clone_into(&mut page.markdown);
    page.blanks = legal::count(blanks_in(typed));
    let is_said = |problem: &&Problem| !matches!(problem, Problem::State(_)) || page.meanwhile.is_none();
    page.error = problem.as_ref().filter(is_said).map(|problem| problem.sentence(page.frame.t));
    answer::personal(problem.map_or(StatusCode::OK, |problem| problem.status()), &page)
}

/// The version that a form was opened with.
pub(super) fn opened_with(form: &ReceivedForm) -> u64 {
    form.value("revision").and_then(|revision| revision.parse().ok()).unwrap_or_default()
}

async fn write(
    context: &RequestContext,
    text: (LegalPage, Language),
    form: &ReceivedForm,
    library: &Library,
) -> Result<(), Problem> {
    let seen = form.value("seen").and_then(|seen| seen.parse().ok()).unwrap_or_else(|| opened_with(form));
    let written = LegalText::parse(form.sent("markdown").unwrap_or_default()).map_err(Problem::too_long("markdown"))?;
    let written = written.ok_or(FieldProblem::Invalid("markdown", Why::Blank))?;
    Ok(library.write_legal(&context.reader, text, written, seen).await?)
}

async fn meanwhile(
    context: &RequestContext,
    text: (LegalPage, Language),
    library: &Library,
    t: Messages,
) -> Result<Option<Meanwhile>, Problem> {
    let versions = library.legal_versions(&context.reader, text, None, 1).await?;
    let Some(LegalVersion { seq, at, actor, record }) = versions.into_iter().next() else { return Ok(None) };
    let by = name_of(&actor, library, t).await?;
    Ok(Some(Meanwhile {
        seen: seq,
        sentence: t.legal_meanwhile(&day(at, t), &by),
        text: record.text.as_str().to_owned(),
    }))
}

async fn opened(
    context: &RequestContext,
    text: (LegalPage, Language),
    before: Option<u64>,
    library: &Library,
    site: &Site,
) -> Result<TextPage, Problem> {
    let (page, language) = text;
    let mut frame = frame(context, site, Messages::admin_pages_title);
    let title = frame.t.admin_write_title(legal::title(page, frame.t));
    frame.entitle(&title);
    let kept = library.legal_text(page, language).await?;
    let (revision, markdown) = match &kept {
        Some(kept) => (kept.revision, kept.record.text.as_str().to_owned()),
        None => (0, legal::template(page, language, site)),
    };
    let mut found = library.legal_versions(&context.reader, text, before, PART + 1).await?;
    let has_older = found.len() > PART;
    found.truncate(PART);
    let older = found.last().filter(|_| has_older).map(|last| frame.urls.admin_page_before(page, language, last.seq));
    let mut versions = Vec::new();
    for version in &found {
        let by = name_of(&version.actor, library, frame.t).await?;
        versions.push(VersionView {
            address: frame.urls.admin_version(page, language, version.seq),
            name: frame.t.admin_version(&version.record.version.to_string()),
            written: frame.t.admin_version_by(&day(version.at, frame.t), &by),
            is_present: version.seq == revision,
        });
    }
    if !has_older {
        versions.push(VersionView {
            address: frame.urls.admin_version(page, language, 0),
            name: frame.t.admin_version_first().to_owned(),
            written: String::new(),
            is_present: revision == 0,
        });
    }
    Ok(TextPage {
        page,
        language,
        revision,
        blanks: legal::count(blanks_in(&markdown)),
        markdown,
        preview: None,
        error: None,
        meanwhile: None,
        versions,
        older,
        frame,
    })
}
