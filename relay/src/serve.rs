//! Connections: accepted, given a time limit, and closed in order when the relay stops.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

/// How long a connection may take to say what it wants, and may rest between
/// two requests, so that nobody holds a place by sending nothing.
const HEAD_TIME: Duration = Duration::from_secs(30);

/// How long requests in flight may go on after the relay was told to stop: as long as the longest POST.
const GRACE: Duration = Duration::from_secs(65);

/// Serves until `stop` is done, then lets requests in flight finish, but for a minute at most.
pub async fn serve(mut listener: TcpListener, app: Router, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            // Waits and tries again by itself where the system has no more sockets to give.
            (stream, _) = Listener::accept(&mut listener) => {
                let service = TowerToHyperService::new(app.clone());
                let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
                tokio::spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!(%error, "connection");
                    }
                });
            }
            () = &mut stop => break,
        }
    }
    drop(listener);
    if tokio::time::timeout(GRACE, open.shutdown()).await.is_err() {
        tracing::warn!("stopped before the last requests were answered");
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    use super::*;

    /// A connection that never finished its request once stayed open for ever.
    #[tokio::test(start_paused = true)]
    async fn a_request_that_never_comes_is_not_waited_for() -> std::io::Result<()> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(serve(listener, Router::new(), std::future::pending()));
        for head in ["", "GET / HTTP/1.1\r\nhost: "] {
            let mut stream = TcpStream::connect(address).await?;
            stream.write_all(head.as_bytes()).await?;
            let mut reply = String::new();
            stream.read_to_string(&mut reply).await?;
            assert!(!reply.contains("200"), "{reply}");
        }
        Ok(())
    }
}
