//! Native tests of the widget's pure half: one binary, so that one link serves all.

mod layering;
mod markdown;
mod sql;
mod state;
mod table;
mod wire;
