//! A new password by a one-time link that an administrator made. `POST /reset/{code}`: `csrf`, `password`.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Form, Path},
};
use askama::Template;

use super::field_errors::FieldErrors;
use crate::{
    domain::person::{Handle, PersonRecord},
    library::Library,
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{AccountProblem, FormValues, Problem},
        request::{
            context::{RequestContext, from_address, see_other_keeping},
            intake::ReceivedForm,
        },
        site::{LinkGesture, Site},
    },
};

/// The form of a new password.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/reset.html")]
pub struct ResetPage {
    /// What every page has.
    pub frame: Frame,
    /// The one-time code of the address.
    pub code: String,
    /// Whose password it is.
    pub handle: Handle,
    /// Their name.
    pub name: String,
    /// What stopped the form.
    pub errors: FieldErrors,
}

/// `GET /reset/{code}`.
///
/// # Errors
/// [`AccountProblem::NoSuchLink`] for a code that is unknown, was used or has expired; a limit of attempts.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    code: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    site.count_link(LinkGesture::Open, from_address(&request))?;
    let person = known(&code, &library).await?;
    answer::door(&context, library.chance(), |context| {
        answer::personal(StatusCode::OK, &page(context, &site, &code, person, &[]))
    })
}

/// `POST /reset/{code}`: the password is set, earlier sessions and tokens end, and a new session is opened.
///
/// # Errors
/// As for [`show`]; [`AccessProblem::Forged`](crate::web::problem::AccessProblem::Forged).
pub async fn reset(
    request: HttpRequest,
    context: RequestContext,
    code: Path<String>,
    form: Form<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::of_values(form.into_inner());
    context.check_csrf(form.value("csrf"))?;
    site.count_link(LinkGesture::Use, from_address(&request))?;
    let person = known(&code, &library).await?;
    match library.reset_password(&code, form.sent("password").unwrap_or_default()).await.map_err(Problem::from) {
        Ok(person) => {
            let to = FlashCode::Reset.at(&site.frame_urls(context.language).account());
            Ok(see_other_keeping(&to, context.open_session(&person, &library).await?))
        }
        Err(problem) if !problem.is_about_the_form() => Err(problem),
        Err(problem) => {
            let page = page(&context, &site, &code, person, std::slice::from_ref(&problem));
            answer::personal(problem.status(), &page)
        }
    }
}

async fn known(code: &str, library: &Library) -> Result<PersonRecord, Problem> {
    library.person_of_reset_link(code).await?.ok_or(Problem::Account(AccountProblem::NoSuchLink))
}

fn page(context: &RequestContext, site: &Site, code: &str, person: PersonRecord, problems: &[Problem]) -> ResetPage {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.reset_title());
    frame.indexed = false;
    ResetPage {
        code: code.to_owned(),
        handle: person.handle,
        name: person.name,
        errors: FieldErrors::of(problems, frame.t),
        frame,
    }
}
