//! What is suggested for a field of a photo, as forms and calls write it, in the form in which it is kept.

use jiff::Timestamp;

use super::form_fields;
use crate::{
    domain::{direction::Direction, lengths, place::Coordinates, suggestion::SuggestedField, tag::Tag, text},
    web::problem::Problem,
};

/// Parses a value of this field; blank is none.
///
/// # Errors
/// [`FieldProblem::Invalid`](crate::web::problem::FieldProblem::Invalid) names the field.
pub fn value(field: SuggestedField, text: &str, now: Timestamp) -> Result<Option<String>, Problem> {
    Ok(match field {
        SuggestedField::Title => form_fields::title(text)?.map(|title| title.as_str().to_owned()),
        SuggestedField::Description => form_fields::description(text)?.map(|words| words.as_str().to_owned()),
        SuggestedField::Alt => form_fields::alt(text)?.map(|alt| alt.as_str().to_owned()),
        SuggestedField::Tags => {
            let tags = Tag::parse_list(text)?;
            let tags: Vec<&str> = tags.iter().map(Tag::as_str).collect();
            Some(tags.join(", ")).filter(|tags| !tags.is_empty())
        }
        SuggestedField::Taken => form_fields::taken(text, now)?.map(|taken| taken.to_string()),
        SuggestedField::PlaceName => form_fields::place_name(text)?,
        SuggestedField::Coordinates => Coordinates::parse(text)?.map(|point| point.to_string()),
        SuggestedField::Direction => Direction::parse(text)?.map(|direction| direction.to_string()),
        SuggestedField::AuthorName => form_fields::author_name(text)?.map(|name| name.as_str().to_owned()),
        SuggestedField::People => {
            let people = text::clean_block(text);
            text::within(&people, lengths::PEOPLE).map_err(Problem::too_long("people"))?;
            Some(people).filter(|people| !people.is_empty())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(field: SuggestedField, text: &str) -> Result<Option<String>, &'static str> {
        let now = Timestamp::from_second(1_796_000_000).unwrap_or(Timestamp::UNIX_EPOCH);
        value(field, text, now).map_err(|problem| problem.field())
    }

    #[test]
    fn a_value_is_kept_as_its_field_writes_it() {
        for (field, typed, kept) in [
            (SuggestedField::Title, "  Le quai ", Some("Le quai")),
            (SuggestedField::Tags, "Mer, port,mer", Some("mer, port")),
            (SuggestedField::Taken, "14/07/1912", Some("1912-07-14")),
            (SuggestedField::Coordinates, "48.39, -4.49", Some("48.39,-4.49")),
            (SuggestedField::Coordinates, "48,39 ; -4,49", Some("48.39,-4.49")),
            (SuggestedField::Direction, "nord-ouest", Some("315")),
            (SuggestedField::People, "Anne, à gauche\n", Some("Anne, à gauche")),
            (SuggestedField::PlaceName, " ", None),
        ] {
            assert_eq!(read(field, typed), Ok(kept.map(str::to_owned)), "{typed}");
        }
    }

    #[test]
    fn what_its_field_does_not_take_is_refused_by_its_name() {
        for (field, typed) in [
            (SuggestedField::Taken, "hier"),
            (SuggestedField::Coordinates, "91,0"),
            (SuggestedField::Coordinates, "Brest"),
            (SuggestedField::Direction, "la mer"),
        ] {
            assert_eq!(read(field, typed), Err(field.name()), "{typed}");
        }
        assert_eq!(read(SuggestedField::People, &"a".repeat(lengths::PEOPLE.saturating_add(1))), Err("people"));
    }
}
