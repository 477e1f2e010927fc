//! What a change of many photos would do, before it is made: `POST /curate`.
//!
//! 1. without `step`, the change is shown: how many photos change, how many say so already, which ones are refused;
//! 2. `step` = `look` says the same in sentences, as JSON: `sentences`, `changed` and the words of the button, or what is
//!    wrong (422) as `error` and `field`;
//! 3. `step` = `make` makes it, and leads back to the list, which says so (`made.rs`);
//! 4. `step` = `back` leads back to the list, with what was picked and typed.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use serde_json::json;

use super::{
    Contact,
    made::MadeView,
    typed::{TypedChange, picked},
    worklist::Worklist,
};
use crate::{
    domain::{batch_change::BatchChange, field::Field, photo::PhotoId, reader::Reader},
    library::{
        Library,
        curate::{Curated, Refused},
        idempotency::IdempotencyKey,
        new_words::{NewTag, NewWords},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        pages::collections::named::named,
        problem::Problem,
        request::{context::RequestContext, intake::ReceivedForm, sent_form::SentForm},
        site::Site,
    },
};

/// How many photos are shown of those that change, and of those that are refused for one reason.
const SHOWN: usize = 24;

/// What a change would do.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/curate_preview.html")]
pub struct PreviewPage {
    /// What every page has.
    pub frame: Frame,
    /// The query of the list.
    pub from: String,
    /// The photos that were picked.
    pub ids: Vec<PhotoId>,
    /// What was typed.
    pub typed: TypedChange,
    /// What changes, as people read it.
    pub lines: Vec<(&'static str, String)>,
    /// How many photos would change.
    pub changed: u64,
    /// The idempotency key of the form.
    pub idempotency_key: IdempotencyKey,
    /// How many say so already.
    pub unchanged: u64,
    /// How many were picked.
    pub total: u64,
    /// What would be replaced, and which words are new, in sentences.
    pub minded: Vec<String>,
    /// The first of those that would change.
    pub first: Vec<Contact>,
    /// Those that would not, by the reason.
    pub refused: Vec<RefusedView>,
}

/// Photos that are refused for one reason.
#[derive(Clone, Debug)]
pub struct RefusedView {
    /// How many, and why.
    pub sentence: String,
    /// The first of them, those that the reader may see.
    pub first: Vec<Contact>,
}

/// `POST /curate`.
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
    context.person()?;
    let list = Worklist::read_query(form.sent("from").unwrap_or_default())?;
    let (ids, typed) = (picked(&form), TypedChange::of(&form));
    let step = form.value("step").unwrap_or_default();
    let t = Messages::of_page(context.language);
    let refused = match asked(&form, &typed, &ids, &context.reader, &library, t).await? {
        _ if step == "back" => None,
        Ok((change, why)) if step == "make" => {
            let curated = library.curate(&context.reader, &ids, &change, why, form.idempotency_key()).await?;
            let urls = site.frame_urls(context.language);
            return Ok(match curated.batch {
                Some(batch) => MadeView::see_other(&context, &list.here(urls), &batch, 0),
                None => FlashCode::NothingChanged.see_other(&context, &list.here(urls)),
            });
        }
        Ok((change, _)) if step == "look" => {
            let curated = library.preview_batch(&context.reader, &ids, &change).await?;
            let words = library.new_words(&change).await?;
            return Ok(said(&curated, &change, &words, ids.len(), t));
        }
        Err((field, sentence)) if step == "look" => {
            return Ok(HttpResponse::UnprocessableEntity().json(json!({ "field": field, "error": sentence })));
        }
        Ok((change, _)) => {
            let curated = library.preview_batch(&context.reader, &ids, &change).await?;
            let page = page(&context, &list, ids, typed, &change, &curated, &library, &site).await?;
            return answer::personal(StatusCode::OK, &page);
        }
        Err(refused) => Some(refused),
    };
    let picked: BTreeSet<PhotoId> = ids.into_iter().collect();
    let mut page = super::page(&context, &list, &picked, &library, &site).await?;
    page.typed = typed;
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page.error = refused;
    answer::personal(status, &page)
}

