//! The fields of forms and of calls, parsed once into the types of the library.

use jiff::Timestamp;

use super::{
    fill::{all_tags, filled},
    intake::ReceivedForm,
};
use crate::{
    domain::{
        arrival::Arrival,
        direction::Direction,
        lengths,
        licence::{Answers, Changes, LicenceId},
        person::{Handle, PersonRecord},
        photo::{AltText, Author, AuthorName, Description, PhotoRecord, Provenance, Title},
        place::{Coordinates, Place, Precision},
        provenance,
        tag::Tag,
        taken::Taken,
        text,
    },
    library::{deposit::Wishes, describe::Rewording},
    web::problem::{CreditProblem, FieldProblem, LicenceProblem, Problem, Why},
};

/// The fields of `POST /api/v1/photos`.
pub const DEPOSIT: [&str; 17] = [
    "csrf",
    "license",
    "title",
    "description",
    "alt",
    "author_name",
    "author_url",
    "tags",
    "taken",
    "place_name",
    "latitude",
    "longitude",
    "place_precision",
    "source",
    "archive",
    "submit",
    "file",
];

/// Refuses an unknown field of a deposit. If it were ignored, an author's name sent as `author` would be lost, and the
/// photo credited to somebody else.
///
/// # Errors
/// [`FieldProblem::Unknown`] names it.
pub fn all_known(form: &ReceivedForm) -> Result<(), Problem> {
    all_among(form.all().iter().map(|(field, _)| field), |field| DEPOSIT.contains(&field))
}

/// Refuses the first of these names that is not known.
///
/// # Errors
/// [`FieldProblem::Unknown`] names it.
pub fn all_among<'a>(
    names: impl IntoIterator<Item = &'a String>,
    is_known: impl Fn(&str) -> bool,
) -> Result<(), Problem> {
    match names.into_iter().find(|name| !is_known(name)) {
        Some(unknown) => Err(Problem::Field(FieldProblem::Unknown(text::clean_line(unknown)))),
        None => Ok(()),
    }
}

/// What a deposit's fields say (the names of `POST /api/v1/photos`).
///
/// # Errors
/// [`Problem`] names the first field that is wrong.
pub fn wishes(form: &ReceivedForm, now: Timestamp) -> Result<Wishes, Problem> {
    let blank = |name| form.value(name).unwrap_or_default();
    Ok(Wishes {
        licence: form.value("license").map(LicenceId::parse).transpose()?,
        title: title(blank("title"))?,
        description: description(blank("description"))?,
        alt: alt(blank("alt"))?,
        author: author(form)?,
        tags: tags(form, "tags")?,
        taken: taken(blank("taken"), now)?,
        place: place(form)?,
        source: source(form)?,
        archive: provenance::archive(blank("archive")).map_err(Problem::too_long("archive"))?,
        arrival: Arrival::default(),
        unseen: false,
        submit: flag(form, "submit", true)?,
    })
}

/// How a file arrived from the upload page: its name, and its place among the files chosen on that page.
#[must_use]
pub fn arrival(form: &ReceivedForm, file_name: &str, now: Timestamp) -> Arrival {
    let named = Arrival::named(file_name);
    let opened: Option<Timestamp> = form.value("batch").and_then(|at| at.parse().ok()).filter(|at| *at <= now);
    let place = form.value("place").and_then(|place| place.parse().ok());
    match (opened, place) {
        (Some(opened), Some(place)) => named.at(opened, place),
        _ => named,
    }
}

/// What changes about one photo, as a form sends it: a field that is there and blank empties. The fields of the photo
/// alone begin with `prefix`; where that is not empty, a field without it is filled in for several photos ([`filled`]).
///
/// # Errors
/// [`Problem`] names the first field that is wrong.
pub fn rewording(form: &ReceivedForm, prefix: &str, now: Timestamp) -> Result<Rewording, Problem> {
    let own = |name: &str| format!("{prefix}{name}");
    let said = |name: &str| filled(form, prefix, name).or_else(|| form.sent(&own(name)));
    let place_answer = form.value(&own("place_answer"));
    if place_answer.is_some_and(|answer| !["right", "drop"].contains(&answer)) {
        return Err(Problem::Field(FieldProblem::Invalid("place_answer", Why::Choice)));
    }
    Ok(Rewording {
        title: said("title").map(title).transpose()?,
        description: said("description").map(description).transpose()?,
        alt: form.sent(&own("alt")).map(alt).transpose()?,
        author_name: said("author_name").map(author_name).transpose()?,
        author_url: said("author_url").map(author_url).transpose()?,
        source: form.value("source").map(|_| source(form)).transpose()?,
        archive: said("archive").map(provenance::archive).transpose().map_err(Problem::too_long("archive"))?,
        tags: said("tags").map(|_| all_tags(form, prefix)).transpose()?,
        taken: said("taken").map(|text| taken(text, now)).transpose()?,
        place_name: said("place_name").map(place_name).transpose()?,
        coordinates: match place_answer {
            Some("drop") => Some(None),
            _ => form.sent(&own("coordinates")).map(Coordinates::parse).transpose()?,
        },
        direction: form.sent(&own("direction")).map(Direction::parse).transpose()?,
        precision: said("place_precision").filter(|said| !said.is_empty()).map(precision).transpose()?,
        licence: None,
        unseen: false,
        vouched: form.value(&own("vouched")) == Some("yes"),
        place_confirmed: place_answer == Some("right"),
        // A hidden field sends "no" before the checkbox, so that an unticked box is sent too: the last value counts.
        author_withheld: form.values("author_withheld").last().map(|said| said == "yes"),
        narrow: flag(form, "narrow", false)?,
    })
}

