//! What photos are sought by: each condition is a stretch of an index, and a photo must be in all of them.

use std::str::FromStr;

use super::{Facets, Page, Photos, Shelf, found::Found};
use crate::{
    catalog::{error::CatalogError, store::Direction},
    domain::{
        aspect::Aspect,
        licence::LicenceId,
        person::Handle,
        place::{Bounds, Coordinates},
        tag::Tag,
        taken::Taken,
        uses::Uses,
    },
};

/// What published photos are sought by: all of it must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sought {
    /// Words, each as the beginning of one of the photo's.
    pub words: Vec<String>,
    /// A tag.
    pub tag: Option<Tag>,
    /// Who gave it.
    pub author: Option<Handle>,
    /// A licence it was given under.
    pub licence: Option<LicenceId>,
    /// What one of its licences must allow.
    pub uses: Uses,
    /// Words of the name of its place, each as the beginning of one.
    pub place: Vec<String>,
    /// A box that its place is in, as precisely as everyone may know that place.
    pub bounds: Option<Bounds>,
    /// The earliest date, included. A photo known by its year or month alone stands at the first day of it.
    pub taken_after: Option<Taken>,
    /// The latest date, included to its end: all of 2024 when only the year is said.
    pub taken_before: Option<Taken>,
    /// Wider than high, higher than wide, or neither.
    pub aspect: Option<Aspect>,
}

/// The order in which photos are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Latest published first.
    #[default]
    Newest,
    /// Latest taken first; those without a date come last.
    Taken,
    /// Those that have most of the sought words themselves before those that have longer ones that begin so; among
    /// equals, latest published first.
    Relevance,
}

/// An order that is none of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sort is newest, taken or relevance")]
pub struct UnknownOrder;

impl Order {
    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Taken => "taken",
            Self::Relevance => "relevance",
        }
    }
}

impl FromStr for Order {
    type Err = UnknownOrder;

    fn from_str(text: &str) -> Result<Self, UnknownOrder> {
        [Self::Newest, Self::Taken, Self::Relevance].into_iter().find(|order| order.name() == text).ok_or(UnknownOrder)
    }
}

/// A stretch of an index whose keys end with `/INSTANT/ID`.
#[derive(Debug)]
pub(super) struct Condition {
    /// How its keys begin.
    pub(super) prefix: String,
    /// Which of them count.
    test: Test,
    /// How the keys of the very word that is sought begin, and not of one that only begins so.
    whole_word: Option<String>,
}

#[derive(Debug)]
enum Test {
    All,
    /// From the first, included, to the second, left out.
    Between(String, String),
    Within(Bounds),
}

impl Condition {
    fn prefix(prefix: String) -> Self {
        Self { prefix, test: Test::All, whole_word: None }
    }

    fn word(word: &str) -> Self {
        Self { whole_word: Some(format!("word/{word}/")), ..Self::prefix(format!("word/{word}")) }
    }

