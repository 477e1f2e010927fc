//! What a file says of those who made it and of those who hold rights in it, and what a copy keeps of that beside the
//! name to credit (`docs/decisions/5-copies-add.md`).

use serde::{Deserialize, Serialize};

use super::text;

/// The names and notices of a file, field by field as it has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Authorship {
    /// Who made it: the names of each field that names anyone (`dc:creator`, By-line, Artist).
    pub creators: Vec<Vec<String>>,
    /// The lines of credit.
    pub credits: Vec<String>,
    /// Who holds the rights.
    pub owners: Vec<String>,
    /// Who gives permissions.
    pub licensors: Vec<String>,
    /// The notices of copyright, whole.
    pub notices: Vec<String>,
}

/// How a notice is brought in after a statement that the photo is in the public domain, by language.
pub const ORIGINAL_NOTICE: [&str; 2] = ["Original notice: ", "Mention d’origine\u{a0}: "];

/// IPTC-IIM cuts names after 32 bytes (IIM 4.2, 2:80 and 2:110); a letter that would be broken is left out, so that what
/// was cut has at least 29.
const CUT: usize = 29;
/// Real notices have some dozens of letters; more is an essay.
const LONGEST_NOTICE: usize = 200;

impl Authorship {
    /// Whether the file names nobody and claims nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What either says, each once.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        let add = |to: &mut Vec<String>, more: &[String]| {
            for text in more {
                if !to.contains(text) {
                    to.push(text.clone());
                }
            }
        };
        for field in &other.creators {
            if !self.creators.contains(field) {
                self.creators.push(field.clone());
            }
        }
        add(&mut self.credits, &other.credits);
        add(&mut self.owners, &other.owners);
        add(&mut self.licensors, &other.licensors);
        add(&mut self.notices, &other.notices);
        self
    }

    /// The creators whom the file names beside the one to credit.
    ///
    /// A contributor who credits their own photo to `credit` may hide a name that their camera knows: a field that names
    /// one person, and another than `credit`, is taken for that name when `is_own`. Where a field names several people,
    /// some are others than the contributor, and all stay.
    #[must_use]
    pub fn creators_beside(&self, credit: &str, is_own: bool) -> Vec<String> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.creators.iter().flatten().map(String::as_str) {
            let is_known = names.iter().any(|known| is_same(known, name) || is_cut(name, known));
            // `Alice, Bob` in a field that takes one text.
            let mut parts = name.split(',').map(str::trim);
            let is_joined = name.contains(',') && parts.all(|part| names.iter().any(|known| is_same(known, part)));
            // A name that has lost letters (U+FFFD) credits nobody.
            let is_whole = !name.contains(char::REPLACEMENT_CHARACTER);
            if !is_known && !is_joined && is_whole && text::words(name).next().is_some() {
                names.push(name);
            }
        }
        let is_credit = |name: &&str| says(credit, name) || is_cut(name, credit);
        let is_team = self.creators.iter().any(|field| field.len() > 1) || names.iter().any(is_credit);
        if is_own && !is_team {
            return Vec::new();
        }
        names.into_iter().filter(|name| !is_credit(name)).map(str::to_owned).collect()
    }

    /// The line of credit: the file's own, then the name to credit, as the press writes agencies: `AFP / Anne Le Gall`.
    #[must_use]
    pub fn credit_line(&self, credit: &str) -> String {
        let mut parts: Vec<&str> = Vec::new();
        for part in self.credits.iter().flat_map(|line| line.split(" / ")).map(str::trim) {
            let is_known = parts.iter().any(|known| is_same(known, part) || is_cut(part, known));
            if !part.is_empty() && !is_known && !says(credit, part) {
                parts.push(part);
            }
        }
        parts.push(credit);
        parts.join(" / ")
    }

    /// The file's notices of copyright, which licences ask to keep (CC BY 4.0 §3(a)(1)(A)(ii)), each once, without what
    /// they say of permissions: that would contradict the licence granted, and gives way to it.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        let mut kept: Vec<String> = Vec::new();
        // Most files write one notice into each of their three places.
        let once_each = self
            .notices
            .iter()
            .enumerate()
            .filter(|(rank, notice)| !self.notices.iter().take(*rank).any(|before| before == *notice));
        for notice in once_each.filter_map(|(_, notice)| bare(notice)) {
            if !kept.iter().any(|known| says_notice(known, &notice)) {
                kept.retain(|known| !says_notice(&notice, known));
                kept.push(notice);
            }
        }
        let joined: String = kept.join("; ").chars().take(LONGEST_NOTICE).collect();
        (!joined.is_empty()).then_some(joined)
    }

    /// What the file claims for someone whom `credit` does not name: its bare notices, lines of credit, owners and
    /// licensors, each once. Creators whose name has lost letters are among them: they are not proposed as authors.
    #[must_use]
    pub fn claims_beside(&self, credit: Option<&str>) -> Vec<String> {
        let notices: Vec<String> = self.notices.iter().filter_map(|notice| bare(notice)).collect();
        let broken = self.creators.iter().flatten().filter(|name| name.contains(char::REPLACEMENT_CHARACTER));
        let mut claims: Vec<String> = Vec::new();
        for claim in notices.iter().chain(&self.credits).chain(&self.owners).chain(&self.licensors).chain(broken) {
            let names_someone = text::words(claim).any(|word| !is_formula(&word));
            let names_credit =
                credit.is_some_and(|credit| says(claim, credit) || says(credit, &without_formulas(claim)));
            if names_someone && !names_credit && !claims.iter().any(|known| says(known, claim)) {
                claims.push(claim.clone());
            }
        }
        claims
    }
}

