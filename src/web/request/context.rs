//! The context of a request: who sends it, in which language to answer, and its proof against forgery. Read once a
//! request.
//!
//! 1. an API token (`Authorization: Bearer`), else a session cookie, else a visitor;
//! 2. the language: the path's prefix, else (for the API and files) `lang` in the address, else what the reader's
//!    browser prefers, else French;
//! 3. the anti-forgery token: derived from the secret cookie that only this site and this browser know.

use std::{
    future::Future,
    net::IpAddr,
    pin::Pin,
    rc::Rc,
    sync::atomic::{AtomicU64, Ordering},
};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest, HttpResponse, HttpResponseBuilder,
    cookie::{Cookie, SameSite, time::Duration},
    dev::Payload,
    http::header,
    web::Data,
};

use super::{
    coding::Coding,
    parameters,
    sent_form::{self, sent_from_here},
};
use crate::{
    domain::{
        hash::ContentHash,
        language::Language,
        person::{PersonRecord, Role},
        reader::Reader,
    },
    library::{
        Library, devices, report,
        sessions::{self, Secret},
    },
    web::{
        i18n,
        problem::{AccessProblem, Problem, StorageProblem},
        site::Site,
        urls,
    },
};

/// How long a browser keeps its session cookie: as long as the server keeps the session.
const COOKIE_DAYS: i64 = 14;
/// How long a browser keeps a new secret, or what was just done, until the page that shows it is loaded.
const FRESH_SECONDS: i64 = 60;
/// Separates anti-forgery tokens from every other use of the same secret (BLAKE3 key derivation context).
const CSRF_CONTEXT: &str = "zef 2026-11 anti-forgery token";
/// Separates masks of anti-forgery tokens from the tokens.
const MASK_CONTEXT: &str = "zef 2026-11 mask of an anti-forgery token";
/// How many masks were made: no two are the same.
static MASKS: AtomicU64 = AtomicU64::new(0);

/// Who sends a request, as far as it proves it, and how to answer.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a request")]
pub struct RequestContext {
    /// The reader, for every rule of access.
    pub reader: Reader,
    /// Their record, when they are signed in.
    pub person: Option<PersonRecord>,
    /// The language to answer in.
    pub language: Language,
    /// The path without language prefix, with its query.
    pub path: String,
    /// How many photos wait for review; 0 for a reader who does not review.
    pub waiting: u64,
    /// How many reports wait for a decision; 0 for a reader who does not review.
    pub reports: u64,
    /// How many suggestions wait for their decision.
    pub suggestions: u64,
    /// How many news of their photos they have not read, counted up to
    /// [`MOST_COUNTED`](crate::library::news::MOST_COUNTED).
    pub news: u64,
    /// Whether the answer should be a page.
    pub wants_page: bool,
    /// Whether one of our scripts sent it: it reads problem+json.
    pub scripted: bool,
    /// How pages may be compressed for this client.
    pub coding: Option<Coding>,
    /// The length of the body, as the request announces it (RFC 9110 §8.6); 0 when it does not.
    pub announced: u64,
    /// Whether it carries an API token, which no other site can forge.
    pub by_token: bool,
    /// Whether its API token is not valid.
    bad_token: bool,
    /// Whether who sent it is not known because the database does not answer.
    is_away: bool,
    session: Option<Secret>,
    visit: Option<Secret>,
    /// The secret of a browser in which somebody signed in before.
    device: Option<Secret>,
    /// A secret made a moment ago, to be shown this once, behind what it is.
    fresh: Option<String>,
    /// What was done a moment ago, to be said by the next page.
    flash: Option<String>,
    given_csrf: Option<String>,
    cross_site: bool,
    /// Whether one of our own pages sent it, as the browser says.
    same_origin: bool,
    secure: bool,
}

impl RequestContext {
    /// The context of a request, read once: later calls return the same one.
    pub async fn of(request: &HttpRequest) -> Rc<Self> {
        if let Some(known) = request.extensions().get::<Rc<Self>>() {
            return Rc::clone(known);
        }
        let read = Rc::new(Self::read(request).await);
        request.extensions_mut().insert(Rc::clone(&read));
        read
    }

