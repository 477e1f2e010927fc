//! Tags: listed by how they begin, read, and changed by curators.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Bytes, Data, Path},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{
    body,
    photos::{named_revisions, part_length},
};
use crate::{
    domain::{
        language::Language,
        tag::{Tag, TagKey, change::TagChange, label::TagLabel, link::TagLink, record::TagText},
        text::clean_line,
    },
    library::{
        Library,
        tags::{TagError, TagPage},
        thesaurus,
    },
    web::{
        problem::{FieldProblem, Problem, TagProblem, Why},
        request::{
            context::{RequestContext, from_address},
            form_fields,
            parameters::Parameters,
        },
        site::Site,
        urls,
        view::{json::List, tag as view},
    },
};

/// The members that change a tag.
pub const CHANGEABLE: [&str; 10] =
    ["label", "labels", "synonyms", "broader", "related", "text", "links", "banned", "instead", "context"];
/// The others, which may be sent back as they were read. The revision comes first: when it differs, so may the others.
pub const READ_ONLY: [&str; 5] = ["revision", "tag", "url", "narrower", "photos"];

/// The longest prefix that is searched: that of the longest tag.
const LONGEST: usize = Tag::LONGEST;

/// A tag from an address.
///
/// # Errors
/// [`Problem::NotFound`] for what cannot be one.
pub(super) fn named(text: &str) -> Result<Tag, Problem> {
    Tag::parse(text).ok().flatten().ok_or(Problem::NotFound)
}

/// The parameters of the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    prefix: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
}

/// `GET /tags?prefix=`: in the order of their letters, each with how many photos are found by it.
///
/// # Errors
/// [`Problem`] when a value is not understood.
pub async fn list(
    request: HttpRequest,
    context: RequestContext,
    query: Parameters<ListQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let limit = part_length(query.limit.as_ref())?;
    let prefix = clean_line(query.prefix.as_deref().unwrap_or_default());
    if prefix.chars().count() > LONGEST {
        return Err(Problem::Field(FieldProblem::Invalid("prefix", Why::TooLong(LONGEST))));
    }
    let after = query.cursor.as_deref().filter(|cursor| !cursor.trim().is_empty()).map(TagKey::of);
    site.count_search(from_address(&request))?;
    let TagPage { tags, next, total } = library.tags_beginning(&prefix, after.as_ref(), limit).await?;
    let items = tags.iter().map(|tag| view::tag(tag, context.language, &site)).collect();
    let next = next.map(|next| {
        let [prefix, cursor] = [prefix.as_str(), next.as_str()].map(urls::encoded);
        site.absolute(&format!("{}/tags?limit={limit}&prefix={prefix}&cursor={cursor}", urls::API))
    });
    Ok(HttpResponse::Ok().json(List { items, next, total: Some(total) }))
}

/// `GET /tags/{tag}`; a synonym leads to its tag.
///
/// # Errors
/// [`Problem::NotFound`] for what cannot be a tag; [`TagProblem::Unknown`] for what is none.
pub async fn one(
    context: RequestContext,
    tag: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let tag = named(&tag)?;
    check_known(&tag, &library).await?;
    answer(&tag, &context, &library, &site).await
}

/// Refuses a word that is no tag to anyone.
///
/// # Errors
/// [`TagProblem::Unknown`].
pub(super) async fn check_known(tag: &Tag, library: &Library) -> Result<(), Problem> {
    if library.tag(tag).await?.is_known() { Ok(()) } else { Err(TagProblem::Unknown(tag.clone()).into()) }
}

/// `PATCH /tags/{tag}`: a JSON merge patch (RFC 7396), by curators.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn change(
    request: HttpRequest,
    context: RequestContext,
    tag: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let tag = named(&tag)?;
    let found = library.tag(&tag).await?;
    let revision = found.kept.revision;
    let expected = match named_revisions(&request) {
        None => None,
        Some(named) if named.contains(&revision) => Some(revision),
        Some(_) => return Err(Problem::Tag(TagProblem::PreconditionFailed)),
    };
    let mut patch = body::object(&body)?;
    let present = view::tag(&found, context.language, &site);
    if patch.get("label") == present.get("label") {
        // As it was read, in the language of its reader.
        patch.remove("label");
    }
    let change = read(&patch)?;
    check_read_only(&patch, &present)?;
    library.change_tag(&context.reader, &tag, change, expected).await.map_err(|error| match error {
        TagError::Stale if expected.is_some() => Problem::Tag(TagProblem::PreconditionFailed),
        error => error.into(),
    })?;
    answer(&tag, &context, &library, &site).await
}

/// A tag as it stands, with its revision as `ETag`.
pub(super) async fn answer(
    tag: &Tag,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    let found = library.tag(tag).await?;
    let etag = format!("\"{}\"", found.kept.revision);
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag)).json(view::tag(&found, context.language, site)))
}

/// `GET /tags.ttl`, below the API and at the address of the site: all that is said of tags, in SKOS.
///
/// # Errors
/// [`Problem`] when the library does not answer, or the client asks too often.
pub async fn turtle(request: HttpRequest, library: Data<Library>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    site.count_search(from_address(&request))?;
    let vocabulary = library.vocabulary().await?;
    let turtle = thesaurus::turtle(&vocabulary, &site.public_url).map_err(|error| Problem::Fault(Box::new(error)))?;
    Ok(HttpResponse::Ok().content_type("text/turtle; charset=utf-8").body(turtle))
}

