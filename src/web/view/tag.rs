//! A tag as the API shows it.

use serde_json::{Value, json};

use crate::{
    domain::language::Language,
    library::tags::TagView,
    web::{site::Site, urls::Urls},
};

/// A tag as JSON, its label in a language.
#[must_use]
pub fn tag(view: &TagView, language: Language, site: &Site) -> Value {
    let record = &view.kept.record;
    json!({
        "tag": record.tag,
        "url": site.absolute(&Urls::new(Language::French).tag(&record.tag)),
        "label": record.shown_in(language),
        "labels": record.labels,
        "synonyms": record.synonyms,
        "broader": view.broader(),
        "narrower": view.narrower(),
        "related": view.related(),
        "text": record.text,
        "links": record.links,
        "banned": record.banned,
        "instead": record.instead,
        "context": record.is_context,
        "photos": view.photos,
        "revision": view.kept.revision,
    })
}
