//! The news of one's photos: what others did with them. `POST /account/news/read`: `csrf`, `up_to` (a [`NewsPlace`]).
//!
//! Opening the page changes nothing. Its button marks the news as read; a script sends the same form once the page is
//! seen, if it shows all that is unread.

use std::sync::Arc;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    card::{Card, Paging},
    credit::Names,
    list, my_photos, sentences, statements,
    suggest::label,
};
use crate::{
    domain::{
        collection::CollectionRecord,
        news::{Event, EventKind, NewsPlace},
        person::Handle,
        photo::{PhotoRecord, State},
        suggestion::{SuggestionRecord, SuggestionState},
    },
    library::{
        Library,
        news::{MOST_COUNTED, NewsItem},
    },
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::{Problem, RequestProblem},
        request::{
            context::{RequestContext, see_other},
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::Site,
        urls,
        view::{
            grants::day,
            news::{field_names, title},
        },
    },
};

/// How many photos a page has news of.
const PART: usize = 40;

/// The news of the person signed in.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/news.html")]
pub struct NewsPage {
    /// What every page has.
    pub frame: Frame,
    /// What happened, newest first.
    pub news: Vec<News>,
    /// What the form that marks all as read sends; nothing where nothing is unread.
    pub up_to: Option<String>,
    /// Whether this page shows everything that is unread.
    pub shows_all_unread: bool,
    /// The pages before and after.
    pub paging: Paging,
}

