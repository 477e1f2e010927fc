//! Style, scripts and icons → files named by their hash, with their brotli form beside them, and one typed constant each.
//!
//! 1. every `css/*.css` is joined in name order into one `zef.css`, with the classes of the justified grid;
//! 2. every script and icon is taken as it is;
//! 3. each is hashed (the address changes with the bytes, so it may be cached for ever) and compressed once, here.

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Brotli quality 11, window 22: the best, since it is paid at build only.
const BROTLI: (u32, u32) = (11, 22);
/// The ratios width:height, in hundredths, that the grid knows: from a tall panel to a wide panorama.
const RATIOS: std::ops::RangeInclusive<u32> = 10..=60;
/// The step between two ratios, in hundredths: at most 2.5 % of a picture is out of its frame.
const STEP: u32 = 5;

pub fn generate(assets: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut code = String::new();
    let mut all = String::new();
    let mut style = String::new();
    for path in sorted(&assets.join("css"))? {
        style.push_str(&without_comments(&fs::read_to_string(path)?));
    }
    for ratio in RATIOS {
        let hundredths = ratio * STEP;
        write!(style, ".r{hundredths}{{--r:{}.{:02}}}", hundredths / 100, hundredths % 100)?;
    }
    emit("zef.css", style.as_bytes(), "text/css; charset=utf-8", out, &mut code, &mut all)?;
    for (folder, media_type) in [("js", "text/javascript; charset=utf-8"), ("icons", "image/svg+xml")] {
        for path in sorted(&assets.join(folder))? {
            let name = path.file_name().and_then(|name| name.to_str()).ok_or("an asset's name is not UTF-8")?;
            emit(name, &fs::read(&path)?, media_type, out, &mut code, &mut all)?;
        }
    }
    writeln!(code, "/// Every asset.\npub static ALL: &[&Asset] = &[{all}];")?;
    fs::write(out.join("assets.rs"), code)?;
    Ok(())
}

/// A path as a Rust string.
fn quoted(path: &Path) -> Result<String, Box<dyn Error>> {
    Ok(format!("{:?}", path.to_str().ok_or("the build folder's path is not UTF-8")?))
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

/// Comments and indentation out; the rest of a style sheet stays as written.
fn without_comments(style: &str) -> String {
    let mut kept = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |joined, line| joined + line + "\n")
}

fn emit(
    name: &str,
    bytes: &[u8],
    media_type: &str,
    out: &Path,
    code: &mut String,
    all: &mut String,
) -> Result<(), Box<dyn Error>> {
    let (stem, extension) = name.rsplit_once('.').ok_or("an asset needs an extension")?;
    let hash = blake3::hash(bytes).to_hex();
    let file = format!("{stem}.{}.{extension}", hash.get(..10).ok_or("a short hash")?);
    let plain = out.join(&file);
    let compressed = out.join(format!("{file}.br"));
    fs::write(&plain, bytes)?;
    let mut writer = brotli::CompressorWriter::new(fs::File::create(&compressed)?, 1 << 16, BROTLI.0, BROTLI.1);
    std::io::Write::write_all(&mut writer, bytes)?;
    drop(writer);
    let constant = name.replace(['.', '-'], "_").to_uppercase();
    write!(
        code,
        "/// `{name}`.\npub static {constant}: Asset = Asset {{ file: {file:?}, path: {path:?}, media_type: {media_type:?}, bytes: include_bytes!({plain}), brotli: include_bytes!({compressed}) }};\n",
        path = format!("/assets/{file}"),
        plain = quoted(&plain)?,
        compressed = quoted(&compressed)?,
    )?;
    write!(all, "&{constant}, ")?;
    Ok(())
}
