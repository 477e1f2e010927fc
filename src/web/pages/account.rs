//! One's own account. Its forms, each with `csrf`:
//!
//! | to | fields |
//! | --- | --- |
//! | `/account/credit` | `author_name`, `author_url` |
//! | `/account/mail` | `email` (empty: none), `mail_password` (to give, change or remove an address), `digest` (`yes`, or absent) |
//! | `/account/password` | `current`, `password` |
//! | `/account/tokens` | `label`, `days` (empty: no end) |
//! | `/account/tokens/revoke` | `token` ([`TokenView::id`]) |
//! | `/account/sign-out-everywhere` | none |

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::field_errors::FieldErrors;
use crate::{
    domain::{
        email::EmailAddress,
        hash::ContentHash,
        photo::Author,
        token::{MOST_DAYS, TokenRecord},
    },
    library::{
        Library,
        accounts::AccountError,
        mailbox::{MailSet, MailWishes},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::{AccessProblem, AccountProblem, FieldProblem, Problem, RequestProblem, Why},
        request::{
            context::{RequestContext, see_other_keeping, see_other_with},
            form_fields,
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::Site,
        view::grants,
    },
};

/// After how many days a token ends, unless its owner says otherwise.
const TOKEN_DAYS: &str = "365";

/// What a new token is among the secrets that are shown once.
const FRESH: &str = "token";

/// One's own account.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/account.html")]
pub struct AccountPage {
    /// What every page has.
    pub frame: Frame,
    /// The role's name in the code: `contributor`, `curator`, `moderator`, `admin`.
    pub role: &'static str,
    /// How they wish to be credited.
    pub author_name: String,
    /// The address they wish credits to point to.
    pub author_url: String,
    /// Their e-mail address, as typed.
    pub email: String,
    /// The address that waits to be confirmed, if there is one.
    pub to_confirm: Option<String>,
    /// Whether the address shown is confirmed.
    pub is_confirmed: bool,
    /// Whether they want their news by mail.
    pub digest: bool,
    /// Their API tokens.
    pub tokens: Vec<TokenView>,
    /// The label of the token to make, as typed.
    pub label: String,
    /// After how many days it ends, as typed.
    pub days: String,
    /// A token just made: shown once.
    pub new_token: Option<String>,
    /// What stopped a form: all that is wrong with its fields.
    pub errors: FieldErrors,
}

/// An API token as its owner sees it.
#[derive(Clone, Debug)]
pub struct TokenView {
    /// What names it in the form that ends it; not the secret.
    pub id: String,
    /// What it is for.
    pub label: String,
    /// When it was made, as people read it.
    pub created: String,
    /// When it ends, as people read it.
    pub expires: Option<String>,
}

impl AccountPage {
    /// Shows what was typed in a form that was refused; never a password.
    fn keep_typed(&mut self, form: &ReceivedForm) {
        let fields = [
            ("author_name", &mut self.author_name),
            ("author_url", &mut self.author_url),
            ("email", &mut self.email),
            ("label", &mut self.label),
            ("days", &mut self.days),
        ];
        for (name, shown) in fields {
            if let Some(typed) = form.sent(name) {
                typed.clone_into(shown);
            }
        }
    }
}

impl TokenView {
    fn of(token: &TokenRecord, t: Messages) -> Self {
        Self {
            id: token.hash.to_hex(),
            label: token.label.clone(),
            created: grants::day(token.created, t),
            expires: token.expires.map(|end| grants::day(end, t)),
        }
    }
}

/// `GET /account`, with the API token just made, if one was: it is shown this once.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`].
pub async fn show(context: RequestContext, library: Data<Library>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let mut page = page(&context, &library, &site).await?;
    let Some(fresh) = context.fresh(FRESH) else { return answer::personal(StatusCode::OK, &page) };
    page.new_token = Some(fresh.as_str().to_owned());
    let mut response = answer::personal(StatusCode::OK, &page)?;
    response.add_cookie(&context.no_fresh_cookie()).map_err(|error| Problem::Fault(Box::new(error)))?;
    Ok(response)
}

/// `POST /account/credit`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn credit(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let value = |name| form.value(name).unwrap_or_default();
    let name = form_fields::author_name(value("author_name")).map_err(own_credit);
    let url = form_fields::author_url(value("author_url")).map_err(own_credit);
    let done = match (name, url) {
        (Ok(name), Ok(url)) => {
            library.set_credit(&context.reader, Author { name, url }).await.map_err(|error| vec![error.into()])
        }
        (name, url) => Err(name.err().into_iter().chain(url.err()).collect()),
    };
    answer(&context, &library, &site, &form, done.map(|()| FlashCode::Saved)).await
}

