//! Signing in and out. `POST /login`: `csrf`, `handle`, `password`, `back`; with `resume` and `kept.…`, a form that waits
//! (see [`interrupted`]). `POST /logout`: `csrf`.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{frame::Frame, interrupted, view};
use crate::{
    library::Library,
    web::{
        context::{RequestContext, from_address, see_other, see_other_keeping, see_other_with},
        flash::FlashCode,
        intake::{Incoming, Words},
        problem::Problem,
        site::Site,
    },
};

/// The form to sign in.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/login.html")]
pub struct LoginPage {
    /// What every page has.
    pub frame: Frame,
    /// The account's name as typed.
    pub handle: String,
    /// The path to go back to afterwards.
    pub back: String,
    /// Whether they were on their way to give photos.
    pub to_give: bool,
    /// What stopped the form, if anything.
    pub error: Option<String>,
}

/// What the page is asked for.
#[derive(Deserialize)]
pub struct LoginQuery {
    back: Option<String>,
}

/// `GET /login?back=`; whoever is signed in goes back at once, or to their account.
///
/// # Errors
/// [`Problem`] when the page cannot be written.
pub async fn show(
    context: RequestContext,
    query: Query<LoginQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let back = query.into_inner().back.unwrap_or_default();
    if context.person().is_ok() {
        let account = site.frame_urls(context.language).account();
        return Ok(see_other(inside(&back).unwrap_or(&account)));
    }
    view::door(&context, library.chance(), |context| {
        let frame = titled(site.frame(context, ""));
        let to_give = gives(&back, &frame);
        view::personal(StatusCode::OK, &LoginPage { frame, handle: String::new(), back, to_give, error: None })
    })
}

/// `POST /login`: a new session, never one that was there before.
///
/// # Errors
/// [`Problem::Forged`], [`Problem::TooManyRequests`], or what the library failed at.
pub async fn enter(
    request: HttpRequest,
    context: RequestContext,
    form: Form<Words>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::of_words(form.into_inner());
    context.check_csrf(form.word("csrf"))?;
    let handle = form.word("handle").unwrap_or_default();
    let device = library.known_device(context.device(), handle).await?;
    site.count_login(from_address(&request), handle, device)?;
    let password = form.sent("password").unwrap_or_default().to_owned();
    let back = form.word("back").unwrap_or_default();
    let Some(secret) = library.log_in(handle, password).await? else {
        let problem = Problem::WrongPassword;
        if let Some(page) = interrupted::again(&context, &form, &problem, &site) {
            return page;
        }
        let frame = titled(site.frame(&context, ""));
        let error = Some(problem.sentence(frame.t));
        let to_give = gives(back, &frame);
        let page = LoginPage { frame, handle: handle.to_owned(), back: back.to_owned(), to_give, error };
        return view::personal(problem.status(), &page);
    };
    if let Some(old) = context.session() {
        library.log_out(old).await?;
    }
    let person = library.session(&secret).await?.ok_or(Problem::NotSignedIn)?;
    let cookies = context.cookies_of(&secret, &person, &library).await?;
    if let Some(mut page) = interrupted::go_on(&context, &form, &secret, &library, &site).await? {
        for cookie in &cookies {
            page.add_cookie(cookie).map_err(|error| Problem::Fault(Box::new(error)))?;
        }
        return Ok(page);
    }
    let target = inside(back).map_or_else(|| site.frame_urls(context.language).home(), str::to_owned);
    Ok(see_other_keeping(&target, cookies))
}

/// `POST /logout`: the session ends here, on the server.
///
/// # Errors
/// [`Problem::Forged`], or what the library failed at.
pub async fn leave(
    context: RequestContext,
    form: Form<Words>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::of_words(form.into_inner());
    let home = FlashCode::SignedOut.at(&site.frame_urls(context.language).home());
    let Some(session) = context.session() else { return Ok(see_other(&home)) };
    context.check_csrf(form.word("csrf"))?;
    library.log_out(session).await?;
    Ok(see_other_with(&home).cookie(context.no_session_cookie()).finish())
}

/// Whether this path is where photos are given.
fn gives(back: &str, frame: &Frame) -> bool {
    back.split('?').next() == Some(frame.urls.upload().as_str())
}

fn titled(mut frame: Frame) -> Frame {
    frame.entitle(frame.t.login_title());
    frame.indexed = false;
    frame
}

/// A path of this very site, or nothing: `//elsewhere` and `/\elsewhere` are other sites to a browser.
pub(super) fn inside(back: &str) -> Option<&str> {
    let mut letters = back.chars();
    let sound =
        letters.next() == Some('/') && !matches!(letters.next(), Some('/' | '\\')) && !back.contains(char::is_control);
    sound.then_some(back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_this_site_only() {
        assert_eq!(inside("/upload?ids=a"), Some("/upload?ids=a"));
        for elsewhere in ["", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nset-cookie: b"] {
            assert_eq!(inside(elsewhere), None, "{elsewhere}");
        }
    }
}
