//! The built widget beside the API.

use std::fs;

use crate::support::{Relay, header};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; frame-ancestors 'self'";

async fn relay() -> (tempfile::TempDir, Relay) {
    let directory = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html>page"),
        ("embed.js", "loader"),
        ("genie-chat-0123456789abcdef.js", "glue"),
        ("genie-chat-0123456789abcdef.js.br", "glue in brotli"),
        ("genie-chat-0123456789abcdef.js.gz", "glue in gzip"),
        ("genie-chat-0123456789abcdef_bg.wasm", "wasm"),
        ("page.css", "style"),
    ] {
        fs::write(directory.path().join(name), content).unwrap();
    }
    let relay = Relay::demo(&["--serve", directory.path().to_str().unwrap()]).await;
    (directory, relay)
}

#[tokio::test]
async fn files_are_public_typed_and_cached_by_their_names() {
    let (_directory, relay) = relay().await;
    let forever = "public, max-age=31536000, immutable";
    for (path, status, media, cache) in [
        ("/", 200, "text/html", "no-cache"),
        ("/index.html", 200, "text/html", "no-cache"),
        ("/embed.js", 200, "text/javascript", "no-cache"),
        ("/page.css", 200, "text/css", "no-cache"),
        ("/genie-chat-0123456789abcdef.js", 200, "text/javascript", forever),
        ("/genie-chat-0123456789abcdef_bg.wasm", 200, "application/wasm", forever),
        ("/genie-chat-fedcba9876543210.js", 404, "", "no-cache"),
        ("/../Cargo.toml", 404, "", "no-cache"),
        ("/%2e%2e/Cargo.toml", 404, "", "no-cache"),
    ] {
        let response = relay.get(path).header("origin", "https://anywhere.test").send().await.unwrap();
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(header(&response, "content-type"), media, "{path}");
        assert_eq!(header(&response, "cache-control"), cache, "{path}");
        assert_eq!(header(&response, "access-control-allow-origin"), "*", "{path}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&response, "cross-origin-resource-policy"), "cross-origin", "{path}");
        let page = media == "text/html";
        assert_eq!(header(&response, "content-security-policy"), if page { POLICY } else { "" }, "{path}");
        assert_eq!(header(&response, "referrer-policy"), if page { "no-referrer" } else { "" }, "{path}");
    }
}

#[tokio::test]
async fn a_compressed_neighbour_is_sent_to_whoever_reads_it() {
    let (_directory, relay) = relay().await;
    for (accepted, encoding, body) in
        [("br, gzip", "br", "glue in brotli"), ("gzip", "gzip", "glue in gzip"), ("identity", "", "glue")]
    {
        let request = relay.get("/genie-chat-0123456789abcdef.js").header("accept-encoding", accepted);
        let response = request.send().await.unwrap();
        assert_eq!(header(&response, "content-encoding"), encoding);
        assert_eq!(header(&response, "content-type"), "text/javascript");
        assert_eq!(header(&response, "vary"), "accept-encoding");
        assert_eq!(response.text().await.unwrap(), body);
    }
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_again() {
    let (_directory, relay) = relay().await;
    let first = relay.get("/embed.js").send().await.unwrap();
    let since = header(&first, "last-modified").to_owned();
    let again = relay.get("/embed.js").header("if-modified-since", since).send().await.unwrap();
    assert_eq!((again.status().as_u16(), header(&again, "cache-control")), (304, "no-cache"));
}

/// The page acts with the relay's credential, and once any site could lay it under its own buttons.
#[tokio::test]
async fn only_listed_origins_may_frame_the_page() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("index.html"), "page").unwrap();
    let serve = directory.path().to_str().unwrap();
    let relay = Relay::demo(&["--serve", serve, "--allow-origin", "https://portal.example"]).await;
    let page = relay.get("/").send().await.unwrap();
    assert_eq!(header(&page, "content-security-policy"), format!("{POLICY} https://portal.example"));
}

/// A directory of the widget, asked for with two slashes, once sent browsers to the host of its name.
#[tokio::test]
async fn a_path_neither_leaves_the_directory_nor_sends_a_browser_elsewhere() {
    let directory = tempfile::tempdir().unwrap();
    let served = directory.path().join("served");
    fs::create_dir_all(served.join("evil.test")).unwrap();
    fs::create_dir(served.join("sub")).unwrap();
    fs::write(served.join("sub/index.html"), "sub").unwrap();
    fs::write(directory.path().join("secret"), "secret").unwrap();
    let relay = Relay::demo(&["--serve", served.to_str().unwrap()]).await;
    for path in [
        "/../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/%2e%2e%2fsecret",
        "/sub/../../secret",
        "/..%5csecret",
        "//../secret",
        "/secret%00",
        "//evil.test",
        "//sub",
        "/%2f/evil.test",
    ] {
        let host = relay.address;
        let reply =
            relay.raw(&format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")).await;
        assert!(reply.starts_with("HTTP/1.1 404") || reply.starts_with("HTTP/1.1 400"), "{path}: {reply}");
        assert!(!reply.contains("location:") && !reply.contains("\r\n\r\nsecret"), "{path}: {reply}");
    }
}
