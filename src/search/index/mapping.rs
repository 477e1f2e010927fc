//! The clusters of a map, from the points of each segment.

use std::collections::HashMap;

use super::{Reading, guarded, matching::Segment};
use crate::{
    domain::{
        place::{Bounds, Coordinates},
        query::PhotoQuery,
        tag::vocabulary::Vocabulary,
    },
    search::{
        Clusters, PointCount, SearchError,
        clusters::{self, Gathered, Grid},
        key::SortKey,
        plan::Plan,
    },
};

/// How many photos of one point have the same places, by the numbers of these places. A list: most points have few.
type PhotosByPlaces = Vec<(Vec<u32>, usize)>;

impl Reading {
    pub(super) fn clusters(
        &self,
        query: &PhotoQuery,
        vocabulary: &Vocabulary,
        zoom: u8,
    ) -> Result<Clusters, SearchError> {
        // The box is looked up while points are read.
        let plan = Plan::of(&PhotoQuery { bounds: None, ..query.clone() }, vocabulary);
        let bounds = query.bounds.unwrap_or(Bounds::EARTH);
        let level = clusters::level(query.bounds, zoom);
        guarded(&self.folder, || {
            let searcher = self.reader.searcher();
            let mut grid = Grid::new(level);
            for reader in searcher.segment_readers() {
                let view = self.views.of(reader)?;
                let segment = Segment { fields: self.fields, searcher: &searcher, reader, view: &view };
                let documents = segment.matches(&plan, false)?.documents;
                let columns = &view.columns;
                let key = |document| SortKey {
                    first: 0,
                    published: columns.published.get_val(document),
                    id: columns.id.get_val(document),
                };
                columns.points.by_cell(bounds, level, |cell, dots| {
                    let mut dots = dots.filter(|dot| documents.has(dot.document));
                    let Some(first) = dots.next() else { return };
                    let mut newest = first;
                    // The key of the newest is read once it is known.
                    let nothing = SortKey { first: 0, published: 0, id: 0 };
                    let mut photos = Gathered::one(first.point, nothing);
                    for dot in dots {
                        photos.add(dot.point);
                        newest = if dot.rank < newest.rank { dot } else { newest };
                    }
                    grid.add(cell, &photos.newest(key(newest.document)));
                });
            }
            Ok(grid.clusters())
        })
    }

    pub(super) fn count_by_point(&self, bounds: Bounds) -> Result<Vec<PointCount>, SearchError> {
        guarded(&self.folder, || {
            let mut counts: HashMap<[u64; 2], (Coordinates, PhotosByPlaces)> = HashMap::new();
            for reader in self.reader.searcher().segment_readers() {
                let view = self.views.of(reader)?;
                view.columns.points.within(bounds, |dot| {
                    if view.alive.has(dot.document) {
                        let point = dot.point.rounded();
                        // Of the two zeros, one.
                        let key = [point.latitude(), point.longitude()].map(|degrees| (degrees + 0.0).to_bits());
                        let places = view.columns.places.of(dot.document);
                        let (_, counted) = counts.entry(key).or_insert((point, Vec::new()));
                        match counted.iter_mut().find(|(known, _)| known == places) {
                            Some((_, photos)) => *photos += 1,
                            None => counted.push((places.to_vec(), 1)),
                        }
                    }
                });
            }
            let names = &self.views.names.places;
            let counts = counts.into_values().flat_map(|(point, counted)| {
                counted.into_iter().map(move |(places, photos)| PointCount {
                    point,
                    places: names.texts(&places),
                    photos,
                })
            });
            Ok(counts.collect())
        })
    }
}
