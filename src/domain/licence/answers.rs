//! Plain questions instead of a licence list: may it be changed, may it be sold?

use super::LicenceId;

/// May others change the photograph and share the result?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Yes.
    Yes,
    /// Yes, if they share the result alike.
    SharedAlike,
    /// No.
    No,
}

/// What a contributor answered so far. Nothing is answered in their place: the default is two silences. To waive every
/// right (CC0) is no answer to either question, and is chosen by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// May it be changed?
    pub may_be_changed: Option<Changes>,
    /// May it be sold, or used to sell?
    pub may_be_sold: Option<bool>,
}

impl Answers {
    /// The licence the answers amount to, in its current version; `None` while a question waits.
    #[must_use]
    pub fn licence(self) -> Option<LicenceId> {
        let id = match (self.may_be_changed?, self.may_be_sold?) {
            (Changes::Yes, true) => "cc-by-4.0",
            (Changes::SharedAlike, true) => "cc-by-sa-4.0",
            (Changes::No, true) => "cc-by-nd-4.0",
            (Changes::Yes, false) => "cc-by-nc-4.0",
            (Changes::SharedAlike, false) => "cc-by-nc-sa-4.0",
            (Changes::No, false) => "cc-by-nc-nd-4.0",
        };
        LicenceId::parse(id).ok()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn a_question_left_open_leads_to_no_licence() {
        assert_eq!(Answers::default().licence(), None);
        assert_eq!(Answers { may_be_sold: Some(true), ..Answers::default() }.licence(), None);
        assert_eq!(Answers { may_be_changed: Some(Changes::No), ..Answers::default() }.licence(), None);
    }

    #[test]
    fn the_answers_mean_what_the_licence_allows() {
        for may_be_changed in [Changes::Yes, Changes::SharedAlike, Changes::No] {
            for may_be_sold in [true, false] {
                let answers = Answers { may_be_changed: Some(may_be_changed), may_be_sold: Some(may_be_sold) };
                let licence = answers.licence().unwrap().licence();
                assert_eq!(licence.allows_commercial, may_be_sold);
                assert_eq!(licence.allows_sharing_derivatives, may_be_changed != Changes::No);
                assert_eq!(licence.requires_share_alike, may_be_changed == Changes::SharedAlike);
            }
        }
    }
}
