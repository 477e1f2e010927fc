//! The addresses of reports.

use super::{Urls, encoded, pattern};
use crate::domain::{person::Handle, photo::PhotoId};

impl Urls {
    /// The form that reports a photo.
    #[must_use]
    pub fn report_photo(self, id: &PhotoId) -> String {
        format!("{}?photo={id}", self.report())
    }

    /// The form that reports a person's page.
    #[must_use]
    pub fn report_person(self, handle: &Handle) -> String {
        format!("{}?person={handle}", self.report())
    }

    /// Where the reporter follows a report.
    #[must_use]
    pub fn report_status(self, code: &str) -> String {
        self.page(&pattern::REPORT_STATUS.replace("{code}", &encoded(code)))
    }

    /// The reports on which a moderator decided.
    #[must_use]
    pub fn reports_decided(self) -> String {
        format!("{}?list=decided", self.reports())
    }
}
