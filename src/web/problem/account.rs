//! Problems of accounts: signing in, passwords, joining, setting up.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::web::i18n::Messages;

/// What is wrong with an account, or with making one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountProblem {
    /// The handle or the password is wrong.
    WrongPassword,
    /// The account is suspended.
    Suspended,
    /// The current password, asked for again in the field of this name, is wrong.
    WrongCurrentPassword(&'static str),
    /// The new password is too short.
    PasswordTooShort,
    /// The new password is too long.
    PasswordTooLong,
    /// The new password is one that is tried first.
    PasswordTooCommon,
    /// The new password follows the keys of a keyboard.
    PasswordOfKeys,
    /// Somebody has this handle.
    HandleTaken,
    /// This handle is reserved.
    HandleReserved,
    /// The reader has no such API token.
    NoSuchToken,
    /// This site makes no new accounts.
    SignUpClosed,
    /// The invitation code is unknown.
    NotInvited,
    /// A one-time link is unknown, was used or has expired.
    NoSuchLink,
    /// The same of a link that was mailed.
    NoSuchMailLink,
    /// The library would be left without an administrator.
    LastAdministrator,
    /// Nobody does this to their own account.
    Oneself,
    /// Somebody changed this person meanwhile.
    PersonChanged,
    /// The invitation is not open any more.
    NoSuchInvitation,
    /// No more invitations can be open at once.
    TooManyInvitations,
    /// There is an administrator already.
    AlreadySetUp,
    /// This set-up address is unknown.
    NoSetUp,
}

impl AccountProblem {
    pub(super) const fn is_about_the_form(self) -> bool {
        !matches!(self, Self::AlreadySetUp | Self::NoSetUp | Self::NoSuchLink | Self::NoSuchMailLink)
    }

    /// The field that is wrong, by its name; empty when it is none in particular.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::HandleTaken | Self::HandleReserved => "handle",
            Self::PasswordTooShort | Self::PasswordTooLong | Self::PasswordTooCommon | Self::PasswordOfKeys => {
                "password"
            }
            Self::NotInvited => "invitation",
            Self::WrongCurrentPassword(field) => field,
            Self::WrongPassword
            | Self::Suspended
            | Self::NoSuchToken
            | Self::SignUpClosed
            | Self::NoSuchLink
            | Self::NoSuchMailLink
            | Self::LastAdministrator
            | Self::Oneself
            | Self::PersonChanged
            | Self::NoSuchInvitation
            | Self::TooManyInvitations
            | Self::AlreadySetUp
            | Self::NoSetUp => "",
        }
    }

    pub(super) fn explanation(self, t: Messages) -> Explanation {
        let weak =
            |sentence: &str| Explanation::unprocessable("weak-password", t.problem_weak_password_title(), sentence);
        let (status, code, title, sentence) = match self {
            Self::WrongPassword => {
                let title = t.problem_wrong_password_title();
                return Explanation::unprocessable("wrong-password", title, t.problem_wrong_password());
            }
            Self::Suspended => (StatusCode::FORBIDDEN, "suspended", t.problem_suspended_title(), t.problem_suspended()),
            Self::WrongCurrentPassword(_) => {
                let title = t.problem_invalid_field_title();
                return Explanation::unprocessable("wrong-password", title, t.problem_wrong_present_password());
            }
            Self::PasswordTooShort => return weak(t.problem_password_short()),
            Self::PasswordTooLong => return weak(t.problem_password_long()),
            Self::PasswordTooCommon => return weak(t.problem_password_common()),
            Self::PasswordOfKeys => return weak(t.problem_password_of_keys()),
            Self::HandleTaken => {
                (StatusCode::CONFLICT, "handle-taken", t.problem_handle_taken_title(), t.problem_handle_taken())
            }
            Self::HandleReserved => {
                let title = t.problem_handle_reserved_title();
                return Explanation::unprocessable("handle-reserved", title, t.problem_handle_reserved());
            }
            Self::NoSuchToken => {
                (StatusCode::NOT_FOUND, "not-found", t.problem_no_such_token_title(), t.problem_no_such_token())
            }
            Self::SignUpClosed => {
                (StatusCode::FORBIDDEN, "sign-up-closed", t.problem_sign_up_closed_title(), t.problem_sign_up_closed())
            }
            Self::NotInvited => {
                (StatusCode::FORBIDDEN, "not-invited", t.problem_not_invited_title(), t.problem_not_invited())
            }
            Self::NoSuchLink => {
                (StatusCode::NOT_FOUND, "not-found", t.problem_no_such_link_title(), t.problem_no_such_link())
            }
            Self::NoSuchMailLink => {
                (StatusCode::NOT_FOUND, "not-found", t.problem_no_such_link_title(), t.problem_no_such_mail_link())
            }
            Self::LastAdministrator => {
                (StatusCode::CONFLICT, "wrong-state", t.problem_last_admin_title(), t.problem_last_admin())
            }
            Self::Oneself => (StatusCode::FORBIDDEN, "not-allowed", t.problem_oneself_title(), t.problem_oneself()),
            Self::PersonChanged => {
                (StatusCode::CONFLICT, "stale", t.problem_person_changed_title(), t.problem_person_changed())
            }
            Self::NoSuchInvitation => {
                let title = t.problem_no_such_invitation_title();
                (StatusCode::CONFLICT, "wrong-state", title, t.problem_no_such_invitation())
            }
            Self::TooManyInvitations => {
                let title = t.problem_too_many_invitations_title();
                (StatusCode::CONFLICT, "wrong-state", title, t.problem_too_many_invitations())
            }
            Self::AlreadySetUp => {
                (StatusCode::CONFLICT, "already-set-up", t.problem_already_set_up_title(), t.problem_already_set_up())
            }
            Self::NoSetUp => (StatusCode::NOT_FOUND, "not-found", t.problem_no_set_up_title(), t.problem_no_set_up()),
        };
        Explanation::new(status, code, title, sentence)
    }
}
