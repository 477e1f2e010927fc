//! One's own photos, by state, in the order in which they ask for something.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use jiff::Timestamp;

use super::{
    card::{Card, Paging},
    credit::{self, EntryView},
    home::From,
    list,
    statements::{self, Statement},
    upload,
};
use crate::{
    domain::{
        language::Language,
        photo::{PhotoRecord, State},
        stored::Stored,
    },
    library::Library,
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::grants,
    },
};

/// The photos of the person signed in.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/my_photos.html")]
pub struct MyPhotosPage {
    /// What every page has.
    pub frame: Frame,
    /// Those whose credit staff changed, while that is not contested; they stand in their states too.
    pub changed: Vec<MyPhoto>,
    /// Those hidden, withdrawn or restored after a report. All but the hidden ones are listed under their states too.
    pub reported: Vec<MyPhoto>,
    /// Those sent back with what to correct.
    pub to_correct: Vec<MyPhoto>,
    /// Those not sent yet.
    pub drafts: Vec<MyPhoto>,
    /// The address where all drafts can be completed.
    pub resume: String,
    /// Those that wait for review.
    pub waiting: Vec<MyPhoto>,
    /// Those that everyone sees.
    pub published: Vec<MyPhoto>,
    /// Those that were not taken.
    pub refused: Vec<MyPhoto>,
    /// Those taken back.
    pub withdrawn: Vec<MyPhoto>,
    /// Where a decision on a report is contested, if there is such a page.
    pub contact: Option<String>,
    /// The pages before and after: each has the states of so many photos.
    pub paging: Paging,
    /// How many there are in all.
    pub total: u64,
}

/// A photo of one's own.
#[derive(Clone, Debug)]
pub struct MyPhoto {
    /// The photo.
    pub card: Card,
    /// Its title, the one that its file proposes, or that it has none.
    pub name: String,
    /// The reason of the latest decision.
    pub reason: Option<String>,
    /// Whether it was withdrawn: its picture is not shown any more.
    pub withdrawn: bool,
    /// Why it was hidden, withdrawn or restored after a report.
    pub statements: Vec<Statement>,
    /// What that asks for, in the words of a button, and the field where it is answered.
    pub asks: (&'static str, &'static str),
    /// What is still missing from a draft.
    pub lacks: &'static str,
    /// When it came to its state, as people read it.
    pub since: String,
    /// The latest change of its credit by staff, while it is not contested.
    pub changed: Option<EntryView>,
}

impl MyPhotosPage {
    /// The states that have photos: the place on this page, what it is called, how many there are.
    #[must_use]
    pub fn parts(&self) -> Vec<(&'static str, &'static str, usize)> {
        let t = self.frame.t;
        let all = [
            ("changed", t.mine_changed(), &self.changed),
            ("reported", t.mine_reported(), &self.reported),
            ("to-correct", t.mine_to_correct(), &self.to_correct),
            ("drafts", t.mine_drafts(), &self.drafts),
            ("waiting", t.mine_waiting(), &self.waiting),
            ("published", t.mine_published(), &self.published),
            ("refused", t.mine_refused(), &self.refused),
            ("withdrawn", t.mine_withdrawn(), &self.withdrawn),
        ];
        let counted = all.into_iter().map(|(id, name, photos)| (id, name, photos.len()));
        counted.filter(|(_, _, count)| *count > 0).collect()
    }

    /// How many drafts there are.
    #[must_use]
    pub fn draft_count(&self) -> u64 {
        u64::try_from(self.drafts.len()).unwrap_or(u64::MAX)
    }
}

