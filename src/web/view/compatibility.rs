//! What several licences allow together, in sentences, for the basket page and the API.

use std::collections::BTreeSet;

use crate::{
    domain::{
        compatibility::{Obstacle, Remix, SideBySide, Under},
        licence::{Family, LicenceId},
        photo::{PhotoId, PhotoRecord},
    },
    library::select::Selected,
    web::i18n::Messages,
};

/// What the photos of a selection allow.
#[derive(Clone, Debug)]
pub struct CompatibilityView {
    /// Side by side and unchanged, in plain sentences.
    pub side_by_side: Vec<String>,
    /// Combined or retouched.
    pub remixed: Remixed,
    /// Licences granted earlier that let people do more than those in force, which the above counts: they remain valid.
    pub earlier: Vec<Concerned>,
}

/// What is allowed when they are combined or retouched.
#[derive(Clone, Debug)]
pub struct Remixed {
    /// Whether the result may be shared.
    pub allowed: bool,
    /// On what terms, in plain sentences; where it may not, what to do instead.
    pub sentences: Vec<String>,
    /// Why it may not.
    pub reasons: Vec<Reason>,
}

/// One reason, with the photos it is about.
#[derive(Clone, Debug)]
pub struct Reason {
    /// The obstacle.
    pub obstacle: Obstacle,
    /// The reason in a sentence.
    pub sentence: String,
    /// The photos concerned, a licence at a time.
    pub concerned: Vec<Concerned>,
}

/// Photos with the licence that is meant.
#[derive(Clone, Debug)]
pub struct Concerned {
    /// The licence.
    pub licence: LicenceId,
    /// The photos under it, with their titles.
    pub photos: Vec<(PhotoId, Option<String>)>,
}

impl CompatibilityView {
    /// What these photos allow, in this language.
    #[must_use]
    pub fn of(selected: &Selected, t: Messages) -> Self {
        let licences = selected.side_by_side();
        let freer: BTreeSet<LicenceId> = selected.photos.iter().flat_map(|(photo, _)| photo.freer_licences()).collect();
        let granted =
            |licence| Concerned::where_so(licence, selected, |photo, _| photo.freer_licences().contains(&licence));
        Self {
            side_by_side: side_by_side(&licences, t),
            remixed: Remixed::of(selected, &licences, t),
            earlier: freer.into_iter().map(granted).collect(),
        }
    }
}

/// Sentences about photos side by side, what is allowed first.
#[must_use]
pub fn side_by_side(licences: &SideBySide, t: Messages) -> Vec<String> {
    if licences.photos == 1 {
        return alone(licences, t);
    }
    let counted = |number: usize, say: &dyn Fn(u64) -> String| (number > 0).then(|| say(count(number)));
    let credit = match licences.to_credit {
        0 => t.mix_credit_none().to_owned(),
        all if all == licences.photos => t.mix_credit_all().to_owned(),
        some => t.mix_credit(count(some)),
    };
    let sale = if licences.may_be_sold() { Some(t.mix_sellable().to_owned()) } else { None };
    let mut sentences = vec![t.mix_together().to_owned()];
    sentences.extend(sale);
    sentences.extend(counted(licences.non_commercial, &|count| t.mix_unsellable(count)));
    sentences.extend(counted(licences.unalterable, &|count| t.mix_unalterable(count)));
    sentences.extend(counted(licences.particular, &|count| t.mix_particular(count, &particular(licences))));
    sentences.push(credit);
    sentences.extend(counted(licences.not_for_commons, &|count| t.mix_no_commons(count)));
    sentences
}

/// The same about one photo.
fn alone(licences: &SideBySide, t: Messages) -> Vec<String> {
    let sentences = [
        (true, t.mix_alone()),
        (licences.may_be_sold(), t.mix_alone_sellable()),
        (!licences.may_be_sold(), t.mix_alone_unsellable()),
        (licences.unalterable > 0, t.mix_alone_unalterable()),
        (licences.to_credit > 0, t.mix_alone_credit()),
        (licences.to_credit == 0, t.mix_alone_credit_none()),
        (!licences.fits_wikimedia_commons(), t.mix_alone_no_commons()),
    ];
    let mut sentences: Vec<String> =
        sentences.into_iter().filter(|(holds, _)| *holds).map(|(_, sentence)| sentence.to_owned()).collect();
    sentences.extend((licences.particular > 0).then(|| t.mix_alone_particular(&particular(licences))));
    sentences
}

/// The licences that have rules of their own, with the addresses where these are read.
fn particular(licences: &SideBySide) -> String {
    let met = licences.licences.keys().filter(|licence| licence.family() == Family::Particular);
    met.map(|licence| format!("{} ({})", licence.label(), licence.deed())).collect::<Vec<_>>().join(", ")
}

/// A number of photos as messages count.
fn count(photos: usize) -> u64 {
    u64::try_from(photos).unwrap_or(u64::MAX)
}

