//! A photo to review, with all that a moderator compares it with, and the ways to send it back.

use crate::{
    domain::{
        doubt,
        person::{Handle, PersonRecord},
        photo::{PhotoRecord, Provenance, State},
        place::Place,
        reader::Reader,
        stored::Stored,
    },
    library::Library,
    web::{
        frame::layout::Frame,
        i18n::Messages,
        pages::{
            alike::{self, AlikeView},
            card::Card,
            credit, doubts, list, sentences,
        },
        problem::Problem,
        view::{grants, licence::LicenceView},
    },
};

/// A photo to review.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a sentence of the page, shown or not")]
pub struct ToReview {
    /// The revision shown: a decision applies to it only.
    pub revision: u64,
    /// The photo.
    pub card: Card,
    /// Its description.
    pub description: Option<String>,
    /// Who gave it: their account's name, and the one they show.
    pub contributor: (Handle, String),
    /// Where the right to give it comes from; nothing where a program gave it and did not say.
    pub source: Option<Provenance>,
    /// Which archive it comes from.
    pub archive: Option<String>,
    /// The licence granted.
    pub licence: Option<LicenceView>,
    /// When it was taken, as people read it.
    pub taken: Option<String>,
    /// The camera.
    pub camera: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// Its coordinates, as precisely as they will be published.
    pub coordinates: Option<String>,
    /// Its tags, with commas.
    pub tags: String,
    /// When it was received, as people read it.
    pub received: String,
    /// Whether it is public without review, as published by its contributor.
    pub published: bool,
    /// That its file was withdrawn before: a sentence, and the address of the tombstone.
    pub withdrawn_before: Option<(String, String)>,
    /// The photos that others made of the same file, each with the facts to compare.
    pub same_file: Vec<SameFileView>,
    /// Other photos that are like it.
    pub alike: Vec<AlikeView>,
    /// Whether the account of who gave it is suspended.
    pub giver_suspended: bool,
    /// Whether the author asked not to be named.
    pub author_withheld: bool,
    /// What to check: what the file says and the contributor did not.
    pub warnings: Vec<String>,
    /// Whether the contributor, asked about it, answered that they may give the photo.
    pub vouched: bool,
    /// Whether they answered that the place and the position are both right.
    pub place_confirmed: bool,
    /// What the latest earlier decision asked for, if there was one.
    pub earlier: Option<String>,
    /// What its contributor answers to it.
    pub reply: Option<String>,
    /// What was asked of it and refused, if it was.
    pub stopped: Option<StoppedVerdict>,
}

/// A refusal or a request that did not go through: its sheet is open again, with what was ticked and typed.
#[derive(Clone, Debug)]
pub struct StoppedVerdict {
    /// The value of `decision`.
    pub decision: String,
    /// Why.
    pub error: String,
    /// The other photo that this is about, if there is one.
    pub link: Option<String>,
    /// The ready reasons ticked.
    pub ready: Vec<String>,
    /// The reason as typed.
    pub reason: String,
}

/// A photo that somebody else made of the same file as a photo to review.
#[derive(Clone, Debug)]
pub struct SameFileView {
    /// Its state, in a sentence.
    pub sentence: String,
    /// The address of its page.
    pub address: String,
    /// What is claimed of it and of the photo to review: the name of a fact, that of this one, that of the other.
    pub claims: Vec<(&'static str, String, String)>,
    /// The reason with which it was refused or withdrawn.
    pub reason: Option<String>,
}

impl ToReview {
    /// What went wrong with this decision, if it did.
    #[must_use]
    pub fn stopped(&self, decision: &str) -> Option<&StoppedVerdict> {
        self.stopped.as_ref().filter(|stopped| stopped.decision == decision)
    }
}

impl StoppedVerdict {
    /// Whether this ready reason was ticked.
    #[must_use]
    pub fn has(&self, reason: &str) -> bool {
        self.ready.iter().any(|ticked| ticked == reason)
    }
}

/// A way to send a photo back: a sheet with ready reasons and room for one's own words.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// The value of `decision`.
    pub name: &'static str,
    /// The key that opens it.
    pub key: &'static str,
    /// The words of its button.
    pub opens: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// The ready reasons.
    pub reasons: [&'static str; 4],
    /// The words of the button that sends it.
    pub sends: &'static str,
    /// Whether it ends the matter.
    pub is_grave: bool,
}

impl Verdict {
    /// Both ways.
    #[must_use]
    pub fn both(t: Messages) -> [Self; 2] {
        [
            Self {
                name: "refuse",
                key: "r",
                opens: t.review_refuse(),
                asks: t.review_refuse_why(),
                reasons: [t.reason_blurred(), t.reason_published(), t.reason_subject(), t.reason_artwork()],
                sends: t.review_refuse_send(),
                is_grave: true,
            },
            Self {
                name: "request-change",
                key: "c",
                opens: t.review_request_change(),
                asks: t.review_change_what(),
                reasons: [t.reason_author(), t.reason_people(), t.reason_title(), t.reason_place()],
                sends: t.review_change_send(),
                is_grave: false,
            },
        ]
    }
}

/// A photo with all that a moderator compares it with.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn whole(
    kept: &Stored<PhotoRecord>,
    reader: &Reader,
    library: &Library,
    frame: &Frame,
) -> Result<ToReview, Problem> {
    let givers = library.people(std::iter::once(&kept.record.contributor)).await?;
    let before = library.withdrawn_before(reader, &kept.record).await?;
    let beside = library.given_together(&kept.record).await?;
    let mut photo = to_review(kept, &beside, givers.get(&kept.record.contributor), reader, frame.t);
    let others = library.same_file(reader, &kept.record).await?;
    let theirs = library.people(others.iter().map(|other| &other.contributor)).await?;
    let view = |other| same_file(&kept.record, other, &photo.contributor.1, theirs.get(&other.contributor), frame);
    photo.same_file = others.iter().map(view).collect();
    let mut similar = library.similar_if_indexed(reader, &kept.record).await?;
    // Those of the same file are listed above.
    similar.same_pixels.retain(|other| other.original.blake3 != kept.record.original.blake3);
    photo.alike = alike::views(&similar, frame.t);
    // A withdrawal listed with the others is not listed twice.
    let before = before.filter(|before| others.iter().all(|other| other.id != before.photo));
    photo.withdrawn_before = before.map(|before| sentences::withdrawn_before(&before, frame));
    Ok(photo)
}