/// The same about a photo already kept: pages show the day it was taken without its hour, and a day sent back as it was
/// shown does not take the hour away.
///
/// # Errors
/// As [`rewording`].
pub fn rewording_of(
    form: &ReceivedForm,
    prefix: &str,
    photo: &PhotoRecord,
    now: Timestamp,
) -> Result<Rewording, Problem> {
    let mut change = rewording(form, prefix, now)?;
    let shown = photo.taken.as_ref().map(Taken::without_hour);
    if change.taken.as_ref().is_some_and(|taken| taken.as_ref().map(Taken::as_str) == shown.as_deref()) {
        change.taken = None;
    }
    Ok(change)
}

/// The handle of a new account.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn handle(form: &ReceivedForm) -> Result<Handle, Problem> {
    form.value("handle")
        .unwrap_or_default()
        .parse()
        .map_err(|_not_a_handle| Problem::Field(FieldProblem::Invalid("handle", Why::Handle)))
}

/// A title.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn title(text: &str) -> Result<Option<Title>, Problem> {
    Title::parse(text).map_err(Problem::too_long("title"))
}

/// A description.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn description(text: &str) -> Result<Option<Description>, Problem> {
    Description::parse(text).map_err(Problem::too_long("description"))
}

/// A text alternative.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn alt(text: &str) -> Result<Option<AltText>, Problem> {
    AltText::parse(text).map_err(Problem::too_long("alt"))
}

/// A name to credit.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn author_name(text: &str) -> Result<Option<AuthorName>, Problem> {
    AuthorName::parse(text).map_err(Problem::too_long("author_name"))
}

/// An address to credit.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn author_url(text: &str) -> Result<Option<String>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    text::within(text.trim(), lengths::LINK).map_err(Problem::too_long("author_url"))?;
    text::link(text).map(Some).ok_or(Problem::Field(FieldProblem::Invalid("author_url", Why::Link)))
}

/// When a photo was taken, which is not a day to come.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn taken(text: &str, now: Timestamp) -> Result<Option<Taken>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let taken: Taken = text.parse()?;
    if taken.is_to_come(now) {
        Err(Problem::Field(FieldProblem::Invalid("taken", Why::ToCome)))
    } else {
        Ok(Some(taken))
    }
}

/// The name of a place.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn place_name(text: &str) -> Result<Option<String>, Problem> {
    Place::parse_name(text).map_err(Problem::too_long("place_name"))
}

/// How precisely a place is published.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn precision(text: &str) -> Result<Precision, Problem> {
    text.parse().map_err(|_unknown| Problem::Field(FieldProblem::Invalid("place_precision", Why::Choice)))
}

/// A point given as two numbers.
///
/// # Errors
/// [`FieldProblem::Invalid`] when only one is given or they are not on Earth.
pub fn coordinates(latitude: Option<f64>, longitude: Option<f64>) -> Result<Option<Coordinates>, Problem> {
    match (latitude, longitude) {
        (None, None) => Ok(None),
        (Some(latitude), Some(longitude)) => Coordinates::new(latitude, longitude)
            .map(Some)
            .ok_or(Problem::Field(FieldProblem::Invalid("latitude", Why::Place))),
        _ => Err(Problem::Field(FieldProblem::Invalid("latitude", Why::HalfAPoint))),
    }
}

/// Who is credited.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn author(form: &ReceivedForm) -> Result<Author, Problem> {
    Ok(Author {
        name: author_name(form.value("author_name").unwrap_or_default())?,
        url: author_url(form.value("author_url").unwrap_or_default())?,
    })
}