    async fn read(request: &HttpRequest) -> Self {
        let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
        let secure = request.app_data::<Data<Site>>().is_some_and(|site| site.is_secure());
        let (named, bare) = urls::split_language(request.path());
        let api = bare.starts_with("/api/");
        // Calls and files have one address for all languages.
        let speaks = !api && !bare.ends_with("/download") && bare != urls::pattern::DOWNLOADS;
        let query = request.query_string();
        let preferred = || {
            // The call itself refuses a language that Zef does not speak.
            let asked = parameters::language(query).ok().flatten();
            asked.or_else(|| text(header::ACCEPT_LANGUAGE).and_then(i18n::preferred))
        };
        let mut context = Self {
            reader: Reader::Visitor,
            person: None,
            language: named.or_else(|| if speaks { None } else { preferred() }).unwrap_or_default(),
            path: if query.is_empty() { bare.to_owned() } else { format!("{bare}?{query}") },
            waiting: 0,
            reports: 0,
            suggestions: 0,
            news: 0,
            // oEmbed §2: programs send these requests, whatever `Accept` says.
            wants_page: !api
                && bare != urls::pattern::OEMBED
                && text(header::ACCEPT).is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*")),
            scripted: request.headers().contains_key("x-csrf-token"),
            coding: Coding::asked_by(request),
            announced: text(header::CONTENT_LENGTH).and_then(|length| length.parse().ok()).unwrap_or_default(),
            by_token: false,
            bad_token: false,
            is_away: false,
            session: cookie_secret(request, session_cookie(secure)),
            visit: cookie_secret(request, visit_cookie(secure)),
            device: cookie_secret(request, device_cookie(secure)),
            fresh: request.cookie(fresh_cookie(secure)).map(|cookie| cookie.value().to_owned()),
            flash: request.cookie(flash_cookie(secure)).map(|cookie| cookie.value().to_owned()),
            given_csrf: request.headers().get("x-csrf-token").and_then(|value| value.to_str().ok()).map(str::to_owned),
            cross_site: request.headers().get("sec-fetch-site").is_some_and(|site| site == "cross-site"),
            same_origin: sent_from_here(request),
            secure,
        };
        let Some(library) = request.app_data::<Data<Library>>() else { return context };
        // Whoever needs the database is told that it does not answer.
        if let Err(fault) =
            library.refresh_settings().await.or_else(|fault| if fault.is_away() { Ok(()) } else { Err(fault) })
        {
            tracing::error!(%fault, "the settings could not be read again: those read before stay in force");
        }
        // Tokens are for calls and for the renditions that the API names; pages, where tokens are made, take sessions
        // only.
        if let Some(token) = text(header::AUTHORIZATION)
            .filter(|_| api || bare.starts_with("/media/") || urls::is_proposed_picture(bare))
            .and_then(|value| value.split_once(' '))
            // The name of a scheme has no case (RFC 9110 §11.1).
            .and_then(|(scheme, token)| scheme.eq_ignore_ascii_case("Bearer").then_some(token))
        {
            context.by_token = true;
            context.person = match Secret::parse(token.trim()) {
                Some(secret) => {
                    let found = library.person_of_token(&secret).await;
                    found.unwrap_or_else(|fault| log_and_ignore(&fault, &mut context.is_away))
                }
                None => None,
            };
            context.bad_token = context.person.is_none();
        } else if let Some(secret) = &context.session {
            let found = library.session(secret).await;
            context.person = found.unwrap_or_else(|fault| log_and_ignore(&fault, &mut context.is_away));
        }
        if let Some(person) = &context.person {
            context.reader = sessions::reader(person);
            if person.role >= Role::Moderator && !api {
                context.waiting = library.awaiting_review_count().await.unwrap_or_default();
                context.reports = library.report_count(report::List::Open).await.unwrap_or_default();
            }
            if context.session.is_some() && context.wants_page {
                let unread = library.unread_news(&person.handle).await.unwrap_or_default();
                context.news = u64::try_from(unread).unwrap_or_default();
                let waiting = library.count_suggestions(&context.reader).await.unwrap_or_default();
                context.suggestions = u64::try_from(waiting).unwrap_or_default();
            }
        } else {
            context.session = None;
        }
        context
    }

    /// The anti-forgery token of this browser, if it has a secret to derive it from.
    #[must_use]
    pub fn csrf(&self) -> Option<String> {
        self.session.as_ref().or(self.visit.as_ref()).map(csrf_of)
    }

    /// The same token as a form carries it: behind another mask each time, so that the length of a compressed page does not
    /// give it away (BREACH, CVE-2013-3587).
    #[must_use]
    pub fn masked_csrf(&self) -> Option<String> {
        let token = self.csrf()?.parse::<ContentHash>().ok()?;
        let count = MASKS.fetch_add(1, Ordering::Relaxed).to_le_bytes();
        let mask = blake3::derive_key(MASK_CONTEXT, &[token.as_bytes().as_slice(), &count].concat());
        let mask = ContentHash::from_bytes(mask);
        Some(format!("{mask}{}", xor(token, mask)))
    }

    /// The path with its language prefix and query: where to come back to.
    #[must_use]
    pub fn frame_path(&self) -> String {
        urls::Urls::new(self.language).page(&self.path)
    }

