//! A person who gives photos: their own, and the way to those of other authors.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;

use super::{
    card::Paging,
    gallery::{Beside, Gallery},
    home::From,
    list,
    strip::{SHOWN, Strip},
};
use crate::{
    domain::{
        link::Link,
        person::{Handle, PersonRecord},
    },
    library::{
        Library, StoreFault,
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        problem::Problem,
        request::context::RequestContext,
        site::Site,
    },
};

/// The published photos that one person took, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/person.html")]
pub struct PersonPage {
    /// What every page has.
    pub frame: Frame,
    /// Their handle.
    pub handle: Handle,
    /// Their shown name.
    pub name: String,
    /// The address they wish to be found at.
    pub link: Option<String>,
    /// The photos of this page of the list.
    pub gallery: Gallery,
    /// The address that searches among all of them.
    pub among: String,
    /// The map of them, where some have a public place.
    pub map: Option<String>,
    /// The pages before and after.
    pub paging: Paging,
    /// How many of them there are in all.
    pub total: u64,
    /// Photos of other authors that they gave, on the first page of the list.
    pub given: Option<Strip>,
}

/// `GET /people/{handle}`.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such account.
pub async fn show(
    context: RequestContext,
    handle: Path<String>,
    from: Query<From>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    let handle = handle.parse().map_err(|_not_a_handle| Problem::NotFound)?;
    kept.page(&library, &context, async {
        let person = library.person(&handle).await?.ok_or(Problem::NotFound)?;
        let shown =
            Dependencies::on(&[Dependency::Person(&handle), Dependency::By(&handle), Dependency::GivenBy(&handle)]);
        let page = library.photos_by(handle.clone(), from.cursor.as_deref(), list::PART).await?;
        let mut frame = site.frame(&context, &person.name);
        let address = frame.urls.person(&person.handle);
        let given = if from.cursor.is_none() { given(&person, &library, &frame).await? } else { None };
        // Anyone may open an account under any name: search engines are shown those who gave something.
        frame.indexed &= page.total > 0 || given.is_some();
        let page = answer::made(&PersonPage {
            map: list::map_of(&page, &frame.urls.search_with("author", person.handle.as_str()), frame.urls),
            paging: list::paging(&page, &address, from.cursor.as_deref()),
            total: list::total(&page),
            given,
            gallery: Gallery::new(list::cards(&page), Beside::Nothing)
                .listed_by(&frame.urls.search_with("author", person.handle.as_str())),
            among: frame.urls.search_with("author", person.handle.as_str()),
            handle: person.handle,
            name: person.name,
            link: person.author.link().map(Link::into_iri),
            frame,
        })?;
        Ok((page, shown))
    })
    .await
}

/// The newest photos of other authors that a person gave, and how many there are; nothing when there is none.
async fn given(person: &PersonRecord, library: &Library, frame: &Frame) -> Result<Option<Strip>, StoreFault> {
    let page = library.given_by(person.handle.clone(), None, SHOWN).await?;
    let list = frame.urls.search_with("giver", person.handle.as_str());
    let gallery = Gallery::new(list::cards(&page), Beside::Nothing).listed_by(&list);
    Ok((page.total > 0).then(|| Strip {
        title: frame.t.given_count(list::total(&page), &person.name),
        all: frame.urls.given(&person.handle),
        all_name: frame.t.given_all().to_owned(),
        gallery,
    }))
}
