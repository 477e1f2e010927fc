//! The photos of the workbench as its page has them: those that belong together ([`domain::series`](crate::domain::series)) side
//! by side, with one box that picks them all.

use std::collections::BTreeSet;

use super::Contact;
use crate::{
    domain::{
        photo::{PhotoId, PhotoRecord},
        series,
        taken::Taken,
    },
    web::i18n::Messages,
};

/// Photos that belong together, or some that belong to none.
#[derive(Clone, Debug)]
pub struct SeriesView {
    /// Its photos.
    pub contacts: Vec<Contact>,
    /// What it is called; nothing where its photos do not belong together.
    pub heading: Option<String>,
}

impl SeriesView {
    /// The series of these photos; those beside one another that belong to none are shown as one.
    #[must_use]
    pub fn all(photos: &[&PhotoRecord], picked: &BTreeSet<PhotoId>, t: Messages) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for places in series::of(photos) {
            let photos: Vec<&PhotoRecord> = places.iter().filter_map(|place| photos.get(*place).copied()).collect();
            let contacts = photos.iter().map(|photo| Contact::of(photo, picked.contains(&photo.id), t));
            match (photos.as_slice(), all.last_mut()) {
                ([_], Some(Self { contacts: before, heading: None })) => before.extend(contacts),
                ([_], _) => all.push(Self { contacts: contacts.collect(), heading: None }),
                _ => all.push(Self { contacts: contacts.collect(), heading: Some(heading(&photos, t)) }),
            }
        }
        all
    }

    /// The ids of its photos, as its box sends them.
    #[must_use]
    pub fn ids(&self) -> String {
        self.contacts.iter().map(|contact| contact.card.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// How many photos it has.
    #[must_use]
    pub fn count(&self) -> u64 {
        u64::try_from(self.contacts.len()).unwrap_or(u64::MAX)
    }

    /// Whether all of them are picked.
    #[must_use]
    pub fn is_picked(&self) -> bool {
        self.contacts.iter().all(|contact| contact.picked)
    }
}

/// Who is credited, and the day of the first photo; or how many they are.
fn heading(photos: &[&PhotoRecord], t: Messages) -> String {
    let first = photos.first();
    let author = first.and_then(|photo| photo.credited().name).map(|name| name.as_str().to_owned());
    let day = first.and_then(|photo| photo.taken.as_ref()).and_then(|taken| taken.without_hour().parse::<Taken>().ok());
    let said: Vec<String> = author.into_iter().chain(day.map(|day| t.taken(&day))).collect();
    if said.is_empty() { t.photo_count(u64::try_from(photos.len()).unwrap_or(u64::MAX)) } else { said.join(", ") }
}
