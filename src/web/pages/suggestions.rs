//! The suggestions that wait for a decision, for who gave the photos and for curators. `GET /suggestions?field=&waiting=&
//! current=`; `POST /suggestions`: `csrf`, `suggestion`, `revision`, `decision` = `accept|refuse`, `reason`, `value`,
//! `was`, `field`, `next`.

pub mod decided;

use std::collections::BTreeMap;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    card::Card,
    credit::{Names, value_of},
    list, sentences,
    suggest::label,
};
use crate::{
    domain::{
        person::Role,
        photo::State,
        reader::Reader,
        suggestion::{SuggestedField, SuggestionId},
        tag::Tag,
    },
    library::{
        Library,
        decide_suggestion::{DecideSuggestionError, NewVerdict},
        open_suggestions::OpenSuggestion,
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::{Problem, StateProblem},
        request::{context::RequestContext, intake::ReceivedForm, sent_form::SentForm, suggested},
        site::Site,
        view::grants::day,
    },
};

/// The list.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/suggestions.html")]
pub struct SuggestionsPage {
    /// What every page has.
    pub frame: Frame,
    /// Whether the reader decides about photos of others, too.
    pub curates: bool,
    /// For how many days who gave a photo decides alone.
    pub days: u64,
    /// Whether these are the suggestions that first wait for who gave the photo.
    pub waiting: bool,
    /// The fields, each with its address, how many suggestions it has, and whether it is chosen.
    pub tabs: Vec<Tab>,
    /// How many suggestions are in the other list, and where it is.
    pub others: Option<(u64, String)>,
    /// The field that is chosen, by its name.
    pub field: &'static str,
    /// The suggestions.
    pub suggestions: Vec<SuggestionView>,
    /// The one that is highlighted: its position from 1, and the address of the next one.
    pub current: Option<(u64, Option<String>)>,
    /// Why a decision on a suggestion that is not in the list any more was refused, and its reason as typed.
    pub stopped: Option<(String, String)>,
}

/// A field in the row of lists.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Where it leads.
    pub path: String,
    /// What it is called.
    pub name: &'static str,
    /// How many suggestions it has.
    pub count: usize,
    /// Whether it is chosen.
    pub current: bool,
}

/// A suggestion.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a suggestion")]
pub struct SuggestionView {
    /// Its id.
    pub id: SuggestionId,
    /// Its revision: a decision applies to this one only.
    pub revision: u64,
    /// The photo.
    pub card: Card,
    /// Its title, or that it has none.
    pub name: String,
    /// Whether its picture may be shown: a withdrawn photo has none.
    pub is_shown: bool,
    /// What the field is called.
    pub label: &'static str,
    /// What goes.
    pub old: Vec<String>,
    /// What comes.
    pub new: Vec<String>,
    /// What the field says now, where it changed since.
    pub now: Option<String>,
    /// Whether accepting it changes nothing by itself.
    pub is_note: bool,
    /// Who made it, and when.
    pub by: String,
    /// How they know.
    pub why: String,
    /// How to reach them, for the team.
    pub contact: Option<String>,
    /// Whether the reader may decide now.
    pub may_decide: bool,
    /// From when the team may decide, where who gave the photo decides first.
    pub curators_from: Option<String>,
    /// Whether it is the one that is highlighted.
    pub current: bool,
    /// The suggestion after it, to which the form leads.
    pub next: String,
    /// What was suggested, as a field writes it.
    pub was: String,
    /// The same, or what was typed instead.
    pub value: String,
    /// The reason as typed.
    pub typed: String,
    /// Why a decision was refused.
    pub error: Option<String>,
}

/// The query of the list.
#[derive(Default, Deserialize)]
pub struct ListQuery {
    field: Option<String>,
    waiting: Option<String>,
    current: Option<String>,
}

/// `GET /suggestions`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`](crate::web::problem::AccessProblem::NotSignedIn).
pub async fn show(
    context: RequestContext,
    query: Query<ListQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    answer::personal(StatusCode::OK, &page(&context, &query, &library, &site).await?)
}