impl Remixed {
    fn of(selected: &Selected, licences: &SideBySide, t: Messages) -> Self {
        let photos = count(licences.photos);
        match licences.remixed() {
            Remix::Allowed(terms) => {
                let under = match terms.under {
                    // A licence that asks for no credit would drop the one that is due.
                    Under::Choice if terms.must_credit => t.remix_choice(photos),
                    Under::Choice => t.remix_free_choice().to_owned(),
                    // No licence forbids sale without asking for credit.
                    Under::NonCommercialChoice => t.remix_unsold_choice(photos),
                    Under::Exactly(licence) => t.remix_exactly(licence.label()),
                    Under::ThisOrLater(licence) => t.remix_or_later(licence.label()),
                };
                let sale = if terms.may_be_sold { t.remix_sellable() } else { t.remix_unsellable() };
                let mut sentences = vec![t.remix_yes().to_owned(), under, sale.to_owned()];
                sentences.push(match (terms.must_credit, licences.photos) {
                    (true, _) => t.remix_credit(photos),
                    (false, 1) => t.mix_alone_credit_none().to_owned(),
                    (false, _) => t.mix_credit_none().to_owned(),
                });
                Self { allowed: true, sentences, reasons: Vec::new() }
            }
            Remix::Refused(obstacles) => Self {
                allowed: false,
                sentences: if obstacles.iter().all(|obstacle| matches!(obstacle, Obstacle::Particular(_))) {
                    vec![t.remix_unsaid().to_owned(), t.remix_way_out(photos)]
                } else {
                    vec![t.remix_no().to_owned(), t.remix_way_out(photos)]
                },
                reasons: obstacles.into_iter().map(|obstacle| Reason::of(obstacle, selected, t)).collect(),
            },
        }
    }
}

impl Reason {
    fn of(obstacle: Obstacle, selected: &Selected, t: Messages) -> Self {
        let (sentence, licences) = match obstacle {
            Obstacle::NoDerivatives(licence) => (t.obstacle_no_derivatives(licence.label()), vec![licence]),
            Obstacle::Particular(licence) => (t.obstacle_particular(licence.label()), vec![licence]),
            Obstacle::SaleAgainstShareAlike { share_alike, non_commercial } => {
                (t.obstacle_sale(share_alike.label(), non_commercial.label()), vec![share_alike, non_commercial])
            }
            Obstacle::VersionsApart { earlier, later } => {
                (t.obstacle_versions(earlier.label(), later.label()), vec![earlier, later])
            }
        };
        let under = |licence| Concerned::where_so(licence, selected, |_, its| its == licence);
        let concerned = licences.into_iter().map(under).collect();
        Self { obstacle, sentence, concerned }
    }

    /// The name of the reason for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.obstacle {
            Obstacle::NoDerivatives(_) => "no-derivatives",
            Obstacle::Particular(_) => "particular",
            Obstacle::SaleAgainstShareAlike { .. } => "sale-against-share-alike",
            Obstacle::VersionsApart { .. } => "versions-apart",
        }
    }
}

impl Concerned {
    /// The photos for which `holds` is true of them and their licence in force.
    fn where_so(licence: LicenceId, selected: &Selected, holds: impl Fn(&PhotoRecord, LicenceId) -> bool) -> Self {
        let photos = selected.photos.iter().filter(|(photo, its)| holds(photo, *its));
        let named =
            photos.map(|(photo, _)| (photo.id.clone(), photo.title.as_ref().map(|title| title.as_str().to_owned())));
        Self { licence, photos: named.collect() }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    fn said(licences: &[&str], language: Language) -> Vec<String> {
        let ids = licences.iter().map(|licence| LicenceId::parse(licence).unwrap());
        side_by_side(&SideBySide::of(ids), Messages::new(language))
    }

    #[test]
    fn a_mix_is_said_in_plain_sentences() {
        let sentences = said(&["cc-by-nc-4.0", "cc-by-nd-4.0", "cc-by-nd-4.0", "cc0-1.0"], Language::English).join(" ");
        assert!(sentences.contains("You cannot make money from the whole: one photo forbids it."), "{sentences}");
        assert!(sentences.contains("2 photos must not be changed"), "{sentences}");
        assert!(sentences.contains("3 photos ask you to credit their author"), "{sentences}");
        assert!(!sentences.contains("You can make money"), "{sentences}");
    }

    #[test]
    fn the_public_domain_asks_for_nothing() {
        let sentences = said(&["cc0-1.0", "pdm-1.0"], Language::French).join(" ");
        assert!(
            sentences.contains("Vous pouvez tirer un revenu de l’ensemble.")
                && sentences.contains("n’est pas une condition"),
            "{sentences}"
        );
    }

    #[test]
    fn one_photo_is_not_spoken_of_as_several() {
        let sentences = said(&["cc-by-4.0"], Language::French);
        assert_eq!(
            sentences,
            [
                "Vous pouvez la publier telle quelle.",
                "Vous pouvez en tirer un revenu.",
                "Citez l’auteur\u{a0}: la mention à copier suffit."
            ]
        );
        let sentences = said(&["cc-by-nc-nd-4.0"], Language::English).join(" ");
        assert!(sentences.contains("You cannot make money from it. It must not be changed"), "{sentences}");
    }
}
