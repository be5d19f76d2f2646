//! What is peculiar to one vendor, and no part of OpenAPI (`x-drift` at the root of a contract).

use bayar_contract::Node;

/// What a contract says of its vendor's habits. Without it nothing is assumed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vendor {
    /// What the vendor is called in findings; the title of the contract without it.
    pub(crate) name: Option<String>,
    /// A first segment that keeps its paths apart where several APIs stand behind one address.
    pub(crate) prefix: Option<String>,
    /// The field of an error that holds its code.
    pub(crate) error_code: Option<String>,
    /// The statuses that `default` answers stand for; every one without it, as OpenAPI says.
    pub(crate) default_statuses: Vec<u16>,
    /// Fields of a request that the answer repeats.
    pub(crate) echoed: Vec<String>,
    /// The fields that tell resources of a kind apart, the best first.
    pub(crate) identified_by: Vec<String>,
    /// Statuses with which a resource begins: nothing goes back to them.
    pub(crate) first_statuses: Vec<String>,
    /// The header and the field that only callbacks carry.
    pub(crate) token_header: Option<String>,
    pub(crate) token_field: Option<String>,
    /// The field that names the currency of the amounts beside it.
    pub(crate) currency_field: Option<String>,
    /// Currencies without a fraction; amounts that name none are in the first.
    pub(crate) whole_currencies: Vec<String>,
    /// Whether ids look as in every documented example.
    pub(crate) has_exemplary_ids: bool,
    /// Names that merchants give, so that their examples mean nothing.
    pub(crate) given_names: Vec<String>,
}

impl Vendor {
    pub(crate) fn read(root: Node<'_>) -> Vendor {
        let Some(node) = root.get("x-drift") else {
            return Vendor::default();
        };
        let text = |name: &str| node.text(name).map(str::to_owned);
        let items = |name: &str| node.get(name).into_iter().flat_map(Node::items);
        let texts = |name: &str| -> Vec<String> {
            let texts = items(name).filter_map(Node::as_str);
            texts.map(str::to_owned).collect()
        };
        Vendor {
            name: text("name"),
            prefix: text("prefix"),
            error_code: text("error_code"),
            default_statuses: items("default_statuses")
                .filter_map(|item| u16::try_from(item.as_u64()?).ok())
                .collect(),
            echoed: texts("echoed"),
            identified_by: texts("identified_by"),
            first_statuses: texts("first_statuses"),
            token_header: text("token_header").map(|name| name.to_lowercase()),
            token_field: text("token_field"),
            currency_field: text("currency_field"),
            whole_currencies: texts("whole_currencies"),
            has_exemplary_ids: node.get("exemplary_ids").is_some_and(Node::is_true),
            given_names: texts("given_names"),
        }
    }
}
