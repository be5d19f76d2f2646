impl crate::finpay::Client {
    /**Get a payout.

`GET /payout/{payout_id}`

Reads one payout of a sub-account with its present status and its destination.

**Permission of the key:** the document names none. **Source:** Finpay, Get Payout by ID, line 24.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the payout, as the provider gave it, such as the 29 characters of the example. Required. |
| `for_user_id` | header | User id of the sub-account that the request is made for. Required. |

# Errors
| status | code | when |
| --- | --- | --- |
| 401 | `INVALID_API_KEY` | The credentials do not have the right form. |
| 404 | `DATA_NOT_FOUND` | There is no such payout; check the id. |
| 500 | `SERVER_ERROR` | The server could not be reached; try again. |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::finpay::Client) -> bayar::Result<()> {
let answer = client.get_payout("disb-571f3644d2b4edf0745e9703")
    .for_user_id("692e8e678ed4264955161b61")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_payout(&self, id: impl Into<String>) -> builder::GetPayout {
        builder::GetPayout::new(self.transport.clone(), id.into())
    }
}
/// What requests and answers are made of.
pub mod types {
    use serde::Serialize;
    /**One payout and how far it has come.

Source: Finpay, Get Payout by ID, line 101.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct Payout {
        /**Unique id of the payout, given by the provider.

*promised by the document*

Source: Finpay, Get Payout by ID, line 113.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Amount that is transferred, in the currency beside it.

*promised by the document*

Source: Finpay, Get Payout by ID, line 123.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Code of the destination bank or e-wallet, such as ID_BCA.

*promised by the document*

Source: Finpay, Get Payout by ID, line 133.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub channel_code: Option<String>,
        /**Currency as its ISO 4217 code, such as IDR.

*promised by the document*

Source: Finpay, Get Payout by ID, line 143.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub currency: Option<String>,
        /**How far the payout has come.

*promised by the document*

Source: Finpay, Get Payout by ID, line 153.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<PayoutStatus>,
        /**Note on the payout.

Source: Finpay, Get Payout by ID, line 163.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**The merchant's own unique id of the payout.

*promised by the document*

Source: Finpay, Get Payout by ID, line 173.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference_id: Option<String>,
        /**When the payout was asked for.

*promised by the document*

Source: Finpay, Get Payout by ID, line 183.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**When the status last changed.

*promised by the document*

Source: Finpay, Get Payout by ID, line 193.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**When the money is expected to arrive.

Source: Finpay, Get Payout by ID, line 203.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub estimated_arrival_time: Option<crate::Timestamp>,
        /**Business id of the merchant who owns the account.

*promised by the document*

Source: Finpay, Get Payout by ID, line 213.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /**The destination account.

*promised by the document*

Source: Finpay, Get Payout by ID, line 223.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub channel_properties: Option<ChannelProperties>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl Payout {
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`channel_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn channel_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.channel_code.as_deref(), "channel_code")
        }
        /**`currency`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn currency(&self) -> crate::Result<&str> {
            crate::decode::promised(self.currency.as_deref(), "currency")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&PayoutStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`reference_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn reference_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.reference_id.as_deref(), "reference_id")
        }
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        /**`updated`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn updated(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.updated.as_ref(), "updated")
        }
        /**`business_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn business_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.business_id.as_deref(), "business_id")
        }
        /**`channel_properties`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn channel_properties(&self) -> crate::Result<&ChannelProperties> {
            crate::decode::promised(
                self.channel_properties.as_ref(),
                "channel_properties",
            )
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        Payout { "id" => id, "amount" => amount, "channel_code" => channel_code,
        "currency" => currency, "status" => status, "description" => description,
        "reference_id" => reference_id, "created" => created, "updated" => updated,
        "estimated_arrival_time" => estimated_arrival_time, "business_id" => business_id,
        "channel_properties" => channel_properties }, extra
    );
    /**The destination account of a payout.

Source: Finpay, Get Payout by ID, line 223.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct ChannelProperties {
        /**Number of the destination account.

*promised by the document*

Source: Finpay, Get Payout by ID, line 233.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_number: Option<crate::Secret>,
        /**Holder of the destination account as the bank knows it.

Source: Finpay, Get Payout by ID, line 243.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_holder_name: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl ChannelProperties {
        /**`account_number`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn account_number(&self) -> crate::Result<&crate::Secret> {
            crate::decode::promised(self.account_number.as_ref(), "account_number")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        ChannelProperties { "account_number" => account_number, "account_holder_name" =>
        account_holder_name }, extra
    );
    crate::open_enum! {
        #[doc =
        "How far a payout has come. The document names two values as examples, the others were seen elsewhere; the list is open. Which values are final is not documented.\n\nSource: Finpay, Get Payout by ID, line 159."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum PayoutStatus { #[doc =
        "`ACCEPTED`: Named as an example; no source describes it."] Accepted =
        "ACCEPTED", #[doc =
        "`PENDING_COMPLIANCE_ASSESSMENT`: Seen by name only. (observed, no document lists it)"]
        PendingComplianceAssessment = "PENDING_COMPLIANCE_ASSESSMENT", #[doc =
        "`COMPLIANCE_REJECTED`: Seen by name only. (observed, no document lists it)"]
        ComplianceRejected = "COMPLIANCE_REJECTED", #[doc =
        "`REQUESTED`: Seen by name only. (observed, no document lists it)"] Requested =
        "REQUESTED", #[doc =
        "`FAILED`: Seen by name only. (observed, no document lists it)"] Failed =
        "FAILED", #[doc = "`SUCCEEDED`: Named as an example; no source describes it."]
        Succeeded = "SUCCEEDED", #[doc =
        "`CANCELLED`: Seen by name only. (observed, no document lists it)"] Cancelled =
        "CANCELLED", #[doc =
        "`REVERSED`: Seen by name only. (observed, no document lists it)"] Reversed =
        "REVERSED", }
    }
}
/// One builder for each operation: set the parameters, then `send`.
pub mod builder {
    #[allow(unused_imports)]
    use super::{operations, types};
    #[allow(unused_imports)]
    use crate::request::encode_path;
    /**Get a payout: `GET /payout/{payout_id}`.

Made by [`Client::get_payout`](crate::finpay::Client::get_payout).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetPayout {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) payout_id: String,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetPayout {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            payout_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                payout_id,
                for_user_id: None,
            }
        }
        /**User id of the sub-account that the request is made for.

*header `for-user-id`; required* (Finpay, Get Payout by ID, line 61)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /payout/{payout_id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Payout>> {
            let Self { client, options, payout_id, for_user_id } = self;
            let payout_id = crate::request::path_value(
                &operations::GET_PAYOUT,
                &options,
                "payout_id",
                payout_id,
            )?;
            let url = client
                .url(&format!("/payout/{}", encode_path(& payout_id.to_string())));
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .get(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::GET_PAYOUT, &options, request).await
        }
    }
}
/// What is known of each operation, for request checks and errors.
pub(crate) mod operations {
    #[allow(unused_imports)]
    use crate::contract::{
        Bound, Field, Kind, Location, Object, Operation, Parameter, Rule, Source,
    };
    pub(crate) static GET_PAYOUT: Operation = Operation {
        id: "get_payout",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "payout_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("Finpay, Get Payout by ID, line 81", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("Finpay, Get Payout by ID, line 61", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (401u16, "INVALID_API_KEY", false),
            (404u16, "DATA_NOT_FOUND", false),
            (500u16, "SERVER_ERROR", false),
        ],
    };
    #[cfg(feature = "testing")]
    pub(crate) const ALL: &[&Operation] = &[&GET_PAYOUT];
}
