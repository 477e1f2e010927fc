//! What narrows a search, as its page shows it: what is asked, and the addresses with it and without it.

use std::collections::{BTreeMap, HashSet};

use url::form_urlencoded;

use crate::{
    domain::{
        aspect::Aspect,
        colour::Colour,
        condition::{Condition, Fact},
        page::is_cursor,
        permitted_uses::PermittedUses,
        query::{PhotoQuery, SortOrder},
        search_query::{SearchQuery, is_of_others},
        text::clean_line,
        years::Years,
    },
    web::{
        frame::layout::Frame,
        i18n::Messages,
        problem::{FieldProblem, Problem, RequestProblem, Why},
        urls::{self, Urls},
    },
};

/// Filters that have a field in the form of the search page; the others stay as they are in the address.
const IN_THE_FORM: [&str; 3] = ["place", "taken_after", "taken_before"];

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
    /// The titles of collections, by their names in addresses: those that the page knows.
    pub titles: BTreeMap<String, String>,
    /// The parameters that have a value already: of two, the search has the first.
    given: HashSet<String>,
}

impl SearchRequest {
    /// Reads the parameters of an address.
    #[must_use]
    pub fn read(parameters: &[(String, String)]) -> Self {
        let mut request = Self::default();
        // What was done, said once on the page that a form leads to, is no part of a search, nor is what other sites add.
        let is_part = |name: &str| name != "done" && name != "about" && !is_of_others(name);
        for (name, value) in parameters.iter().filter(|(name, _)| is_part(name)) {
            let value = value.trim();
            // Uses are read one by one: of several, those that are understood count.
            let values: Vec<&str> = if name == "use" { value.split(',').collect() } else { vec![value] };
            for value in values {
                request.add(name, value);
            }
        }
        request
    }

    /// Reads an address of the search page.
    #[must_use]
    pub fn at(address: &str) -> Self {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let parameters: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Self::read(&parameters)
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
        self.address_of(urls, &self.words, uses, is_kept)
    }

    /// The same with other words.
    fn address_of(&self, urls: Urls, words: &str, uses: PermittedUses, is_kept: impl Fn(&str) -> bool) -> String {
        let mut address = urls.search(words, uses);
        for (name, value) in self.filters.iter().filter(|(name, _)| is_kept(name)) {
            address.extend(["&", name, "=", &urls::encoded(value)]);
        }
        address
    }

    /// The query of this search as it is, as short as it can be written.
    #[must_use]
    pub fn query(&self, urls: Urls) -> String {
        let address = self.address(urls, self.search.query.uses, |_| true);
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let query = if self.words.is_empty() { query.trim_start_matches("q=").trim_start_matches('&') } else { query };
        query.to_owned()
    }

    /// Refuses what is not understood, for an answer that cannot say so beside what it shows.
    ///
    /// # Errors
    /// [`Problem`] names the first parameter that is not understood.
    pub fn is_understood(&self) -> Result<(), Problem> {
        if let Some((name, value)) = self.not_understood.first() {
            SearchQuery::default().add(name, value)?;
            // It is understood, and given twice.
            return Err(Problem::Request(RequestProblem::InvalidParameter(name.clone())));
        }
        let is_whole = self.search.not_understood.is_empty();
        if is_whole { Ok(()) } else { Err(FieldProblem::Invalid("q", Why::Operator).into()) }
    }

    /// The search in words: what was typed, then each thing that narrows it.
    #[must_use]
    pub fn in_words(&self, frame: &Frame) -> String {
        let uses = PermittedUses::single().filter(|one| self.search.query.uses.includes(*one));
        let uses = uses.map(|one| name_of_use(one, frame.t).to_owned());
        let filters = self.filters.iter().filter(|(name, _)| name != "sort");
        let filters = filters.map(|(name, value)| self.name_of(name, value, frame.t));
        let words = Some(self.words.clone()).filter(|words| !words.is_empty());
        words.into_iter().chain(uses).chain(filters).collect::<Vec<_>>().join(", ")
    }

    /// The address of this search with this value of a filter, or without it.
    #[must_use]
    pub fn with(&self, urls: Urls, filter: &str, value: Option<&str>) -> String {
        let mut address = self.address(urls, self.search.query.uses, |name| name != filter);
        if let Some(value) = value {
            address.extend(["&", filter, "=", &urls::encoded(value)]);
        }
        address
    }

    /// The address of this search with other words.
    #[must_use]
    pub fn with_words(&self, urls: Urls, words: &str) -> String {
        self.address_of(urls, words, self.search.query.uses, |_| true)
    }

    /// The address of this search with one more word.
    #[must_use]
    pub fn with_word(&self, urls: Urls, word: &str) -> String {
        let words = clean_line(&format!("{} {word}", self.words));
        self.with_words(urls, &words)
    }

    /// The address of this search without one of the operators among its words.
    #[must_use]
    pub fn without_condition(&self, urls: Urls, place: usize) -> String {
        let mut query = PhotoQuery { terms: self.search.query.terms.clone(), ..PhotoQuery::default() };
        query.conditions.clone_from(&self.search.query.conditions);
        if place < query.conditions.len() {
            query.conditions.remove(place);
        }
        self.with_words(urls, &query.typed())
    }