    /// Refuses a change that no form or script of this site sent. A request with an API token needs no other proof.
    ///
    /// # Errors
    /// [`AccessProblem::Forged`].
    pub fn check_csrf(&self, field: Option<&str>) -> Result<(), Problem> {
        if self.by_token {
            return Ok(());
        }
        let given = field.or(self.given_csrf.as_deref()).and_then(unmasked).unwrap_or_default();
        let proved = self.csrf().is_some_and(|token| blake3::hash(token.as_bytes()) == blake3::hash(given.as_bytes()));
        if proved && !self.cross_site { Ok(()) } else { Err(Problem::Access(AccessProblem::Forged)) }
    }

    /// Whether the browser says that one of our own pages sent the request.
    #[must_use]
    pub const fn is_from_our_pages(&self) -> bool {
        self.same_origin
    }

    /// Whether the browser says that a page of another site sent the request.
    #[must_use]
    pub const fn is_from_another_site(&self) -> bool {
        self.cross_site
    }

    /// The same context, signed in with this session.
    ///
    /// # Errors
    /// [`Problem`] when the library does not answer.
    pub async fn signed_in(&self, secret: &Secret, library: &Library) -> Result<Self, Problem> {
        let person = library.session(secret).await?;
        let reader = person.as_ref().map_or(Reader::Visitor, sessions::reader);
        Ok(Self { person, reader, session: Some(secret.clone()), ..self.clone() })
    }

    /// The person who is signed in.
    ///
    /// # Errors
    /// [`AccessProblem::NotSignedIn`].
    pub fn person(&self) -> Result<&PersonRecord, Problem> {
        self.person.as_ref().ok_or(Problem::Access(AccessProblem::NotSignedIn))
    }

    /// The secret of the session, when there is one.
    #[must_use]
    pub const fn session(&self) -> Option<&Secret> {
        self.session.as_ref()
    }

    /// Makes sure that this browser has a secret, from which the anti-forgery token of its form is derived.
    #[must_use]
    pub fn with_visit(&self, chance: [u8; 32]) -> (Self, Option<Cookie<'static>>) {
        if self.csrf().is_some() {
            return (self.clone(), None);
        }
        let Some(secret) = Secret::parse(&ContentHash::from_bytes(chance).to_hex()) else {
            return (self.clone(), None);
        };
        let days = Duration::days(COOKIE_DAYS);
        let cookie = cookie(visit_cookie(self.secure), secret.as_str().to_owned(), self.secure, days);
        (Self { visit: Some(secret), ..self.clone() }, Some(cookie))
    }

    /// The secret of a browser in which somebody signed in before.
    #[must_use]
    pub const fn device(&self) -> Option<&Secret> {
        self.device.as_ref()
    }

    /// Opens a session of this person in the browser, in place of the one that it had, and gives its cookies.
    ///
    /// # Errors
    /// [`Problem`] when the library does not answer.
    pub async fn open_session(
        &self,
        person: &PersonRecord,
        library: &Library,
    ) -> Result<[Cookie<'static>; 2], Problem> {
        let secret = library.open_session(person).await?;
        self.cookies_of(&secret, person, library).await
    }

    /// The cookies of a session that was just opened in the browser, and of the device. The session that the browser had
    /// ends.
    ///
    /// # Errors
    /// [`Problem`] when the library does not answer.
    pub async fn cookies_of(
        &self,
        secret: &Secret,
        person: &PersonRecord,
        library: &Library,
    ) -> Result<[Cookie<'static>; 2], Problem> {
        if let Some(earlier) = self.session() {
            library.log_out(earlier).await?;
        }
        let device = library.remember_device(self.device(), person).await?;
        let keep =
            |name, secret: &Secret, days| cookie(name, secret.as_str().to_owned(), self.secure, Duration::days(days));
        let session = keep(session_cookie(self.secure), secret, COOKIE_DAYS);
        Ok([session, keep(device_cookie(self.secure), &device, devices::DAYS)])
    }

