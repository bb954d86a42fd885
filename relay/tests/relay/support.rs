//! A relay in this process, and a client for it.

use std::net::SocketAddr;
use std::time::Duration;

use clap::Parser;
use genie_relay::config::{Mode, Timeouts};
use genie_relay::demo::Demo;
use genie_relay::{Args, Config, ConfigError, Environment, Server};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::stub::Stub;

/// The token of every forwarding relay.
pub const TOKEN: &str = "dapi-0123456789-secret";

/// The space of every forwarding relay; its alias is `sales`.
pub const SPACE: &str = "01ef0000000000000000000000000001";

/// A message of that space, by its alias.
pub const MESSAGE: &str = "/api/2.0/genie/spaces/sales/conversations/c1/messages/m1";

/// The configuration that a command line and an environment make.
pub fn config(flags: &[&str], host: Option<&str>, token: Option<&str>) -> Result<Config, ConfigError> {
    let args = Args::try_parse_from(["genie-relay"].iter().chain(flags)).unwrap();
    let environment = Environment { host: host.map(str::to_owned), token: token.map(str::to_owned) };
    Config::new(args, &environment)
}

/// A serving relay; it stops when dropped.
pub struct Relay {
    pub address: SocketAddr,
    client: Client,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Relay {
    /// Serves a configuration on a free port.
    pub async fn start(config: Config) -> Self {
        let server = Server::bind(config).await.unwrap();
        let address = server.address();
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(server.run(async {
            let _ = stopped.await;
        }));
        let client = Client::builder().no_proxy().build().unwrap();
        Self { address, client, stop, serving }
    }

    /// A demo relay with further flags.
    pub async fn demo(flags: &[&str]) -> Self {
        let flags = [&["--demo", "--listen", "127.0.0.1:0", "--today", "2026-03-31"], flags].concat();
        Self::start(config(&flags, None, None).unwrap()).await
    }

    /// A relay that forwards to `workspace`, with further flags.
    pub async fn forward(workspace: &str, flags: &[&str]) -> Self {
        Self::start(forwarding(workspace, flags)).await
    }

    /// A relay that forwards to a stub of a workspace.
    pub async fn over(stub: &Stub) -> Self {
        Self::forward(&stub.url, &[]).await
    }

    /// A relay that gives up after these times for a GET and for a POST.
    pub async fn impatient(workspace: &str, get: Duration, post: Duration) -> Self {
        let mut config = forwarding(workspace, &[]);
        if let Mode::Forward(workspace) = &mut config.mode {
            workspace.timeouts = Timeouts { get, post, ..Timeouts::default() };
        }
        Self::start(config).await
    }

    /// A request to this relay.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    /// A GET of this relay.
    pub fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    /// A POST of a JSON text to this relay.
    pub fn post(&self, path: &str, body: &str) -> RequestBuilder {
        self.request(Method::POST, path).header("content-type", "application/json").body(body.to_owned())
    }

    /// Tells the relay to stop and waits until it takes no more connections;
    /// gives back what it still has to do.
    pub async fn stop(self) -> JoinHandle<()> {
        drop(self.stop);
        while TcpStream::connect(self.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        self.serving
    }

    /// Sends bytes as they are, which no HTTP client would do with a path that
    /// climbs; gives back the whole reply.
    pub async fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.unwrap();
        reply
    }
}

fn forwarding(workspace: &str, flags: &[&str]) -> Config {
    let space = format!("sales={SPACE}");
    let flags = [&["--workspace", workspace, "--space", &space, "--listen", "127.0.0.1:0"], flags].concat();
    config(&flags, None, Some(TOKEN)).unwrap()
}

/// The demo's space of scripted questions, by its alias.
pub const SHOWCASE: &str = "/api/2.0/genie/spaces/showcase";

/// The path of the demo's first space, by its id.
pub fn demo_space() -> String {
    format!("/api/2.0/genie/spaces/{}", Demo::spaces()[0].1)
}

/// Asks a question in a space and gives back the path of the answer's first attachment.
pub async fn attachment(relay: &Relay, space: &str, question: &str) -> String {
    let body = json!({ "content": question }).to_string();
    let reply = relay.post(&format!("{space}/start-conversation"), &body).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    let message = reply.json::<Value>().await.unwrap()["message"].clone();
    let id = |value: &Value, name: &str| value[name].as_str().unwrap().to_owned();
    format!(
        "{space}/conversations/{}/messages/{}/attachments/{}",
        id(&message, "conversation_id"),
        id(&message, "message_id"),
        id(&message["attachments"][0], "attachment_id")
    )
}

/// The value of a reply's header, or the empty string.
pub fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// Status, `error_code` and message of a reply in the platform's error shape.
pub async fn error(response: Response) -> (u16, String, String) {
    let status = response.status().as_u16();
    assert_eq!(header(&response, "content-type"), "application/json");
    let id = header(&response, "x-request-id").to_owned();
    let body: Value = response.json().await.unwrap();
    let info = &body["details"].as_array().unwrap().last().unwrap();
    assert_eq!(info["@type"], "type.googleapis.com/google.rpc.RequestInfo");
    assert_eq!(info["request_id"], id);
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (status, text("error_code"), text("message"))
}
