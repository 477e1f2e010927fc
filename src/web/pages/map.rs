//! The map: the photos of a search where they are, and beside it the list of those of one point.
//!
//! 1. What is searched is read from the address as on the search page; `bbox` is the view.
//! 2. Without one, the view is where nearly all photos are.
//! 3. The clusters of the view are drawn by the server, each a link that opens its list. A script puts a map that moves in the
//!    place of the drawing, and reads this page again for each view.

pub mod coverage;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Query},
};
use askama::Template;

use super::{
    card::Card,
    filters::{Filter, SearchRequest},
    list,
};
use crate::{
    domain::{
        direction::Direction,
        facets::Facets,
        mercator::{MOST_ZOOM, zoom_to_fit},
        photo::PhotoId,
        place::{Bounds, Coordinates, names_in},
        query::{PhotoQuery, SortOrder},
        reader::Reader,
    },
    library::{
        Library, StoreFault,
        browse::VisiblePhoto,
        freshness::{Dependencies, SEARCHED},
    },
    search::Cluster,
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame, policy},
        problem::{FormValues, Problem},
        request::context::{RequestContext, from_address},
        site::{BaseMap, Site},
        urls::Urls,
        view::map::{self, Drawing, Shown},
    },
};

/// Photos that the list of a point shows.
const LISTED: usize = 6;
/// Points whose names are read.
const NAMED: usize = 120;
/// Wide points that are named by the place of most of their photos; those after them by that of their newest.
const COUNTED: usize = 16;
/// A view that has nearly all of the Earth.
pub const EVERYWHERE: &str = "-180,-60,180,75";
/// A point wider than so many degrees is named with what is around it.
const WIDE: f64 = 0.02;

/// The photos of a search on a map.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/map.html")]
pub struct MapPage {
    /// What every page has; `searched` holds the words.
    pub frame: Frame,
    /// The drawing.
    pub drawing: Drawing,
    /// Whether the open point is in the eastern half: a narrow screen, on which the drawing scrolls, begins there.
    pub from_east: bool,
    /// How many photos the view has.
    pub total: u64,
    /// How many photos have a public place elsewhere; the address of a view that has all of them.
    pub elsewhere: Option<(u64, String)>,
    /// The photos of the search that show no position.
    pub nowhere: Option<Nowhere>,
    /// The point whose list is open.
    pub opened: Option<Opened>,
    /// What narrows the search, each with the map without it.
    pub filters: Vec<Filter>,
    /// The parameters that have no field in the form, and stay.
    pub hidden: Vec<(String, String)>,
    /// What was not understood.
    pub not_understood: String,
    /// The view: `west,south,east,north`.
    pub view: String,
    /// The address of this map without its view, to which a view is added.
    pub base: String,
    /// The address of the search in this view.
    pub within: String,
    /// The search that is shown, wherever its photos are.
    pub search: String,
    /// The same map, nearer and from farther away.
    pub nearer: String,
    /// From farther away.
    pub farther: String,
    /// The base map that is configured.
    pub base_map: Option<BaseMap>,
}

/// A point whose list is open.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// How many photos it has.
    pub total: u64,
    /// The first ones, with what is said under each.
    pub photos: Vec<Card>,
    /// The search that has all of them.
    pub all: String,
    /// The map nearer to it; nothing where all its photos have one point.
    pub closer: Option<String>,
    /// The view of that map.
    pub view: String,
}

/// Photos that show no position: the names of their places lead to them.
#[derive(Clone, Debug)]
pub struct Nowhere {
    /// How many there are.
    pub total: u64,
    /// The places that most of them name: the name, how many, and the search in it.
    pub places: Vec<(String, u64, String)>,
}

/// `GET /map`, with the parameters of `GET /search`, and `open`, the box of a point whose list is open.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    parameters: Query<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    let made = Box::pin(async {
        site.count_search(from_address(&request))?;
        let page = page(&context, &parameters, &library, &site).await?;
        let mut made = answer::made(&page)?;
        if let Some(origin) = page.base_map.as_ref().and_then(|base| base.origin.as_ref()) {
            made.headers.push((header::CONTENT_SECURITY_POLICY, policy::with_pictures_of(origin)));
            // Those who draw the map ask to be told which site shows it.
            let referrer = header::HeaderValue::from_static("strict-origin-when-cross-origin");
            made.headers.push((header::REFERRER_POLICY, referrer));
        }
        Ok((made, Dependencies::on(&SEARCHED)))
    });
    kept.page(&library, &context, made).await
}

