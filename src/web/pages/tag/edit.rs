//! The form that changes what is said of a tag, for curators.
//!
//! `POST /tags/{tag}/edit`: `csrf`, `revision`, and the fields, of which those that are sent change. What somebody else wrote
//! meanwhile is not overwritten at once: the form comes back with what was typed, and sent again, it is.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;

use super::named;
use crate::{
    domain::{
        person::Role,
        tag::{
            Tag,
            change::{TagChange, TagField},
            label::TagLabel,
            link::TagLink,
            record::TagText,
        },
    },
    library::{Library, tags::TagView},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{AccessProblem, FieldProblem, Problem, TagProblem, Why},
        request::{context::RequestContext, intake::ReceivedForm, sent_form::SentForm},
        site::Site,
    },
};

/// The form.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/tag_edit.html")]
pub struct EditPage {
    /// What every page has.
    pub frame: Frame,
    /// The tag.
    pub tag: Tag,
    /// The revision that the form was opened with.
    pub revision: u64,
    /// What is typed, by the names of the fields.
    pub typed: Vec<(&'static str, String)>,
    /// What is wrong, and in which field.
    pub error: Option<(String, &'static str)>,
}

impl EditPage {
    /// What is typed in a field.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.typed.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| value)
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn is_ticked(&self, field: &str) -> bool {
        self.value(field) == "yes"
    }

    /// Whether the field of this name is wrong.
    #[must_use]
    pub fn is_wrong(&self, field: &str) -> bool {
        self.error.as_ref().is_some_and(|(_, wrong)| *wrong == field)
    }
}

/// `GET /tags/{tag}/edit`.
///
/// # Errors
/// [`AccessProblem::NotAllowed`] for readers who do not look after tags.
pub async fn show(
    context: RequestContext,
    tag: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    curates(&context)?;
    let view = library.tag(&named(&tag)?).await?;
    answer::personal(StatusCode::OK, &page(&view, &context, &site))
}

/// `POST /tags/{tag}/edit`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn save(
    context: RequestContext,
    tag: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    curates(&context)?;
    let tag = named(&tag)?;
    let seen = form.value("revision").and_then(|revision| revision.parse().ok());
    let changed = match change(&form) {
        Ok(change) => library.change_tag(&context.reader, &tag, change, seen).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match changed {
        Ok(kept) => {
            let address = site.frame_urls(context.language).tag(&kept.record.tag);
            Ok(FlashCode::Saved.see_other(&context, &address))
        }
        Err(problem) if problem.is_about_the_form() => {
            // Sent again, the form replaces what somebody else wrote meanwhile, which its sentence says.
            let mut page = page(&library.tag(&tag).await?, &context, &site);
            for (name, value) in &mut page.typed {
                let sent = if is_box(name) { form.values(name).last() } else { form.sent(name) };
                if let Some(sent) = sent {
                    sent.clone_into(value);
                }
            }
            let sentence = match &problem {
                Problem::Tag(TagProblem::Stale) => page.frame.t.tag_meanwhile().to_owned(),
                problem => problem.sentence(page.frame.t),
            };
            page.error = Some((sentence, problem.field()));
            answer::personal(problem.status(), &page)
        }
        Err(problem) => Err(problem),
    }
}

/// Refuses readers who do not look after tags.
pub(super) fn curates(context: &RequestContext) -> Result<(), Problem> {
    context.person()?;
    if context.reader.is_at_least(Role::Curator) { Ok(()) } else { Err(AccessProblem::NotAllowed.into()) }
}

fn page(view: &TagView, context: &RequestContext, site: &Site) -> EditPage {
    let mut frame = site.frame(context, "");
    let record = &view.kept.record;
    let title = frame.t.tag_edit_title(record.shown_in(context.language));
    frame.entitle(&title);
    frame.indexed = false;
    let typed = TagField::ALL.map(|field| (field.name(), field.of(record).unwrap_or_default()));
    EditPage { tag: record.tag.clone(), revision: view.kept.revision, typed: typed.into(), error: None, frame }
}

const fn is_box(field: &str) -> bool {
    matches!(field.as_bytes(), b"banned" | b"context")
}

/// What a form changes: the fields that it sent.
fn change(form: &ReceivedForm) -> Result<TagChange, Problem> {
    let wrong = |field, why| Problem::Field(FieldProblem::Invalid(field, why));
    let label =
        |field: &'static str| form.sent(field).map(TagLabel::parse).transpose().map_err(|_long| wrong(field, Why::Tag));
    let tags = |field: &'static str| {
        form.sent(field).map(Tag::parse_list).transpose().map_err(|_not_tags| wrong(field, Why::Tag))
    };
    let links = form.sent("links").map(|links| {
        let lines = links.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| TagLink::parse(line).ok_or_else(|| wrong("links", Why::TagLink))).collect()
    });
    let synonyms = form.sent("synonyms").map(TagLabel::parse_list).transpose();
    // A hidden field sends "no" before the box, so that an unticked one is sent too: the last value counts.
    let ticked = |field: &'static str| form.values(field).last().map(|said| said == "yes");
    Ok(TagChange {
        label: label("label")?,
        french: label("label_fr")?,
        breton: label("label_br")?,
        english: label("label_en")?,
        synonyms: synonyms.map_err(|_long| wrong("synonyms", Why::Tag))?,
        broader: tags("broader")?,
        related: tags("related")?,
        text: form.sent("text").map(TagText::parse).transpose().map_err(Problem::too_long("text"))?,
        links: links.transpose()?,
        banned: ticked("banned"),
        instead: tags("instead")?.map(|mut tags| tags.pop()),
        context: ticked("context"),
    })
}