    /// The cookie that removes the session from a browser.
    #[must_use]
    pub fn no_session_cookie(&self) -> Cookie<'static> {
        cookie(session_cookie(self.secure), String::new(), self.secure, Duration::ZERO)
    }

    /// The secret of this kind that was made a moment ago in this browser, not shown yet.
    #[must_use]
    pub fn fresh(&self, kind: &str) -> Option<Secret> {
        let (of, secret) = self.fresh.as_ref()?.split_once('.')?;
        if of == kind { Secret::parse(secret) } else { None }
    }

    /// The cookie that carries a new secret (an API token, a link) to the page that shows it, so that loading that page
    /// again makes no second one. `kind` says which page that is.
    #[must_use]
    pub fn fresh_cookie(&self, kind: &str, secret: &Secret) -> Cookie<'static> {
        let seconds = Duration::seconds(FRESH_SECONDS);
        cookie(fresh_cookie(self.secure), format!("{kind}.{}", secret.as_str()), self.secure, seconds)
    }

    /// The cookie that removes it once it is shown.
    #[must_use]
    pub fn no_fresh_cookie(&self) -> Cookie<'static> {
        cookie(fresh_cookie(self.secure), String::new(), self.secure, Duration::ZERO)
    }

    /// What was done a moment ago in this browser and no page said yet (`frame/flash.rs` reads it).
    #[must_use]
    pub fn flash(&self) -> Option<&str> {
        self.flash.as_deref()
    }

    /// The cookie that carries it to the page that says it.
    #[must_use]
    pub fn flash_cookie(&self, done: String) -> Cookie<'static> {
        cookie(flash_cookie(self.secure), done, self.secure, Duration::seconds(FRESH_SECONDS))
    }

    /// The cookie that removes it once it is said.
    #[must_use]
    pub fn no_flash_cookie(&self) -> Cookie<'static> {
        cookie(flash_cookie(self.secure), String::new(), self.secure, Duration::ZERO)
    }
}

impl FromRequest for RequestContext {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let context = Self::of(&request).await;
            if context.is_away {
                // Nobody is taken for a visitor who may not be one. What they typed is kept.
                sent_form::received(&request).await;
                return Err(Problem::Storage(StorageProblem::Away));
            }
            if context.bad_token { Err(Problem::Access(AccessProblem::UnknownToken)) } else { Ok((*context).clone()) }
        })
    }
}

/// The address of the client, as the trusted proxies tell it.
#[must_use]
pub fn from_address(request: &HttpRequest) -> Option<IpAddr> {
    request.app_data::<Data<Site>>()?.trusted_proxies.client_of(request)
}

/// Redirects a browser after a form (303 See Other, RFC 9110 §15.4.4).
#[must_use]
pub fn see_other(address: &str) -> HttpResponse {
    see_other_with(address).finish()
}

/// The same, with these cookies.
#[must_use]
pub fn see_other_keeping<const N: usize>(address: &str, cookies: [Cookie<'static>; N]) -> HttpResponse {
    let mut answer = see_other_with(address);
    for cookie in cookies {
        answer.cookie(cookie);
    }
    answer.finish()
}

/// The same, to which cookies can be added.
#[must_use]
pub fn see_other_with(address: &str) -> HttpResponseBuilder {
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((header::LOCATION, address)).insert_header((header::CACHE_CONTROL, "no-store"));
    answer
}

fn csrf_of(secret: &Secret) -> String {
    let key = blake3::derive_key(CSRF_CONTEXT, secret.as_str().as_bytes());
    ContentHash::from_bytes(key).to_hex()
}

/// The anti-forgery token behind its mask; one that has no mask, as it is.
fn unmasked(given: &str) -> Option<String> {
    let Some((mask, masked)) = given.split_at_checked(64).filter(|(_, masked)| !masked.is_empty()) else {
        return Some(given.to_owned());
    };
    Some(xor(masked.parse().ok()?, mask.parse().ok()?).to_hex())
}

fn xor(one: ContentHash, other: ContentHash) -> ContentHash {
    let mut bytes = *one.as_bytes();
    bytes.iter_mut().zip(other.as_bytes()).for_each(|(byte, mask)| *byte ^= mask);
    ContentHash::from_bytes(bytes)
}

/// `__Host-` binds a cookie to this very host over https (RFC 6265bis §4.1.3.2).
const fn session_cookie(secure: bool) -> &'static str {
    if secure { "__Host-zef-session" } else { "zef-session" }
}

const fn visit_cookie(secure: bool) -> &'static str {
    if secure { "__Host-zef-visit" } else { "zef-visit" }
}

const fn device_cookie(secure: bool) -> &'static str {
    if secure { "__Host-zef-device" } else { "zef-device" }
}

const fn fresh_cookie(secure: bool) -> &'static str {
    if secure { "__Host-zef-fresh" } else { "zef-fresh" }
}

const fn flash_cookie(secure: bool) -> &'static str {
    if secure { "__Host-zef-done" } else { "zef-done" }
}

fn cookie_secret(request: &HttpRequest, name: &str) -> Option<Secret> {
    request.cookie(name).and_then(|cookie| Secret::parse(cookie.value()))
}

pub(super) fn cookie(name: &'static str, value: String, secure: bool, age: Duration) -> Cookie<'static> {
    Cookie::build(name, value).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).max_age(age).finish()
}

fn log_and_ignore(fault: &crate::library::StoreFault, is_away: &mut bool) -> Option<PersonRecord> {
    if fault.is_away() {
        *is_away = true;
        return None;
    }
    tracing::error!(%fault, "a session or a token could not be read: the request is treated as a visitor's");
    None
}
