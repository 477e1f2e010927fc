//! LaTeX and BibTeX snippets compiled by Debian's TeX, and the words read back from the PDF.

use std::{fmt::Write as _, fs, path::Path, process::Command};

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;
use zef::domain::{
    attribution::{Attribution, Format, snippet},
    language::Language,
};

use super::{address::decoded, the_bridge};

/// T1 with Latin Modern, as most documents have it, in English and in French, whose babel changes punctuation; `LuaLaTeX` has
/// Latin Modern of its own accord.
const DOCUMENTS: [(&str, &str, Language); 4] = [
    ("pdflatex", "\\usepackage[T1]{fontenc}\\usepackage{lmodern}", Language::English),
    ("pdflatex", "\\usepackage[T1]{fontenc}\\usepackage{lmodern}\\usepackage[french]{babel}", Language::French),
    ("lualatex", "", Language::English),
    ("lualatex", "\\usepackage[french]{babel}", Language::French),
];

/// An address with every mark that TeX or a PDF reads as something else.
const ADDRESS: &str = "https://zef.example/a_b/{c}/100%/%41?d=1&e=~f$g'h#é^i|j\\";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    case: String,
    title: String,
    /// What is read in the PDF; white space aside, since pages are set with it.
    prints: String,
    /// What is read in the PDF of `pdfLaTeX`, where pdftotext reads the marks that a letter is made of one by one.
    pdflatex: Option<String>,
}

fn examples() -> Vec<Example> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/latex.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Runs a program of TeX in a folder; its standard output.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error} (see `rust` in ./test for its package)"));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Compiles a document in this folder, which must go without an error and without a letter that no font has.
fn compile(folder: &Path, engine: &str, preamble: &str, body: &str) {
    let document = format!(
        "\\documentclass{{article}}{preamble}\\usepackage{{hyperref}}\\raggedright\\hyphenpenalty=10000\\exhyphenpenalty=10000\n\
         \\begin{{document}}\n{body}\n\\end{{document}}\n"
    );
    fs::write(folder.join("a.tex"), document).unwrap();
    run(folder, engine, &["-interaction=nonstopmode", "a.tex"]);
    let log = fs::read(folder.join("a.log")).unwrap();
    let log = String::from_utf8_lossy(&log);
    let is_fault = |line: &&str| line.starts_with("! ") || line.contains("Missing character");
    let faults: Vec<&str> = log.lines().filter(is_fault).collect();
    assert_eq!(faults, Vec::<&str>::new(), "{engine} {preamble}");
    assert!(log.contains("Output written on"), "{engine} {preamble}: {log}");
}

/// The words of the PDF in this folder, as one compares them: composed, without white space, an apostrophe being one
/// whichever way it is drawn.
fn printed(folder: &Path) -> String {
    comparable(&run(folder, "pdftotext", &["a.pdf", "-"]))
}

fn comparable(text: &str) -> String {
    // What LaTeX sets for an ellipsis is three full stops.
    let text = text.replace('\'', "’").replace('…', "...");
    text.chars().filter(|c| !c.is_whitespace()).nfc().collect()
}

#[test]
fn both_engines_print_the_words_of_a_title_and_lead_where_they_should() {
    for (engine, preamble, language) in DOCUMENTS {
        let folder = tempfile::tempdir().unwrap();
        let mut body = String::new();
        for Example { title, .. } in examples() {
            let record = Attribution { title: Some(title), author_url: Some(ADDRESS.to_owned()), ..the_bridge() };
            writeln!(body, "\\noindent {}\n", snippet(&record, Format::Latex, language)).unwrap();
        }
        compile(folder.path(), engine, preamble, &body);
        let text = printed(folder.path());
        for Example { case, title, prints, pdflatex } in examples() {
            let prints = pdflatex.filter(|_| engine == "pdflatex").unwrap_or(prints);
            let quoted = match language {
                Language::English => format!("“{prints}”"),
                _ => format!("« {prints} »"),
            };
            assert!(
                text.contains(&comparable(&quoted)),
                "{engine} {language}: {case}: {title}: {quoted} not in\n{text}"
            );
        }
        let addresses = run(folder.path(), "pdfinfo", &["-url", "a.pdf"]);
        let expected = "https://zef.example/a_b/%7Bc%7D/100%25/%41?d=1&e=%7Ef%24g%27h#%C3%A9%5Ei%7Cj%5C";
        let leads = addresses.lines().filter(|line| line.ends_with(expected)).count();
        assert!(leads >= examples().len(), "{engine}: {addresses}");
        assert_eq!(decoded(expected), decoded(&ADDRESS.replace("100%/", "100%25/")));
    }
}

/// Authors whose third byte is inside a letter or a command, and others.
const AUTHORS: [&str; 14] = [
    "Gaëlle Le Goff",
    "Zoé Ñandú",
    "Éloi Émery",
    "Anne Le Gall",
    "O’Brien",
    "Yʼann",
    "A&B Studio",
    "J_R",
    "Nguyễn Văn",
    "“J.-B.” D’Arc",
    "de la Fuente, Ana and Bob",
    "{Braces} \\ %",
    "é",
    "-- X",
];

#[test]
fn entries_compile_in_the_standard_styles_of_bibtex() {
    let years = [Some("2024"), Some("vers 1950…"), Some("été 50’"), None];
    let titles = examples().into_iter().map(|example| example.title);
    let entries: String = (1..)
        .zip(AUTHORS.iter().zip(titles))
        .map(|(number, (author, title))| {
            let record = Attribution {
                title: Some(title),
                author_name: Some((*author).to_owned()),
                year: years.get(number % years.len()).copied().flatten().map(str::to_owned),
                source_url: Some(format!("https://zef.example/photos/{number}")),
                ..the_bridge()
            };
            snippet(&record, Format::Bibtex, Language::French) + "\n\n"
        })
        .collect();
    for style in ["plain", "unsrt", "abbrv", "alpha"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("photos.bib"), &entries).unwrap();
        let body = format!("\\nocite{{*}}x\\bibliographystyle{{{style}}}\\bibliography{{photos}}");
        let preamble = "\\usepackage[T1]{fontenc}\\usepackage{lmodern}";
        compile(folder.path(), "pdflatex", preamble, &body);
        let said = run(folder.path(), "bibtex", &["a"]);
        assert!(!said.contains("error"), "{style}: {said}");
        compile(folder.path(), "pdflatex", preamble, &body);
        let text = printed(folder.path());
        for author in AUTHORS {
            let name = comparable(&author.replace('ʼ', "’"));
            assert!(text.contains(&name), "{style}: {author} is not in\n{text}");
        }
        // No style changes the capitals of a title, a command at its beginning or not.
        assert!(text.contains("Kanarc’hwezeg") && text.contains("<<a>>"), "{style}: {text}");
    }
}
