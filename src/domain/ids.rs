//! Identifiers as Genie gives them: opaque strings, told apart by type.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The id as it stands on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }
    )*};
}

ids! {
    /// A Genie space (since 2026 also called an agent), or an alias that the relay knows.
    SpaceId
    /// One conversation within a space.
    ConversationId
    /// One message: a question together with its answer.
    MessageId
    /// One attachment of a message; the path to its query result.
    AttachmentId
    /// One run of a query; it changes when Genie corrects its SQL.
    StatementId
}

/// Names a turn within this page's life, also before Genie has given it a message id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TurnKey(pub u32);

/// Milliseconds since the Unix epoch, as the browser's clock tells them.
pub type Millis = u64;
