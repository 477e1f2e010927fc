//! Reads the places of a file: a table (RFC 4180, with commas, semicolons or tabs) or `GeoJSON` (RFC 7946).
//!
//! The columns of a table, and the properties of a feature, are `name`, `name_fr`, `name_br`, `kind`, `insee`, `latitude`,
//! `longitude` and `parent`; the first or the second is needed, the others are not. `nom`, `nom_fr`, `nom_br`, `type`, `code`,
//! `lat`, `lon` and `commune` are read as well. Others are left aside. The point of a feature is its geometry.

use std::collections::HashMap;

use serde_json::Value;

use super::{KnownPlace, MOST_PLACES, PlaceKind};
use crate::domain::{lengths, place::Coordinates, text};

/// The names of each column.
const COLUMNS: [(&str, &[&str]); 8] = [
    ("name", &["name", "nom"]),
    ("name_fr", &["name_fr", "nom_fr"]),
    ("name_br", &["name_br", "nom_br", "anv"]),
    ("kind", &["kind", "type"]),
    ("insee", &["insee", "code", "code_insee"]),
    ("latitude", &["latitude", "lat"]),
    ("longitude", &["longitude", "lon", "lng"]),
    ("parent", &["parent", "commune"]),
];

/// Why a file is no gazetteer: where, and what to correct.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoGazetteer {
    /// A table without a column of names.
    #[error("the first line names no column “name” or “name_fr”: it is the line of the names of columns")]
    NoNames,
    /// It begins as JSON does, and is none.
    #[error("the file begins as JSON does and cannot be read as JSON: {0}")]
    NoJson(String),
    /// JSON without features.
    #[error("the file is JSON, and no FeatureCollection of GeoJSON with its features")]
    NoFeatures,
    /// A place without a name.
    #[error("place {0} has no name")]
    Unnamed(usize),
    /// A name that is too long.
    #[error("place {0} has a name of more than {most} characters", most = lengths::PLACE_NAME)]
    TooLong(usize),
    /// A kind that is none.
    #[error("place {0} is “{1}”: a kind is commune, district, hamlet, island or other")]
    Kind(usize, String),
    /// A point that is none.
    #[error("place {0} has no point of the Earth: latitude is −90 to 90 and longitude −180 to 180, both or neither")]
    Point(usize),
    /// Too many places.
    #[error("the file has more than {MOST_PLACES} places")]
    TooMany,
    /// No place at all.
    #[error("the file has no place")]
    Empty,
}

/// The places of a file.
///
/// # Errors
/// [`NoGazetteer`] says what to correct; places are numbered from 1.
pub fn read(file: &str) -> Result<Vec<KnownPlace>, NoGazetteer> {
    let file = file.trim_start_matches('\u{feff}');
    let places = if file.trim_start().starts_with(['{', '[']) { features(file)? } else { table(file)? };
    match places.len() {
        0 => Err(NoGazetteer::Empty),
        count if count > MOST_PLACES => Err(NoGazetteer::TooMany),
        _ => Ok(places),
    }
}

/// What a file says of a place, by the names of columns.
type Said = HashMap<&'static str, String>;

fn column(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    COLUMNS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(column, _)| *column)
}

fn place(number: usize, said: &Said) -> Result<KnownPlace, NoGazetteer> {
    let value = |column: &str| {
        let value = said.get(column).map(|value| text::clean_line(value)).filter(|value| !value.is_empty());
        match value {
            Some(value) if text::within(&value, lengths::PLACE_NAME).is_err() => Err(NoGazetteer::TooLong(number)),
            value => Ok(value),
        }
    };
    let (name, name_fr, name_br) = (value("name")?, value("name_fr")?, value("name_br")?);
    let name = name.or_else(|| name_fr.clone()).or_else(|| name_br.clone()).ok_or(NoGazetteer::Unnamed(number))?;
    let kind = value("kind")?.unwrap_or_default();
    let at = match (value("latitude")?, value("longitude")?) {
        (None, None) => None,
        (Some(latitude), Some(longitude)) => {
            // A decimal comma is what French spreadsheets write.
            let degrees =
                |text: String| text.replace(',', ".").parse::<f64>().map_err(|_no_number| NoGazetteer::Point(number));
            Some(Coordinates::new(degrees(latitude)?, degrees(longitude)?).ok_or(NoGazetteer::Point(number))?)
        }
        _ => return Err(NoGazetteer::Point(number)),
    };
    let other = |other: Option<String>| other.filter(|other| *other != name);
    Ok(KnownPlace {
        name_fr: other(name_fr),
        name_br: other(name_br),
        kind: PlaceKind::named(&kind).ok_or(NoGazetteer::Kind(number, kind))?,
        insee: value("insee")?,
        at,
        parent: value("parent")?,
        name,
    })
}

