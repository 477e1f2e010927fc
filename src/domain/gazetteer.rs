//! Where towns and communes are, by their names: a table built into the program (`assets/gazetteer`), to notice that the name
//! of a place and the position of a photo contradict each other.

use super::{place::Coordinates, text};

/// The table, a line a name in the order of its bytes: the name, a tab, the places that have it. It is searched where it lies:
/// nothing of it is read before the first question, nor copied after it.
static PLACES: &[u8] = include_bytes!("../../assets/gazetteer/places.tsv");

/// From here on, in kilometres, a position is not that of the place: past the largest communes, and past what the table is off
/// (22 km for one commune in a hundred).
pub const FAR: f64 = 50.0;

/// The most parts of one name that are looked up.
const MOST_PARTS: usize = 6;

/// Every place that a name may mean: each part between commas or parentheses is looked up, as `Brest` in `Rue de Siam, 29200
/// Brest (Finistère)`. None when no part is the name of a town or commune.
#[must_use]
pub fn places_called(name: &str) -> Vec<Coordinates> {
    let parts = name.split([',', ';', '(', ')', '/', '|', '–', '—']).take(MOST_PARTS);
    parts.filter_map(|part| line_of(key(part).as_bytes())).flat_map(points).collect()
}

/// How many kilometres away the nearest place of this name is, when every place of this name is far from this point; nothing
/// when one is near, or when the name is unknown.
#[must_use]
pub fn distance_if_far(name: &str, from: Coordinates) -> Option<f64> {
    let nearest = places_called(name).into_iter().map(|place| place.kilometres_to(from)).min_by(f64::total_cmp)?;
    (nearest > FAR).then_some(nearest)
}

/// A name as the table writes it: folded words, without postcodes and other numbers, `saint` in full.
fn key(name: &str) -> String {
    let words = text::words(name).filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    let in_full = |word: String| match word.as_str() {
        "st" => "saint".to_owned(),
        "ste" => "sainte".to_owned(),
        _ => word,
    };
    words.map(in_full).collect::<Vec<_>>().join(" ")
}

/// What the table says after this name, by halving.
fn line_of(key: &[u8]) -> Option<&'static str> {
    // Always whole lines.
    let mut rest = PLACES;
    while !rest.is_empty() {
        let half = rest.get(..rest.len() / 2)?;
        let start = half.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let (before, from) = rest.split_at_checked(start)?;
        let end = from.iter().position(|byte| *byte == b'\n')?;
        let (line, after) = from.split_at_checked(end)?;
        let tab = line.iter().position(|byte| *byte == b'\t')?;
        let (name, places) = line.split_at_checked(tab)?;
        match name.cmp(key) {
            std::cmp::Ordering::Equal => return std::str::from_utf8(places).ok(),
            std::cmp::Ordering::Less => rest = after.get(1..)?,
            std::cmp::Ordering::Greater => rest = before,
        }
    }
    None
}

/// `4839,-449 5210,2369`: latitude and longitude in hundredths of a degree.
fn points(places: &str) -> impl Iterator<Item = Coordinates> {
    places.split_whitespace().filter_map(|point| {
        let (latitude, longitude) = point.split_once(',')?;
        let degrees = |hundredths: &str| hundredths.parse::<f64>().map(|hundredths| hundredths / 100.0).ok();
        Coordinates::new(degrees(latitude)?, degrees(longitude)?)
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates::new(latitude, longitude).unwrap()
    }

    #[test]
    fn every_line_of_the_table_is_found_and_says_where() {
        let table = std::str::from_utf8(PLACES).unwrap();
        assert!(table.lines().count() > 50_000 && table.ends_with('\n'));
        let mut before = "";
        for line in table.lines() {
            let (name, places) = line.split_once('\t').unwrap();
            assert!(before.as_bytes() < name.as_bytes(), "{name} stands after {before}");
            assert_eq!(line_of(name.as_bytes()).map(str::trim_start), Some(places), "{name}");
            assert_eq!(points(places).count(), places.split(' ').count(), "{name}");
            before = name;
        }
    }

    #[test]
    fn names_are_found_as_people_write_them() {
        let brest = at(48.39, -4.49);
        for name in [
            "Brest",
            "BREST",
            "29200 Brest",
            "Rue de Siam, Brest",
            "Port du Château (Brest)",
            "Landerneau / Brest",
            "Le Conquet",
            "Île-Molène",
            "ile molene",
            "St-Renan",
            "Saint‑Renan",
            "Plougastel-Daoulas, Finistère",
        ] {
            assert!(!places_called(name).is_empty(), "{name}");
            assert_eq!(distance_if_far(name, brest), None, "{name}");
        }
        for name in
            ["", "29200", "Rade de Brest", "chez nous", "Finistère", "Bretagne", "La plage du Moulin Blanc", ",,,"]
        {
            assert!(places_called(name).is_empty(), "{name}: {:?}", places_called(name));
        }
    }

    #[test]
    fn a_name_contradicts_a_point_when_all_its_places_are_far() {
        let (brest, paris) = (at(48.39, -4.49), at(48.8566, 2.3522));
        let far = distance_if_far("Paris", brest).unwrap();
        assert!((500.0..510.0).contains(&far), "{far}");
        assert!(distance_if_far("Brest", paris).unwrap() > 500.0);
        // There is a Brest in Belarus.
        assert_eq!(distance_if_far("Brest", at(52.1, 23.7)), None);
        // One of two parts is near: that one is meant.
        assert_eq!(distance_if_far("Rue de Paris, Brest", brest), None);
        assert_eq!(distance_if_far("Paris, Brest", brest), None);
        // Vienne is a town of the Isère, and Vienna in French.
        assert_eq!(distance_if_far("Vienne", at(48.21, 16.37)), None);
        assert_eq!(distance_if_far("Londres", at(51.5, -0.12)), None);
        assert!(distance_if_far("Londres", brest).is_some());
    }
}
