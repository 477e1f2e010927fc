//! What several licences mean together: photographs side by side, and photographs combined into one new work.
//!
//! Side by side and unchanged ([`SideBySide`]), any mix is lawful: each photograph keeps its own licence. Combined or
//! retouched ([`remix`]), the new work must satisfy all of them at once, and some cannot be satisfied together. Every
//! refusal is a value with its reason; its wording in the reader's language is not decided here.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::licence::{Family, LicenceId};

/// What the licences of several photographs ask of the person who publishes them together, as counts of photographs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SideBySide {
    /// All of them.
    pub photos: usize,
    /// Those whose author must be credited.
    pub to_credit: usize,
    /// Those that forbid commercial uses; one is enough to forbid selling the whole.
    pub non_commercial: usize,
    /// Those that must not be altered.
    pub unalterable: usize,
    /// Those whose changed copies must be shared under the same licence.
    pub share_alike: usize,
    /// Those whose licence has rules of its own, which must be read.
    pub particular: usize,
    /// Those that Wikimedia Commons does not take.
    pub not_for_commons: usize,
    /// The licences met, with how many photographs each.
    #[serde(rename = "licenses")]
    pub licences: BTreeMap<LicenceId, usize>,
}

impl SideBySide {
    /// Counts the licences of the photographs of a selection.
    #[must_use]
    pub fn of(licences: impl IntoIterator<Item = LicenceId>) -> Self {
        let mut counts = Self::default();
        for id in licences {
            let licence = id.licence();
            counts.photos += 1;
            counts.to_credit += usize::from(licence.requires_attribution);
            counts.non_commercial += usize::from(!licence.allows_commercial);
            counts.unalterable += usize::from(!licence.allows_sharing_derivatives);
            counts.share_alike += usize::from(licence.requires_share_alike);
            counts.particular += usize::from(id.family() == Family::Particular);
            counts.not_for_commons += usize::from(!id.fits_wikimedia_commons());
            *counts.licences.entry(id).or_default() += 1;
        }
        counts
    }

    /// Whether the whole may be sold, or used to sell.
    #[must_use]
    pub const fn may_be_sold(&self) -> bool {
        self.non_commercial == 0
    }

    /// Whether Wikimedia Commons takes every one of them.
    #[must_use]
    pub const fn fits_wikimedia_commons(&self) -> bool {
        self.not_for_commons == 0
    }

    /// What is allowed when the same photographs are combined or retouched.
    #[must_use]
    pub fn remixed(&self) -> Remix {
        remix(self.licences.keys().copied())
    }
}

/// One new work made of several photographs, or of one that is retouched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remix {
    /// It may be shared, on these terms.
    Allowed(Terms),
    /// It may be made for private use and not shared, for these reasons.
    Refused(Vec<Obstacle>),
}

/// On what terms a new work may be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// Under which licence.
    pub under: Under,
    /// Whether it may be sold.
    pub may_be_sold: bool,
    /// Whether authors must be credited.
    pub must_credit: bool,
}

/// The licence that a new work takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Under {
    /// Its maker's choice.
    Choice,
    /// Its maker's choice among those that forbid commercial uses.
    NonCommercialChoice,
    /// Exactly this one.
    Exactly(LicenceId),
    /// This one, one of its ports, or a later version of the same.
    ThisOrLater(LicenceId),
}

/// Why a new work cannot be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// It lets nobody share changed copies.
    NoDerivatives(LicenceId),
    /// It has conditions that the compatibility chart does not cover: read it, or ask the author.
    Particular(LicenceId),
    /// The first requires the whole to be under it, which allows commercial use; the second forbids commercial use.
    SaleAgainstShareAlike {
        /// The share-alike one.
        share_alike: LicenceId,
        /// The non-commercial one.
        non_commercial: LicenceId,
    },
    /// Both require the whole to be under them, and neither accepts the other's version: before 2.0, share-alike did
    /// not accept later versions.
    VersionsApart {
        /// The earlier one.
        earlier: LicenceId,
        /// The later one.
        later: LicenceId,
    },
}

