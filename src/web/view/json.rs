//! A photo, its grants and its tombstone as JSON: only what this reader may know.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    domain::{
        credit::CreditEntry,
        direction::Direction,
        facets::Facets,
        grant::{Act, Grant},
        language::Language,
        licence::LicenceId,
        likeness,
        person::{Handle, PersonRecord, Role},
        photo::{Camera, EarlierFile, PhotoRecord, Rendition, Replacement, State},
        place::Coordinates,
        reader::Reader,
        suggestions::Suggestions,
    },
    library::{replace::may_see_proposed, review::WithdrawnBefore},
    web::{site::Site, urls::Urls},
};

/// A list, one page at a time.
#[derive(Serialize)]
pub struct List {
    /// This part.
    pub items: Vec<Value>,
    /// The address of the next part.
    pub next: Option<String>,
    /// How many there are in all, when known.
    pub total: Option<usize>,
}

/// Counts as JSON, by facet and value: `{"license": {id: count}, "use": {name: count}, …}`.
#[must_use]
pub fn facets(facets: &Facets) -> Value {
    fn counted<'a, T: 'a>(counts: impl IntoIterator<Item = &'a (T, usize)>, name: impl Fn(&T) -> String) -> Value {
        counts.into_iter().map(|(value, count)| (name(value), json!(count))).collect::<Map<String, Value>>().into()
    }
    let licences: Map<String, Value> =
        facets.licences.iter().map(|(licence, count)| (licence.to_string(), json!(count))).collect();
    json!({
        "license": licences,
        "use": counted(&facets.uses, ToString::to_string),
        "orientation": counted(&facets.aspects, |aspect| aspect.name().to_owned()),
        "print": counted(&facets.prints, |print| print.name().to_owned()),
        "colour": counted(facets.colours.iter().filter(|(_, count)| *count > 0), |colour| colour.name().to_owned()),
        "tag": counted(&facets.tags, Clone::clone),
        "context": counted(&facets.contexts, Clone::clone),
        "place": counted(&facets.places, Clone::clone),
        "author": counted(&facets.authors, Clone::clone),
        "year": counted(&facets.years, |year| format!("{year:04}")),
        "decade": counted(&facets.decades, |year| format!("{year:04}..{:04}", year + 9)),
        "collection": counted(&facets.collections, Clone::clone),
    })
}

/// A photo as JSON.
#[must_use]
pub fn photo(photo: &PhotoRecord, revision: u64, site: &Site, reader: &Reader) -> Value {
    let urls = Urls::new(Language::French);
    let rendition = |made: &Rendition| {
        json!({
            "width": made.width,
            "height": made.height,
            "media_type": "image/jpeg",
            "url": site.absolute(&urls.media(&photo.id, made.edge)),
        })
    };
    let involved = reader.is_involved(photo);
    let mut view = json!({
        "id": photo.id,
        "url": site.photo_url(&photo.id),
        "state": photo.state,
        "title": photo.title,
        "description": photo.description,
        "alt": photo.alt,
        "author": author(photo),
        "contributor": contributor(photo, reader),
        "license": photo.licence().map(licence),
        "licenses": grants(photo, reader),
        "source": photo.source,
        "archive": photo.archive,
        "original": {
            "blake3": photo.original.blake3,
            "sha256": photo.original.sha256,
            "bytes": photo.original.bytes,
            "media_type": photo.original.media_type,
            "width": photo.original.width,
            "height": photo.original.height,
            "earlier": photo.earlier.iter().map(earlier).collect::<Vec<_>>(),
        },
        "taken": photo.taken,
        "camera": camera(&photo.camera),
        "place": place(photo),
        "tags": photo.tags,
        "collections": [],
        "renditions": photo.renditions.iter().map(rendition).collect::<Vec<_>>(),
        "dominant": photo.dominant,
        "created": photo.created.to_string(),
        "updated": photo.updated.to_string(),
        "published": photo.published.map(|at| at.to_string()),
        "revision": revision,
    });
    // A file name may say who is in the photo: it is for its contributor only.
    if let (true, Some(name), Some(members)) = (reader.gave(photo), &photo.arrival.file_name, view.as_object_mut()) {
        members.insert("file_name".to_owned(), json!(name));
    }
    if involved && let Some(members) = view.as_object_mut() {
        members.insert("suggestions".to_owned(), suggestions(&photo.suggestions, reader.reads_author_of(photo)));
        members.insert("steps".to_owned(), json!(photo.steps));
    }
    if (reader.gave(photo) || reader.is_at_least(Role::Curator))
        && let Some(members) = view.as_object_mut()
    {
        members.insert("credit_ledger".to_owned(), credit_ledger(photo, reader));
    }
    if let (true, Some(file), Some(members)) =
        (may_see_proposed(reader, photo), photo.replacement.as_deref(), view.as_object_mut())
    {
        members.insert("replacement".to_owned(), replacement(file, photo, site));
    }
    view
}

