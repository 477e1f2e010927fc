//! What may be meant by what is typed in a search field, as it is typed.

use actix_web::{HttpRequest, HttpResponse, web::Data};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    library::{Library, complete::Suggested, name_collection::ProposedCollection},
    search::CompletionKind,
    web::{
        i18n::Messages,
        problem::Problem,
        request::{
            context::{RequestContext, from_address},
            parameters::Parameters,
        },
        site::Site,
        urls::collections::path_of,
    },
};

/// The parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompletionsQuery {
    #[serde(default)]
    q: String,
    kind: Option<GivenKind>,
}

/// What a field of a form asks for.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum GivenKind {
    Tag,
    Place,
    Collection,
}

/// `GET /completions?q=&kind=tag|place|collection`.
///
/// # Errors
/// [`Problem`] while the index is being made.
pub async fn list(
    request: HttpRequest,
    context: RequestContext,
    parameters: Parameters<CompletionsQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    site.count_search(from_address(&request))?;
    let t = Messages::new(context.language);
    let found = match parameters.kind {
        Some(GivenKind::Collection) => {
            let found = library.collections_to_give(&context.reader, &parameters.q).await?;
            let items: Vec<Value> = found.iter().map(|one| collection(one, t)).collect();
            return Ok(HttpResponse::Ok().json(json!({ "items": items })));
        }
        None => library.completions(&parameters.q).await?,
        Some(GivenKind::Tag) => library.tags_to_give(&parameters.q).await?,
        Some(GivenKind::Place) => library.places_to_give(&parameters.q).await?,
    };
    let items: Vec<Value> = found.iter().map(|one| item(one, t)).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items })))
}

/// A collection. Of several of one title, each is named by its address.
fn collection(one: &ProposedCollection, t: Messages) -> Value {
    let path = path_of(&one.slug);
    let text = if one.has_namesake { format!("{} · {path}", one.title) } else { one.title.clone() };
    json!({
        "kind": "collection",
        "kind_label": if one.is_draft { t.collection_draft() } else { t.collection_one() },
        "text": text,
        "query": if one.has_namesake { &path } else { &one.title },
    })
}

fn item(one: &Suggested, t: Messages) -> Value {
    let (kind, label) = match one.kind {
        CompletionKind::Word => ("word", t.complete_word()),
        CompletionKind::Tag => ("tag", t.tag_kicker()),
        CompletionKind::Place => ("place", t.search_place()),
        CompletionKind::Author => ("author", t.complete_author()),
    };
    let photos = u64::try_from(one.count).unwrap_or(u64::MAX);
    json!({
        "kind": kind,
        "kind_label": label,
        "text": one.text,
        "query": one.query,
        "photos": one.count,
        "photos_label": t.photo_count(photos),
    })
}
