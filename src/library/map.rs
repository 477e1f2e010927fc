//! The map: published photos by where they are, as precisely as everyone may know that.

use super::{Library, StoreFault};
use crate::{
    domain::{
        mercator::zoom_to_fit,
        place::{Bounds, Coordinates},
        query::PhotoQuery,
    },
    search::{Cluster, Clusters},
};

/// Of so many photos, in hundredths, that are farthest to each side, a first view is not made larger.
const ASIDE: usize = 3;
/// A first view is counted in so many pixels.
const VIEW: (f64, f64) = (1_024.0, 640.0);

impl Library {
    /// The photos that meet the whole query and have a public place, as the marks of a map of this zoom.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn clusters(&self, query: &PhotoQuery, zoom: u8) -> Result<Clusters, StoreFault> {
        let (query, vocabulary) = (self.as_asked(query).await?, self.vocabulary().await?);
        self.ask_index(move |search| search.clusters(&query, &vocabulary, zoom)).await
    }

    /// Where nearly all photos are that meet the query, and how many there are in all; nothing where none has a public place.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn where_most_are(&self, query: &PhotoQuery) -> Result<Option<(Bounds, usize)>, StoreFault> {
        let everywhere = self.clusters(query, 0).await?;
        let total = everywhere.total;
        let Some(mut bounds) = most(&everywhere) else { return Ok(None) };
        // Nearer, the points are known better.
        for _ in 0..3 {
            let within = PhotoQuery { bounds: Some(bounds), ..query.clone() };
            let found = self.clusters(&within, zoom_to_fit(bounds, VIEW.0, VIEW.1)).await?;
            let Some(nearer) = most(&found) else { break };
            bounds = nearer;
        }
        Ok(Some((with_room(bounds), total)))
    }
}

/// The box around the clusters without those far to one side.
fn most(found: &Clusters) -> Option<Bounds> {
    let aside = found.total * ASIDE / 100;
    let span = |degrees: fn(Coordinates) -> f64| {
        let mut order: Vec<(f64, usize)> =
            found.clusters.iter().map(|cluster| (degrees(cluster.center), cluster.count)).collect();
        order.sort_unstable_by(|(one, _), (other, _)| one.total_cmp(other));
        let first = beyond(order.iter().copied(), aside)?;
        let last = beyond(order.iter().rev().copied(), aside)?;
        Some(first..=last)
    };
    let (latitudes, longitudes) = (span(Coordinates::latitude)?, span(Coordinates::longitude)?);
    let is_amid = |cluster: &&Cluster| {
        latitudes.contains(&cluster.center.latitude()) && longitudes.contains(&cluster.center.longitude())
    };
    let boxes = found.clusters.iter().filter(is_amid).map(|cluster| cluster.bounds);
    boxes.reduce(Bounds::with).or_else(|| found.clusters.first().map(|cluster| cluster.bounds))
}

/// The first degrees before which there are more photos than that.
fn beyond(mut order: impl Iterator<Item = (f64, usize)>, aside: usize) -> Option<f64> {
    let mut before = 0_usize;
    order.find_map(|(degrees, count)| {
        before += count;
        (before > aside).then_some(degrees)
    })
}

/// A box with a tenth more to each side, and no narrower than a commune with what is around it: nearer, the bundled outline has
/// nothing by which one knows where one is.
fn with_room(bounds: Bounds) -> Bounds {
    const LEAST: f64 = 0.1;
    let (first, last) = bounds.corners();
    let tall = ((last.latitude() - first.latitude()) * 0.1).max(LEAST);
    let wide = ((last.longitude() - first.longitude()) * 0.1).max(LEAST);
    let corner =
        |latitude: f64, longitude: f64| Coordinates::new(latitude.clamp(-90.0, 90.0), longitude.clamp(-180.0, 180.0));
    let south_west = corner(first.latitude() - tall, first.longitude() - wide);
    let north_east = corner(last.latitude() + tall, last.longitude() + wide);
    south_west.zip(north_east).and_then(|(first, last)| Bounds::new(first, last)).unwrap_or(bounds)
}