/// `POST /suggestions`: leads to the list without the suggestion that was decided.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn decide(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let sent = |name| form.value(name).map(str::to_owned);
    let id = form.value("suggestion").unwrap_or_default();
    match decided(&context, id, &form, &library).await {
        Ok(done) => {
            let field = form.value("field").and_then(|field| field.parse().ok());
            let next: Option<SuggestionId> = form.value("next").and_then(|next| next.parse().ok());
            let to = site.frame_urls(context.language).suggestions_in(field, false, next.as_ref());
            Ok(done.see_other(&context, &to))
        }
        Err(problem) if problem.is_about_the_form() => {
            let query = ListQuery { field: sent("field"), waiting: None, current: Some(id.to_owned()) };
            let mut page = page(&context, &query, &library, &site).await?;
            let sentence = problem.sentence(page.frame.t);
            let typed = form.sent("reason").unwrap_or_default().to_owned();
            match page.suggestions.iter_mut().find(|view| view.id.as_str() == id) {
                Some(view) => {
                    view.typed = typed;
                    form.sent("value").unwrap_or_default().clone_into(&mut view.value);
                    view.error = Some(sentence);
                }
                None => page.stopped = Some((sentence, typed)),
            }
            answer::personal(problem.status(), &page)
        }
        Err(problem) => Err(problem),
    }
}

async fn decided(
    context: &RequestContext,
    id: &str,
    form: &ReceivedForm,
    library: &Library,
) -> Result<FlashCode, Problem> {
    let id: SuggestionId = id.parse().map_err(|_not_an_id| Problem::NotFound)?;
    let sent = |name| form.value(name).unwrap_or_default();
    let typed = form.sent("value").filter(|typed| typed.trim() != form.sent("was").unwrap_or_default().trim());
    let value = match typed {
        Some(typed) => {
            let field = library.suggestion_to_decide(&context.reader, &id).await?.kept.record.field;
            Some(suggested::value(field, typed, library.now())?)
        }
        None => None,
    };
    let seen = form.value("revision").map(str::parse).transpose();
    let seen = seen.map_err(|_not_a_number| Problem::State(StateProblem::SuggestionStale))?;
    let decision = sent("decision");
    let new = NewVerdict::parse(decision, sent("reason"), value).map_err(DecideSuggestionError::from)?;
    library.decide_suggestion(&context.reader, &id, new, seen).await?;
    Ok(if decision == "accept" { FlashCode::SuggestionAccepted } else { FlashCode::SuggestionRefused })
}

async fn page(
    context: &RequestContext,
    query: &ListQuery,
    library: &Library,
    site: &Site,
) -> Result<SuggestionsPage, Problem> {
    context.person()?;
    let waiting = query.waiting.as_deref() == Some("true");
    let chosen: Option<SuggestedField> = query.field.as_deref().and_then(|field| field.parse().ok());
    let open = library.open_suggestions(&context.reader).await?;
    let (listed, others): (Vec<OpenSuggestion>, Vec<OpenSuggestion>) =
        open.into_iter().partition(|open| open.may_decide != waiting);
    let names = library.people(listed.iter().filter_map(|open| open.kept.record.by.as_ref())).await?;
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.suggestions_title());
    frame.indexed = false;
    let tabs = tabs(&listed, chosen, waiting, &frame);
    let shown: Vec<&OpenSuggestion> =
        listed.iter().filter(|open| chosen.is_none_or(|field| open.kept.record.field == field)).collect();
    let asked = query.current.as_deref();
    let at = shown.iter().position(|open| Some(open.kept.record.id.as_str()) == asked).unwrap_or_default();
    let next_of = |place: usize| {
        let next = shown.get(place.saturating_add(1)).or_else(|| shown.first());
        next.map(|open| &open.kept.record.id).filter(|_| shown.len() > 1)
    };
    let suggestions = shown
        .iter()
        .enumerate()
        .map(|(place, open)| {
            let next = next_of(place).map_or_else(String::new, ToString::to_string);
            SuggestionView { current: place == at && !waiting, next, ..view(open, &context.reader, &names, frame.t) }
        })
        .collect();
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let other_list = (!others.is_empty() || waiting)
        .then(|| (number(others.len()), frame.urls.suggestions_in(None, !waiting, None)));
    Ok(SuggestionsPage {
        curates: context.reader.is_at_least(Role::Curator),
        days: library.settings().suggestion_days.into(),
        waiting,
        tabs,
        others: other_list,
        field: chosen.map_or("", SuggestedField::name),
        suggestions,
        current: (!shown.is_empty() && !waiting).then(|| {
            let next = next_of(at).map(|next| frame.urls.suggestions_in(chosen, false, Some(next)));
            (number(at.saturating_add(1)), next)
        }),
        stopped: None,
        frame,
    })
}

