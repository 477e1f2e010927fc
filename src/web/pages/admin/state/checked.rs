//! The last check, as administrators read about it: when it was, what it found, what to do.

use super::Fact;
use crate::{
    domain::reader::Reader,
    library::{Library, check::LastCheck},
    web::{frame::layout::Frame, problem::Problem, view::grants::minute},
};

/// The last check.
#[derive(Clone, Debug)]
pub struct CheckView {
    /// The check that runs now, in a sentence.
    pub running: Option<String>,
    /// When the last one was, and what it looked at.
    pub facts: Vec<Fact>,
    /// What it found, and what to do: each with whether it is grave.
    pub found: Vec<(bool, String)>,
    /// The photos whose original is lost or damaged: their address and their title.
    pub damaged: Vec<(String, String)>,
    /// How many others there are.
    pub others: u64,
}

/// The last check, and the one that runs.
///
/// # Errors
/// [`Problem`] for anyone but an administrator, or when the library does not answer.
pub async fn view(reader: &Reader, library: &Library, frame: &Frame) -> Result<CheckView, Problem> {
    let t = frame.t;
    let running = library.running_check(reader)?;
    let running =
        running.map(|check| t.check_running(check.progress.done, &minute(check.since, t), check.progress.total));
    let Some(last) = library.last_check(reader).await? else {
        return Ok(CheckView { running, facts: Vec::new(), found: Vec::new(), damaged: Vec::new(), others: 0 });
    };
    let photos = library.whole_photos(reader, &last.photos_damaged).await?;
    let damaged = photos.iter().map(|photo| {
        let title = photo.title.as_ref().map_or_else(|| t.photo_untitled(), |title| title.as_str());
        (frame.urls.photo(&photo.id), title.to_owned())
    });
    let damaged: Vec<(String, String)> = damaged.collect();
    Ok(CheckView {
        running,
        facts: vec![
            Fact::new(t.check_last(), minute(last.at, t)),
            Fact::new(t.check_seen(), t.check_seen_is(last.originals, last.photos)),
        ],
        found: found(&last, frame),
        others: last.damaged.saturating_sub(u64::try_from(damaged.len()).unwrap_or(u64::MAX)),
        damaged,
    })
}

fn found(last: &LastCheck, frame: &Frame) -> Vec<(bool, String)> {
    let t = frame.t;
    let others = last.left.saturating_sub(last.damaged);
    let mut found = Vec::new();
    if last.damaged > 0 {
        found.push((true, t.check_damaged(last.damaged)));
    }
    if others > 0 {
        found.push((true, t.check_left(others)));
    }
    if last.mended > 0 {
        found.push((false, t.check_mended(last.mended)));
    }
    if last.left == 0 {
        found.push((false, t.check_sound().to_owned()));
    }
    found
}
