//! What narrows a search, as its page shows it: choices with their counts, what is chosen, and the addresses without it.

use std::collections::HashSet;

use crate::{
    domain::{
        aspect::Aspect,
        facets::Facets,
        page::is_cursor,
        permitted_uses::PermittedUses,
        query::{PhotoQuery, SortOrder},
        text::clean_line,
    },
    web::{
        frame::layout::Frame,
        i18n::Messages,
        request::search_query::SearchQuery,
        urls::{self, Urls},
    },
};

/// Filters that have a field in the form of the search page; the others stay as they are in the address.
const IN_THE_FORM: [&str; 4] = ["place", "taken_after", "taken_before", "orientation"];

/// A value that a search may be narrowed to.
#[derive(Clone, Debug)]
pub struct Choice {
    /// As the address has it.
    pub value: String,
    /// In words.
    pub name: String,
    /// How many of the photos found have it.
    pub count: u64,
    /// Whether the search is narrowed to it.
    pub chosen: bool,
}

/// A filter of the search, and how to be without it.
#[derive(Clone, Debug)]
pub struct Filter {
    /// In words.
    pub name: String,
    /// The address of the same search without it.
    pub without: String,
}

/// An order in which the photos found may come.
#[derive(Clone, Debug)]
pub struct Order {
    /// In words.
    pub name: String,
    /// The address of the same search in this order.
    pub address: String,
    /// Whether they come in it.
    pub chosen: bool,
}

/// What the address of a search asks for.
#[derive(Default)]
pub struct SearchRequest {
    /// What was typed.
    pub words: String,
    /// What is understood.
    pub search: SearchQuery,
    /// Where the page of the results begins.
    pub cursor: Option<String>,
    /// The filters beside words and uses, each as the address writes it.
    filters: Vec<(String, String)>,
    not_understood: Vec<(String, String)>,
    /// The parameters that have a value already: of two, the search has the first.
    given: HashSet<String>,
}

impl SearchRequest {
    /// Reads the parameters of an address.
    #[must_use]
    pub fn read(parameters: &[(String, String)]) -> Self {
        let mut request = Self::default();
        // What was done, said once on the page that a form leads to, is no part of a search.
        for (name, value) in parameters.iter().filter(|(name, _)| name != "done" && name != "about") {
            let value = value.trim();
            // Uses are read one by one: of several, those that are understood count.
            let values: Vec<&str> = if name == "use" { value.split(',').collect() } else { vec![value] };
            for value in values {
                request.add(name, value);
            }
        }
        request
    }

    fn add(&mut self, name: &str, value: &str) {
        let pair = || (clean_line(name), clean_line(value));
        if name != "use" && !value.is_empty() && !self.given.insert(name.to_owned()) {
            self.not_understood.push(pair());
        } else if name == "cursor" && (value.is_empty() || is_cursor(value)) {
            self.cursor = Some(value.to_owned()).filter(|cursor| !cursor.is_empty());
        } else if self.search.add(name, value).is_err() {
            self.not_understood.push(pair());
        } else if name == "q" {
            value.clone_into(&mut self.words);
        } else if name != "use" && !value.is_empty() {
            self.filters.push(pair());
        }
    }

    /// The same query, whatever one means to do with the photos.
    #[must_use]
    pub fn without_uses(&self) -> PhotoQuery {
        PhotoQuery { uses: PermittedUses::default(), ..self.search.query.clone() }
    }

    /// The address of this search with these uses and those of its filters that are kept, at its first page.
    #[must_use]
    pub fn address(&self, urls: Urls, uses: PermittedUses, is_kept: impl Fn(&str) -> bool) -> String {
        let mut address = urls.search(&self.words, uses);
        for (name, value) in self.filters.iter().filter(|(name, _)| is_kept(name)) {
            address.extend(["&", name, "=", &urls::encoded(value)]);
        }
        address
    }

