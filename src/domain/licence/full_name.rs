//! Licences named in full: `Creative Commons Attribution-ShareAlike 4.0 International`, in the languages that are simple to
//! read. Conditions, version and country are all there, or nothing is read.

use super::{LicenceId, UnknownLicence};
use crate::domain::text;

/// How languages name the first condition.
const ATTRIBUTION: [&str; 8] = [
    "attribution",
    "paternite",
    "namensnennung",
    "atribucion",
    "reconocimiento",
    "attribuzione",
    "atribuicao",
    "naamsvermelding",
];

/// The other conditions, by their letters in ids; the longest names first. German, Dutch and others write several words.
const CONDITIONS: [(&str, &str); 34] = [
    ("nc", "non commercial"),
    ("nc", "noncommercial"),
    ("nc", "pas d utilisation commerciale"),
    ("nc", "utilisation non commerciale"),
    ("nc", "pas d usage commercial"),
    ("nc", "nicht kommerziell"),
    ("nc", "keine kommerzielle nutzung"),
    ("nc", "no comercial"),
    ("nc", "nocomercial"),
    ("nc", "non commerciale"),
    ("nc", "naocomercial"),
    ("nc", "nao comercial"),
    ("nc", "uso nao comercial"),
    ("nc", "nietcommercieel"),
    ("sa", "sharealike"),
    ("sa", "share alike"),
    ("sa", "partage dans les memes conditions"),
    ("sa", "partage a l identique"),
    ("sa", "partage des conditions initiales a l identique"),
    ("sa", "weitergabe unter gleichen bedingungen"),
    ("sa", "compartirigual"),
    ("sa", "compartir igual"),
    ("sa", "condividi allo stesso modo"),
    ("sa", "compartilhaigual"),
    ("sa", "gelijkdelen"),
    ("nd", "noderivatives"),
    ("nd", "noderivs"),
    ("nd", "no derivatives"),
    ("nd", "no derivs"),
    ("nd", "no derivative works"),
    ("nd", "pas de modification"),
    ("nd", "keine bearbeitung"),
    ("nd", "sin derivadas"),
    ("nd", "non opere derivate"),
];

/// Words between the conditions and the version, or after it, that say nothing of either.
const FILLERS: [&str; 10] =
    ["license", "licence", "licenza", "licencia", "lizenz", "public", "publique", "version", "deed", "legal"];
/// What says that a licence is of no country.
const OF_NO_COUNTRY: [&str; 9] = [
    "international",
    "internationale",
    "internacional",
    "internazionale",
    "internationaal",
    "unported",
    "generic",
    "generique",
    "universal",
];
/// The countries and organisations of ports, as their names are written in the licences' own titles and in French.
const PORTS: [(&str, &str); 32] = [
    ("france", "fr"),
    ("belgium", "be"),
    ("belgique", "be"),
    ("switzerland", "ch"),
    ("suisse", "ch"),
    ("germany", "de"),
    ("deutschland", "de"),
    ("allemagne", "de"),
    ("austria", "at"),
    ("osterreich", "at"),
    ("spain", "es"),
    ("espana", "es"),
    ("espagne", "es"),
    ("italy", "it"),
    ("italia", "it"),
    ("italie", "it"),
    ("portugal", "pt"),
    ("netherlands", "nl"),
    ("nederland", "nl"),
    ("luxembourg", "lu"),
    ("poland", "pl"),
    ("sweden", "se"),
    ("norway", "no"),
    ("denmark", "dk"),
    ("canada", "ca"),
    ("united states", "us"),
    ("australia", "au"),
    ("japan", "jp"),
    ("brazil", "br"),
    ("brasil", "br"),
    ("scotland", "scotland"),
    ("igo", "igo"),
];

/// The words of a text as they are compared: small letters without accents, marks aside but the dot inside a version.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = text::fold(text);
    let parted = folded.split(|c: char| !(c.is_alphanumeric() || c == '.'));
    parted.map(|word| word.trim_matches('.').to_owned()).filter(|word| !word.is_empty()).collect()
}

/// The licences named in full in a text, each with what is wrong with it if it was never published.
pub(super) fn named_in(text: &str) -> Vec<Result<LicenceId, UnknownLicence>> {
    let words = words(text);
    let mut rest = words.as_slice();
    let mut found = Vec::new();
    while let Some((_, after)) = rest.split_first() {
        rest = match read(rest) {
            Some((name, after)) => {
                found.push(LicenceId::parse(&name));
                after
            }
            None => after,
        };
    }
    found
}

/// The licence whose full name a text is, and nothing else.
pub(super) fn parse(text: &str) -> Option<Result<LicenceId, UnknownLicence>> {
    let words = words(text);
    let (name, rest) = read(&words)?;
    rest.is_empty().then(|| LicenceId::parse(&name))
}