fn tabs(listed: &[OpenSuggestion], chosen: Option<SuggestedField>, waiting: bool, frame: &Frame) -> Vec<Tab> {
    let mut counts: BTreeMap<SuggestedField, usize> = BTreeMap::new();
    for open in listed {
        *counts.entry(open.kept.record.field).or_default() += 1;
    }
    let all = Tab {
        path: frame.urls.suggestions_in(None, waiting, None),
        name: frame.t.suggestions_all(),
        count: listed.len(),
        current: chosen.is_none(),
    };
    let of_field = |field: SuggestedField| {
        let count = counts.get(&field).copied().unwrap_or_default();
        (count > 0 || chosen == Some(field)).then(|| Tab {
            path: frame.urls.suggestions_in(Some(field), waiting, None),
            name: label(field, frame.t),
            count,
            current: chosen == Some(field),
        })
    };
    [all].into_iter().chain(SuggestedField::ALL.into_iter().filter_map(of_field)).collect()
}

fn view(open: &OpenSuggestion, reader: &Reader, names: &Names, t: Messages) -> SuggestionView {
    let suggestion = &open.kept.record;
    let field = suggestion.field;
    let card = list::card(&open.photo);
    let old = suggestion.old_shown(&open.photo);
    let shown = |value: &Option<String>| shown(field, value.as_deref(), t);
    let (gone, come) = match field {
        SuggestedField::Tags => tags_between(old.as_deref(), suggestion.new.as_deref()),
        _ => (old.iter().map(|_| shown(&old)).collect(), vec![shown(&suggestion.new)]),
    };
    let who = match &suggestion.by {
        Some(handle) => names.get(handle).map_or_else(|| sentences::handle(handle, t), |person| person.name.clone()),
        None => t.suggestions_without_account().to_owned(),
    };
    let as_typed = match (field, &suggestion.new) {
        (SuggestedField::Taken, Some(taken)) => t.typed_date(taken),
        (_, new) => new.clone().unwrap_or_default(),
    };
    SuggestionView {
        id: suggestion.id.clone(),
        revision: open.kept.revision,
        name: card.heading(t).to_owned(),
        is_shown: open.photo.state != State::Withdrawn,
        card,
        label: label(field, t),
        old: gone,
        new: come,
        now: open.has_changed().then(|| shown(&open.current())),
        is_note: field.is_note(),
        by: t.suggestions_by(&day(suggestion.at, t), &who),
        why: suggestion.why.clone(),
        contact: suggestion
            .contact
            .as_ref()
            .filter(|_| reader.is_at_least(Role::Curator))
            .map(|contact| contact.as_str().to_owned()),
        may_decide: open.may_decide,
        curators_from: (open.curators_from > suggestion.at).then(|| day(open.curators_from, t)),
        current: false,
        next: String::new(),
        was: as_typed.clone(),
        value: as_typed,
        typed: String::new(),
        error: None,
    }
}

/// A value as people read it.
#[must_use]
pub fn shown(field: SuggestedField, value: Option<&str>, t: Messages) -> String {
    match field.field() {
        Some(field) => value_of(field, value, t),
        None => value.unwrap_or_default().to_owned(),
    }
}

/// The tags that go, and those that come.
fn tags_between(old: Option<&str>, new: Option<&str>) -> (Vec<String>, Vec<String>) {
    let read = |list: Option<&str>| Tag::parse_list(list.unwrap_or_default()).unwrap_or_default();
    let (old, new) = (read(old), read(new));
    let without = |list: &[Tag], others: &[Tag]| {
        list.iter().filter(|tag| !others.contains(tag)).map(ToString::to_string).collect()
    };
    (without(&old, &new), without(&new, &old))
}
