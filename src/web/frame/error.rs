//! The page that explains a problem, with links to go on.

use actix_web::{HttpRequest, HttpResponse, body::BoxBody, http::Method};
use askama::Template;

use super::{answer, layout::Frame, tombstone::TombstonePage};
use crate::{
    domain::{
        photo::{PhotoId, State},
        tag::Tag,
    },
    web::{
        i18n::Messages,
        problem::{Explanation, FormValues, Problem},
        request::{context::RequestContext, sent_form},
        site::Site,
        view::grants,
    },
};

/// A page for a request that cannot be answered.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    /// The layout; its title names the problem.
    pub frame: Frame,
    /// The status code.
    pub status: u16,
    /// One sentence: what happened and what to do.
    pub sentence: String,
    /// The number to quote when it is our fault.
    pub request_id: Option<String>,
    /// The photo that it is about, if there is one to see.
    pub photo: Option<PhotoId>,
    /// The word that is no tag, if that is what it is about.
    pub tag: Option<Tag>,
    /// Whether signing in may help.
    pub offer_login: bool,
    /// Whether the same address may be asked for again after a while.
    pub offer_again: bool,
    /// What was typed in a form that may be sent again.
    pub kept: FormValues,
}

/// The page that explains a problem; for a withdrawn photo, its tombstone.
pub fn page(
    context: &RequestContext,
    site: &Site,
    problem: &Problem,
    request_id: &str,
    request: &HttpRequest,
) -> HttpResponse<BoxBody> {
    let t = Messages::of_page(context.language);
    // A request that only reads is made again by a link.
    let reads = request.method() == Method::GET;
    let Explanation { status, title, sentence, .. } = problem.explanation(t);
    let sentence = problem.sentence_of_reading(t).filter(|_| reads).map_or(sentence, str::to_owned);
    let mut frame = site.frame(context, title);
    frame.indexed = false;
    let written = if let Problem::Gone(photo) = problem {
        let withdrawn = photo.steps.iter().rfind(|step| step.state == State::Withdrawn);
        answer::personal(
            status,
            &TombstonePage {
                id: photo.id.clone(),
                title: photo.title.as_ref().map(|title| title.as_str().to_owned()),
                erased: photo.erased,
                may_erase: !photo.erased && context.reader.is_involved(photo),
                author: photo.credited().name.as_ref().map(|name| name.as_str().to_owned()),
                withdrawn: withdrawn.map(|step| grants::day(step.at, frame.t)).unwrap_or_default(),
                reason: withdrawn.and_then(|step| step.reason.clone()),
                receipt: grants::receipt_title(photo, frame.t),
                grants: grants::views(&photo.grants, frame.t),
                frame,
            },
        )
    } else {
        let request_id = (!request_id.is_empty()).then(|| request_id.to_owned());
        let offer_login = problem.offers_sign_in() && context.person.is_none();
        let helps_again = problem.retry_after().is_some() || matches!(problem, Problem::Fault(_));
        let offer_again = reads && problem.retry_after().is_some();
        let kept = sent_form::kept(request).filter(|_| helps_again).unwrap_or_default();
        let (status_code, photo) = (status.as_u16(), problem.photo().cloned());
        let tag = problem.unknown_tag().cloned();
        let page =
            ErrorPage { frame, status: status_code, sentence, request_id, photo, tag, offer_login, offer_again, kept };
        answer::personal(status, &page)
    };
    written.unwrap_or_else(|_fault| HttpResponse::new(status))
}
