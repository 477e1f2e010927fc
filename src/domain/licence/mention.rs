//! What the rights fields of a file say: addresses of deeds, and reservations. Suggestions to a person, never a decision.

use super::{LicenceId, RightsStatement, UnknownLicence, full_name};

/// What was found in the text of `dc:rights`, `cc:license`, `UsageTerms`, `WebStatement` or EXIF Copyright.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mention {
    /// The licences named by the address of their deed or legal code, or by a name with its version, in
    /// short or in full, each once, in order.
    pub licences: Vec<LicenceId>,
    /// The statements of rightsstatements.org, each once.
    pub statements: Vec<RightsStatement>,
    /// "All rights reserved", in the languages met here.
    pub reserves_all_rights: bool,
    /// Creative Commons is named, or one of its licences without the version: nothing can be proposed, so ask.
    pub unclear: bool,
}

/// How many words a licence's name may have: `CC BY-SA 2.0 FR`.
const LONGEST_NAME: usize = 4;

const RESERVATIONS: [&str; 5] = [
    "all rights reserved",
    "tous droits réservés",
    "tous droits reserves",
    "droits réservés",
    "alle rechte vorbehalten",
];

impl Mention {
    /// What these fields say together.
    #[must_use]
    pub fn of<'a>(fields: impl IntoIterator<Item = &'a String>) -> Self {
        let mut mention = Self::default();
        fields.into_iter().for_each(|field| mention.read(field));
        mention
    }

    /// Reads one field and adds what it says.
    pub fn read(&mut self, field: &str) {
        let lower = field.to_lowercase();
        self.reserves_all_rights |= RESERVATIONS.iter().any(|words| lower.contains(words));
        let words: Vec<&str> = lower
            .split(|c: char| c.is_whitespace() || "\"'<>()[]{}|,;«»“”©".contains(c))
            .map(|word| word.trim_end_matches(['.', ':', '!', '?']))
            .filter(|word| !word.is_empty())
            .collect();
        let before = self.licences.len();
        let mut names_creative_commons = lower.contains("creative commons");
        for (rank, word) in words.iter().enumerate() {
            if word.contains('/') {
                self.note(LicenceId::parse(word));
            } else if word.starts_with("cc") || *word == "pdm" {
                names_creative_commons |= self.read_name(words.get(rank..).unwrap_or_default());
            }
        }
        for named in full_name::named_in(field) {
            self.note(named);
        }
        let says_which = self.licences.len() > before || words.iter().any(|word| LicenceId::parse(word).is_ok());
        self.unclear |= names_creative_commons && !says_which;
    }

    /// Reads the longest name that stands at the beginning; true when one stands there without its version.
    fn read_name(&mut self, words: &[&str]) -> bool {
        let mut lacks_version = false;
        for length in (1..=LONGEST_NAME.min(words.len())).rev() {
            match LicenceId::parse(&words.get(..length).unwrap_or_default().join(" ")) {
                Ok(licence) => {
                    self.note(Ok(licence));
                    return false;
                }
                Err(UnknownLicence::VersionMissing { .. }) => lacks_version = true,
                Err(_) => {}
            }
        }
        lacks_version
    }

    fn note(&mut self, read: Result<LicenceId, UnknownLicence>) {
        match read {
            Ok(licence) if !self.licences.contains(&licence) => self.licences.push(licence),
            Err(UnknownLicence::Statement(statement)) if !self.statements.contains(&statement) => {
                self.statements.push(statement);
            }
            // `by/2.5/fr` was never published: which licence was meant is for a person to say.
            Err(UnknownLicence::VersionMissing { .. } | UnknownLicence::NeverPublished { .. }) => self.unclear = true,
            Ok(_) | Err(_) => {}
        }
    }

    /// The licence to propose: the only one named.
    #[must_use]
    pub fn proposal(&self) -> Option<LicenceId> {
        match self.licences.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// True when a person must be asked: several licences, a reservation or a statement about rights, or Creative
    /// Commons named in no way that says which licence.
    #[must_use]
    pub fn raises_a_question(&self) -> bool {
        self.licences.len() > 1
            || self.reserves_all_rights
            || !self.statements.is_empty()
            || self.unclear && self.licences.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &[&str]) -> Mention {
        let mut mention = Mention::default();
        for field in fields {
            mention.read(field);
        }
        mention
    }

    #[test]
    fn an_address_inside_a_sentence_proposes_its_licence() {
        let mention = read(&[
            "© 2019 Anne Le Gall, see <http://creativecommons.org/licenses/by-sa/3.0/fr/deed.fr>.",
            "https://creativecommons.org/licenses/by-sa/3.0/fr/.",
        ]);
        assert_eq!(mention.licences.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["cc-by-sa-3.0-fr"]);
        assert!(!mention.raises_a_question());
    }

    #[test]
    fn two_licences_a_reservation_or_a_statement_are_a_question() {
        let by = "https://creativecommons.org/licenses/by/4.0/";
        let two = read(&[by, "https://creativecommons.org/licenses/by-nc/4.0/"]);
        assert!(two.raises_a_question() && two.proposal().is_none());
        assert!(read(&[by, "Tous Droits Réservés"]).raises_a_question());
        assert!(read(&["All rights reserved"]).raises_a_question());
        assert!(read(&["http://rightsstatements.org/vocab/InC/1.0/"]).raises_a_question());
        assert!(!read(&["© 2019 Anne Le Gall"]).raises_a_question());
    }

    #[test]
    fn a_name_with_its_version_proposes_its_licence() {
        for (field, id) in [
            ("Anne Le Gall, CC BY-SA 4.0", "cc-by-sa-4.0"),
            ("CC-BY-NC-SA-2.0-FR", "cc-by-nc-sa-2.0-fr"),
            ("Licence CC BY-SA 2.0 FR, merci", "cc-by-sa-2.0-fr"),
            ("(cc0 1.0)", "cc0-1.0"),
            ("Creative Commons, cc-by-4.0.", "cc-by-4.0"),
            ("© Gaëlle Exemple. Creative Commons Attribution-ShareAlike 4.0 International", "cc-by-sa-4.0"),
            (
                "Licence Creative Commons Attribution 4.0 International, https://creativecommons.org/licenses/by/4.0/",
                "cc-by-4.0",
            ),
        ] {
            let mention = read(&[field]);
            assert_eq!(mention.proposal().map(LicenceId::as_str), Some(id), "{field}");
            assert!(!mention.raises_a_question(), "{field}");
        }
    }

    #[test]
    fn a_name_without_version_is_a_question_and_never_a_guess() {
        for field in [
            "CC BY-SA",
            "Creative Commons",
            "cc-by Anne 2004",
            "Creative Commons 4.0 International",
            "Creative Commons Attribution-ShareAlike",
            "Creative Commons Attribution 5.0 International",
            "http://creativecommons.org/licenses/by-sa/",
            "http://creativecommons.org/licenses/by/2.5/fr/",
        ] {
            let mention = read(&[field]);
            assert_eq!(mention.licences, [], "{field}");
            assert!(mention.raises_a_question(), "{field}");
        }
        let completed = read(&["CC BY-SA", "https://creativecommons.org/licenses/by-sa/4.0/"]);
        assert!(completed.proposal().is_some() && !completed.raises_a_question());
    }

    #[test]
    fn other_words_propose_nothing() {
        assert_eq!(read(&["accordéon", "ccm", "https://zef.example/", "1/2"]), Mention::default());
    }
}
