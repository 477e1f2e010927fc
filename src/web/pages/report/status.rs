//! The page where a reporter follows their report, at a secret address.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;

use crate::{
    domain::report::Subject,
    library::{Library, sessions::Secret},
    web::{
        frame::{answer, layout::Frame},
        pages::statements::{self, DecisionView, decisions, reason_for},
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::grants,
    },
};

/// A report, for its reporter.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/report_status.html")]
pub struct ReportStatusPage {
    /// What every page has.
    pub frame: Frame,
    /// The reported page.
    pub subject: String,
    /// Whether it is a photo.
    pub is_photo: bool,
    /// What is wrong.
    pub reason: &'static str,
    /// The reporter's text.
    pub text: String,
    /// How to reach the reporter.
    pub contact: Option<String>,
    /// The day of the report.
    pub at: String,
    /// Whether the report hid the photo at once.
    pub hidden_at_once: bool,
    /// The decisions, oldest first.
    pub decisions: Vec<DecisionView>,
    /// Where a decision is contested, if there is such a page.
    pub contact_page: Option<String>,
    /// The address of this page, for the reporter to keep.
    pub address: String,
}

/// `GET /report/{code}`.
///
/// # Errors
/// [`Problem::NotFound`] when no report has this code.
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
        is_photo: matches!(report.subject, Subject::Photo(_)),
        reason: reason_for(report.reason, &report.subject, frame.t),
        at: grants::day(report.at, frame.t),
        hidden_at_once: report.hidden_at_once,
        decisions: decisions(&report, frame.t),
        contact_page: statements::contact(&library, &frame).await?,
        address: frame.absolute(&frame.urls.report_status(secret.as_str())),
        text: report.text,
        contact: report.contact.map(|contact| contact.as_str().to_owned()),
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}
