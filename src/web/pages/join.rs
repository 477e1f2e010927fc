//! Making an account. `POST`: `csrf`, `name`, `handle`, `password`, `invitation` (when asked).

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use super::new_account::{self, NewAccount, TypedAccount};
use crate::{
    domain::person::PersonRecord,
    library::{Library, SignUp},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{AccountProblem, Problem},
        request::{
            context::{RequestContext, from_address, see_other, see_other_keeping},
            intake::ReceivedForm,
            sent_form::SentForm,
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
    /// The account as typed, and what is wrong with it.
    pub typed: TypedAccount,
    /// The invitation as typed, or from the address.
    pub invitation: String,
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
        let form = ReceivedForm::of_values(vec![("invitation".to_owned(), invitation)]);
        answer::personal(StatusCode::OK, &page(context, &site, &library, &form, &[]))
    })
}

/// `POST /join`: the account is made, and its session opened.
///
/// # Errors
/// [`AccessProblem::Forged`], or an error of the library.
pub async fn join(
    request: HttpRequest,
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::of_values(form.into_inner());
    context.check_csrf(form.value("csrf"))?;
    if let Err(limited) = site.count_join(from_address(&request)).await {
        let problem = limited.into();
        let page = page(&context, &site, &library, &form, std::slice::from_ref(&problem));
        return answer::waiting(&problem, &page);
    }
    match sign_up(&form, &library).await {
        Ok(person) => {
            let [session, device] = context.open_session(&person, &library).await?;
            let done = FlashCode::Welcome.cookie(&context);
            Ok(see_other_keeping(&site.frame_urls(context.language).upload(), [session, device, done]))
        }
        Err(mut problems) => {
            if let Some(fault) = problems.iter().position(|problem| !problem.is_about_the_form()) {
                return Err(problems.swap_remove(fault));
            }
            let status = problems.first().map_or(StatusCode::UNPROCESSABLE_ENTITY, Problem::status);
            answer::personal(status, &page(&context, &site, &library, &form, &problems))
        }
    }
}

async fn sign_up(form: &ReceivedForm, library: &Library) -> Result<PersonRecord, Vec<Problem>> {
    if library.settings().sign_up == SignUp::Closed {
        return Err(vec![Problem::Account(AccountProblem::SignUpClosed)]);
    }
    let NewAccount { handle, name, password } =
        match (new_account::wrong_invitation(form, library), new_account::read_unreserved(form, library).await) {
            (None, read) => read?,
            (Some(problem), Ok(_)) => return Err(vec![problem]),
            (Some(problem), Err(others)) => {
                let taken = |other: &Problem| matches!(other, Problem::Account(AccountProblem::HandleTaken));
                let others = others.into_iter().filter(|other| !taken(other));
                return Err(std::iter::once(problem).chain(others).collect());
            }
        };
    let invitation = form.value("invitation").unwrap_or_default();
    library.sign_up(handle, name, password, invitation).await.map_err(|error| vec![error.into()])
}

fn page(
    context: &RequestContext,
    site: &Site,
    library: &Library,
    form: &ReceivedForm,
    problems: &[Problem],
) -> JoinPage {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.join_title());
    frame.indexed = false;
    JoinPage {
        door: match library.settings().sign_up {
            SignUp::Open => Door::Open,
            SignUp::Invitation(_) => Door::Invitation,
            SignUp::Closed => Door::Closed,
        },
        typed: TypedAccount::of(form, problems, frame.t),
        invitation: form.value("invitation").unwrap_or_default().to_owned(),
        frame,
    }
}
