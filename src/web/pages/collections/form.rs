//! Making a collection and changing one: its words, where it stands, who edits it, whether everyone sees it.
//!
//! `POST /collections`: `csrf`, `idempotency_key`, `title`, `ids`, and the fields of the form. `POST /collections/{slug}/edit`: `csrf`,
//! `revision`, `note`, and those fields that change. A collection that somebody else changed meanwhile is not overwritten at once:
//! the form comes back with what was typed, and sent again, it is.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{edited, living::in_words, named, parent};
use crate::{
    domain::{
        collection::{
            CollectionDates, CollectionPlace, CollectionRecord, CollectionState, CollectionText, SavedSearch, Slug,
        },
        person::{Handle, Role},
        photo::{PhotoId, Title},
        selection::Selection,
        text::TooLong,
    },
    library::{Library, collections::VisibleCollection, gather::CollectionChange, idempotency::IdempotencyKey, review},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{CollectionProblem, FieldProblem, Problem, Why},
        request::{context::RequestContext, intake::ReceivedForm, sent_form::SentForm},
        site::Site,
    },
};

/// The form.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/collection_form.html")]
pub struct FormPage {
    /// What every page has.
    pub frame: Frame,
    /// The collection; none while it is made.
    pub slug: Option<Slug>,
    /// The revision that the form was opened with.
    pub revision: u64,
    /// The photos that it begins with.
    pub ids: Selection,
    /// What is typed.
    pub typed: Typed,
    /// Collections that it may stand inside, as its field proposes them: what names each, and its title.
    pub parents: Vec<(String, String)>,
    /// Whether the reader may choose where it stands and who edits it, and delete it.
    pub manages: bool,
    /// Whether the reader may publish it.
    pub publishes: bool,
    /// What is wrong, and in which field.
    pub error: Option<(String, &'static str)>,
    /// The idempotency key of the form.
    pub idempotency_key: IdempotencyKey,
}

/// What the fields of the form hold.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
    /// The time that it is about.
    pub dates: String,
    /// The place that it is about.
    pub place: String,
    /// The search that fills it.
    pub query: String,
    /// Why it is changed.
    pub note: String,
    /// Who edits it, with commas between them.
    pub members: String,
    /// The collection that it stands inside, by its title or its address.
    pub parent: String,
    /// Whether everyone sees it.
    pub is_public: bool,
}

impl Typed {
    fn of(collection: &CollectionRecord) -> Self {
        let members: Vec<&str> = collection.members.iter().map(Handle::as_str).collect();
        Self {
            title: collection.title.as_str().to_owned(),
            text: collection.text.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default(),
            dates: collection.dates.as_ref().map(|dates| dates.as_str().to_owned()).unwrap_or_default(),
            place: collection.place.as_ref().map(|place| place.as_str().to_owned()).unwrap_or_default(),
            query: collection.query.as_ref().map(SavedSearch::typed).unwrap_or_default(),
            note: String::new(),
            members: members.join(", "),
            parent: String::new(),
            is_public: collection.is_public(),
        }
    }

    /// What a form sent; what it did not send stays.
    fn over(self, form: &ReceivedForm) -> Self {
        let sent = |name: &str, present: String| form.sent(name).map_or(present, str::to_owned);
        Self {
            title: sent("title", self.title),
            text: sent("text", self.text),
            dates: sent("dates", self.dates),
            place: sent("place", self.place),
            query: sent("query", self.query),
            note: sent("note", self.note),
            members: sent("members", self.members),
            parent: sent("parent", self.parent),
            is_public: form.sent("state").map_or(self.is_public, |state| state == CollectionState::Published.name()),
        }
    }
}

impl FormPage {
    /// Whether the field of this name is wrong.
    #[must_use]
    pub fn is_wrong(&self, field: &str) -> bool {
        self.error.as_ref().is_some_and(|(_, wrong)| *wrong == field)
    }
}

/// The photos that a new collection begins with, or the search that fills it.
#[derive(Deserialize)]
pub struct NewQuery {
    ids: Option<String>,
    query: Option<String>,
}

