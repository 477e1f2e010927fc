//! The gazetteer of a library: the places that its administrators made known, with their names in French and in Breton.

pub mod read;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{place::Coordinates, stored::UnknownMembers, text};

/// The layout version of [`PlacesRecord`] that this code writes.
pub const PLACES_VERSION: u8 = 1;
/// How many places one record has at most.
pub const IN_A_RECORD: usize = 1_000;
/// How many places a gazetteer has at most: the communes of France, and as many hamlets again.
pub const MOST_PLACES: usize = 100_000;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// A commune.
    Commune,
    /// A part of a town.
    District,
    /// A hamlet, or a place that has a name.
    Hamlet,
    /// An island.
    Island,
    /// Anything else.
    Other,
}

impl PlaceKind {
    /// The kind of this name, in English or in French.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match super::fold::fold(name.trim()).as_str() {
            "commune" => Self::Commune,
            "district" | "quartier" => Self::District,
            "hamlet" | "hameau" | "lieu-dit" => Self::Hamlet,
            "island" | "ile" => Self::Island,
            "other" | "autre" | "" => Self::Other,
            _ => return None,
        })
    }
}

/// A place with its names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownPlace {
    /// The name by which it is shown.
    pub name: String,
    /// Its name in French, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_fr: Option<String>,
    /// Its name in Breton, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_br: Option<String>,
    /// What it is.
    pub kind: PlaceKind,
    /// Its code in the official geographical code of France (INSEE).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insee: Option<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Coordinates>,
    /// The commune that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

impl KnownPlace {
    /// Its names, each once, the one by which it is shown first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let others = [&self.name_fr, &self.name_br].into_iter().flatten().map(String::as_str);
        let others = others.filter(|other| *other != self.name);
        std::iter::once(self.name.as_str()).chain(others)
    }

    /// Its bytes in a record, at most.
    #[must_use]
    pub fn bytes(&self) -> usize {
        // The names of the members, a kind, and two coordinates of 17 digits.
        const AROUND: usize = 200;
        let texts = [Some(&self.name), self.name_fr.as_ref(), self.name_br.as_ref(), self.insee.as_ref()];
        let texts = texts.into_iter().chain([self.parent.as_ref()]).flatten();
        texts.map(|text| text::json_bytes(text)).fold(AROUND, usize::saturating_add)
    }

    /// As a photo's place is named: `Kerhuon, Le Relecq-Kerhuon`.
    #[must_use]
    pub fn in_full(&self) -> String {
        match &self.parent {
            Some(parent) if *parent != self.name => format!("{}, {parent}", self.name),
            _ => self.name.clone(),
        }
    }
}

/// Some of the places of a gazetteer, as the catalogue keeps them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PlacesRecord {
    /// The layout version.
    pub v: u8,
    /// How many records the gazetteer has: in the first one.
    pub records: u32,
    /// The places.
    pub places: Vec<KnownPlace>,
    /// What later versions keep.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

/// A gazetteer, in the order of its names.
#[derive(Clone, Debug, Default)]
pub struct KnownPlaces {
    places: Vec<KnownPlace>,
    /// The places that have a name, by its words.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl KnownPlaces {
    /// A gazetteer of these places.
    #[must_use]
    pub fn new(mut places: Vec<KnownPlace>) -> Self {
        places.sort_by_cached_key(|place| (key(&place.name), place.kind, place.insee.clone()));
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, place) in places.iter().enumerate() {
            for name in place.names() {
                by_name.entry(key(name)).or_default().push(number);
            }
        }
        Self { places, by_name }
    }

    /// Its places, in the order of their names.
    #[must_use]
    pub fn all(&self) -> &[KnownPlace] {
        &self.places
    }

    /// Its communes, in the order of their names.
    pub fn communes(&self) -> impl Iterator<Item = &KnownPlace> {
        self.places.iter().filter(|place| place.kind == PlaceKind::Commune)
    }

    /// The place of this name, a commune rather than another one.
    #[must_use]
    pub fn called(&self, name: &str) -> Option<&KnownPlace> {
        let places = self.by_name.get(&key(name))?.iter().filter_map(|number| self.places.get(*number));
        places.min_by_key(|place| place.kind)
    }

    /// The other names of the places of this name; none for a name that is not known.
    #[must_use]
    pub fn other_names(&self, name: &str) -> Vec<String> {
        let own = key(name);
        let numbers = self.by_name.get(&own).into_iter().flatten();
        let names = numbers.filter_map(|number| self.places.get(*number)).flat_map(KnownPlace::names);
        let others: BTreeSet<&str> = names.filter(|other| key(other) != own).collect();
        others.into_iter().map(str::to_owned).collect()
    }

    /// The places of which a name begins as a text does, those of communes first.
    #[must_use]
    pub fn beginning(&self, text: &str, most: usize) -> Vec<&KnownPlace> {
        let text = key(text);
        if text.is_empty() {
            return Vec::new();
        }
        let named = self.by_name.range(text.clone()..).take_while(|(name, _)| name.starts_with(&text));
        let numbers: BTreeSet<usize> = named.flat_map(|(_, numbers)| numbers).copied().collect();
        let mut places: Vec<&KnownPlace> = numbers.into_iter().filter_map(|number| self.places.get(number)).collect();
        places.sort_by_key(|place| place.kind);
        places.truncate(most);
        places
    }
}

/// A name as names are compared.
fn key(name: &str) -> String {
    text::words(name).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> KnownPlaces {
        let place = |name: &str, breton: Option<&str>, kind| KnownPlace {
            name: name.to_owned(),
            name_fr: None,
            name_br: breton.map(str::to_owned),
            kind,
            insee: None,
            at: None,
            parent: (kind == PlaceKind::Hamlet).then(|| "Landerneau".to_owned()),
        };
        KnownPlaces::new(vec![
            place("Landerneau", Some("Landerne"), PlaceKind::Commune),
            place("Brest", None, PlaceKind::Commune),
            place("Le Relecq-Kerhuon", Some("Ar Releg-Kerhuon"), PlaceKind::Commune),
            place("Landerneau (gare)", None, PlaceKind::Hamlet),
        ])
    }

    #[test]
    fn a_place_has_the_names_of_both_languages() {
        let known = gazetteer();
        assert_eq!(known.other_names("landerne"), ["Landerneau"]);
        assert_eq!(known.other_names("LANDERNEAU"), ["Landerne"]);
        assert_eq!(known.other_names("le relecq kerhuon"), ["Ar Releg-Kerhuon"]);
        assert!(known.other_names("Brest").is_empty() && known.other_names("Morlaix").is_empty());
        assert_eq!(known.called("Landerne").map(|place| place.name.as_str()), Some("Landerneau"));
    }

    #[test]
    fn names_are_proposed_by_their_beginning() {
        let known = gazetteer();
        let names = |text: &str| known.beginning(text, 5).into_iter().map(KnownPlace::in_full).collect::<Vec<_>>();
        assert_eq!(names("land"), ["Landerneau", "Landerneau (gare), Landerneau"]);
        assert_eq!(names("ar rel"), ["Le Relecq-Kerhuon"]);
        assert!(names("").is_empty() && names("relecq").is_empty());
    }

    #[test]
    fn kinds_are_read_in_both_languages() {
        assert_eq!(
            [PlaceKind::named("Île"), PlaceKind::named("hamlet")],
            [Some(PlaceKind::Island), Some(PlaceKind::Hamlet)]
        );
        assert_eq!(PlaceKind::named("planet"), None);
    }
}
