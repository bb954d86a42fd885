//! Long work in slices, so that the page stays quick: no task takes longer than a frame or so.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;

use super::Grid;
use crate::platform::clock;

/// Milliseconds that a slice takes.
const SLICE_MS: f64 = 10.0;

/// Which of the grid's kinds of work.
type Kind = fn(&Grid) -> &Cell<u32>;

/// Does a bit of it; true when all is done.
type Step = Box<dyn FnMut(&Grid) -> bool>;

/// What follows.
type Done = Box<dyn FnOnce(&Rc<Grid>)>;

impl Grid {
    /// Calls `step` until it says that it is done, then `done`. A later start of the same kind ends it
    /// before, and so does the grid's end.
    pub(super) fn work(self: &Rc<Self>, kind: Kind, mut step: Step, done: Done) {
        let number = self.stop(kind);
        // What is done within a slice is shown at once.
        if slice(self, &mut step) {
            done(self);
            return;
        }
        let grid: Weak<Self> = Rc::downgrade(self);
        spawn_local(async move {
            loop {
                clock::breath().await;
                let Some(grid) = grid.upgrade().filter(|grid| kind(grid).get() == number) else { return };
                if slice(&grid, &mut step) {
                    done(&grid);
                    return;
                }
            }
        });
    }

    /// Ends the work of this kind that is under way, if any.
    pub(super) fn stop(&self, kind: Kind) -> u32 {
        let number = kind(self).get().wrapping_add(1);
        kind(self).set(number);
        number
    }
}

fn slice(grid: &Grid, step: &mut Step) -> bool {
    let end = clock::elapsed_ms() + SLICE_MS;
    while clock::elapsed_ms() < end {
        if step(grid) {
            return true;
        }
    }
    false
}
