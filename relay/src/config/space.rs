//! The Genie spaces that may be asked, and the names that pages know them by.

use super::ConfigError;
use crate::endpoint::is_id;

/// The alias that always names the first space.
const DEFAULT: &str = "default";

/// A closed list of spaces: whatever is not in it does not exist for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spaces(Vec<Space>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Space {
    alias: Option<String>,
    id: String,
}

impl Spaces {
    /// Reads the values of `--space`, each `ID` or `ALIAS=ID`; at least one.
    pub fn parse(given: &[String]) -> Result<Self, ConfigError> {
        let mut spaces: Vec<Space> = Vec::with_capacity(given.len());
        for text in given {
            let (alias, id) = match text.split_once('=') {
                Some((alias, id)) => (Some(alias), id),
                None => (None, text.as_str()),
            };
            if !is_id(id) || !alias.is_none_or(is_id) {
                return Err(ConfigError::BadSpace(text.clone()));
            }
            let name = alias.unwrap_or(id);
            if spaces.iter().any(|space| space.alias.as_deref().unwrap_or(&space.id) == name) {
                return Err(ConfigError::RepeatedSpace(name.to_owned()));
            }
            spaces.push(Space { alias: alias.map(str::to_owned), id: id.to_owned() });
        }
        if spaces.is_empty() { Err(ConfigError::NoSpace) } else { Ok(Self(spaces)) }
    }

    /// A list known at compile time, as pairs of alias and id.
    pub fn known(pairs: &[(&str, &str)]) -> Self {
        let space =
            |(alias, id): &(&str, &str)| Space { alias: Some((*alias).to_owned()), id: (*id).to_owned() };
        Self(pairs.iter().map(space).collect())
    }

    /// The id behind an alias, an id or `default`; `None` for anything else.
    /// An alias wins over an id of the same text, because a person chose it.
    pub fn resolve(&self, name: &str) -> Option<&str> {
        let by_alias = self.0.iter().find(|space| space.alias.as_deref() == Some(name));
        let by_id = || self.0.iter().find(|space| space.id == name);
        let first = || self.0.first().filter(|_| name == DEFAULT);
        by_alias.or_else(by_id).or_else(first).map(|space| space.id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaces(given: &[&str]) -> Result<Spaces, ConfigError> {
        Spaces::parse(&given.iter().map(|&text| text.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_space_answers_to_its_id_its_alias_and_default() {
        let cases = [
            (&["sales=01ef", "02ef"][..], "sales", Some("01ef")),
            (&["sales=01ef", "02ef"], "01ef", Some("01ef")),
            (&["sales=01ef", "02ef"], "02ef", Some("02ef")),
            (&["sales=01ef", "02ef"], "default", Some("01ef")),
            (&["sales=01ef", "default=02ef"], "default", Some("02ef")),
            (&["sales=01ef"], "SALES", None),
            (&["sales=01ef"], "03ef", None),
            (&["sales=01ef"], "", None),
        ];
        for (given, name, expected) in cases {
            let found = spaces(given).map(|spaces| spaces.resolve(name).map(str::to_owned));
            assert_eq!(found, Ok(expected.map(str::to_owned)), "{name} in {given:?}");
        }
    }

    #[test]
    fn a_bad_list_says_which_entry_is_bad() {
        assert_eq!(spaces(&[]), Err(ConfigError::NoSpace));
        for bad in ["", "a=", "=b", "a=b=c", "a/b", "..", "sp ace", "%2e"] {
            assert_eq!(spaces(&[bad]), Err(ConfigError::BadSpace(bad.to_owned())));
        }
        assert_eq!(spaces(&["a=1", "a=2"]), Err(ConfigError::RepeatedSpace("a".to_owned())));
        assert_eq!(spaces(&["1", "1"]), Err(ConfigError::RepeatedSpace("1".to_owned())));
    }
}
