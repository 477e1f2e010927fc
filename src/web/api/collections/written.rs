//! A collection as JSON, and what a JSON merge patch changes of it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::{
    domain::{
        collection::{
            CollectionDates, CollectionPlace, CollectionRecord, CollectionState, CollectionText, Pair, SavedSearch,
            Slug,
        },
        compatibility::{Remix, SideBySide},
        language::Language,
        person::Handle,
        photo::{PhotoId, Title},
        reader::Reader,
    },
    library::{collections::Contents, gather::CollectionChange, review},
    web::{
        problem::{CollectionProblem, FieldProblem, Problem, Why},
        request::form_fields,
        site::Site,
        urls::Urls,
    },
};

/// The members that make a collection.
pub const MAKE: [&str; 13] = [
    "title", "text", "dates", "place", "query", "except", "pairs", "cover", "parent", "members", "state", "note",
    "photos",
];
/// The members that change one.
pub const CHANGEABLE: [&str; 12] =
    ["title", "text", "dates", "place", "query", "except", "pairs", "cover", "parent", "members", "state", "note"];
/// The others, which may be sent back as they were read. The revision comes first: when it differs, so may the others.
pub const READ_ONLY: [&str; 11] =
    ["revision", "slug", "url", "by", "count", "beyond", "rights", "children", "created", "updated", "published"];

/// A collection as JSON: the photos that everyone may see are counted. Who edits it is for those who do. Which pairs others
/// see depends on their photos: the caller says that.
#[must_use]
pub fn collection(
    record: &CollectionRecord,
    revision: u64,
    contents: &Contents,
    site: &Site,
    reader: &Reader,
) -> Value {
    let urls = Urls::new(Language::French);
    let counts = SideBySide::of(contents.photos.iter().map(|shown| shown.licence));
    let terms = match counts.remixed() {
        Remix::Allowed(terms) if !contents.is_empty() => Some(terms),
        _ => None,
    };
    let mut view = json!({
        "slug": record.slug,
        "url": site.absolute(&urls.collection(&record.slug)),
        "state": record.state,
        "title": record.title,
        "text": record.text,
        "dates": record.dates,
        "place": record.place,
        "query": record.query,
        "pairs": [],
        "cover": cover(record, contents),
        "by": Some(&record.by).filter(|by| !by.is_nobody()),
        "count": contents.len(),
        "beyond": contents.beyond,
        "rights": {
            "licenses": counts.licences,
            "may_be_sold": counts.may_be_sold(),
            "to_credit": counts.to_credit,
            "unalterable": counts.unalterable,
            "fits_wikimedia_commons": counts.fits_wikimedia_commons(),
            "remix": terms,
        },
        "parent": record.parent,
        "children": [],
        "created": record.created.to_string(),
        "updated": record.updated.to_string(),
        "published": record.published.map(|at| at.to_string()),
        "revision": revision,
    });
    if record.is_edited_by(reader)
        && let Some(members) = view.as_object_mut()
    {
        members.insert("members".to_owned(), json!(record.members));
        members.insert("except".to_owned(), json!(record.except));
        // All of them, so that what is read may be sent back.
        members.insert("pairs".to_owned(), json!(record.pairs));
    }
    view
}

/// The photo that stands for a collection: the one that was chosen while everyone may see it, else the first.
fn cover<'a>(record: &'a CollectionRecord, contents: &'a Contents) -> Option<&'a PhotoId> {
    let chosen = record.cover.as_ref().filter(|cover| contents.position(cover).is_some());
    chosen.or_else(|| contents.photos.first().map(|shown| &shown.id))
}

