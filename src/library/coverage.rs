//! What the photos of the library show, and what they do not: by commune, and by the square kilometre.

use std::collections::HashSet;

use super::{Library, StoreFault};
use crate::{
    domain::{
        fold::fold,
        photo::PhotoRecord,
        place::{Bounds, Coordinates, SQUARE},
        query::{PhotoQuery, SortOrder},
    },
    search::Request,
};

/// So many kilometres around its middle, most communes of France end.
const AROUND: f64 = 5.0;
/// No point so many degrees of latitude away is as near.
const AROUND_IN_LATITUDE: f64 = AROUND / 111.0;

/// A place whose photos are counted.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// Its names.
    pub names: Vec<String>,
    /// Where it is.
    pub at: Option<Coordinates>,
}

/// The photos of a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Covered {
    /// How many public ones name it.
    pub photos: usize,
    /// How many others are nearer to it than to any of the other places, and name none of them.
    pub around: usize,
    /// A box that has those.
    pub bounds: Option<Bounds>,
    /// The year in which the last of them was taken, or given where nobody knows that; nothing where there is none.
    pub last: Option<String>,
}

impl Library {
    /// The photos of places, each by one of its names; those that name none of them, by their position. What it costs depends on
    /// how many photos they have, and not on how many the library has.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn coverage_of(&self, places: &[Sought]) -> Result<Vec<Covered>, StoreFault> {
        let mut covered = self.named(places).await?;
        let points: Vec<Coordinates> = places.iter().filter_map(|place| place.at).collect();
        let Some(bounds) = points.iter().map(|point| as_near(*point)).reduce(Bounds::with) else { return Ok(covered) };
        let names: HashSet<String> = places.iter().flat_map(|place| &place.names).map(|name| fold(name)).collect();
        let counts = self.ask_index(move |search| search.count_by_point(bounds)).await?;
        for count in counts.iter().filter(|count| !count.places.iter().any(|name| names.contains(&fold(name)))) {
            let Some(covered) = nearest(places, count.point).and_then(|at| covered.get_mut(at)) else { continue };
            covered.around = covered.around.saturating_add(count.photos);
            // With points on its edge.
            let square = around(count.point, SQUARE / 2.0 + 1e-7, SQUARE / 2.0 + 1e-7);
            covered.bounds = Some(covered.bounds.map_or(square, |bounds| bounds.with(square)));
        }
        Ok(covered)
    }

    /// The photos that name places.
    async fn named(&self, places: &[Sought]) -> Result<Vec<Covered>, StoreFault> {
        let requests = places.iter().map(|place| {
            let mut names = place.names.iter().cloned();
            let first = names.next().unwrap_or_default();
            let also = vec![(first.clone(), names.collect())];
            let query = PhotoQuery { place_name: Some(first), also, ..PhotoQuery::default() };
            Request { query, order: SortOrder::Taken, limit: 1, ..Request::default() }
        });
        let requests: Vec<Request> = requests.collect();
        let found = self
            .ask_index(move |search| requests.iter().map(|request| search.find(request)).collect::<Result<Vec<_>, _>>())
            .await?;
        let last: Vec<_> = found.iter().filter_map(|hits| hits.ids.first().cloned()).collect();
        let last = self.photos.get_many(&last).await?;
        let covered = found.into_iter().map(|hits| {
            let photo = hits.ids.first().and_then(|id| last.iter().find(|kept| kept.record.id == *id));
            let last = photo.and_then(|kept| year_of(&kept.record));
            Covered { photos: hits.total, last, ..Covered::default() }
        });
        Ok(covered.collect())
    }

    /// How many public photos each point of a box has, the points rounded to a hundredth of a degree as places are.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn counts_within(&self, bounds: Bounds) -> Result<Vec<(Coordinates, usize)>, StoreFault> {
        let counts = self.ask_index(move |search| search.count_by_point(bounds)).await?;
        Ok(counts.into_iter().map(|count| (count.point, count.photos)).collect())
    }
}

/// A box that has all that is [near](AROUND) a point.
fn as_near(point: Coordinates) -> Bounds {
    // The shrinking of a degree of longitude, but for the poles, where nobody lives.
    around(point, AROUND_IN_LATITUDE, AROUND_IN_LATITUDE / point.latitude().to_radians().cos().max(0.1))
}

/// The box so many degrees to each side of a point.
fn around(point: Coordinates, north: f64, east: f64) -> Bounds {
    let corner = |sign: f64| {
        let latitude = (point.latitude() + sign * north).clamp(-90.0, 90.0);
        Coordinates::new(latitude, (point.longitude() + sign * east).clamp(-180.0, 180.0)).unwrap_or(point)
    };
    Bounds::new(corner(-1.0), corner(1.0)).unwrap_or(Bounds::of(point))
}

/// The place that is nearest to a point, by its number; nothing where none is near.
fn nearest(places: &[Sought], point: Coordinates) -> Option<usize> {
    let far = |at: Coordinates| {
        let may_be_near = (at.latitude() - point.latitude()).abs() <= AROUND_IN_LATITUDE;
        Some(at.kilometres_to(point)).filter(|far| may_be_near && *far <= AROUND)
    };
    let near = places.iter().enumerate().filter_map(|(number, place)| Some((number, far(place.at?)?)));
    near.min_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(number, _)| number)
}

/// The year in which a photo was taken, or else published.
fn year_of(photo: &PhotoRecord) -> Option<String> {
    let taken = photo.taken.as_ref().and_then(|taken| taken.first().or_else(|| taken.last()));
    let date = taken.map(|at| at.to_string()).or_else(|| photo.published.map(|at| at.to_string()))?;
    date.get(..4).filter(|year| year.bytes().all(|digit| digit.is_ascii_digit())).map(str::to_owned)
}
