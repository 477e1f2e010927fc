//! The list of photos that the workbench shows, as its address says it: a lane, one's own photos, or a search.

use url::form_urlencoded;

use crate::{
    domain::{
        lane::Lane,
        page::{Page, is_cursor},
        query::SortOrder,
        reader::Reader,
        search_query::SearchQuery,
    },
    library::Library,
    web::{
        problem::{AccessProblem, Problem},
        urls::{self, Urls},
    },
};

/// How many photos one part of the list has.
pub const PART: usize = 120;

/// How large photos are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// Many in a row.
    Small,
    /// Some in a row.
    #[default]
    Middle,
    /// Few in a row.
    Large,
}

impl Zoom {
    /// Every zoom, the smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Middle, Self::Large];

    /// The name in addresses and in the style sheet.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Middle => "middle",
            Self::Large => "large",
        }
    }
}

/// A list to work through.
#[derive(Clone, Debug, Default)]
pub struct Worklist {
    /// The lane, if it is one.
    pub lane: Option<Lane>,
    /// Whether it is the reader's own photos.
    pub mine: bool,
    /// How large photos are shown.
    pub zoom: Zoom,
    /// Where its part begins.
    pub cursor: Option<String>,
    search: SearchQuery,
    /// The parameters of the search, as the address has them.
    filters: Vec<(String, String)>,
}

impl Worklist {
    /// A lane from its first photo on.
    #[must_use]
    pub fn of_lane(lane: Lane, zoom: Zoom) -> Self {
        Self { lane: Some(lane), zoom, ..Self::default() }
    }

    /// Reads the parameters of an address. What is not understood is refused: without it, the list would have photos that
    /// are not meant.
    ///
    /// # Errors
    /// [`Problem`] names the parameter.
    pub fn read(parameters: &[(String, String)]) -> Result<Self, Problem> {
        let mut list = Self::default();
        for (name, value) in parameters {
            let value = value.trim();
            match name.as_str() {
                "lane" => list.lane = value.parse().ok(),
                "mine" => list.mine = value == "yes",
                "zoom" => list.zoom = Zoom::ALL.into_iter().find(|zoom| zoom.name() == value).unwrap_or_default(),
                "cursor" => list.cursor = Some(value.to_owned()).filter(|cursor| is_cursor(cursor)),
                // What was done, said once on the page that a form leads to.
                "done" | "about" => {}
                name => {
                    list.search.add(name, value)?;
                    if !value.is_empty() {
                        list.filters.push((name.to_owned(), value.to_owned()));
                    }
                }
            }
        }
        Ok(list)
    }

    /// The same from the query of an address.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_query(query: &str) -> Result<Self, Problem> {
        let parameters: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Self::read(&parameters)
    }

    /// Whether no list is asked for.
    #[must_use]
    pub const fn is_any(&self) -> bool {
        self.lane.is_none() && !self.mine && self.filters.is_empty()
    }

    /// The query of its address at this zoom, from its first photo on.
    #[must_use]
    pub fn query_at(&self, zoom: Zoom) -> String {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        pairs.extend(self.lane.map(|lane| ("lane", lane.name())));
        pairs.extend(self.mine.then_some(("mine", "yes")));
        if self.lane.is_none() && !self.mine {
            pairs.extend(self.filters.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        }
        pairs.extend((zoom != Zoom::default()).then_some(("zoom", zoom.name())));
        pairs.iter().map(|(name, value)| format!("{name}={}", urls::encoded(value))).collect::<Vec<_>>().join("&")
    }

    /// The query of this part.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = self.query_at(self.zoom);
        if let Some(cursor) = &self.cursor {
            let joint = if query.is_empty() { "" } else { "&" };
            query.extend([joint, "cursor=", &urls::encoded(cursor)]);
        }
        query
    }

    /// The address of its first part.
    #[must_use]
    pub fn address(&self, urls: Urls) -> String {
        urls.curate_list(&self.query_at(self.zoom))
    }

    /// The address of this part.
    #[must_use]
    pub fn here(&self, urls: Urls) -> String {
        urls.curate_list(&self.query())
    }

    /// The page of the search that it is, if it is one.
    #[must_use]
    pub fn search_page(&self, urls: Urls) -> Option<String> {
        let is_search = self.lane.is_none() && !self.mine && !self.filters.is_empty();
        is_search.then(|| format!("{}?{}", urls.search_page(), self.query_at(Zoom::default())))
    }

    /// Its part.
    ///
    /// # Errors
    /// [`Problem`] when the reader may not work through it, or when the library does not answer.
    pub async fn photos(&self, reader: &Reader, library: &Library) -> Result<Page, Problem> {
        let cursor = self.cursor.as_deref();
        if let Some(lane) = self.lane {
            return Ok(library.lane(reader, lane, cursor, PART).await?);
        }
        if self.mine {
            let handle = reader.handle().ok_or(Problem::Access(AccessProblem::NotSignedIn))?;
            return Ok(library.mine(handle.clone(), cursor, PART).await?);
        }
        let order = self.search.order.unwrap_or(SortOrder::Newest);
        Ok(library.search(&self.search.query, order, cursor, PART).await?)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_found_again_by_its_query() {
        for query in [
            "",
            "lane=title",
            "lane=alt&zoom=large",
            "mine=yes&zoom=small",
            "q=phare%20%26%20mer&tag=goulet%20de%20brest",
            "use=commercial&use=modify&cursor=00001760000000000000%2F23456789",
        ] {
            assert_eq!(Worklist::read_query(query).unwrap().query(), query);
        }
        assert_eq!(Worklist::read_query("lane=none&zoom=huge&cursor=x&done=saved").unwrap().query(), "");
        // A lane or one's own photos are not narrowed.
        assert_eq!(Worklist::read_query("lane=tags&q=phare").unwrap().query(), "lane=tags");
    }

    #[test]
    fn a_search_that_is_not_understood_is_no_wider_one() {
        for query in ["license=nonsense", "taken_after=soon", "page=2"] {
            assert!(Worklist::read_query(query).is_err(), "{query}");
        }
    }
}
