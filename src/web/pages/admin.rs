//! What administrators look after: a page of links, and the pages that it leads to. Everyone else is refused.

pub mod site;
pub mod state;
pub mod text;
pub mod texts;
pub mod version;

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::sentences;
use crate::{
    domain::{language::Language, legal::LegalPage, person::Handle},
    library::{Library, administrator::administrator},
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::{FieldProblem, Problem, Why},
        request::context::RequestContext,
        site::Site,
        urls::Urls,
    },
};

/// What administrators look after: one line each.
const ENTRIES: &[Entry] = &[
    Entry { name: Messages::people_title, about: Messages::admin_people_about, address: Urls::people },
    Entry { name: Messages::people_invitations, about: Messages::admin_invitations_about, address: Urls::invitations },
    Entry { name: Messages::reports_title, about: Messages::admin_reports_about, address: Urls::reports },
    Entry { name: Messages::admin_site_title, about: Messages::admin_site_about, address: Urls::admin_site },
    Entry { name: Messages::admin_state_title, about: Messages::admin_state_about, address: Urls::admin_state },
    Entry { name: Messages::admin_pages_title, about: Messages::admin_pages_about, address: Urls::admin_pages },
];

/// A page of administrators, as the list of them has it.
struct Entry {
    name: fn(Messages) -> &'static str,
    about: fn(Messages) -> &'static str,
    address: fn(Urls) -> String,
}

/// The list.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/admin.html")]
pub struct AdminPage {
    /// What every page has.
    pub frame: Frame,
    /// Each page: its address, its name, what it is for.
    pub entries: Vec<(String, &'static str, &'static str)>,
}

/// `GET /admin`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`], [`AccessProblem::NotAllowed`].
pub async fn show(context: RequestContext, site: Data<Site>) -> Result<HttpResponse, Problem> {
    check(&context)?;
    let frame = frame(&context, &site, Messages::admin_title);
    let entry = |entry: &Entry| ((entry.address)(frame.urls), (entry.name)(frame.t), (entry.about)(frame.t));
    let entries = ENTRIES.iter().map(entry).collect();
    answer::personal(StatusCode::OK, &AdminPage { frame, entries })
}

/// Refuses everyone but administrators; a visitor is asked to sign in.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`], [`AccessProblem::NotAllowed`].
fn check(context: &RequestContext) -> Result<(), Problem> {
    context.person()?;
    administrator(&context.reader)?;
    Ok(())
}

/// The layout of a page of administrators.
fn frame(context: &RequestContext, site: &Site, title: fn(Messages) -> &'static str) -> Frame {
    let mut frame = site.frame(context, "");
    frame.entitle(title(frame.t));
    frame.indexed = false;
    frame
}

/// The legal page of an address, and the language of its text.
///
/// # Errors
/// [`Problem::NotFound`] for an unknown page, [`FieldProblem::Invalid`] for a language in which there is no text.
fn text_of(page: &str, text: Option<&str>) -> Result<(LegalPage, Language), Problem> {
    let page = LegalPage::of_name(page).ok_or(Problem::NotFound)?;
    let language = text.map_or(Ok(Language::French), str::parse).ok();
    let language = language.filter(|language| LegalPage::LANGUAGES.contains(language));
    Ok((page, language.ok_or(Problem::Field(FieldProblem::Invalid("text", Why::Choice)))?))
}

/// Who made an entry of the journal: the name that they show, or what somebody without an account is called.
///
/// # Errors
/// [`Problem`] when the library does not answer.
async fn name_of(actor: &str, library: &Library, t: Messages) -> Result<String, Problem> {
    let Ok(person) = actor.parse::<Handle>() else { return Ok(t.person_forgotten().to_owned()) };
    Ok(match library.person(&person).await? {
        Some(person) => person.name,
        None => sentences::handle(&person, t),
    })
}
