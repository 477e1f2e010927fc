//! Every route, in one table, and what is put around each answer.
//!
//! 1. **guard**: security headers on everything, 2. **speak**: a
//!    reader who comes from elsewhere is led to their own language, 3. **explain** what went wrong in words, 4. **in time**:
//!    words come whole before they are read, 5. **route**.

use actix_web::{
    HttpMessage as _, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    guard,
    http::{
        Method,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::{Next, from_fn},
    web::{self, Data, FormConfig, ServiceConfig},
};

use super::{
    api,
    body_timeout::{MOST_WORDS, body_timeout},
    i18n, media, oembed,
    pages::{
        about, account, basket, credit, edit, embed, home, join, licences, login, my_photos, person, photo, print,
        receipt, review, search, set_up, tag, upload,
    },
    problem::{Problem, explain},
    urls::{self, Urls, pattern},
    zero_copy::HeadAlone,
};
use crate::{
    domain::language::Language,
    library::{Library, StoreFault},
};

/// The largest form of words: a description has 5,000 characters, of up to four bytes, each written `%XX` in a form.
const MOST_FORM: usize = 128 * 1024;

/// Nothing but our own files, and no place for a stranger's script to stand: no inline script or style, no frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says, unless it says otherwise of itself.
const ON_EVERY_ANSWER: [(HeaderName, &str); 2] =
    [(header::X_CONTENT_TYPE_OPTIONS, "nosniff"), (header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin")];

/// What answers say beside it that a browser may take for a document.
const ON_DOCUMENTS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
    (header::PERMISSIONS_POLICY, "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
];

/// The whole site.
pub fn all(app: &mut ServiceConfig) {
    app.app_data(FormConfig::default().limit(MOST_FORM));
    // Pictures first and by the shortest way: they are most of what is asked, and speak no language.
    app.service(
        web::scope(pattern::MEDIA)
            .wrap(from_fn(explain))
            .wrap(from_fn(guard))
            .default_service(web::to(media::rendition)),
    );
    app.service(
        web::scope("")
            .wrap(from_fn(body_timeout))
            .wrap(from_fn(explain))
            .wrap(from_fn(speak))
            .wrap(from_fn(guard))
            // A pattern is looked for after those before it: what is asked most comes first.
            .service(
                web::scope(urls::prefix(Language::English))
                    .configure(pages)
                    .default_service(web::route().to(unanswered)),
            )
            .service(
                web::scope(urls::prefix(Language::Breton))
                    .configure(pages)
                    .default_service(web::route().to(unanswered)),
            )
            .configure(pages)
            .configure(api::routes)
            .route("/healthz", web::get().to(alive))
            .route("/readyz", web::get().to(ready))
            .route(pattern::ASSET, web::get().to(media::asset))
            .route(pattern::DOWNLOAD, web::get().to(api::attributions::download))
            .route(pattern::DOWNLOADS, web::get().to(api::selections::downloads))
            .route(pattern::EMBED, web::get().to(embed::show))
            .route(pattern::OEMBED, web::get().to(oembed::answer))
            .default_service(web::route().to(unanswered)),
    );
}

/// Makes the routes of a table of pages, and keeps the table to say which methods an address has.
macro_rules! pages {
    ($($method:ident $pattern:ident => $page:path $(, $most:ident)?;)*) => {
        /// Every page: its method and its pattern.
        const PAGES: &[(Method, &str)] = &[$((Method::$method, pattern::$pattern)),*];

        /// The pages, once a language.
        fn pages(app: &mut ServiceConfig) {
            app.route("", web::get().to(home::show))
                $(.service(
                    web::resource(pattern::$pattern)
                        $(.app_data(FormConfig::default().limit($most)))?
                        .guard(guard::Method(Method::$method))
                        .route(web::route().to($page)),
                ))*;
        }
    };
}

pages! {
    GET HOME => home::show;
    GET SEARCH => search::show;
    GET PHOTO => photo::show;
    GET RECEIPT => receipt::show;
    GET RECEIPT_JSON => receipt::json;
    GET EDIT => edit::show;
    POST EDIT => edit::save;
    POST DECIDE => review::decide;
    POST SUBMIT => photo::step::submit;
    POST WITHDRAW => photo::step::withdraw;
    POST CONTEST => credit::contest;
    POST CONTEST_READ => credit::read;
    GET PRINT => print::show;
    GET TAG => tag::show;
    GET PERSON => person::show;
    GET LICENCES => licences::show;
    GET LICENCES_SPELT => licences::spelt;
    GET ABOUT => about::show;
    GET BASKET => basket::show;
    POST BASKET => basket::keep;
    GET UPLOAD => upload::show;
    POST UPLOAD => upload::plain;
    POST UPLOAD_FILE => upload::file;
    POST UPLOAD_DETAILS => upload::details, MOST_WORDS;
    GET LOGIN => login::show;
    POST LOGIN => login::enter, MOST_WORDS;
    POST LOGOUT => login::leave;
    GET JOIN => join::show;
    POST JOIN => join::join;
    GET SET_UP => set_up::show;
    POST SET_UP => set_up::set_up;
    GET ACCOUNT => account::show;
    POST ACCOUNT_CREDIT => account::credit;
    POST ACCOUNT_PASSWORD => account::password;
    POST ACCOUNT_TOKENS => account::add_token;
    POST ACCOUNT_TOKEN_REVOKE => account::revoke_token;
    POST ACCOUNT_SIGN_OUT => account::sign_out_everywhere;
    GET MY_PHOTOS => my_photos::show;
    GET REVIEW => review::show;
}

/// The answer where no route is: a known address says which methods it has (RFC 9110 §15.5.6), another that nothing is
/// there.
///
/// # Errors
/// Always: [`Problem::MethodNotAllowed`] or [`Problem::NotFound`].
pub async fn unanswered(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let Some(known) = request.match_pattern() else { return Err(Problem::NotFound) };
    let (_, page) = urls::split_language(&known);
    let call = known.strip_prefix(api::PREFIX);
    let of_pages = PAGES.iter().filter(|(_, pattern)| *pattern == page);
    let of_calls = api::CALLS.iter().filter(|(_, path)| call == Some(*path));
    let mut methods: Vec<&str> = of_pages.chain(of_calls).map(|(method, _)| method.as_str()).collect();
    // Pictures, files and the probes are for reading only.
    if methods.is_empty() {
        methods.push(Method::GET.as_str());
    }
    if methods.contains(&Method::GET.as_str()) {
        methods.push(Method::HEAD.as_str());
    }
    Err(Problem::MethodNotAllowed(methods.join(", ")))
}

/// The process answers.
async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// The stores answer, and a photo could be given. A monitor reads the status, and its owner the sentence.
async fn ready(library: Data<Library>) -> HttpResponse {
    let Err(fault) = library.ready().await else { return HttpResponse::Ok().content_type("text/plain").body("ok\n") };
    let why = match &fault {
        // A start makes the index by itself: there is nothing in the log to look for.
        StoreFault::IndexBehind => "the search index is being made",
        fault if fault.is_gone() => "the storage folder is not where it was: see the log",
        _ => "the stores do not answer: see the log",
    };
    if !matches!(fault, StoreFault::IndexBehind) {
        tracing::error!(%fault, "not ready");
    }
    HttpResponse::ServiceUnavailable()
        .content_type("text/plain")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(format!("{why}\n"))
}

/// Security headers, on every answer, and HEAD answered as GET (RFC 9110 §9.3.2: the same headers, the server leaves the
/// body out); what an answer already says of itself stays.
async fn guard(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
        request.extensions_mut().insert(HeadAlone);
    }
    let mut answer = next.call(request).await?.map_into_boxed_body();
    let headers = answer.headers_mut();
    say(headers, &ON_EVERY_ANSWER);
    // A picture runs nothing and leads nowhere: what concerns documents would only weigh on it.
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "image/jpeg") {
        say(headers, &ON_DOCUMENTS);
    }
    Ok(answer)
}

fn say(headers: &mut HeaderMap, lines: &[(HeaderName, &'static str)]) {
    for (name, value) in lines {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), HeaderValue::from_static(value));
        }
    }
}

