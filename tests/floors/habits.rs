//! Habits that every file keeps, whatever its floor.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    files::{File, files},
    source::without_comments,
    stands,
};

/// Longer, and a file tells two stories.
const MOST_LINES: usize = 500;
/// Names that say nothing of what they name.
const EMPTY_NAMES: &[&str] = &["manager", "handler", "utils", "helpers", "data", "info", "common", "misc"];
/// What a template may not hold, and what to do instead.
const NOT_IN_TEMPLATES: &[(&str, &str)] = &[
    ("style=", "the content security policy refuses inline styles: use a class"),
    ("<style", "the content security policy refuses inline styles: write it in assets/css"),
    ("|safe", "nothing from outside is trusted as HTML: let askama escape it, or pass a type that is HTML by itself"),
    ("| safe", "nothing from outside is trusted as HTML: let askama escape it, or pass a type that is HTML by itself"),
    ("javascript:", "the content security policy refuses it: use a button and a script in assets/js"),
    ("src=\"http", "nothing is fetched from other sites: put it in assets"),
];

fn every(extensions: &[&str]) -> Vec<File> {
    let folders = ["src", "tests", "build", "templates", "assets", "locales", "benches", "fuzz"];
    let mut all: Vec<File> = folders.into_iter().flat_map(|folder| files(folder, extensions)).collect();
    all.extend(files("", extensions).into_iter().filter(|file| !file.path.contains('/')));
    assert!(all.len() > 5, "only {} files were found", all.len());
    all
}

/// A line for each line of each file in which `wrong` finds something.
fn lines_with(files: &[File], wrong: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut broken = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            broken.extend(wrong(line).map(|what| format!("{}:{}: {what}", file.path, number + 1)));
        }
    }
    broken
}

#[test]
fn every_rust_file_says_first_what_it_is_for() {
    let broken: Vec<String> = every(&["rs"])
        .iter()
        .filter(|file| {
            file.text
                .lines()
                .next()
                .and_then(|line| line.strip_prefix("//! "))
                .is_none_or(|said| said.trim().is_empty())
        })
        .map(|file| format!("{}:1: begin with a line `//! …` that says what the file is for", file.path))
        .collect();
    stands(&broken);
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let broken: Vec<String> = every(&["rs", "html", "css", "js", "mjs", "ftl"])
        .iter()
        .filter(|file| file.text.lines().count() > MOST_LINES)
        .map(|file| {
            let lines = file.text.lines().count();
            format!(
                "{}:{MOST_LINES}: it has {lines} lines, at most {MOST_LINES} are read with pleasure: split it by story",
                file.path
            )
        })
        .collect();
    stands(&broken);
}

#[test]
fn no_file_has_an_empty_name() {
    let broken: Vec<String> = every(&["rs", "html", "css", "js"])
        .iter()
        .filter(|file| file.path.split(['/', '.', '_', '-']).any(|word| EMPTY_NAMES.contains(&word)))
        .map(|file| format!("{}:1: the name says nothing: name what is in it, in words of the glossary", file.path))
        .collect();
    stands(&broken);
}

#[test]
fn nothing_is_allowed_for_good_and_nothing_is_left_for_later() {
    let code: Vec<File> =
        every(&["rs"]).into_iter().map(|file| File { text: without_comments(&file.text), ..file }).collect();
    let mut broken = lines_with(&code, |line| {
        let squeezed: String = line.split_whitespace().collect();
        (squeezed.contains("#[allow(") || squeezed.contains("#![allow("))
            .then(|| "use #[expect(…, reason = \"…\")]: it tells when it is needed no more".to_owned())
    });
    // Put together here, so that this file does not hold the words it looks for.
    let later = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat()];
    broken.extend(lines_with(&every(&["rs", "html", "css", "js", "ftl"]), |line| {
        let said = later
            .iter()
            .find(|word| line.split(|letter: char| !letter.is_alphanumeric()).any(|part| part == **word))?;
        Some(format!("`{said}`: do it now, or write an issue"))
    }));
    stands(&broken);
}

