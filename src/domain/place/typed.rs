//! A point of the Earth as people type it, or copy it from a map.

use super::{Coordinates, NotAPoint};

/// Signs after degrees, minutes and seconds, as keyboards and maps have them.
const MARKS: [char; 9] = ['°', 'º', '\'', '’', '′', '"', '”', '“', '″'];
/// The sides of the Earth by their letters, in French and in English.
const SIDES: [(char, Axis, f64); 5] = [
    ('N', Axis::North, 1.0),
    ('S', Axis::North, -1.0),
    ('E', Axis::East, 1.0),
    ('W', Axis::East, -1.0),
    ('O', Axis::East, -1.0),
];

/// Along which line an angle is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    North,
    East,
}

/// Degrees, and along which line where a letter says so.
struct Angle {
    degrees: f64,
    axis: Option<Axis>,
}

impl Coordinates {
    /// Reads a point: decimal degrees (`48.3905, -4.4860`, `48,3905 ; -4,4860`), degrees, minutes and seconds
    /// (`48°23'25"N 4°29'10"W`), or a `geo:` URI (RFC 5870). Blank is none.
    ///
    /// # Errors
    /// [`NotAPoint`], also for one beyond the poles or the 180th meridian.
    pub fn parse(typed: &str) -> Result<Option<Self>, NotAPoint> {
        let text = typed.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let (first, last) = match text.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("geo:")) {
            Some(scheme) => of_uri(text.get(scheme.len()..).unwrap_or_default()),
            None => halves(text),
        }
        .ok_or(NotAPoint)?;
        let (first, last) = (angle(first)?, angle(last)?);
        let (north, east) = match (first.axis, last.axis) {
            (Some(Axis::East), Some(Axis::North)) => (last, first),
            (None | Some(Axis::North), None | Some(Axis::East)) => (first, last),
            _ => return Err(NotAPoint),
        };
        Self::new(north.degrees, east.degrees).map(Some).ok_or(NotAPoint)
    }
}

/// The first two numbers of a `geo:` URI; a third one is an altitude. Of another reference system than WGS 84, nothing.
fn of_uri(text: &str) -> Option<(&str, &str)> {
    let (point, parameters) = text.split_at(text.find([';', '?']).unwrap_or(text.len()));
    let is_other = parameters.to_ascii_lowercase().replace("crs=wgs84", "").contains("crs=");
    let (north, rest) = point.split_once(',').filter(|_| !is_other)?;
    Some((north, rest.split(',').next().unwrap_or_default()))
}

/// The two angles of a text.
fn halves(text: &str) -> Option<(&str, &str)> {
    if let Some(halves) = text.split_once(';').or_else(|| text.split_once('/')) {
        return Some(halves);
    }
    let letters: Vec<usize> =
        text.char_indices().filter(|(_, letter)| side(*letter).is_some()).map(|(at, _)| at).collect();
    if let [first, second] = letters.as_slice() {
        // Letters stand after their angles, or before them.
        return text.split_at_checked(if *first == 0 { *second } else { first.saturating_add(1) });
    }
    let commas: Vec<usize> = text.match_indices(',').map(|(at, _)| at).collect();
    match commas.as_slice() {
        // Between degrees with points, and between degrees with commas.
        [at] | [_, at, _] => Some((text.get(..*at)?, text.get(at.saturating_add(1)..)?)),
        _ => text.split_once(char::is_whitespace),
    }
}

/// What a letter says of an angle.
fn side(letter: char) -> Option<(Axis, f64)> {
    let found = SIDES.into_iter().find(|(side, ..)| letter.eq_ignore_ascii_case(side));
    found.map(|(_, axis, sign)| (axis, sign))
}

fn angle(text: &str) -> Result<Angle, NotAPoint> {
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == ',');
    let lettered = |letter: Option<char>| letter.and_then(|letter| Some((letter, side(letter)?)));
    let (rest, said) = match (lettered(text.chars().next()), lettered(text.chars().next_back())) {
        (Some((letter, said)), None) => (text.strip_prefix(letter), Some(said)),
        (None, Some((letter, said))) => (text.strip_suffix(letter), Some(said)),
        (None, None) => (Some(text), None),
        (Some(_), Some(_)) => return Err(NotAPoint),
    };
    let rest = rest.unwrap_or_default().trim();
    let positive = rest.strip_prefix(['-', '−', '–']);
    let sign = match (said, positive) {
        (Some(_), Some(_)) => return Err(NotAPoint),
        (Some((_, sign)), None) => sign,
        (None, Some(_)) => -1.0,
        (None, None) => 1.0,
    };
    let digits = positive.unwrap_or_else(|| rest.strip_prefix('+').unwrap_or(rest));
    Ok(Angle { degrees: sign * degrees(digits, said.is_some())?, axis: said.map(|(axis, _)| axis) })
}