/// Whether two texts have the same words, whatever their accents, their capitals and their order.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut words: Vec<String> = text::words(text).collect();
        words.sort_unstable();
        words
    };
    sorted(one) == sorted(other)
}

/// Whether a text has all the words of another, which has some.
#[must_use]
pub fn says(text: &str, other: &str) -> bool {
    let all: Vec<String> = text::words(text).collect();
    let mut words = text::words(other).peekable();
    words.peek().is_some() && words.all(|word| all.contains(&word))
}

/// The same of two notices, however they write the sign.
fn says_notice(text: &str, other: &str) -> bool {
    let named: Vec<String> = text::words(other).filter(|word| word != "c" && word != "copyright").collect();
    says(text, &named.join(" "))
}

/// Whether a text is the beginning of another that IPTC-IIM had no room for.
fn is_cut(text: &str, whole: &str) -> bool {
    text.len() >= CUT && whole.starts_with(text)
}

/// Words of notices that name nobody.
fn is_formula(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit())
        || ["c", "copyright", "by", "par", "photo", "photograph", "photographie", "the", "and", "et"].contains(&word)
}

fn without_formulas(claim: &str) -> String {
    text::words(claim).filter(|word| !is_formula(word)).collect::<Vec<_>>().join(" ")
}

/// Such as `© 2015 Anne Le Gall`: what a notice says beside permissions, in any of the languages seen in files, and
/// beside what an earlier copy from Zef added.
fn bare(notice: &str) -> Option<String> {
    const MARKS: [&str; 3] = ["©", "(c)", "copyright"];
    const PERMISSIONS: [&str; 22] = [
        "reserv",
        "réserv",
        "rechte",
        "licen",
        "creative",
        "commons",
        "cc-",
        "cc ",
        "cc0",
        "gpl",
        "public domain",
        "domaine public",
        "permi",
        "autori",
        // What the full names of licences say after a dash.
        "sharealike",
        "noncommercial",
        "noderiv",
        "mêmes conditions",
        "utilisation commerciale",
        "à l'identique",
        "à l’identique",
        "pas de modif",
    ];
    let own = without_statement(notice);
    let words: Vec<&str> =
        own.split([' ', '\t']).filter(|word| !word.contains("://") && !word.starts_with("www.")).collect();
    let text = words.join(" ");
    let mut kept = String::new();
    let mut is_whole = own.len() == text.len();
    for (before, piece) in pieces(&text) {
        let lower = format!("{} ", piece.to_lowercase());
        if PERMISSIONS.iter().any(|word| lower.contains(word)) {
            is_whole = false;
        } else if !piece.trim().is_empty() {
            kept.push_str(if kept.is_empty() { "" } else { before });
            kept.push_str(piece);
        }
    }
    let kept = text::clean_line(&kept);
    let kept = kept.trim_matches([' ', '.', ',', ';', '-', '–', '—', '|']).to_owned();
    let lower = kept.to_lowercase();
    // Of a text that spoke of permissions, the rest is a notice only if it says so.
    let is_notice = is_whole || MARKS.iter().any(|mark| lower.contains(mark));
    (is_notice && text::words(&kept).next().is_some()).then(|| kept.chars().take(LONGEST_NOTICE).collect())
}

/// What an earlier copy from Zef had before its statement, or brought in after it.
fn without_statement(notice: &str) -> &str {
    let notice = notice.trim();
    if let Some((_, original)) = ORIGINAL_NOTICE.iter().find_map(|mark| notice.rsplit_once(mark)) {
        return original;
    }
    // By the words that every statement of Zef has; titles stand between quotation marks.
    let is_ours = ["licensed under ", "sous licence ", "public domain: ", "domaine public : "]
        .iter()
        .any(|words| notice.contains(words));
    let starts =
        ["“", "« ", "Photograph by ", "Photographie, par "].iter().filter_map(|start| notice.find(start)).min();
    match starts {
        Some(start) if is_ours => notice.get(..start).unwrap_or_default(),
        _ => notice,
    }
}

