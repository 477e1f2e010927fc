//! What is to be done with tags that are picked in the list, shown before it is done: `POST /tags`.
//!
//! `csrf`, `prefix` (of the list to come back to), `tag` once a tag, `what`, `into`, `ids`, `step`:
//!
//! 1. without `step`, it is shown: how many photos change, and some of them; of contexts, that no photo changes;
//! 2. `step` = `make` does it, and leads to the page of its batch, where it is undone;
//! 3. `step` = `back` leads back to the list, with what was picked and typed.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{
    edit::curates,
    list::{self, Typed},
};
use crate::{
    domain::{
        photo::PhotoId,
        tag::{MOST_TAGS, Tag, TagKey, change::TagChange, label::TagLabel, record::MOST_CONTEXTS},
    },
    library::{
        Library,
        curate::MOST,
        tags::{Retag, TagError},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        pages::curate::{Contact, preview::shown},
        problem::{FieldProblem, Problem, Why},
        request::{
            context::{RequestContext, see_other},
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::Site,
        urls::TAGS_LIST,
    },
};

/// What would be done.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/tags_preview.html")]
pub struct PreviewPage {
    /// What every page has.
    pub frame: Frame,
    /// How the tags of the list begin.
    pub prefix: String,
    /// What was picked and typed.
    pub typed: Typed,
    /// What is done, in words.
    pub what: String,
    /// What becomes of photos that are not published, or of the list of contexts.
    pub note: String,
    /// How many photos would change; nothing where none is concerned.
    pub changed: Option<u64>,
    /// How many would not, since they may not be changed so.
    pub refused: u64,
    /// The first of those that would change.
    pub first: Vec<Contact>,
}

/// `POST /tags`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn send(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    curates(&context)?;
    let prefix = form.sent("prefix").unwrap_or_default();
    let said = |name: &str| form.value(name).unwrap_or_default().trim().to_owned();
    let typed = Typed {
        tags: form.values("tag").filter_map(|tag| Tag::parse(tag).ok().flatten()).collect(),
        what: said("what"),
        into: said("into"),
        ids: said("ids"),
    };
    let is_back = form.value("step") == Some("back");
    let done = async {
        if is_back {
            return Ok(None);
        }
        let is_made = form.value("step") == Some("make");
        answered(&typed, prefix, is_made, &context, &library, &site).await.map(Some)
    };
    let (error, status) = match done.await {
        Ok(Some(answer)) => return Ok(answer),
        Ok(None) => (None, StatusCode::OK),
        Err(Wrong::Said(sentence)) => (Some(sentence), StatusCode::UNPROCESSABLE_ENTITY),
        Err(Wrong::Problem(problem)) if problem.is_about_the_form() => {
            (Some(problem.sentence(site.frame(&context, "").t)), problem.status())
        }
        Err(Wrong::Problem(problem)) => return Err(problem),
    };
    let mut page = list::page(prefix, None, typed, &context, &library, &site).await?;
    page.error = error;
    answer::personal(status, &page)
}

/// Why nothing is done.
enum Wrong {
    /// What is picked and typed does not say what to do.
    Said(String),
    /// It cannot be done.
    Problem(Problem),
}

impl<E: Into<Problem>> From<E> for Wrong {
    fn from(error: E) -> Self {
        Self::Problem(error.into())
    }
}

