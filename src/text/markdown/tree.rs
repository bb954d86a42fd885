//! The flat list of nodes to a tree of bounded depth.

use super::emphasis::Run;
use super::inline::Node;
use super::{Inline, MAX_INLINE_DEPTH};

/// Builds the tree. Pairs nest properly: the scanner sees to that.
pub(super) fn build(nodes: Vec<Node<'_>>, runs: &[Run]) -> Vec<Inline> {
    let mut tree = Tree::default();
    for node in nodes {
        match node {
            Node::Text(text) => tree.text(text),
            Node::Char(char) => tree.text(char.encode_utf8(&mut [0; 4])),
            Node::Code(text) => tree.level.push(Inline::Code(code(text))),
            Node::Break => tree.level.push(Inline::Break),
            Node::Open(Some(href)) => tree.open(Kind::Link(href)),
            Node::Open(None) => tree.marks.push(false),
            Node::Close => tree.close(),
            Node::Run(index) => {
                if let Some(run) = runs.get(index) {
                    tree.run(run);
                }
            }
        }
    }
    while !tree.marks.is_empty() {
        tree.close();
    }
    tree.level
}

enum Kind {
    Emphasis,
    Strong,
    Struck,
    Link(String),
}

#[derive(Default)]
struct Tree {
    /// What is read of the innermost open element.
    level: Vec<Inline>,
    /// The open elements, with what came before them on their level.
    frames: Vec<(Kind, Vec<Inline>)>,
    /// For everything that is open, whether it is an element: a link within a
    /// link is none, nor is what is too deep.
    marks: Vec<bool>,
    in_link: bool,
}

impl Tree {
    fn text(&mut self, text: &str) {
        if let Some(Inline::Text(last)) = self.level.last_mut() {
            last.push_str(text);
        } else {
            self.level.push(Inline::Text(text.into()));
        }
    }

    fn run(&mut self, run: &Run) {
        for _ in 0..run.closes {
            self.close();
        }
        for _ in 0..run.left {
            self.text(run.mark.encode_utf8(&mut [0; 4]));
        }
        for &strong in run.opens.iter().rev() {
            self.open(match (run.mark, strong) {
                ('~', _) => Kind::Struck,
                (_, true) => Kind::Strong,
                (_, false) => Kind::Emphasis,
            });
        }
    }

    fn open(&mut self, kind: Kind) {
        let link = matches!(kind, Kind::Link(_));
        let counts = self.frames.len() < MAX_INLINE_DEPTH && !(link && self.in_link);
        if counts {
            self.in_link |= link;
            self.frames.push((kind, std::mem::take(&mut self.level)));
        }
        self.marks.push(counts);
    }

    fn close(&mut self) {
        if self.marks.pop() != Some(true) {
            return;
        }
        let Some((kind, before)) = self.frames.pop() else {
            return;
        };
        let mut children = std::mem::replace(&mut self.level, before);
        self.level.push(match kind {
            Kind::Emphasis => Inline::Emphasis(children),
            Kind::Strong => Inline::Strong(children),
            Kind::Struck => Inline::Struck(children),
            Kind::Link(href) => {
                self.in_link = false;
                if children.is_empty() {
                    children.push(Inline::Text(href.clone()));
                }
                Inline::Link { href, children }
            }
        });
    }
}

/// A code span's content: one line, without the blank that lets it begin or end
/// with a backtick.
fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    let inner = text.strip_prefix(' ').and_then(|rest| rest.strip_suffix(' '));
    match inner {
        Some(inner) if !inner.trim().is_empty() => inner.into(),
        _ => text,
    }
}
