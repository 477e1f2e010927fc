//! What the rights fields of a file say: addresses of deeds, and reservations. Suggestions to a person, never a decision.

use super::{LicenceId, RightsStatement};

/// What was found in the text of `dc:rights`, `cc:license`, `UsageTerms`, `WebStatement` or EXIF Copyright.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mention {
    /// The licences whose deed or legal code is named by its address, each once, in order. Two are a question.
    pub licences: Vec<LicenceId>,
    /// The statements of rightsstatements.org, each once.
    pub statements: Vec<RightsStatement>,
    /// "All rights reserved", in the languages met here.
    pub reserves_all_rights: bool,
}

const RESERVATIONS: [&str; 5] = [
    "all rights reserved",
    "tous droits réservés",
    "tous droits reserves",
    "droits réservés",
    "alle rechte vorbehalten",
];

impl Mention {
    /// Reads one field and adds what it says.
    pub fn read(&mut self, field: &str) {
        let lower = field.to_lowercase();
        self.reserves_all_rights |= RESERVATIONS.iter().any(|words| lower.contains(words));
        for word in lower.split(|c: char| c.is_whitespace() || "\"'<>()[]{}|,;«»“”".contains(c)) {
            let word = word.trim_end_matches(['.', ':', '!', '?']);
            if !word.contains('/') {
                continue;
            }
            match LicenceId::parse(word) {
                Ok(licence) if !self.licences.contains(&licence) => self.licences.push(licence),
                Err(super::UnknownLicence::Statement(statement)) if !self.statements.contains(&statement) => {
                    self.statements.push(statement);
                }
                Ok(_) | Err(_) => {}
            }
        }
    }

    /// True when a person must be asked: several licences, or a licence beside a reservation or a statement.
    #[must_use]
    pub fn is_contradictory(&self) -> bool {
        self.licences.len() > 1
            || (self.reserves_all_rights || !self.statements.is_empty()) && !self.licences.is_empty()
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
        assert!(!mention.is_contradictory());
    }

    #[test]
    fn two_licences_or_a_reservation_beside_one_are_a_question() {
        assert!(
            read(&["https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by-nc/4.0/"])
                .is_contradictory()
        );
        assert!(read(&["https://creativecommons.org/licenses/by/4.0/", "Tous Droits Réservés"]).is_contradictory());
        assert!(!read(&["All rights reserved"]).is_contradictory());
        assert!(read(&["All rights reserved"]).reserves_all_rights);
    }

    #[test]
    fn a_name_without_address_proposes_nothing() {
        assert_eq!(read(&["CC BY-SA 4.0", "creative commons"]), Mention::default());
    }
}
