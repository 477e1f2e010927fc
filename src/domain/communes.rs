//! The communes of France: a table built into the program (`assets/gazetteer`), for a library whose administrators imported no
//! gazetteer of their own. Those of Brittany have their Breton names.

use std::sync::LazyLock;

use super::{
    known_places::{KnownPlace, KnownPlaces, PlaceKind},
    place::Coordinates,
};

/// The table, a line a commune: its code, its name, its name in Breton, latitude and longitude in thousandths of a degree.
static COMMUNES: &str = include_str!("../../assets/gazetteer/communes.tsv");

/// The communes that have a name in Breton, read when a place is searched for the first time; the others have one name, which needs
/// no table to be found.
static OF_TWO_NAMES: LazyLock<KnownPlaces> =
    LazyLock::new(|| KnownPlaces::new(all().filter(|commune| commune.name_br.is_some()).collect()));

/// The communes that have another name in Breton.
#[must_use]
pub fn of_two_names() -> &'static KnownPlaces {
    &OF_TWO_NAMES
}

/// The communes nearest to a point, the nearest first.
#[must_use]
pub fn nearest(point: Coordinates, most: usize) -> Vec<KnownPlace> {
    let far = |commune: &KnownPlace| commune.at.map_or(f64::INFINITY, |at| at.kilometres_to(point));
    let mut communes: Vec<(f64, KnownPlace)> = all().map(|commune| (far(&commune), commune)).collect();
    communes.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    communes.into_iter().take(most).map(|(_, commune)| commune).collect()
}

fn all() -> impl Iterator<Item = KnownPlace> {
    COMMUNES.lines().filter_map(commune)
}

fn commune(line: &str) -> Option<KnownPlace> {
    let mut columns = line.split('\t');
    let (code, name, breton) = (columns.next()?, columns.next()?, columns.next()?);
    // `~`: amid its neighbours, which is near enough for an order and for a map of the surroundings.
    let degrees =
        |text: &str| text.trim_start_matches('~').parse::<f64>().ok().map(|thousandths| thousandths / 1_000.0);
    let at = Coordinates::new(degrees(columns.next()?)?, degrees(columns.next()?)?)?;
    Some(KnownPlace {
        name: name.to_owned(),
        name_fr: None,
        name_br: (!breton.is_empty()).then(|| breton.to_owned()),
        kind: PlaceKind::Commune,
        insee: Some(code.to_owned()),
        at: Some(at),
        parent: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_commune() {
        assert_eq!(all().count(), COMMUNES.lines().count());
        assert!(COMMUNES.lines().count() > 34_000 && of_two_names().all().len() > 700);
    }

    #[test]
    fn a_commune_of_brittany_is_known_by_both_names() {
        for (french, breton) in [("Landerneau", "Landerne"), ("Quimper", "Kemper"), ("Crozon", "Kraozon")] {
            assert_eq!(of_two_names().other_names(breton), [french]);
            assert_eq!(of_two_names().other_names(french), [breton]);
        }
        assert!(of_two_names().called("Lyon").is_none());
    }

    #[test]
    fn the_nearest_come_first() {
        let names = |latitude, longitude| -> Vec<String> {
            let point = Coordinates::new(latitude, longitude).unwrap_or_default();
            nearest(point, 3).into_iter().map(|commune| commune.name).collect()
        };
        assert_eq!(names(48.39, -4.486).first().map(String::as_str), Some("Brest"));
        assert!(names(45.748, 4.847).iter().any(|name| name == "Lyon"));
        assert_eq!(nearest(Coordinates::default(), 0), []);
    }
}
