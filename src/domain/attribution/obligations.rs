//! What a licence asks of a person who reuses a photograph in a given medium, as values and in plain words.

use super::Medium;
use crate::domain::{
    language::Language,
    licence::{Family, LicenceId},
};

/// One thing that a licence asks, or says it does not ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obligation {
    /// Nothing is required; naming the author is a courtesy.
    CreditAppreciated,
    /// The attribution goes where that medium has its place for it (CC BY 4.0 §3(a)(2): any reasonable manner).
    Credit(Medium),
    /// The title must stay (every version before 4.0).
    KeepTitle,
    /// The same, of some among several photographs.
    KeepTitles,
    /// Changes must be stated (CC BY 4.0 §3(a)(1)(B)).
    StateChanges,
    /// Changed versions must not be shared.
    NoChangedVersions,
    /// Some among several must stay as they are.
    SomeUnchanged,
    /// Commercial use is forbidden.
    NotCommercial,
    /// The same of the whole, as soon as some among several forbid it.
    NotCommercialForSome,
    /// Changed versions go under the same licence.
    ShareAlike(LicenceId),
    /// The same of those under this licence, among several.
    ShareSomeAlike(LicenceId),
    /// The licence has other conditions: read its text.
    ReadIt(LicenceId),
    /// Wikipedia and Wikimedia Commons do not accept it.
    NotOnWikipedia,
    /// The same of some among several.
    SomeNotOnWikipedia,
}

/// What `licence` asks when the photograph is used in `medium`, generated from its flags, the credit first.
#[must_use]
pub fn obligations(licence: LicenceId, medium: Medium) -> Vec<Obligation> {
    let facts = licence.licence();
    let mut obligations =
        vec![if facts.requires_attribution { Obligation::Credit(medium) } else { Obligation::CreditAppreciated }];
    let mut put = |obligation, applies: bool| {
        if applies {
            obligations.push(obligation);
        }
    };
    put(Obligation::KeepTitle, facts.requires_attribution && facts.title_required_in_credit);
    put(Obligation::StateChanges, facts.requires_attribution && facts.allows_sharing_derivatives);
    put(Obligation::NoChangedVersions, !facts.allows_sharing_derivatives);
    put(Obligation::ShareAlike(licence), facts.requires_share_alike);
    put(Obligation::NotCommercial, !facts.allows_commercial);
    put(Obligation::ReadIt(licence), licence.family() == Family::Particular);
    put(Obligation::NotOnWikipedia, medium == Medium::Wiki && !licence.fits_wikimedia_commons());
    obligations
}

/// What these licences ask of all their photographs together in `medium`: what they have in common as it stands, and
/// what only some ask with the words that say so, since keeping to the strictest satisfies all.
#[must_use]
pub fn combined_obligations(licences: &[LicenceId], medium: Medium) -> Vec<Obligation> {
    let each: Vec<Vec<Obligation>> = licences.iter().map(|licence| obligations(*licence, medium)).collect();
    let by_all = |obligation: Obligation| each.iter().all(|asked| asked.contains(&obligation));
    let any_credit = each.iter().flatten().any(|obligation| matches!(obligation, Obligation::Credit(_)));
    let mut together = Vec::new();
    for obligation in each.iter().flatten().copied() {
        let obligation = match obligation {
            Obligation::Credit(_) | Obligation::CreditAppreciated if any_credit => Obligation::Credit(medium),
            obligation if by_all(obligation) => obligation,
            Obligation::KeepTitle => Obligation::KeepTitles,
            Obligation::NoChangedVersions => Obligation::SomeUnchanged,
            Obligation::NotCommercial => Obligation::NotCommercialForSome,
            Obligation::ShareAlike(licence) => Obligation::ShareSomeAlike(licence),
            Obligation::NotOnWikipedia => Obligation::SomeNotOnWikipedia,
            // "If you change it, say what you changed": no less true of those that do not ask.
            obligation => obligation,
        };
        if !together.contains(&obligation) {
            together.push(obligation);
        }
    }
    together.sort_by_key(|obligation| obligation.rank());
    together
}

impl Obligation {
    /// Its place among the sentences: the credit first, what is particular last.
    const fn rank(self) -> u8 {
        match self {
            Self::CreditAppreciated | Self::Credit(_) => 0,
            Self::KeepTitle | Self::KeepTitles => 1,
            Self::StateChanges => 2,
            Self::NoChangedVersions | Self::SomeUnchanged => 3,
            Self::ShareAlike(_) | Self::ShareSomeAlike(_) => 4,
            Self::NotCommercial | Self::NotCommercialForSome => 5,
            Self::ReadIt(_) => 6,
            Self::NotOnWikipedia | Self::SomeNotOnWikipedia => 7,
        }
    }

