//! The page where a reporter follows their report: its address has a secret, which nobody can guess.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;

use crate::{
    library::{Library, sessions::Secret},
    web::{
        frame::{answer, layout::Frame},
        pages::statements::{self, RulingView, ground, rulings},
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::grants,
    },
};

/// A report, for who made it.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/report_status.html")]
pub struct ReportStatusPage {
    /// What every page has.
    pub frame: Frame,
    /// The page that was reported.
    pub subject: String,
    /// Whether that is a photo.
    pub is_photo: bool,
    /// The ground.
    pub ground: &'static str,
    /// The reporter's words.
    pub words: String,
    /// How they can be reached, as they said.
    pub contact: Option<String>,
    /// When it was made, as people read it.
    pub at: String,
    /// Whether the photo was hidden at once.
    pub hid_at_once: bool,
    /// What was decided, oldest first.
    pub rulings: Vec<RulingView>,
    /// This page's own address, to be kept.
    pub address: String,
}

/// `GET /report/{code}`.
///
/// # Errors
/// [`Problem::NotFound`] for a code of no report.
pub async fn follow(
    context: RequestContext,
    code: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let secret = Secret::parse(&code).ok_or(Problem::NotFound)?;
    let report = library.report_of(&secret).await?;
    let mut frame = site.frame(&context, "");
    frame.entitle(frame.t.report_status_title());
    frame.indexed = false;
    let page = ReportStatusPage {
        subject: statements::address_of(&report.subject, &frame),
        is_photo: matches!(report.subject, crate::domain::report::Subject::Photo(_)),
        ground: ground(report.ground, frame.t),
        at: grants::day(report.at, frame.t),
        hid_at_once: report.hid_at_once,
        rulings: rulings(&report, frame.t),
        address: frame.absolute(&frame.urls.report_status(secret.as_str())),
        words: report.words,
        contact: report.contact.map(|contact| contact.as_str().to_owned()),
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}