/// Degrees alone, or with minutes, or with minutes and seconds; of several numbers, a sign or a letter says that they are these.
fn degrees(text: &str, has_letter: bool) -> Result<f64, NotAPoint> {
    let parts: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || MARKS.contains(&sign))
        .filter(|part| !part.is_empty())
        .collect();
    let is_whole = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let marked = has_letter || text.contains(MARKS);
    let (last, others) = parts.split_last().ok_or(NotAPoint)?;
    if others.len() > 2 || !others.iter().all(is_whole) || !(others.is_empty() || marked) {
        return Err(NotAPoint);
    }
    let number = |part: &str| {
        let is_plain = part.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let number = is_plain.then(|| part.replace(',', ".").parse::<f64>().ok()).flatten();
        number.ok_or(NotAPoint)
    };
    let mut sum = 0.0;
    let mut unit = 1.0;
    for part in others.iter().chain([last]) {
        let number = number(part)?;
        if unit < 1.0 && number >= 60.0 {
            return Err(NotAPoint);
        }
        sum += number * unit;
        unit /= 60.0;
    }
    // A hundred-thousandth of a second is less than a millimetre: what is below is the error of the division.
    Ok(if others.is_empty() { sum } else { (sum * 1e7).round() / 1e7 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_point_is_read_as_people_and_maps_write_it() {
        for (typed, point) in [
            ("48.3905, -4.4860", "48.3905,-4.486"),
            ("48.3905 -4.4860", "48.3905,-4.486"),
            ("48,3905 ; -4,4860", "48.3905,-4.486"),
            ("48,3905, -4,4860", "48.3905,-4.486"),
            ("48,3905 −4,4860", "48.3905,-4.486"),
            ("48.390394/-4.486076", "48.390394,-4.486076"),
            ("48.3905° N, 4.486° W", "48.3905,-4.486"),
            ("48,3905° N, 4,486° O", "48.3905,-4.486"),
            ("4.486 W 48.3905 N", "48.3905,-4.486"),
            ("48°23'25\"N 4°29'10\"W", "48.3902778,-4.4861111"),
            ("48°23′25.4″N, 4°29′9.9″O", "48.3903889,-4.4860833"),
            ("N 48° 23.5' W 4° 30'", "48.3916667,-4.5"),
            ("48 23 25 N, 4 29 10 E", "48.3902778,4.4861111"),
            ("48°23'25\", -4°29'10\"", "48.3902778,-4.4861111"),
            ("33°51'24\"S 151°12'54\"e", "-33.8566667,151.215"),
            ("geo:48.3905,-4.486", "48.3905,-4.486"),
            ("GEO:48.3905,-4.486,12;crs=wgs84;u=35", "48.3905,-4.486"),
            ("geo:48.3905,-4.486?z=17", "48.3905,-4.486"),
            ("0, 0", "0,0"),
        ] {
            let read = Coordinates::parse(typed).map(|point| point.map(|point| point.to_string()));
            assert_eq!(read, Ok(Some(point.to_owned())), "{typed}");
        }
        assert_eq!(Coordinates::parse("  "), Ok(None));
    }

    #[test]
    fn what_is_no_point_of_the_earth_is_refused() {
        for typed in [
            "Brest",
            "48.39",
            "91, 0",
            "0, 181",
            "48.39, 4 48",
            "48°60'0\"N 4°0'0\"W",
            "48.5°23'N 4°W",
            "48N, 49N",
            "4W, 5E",
            "-48 N, 4 W",
            "48.39, -4.49, 12",
            "NaN, 0",
            "1e1, 0",
            "inf, 0",
            "geo:48.39",
            "geo:48.39,-4.49;crs=moon-2011",
            "N, W",
            "° ,'",
        ] {
            assert_eq!(Coordinates::parse(typed), Err(NotAPoint), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_point_reads_back_as_it_is_written(latitude in -90.0..=90.0_f64, longitude in -180.0..=180.0_f64) {
            let point = Coordinates::new(latitude, longitude);
            prop_assert_eq!(point.map(|point| Coordinates::parse(&point.to_string().replace(',', ", "))), Some(Ok(point)));
        }

        #[test]
        fn no_text_stops_the_reader(text in "\\PC{0,40}") {
            let point = Coordinates::parse(&text).ok().flatten();
            prop_assert!(point.is_none_or(|point| point.latitude().abs() <= 90.0 && point.longitude().abs() <= 180.0));
        }
    }
}
