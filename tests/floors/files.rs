//! The files of the checkout, as text.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file that the project wrote.
pub struct File {
    /// Its path from the top of the checkout, with `/`.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// The top of the checkout.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of a folder, and of its folders, that ends with one of these extensions. What others wrote
/// (`node_modules`, `vendor`) and what is made (`target`) is left out. A folder that is not there has no files.
pub fn files(folder: &str, extensions: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    collect(&root(), Path::new(folder), extensions, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(root: &Path, folder: &Path, extensions: &[&str], found: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = folder.join(&name);
        if entry.file_type().unwrap().is_dir() {
            if !["node_modules", "vendor", "target"].contains(&name.as_str()) && !name.starts_with('.') {
                collect(root, &path, extensions, found);
            }
        } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
            let text = fs::read_to_string(root.join(&path)).unwrap();
            found.push(File { path: path.to_str().unwrap().replace('\\', "/"), text });
        }
    }
}
