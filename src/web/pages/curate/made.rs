//! The batch that was just made or undone, said on the list that its form leads back to.
//!
//! Its id travels in the cookie of messages (`frame/flash.rs`), as `batch.ID` or `batch.ID.KEPT`; the page reads the batch as its
//! maker may, so that a cookie that somebody made up says nothing.

use actix_web::HttpResponse;

use crate::{
    catalog::store::BatchId,
    domain::collection::Slug,
    library::{Library, browse::LookError, undo_batch::UndoError},
    web::{
        problem::Problem,
        request::context::{RequestContext, see_other_with},
    },
};

/// A batch that was made or undone.
#[derive(Clone, Debug)]
pub struct MadeView {
    /// Its id.
    pub batch: BatchId,
    /// How many photos it changed.
    pub changed: u64,
    /// Whether it undoes another.
    pub is_undo: bool,
    /// How many photos an undo left as they are.
    pub kept: u64,
    /// The collection that they were put into.
    pub collection: Option<MadeCollection>,
}

/// The collection of a batch.
#[derive(Clone, Debug)]
pub struct MadeCollection {
    /// Its name.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Of a draft, its revision and whether the reader may publish it.
    pub draft: Option<(u64, bool)>,
}

impl MadeView {
    /// The collection and its revision, if it is a draft that the reader may publish.
    #[must_use]
    pub fn to_publish(&self) -> Option<(&Slug, u64)> {
        let MadeCollection { slug, draft, .. } = self.collection.as_ref()?;
        draft.and_then(|(revision, may_publish)| may_publish.then_some((slug, revision)))
    }

    /// Leads to a list, which says what this batch changed.
    #[must_use]
    pub fn see_other(context: &RequestContext, list: &str, batch: &BatchId, kept: usize) -> HttpResponse {
        let carried = if kept == 0 { format!("batch.{batch}") } else { format!("batch.{batch}.{kept}") };
        see_other_with(list).cookie(context.flash_cookie(carried)).finish()
    }

    /// What was done before this page, if it was a batch.
    ///
    /// # Errors
    /// [`Problem`] when the catalogue fails.
    pub async fn of(context: &RequestContext, library: &Library) -> Result<Option<Self>, Problem> {
        let Some(carried) = context.flash().and_then(|carried| carried.strip_prefix("batch.")) else { return Ok(None) };
        let (batch, kept) = carried.split_once('.').unwrap_or((carried, ""));
        let Some(batch) = BatchId::parse(batch) else { return Ok(None) };
        let made = match library.batch(&context.reader, &batch).await {
            Ok(made) => made,
            Err(UndoError::Fault(fault)) => return Err(fault.into()),
            Err(UndoError::Unknown | UndoError::NotAllowed) => return Ok(None),
        };
        let changed = u64::try_from(made.changed).unwrap_or(u64::MAX);
        let collection = match made.collection.filter(|_| !made.is_undo) {
            Some(slug) => match library.collection(&context.reader, &slug).await {
                Ok(kept) => {
                    let draft = (!kept.is_public()).then(|| (kept.revision, kept.is_published_by(&context.reader)));
                    Some(MadeCollection { slug, title: kept.title.as_str().to_owned(), draft })
                }
                Err(LookError::Fault(fault)) => return Err(fault.into()),
                Err(_) => None,
            },
            None => None,
        };
        let kept = kept.parse().unwrap_or_default();
        Ok(Some(Self { batch, changed, is_undo: made.is_undo, kept, collection }))
    }
}
