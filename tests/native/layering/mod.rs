//! The architecture as a test: imports point one way, pure code names no browser,
//! files stay short.

mod cases;
mod resolve;
mod rules;
mod scan;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// No file of the widget has more lines.
const MAX_LINES: usize = 300;

/// A file below `src/`: its path there and its text.
type File = (String, String);

#[test]
fn the_widget_keeps_its_layers() {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut files);
    assert!(files.iter().any(|(name, _)| name == "lib.rs"), "src/ was not read");
    let violations = violations(&files);
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            let text = fs::read_to_string(&path);
            assert!(text.is_ok(), "{name} is not readable text");
            files.push((name, text.unwrap_or_default()));
        }
    }
}

/// Every breach of a rule, as `src/file:line: the rule`.
fn violations(files: &[File]) -> Vec<String> {
    let modules: BTreeSet<_> = files.iter().filter_map(|(name, _)| module(name)).collect();
    let mut out = Vec::new();
    for (name, source) in files {
        let mut report = |line: usize, rule: &str| out.push(format!("src/{name}:{line}: {rule}"));
        let lines = source.lines().count();
        if lines > MAX_LINES {
            report(lines, "a file has at most 300 lines: split it");
        }
        let Some(module) = module(name).filter(|module| !module.is_empty()) else {
            continue;
        };
        let Some(unit) = rules::unit(&module) else {
            report(1, "this file is in no unit: give it a place among the layers");
            continue;
        };
        for import in resolve::imports(source, &module, &modules) {
            if let Some(rule) = rules::refusal(unit, &import.path) {
                report(import.line, &rule);
            }
        }
        for (line, rule) in rules::refused_words(unit, source) {
            report(line, &rule);
        }
    }
    out.sort();
    out.dedup();
    out
}

/// The path of a file's module, empty for the crate's root.
fn module(name: &str) -> Option<resolve::Path> {
    let stem = name.strip_suffix(".rs")?;
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if stem == "lib" {
        return Some(Vec::new());
    }
    Some(stem.split('/').map(String::from).collect())
}
