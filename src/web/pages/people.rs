//! Everybody with an account, for administrators: found by name or handle, by role, page by page.
//!
//! `GET /admin/people?list=…&q=…&after=HANDLE`, where the list is a role or `suspended`. One person is in `person.rs`, what was
//! done to them in `events.rs`, invitations are in `invitations.rs`.

pub mod events;
pub mod invitations;
pub mod person;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use crate::{
    catalog::people::PeopleList,
    domain::person::{Handle, Role},
    library::{
        Library,
        look_after::{Member, Sought},
    },
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::grants,
    },
};

/// How many people a page shows.
const PART: usize = 50;
/// The list of those who are suspended, in an address.
const SUSPENDED: &str = "suspended";

/// A list of people.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/people.html")]
pub struct PeoplePage {
    /// What every page has.
    pub frame: Frame,
    /// The lists, with how many people each has.
    pub tabs: Vec<Tab>,
    /// How many people have an account.
    pub total: u64,
    /// The list shown, as in the address; empty for everybody.
    pub list: String,
    /// The words that were looked for.
    pub words: String,
    /// The people of this page.
    pub people: Vec<PersonLine>,
    /// The first page, when this is another one.
    pub first: Option<String>,
    /// The page after this one.
    pub next: Option<String>,
}

/// A list among those of the administrators.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Where it is.
    pub path: String,
    /// Its name.
    pub name: &'static str,
    /// How many it has.
    pub count: u64,
    /// Whether it is the one shown.
    pub current: bool,
}

/// A person, on one line.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// Their handle.
    pub handle: Handle,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: &'static str,
    /// Whether their photos are public at once although they are contributors.
    pub trusted: bool,
    /// Whether their account is suspended.
    pub suspended: bool,
    /// How many photos they gave.
    pub photos: u64,
    /// Since when they have an account.
    pub since: String,
}

impl PersonLine {
    fn of(member: Member, t: Messages) -> Self {
        let Member { person, photos } = member;
        Self {
            role: role_name(person.role, t),
            trusted: person.trusted && person.role == Role::Contributor,
            suspended: person.is_suspended(),
            photos: number(photos),
            since: grants::day(person.created, t),
            handle: person.handle,
            name: person.name,
        }
    }
}

/// What the page is asked for.
#[derive(Deserialize)]
pub struct PeopleQuery {
    list: Option<String>,
    q: Option<String>,
    after: Option<String>,
}

/// `GET /admin/people`.
///
/// # Errors
/// [`AccessProblem`](crate::web::problem::AccessProblem) for anyone but an administrator.
pub async fn show(
    context: RequestContext,
    query: Query<PeopleQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let PeopleQuery { list, q, after } = query.into_inner();
    let (list, words) = (list.unwrap_or_default(), q.unwrap_or_default());
    let among = match list.as_str() {
        "" => PeopleList::All,
        SUSPENDED => PeopleList::Suspended,
        role => PeopleList::Of(role.parse().map_err(|_unknown| Problem::NotFound)?),
    };
    let after: Option<Handle> = after.and_then(|handle| handle.parse().ok());
    let sought = Sought { list: among, words: &words, after: after.as_ref(), limit: PART };
    let mut found = library.find_people(&context.reader, sought).await?;
    let has_more = found.len() > PART;
    found.truncate(PART);
    let mut frame = site.frame(&context, "");
    frame.entitle(frame.t.people_title());
    frame.indexed = false;
    let last = found.last().filter(|_| has_more).map(|last| last.person.handle.clone());
    let page = PeoplePage {
        tabs: tabs(&context, &library, &frame, Some(&list)).await?,
        total: number(library.count_people(&context.reader, PeopleList::All).await?),
        first: after.is_some().then(|| frame.urls.people_in(&list, &words, None)),
        next: last.map(|last| frame.urls.people_in(&list, &words, Some(&last))),
        people: found.into_iter().map(|member| PersonLine::of(member, frame.t)).collect(),
        list,
        words,
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// The lists of people and the open invitations; `current` is the list shown, none where it is the invitations.
async fn tabs(
    context: &RequestContext,
    library: &Library,
    frame: &Frame,
    current: Option<&str>,
) -> Result<Vec<Tab>, Problem> {
    let (t, urls) = (frame.t, frame.urls);
    let mut tabs = Vec::new();
    for (list, name, among) in [
        ("", t.people_all(), PeopleList::All),
        (Role::Admin.name(), t.people_admins(), PeopleList::Of(Role::Admin)),
        (Role::Moderator.name(), t.people_moderators(), PeopleList::Of(Role::Moderator)),
        (Role::Curator.name(), t.people_curators(), PeopleList::Of(Role::Curator)),
        (Role::Contributor.name(), t.people_contributors(), PeopleList::Of(Role::Contributor)),
        (SUSPENDED, t.people_suspended(), PeopleList::Suspended),
    ] {
        let count = number(library.count_people(&context.reader, among).await?);
        tabs.push(Tab { path: urls.people_in(list, "", None), name, count, current: current == Some(list) });
    }
    let open = number(library.open_invitations(&context.reader).await?.len());
    tabs.push(Tab { path: urls.invitations(), name: t.people_invitations(), count: open, current: current.is_none() });
    Ok(tabs)
}

/// What a role is called.
pub(super) fn role_name(role: Role, t: Messages) -> &'static str {
    match role {
        Role::Contributor => t.role_contributor(),
        Role::Curator => t.role_curator(),
        Role::Moderator => t.role_moderator(),
        Role::Admin => t.role_admin(),
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A role to choose.
#[derive(Clone, Debug)]
pub struct RoleChoice {
    /// Its name in forms.
    pub value: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Every role, with this one chosen.
pub(super) fn roles(chosen: &str, t: Messages) -> Vec<RoleChoice> {
    let choice =
        |role: Role| RoleChoice { value: role.name(), name: role_name(role, t), chosen: role.name() == chosen };
    Role::ALL.into_iter().map(choice).collect()
}
