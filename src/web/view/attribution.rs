//! A photo's attribution record, with the addresses of this site.

use crate::{
    domain::{attribution::Attribution, language::Language, photo::PhotoRecord},
    library::take_away::attribution,
    web::{site::Site, urls::Urls},
};

/// A photo's attribution with the addresses of this site.
#[must_use]
pub fn attribution_of(photo: &PhotoRecord, site: &Site) -> Attribution {
    let urls = Urls::new(Language::French);
    let largest = photo.renditions.iter().max_by_key(|made| made.edge);
    let image = largest.map(|made| site.absolute(&urls.media(&photo.id, made.edge))).unwrap_or_default();
    let mut record = attribution(photo, &site.photo_url(&photo.id), &image);
    // The picture that the record names is a rendition: its sides go with it.
    record.width = largest.map(|made| made.width);
    record.height = largest.map(|made| made.height);
    record
}
