//! What the reader of a failure is told: finer than the codes, which are a contract with host pages.

use super::failure::Code;

/// One category of failure, told apart by what the reader can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Advice {
    /// No more is known than the code.
    Code(Code),
    /// The relay does not know the path: its URL is wrong, or it is no relay.
    Endpoint,
    /// A web page came where data was expected.
    Page,
    /// The relay answers, and what stands behind it does not.
    Unavailable,
    /// A passing fault of the service.
    Temporary,
    /// It was cut on its way.
    Cut,
    /// Genie itself ran out of time, so that nothing will come any more.
    GaveUp,
    /// The conversation is busy with something else.
    Busy,
    /// The credential is good, and Genie is not among what it allows.
    Scope,
    /// No right to use the space.
    SpacePermission,
    /// The space does not exist, or is invisible to this reader.
    SpaceMissing,
    /// The space is set up in a way that only its owner can repair.
    SpaceSetup,
    /// Tables are missing, or out of the reader's reach.
    Data,
    /// There is no such warehouse.
    WarehouseMissing,
    /// The warehouse is not for this reader.
    WarehouseAccess,
    /// The warehouse is not up yet.
    WarehouseStarting,
    /// One question, or what it leads to, is too long.
    TooLong,
    /// The conversation has become too long.
    Context,
    /// Rows were asked for where there are none.
    NoRows,
    /// A conversation of a kind that chat mode cannot go on with.
    AgentMode,
    /// The budget is used up; waiting a minute does not help.
    Budget,
    /// Somebody or something else than the reader cancelled the message.
    Cancelled,
    /// The message was deleted or changed while Genie worked on it.
    Deleted,
    /// Something stopped the query before it had finished.
    QueryCancelled,
    /// The workspace does not have this, or has it switched off.
    Feature,
    /// The reader stopped it before it was sent.
    Unsent,
    /// Its conversation was deleted.
    Gone,
    /// The page's `headers` hook failed, did not answer in time, or gave what cannot be sent: nothing was sent.
    Hook,
    /// Somebody's sign-in page answers in place of the relay.
    Session,
    /// Something answers at the relay's address, and does not let this page in.
    Shut,
}

/// What a reader can try after a failure, besides looking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The same question again.
    Repeat,
    /// Another question, or other words: the same would fail again.
    Reword,
    /// The same question in a new conversation.
    Elsewhere,
    /// Nothing here: somebody else has to act first.
    Nothing,
}

/// Reasons, besides codes, that a question's record keeps over a reload. Each is stored by its place here, so that
/// new ones come at the end.
const KEPT: [Advice; 22] = [
    Advice::Endpoint,
    Advice::Page,
    Advice::Busy,
    Advice::Scope,
    Advice::SpacePermission,
    Advice::SpaceMissing,
    Advice::SpaceSetup,
    Advice::Data,
    Advice::WarehouseMissing,
    Advice::WarehouseAccess,
    Advice::WarehouseStarting,
    Advice::TooLong,
    Advice::Context,
    Advice::AgentMode,
    Advice::Budget,
    Advice::Cancelled,
    Advice::Feature,
    Advice::Unsent,
    Advice::Gone,
    Advice::Hook,
    Advice::Session,
    Advice::Shut,
];

impl Advice {
    /// How it is stored: a number, or none if its code says all.
    pub fn number(self) -> Option<usize> {
        KEPT.iter().position(|kept| *kept == self)
    }

    /// The advice of that number.
    pub fn numbered(number: usize) -> Option<Self> {
        KEPT.get(number).copied()
    }

    /// What can be tried.
    pub fn remedy(self) -> Remedy {
        match self {
            Self::Code(Code::Permission | Code::Warehouse | Code::Config | Code::Unsupported)
            | Self::Endpoint
            | Self::Scope
            | Self::SpacePermission
            | Self::SpaceMissing
            | Self::SpaceSetup
            | Self::WarehouseMissing
            | Self::WarehouseAccess
            | Self::Budget
            | Self::Feature => Remedy::Nothing,
            Self::Code(Code::Input | Code::Content) | Self::Data | Self::TooLong | Self::NoRows => {
                Remedy::Reword
            }
            Self::Context | Self::AgentMode => Remedy::Elsewhere,
            _ => Remedy::Repeat,
        }
    }

    /// The code that host pages see.
    pub fn code(self) -> Code {
        match self {
            Self::Code(code) => code,
            Self::Endpoint | Self::SpaceMissing | Self::Feature => Code::NotFound,
            Self::Page | Self::Temporary | Self::SpaceSetup => Code::Internal,
            Self::Unavailable | Self::Shut => Code::Network,
            Self::Hook => Code::Config,
            Self::Session => Code::SignIn,
            Self::GaveUp => Code::Timeout,
            Self::Cut => Code::Network,
            Self::Busy | Self::Budget => Code::Quota,
            Self::Scope | Self::SpacePermission | Self::Data => Code::Permission,
            Self::WarehouseMissing | Self::WarehouseAccess | Self::WarehouseStarting => Code::Warehouse,
            Self::TooLong | Self::Context | Self::NoRows | Self::AgentMode => Code::Input,
            Self::Cancelled | Self::Deleted | Self::Unsent | Self::Gone => Code::Stopped,
            Self::QueryCancelled => Code::Sql,
        }
    }

    /// True where the same may work later without anything being changed.
    pub fn is_retryable(self) -> bool {
        match self {
            Self::Code(code) => {
                matches!(code, Code::Network | Code::Timeout | Code::Unsure | Code::Quota | Code::Expired)
            }
            Self::Unavailable
            | Self::Temporary
            | Self::GaveUp
            | Self::Cut
            | Self::Busy
            | Self::WarehouseStarting
            | Self::QueryCancelled
            | Self::Hook
            | Self::Session
            | Self::Shut
            | Self::Cancelled => true,
            _ => false,
        }
    }
}
