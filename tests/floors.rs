//! The architecture: each floor uses only those below, each room only its crates, and every file follows the habits of
//! `docs/ARCHITECTURE.md`. Each failure says where, and what to do.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "floors/circles.rs"]
mod circles;
#[path = "floors/files.rs"]
mod files;
#[path = "floors/habits.rs"]
mod habits;
#[path = "floors/imports.rs"]
mod imports;
#[path = "floors/source.rs"]
mod source;

use std::{collections::BTreeSet, fs};

use files::{File, files, root};
use imports::{Imports, circles, imports};
use source::{led_to, names, rooms_named, without_comments, without_tests};

/// Every room with those it may look into, from the ground up. Rooms of one floor do not see one another.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("imaging", &["domain"]),
    ("archive", &["domain"]),
    ("catalog", &["domain"]),
    ("search", &["domain"]),
    ("mail", &["domain"]),
    ("library", &["domain", "imaging", "archive", "catalog", "search", "mail"]),
    ("web", &["domain", "imaging", "archive", "catalog", "search", "mail", "library"]),
    ("control", &["domain", "library"]),
    // The roof: it chooses the parts and starts them, and nobody below imports it.
    (
        "cli",
        &[
            "domain", "imaging", "archive", "catalog", "search", "library", "web", "control", "config", "startup",
            "clock",
        ],
    ),
    (
        "startup",
        &["domain", "imaging", "archive", "catalog", "search", "mail", "library", "web", "control", "config", "clock"],
    ),
    ("config", &["domain", "imaging", "archive", "catalog", "search", "mail", "library", "web"]),
    ("clock", &["library"]),
    (
        "lib",
        &[
            "domain", "imaging", "archive", "catalog", "search", "mail", "library", "web", "control", "cli", "config",
            "startup", "clock",
        ],
    ),
    ("main", &["cli"]),
];

/// The rooms inside `web/`, from the ground up, with those that each may look into.
const ROOMS_OF_WEB: &[(&str, &[&str])] = &[
    ("assets", &[]),
    ("i18n", &[]),
    ("trusted_proxies", &[]),
    ("typeset", &[]),
    ("urls", &[]),
    ("closing", &[]),
    ("zero_copy", &["closing"]),
    ("site", &["trusted_proxies", "urls"]),
    ("problem", &["i18n", "site"]),
    ("request", &["i18n", "urls", "zero_copy", "site", "problem"]),
    ("view", &["i18n", "typeset", "urls", "site", "problem"]),
    ("letters", &["i18n", "urls", "site", "view"]),
    ("single_flight", &[]),
    ("compression", &["request"]),
    ("cache", &["zero_copy", "single_flight", "problem", "request", "compression"]),
    ("metrics", &["cache"]),
    ("fixed", &["assets", "urls", "site"]),
    ("probes", &["site", "trusted_proxies"]),
    ("frame", &["assets", "i18n", "urls", "site", "problem", "request", "view", "cache"]),
    ("api", BELOW_ANSWERS),
    ("media", BELOW_ANSWERS),
    ("oembed", BELOW_ANSWERS),
    ("pages", BELOW_ANSWERS),
    (
        "routes",
        &[
            "i18n",
            "urls",
            "zero_copy",
            "site",
            "problem",
            "request",
            "compression",
            "fixed",
            "probes",
            "frame",
            "api",
            "media",
            "oembed",
            "pages",
        ],
    ),
];

/// What pages, calls of the API and files may look into: everything below them, and not one another.
const BELOW_ANSWERS: &[&str] =
    &["assets", "i18n", "typeset", "urls", "zero_copy", "site", "problem", "request", "view", "cache", "frame"];

/// Where no two files import each other, directly or not: rooms of the house, and rooms inside `web/`.
const WITHOUT_CIRCLES: &[&str] = &["domain", "imaging", "archive", "search", "mail", "library", "web", "control"];

const EVERYWHERE: &[&str] = &[
    "domain", "imaging", "archive", "catalog", "search", "mail", "library", "web", "control", "cli", "startup",
    "config", "clock", "lib", "main",
];
const ABOVE_GROUND: &[&str] = &[
    "archive", "catalog", "search", "mail", "library", "web", "control", "cli", "startup", "config", "clock", "lib",
    "main",
];

