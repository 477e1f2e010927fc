//! The state of the site: the disk, what waits, the last check, the scrub, the last backup, what the program says about itself, who did what.
//!
//! `GET /admin/state?by=HANDLE&what=GESTURE&before=N#actions`, where the query is about who did what;
//! `POST /admin/state/check`: `csrf`.

mod actions;
mod backed_up;
mod checked;
mod disk;
mod scrubbed;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    rt,
    web::{Data, Query},
};
use askama::Template;

use self::{
    actions::{ActionsQuery, ActionsView, actions},
    backed_up::BackupView,
    checked::CheckView,
    disk::DiskView,
    scrubbed::ScrubView,
};
use super::{check, frame};
use crate::{
    library::{
        Library,
        condition::{Condition, Waiting},
        indexing::IndexProgress,
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::{context::RequestContext, intake::ReceivedForm, sent_form::SentForm},
        site::Site,
        view::grants::{day, minute},
    },
};

/// The state of the site.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/admin_state.html")]
pub struct StatePage {
    /// What every page has.
    pub frame: Frame,
    /// The disk.
    pub disk: DiskView,
    /// What waits.
    pub waiting: Vec<Fact>,
    /// The last check.
    pub check: CheckView,
    /// How far the scrub is.
    pub scrub: ScrubView,
    /// The last backup.
    pub backup: BackupView,
    /// What the program says about itself.
    pub stores: Vec<Fact>,
    /// Who did what.
    pub actions: ActionsView,
}

/// Something that is told: its name, its value, and where it leads.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// Where one looks after it.
    pub address: Option<String>,
}

impl Fact {
    fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), address: None }
    }

    fn at(self, address: String) -> Self {
        Self { address: Some(address), ..self }
    }
}

/// `GET /admin/state`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`], [`AccessProblem::NotAllowed`].
pub async fn show(
    context: RequestContext,
    query: Query<ActionsQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    check(&context)?;
    let reader = &context.reader;
    let frame = frame(&context, &site, Messages::admin_state_title);
    let page = StatePage {
        disk: DiskView::of(library.space(reader).await?, library.usage(reader).await?.as_deref(), frame.t, frame.urls),
        waiting: waiting(library.waiting(reader).await?, site.sends_mail, &frame),
        check: checked::view(reader, &library, &frame).await?,
        scrub: scrubbed::view(reader, &library, &frame).await?,
        backup: backed_up::view(reader, &library, frame.t).await?,
        stores: stores(library.condition(reader).await?, frame.t),
        actions: actions(reader, &query, &library, &frame).await?,
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// `POST /admin/state/check`: begins a check, unless one runs.
///
/// # Errors
/// [`Problem`]; nothing was begun.
pub async fn begin_check(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    check(&context)?;
    ReceivedForm::proved(&context, form.into_inner())?;
    if let Some(turn) = library.begin_check(&context.reader)? {
        let library = Data::clone(&library);
        // It ends with the server.
        drop(rt::spawn(async move { library.check_while_served(turn).await }));
    }
    Ok(FlashCode::CheckBegun.see_other(&context, &site.frame_urls(context.language).admin_state()))
}

fn waiting(waiting: Waiting, sends_mail: bool, frame: &Frame) -> Vec<Fact> {
    let Waiting { photos, oldest_photo, files, suggestions, reports, oldest_report, letters } = waiting;
    let (t, urls) = (frame.t, frame.urls);
    let nothing = || t.waiting_nothing().to_owned();
    let photos = oldest_photo.map_or_else(nothing, |oldest| t.waiting_photos_since(number(photos), &day(oldest, t)));
    let reports =
        oldest_report.map_or_else(nothing, |oldest| t.waiting_reports_since(number(reports), &day(oldest, t)));
    let files = if files == 0 { nothing() } else { t.waiting_files_count(number(files)) };
    let suggestions = if suggestions == 0 { nothing() } else { t.waiting_suggestions_count(number(suggestions)) };
    let mut facts = vec![
        Fact::new(t.waiting_photos(), photos).at(urls.review()),
        Fact::new(t.waiting_files(), files).at(urls.review()),
        Fact::new(t.waiting_suggestions(), suggestions).at(urls.suggestions()),
        Fact::new(t.waiting_reports(), reports).at(urls.reports()),
    ];
    if sends_mail {
        let letters = if letters == 0 { nothing() } else { t.waiting_letters_count(number(letters)) };
        facts.push(Fact::new(t.waiting_letters(), letters));
    }
    facts
}

fn stores(condition: Condition, t: Messages) -> Vec<Fact> {
    let Condition { refuses, last_entry, index } = condition;
    let changes = match refuses {
        Some(fault) => Problem::from(fault).sentence(t),
        None => t.stores_changes_taken().to_owned(),
    };
    let mut facts = vec![Fact::new(t.stores_changes(), changes)];
    let last = last_entry.map_or(0, |(seq, _)| seq);
    facts.extend(last_entry.map(|(seq, at)| Fact::new(t.stores_entry(), t.stores_entry_is(&minute(at, t), seq))));
    let search = match index {
        IndexProgress::At(reached) if reached >= last => t.stores_search_ready().to_owned(),
        IndexProgress::At(reached) => t.stores_search_behind(last - reached),
        IndexProgress::Closed => t.stores_search_made().to_owned(),
        IndexProgress::Stalled => t.stores_search_stalled().to_owned(),
    };
    facts.push(Fact::new(t.stores_search(), search));
    facts.push(Fact::new(t.stores_version(), env!("CARGO_PKG_VERSION")));
    facts
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