    /// The same in one sentence, with its full stop. Breton uses the French words until they are translated.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        match language {
            Language::French | Language::Breton => self.in_french(),
            Language::English => self.in_english(),
        }
    }

    /// The same of photographs under any of these licences.
    fn share_alike(licences: &[LicenceId], language: Language) -> String {
        let labels: Vec<&str> = licences.iter().map(|licence| licence.label()).collect();
        let or = |or: &str| match labels.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, first)) => format!("{} {or} {last}", first.join(", ")),
            None => String::new(),
        };
        match language {
            Language::French | Language::Breton => format!(
                "Si vous modifiez une photo sous {}, ou l’assemblez avec d’autres images, publiez le résultat sous sa licence.",
                or("ou")
            ),
            Language::English => format!(
                "If you change a photograph under {} or combine it with other pictures, publish the result under its licence.",
                or("or")
            ),
        }
    }

    fn in_french(self) -> String {
        match self {
            Self::CreditAppreciated => "Aucune mention n’est exigée ; nommer l’auteur est apprécié.".to_owned(),
            Self::Credit(medium) => match medium {
                Medium::WebPage => "Placez la mention près de la photo, avec ses liens.",
                Medium::PrintedPage => {
                    "Imprimez la mention près de la photo, ou dans une liste de crédits qui dit à quelle page elle est."
                }
                Medium::Slides => "Placez la mention sur la diapositive, ou à la fin avec le numéro de la diapositive.",
                Medium::Video => {
                    "Affichez la mention à l’image ou au générique, et recopiez-la dans la description de la vidéo."
                }
                Medium::SocialPost => "Mettez la mention dans le message lui-même.",
                Medium::Wiki => "Mettez la mention dans la légende, ou sur la page du fichier si le wiki en a une.",
                Medium::Email => "Placez la mention sous la photo, avec ses liens.",
            }
            .to_owned(),
            Self::KeepTitle => "Gardez le titre, s’il y en a un : cette version de la licence l’exige.".to_owned(),
            Self::KeepTitles => {
                "Gardez les titres : la version de licence d’au moins une des photos l’exige.".to_owned()
            }
            Self::StateChanges => "Si vous modifiez la photo, dites ce que vous avez changé.".to_owned(),
            Self::NoChangedVersions => {
                "Publiez la photo telle quelle : la licence ne permet pas de partager une version modifiée.".to_owned()
            }
            Self::NotCommercial => "N’en tirez pas de revenu : ni vente ni publicité.".to_owned(),
            Self::ShareAlike(licence) => {
                format!(
                    "Si vous modifiez la photo ou l’assemblez avec d’autres images, publiez le résultat sous la même licence, {}.",
                    licence.label()
                )
            }
            Self::ShareSomeAlike(licence) => Self::share_alike(&[licence], Language::French),
            Self::SomeUnchanged => {
                "Publiez telle quelle toute photo dont la licence comporte « ND » ou en interdit la modification."
                    .to_owned()
            }
            Self::NotCommercialForSome => {
                "Ne tirez pas de revenu de l’ensemble : la licence d’au moins une des photos l’interdit.".to_owned()
            }
            Self::ReadIt(licence) => {
                format!("La licence « {} » a ses propres règles ; lisez-la : {}", licence.label(), licence.deed())
            }
            Self::NotOnWikipedia => "Wikipédia et Wikimedia Commons ne prennent pas cette licence.".to_owned(),
            Self::SomeNotOnWikipedia => {
                "Wikipédia et Wikimedia Commons ne prennent pas toutes ces licences.".to_owned()
            }
        }
    }

    fn in_english(self) -> String {
        match self {
            Self::CreditAppreciated => "No credit is required; naming the author is appreciated.".to_owned(),
            Self::Credit(medium) => match medium {
                Medium::WebPage => "Put the credit next to the photograph, with its links.",
                Medium::PrintedPage => {
                    "Print the credit next to the photograph, or in a list of credits that says on which page it is."
                }
                Medium::Slides => "Put the credit on the slide, or at the end with the number of the slide.",
                Medium::Video => {
                    "Show the credit on screen or in the end titles, and copy it into the description of the video."
                }
                Medium::SocialPost => "Put the credit in the post itself.",
                Medium::Wiki => "Put the credit in the caption, or on the page of the file if the wiki has one.",
                Medium::Email => "Put the credit under the photograph, with its links.",
            }
            .to_owned(),
            Self::KeepTitle => "Keep the title, if there is one: this version of the licence requires it.".to_owned(),
            Self::KeepTitles => {
                "Keep the titles: the version of the licence of one photograph at least requires it.".to_owned()
            }
            Self::StateChanges => "If you change the photograph, say what you changed.".to_owned(),
            Self::NoChangedVersions => {
                "Publish the photograph as it is: the licence does not let you share a changed version.".to_owned()
            }
            Self::NotCommercial => "No commercial use: neither sale nor advertising.".to_owned(),
            Self::ShareAlike(licence) => {
                format!(
                    "If you change the photograph or combine it with other pictures, publish the result under the same licence, {}.",
                    licence.label()
                )
            }
            Self::ShareSomeAlike(licence) => Self::share_alike(&[licence], Language::English),
            Self::SomeUnchanged => {
                "Publish as it is every photograph whose licence has “ND” in its name or forbids changes.".to_owned()
            }
            Self::NotCommercialForSome => {
                "No commercial use of the whole: the licence of one photograph at least forbids it.".to_owned()
            }
            Self::ReadIt(licence) => {
                format!("The licence “{}” has rules of its own; read it: {}", licence.label(), licence.deed())
            }
            Self::NotOnWikipedia => "Wikipedia and Wikimedia Commons do not take this licence.".to_owned(),
            Self::SomeNotOnWikipedia => "Wikipedia and Wikimedia Commons do not take all of these licences.".to_owned(),
        }
    }
}