/// Every dependency of `Cargo.toml`, by its name in code, with the rooms that may name it.
const OUTSIDE: &[(&str, &[&str])] = &[
    // The web and its templates live on floor 3 alone; the roof starts the server.
    ("actix_web", &["web", "startup"]),
    ("actix_http", &["web"]),
    ("actix_service", &["web"]),
    ("actix_multipart", &["web"]),
    ("askama", &["web"]),
    ("prometheus_client", &["web"]),
    ("governor", &["web"]),
    ("percent_encoding", &["web"]),
    ("qrcode", &["web"]),
    ("pulldown_cmark", &["web"]),
    ("quick_cache", &["catalog", "web"]),
    ("icu_plurals", &["web"]),
    ("icu_locale_core", &["web"]),
    // The index engine stays behind the record store.
    ("sled", &["catalog"]),
    ("tokio_postgres", &["catalog"]),
    ("deadpool_postgres", &["catalog"]),
    ("thread_local", &["catalog"]),
    ("rustls", &["archive", "catalog", "control"]),
    ("tokio_rustls", &["catalog"]),
    ("rustls_native_certs", &["catalog"]),
    ("async_trait", &["archive", "catalog"]),
    // So does the search engine, behind what finds photos; and the stems of words.
    ("tantivy", &["search"]),
    ("frostem", &["search"]),
    // Pixels and metadata.
    ("ab_glyph", &["imaging"]),
    ("harfrust", &["imaging"]),
    ("unicode_bidi", &["imaging"]),
    ("image", &["imaging"]),
    ("zune_jpeg", &["imaging"]),
    ("jpeg_decoder", &["imaging"]),
    ("png", &["imaging"]),
    ("gif", &["imaging"]),
    ("weezl", &["imaging"]),
    ("fax", &["imaging"]),
    ("zef_scaling", &["imaging"]),
    ("moxcms", &["imaging"]),
    ("mimalloc", &["main"]),
    ("jpeg_encoder", &["imaging"]),
    ("turbojpeg", &["imaging"]),
    ("exif", &["imaging"]),
    ("quick_xml", &["imaging"]),
    ("memchr", &["imaging"]),
    ("flate2", &["archive", "imaging", "web"]),
    ("brotli", &["web"]),
    ("crc32fast", &["imaging", "library"]),
    // The disk, and other stores of objects.
    ("object_store", &["archive"]),
    ("reqwest", &["archive", "control"]),
    ("md5", &["archive"]),
    ("rustix", &["archive", "catalog", "search", "web", "control", "startup"]),
    ("sha2", &["archive", "library"]),
    // Secrets.
    ("argon2", &["library"]),
    ("zxcvbn", &["library"]),
    ("getrandom", &["clock"]),
    // The service manager.
    ("sd_notify", &["startup"]),
    // The command line.
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("strsim", &["cli", "search"]),
    ("tracing_subscriber", &["cli"]),
    ("toml", &["config"]),
    // Mail.
    ("lettre", &["mail"]),
    // Words.
    ("unicode_normalization", &["domain"]),
    // The vocabulary as a thesaurus.
    ("oxrdf", &["library"]),
    ("oxrdfxml", &["library"]),
    ("oxttl", &["library"]),
    ("url", &["domain", "web"]),
    // Waiting, and what flows, is not for the ground floor nor for imaging, which are plain functions.
    ("tokio", ABOVE_GROUND),
    ("futures_util", ABOVE_GROUND),
    ("bytes", ABOVE_GROUND),
    ("tracing", ABOVE_GROUND),
    ("blake3", EVERYWHERE),
    ("serde", EVERYWHERE),
    ("serde_json", EVERYWHERE),
    ("thiserror", EVERYWHERE),
    ("jiff", EVERYWHERE),
];

/// What rooms without I/O and without a clock do not take from the standard library.
const PURE: &[(&str, &[&str])] = &[
    ("domain", &["fs", "net", "io", "process", "env", "thread", "time"]),
    ("imaging", &["fs", "net", "process", "env", "time"]),
];

