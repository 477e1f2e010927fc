//! The parameters by which photos are searched, the same for the API and for the search page.

use crate::{
    domain::{
        licence::LicenceId,
        query::{self, PhotoQuery, SortOrder},
        tag::Tag,
    },
    web::problem::{FieldProblem, Problem, Why},
};

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
    /// [`Problem`] names it when it is not known or its value cannot be read; nothing is added then.
    pub fn add(&mut self, name: &str, value: &str) -> Result<(), Problem> {
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
            "tag" => query.tag = Some(Tag::parse(value)?.ok_or(FieldProblem::Invalid("tag", Why::Tag))?),
            "context" => {
                query.context = Some(Tag::parse(value)?.ok_or(FieldProblem::Invalid("context", Why::Tag))?);
            }
            "author" => query.author = Some(parsed("author", value, Why::Handle)?),
            "giver" => query.giver = Some(parsed("giver", value, Why::Handle)?),
            "license" => query.licence = Some(LicenceId::parse(value)?),
            "collection" => query.collection = Some(parsed("collection", value, Why::Choice)?),
            // A box ticked beside another has the same name: all of them are meant.
            "use" => query.uses = query.uses.with(parsed("use", value, Why::Choice)?),
            "place" => value.clone_into(&mut query.place),
            "bbox" => query.bounds = Some(parsed("bbox", value, Why::Bounds)?),
            "taken_after" => query.taken_after = Some(parsed("taken_after", value, Why::Date)?),
            "taken_before" => query.taken_before = Some(parsed("taken_before", value, Why::Date)?),
            "orientation" => query.aspect = Some(parsed("orientation", value, Why::Choice)?),
            "year" => query.years = Some(parsed("year", value, Why::Years)?),
            "author_name" => query.author_name = Some(value.to_owned()),
            "place_name" => query.place_name = Some(value.to_owned()),
            "print" => query.print = Some(parsed("print", value, Why::Choice)?),
            "colour" => query.colour = Some(parsed("colour", value, Why::Choice)?),
            "sort" => self.order = Some(parsed("sort", value, Why::Choice)?),
            unknown => return Err(FieldProblem::Unknown(unknown.to_owned()).into()),
        }
        Ok(())
    }
}

fn parsed<T: std::str::FromStr>(field: &'static str, value: &str, why: Why) -> Result<T, FieldProblem> {
    value.parse().map_err(|_not_one| FieldProblem::Invalid(field, why))
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
