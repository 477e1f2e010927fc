//! From what people and files write to a licence of the catalogue, without ever guessing.

use std::{collections::HashMap, sync::LazyLock};

use super::{LicenceId, RightsStatement, all, family::elements, full_name};

/// Why a text names no licence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownLicence {
    /// A licence is named without its version, and versions differ: ask.
    #[error("“{name}” names a licence without its version: say which, for example “{example}”")]
    VersionMissing {
        /// What was written.
        name: String,
        /// The newest licence of that name, to show how it is written in full; never to be assumed.
        example: String,
    },
    /// The licence exists, but not in this version and port (there is no `cc-by-2.5-fr`): ask.
    #[error("“{name}” was never published: look for the version and country on the document itself")]
    NeverPublished {
        /// What was written.
        name: String,
    },
    /// A statement about rights, which is not a licence.
    #[error("“{}” is a statement about rights, not a licence", .0.name())]
    Statement(RightsStatement),
    /// None of the licences Zef knows.
    #[error(
        "“{text}” is not a licence Zef knows: give an id such as cc-by-sa-4.0, an SPDX identifier or the address of a deed"
    )]
    Unrecognised {
        /// What was written.
        text: String,
    },
}

/// Everything a licence may be called, in lower case, and the paths of its deed on Creative Commons' site.
static NAMES: LazyLock<HashMap<String, LicenceId>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for licence in all() {
        let id = LicenceId(licence);
        let mut call = |name: String| {
            names.entry(name).or_insert(id);
        };
        call(licence.id.clone());
        call(hyphenated(&licence.label));
        for spdx in licence.spdx.iter().chain(&licence.spdx_licenseref) {
            call(spdx.to_ascii_lowercase());
        }
        // SPDX calls "GFDL-1.3" what is now "GFDL-1.3-only".
        if let Some(former) = licence.id.strip_suffix("-only") {
            call(former.to_owned());
        }
        call(without_scheme(&licence.deed).trim_end_matches('/').to_ascii_lowercase());
        // Version 1.0 wrote "nd-nc", every later one and SPDX "nc-nd".
        if licence.id.contains("nd-nc") {
            call(licence.id.replace("nd-nc", "nc-nd"));
            call(without_scheme(&licence.deed).trim_end_matches('/').replace("nd-nc", "nc-nd"));
        }
    }
    names
});

/// The newest licence of each name without version, as an example for those who left the version out.
static EXAMPLES: LazyLock<HashMap<String, LicenceId>> = LazyLock::new(|| {
    let mut newest: HashMap<String, LicenceId> = HashMap::new();
    for licence in all() {
        let example = newest.entry(elements(&licence.id).to_owned()).or_insert(LicenceId(licence));
        if example.licence().version < licence.version {
            *example = LicenceId(licence);
        }
    }
    newest
});

pub(super) fn parse(text: &str) -> Result<LicenceId, UnknownLicence> {
    let text = text.trim();
    if let Some(statement) = RightsStatement::parse(text) {
        return Err(UnknownLicence::Statement(statement));
    }
    let lower = text.to_lowercase();
    match path(&lower) {
        Some(path) => by_path(text, &path),
        None => by_name(text, &hyphenated(&lower)),
    }
}

/// The address without scheme, `www.`, query, fragment and last slash; `None` for what is no address.
fn path(lower: &str) -> Option<String> {
    let bare = without_scheme(lower);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    if bare.len() == lower.len() && !bare.starts_with("creativecommons.org/") {
        return None;
    }
    let end = bare.find(['?', '#']).unwrap_or(bare.len());
    Some(bare.get(..end)?.trim_end_matches('/').replace("%2b", "+"))
}

fn by_path(text: &str, path: &str) -> Result<LicenceId, UnknownLicence> {
    let found = |path: &str| NAMES.get(path).or_else(|| NAMES.get(&format!("www.{path}"))).copied();
    let Some(tool) = path.strip_prefix("creativecommons.org/") else {
        return found(path).ok_or_else(|| unrecognised(text));
    };
    let (folder, page) = path.rsplit_once('/').unwrap_or((path, ""));
    let page = page.split('.').next().unwrap_or(page);
    let deed = if matches!(page, "deed" | "legalcode") { folder } else { path };
    found(deed).map_or_else(|| Err(near_miss(text, tool)), Ok)
}