/// Something that happened to a photo.
#[derive(Clone, Debug)]
pub struct News {
    /// The photo.
    pub card: Card,
    /// Its title, or that it has none.
    pub name: String,
    /// What happened, in a word or two.
    pub title: &'static str,
    /// Which fields were changed, and by whom.
    pub changed: Option<String>,
    /// The reason of the decision.
    pub reason: Option<String>,
    /// When, exactly (RFC 3339).
    pub at: String,
    /// The same, as people read it.
    pub day: String,
    /// Whether it is unread.
    pub is_new: bool,
    /// Whether its picture may be shown.
    pub is_shown: bool,
    /// The one thing to do: where it leads, and its words.
    pub act: (String, &'static str),
    /// Where its contributor contests that the photo was taken from the public.
    pub contact: Option<String>,
    /// Whether it waits for an answer.
    pub waits: bool,
}

/// The parameters of the page.
#[derive(Deserialize)]
pub struct NewsQuery {
    cursor: Option<String>,
}

/// `GET /account/news`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`](crate::web::problem::AccessProblem::NotSignedIn).
pub async fn show(
    context: RequestContext,
    query: Query<NewsQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let person = context.person()?;
    // A cursor that is none shows the first page.
    let cursor: Option<NewsPlace> = query.into_inner().cursor.and_then(|cursor| cursor.parse().ok());
    let page = library.news(&person.handle, cursor.as_ref(), PART).await?;
    let mut frame = site.frame(&context, "");
    frame.entitle(frame.t.news_title());
    frame.indexed = false;
    let names = library.people(page.items.iter().flat_map(actors)).await?;
    let first = page.items.first().filter(|_| cursor.is_none() && page.unread > 0);
    let unread_here = page.items.iter().filter(|item| item.is_unread).count();
    let address = frame.urls.news();
    let contact = statements::contact(&library, &frame).await?;
    let page = NewsPage {
        news: page.items.iter().flat_map(|item| views(item, &names, contact.as_deref(), &frame)).collect(),
        up_to: first.map(|first| first.place.to_string()),
        shows_all_unread: page.unread < MOST_COUNTED && page.unread == unread_here,
        paging: Paging {
            previous: cursor.is_some().then(|| address.clone()),
            next: page.next.map(|next| format!("{address}?cursor={}", urls::encoded(&next.to_string()))),
        },
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// `POST /account/news/read`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn read(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let place = form.value("up_to").unwrap_or_default().parse();
    let place: NewsPlace = place.map_err(|_not_a_place| Problem::Request(RequestProblem::Malformed))?;
    library.read_news(&context.reader, place).await?;
    Ok(see_other(&site.frame_urls(context.language).news()))
}

/// Who changed or suggested something.
fn actors(item: &NewsItem) -> impl Iterator<Item = &Handle> {
    let events = item.photo.events_at(&item.place).map(|event| event.actor);
    events.chain(item.suggestions.iter().filter_map(|suggestion| suggestion.by.as_ref()))
}

/// What is said of the events of a photo at one instant.
fn views(item: &NewsItem, names: &Names, contact: Option<&str>, frame: &Frame) -> Vec<News> {
    let photo = &item.photo;
    let view = |event: Event<'_>| {
        let (title, reason) = title(event.kind, frame.t);
        let card = list::card(photo);
        News {
            name: card.heading(frame.t).to_owned(),
            title,
            changed: changed(&event, names, frame.t),
            reason: reason.map(str::to_owned),
            at: event.at.to_string(),
            day: day(event.at, frame.t),
            is_new: item.is_unread,
            is_shown: photo.state != State::Withdrawn,
            act: act(&event, photo, frame),
            contact: contact
                .filter(|_| matches!(event.kind, EventKind::Hidden(_) | EventKind::Withdrawn(_)))
                .map(str::to_owned),
            waits: photo.state == State::ChangeRequested && matches!(event.kind, EventKind::ChangeRequested(_)),
            card,
        }
    };
    let of_collection = |collection: &Arc<CollectionRecord>| {
        let card = list::card(photo);
        News {
            name: card.heading(frame.t).to_owned(),
            title: frame.t.news_in_collection(),
            changed: Some(frame.t.news_collection(collection.title.as_str())),
            reason: None,
            at: item.place.at().to_string(),
            day: day(item.place.at(), frame.t),
            is_new: item.is_unread,
            is_shown: photo.state != State::Withdrawn,
            act: (frame.urls.collection(&collection.slug), frame.t.collection_see()),
            contact: None,
            waits: false,
            card,
        }
    };
    let of_suggestion = |suggestion: &SuggestionRecord| of_suggestion(suggestion, item, names, frame);
    // What others did with a photo is told to who gave it.
    let events = photo.events_at(&item.place).filter(|_| item.is_own);
    let told = events.map(view).chain(item.collections.iter().map(of_collection));
    told.chain(item.suggestions.iter().map(of_suggestion)).collect()
}

/// A suggestion that waits for the person, or one of theirs on which somebody decided.
fn of_suggestion(suggestion: &SuggestionRecord, item: &NewsItem, names: &Names, frame: &Frame) -> News {
    let (t, urls) = (frame.t, frame.urls);
    let card = list::card(&item.photo);
    let field = match suggestion.field.field() {
        Some(field) => field_names(&[field], t),
        None => label(suggestion.field, t).to_lowercase(),
    };
    let title = match suggestion.state() {
        SuggestionState::Open => t.news_suggested(),
        SuggestionState::Accepted => t.news_suggestion_accepted(),
        SuggestionState::AcceptedInPart => t.news_suggestion_in_part(),
        SuggestionState::Refused => t.news_suggestion_refused(),
    };
    let about = match (suggestion.state(), &suggestion.by) {
        (SuggestionState::Open, by) => {
            let who = by.as_ref().map_or_else(
                || t.suggestions_without_account().to_owned(),
                |by| names.get(by).map_or_else(|| sentences::handle(by, t), |person| person.name.clone()),
            );
            t.news_suggested_by(&field, &who)
        }
        _ => t.news_suggestion_about(&field),
    };
    let waits = suggestion.is_open();
    News {
        name: if item.is_visible { card.heading(t).to_owned() } else { t.news_not_public().to_owned() },
        title,
        changed: Some(about),
        reason: suggestion.decision.as_ref().and_then(|decision| decision.reason.clone()),
        at: item.place.at().to_string(),
        day: day(item.place.at(), t),
        is_new: item.is_unread,
        is_shown: item.is_visible && item.photo.state != State::Withdrawn,
        act: match (waits, item.is_visible) {
            (true, _) => (urls.suggestions_in(None, false, Some(&suggestion.id)), t.news_suggested_see()),
            (false, true) => (urls.photo(&item.photo.id), t.news_see()),
            (false, false) => (urls.my_photos(), t.nav_my_photos()),
        },
        contact: None,
        waits,
        card,
    }
}

/// Which fields were changed, and by whom. Whoever reviews a photo is not named.
fn changed(event: &Event<'_>, names: &Names, t: Messages) -> Option<String> {
    let EventKind::Changed(fields) = event.kind else { return None };
    let person = names.get(event.actor);
    let name = person.map_or_else(|| sentences::handle(event.actor, t), |person| person.name.clone());
    Some(t.news_changed_by(&field_names(fields, t), &name))
}

/// The one thing to do about an event, given what the photo is now.
fn act(event: &Event<'_>, photo: &PhotoRecord, frame: &Frame) -> (String, &'static str) {
    let (urls, t, id) = (frame.urls, frame.t, &photo.id);
    let see = || (urls.photo(id), t.news_see());
    match (event.kind, photo.state) {
        (_, State::Withdrawn) if photo.published.is_some() => (urls.photo(id), t.review_withdrawn_see()),
        // There is no page of a photo that was never public and is withdrawn.
        (_, State::Withdrawn) => (urls.my_photos(), t.nav_my_photos()),
        (EventKind::ChangeRequested(reason), State::ChangeRequested) => {
            let (words, field) = my_photos::asked(reason.unwrap_or_default(), t);
            (format!("{}#{field}", urls.edit(id)), words)
        }
        (EventKind::Refused(_), State::Refused) => (urls.edit(id), t.mine_send_again()),
        (EventKind::Changed(_), _) if !photo.contestable().is_empty() => {
            (format!("{}#credit-ledger", urls.photo(id)), t.ledger_answer())
        }
        _ => see(),
    }
}