/// The pieces of a text, each with what parts it from the one before.
fn pieces(text: &str) -> Vec<(&str, &str)> {
    const BREAKS: [&str; 9] = ["\n", ". ", ", ", "; ", " - ", " – ", " — ", " | ", " ("];
    let mut pieces = Vec::new();
    let (mut before, mut start) = ("", 0);
    for (at, _) in text.match_indices(['\n', '.', ',', ';', ' ']) {
        let parting = BREAKS.iter().find(|parting| text.get(at..).is_some_and(|rest| rest.starts_with(**parting)));
        // What parts two pieces may hold another mark.
        if let (Some(parting), Some(piece)) = (parting, text.get(start..at)) {
            pieces.push((before, piece));
            before = parting;
            start = at + parting.len();
        }
    }
    pieces.push((before, text.get(start..).unwrap_or_default()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming(fields: &[&[&str]]) -> Authorship {
        let owned = |field: &&[&str]| field.iter().map(|name| (*name).to_owned()).collect();
        Authorship { creators: fields.iter().map(owned).collect(), ..Authorship::default() }
    }

    fn noticed(notices: &[&str]) -> Authorship {
        Authorship { notices: notices.iter().map(|notice| (*notice).to_owned()).collect(), ..Authorship::default() }
    }

    #[test]
    fn every_field_adds_whom_the_others_do_not_name() {
        let said = naming(&[&["Alice Kermarrec", "Bob"], &["Alice Kermarrec"], &["Studio Ancien", "KERMARREC Alice"]]);
        assert_eq!(said.creators_beside("Tina", false), ["Alice Kermarrec", "Bob", "Studio Ancien"]);
        assert_eq!(said.creators_beside("Bob", true), ["Alice Kermarrec", "Studio Ancien"]);
        assert_eq!(naming(&[&["Alice", "Bob"], &["Alice, Bob"]]).creators_beside("Tina", true), ["Alice", "Bob"]);
    }

    #[test]
    fn a_single_name_gives_way_to_the_one_its_bearer_chose() {
        let said = naming(&[&["Marie Dupont"], &["M. Dupont"]]);
        assert_eq!(said.creators_beside("Mouette", true), Vec::<String>::new());
        assert_eq!(said.creators_beside("Mouette", false), ["Marie Dupont", "M. Dupont"]);
    }

    #[test]
    fn a_line_of_credit_is_added_to_and_never_twice() {
        let said = |credit: &str| Authorship { credits: vec![credit.to_owned()], ..Authorship::default() };
        assert_eq!(said("AFP").credit_line("Anne"), "AFP / Anne");
        assert_eq!(said("AFP / Anne").credit_line("Anne"), "AFP / Anne");
        assert_eq!(Authorship::default().credit_line("Anne"), "Anne");
    }

    #[test]
    fn a_notice_stays_and_its_permissions_go() {
        for (said, kept) in [
            ("(c) Studio Ancien 2019", Some("(c) Studio Ancien 2019")),
            ("© J. Dupont, tous droits réservés", Some("© J. Dupont")),
            ("© 2015 Martin Klapetek, LGPL-3.0", Some("© 2015 Martin Klapetek")),
            (
                "Copyright 2019 A. Le Gall - CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)",
                Some("Copyright 2019 A. Le Gall"),
            ),
            (
                "© Anne. Creative Commons Attribution - Partage dans les Mêmes Conditions 4.0 International",
                Some("© Anne"),
            ),
            ("Studio Ancien 2019", Some("Studio Ancien 2019")),
            ("All rights reserved", None),
            (
                "© 2015 Jean. “Le pont, vu” by Anne, licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Source: https://zef.example/photos/1",
                Some("© 2015 Jean"),
            ),
            (
                "“Le pont” by Anne, public domain: CC0 1.0 (https://x.example/). Original notice: (c) 2015 Jean",
                Some("(c) 2015 Jean"),
            ),
            ("Licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)", None),
        ] {
            assert_eq!(noticed(&[said]).notice().as_deref(), kept, "{said}");
        }
        assert_eq!(noticed(&["© 2019 Jean", "(c) Jean 2019", "© Bob"]).notice().as_deref(), Some("© 2019 Jean; © Bob"));
    }

    #[test]
    fn a_name_that_lost_letters_is_asked_about_and_never_credited() {
        let said = naming(&[&["Ga\u{fffd}lle", "Anne"]]);
        assert_eq!(said.creators_beside("Tina", false), ["Anne"]);
        assert_eq!(said.claims_beside(Some("Anne")), ["Ga\u{fffd}lle"]);
    }

    #[test]
    fn a_claim_for_someone_else_is_told_from_the_name_credited() {
        let said = Authorship { credits: vec!["AFP".to_owned()], ..noticed(&["(c) Studio Ancien 2019", "© 2019"]) };
        assert_eq!(said.claims_beside(Some("Anne")), ["(c) Studio Ancien 2019", "AFP"]);
        assert_eq!(
            noticed(&["© 2019 Anne Le Gall, all rights reserved"]).claims_beside(Some("Le Gall Anne")),
            Vec::<String>::new()
        );
    }
}
