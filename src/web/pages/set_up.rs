//! The first administrator, by the one-time address. `POST`: `csrf`, `name`, `handle`, `password`.

use actix_web::{
    HttpResponse,
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
            context::{RequestContext, see_other_keeping},
            intake::ReceivedForm,
            sent_form::SentForm,
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
    /// The account as typed, and what is wrong with it.
    pub typed: TypedAccount,
}

/// `GET /setup/{code}`.
///
/// # Errors
/// [`AccountProblem::NoSetUp`] for any code but those printed at start, and for those once there is an administrator,
/// who may have been made on the command line.
pub async fn show(
    context: RequestContext,
    code: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    known(&code, &library).await?;
    answer::door(&context, library.chance(), |context| {
        answer::personal(StatusCode::OK, &page(context, &site, &code, &ReceivedForm::default(), &[]))
    })
}

/// `POST /setup/{code}`: the administrator's account is made, its session opened. No address works any more.
///
/// # Errors
/// [`AccountProblem::NoSetUp`] as above, [`AccessProblem::Forged`], or an error of the library.
pub async fn set_up(
    context: RequestContext,
    code: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    known(&code, &library).await?;
    let form = ReceivedForm::of_values(form.into_inner());
    context.check_csrf(form.value("csrf"))?;
    match first(&form, &library).await {
        Ok(person) => {
            let [session, device] = context.open_session(&person, &library).await?;
            let done = FlashCode::SetUp.cookie(&context);
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
    if library.is_set_up_code(code).await? { Ok(()) } else { Err(Problem::Account(AccountProblem::NoSetUp)) }
}

async fn first(form: &ReceivedForm, library: &Library) -> Result<PersonRecord, Vec<Problem>> {
    let NewAccount { handle, name, password } = new_account::read(form, library).await?;
    library.set_up(handle, name, password).await.map_err(|error| vec![error.into()])
}

fn page(context: &RequestContext, site: &Site, code: &str, form: &ReceivedForm, problems: &[Problem]) -> SetUpPage {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.set_up_title());
    frame.indexed = false;
    SetUpPage { code: code.to_owned(), typed: TypedAccount::of(form, problems, frame.t), frame }
}
