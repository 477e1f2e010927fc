//! The workbench: photos of any list in rows, picked to be changed together.
//!
//! `GET /curate?lane=` · `?mine=yes` · `?` with the parameters of a search; `zoom=` and `cursor=`. The form goes to
//! `POST /curate` (`curate/preview.rs`): `csrf`, `idempotency_key`, `from` (the query of this page), `photo` once a photo or with all those of a
//! series, the fields of `curate/typed.rs`, `step`.

pub mod batch;
mod made;
pub mod preview;
pub mod recent;
mod series;
mod typed;
mod worklist;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;

use self::{
    made::{MadeCollection, MadeView},
    series::SeriesView,
    typed::TypedChange,
    worklist::{Worklist, Zoom},
};
use super::{
    card::{Card, Paging},
    collections::named::proposed,
    fields::reason_of,
    list,
};
use crate::{
    domain::{
        doubt::published_distance,
        lane::Lane,
        person::Role,
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
        stored::Stored,
        tag::Tag,
    },
    library::{Library, StoreFault, idempotency::IdempotencyKey, tags::Offered},
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::{FormValues, Problem},
        request::context::{RequestContext, see_other},
        site::Site,
    },
};

/// Photos for which tags are looked for, and how many tags are offered.
const MOST_LOOKED_AT: usize = 12;
const MOST_OFFERED: usize = 10;
/// How many collections of each kind are proposed before a title is typed: one's own, and for curators the newest others.
const OFFERED: usize = 30;

/// The photos of a list, to be picked.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/curate.html")]
pub struct CuratePage {
    /// What every page has.
    pub frame: Frame,
    /// What the page is called.
    pub title: &'static str,
    /// The lanes, for a curator.
    pub lanes: Vec<LaneView>,
    /// The page of the search that this is, if it is one.
    pub search: Option<String>,
    /// The query of this page.
    pub from: String,
    /// The zooms, each with its address.
    pub zooms: Vec<ZoomView>,
    /// The class of the rows.
    pub zoom: Zoom,
    /// The photos, those that belong together side by side.
    pub series: Vec<SeriesView>,
    /// The batch that was made just before, and leads here.
    pub made: Option<MadeView>,
    /// How many the list has in all.
    pub total: u64,
    /// The pages before and after.
    pub paging: Paging,
    /// Collections that the field for one proposes: what names each, and its title.
    pub collections: Vec<(String, String)>,
    /// The contexts, as photos carry them.
    pub contexts: Vec<String>,
    /// What the list leaves out, where that is not plain.
    pub counts_what: Option<&'static str>,
    /// Tags that may suit some of the photos, each with its reason.
    pub offered: Vec<(String, String)>,
    /// What is typed in the bar.
    pub typed: TypedChange,
    /// The idempotency key of the form.
    pub idempotency_key: IdempotencyKey,
    /// The field that is wrong, and why the form was refused.
    pub error: Option<(&'static str, String)>,
}

impl CuratePage {
    /// How many photos this part of the list has.
    #[must_use]
    pub fn shown(&self) -> u64 {
        self.series.iter().map(SeriesView::count).sum()
    }

    /// Whether the list has more photos than are shown.
    #[must_use]
    pub fn has_other_parts(&self) -> bool {
        self.total > self.shown()
    }

    /// Whether this field is the one that is wrong.
    #[must_use]
    pub fn is_wrong(&self, field: &str) -> bool {
        self.error.as_ref().is_some_and(|(wrong, _)| *wrong == field)
    }
}

/// A lane.
#[derive(Clone, Debug)]
pub struct LaneView {
    /// Its address.
    pub path: String,
    /// What it is called.
    pub name: &'static str,
    /// How many photos it has.
    pub count: String,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// A zoom.
#[derive(Clone, Debug)]
pub struct ZoomView {
    /// Its address.
    pub path: String,
    /// What it is called.
    pub name: &'static str,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// A photo to pick.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The photo.
    pub card: Card,
    /// Who is credited, and where it was taken.
    pub under: String,
    /// Whether it is picked.
    pub picked: bool,
}

impl Contact {
    fn of(photo: &PhotoRecord, picked: bool, t: Messages) -> Self {
        let card = list::card(photo);
        let place = Self::place(photo, t);
        let under = card.author.iter().cloned().chain(place).collect::<Vec<String>>().join(", ");
        Self { card, under, picked }
    }

    /// The name of its place, and how far from it the position is that contradicts it.
    fn place(photo: &PhotoRecord, t: Messages) -> Option<String> {
        let name = photo.place.as_ref()?.name.clone()?;
        Some(match published_distance(photo) {
            Some(kilometres) => t.curate_far(kilometres.into(), &name),
            None => name,
        })
    }

