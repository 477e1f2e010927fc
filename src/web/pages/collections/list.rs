//! `GET /collections`: the published collections; those of the reader, and drafts for curators.

use actix_web::{
    HttpResponse,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{CollectionCard, cards, counted};
use crate::{
    library::{
        Library,
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        pages::card::Paging,
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        urls,
    },
};

/// How many collections a page of the list shows.
const PART: usize = 24;
/// How many of their own a reader is shown, and how many drafts curators are.
const OTHERS: usize = 24;

/// The collections.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/collections.html")]
pub struct CollectionsPage {
    /// What every page has.
    pub frame: Frame,
    /// The published collections of this page of the list.
    pub published: Vec<CollectionCard>,
    /// How many are published in all.
    pub total: u64,
    /// Those of the reader that are drafts, and of other people's those that they are a member of.
    pub own: Vec<CollectionCard>,
    /// The drafts of others, for curators.
    pub drafts: Vec<CollectionCard>,
    /// The pages before and after.
    pub paging: Paging,
}

/// Where a page of the list begins.
#[derive(Deserialize)]
pub struct ListQuery {
    /// The cursor that the page before gave.
    cursor: Option<String>,
}

/// `GET /collections`.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn show(
    context: RequestContext,
    from: Query<ListQuery>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    kept.page(&library, &context, async {
        let mut frame = site.frame(&context, "");
        frame.entitle(frame.t.collections_title());
        frame.description = Some(frame.t.collections_lead().to_owned());
        let shown = Dependencies::on(&[Dependency::PublicCollections]);
        let page = library.newest_collections(from.cursor.as_deref(), PART).await?;
        let (published, shown) = cards(&page.collections, shown, &library, &frame).await?;
        let (mut own, mut drafts, mut shown) = (Vec::new(), Vec::new(), shown);
        if let Some(person) = context.person.as_ref().filter(|_| from.cursor.is_none()) {
            let mut page = library.own_collections(&person.handle, OTHERS).await?;
            page.collections.retain(|kept| !kept.record.is_public());
            (own, shown) = cards(&page.collections, shown, &library, &frame).await?;
            let mut page = library.draft_collections(&context.reader, None, OTHERS).await?;
            page.collections.retain(|kept| !own.iter().any(|card| card.slug == kept.record.slug));
            (drafts, shown) = cards(&page.collections, shown, &library, &frame).await?;
        }
        frame.indexed = page.total > 0;
        let address = frame.urls.collections();
        let page = answer::made(&CollectionsPage {
            paging: Paging {
                previous: from.cursor.as_ref().map(|_| address.clone()),
                next: page.next.as_ref().map(|next| format!("{address}?cursor={}", urls::encoded(next))),
            },
            total: counted(page.total),
            published,
            own,
            drafts,
            frame,
        })?;
        Ok((page, shown))
    })
    .await
}

impl CollectionsPage {
    /// Whether the reader has an account, and may make a collection.
    #[must_use]
    pub const fn may_make(&self) -> bool {
        self.frame.person.is_some()
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.published.is_empty() && self.own.is_empty() && self.drafts.is_empty()
    }
}
