//! More of the contract of every engine: photos whose date is known to a decade, a season or an interval only.

use serde_json::json;
use zef::{
    domain::query::{PhotoQuery, SortOrder},
    search::Search,
};

use super::photos::{ask, fill, numbers, typed};

/// A date that may fall in a range is found there; a vaguer one than eleven years where the range holds all of it.
pub fn finds_dates_as_they_are_known(search: &dyn Search) {
    let dates =
        ["1953-07-14", "195X", "1949/1952", "1962-22", "18XX", "../1913", "1946/..", "1953-07-14T12:00:00", "1953-08~"];
    fill(search, &dates.map(|taken| json!({ "title": "Port", "taken": taken })));
    let found = |query: PhotoQuery| {
        let mut found = numbers(search, &query, SortOrder::Newest);
        found.reverse();
        found
    };
    for (years, expected) in [
        ("1953", vec![0, 1, 7, 8]),
        ("1950", vec![1, 2]),
        ("1949", vec![2]),
        ("1960..1969", vec![3]),
        ("1959..1960", vec![1]),
        ("1800..1899", vec![4]),
        ("1800..1950", vec![1, 2, 4]),
        ("..1950", vec![1, 2, 4, 5]),
        ("1940..", vec![0, 1, 2, 3, 6, 7, 8]),
        ("1947..", vec![0, 1, 2, 3, 7, 8]),
        ("2020", vec![]),
    ] {
        assert_eq!(found(PhotoQuery { years: years.parse().ok(), ..PhotoQuery::default() }), expected, "{years}");
        assert_eq!(found(typed(&format!("year:{years}"))), expected, "{years}");
    }
    assert_eq!(found(typed("port -year:1953")), [2, 3, 4, 5, 6]);
    for (after, before, expected) in [
        ("1953-07-14", "1953-07-14", vec![0, 1, 7]),
        ("1953-07-14T13:00:00", "1953-07-20", vec![0, 1]),
        ("1953-07-15", "1953-08-02", vec![1, 8]),
        ("années 50", "1950s", vec![0, 1, 2, 7, 8]),
        ("été 1962", "été 1962", vec![3]),
    ] {
        let query =
            PhotoQuery { taken_after: after.parse().ok(), taken_before: before.parse().ok(), ..PhotoQuery::default() };
        assert!(query.taken_after.is_some() && query.taken_before.is_some(), "{after} {before}");
        assert_eq!(found(query), expected, "{after} {before}");
    }
    // Each count is that of the search it leads to.
    let facets = ask(search, &PhotoQuery::default(), SortOrder::Newest).facets.unwrap();
    assert_eq!(facets.decades, [(1940, 1), (1950, 5), (1960, 1)]);
    for (year, count) in facets.years {
        assert_eq!(found(typed(&format!("year:{year}"))).len(), count, "{year}");
    }
    for (year, count) in facets.decades {
        assert_eq!(found(typed(&format!("year:{year}..{}", year + 9))).len(), count, "{year}");
    }
    // By the first day that it can be.
    assert_eq!(numbers(search, &PhotoQuery::default(), SortOrder::Taken), [3, 8, 7, 0, 1, 2, 6, 4, 5]);
}