/// `GET /collections/new?ids=`, or `?query=` of a search, whose words are then its title.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`](crate::web::problem::AccessProblem::NotSignedIn).
pub async fn new(
    context: RequestContext,
    query: Query<NewQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    let ids = Selection::read(query.ids.as_deref().unwrap_or_default());
    let mut page = page(None, &context, &library, &site).await?;
    match SavedSearch::parse(query.query.as_deref().unwrap_or_default()) {
        Ok(None) => {}
        Ok(Some(saved)) => {
            let words = in_words(&page.frame.urls.saved_search(&saved), &library, &page.frame).await?;
            let mut letters = words.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            page.typed.title = format!("{first}{}", letters.as_str());
            page.typed.query = saved.typed();
        }
        Err(wrong) => {
            query.query.as_deref().unwrap_or_default().clone_into(&mut page.typed.query);
            page.error = Some((Problem::from(wrong).sentence(page.frame.t), "query"));
        }
    }
    answer::personal(StatusCode::OK, &FormPage { ids, ..page })
}

/// `POST /collections`.
///
/// # Errors
/// [`Problem`]; nothing was made.
pub async fn make(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let ids = Selection::read(form.sent("ids").unwrap_or_default());
    let made = async {
        let title = Title::parse(form.sent("title").unwrap_or_default()).map_err(Problem::too_long("title"))?;
        let title = title.ok_or(Problem::Field(FieldProblem::Invalid("title", Why::Empty)))?;
        // Photos of a basket that are not public any more are left out.
        let shown = library.selected(&ids).await?;
        let photos: Vec<PhotoId> = shown.photos.iter().map(|(photo, _)| photo.id.clone()).collect();
        let change =
            CollectionChange { parent: parent::sent(&form, None, &context, &library).await?, ..change(&form)? };
        Ok(library.make_collection(&context.reader, title, change, &photos, form.idempotency_key()).await?)
    };
    match made.await {
        Ok(made) => {
            let address = site.frame_urls(context.language).collection(&made.record.slug);
            Ok(FlashCode::CollectionMade.see_other(&context, &address))
        }
        Err(problem) => {
            let page = page(None, &context, &library, &site).await?;
            refused(problem, FormPage { ids, typed: page.typed.clone().over(&form), ..page })
        }
    }
}

/// `GET /collections/{slug}/edit`.
///
/// # Errors
/// [`Problem`] for readers who may not change it.
pub async fn edit(
    context: RequestContext,
    name: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let found = edited(&name, &context, &library).await?;
    answer::personal(StatusCode::OK, &page(Some(&found), &context, &library, &site).await?)
}

/// `POST /collections/{slug}/edit`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn save(
    context: RequestContext,
    name: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let found = edited(&name, &context, &library).await?;
    let seen = form.value("revision").and_then(|revision| revision.parse().ok());
    let changed = async {
        let parent = parent::sent(&form, Some(&found), &context, &library).await?;
        let change = CollectionChange { parent, ..change(&form)? };
        Ok(library.change_collection(&context.reader, &found.slug, change, seen).await?)
    };
    match changed.await {
        Ok(_) => {
            let address = site.frame_urls(context.language).collection(&found.slug);
            Ok(FlashCode::Saved.see_other(&context, &address))
        }
        Err(problem) => {
            // Sent again, the form replaces what somebody else wrote meanwhile, which its sentence says.
            let page = page(Some(&found), &context, &library, &site).await?;
            refused(problem, FormPage { typed: page.typed.clone().over(&form), ..page })
        }
    }
}

/// `POST /collections/{slug}/delete`: `csrf`, `revision`.
///
/// # Errors
/// [`Problem`]; nothing was deleted.
pub async fn delete(
    context: RequestContext,
    name: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let found = edited(&name, &context, &library).await?;
    let seen = form.value("revision").and_then(|revision| revision.parse().ok());
    match library.delete_collection(&context.reader, &found.slug, seen).await.map_err(Problem::from) {
        Ok(()) => {
            let address = site.frame_urls(context.language).collections();
            Ok(FlashCode::CollectionDeleted.see_other(&context, &address))
        }
        Err(problem) => refused(problem, page(Some(&found), &context, &library, &site).await?),
    }
}