/// A file that a photo had before.
fn earlier(file: &EarlierFile) -> Value {
    json!({ "blake3": file.original.blake3, "sha256": file.original.sha256, "replaced": file.replaced.to_string() })
}

/// A file that is to take the place of a photo's own, compared with it.
fn replacement(file: &Replacement, photo: &PhotoRecord, site: &Site) -> Value {
    let compared = likeness::compared(&photo.original, &file.original);
    let urls = Urls::new(Language::French);
    let rendition = |made: &Rendition| {
        let address = urls.proposed(&photo.id, made.edge, file.original.blake3);
        json!({ "width": made.width, "height": made.height, "media_type": "image/jpeg", "url": site.absolute(&address) })
    };
    json!({
        "blake3": file.original.blake3,
        "sha256": file.original.sha256,
        "bytes": file.original.bytes,
        "media_type": file.original.media_type,
        "width": file.original.width,
        "height": file.original.height,
        "at": file.at.to_string(),
        "sent": file.is_sent(),
        "same_pixels": compared.same_pixels,
        "looks_alike": compared.alike,
        "renditions": file.renditions.iter().map(rendition).collect::<Vec<_>>(),
    })
}

/// What staff changed of the credit, and the contributor's contests.
fn credit_ledger(photo: &PhotoRecord, reader: &Reader) -> Value {
    let is_named = contributor(photo, reader).is_some();
    let entry = |entry: &CreditEntry| {
        let is_contest = entry.is_contest(photo);
        json!({
            "at": entry.at.to_string(),
            "actor": (!is_contest || is_named).then_some(&entry.actor),
            "contest": is_contest,
            "changed": entry.changed,
            "note": entry.note,
            "read": entry.read,
        })
    };
    photo.credit_ledger_for(reader).iter().map(entry).collect()
}

/// Adds the photos that others made of the same file, where this reader may know of any.
pub fn add_same_file(view: &mut Value, others: &[PhotoRecord], site: &Site) {
    let shown = |other: &PhotoRecord| {
        json!({
            "photo": site.photo_url(&other.id),
            "state": other.state,
            "contributor": other.known_contributor().filter(|_| !other.erased),
            "given": other.created.to_string(),
            "published": other.published.map(|at| at.to_string()),
            "title": other.title,
            "author": author(other),
            "source": other.source,
            "license": other.licence().map(licence),
            "reason": other.reason(),
        })
    };
    if let (false, Some(members)) = (others.is_empty(), view.as_object_mut()) {
        members.insert("same_file".to_owned(), others.iter().map(shown).collect());
    }
}

/// Adds that the same file was withdrawn before, where this reader may know it.
pub fn add_withdrawn_before(view: &mut Value, before: Option<&WithdrawnBefore>, site: &Site) {
    if let (Some(before), Some(members)) = (before, view.as_object_mut()) {
        let shown =
            json!({ "photo": site.photo_url(&before.photo), "at": before.at.to_string(), "reason": before.reason });
        members.insert("withdrawn_before".to_owned(), shown);
    }
}

/// Adds to a photo that waits for review that the account of its contributor is suspended, where it is.
pub fn add_contributor_suspended(view: &mut Value, contributor: Option<&PersonRecord>) {
    if let (true, Some(members)) = (contributor.is_some_and(PersonRecord::is_suspended), view.as_object_mut()) {
        members.insert("contributor_suspended".to_owned(), json!(true));
    }
}