/// Whether photographs under these licences may become one new work, and on what terms.
#[must_use]
pub fn remix(licences: impl IntoIterator<Item = LicenceId>) -> Remix {
    let met: BTreeSet<LicenceId> = licences.into_iter().collect();
    let alone = met.iter().filter_map(|licence| unfit(*licence, met.len() == 1));
    let pairs = met.iter().flat_map(|one| met.range(..one).filter_map(|other| clash(*other, *one)));
    let obstacles: BTreeSet<Obstacle> = alone.chain(pairs).collect();
    if !obstacles.is_empty() {
        return Remix::Refused(obstacles.into_iter().collect());
    }
    // Where none conflict, the share-alike licences are versions of one, and the latest of them fits all.
    let newest_first =
        |licence: &LicenceId| (licence.licence().version.as_str(), licence.licence().jurisdiction.is_none());
    let share_alike =
        met.iter().copied().filter(|licence| licence.licence().requires_share_alike).max_by_key(newest_first);
    let may_be_sold = met.iter().all(|licence| licence.licence().allows_commercial);
    let under = match share_alike {
        Some(licence) if follows_later_versions(licence) && licence.family() != Family::Particular => {
            Under::ThisOrLater(licence)
        }
        Some(licence) => Under::Exactly(licence),
        None if may_be_sold => Under::Choice,
        None => Under::NonCommercialChoice,
    };
    let must_credit = met.iter().any(|licence| licence.licence().requires_attribution);
    Remix::Allowed(Terms { under, may_be_sold, must_credit })
}

/// Why a licence forbids a new work; `alone` when all its photographs are under that licence. How a licence with rules
/// of its own combines with others is not guessed; retired Creative Commons licences have such rules even alone.
fn unfit(licence: LicenceId, alone: bool) -> Option<Obstacle> {
    if !licence.licence().allows_sharing_derivatives {
        return Some(Obstacle::NoDerivatives(licence));
    }
    let is_read = alone && licence.licence().retired.is_none();
    (licence.family() == Family::Particular && !is_read).then_some(Obstacle::Particular(licence))
}

/// What forbids two licences in one new work.
fn clash(one: LicenceId, other: LicenceId) -> Option<Obstacle> {
    match (one.family(), other.family()) {
        (Family::BySa, Family::ByNc | Family::ByNcSa) => {
            Some(Obstacle::SaleAgainstShareAlike { share_alike: one, non_commercial: other })
        }
        (Family::ByNc | Family::ByNcSa, Family::BySa) => {
            Some(Obstacle::SaleAgainstShareAlike { share_alike: other, non_commercial: one })
        }
        (Family::BySa, Family::BySa) | (Family::ByNcSa, Family::ByNcSa) => {
            let (earlier, later) =
                if one.licence().version <= other.licence().version { (one, other) } else { (other, one) };
            (!follows_later_versions(earlier)).then_some(Obstacle::VersionsApart { earlier, later })
        }
        _ => None,
    }
}

