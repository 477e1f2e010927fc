//! The licences granted on a photo, with their days, and the receipt that lists them.

use jiff::{Timestamp, tz::TimeZone};

use super::licence::LicenceView;
use crate::{
    domain::{
        grant::{Act, Grant},
        photo::PhotoRecord,
        taken::Taken,
    },
    web::i18n::Messages,
};

/// A licence granted, with its instant.
#[derive(Clone, Debug)]
pub struct GrantView {
    /// The licence.
    pub licence: LicenceView,
    /// Since when, as people read it.
    pub since: String,
    /// Until when, when another followed it; it remains valid for everyone who took the photo under it.
    pub until: String,
}

/// The grants of a photo with their days, in their order.
#[must_use]
pub fn views(grants: &[Grant], t: Messages) -> Vec<GrantView> {
    let ends = grants.iter().skip(1).map(|next| day(next.at, t)).chain(std::iter::once(String::new()));
    grants
        .iter()
        .zip(ends)
        .map(|(grant, until)| GrantView { licence: LicenceView::of(grant.licence), since: day(grant.at, t), until })
        .collect()
}

/// The day of an instant in UTC, as people read it: precise enough for a day.
#[must_use]
pub fn day(at: Timestamp, t: Messages) -> String {
    let date = TimeZone::UTC.to_datetime(at).date().to_string();
    date.parse::<Taken>().map_or(date, |taken| t.taken(&taken))
}

/// The same with its minute: `14 juillet 2026, 09:05 UTC`.
#[must_use]
pub fn minute(at: Timestamp, t: Messages) -> String {
    format!("{}, {} UTC", day(at, t), at.strftime("%H:%M"))
}

/// What a photo's receipt is called.
#[must_use]
pub fn receipt_title(photo: &PhotoRecord, t: Messages) -> &'static str {
    match act(photo) {
        Act::Licence => t.receipt_title(),
        Act::Dedication => t.receipt_title_dedicated(),
        Act::Mark => t.receipt_title_marked(),
    }
}

/// What the licences of a photo are together: licences, a dedication or a mark.
#[must_use]
pub fn act(photo: &PhotoRecord) -> Act {
    Act::of_all(photo.grants.iter().map(|grant| grant.licence))
}