/// What is wrong with an address on Creative Commons' site that leads to no licence.
fn near_miss(text: &str, tool: &str) -> UnknownLicence {
    let mut steps = tool.split('/');
    let (Some("licenses" | "publicdomain"), Some(conditions)) = (steps.next(), steps.next()) else {
        return unrecognised(text);
    };
    let name = match conditions {
        "zero" => "cc0".to_owned(),
        "mark" => "pdm".to_owned(),
        "certification" => conditions.to_owned(),
        licence => format!("cc-{licence}"),
    };
    let version = steps.next().filter(|step| step.starts_with(|first: char| first.is_ascii_digit()));
    match (EXAMPLES.get(&name), version) {
        (Some(example), None) => version_missing(text, *example),
        (Some(_), Some(_)) => UnknownLicence::NeverPublished { name: text.to_owned() },
        (None, _) => unrecognised(text),
    }
}

fn by_name(text: &str, name: &str) -> Result<LicenceId, UnknownLicence> {
    if let Some(id) = NAMES.get(name) {
        return Ok(*id);
    }
    if let Some(named) = full_name::parse(text) {
        return named;
    }
    let name = name.strip_prefix("licenseref-").unwrap_or(name);
    let conditions = elements(name);
    let example = EXAMPLES.get(conditions).or_else(|| EXAMPLES.get(&conditions.replace("nc-nd", "nd-nc")));
    Err(match (example, conditions == name) {
        (Some(example), true) => version_missing(text, *example),
        (Some(_), false) => UnknownLicence::NeverPublished { name: text.to_owned() },
        (None, _) => unrecognised(text),
    })
}

fn version_missing(text: &str, example: LicenceId) -> UnknownLicence {
    UnknownLicence::VersionMissing { name: text.to_owned(), example: example.label().to_owned() }
}

/// Keeps the message readable when the text is a novel.
fn unrecognised(text: &str) -> UnknownLicence {
    UnknownLicence::Unrecognised { text: text.chars().take(120).collect() }
}

fn without_scheme(address: &str) -> &str {
    ["https://", "http://", "//"].iter().find_map(|scheme| address.strip_prefix(scheme)).unwrap_or(address)
}

