//! The workspace to forward to: where it is, and the token that opens it.

use std::fmt;
use std::time::Duration;

use axum::http::HeaderValue;
use reqwest::Url;

use super::{ConfigError, Spaces};

/// Everything that forwarding needs to know.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// Base URL without a path.
    pub url: Url,
    /// The token sent with every request.
    pub token: Token,
    /// The spaces that may be asked.
    pub spaces: Spaces,
    /// How long to wait for the workspace.
    pub timeouts: Timeouts,
}

/// How long to wait for the workspace. Not on the command line: a page waits
/// as long, and a relay that gives up earlier would leave it in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection.
    pub connect: Duration,
    /// For the whole of a GET.
    pub get: Duration,
    /// For the whole of a POST.
    pub post: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), get: Duration::from_secs(30), post: Duration::from_secs(60) }
    }
}

/// A bearer token. It has no `Display`, and its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Reads what the environment holds; white space around it is not part of it.
    pub fn parse(given: Option<&str>) -> Result<Self, ConfigError> {
        let token = given.map(str::trim).filter(|token| !token.is_empty()).ok_or(ConfigError::NoToken)?;
        if token.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(token.to_owned()))
        } else {
            Err(ConfigError::BadToken)
        }
    }

    /// The value of the `Authorization` header, marked sensitive so that no HTTP library prints it.
    pub fn bearer(&self) -> Result<HeaderValue, ConfigError> {
        let mut value =
            HeaderValue::try_from(format!("Bearer {}", self.0)).map_err(|_| ConfigError::BadToken)?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Whether `text` would give the token away.
    pub fn is_in(&self, text: &str) -> bool {
        text.contains(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token(hidden)")
    }
}

/// Reads the URL of a workspace; a bare host means https.
pub fn parse_url(given: &str) -> Result<Url, ConfigError> {
    let given = given.trim();
    let text = if given.contains("://") { given.to_owned() } else { format!("https://{given}") };
    let url = Url::parse(&text).map_err(|_| ConfigError::BadWorkspace)?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !bare || !url.username().is_empty() || url.password().is_some() || url.host_str().is_none() {
        return Err(ConfigError::BadWorkspace);
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        _ => Err(ConfigError::PlainWorkspace),
    }
}

/// Whether the URL stays on this machine, where plain HTTP shows nothing to anyone
/// and no proxy could help.
pub fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_a_bare_https_host_or_this_machine() {
        let cases = [
            ("adb-1.7.azuredatabricks.net", Ok("https://adb-1.7.azuredatabricks.net/")),
            ("https://adb-1.7.azuredatabricks.net/", Ok("https://adb-1.7.azuredatabricks.net/")),
            (" https://w.example ", Ok("https://w.example/")),
            ("http://127.0.0.1:9000", Ok("http://127.0.0.1:9000/")),
            ("http://[::1]:9000", Ok("http://[::1]:9000/")),
            ("http://localhost:9000", Ok("http://localhost:9000/")),
            ("http://w.example", Err(ConfigError::PlainWorkspace)),
            ("http://127.0.0.1.example", Err(ConfigError::PlainWorkspace)),
            ("ftp://w.example", Err(ConfigError::PlainWorkspace)),
            ("https://w.example/api", Err(ConfigError::BadWorkspace)),
            ("https://w.example?o=1", Err(ConfigError::BadWorkspace)),
            ("https://me:secret@w.example", Err(ConfigError::BadWorkspace)),
            ("", Err(ConfigError::BadWorkspace)),
        ];
        for (given, expected) in cases {
            assert_eq!(parse_url(given).map(|url| url.to_string()), expected.map(str::to_owned), "{given}");
        }
    }

    #[test]
    fn a_token_is_never_printed() {
        let token = Token::parse(Some(" dapi123\n"));
        assert_eq!(format!("{token:?}"), "Ok(Token(hidden))");
        let header = token.and_then(|token| token.bearer());
        assert_eq!(header.as_ref().map(|value| value.to_str().ok()), Ok(Some("Bearer dapi123")));
        assert_eq!(header.map(|value| format!("{value:?}")), Ok("Sensitive".to_owned()));
        assert_eq!(Token::parse(None), Err(ConfigError::NoToken));
        assert_eq!(Token::parse(Some(" ")), Err(ConfigError::NoToken));
        assert_eq!(Token::parse(Some("dapi\n123")), Err(ConfigError::BadToken));
    }
}
