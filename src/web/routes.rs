//! Every route, in one table, and the middleware around them.
//!
//! 1. `security_headers`: security headers on every answer, and HEAD answered as GET;
//! 2. `redirect_to_language`: a reader who follows a link from another site is sent to the page in their language;
//! 3. `compress`: pages of visitors are compressed;
//! 4. `explain`: problems become pages or problem+json;
//! 5. `body_timeout`: the body of a form or of a call is read whole, within a time limit;
//! 6. the route itself.

use actix_web::{
    HttpMessage as _, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    guard,
    http::{
        Method,
        header::{self, HeaderName},
    },
    middleware::{Next, from_fn},
    web::{self, FormConfig, PayloadConfig, ServiceConfig},
};

use super::{
    api, compression, fixed,
    frame::{explain::explain, flash, headers},
    i18n, media, oembed,
    pages::{
        about, account, admin, basket, collections, credit, curate, edit, embed, feed, given, history, home, invited,
        join, legal, licences, login, mail, map, my_photos, news, people, person, photo, print, receipt, replace,
        report, reports, reset, review, search, set_up, sitemap, suggest, suggestions, tag, upload,
    },
    probes,
    problem::{Problem, RequestProblem},
    request::{
        body_timeout::{MOST_BODY, MOST_CALL, body_timeout},
        last_change::last_change,
    },
    urls::{self, Urls, pattern},
    zero_copy::HeadAlone,
};
use crate::domain::language::Language;

/// The largest form without files: a description has 5,000 characters, of up to four bytes, each written `%XX` in a
/// form.
const MOST_FORM: usize = 128 * 1024;

/// What addresses without a language begin with.
const WITHOUT_LANGUAGE: [&str; 14] = [
    "/api/",
    "/media/",
    "/charts/",
    "/assets/",
    "/embed/",
    "/oembed",
    "/downloads.zip",
    pattern::TAGS_TTL,
    "/healthz",
    "/readyz",
    pattern::FAVICON,
    pattern::ROBOTS,
    "/sitemap",
    pattern::MANIFEST,
];

/// The whole site.
pub fn all(app: &mut ServiceConfig) {
    app.app_data(FormConfig::default().limit(MOST_FORM)).app_data(PayloadConfig::new(MOST_CALL));
    // Renditions first, with the least middleware: they are most of the requests, and have no language.
    app.service(
        web::scope(pattern::MEDIA)
            .wrap(from_fn(explain))
            .wrap(from_fn(security_headers))
            .wrap(from_fn(last_change))
            .default_service(web::to(media::rendition)),
    );
    app.service(
        web::scope("")
            .wrap(from_fn(body_timeout))
            .wrap(from_fn(explain))
            .wrap(from_fn(flash::shown_once))
            .wrap(from_fn(compression::compress))
            .wrap(from_fn(redirect_to_language))
            .wrap(from_fn(security_headers))
            // Before anything is read of the library.
            .wrap(from_fn(last_change))
            // Patterns are matched in order: those requested most come first.
            .service(
                web::scope(urls::prefix(Language::English)).configure(pages).default_service(web::route().to(no_route)),
            )
            .service(
                web::scope(urls::prefix(Language::Breton)).configure(pages).default_service(web::route().to(no_route)),
            )
            .configure(pages)
            .configure(components)
            .configure(|app| api::routes(app, web::route().to(no_route)))
            .route("/healthz", web::get().to(probes::alive))
            .route("/readyz", web::get().to(probes::ready))
            .route(pattern::FAVICON, web::get().to(fixed::favicon))
            .route(pattern::ROBOTS, web::get().to(fixed::robots))
            .route(pattern::SITEMAP, web::get().to(sitemap::index))
            .route(pattern::SITEMAP_PART, web::get().to(sitemap::part))
            .route(pattern::MANIFEST, web::get().to(fixed::manifest))
            .route(pattern::TAGS_TTL, web::get().to(api::tags::turtle))
            .route(pattern::ASSET, web::get().to(media::asset))
            .route(pattern::COAST, web::get().to(media::coast))
            .route(pattern::TILE, web::get().to(media::tile))
            .route(pattern::CHART, web::get().to(media::chart))
            .route(pattern::DOWNLOAD, web::get().to(api::attributions::download))
            .route(pattern::DOWNLOADS, web::get().to(api::selections::downloads))
            .route(pattern::COLLECTION_EMBED, web::get().to(collections::embed::show))
            .route(pattern::EMBED, web::get().to(embed::show))
            .route(pattern::OEMBED, web::get().to(oembed::answer))
            .default_service(web::route().to(no_route)),
    );
}

