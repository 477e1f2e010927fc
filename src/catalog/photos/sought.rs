//! Published photos that meet conditions: each condition is a stretch of an index, and a photo must be in all of them.

use std::{collections::HashMap, str::FromStr};

use super::{Page, Photos, Shelf};
use crate::{
    catalog::{
        error::CatalogError,
        noun,
        store::{Direction, IndexHit, Key},
    },
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

/// How many photos a search looks at for one condition: far above what a person pages through, so that one common word
/// cannot hold a whole large library in memory.
pub(super) const MOST_FOUND: usize = 20_000;

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
    prefix: String,
    /// Which of them count.
    test: Test,
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
        Self { prefix, test: Test::All }
    }

    /// Taken in these years, months or days. `~` stands after every mark of a date, `0` before every year.
    fn taken(after: Option<&Taken>, before: Option<&Taken>) -> Self {
        let from = after.map_or_else(|| "0".to_owned(), Taken::sortable);
        let until = before.map_or_else(|| "~".to_owned(), |before| format!("{}~", before.day()));
        // What both ends begin with need not be looked at elsewhere.
        let shared: String = from.chars().zip(until.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
        let key = |rest: &str| format!("taken/{rest}");
        Self { prefix: key(&shared), test: Test::Between(key(&from), key(&until)) }
    }

    fn holds(&self, hit: &IndexHit) -> bool {
        match &self.test {
            Test::All => true,
            Test::Between(from, until) => *from <= hit.index && hit.index < *until,
            Test::Within(bounds) => point(&hit.index).is_some_and(|point| bounds.contains(point)),
        }
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
        let words = self.words.iter().map(|word| format!("word/{word}"));
        let place = self.place.iter().map(|word| format!("place/{word}"));
        let tag = self.tag.iter().map(|tag| Shelf::Tagged(tag.clone()).prefix());
        let author = self.author.iter().map(|author| Shelf::By(author.clone()).prefix());
        let licence = self.licence.iter().map(|licence| format!("licence/{licence}/"));
        let uses = Some(self.uses).filter(|uses| !uses.is_empty()).map(|uses| format!("may/{uses}/"));
        let aspect = self.aspect.iter().map(|aspect| format!("aspect/{}/", aspect.name()));
        let prefixes = words.chain(place).chain(tag).chain(author).chain(licence).chain(uses).chain(aspect);
        let mut conditions: Vec<Condition> = prefixes.map(Condition::prefix).collect();
        if self.taken_after.is_some() || self.taken_before.is_some() {
            conditions.push(Condition::taken(self.taken_after.as_ref(), self.taken_before.as_ref()));
        }
        conditions.extend(self.bounds.map(|bounds| Condition { prefix: "at/".to_owned(), test: Test::Within(bounds) }));
        conditions
    }

    /// The list, kept in order already, that holds just these photos: a word's is none, since it may begin several others.
    fn kept_list(&self, conditions: &[Condition], order: Order) -> Option<String> {
        match (conditions, order) {
            ([], Order::Newest | Order::Relevance) => Some(Shelf::Newest.prefix()),
            ([], Order::Taken) => Some("taken/".to_owned()),
            ([Condition { prefix, test: Test::All }], Order::Newest | Order::Relevance)
                if self.words.is_empty() && self.place.is_empty() =>
            {
                Some(prefix.clone())
            }
            _ => None,
        }
    }
}

/// Photos found: their places in time, and the keys of their records.
pub(super) type Meeting = HashMap<String, Key>;

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
        let found = self.meeting(&conditions).await?;
        let mut places = match order {
            Order::Newest => found.into_iter().collect(),
            Order::Taken => self.by_date(&found).await?,
            Order::Relevance => self.by_relevance(found, &sought.words).await?,
        };
        places.sort_unstable_by(|(one, _), (other, _)| other.cmp(one));
        let total = places.len();
        let begin = after.map_or(0, |cursor| places.partition_point(|(place, _)| place.as_str() >= cursor));
        let rest = places.get(begin..).unwrap_or_default();
        let shown = rest.get(..limit.min(rest.len())).unwrap_or_default();
        let next = shown.last().filter(|_| rest.len() > limit).map(|(place, _)| place.clone());
        let keys: Vec<Key> = shown.iter().map(|(_, key)| key.clone()).collect();
        Ok(Page { photos: noun::many(&self.store, &keys).await?, next, total })
    }

    /// The photos that are in each of these stretches.
    pub(super) async fn meeting(&self, conditions: &[Condition]) -> Result<Meeting, CatalogError> {
        let mut found: Option<Meeting> = None;
        for condition in conditions {
            let hits = self.store.lookup(&condition.prefix, None, MOST_FOUND, Direction::Descending).await?;
            let meeting = hits.into_iter().filter(|hit| condition.holds(hit)).filter_map(place_in_time);
            found = Some(match found {
                None => meeting.collect(),
                Some(before) => meeting.filter(|(place, _)| before.contains_key(place)).collect(),
            });
        }
        Ok(found.unwrap_or_default())
    }

    /// The same photos, their dates before their places.
    async fn by_date(&self, found: &Meeting) -> Result<Vec<(String, Key)>, CatalogError> {
        let hits = self.store.lookup("taken/", None, MOST_FOUND, Direction::Descending).await?;
        let dated = hits.into_iter().filter_map(|hit| {
            let place = hit.index.strip_prefix("taken/")?.to_owned();
            let in_time = place_in_time(hit)?;
            found.contains_key(&in_time.0).then_some((place, in_time.1))
        });
        Ok(dated.collect())
    }

    /// The same photos, before their places how many of the words they have as they were sought.
    async fn by_relevance(&self, found: Meeting, words: &[String]) -> Result<Vec<(String, Key)>, CatalogError> {
        let mut ranks: HashMap<String, usize> = HashMap::new();
        for word in words {
            let hits = self.store.lookup(&format!("word/{word}/"), None, MOST_FOUND, Direction::Descending).await?;
            for (place, _) in hits.into_iter().filter_map(place_in_time) {
                *ranks.entry(place).or_default() += 1;
            }
        }
        let ranked = found.into_iter().map(|(place, key)| {
            let rank = ranks.get(&place).copied().unwrap_or_default();
            (format!("{rank:02}/{place}"), key)
        });
        Ok(ranked.collect())
    }
}

/// `word/WORD/INSTANT/ID` → `INSTANT/ID`: the same photo under any condition.
pub(super) fn place_in_time(hit: IndexHit) -> Option<(String, Key)> {
    let (rest, id) = hit.index.rsplit_once('/')?;
    let (_, instant) = rest.rsplit_once('/')?;
    Some((format!("{instant}/{id}"), hit.key))
}
