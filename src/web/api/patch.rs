//! Reads a JSON merge patch of a photo (RFC 7396): `null` empties, what is not there stays.
//!
//! The members are named as in `POST /photos`; `author` and `place` are also read as a Photo writes them, but for the
//! coordinates and the direction in `place`, which may be rounded or left out, and for a withheld name, which is left out. A Photo sent
//! back as it was read therefore changes nothing. A member that this call does not change is refused when it differs
//! from the Photo, so that nobody takes it for changed.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::{
    domain::{
        direction::{Direction, NotADirection},
        licence::LicenceId,
        photo::Provenance,
        place::Precision,
        provenance,
        tag::Tag,
    },
    library::describe::Rewording,
    web::{
        problem::{FieldProblem, Problem, StateProblem, Why},
        request::form_fields,
    },
};

/// The members of `author` and of `place` as a Photo writes them.
const IN_AUTHOR: [&str; 3] = ["name", "url", "withheld"];
const IN_PLACE: [&str; 5] = ["name", "precision", "latitude", "longitude", "direction"];
/// The members that change something.
pub const CHANGEABLE: [&str; 19] = [
    "title",
    "description",
    "alt",
    "author",
    "author_name",
    "author_url",
    "author_withheld",
    "source",
    "archive",
    "tags",
    "taken",
    "place",
    "place_name",
    "place_precision",
    "latitude",
    "longitude",
    "direction",
    "license",
    "narrow",
];
/// The other members of a Photo, which may be sent back as they were read. The revision comes first: when it differs,
/// so may the others, and the reason is that the photo changed meanwhile.
pub const READ_ONLY: [&str; 24] = [
    "revision",
    "id",
    "url",
    "state",
    "contributor",
    "licenses",
    "original",
    "camera",
    "collections",
    "renditions",
    "dominant",
    "created",
    "updated",
    "published",
    "file_name",
    "suggestions",
    "steps",
    "withdrawn_before",
    "same_file",
    "contributor_suspended",
    "credit_ledger",
    "replacement",
    "withdrawn",
    "reason",
];

/// What a patch changes.
///
/// # Errors
/// [`Problem`] names the first member that is wrong. One that no Photo has is refused too: if it were ignored, its
/// value would be lost.
pub fn rewording(patch: &Map<String, Value>, now: Timestamp) -> Result<Rewording, Problem> {
    form_fields::all_among(patch.keys(), |name| CHANGEABLE.contains(&name) || READ_ONLY.contains(&name))?;
    for (name, known) in [("author", IN_AUTHOR.as_slice()), ("place", IN_PLACE.as_slice())] {
        let members = patch.get(name).and_then(Value::as_object).into_iter().flat_map(Map::keys);
        let inner: Vec<String> = members.map(|member| format!("{name}.{member}")).collect();
        form_fields::all_among(&inner, |member| known.iter().any(|known| member == format!("{name}.{known}")))?;
    }
    let own = |name: &'static str| text(patch.get(name), name);
    let withheld = flag(patch.get("author").and_then(|author| author.get("withheld")), "author_withheld")?;
    let credited = patch.get("author").filter(|_| withheld != Some(true));
    let author = |name: &str, flat: &'static str| either(own(flat)?, credited, name, flat);
    let place = |name: &str, flat: &'static str| either(own(flat)?, patch.get("place"), name, flat);
    Ok(Rewording {
        title: own("title")?.map(form_fields::title).transpose()?,
        description: own("description")?.map(form_fields::description).transpose()?,
        alt: own("alt")?.map(form_fields::alt).transpose()?,
        author_name: author("name", "author_name")?.map(form_fields::author_name).transpose()?,
        author_url: author("url", "author_url")?.map(form_fields::author_url).transpose()?,
        source: own("source")?.map(source).transpose()?,
        archive: own("archive")?.map(provenance::archive).transpose().map_err(Problem::too_long("archive"))?,
        tags: patch.get("tags").map(tags).transpose()?,
        taken: own("taken")?.map(|text| form_fields::taken(text, now)).transpose()?,
        place_name: place("name", "place_name")?.map(form_fields::place_name).transpose()?,
        coordinates: match (degrees(patch, "latitude")?, degrees(patch, "longitude")?) {
            (None, None) => patch.get("place").filter(|place| place.is_null()).map(|_emptied| None),
            (latitude, longitude) => Some(form_fields::coordinates(latitude.flatten(), longitude.flatten())?),
        },
        direction: patch.get("direction").map(direction).transpose()?,
        // A place that is emptied stays hidden if it was: only its own member changes how precisely it is published.
        precision: match patch.get("place") {
            Some(Value::Null) => own("place_precision")?,
            _ => place("precision", "place_precision")?,
        }
        .map(precision)
        .transpose()?,
        licence: licence(patch.get("license"))?,
        unseen: true,
        vouched: false,
        place_confirmed: false,
        author_withheld: flag(patch.get("author_withheld"), "author_withheld")?.or(withheld),
        narrow: flag(patch.get("narrow"), "narrow")?.unwrap_or(false),
    })
}

