//! Our own words in a snippet, in each language. Breton borrows the French ones until a speaker supplies them.

use crate::domain::{
    language::Language,
    licence::{Family, LicenceId},
};

/// The words between the parts, with their spacing.
#[derive(Debug)]
pub(super) struct Phrases {
    /// The language these words really are in, as BCP 47 names it.
    pub(super) code: &'static str,
    pub(super) open_title: &'static str,
    pub(super) close_title: &'static str,
    /// Stands for a missing title.
    pub(super) photograph: &'static str,
    pub(super) by: &'static str,
    pub(super) unknown_author: &'static str,
    /// Stands for an author who asked to be named no more.
    pub(super) withheld_author: &'static str,
    pub(super) under_licence: &'static str,
    /// The same before a name that begins with "Licence".
    pub(super) under: &'static str,
    /// Never "licence": the public domain grants nothing.
    pub(super) public_domain: &'static str,
    pub(super) no_licence: &'static str,
    pub(super) changes: &'static str,
    pub(super) changes_by: &'static str,
    /// Changes of which only the author is known.
    pub(super) unlisted_changes_by: &'static str,
    pub(super) modified: &'static str,
    pub(super) source: &'static str,
    pub(super) photo: &'static str,
    /// The same before several.
    pub(super) photos: &'static str,
    pub(super) attribution: &'static str,
    pub(super) photo_page: &'static str,
    pub(super) date: &'static str,
    /// Between a word and what it announces.
    pub(super) colon: &'static str,
    pub(super) spoken: Spoken,
    pub(super) commons: Commons,
}

/// Phrases said aloud.
#[derive(Debug)]
pub(super) struct Spoken {
    pub(super) by: &'static str,
    pub(super) version: &'static str,
    pub(super) public_domain: &'static str,
    pub(super) found_at: &'static str,
    /// In the order BY, BY-SA, BY-NC, BY-NC-SA, BY-ND, BY-NC-ND.
    licences: [&'static str; 6],
}

/// Why Wikimedia Commons does not take a photograph.
#[derive(Debug)]
pub(super) struct Commons {
    pub(super) refuses: &'static str,
    pub(super) no_licence: &'static str,
    pub(super) non_commercial: &'static str,
    pub(super) no_derivatives: &'static str,
    pub(super) both: &'static str,
    pub(super) way_out: &'static str,
    /// Before and after the label of a licence that Zef promises nothing about.
    pub(super) not_promised: [&'static str; 2],
}

impl Phrases {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::French | Language::Breton => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    /// What announces a licence by its label, or the public domain, with the comma before it.
    pub(super) fn announcing(&self, licence: LicenceId) -> &'static str {
        if licence.is_public_domain() {
            self.public_domain
        } else if licence.label().starts_with("Licence ") {
            self.under
        } else {
            self.under_licence
        }
    }
}

/// The words of a clause at the beginning of a sentence: `, sous licence ` → `Sous licence `.
pub(super) fn capitalised(words: &str) -> String {
    let mut rest = alone(words).chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// The words of a clause without the comma that joins them to a sentence.
pub(super) fn alone(words: &str) -> &str {
    words.trim_start_matches([',', ' '])
}

impl Spoken {
    /// The conditions in full words; `None` where only the label names the licence.
    pub(super) const fn licence(&self, family: Family) -> Option<&'static str> {
        match (family, self.licences) {
            (Family::By, [name, ..])
            | (Family::BySa, [_, name, ..])
            | (Family::ByNc, [_, _, name, ..])
            | (Family::ByNcSa, [_, _, _, name, ..])
            | (Family::ByNd, [_, _, _, _, name, _])
            | (Family::ByNcNd, [.., name]) => Some(name),
            (Family::PublicDomain | Family::Particular, _) => None,
        }
    }
}

static FRENCH: Phrases = Phrases {
    code: "fr",
    open_title: "« ",
    close_title: " »",
    photograph: "Photographie",
    by: ", par ",
    unknown_author: "auteur inconnu",
    withheld_author: "un auteur qui a demandé à ne plus être nommé",
    under_licence: ", sous licence ",
    under: ", sous ",
    public_domain: ", domaine public : ",
    no_licence: ", licence non précisée",
    changes: " Modifications : ",
    changes_by: " par ",
    unlisted_changes_by: " Modifications par ",
    modified: "modifiée",
    source: " Source : ",
    photo: "Photo : ",
    photos: "Photos : ",
    colon: " : ",
    attribution: "Attribution",
    photo_page: "Page de la photographie",
    date: "Date",
    spoken: Spoken {
        by: ", par ",
        version: "version",
        public_domain: "Domaine public",
        found_at: "À retrouver sur ",
        licences: [
            "Licence Creative Commons Attribution",
            "Licence Creative Commons Attribution, Partage dans les mêmes conditions",
            "Licence Creative Commons Attribution, Pas d’utilisation commerciale",
            "Licence Creative Commons Attribution, Pas d’utilisation commerciale, Partage dans les mêmes conditions",
            "Licence Creative Commons Attribution, Pas de modification",
            "Licence Creative Commons Attribution, Pas d’utilisation commerciale, Pas de modification",
        ],
    },
    commons: Commons {
        refuses: "Wikimedia Commons ne prend pas cette photographie : ",
        no_licence: "sa licence n’est pas précisée.",
        non_commercial: "sa licence interdit les usages commerciaux",
        no_derivatives: "sa licence interdit de la modifier",
        both: "sa licence interdit les usages commerciaux et les modifications",
        way_out: "La personne qui l’a prise peut lui ajouter une licence plus libre, par exemple CC BY-SA 4.0.",
        not_promised: [
            "Aucune page n’est préparée pour Wikimedia Commons sous cette licence (",
            ") : vérifiez sur Wikimedia Commons si elle y est acceptée.",
        ],
    },
};

static ENGLISH: Phrases = Phrases {
    code: "en",
    open_title: "“",
    close_title: "”",
    photograph: "Photograph",
    by: " by ",
    unknown_author: "an unknown author",
    withheld_author: "an author who asked to be named no more",
    under_licence: ", licensed under ",
    under: ", licensed under ",
    public_domain: ", public domain: ",
    no_licence: ", licence not stated",
    changes: " Changes: ",
    changes_by: " by ",
    unlisted_changes_by: " Changes by ",
    modified: "modified",
    source: " Source: ",
    photo: "Photo: ",
    photos: "Photos: ",
    colon: ": ",
    attribution: "Attribution",
    photo_page: "Page of the photograph",
    date: "Date",
    spoken: Spoken {
        by: ", by ",
        version: "version",
        public_domain: "Public domain",
        found_at: "Find it on ",
        licences: [
            "Creative Commons Attribution licence",
            "Creative Commons Attribution, Share Alike licence",
            "Creative Commons Attribution, Non-Commercial licence",
            "Creative Commons Attribution, Non-Commercial, Share Alike licence",
            "Creative Commons Attribution, No Derivatives licence",
            "Creative Commons Attribution, Non-Commercial, No Derivatives licence",
        ],
    },
    commons: Commons {
        refuses: "Wikimedia Commons does not take this photograph: ",
        no_licence: "its licence is not stated.",
        non_commercial: "its licence forbids commercial uses",
        no_derivatives: "its licence forbids changing it",
        both: "its licence forbids commercial uses and changes",
        way_out: "The person who took it may add a freer licence, for example CC BY-SA 4.0.",
        not_promised: [
            "No page is prepared for Wikimedia Commons under this licence (",
            "): check on Wikimedia Commons whether it is accepted there.",
        ],
    },
};
