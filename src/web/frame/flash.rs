//! The message about what was just done: its code travels in the address that a form leads to, and is shown once.

use crate::{domain::photo::PhotoId, web::i18n::Messages};

/// A message about what was just done.
#[derive(Clone, Debug)]
pub struct Flash {
    /// Whether it went well.
    pub good: bool,
    /// What the sentence begins with when no photo is named; empty when the sentence is whole.
    pub subject: &'static str,
    /// One sentence, or what is said of a photo.
    pub text: String,
    /// The photo that it is about, when the page does not show it: its address and its title, which begins the
    /// sentence.
    pub photo: Option<(String, String)>,
    /// The prefix of the keys of the forms that were sent, whose typed text the browser may forget
    /// (`assets/js/keep.js`).
    pub forgets: String,
}

/// A gesture that went well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlashCode {
    /// Photos were published.
    Published,
    /// Photos were sent to review.
    Sent,
    /// Photos were kept as drafts.
    Drafts,
    /// Changes were saved.
    Saved,
    /// A photo was withdrawn.
    Withdrawn,
    /// A photo was withdrawn before anyone saw it.
    TakenBack,
    /// A moderator published a photo.
    ReviewedPublished,
    /// A moderator left a photo public.
    ReviewedLeftPublic,
    /// A moderator asked for a change.
    ReviewedChange,
    /// A moderator refused a photo.
    ReviewedRefused,
    /// A contributor restored their values.
    Contested,
    /// Staff read a contest.
    ContestRead,
    /// An account was made.
    Welcome,
    /// The first administrator was made.
    SetUp,
    /// A password was changed.
    Password,
    /// A link that confirms an e-mail address is being sent to it.
    MailToConfirm,
    /// A token was revoked.
    Revoked,
    /// The session was ended.
    SignedOut,
    /// Every session was ended.
    SignedOutEverywhere,
    /// An account was suspended.
    Suspended,
    /// A suspended account was restored.
    Restored,
    /// Every session of another person was ended.
    TheirSessionsEnded,
    /// An invitation was revoked.
    InvitationRevoked,
    /// A password was set by a link.
    Reset,
    /// The same file was given before.
    AlreadyHeld,
    /// A report was made.
    Reported,
    /// A report was made, and its photo is hidden.
    ReportedAndHidden,
    /// A moderator decided on a report.
    ReportDecided,
    /// A check of the library begins.
    CheckBegun,
}

const NAMES: [(&str, FlashCode); 29] = [
    ("published", FlashCode::Published),
    ("sent", FlashCode::Sent),
    ("drafts", FlashCode::Drafts),
    ("saved", FlashCode::Saved),
    ("withdrawn", FlashCode::Withdrawn),
    ("taken-back", FlashCode::TakenBack),
    ("reviewed-published", FlashCode::ReviewedPublished),
    ("reviewed-left-public", FlashCode::ReviewedLeftPublic),
    ("reviewed-change", FlashCode::ReviewedChange),
    ("reviewed-refused", FlashCode::ReviewedRefused),
    ("contested", FlashCode::Contested),
    ("contest-read", FlashCode::ContestRead),
    ("welcome", FlashCode::Welcome),
    ("set-up", FlashCode::SetUp),
    ("password", FlashCode::Password),
    ("mail-to-confirm", FlashCode::MailToConfirm),
    ("revoked", FlashCode::Revoked),
    ("signed-out", FlashCode::SignedOut),
    ("signed-out-everywhere", FlashCode::SignedOutEverywhere),
    ("suspended", FlashCode::Suspended),
    ("restored", FlashCode::Restored),
    ("their-sessions-ended", FlashCode::TheirSessionsEnded),
    ("invitation-revoked", FlashCode::InvitationRevoked),
    ("reset", FlashCode::Reset),
    ("already-held", FlashCode::AlreadyHeld),
    ("reported", FlashCode::Reported),
    ("reported-hidden", FlashCode::ReportedAndHidden),
    ("report-decided", FlashCode::ReportDecided),
    ("check-begun", FlashCode::CheckBegun),
];

