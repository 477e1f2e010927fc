//! Making an account. `POST`: `csrf`, `name`, `handle`, `password`, `invitation` (when asked).

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use askama::Template;
use serde::Deserialize;

use crate::{
    library::{Library, SignUp},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{FormValues, Problem},
        request::{
            context::{RequestContext, from_address, see_other, see_other_keeping},
            form_fields,
            intake::Incoming,
        },
        site::Site,
    },
};

/// The form to make an account.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/join.html")]
pub struct JoinPage {
    /// What every page has.
    pub frame: Frame,
    /// Who may join.
    pub door: Door,
    /// The shown name as typed.
    pub name: String,
    /// The account's name as typed.
    pub handle: String,
    /// The invitation as typed, or from the address.
    pub invitation: String,
    /// What stopped the form, if anything.
    pub error: Option<String>,
    /// The name of the field it is about; empty when it is none in particular.
    pub wrong: &'static str,
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anybody.
    Open,
    /// People with an invitation.
    Invitation,
    /// Nobody.
    Closed,
}

/// What the page is asked for.
#[derive(Deserialize)]
pub struct JoinQuery {
    invitation: Option<String>,
}

/// `GET /join?invitation=`; a person who is signed in is redirected to their account.
///
/// # Errors
/// [`Problem`] when the page cannot be written.
pub async fn show(
    context: RequestContext,
    query: Query<JoinQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    if context.person().is_ok() {
        return Ok(see_other(&site.frame_urls(context.language).account()));
    }
    let invitation = query.into_inner().invitation.unwrap_or_default();
    answer::door(&context, library.chance(), |context| {
        let form = Incoming::of_values(vec![("invitation".to_owned(), invitation)]);
        answer::personal(StatusCode::OK, &page(context, &site, &library, &form, None))
    })
}

/// `POST /join`: the account is made, and its session opened.
///
/// # Errors
/// [`AccessProblem::Forged`], or what the library failed at.
pub async fn join(
    request: HttpRequest,
    context: RequestContext,
    form: Form<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::of_values(form.into_inner());
    context.check_csrf(form.value("csrf"))?;
    site.count_join(from_address(&request))?;
    match sign_up(&form, &library).await {
        Ok(person) => {
            let secret = library.open_session(&person).await?;
            let to = FlashCode::Welcome.at(&site.frame_urls(context.language).upload());
            Ok(see_other_keeping(&to, context.cookies_of(&secret, &person, &library).await?))
        }
        Err(problem) if problem.is_about_the_form() => {
            answer::personal(problem.status(), &page(&context, &site, &library, &form, Some(&problem)))
        }
        Err(problem) => Err(problem),
    }
}

async fn sign_up(form: &Incoming, library: &Library) -> Result<crate::domain::person::PersonRecord, Problem> {
    let handle = form_fields::handle(form)?;
    let name = form.value("name").unwrap_or_default().to_owned();
    let password = form.sent("password").unwrap_or_default().to_owned();
    Ok(library.sign_up(handle, name, password, form.value("invitation").unwrap_or_default()).await?)
}

fn page(
    context: &RequestContext,
    site: &Site,
    library: &Library,
    form: &Incoming,
    problem: Option<&Problem>,
) -> JoinPage {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.join_title());
    frame.indexed = false;
    let typed = |name| form.value(name).unwrap_or_default().to_owned();
    JoinPage {
        door: match library.settings().sign_up {
            SignUp::Open => Door::Open,
            SignUp::Invitation(_) => Door::Invitation,
            SignUp::Closed => Door::Closed,
        },
        name: typed("name"),
        handle: typed("handle"),
        invitation: typed("invitation"),
        error: problem.map(|problem| problem.sentence(frame.t)),
        wrong: problem.map_or("", Problem::field),
        frame,
    }
}
