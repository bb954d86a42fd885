//! The running relay: everything put together, bound to an address and served until told to stop.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware;
use axum::routing::{any, get};
use tokio::net::TcpListener;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::api::{self, Api, Backend};
use crate::config::{Config, DemoMode, Mode, Spaces};
use crate::demo::faults::{self, Faults};
use crate::demo::{self, Demo, DemoError};
use crate::forward::{Forward, ForwardError};
use crate::guard::{self, Guard, Hosts};
use crate::serve::serve;
use crate::{cors, files, observe};

/// Why the relay could not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address could not be bound.
    #[error("Cannot listen on {address}{}", remedy(.source.kind()))]
    Bind {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The demo could not start or write its database.
    #[error("The demo could not start")]
    Demo(#[from] DemoError),
    /// Forwarding could not start.
    #[error("Forwarding could not start")]
    Forward(#[from] ForwardError),
}

/// What helps against the usual reasons why an address cannot be had.
fn remedy(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::AddrInUse => {
            "; stop the program that does, or choose another port with --listen (0 picks a free one)"
        }
        io::ErrorKind::AddrNotAvailable => "; choose an address of this machine with --listen",
        io::ErrorKind::PermissionDenied => {
            "; choose a port above 1023 with --listen, or ask an administrator"
        }
        _ => "",
    }
}

/// A relay that is bound to its address, and not yet serving.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    app: Router,
}

impl Server {
    /// Binds the address and prepares whoever answers.
    ///
    /// # Errors
    /// If the address is taken, or the demo or the HTTP client cannot start.
    pub async fn bind(config: Config) -> Result<Self, ServeError> {
        let failed = |source| ServeError::Bind { address: config.listen, source };
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, address, app: app(&config, address)? })
    }

    /// The address with the real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` is done, then lets requests in flight finish, but for a minute at most.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        serve(self.listener, self.app, stop).await;
    }
}

/// All that the relay answers, for a relay that listens on `bound`.
///
/// # Errors
/// If the demo or the HTTP client cannot start.
pub fn app(config: &Config, bound: SocketAddr) -> Result<Router, ServeError> {
    let guard = Arc::new(Guard { hosts: Hosts::new(bound, &config.hosts), origins: config.origins.clone() });
    let api = Arc::new(match &config.mode {
        Mode::Demo(mode) => start_demo(mode)?,
        Mode::Forward(workspace) => Api {
            spaces: workspace.spaces.clone(),
            backend: Backend::Forward(Arc::new(Forward::new(workspace.clone())?)),
            once: Arc::default(),
        },
    });
    let always = |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    let mut endpoints = Router::new()
        .route("/api", any(api::answer))
        .route("/api/", any(api::answer))
        .route("/api/{*rest}", any(api::answer));
    if let Mode::Demo(mode) = &config.mode {
        let faults = Arc::new(Faults::new(&mode.faults, mode.faults_on_request));
        endpoints = endpoints.layer(middleware::from_fn_with_state(faults, faults::act));
    }
    let guarded = endpoints
        .route("/genie-relay/{*rest}", any(api::nothing_here))
        .route("/genie-relay/v1/info", get(api::info))
        .route(demo::STATEMENT, get(api::demo_extra))
        .route(demo::FILE, get(api::demo_extra))
        .method_not_allowed_fallback(api::wrong_method)
        .with_state(api)
        .layer(cors::layer(&guard, &config.headers))
        .layer(middleware::from_fn_with_state(guard.clone(), guard::by_origin))
        .layer(always(header::CACHE_CONTROL, "no-store"))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    let files = match &config.serve {
        Some(directory) => files::router(directory, &config.origins),
        None => Router::new().fallback(api::nothing_here),
    };
    // Health checks come by address, from machines that know no host name.
    Ok(guarded
        .merge(files)
        .layer(middleware::from_fn_with_state(guard, guard::by_host))
        .route("/healthz", get(|| async { "ok" }))
        .layer(middleware::from_fn(observe::trace)))
}

fn start_demo(mode: &DemoMode) -> Result<Api, DemoError> {
    let demo = Demo::new(mode.options)?;
    if let Some(file) = &mode.dump_db {
        demo.dump(file)?;
    }
    let router = demo::router(Arc::new(demo));
    Ok(Api { spaces: Spaces::known(&Demo::spaces()), backend: Backend::Demo(router), once: Arc::default() })
}