/// The change that a form asks for, and why; or the field that is wrong, and a sentence.
type Asked = Result<(BatchChange, Option<String>), (&'static str, String)>;

/// What a form asks for.
///
/// # Errors
/// [`Problem`] when the library does not answer.
async fn asked(
    form: &ReceivedForm,
    typed: &TypedChange,
    ids: &[PhotoId],
    reader: &Reader,
    library: &Library,
    t: Messages,
) -> Result<Asked, Problem> {
    let read = typed.change(form, library.now()).and_then(|change| Ok((change, typed.why()?)));
    let (mut change, why) = match read {
        Ok(read) => read,
        Err(problem) => return Ok(Err((problem.field(), problem.sentence(t)))),
    };
    // Its completion proposes to make a collection of the title that is typed.
    if !typed.collection_add.is_empty() && typed.collection_add != typed.collection_new {
        if change.collection_new.is_some() {
            return Ok(Err(("collection_new", t.curate_collection_both().to_owned())));
        }
        match named(&typed.collection_add, reader, library).await {
            Ok(slug) => change.collection_add = Some(slug),
            Err(problem @ Problem::Collection(_)) => {
                let sentence = format!("{} {}", problem.sentence(t), t.curate_collection_make());
                return Ok(Err((problem.field(), sentence)));
            }
            Err(problem) => return Err(problem),
        }
    }
    if ids.is_empty() {
        return Ok(Err(("photo", t.curate_nothing_picked().to_owned())));
    }
    if change.is_empty() {
        return Ok(Err(("tags_add", t.curate_nothing_typed().to_owned())));
    }
    Ok(Ok((change, why)))
}

/// What a change would do, in sentences.
fn said(curated: &Curated, change: &BatchChange, words: &NewWords, picked: usize, t: Messages) -> HttpResponse {
    let (changed, unchanged) = (number(curated.changed.len()), number(curated.unchanged.len()));
    let mut sentences = vec![format!("{}.", t.preview_changed(changed))];
    sentences.extend((unchanged > 0).then(|| t.preview_unchanged(unchanged, &t.number(number(picked)))));
    sentences.extend(change.collection_new.as_ref().map(|title| t.preview_new_collection(title.as_str())));
    sentences.extend(replaced(curated, t));
    sentences.extend(new_words(words, t));
    sentences
        .extend(by_reason(curated).into_iter().map(|(why, ids)| format!("{}.", refusal(why, number(ids.len()), t))));
    HttpResponse::Ok().json(json!({ "sentences": sentences, "changed": changed, "make": t.preview_make(changed) }))
}

/// What photos say now that would be replaced, field by field.
fn replaced(curated: &Curated, t: Messages) -> Vec<String> {
    let count = |field: Field| number(curated.replaced.iter().filter(|replaced| **replaced == field).count());
    let counted = Field::ALL.into_iter().map(|field| (field, count(field)));
    counted
        .filter(|(_, count)| *count > 0)
        .map(|(field, count)| t.preview_replaced(count, t.field_name_of(field)))
        .collect()
}

/// The words that only this change has: perhaps one is mistyped.
fn new_words(words: &NewWords, t: Messages) -> Vec<String> {
    let tags = words.tags.iter().map(|NewTag { tag, like }| match like {
        Some(like) => t.preview_new_tag_like(like, tag),
        None => t.preview_new_tag(tag),
    });
    tags.chain(words.place.as_ref().map(|place| t.preview_new_place(place))).collect()
}

/// The photos that are refused, by the reason.
fn by_reason(curated: &Curated) -> BTreeMap<Refused, Vec<PhotoId>> {
    let mut reasons: BTreeMap<Refused, Vec<PhotoId>> = BTreeMap::new();
    for (id, why) in &curated.refused {
        reasons.entry(*why).or_default().push(id.clone());
    }
    reasons
}

#[expect(clippy::too_many_arguments, reason = "what was asked, what it would do, and where")]
async fn page(
    context: &RequestContext,
    list: &Worklist,
    ids: Vec<PhotoId>,
    typed: TypedChange,
    change: &BatchChange,
    curated: &Curated,
    library: &Library,
    site: &Site,
) -> Result<PreviewPage, Problem> {
    let mut frame = site.frame(context, "");
    let t = frame.t;
    frame.entitle(t.preview_title());
    frame.indexed = false;
    let mut refused = Vec::new();
    for (why, ids) in by_reason(curated) {
        refused.push(RefusedView {
            sentence: refusal(why, number(ids.len()), t),
            first: shown(&ids, context, library).await?,
        });
    }
    let mut lines = typed.lines(change, t);
    if let Some(slug) = &change.collection_add {
        let collection = library.collection(&context.reader, slug).await?;
        lines.push((t.curate_collection_add(), collection.title.as_str().to_owned()));
    }
    Ok(PreviewPage {
        from: list.query(),
        lines,
        changed: number(curated.changed.len()),
        unchanged: number(curated.unchanged.len()),
        total: number(ids.len()),
        minded: [replaced(curated, t), new_words(&library.new_words(change).await?, t)].concat(),
        first: shown(&curated.changed, context, library).await?,
        refused,
        ids,
        typed,
        idempotency_key: IdempotencyKey::from_chance(library.chance()),
        frame,
    })
}

/// The first of these photos, those that the reader may see.
pub(in crate::web::pages) async fn shown(
    ids: &[PhotoId],
    context: &RequestContext,
    library: &Library,
) -> Result<Vec<Contact>, Problem> {
    let first: Vec<PhotoId> = ids.iter().take(SHOWN).cloned().collect();
    let photos = library.whole_photos(&context.reader, &first).await?;
    Ok(photos.iter().map(|photo| Contact::of(photo, false, Messages::of_page(context.language))).collect())
}

/// How many photos are refused, and why.
fn refusal(why: Refused, count: u64, t: Messages) -> String {
    match why {
        Refused::Unknown | Refused::Withdrawn => t.refused_gone(count),
        Refused::NotAllowed => t.refused_not_allowed(count),
        Refused::Protected => t.refused_protected(count),
        Refused::TooManyTags => t.refused_too_many_tags(count),
        Refused::NotPublic => t.refused_not_public(count),
        Refused::CollectionFull => t.refused_collection_full(count),
        Refused::Stale => t.refused_stale(count),
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