/// What a patch changes.
///
/// # Errors
/// [`Problem`] names the first member that is wrong, or unknown.
pub fn change(patch: &Map<String, Value>) -> Result<CollectionChange, Problem> {
    let is_known = |name: &str| MAKE.contains(&name) || READ_ONLY.contains(&name);
    form_fields::all_among(patch.keys(), is_known)?;
    let text = |name: &'static str| member::<String>(patch, name, Why::Text);
    let title = text("title")?.map(|title| {
        let title = Title::parse(&title.unwrap_or_default()).map_err(Problem::too_long("title"))?;
        title.ok_or(Problem::Field(FieldProblem::Invalid("title", Why::Empty)))
    });
    let parent = text("parent")?.map(|parent| match parent.filter(|parent| !parent.is_empty()) {
        None => Ok(None),
        Some(name) => {
            name.parse::<Slug>().map(Some).map_err(|_not_a_slug| Problem::Collection(CollectionProblem::NoSuchParent))
        }
    });
    let members = member::<Vec<String>>(patch, "members", Why::Text)?.map(|members| {
        let handle = |name: String| {
            let unknown = Problem::Collection(CollectionProblem::UnknownMember(name.clone()));
            Handle::try_from(name).map_err(|_not_one| unknown)
        };
        members.unwrap_or_default().into_iter().map(handle).collect::<Result<Vec<Handle>, Problem>>()
    });
    let query = text("query")?.map(|query| SavedSearch::parse(&query.unwrap_or_default()));
    let pairs = member::<Vec<Pair>>(patch, "pairs", Why::Photos)?.map(|pairs| Pair::all_of(pairs.unwrap_or_default()));
    let note = text("note")?.flatten().unwrap_or_default();
    Ok(CollectionChange {
        query: query.transpose()?,
        except: member::<Vec<PhotoId>>(patch, "except", Why::Photos)?.map(|except| once(except.unwrap_or_default())),
        pairs: pairs.transpose()?,
        note: review::reply(&note).map_err(Problem::too_long("note"))?,
        title: title.transpose()?,
        text: parsed(text("text")?, CollectionText::parse, "text")?,
        dates: parsed(text("dates")?, CollectionDates::parse, "dates")?,
        place: parsed(text("place")?, CollectionPlace::parse, "place")?,
        cover: member::<PhotoId>(patch, "cover", Why::Photos)?,
        parent: parent.transpose()?,
        members: members.transpose()?.map(once),
        state: member::<CollectionState>(patch, "state", Why::Choice)?.flatten(),
    })
}

/// Each once, in their order.
#[must_use]
pub fn once<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut once: Vec<T> = Vec::with_capacity(all.len());
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// A member: not there, emptied (`null`), or given.
#[expect(clippy::option_option, reason = "the three cases of RFC 7396")]
fn member<T: DeserializeOwned>(
    patch: &Map<String, Value>,
    name: &'static str,
    why: Why,
) -> Result<Option<Option<T>>, Problem> {
    let read = |value: &Value| serde_json::from_value(value.clone());
    let member = patch.get(name).map(read).transpose();
    member.map_err(|_unlike| Problem::Field(FieldProblem::Invalid(name, why)))
}

#[expect(clippy::option_option, reason = "the three cases of RFC 7396")]
fn parsed<T>(
    text: Option<Option<String>>,
    parse: impl Fn(&str) -> Result<Option<T>, crate::domain::text::TooLong>,
    name: &'static str,
) -> Result<Option<Option<T>>, Problem> {
    let parsed = text.map(|text| parse(&text.unwrap_or_default())).transpose();
    parsed.map_err(Problem::too_long(name))
}

/// Refuses a member that this call does not change, when it differs from the collection as this reader sees it.
///
/// # Errors
/// [`FieldProblem::Invalid`] with the name of the member; [`CollectionProblem::Stale`] when it is the revision.
pub fn check_read_only(patch: &Map<String, Value>, present: &Value) -> Result<(), Problem> {
    for name in READ_ONLY.into_iter().chain(["photos"]) {
        let read = present.get(name).unwrap_or(&Value::Null);
        if patch.get(name).is_some_and(|sent| sent != read) {
            return Err(match name {
                "revision" => Problem::Collection(CollectionProblem::Stale),
                name => Problem::Field(FieldProblem::Invalid(name, Why::ReadOnly)),
            });
        }
    }
    Ok(())
}
