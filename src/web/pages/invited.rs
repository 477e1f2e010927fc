//! An invitation: a one-time link that makes an account. `POST /join/{code}`: `csrf`, `name`, `handle`, `password`.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;

use super::new_account::{self, NewAccount, TypedAccount};
use crate::{
    domain::person::PersonRecord,
    library::Library,
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{AccountProblem, Problem},
        request::{
            context::{RequestContext, from_address, see_other_keeping},
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::{LinkGesture, Site},
    },
};

/// The form of an invitation.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/invited.html")]
pub struct InvitedPage {
    /// What every page has.
    pub frame: Frame,
    /// The one-time code of the address.
    pub code: String,
    /// The account as typed, and what is wrong with it.
    pub typed: TypedAccount,
}

/// `GET /join/{code}`.
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
    site.count_link(LinkGesture::Open, from_address(&request)).await?;
    known(&code, &library).await?;
    answer::door(&context, library.chance(), |context| {
        answer::personal(StatusCode::OK, &page(context, &site, &code, &ReceivedForm::default(), &[]))
    })
}

/// `POST /join/{code}`: the account is made, and its session opened.
///
/// # Errors
/// As for [`show`]; [`AccessProblem::Forged`](crate::web::problem::AccessProblem::Forged).
pub async fn join(
    request: HttpRequest,
    context: RequestContext,
    code: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::of_values(form.into_inner());
    context.check_csrf(form.value("csrf"))?;
    if let Err(limited) = site.count_link(LinkGesture::Use, from_address(&request)).await {
        let problem = limited.into();
        let page = page(&context, &site, &code, &form, std::slice::from_ref(&problem));
        return answer::waiting(&problem, &page);
    }
    // Without a valid one, nobody is told which accounts exist.
    known(&code, &library).await?;
    match invited(&form, &code, &library).await {
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
            answer::personal(status, &page(&context, &site, &code, &form, &problems))
        }
    }
}

async fn known(code: &str, library: &Library) -> Result<(), Problem> {
    match library.invitation(code).await? {
        Some(_open) => Ok(()),
        None => Err(Problem::Account(AccountProblem::NoSuchLink)),
    }
}

async fn invited(form: &ReceivedForm, code: &str, library: &Library) -> Result<PersonRecord, Vec<Problem>> {
    let NewAccount { handle, name, password } = new_account::read_unreserved(form, library).await?;
    library.join_invited(code, handle, name, password).await.map_err(|error| vec![error.into()])
}

fn page(context: &RequestContext, site: &Site, code: &str, form: &ReceivedForm, problems: &[Problem]) -> InvitedPage {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.join_title());
    frame.indexed = false;
    InvitedPage { code: code.to_owned(), typed: TypedAccount::of(form, problems, frame.t), frame }
}