/// A reader who comes from elsewhere to a page without language prefix, and whose browser prefers another language than
/// French, is led to that language. Whoever follows our own links has chosen already.
async fn speak(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if let Some(language) = preferred(&request) {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let answer = HttpResponse::Found()
            .insert_header((header::LOCATION, Urls::new(language).page(path)))
            .insert_header((header::VARY, "Accept-Language, Sec-Fetch-Site"))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .finish();
        return Ok(request.into_response(answer));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn preferred(request: &ServiceRequest) -> Option<Language> {
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let (named, path) = urls::split_language(request.path());
    let speaks = !["/api/", "/media/", "/assets/", "/embed/", "/oembed", "/downloads.zip", "/healthz", "/readyz"]
        .iter()
        .any(|bare| path.starts_with(bare))
        && !path.ends_with("/download");
    // A browser says where a visit comes from (Fetch Metadata); without a word, it is no browser and gets what it asked.
    let comes_from_elsewhere =
        text(HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site != "same-origin");
    let wants_page = text(header::ACCEPT).is_some_and(|accept| accept.contains("text/html"));
    if request.method() != Method::GET || named.is_some() || !speaks || !comes_from_elsewhere || !wants_page {
        return None;
    }
    text(header::ACCEPT_LANGUAGE).and_then(i18n::preferred).filter(|language| *language != Language::French)
}
