//! Style, scripts, typefaces and icons → files named by their hash, with their brotli form beside them, and one typed constant
//! each.
//!
//! 1. every `fonts/*.woff2` is taken as it is (WOFF 2 is compressed with brotli already);
//! 2. every `css/*.css` is joined in name order into one `zef.css`, with the addresses of the typefaces and the classes of the
//!    picture ratios; every `css/pages/*.css` becomes a separate style sheet, which a few pages load after `zef.css`;
//! 3. every script is taken without the lines that are comments; every icon as it is, and what others wrote, in `vendor/`: its
//!    scripts, and its style sheets as ours are;
//! 4. each is hashed (the address changes with the bytes, so it may be cached for ever) and compressed once, here.

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// The media type of a style sheet.
const STYLE: &str = "text/css; charset=utf-8";
/// Brotli quality 11, window 22: the best, since it is paid at build only.
const BROTLI: (u32, u32) = (11, 22);
/// The ratios width:height, in hundredths, that have a class, as first, last and step (`src/web/view/rows.rs` chooses one).
const RATIOS: [(u32, u32, u32); 2] = [(50, 118, 2), (120, 320, 5)];
/// Common ratios, as class and value: a rounded ratio would cut 1.5 % of every such picture.
const COMMON_RATIOS: [(u32, &str); 6] =
    [(56, ".5625"), (67, ".6667"), (75, ".75"), (133, "1.3333"), (167, "1.6667"), (178, "1.7778")];

pub fn generate(assets: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut code = String::new();
    let mut all = String::new();
    let mut style = String::new();
    let mut typefaces = Vec::new();
    for path in sorted(&assets.join("fonts"))?.iter().filter(|path| path.extension().is_some_and(|ext| ext == "woff2"))
    {
        let name = name_of(path)?;
        let address = emit(name, &fs::read(path)?, "font/woff2", out, &mut code, &mut all)?;
        typefaces.push((format!("fonts/{name}"), address));
    }
    for path in sorted(&assets.join("css"))?.iter().filter(|path| path.is_file()) {
        style.push_str(&minified(&fs::read_to_string(path)?));
    }
    for (written, address) in typefaces {
        style = style.replace(&written, &address);
    }
    for (first, last, step) in RATIOS {
        for hundredths in (first..=last).filter(|ratio| (ratio - first).is_multiple_of(step)) {
            write!(style, ".r{hundredths}{{--r:{}.{:02}}}", hundredths / 100, hundredths % 100)?;
        }
    }
    // After the steps: 56 is 9:16, not 0.56.
    for (class, ratio) in COMMON_RATIOS {
        write!(style, ".r{class}{{--r:{ratio}}}")?;
    }
    emit("zef.css", style.as_bytes(), STYLE, out, &mut code, &mut all)?;
    for path in sorted(&assets.join("css/pages"))? {
        emit(name_of(&path)?, minified(&fs::read_to_string(&path)?).as_bytes(), STYLE, out, &mut code, &mut all)?;
    }
    for folder in ["js", "icons", "vendor"] {
        for path in sorted(&assets.join(folder))? {
            // Beside what is served, `vendor` has licences and a typeface for pictures.
            if folder != "vendor" || path.extension().is_some_and(|extension| extension == "js" || extension == "css") {
                let bytes = match folder {
                    _ if path.extension().is_some_and(|extension| extension == "css") => {
                        minified(&fs::read_to_string(&path)?).into_bytes()
                    }
                    "js" => without_comment_lines(&fs::read_to_string(&path)?).into_bytes(),
                    _ => fs::read(&path)?,
                };
                emit(name_of(&path)?, &bytes, media_type(&path)?, out, &mut code, &mut all)?;
            }
        }
    }
    writeln!(code, "/// Every asset.\npub static ALL: &[&Asset] = &[{all}];")?;
    fs::write(out.join("assets.rs"), code)?;
    Ok(())
}

fn media_type(path: &Path) -> Result<&'static str, Box<dyn Error>> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("css") => Ok(STYLE),
        Some("js") => Ok("text/javascript; charset=utf-8"),
        Some("svg") => Ok("image/svg+xml"),
        Some("png") => Ok("image/png"),
        Some("ico") => Ok("image/vnd.microsoft.icon"),
        _ => Err(format!("{}: an asset of no known kind", path.display()).into()),
    }
}

/// A path as a Rust string.
fn quoted(path: &Path) -> Result<String, Box<dyn Error>> {
    Ok(format!("{:?}", path.to_str().ok_or("the build folder's path is not UTF-8")?))
}

fn name_of(path: &Path) -> Result<&str, Box<dyn Error>> {
    Ok(path.file_name().and_then(|name| name.to_str()).ok_or("an asset's name is not UTF-8")?)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

/// A style sheet without comments and without the spaces that mean nothing. Texts in double quotes stay as written; none of ours
/// has an escaped quote.
fn minified(style: &str) -> String {
    let mut kept = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let parts = kept.split('"').enumerate();
    let parts = parts.map(|(place, part)| if place % 2 == 0 { without_spaces(part) } else { format!("\"{part}\"") });
    parts.collect::<String>().replace(";}", "}")
}

/// A part of a style sheet that has no text: one space for several, none beside what separates without it. The space before a
/// colon stays (`a :focus` is not `a:focus`), and so does that beside `+` (`calc(1px + 2px)`).
fn without_spaces(part: &str) -> String {
    let mut kept = String::with_capacity(part.len());
    let separates = |c: char| matches!(c, '{' | '}' | ';' | ',' | '>');
    for c in part.chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
        if c == ' ' && kept.ends_with(|last| separates(last) || last == ' ' || last == ':') {
            continue;
        }
        if separates(c) && kept.ends_with(' ') {
            kept.pop();
        }
        kept.push(c);
    }
    kept
}

/// A script without the lines that are a comment and nothing else. None of ours has a text of several lines, in which such a
/// line would be no comment.
fn without_comment_lines(script: &str) -> String {
    let is_comment = |line: &str| line.starts_with("//") || (line.starts_with("/*") && line.ends_with("*/"));
    script.lines().filter(|line| !is_comment(line.trim())).fold(String::new(), |joined, line| joined + line + "\n")
}

/// Writes an asset and its constant; its address on the site.
fn emit(
    name: &str,
    bytes: &[u8],
    media_type: &str,
    out: &Path,
    code: &mut String,
    all: &mut String,
) -> Result<String, Box<dyn Error>> {
    let (stem, extension) = name.rsplit_once('.').ok_or("an asset needs an extension")?;
    let hash = blake3::hash(bytes).to_hex();
    let file = format!("{stem}.{}.{extension}", hash.get(..10).ok_or("a short hash")?);
    let plain = out.join(&file);
    let compressed = out.join(format!("{file}.br"));
    fs::write(&plain, bytes)?;
    let mut writer = brotli::CompressorWriter::new(fs::File::create(&compressed)?, 1 << 16, BROTLI.0, BROTLI.1);
    std::io::Write::write_all(&mut writer, bytes)?;
    drop(writer);
    let address = format!("/assets/{file}");
    let constant = name.replace(['.', '-'], "_").to_uppercase();
    write!(
        code,
        "/// `{name}`.\npub static {constant}: Asset = Asset {{ file: {file:?}, path: {path:?}, media_type: {media_type:?}, bytes: include_bytes!({plain}), brotli: include_bytes!({compressed}) }};\n",
        path = address,
        plain = quoted(&plain)?,
        compressed = quoted(&compressed)?,
    )?;
    write!(all, "&{constant}, ")?;
    Ok(address)
}