/// The id that the words at the beginning make, and the words after it.
fn read(words: &[String]) -> Option<(String, &[String])> {
    let rest = after(words, "creative commons").or_else(|| after(words, "cc"));
    let is_introduced = rest.is_some();
    let rest = rest.unwrap_or(words);
    let rest = FILLERS.iter().find_map(|filler| after(rest, filler)).unwrap_or(rest);
    if let Some(rest) = after(rest, "zero").filter(|_| is_introduced) {
        let (version, rest) = version(rest)?;
        return Some((format!("cc0-{version}"), after_fillers(rest, &OF_NO_COUNTRY)));
    }
    let mut rest = ATTRIBUTION.iter().find_map(|name| after(rest, name))?;
    let mut id = "cc-by".to_owned();
    while let Some((letters, after)) = condition(rest) {
        id = format!("{id}-{letters}");
        rest = after;
    }
    let (version, rest) = version(rest)?;
    let port = PORTS.iter().find_map(|(name, port)| Some((*port, after(rest, name)?)));
    let general = OF_NO_COUNTRY.iter().find_map(|word| after(rest, word));
    match (port, general) {
        (Some((port, rest)), _) if is_introduced => Some((format!("{id}-{version}-{port}"), after_fillers(rest, &[]))),
        (None, Some(rest)) => Some((format!("{id}-{version}"), after_fillers(rest, &[]))),
        // Of version 4.0 there is one for all countries. Of the others, a word that is no country known here may be one.
        (None, None) if is_introduced => {
            let rest = after_fillers(rest, &[]);
            (version == "4.0" || rest.is_empty()).then(|| (format!("{id}-{version}"), rest))
        }
        _ => None,
    }
}

/// The words after these, where the text begins with them.
fn after<'a>(words: &'a [String], name: &str) -> Option<&'a [String]> {
    let mut rest = words;
    for expected in name.split(' ') {
        let (word, after) = rest.split_first()?;
        rest = if word == expected { after } else { return None };
    }
    Some(rest)
}

/// The condition named here, the longest of those that fit, in the singular or the plural.
fn condition(words: &[String]) -> Option<(&'static str, &[String])> {
    let fits = |(letters, name): &(&'static str, &'static str)| {
        let rest = after(words, name)
            .or_else(|| after(words, &format!("{name}s")))
            .or_else(|| after(words, &format!("{name}en")));
        rest.map(|rest| (*letters, rest))
    };
    CONDITIONS.iter().filter_map(fits).min_by_key(|(_, rest)| rest.len())
}

/// `4.0`, `v4.0`, `version 4.0`.
fn version(words: &[String]) -> Option<(&str, &[String])> {
    let (word, rest) = after_fillers(words, &[]).split_first()?;
    let version = word.strip_prefix('v').unwrap_or(word);
    let is_version =
        matches!(version.as_bytes(), [first, b'.', second] if first.is_ascii_digit() && second.is_ascii_digit());
    is_version.then_some((version, rest))
}

fn after_fillers<'a>(words: &'a [String], more: &[&str]) -> &'a [String] {
    let is_filler = |word: &&String| FILLERS.iter().chain(more).any(|filler| word == filler);
    let fillers = words.iter().take_while(is_filler).count();
    words.get(fillers..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_name_is_its_licence() {
        for (name, id) in [
            ("Creative Commons Attribution 4.0 International License", "cc-by-4.0"),
            ("Creative Commons Attribution-ShareAlike 4.0 International", "cc-by-sa-4.0"),
            ("Creative Commons Attribution - Partage dans les Mêmes Conditions 4.0 International", "cc-by-sa-4.0"),
            (
                "Creative Commons Attribution – Pas d’Utilisation Commerciale – Pas de Modification 4.0 International",
                "cc-by-nc-nd-4.0",
            ),
            ("Attribution-NonCommercial-NoDerivatives 4.0 International", "cc-by-nc-nd-4.0"),
            ("Creative Commons Attribution-NonCommercial-ShareAlike 3.0 Unported", "cc-by-nc-sa-3.0"),
            (
                "Creative Commons Paternité - Pas d'Utilisation Commerciale - Partage des Conditions Initiales à l'Identique 2.0 France",
                "cc-by-nc-sa-2.0-fr",
            ),
            ("Licence Creative Commons Attribution 3.0 France", "cc-by-3.0-fr"),
            ("Creative Commons Attribution-Share Alike License, version 3.0", "cc-by-sa-3.0"),
            ("Creative Commons Attribution-NoDerivs 2.0 Generic", "cc-by-nd-2.0"),
            (
                "Creative Commons Namensnennung - Weitergabe unter gleichen Bedingungen 3.0 Deutschland",
                "cc-by-sa-3.0-de",
            ),
            ("Creative Commons Reconocimiento-CompartirIgual 4.0 Internacional", "cc-by-sa-4.0"),
            ("Creative Commons Zero v1.0 Universal", "cc0-1.0"),
        ] {
            let found: Vec<_> = named_in(name).into_iter().map(|found| found.map(LicenceId::as_str)).collect();
            assert_eq!(found, [Ok(id)], "{name}");
        }
    }

    #[test]
    fn without_a_version_or_conditions_nothing_is_read() {
        for text in [
            "Creative Commons",
            "Creative Commons 4.0 International",
            "Creative Commons Attribution",
            "Creative Commons Attribution-ShareAlike License",
            "Creative Commons Attribution International",
            "Creative Commons Attribution 4",
            "Attribution 4.0",
            "Attribution 3.0 France",
            "Creative Commons Attribution 3.0 Ruritania",
            "attribution required, see version 4.0",
            "Zero 1.0",
            "",
        ] {
            assert_eq!(named_in(text), [], "{text}");
        }
    }

    #[test]
    fn what_was_never_published_is_said_so() {
        for text in ["Creative Commons Attribution 5.0 International", "Creative Commons Attribution 4.0 France"] {
            let found = named_in(text);
            assert!(matches!(found.as_slice(), [Err(UnknownLicence::NeverPublished { .. })]), "{text}: {found:?}");
        }
    }
}
