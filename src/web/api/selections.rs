//! Several photos at once: their attributions as one block with what the mix allows, and a package of their files.

use std::collections::BTreeMap;

use actix_web::{
    HttpResponse,
    http::header,
    web::{Bytes, Data},
};
use futures_util::stream::try_unfold;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{attributions::change, body::Body};
use crate::{
    domain::{
        attribution::{Attribution, Format, block, rich_block, written_in},
        compatibility::Remix,
        language::Language,
        photo::{PhotoId, PhotoRecord},
        selection::{NotASelection, Selection},
    },
    library::{
        Library,
        select::{Absence, Gone, Parcel, Selected, Tell},
        take_away::Size,
    },
    web::{
        i18n::Messages,
        problem::{FieldProblem, Problem, RequestProblem, Why},
        request::{context::RequestContext, parameters::Parameters},
        site::Site,
        view::selection::public_photos,
        view::{
            attribution::attribution_of,
            compatibility::{CompatibilityView, Concerned, Reason},
        },
    },
};

/// The largest body: two hundred ids and some words.
const MOST_JSON: usize = 16 * 1024;

/// What may be asked about several photos.
pub const MEMBERS: [&str; 5] = ["ids", "format", "lang", "changes", "by"];

/// What was changed: the same in all photos, or in each of those that are named.
#[derive(Deserialize)]
#[serde(untagged)]
enum Changes {
    All(Vec<String>),
    Each(BTreeMap<PhotoId, Vec<String>>),
}

