//! The scrub, as administrators read about it: how far it is, what it found, what to do.

use super::Fact;
use crate::{
    domain::{photo::PhotoId, reader::Reader},
    library::{
        Library,
        scrub::{EndedRound, Scrub, ScrubSettings},
    },
    web::{frame::layout::Frame, i18n::Messages, problem::Problem, view::grants::minute},
};

/// The most photos that are named; the others are counted.
const MOST: usize = 100;

/// The scrub.
#[derive(Clone, Debug)]
pub struct ScrubView {
    /// What it does, or that it does nothing.
    pub note: String,
    /// Whether nothing was read yet.
    pub is_new: bool,
    /// How far it is.
    pub facts: Vec<Fact>,
    /// What it found, and what to do: each with whether it is grave.
    pub found: Vec<(bool, String)>,
    /// The photos whose original is lost or damaged: their address and their title.
    pub damaged: Vec<(String, String)>,
    /// How many others there are.
    pub others: u64,
}

/// How far the scrub is.
///
/// # Errors
/// [`Problem`] for anyone but an administrator, or when the library does not answer.
pub async fn view(reader: &Reader, library: &Library, frame: &Frame) -> Result<ScrubView, Problem> {
    let t = frame.t;
    let scrub = library.scrub(reader).await?;
    let known = library.damaged_originals(reader).await?;
    let named: Vec<PhotoId> = known.iter().take(MOST).map(|damaged| damaged.photo.clone()).collect();
    let photos = library.whole_photos(reader, &named).await?;
    let damaged = photos.iter().map(|photo| {
        let title = photo.title.as_ref().map_or_else(|| t.photo_untitled(), |title| title.as_str());
        (frame.urls.photo(&photo.id), title.to_owned())
    });
    let damaged: Vec<(String, String)> = damaged.collect();
    let ScrubSettings { days, hour, .. } = library.settings().scrub;
    let is_on = days > 0;
    Ok(ScrubView {
        note: if is_on { t.scrub_note(u64::from(days), u64::from(hour)) } else { t.scrub_off().to_owned() },
        is_new: is_on && scrub.as_ref().is_none_or(|scrub| scrub.at.is_none() && scrub.round.read == 0),
        facts: scrub.as_ref().map(|scrub| facts(scrub, t)).unwrap_or_default(),
        found: found(scrub.as_ref(), number(known.len()), t),
        others: number(known.len().saturating_sub(damaged.len())),
        damaged,
    })
}

fn facts(scrub: &Scrub, t: Messages) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(scrub.at.map(|at| Fact::new(t.scrub_last(), minute(at, t))));
    if scrub.round.place.is_some() {
        let percent = scrub.round.thousandths() / 10;
        facts.push(Fact::new(t.scrub_round(), t.scrub_round_is(percent, scrub.round.read)));
    }
    facts.extend(
        scrub
            .last
            .map(|EndedRound { at, read, .. }| Fact::new(t.scrub_whole(), t.scrub_whole_is(&minute(at, t), read))),
    );
    facts
}

fn found(scrub: Option<&Scrub>, damaged: u64, t: Messages) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    let of_both = |count: fn(&Scrub) -> u64| scrub.map_or(0, count);
    let healed = of_both(|scrub| scrub.round.healed.saturating_add(scrub.last.map_or(0, |last| last.healed)));
    let read = of_both(|scrub| scrub.round.read.saturating_add(scrub.last.map_or(0, |last| last.read)));
    if healed > 0 {
        found.push((false, t.scrub_healed(healed)));
    }
    // Before the list of their photos.
    if damaged > 0 {
        found.push((true, t.scrub_damaged(damaged)));
    }
    if found.is_empty() && read > 0 {
        found.push((false, t.scrub_sound().to_owned()));
    }
    found
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