/// Refuses a member that this call does not change, when it differs from the photo as this reader sees it.
///
/// # Errors
/// [`FieldProblem::Invalid`] with the name of the member; [`StateProblem::Stale`] when it is the revision.
pub fn check_read_only(patch: &Map<String, Value>, photo: &Value) -> Result<(), Problem> {
    let differs = |sent: Option<&Value>, read: Option<&Value>| {
        sent.is_some_and(|sent| !is_same(sent, read.unwrap_or(&Value::Null)))
    };
    for name in READ_ONLY {
        if differs(patch.get(name), photo.get(name)) {
            return Err(match name {
                "revision" => Problem::State(StateProblem::Stale),
                "state" => Problem::Field(FieldProblem::Invalid("state", Why::State)),
                name => Problem::Field(FieldProblem::Invalid(name, Why::ReadOnly)),
            });
        }
    }
    for (pointer, name) in [
        ("/place/latitude", "place.latitude"),
        ("/place/longitude", "place.longitude"),
        ("/place/direction", "place.direction"),
    ] {
        let sent = pointer.rsplit('/').next().and_then(|member| patch.get("place")?.get(member));
        if differs(sent, photo.pointer(pointer)) {
            return Err(Problem::Field(FieldProblem::Invalid(name, Why::InsidePlace)));
        }
    }
    if patch.get("license").is_some_and(Value::is_null) && differs(patch.get("license"), photo.get("license")) {
        return Err(Problem::Field(FieldProblem::Invalid("license", Why::Granted)));
    }
    Ok(())
}

/// Whether two values say the same. Many programs write 8 for a number that they read as 8.0, and `null` for a member
/// that is not there.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64().zip(other.as_f64()).is_some_and(|(one, other)| one.total_cmp(&other).is_eq())
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let of = |members: &Map<String, Value>, name: &str| members.get(name).cloned().unwrap_or_default();
            one.keys().chain(other.keys()).all(|name| is_same(&of(one, name), &of(other, name)))
        }
        (one, other) => one == other,
    }
}

fn flag(value: Option<&Value>, name: &'static str) -> Result<Option<bool>, Problem> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(on)) => Ok(Some(*on)),
        Some(_) => Err(Problem::Field(FieldProblem::Invalid(name, Why::Choice))),
    }
}

/// A text: not there, emptied (`""`), or given.
fn text<'a>(value: Option<&'a Value>, name: &'static str) -> Result<Option<&'a str>, Problem> {
    match value {
        None => Ok(None),
        Some(Value::Null) => Ok(Some("")),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Problem::Field(FieldProblem::Invalid(name, Why::Choice))),
    }
}

/// The flat member, else the same one inside an object; an object that is `null` empties all it holds.
fn either<'a>(
    flat: Option<&'a str>,
    object: Option<&'a Value>,
    name: &str,
    field: &'static str,
) -> Result<Option<&'a str>, Problem> {
    match (flat, object) {
        (Some(text), _) => Ok(Some(text)),
        (None, None) => Ok(None),
        (None, Some(Value::Null)) => Ok(Some("")),
        (None, Some(Value::Object(members))) => text(members.get(name), field),
        (None, Some(_)) => Err(Problem::Field(FieldProblem::Invalid(field, Why::Choice))),
    }
}