/// The page of all components: in debug builds only.
fn components(app: &mut ServiceConfig) {
    #[cfg(debug_assertions)]
    app.route(pattern::STYLEGUIDE, web::get().to(crate::web::pages::styleguide::show))
        .route(pattern::SPECIMEN, web::get().to(crate::web::pages::styleguide::specimen));
    #[cfg(not(debug_assertions))]
    let _nothing = app;
}

/// Makes the routes of a table of pages, and keeps the table, which says the methods of each address.
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
    GET MAP => map::show;
    GET COVERAGE => map::coverage::show;
    GET FEED => feed::show;
    GET PHOTO => photo::show;
    GET RECEIPT => receipt::show;
    GET RECEIPT_JSON => receipt::json;
    GET EDIT => edit::show;
    POST EDIT => edit::save;
    POST DECIDE => review::decide;
    POST SUBMIT => photo::step::submit;
    POST WITHDRAW => photo::step::withdraw;
    GET REPLACE => replace::show;
    POST REPLACE => replace::propose;
    POST REPLACE_SEND => replace::send;
    POST REPLACE_DROP => replace::give_up;
    POST REPLACE_DECIDE => replace::decide;
    GET REPLACE_PICTURE => replace::picture;
    GET FILES => replace::waiting;
    GET HISTORY => history::show;
    POST REVERT => history::revert;
    POST CONTEST => credit::contest;
    POST CONTEST_READ => credit::read;
    GET PRINT => print::show;
    POST COLLECT => collections::collect::collect;
    POST BASKET_COLLECT => collections::collect::collect_basket;
    GET COLLECTIONS => collections::list;
    POST COLLECTIONS => collections::form::make;
    GET COLLECTION_NEW => collections::form::new;
    GET COLLECTION => collections::show;
    GET COLLECTION_EDIT => collections::form::edit;
    POST COLLECTION_EDIT => collections::form::save;
    GET COLLECTION_ORDER => collections::order::show;
    POST COLLECTION_ORDER => collections::order::change;
    GET COLLECTION_HISTORY => collections::history::show;
    POST COLLECTION_REVERT => collections::history::revert;
    GET COLLECTION_PAIRS => collections::pairs::list;
    POST COLLECTION_PAIRS => collections::pairs::change;
    GET COLLECTION_PAIR => collections::pairs::show;
    POST COLLECTION_DELETE => collections::form::delete;
    GET COLLECTION_TAKE => collections::take::take;
    GET COLLECTION_FEED => collections::feed::show;
    GET SLIDESHOW => collections::slideshow::show;
    GET TAGS => tag::list::show;
    POST TAGS => tag::retag::send;
    GET TAG => tag::show;
    GET TAG_EDIT => tag::edit::show;
    POST TAG_EDIT => tag::edit::save;
    GET TAG_HISTORY => tag::history::show;
    POST TAG_REVERT => tag::history::revert;
    GET PERSON => person::show;
    GET GIVEN => given::show;
    GET LICENCES => licences::show;
    GET LICENCES_SPELT => licences::spelt;
    GET ABOUT => about::show;
    GET LEGAL => legal::legal;
    GET PRIVACY => legal::privacy;
    GET TERMS => legal::terms;
    GET CONTACT => legal::contact;
    GET BASKET => basket::show;
    POST BASKET => basket::keep;
    GET UPLOAD => upload::show;
    POST UPLOAD => upload::plain;
    POST UPLOAD_FILE => upload::file;
    POST UPLOAD_DETAILS => upload::details, MOST_BODY;
    GET LOGIN => login::show;
    POST LOGIN => login::enter, MOST_BODY;
    POST LOGOUT => login::leave;
    GET FORGOTTEN => mail::forgotten;
    POST FORGOTTEN => mail::ask;
    GET MAIL_RESET => reset::show_mailed;
    POST MAIL_RESET => reset::reset_mailed;
    GET MAIL_CONFIRM => mail::confirm;
    POST MAIL_CONFIRM => mail::confirmed;
    GET MAIL_STOP => mail::stop;
    POST MAIL_STOP => mail::stopped;
    GET JOIN => join::show;
    POST JOIN => join::join;
    GET SET_UP => set_up::show;
    POST SET_UP => set_up::set_up;
    GET ACCOUNT => account::show;
    POST ACCOUNT_CREDIT => account::credit;
    POST ACCOUNT_MAIL => account::mail;
    POST ACCOUNT_PASSWORD => account::password;
    POST ACCOUNT_TOKENS => account::add_token;
    POST ACCOUNT_TOKEN_REVOKE => account::revoke_token;
    POST ACCOUNT_SIGN_OUT => account::sign_out_everywhere;
    GET MY_PHOTOS => my_photos::show;
    GET NEWS => news::show;
    POST NEWS_READ => news::read;
    GET CURATE => curate::show;
    POST CURATE => curate::preview::send;
    GET BATCHES => curate::recent::show;
    GET BATCH => curate::batch::show;
    POST BATCH_UNDO => curate::batch::undo;
    GET REVIEW => review::show;
    GET SUGGEST => suggest::show;
    POST SUGGEST => suggest::send;
    GET SUGGESTIONS_DECIDED => suggestions::decided::show;
    GET SUGGESTION_STATUS => suggestions::decided::follow;
    GET SUGGESTIONS => suggestions::show;
    POST SUGGESTIONS => suggestions::decide;
    GET REPORT => report::show;
    POST REPORT => report::send;
    GET REPORT_STATUS => report::follow;
    GET REPORTS => reports::show;
    POST REPORTS => reports::decide;
    GET PEOPLE => people::show;
    GET PEOPLE_PERSON => people::person::show;
    POST PEOPLE_ROLE => people::person::role;
    POST PEOPLE_SUSPEND => people::person::suspend;
    POST PEOPLE_RESTORE => people::person::restore;
    POST PEOPLE_SESSIONS => people::person::end_sessions;
    POST PEOPLE_RESET_LINK => people::person::reset_link;
    GET INVITATIONS => people::invitations::show;
    POST INVITATIONS => people::invitations::invite;
    POST INVITATION_REVOKE => people::invitations::revoke;
    GET INVITED => invited::show;
    POST INVITED => invited::join;
    GET RESET => reset::show;
    POST RESET => reset::reset;
    GET ADMIN => admin::show;
    GET ADMIN_SITE => admin::site::show;
    POST ADMIN_SITE => admin::site::save;
    GET ADMIN_STATE => admin::state::show;
    POST ADMIN_STATE_CHECK => admin::state::begin_check;
    GET ADMIN_PAGES => admin::texts::show;
    GET ADMIN_PAGE => admin::text::show;
    POST ADMIN_PAGE => admin::text::save, MOST_BODY;
    GET ADMIN_VERSION => admin::version::show;
    POST ADMIN_VERSION => admin::version::restore;
}

