//! Which file of the crate imports which: `use` trees expanded, and each path resolved to the file of its module.

use std::collections::{BTreeMap, BTreeSet};

use super::{files::File, source::without_tests};

/// The files that each file imports, by their paths, tests left out. A module that only re-exports what its own folder
/// holds (`pub use show::show;`) does not import it.
pub type Imports = BTreeMap<String, BTreeSet<String>>;

/// What the files of `src`, comments taken out, import of one another.
pub fn imports(sources: &[File]) -> Imports {
    let files: Vec<&File> = sources.iter().filter(|file| !file.path.ends_with("_tests.rs")).collect();
    let modules: BTreeMap<Vec<&str>, &str> =
        files.iter().map(|file| (module(&file.path), file.path.as_str())).collect();
    let imported = |file: &&File| {
        let here = module(&file.path);
        let there = paths(without_tests(&file.text)).into_iter().filter_map(|path| resolved(&path, &here, &modules));
        (file.path.clone(), there.filter(|path| *path != file.path).map(str::to_owned).collect())
    };
    files.iter().map(imported).collect()
}

/// The circles among these files: sets of files that import one another, directly or not. A file of a folder may import the
/// file that stands for the folder, which imports it: the two are one module, told in several files.
pub fn circles(imports: &Imports) -> BTreeSet<BTreeSet<String>> {
    let without_heads = |(file, others): (&String, &BTreeSet<String>)| {
        let others = others.iter().filter(|other| !is_head_of(other, file)).cloned().collect();
        (file.clone(), others)
    };
    let imports = &imports.iter().map(without_heads).collect::<Imports>();
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        imports.keys().map(|file| (file, reached_from(file, imports))).collect();
    let with = |file: &String| -> BTreeSet<String> {
        reached[file].iter().filter(|other| reached[*other].contains(file)).map(|other| (*other).clone()).collect()
    };
    imports.keys().map(with).filter(|circle| circle.len() > 1).collect()
}

/// Whether a file stands for a folder in which the other is: `photo.rs` or `photo/mod.rs` for `photo/id.rs`.
fn is_head_of(head: &str, file: &str) -> bool {
    let head = module(head);
    let file = module(file);
    head.len() < file.len() && file.starts_with(&head)
}

fn reached_from<'a>(file: &str, imports: &'a Imports) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&String> = imports.get(file).into_iter().flatten().collect();
    while let Some(other) = next.pop() {
        if imports.contains_key(other) && reached.insert(other) {
            next.extend(&imports[other]);
        }
    }
    reached
}

/// The module of a file: `src/web/pages/mod.rs` and `src/web/pages.rs` are `web`, `pages`.
fn module(path: &str) -> Vec<&str> {
    let path = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if matches!(path, "lib" | "main") { Vec::new() } else { path.split('/').collect() }
}

/// The file that holds the module, or the item, of a path named in a module.
fn resolved<'a>(path: &str, here: &[&str], modules: &BTreeMap<Vec<&str>, &'a str>) -> Option<&'a str> {
    let mut words: Vec<&str> = path.split("::").collect();
    let mut whole: Vec<&str> = match words.first() {
        Some(&"crate") => {
            words.remove(0);
            Vec::new()
        }
        Some(&("super" | "self")) => here.to_vec(),
        // A child of this module, or another crate.
        _ => [here, &[words.remove(0)]].concat(),
    };
    let is_child = !matches!(path.split("::").next(), Some("crate" | "super" | "self"));
    if is_child && !modules.contains_key(&whole) {
        return None;
    }
    for word in words {
        match word {
            "super" => drop(whole.pop()),
            "self" => {}
            word => whole.push(word),
        }
    }
    // What follows the module is an item of it.
    (1..=whole.len()).rev().find_map(|length| modules.get(&whole[..length]).copied())
}