    /// Taken in these years, months or days. `~` stands after every mark of a date, `0` before every year.
    fn taken(after: Option<&Taken>, before: Option<&Taken>) -> Self {
        let from = after.map_or_else(|| "0".to_owned(), Taken::sortable);
        let until = before.map_or_else(|| "~".to_owned(), |before| format!("{}~", before.day()));
        // What both ends begin with need not be looked at elsewhere.
        let shared: String = from.chars().zip(until.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
        let key = |rest: &str| format!("taken/{rest}");
        Self { test: Test::Between(key(&from), key(&until)), ..Self::prefix(key(&shared)) }
    }

    /// Whether an index key counts.
    pub(super) fn holds(&self, index: &str) -> bool {
        index.starts_with(&self.prefix)
            && match &self.test {
                Test::All => true,
                Test::Between(from, until) => from.as_str() <= index && index < until.as_str(),
                Test::Within(bounds) => point(index).is_some_and(|point| bounds.contains(point)),
            }
    }

    /// Whether an index key is of the very word that is sought.
    pub(super) fn is_whole(&self, index: &str) -> bool {
        self.whole_word.as_ref().is_some_and(|word| index.starts_with(word))
    }
}

/// Latitude and longitude as they stand in an index key.
pub(super) fn position(point: Coordinates) -> String {
    format!("{},{}", point.latitude(), point.longitude())
}

/// `at/48.39,-4.49/INSTANT/ID` → the point.
fn point(index: &str) -> Option<Coordinates> {
    let (latitude, longitude) = index.split('/').nth(1)?.split_once(',')?;
    Coordinates::new(latitude.parse().ok()?, longitude.parse().ok()?)
}

impl Sought {
    pub(super) fn conditions(&self) -> Vec<Condition> {
        let words = self.words.iter().map(|word| Condition::word(word));
        let place = self.place.iter().map(|word| format!("place/{word}"));
        let tag = self.tag.iter().map(|tag| Shelf::Tagged(tag.clone()).prefix());
        let author = self.author.iter().map(|author| Shelf::By(author.clone()).prefix());
        let licence = self.licence.iter().map(|licence| format!("licence/{licence}/"));
        let uses = Some(self.uses).filter(|uses| !uses.is_empty()).map(|uses| format!("may/{uses}/"));
        let aspect = self.aspect.iter().map(|aspect| format!("aspect/{}/", aspect.name()));
        let prefixes = place.chain(tag).chain(author).chain(licence).chain(uses).chain(aspect);
        let mut conditions: Vec<Condition> = words.chain(prefixes.map(Condition::prefix)).collect();
        if self.taken_after.is_some() || self.taken_before.is_some() {
            conditions.push(Condition::taken(self.taken_after.as_ref(), self.taken_before.as_ref()));
        }
        conditions.extend(
            self.bounds.map(|bounds| Condition { test: Test::Within(bounds), ..Condition::prefix("at/".to_owned()) }),
        );
        conditions
    }

    /// The list, kept in order already, that holds just these photos: a word's is none, since it may begin several others.
    fn kept_list(&self, conditions: &[Condition], order: Order) -> Option<String> {
        match (conditions, order) {
            ([], Order::Newest | Order::Relevance) => Some(Shelf::Newest.prefix()),
            ([], Order::Taken) => Some("taken/".to_owned()),
            ([Condition { prefix, test: Test::All, .. }], Order::Newest | Order::Relevance)
                if self.words.is_empty() && self.place.is_empty() =>
            {
                Some(prefix.clone())
            }
            _ => None,
        }
    }
}

impl Photos {
    /// Published photos that meet every condition, in this order.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn search(
        &self,
        sought: &Sought,
        order: Order,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page, CatalogError> {
        let conditions = sought.conditions();
        if let Some(list) = sought.kept_list(&conditions, order) {
            return self.listed(&list, Direction::Descending, after, limit).await;
        }
        let _turn = self.searches.acquire().await.map_err(|_closed| CatalogError::Closing)?;
        let found = Found::meeting(&self.store, &conditions).await?;
        found.page(&self.store, order, after, limit).await
    }

    /// The same photos, and how many of all that meet every condition there are under each licence and for each use.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn search_with_facets(
        &self,
        sought: &Sought,
        order: Order,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Page, Facets), CatalogError> {
        let conditions = sought.conditions();
        let list = sought.kept_list(&conditions, order);
        let page = match &list {
            Some(list) => Some(self.listed(list, Direction::Descending, after, limit).await?),
            None => None,
        };
        if let Some(page) = page.as_ref().filter(|_| conditions.is_empty()) {
            return Ok((page.clone(), Facets::of_all(&self.store).await?));
        }
        let _turn = self.searches.acquire().await.map_err(|_closed| CatalogError::Closing)?;
        let found = Found::meeting(&self.store, &conditions).await?;
        let facets = Facets::of(&self.store, &found).await?;
        let page = match page {
            Some(page) => page,
            None => found.page(&self.store, order, after, limit).await?,
        };
        Ok((page, facets))
    }
}
