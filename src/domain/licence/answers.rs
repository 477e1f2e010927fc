//! Plain questions instead of a licence list: may it be changed, may it be sold, or do you give it up entirely?

use serde::{Deserialize, Serialize};

use super::{Family, LicenceId};

/// May others change the photograph and share the result?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Changes {
    /// Yes.
    Yes,
    /// Yes, if they share the result alike.
    SharedAlike,
    /// No.
    No,
}

/// What a contributor answered so far. Nothing is answered in their place: the default is three silences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreeAnswers {
    /// "Anyone may do anything, without even naming me." Then the other two questions fall.
    pub waives_everything: bool,
    /// May it be changed?
    pub may_be_changed: Option<Changes>,
    /// May it be sold, or used to sell?
    pub may_be_sold: Option<bool>,
}

impl ThreeAnswers {
    /// The licence the answers amount to, in its current version; `None` while a question waits.
    #[must_use]
    pub fn licence(self) -> Option<LicenceId> {
        let id = match (self.waives_everything, self.may_be_changed, self.may_be_sold) {
            (true, _, _) => "cc0-1.0",
            (false, Some(Changes::Yes), Some(true)) => "cc-by-4.0",
            (false, Some(Changes::SharedAlike), Some(true)) => "cc-by-sa-4.0",
            (false, Some(Changes::No), Some(true)) => "cc-by-nd-4.0",
            (false, Some(Changes::Yes), Some(false)) => "cc-by-nc-4.0",
            (false, Some(Changes::SharedAlike), Some(false)) => "cc-by-nc-sa-4.0",
            (false, Some(Changes::No), Some(false)) => "cc-by-nc-nd-4.0",
            (false, None, _) | (false, _, None) => return None,
        };
        LicenceId::parse(id).ok()
    }

    /// The answers that lead to a licence, for "as last time"; `None` where no answers do.
    #[must_use]
    pub fn leading_to(licence: LicenceId) -> Option<Self> {
        let (may_be_changed, may_be_sold) = match licence.family() {
            Family::PublicDomain => {
                return (licence.as_str() == "cc0-1.0").then_some(Self { waives_everything: true, ..Self::default() });
            }
            Family::By => (Changes::Yes, true),
            Family::BySa => (Changes::SharedAlike, true),
            Family::ByNd => (Changes::No, true),
            Family::ByNc => (Changes::Yes, false),
            Family::ByNcSa => (Changes::SharedAlike, false),
            Family::ByNcNd => (Changes::No, false),
            Family::Particular => return None,
        };
        Some(Self { waives_everything: false, may_be_changed: Some(may_be_changed), may_be_sold: Some(may_be_sold) })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::super::offered;
    use super::*;

    #[test]
    fn every_offered_licence_is_reached_by_its_answers() {
        for licence in offered() {
            assert_eq!(ThreeAnswers::leading_to(licence).and_then(ThreeAnswers::licence), Some(licence));
        }
    }

    #[test]
    fn a_question_left_open_leads_to_no_licence() {
        assert_eq!(ThreeAnswers::default().licence(), None);
        assert_eq!(ThreeAnswers { may_be_sold: Some(true), ..ThreeAnswers::default() }.licence(), None);
        assert_eq!(ThreeAnswers { may_be_changed: Some(Changes::No), ..ThreeAnswers::default() }.licence(), None);
    }

    #[test]
    fn the_answers_mean_what_the_licence_allows() {
        for may_be_changed in [Changes::Yes, Changes::SharedAlike, Changes::No] {
            for may_be_sold in [true, false] {
                let answers = ThreeAnswers {
                    waives_everything: false,
                    may_be_changed: Some(may_be_changed),
                    may_be_sold: Some(may_be_sold),
                };
                let licence = answers.licence().unwrap().licence();
                assert_eq!(licence.allows_commercial, may_be_sold);
                assert_eq!(licence.allows_sharing_derivatives, may_be_changed != Changes::No);
                assert_eq!(licence.requires_share_alike, may_be_changed == Changes::SharedAlike);
            }
        }
    }
}
