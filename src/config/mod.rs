//! The element's attributes, as typed by a person, made into settings that can be relied on.
//!
//! One pure function decides: [`Config::parse`]. A bad value is never replaced
//! by a default; the reader sees what is wrong with it.

use crate::domain::ids::{ConversationId, SpaceId};

/// Longest value that an attribute may have, in bytes.
const MAX_VALUE: usize = 2_048;

/// Seconds to wait for one answer where the element does not say.
const DEFAULT_WAIT_S: u64 = 600;
/// Most seconds that `max-wait` may say: a day.
pub const LONGEST_WAIT_S: u64 = 86_400;

/// The attributes as they stand on the element; `None` where one is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawAttributes {
    /// `relay-url`.
    pub relay_url: Option<String>,
    /// `space-id`, or its alias `agent-id`.
    pub space_id: Option<String>,
    /// `persist`.
    pub persist: Option<String>,
    /// `theme`.
    pub theme: Option<String>,
    /// `chart`.
    pub chart: Option<String>,
    /// `conversation-id`.
    pub conversation_id: Option<String>,
    /// `max-wait`.
    pub max_wait: Option<String>,
    /// `id`: tells apart the widgets of one page where they keep something.
    pub id: Option<String>,
}

/// Where the conversation's state is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Persist {
    /// In the browser, until it is forgotten.
    #[default]
    Local,
    /// In this tab.
    Session,
    /// In memory, as long as the element lives.
    None,
}

/// Light, dark, or as the system says. Only the style sheet acts on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Whether results get charts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Charts {
    /// Where a chart helps.
    #[default]
    Auto,
    /// Never.
    Off,
}

/// Valid settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The relay, without a slash at its end: an http(s) URL, or a path on the page's own origin.
    pub relay_url: String,
    /// The space that is asked.
    pub space: SpaceId,
    /// Where state is kept.
    pub persist: Persist,
    /// The colour scheme.
    pub theme: Theme,
    /// Whether results get charts.
    pub chart: Charts,
    /// The conversation that the page wants to be open.
    pub conversation: Option<ConversationId>,
    /// How long to wait for one answer, in ms.
    pub max_wait_ms: u64,
    /// The element's `id`, or nothing.
    pub widget: String,
    /// Who asks, where the relay has told: no attribute, but conversations belong to this, too.
    pub caller: Option<String>,
}

/// What is wrong with an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The attribute's name.
    pub attribute: &'static str,
    /// What is wrong.
    pub problem: Problem,
}

/// The ways in which a value can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It has to be given.
    Missing,
    /// It is not an http(s) URL or a path beginning with a slash.
    NotAUrl,
    /// The URL holds a user name, a query or a fragment, where credentials tend to be.
    UrlWithExtras,
    /// It is not one of the words allowed.
    NotAllowed(&'static str),
    /// It is too long or holds control characters.
    Unreadable,
    /// It is not a whole number of seconds from 1 to [`LONGEST_WAIT_S`].
    NotSeconds,
}

/// The attributes in the order in which they are read.
const NAMES: [&str; 9] =
    ["space-id", "agent-id", "relay-url", "persist", "theme", "chart", "conversation-id", "max-wait", "id"];

impl RawAttributes {
    /// Reads the attributes with `get`, which gives an attribute's value by its name.
    pub fn read(get: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut names = NAMES.iter();
        let mut next = || {
            let value = names.next().and_then(|name| get(name))?;
            given(Some(&value)).is_some().then_some(value)
        };
        let (space, agent) = (next(), next());
        Self {
            relay_url: next(),
            space_id: space.or(agent),
            persist: next(),
            theme: next(),
            chart: next(),
            conversation_id: next(),
            max_wait: next(),
            id: next(),
        }
    }
}