/// Fails with every broken rule at once, a line each.
fn stands(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// The code of `src`: comments and the content of strings taken out, lines where they were.
fn sources() -> Vec<File> {
    let found = files("src", &["rs"]);
    assert!(found.len() > 50, "only {} files were found in src: is this the right folder?", found.len());
    found.into_iter().map(|file| File { text: without_comments(&file.text), ..file }).collect()
}

/// The room of a file of `src`: its first folder, or its own name.
fn room(file: &File) -> &str {
    let path = file.path.strip_prefix("src/").unwrap_or(&file.path);
    path.split_once('/').map_or(path, |(folder, _)| folder).trim_end_matches(".rs")
}

#[test]
fn every_file_belongs_to_a_room() {
    let known: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let broken: Vec<String> = sources()
        .iter()
        .filter(|file| !known.contains(room(file)))
        .map(|file| {
            format!(
                "{}: `{}` is no room of the house: say on which floor it stands (ROOMS in tests/floors.rs)",
                file.path,
                room(file)
            )
        })
        .collect();
    stands(&broken);
}

#[test]
fn each_floor_looks_down_only() {
    let rooms: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let mut broken = Vec::new();
    // A template is code of the web, its quotes are not Rust's.
    let templates = files("templates", &["html", "xml", "svg"]);
    for file in sources().into_iter().chain(templates) {
        let here = if file.path.starts_with("templates/") { "web" } else { room(&file) };
        let Some((_, below)) = ROOMS.iter().find(|(room, _)| *room == here) else { continue };
        for (line, there) in rooms_named(&file.path, &file.text, &rooms) {
            if there != here && !below.contains(&there.as_str()) {
                broken.push(format!(
                    "{}:{line}: {here} imports {there}, which is above it or beside it: move what both need down, or let the \
                     caller pass it in",
                    file.path
                ));
            }
        }
    }
    stands(&broken);
}

#[test]
fn each_room_inside_the_web_looks_down_only() {
    let room = |path: &str| -> Option<String> {
        let inside = path.strip_prefix("src/web/").filter(|inside| *inside != "mod.rs")?;
        Some(inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs").to_owned())
    };
    let mut broken = Vec::new();
    for (path, others) in imports(&sources()) {
        let Some(here) = room(&path) else { continue };
        let Some((_, below)) = ROOMS_OF_WEB.iter().find(|(room, _)| **room == here) else {
            broken.push(format!(
                "{path}: `{here}` is no room of the web: say where it stands (ROOMS_OF_WEB in tests/floors.rs)"
            ));
            continue;
        };
        for other in others {
            let Some(there) = room(&other).filter(|there| *there != here) else { continue };
            if !below.contains(&there.as_str()) {
                broken.push(format!(
                    "{path}: {here} imports {there} ({other}), which is above it or beside it: move what both need down"
                ));
            }
        }
    }
    stands(&broken);
}

#[test]
fn no_files_import_one_another_in_a_circle() {
    let all = imports(&sources());
    let mut broken = Vec::new();
    for room in WITHOUT_CIRCLES {
        let folder = format!("src/{room}/");
        let inside: Imports = all
            .iter()
            .filter(|(path, _)| path.starts_with(&folder))
            .map(|(path, others)| (path.clone(), others.clone()))
            .collect();
        for circle in circles(&inside) {
            let arrow = |path: &String| {
                let others: Vec<&str> =
                    inside[path].iter().filter(|other| circle.contains(*other)).map(String::as_str).collect();
                format!("  {path} imports {}", others.join(", "))
            };
            let arrows: Vec<String> = circle.iter().map(arrow).collect();
            broken.push(format!(
                "a circle of {} files: move what they share into a file below them\n{}",
                circle.len(),
                arrows.join("\n")
            ));
        }
    }
    stands(&broken);
}

#[test]
fn outside_crates_are_named_where_they_belong() {
    let mut broken = Vec::new();
    for file in sources() {
        let here = room(&file);
        let text = without_tests(&file.text);
        for (outside, rooms) in OUTSIDE.iter().filter(|(_, rooms)| !rooms.contains(&here)) {
            for line in names(text, outside) {
                broken.push(format!(
                    "{}:{line}: {here} names `{outside}`, which is for {}: ask that room through a function of its own",
                    file.path,
                    rooms.join(", ")
                ));
            }
        }
    }
    stands(&broken);
}

#[test]
fn every_dependency_has_its_place() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let listed: BTreeSet<String> = manifest["dependencies"]
        .as_table()
        .unwrap()
        .keys()
        // The crates whose code name is not their package name.
        .map(|name| match name.as_str() {
            "kamadak-exif" => "exif".to_owned(),
            "md-5" => "md5".to_owned(),
            name => name.replace('-', "_"),
        })
        .collect();
    let placed: BTreeSet<String> = OUTSIDE.iter().map(|(name, _)| (*name).to_owned()).collect();
    let unplaced = listed.difference(&placed).map(|name| {
        format!("Cargo.toml: `{name}` has no place yet: say which rooms may name it (OUTSIDE in tests/floors.rs)")
    });
    let gone = placed
        .difference(&listed)
        .map(|name| format!("tests/floors.rs: `{name}` is no dependency any more: take its line out of OUTSIDE"));
    stands(&unplaced.chain(gone).collect::<Vec<_>>());
}

#[test]
fn the_ground_floor_and_imaging_are_plain_functions() {
    let mut broken = Vec::new();
    for file in sources() {
        let Some((here, banned)) = PURE.iter().find(|(pure, _)| *pure == room(&file)) else { continue };
        let text = without_tests(&file.text);
        let taken = led_to(text, "std::").into_iter().filter(|(_, word)| banned.contains(&word.as_str()));
        let waiting = text.lines().enumerate().filter(|(_, line)| line.contains("async ") || line.contains(".await"));
        let named = taken.map(|(line, word)| (line, format!("std::{word}")));
        for (line, word) in named.chain(waiting.map(|(number, _)| (number + 1, "async".to_owned()))) {
            broken.push(format!(
                "{}:{line}: {here} names `{word}`: it is made of plain functions; do this on a floor above and pass the result",
                file.path
            ));
        }
    }
    stands(&broken);
}
