//! Taking away: the attribution in a format, and a copy of the file.

use actix_web::{
    HttpRequest, HttpResponse,
    body::SizedStream,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    web::{Data, Path},
};
use futures_util::stream::try_unfold;
use serde::Deserialize;

use crate::{
    archive::OutgoingCopy,
    domain::{
        attribution::{Attribution, Format, snippet, written_in},
        file_name::FileName,
        lengths,
        photo::State,
        text::{clean_line, within},
    },
    library::{
        Library,
        take_away::{self, Size},
    },
    web::{
        problem::{FieldProblem, LicenceProblem, Problem, RequestProblem, Why},
        request::{
            context::RequestContext,
            parameters::{Parameters, photo_id},
            range,
        },
        site::Site,
        urls::encoded,
        view::attribution::attribution_of,
    },
};

/// The parameters of an attribution. Unknown ones are refused, as in lists: an ignored change would be an attribution that says
/// too little.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributionQuery {
    format: Option<String>,
    license: Option<String>,
    changes: Option<String>,
    by: Option<String>,
}

/// `GET /photos/{id}/attribution?format=&lang=&license=&changes=&by=`. Every licence of the photo's ledger remains
/// valid (CC BY 4.0 §2(a)(1)); without `license`, the one in force is named.
///
/// # Errors
/// [`Problem`] for a photo that is not there, a format or language that is not known, or a licence that it never had.
pub async fn one(
    context: RequestContext,
    id: Path<String>,
    query: Parameters<AttributionQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let found = library.whole_photo(&context.reader, &photo_id(&id)?).await?;
    let format: Format = query
        .format
        .as_deref()
        .unwrap_or("text")
        .parse()
        .map_err(|_unknown| Problem::Field(FieldProblem::Invalid("format", Why::Choice)))?;
    let licence = match query.license.as_deref() {
        Some(named) => {
            found.granted_as(named).ok_or(Problem::Field(FieldProblem::Invalid("license", Why::NotGranted)))?
        }
        None => found.licence().ok_or(Problem::Licence(LicenceProblem::Missing))?,
    };
    let mut record = Attribution { licence: Some(licence), ..attribution_of(&found.record, &site) };
    let changes: Vec<String> = query.changes.as_deref().unwrap_or_default().split(',').map(str::to_owned).collect();
    change(&mut record, &changes, query.by.as_deref())?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, format.media_type()))
        .insert_header((header::LINK, format!("<{}>; rel=\"license\"", licence.deed())))
        .insert_header((header::CONTENT_LANGUAGE, written_in(context.language).code()))
        .body(snippet(&record, format, context.language)))
}

/// Says in an attribution what was changed, and by whom.
///
/// # Errors
/// [`FieldProblem::Invalid`] for a photo whose licence lets no changed version be shared (CC BY-ND 4.0 §2(a)(1)(B)): such
/// an attribution would announce what may not be done; and for a change or a name of more than [`lengths::CHANGE`]
/// characters.
pub fn change(record: &mut Attribution, changes: &[String], by: Option<&str>) -> Result<(), Problem> {
    // The sentence they become a part of has a full stop of its own.
    let part = |change: &String| clean_line(change).trim_end_matches(['.', ' ']).to_owned();
    let changes: Vec<String> = changes.iter().map(part).filter(|change| !change.is_empty()).collect();
    let by = by.map(clean_line).filter(|name| !name.is_empty());
    for change in &changes {
        within(change, lengths::CHANGE).map_err(Problem::too_long("changes"))?;
    }
    within(by.as_deref().unwrap_or_default(), lengths::CHANGE).map_err(Problem::too_long("by"))?;
    let may_change = record.licence.is_none_or(|licence| licence.licence().allows_sharing_derivatives);
    if !may_change && (by.is_some() || !changes.is_empty()) {
        return Err(Problem::Field(FieldProblem::Invalid("changes", Why::Unalterable)));
    }
    record.modifications = changes;
    record.modified_by = by;
    Ok(())
}

/// The parameters of a download; a misspelt licence would give the file another one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    size: Option<String>,
    /// The licence of the photo's ledger that the file names; without it, the one in force.
    license: Option<String>,
    /// `true` draws the attribution under the picture: the file is then a JPEG, upright and in sRGB.
    strip: Option<String>,
}

