//! The credit ledger of a photo, as its contributor and staff read it, and its forms: contesting a change, marking a
//! contest as read.
//!
//! `POST /photos/{id}/contest`: `csrf`, `note`. `POST /photos/{id}/contest/read`: `csrf`; `back` = `review` leads to
//! the list.

use std::collections::BTreeMap;

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{card::Card, list, sentences};
use crate::{
    domain::{
        credit::{CreditChange, CreditEntry},
        field::Field,
        person::{Handle, PersonRecord, Role},
        photo::{PhotoRecord, Provenance},
        place::{Coordinates, Precision},
        reader::Reader,
        taken::Taken,
    },
    library::{Library, review},
    web::{
        frame::{flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::{context::RequestContext, intake::ReceivedForm, parameters::photo_id, sent_form::SentForm},
        site::Site,
        view::grants::day,
        view::json,
    },
};

/// The ledger of a photo's credit.
#[derive(Clone, Debug)]
pub struct LedgerView {
    /// Its entries, oldest first.
    pub entries: Vec<EntryView>,
    /// What a contest would restore, for the photo's contributor.
    pub contestable: Vec<ChangeView>,
    /// Whether the reader gave the photo.
    pub gave: bool,
    /// Whether a contest waits to be read by this reader, who is staff.
    pub may_read: bool,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// When, exactly (RFC 3339).
    pub at: String,
    /// The same, as people read it.
    pub day: String,
    /// Who changed or contested it, in a sentence.
    pub sentence: String,
    /// What was changed.
    pub changes: Vec<ChangeView>,
    /// What the contributor says with a contest.
    pub note: Option<String>,
    /// Who read the contest, and when, in a sentence.
    pub read: Option<String>,
    /// Whether it is a contest that nobody has read.
    pub is_open: bool,
}

/// A field with its two values.
#[derive(Clone, Debug)]
pub struct ChangeView {
    /// Its name in forms.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// Its old and its new value; nothing where the reader may not know them.
    pub values: Option<(String, String)>,
}

/// A photo whose contributor contests a change, for moderators.
#[derive(Clone, Debug)]
pub struct ContestedView {
    /// The photo.
    pub card: Card,
    /// Its open contests.
    pub entries: Vec<EntryView>,
}

/// The people named by their accounts.
pub type Names = BTreeMap<Handle, PersonRecord>;

/// Those who acted in the ledgers of these photos.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn names<'a>(library: &Library, photos: impl IntoIterator<Item = &'a PhotoRecord>) -> Result<Names, Problem> {
    let entries: Vec<&CreditEntry> = photos.into_iter().flat_map(|photo| &photo.credit_ledger).collect();
    let readers = entries.iter().filter_map(|entry| Some(&entry.read.as_ref()?.by));
    Ok(library.people(entries.iter().map(|entry| &entry.actor).chain(readers)).await?)
}

/// The ledger of a photo, for its contributor and staff; nothing where it is empty.
#[must_use]
pub fn ledger(photo: &PhotoRecord, reader: &Reader, names: &Names, t: Messages) -> Option<LedgerView> {
    let ledger = photo.credit_ledger_for(reader);
    let gave = reader.gave(photo);
    (!ledger.is_empty()).then(|| LedgerView {
        entries: ledger.iter().map(|entry| entry_view(entry, photo, reader, names, t)).collect(),
        contestable: if gave {
            photo.contestable().iter().map(|change| change_view(change, t)).collect()
        } else {
            Vec::new()
        },
        gave,
        may_read: !gave && reader.is_at_least(Role::Curator) && photo.open_contests().next().is_some(),
    })
}

/// The latest change by staff that was not contested, for the photo's contributor.
#[must_use]
pub fn latest_change(photo: &PhotoRecord, reader: &Reader, names: &Names, t: Messages) -> Option<EntryView> {
    if photo.contestable().is_empty() {
        return None;
    }
    let ledger = photo.credit_ledger_for(reader);
    ledger.iter().rfind(|entry| !entry.is_contest(photo)).map(|entry| entry_view(entry, photo, reader, names, t))
}