/// A wrong field as this form calls it: the credit is one's own.
fn own_credit(problem: Problem) -> Problem {
    match problem {
        Problem::Field(FieldProblem::Invalid("author_name", why)) => {
            Problem::Field(FieldProblem::Invalid("credit_name", why))
        }
        Problem::Field(FieldProblem::Invalid("author_url", why)) => {
            Problem::Field(FieldProblem::Invalid("credit_url", why))
        }
        other => other,
    }
}

/// `POST /account/mail`: a new address is used once it is confirmed. It needs the password, since whoever reads the mail of
/// that address can choose a new one; so does removing the address that would be told of changes: a session that was left
/// open is not enough.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn mail(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let handle = &context.person()?.handle;
    if !site.sends_mail {
        return Err(Problem::NotFound);
    }
    let done = match email(&form) {
        Ok(address) => {
            let known = library.mailbox(handle).await?.and_then(|mailbox| mailbox.address);
            let allowed = if address == known {
                Ok(())
            } else {
                change_of_address(&context, &library, &site, (&form, address.as_ref())).await
            };
            let wishes =
                MailWishes { address, digest: form.value("digest") == Some("yes"), language: context.language };
            match allowed {
                Ok(()) => Ok(match library.set_mail(&context.reader, &wishes).await? {
                    MailSet::Saved => FlashCode::Saved,
                    MailSet::ToConfirm => FlashCode::MailToConfirm,
                }),
                Err(problem) => Err(vec![problem]),
            }
        }
        Err(problem) => Err(vec![problem]),
    };
    answer(&context, &library, &site, &form, done).await
}

/// Whether the reader, by their password, may change their address now: to this one, to which a link is sent, or to none.
async fn change_of_address(
    context: &RequestContext,
    library: &Library,
    site: &Site,
    (form, address): (&ReceivedForm, Option<&EmailAddress>),
) -> Result<(), Problem> {
    let handle = &context.person()?.handle;
    let device = library.known_device(context.device(), handle.as_str()).await?;
    site.count_login(None, handle.as_str(), device).await?;
    let present = form.sent("mail_password").unwrap_or_default().to_owned();
    library.check_password(&context.reader, present).await.map_err(|error| match error {
        AccountError::WrongPassword => AccountProblem::WrongCurrentPassword("mail_password").into(),
        error => Problem::from(error),
    })?;
    match address {
        Some(address) => Ok(site.count_confirmation(handle, address).await?),
        None => Ok(()),
    }
}

/// The address of the form; nothing where the field is blank.
fn email(form: &ReceivedForm) -> Result<Option<EmailAddress>, Problem> {
    let typed = form.value("email").unwrap_or_default().trim();
    let parsed = (!typed.is_empty()).then(|| typed.parse()).transpose();
    parsed.map_err(|_not_an_address| Problem::Field(FieldProblem::Invalid("email", Why::Email)))
}

/// `POST /account/password`: every other session ends, this one goes on under a new id.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn password(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let person = context.person()?;
    let device = library.known_device(context.device(), person.handle.as_str()).await?;
    if let Err(limited) = site.count_login(None, person.handle.as_str(), device).await {
        return answer(&context, &library, &site, &form, Err(vec![limited.into()])).await;
    }
    let present = form.sent("current").unwrap_or_default().to_owned();
    let changed = library.change_password(&context.reader, present, form.sent("password").unwrap_or_default()).await;
    if let Err(error) = changed {
        let wrong = Problem::Account(AccountProblem::WrongCurrentPassword("current"));
        let problems = match error {
            AccountError::WrongPassword => vec![wrong],
            AccountError::WrongAndWeak(weak) => vec![wrong, AccountError::Weak(weak).into()],
            error => vec![error.into()],
        };
        return answer(&context, &library, &site, &form, Err(problems)).await;
    }
    let person = library.person(&person.handle).await?.ok_or(Problem::Access(AccessProblem::NotSignedIn))?;
    let [session, device] = context.open_session(&person, &library).await?;
    let done = FlashCode::Password.cookie(&context);
    Ok(see_other_keeping(&site.frame_urls(context.language).account(), [session, device, done]))
}