impl Config {
    /// Checks all attributes; the first problem found is told.
    ///
    /// # Errors
    /// Names the attribute and what is wrong with it.
    pub fn parse(raw: &RawAttributes) -> Result<Self, ConfigError> {
        let at = |attribute| move |problem| ConfigError { attribute, problem };
        Ok(Self {
            relay_url: relay_url(raw.relay_url.as_deref()).map_err(at("relay-url"))?,
            space: required(raw.space_id.as_deref()).map_err(at("space-id"))?.into(),
            persist: word(
                raw.persist.as_deref(),
                &[("local", Persist::Local), ("session", Persist::Session), ("none", Persist::None)],
                "local, session, none",
            )
            .map_err(at("persist"))?,
            theme: word(
                raw.theme.as_deref(),
                &[("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark)],
                "auto, light, dark",
            )
            .map_err(at("theme"))?,
            chart: word(raw.chart.as_deref(), &[("auto", Charts::Auto), ("off", Charts::Off)], "auto, off")
                .map_err(at("chart"))?,
            conversation: optional(raw.conversation_id.as_deref())
                .map_err(at("conversation-id"))?
                .map(Into::into),
            max_wait_ms: seconds(raw.max_wait.as_deref()).map_err(at("max-wait"))?.saturating_mul(1_000),
            widget: given(raw.id.as_deref()).unwrap_or_default().to_owned(),
            caller: None,
        })
    }

    /// True where both speak of the same conversations, so that a change needs no new start.
    pub fn same_place(&self, other: &Self) -> bool {
        self.relay_url == other.relay_url
            && self.space == other.space
            && self.persist == other.persist
            && self.widget == other.widget
            // What was asked before the relay told for the first time is that caller's.
            && (self.caller.is_none() || self.caller == other.caller)
    }
}

/// A value without the white space around it. An empty one is an absent one: frameworks write `""` for nothing.
fn given(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}

fn required(value: Option<&str>) -> Result<&str, Problem> {
    let value = given(value).ok_or(Problem::Missing)?;
    if value.len() > MAX_VALUE || value.chars().any(char::is_control) {
        return Err(Problem::Unreadable);
    }
    Ok(value)
}

/// An absent or empty value is none.
fn optional(value: Option<&str>) -> Result<Option<&str>, Problem> {
    match required(value) {
        Err(Problem::Missing) => Ok(None),
        other => other.map(Some),
    }
}

fn relay_url(value: Option<&str>) -> Result<String, Problem> {
    let value = required(value)?;
    if value.contains(['?', '#']) {
        return Err(Problem::UrlWithExtras);
    }
    if value.contains(['\\', ' ', '<', '>', '"']) {
        return Err(Problem::NotAUrl);
    }
    let lower = value.to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme));
    match scheme.and_then(|scheme| value.get(scheme.len()..)) {
        Some(rest) => {
            let host = rest.split('/').next().unwrap_or_default();
            if host.as_bytes().contains(&b'@') {
                return Err(Problem::UrlWithExtras);
            }
            if host.is_empty() {
                return Err(Problem::NotAUrl);
            }
        }
        // A path; two slashes would name another host.
        None if !value.starts_with('/') || value.starts_with("//") => return Err(Problem::NotAUrl),
        None => {}
    }
    Ok(value.trim_end_matches('/').to_owned())
}

fn seconds(value: Option<&str>) -> Result<u64, Problem> {
    let Some(value) = given(value) else { return Ok(DEFAULT_WAIT_S) };
    let seconds = value.parse().ok().filter(|seconds| (1..=LONGEST_WAIT_S).contains(seconds));
    seconds.ok_or(Problem::NotSeconds)
}

fn word<T: Copy + Default>(
    value: Option<&str>,
    words: &[(&str, T)],
    allowed: &'static str,
) -> Result<T, Problem> {
    let Some(value) = given(value) else { return Ok(T::default()) };
    words
        .iter()
        .find(|(word, _)| value.eq_ignore_ascii_case(word))
        .map(|(_, meaning)| *meaning)
        .ok_or(Problem::NotAllowed(allowed))
}

#[cfg(test)]
mod tests;
