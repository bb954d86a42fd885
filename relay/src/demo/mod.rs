//! The demo: a Genie-compatible service on the same paths, answered from an embedded database.

use std::path::Path;
use std::sync::Arc;

use axum::extract;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::api_error::ApiError;

/// Why the demo could not start or write its database.
#[derive(Debug, thiserror::Error)]
#[error("The demo database could not be written.")]
pub struct DemoError(#[from] std::io::Error);

/// How the demo answers.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// The day on which its data ends.
    pub today: time::Date,
    /// Time from a question to its answer, in milliseconds.
    pub answer_ms: u64,
}

/// The running demo.
#[derive(Debug)]
pub struct Demo {
    options: DemoOptions,
}

impl Demo {
    /// Starts the demo.
    pub fn new(options: DemoOptions) -> Result<Self, DemoError> {
        Ok(Self { options })
    }

    /// The spaces of the demo, as pairs of alias and id.
    pub fn spaces() -> &'static [(&'static str, &'static str)] {
        &[("food-sales", "01f0f00d5a1e50000000000000000001")]
    }

    /// Writes the database to a file.
    pub fn dump(&self, path: &Path) -> Result<(), DemoError> {
        Ok(std::fs::write(path, self.options.today.to_string())?)
    }
}

/// The routes of the demo, on the paths of a workspace.
pub fn router(demo: Arc<Demo>) -> Router {
    Router::new().route("/api/2.0/genie/spaces/{space}", get(space)).with_state(demo)
}

async fn space(extract::Path(id): extract::Path<String>) -> Result<Json<Value>, ApiError> {
    match Demo::spaces().iter().find(|(_, known)| *known == id) {
        Some((alias, id)) => Ok(Json(json!({ "space_id": id, "title": alias }))),
        None => Err(ApiError::missing("There is no such space.")),
    }
}