/// From 2.0 on, share-alike accepts a later version and other countries' ports of it (CC BY-SA 2.0 §4(b),
/// CC BY-SA 4.0 §3(b)(1)).
fn follows_later_versions(licence: LicenceId) -> bool {
    licence.licence().version != "1.0"
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where its example is wrong")]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;
    use crate::domain::licence::all;

    fn id(text: &str) -> LicenceId {
        LicenceId::parse(text).unwrap()
    }

    fn ids(texts: &[&str]) -> Vec<LicenceId> {
        texts.iter().copied().map(id).collect()
    }

    fn allowed(texts: &[&str]) -> bool {
        matches!(remix(ids(texts)), Remix::Allowed(_))
    }

    #[test]
    fn the_remix_chart_holds_for_every_pair_both_ways() {
        let lines: [&[&str]; 5] = [
            &["pdm-1.0", "cc0-1.0", "cc-by-4.0"],
            &["cc-by-sa-4.0"],
            &["cc-by-nc-4.0"],
            &["cc-by-nc-sa-4.0"],
            &["cc-by-nd-4.0", "cc-by-nc-nd-4.0"],
        ];
        let chart = [
            [true, true, true, true, false],
            [true, true, false, false, false],
            [true, false, true, true, false],
            [true, false, true, true, false],
            [false, false, false, false, false],
        ];
        for (line, answers) in lines.iter().zip(chart) {
            for (column, answer) in lines.iter().zip(answers) {
                for one in *line {
                    for other in *column {
                        assert_eq!(allowed(&[one, other]), answer, "{one} with {other}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_refusal_gives_every_reason_once() {
        let Remix::Refused(reasons) =
            remix(ids(&["cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nd-3.0", "cc-by-nd-3.0", "cc0-1.0"]))
        else {
            panic!("this mix cannot be shared");
        };
        assert_eq!(
            reasons,
            [
                Obstacle::NoDerivatives(id("cc-by-nd-3.0")),
                Obstacle::SaleAgainstShareAlike { share_alike: id("cc-by-sa-4.0"), non_commercial: id("cc-by-nc-4.0") },
            ]
        );
    }

    #[test]
    fn share_alike_is_taken_to_the_later_version_and_never_to_an_earlier_one() {
        let under = |texts: &[&str]| match remix(ids(texts)) {
            Remix::Allowed(terms) => Some(terms.under),
            Remix::Refused(_) => None,
        };
        assert_eq!(
            under(&["cc-by-sa-2.0-fr", "cc-by-sa-4.0", "cc-by-4.0"]),
            Some(Under::ThisOrLater(id("cc-by-sa-4.0")))
        );
        assert_eq!(under(&["cc-by-nc-sa-2.0-fr", "cc-by-nc-4.0"]), Some(Under::ThisOrLater(id("cc-by-nc-sa-2.0-fr"))));
        assert_eq!(under(&["cc-by-sa-3.0-fr", "cc-by-sa-3.0"]), Some(Under::ThisOrLater(id("cc-by-sa-3.0"))));
        assert_eq!(under(&["cc-by-sa-1.0", "cc-by-1.0"]), Some(Under::Exactly(id("cc-by-sa-1.0"))));
        assert_eq!(
            remix(ids(&["cc-by-sa-4.0", "cc-by-sa-1.0"])),
            Remix::Refused(vec![Obstacle::VersionsApart { earlier: id("cc-by-sa-1.0"), later: id("cc-by-sa-4.0") }])
        );
    }

    #[test]
    fn the_public_domain_leaves_every_choice_and_asks_for_no_credit() {
        let free = Terms { under: Under::Choice, may_be_sold: true, must_credit: false };
        assert_eq!(remix(ids(&["cc0-1.0", "pdm-1.0"])), Remix::Allowed(free));
        assert_eq!(remix(ids(&["cc0-1.0", "cc-by-4.0"])), Remix::Allowed(Terms { must_credit: true, ..free }));
        let unsold = Terms { under: Under::NonCommercialChoice, may_be_sold: false, must_credit: true };
        assert_eq!(remix(ids(&["cc0-1.0", "cc-by-nc-4.0"])), Remix::Allowed(unsold));
    }

    #[test]
    fn licences_with_rules_of_their_own_are_never_guessed_about() {
        assert_eq!(remix(ids(&["lal-1.3", "cc0-1.0"])), Remix::Refused(vec![Obstacle::Particular(id("lal-1.3"))]));
        // What one of them says of photographs that are all under it needs no guess.
        let alike = Terms { under: Under::Exactly(id("lal-1.3")), may_be_sold: true, must_credit: true };
        assert_eq!(remix(ids(&["lal-1.3", "lal-1.3"])), Remix::Allowed(alike));
        assert_eq!(remix(ids(&["etalab-2.0"])), Remix::Allowed(Terms { under: Under::Choice, ..alike }));
        let sampling = Remix::Refused(vec![Obstacle::Particular(id("cc-sampling+-1.0"))]);
        assert_eq!(remix(ids(&["cc-sampling+-1.0"])), sampling);
    }

    #[test]
    fn a_collection_says_how_many_photographs_restrict_what() {
        let collection =
            SideBySide::of(ids(&["cc-by-nc-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-2.0-fr", "cc0-1.0", "cc0-1.0"]));
        assert_eq!((collection.photos, collection.non_commercial, collection.unalterable), (5, 2, 2));
        assert_eq!((collection.to_credit, collection.share_alike, collection.not_for_commons), (3, 0, 3));
        assert_eq!(collection.licences.get(&id("cc0-1.0")), Some(&2));
        assert!(!collection.may_be_sold() && !collection.fits_wikimedia_commons());
        assert!(SideBySide::of(ids(&["cc-by-sa-4.0", "pdm-1.0"])).fits_wikimedia_commons());
        assert!(SideBySide::default().may_be_sold());
    }

    fn any_licence() -> impl Strategy<Value = LicenceId> {
        select(all().iter().map(|licence| id(&licence.id)).collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn a_licence_more_never_makes_a_refused_mix_lawful(mix in vec(any_licence(), 1..5), more in any_licence()) {
            let with_more = mix.iter().copied().chain([more]);
            if let Remix::Refused(reasons) = remix(mix.clone()) {
                let Remix::Refused(all_reasons) = remix(with_more) else {
                    panic!("{mix:?} with {more} became lawful");
                };
                prop_assert!(reasons.iter().all(|reason| all_reasons.contains(reason)));
            }
        }

        #[test]
        fn a_lawful_work_stays_lawful_under_the_licence_it_takes(mix in vec(any_licence(), 1..5)) {
            if let Remix::Allowed(Terms { under: Under::Exactly(taken) | Under::ThisOrLater(taken), may_be_sold, .. }) = remix(mix.clone()) {
                prop_assert_eq!(taken.licence().allows_commercial, may_be_sold);
                prop_assert!(mix.iter().filter(|licence| licence.licence().requires_share_alike).all(|licence| licence.licence().version <= taken.licence().version));
            }
        }
    }
}
