//! What the photos show, and what they do not: by commune of the gazetteer, and by the square kilometre around a place.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use crate::{
    domain::{
        coast::{self, Window},
        communes as bundled, gazetteer,
        known_places::{KnownPlace, KnownPlaces},
        mercator::position,
        place::{Bounds, Coordinates, SQUARE},
        query::{PhotoQuery, SortOrder},
        text::clean_line,
    },
    library::{
        Library, StoreFault,
        coverage::{Covered, Sought},
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::context::{RequestContext, from_address},
        site::Site,
        urls,
    },
};

/// Communes that the table has at most: those nearest to the place.
const MOST_COMMUNES: usize = 300;
/// Squares to each side of the one in the middle: from west to east, and from north to south.
const REACH: (i32, i32) = (7, 5);
/// The side of a square, in degrees.
const STEP: f64 = SQUARE;
/// Width and height of a square of the drawing.
const SIDE: (i32, i32) = (40, 60);
/// Empty squares that are listed, and communes without a photo that are listed at once: a day's walk.
const LISTED: usize = 24;

/// What the photos show, and what they do not.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/coverage.html")]
pub struct CoveragePage {
    /// What every page has.
    pub frame: Frame,
    /// The communes, those with most photos first.
    pub communes: Vec<Commune>,
    /// How many of them have no photo.
    pub without: u64,
    /// Whether the gazetteer has more communes.
    pub more: bool,
    /// Whether there is no gazetteer: the table then has the places that photos name.
    pub unknown: bool,
    /// What was typed as the place.
    pub near: String,
    /// Whether what was typed is no known place.
    pub not_found: bool,
    /// The squares around the place, and where that is; nothing where nothing is known.
    pub around: Option<Around>,
    /// Names to propose.
    pub names: Vec<String>,
}

impl CoveragePage {
    /// Whether one of the communes has a photo.
    #[must_use]
    pub fn has_photos(&self) -> bool {
        self.communes.first().is_some_and(|most| most.photos > 0)
    }

    /// Whether those without a photo are listed at once: where they are few, or where there is nothing else.
    #[must_use]
    pub fn shows_without(&self) -> bool {
        !self.has_photos() || usize::try_from(self.without).is_ok_and(|without| without <= LISTED)
    }
}

/// A commune, with its photos.
#[derive(Clone, Debug)]
pub struct Commune {
    /// Its names.
    pub name: String,
    /// How many photos it has.
    pub photos: u64,
    /// Those of them that do not name it and are counted by their position: how many, and the search that finds them.
    pub around: Option<(u64, String)>,
    /// Of 100, as many as it has of the most that one has.
    pub share: u64,
    /// The year of its last photo.
    pub last: String,
    /// The search that finds them, or the page that gives the first.
    pub address: String,
}

/// The squares around a place.
#[derive(Clone, Debug)]
pub struct Around {
    /// The name of the place.
    pub place: String,
    /// Width of the drawing.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// The squares.
    pub squares: Vec<Square>,
    /// Those on land without a photo, the nearest first.
    pub missing: Vec<Missing>,
    /// How many of the squares on land have a photo, and how many there are.
    pub seen: (u64, u64),
    /// The map of the same part.
    pub map: String,
}

/// A square of the drawing.
#[derive(Clone, Debug)]
pub struct Square {
    /// From the west.
    pub x: i32,
    /// From the north.
    pub y: i32,
    /// How many photos it has.
    pub photos: u64,
    /// Whether it is on land, as far as the outline of the land says.
    pub land: bool,
    /// The search that finds them.
    pub address: String,
}

/// A square without a photo.
#[derive(Clone, Debug)]
pub struct Missing {
    /// How far it is, and in which direction.
    pub way: String,
    /// Its middle, in degrees.
    pub at: String,
    /// The same place on the map of OpenStreetMap.
    pub elsewhere: String,
}

/// What the page is asked for.
#[derive(Deserialize)]
pub struct CoverageQuery {
    /// The name of a place, or `latitude,longitude`.
    near: Option<String>,
}

