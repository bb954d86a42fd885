//! The texts around a picture of Genie's: a catalogue of their own, because they come with its part.

/// Names one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKey {
    /// What a picture is called that has no name.
    Untitled,
    /// Who drew it.
    DrawnBy,
    /// It is on its way.
    Coming,
    /// There is none to be had, e.g. in a workspace that does not offer pictures.
    Absent,
    /// It could not be had: `{0}` says why.
    Lost,
    /// Button: saves it.
    Save,
}

/// The text for a key.
pub fn text(key: PictureKey) -> &'static str {
    match key {
        PictureKey::Untitled => "Chart",
        PictureKey::DrawnBy => "Drawn by Genie",
        PictureKey::Coming => "Drawn by Genie, loading …",
        PictureKey::Absent => "Genie drew a picture, but it cannot be had from this workspace.",
        PictureKey::Lost => "Genie drew a picture, but it could not be loaded. {0}",
        PictureKey::Save => "Save picture",
    }
}

/// The text for a key with `{0}` replaced.
pub fn fill(key: PictureKey, values: &[&str]) -> String {
    super::filled(text(key), values)
}