/// `GET /account/photos`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`].
pub async fn show(
    context: RequestContext,
    from: Query<From>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let person = context.person()?;
    let page = library.mine(person.handle.clone(), from.cursor.as_deref(), upload::MOST).await?;
    let mut frame = site.frame(&context, "");
    frame.entitle(frame.t.my_photos_title());
    frame.indexed = false;
    let t = frame.t;
    let names = credit::names(&library, page.photos.iter().map(|kept| &kept.record)).await?;
    let reports = library.statements_of(&context.reader, page.photos.iter().map(|kept| &kept.record)).await?;
    let mine = |kept: &Stored<PhotoRecord>| {
        let photo = &kept.record;
        let card = list::card(photo);
        MyPhoto {
            name: card.title.clone().or_else(|| proposed(photo)).unwrap_or_else(|| t.photo_untitled().to_owned()),
            card,
            reason: photo.reason().map(str::to_owned),
            withdrawn: photo.state == State::Withdrawn,
            statements: reports.get(&photo.id).map(|reports| statements::of(reports, t)).unwrap_or_default(),
            asks: asked(photo.reason().unwrap_or_default(), t),
            lacks: lacking(photo, t),
            since: grants::day(since(photo), t),
            changed: credit::latest_change(photo, &context.reader, &names, t),
        }
    };
    let are = |state| page.photos.iter().filter(|kept| kept.record.state == state).map(mine).collect();
    let page = MyPhotosPage {
        changed: page.photos.iter().map(mine).filter(|photo| photo.changed.is_some()).collect(),
        reported: page.photos.iter().map(mine).filter(|photo| !photo.statements.is_empty()).collect(),
        contact: statements::contact(&library, &frame).await?,
        to_correct: are(State::ChangeRequested),
        drafts: are(State::Draft),
        resume: frame.urls.upload_of(&upload::drafts_among(&page.photos)),
        waiting: are(State::Submitted),
        published: are(State::Published),
        refused: are(State::Refused),
        withdrawn: are(State::Withdrawn),
        paging: list::paging(&page, &frame.urls.my_photos(), from.cursor.as_deref()),
        total: list::total(&page),
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// What a reason asks for: the words of the button that leads to its form, and the field there. A ready reason, in whatever
/// language, names one thing; any other, or several of them, is answered where it stands.
#[must_use]
pub fn asked(reason: &str, t: Messages) -> (&'static str, &'static str) {
    type Reason = fn(Messages) -> &'static str;
    let says =
        |ready: Reason| Language::ALL.into_iter().any(|language| reason.contains(ready(Messages::new(language))));
    let ready: [(Reason, _, _); 4] = [
        (Messages::reason_place, t.mine_say_place(), "place_name"),
        (Messages::reason_author, t.mine_say_author(), "author_name"),
        (Messages::reason_title, t.mine_say_title(), "title-one"),
        (Messages::reason_people, t.mine_answer(), "reply"),
    ];
    let mut found = ready.into_iter().filter(|(ready, _, _)| says(*ready));
    match (found.next(), found.next()) {
        (Some((_, words, field)), None) => (words, field),
        _ => (t.fix_button(), "reply"),
    }
}

/// When a photo came to its state.
fn since(photo: &PhotoRecord) -> Timestamp {
    let published = photo.published.filter(|_| photo.state == State::Published);
    published.or(photo.steps.last().map(|step| step.at)).unwrap_or(photo.created)
}

/// What is still missing from a draft.
fn lacking(photo: &PhotoRecord, t: Messages) -> &'static str {
    if photo.licence().is_none() {
        t.mine_lacks_licence()
    } else if photo.title.is_none() {
        t.mine_lacks_title()
    } else {
        t.mine_ready()
    }
}

/// What is shown while there is no title: the one in the file, or else the first line of its description.
fn proposed(photo: &PhotoRecord) -> Option<String> {
    let file = &photo.suggestions;
    let first_line = |words: &String| words.lines().next().map(|line| line.chars().take(80).collect::<String>());
    let title =
        file.title.clone().or_else(|| photo.arrival.title()).or_else(|| file.description.as_ref().and_then(first_line));
    let title = title.or_else(|| photo.arrival.file_name.clone());
    title.filter(|title| photo.state == State::Draft && photo.title.is_none() && !title.trim().is_empty())
}
