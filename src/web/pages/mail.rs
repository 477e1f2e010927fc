//! The pages that letters lead to: confirming an address, stopping the news; and the form that asks for a link to a new
//! password (`reset.rs`). Opening a link changes nothing, since programs that look at mail open links too: each page has a
//! button.
//!
//! | to | fields |
//! | --- | --- |
//! | `/mail/confirm/{key}` | `csrf` |
//! | `/mail/stop/{key}` | none: mail programs post here without a session (RFC 8058) |
//! | `/login/forgotten` | `csrf`, `who` |

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;

use super::field_errors::FieldErrors;
use crate::{
    domain::lengths,
    library::{Library, mail_link::LinkKey},
    web::{
        frame::{answer, layout::Frame},
        problem::{AccountProblem, Problem},
        request::{
            context::{RequestContext, from_address},
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::Site,
    },
};

/// A page with one question and one button.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/mail.html")]
pub struct MailPage {
    /// What every page has.
    pub frame: Frame,
    /// What it asks or says.
    pub lead: String,
    /// Where its form goes, and the words of its button; nothing where there is nothing to do.
    pub form: Option<(String, &'static str)>,
    /// The username or address that was typed, where the form asks for one.
    pub who: Option<String>,
    /// What is wrong with it.
    pub errors: FieldErrors,
}

/// `GET /mail/confirm/{key}`.
///
/// # Errors
/// [`AccountProblem::NoSuchMailLink`].
pub async fn confirm(
    context: RequestContext,
    key: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let link = link(&key)?;
    let address = library.address_to_confirm(&link).await?.ok_or(AccountProblem::NoSuchMailLink)?;
    answer::door(&context, library.chance(), |context| {
        let mut page = page(context, &site, |frame| frame.t.mail_confirm_title());
        page.lead = page.frame.t.mail_confirm_lead(address.as_str());
        page.form = Some((page.frame.urls.mail_confirm(&key), page.frame.t.mail_confirm_button()));
        answer::personal(StatusCode::OK, &page)
    })
}

/// `POST /mail/confirm/{key}`.
///
/// # Errors
/// [`AccountProblem::NoSuchMailLink`]; nothing was changed.
pub async fn confirmed(
    context: RequestContext,
    key: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::of_values(form.into_inner());
    context.check_csrf(form.value("csrf"))?;
    let link = link(&key)?;
    let address = library.confirm_address(&link).await?.ok_or(AccountProblem::NoSuchMailLink)?;
    let mut page = page(&context, &site, |frame| frame.t.mail_confirmed_title());
    page.lead = page.frame.t.mail_confirmed(address.as_str());
    answer::personal(StatusCode::OK, &page)
}

/// `GET /mail/stop/{key}`.
///
/// # Errors
/// [`AccountProblem::NoSuchMailLink`].
pub async fn stop(
    context: RequestContext,
    key: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let mailbox = library.digests_to_stop(&link(&key)?).await?.ok_or(AccountProblem::NoSuchMailLink)?;
    if !mailbox.wants_digest {
        return answer::personal(StatusCode::OK, &stopped_page(&context, &site));
    }
    let mut page = page(&context, &site, |frame| frame.t.mail_stop_title());
    page.frame.t.mail_stop_lead().clone_into(&mut page.lead);
    page.form = Some((page.frame.urls.mail_stop(&key), page.frame.t.mail_stop_button()));
    answer::personal(StatusCode::OK, &page)
}

/// `POST /mail/stop/{key}`: the secret of the address is the proof, whatever the body says (RFC 8058 §3.2).
///
/// # Errors
/// [`AccountProblem::NoSuchMailLink`]; nothing was changed.
pub async fn stopped(
    context: RequestContext,
    key: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    if !library.stop_digests(&link(&key)?).await? {
        return Err(AccountProblem::NoSuchMailLink.into());
    }
    answer::personal(StatusCode::OK, &stopped_page(&context, &site))
}

fn stopped_page(context: &RequestContext, site: &Site) -> MailPage {
    let mut page = page(context, site, |frame| frame.t.mail_stopped_title());
    page.frame.t.mail_stopped().clone_into(&mut page.lead);
    page
}

/// `GET /login/forgotten`.
///
/// # Errors
/// [`Problem::NotFound`] where no mail is sent.
pub async fn forgotten(
    context: RequestContext,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    sends_mail(&site)?;
    answer::door(&context, library.chance(), |context| {
        answer::personal(StatusCode::OK, &forgotten_page(context, &site, ""))
    })
}

/// `POST /login/forgotten`: the answer is the same whether or not somebody has this handle or this address, and does not
/// wait for what depends on it.
///
/// # Errors
/// [`Problem`] of a forged form, or of too many tries.
pub async fn ask(
    request: HttpRequest,
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    sends_mail(&site)?;
    let form = ReceivedForm::of_values(form.into_inner());
    context.check_csrf(form.value("csrf"))?;
    let who = form.value("who").unwrap_or_default().trim().to_owned();
    if let Err(limited) = site.count_mail_reset(from_address(&request), &who).await {
        let problem = limited.into();
        let mut page = forgotten_page(&context, &site, &who);
        page.errors = FieldErrors::of(std::slice::from_ref(&problem), page.frame.t);
        return answer::waiting(&problem, &page);
    }
    // What is no handle and no address is nobody's.
    if who.chars().count() <= lengths::EMAIL {
        actix_web::rt::spawn(async move {
            if let Err(fault) = library.ask_mail_reset(&who).await {
                tracing::error!(%fault, "a new password could not be asked for");
            }
        });
    }
    let mut page = page(&context, &site, |frame| frame.t.forgotten_sent_title());
    page.frame.t.forgotten_sent().clone_into(&mut page.lead);
    answer::personal(StatusCode::OK, &page)
}

fn forgotten_page(context: &RequestContext, site: &Site, typed: &str) -> MailPage {
    let mut page = page(context, site, |frame| frame.t.forgotten_title());
    page.frame.t.forgotten_lead().clone_into(&mut page.lead);
    page.form = Some((page.frame.urls.forgotten(), page.frame.t.forgotten_button()));
    page.who = Some(typed.to_owned());
    page
}

fn page(context: &RequestContext, site: &Site, title: impl Fn(&Frame) -> &'static str) -> MailPage {
    let mut frame = site.frame(context, "");
    frame.entitle(title(&frame));
    frame.indexed = false;
    MailPage { frame, lead: String::new(), form: None, who: None, errors: FieldErrors::default() }
}

fn link(key: &str) -> Result<LinkKey, Problem> {
    key.parse().map_err(|_no_key| AccountProblem::NoSuchMailLink.into())
}

fn sends_mail(site: &Site) -> Result<(), Problem> {
    if site.sends_mail { Ok(()) } else { Err(Problem::NotFound) }
}