fn features(file: &str) -> Result<Vec<KnownPlace>, NoGazetteer> {
    let collection: Value = serde_json::from_str(file).map_err(|error| NoGazetteer::NoJson(error.to_string()))?;
    let features = collection.get("features").and_then(Value::as_array).ok_or(NoGazetteer::NoFeatures)?;
    let read = |(number, feature): (usize, &Value)| {
        let properties = feature.get("properties").and_then(Value::as_object).ok_or(NoGazetteer::Unnamed(number))?;
        let mut said = Said::new();
        for (name, value) in properties {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            if let Some(column) = column(name).filter(|_| value != "null") {
                said.insert(column, value);
            }
        }
        // Longitude comes first (RFC 7946 §3.1.1).
        let point = feature
            .pointer("/geometry/coordinates")
            .filter(|_| feature.pointer("/geometry/type").and_then(Value::as_str) == Some("Point"));
        if let Some([longitude, latitude, ..]) = point.and_then(Value::as_array).map(Vec::as_slice) {
            said.insert("latitude", latitude.to_string());
            said.insert("longitude", longitude.to_string());
        }
        place(number, &said)
    };
    (1..).zip(features).map(read).collect()
}

fn table(file: &str) -> Result<Vec<KnownPlace>, NoGazetteer> {
    let first = file.lines().next().unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    let between = [',', ';', '\t'].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(',');
    let mut lines = lines(file, between).into_iter();
    let columns: Vec<Option<&'static str>> = lines.next().unwrap_or_default().iter().map(|name| column(name)).collect();
    if !columns.iter().flatten().any(|column| *column == "name" || *column == "name_fr") {
        return Err(NoGazetteer::NoNames);
    }
    let places = lines.filter(|line| line.iter().any(|value| !value.trim().is_empty()));
    (1..)
        .zip(places)
        .map(|(number, values)| {
            let said = columns.iter().zip(values).filter_map(|(column, value)| Some(((*column)?, value)));
            place(number, &said.collect())
        })
        .collect()
}

/// The lines of a table, each with its values; a value between quotes may have any sign, and a quote twice (RFC 4180).
fn lines(file: &str, between: char) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut value) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut signs = file.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                value.push('"');
                signs.next();
            }
            '"' if quoted || value.is_empty() => quoted = !quoted,
            sign if sign == between && !quoted => line.push(std::mem::take(&mut value)),
            '\n' if !quoted => {
                line.push(std::mem::take(&mut value));
                lines.push(std::mem::take(&mut line));
            }
            '\r' if !quoted => {}
            sign => value.push(sign),
        }
    }
    if !value.is_empty() || !line.is_empty() {
        line.push(value);
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(file: &str) -> Result<Vec<String>, NoGazetteer> {
        read(file).map(|places| places.iter().map(|place| place.names().collect::<Vec<_>>().join("/")).collect())
    }

    #[test]
    fn a_table_is_read_with_any_of_its_signs() {
        let expected = Ok(vec!["Landerneau/Landerne".to_owned(), "L'\"Île\", au large".to_owned()]);
        for between in [',', ';', '\t'] {
            let file = "\u{feff}nom;nom_br;kind;insee;lat;lon;autre\r\nLanderneau;Landerne;commune;29103;48.45;-4.25;x\r\n\"L'\"\"Île\"\", au large\";;île;;;;\r\n";
            let file = file.replace(';', &between.to_string()).replace("\"\", au", "\"\"\u{1}au");
            assert_eq!(names(&file.replace('\u{1}', ", ")), expected, "{between:?}");
        }
        let place = read("name;lat;lon\nBrest;48,39;-4,49").ok().and_then(|places| places.into_iter().next());
        assert_eq!(place.and_then(|place| place.at), Coordinates::new(48.39, -4.49));
    }

    #[test]
    fn features_are_read_with_their_points() {
        let file = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"Point","coordinates":[-4.25,48.45]},"properties":{"name_fr":"Landerneau","name_br":"Landerne","kind":"commune","insee":29103,"parent":null}}]}"#;
        let places = read(file).unwrap_or_default();
        assert_eq!(places.len(), 1);
        assert!(places.iter().all(|place| {
            place.at == Coordinates::new(48.45, -4.25)
                && place.insee.as_deref() == Some("29103")
                && place.parent.is_none()
        }));
    }

    #[test]
    fn what_is_wrong_is_said_with_the_number_of_the_place() {
        for (file, wrong) in [
            ("", NoGazetteer::NoNames),
            ("commune\nBrest", NoGazetteer::NoNames),
            ("name\n", NoGazetteer::Empty),
            ("name,kind\nBrest,commune\n,commune", NoGazetteer::Unnamed(2)),
            ("name,kind\nBrest,planet", NoGazetteer::Kind(1, "planet".to_owned())),
            ("name,lat,lon\nBrest,95,0", NoGazetteer::Point(1)),
            ("name,lat\nBrest,48", NoGazetteer::Point(1)),
            ("{\"type\":\"Point\"}", NoGazetteer::NoFeatures),
        ] {
            assert_eq!(names(file), Err(wrong), "{file}");
        }
        assert!(matches!(names("{"), Err(NoGazetteer::NoJson(_))));
        assert_eq!(names(&format!("name\n{}", "a".repeat(1_000))), Err(NoGazetteer::TooLong(1)));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _read = read(&text);
            let _with_names = read(&format!("name,kind\n{text}"));
        }

        #[test]
        fn a_quoted_value_reads_back(value in "[a-z;,\n\t\" é]{0,40}") {
            let written = format!("name\n\"{}\"\n", value.replace('"', "\"\""));
            prop_assert_eq!(lines(&written, ','), vec![vec!["name".to_owned()], vec![value]]);
        }
    }
}