impl FlashCode {
    /// This address, with what was done in its query.
    #[must_use]
    pub fn at(self, address: &str) -> String {
        let name = NAMES.iter().find(|(_, done)| *done == self).map_or("", |(name, _)| *name);
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}done={name}")
    }

    /// The same, with the photo that it was done to.
    #[must_use]
    pub fn at_about(self, address: &str, photo: &PhotoId) -> String {
        format!("{}&about={photo}", self.at(address))
    }

    /// Splits what was done from a path and its query.
    #[must_use]
    pub fn split(path: &str) -> (String, Option<Self>) {
        let Some((bare, query)) = path.split_once('?') else { return (path.to_owned(), None) };
        let mut done = None;
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| match pair.strip_prefix("done=") {
                Some(name) => {
                    done = NAMES.iter().find(|(known, _)| *known == name).map(|(_, done)| *done);
                    false
                }
                None => !pair.starts_with("about="),
            })
            .collect();
        (if kept.is_empty() { bare.to_owned() } else { format!("{bare}?{}", kept.join("&")) }, done)
    }

    /// The sentence about it.
    #[must_use]
    pub fn flash(self, t: Messages) -> Flash {
        let text = match self {
            Self::Published => t.done_published(),
            Self::Sent => t.done_sent(),
            Self::Drafts => t.done_drafts(),
            Self::Saved => t.done_saved(),
            Self::Withdrawn => t.done_withdrawn(),
            Self::TakenBack => t.done_taken_back(),
            Self::ReviewedPublished => t.done_reviewed_published(),
            Self::ReviewedLeftPublic => t.done_reviewed_left_public(),
            Self::ReviewedChange => t.done_reviewed_change(),
            Self::ReviewedRefused => t.done_reviewed_refused(),
            Self::Contested => t.done_contested(),
            Self::ContestRead => t.done_contest_read(),
            Self::Welcome => t.done_welcome(),
            Self::SetUp => t.done_set_up(),
            Self::Password => t.done_password(),
            Self::MailToConfirm => t.done_mail_to_confirm(),
            Self::Revoked => t.done_revoked(),
            Self::SignedOut => t.done_signed_out(),
            Self::SignedOutEverywhere => t.done_signed_out_everywhere(),
            Self::Suspended => t.done_suspended(),
            Self::Restored => t.done_restored(),
            Self::TheirSessionsEnded => t.done_their_sessions_ended(),
            Self::InvitationRevoked => t.done_invitation_revoked(),
            Self::Reset => t.done_reset(),
            Self::AlreadyHeld => t.done_already_held(),
            Self::Reported => t.done_reported(),
            Self::ReportedAndHidden => t.done_reported_hidden(),
            Self::ReportDecided => t.done_report_decided(),
            Self::CheckBegun => t.done_check_begun(),
        };
        let subject = if self.is_a_decision() { t.done_photo() } else { "" };
        let forgets = match self {
            Self::Published | Self::Sent | Self::Drafts => "give-",
            Self::Welcome => "join",
            _ => "",
        };
        Flash { good: true, subject, text: text.to_owned(), photo: None, forgets: forgets.to_owned() }
    }

    /// Whether it is a moderator's decision, said after the title of the photo that it is about.
    const fn is_a_decision(self) -> bool {
        matches!(
            self,
            Self::ReviewedPublished | Self::ReviewedLeftPublic | Self::ReviewedChange | Self::ReviewedRefused
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_travels_in_the_address_and_leaves_it() {
        for (_, done) in NAMES {
            assert_eq!(FlashCode::split(&done.at("/account?a=b")), ("/account?a=b".to_owned(), Some(done)));
        }
        let about = FlashCode::ReviewedPublished.at_about("/review?cursor=1", &PhotoId::from_random([7; 8]));
        assert_eq!(FlashCode::split(&about), ("/review?cursor=1".to_owned(), Some(FlashCode::ReviewedPublished)));
        assert_eq!(FlashCode::split("/search?q=done"), ("/search?q=done".to_owned(), None));
        assert_eq!(FlashCode::split("/?done=nonsense"), ("/".to_owned(), None));
    }
}