/// Where the right to give comes from; when it is not said, the contributor took the photo.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn source(form: &ReceivedForm) -> Result<Provenance, Problem> {
    form.value("source").map_or(Ok(Provenance::Own), |source| {
        source.parse().map_err(|_unknown| Problem::Field(FieldProblem::Invalid("source", Why::Choice)))
    })
}

/// The licence granted on a page that asks the questions about so many photos. With a licence, the form must also say
/// who took them. `needed`: a form without a licence is refused.
///
/// # Errors
/// [`LicenceProblem::Unanswered`], [`CreditProblem::MissingSource`], or as [`licence`].
pub fn granted(
    form: &ReceivedForm,
    last: Option<LicenceId>,
    needed: bool,
    photos: u64,
) -> Result<Option<LicenceId>, Problem> {
    let Some(licence) = licence(form, last)? else {
        return if needed { Err(Problem::Licence(LicenceProblem::Unanswered(photos))) } else { Ok(None) };
    };
    if form.value("source").is_none() {
        return Err(Problem::Credit(CreditProblem::MissingSource(photos)));
    }
    Ok(Some(licence))
}

/// Checks that a photo taken by somebody else is not credited to its contributor, and that its author is named when
/// they gave permission; `photos` is how many the form is about.
///
/// # Errors
/// [`CreditProblem::AuthorIsContributor`], [`CreditProblem::MissingAuthor`].
pub fn named_author(
    source: Provenance,
    author: Option<&AuthorName>,
    giver: &PersonRecord,
    photos: u64,
) -> Result<(), Problem> {
    match (source, author) {
        (Provenance::Own, _) => Ok(()),
        (Provenance::Permission, None) => Err(Problem::Credit(CreditProblem::MissingAuthor)),
        (_, Some(name)) if giver.is_called(name.as_str()) => {
            Err(Problem::Credit(CreditProblem::AuthorIsContributor(photos)))
        }
        _ => Ok(()),
    }
}

/// The same check of a photo as this change would leave it.
///
/// # Errors
/// As [`named_author`].
pub fn named_author_after(
    change: &Rewording,
    photo: &PhotoRecord,
    giver: &PersonRecord,
    photos: u64,
) -> Result<(), Problem> {
    let author = change.author_name.as_ref().unwrap_or(&photo.author.name);
    named_author(change.source.unwrap_or(photo.source), author.as_ref(), giver, photos)
}

/// The licence that a person chose: by name, as last time, or by the three questions; two of them must agree.
///
/// # Errors
/// [`Problem`] when an answer is none of those offered, [`LicenceProblem::Two`].
fn licence(form: &ReceivedForm, last: Option<LicenceId>) -> Result<Option<LicenceId>, Problem> {
    // Chosen in the list, and proposed by the files.
    let mut names = form.values("license").filter(|name| !name.trim().is_empty()).map(LicenceId::parse);
    let named = names.next().transpose()?;
    let named_too = names.next().transpose()?;
    let last = last.filter(|_| form.value("as_last_time").is_some());
    let answered = answered(form)?;
    let differ = |last: bool, one: Option<LicenceId>, other: Option<LicenceId>| match (one, other) {
        (Some(one), Some(other)) if one != other => {
            Err(Problem::Licence(LicenceProblem::Two { last, one: one.label(), other: other.label() }))
        }
        _ => Ok(()),
    };
    differ(false, named, named_too)?;
    differ(false, answered, named)?;
    differ(true, last, named.or(answered))?;
    Ok(named.or(last).or(answered))
}

/// The licence that the three questions lead to.
fn answered(form: &ReceivedForm) -> Result<Option<LicenceId>, Problem> {
    if form.value("source") == Some("public-domain") {
        return Ok(LicenceId::parse("pdm-1.0").ok());
    }
    let answers = Answers {
        may_be_changed: match form.value("modify") {
            None => None,
            Some("yes") => Some(Changes::Yes),
            Some("alike") => Some(Changes::SharedAlike),
            Some("no") => Some(Changes::No),
            Some(_) => return Err(Problem::Field(FieldProblem::Invalid("modify", Why::Choice))),
        },
        may_be_sold: match form.value("sell") {
            None => None,
            Some("yes") => Some(true),
            Some("no") => Some(false),
            Some(_) => return Err(Problem::Field(FieldProblem::Invalid("sell", Why::Choice))),
        },
    };
    Ok(answers.licence())
}

/// Tags, comma-separated, in the field of this name, once or several times.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn tags(form: &ReceivedForm, name: &str) -> Result<Vec<Tag>, Problem> {
    Ok(Tag::parse_list(&form.values(name).collect::<Vec<_>>().join(","))?)
}