fn source(text: &str) -> Result<Provenance, Problem> {
    if text.is_empty() {
        return Ok(Provenance::default());
    }
    text.parse().map_err(|_unknown| Problem::Field(FieldProblem::Invalid("source", Why::Choice)))
}

fn precision(text: &str) -> Result<Precision, Problem> {
    if text.is_empty() { Ok(Precision::default()) } else { form_fields::precision(text) }
}

#[expect(clippy::option_option, reason = "not there, emptied, or given: the three cases of RFC 7396")]
fn degrees(patch: &Map<String, Value>, name: &'static str) -> Result<Option<Option<f64>>, Problem> {
    match patch.get(name) {
        None => Ok(None),
        Some(Value::Null) => Ok(Some(None)),
        Some(number) => number
            .as_f64()
            .map(|degrees| Some(Some(degrees)))
            .ok_or(Problem::Field(FieldProblem::Invalid(name, Why::Place))),
    }
}

/// A direction: degrees, or as people write it.
fn direction(value: &Value) -> Result<Option<Direction>, Problem> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Direction::parse(text)?),
        number => {
            let direction = number.as_f64().and_then(|degrees| Direction::new(degrees, None));
            direction.map(Some).ok_or_else(|| NotADirection.into())
        }
    }
}

/// All the tags, which replace the present ones: a list, or one text with commas.
///
/// # Errors
/// [`FieldProblem::Invalid`].
pub fn tags(value: &Value) -> Result<Vec<Tag>, Problem> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(list) => Ok(Tag::parse_list(list)?),
        Value::Array(list) => {
            let words: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            Ok(Tag::parse_list(&words.ok_or(Problem::Field(FieldProblem::Invalid("tags", Why::Tag)))?.join(","))?)
        }
        _ => Err(Problem::Field(FieldProblem::Invalid("tags", Why::Tag))),
    }
}