fn to_review(
    kept: &Stored<PhotoRecord>,
    beside: &[PhotoRecord],
    giver: Option<&PersonRecord>,
    reader: &Reader,
    t: Messages,
) -> ToReview {
    let photo = &kept.record;
    let name = giver.map_or_else(|| sentences::handle(&photo.contributor, t), |giver| giver.name.clone());
    let another = giver.and_then(|giver| doubt::credits_another(photo, giver));
    let warnings = another.map(|author| t.review_credits_another(author, &name)).into_iter();
    let mut decisions = photo.steps.iter().rev().skip(1).filter(|step| step.state != State::Submitted);
    ToReview {
        revision: kept.revision,
        card: list::card(photo),
        description: photo.description.as_ref().map(|words| words.as_str().to_owned()),
        contributor: (photo.contributor.clone(), name),
        source: photo.said_source(),
        archive: photo.archive.clone(),
        licence: photo.licence().map(LicenceView::of),
        taken: photo.taken.as_ref().map(|taken| t.taken(taken)),
        camera: photo.camera.name(),
        coordinates: photo
            .place
            .as_ref()
            .and_then(Place::public_coordinates)
            .map(|point| t.degrees(point.latitude(), point.longitude())),
        stopped: None,
        place: photo.place.as_ref().and_then(|place| place.name.clone()),
        tags: photo.tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        received: grants::day(photo.created, t),
        published: photo.state == State::Published,
        withdrawn_before: None,
        same_file: Vec::new(),
        alike: Vec::new(),
        giver_suspended: giver.is_some_and(PersonRecord::is_suspended),
        author_withheld: photo.author_withheld,
        warnings: warnings.chain(doubts::sentences(photo, beside, reader, t)).collect(),
        vouched: photo.vouched.is_some(),
        place_confirmed: photo.place_confirmed.is_some(),
        earlier: decisions.find_map(|step| step.reason.clone()),
        reply: photo.reply().map(str::to_owned),
    }
}

/// The facts about two photos of one file, side by side.
fn same_file(
    photo: &PhotoRecord,
    other: &PhotoRecord,
    giver: &str,
    their_giver: Option<&PersonRecord>,
    frame: &Frame,
) -> SameFileView {
    let t = frame.t;
    let sentence = match other.state {
        State::Published => t.same_file_published().to_owned(),
        State::Refused => t.same_file_refused().to_owned(),
        State::Withdrawn => t.same_file_withdrawn().to_owned(),
        State::Hidden => t.same_file_hidden().to_owned(),
        State::Draft | State::Submitted | State::ChangeRequested => t.same_file_waiting().to_owned(),
    };
    let author = |photo: &PhotoRecord| match photo.credited().name {
        Some(name) => name.as_str().to_owned(),
        None if photo.author_withheld => t.review_author_withheld().to_owned(),
        None => t.photo_author_unknown().to_owned(),
    };
    let licence = |photo: &PhotoRecord| {
        photo.licence().map_or_else(|| t.review_no_licence().to_owned(), |id| id.label().to_owned())
    };
    let their_giver = match their_giver {
        _ if other.erased => t.same_file_name_erased().to_owned(),
        Some(person) => person.name.clone(),
        None => sentences::handle(&other.contributor, t),
    };
    let took = |photo: &PhotoRecord| {
        photo.said_source().map_or_else(|| t.receipt_source_unasked(), |source| credit::took(source, t)).to_owned()
    };
    SameFileView {
        sentence,
        address: frame.urls.photo(&other.id),
        claims: vec![
            (t.fact_contributor(), giver.to_owned(), their_giver),
            (t.same_file_given(), grants::day(photo.created, t), grants::day(other.created, t)),
            (t.fact_author(), author(photo), author(other)),
            (t.named_source(), took(photo), took(other)),
            (t.field_licence(), licence(photo), licence(other)),
        ],
        reason: other.reason().map(str::to_owned),
    }
}
