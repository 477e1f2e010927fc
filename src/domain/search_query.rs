//! The parameters by which photos are searched, the same for the API, for the search page, and for a search that a
//! collection keeps.

use super::{
    licence::{LicenceId, UnknownLicence},
    query::{self, PhotoQuery, SortOrder},
    tag::{NotATag, Tag},
};

/// Why a parameter is not part of a search.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPart {
    /// None has this name.
    #[error("a search has no parameter “{0}”")]
    Unknown(String),
    /// It cannot have this value.
    #[error("the parameter “{0}” cannot have this value")]
    Invalid(&'static str),
    /// It is no tag.
    #[error(transparent)]
    Tag(#[from] NotATag),
    /// It is no licence.
    #[error(transparent)]
    Licence(#[from] UnknownLicence),
}

/// A search query and its order, read from an address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchQuery {
    /// The query.
    pub query: PhotoQuery,
    /// The order, when it is chosen.
    pub order: Option<SortOrder>,
    /// The operators among the words that cannot have the value typed: `year:abc`.
    pub not_understood: Vec<String>,
}

/// Parameters that other sites add to addresses, to know where their readers go.
const OF_OTHERS: [&str; 11] =
    ["fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "mc_cid", "mc_eid", "igshid", "twclid", "yclid"];

/// Whether a parameter of an address was added by another site, and asks for nothing here: `utm_source`, `fbclid`…
#[must_use]
pub fn is_of_others(name: &str) -> bool {
    name.starts_with("utm_") || OF_OTHERS.contains(&name)
}

impl SearchQuery {
    /// The parameters that narrow a search or order it, beside its words (`q`).
    pub const FILTERS: [&'static str; 18] = [
        "tag",
        "context",
        "author",
        "giver",
        "license",
        "collection",
        "use",
        "place",
        "bbox",
        "taken_after",
        "taken_before",
        "orientation",
        "year",
        "author_name",
        "place_name",
        "print",
        "colour",
        "sort",
    ];

    /// Adds one parameter; a blank one adds nothing.
    ///
    /// # Errors
    /// [`NotAPart`] names it when it is not known or its value cannot be read; nothing is added then.
    pub fn add(&mut self, name: &str, value: &str) -> Result<(), NotAPart> {
        let value = value.trim();
        if value.is_empty() && (name == "q" || Self::FILTERS.contains(&name)) {
            return Ok(());
        }
        let query = &mut self.query;
        match name {
            "q" => {
                let typed = query::read(value);
                (query.terms, query.conditions) = (typed.terms, typed.conditions);
                self.not_understood = typed.not_understood;
            }
            "tag" => query.tag = Some(Tag::parse(value)?.ok_or(NotAPart::Invalid("tag"))?),
            "context" => query.context = Some(Tag::parse(value)?.ok_or(NotAPart::Invalid("context"))?),
            "author" => query.author = Some(parsed("author", value)?),
            "giver" => query.giver = Some(parsed("giver", value)?),
            "license" => query.licence = Some(LicenceId::parse(value)?),
            "collection" => query.collection = Some(parsed("collection", value)?),
            // A box ticked beside another has the same name: all of them are meant.
            "use" => query.uses = query.uses.with(parsed("use", value)?),
            "place" => value.clone_into(&mut query.place),
            "bbox" => query.bounds = Some(parsed("bbox", value)?),
            "taken_after" => query.taken_after = Some(parsed("taken_after", value)?),
            "taken_before" => query.taken_before = Some(parsed("taken_before", value)?),
            "orientation" => query.aspect = Some(parsed("orientation", value)?),
            "year" => query.years = Some(parsed("year", value)?),
            "author_name" => query.author_name = Some(value.to_owned()),
            "place_name" => query.place_name = Some(value.to_owned()),
            "print" => query.print = Some(parsed("print", value)?),
            "colour" => query.colour = Some(parsed("colour", value)?),
            "sort" => self.order = Some(parsed("sort", value)?),
            unknown => return Err(NotAPart::Unknown(unknown.to_owned())),
        }
        Ok(())
    }
}

fn parsed<T: std::str::FromStr>(field: &'static str, value: &str) -> Result<T, NotAPart> {
    value.parse().map_err(|_not_one| NotAPart::Invalid(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_cannot_be_read_leaves_the_rest_as_it_is() {
        let mut search = SearchQuery::default();
        for (name, value) in [("q", "phare"), ("use", "modify"), ("use", "commercial"), ("sort", "taken")] {
            assert!(search.add(name, value).is_ok(), "{name}");
        }
        let before = search.clone();
        for (name, value) in [
            ("license", "nonsense"),
            ("sort", "size"),
            ("taken_after", "soon"),
            ("bbox", "1,2"),
            ("year", "abc"),
            ("page", "2"),
        ] {
            assert!(search.add(name, value).is_err(), "{name}");
        }
        assert_eq!(search, before);
        assert!(search.query.uses.modify && search.query.uses.commercial && !search.query.uses.no_attribution);
    }
}
