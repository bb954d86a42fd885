//! Keeps the linker's relocations for the build whose wasm is split (see `scripts/split.mjs`), and
//! takes out of the style sheets of the first load what only people read.

use std::path::Path;
use std::{env, fs, io};

/// The style sheets that are part of the main file.
const SHEETS: [&str; 3] = ["chat", "answer", "table"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
    }
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let mut rules = String::new();
    for name in SHEETS {
        let path = format!("style/{name}.css");
        println!("cargo::rerun-if-changed={path}");
        rules.push_str(&squeezed(&fs::read_to_string(path)?));
    }
    fs::write(Path::new(&out).join("style.css"), rules)
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