/// A licence to add, by its id or as a Photo writes it. `null` adds nothing, and is refused where a licence was granted
/// ([`check_read_only`]).
fn licence(value: Option<&Value>) -> Result<Option<LicenceId>, Problem> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(id)) => Ok(Some(LicenceId::parse(id)?)),
        Some(object) => Ok(Some(LicenceId::parse(object.get("id").and_then(Value::as_str).unwrap_or_default())?)),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::web::problem::LicenceProblem;

    fn read(patch: Value) -> Result<Rewording, Problem> {
        let now = "2026-07-14T12:00:00Z".parse().unwrap();
        rewording(&serde_json::from_value(patch).unwrap(), now)
    }

    fn wrong_field(patch: Value) -> &'static str {
        match read(patch) {
            Err(Problem::Field(FieldProblem::Invalid(field, _))) => field,
            _ => "none",
        }
    }

    #[test]
    fn what_is_not_there_stays_and_null_empties() {
        let change = read(json!({ "title": null, "alt": "Un phare", "tags": null, "license": null })).unwrap();
        assert_eq!(change.title, Some(None));
        assert_eq!(change.alt.flatten().map(|alt| alt.as_str().to_owned()), Some("Un phare".to_owned()));
        assert_eq!(change.tags, Some(Vec::new()));
        assert!(change.description.is_none() && change.coordinates.is_none() && change.licence.is_none());
    }

    #[test]
    fn author_and_place_are_read_as_a_photo_writes_them() {
        let change = read(json!({
            "author": { "name": "Anne Le Gall", "url": null },
            "place": { "name": "Le Conquet", "precision": "hidden", "latitude": null, "longitude": null },
        }))
        .unwrap();
        assert_eq!(change.author_name.flatten().map(|name| name.as_str().to_owned()), Some("Anne Le Gall".to_owned()));
        assert_eq!(change.author_url, Some(None));
        assert_eq!(change.place_name, Some(Some("Le Conquet".to_owned())));
        assert_eq!(change.precision, Some(Precision::Hidden));
        assert_eq!(change.coordinates, None, "a hidden point that is sent back hidden is not lost");
    }

    #[test]
    fn a_withheld_name_that_is_sent_back_as_none_is_kept() {
        let change = read(json!({ "author": { "name": null, "url": null, "withheld": true } })).unwrap();
        assert_eq!((change.author_name, change.author_url, change.author_withheld), (None, None, Some(true)));
        let change = read(json!({ "author_name": "Anne", "author": { "withheld": false } })).unwrap();
        assert!(change.author_name.is_some_and(|name| name.is_some()) && change.author_withheld == Some(false));
    }

    #[test]
    fn what_a_patch_does_not_change_is_sent_back_as_it_was_read_or_refused() {
        let photo = json!({
            "id": "m2v89dns", "state": "submitted", "revision": 7, "license": { "id": "cc-by-4.0" },
            "camera": { "aperture": 8.0, "model": "X100" },
            "place": { "name": "Brest", "latitude": 48.39, "longitude": -4.49 },
        });
        let checked = |patch: Value| check_read_only(&serde_json::from_value(patch).unwrap(), &photo);
        for same in [
            photo.clone(),
            json!({ "title": "Un phare", "place": { "name": "Le Conquet" }, "license": "cc0-1.0" }),
            json!({ "camera": { "aperture": 8, "model": "X100", "lens": null }, "contributor": null }),
        ] {
            assert!(checked(same.clone()).is_ok(), "{same}");
        }
        for (patch, name) in [
            (json!({ "state": "published" }), "state"),
            (json!({ "contributor": "anne" }), "contributor"),
            (json!({ "camera": { "aperture": 8.0, "model": "X200" } }), "camera"),
            (json!({ "place": { "latitude": 47.5, "longitude": -4.49 } }), "place.latitude"),
            (json!({ "place": { "longitude": null } }), "place.longitude"),
            (json!({ "license": null }), "license"),
        ] {
            let refused = checked(patch);
            assert!(
                matches!(&refused, Err(Problem::Field(FieldProblem::Invalid(field, _))) if *field == name),
                "{name}: {refused:?}"
            );
        }
        assert!(matches!(
            checked(json!({ "revision": 6, "state": "draft" })),
            Err(Problem::State(StateProblem::Stale))
        ));
    }

    #[test]
    fn a_place_that_is_null_is_emptied() {
        let change = read(json!({ "place": null })).unwrap();
        assert_eq!((change.place_name, change.coordinates, change.precision), (Some(None), Some(None), None));
    }

    #[test]
    fn what_is_not_understood_is_refused_and_empties_nothing() {
        assert_eq!(wrong_field(json!({ "latitude": "48.4", "longitude": "-4.5" })), "latitude");
        assert_eq!(wrong_field(json!({ "latitude": 48.4 })), "latitude");
        assert_eq!(wrong_field(json!({ "latitude": 91, "longitude": 0 })), "latitude");
        assert_eq!(wrong_field(json!({ "latitude": 48.4, "longitude": "west" })), "longitude");
        for (patch, name) in [
            (json!({ "author": { "nom": "Anne" } }), "author.nom"),
            (json!({ "place": { "name": "Brest", "town": "Brest" } }), "place.town"),
            (json!({ "plaec": "Brest" }), "plaec"),
        ] {
            assert!(matches!(read(patch), Err(Problem::Field(FieldProblem::Unknown(unknown))) if unknown == name));
        }
        assert_eq!(wrong_field(json!({ "tags": ["phare", 3] })), "tags");
        assert_eq!(wrong_field(json!({ "author": { "name": 3 } })), "author_name");
        assert_eq!(wrong_field(json!({ "place": "Le Conquet" })), "place_name");
        assert_eq!(wrong_field(json!({ "place_precision": "near" })), "place_precision");
        assert_eq!(wrong_field(json!({ "source": "found" })), "source");
        assert_eq!(wrong_field(json!({ "taken": "hier" })), "taken");
        assert!(matches!(
            read(json!({ "taken": "2031-01-01" })),
            Err(Problem::Field(FieldProblem::Invalid("taken", Why::ToCome)))
        ));
        assert!(matches!(
            read(json!({ "taken": "2020-02-31" })),
            Err(Problem::Field(FieldProblem::Invalid("taken", Why::NoSuchDay)))
        ));
        assert!(matches!(read(json!({ "license": "cc-by" })), Err(Problem::Licence(LicenceProblem::Unknown))));
    }
}
