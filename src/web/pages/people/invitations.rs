//! The invitations that are open, and a form that makes one. `POST /admin/invitations`: `csrf`, `role`, `for_whom`;
//! `POST /admin/invitations/revoke`: `csrf`, `invitation` ([`InvitationView::id`]).

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{RoleChoice, Tab, role_name, roles, tabs};
use crate::{
    domain::{
        hash::ContentHash,
        invitation::InvitationRecord,
        language::Language,
        lengths,
        person::{Handle, Role},
        text,
    },
    library::Library,
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        pages::field_errors::FieldErrors,
        problem::{AccountProblem, FieldProblem, Problem, RequestProblem, Why},
        request::{
            context::{RequestContext, see_other_with},
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::Site,
        view::grants,
    },
};

/// What a new invitation is among the secrets that are shown once.
const FRESH: &str = "invitation";

/// The invitations that are open.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/invitations.html")]
pub struct InvitationsPage {
    /// What every page has.
    pub frame: Frame,
    /// The lists of people.
    pub tabs: Vec<Tab>,
    /// The invitations.
    pub invitations: Vec<InvitationView>,
    /// The roles to choose from.
    pub roles: Vec<RoleChoice>,
    /// For whom the invitation is, as typed.
    pub for_whom: String,
    /// The link just made: shown once.
    pub link: Option<String>,
    /// What stopped a form: all that is wrong with its fields.
    pub errors: FieldErrors,
}

/// An invitation, on one line.
#[derive(Clone, Debug)]
pub struct InvitationView {
    /// What names it in the form that revokes it; not the secret.
    pub id: String,
    /// For whom it is.
    pub note: Option<String>,
    /// The role of the account that it makes.
    pub role: &'static str,
    /// Who made it.
    pub by: Handle,
    /// When it ends, as people read it.
    pub expires: String,
}

impl InvitationView {
    fn of(invitation: InvitationRecord, t: Messages) -> Self {
        Self {
            id: invitation.hash.to_hex(),
            note: invitation.note,
            role: role_name(invitation.role, t),
            by: invitation.by,
            expires: grants::day(invitation.expires, t),
        }
    }
}

/// `GET /admin/invitations`, with the link just made, if one was: it is shown this once.
///
/// # Errors
/// [`AccessProblem`](crate::web::problem::AccessProblem) for anyone but an administrator.
pub async fn show(context: RequestContext, library: Data<Library>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let mut page = page(&context, &library, &site).await?;
    let Some(secret) = context.fresh(FRESH) else { return answer::personal(StatusCode::OK, &page) };
    // Without a language: whoever receives it is led to that of their browser.
    page.link = Some(site.absolute(&site.frame_urls(Language::French).invited(secret.as_str())));
    let mut response = answer::personal(StatusCode::OK, &page)?;
    response.add_cookie(&context.no_fresh_cookie()).map_err(|error| Problem::Fault(Box::new(error)))?;
    Ok(response)
}

/// `POST /admin/invitations`: leads to the page that shows the link.
///
/// # Errors
/// [`Problem`]; nothing was made.
pub async fn invite(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let note = form.value("for_whom").unwrap_or_default();
    let mut wrong = Vec::new();
    let role = form.value("role").unwrap_or_default().parse::<Role>();
    if role.is_err() {
        wrong.push(Problem::Field(FieldProblem::Invalid("role", Why::Choice)));
    }
    if let Err(too_long) = text::within(&text::clean_line(note), lengths::INVITATION_NOTE) {
        wrong.push(Problem::too_long("for_whom")(too_long));
    }
    let made = match role {
        Ok(role) if wrong.is_empty() => library.invite(&context.reader, role, note).await.map_err(Problem::from),
        _ => return refused(&context, &library, &site, &form, wrong).await,
    };
    match made {
        Ok(secret) => {
            let to = site.frame_urls(context.language).invitations();
            Ok(see_other_with(&to).cookie(context.fresh_cookie(FRESH, &secret)).finish())
        }
        Err(problem) => refused(&context, &library, &site, &form, vec![problem]).await,
    }
}

/// `POST /admin/invitations/revoke`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn revoke(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let named: Result<ContentHash, _> = form.value("invitation").unwrap_or_default().parse();
    let hash = named.map_err(|_not_a_hash| Problem::Request(RequestProblem::Malformed))?;
    if library.revoke_invitation(&context.reader, hash).await? {
        let to = site.frame_urls(context.language).invitations();
        return Ok(FlashCode::InvitationRevoked.see_other(&context, &to));
    }
    refused(&context, &library, &site, &form, vec![AccountProblem::NoSuchInvitation.into()]).await
}

/// The page again with what stopped the form and what was typed.
async fn refused(
    context: &RequestContext,
    library: &Library,
    site: &Site,
    form: &ReceivedForm,
    mut problems: Vec<Problem>,
) -> Result<HttpResponse, Problem> {
    if let Some(fault) = problems.iter().position(|problem| !problem.is_about_the_form()) {
        return Err(problems.swap_remove(fault));
    }
    let mut page = page(context, library, site).await?;
    form.value("for_whom").unwrap_or_default().clone_into(&mut page.for_whom);
    if let Some(role) = form.value("role") {
        page.roles = roles(role, page.frame.t);
    }
    page.errors = FieldErrors::of(&problems, page.frame.t);
    let status = problems.first().map_or(StatusCode::UNPROCESSABLE_ENTITY, Problem::status);
    answer::personal(status, &page)
}

async fn page(context: &RequestContext, library: &Library, site: &Site) -> Result<InvitationsPage, Problem> {
    let open = library.open_invitations(&context.reader).await?;
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.people_invitations());
    frame.indexed = false;
    let t = frame.t;
    Ok(InvitationsPage {
        tabs: tabs(context, library, &frame, None).await?,
        invitations: open.into_iter().map(|invitation| InvitationView::of(invitation, t)).collect(),
        roles: roles(Role::Contributor.name(), t),
        for_whom: String::new(),
        link: None,
        errors: FieldErrors::default(),
        frame,
    })
}