/// A contested photo with its open contests.
#[must_use]
pub fn contested(photo: &PhotoRecord, reader: &Reader, names: &Names, t: Messages) -> ContestedView {
    let ledger = photo.credit_ledger_for(reader);
    let views = ledger.iter().map(|entry| entry_view(entry, photo, reader, names, t));
    ContestedView { card: list::card(photo), entries: views.filter(|entry| entry.is_open).collect() }
}

fn entry_view(entry: &CreditEntry, photo: &PhotoRecord, reader: &Reader, names: &Names, t: Messages) -> EntryView {
    let called =
        |handle: &Handle| names.get(handle).map_or_else(|| sentences::handle(handle, t), |person| person.name.clone());
    let is_contest = entry.is_contest(photo);
    let sentence = match (is_contest, reader.gave(photo)) {
        (true, true) => t.ledger_contested_by_you().to_owned(),
        (true, false) if json::contributor(photo, reader).is_none() => t.ledger_contested_by_giver().to_owned(),
        (true, false) => t.ledger_contested_by(&called(&entry.actor)),
        (false, _) => t.ledger_changed_by(&called(&entry.actor)),
    };
    EntryView {
        at: entry.at.to_string(),
        day: day(entry.at, t),
        sentence,
        changes: entry.changed.iter().map(|change| change_view(change, t)).collect(),
        note: entry.note.clone(),
        read: entry.read.as_ref().map(|read| t.ledger_read_by(&day(read.at, t), &called(&read.by))),
        is_open: is_contest && entry.read.is_none(),
    }
}

fn change_view(change: &CreditChange, t: Messages) -> ChangeView {
    let shown = |value: &Option<String>| value_of(change.field, value.as_deref(), t);
    ChangeView {
        name: change.field.name(),
        label: t.field_name_of(change.field),
        values: (change.old != change.new).then(|| (shown(&change.old), shown(&change.new))),
    }
}

/// A field's value, as people read it.
#[must_use]
pub fn value_of(field: Field, value: Option<&str>, t: Messages) -> String {
    let Some(value) = value else { return t.value_nothing().to_owned() };
    let known = match field {
        Field::AuthorWithheld => Some(if value == "true" { t.answer_yes() } else { t.answer_no() }.to_owned()),
        Field::Provenance => value.parse().ok().map(|source| took(source, t).to_owned()),
        Field::PlacePrecision => value.parse().ok().map(|precision| precision_name(precision, t).to_owned()),
        Field::Taken => value.parse::<Taken>().ok().map(|taken| t.taken(&taken)),
        Field::Coordinates => {
            value.parse::<Coordinates>().ok().map(|point| t.degrees(point.latitude(), point.longitude()))
        }
        Field::Direction => value.parse().ok().map(|direction| t.looks(direction)),
        _ => None,
    };
    known.unwrap_or_else(|| value.to_owned())
}

/// Who took a photo, according to its contributor.
#[must_use]
pub fn took(source: Provenance, t: Messages) -> &'static str {
    match source {
        Provenance::Own => t.took_own(),
        Provenance::Permission => t.took_permission(),
        Provenance::Archive => t.took_archive(),
        Provenance::PublicDomain => t.took_public_domain(),
    }
}

fn precision_name(precision: Precision, t: Messages) -> &'static str {
    match precision {
        Precision::Exact => t.precision_exact(),
        Precision::Area => t.precision_area(),
        Precision::Hidden => t.precision_hidden(),
    }
}

/// Fills in the ledger of a photo's page.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn of_page(
    photo: &PhotoRecord,
    reader: &Reader,
    library: &Library,
    frame: &Frame,
) -> Result<Option<LedgerView>, Problem> {
    Ok(ledger(photo, reader, &names(library, [photo]).await?, frame.t))
}

/// `POST /photos/{id}/contest`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn contest(
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let note = review::reply(form.value("note").unwrap_or_default()).map_err(Problem::too_long("note"))?;
    let id = photo_id(&id)?;
    library.contest(&context.reader, &id, note).await?;
    Ok(FlashCode::Contested.see_other(&context, &site.frame_urls(context.language).photo(&id)))
}

/// `POST /photos/{id}/contest/read`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn read(
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let id = photo_id(&id)?;
    library.read_contests(&context.reader, &id).await?;
    let urls = site.frame_urls(context.language);
    let back = if form.value("back") == Some("review") { urls.review() } else { urls.photo(&id) };
    Ok(FlashCode::ContestRead.see_other(&context, &back))
}
