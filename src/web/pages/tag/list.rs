//! All tags with their counts; for curators, with boxes and what to do with those that are picked.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{TagLinkView, address};
use crate::{
    domain::{
        tag::{Tag, TagKey},
        text::clean_line,
    },
    library::{
        Library,
        tags::{TagPage as Part, TagView},
    },
    web::{
        frame::{answer, layout::Frame},
        problem::Problem,
        request::context::{RequestContext, from_address},
        site::Site,
    },
};

/// How many tags a page shows.
const PART: usize = 200;

/// All tags.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/tags.html")]
pub struct ListPage {
    /// What every page has.
    pub frame: Frame,
    /// How the tags begin.
    pub prefix: String,
    /// The contexts.
    pub contexts: Vec<TagLinkView>,
    /// The tags of this page.
    pub tags: Vec<Row>,
    /// How many there are in all.
    pub total: u64,
    /// Where the list goes on.
    pub next: Option<String>,
    /// What is typed in the form of curators.
    pub typed: Typed,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// A tag of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The tag.
    pub tag: Tag,
    /// Where it leads.
    pub path: String,
    /// As it is read.
    pub name: String,
    /// How many photos are found by it.
    pub photos: String,
    /// Whether it may not be given.
    pub banned: bool,
    /// Whether it is a context.
    pub is_context: bool,
    /// Whether it is picked.
    pub picked: bool,
}

/// What is typed in the form of curators.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The tags that are picked.
    pub tags: Vec<Tag>,
    /// What to do.
    pub what: String,
    /// The names that go with it.
    pub into: String,
    /// The photos alone that a split is about.
    pub ids: String,
}

/// The parameters of the page.
#[derive(Deserialize)]
pub struct ListQuery {
    prefix: Option<String>,
    cursor: Option<String>,
}

/// `GET /tags?prefix=&cursor=`.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    query: Query<ListQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    site.count_search(from_address(&request))?;
    let prefix = query.prefix.as_deref().unwrap_or_default();
    let page = page(prefix, query.cursor.as_deref(), Typed::default(), &context, &library, &site).await?;
    answer::personal(StatusCode::OK, &page)
}

/// The page with this typed in its form.
pub(super) async fn page(
    prefix: &str,
    cursor: Option<&str>,
    typed: Typed,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<ListPage, Problem> {
    let prefix: String = clean_line(prefix).chars().take(Tag::LONGEST).collect();
    let after = cursor.filter(|cursor| !cursor.is_empty()).map(TagKey::of);
    let Part { tags, next, total } = library.tags_beginning(&prefix, after.as_ref(), PART).await?;
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.tags_title());
    frame.indexed = false;
    let row = |view: &TagView| Row {
        tag: view.kept.record.tag.clone(),
        path: address(view, frame.urls),
        name: view.kept.record.shown_in(context.language).to_owned(),
        photos: frame.t.number(u64::try_from(view.photos).unwrap_or(u64::MAX)),
        banned: view.kept.record.banned,
        is_context: view.kept.record.is_context,
        picked: view.kept.record.tag.is_among(&typed.tags),
    };
    let vocabulary = library.vocabulary().await?;
    let context_link = |key: &TagKey| TagLinkView {
        path: frame.urls.search_with("context", vocabulary.tag(key).as_str()),
        name: vocabulary.shown(key, context.language),
    };
    Ok(ListPage {
        contexts: vocabulary.contexts().iter().map(context_link).collect(),
        tags: tags.iter().map(row).collect(),
        total: u64::try_from(total).unwrap_or(u64::MAX),
        next: next.map(|next| frame.urls.tags_from(&prefix, next.as_str())),
        prefix,
        typed,
        error: None,
        frame,
    })
}
