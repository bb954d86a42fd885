//! Which modules of the crate a source names, in whatever form.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::{Lexeme, scan};

/// A module or item of the crate, as its path from the root.
pub type Path = Vec<String>;

/// A path that a source names, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Import {
    pub line: usize,
    pub path: Path,
}

/// Every path into the crate that the source names. `module` is its own path and
/// `modules` holds the paths of all modules, to know a child from a crate.
pub fn imports(source: &str, module: &[String], modules: &BTreeSet<Path>) -> Vec<Import> {
    let lexemes = scan(source);
    let mut found = Found { modules, names: BTreeMap::new(), out: Vec::new() };
    // Names first: a path may begin with one that is imported further down.
    walk(&lexemes, module, &mut found, Pass::Uses);
    walk(&lexemes, module, &mut found, Pass::Paths);
    found.out.sort_by_key(|import| import.line);
    found.out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Uses,
    Paths,
}

struct Found<'a> {
    modules: &'a BTreeSet<Path>,
    /// What the `use` declarations of the file have brought in.
    names: BTreeMap<String, Path>,
    out: Vec<Import>,
}

fn walk(lexemes: &[Lexeme], file: &[String], found: &mut Found<'_>, pass: Pass) {
    let text = |at: usize| lexemes.get(at).map_or("", |lexeme| lexeme.text.as_str());
    let mut module = file.to_vec();
    let mut depth = 0;
    let mut inline: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        match lexeme.text.as_str() {
            "{" => depth += 1,
            "}" => {
                if inline.last() == Some(&depth) {
                    inline.pop();
                    module.pop();
                }
                depth -= 1;
            }
            "mod" if text(at + 2) == "{" => {
                module.push(text(at + 1).into());
                depth += 1;
                inline.push(depth);
                at += 2;
            }
            // `impl Trait + use<'a>` captures, it imports nothing.
            "use" if text(at + 1) != "<" => {
                let mut tree = Tree { lexemes, at: at + 1, leaves: Vec::new() };
                tree.read(&[]);
                at = tree.at;
                for leaf in tree.leaves.iter().filter(|_| pass == Pass::Uses) {
                    found.import(leaf, &module);
                }
                continue;
            }
            _ if lexeme.is_word() && !is_continued(lexemes, at) => {
                let (path, end) = segments(lexemes, at);
                if pass == Pass::Paths && path.len() > 1 {
                    found.path(&path, lexeme.line, &module);
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Whether the word belongs to a path or a chain of calls that began before it.
fn is_continued(lexemes: &[Lexeme], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| lexemes.get(at));
    match before(1).map(|lexeme| lexeme.text.as_str()) {
        Some("::") => true,
        // A range ends in a path, a call chain goes on.
        Some(".") => before(2).is_none_or(|lexeme| lexeme.text != "."),
        _ => false,
    }
}

fn segments(lexemes: &[Lexeme], start: usize) -> (Path, usize) {
    let mut path = vec![lexemes[start].text.clone()];
    let mut at = start + 1;
    while let [colons, word, ..] = &lexemes[at..]
        && colons.text == "::"
        && word.is_word()
    {
        path.push(word.text.clone());
        at += 2;
    }
    (path, at)
}

impl Found<'_> {
    fn import(&mut self, leaf: &Leaf, module: &[String]) {
        if let Some(path) = self.resolve(&leaf.path, module) {
            if let Some(name) = leaf.name.clone().or_else(|| path.last().cloned()) {
                self.names.insert(name, path.clone());
            }
            self.out.push(Import { line: leaf.line, path });
        }
    }

    fn path(&mut self, path: &[String], line: usize, module: &[String]) {
        let full = match self.names.get(&path[0]) {
            Some(named) => Some(named.iter().chain(&path[1..]).cloned().collect()),
            None => self.resolve(path, module),
        };
        if let Some(path) = full {
            self.out.push(Import { line, path });
        }
    }

    /// The path from the crate's root, if it leads into this crate.
    fn resolve(&self, path: &[String], module: &[String]) -> Option<Path> {
        let mut full = match path.first()?.as_str() {
            "crate" => Vec::new(),
            "self" | "super" => module.to_vec(),
            first => {
                let mut child = module.to_vec();
                child.push(first.into());
                self.modules.contains(&child).then_some(module.to_vec())?
            }
        };
        for segment in path {
            match segment.as_str() {
                "super" => {
                    full.pop();
                }
                "crate" | "self" | "*" => {}
                name => full.push(name.into()),
            }
        }
        Some(full)
    }
}

/// One name that a `use` declaration brings in.
struct Leaf {
    path: Path,
    /// Its new name, if it has one.
    name: Option<String>,
    line: usize,
}

/// A `use` declaration being read.
struct Tree<'a> {
    lexemes: &'a [Lexeme],
    at: usize,
    leaves: Vec<Leaf>,
}

impl Tree<'_> {
    /// Reads one branch, up to the comma, brace or semicolon after it.
    fn read(&mut self, prefix: &[String]) {
        let mut path = prefix.to_vec();
        let mut name = None;
        let mut leaf_line = None;
        while let Some(lexeme) = self.lexemes.get(self.at) {
            match lexeme.text.as_str() {
                "," | "}" | ";" => break,
                "{" => {
                    self.group(&path);
                    return;
                }
                "as" => name = self.lexemes.get(self.at + 1).map(|lexeme| lexeme.text.clone()),
                // A leading one names a crate outside.
                "::" if path.is_empty() => path.push("::".into()),
                "::" => {}
                segment if name.is_none() => {
                    path.push(segment.into());
                    leaf_line = Some(lexeme.line);
                }
                _ => {}
            }
            self.at += 1;
        }
        if let Some(line) = leaf_line {
            self.leaves.push(Leaf { path, name, line });
        }
    }

    fn group(&mut self, path: &[String]) {
        while self.lexemes.get(self.at).is_some_and(|lexeme| matches!(lexeme.text.as_str(), "{" | ",")) {
            self.at += 1;
            self.read(path);
        }
        // Behind the closing brace.
        self.at += 1;
    }
}