async fn page(
    context: &RequestContext,
    parameters: &[(String, String)],
    library: &Library,
    site: &Site,
) -> Result<MapPage, Problem> {
    let own = |wanted: &str| parameters.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.trim());
    let without = |names: &[&str]| -> SearchRequest {
        let kept = parameters.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        SearchRequest::read(&kept.cloned().collect::<Vec<_>>())
    };
    let said = without(&["open", "zoom", "cursor"]);
    // The box is the view, and no condition of its own.
    let mut asked = without(&["open", "zoom", "cursor", "bbox"]);
    asked.titles = library.titles_of(asked.search.query.collection.as_ref(), &Facets::default()).await?;
    let everywhere = &asked.search.query;
    let zoom = own("zoom").and_then(|zoom| zoom.parse::<u8>().ok()).map(|zoom| zoom.min(MOST_ZOOM));
    let (view, all) = match said.search.query.bounds {
        Some(view) => (view, library.clusters(everywhere, 0).await?.total),
        None => library.where_most_are(everywhere).await?.unwrap_or((Bounds::EARTH, 0)),
    };
    let drawn = map::Frame::around(view);
    // A map that moves says which part it shows; the drawing shows all of its frame.
    let (view, zoom) = zoom.map_or_else(|| (drawn.bounds(), drawn.zoom()), |zoom| (view, zoom));
    let query = PhotoQuery { bounds: Some(view), ..everywhere.clone() };
    let found = library.clusters(&query, zoom).await?;
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.map_title());
    asked.words.clone_into(&mut frame.searched);
    frame.indexed = parameters.is_empty();
    frame.description = Some(frame.t.map_description().to_owned());
    let addresses = Addresses { asked: &asked, urls: frame.urls };
    let newest = newest(&found.clusters, library).await?;
    let names = names(&found.clusters, &newest, everywhere, library, &frame).await?;
    let open = own("open").and_then(|sides| sides.parse::<Bounds>().ok());
    let open = open.or_else(|| found.clusters.first().map(|cluster| cluster.bounds));
    let sides = view.to_string();
    let shown = found.clusters.iter().zip(&names).map(|(cluster, name)| Shown {
        center: cluster.center,
        count: cluster.count,
        name: name.clone(),
        address: addresses.map(&[("bbox", &sides), ("open", &cluster.bounds.to_string())]),
        open: open == Some(cluster.bounds),
        looks: (zoom >= map::LOOKS_FROM && cluster.count == 1).then(|| looks(cluster, &newest)).flatten(),
    });
    let drawing = Drawing::of(drawn, shown.collect(), frame.t);
    let opened = match open {
        Some(bounds) => opened(bounds, &found.clusters, &names, &addresses, library, &frame).await?,
        None => None,
    };
    let elsewhere = all.saturating_sub(found.total);
    // Told beside all of the map: they are in none of its views.
    let nowhere = match said.search.query.bounds {
        None => nowhere(everywhere, &asked, library, frame.urls).await?,
        Some(_) => None,
    };
    let filters = asked.parts(&frame).into_iter();
    let filters = filters.map(|part| Filter { without: addresses.of_search(&part.without), ..part }).collect();
    let from_east = drawing.marks.iter().any(|mark| mark.shown.open && mark.is_eastern());
    Ok(MapPage {
        from_east,
        total: counted(found.total),
        elsewhere: (elsewhere > 0).then(|| (counted(elsewhere), addresses.map(&[("bbox", EVERYWHERE)]))),
        nowhere,
        opened,
        filters,
        hidden: asked.beside_words(),
        not_understood: said.not_understood(frame.t),
        base: addresses.map(&[]),
        within: asked.with(frame.urls, "bbox", Some(&sides)),
        search: asked.address(frame.urls, asked.search.query.uses, |_| true),
        nearer: addresses.map(&[("bbox", &drawn.nearer(2.0).bounds().to_string())]),
        farther: addresses.map(&[("bbox", &drawn.nearer(0.5).bounds().to_string())]),
        view: sides,
        base_map: site.base_map.clone(),
        drawing,
        frame,
    })
}

/// The addresses of this map.
struct Addresses<'a> {
    asked: &'a SearchRequest,
    urls: Urls,
}

impl Addresses<'_> {
    /// This search on the map, with these parameters.
    fn map(&self, parameters: &[(&str, &str)]) -> String {
        let mut address = self.of_search(&self.asked.address(self.urls, self.asked.search.query.uses, |_| true));
        for (name, value) in parameters {
            let joint = if address.contains('?') { '&' } else { '?' };
            // Numbers and commas need no sign of their own.
            address.push(joint);
            address.extend([name, "=", value]);
        }
        address
    }

    /// The map of a search, by the address of that search.
    fn of_search(&self, search: &str) -> String {
        self.urls.map_of(search.split_once('?').map_or("", |(_, query)| query))
    }
}

