//! The addresses of mail: those that letters lead to, and those where people ask for letters.

use super::{Urls, encoded};

/// One's e-mail address, and what is sent to it (POST).
pub const ACCOUNT_MAIL: &str = "/account/mail";
/// Asking for a link to a new password (GET and POST).
pub const FORGOTTEN: &str = "/login/forgotten";
/// A new password, by a link that was mailed (GET and POST).
pub const MAIL_RESET: &str = "/login/reset/{key}";
/// The confirmation of an e-mail address, by a link that was mailed (GET and POST).
pub const MAIL_CONFIRM: &str = "/mail/confirm/{key}";
/// The end of the news by e-mail, by a link that was mailed (GET and POST).
pub const MAIL_STOP: &str = "/mail/stop/{key}";

impl Urls {
    /// One's e-mail address.
    #[must_use]
    pub fn account_mail(self) -> String {
        self.page(ACCOUNT_MAIL)
    }

    /// Asking for a link to a new password.
    #[must_use]
    pub fn forgotten(self) -> String {
        self.page(FORGOTTEN)
    }

    /// A new password by a link that was mailed.
    #[must_use]
    pub fn mail_reset(self, key: &str) -> String {
        self.with_key(MAIL_RESET, key)
    }

    /// The link that confirms an address.
    #[must_use]
    pub fn mail_confirm(self, key: &str) -> String {
        self.with_key(MAIL_CONFIRM, key)
    }

    /// The link that stops the news by e-mail.
    #[must_use]
    pub fn mail_stop(self, key: &str) -> String {
        self.with_key(MAIL_STOP, key)
    }

    fn with_key(self, pattern: &str, key: &str) -> String {
        self.page(&pattern.replace("{key}", &encoded(key)))
    }
}
