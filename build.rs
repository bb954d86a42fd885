//! Keeps the linker's relocations for the build whose wasm is split (see `scripts/split.mjs`), and
//! takes out of the style sheets what only people read.

use std::path::Path;
use std::{env, fs, io};

/// The style sheets of the main file and of its parts, and the files that each is written in.
const SHEETS: [(&str, &[&str]); 7] = [
    ("main", &["chat", "turn", "answer", "table"]),
    ("chart", &["chart", "chart-marks"]),
    ("grid", &["grid", "grid-menus", "grid-values", "grid-open", "grid-touch"]),
    ("history", &["history"]),
    ("more", &["more"]),
    ("picture", &["picture"]),
    ("sql", &["sql"]),
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
    }
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    for (sheet, files) in SHEETS {
        let mut rules = String::new();
        for name in files {
            let path = format!("style/{name}.css");
            println!("cargo::rerun-if-changed={path}");
            rules.push_str(&squeezed(&fs::read_to_string(path)?));
        }
        fs::write(Path::new(&out).join(sheet).with_extension("css"), rules)?;
    }
    Ok(())
}

/// A style sheet without comments and without blanks that mean nothing.
fn squeezed(css: &str) -> String {
    let mut plain = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let mut out = String::new();
    for word in plain.split_whitespace() {
        // Between words a blank may be needed; a colon that ends one belongs to a property.
        let joins = out.ends_with(['{', '}', ';', ',', ':', '>']) || word.starts_with(['{', '}', '>']);
        if !out.is_empty() && !joins {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.replace(";}", "}")
}