/// Where it was taken: a name, coordinates, and how precisely they are published.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn place(form: &ReceivedForm) -> Result<Place, Problem> {
    let degrees = |name: &'static str| {
        let given = form.value(name).map(|text| text.trim().parse::<f64>()).transpose();
        given.map_err(|_not_a_number| Problem::Field(FieldProblem::Invalid(name, Why::Place)))
    };
    Ok(Place {
        name: place_name(form.value("place_name").unwrap_or_default())?,
        coordinates: coordinates(degrees("latitude")?, degrees("longitude")?)?,
        precision: form.value("place_precision").map(precision).transpose()?.unwrap_or_default(),
    })
}

/// A yes-or-no field.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn flag(form: &ReceivedForm, name: &'static str, default: bool) -> Result<bool, Problem> {
    match form.value(name) {
        None => Ok(default),
        Some("true" | "1" | "yes" | "on") => Ok(true),
        Some("false" | "0" | "no" | "off") => Ok(false),
        Some(_) => Err(Problem::Field(FieldProblem::Invalid(name, Why::Choice))),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

    use super::*;

    fn giver() -> PersonRecord {
        serde_json::from_value(serde_json::json!({
            "v": 2, "handle": "anna", "name": "Anna Kerbrat", "role": "contributor", "trusted": false,
            "author": {"name": "A. Kerbrat"}, "created": "2026-01-01T00:00:00Z",
        }))
        .unwrap()
    }

    fn granted_by(words: &[(&str, &str)]) -> Result<Option<LicenceId>, Problem> {
        let form = ReceivedForm::of_values(
            words.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        );
        granted(&form, LicenceId::parse("cc-by-sa-4.0").ok(), true, 1)
    }

    #[test]
    fn no_licence_is_granted_before_who_took_the_photo_is_said() {
        assert!(matches!(
            granted_by(&[("license", "cc-by-4.0")]),
            Err(Problem::Credit(CreditProblem::MissingSource(1)))
        ));
        assert!(matches!(
            granted_by(&[("as_last_time", "yes")]),
            Err(Problem::Credit(CreditProblem::MissingSource(1)))
        ));
        assert!(matches!(
            granted_by(&[("modify", "yes"), ("sell", "yes")]),
            Err(Problem::Credit(CreditProblem::MissingSource(1)))
        ));
        assert!(matches!(granted_by(&[("source", "own")]), Err(Problem::Licence(LicenceProblem::Unanswered(1)))));
        let by = granted_by(&[("license", "cc-by-4.0"), ("source", "own")]).unwrap().unwrap();
        assert_eq!(by.label(), "CC BY 4.0");
    }

    #[test]
    fn two_ways_to_one_licence_must_agree() {
        let answers = [("source", "own"), ("modify", "yes"), ("sell", "yes")];
        let with = |more| granted_by(&[answers.as_slice(), &[more]].concat());
        assert!(matches!(
            with(("license", "cc-by-nc-nd-4.0")),
            Err(Problem::Licence(LicenceProblem::Two { last: false, one: "CC BY 4.0", other: "CC BY-NC-ND 4.0" }))
        ));
        assert!(matches!(with(("as_last_time", "yes")), Err(Problem::Licence(LicenceProblem::Two { last: true, .. }))));
        assert!(with(("license", "cc-by-4.0")).is_ok());
        // Ticked as the files say, and another chosen in the list.
        let two = [("source", "own"), ("license", "cc-by-4.0"), ("license", "cc0-1.0")];
        assert!(matches!(granted_by(&two), Err(Problem::Licence(LicenceProblem::Two { last: false, .. }))));
        assert!(granted_by(&[("source", "own"), ("license", "cc-by-4.0"), ("license", "")]).is_ok());
    }

    #[test]
    fn somebody_else_s_photo_is_not_credited_to_whoever_gives_it() {
        let by =
            |source: Provenance, name: &str| named_author(source, author_name(name).unwrap().as_ref(), &giver(), 1);
        for own in ["Anna Kerbrat", "a. kerbrat "] {
            assert!(
                matches!(by(Provenance::Permission, own), Err(Problem::Credit(CreditProblem::AuthorIsContributor(1)))),
                "{own}"
            );
            assert!(
                matches!(by(Provenance::Archive, own), Err(Problem::Credit(CreditProblem::AuthorIsContributor(1)))),
                "{own}"
            );
            assert!(by(Provenance::Own, own).is_ok(), "{own}");
        }
        assert!(matches!(by(Provenance::Permission, ""), Err(Problem::Credit(CreditProblem::MissingAuthor))));
        assert!(by(Provenance::Archive, "").is_ok() && by(Provenance::Permission, "Yann Riou").is_ok());
    }
}