async fn answered(
    typed: &Typed,
    prefix: &str,
    is_made: bool,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Wrong> {
    let mut frame = site.frame(context, "");
    let (t, urls) = (frame.t, frame.urls);
    if typed.tags.is_empty() {
        return Err(Wrong::Said(t.tags_nothing_picked().to_owned()));
    }
    if typed.tags.len() > MOST_TAGS {
        return Err(Wrong::Problem(FieldProblem::Invalid("tags", Why::TooManyTags(MOST_TAGS)).into()));
    }
    if let "context-add" | "context-remove" = typed.what.as_str() {
        if !is_made {
            return Ok(answer::personal(StatusCode::OK, &contexts_preview(typed, prefix, frame, library).await?)?);
        }
        for tag in &typed.tags {
            let change = TagChange { context: Some(typed.what == "context-add"), ..TagChange::default() };
            library.change_tag(&context.reader, tag, change, None).await?;
        }
        return Ok(FlashCode::Saved.see_other(context, &urls.tags_from(prefix, "")));
    }
    let retag = asked(typed, t)?;
    if is_made {
        let done = library.retag(&context.reader, &retag, None).await?;
        return Ok(match done.batch {
            Some(batch) => see_other(&urls.batch(&batch, TAGS_LIST)),
            None => FlashCode::NothingChanged.see_other(context, &urls.tags_from(prefix, "")),
        });
    }
    let done = library.preview_retag(&context.reader, &retag).await?;
    let what = in_words(&retag, t);
    frame.entitle(&what);
    frame.indexed = false;
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let is_split = matches!(retag, Retag::Split { .. });
    let page = PreviewPage {
        prefix: prefix.to_owned(),
        typed: typed.clone(),
        what,
        note: if is_split { t.tags_preview_note_split() } else { t.tags_preview_note() }.to_owned(),
        changed: Some(number(done.changed.len())),
        refused: number(done.refused.len()),
        first: shown(&done.changed, context, library).await?,
        frame,
    };
    Ok(answer::personal(StatusCode::OK, &page)?)
}

/// What becomes of contexts: the list as it would be. No photo changes.
async fn contexts_preview(
    typed: &Typed,
    prefix: &str,
    mut frame: Frame,
    library: &Library,
) -> Result<PreviewPage, Wrong> {
    let t = frame.t;
    let vocabulary = library.vocabulary().await?;
    let keys = typed.tags.iter().map(|tag| vocabulary.canonical(&tag.key()));
    let is_added = typed.what == "context-add";
    let added: BTreeSet<TagKey> = keys.filter(|key| vocabulary.contexts().contains(key) != is_added).collect();
    let before = vocabulary.contexts().len();
    let after = if is_added { before.saturating_add(added.len()) } else { before.saturating_sub(added.len()) };
    if after > MOST_CONTEXTS {
        return Err(TagError::TooManyContexts.into());
    }
    let names: Vec<String> = typed.tags.iter().map(|tag| t.title_quoted(tag.as_str())).collect();
    let names = names.join(", ");
    let what = if is_added { t.tags_preview_context_add(&names) } else { t.tags_preview_context_remove(&names) };
    frame.entitle(&what);
    frame.indexed = false;
    Ok(PreviewPage {
        prefix: prefix.to_owned(),
        typed: typed.clone(),
        what,
        note: t.tags_preview_contexts(u64::try_from(after).unwrap_or(u64::MAX)),
        changed: None,
        refused: 0,
        first: Vec::new(),
        frame,
    })
}

/// What is asked for.
fn asked(typed: &Typed, t: Messages) -> Result<Retag, Wrong> {
    let wrong = |why| Wrong::Problem(FieldProblem::Invalid("into", why).into());
    let nothing = || Wrong::Said(t.tags_nothing_said().to_owned());
    let named = Tag::parse_list(&typed.into).map_err(|_not_tags| wrong(Why::Tag))?;
    let one = || match typed.tags.as_slice() {
        [tag] => Ok(tag.clone()),
        _ => Err(Wrong::Said(t.tags_one_picked().to_owned())),
    };
    let tags = || typed.tags.clone();
    Ok(match typed.what.as_str() {
        "merge" => Retag::Merge { from: tags(), into: named.into_iter().next().ok_or_else(nothing)? },
        "rename" => {
            let to = TagLabel::parse(&typed.into).map_err(|_long| wrong(Why::Tag))?;
            Retag::Rename { tag: one()?, to: to.ok_or_else(nothing)? }
        }
        "split" if named.is_empty() => return Err(nothing()),
        "split" => Retag::Split { tag: one()?, into: named, only: ids(&typed.ids)? },
        "ban" => Retag::Ban { tags: tags(), instead: named.into_iter().next() },
        _ => return Err(nothing()),
    })
}

fn ids(typed: &str) -> Result<Vec<PhotoId>, Wrong> {
    let words = typed.split([',', ' ', '\n', ';']).filter(|word| !word.is_empty());
    let ids: Result<Vec<PhotoId>, _> = words.map(str::parse).collect();
    let ids = ids.map_err(|_not_one| FieldProblem::Invalid("ids", Why::Photos))?;
    if ids.len() > MOST { Err(FieldProblem::Invalid("ids", Why::TooMany(MOST)).into()) } else { Ok(ids) }
}

fn in_words(retag: &Retag, t: Messages) -> String {
    let quoted = |tags: &[Tag]| {
        let quoted: Vec<String> = tags.iter().take(MOST_TAGS).map(|tag| t.title_quoted(tag.as_str())).collect();
        quoted.join(", ")
    };
    let one = std::slice::from_ref;
    match retag {
        Retag::Merge { from, into } => t.tags_preview_merge(into.as_str(), &quoted(from)),
        Retag::Rename { tag, to } => t.tags_preview_rename(to.as_str(), &quoted(one(tag))),
        Retag::Split { tag, into, .. } => t.tags_preview_split(&quoted(into), &quoted(one(tag))),
        Retag::Ban { tags, instead: None } => t.tags_preview_ban(&quoted(tags)),
        Retag::Ban { tags, instead: Some(instead) } => t.tags_preview_ban_instead(instead.as_str(), &quoted(tags)),
    }
}
