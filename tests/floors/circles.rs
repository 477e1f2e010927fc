//! Inside a room, imports run one way too: no file imports one that, directly or by others, imports it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    files::{File, files},
    source::without_comments,
    stands,
};

/// The folders of `src` whose files are looked at. A folder in one of them counts as one file of it.
const WITHOUT_CIRCLES: &[&str] = &["catalog", "catalog/embedded", "catalog/spaces"];

/// Which file of a folder imports which others, by their names.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// The paths named after `crate::`, `self::` and `super::`, whole: those of `a::{b, c::d}` are `a::b` and `a::c::d`.
fn paths(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "self::", "super::"] {
        for (place, _) in text.match_indices(start) {
            let before = text[..place].chars().next_back();
            if !before.is_some_and(|letter| letter.is_alphanumeric() || "_:$".contains(letter)) {
                branches(&text[place..], &[], &mut found);
            }
        }
    }
    found
}

/// Follows one branch of a path, and gives what is left of the text after it.
fn branches<'a>(text: &'a str, above: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    let mut path = above.to_vec();
    let mut rest = text.trim_start();
    loop {
        if let Some(mut inside) = rest.strip_prefix('{') {
            loop {
                inside = branches(inside, &path, found).trim_start();
                match inside.strip_prefix(',') {
                    Some(next) if !next.trim_start().starts_with('}') => inside = next,
                    _ => break,
                }
            }
            return inside.trim_start_matches(',').trim_start().strip_prefix('}').unwrap_or(inside);
        }
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
        path.extend((end > 0).then(|| rest[..end].to_owned()));
        rest = &rest[end..];
        match rest.strip_prefix("::") {
            Some(next) => rest = next.trim_start(),
            None => break,
        }
    }
    found.push(path);
    // A new name, as in `a as b`, leads nowhere else.
    rest.find([',', '}', ';', '\n']).map_or("", |end| &rest[end..])
}

/// Where a path leads from a module, from the top of the crate.
fn absolute(module: &[String], path: &[String]) -> Vec<String> {
    let mut at = module.to_vec();
    let mut rest = path.iter();
    while let Some(step) = rest.clone().next() {
        match step.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => drop(at.pop()),
            _ => break,
        }
        rest.next();
    }
    at.extend(rest.cloned());
    at
}

/// Who imports whom among the files of a folder.
fn imports(folder: &str, sources: &[File]) -> Imports {
    let here: Vec<String> = folder.split('/').map(str::to_owned).collect();
    let module = |file: &File| -> Vec<String> {
        let path = file.path.trim_start_matches("src/").trim_end_matches(".rs");
        path.strip_suffix("/mod").unwrap_or(path).split('/').map(str::to_owned).collect()
    };
    let inside: Vec<(Vec<String>, &File)> =
        sources.iter().map(|file| (module(file), file)).filter(|(module, _)| module.starts_with(&here)).collect();
    // The folder's own file has the folder's name; every other one that of what stands in the folder.
    let name = |path: &[String]| path.get(here.len()).unwrap_or(&here[here.len() - 1]).clone();
    let names: BTreeSet<String> = inside.iter().map(|(module, _)| name(module)).collect();
    let mut imports = Imports::new();
    for (module, file) in &inside {
        let text = without_comments(&file.text);
        // Tests may ask anybody.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let led = paths(text).into_iter().map(|path| absolute(module, &path)).filter(|path| path.starts_with(&here));
        // What is no file of the folder is what the folder's own file gives on.
        let of = led.map(|path| path.get(here.len()).filter(|name| names.contains(*name)).cloned());
        let named = of.map(|found| found.unwrap_or_else(|| name(&here)));
        let own = name(module);
        imports.entry(own.clone()).or_default().extend(named.filter(|other| *other != own));
    }
    imports
}

/// A circle, if there is one: its files in order, the first one again at its end.
fn circle(imports: &Imports) -> Option<Vec<String>> {
    fn walk(at: &str, imports: &Imports, way: &mut Vec<String>, done: &mut BTreeSet<String>) -> Option<Vec<String>> {
        if let Some(place) = way.iter().position(|passed| passed == at) {
            return Some(way[place..].iter().cloned().chain([at.to_owned()]).collect());
        }
        if !done.insert(at.to_owned()) {
            return None;
        }
        way.push(at.to_owned());
        let found = imports.get(at)?.iter().find_map(|next| walk(next, imports, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    imports.keys().find_map(|start| walk(start, imports, &mut Vec::new(), &mut done))
}

#[test]
fn no_files_of_a_room_import_one_another_in_a_circle() {
    let sources = files("src", &["rs"]);
    let mut broken = Vec::new();
    for folder in WITHOUT_CIRCLES {
        let imports = imports(folder, &sources);
        assert!(imports.len() > 3, "src/{folder} has {} files: is this the right folder?", imports.len());
        broken.extend(circle(&imports).map(|circle| {
            format!(
                "src/{folder}: {} import one another in a circle: move what they share into a file that imports none of them",
                circle.join(" → ")
            )
        }));
    }
    stands(&broken);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)]) -> Imports {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        imports("shop", &files.iter().map(file).collect::<Vec<_>>())
    }

    #[test]
    fn every_branch_of_an_import_is_followed_to_its_end() {
        let text =
            "use crate::{\n    a::{self, b::C, d},\n    e as f,\n};\nuse super::g::{H};\nlet _ = self::i::J::new();";
        let found: BTreeSet<String> = paths(text).into_iter().map(|path| path.join("::")).collect();
        let expected =
            ["crate::a::b::C", "crate::a::d", "crate::a::self", "crate::e", "self::i::J::new", "super::g::H"];
        assert_eq!(found, expected.map(str::to_owned).into());
    }

    #[test]
    fn a_circle_is_found_however_it_is_closed() {
        let shop = [
            ("src/shop/mod.rs", "pub use self::till::Till;"),
            ("src/shop/till.rs", "use super::shelf::Shelf;"),
            ("src/shop/shelf/mod.rs", "mod board;"),
            ("src/shop/shelf/board.rs", "use crate::shop::{goods::Good, stock};"),
            ("src/shop/goods.rs", "use crate::street::till;"),
            ("src/shop/stock.rs", ""),
        ];
        assert_eq!(circle(&of(&shop)), None);
        for closing in
            ["use super::till::Till;", "use super::{Till};", "use crate::shop::till;", "fn a() { super::shelf::a() }"]
        {
            let mut closed = shop;
            closed[4].1 = closing;
            let found = circle(&of(&closed)).unwrap();
            assert!(found.len() >= 3 && found.contains(&"goods".to_owned()), "{closing}: {found:?}");
        }
        let mut in_tests = shop;
        in_tests[4].1 = "#[cfg(test)]\nmod tests { use super::super::till::Till; }";
        assert_eq!(circle(&of(&in_tests)), None);
    }
}
