//! The first administrator, by the one-time address. `POST`: `csrf`, `name`, `handle`, `password`.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Path},
};
use askama::Template;

use crate::{
    library::Library,
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{AccountProblem, FormValues, Problem},
        request::{
            context::{RequestContext, see_other_keeping},
            form_fields,
            intake::Incoming,
        },
        site::Site,
    },
};

/// The form of the first administrator.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/set_up.html")]
pub struct SetUpPage {
    /// What every page has.
    pub frame: Frame,
    /// The one-time code of the address.
    pub code: String,
    /// The shown name as typed.
    pub name: String,
    /// The account's name as typed.
    pub handle: String,
    /// What stopped the form, if anything.
    pub error: Option<String>,
    /// The name of the field it is about; empty when it is none in particular.
    pub wrong: &'static str,
}

/// `GET /setup/{code}`.
///
/// # Errors
/// [`AccountProblem::NoSetUp`] for any code but the one printed at start, and for that one once it was used.
pub async fn show(
    context: RequestContext,
    code: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    known(&code, &site)?;
    answer::door(&context, library.chance(), |context| {
        answer::personal(StatusCode::OK, &page(context, &site, &code, &Incoming::default(), None))
    })
}

/// `POST /setup/{code}`: the administrator's account is made, its session opened, the address forgotten.
///
/// # Errors
/// [`AccountProblem::NoSetUp`] as above, [`AccessProblem::Forged`], or what the library failed at.
pub async fn set_up(
    context: RequestContext,
    code: Path<String>,
    form: Form<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    known(&code, &site)?;
    let form = Incoming::of_values(form.into_inner());
    context.check_csrf(form.value("csrf"))?;
    match first(&form, &library).await {
        Ok(person) => {
            site.forget_set_up_code();
            let secret = library.open_session(&person).await?;
            let to = FlashCode::SetUp.at(&site.frame_urls(context.language).upload());
            Ok(see_other_keeping(&to, context.cookies_of(&secret, &person, &library).await?))
        }
        Err(problem) if problem.is_about_the_form() => {
            answer::personal(problem.status(), &page(&context, &site, &code, &form, Some(&problem)))
        }
        Err(problem) => Err(problem),
    }
}

fn known(code: &str, site: &Site) -> Result<(), Problem> {
    if site.is_set_up_code(code) { Ok(()) } else { Err(Problem::Account(AccountProblem::NoSetUp)) }
}

async fn first(form: &Incoming, library: &Library) -> Result<crate::domain::person::PersonRecord, Problem> {
    let handle = form_fields::handle(form)?;
    let name = form.value("name").unwrap_or_default().to_owned();
    Ok(library.set_up(handle, name, form.sent("password").unwrap_or_default().to_owned()).await?)
}

fn page(context: &RequestContext, site: &Site, code: &str, form: &Incoming, problem: Option<&Problem>) -> SetUpPage {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.set_up_title());
    frame.indexed = false;
    SetUpPage {
        code: code.to_owned(),
        name: form.value("name").unwrap_or_default().to_owned(),
        handle: form.value("handle").unwrap_or_default().to_owned(),
        error: problem.map(|problem| problem.sentence(frame.t)),
        wrong: problem.map_or("", Problem::field),
        frame,
    }
}
