//! A new password by a one-time link: one that an administrator made, or one that was mailed.
//!
//! | to | fields |
//! | --- | --- |
//! | `/reset/{code}` | `csrf`, `password` |
//! | `/login/reset/{key}` | `csrf`, `password` |

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;

use super::field_errors::FieldErrors;
use crate::{
    domain::person::{Handle, PersonRecord},
    library::{Library, accounts::AccountError, new_password::PasswordLink, sessions::Secret},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{AccountProblem, FormValues, Problem},
        request::{
            context::{RequestContext, from_address, see_other_keeping},
            intake::ReceivedForm,
            sent_form::SentForm,
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
    /// Where the form goes.
    pub address: String,
    /// Whose password it is.
    pub handle: Handle,
    /// Their name.
    pub name: String,
    /// What stopped the form.
    pub errors: FieldErrors,
}

/// A link as it was opened.
struct OpenedLink {
    /// The address of its page.
    address: String,
    /// The link; nothing where the address has none.
    link: Option<PasswordLink>,
    /// What is said when it does not work.
    unknown: AccountProblem,
}

impl OpenedLink {
    fn given(code: &str, context: &RequestContext, site: &Site) -> Self {
        Self {
            address: site.frame_urls(context.language).reset(code),
            link: Secret::parse(code).map(PasswordLink::Given),
            unknown: AccountProblem::NoSuchLink,
        }
    }

    fn mailed(key: &str, context: &RequestContext, site: &Site) -> Self {
        Self {
            address: site.frame_urls(context.language).mail_reset(key),
            link: key.parse().ok().map(PasswordLink::Mailed),
            unknown: AccountProblem::NoSuchMailLink,
        }
    }

    /// The link, and the person whose password it sets.
    async fn known(&self, library: &Library) -> Result<(&PasswordLink, PersonRecord), Problem> {
        let link = self.link.as_ref().ok_or(self.unknown)?;
        let person = library.person_of_link(link).await?.ok_or(self.unknown)?;
        Ok((link, person))
    }

    /// The problem of a form that was sent; the link may have been used meanwhile.
    fn problem(&self, error: AccountError) -> Problem {
        if matches!(error, AccountError::NoSuchLink) { self.unknown.into() } else { error.into() }
    }
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
    let opened = OpenedLink::given(&code, &context, &site);
    shown(&request, &context, &opened, &library, &site).await
}

/// `GET /login/reset/{key}`.
///
/// # Errors
/// [`AccountProblem::NoSuchMailLink`] for a key that is unknown, was used or has expired; a limit of attempts.
pub async fn show_mailed(
    request: HttpRequest,
    context: RequestContext,
    key: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let opened = OpenedLink::mailed(&key, &context, &site);
    shown(&request, &context, &opened, &library, &site).await
}

/// `POST /reset/{code}`: the password is set, earlier sessions and tokens end, and a new session is opened.
///
/// # Errors
/// As for [`show`]; [`AccessProblem::Forged`](crate::web::problem::AccessProblem::Forged).
pub async fn reset(
    request: HttpRequest,
    context: RequestContext,
    code: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let opened = OpenedLink::given(&code, &context, &site);
    sent(&request, &context, &opened, form.into_inner(), &library, &site).await
}

/// `POST /login/reset/{key}`: the same.
///
/// # Errors
/// As for [`show_mailed`]; [`AccessProblem::Forged`](crate::web::problem::AccessProblem::Forged).
pub async fn reset_mailed(
    request: HttpRequest,
    context: RequestContext,
    key: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let opened = OpenedLink::mailed(&key, &context, &site);
    sent(&request, &context, &opened, form.into_inner(), &library, &site).await
}

async fn shown(
    request: &HttpRequest,
    context: &RequestContext,
    opened: &OpenedLink,
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    site.count_link(LinkGesture::Open, from_address(request)).await?;
    let (_, person) = opened.known(library).await?;
    answer::door(context, library.chance(), |context| {
        answer::personal(StatusCode::OK, &page(context, site, opened, person, &[]))
    })
}

async fn sent(
    request: &HttpRequest,
    context: &RequestContext,
    opened: &OpenedLink,
    form: FormValues,
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::of_values(form);
    context.check_csrf(form.value("csrf"))?;
    site.count_link(LinkGesture::Use, from_address(request)).await?;
    let (link, person) = opened.known(library).await?;
    let set = library.reset_password(link, form.sent("password").unwrap_or_default()).await;
    match set.map_err(|error| opened.problem(error)) {
        Ok(person) => {
            let [session, device] = context.open_session(&person, library).await?;
            let done = FlashCode::Reset.cookie(context);
            Ok(see_other_keeping(&site.frame_urls(context.language).account(), [session, device, done]))
        }
        Err(problem) if !problem.is_about_the_form() => Err(problem),
        Err(problem) => {
            let page = page(context, site, opened, person, std::slice::from_ref(&problem));
            answer::personal(problem.status(), &page)
        }
    }
}

fn page(
    context: &RequestContext,
    site: &Site,
    opened: &OpenedLink,
    person: PersonRecord,
    problems: &[Problem],
) -> ResetPage {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.reset_title());
    frame.indexed = false;
    ResetPage {
        address: opened.address.clone(),
        handle: person.handle,
        name: person.name,
        errors: FieldErrors::of(problems, frame.t),
        frame,
    }
}
