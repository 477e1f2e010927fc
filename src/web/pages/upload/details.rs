//! `POST /upload/details`: what is said of photos already received.
//!
//! 1. everything typed is read before anything is sent: one mistake, and the page comes back as typed, what is right of it
//!    kept in the drafts;
//! 2. each photo is described, then sent if that was asked;
//! 3. a photo that could not be sent comes back alone with its reason; the others are done.

use actix_web::{
    HttpResponse,
    web::{Data, Form},
};

use super::{FileProblem, UploadPage, show};
use crate::{
    domain::{
        doubt,
        photo::{PhotoId, PhotoRecord, State},
    },
    library::{
        Library,
        describe::{Rewording, reworded},
    },
    web::{
        asking::{Asking, see_other},
        done::Done,
        intake::{Incoming, Words},
        pages::{
            fields::{PhotoFields, SharedFields, Stopped},
            view,
        },
        problem::Problem,
        site::Site,
        words,
    },
};

/// `POST /upload/details`.
///
/// # Errors
/// [`Problem`] when the failure is not about what was typed.
pub async fn details(
    asking: Asking,
    form: Form<Words>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::proved(&asking, form.into_inner())?;
    let photos = show::drafts(&asking, &show::ids(form.words("ids")), &library).await?;
    if photos.is_empty() {
        let mut page = typed(&asking, &form, &photos, &library, &site).await?;
        say(&mut page, None, &Problem::MissingFile);
        return view::personal(Problem::MissingFile.status(), &page);
    }
    let (changes, submit) = match read(&asking, &form, &photos, &library).await {
        Ok(read) => read,
        Err((failed, problem)) if problem.is_about_the_form() => {
            keep(&asking, &form, &photos, &library).await?;
            let mut page = typed(&asking, &form, &photos, &library, &site).await?;
            say(&mut page, failed.as_ref(), &problem);
            return view::personal(problem.status(), &page);
        }
        Err((_, problem)) => return Err(problem),
    };
    let mut done = if submit { Done::Sent } else { Done::Drafts };
    let mut failed: Vec<(PhotoRecord, Problem)> = Vec::new();
    for (photo, change) in photos.into_iter().zip(changes) {
        match settle(&asking, &photo.id, change, submit, &library).await {
            Ok(State::Published) => done = Done::Published,
            Ok(_) => {}
            Err(problem) if problem.is_about_the_form() => failed.push((photo, problem)),
            Err(problem) => return Err(problem),
        }
    }
    let Some((_, first)) = failed.first() else {
        return Ok(see_other(&done.at(&site.frame_urls(asking.language).my_photos())));
    };
    let status = first.status();
    let left: Vec<PhotoRecord> = failed.iter().map(|(photo, _)| photo.clone()).collect();
    let mut page = typed(&asking, &form, &left, &library, &site).await?;
    for (photo, problem) in &failed {
        say(&mut page, Some(&photo.id), problem);
    }
    view::personal(status, &page)
}

/// Reads what was typed about each photo, and whether they are to be sent; a mistake names its photo, if it has one.
async fn read(
    asking: &Asking,
    form: &Incoming,
    photos: &[PhotoRecord],
    library: &Library,
) -> Result<(Vec<Rewording>, bool), (Option<PhotoId>, Problem)> {
    let general = |problem: Problem| (None, problem);
    let person = asking.person().map_err(general)?;
    let submit = words::flag(form, "submit", true).map_err(general)?;
    let last = library.last_licence(&person.handle).await.map_err(|fault| general(fault.into()))?;
    // A photo sent back for a correction has its licence already.
    let needed = submit && photos.iter().any(|photo| photo.licence().is_none());
    let licence = words::granted(form, last, needed).map_err(general)?;
    let mut changes = Vec::new();
    for photo in photos {
        let of_this = |problem| (Some(photo.id.clone()), problem);
        let change = words::rewording_of(form, &prefix(&photo.id), photo).map_err(of_this)?;
        if licence.is_some() || (submit && photo.licence().is_some()) {
            words::named_author_after(&change, photo, person).map_err(general)?;
        }
        let change = Rewording { licence, ..change };
        if submit && !change.vouched {
            let after = reworded(photo, change.clone(), library.now());
            if doubt::is_unanswered(&after) {
                return Err(of_this(Problem::Doubtful));
            }
        }
        changes.push(change);
    }
    Ok((changes, submit))
}

/// Keeps what is right of what was typed, as words of drafts: whoever leaves now finds it again.
async fn keep(asking: &Asking, form: &Incoming, photos: &[PhotoRecord], library: &Library) -> Result<(), Problem> {
    for photo in photos {
        if let Ok(change) = words::rewording_of(form, &prefix(&photo.id), photo) {
            // An answer counts when it is sent.
            let change = Rewording { vouched: false, ..change };
            match library.describe(&asking.reader, &photo.id, change, None).await.map_err(Problem::from) {
                Err(problem) if !problem.is_about_the_form() => return Err(problem),
                // Changed elsewhere at this very moment: what was typed is still on the page.
                _ => {}
            }
        }
    }
    Ok(())
}

async fn settle(
    asking: &Asking,
    id: &PhotoId,
    change: Rewording,
    submit: bool,
    library: &Library,
) -> Result<State, Problem> {
    let described = library.describe(&asking.reader, id, change, None).await?;
    if !submit {
        return Ok(described.record.state);
    }
    Ok(library.submit(&asking.reader, id).await?.record.state)
}

/// The page again, as it was typed.
async fn typed(
    asking: &Asking,
    form: &Incoming,
    photos: &[PhotoRecord],
    library: &Library,
    site: &Site,
) -> Result<UploadPage, Problem> {
    let mut page = show::empty(asking, library, site).await?;
    page.shared = SharedFields::typed(form);
    page.questions.answer(form);
    page.problems = FileProblem::said_before(form);
    for photo in photos {
        let change = words::rewording_of(form, &prefix(&photo.id), photo).unwrap_or_default();
        let asked = reworded(photo, change, library.now());
        let mut received = show::received(&asked, String::new(), &page.frame);
        received.fields = PhotoFields::typed(form, &prefix(&photo.id));
        page.received.push(received);
    }
    page.questions.propose(&page.received);
    Ok(page)
}

fn say(page: &mut UploadPage, photo: Option<&PhotoId>, problem: &Problem) {
    let t = page.frame.t;
    match page.received.iter_mut().find(|received| Some(&received.id) == photo) {
        Some(received) => {
            received.error = Some(problem.sentence(t));
            received.fields.wrong = problem.field();
            // Among many photos, the one to mend may be far down.
            page.error.get_or_insert_with(|| Stopped::at(received, t));
        }
        None => page.error = Some(Stopped::by(problem, t)),
    }
}

fn prefix(id: &PhotoId) -> String {
    format!("photo.{id}.")
}
