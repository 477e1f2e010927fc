//! What the photos of the library show, and what they do not: by commune, and by the square kilometre.

use super::{Library, StoreFault};
use crate::{
    domain::{
        photo::PhotoRecord,
        place::{Bounds, Coordinates},
        query::{PhotoQuery, SortOrder},
    },
    search::Request,
};

/// The photos of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// How many are public.
    pub photos: usize,
    /// The year in which the last of them was taken, or given where nobody knows that; nothing where there is none.
    pub last: Option<String>,
}

impl Library {
    /// The photos of places, each by one of its names. What it costs depends on how many photos they have, and not on how many
    /// the library has.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn coverage_of(&self, places: Vec<Vec<String>>) -> Result<Vec<Covered>, StoreFault> {
        let requests = places.into_iter().map(|names| {
            let mut names = names.into_iter();
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
            Covered { photos: hits.total, last: photo.and_then(|kept| year_of(&kept.record)) }
        });
        Ok(covered.collect())
    }

    /// How many public photos each point of a box has, the points rounded to a hundredth of a degree as places are.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn counts_within(&self, bounds: Bounds) -> Result<Vec<(Coordinates, usize)>, StoreFault> {
        self.ask_index(move |search| search.count_by_point(bounds)).await
    }
}

/// The year in which a photo was taken, or else published.
fn year_of(photo: &PhotoRecord) -> Option<String> {
    let taken = photo.taken.as_ref().and_then(|taken| taken.first().or_else(|| taken.last()));
    let date = taken.map(|at| at.to_string()).or_else(|| photo.published.map(|at| at.to_string()))?;
    date.get(..4).filter(|year| year.bytes().all(|digit| digit.is_ascii_digit())).map(str::to_owned)
}