/// The form again with what is wrong, where its reader can mend it.
fn refused(problem: Problem, mut page: FormPage) -> Result<HttpResponse, Problem> {
    if !problem.is_about_the_form() {
        return Err(problem);
    }
    let t = page.frame.t;
    let sentence = match &problem {
        Problem::Collection(CollectionProblem::Stale) => t.collection_meanwhile().to_owned(),
        problem => problem.sentence(t),
    };
    // The one field of this form that names a collection.
    let field = if problem.field() == named::FIELD { parent::FIELD } else { problem.field() };
    page.error = Some((sentence, field));
    answer::personal(problem.status(), &page)
}

/// What a form changes, but for the parent: the fields that it sent.
fn change(form: &ReceivedForm) -> Result<CollectionChange, Problem> {
    let title = form.sent("title").map(|title| {
        let title = Title::parse(title).map_err(Problem::too_long("title"))?;
        title.ok_or(Problem::Field(FieldProblem::Invalid("title", Why::Empty)))
    });
    let state = form.sent("state").map(|state| match state {
        "published" => Ok(CollectionState::Published),
        "draft" => Ok(CollectionState::Draft),
        _ => Err(Problem::Field(FieldProblem::Invalid("state", Why::Choice))),
    });
    Ok(CollectionChange {
        title: title.transpose()?,
        text: parsed(form, "text", CollectionText::parse)?,
        dates: parsed(form, "dates", CollectionDates::parse)?,
        place: parsed(form, "place", CollectionPlace::parse)?,
        query: form.sent("query").map(SavedSearch::parse).transpose()?,
        except: None,
        pairs: None,
        note: review::reply(form.sent("note").unwrap_or_default()).map_err(Problem::too_long("note"))?,
        cover: None,
        parent: None,
        members: form.sent("members").map(members).transpose()?,
        state: state.transpose()?,
    })
}

#[expect(clippy::option_option, reason = "not sent, emptied, or typed")]
fn parsed<T>(
    form: &ReceivedForm,
    name: &'static str,
    parse: impl Fn(&str) -> Result<Option<T>, TooLong>,
) -> Result<Option<Option<T>>, Problem> {
    form.sent(name).map(parse).transpose().map_err(Problem::too_long(name))
}

/// Handles with commas or spaces between them, each once.
fn members(typed: &str) -> Result<Vec<Handle>, Problem> {
    let mut members: Vec<Handle> = Vec::new();
    for name in typed.split([',', ' ', '\n', '\r', ';']).filter(|name| !name.is_empty()) {
        let name = name.trim_start_matches('@');
        let unknown = |_not_one| Problem::Collection(CollectionProblem::UnknownMember(name.to_owned()));
        let handle: Handle = Handle::try_from(name.to_owned()).map_err(unknown)?;
        if !members.contains(&handle) {
            members.push(handle);
        }
    }
    Ok(members)
}

async fn page(
    found: Option<&VisibleCollection>,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<FormPage, Problem> {
    let mut frame = site.frame(context, "");
    frame.indexed = false;
    let title = match found {
        Some(found) => frame.t.collection_edit_title(found.title.as_str()),
        None => frame.t.collection_make().to_owned(),
    };
    frame.entitle(&title);
    let manages = found.is_none_or(|found| found.is_managed_by(&context.reader));
    let is_trusted = context.person.as_ref().is_some_and(|person| person.trusted || person.role > Role::Contributor);
    let mut typed = found.map(|found| Typed::of(found)).unwrap_or_default();
    let mut parents = Vec::new();
    if manages {
        typed.parent = parent::shown(found, context, library).await?;
        parents = parent::proposed(found, context, library).await?;
    }
    Ok(FormPage {
        slug: found.map(|found| found.slug.clone()),
        revision: found.map_or(0, |found| found.revision),
        ids: Selection::default(),
        typed,
        parents,
        manages,
        publishes: found.map_or(is_trusted, |found| found.is_published_by(&context.reader) || found.is_public()),
        error: None,
        idempotency_key: IdempotencyKey::from_chance(library.chance()),
        frame,
    })
}