impl Changes {
    fn of(&self, id: &PhotoId) -> &[String] {
        match self {
            Self::All(changes) => changes,
            Self::Each(changes) => changes.get(id).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    const fn are_for_all(&self) -> bool {
        matches!(self, Self::All(_))
    }

    /// The photos that are named.
    fn names(&self) -> impl Iterator<Item = &PhotoId> {
        match self {
            Self::All(_) => None,
            Self::Each(changes) => Some(changes.keys()),
        }
        .into_iter()
        .flatten()
    }
}

impl Default for Changes {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// One block for several photos.
#[derive(Serialize)]
struct Together {
    format: &'static str,
    media_type: &'static str,
    lang: Language,
    attribution: String,
    /// For the clipboard of word processors: formatted text, and text alone.
    rich: Value,
    photos: Vec<PhotoId>,
    /// What the list held and the library does not show.
    gone: Vec<Value>,
    collection: Value,
    remix: Value,
    /// Licences that stand, of which neither of the two above speaks.
    earlier: Vec<Value>,
}

/// `POST /attributions` with `{"ids", "format", "lang", "changes", "by"}`. It changes nothing: the list is only too long for an address.
///
/// # Errors
/// [`FieldProblem::Invalid`] for a list, format or language that is not understood, and for changes of a photo whose
/// licence lets none be shared; as [`chosen`] when none of the photos is public.
pub async fn attributions(
    context: RequestContext,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    if body.len() > MOST_JSON {
        return Err(Problem::Request(RequestProblem::Malformed));
    }
    let mut body = Body::read(&body, &MEMBERS)?;
    let ids: Vec<String> = body.take("ids", Why::Photos)?.unwrap_or_default();
    let format: Option<String> = body.take("format", Why::Choice)?;
    let format: Format = format.map_or(Ok(Format::Text), |name| {
        name.parse().map_err(|_unknown| Problem::Field(FieldProblem::Invalid("format", Why::Choice)))
    })?;
    let lang: Option<Option<String>> = body.take("lang", Why::Choice)?;
    let language: Language = lang.flatten().map_or(Ok(context.language), |code| {
        code.parse().map_err(|_unknown| Problem::Field(FieldProblem::Invalid("lang", Why::Choice)))
    })?;
    let changes: Changes = body.take("changes", Why::Choice)?.unwrap_or_default();
    let by: Option<String> = body.take::<Option<String>>("by", Why::Text)?.flatten();
    let selected = public(&library, ids.iter().map(String::as_str)).await?;
    if changes.names().any(|id| !selected.photos.iter().any(|(photo, _)| photo.id == *id)) {
        return Err(Problem::Field(FieldProblem::Invalid("changes", Why::Choice)));
    }
    let changed = |photo: &PhotoRecord| {
        let mut record = attribution_of(photo, &site);
        let own = changes.of(&photo.id);
        let by = by.as_deref().filter(|_| changes.are_for_all() || !own.is_empty());
        change(&mut record, own, by).map(|()| record)
    };
    let records: Vec<Attribution> =
        selected.photos.iter().map(|(photo, _)| changed(photo)).collect::<Result<_, Problem>>()?;
    let rich = rich_block(&records, language);
    let mix = CompatibilityView::of(&selected, Messages::new(language));
    Ok(HttpResponse::Ok().json(Together {
        format: format.name(),
        media_type: format.media_type(),
        lang: written_in(language),
        attribution: block(&records, format, language),
        rich: json!({ "html": rich.html, "text": rich.text }),
        photos: selected.photos.iter().map(|(photo, _)| photo.id.clone()).collect(),
        gone: selected.gone.iter().map(gone).collect(),
        collection: collection(&selected, &mix),
        remix: remix(&selected, &mix),
        earlier: mix.earlier.iter().map(earlier).collect(),
    }))
}

fn gone(gone: &Gone) -> Value {
    let state = match gone {
        Gone::Withdrawn(_) => "withdrawn",
        Gone::Unknown(_) => "unknown",
    };
    json!({ "id": gone.id(), "state": state })
}

fn collection(selected: &Selected, mix: &CompatibilityView) -> Value {
    let collection = selected.side_by_side();
    let (may_be_sold, commons) = (collection.may_be_sold(), collection.fits_wikimedia_commons());
    let mut value = json!(collection);
    if let Some(members) = value.as_object_mut() {
        // In JSON as the standards spell it.
        if let Some(counts) = members.remove("licences") {
            members.insert("licenses".to_owned(), counts);
        }
        members.insert("may_be_sold".to_owned(), json!(may_be_sold));
        members.insert("fits_wikimedia_commons".to_owned(), json!(commons));
        members.insert("sentences".to_owned(), json!(mix.side_by_side));
    }
    value
}

fn remix(selected: &Selected, mix: &CompatibilityView) -> Value {
    let terms = match selected.side_by_side().remixed() {
        Remix::Allowed(terms) => Some(terms),
        Remix::Refused(_) => None,
    };
    json!({
        "allowed": mix.remixed.allowed,
        "terms": terms,
        "sentences": mix.remixed.sentences,
        "obstacles": mix.remixed.reasons.iter().map(obstacle).collect::<Vec<_>>(),
    })
}

fn obstacle(reason: &Reason) -> Value {
    let photos: Vec<&PhotoId> = reason.concerned.iter().flat_map(|one| one.photos.iter().map(|(id, _)| id)).collect();
    json!({ "code": reason.code(), "sentence": reason.sentence, "photos": photos })
}

fn earlier(granted: &Concerned) -> Value {
    let photos: Vec<&PhotoId> = granted.photos.iter().map(|(id, _)| id).collect();
    json!({ "license": granted.licence, "photos": photos })
}

/// What a package is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    #[serde(default)]
    ids: String,
    size: Option<String>,
}

/// `GET /downloads.zip?ids=a,b,c&size=original|2000|1280|640&lang=fr|en|br`, of the API and of the pages alike.
///
/// # Errors
/// [`FieldProblem::Invalid`] for a list, size or language that is not understood; as [`chosen`] when none of the photos is
/// public. Once it has begun, a package whose making fails stays without its end.
pub async fn downloads(
    context: RequestContext,
    wanted: Parameters<Wanted>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let size = wanted.size.as_deref().unwrap_or("original");
    let size: Size = size.parse().map_err(|_unknown| Problem::Field(FieldProblem::Invalid("size", Why::Choice)))?;
    let language = context.language;
    let selection = selection(wanted.ids.split(','))?;
    let selected = public_photos(&library, &selection).await?;
    let name = format!("zef-{}-photos.zip", selected.photos.len());
    let tell = tell(Messages::new(language), site.clone());
    let cite = Box::new(move |photo: &_| attribution_of(photo, &site));
    let parcel = Parcel::new(library.into_inner(), &selection, size, language, cite, tell);
    let bytes = try_unfold(parcel, |mut parcel| async {
        match parcel.next().await {
            Ok(bytes) => Ok(bytes.map(|bytes| (bytes, parcel))),
            Err(error) => {
                tracing::error!(%error, "a package of photos could not be finished");
                Err(error)
            }
        }
    });
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/zip"))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .streaming(Box::pin(bytes)))
}

/// Which photo is missing from a package, why, and where to look.
fn tell(t: Messages, site: Data<Site>) -> Tell {
    Box::new(move |id, absence| {
        let (id, page) = (id.as_str(), site.photo_url(id));
        match absence {
            Absence::Withdrawn => t.package_missing_withdrawn(id, &page),
            Absence::Unknown => t.package_missing_unknown(id, &page),
            Absence::Damaged => t.package_missing_damaged(id, &page),
        }
    })
}

fn selection<'a>(ids: impl IntoIterator<Item = &'a str>) -> Result<Selection, Problem> {
    Selection::parse(ids).map_err(|error| match error {
        NotASelection::NotAnId(_) => Problem::Field(FieldProblem::Invalid("ids", Why::Photos)),
        NotASelection::TooMany => Problem::Field(FieldProblem::Invalid("ids", Why::TooLong)),
    })
}

async fn public<'a>(library: &Library, ids: impl IntoIterator<Item = &'a str>) -> Result<Selected, Problem> {
    public_photos(library, &selection(ids)?).await
}
