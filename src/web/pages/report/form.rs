//! The form of a report. `GET /report?photo=ID` or `?person=HANDLE`; `POST /report`: `csrf`, `idempotency_key`, `photo` or
//! `person`, `reason`, `text`, `contact`.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;

use crate::{
    domain::{
        photo::{PhotoRecord, State},
        report::{ReportReason, Subject},
    },
    library::{
        Library,
        idempotency::IdempotencyKey,
        report::{NewReport, Reported},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        pages::{
            card::Card,
            field_errors::FieldErrors,
            list,
            statements::{self, reason_for},
        },
        problem::{FormValues, Problem},
        request::{
            context::{RequestContext, from_address},
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::Site,
    },
};

/// The form of a report.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/report.html")]
pub struct ReportPage {
    /// What every page has.
    pub frame: Frame,
    /// The reported photo; none for a person's page.
    pub photo: Option<Card>,
    /// Whether the picture can be shown: a tombstone has none.
    pub has_picture: bool,
    /// The photo's title, or the person's name.
    pub name: String,
    /// The hidden field that names the subject, and its value.
    pub subject: (&'static str, String),
    /// The reported page.
    pub back: String,
    /// The reasons to choose from.
    pub reasons: Vec<ReasonChoice>,
    /// The text as typed.
    pub text: String,
    /// The contact as typed.
    pub contact: String,
    /// The idempotency key of the form.
    pub idempotency_key: IdempotencyKey,
    /// What a report does before a moderator decides.
    pub consequence: Consequence,
    /// What is wrong with the fields.
    pub errors: FieldErrors,
}

/// A reason to report the subject.
#[derive(Clone, Debug)]
pub struct ReasonChoice {
    /// Its value in the form.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What a report does before a moderator decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// A reason about somebody's privacy hides the photo at once.
    Hides,
    /// The photo stays public.
    PhotoStays,
    /// The person's page stays as it is.
    PageStays,
    /// The photo is not public.
    None,
}

/// What is reported, as the form shows it.
struct Reportable {
    subject: Subject,
    photo: Option<PhotoRecord>,
    name: String,
}

/// `GET /report?photo=` or `?person=`.
///
/// # Errors
/// [`Problem::NotFound`] when the reader sees nothing there.
pub async fn show(
    context: RequestContext,
    asked: Query<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::of_values(asked.into_inner());
    let reported = reportable(&context, subject(&form)?, &library).await?;
    answer::door(&context, library.chance(), |context| {
        answer::personal(StatusCode::OK, &page(context, &site, &library, &reported, &form, &[]))
    })
}

/// `POST /report`: leads to the page where the reporter follows the report.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn send(
    request: HttpRequest,
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::of_values(form.into_inner());
    if let Err(problem) = context.check_csrf(form.value("csrf")) {
        return Err(if context.is_from_our_pages() { problem.keeping(form.all().clone()) } else { problem });
    }
    let subject = subject(&form)?;
    let problems = match made(&request, &context, &subject, &form, &library, &site).await {
        Ok(reported) => {
            let to = site.frame_urls(context.language).report_status(reported.secret.as_str());
            let done = if reported.is_hidden { FlashCode::ReportedAndHidden } else { FlashCode::Reported };
            return Ok(done.see_other(&context, &to));
        }
        Err(problems) => problems,
    };
    // The form is shown again with what was typed, also where waiting helps.
    let is_shown =
        |problem: &Problem| problem.is_about_the_form() || matches!(problem, Problem::Limit(_) | Problem::Storage(_));
    match problems.into_iter().try_fold(Vec::new(), |mut shown, problem| {
        if !is_shown(&problem) {
            return Err(problem);
        }
        shown.push(problem);
        Ok(shown)
    }) {
        Ok(shown) => {
            let reported = reportable(&context, subject, &library).await?;
            let page = page(&context, &site, &library, &reported, &form, &shown);
            match shown.first() {
                Some(problem) => answer::waiting(problem, &page),
                None => answer::personal(StatusCode::OK, &page),
            }
        }
        Err(problem) => Err(problem),
    }
}

async fn made(
    request: &HttpRequest,
    context: &RequestContext,
    subject: &Subject,
    form: &ReceivedForm,
    library: &Library,
    site: &Site,
) -> Result<Reported, Vec<Problem>> {
    let sent = |name| form.value(name).unwrap_or_default();
    let new = NewReport::parse(subject.clone(), sent("reason"), sent("text"), sent("contact"))
        .map_err(|unclear| unclear.into_iter().map(Problem::from).collect::<Vec<_>>())?;
    // A form that was refused is not counted.
    site.count_report(from_address(request)).await.map_err(|refused| vec![Problem::of_report(refused)])?;
    library.report(&context.reader, new, form.idempotency_key()).await.map_err(|error| vec![error.into()])
}

/// The subject that a form or an address names.
fn subject(form: &ReceivedForm) -> Result<Subject, Problem> {
    if let Some(id) = form.value("photo") {
        return Ok(Subject::Photo(id.parse().map_err(|_not_an_id| Problem::NotFound)?));
    }
    let handle = form.value("person").unwrap_or_default();
    Ok(Subject::Person(handle.parse().map_err(|_not_a_handle| Problem::NotFound)?))
}

async fn reportable(context: &RequestContext, subject: Subject, library: &Library) -> Result<Reportable, Problem> {
    let photo = library.reportable(&context.reader, &subject).await?;
    let name = match &subject {
        Subject::Photo(_) => photo.as_ref().and_then(|photo| list::card(photo).title).unwrap_or_default(),
        Subject::Person(handle) => library.person(handle).await?.ok_or(Problem::NotFound)?.name,
    };
    Ok(Reportable { subject, photo, name })
}

fn page(
    context: &RequestContext,
    site: &Site,
    library: &Library,
    reported: &Reportable,
    form: &ReceivedForm,
    problems: &[Problem],
) -> ReportPage {
    let mut frame = site.frame(context, "");
    let t = frame.t;
    frame.indexed = false;
    frame.entitle(match &reported.subject {
        Subject::Photo(_) => t.report_title(),
        Subject::Person(_) => t.report_title_person(),
    });
    let typed = |name| form.sent(name).unwrap_or_default().to_owned();
    let state = reported.photo.as_ref().map(|photo| photo.state);
    ReportPage {
        photo: reported.photo.as_ref().map(list::card),
        has_picture: state.is_some_and(|state| state != State::Withdrawn),
        name: if reported.name.is_empty() { t.photo_untitled().to_owned() } else { reported.name.clone() },
        subject: match &reported.subject {
            Subject::Photo(id) => ("photo", id.to_string()),
            Subject::Person(handle) => ("person", handle.to_string()),
        },
        back: statements::address_of(&reported.subject, &frame),
        reasons: reasons(&reported.subject, form.value("reason"), t),
        text: typed("text"),
        contact: typed("contact"),
        // A key in the query is ignored: a person who knows the key of a report can read it.
        idempotency_key: form
            .idempotency_key()
            .filter(|_| !problems.is_empty())
            .unwrap_or_else(|| IdempotencyKey::from_chance(library.chance())),
        consequence: match state {
            Some(State::Published) if library.settings().hide_reported => Consequence::Hides,
            Some(State::Published) => Consequence::PhotoStays,
            Some(_) => Consequence::None,
            None => Consequence::PageStays,
        },
        errors: FieldErrors::of(problems, t),
        frame,
    }
}

fn reasons(subject: &Subject, chosen: Option<&str>, t: Messages) -> Vec<ReasonChoice> {
    let choice = |possible: ReportReason| ReasonChoice {
        name: possible.name(),
        label: reason_for(possible, subject, t),
        chosen: chosen == Some(possible.name()),
    };
    ReportReason::of(subject).map(choice).collect()
}