/// `GET /map/coverage?near=`.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    query: Query<CoverageQuery>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    let made = Box::pin(async {
        site.count_search(from_address(&request))?;
        let near = clean_line(query.near.as_deref().unwrap_or_default());
        let known = library.known_places().await?;
        let mut frame = site.frame(&context, "");
        frame.entitle(frame.t.coverage_title());
        frame.description = Some(frame.t.coverage_lead().to_owned());
        frame.indexed = near.is_empty();
        let t = frame.t;
        let found = if near.is_empty() { busiest(&library, t).await? } else { place_of(&near, &known, t) };
        let around = match &found {
            Some((place, point)) => Some(around(place, *point, &library, &frame).await?),
            None => None,
        };
        let middle = found.as_ref().map(|(_, point)| *point);
        // Without a gazetteer, the bundled communes around that place.
        let (places, more) = match middle {
            Some(middle) if known.communes().next().is_none() => (bundled::nearest(middle, MOST_COMMUNES), true),
            middle => listed(&known, middle),
        };
        let names: Vec<String> = places.iter().flat_map(KnownPlace::names).map(str::to_owned).collect();
        let unknown = places.is_empty();
        let communes = communes(&places, &library, &frame).await?;
        let page = answer::made(&CoveragePage {
            without: count(communes.iter().filter(|commune| commune.photos == 0).count()),
            communes,
            more,
            unknown,
            not_found: !near.is_empty() && found.is_none(),
            near,
            around,
            names,
            frame,
        })?;
        Ok((page, Dependencies::on(&[Dependency::PublicPhotos, Dependency::KnownPlaces])))
    });
    kept.page(&library, &context, made).await
}

/// The place of most photos.
async fn busiest(library: &Library, t: Messages) -> Result<Option<(String, Coordinates)>, StoreFault> {
    let everywhere = PhotoQuery::default();
    let Some((bounds, _)) = library.where_most_are(&everywhere).await? else { return Ok(None) };
    let view = PhotoQuery { bounds: Some(bounds), ..everywhere };
    let found = library.clusters(&view, super::zoom_to_fit(bounds, 1_024.0, 640.0)).await?;
    let Some(most) = found.clusters.first() else { return Ok(None) };
    let query = PhotoQuery { bounds: Some(most.bounds), ..view };
    let (_, facets) = library.search_with_facets(&query, SortOrder::Newest, None, 0).await?;
    let name = facets.places.into_iter().next().map(|(name, _)| name);
    Ok(Some((name.unwrap_or_else(|| degrees(most.center.rounded(), t)), most.center)))
}

/// A place by its name, in the gazetteer of the library or in the bundled table; or by its degrees.
fn place_of(near: &str, known: &KnownPlaces, t: Messages) -> Option<(String, Coordinates)> {
    let named = known.called(near).and_then(|place| Some((place.name.clone(), place.at?)));
    let table = || gazetteer::places_called(near).into_iter().next().map(|point| (near.to_owned(), point));
    let breton = || bundled::of_two_names().called(near).and_then(|place| Some((place.name.clone(), place.at?)));
    let point = || near.parse().ok().map(|point: Coordinates| (degrees(point, t), point));
    named.or_else(point).or_else(breton).or_else(table)
}

fn degrees(point: Coordinates, t: Messages) -> String {
    t.degrees(point.latitude(), point.longitude())
}

/// The communes of a gazetteer, those nearest to a place where they are too many; and whether there are more.
fn listed(known: &KnownPlaces, near: Option<Coordinates>) -> (Vec<KnownPlace>, bool) {
    let mut places: Vec<&KnownPlace> = known.communes().collect();
    let more = places.len() > MOST_COMMUNES;
    if more && let Some(near) = near {
        let far = |place: &KnownPlace| place.at.map_or(f64::INFINITY, |at| at.kilometres_to(near));
        places.sort_by(|one, other| far(one).total_cmp(&far(other)));
    }
    places.truncate(MOST_COMMUNES);
    (places.into_iter().cloned().collect(), more)
}

async fn communes(places: &[KnownPlace], library: &Library, frame: &Frame) -> Result<Vec<Commune>, StoreFault> {
    let sought: Vec<(String, Sought)> = if places.is_empty() {
        let (_, facets) = library.search_with_facets(&PhotoQuery::default(), SortOrder::Newest, None, 0).await?;
        facets.places.into_iter().map(|(name, _)| (name.clone(), Sought { names: vec![name], at: None })).collect()
    } else {
        let names = |place: &KnownPlace| place.names().map(str::to_owned).collect::<Vec<_>>();
        places.iter().map(|place| (place.in_full(), Sought { names: names(place), at: place.at })).collect()
    };
    let (titles, sought): (Vec<String>, Vec<Sought>) = sought.into_iter().unzip();
    let covered = library.coverage_of(&sought).await?;
    let all = |covered: &Covered| covered.photos.saturating_add(covered.around);
    let most = covered.iter().map(all).max().unwrap_or(0).max(1);
    let line = |((name, Sought { names, .. }), covered): ((String, Sought), Covered)| {
        let photos = all(&covered);
        let around = covered.bounds.map(|bounds| frame.urls.search_with("bbox", &bounds.to_string()));
        Commune {
            address: match (names.first(), &around) {
                (Some(first), _) if covered.photos > 0 => frame.urls.search_with("place_name", first),
                (_, Some(around)) => around.clone(),
                _ => frame.urls.upload_at(&name),
            },
            around: around.map(|address| (count(covered.around), address)),
            name: names.join(" / "),
            photos: count(photos),
            share: count(photos * 100 / most),
            last: covered.last.unwrap_or_default(),
        }
    };
    let mut lines: Vec<Commune> = titles.into_iter().zip(sought).zip(covered).map(line).collect();
    // Stable: those that have as many stay in the order of their names, or of their distance.
    lines.sort_by_key(|line| std::cmp::Reverse(line.photos));
    Ok(lines)
}