fn hyphenated(label: &str) -> String {
    label
        .split(|c: char| c.is_whitespace() || c == '_')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_licence_is_found_by_id_label_spdx_and_address() {
        for licence in all() {
            let expected = Ok(LicenceId(licence));
            let names =
                [Some(&licence.id), Some(&licence.label), licence.spdx.as_ref(), licence.spdx_licenseref.as_ref()];
            for name in names.into_iter().flatten() {
                assert_eq!(parse(name), expected, "{name}");
                assert_eq!(parse(&name.to_uppercase()), expected, "{name}");
                assert_eq!(parse(&format!("  {name}\n").to_lowercase()), expected, "{name}");
            }
        }
    }

    #[test]
    fn every_deed_is_found_however_it_is_written() {
        for licence in all().iter().filter(|licence| licence.deed.contains("creativecommons.org")) {
            let bare = licence.deed.trim_start_matches("https://").trim_end_matches('/');
            for address in [
                format!("https://{bare}/"),
                format!("http://{bare}"),
                format!("HTTP://WWW.{}/", bare.to_uppercase()),
                format!("{bare}/"),
                format!("//{bare}/"),
                format!("https://www.{bare}/deed"),
                format!("https://{bare}/deed.fr"),
                format!("https://{bare}/deed.pt_BR?ref=openverse"),
                format!("https://{bare}/legalcode"),
                format!("https://{bare}/legalcode.zh-hans#s2a1"),
                format!("https://{bare}/?ref=chooser-v1"),
                format!("https://{bare}//"),
            ] {
                assert_eq!(parse(&address), Ok(LicenceId(licence)), "{address}");
            }
        }
    }

    #[test]
    fn a_name_without_version_is_asked_about_never_guessed() {
        for name in [
            "CC BY-NC-SA",
            "cc-by",
            "CC0",
            "PDM",
            "GFDL",
            "cc-by-nc-nd",
            "LicenseRef-CC-BY",
            "https://creativecommons.org/licenses/by-sa/",
            "creativecommons.org/publicdomain/zero/",
        ] {
            assert!(matches!(parse(name), Err(UnknownLicence::VersionMissing { .. })), "{name}: {:?}", parse(name));
        }
    }

    #[test]
    fn versions_and_ports_that_never_existed_are_said_so() {
        for name in [
            "cc-by-2.5-fr",
            "CC BY-SA 5.0",
            "cc-by-4.0-fr",
            "https://creativecommons.org/licenses/by/2.5/fr/",
            "cc0-2.0",
        ] {
            assert!(matches!(parse(name), Err(UnknownLicence::NeverPublished { .. })), "{name}: {:?}", parse(name));
        }
    }

    #[test]
    fn french_ports_exist_in_two_versions_six_each() {
        for (version, count) in [("2.0", 6), ("2.5", 0), ("3.0", 6)] {
            let ports = all()
                .iter()
                .filter(|licence| licence.jurisdiction.as_deref() == Some("fr") && licence.version == version);
            assert_eq!(ports.count(), count, "{version}");
        }
        assert_eq!(LicenceId::parse("cc-by-nc-sa-2.0-fr").map(LicenceId::spdx), Ok("CC-BY-NC-SA-2.0-FR"));
        assert_eq!(LicenceId::parse("cc-by-sa-2.0-fr").map(LicenceId::spdx), Ok("LicenseRef-CC-BY-SA-2.0-FR"));
    }

    #[test]
    fn the_order_of_conditions_in_version_1_is_accepted_both_ways() {
        let expected = parse("cc-by-nd-nc-1.0").ok();
        assert!(expected.is_some());
        for name in [
            "cc-by-nc-nd-1.0",
            "CC-BY-NC-ND-1.0",
            "http://creativecommons.org/licenses/by-nc-nd/1.0/",
            "https://creativecommons.org/licenses/by-nd-nc/1.0/",
        ] {
            assert_eq!(parse(name).ok(), expected, "{name}");
        }
    }

    #[test]
    fn other_free_licences_are_accepted_and_statements_are_not_licences() {
        for (text, id) in [
            ("etalab-2.0", "etalab-2.0"),
            ("LAL-1.3", "lal-1.3"),
            ("http://artlibre.org/licence/lal", "lal-1.3"),
            ("GFDL-1.3-or-later", "gfdl-1.3-or-later"),
            ("GFDL-1.2", "gfdl-1.2-only"),
            ("https://www.gnu.org/licenses/fdl-1.3.html", "gfdl-1.3-only"),
            ("http://gnu.org/licenses/fdl-1.3.html", "gfdl-1.3-only"),
        ] {
            assert_eq!(parse(text).map(LicenceId::as_str), Ok(id), "{text}");
        }
        assert!(matches!(parse("http://rightsstatements.org/vocab/NKC/1.0/"), Err(UnknownLicence::Statement(_))));
    }

    #[test]
    fn look_alikes_are_refused() {
        for text in [
            "",
            "https://creativecommons.org.example/licenses/by/4.0/",
            "https://example.org/creativecommons.org/licenses/by/4.0/",
            "https://creativecommons.org/about/",
            "https://creativecommons.org/licenses/by/4.0/evil",
            "https://creativecommons.org/licenses/by/4.0/deed/deed",
            "all rights reserved",
            "MIT",
        ] {
            assert!(parse(text).is_err(), "{text}: {:?}", parse(text));
        }
    }

    proptest! {
        #[test]
        fn no_text_at_all_makes_it_fail(text in "\\PC{0,60}") {
            let _ = parse(&text);
        }

        #[test]
        fn whatever_is_recognised_reads_back_as_itself(text in "(?i)(https?://(www\\.)?creativecommons\\.org/licenses/)?(cc[- ])?by(-(nc|sa|nd)){0,2}[-/ ][1-4]\\.[05]([-/][a-z]{2})?(/(deed|legalcode)(\\.[a-z]{2})?)?") {
            if let Ok(id) = parse(&text) {
                prop_assert_eq!(parse(id.as_str()), Ok(id));
                prop_assert_eq!(parse(id.deed()), Ok(id));
                prop_assert!(text.contains(&id.licence().version));
            }
        }
    }
}