#[test]
fn templates_keep_to_the_security_policy() {
    let templates = files("templates", &["html", "svg", "xml"]);
    assert!(templates.len() > 10, "only {} templates were found", templates.len());
    // The pictures of charts are answers of their own, whose policy lets them have their style inside (`web/media.rs`).
    let is_picture =
        |file: &File| ["templates/parts/chart.svg", "templates/parts/coast.svg"].contains(&file.path.as_str());
    let without_style = |file: File| File { text: file.text.replacen("<style>", "", 1), ..file };
    let ours = |file: File| if is_picture(&file) { without_style(file) } else { file };
    let templates: Vec<File> = templates.into_iter().map(ours).collect();
    stands(&lines_with(&templates, wrong_in_a_template));
}

fn wrong_in_a_template(line: &str) -> Option<String> {
    let squeezed = line.to_ascii_lowercase();
    if let Some((found, instead)) = NOT_IN_TEMPLATES.iter().find(|(banned, _)| squeezed.contains(banned)) {
        return Some(format!("`{found}`: {instead}"));
    }
    if squeezed.contains("<script") && !squeezed.contains("src=") && !squeezed.contains("application/ld+json") {
        return Some("a script without `src`: the content security policy refuses it; put it in assets/js".to_owned());
    }
    let attribute = |word: &str| {
        let name = word.split_once('=').map(|(name, _)| name)?;
        (name.len() > 3 && name.starts_with("on") && name.bytes().all(|byte| byte.is_ascii_lowercase()))
            .then(|| name.to_owned())
    };
    let event = squeezed.split_whitespace().find_map(attribute)?;
    Some(format!("`{event}=`: the content security policy refuses it; listen from a script in assets/js"))
}

#[test]
fn a_template_that_breaks_the_policy_is_seen() {
    for bad in [
        "<p style=\"color:red\">",
        "{{ title|safe }}",
        "<script>alert(1)</script>",
        "<a onclick=\"go()\">",
        "<img src=\"https://example.org/x.jpg\">",
    ] {
        assert!(wrong_in_a_template(bad).is_some(), "{bad}");
    }
    for good in
        ["<p class=\"style\">", "<script type=\"module\" src=\"/a.js\"></script>", "<input name=\"one\" value=\"on\">"]
    {
        assert!(wrong_in_a_template(good).is_none(), "{good}");
    }
}

/// A message's name, with its file and line, and the variables it uses.
type Messages = BTreeMap<String, (String, usize, BTreeSet<String>)>;

fn messages(language: &str) -> Messages {
    let mut found = Messages::new();
    for file in files(&format!("locales/{language}"), &["ftl"]) {
        let mut current = None;
        for (number, line) in file.text.lines().enumerate() {
            if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| is_message_name(name)) {
                found.insert(name.to_owned(), (file.path.clone(), number + 1, BTreeSet::new()));
                current = Some(name.to_owned());
            } else if line.starts_with('#') {
                continue;
            }
            if let Some((_, _, variables)) = current.as_ref().and_then(|name| found.get_mut(name)) {
                variables.extend(variables_of(line));
            }
        }
    }
    found
}

fn is_message_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn variables_of(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect())
}

#[test]
fn french_and_english_say_the_same_things() {
    let (french, english, breton) = (messages("fr"), messages("en"), messages("br"));
    assert!(french.len() > 100, "only {} French messages were found", french.len());
    let mut broken = Vec::new();
    for (these, others, other) in [(&french, &english, "en"), (&english, &french, "fr"), (&breton, &french, "fr")] {
        for (name, (path, line, variables)) in these {
            match others.get(name) {
                None => broken.push(format!("{path}:{line}: `{name}` is not in locales/{other}: write it there too")),
                Some((_, _, theirs)) if theirs != variables => broken.push(format!(
                    "{path}:{line}: `{name}` uses {variables:?} here and {theirs:?} in locales/{other}: use the same"
                )),
                Some(_) => {}
            }
        }
    }
    stands(&broken);
}