/// `POST /account/tokens`: leads to the page that shows the token.
///
/// # Errors
/// [`Problem`]; nothing was made.
pub async fn add_token(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let days: Result<Option<u32>, _> = form.value("days").map(|days| days.trim().parse()).transpose();
    let days = days.ok().filter(|days| days.is_none_or(|days| (1..=MOST_DAYS).contains(&days)));
    let days = days.ok_or_else(|| Problem::from(FieldProblem::Invalid("days", Why::Days)));
    let label = form.value("label").unwrap_or_default().parse().map_err(Problem::too_long("label"));
    let (days, label) = match (days, label) {
        (Ok(days), Ok(label)) => (days, label),
        (days, label) => {
            let problems = label.err().into_iter().chain(days.err()).collect();
            return answer(&context, &library, &site, &form, Err(problems)).await;
        }
    };
    let handle = &context.person()?.handle;
    let secret = library.add_token(handle, &label, days).await?.ok_or(Problem::Access(AccessProblem::NotSignedIn))?;
    let to = site.frame_urls(context.language).account();
    Ok(see_other_with(&to).cookie(context.fresh_cookie(FRESH, &secret)).finish())
}

/// `POST /account/tokens/revoke`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn revoke_token(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let token: ContentHash = form
        .value("token")
        .unwrap_or_default()
        .parse()
        .map_err(|_not_a_hash| Problem::Request(RequestProblem::Malformed))?;
    let is_theirs = library.revoke_token(&context.reader, token).await?;
    let done = if is_theirs { Ok(FlashCode::Revoked) } else { Err(vec![AccountProblem::NoSuchToken.into()]) };
    answer(&context, &library, &site, &form, done).await
}

/// `POST /account/sign-out-everywhere`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn sign_out_everywhere(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    ReceivedForm::proved(&context, form.into_inner())?;
    library.end_all_sessions(&context.reader).await?;
    let done = FlashCode::SignedOutEverywhere.cookie(&context);
    Ok(see_other_keeping(&site.frame_urls(context.language).login(), [context.no_session_cookie(), done]))
}

/// Back to the page with what was done, or the page again with what stopped the form and what was typed.
async fn answer(
    context: &RequestContext,
    library: &Library,
    site: &Site,
    form: &ReceivedForm,
    done: Result<FlashCode, Vec<Problem>>,
) -> Result<HttpResponse, Problem> {
    match done {
        Ok(done) => Ok(done.see_other(context, &site.frame_urls(context.language).account())),
        Err(mut problems) => {
            let stays = |problem: &Problem| problem.is_about_the_form() || matches!(problem, Problem::Limit(_));
            if let Some(fault) = problems.iter().position(|problem| !stays(problem)) {
                return Err(problems.swap_remove(fault));
            }
            let mut page = page(context, library, site).await?;
            page.keep_typed(form);
            if form.sent("email").is_some() {
                page.digest = form.value("digest").is_some();
            }
            page.errors = FieldErrors::of(&problems, page.frame.t);
            match problems.first() {
                Some(first) => answer::waiting(first, &page),
                None => answer::personal(StatusCode::UNPROCESSABLE_ENTITY, &page),
            }
        }
    }
}

async fn page(context: &RequestContext, library: &Library, site: &Site) -> Result<AccountPage, Problem> {
    let person = context.person()?;
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.account_title());
    frame.indexed = false;
    let tokens = library.own_tokens(&context.reader).await?;
    let mailbox = library.mailbox(&person.handle).await?;
    let to_confirm = mailbox.as_ref().and_then(|mailbox| mailbox.confirmation.as_ref());
    let to_confirm = to_confirm.map(|confirmation| confirmation.address.to_string());
    let address = mailbox.as_ref().and_then(|mailbox| mailbox.address.as_ref()).map(ToString::to_string);
    Ok(AccountPage {
        is_confirmed: address.is_some() && to_confirm.is_none(),
        email: to_confirm.clone().or(address).unwrap_or_default(),
        to_confirm,
        digest: mailbox.is_some_and(|mailbox| mailbox.wants_digest),
        role: person.role.name(),
        author_name: person.author.name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default(),
        author_url: person.author.url.clone().unwrap_or_default(),
        tokens: tokens.iter().map(|token| TokenView::of(token, frame.t)).collect(),
        label: String::new(),
        days: TOKEN_DAYS.to_owned(),
        new_token: None,
        errors: FieldErrors::default(),
        frame,
    })
}