/// The photos of a search that show no position.
async fn nowhere(
    query: &PhotoQuery,
    asked: &SearchRequest,
    library: &Library,
    urls: Urls,
) -> Result<Option<Nowhere>, StoreFault> {
    let query = PhotoQuery { without_point: true, ..query.clone() };
    let (page, facets) = library.search_with_facets(&query, SortOrder::Newest, None, 1).await?;
    let place = |(name, count): (String, usize)| {
        let address = asked.with(urls, "place_name", Some(&name));
        (name, counted(count), address)
    };
    let places = facets.places.into_iter().map(place).collect();
    Ok((page.total > 0).then(|| Nowhere { total: counted(page.total), places }))
}

/// The newest photo of each of the first clusters.
async fn newest(clusters: &[Cluster], library: &Library) -> Result<Vec<VisiblePhoto>, StoreFault> {
    let ids: Vec<PhotoId> = clusters.iter().take(NAMED).map(|cluster| cluster.newest.clone()).collect();
    library.whole_photos(&Reader::Visitor, &ids).await
}

/// In which direction the photo of a cluster looks, as everyone may know it.
fn looks(cluster: &Cluster, photos: &[VisiblePhoto]) -> Option<Direction> {
    photos.iter().find(|photo| photo.record.id == cluster.newest)?.record.public_direction()
}

/// The names of the clusters, from the place of their newest photo.
async fn names(
    clusters: &[Cluster],
    photos: &[VisiblePhoto],
    query: &PhotoQuery,
    library: &Library,
    frame: &Frame,
) -> Result<Vec<String>, StoreFault> {
    let newest = |cluster: &Cluster| {
        let photo = photos.iter().find(|photo| photo.record.id == cluster.newest)?;
        photo.record.place.as_ref()?.name.clone()
    };
    let mut names = Vec::new();
    for (number, cluster) in clusters.iter().enumerate() {
        let name = if is_wide(cluster) {
            let most = if number < COUNTED { most_named(cluster, query, library).await? } else { None };
            let most = most.or_else(|| newest(cluster).and_then(|place| names_in(&place).into_iter().next()));
            most.map(|place| frame.t.map_around(&place))
        } else {
            newest(cluster)
        };
        names.push(name.unwrap_or_else(|| position_of(cluster, frame)));
    }
    Ok(names)
}

/// Whether photos are so far apart that the place of one does not name them.
fn is_wide(cluster: &Cluster) -> bool {
    let (first, last) = cluster.bounds.corners();
    last.latitude() - first.latitude() > WIDE || last.longitude() - first.longitude() > WIDE
}

/// The place that most photos of a cluster name.
async fn most_named(cluster: &Cluster, query: &PhotoQuery, library: &Library) -> Result<Option<String>, StoreFault> {
    let query = PhotoQuery { bounds: Some(cluster.bounds), ..query.clone() };
    let (_, facets) = library.search_with_facets(&query, SortOrder::Newest, None, 0).await?;
    Ok(facets.places.into_iter().next().map(|(place, _)| place))
}

/// A point without a name.
fn position_of(cluster: &Cluster, frame: &Frame) -> String {
    degrees_of(cluster.center, frame)
}

/// A point in degrees.
fn degrees_of(point: Coordinates, frame: &Frame) -> String {
    let degrees = |value: f64, positive: &str, negative: &str| {
        let side = if value < 0.0 { negative } else { positive };
        frame.t.decimals(&format!("{:.2}°\u{a0}{side}", value.abs()))
    };
    let latitude = degrees(point.latitude(), frame.t.map_north(), frame.t.map_south());
    let longitude = degrees(point.longitude(), frame.t.map_east(), frame.t.map_west());
    format!("{latitude}, {longitude}")
}

async fn opened(
    bounds: Bounds,
    clusters: &[Cluster],
    names: &[String],
    addresses: &Addresses<'_>,
    library: &Library,
    frame: &Frame,
) -> Result<Option<Opened>, StoreFault> {
    let query = PhotoQuery { bounds: Some(bounds), ..addresses.asked.search.query.clone() };
    let page = library.search(&query, SortOrder::Newest, None, LISTED).await?;
    let total = list::total(&page);
    if total == 0 {
        return Ok(None);
    }
    let known = clusters.iter().zip(names).find(|(cluster, _)| cluster.bounds == bounds);
    let (first, last) = bounds.corners();
    let nearest = || {
        let place = page.photos.first().and_then(|photo| photo.record.place.as_ref()?.name.clone());
        place.unwrap_or_else(|| frame.t.map_here().to_owned())
    };
    let view = map::Frame::around(bounds).nearer(0.8).bounds().to_string();
    Ok(Some(Opened {
        name: known.map_or_else(nearest, |(_, name)| name.clone()),
        total,
        photos: list::cards(&page),
        all: addresses.asked.with(frame.urls, "bbox", Some(&bounds.to_string())),
        closer: (first != last && zoom_to_fit(bounds, map::WIDTH, map::HEIGHT) < MOST_ZOOM)
            .then(|| addresses.map(&[("bbox", &view), ("open", &bounds.to_string())])),
        view,
    }))
}

fn counted(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