async fn around(place: &str, point: Coordinates, library: &Library, frame: &Frame) -> Result<Around, StoreFault> {
    let middle = point.rounded();
    let at = |east: i32, north: i32| {
        let latitude = middle.latitude() + f64::from(north) * STEP;
        let longitude = middle.longitude() + f64::from(east) * STEP;
        Coordinates::new(latitude, longitude).map(Coordinates::rounded)
    };
    let (wide, high) = REACH;
    let grid = (-high..=high).rev().flat_map(|north| (-wide..=wide).map(move |east| (east, north)));
    let cells: Vec<(i32, i32, Coordinates)> =
        grid.filter_map(|(east, north)| Some((east, north, at(east, north)?))).collect();
    let sides = cells.iter().map(|(.., cell)| cell.square()).reduce(Bounds::with).unwrap_or(Bounds::of(middle));
    let counts = library.counts_within(sides).await?;
    let land = land_around(sides);
    let (mut squares, mut missing) = (Vec::new(), Vec::new());
    for (east, north, cell) in cells {
        let same = |other: &Coordinates| {
            (other.latitude() - cell.latitude()).abs() < STEP / 2.0
                && (other.longitude() - cell.longitude()).abs() < STEP / 2.0
        };
        let photos = counts.iter().filter(|(other, _)| same(other)).map(|(_, photos)| *photos).sum();
        let land = coast::is_inside(&land, position(cell));
        if land && photos == 0 {
            missing.push((middle.kilometres_to(cell), east, north, cell));
        }
        squares.push(Square {
            x: (east + wide) * SIDE.0,
            y: (high - north) * SIDE.1,
            photos: count(photos),
            land,
            address: frame.urls.search_with("bbox", &cell.square().to_string()),
        });
    }
    missing.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    let missing = missing.into_iter().take(LISTED).map(|(far, east, north, cell)| Missing {
        way: way(far, east, north, frame),
        at: super::degrees_of(cell, frame),
        elsewhere: format!("https://www.openstreetmap.org/#map=15/{}/{}", cell.latitude(), cell.longitude()),
    });
    let on_land = squares.iter().filter(|square| square.land || square.photos > 0);
    Ok(Around {
        place: place.to_owned(),
        width: (2 * wide + 1) * SIDE.0,
        height: (2 * high + 1) * SIDE.1,
        seen: (count(on_land.clone().filter(|square| square.photos > 0).count()), count(on_land.count())),
        missing: missing.collect(),
        map: format!("{}?bbox={}", frame.urls.map(), urls::encoded(&sides.to_string())),
        squares,
    })
}

/// The outlines of the land there.
fn land_around(bounds: Bounds) -> Vec<Vec<coast::Place>> {
    let (south_west, north_east) = bounds.corners();
    let ((west, south), (east, north)) = (position(south_west), position(north_east));
    coast::land_within(Window { west, north, east, south }, 0.0)
}

/// How far, and in which direction.
fn way(far: f64, east: i32, north: i32, frame: &Frame) -> String {
    let t = frame.t;
    let (east, north) = (f64::from(east) * 0.66, f64::from(north));
    // Eight directions: the smaller part counts when it is more than two fifths of the larger one.
    let counts = |one: f64, other: f64| one.abs() * 2.5 > other.abs();
    let (to_north, to_east) = (counts(north, east) && north != 0.0, counts(east, north) && east != 0.0);
    let direction = match (to_north, to_east, north > 0.0, east > 0.0) {
        (true, false, true, _) => t.way_north(),
        (true, false, false, _) => t.way_south(),
        (false, true, _, true) => t.way_east(),
        (false, true, _, false) => t.way_west(),
        (true, true, true, true) => t.way_north_east(),
        (true, true, true, false) => t.way_north_west(),
        (true, true, false, true) => t.way_south_east(),
        (true, true, false, false) => t.way_south_west(),
        (false, false, ..) => return t.way_here().to_owned(),
    };
    t.way_far(direction, &t.decimals(&format!("{far:.1}")))
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