/// The answer where no route matches: a known address names its methods (RFC 9110 §15.5.6), any other is not found.
///
/// # Errors
/// Always: [`RequestProblem::MethodNotAllowed`] or [`Problem::NotFound`].
pub async fn no_route(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let Some(known) = request.match_pattern() else { return Err(Problem::NotFound) };
    let (_, page) = urls::split_language(&known);
    let call = known.strip_prefix(urls::API);
    let of_pages = PAGES.iter().filter(|(_, pattern)| *pattern == page);
    let of_calls = api::CALLS.iter().filter(|(_, path)| call == Some(*path));
    let mut methods: Vec<&str> = of_pages.chain(of_calls).map(|(method, _)| method.as_str()).collect();
    // Renditions, files and the probes only have GET.
    if methods.is_empty() {
        methods.push(Method::GET.as_str());
    }
    if methods.contains(&Method::GET.as_str()) {
        methods.push(Method::HEAD.as_str());
    }
    Err(Problem::Request(RequestProblem::MethodNotAllowed(methods.join(", "))))
}

/// Adds security headers to every answer that does not set them itself, and answers HEAD as GET (RFC 9110 §9.3.2: the
/// same headers; the server leaves the body out).
async fn security_headers(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
        request.extensions_mut().insert(HeadAlone);
    }
    let of_site = headers::of_site(&request);
    let mut answer = next.call(request).await?.map_into_boxed_body();
    headers::complete(answer.headers_mut(), &of_site);
    Ok(answer)
}

/// Redirects a reader who comes from another site to a page without language prefix, and whose browser prefers another
/// language than French. A reader who follows our own links has chosen a language already.
async fn redirect_to_language(
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
    let has_language = !WITHOUT_LANGUAGE.iter().any(|bare| path.starts_with(bare)) && !path.ends_with("/download");
    // Browsers say where a visit comes from (Fetch Metadata); a client that does not is no browser and is not
    // redirected.
    let comes_from_elsewhere =
        text(HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site != "same-origin");
    let wants_page = text(header::ACCEPT).is_some_and(|accept| accept.contains("text/html"));
    if request.method() != Method::GET || named.is_some() || !has_language || !comes_from_elsewhere || !wants_page {
        return None;
    }
    text(header::ACCEPT_LANGUAGE).and_then(i18n::preferred).filter(|language| *language != Language::French)
}
