//! The contract of every engine about maps: clusters agree with what is found in their boxes.

use serde_json::{Value, json};
use zef::{
    domain::{
        place::{Bounds, Coordinates},
        query::{PhotoQuery, SortOrder},
        tag::vocabulary::Vocabulary,
    },
    search::{Request, Search, Update},
};

use super::photos::{change, fill, id, numbers, photo, put, typed};

fn at(title: &str, latitude: f64, longitude: f64, precision: &str) -> Value {
    let coordinates = json!({ "latitude": latitude, "longitude": longitude });
    json!({ "title": title, "place": { "name": "Brest", "coordinates": coordinates, "precision": precision } })
}

fn within(title: &str, sides: &str) -> PhotoQuery {
    PhotoQuery { bounds: (!sides.is_empty()).then(|| sides.parse().unwrap()), ..typed(title) }
}

fn count(search: &dyn Search, query: &PhotoQuery, bounds: Bounds) -> usize {
    let query = PhotoQuery { bounds: Some(bounds), ..query.clone() };
    search.find(&Request { query, limit: 0, ..Request::default() }).unwrap().total
}

/// Each cluster has as many photos as its box, and all together as many as the view, at every zoom.
pub fn draws_clusters_that_agree_with_their_boxes(search: &dyn Search) {
    // Pseudo-random, the same each time.
    let share =
        |number: usize, salt: u8| f64::from(blake3::hash(&[u8::try_from(number).unwrap(), salt]).as_bytes()[0]) / 255.0;
    let photos: Vec<Value> = (0..96)
        .map(|number| {
            let title = if number % 3 == 0 { "phare" } else { "port" };
            let precision = ["exact", "area", "hidden"][number % 7 % 3];
            // A third around Brest, one at the same point, the rest around the Earth.
            match number % 3 {
                0 => at(title, 48.3 + share(number, 1) / 5.0, -4.6 + share(number, 2) / 3.0, precision),
                1 => at(title, 48.390_394, -4.486_076, precision),
                _ => at(title, share(number, 3) * 180.0 - 90.0, share(number, 4) * 360.0 - 180.0, precision),
            }
        })
        .collect();
    fill(search, &photos);
    let earth: Bounds = "-180,-90,180,90".parse().unwrap();
    for words in ["", "phare", "nothing"] {
        for sides in
            ["", "-180,-90,180,90", "-4.6,48.3,-4.4,48.45", "-4.5,48.39,-4.5,48.39", "170,-90,-4.5,90", "0,0,0,0"]
        {
            for zoom in [0, 3, 8, 12, 17, 22, 255] {
                let query = within(words, sides);
                let found = search.clusters(&query, &Vocabulary::default(), zoom).unwrap();
                let view = query.bounds.unwrap_or(earth);
                assert_eq!(found.total, count(search, &query, view), "{query:?} at {zoom}");
                assert_eq!(found.clusters.iter().map(|cluster| cluster.count).sum::<usize>(), found.total);
                for cluster in &found.clusters {
                    assert_eq!(
                        count(search, &query, cluster.bounds),
                        cluster.count,
                        "{cluster:?} of {query:?} at {zoom}"
                    );
                    assert!(view.contains(cluster.center) && cluster.bounds.contains(cluster.center), "{cluster:?}");
                    let own = PhotoQuery { bounds: Some(cluster.bounds), ..query.clone() };
                    assert_eq!(id(numbers(search, &own, SortOrder::Newest)[0]), cluster.newest);
                }
            }
        }
    }
    // Those of one point are one cluster at every zoom, and those that are hidden are in none.
    let all = search.clusters(&typed(""), &Vocabulary::default(), 22).unwrap();
    let hidden = (0..96).filter(|number| number % 7 % 3 == 2).count();
    assert_eq!(all.total, 96 - hidden);
    let same =
        search.clusters(&within("", "-4.486076,48.390394,-4.486076,48.390394"), &Vocabulary::default(), 22).unwrap();
    assert_eq!((same.clusters.len(), same.clusters[0].center), (1, Coordinates::new(48.390_394, -4.486_076).unwrap()));
}

/// A photo leaves the map with its place, and comes with another.
pub fn moves_and_hides_what_is_on_the_map(search: &dyn Search) {
    fill(search, &[at("a", 48.39, -4.49, "exact"), at("b", 48.394, -4.494, "area"), at("c", 48.6, -4.3, "area")]);
    let counts = |search: &dyn Search| {
        let mut counts = search.count_by_point("-5,48,-4,49".parse().unwrap()).unwrap();
        counts.sort_by(|one, other| one.point.latitude().total_cmp(&other.point.latitude()));
        assert!(counts.iter().all(|count| count.places == ["Brest"]), "{counts:?}");
        counts.into_iter().map(|count| (count.point.latitude(), count.photos)).collect::<Vec<_>>()
    };
    // What is told exactly is counted by the kilometre too.
    assert_eq!(counts(search), [(48.39, 2), (48.6, 1)]);
    let around = within("", "-5,48,-4,49");
    assert_eq!(search.clusters(&around, &Vocabulary::default(), 9).unwrap().clusters.len(), 2);
    // The whole Earth is not drawn so near.
    assert_eq!(search.clusters(&typed(""), &Vocabulary::default(), 9).unwrap().clusters.len(), 1);
    change(search, 2, vec![put(&photo(0, &at("a", 48.39, -4.49, "hidden"))), Update::Remove(id(2))]);
    assert_eq!(counts(search), [(48.39, 1)]);
    let left = search.clusters(&typed(""), &Vocabulary::default(), 9).unwrap();
    assert_eq!((left.total, &left.clusters[0].newest, left.clusters[0].center.latitude()), (1, &id(1), 48.39));
}
