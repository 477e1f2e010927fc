//! What the photos found divide into, as the search page shows it: each value with its count, and the address that narrows the
//! search to it, or widens it again.

use super::filters::{SearchRequest, name_of_aspect, name_of_colour, name_of_use};
use crate::{
    domain::{facets::Facets, licence::LicenceId, print_size::PrintSize, query::PhotoQuery, tag::Tag},
    web::{frame::layout::Frame, i18n::Messages},
};

/// One facet: a question whose answers narrow the search.
#[derive(Clone, Debug)]
pub struct Facet {
    /// The question, in words.
    pub name: String,
    /// A sentence under its values, or nothing.
    pub note: String,
    /// Its values.
    pub choices: Vec<Choice>,
    /// Whether it is shown open.
    pub open: bool,
}

/// A value that a search may be narrowed to.
#[derive(Clone, Debug)]
pub struct Choice {
    /// In words.
    pub name: String,
    /// How many of the photos found have it.
    pub count: u64,
    /// Whether the search is narrowed to it.
    pub chosen: bool,
    /// The search narrowed to it, or without it where it is chosen.
    pub address: String,
}

/// A value of a facet, before it has an address.
struct Counted {
    value: String,
    name: String,
    count: usize,
}

impl Counted {
    fn new(value: impl Into<String>, name: impl Into<String>, count: usize) -> Self {
        Self { value: value.into(), name: name.into(), count }
    }
}

/// What one may mean to do, with how many photos allow it; what no photo allows is left out.
#[must_use]
pub fn uses(asked: &SearchRequest, facets: &Facets, frame: &Frame) -> Vec<Choice> {
    let uses = asked.search.query.uses;
    let choices = facets.uses.iter().map(|(one, count)| {
        let chosen = uses.includes(*one);
        let then = if chosen { uses.without(*one) } else { uses.with(*one) };
        let address = asked.address(frame.urls, then, |_| true);
        Choice { name: name_of_use(*one, frame.t).to_owned(), count: counted(*count), chosen, address }
    });
    let mut choices: Vec<Choice> = choices.collect();
    // Where nothing is found, what one may mean to do can still be chosen otherwise.
    let is_empty = choices.iter().all(|choice| choice.count == 0);
    choices.retain(|choice| is_empty || choice.count > 0 || choice.chosen);
    choices
}

/// The facets of these photos beside the uses; those that would not narrow the search are left out.
#[must_use]
pub fn facets(asked: &SearchRequest, facets: &Facets, total: usize, frame: &Frame) -> Vec<Facet> {
    let t = frame.t;
    let aspects = facets.aspects.iter().map(|(one, count)| Counted::new(one.name(), name_of_aspect(*one, t), *count));
    let gathered = facets.collections.iter().map(|(slug, count)| {
        // One that became a draft meanwhile has no title here.
        asked.titles.get(slug).map(|title| Counted::new(slug, title, *count))
    });
    let licences =
        facets.licences.iter().map(|(one, count)| Counted::new(one.as_str(), LicenceId::label(*one), *count));
    let places = facets.places.iter().map(|(name, count)| Counted::new(name, name, *count));
    let authors = facets.authors.iter().map(|(name, count)| Counted::new(name, name, *count));
    let contexts = facets.contexts.iter().map(|(name, count)| Counted::new(name, name, *count));
    let years = facets.years.iter().map(|(year, count)| {
        let year = format!("{year:04}");
        Counted::new(year.clone(), year, *count)
    });
    let mut years: Vec<Counted> = years.collect();
    // On the page, the latest first.
    years.sort_by(|one, other| other.value.cmp(&one.value));
    let prints = facets.prints.iter().map(|(one, count)| Counted::new(one.name(), name_of_print(*one, t), *count));
    let colours = facets.colours.iter().map(|(one, count)| Counted::new(one.name(), name_of_colour(*one, t), *count));
    let facet = |name: &str, choices: Vec<Choice>| Facet {
        name: name.to_owned(),
        note: String::new(),
        open: choices.iter().any(|choice| choice.chosen),
        choices,
    };
    let of = |filter, counted: Vec<Counted>| choices(asked, filter, counted, frame);
    let mut all = vec![
        Facet { open: true, ..facet(t.search_shape(), of("orientation", aspects.collect())) },
        Facet { open: true, ..facet(t.search_contexts(), of("context", contexts.collect())) },
        Facet { open: true, ..facet(t.search_tags(), tags(asked, facets, frame)) },
        Facet { open: true, ..facet(t.search_places(), of("place_name", places.collect())) },
        facet(t.search_years(), of("year", years)),
        facet(t.search_authors(), of("author_name", authors.collect())),
        facet(t.collections_title(), of("collection", gathered.flatten().collect())),
        facet(t.search_licences(), of("license", licences.collect())),
        Facet { note: t.search_print_note().to_owned(), ..facet(t.search_print(), of("print", prints.collect())) },
        facet(t.search_colours(), of("colour", colours.collect())),
    ];
    let total = counted(total);
    all.retain(|facet| facet.choices.iter().any(|choice| choice.chosen || choice.count < total));
    all
}

/// Values of a filter that has one at a time: once one is chosen, the others are not offered, except sheets of paper, of which
/// the larger ones narrow the search further.
fn choices(asked: &SearchRequest, filter: &str, counts: Vec<Counted>, frame: &Frame) -> Vec<Choice> {
    let value = asked.value(filter);
    let is_chosen = |one: &Counted| value.eq_ignore_ascii_case(&one.value);
    let is_narrowed = filter != "print" && counts.iter().any(is_chosen);
    let choice = |one: Counted| {
        let chosen = is_chosen(&one);
        let address = asked.with(frame.urls, filter, if chosen { None } else { Some(&one.value) });
        Choice { name: one.name, count: counted(one.count), chosen, address }
    };
    let choices = counts.into_iter().filter(|one| one.count > 0).map(choice);
    choices.filter(|choice| choice.chosen || !is_narrowed).collect()
}

/// The tags of the photos found: the first is a filter, more are words, since photos must carry all of them.
fn tags(asked: &SearchRequest, facets: &Facets, frame: &Frame) -> Vec<Choice> {
    let chosen = asked.search.query.tag.as_ref().map(Tag::as_str);
    let typed = asked.search.query.conditions.iter().map(ToString::to_string).collect::<Vec<_>>();
    let choice = |(name, count): &(String, usize)| {
        let word = PhotoQuery::tagged(name).map(|query| query.typed()).unwrap_or_default();
        let (is_chosen, address) = if chosen == Some(name.as_str()) {
            (true, asked.with(frame.urls, "tag", None))
        } else if let Some(place) = typed.iter().position(|one| *one == word) {
            (true, asked.without_condition(frame.urls, place))
        } else if chosen.is_none() {
            (false, asked.with(frame.urls, "tag", Some(name)))
        } else {
            (false, asked.with_word(frame.urls, &word))
        };
        Choice { name: name.clone(), count: counted(*count), chosen: is_chosen, address }
    };
    facets.tags.iter().map(choice).collect()
}

fn name_of_print(print: PrintSize, t: Messages) -> String {
    let (short, long) = print.pixels();
    t.search_print_size(&t.number(u64::from(long)), &t.number(u64::from(short)), &print.name().to_uppercase())
}

/// A number, as messages take it.
fn counted(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
