//! Who may call.

use crate::document::NodeId;
use crate::extension::Source;
use crate::operation::Location;

/// A way to authenticate (`components/securitySchemes`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SecurityScheme {
    /// Its name in the document.
    pub name: String,
    /// How credentials travel.
    pub kind: SchemeKind,
    /// What it is.
    pub description: Option<String>,
    /// Where the vendor's document says so.
    pub source: Source,
    /// Its node.
    pub node: NodeId,
}

/// How credentials travel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// The name of the header, parameter or cookie.
        name: String,
        /// Where it travels.
        location: Location,
    },
    /// A scheme of `Authorization`.
    Http {
        /// `basic`, `bearer` and so on, in lower case.
        scheme: String,
        /// What the token is, where the document says it.
        bearer_format: Option<String>,
    },
    /// A certificate of the client.
    MutualTls,
    /// OAuth 2; its flows are data ([`SecurityScheme::node`]).
    OAuth2,
    /// OpenID Connect.
    OpenIdConnect {
        /// Where it is described.
        url: String,
    },
    /// What the standard does not know.
    Other(String),
}

/// Schemes that are needed together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Requirement {
    /// The name of each scheme, and the scopes or roles it needs. Without any, nothing is needed.
    pub schemes: Vec<(String, Vec<String>)>,
    /// Its node.
    pub node: NodeId,
}