/// A tombstone as JSON: what printed attributions need.
#[must_use]
pub fn tombstone(photo: &PhotoRecord, site: &Site) -> Value {
    json!({
        "id": photo.id,
        "url": site.photo_url(&photo.id),
        "state": State::Withdrawn,
        "withdrawn": photo.withdrawn(),
        "title": photo.title,
        "author": author(photo),
        "licenses": grants(photo, &Reader::Visitor),
        "reason": photo.reason(),
    })
}

/// Who is credited; nobody when the author asked not to be named.
#[must_use]
pub fn author(photo: &PhotoRecord) -> Value {
    let author = photo.credited();
    json!({ "name": author.name, "url": author.link().map(|link| link.to_uri()), "withheld": photo.author_withheld && !photo.erased })
}

/// A licence in short.
#[must_use]
pub fn licence(id: LicenceId) -> Value {
    json!({ "id": id, "label": id.label(), "deed": id.deed(), "spdx": id.spdx() })
}

/// Who gave a photo, where this reader may know; its contributor and moderators always do.
#[must_use]
pub fn contributor<'a>(photo: &'a PhotoRecord, reader: &Reader) -> Option<&'a Handle> {
    if reader.is_involved(photo) { photo.known_contributor() } else { photo.named_contributor() }
}

/// The grant ledger; a grantor is its contributor, and named where they are.
#[must_use]
pub fn grants(photo: &PhotoRecord, reader: &Reader) -> Vec<Value> {
    let is_named = contributor(photo, reader).is_some();
    let grant = |grant: &Grant| {
        json!({
            "license": licence(grant.licence),
            "act": act(grant.licence),
            "grantor": is_named.then_some(&grant.grantor),
            "at": grant.at.to_string(),
            "wording": grant.wording,
            "blake3": grant.blake3,
            "declared": grant.declared.as_ref().map(|declared| json!({
                "author": reader.reads_declared(photo, &declared.author).then_some(&declared.author),
                "source": grant.declared_source(),
            })),
        })
    };
    photo.grants.iter().map(grant).collect()
}

/// What was done: a licence granted, all rights given up (CC0), or a photo marked as being in the public domain (PDM).
fn act(licence: LicenceId) -> &'static str {
    match Act::of(licence) {
        Act::Licence => "license",
        Act::Dedication => "dedication",
        Act::Mark => "mark",
    }
}

/// What the file says; texts that may name its author only where the author may be named.
fn suggestions(file: &Suggestions, names_author: bool) -> Value {
    let shown = |words: &Option<String>| words.clone().filter(|_| names_author);
    json!({
        "title": shown(&file.title),
        "creator": shown(&file.creator),
        "description": shown(&file.description),
        "keywords": if names_author { file.keywords.clone() } else { Vec::new() },
        "tags": if names_author { file.tags() } else { Vec::new() },
        "left_out": { "keywords": file.keywords_left_out(), "authors": file.has_more_authors() },
        "rights": shown(&file.rights),
        "licenses": file.licences.iter().copied().map(licence).collect::<Vec<_>>(),
    })
}

fn camera(camera: &Camera) -> Value {
    json!({
        "make": camera.make,
        "model": camera.model,
        "lens": camera.lens,
        "aperture": camera.aperture,
        "exposure": camera.exposure,
        "iso": camera.iso,
        "focal_length": camera.focal_length,
    })
}

/// The direction in which a photo looks.
#[must_use]
pub fn direction(direction: Direction) -> Value {
    json!({ "degrees": direction.degrees(), "north": direction.north() })
}

/// The place, never more precisely than its contributor allows.
fn place(photo: &PhotoRecord) -> Option<Value> {
    photo.place.as_ref().map(|place| {
        let public = place.public_coordinates();
        json!({
            "name": place.name,
            "precision": place.precision,
            "latitude": public.map(Coordinates::latitude),
            "longitude": public.map(Coordinates::longitude),
            "direction": photo.public_direction().map(direction),
        })
    })
}