/// Every path that a text names: those of `use` trees, one by one, and those within code. `pub use` of a child is left out.
fn paths(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut code = String::new();
    let mut rest = text;
    while let Some(place) = next_use(rest) {
        let (before, tree) = rest.split_at(place);
        let end = tree.find(';').unwrap_or(tree.len());
        let is_shown = before.lines().next_back().is_some_and(|line| line.trim_start().starts_with("pub"));
        let mut leaves = BTreeSet::new();
        expand(tree["use ".len()..end].trim(), "", &mut leaves);
        let leads_away = |path: &String| path.starts_with("crate") || path.starts_with("super");
        found.extend(leaves.into_iter().filter(|path| !is_shown || leads_away(path)));
        code.push_str(before);
        rest = &tree[end..];
    }
    code.push_str(rest);
    found.extend(inline(&code));
    found
}

/// Where the next `use` declaration begins.
fn next_use(text: &str) -> Option<usize> {
    text.match_indices("use ").map(|(place, _)| place).find(|place| {
        let line = text[..*place].rsplit('\n').next().unwrap_or_default().trim();
        line.is_empty() || (line.starts_with("pub") && !line.contains(' ')) || line.ends_with(") pub")
    })
}

/// The leaves of a `use` tree.
fn expand(tree: &str, before: &str, found: &mut BTreeSet<String>) {
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        if !path.is_empty() {
            found.insert(format!("{before}{path}"));
        }
        return;
    };
    let close = tree.rfind('}').unwrap_or(tree.len());
    let head = format!("{before}{}", tree[..open].trim());
    let (mut nested, mut begin) = (0_usize, open + 1);
    for (place, letter) in tree[..close].char_indices().skip_while(|(place, _)| *place <= open) {
        match letter {
            '{' => nested += 1,
            '}' => nested -= 1,
            ',' if nested == 0 => {
                expand(tree[begin..place].trim(), &head, found);
                begin = place + 1;
            }
            _ => {}
        }
    }
    expand(tree[begin..close].trim(), &head, found);
}

/// Every path of two words or more within code.
fn inline(code: &str) -> BTreeSet<String> {
    code.split(|letter: char| !(letter.is_alphanumeric() || "_:".contains(letter)))
        .filter(|word| word.contains("::") && !word.starts_with(':'))
        .map(|word| word.trim_end_matches(':').to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(files: &[(&str, &str)]) -> Imports {
        let files: Vec<File> =
            files.iter().map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() }).collect();
        imports(&files)
    }

    #[test]
    fn an_import_leads_to_the_file_of_its_module() {
        let house = house(&[
            ("src/web/mod.rs", "pub mod site;\npub mod pages;"),
            ("src/web/site.rs", "use super::urls::{self, Urls};\nfn a() { crate::domain::photo::parse() }"),
            ("src/web/urls.rs", ""),
            ("src/web/pages/mod.rs", "mod show;\npub use show::show;\nfn b() { std::mem::drop(1) }"),
            (
                "src/web/pages/show.rs",
                "use super::Page;\nuse crate::{domain::photo::{Photo, Title}, web::{site::Site}};",
            ),
            ("src/domain/photo.rs", ""),
        ]);
        let of = |path: &str| house[path].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(of("src/web/site.rs"), ["src/domain/photo.rs", "src/web/urls.rs"]);
        assert_eq!(of("src/web/pages/show.rs"), ["src/domain/photo.rs", "src/web/pages/mod.rs", "src/web/site.rs"]);
        assert!(of("src/web/pages/mod.rs").is_empty(), "it only re-exports its child");
        assert!(circles(&house).is_empty());
    }

    #[test]
    fn a_circle_is_seen_however_long() {
        let house = house(&[
            ("src/domain/a.rs", "use super::b::B;"),
            ("src/domain/b.rs", "use crate::domain::c;"),
            ("src/domain/c.rs", "fn c() { super::a::a() }"),
            ("src/domain/d.rs", "use super::a::A;"),
            ("src/domain/e.rs", "mod f;\nuse f::F;"),
            ("src/domain/e/f.rs", "use super::E;"),
        ]);
        let found: Vec<Vec<String>> = circles(&house).into_iter().map(|circle| circle.into_iter().collect()).collect();
        assert_eq!(
            found,
            [vec!["src/domain/a.rs", "src/domain/b.rs", "src/domain/c.rs"]],
            "and a file of a folder is one with what stands for the folder"
        );
    }
}