/// `GET /photos/{id}/download?size=&license=&strip=&lang=`, of the API and of the pages alike; `lang` is the language of the
/// strip. A download that broke goes on where it did (RFC 9110 §14): a copy made again has the same bytes, or another tag.
///
/// # Errors
/// [`Problem`] for a photo that is not there, a size that is not known, or a licence that it never had; a damaged original
/// is never served as good.
pub async fn download(
    request: HttpRequest,
    context: RequestContext,
    id: Path<String>,
    wanted: Parameters<Wanted>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let id = photo_id(&id)?;
    let size: Size = wanted
        .size
        .as_deref()
        .unwrap_or("original")
        .parse()
        .map_err(|_unknown| Problem::Field(FieldProblem::Invalid("size", Why::Choice)))?;
    let strip = match wanted.strip.as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Problem::Field(FieldProblem::Invalid("strip", Why::Flag))),
    };
    let found = library.whole_photo(&context.reader, &id).await?;
    let licence = match wanted.license.as_deref().filter(|named| !named.is_empty()) {
        Some(named) => {
            Some(found.granted_as(named).ok_or(Problem::Field(FieldProblem::Invalid("license", Why::NotGranted)))?)
        }
        None => None,
    };
    let page = site.photo_url(&id);
    let taken = take_away::Wanted { size, licence };
    let copy = if strip {
        library.take_away_with_strip(&context.reader, &id, taken, &page, context.language).await?
    } else {
        library.take_away(&context.reader, &id, taken, &page).await?
    };
    let licence = copy.licence;
    let (media_type, name) = (copy.media_type, to_keep_as(&copy.file_name));
    let mut response = sent(&request, copy.outgoing)?;
    let headers = response.headers_mut();
    for (header, value) in [(header::CONTENT_TYPE, media_type), (header::CONTENT_DISPOSITION, &name)] {
        headers.insert(header, HeaderValue::from_str(value).map_err(|error| Problem::Fault(Box::new(error)))?);
    }
    let is_public = found.state == State::Published;
    let kept = if is_public { "no-cache" } else { "private, no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    if is_public {
        // Other sites may show it. What is not public is for its own pages alone, as everything is without this line.
        headers.insert(header::CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    }
    if let Some(link) =
        licence.and_then(|licence| HeaderValue::from_str(&format!("<{}>; rel=\"license\"", licence.deed())).ok())
    {
        headers.insert(header::LINK, link);
    }
    Ok(response)
}

/// A copy, the part of it that is asked for, or the word that the reader has it.
///
/// # Errors
/// [`RequestProblem::RangeNotSatisfiable`] for a part that it does not have.
fn sent(request: &HttpRequest, outgoing: OutgoingCopy) -> Result<HttpResponse, Problem> {
    let length = outgoing.length();
    let tag = HeaderValue::from_str(&format!("\"{}\"", outgoing.identity()));
    let tag = tag.map_err(|error| Problem::Fault(Box::new(error)))?;
    let mut head = HttpResponse::Ok();
    head.insert_header((header::ETAG, tag.clone())).insert_header((header::ACCEPT_RANGES, "bytes"));
    if range::is_held(request, &tag) {
        return Ok(head.status(StatusCode::NOT_MODIFIED).finish());
    }
    let (first, last) = match range::RangeRequest::of(request, &tag, length) {
        range::RangeRequest::Whole => (0, length.saturating_sub(1)),
        range::RangeRequest::Unsatisfiable => {
            return Err(Problem::Request(RequestProblem::RangeNotSatisfiable(length)));
        }
        range::RangeRequest::Part { first, last } => {
            head.status(StatusCode::PARTIAL_CONTENT)
                .insert_header((header::CONTENT_RANGE, format!("bytes {first}-{last}/{length}")));
            (first, last)
        }
    };
    let part = outgoing.part(first, last.saturating_sub(first).saturating_add(1));
    let length = part.length();
    let chunks = try_unfold(part, |part| async {
        part.next().await.inspect_err(|error| tracing::error!(%error, "a download could not be finished"))
    });
    Ok(head.body(SizedStream::new(length, Box::pin(chunks))))
}

/// A file to keep under this name (RFC 6266 §4.3): in ASCII for every client, and in full (RFC 8187 §3.2) where ASCII
/// cannot say it.
fn to_keep_as(name: &FileName) -> String {
    let plain = format!("attachment; filename=\"{}\"", name.ascii());
    if name.ascii() == name.as_str() { plain } else { format!("{plain}; filename*=UTF-8''{}", encoded(name.as_str())) }
}
