//! The form of a report. `GET /report?photo=ID` or `?person=HANDLE`; `POST /report`: `csrf`, `photo` or `person`, `ground`,
//! `words`, `contact`.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use askama::Template;

use crate::{
    domain::{
        photo::{PhotoRecord, State},
        report::{Ground, Subject},
    },
    library::{Library, report::NewReport},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        pages::{
            card::Card,
            statements::{self, ground},
            view,
        },
        problem::{FormValues, Problem},
        request::{
            context::{RequestContext, from_address, see_other},
            intake::Incoming,
        },
        site::Site,
    },
};

/// The form to report something.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/report.html")]
pub struct ReportPage {
    /// What every page has.
    pub frame: Frame,
    /// The photo reported; none for a person's page.
    pub photo: Option<Card>,
    /// Whether the photo is there to be seen: a tombstone has no picture.
    pub is_seen: bool,
    /// What it is called: a photo's title, a person's name.
    pub name: String,
    /// The field that says what is reported, and what it holds.
    pub subject: (&'static str, String),
    /// The page that is reported.
    pub back: String,
    /// The grounds, each with its words and whether it is chosen.
    pub grounds: Vec<GroundChoice>,
    /// The words as typed.
    pub words: String,
    /// The contact as typed.
    pub contact: String,
    /// Whether a ground about somebody's privacy hides the photo at once.
    pub hides: bool,
    /// What stopped the form, if anything.
    pub error: Option<String>,
    /// The name of the field it is about; empty when it is none in particular.
    pub wrong: &'static str,
}

/// A ground on which something can be reported.
#[derive(Clone, Debug)]
pub struct GroundChoice {
    /// Its name in the form.
    pub name: &'static str,
    /// Its words.
    pub label: &'static str,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// `GET /report?photo=` or `?person=`.
///
/// # Errors
/// [`Problem::NotFound`] when the reader finds nothing there.
pub async fn show(
    context: RequestContext,
    asked: Query<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::of_values(asked.into_inner());
    let subject = subject(&form)?;
    let photo = library.reportable(&context.reader, &subject).await?;
    let name = name(&library, &subject, photo.as_ref()).await?;
    answer::door(&context, library.chance(), |context| {
        let page = page(context, &site, &library, (&subject, photo.as_ref(), name), &form);
        answer::personal(StatusCode::OK, &page)
    })
}

/// `POST /report`: leads to the page where the report is followed.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn send(
    request: HttpRequest,
    context: RequestContext,
    form: Form<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::of_values(form.into_inner());
    if let Err(problem) = context.check_csrf(form.value("csrf")) {
        return Err(if context.is_from_our_pages() { problem.keeping(form.all().clone()) } else { problem });
    }
    let subject = subject(&form)?;
    let said = |name| form.value(name).unwrap_or_default();
    let new = NewReport::parse(subject.clone(), said("ground"), said("words"), said("contact"));
    match new.map_err(Problem::from) {
        Ok(new) => {
            // What the form does not accept is not counted: nobody is made to wait for a box that they forgot.
            site.count_report(from_address(&request))?;
            let reported = library.report(&context.reader, new).await?;
            let to = site.frame_urls(context.language).report_status(reported.secret.as_str());
            let done = if reported.is_hidden { FlashCode::ReportedAndHidden } else { FlashCode::Reported };
            Ok(see_other(&done.at(&to)))
        }
        Err(problem) if problem.is_about_the_form() => {
            let photo = library.reportable(&context.reader, &subject).await?;
            let name = name(&library, &subject, photo.as_ref()).await?;
            let mut page = page(&context, &site, &library, (&subject, photo.as_ref(), name), &form);
            page.error = Some(problem.sentence(page.frame.t));
            page.wrong = problem.field();
            answer::personal(problem.status(), &page)
        }
        Err(problem) => Err(problem),
    }
}

/// What a form or an address says is reported.
fn subject(form: &Incoming) -> Result<Subject, Problem> {
    if let Some(id) = form.value("photo") {
        return Ok(Subject::Photo(id.parse().map_err(|_not_an_id| Problem::NotFound)?));
    }
    let handle = form.value("person").unwrap_or_default();
    Ok(Subject::Person(handle.parse().map_err(|_not_a_handle| Problem::NotFound)?))
}

/// What is reported, by the name that people read; empty where the words of a photo were erased.
async fn name(library: &Library, subject: &Subject, photo: Option<&PhotoRecord>) -> Result<String, Problem> {
    Ok(match subject {
        Subject::Photo(_) => photo.and_then(|photo| view::card(photo).title).unwrap_or_default(),
        Subject::Person(handle) => library.person(handle).await?.ok_or(Problem::NotFound)?.name,
    })
}

fn page(
    context: &RequestContext,
    site: &Site,
    library: &Library,
    (subject, photo, name): (&Subject, Option<&PhotoRecord>, String),
    form: &Incoming,
) -> ReportPage {
    let mut frame = site.frame(context, "");
    let t = frame.t;
    frame.entitle(t.report_title());
    frame.indexed = false;
    let typed = |name| form.sent(name).unwrap_or_default().to_owned();
    ReportPage {
        photo: photo.map(view::card),
        is_seen: photo.is_some_and(|photo| photo.state != State::Withdrawn),
        name: if name.is_empty() { t.photo_untitled().to_owned() } else { name },
        subject: match subject {
            Subject::Photo(id) => ("photo", id.to_string()),
            Subject::Person(handle) => ("person", handle.to_string()),
        },
        back: statements::address_of(subject, &frame),
        grounds: grounds(subject, form.value("ground"), t),
        words: typed("words"),
        contact: typed("contact"),
        hides: library.settings().hide_reported && photo.is_some_and(|photo| photo.state == State::Published),
        error: None,
        wrong: "",
        frame,
    }
}

fn grounds(subject: &Subject, chosen: Option<&str>, t: Messages) -> Vec<GroundChoice> {
    let choice = |possible: Ground| GroundChoice {
        name: possible.name(),
        label: ground(possible, t),
        chosen: chosen == Some(possible.name()),
    };
    Ground::of(subject).map(choice).collect()
}