    /// The value of a filter as the address writes it, understood or not, or nothing.
    #[must_use]
    pub fn value(&self, filter: &str) -> String {
        self.filters
            .iter()
            .chain(&self.not_understood)
            .find(|(name, _)| name == filter)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    /// The filters that have no field in the form.
    #[must_use]
    pub fn hidden(&self) -> Vec<(String, String)> {
        self.filters.iter().filter(|(name, _)| !IN_THE_FORM.contains(&name.as_str())).cloned().collect()
    }

    /// The parameters that were not understood, as people read them: what was typed in a field of the form by its words.
    #[must_use]
    pub fn not_understood(&self, t: Messages) -> String {
        let said = |(name, value): &(String, String)| match name.as_str() {
            "taken_after" => t.search_since(value),
            "taken_before" => t.search_up_to(value),
            _ => format!("{name}={value}"),
        };
        self.not_understood.iter().map(said).collect::<Vec<_>>().join(", ")
    }

    /// What narrows the search, uses first.
    #[must_use]
    pub fn chips(&self, frame: &Frame) -> Vec<Filter> {
        let asked = self.search.query.uses;
        let uses = PermittedUses::single().filter(|one| asked.includes(*one)).map(|one| Filter {
            name: name_of_use(one, frame.t).to_owned(),
            without: self.address(frame.urls, asked.without(one), |_| true),
        });
        let others = self.filters.iter().filter(|(name, _)| name != "sort").map(|(filter, value)| Filter {
            name: self.name_of(filter, value, frame.t),
            without: self.address(frame.urls, asked, |name| name != filter),
        });
        uses.chain(others).collect()
    }

    fn name_of(&self, filter: &str, value: &str, t: Messages) -> String {
        match filter {
            "orientation" => self.search.query.aspect.map_or(value, |aspect| name_of_aspect(aspect, t)).to_owned(),
            "license" => self.search.query.licence.map_or(value, |licence| licence.label()).to_owned(),
            "taken_after" => t.search_since(value),
            "taken_before" => t.search_up_to(value),
            "author" => t.search_author(value),
            "giver" => t.search_giver(value),
            "bbox" => t.search_area().to_owned(),
            _ => value.to_owned(),
        }
    }

    /// What one may mean to do, with how many photos allow it; what no photo allows is left out.
    #[must_use]
    pub fn uses(&self, facets: &Facets, t: Messages) -> Vec<Choice> {
        let asked = self.search.query.uses;
        let choice = |(one, count): &(PermittedUses, usize)| Choice {
            value: one.to_string(),
            name: name_of_use(*one, t).to_owned(),
            count: u64::try_from(*count).unwrap_or(u64::MAX),
            chosen: asked.includes(*one),
        };
        let mut choices: Vec<Choice> = facets.uses.iter().map(choice).collect();
        // Where nothing is found, what one may mean to do can still be chosen otherwise.
        let is_empty = choices.iter().all(|choice| choice.count == 0);
        choices.retain(|choice| is_empty || choice.count > 0 || choice.chosen);
        choices
    }

    /// The shapes of the photos found; none when there is no choice.
    #[must_use]
    pub fn shapes(&self, facets: &Facets, t: Messages) -> Vec<Choice> {
        let choice = |(aspect, count): &(Aspect, usize)| Choice {
            value: aspect.name().to_owned(),
            name: name_of_aspect(*aspect, t).to_owned(),
            count: u64::try_from(*count).unwrap_or(u64::MAX),
            chosen: self.search.query.aspect == Some(*aspect),
        };
        let mut choices: Vec<Choice> = facets.aspects.iter().map(choice).collect();
        choices.retain(|choice| choice.count > 0 || choice.chosen);
        if choices.len() > 1 || choices.iter().any(|choice| choice.chosen) { choices } else { Vec::new() }
    }

    /// The orders in which the photos may come; the nearest to the words only where there are words.
    #[must_use]
    pub fn orders(&self, frame: &Frame) -> Vec<Order> {
        let chosen = self.search.order.unwrap_or(SortOrder::Newest);
        let base = self.address(frame.urls, self.search.query.uses, |name| name != "sort");
        [
            (SortOrder::Newest, frame.t.search_newest()),
            (SortOrder::Relevance, frame.t.search_relevance()),
            (SortOrder::Taken, frame.t.search_taken()),
        ]
        .into_iter()
        .filter(|(order, _)| *order == chosen || *order != SortOrder::Relevance || !self.words.is_empty())
        .map(|(order, name)| Order {
            name: name.to_owned(),
            address: format!("{base}&sort={}", order.name()),
            chosen: order == chosen,
        })
        .collect()
    }
}

/// A single use, in words.
fn name_of_use(one: PermittedUses, t: Messages) -> &'static str {
    if one.modify {
        t.use_modify()
    } else if one.commercial {
        t.use_commercial()
    } else {
        t.use_no_attribution()
    }
}

fn name_of_aspect(aspect: Aspect, t: Messages) -> &'static str {
    match aspect {
        Aspect::Landscape => t.search_landscape(),
        Aspect::Portrait => t.search_portrait(),
        Aspect::Square => t.search_square(),
    }
}