    /// What stands for the picture where it is not seen.
    #[must_use]
    pub fn called(&self, t: Messages) -> &str {
        self.card.text_alternative(t)
    }
}

/// `GET /curate`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`](crate::web::problem::AccessProblem::NotSignedIn); [`Problem`] for a search that is not
/// understood.
pub async fn show(
    context: RequestContext,
    parameters: Query<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    let mut list = Worklist::read(&parameters)?;
    if !curates(&context) && !list.mine {
        return Ok(see_other(&site.frame_urls(context.language).curate_list("mine=yes")));
    }
    if list.is_any() {
        let counts = library.lane_counts(&context.reader).await?;
        list.lane = counts.into_iter().find(|(_, count)| *count > 0).map(|(lane, _)| lane);
    }
    let mut page = page(&context, &list, &BTreeSet::new(), &library, &site).await?;
    page.made = MadeView::of(&context, &library).await?;
    answer::personal(StatusCode::OK, &page)
}

/// Whether the reader works on photos of others too.
fn curates(context: &RequestContext) -> bool {
    context.reader.is_at_least(Role::Curator)
}

/// The page of a list, with these photos picked.
async fn page(
    context: &RequestContext,
    list: &Worklist,
    picked: &BTreeSet<PhotoId>,
    library: &Library,
    site: &Site,
) -> Result<CuratePage, Problem> {
    let reader = &context.reader;
    let found = list.photos(reader, library).await?;
    let counts = if curates(context) { library.lane_counts(reader).await? } else { Vec::new() };
    let mut frame = site.frame(context, "");
    let (t, urls) = (frame.t, frame.urls);
    let title = if list.mine {
        t.curate_mine_title()
    } else if list.search_page(urls).is_some() {
        t.curate_list_title()
    } else {
        t.curate_title()
    };
    frame.entitle(title);
    frame.indexed = false;
    let lane = |(lane, count): (Lane, usize)| LaneView {
        path: Worklist::of_lane(lane, list.zoom).address(urls),
        name: lane_name(lane, t),
        count: t.number(u64::try_from(count).unwrap_or(u64::MAX)),
        current: list.lane == Some(lane),
    };
    let zoom = |zoom: Zoom| ZoomView {
        path: urls.curate_list(&list.query_at(zoom)),
        name: match zoom {
            Zoom::Small => t.curate_zoom_small(),
            Zoom::Middle => t.curate_zoom_middle(),
            Zoom::Large => t.curate_zoom_large(),
        },
        current: zoom == list.zoom,
    };
    let photos: Vec<&PhotoRecord> =
        found.photos.iter().map(|kept| &kept.record).filter(|photo| reader.may_describe(photo)).collect();
    Ok(CuratePage {
        title,
        lanes: counts.into_iter().map(lane).collect(),
        search: list.search_page(urls),
        from: list.query(),
        zooms: Zoom::ALL.into_iter().map(zoom).collect(),
        zoom: list.zoom,
        series: SeriesView::all(&photos, picked, t),
        made: None,
        total: list::total(&found),
        paging: list::paging(&found, &list.address(urls), list.cursor.as_deref()),
        contexts: library.contexts().await?,
        offered: offered(list, &found.photos, reader, library, t).await?,
        counts_what: (list.lane == Some(Lane::Collection)).then(|| t.lane_collection_counts()),
        typed: TypedChange::default(),
        idempotency_key: IdempotencyKey::from_chance(library.chance()),
        collections: proposed(reader, OFFERED, |_| true, library).await?,
        error: None,
        frame,
    })
}

/// Tags that may suit the first photos of the list of those without any: what suits most of them comes first. Each photo reads some
/// lists, so that only this list does.
async fn offered(
    list: &Worklist,
    photos: &[Stored<PhotoRecord>],
    reader: &Reader,
    library: &Library,
    t: Messages,
) -> Result<Vec<(String, String)>, StoreFault> {
    if list.lane != Some(Lane::Tags) {
        return Ok(Vec::new());
    }
    let mut found: BTreeMap<Tag, (u64, Offered)> = BTreeMap::new();
    for kept in photos.iter().filter(|kept| reader.may_describe(&kept.record)).take(MOST_LOOKED_AT) {
        for (tag, why) in library.offered_tags(reader, &kept.record).await? {
            let known = found.entry(tag).or_insert((0, why));
            (known.0, known.1) = (known.0.saturating_add(1), known.1.min(why));
        }
    }
    let mut found: Vec<(Tag, (u64, Offered))> = found.into_iter().collect();
    found.sort_by_key(|(_, (count, why))| (Reverse(*count), *why));
    let said = |(tag, (count, why)): (Tag, (u64, Offered))| {
        (tag.to_string(), format!("{} · {}", reason_of(why, t), t.photo_count(count)))
    };
    Ok(found.into_iter().take(MOST_OFFERED).map(said).collect())
}

fn lane_name(lane: Lane, t: Messages) -> &'static str {
    match lane {
        Lane::Title => t.lane_title(),
        Lane::Tags => t.lane_tags(),
        Lane::Place => t.lane_place(),
        Lane::Date => t.lane_date(),
        Lane::Alt => t.lane_alt(),
        Lane::Contradiction => t.lane_contradiction(),
        Lane::Collection => t.lane_collection(),
    }
}