    /// The address of this search without one of its words.
    #[must_use]
    pub fn without_term(&self, urls: Urls, place: usize) -> String {
        let mut query = PhotoQuery { conditions: self.search.query.conditions.clone(), ..PhotoQuery::default() };
        query.terms.clone_from(&self.search.query.terms);
        if place < query.terms.len() {
            query.terms.remove(place);
        }
        self.with_words(urls, &query.typed())
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

    /// The uses, and the filters that have no field in the form.
    #[must_use]
    pub fn hidden(&self) -> Vec<(String, String)> {
        let mut kept = self.beside_words();
        kept.retain(|(name, _)| !IN_THE_FORM.contains(&name.as_str()));
        kept
    }

    /// The uses, and the filters: all that a form with a field for the words alone keeps.
    #[must_use]
    pub fn beside_words(&self) -> Vec<(String, String)> {
        let uses = Some(self.search.query.uses).filter(|uses| !uses.is_empty());
        let uses = uses.map(|uses| ("use".to_owned(), uses.to_string()));
        uses.into_iter().chain(self.filters.iter().cloned()).collect()
    }

    /// The parameters that were not understood, as people read them: what was typed in a field of the form by its words.
    #[must_use]
    pub fn not_understood(&self, t: Messages) -> String {
        let said = |(name, value): &(String, String)| match name.as_str() {
            "taken_after" => t.search_since(value),
            "taken_before" => t.search_up_to(value),
            _ => format!("{name}={value}"),
        };
        let parameters = self.not_understood.iter().map(said);
        self.search.not_understood.iter().cloned().chain(parameters).collect::<Vec<_>>().join(", ")
    }

    /// What narrows the search beside its words and uses: operators first.
    #[must_use]
    pub fn chips(&self, frame: &Frame) -> Vec<Filter> {
        let conditions = self.search.query.conditions.iter().enumerate().map(|(place, condition)| Filter {
            name: name_of_condition(condition, frame.t),
            without: self.without_condition(frame.urls, place),
        });
        let others = self.filters.iter().filter(|(name, _)| name != "sort").map(|(filter, value)| Filter {
            name: self.name_of(filter, value, frame.t),
            without: self.with(frame.urls, filter, None),
        });
        conditions.chain(others).collect()
    }

    /// Everything that can be left out of the search: words, operators, uses and filters, one at a time.
    #[must_use]
    pub fn parts(&self, frame: &Frame) -> Vec<Filter> {
        let terms = self.search.query.terms.iter().enumerate().map(|(place, term)| Filter {
            name: frame.t.search_word(&term.text),
            without: self.without_term(frame.urls, place),
        });
        let uses = self.search.query.uses;
        let single = PermittedUses::single().filter(|one| uses.includes(*one)).map(|one| Filter {
            name: name_of_use(one, frame.t).to_owned(),
            without: self.address(frame.urls, uses.without(one), |_| true),
        });
        terms.chain(single).chain(self.chips(frame)).collect()
    }

    fn name_of(&self, filter: &str, value: &str, t: Messages) -> String {
        let query = &self.search.query;
        match filter {
            "orientation" => query.aspect.map_or(value, |aspect| name_of_aspect(aspect, t)).to_owned(),
            "license" => query.licence.map_or(value, |licence| licence.label()).to_owned(),
            "colour" => query.colour.map_or(value, |colour| name_of_colour(colour, t)).to_owned(),
            "print" => t.search_for_print(&value.to_uppercase()),
            "year" => query.years.map_or_else(|| value.to_owned(), |years| name_of_years(years, t)),
            "taken_after" => t.search_since(value),
            "taken_before" => t.search_up_to(value),
            "author" => t.search_author(value),
            "author_name" => t.search_author_named(value),
            "giver" => t.search_giver(value),
            "collection" => t.search_collection(self.titles.get(value).map_or(value, String::as_str)),
            "tag" => t.search_tag(value),
            "context" => t.search_context(value),
            "bbox" => t.search_area().to_owned(),
            _ => value.to_owned(),
        }
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

/// An operator, in words.
fn name_of_condition(condition: &Condition, t: Messages) -> String {
    let name = match &condition.fact {
        Fact::Tag(tag) => t.search_tag(tag.as_str()),
        Fact::By(name) => t.search_author_named(name),
        Fact::Place(words) => t.search_at(words),
        Fact::Years(years) => name_of_years(*years, t),
    };
    if condition.excluded { t.search_except(&name) } else { name }
}

fn name_of_years(years: Years, t: Messages) -> String {
    let year = |year: u16| format!("{year:04}");
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first == last => year(first),
        (Some(first), Some(last)) => format!("{}–{}", year(first), year(last)),
        (Some(first), None) => t.search_since(&year(first)),
        (None, last) => t.search_up_to(&last.map(year).unwrap_or_default()),
    }
}

/// A single use, in words.
pub(super) fn name_of_use(one: PermittedUses, t: Messages) -> &'static str {
    if one.modify {
        t.use_modify()
    } else if one.commercial {
        t.use_commercial()
    } else {
        t.use_no_attribution()
    }
}

pub(super) fn name_of_aspect(aspect: Aspect, t: Messages) -> &'static str {
    match aspect {
        Aspect::Landscape => t.search_landscape(),
        Aspect::Portrait => t.search_portrait(),
        Aspect::Square => t.search_square(),
    }
}

pub(super) fn name_of_colour(colour: Colour, t: Messages) -> &'static str {
    match colour {
        Colour::Red => t.colour_red(),
        Colour::Orange => t.colour_orange(),
        Colour::Brown => t.colour_brown(),
        Colour::Yellow => t.colour_yellow(),
        Colour::Green => t.colour_green(),
        Colour::Turquoise => t.colour_turquoise(),
        Colour::Blue => t.colour_blue(),
        Colour::Purple => t.colour_purple(),
        Colour::Pink => t.colour_pink(),
        Colour::White => t.colour_white(),
        Colour::Grey => t.colour_grey(),
        Colour::Black => t.colour_black(),
    }
}
