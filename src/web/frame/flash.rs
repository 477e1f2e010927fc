//! The message about what was just done: its code travels in a cookie from the answer to a form to the page that it leads
//! to, which shows it once.
//!
//! An address never carries it: a link to this site cannot say that something happened. Only this site sets the cookie
//! (over https, `__Host-` binds it to this host), and scripts cannot read it. A page that shows a message is made for one
//! reader and is not cached ([`PageCache::page`](crate::web::cache::PageCache::page)).

use actix_web::{
    HttpResponse,
    body::{BoxBody, MessageBody},
    cookie::Cookie,
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
};

use crate::{
    domain::photo::PhotoId,
    web::{
        i18n::Messages,
        request::context::{RequestContext, see_other_with},
    },
};

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
    /// A change of many photos changed nothing.
    NothingChanged,
    /// Nothing of a batch could be taken back.
    NothingUndone,
    /// A field was taken back.
    Reverted,
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
    /// Something was suggested.
    Suggested,
    /// A suggestion was accepted.
    SuggestionAccepted,
    /// A suggestion was refused.
    SuggestionRefused,
    /// A check of the library begins.
    CheckBegun,
    /// A collection was made.
    CollectionMade,
    /// A collection was deleted.
    CollectionDeleted,
    /// A photo was put into a collection.
    Collected,
    /// The photos of a basket were.
    BasketCollected,
    /// A better file was sent to review.
    FileSent,
    /// A better file took the place of the other.
    FileReplaced,
    /// A proposed file was given up.
    FileDropped,
    /// A moderator refused a file.
    FileRefused,
    /// What was said of a refused file is removed.
    RefusalRemoved,
}

const NAMES: [(&str, FlashCode); 44] = [
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
    ("nothing-changed", FlashCode::NothingChanged),
    ("nothing-undone", FlashCode::NothingUndone),
    ("reverted", FlashCode::Reverted),
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
    ("suggested", FlashCode::Suggested),
    ("suggestion-accepted", FlashCode::SuggestionAccepted),
    ("suggestion-refused", FlashCode::SuggestionRefused),
    ("check-begun", FlashCode::CheckBegun),
    ("collection-made", FlashCode::CollectionMade),
    ("collection-deleted", FlashCode::CollectionDeleted),
    ("collected", FlashCode::Collected),
    ("basket-collected", FlashCode::BasketCollected),
    ("file-sent", FlashCode::FileSent),
    ("file-replaced", FlashCode::FileReplaced),
    ("file-dropped", FlashCode::FileDropped),
    ("file-refused", FlashCode::FileRefused),
    ("refusal-removed", FlashCode::RefusalRemoved),
];

impl FlashCode {
    /// Leads a browser to this address (303), whose page says what was done.
    #[must_use]
    pub fn see_other(self, context: &RequestContext, address: &str) -> HttpResponse {
        see_other_with(address).cookie(self.cookie(context)).finish()
    }

    /// The same, where the message names the photo that it was done to.
    #[must_use]
    pub fn see_other_about(self, context: &RequestContext, address: &str, photo: &PhotoId) -> HttpResponse {
        see_other_with(address).cookie(context.flash_cookie(format!("{}.{photo}", self.name()))).finish()
    }

    /// The cookie that carries the message, for an answer with other cookies.
    #[must_use]
    pub fn cookie(self, context: &RequestContext) -> Cookie<'static> {
        context.flash_cookie(self.name().to_owned())
    }

    /// What was done before this page, and the photo that it was done to, if its message names it.
    #[must_use]
    pub fn of(context: &RequestContext) -> Option<(Self, Option<PhotoId>)> {
        let carried = context.flash()?;
        let (name, photo) = carried.split_once('.').map_or((carried, None), |(name, photo)| (name, Some(photo)));
        let done = NAMES.iter().find(|(known, _)| *known == name).map(|(_, done)| *done)?;
        Some((done, photo.and_then(|id| id.parse().ok())))
    }

    fn name(self) -> &'static str {
        NAMES.iter().find(|(_, done)| *done == self).map_or("", |(name, _)| *name)
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
            Self::NothingChanged => t.done_nothing_changed(),
            Self::NothingUndone => t.done_nothing_undone(),
            Self::Reverted => t.done_reverted(),
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
            Self::Suggested => t.done_suggested(),
            Self::SuggestionAccepted => t.done_suggestion_accepted(),
            Self::SuggestionRefused => t.done_suggestion_refused(),
            Self::Reported => t.done_reported(),
            Self::ReportedAndHidden => t.done_reported_hidden(),
            Self::ReportDecided => t.done_report_decided(),
            Self::CheckBegun => t.done_check_begun(),
            Self::CollectionMade => t.done_collection_made(),
            Self::CollectionDeleted => t.done_collection_deleted(),
            Self::Collected => t.done_collected(),
            Self::BasketCollected => t.done_basket_collected(),
            Self::FileSent => t.done_file_sent(),
            Self::FileReplaced => t.done_file_replaced(),
            Self::FileDropped => t.done_file_dropped(),
            Self::FileRefused => t.done_file_refused(),
            Self::RefusalRemoved => t.done_refusal_removed(),
        };
        let subject = if self.is_a_decision() { t.done_photo() } else { "" };
        let forgets = match self {
            Self::Published | Self::Sent | Self::Drafts => "give-",
            Self::Welcome => "join",
            Self::Suggested => "suggest-",
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

/// Removes the cookie from the browser with the page that shows its message.
///
/// # Errors
/// Those of the service.
pub async fn shown_once(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let mut answer = next.call(request).await?.map_into_boxed_body();
    let kind = answer.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        let context = RequestContext::of(answer.request()).await;
        if context.flash().is_some() {
            answer.response_mut().add_cookie(&context.no_flash_cookie())?;
        }
    }
    Ok(answer)
}