/// All of this as one short paragraph; licences that ask the same share their sentence.
#[must_use]
pub fn in_words(obligations: &[Obligation], language: Language) -> String {
    let alike = |obligation: &Obligation| {
        if let Obligation::ShareSomeAlike(licence) = obligation { Some(*licence) } else { None }
    };
    let licences: Vec<LicenceId> = obligations.iter().filter_map(alike).collect();
    let mut sentences: Vec<String> = Vec::new();
    for obligation in obligations {
        match alike(obligation) {
            None => sentences.push(obligation.sentence(language)),
            first if first == licences.first().copied() => sentences.push(Obligation::share_alike(&licences, language)),
            Some(_told) => {}
        }
    }
    sentences.join(" ")
}

/// Everything that `licence` asks in `medium`, as one short paragraph.
#[must_use]
pub fn obligations_of_licence_in_words(licence: LicenceId, medium: Medium, language: Language) -> String {
    in_words(&obligations(licence, medium), language)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;
    use crate::domain::licence::all;

    fn id(text: &str) -> LicenceId {
        LicenceId::parse(text).unwrap()
    }

    #[test]
    fn the_public_domain_asks_for_nothing() {
        for tool in ["cc0-1.0", "pdm-1.0"] {
            assert_eq!(obligations(id(tool), Medium::PrintedPage), [Obligation::CreditAppreciated]);
        }
        assert_eq!(
            obligations_of_licence_in_words(id("cc0-1.0"), Medium::WebPage, Language::English),
            "No credit is required; naming the author is appreciated."
        );
    }

    #[test]
    fn each_flag_is_said() {
        let licence = id("cc-by-nc-sa-2.0-fr");
        assert_eq!(
            obligations(licence, Medium::Wiki),
            [
                Obligation::Credit(Medium::Wiki),
                Obligation::KeepTitle,
                Obligation::StateChanges,
                Obligation::ShareAlike(licence),
                Obligation::NotCommercial,
                Obligation::NotOnWikipedia,
            ]
        );
        assert_eq!(
            obligations(id("cc-by-nd-4.0"), Medium::Video),
            [Obligation::Credit(Medium::Video), Obligation::NoChangedVersions]
        );
        assert_eq!(
            obligations(id("cc-by-4.0"), Medium::Wiki),
            [Obligation::Credit(Medium::Wiki), Obligation::StateChanges]
        );
    }

    #[test]
    fn several_licences_ask_together_for_what_the_strictest_of_them_asks() {
        let [by, alike, unsold, free, kept] =
            ["cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-2.0", "cc0-1.0", "cc-by-nd-4.0"].map(id);
        let web = Medium::WebPage;
        for alone in [by, alike, unsold, free, kept] {
            assert_eq!(combined_obligations(&[alone, alone], web), obligations(alone, web));
        }
        assert_eq!(
            combined_obligations(&[by, alike, unsold], web),
            [
                Obligation::Credit(web),
                Obligation::KeepTitles,
                Obligation::StateChanges,
                Obligation::ShareSomeAlike(alike),
                Obligation::NotCommercialForSome
            ]
        );
        assert_eq!(
            combined_obligations(&[kept, free, by], web),
            [Obligation::Credit(web), Obligation::StateChanges, Obligation::SomeUnchanged],
            "the order of the photographs changes nothing"
        );
        assert_eq!(combined_obligations(&[free, by], web), [Obligation::Credit(web), Obligation::StateChanges]);
    }

    #[test]
    fn no_licence_is_silent_and_none_forgets_what_it_forbids() {
        for licence in all() {
            for medium in Medium::ALL {
                let said = obligations_of_licence_in_words(id(&licence.id), medium, Language::French);
                assert_eq!(
                    said.contains("N’en tirez pas de revenu"),
                    !licence.allows_commercial,
                    "{}: {said}",
                    licence.id
                );
                assert_eq!(
                    said.contains("telle quelle"),
                    !licence.allows_sharing_derivatives,
                    "{}: {said}",
                    licence.id
                );
                assert_eq!(said.contains("même licence"), licence.requires_share_alike, "{}: {said}", licence.id);
                assert_eq!(said.contains("Aucune mention"), !licence.requires_attribution, "{}: {said}", licence.id);
            }
        }
    }
}