/// What a patch changes.
fn read(patch: &Map<String, Value>) -> Result<TagChange, Problem> {
    form_fields::all_among(patch.keys(), |name| CHANGEABLE.contains(&name) || READ_ONLY.contains(&name))?;
    let labels = member::<Map<String, Value>>(patch, "labels", Why::Text)?;
    if let Some(Some(labels)) = &labels {
        let is_known = |name: &str| Language::ALL.iter().any(|language| name == format!("labels.{}", language.code()));
        let inner: Vec<String> = labels.keys().map(|name| format!("labels.{name}")).collect();
        form_fields::all_among(&inner, is_known)?;
    }
    let label_in = |language: Language, name| match &labels {
        None => Ok(None),
        // Without labels, there is none in any language.
        Some(None) => Ok(Some(None)),
        Some(Some(labels)) => label(labels, language.code(), name),
    };
    let links = member::<Vec<String>>(patch, "links", Why::TagLink)?.map(|links| {
        let link = |text: &String| TagLink::parse(text).ok_or(FieldProblem::Invalid("links", Why::TagLink));
        links.unwrap_or_default().iter().map(link).collect::<Result<Vec<TagLink>, FieldProblem>>()
    });
    let synonyms = member::<Vec<String>>(patch, "synonyms", Why::Tag)?;
    let synonyms = synonyms.map(|list| TagLabel::parse_list(&list.unwrap_or_default().join("\n")));
    let text = member::<String>(patch, "text", Why::Text)?.map(|text| TagText::parse(&text.unwrap_or_default()));
    Ok(TagChange {
        label: label(patch, "label", "label")?,
        french: label_in(Language::French, "label_fr")?,
        breton: label_in(Language::Breton, "label_br")?,
        english: label_in(Language::English, "label_en")?,
        synonyms: synonyms.transpose().map_err(|_long| FieldProblem::Invalid("synonyms", Why::Tag))?,
        broader: tags(patch, "broader")?,
        related: tags(patch, "related")?,
        text: text.transpose().map_err(Problem::too_long("text"))?,
        links: links.transpose()?,
        banned: member::<bool>(patch, "banned", Why::Flag)?.map(Option::unwrap_or_default),
        instead: tags(patch, "instead")?.map(|mut tags| tags.pop()),
        context: member::<bool>(patch, "context", Why::Flag)?.map(Option::unwrap_or_default),
    })
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

/// A name of a tag, called so in problems.
#[expect(clippy::option_option, reason = "the three cases of RFC 7396")]
fn label(members: &Map<String, Value>, name: &str, called: &'static str) -> Result<Option<Option<TagLabel>>, Problem> {
    let wrong = || Problem::Field(FieldProblem::Invalid(called, Why::Tag));
    match members.get(name) {
        None => Ok(None),
        Some(Value::Null) => Ok(Some(None)),
        Some(Value::String(text)) => TagLabel::parse(text).map(Some).map_err(|_long| wrong()),
        Some(_) => Err(wrong()),
    }
}

/// A list of tags, or one.
fn tags(patch: &Map<String, Value>, name: &'static str) -> Result<Option<Vec<Tag>>, Problem> {
    let wrong = || Problem::Field(FieldProblem::Invalid(name, Why::Tag));
    let words = match patch.get(name) {
        None => return Ok(None),
        Some(Value::Null) => Vec::new(),
        Some(Value::String(text)) => vec![text.clone()],
        Some(value) => serde_json::from_value(value.clone()).map_err(|_unlike| wrong())?,
    };
    Tag::parse_list(&words.join(",")).map(Some).map_err(|_not_tags| wrong())
}

/// Refuses a member that this call does not change, when it differs from the tag as it was read.
fn check_read_only(patch: &Map<String, Value>, present: &Value) -> Result<(), Problem> {
    for name in READ_ONLY {
        let read = present.get(name).unwrap_or(&Value::Null);
        if patch.get(name).is_some_and(|sent| sent != read) {
            return Err(match name {
                "revision" => Problem::Tag(TagProblem::Stale),
                name => Problem::Field(FieldProblem::Invalid(name, Why::ReadOnly)),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::json;

    use super::*;

    fn change(patch: &Value) -> Result<TagChange, Problem> {
        read(patch.as_object().unwrap())
    }

    fn wrong_field(patch: &Value) -> String {
        match change(patch).unwrap_err() {
            Problem::Field(FieldProblem::Invalid(name, _)) => name.to_owned(),
            Problem::Field(FieldProblem::Unknown(name)) => name,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_patch_replaces_what_it_names_and_leaves_the_rest() {
        let read =
            change(&json!({ "labels": { "br": "kal", "en": null }, "synonyms": ["slip", "Rampe"], "text": null }));
        let read = read.unwrap();
        assert_eq!(read.breton.clone().flatten().map(|label| label.to_string()), Some("kal".to_owned()));
        assert_eq!((read.english, read.french), (Some(None), None));
        assert_eq!(read.synonyms.map(|synonyms| synonyms.len()), Some(2));
        assert_eq!((read.text, read.broader, read.banned), (Some(None), None, None));
        assert_eq!(change(&json!({ "labels": null })).unwrap().french, Some(None));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (patch, name) in [
            (json!({ "labels": { "de": "Rampe" } }), "labels.de"),
            (json!({ "labels": "Rampe" }), "labels"),
            (json!({ "label": 3 }), "label"),
            (json!({ "synonyms": "slip" }), "synonyms"),
            (json!({ "synonyms": ["a".repeat(61)] }), "synonyms"),
            (json!({ "broader": [1] }), "broader"),
            (json!({ "links": ["slipway"] }), "links"),
            (json!({ "banned": "yes" }), "banned"),
            (json!({ "text": "a".repeat(2_001) }), "text"),
            (json!({ "colour": "red" }), "colour"),
        ] {
            assert_eq!(wrong_field(&patch), name, "{patch}");
        }
    }
}
