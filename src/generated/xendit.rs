impl crate::xendit::Client {
    /**Get the balance of an account.

`GET /balance`

Reads how much money one of the caller's accounts (cash, holding or tax) has left.

**Permission of the key:** money-out read. **Source:** API reference, Get balance, line 37.

# Parameters
| name | where | |
| --- | --- | --- |
| `account_type` | query | The account to read, in upper case. Without it, the cash account. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_balance()
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_balance(&self) -> builder::GetBalance {
        builder::GetBalance::new(self.transport.clone())
    }
    /**Charge a card, or authorize a charge.

`POST /credit_card_charges`

Takes money from the card behind a token. With `capture` false it only holds the amount, for 7 days, to be captured or reversed later. With amount 0 it checks the card, where the account's card processor can do so.

**Permission of the key:** money-in write. **Source:** API reference, Create Charge, line 541.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`CreateChargeRequest`](types::CreateChargeRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | Some inputs are not valid; `errors` names them. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `TOKEN_ALREADY_USED_ERROR` | The single-use token was charged before; to a repetition: by the first try, perhaps. |
| 400 | `AUTHENTICATION_ALREADY_USED_ERROR` | The authentication was used for a charge before; to a repetition: by the first try, perhaps. |
| 400 | `INVALID_TOKEN_ID_ERROR` | The token id has the wrong format. |
| 400 | `INVALID_CVN_LENGTH_ERROR` | The CVN has the wrong length: 4 digits for AMEX, 3 for every other brand. |
| 400 | `AUTHENTICATION_ID_MISSING_ERROR` | This charge needs an authentication id. |
| 400 | `AMOUNT_GREATER_THAN_AUTHENTICATED_ERROR` | The amount is above the authenticated one. |
| 400 | `INVALID_AUTHENTICATION_ID_ERROR` | The authentication id has the wrong format. |
| 400 | `EXTERNAL_ID_ALREADY_USED_ERROR` | The external id was used before, so a charge may stand under it. No look-up by external id is documented: only the same idempotency key with the same body is safe, and the dashboard tells what stands there. Another external id is for another charge only. (observed) |
| 400 | `MAX_DECIMAL_EXCEEDED_ERROR` | The amount has a fraction of a rupiah. (observed) |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `TOKEN_NOT_FOUND_ERROR` | No token has this id. |
| 404 | `AUTHENTICATION_NOT_FOUND_ERROR` | No authenticated token has this authentication id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_charge()
    .token_id("598d5d0e51e0870d44c61534")
    .external_id("postman-charge-1502436817")
    .amount(140000)
    .authentication_id("598d5d0f51e0870d44c61535")
    .card_cvn("123")
    .capture(false)
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_charge(&self) -> builder::CreateCharge {
        builder::CreateCharge::new(self.transport.clone())
    }
    /**Reverse an authorization.

`POST /credit_card_charges/{charge_id}/auth_reversal`

Releases the held amount of a charge that is authorized and not captured yet.

**Permission of the key:** the document names none. **Source:** API reference, Reverse Authorization, line 432.

# Parameters
| name | where | |
| --- | --- | --- |
| `charge_id` | path | Id of the authorized charge. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`ReverseAuthorizationRequest`](types::ReverseAuthorizationRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | Some inputs are not valid; `errors` names them. |
| 400 | `CHARGE_ALREADY_REVERSED_ERROR` | The charge was reversed before. |
| 400 | `CHARGE_ALREADY_CAPTURED_ERROR` | The charge is captured already. |
| 400 | `CHARGE_FAILED_ERROR` | Going by its name, the charge had failed; the document repeats the text for captured charges. |
| 400 | `TEMPORARY_SERVICE_ERROR` | Going by its name, a passing problem of the card network; the document repeats the text for captured charges. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `CREDIT_CARD_CHARGE_NOT_FOUND_ERROR` | No charge has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.reverse_authorization("5b2b8e024ec5ad6463cdc594")
    .external_id("postman-charge-1502436817")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn reverse_authorization(
        &self,
        charge_id: impl Into<String>,
    ) -> builder::ReverseAuthorization {
        builder::ReverseAuthorization::new(self.transport.clone(), charge_id.into())
    }
    /**Capture an authorized charge.

`POST /credit_card_charges/{credit_card_charge_id}/capture`

Takes the amount held by an authorization, or a part of it.

**Permission of the key:** money-in write. **Source:** API reference, Capture Charge, line 778.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the authorized charge. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`CaptureChargeRequest`](types::CaptureChargeRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | Some inputs are not valid; `errors` names them. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `AMOUNT_GREATER_THAN_AUTHORIZED_ERROR` | The amount is above the authorized one. |
| 400 | `INVALID_CHARGE_STATUS_ERROR` | The charge is not AUTHORIZED. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `CREDIT_CARD_CHARGE_NOT_FOUND_ERROR` | No charge has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.capture_charge("5877255293ff67900c6aa64e")
    .amount(15000)
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn capture_charge(&self, id: impl Into<String>) -> builder::CaptureCharge {
        builder::CaptureCharge::new(self.transport.clone(), id.into())
    }
    /**Get a charge.

`GET /credit_card_charges/{credit_card_charge_id}`

Reads one charge.

**Permission of the key:** money-in read. **Source:** API reference, Get Charge, line 845.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the charge, as the creation answered it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | Some inputs are not valid; `errors` names them. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `CREDIT_CARD_CHARGE_NOT_FOUND_ERROR` | No charge has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_charge("5877255293ff67900c6aa64e")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_charge(&self, id: impl Into<String>) -> builder::GetCharge {
        builder::GetCharge::new(self.transport.clone(), id.into())
    }
    /**Refund a charge.

`POST /credit_card_charges/{credit_card_charge_id}/refunds`

Gives back a captured charge or a part of it. A charge can be refunded several times, up to its amount in sum. The answer is not final yet. No look-up is documented: with an unknown outcome, only a repetition with the same idempotency key and body is safe.

**Permission of the key:** money-in write. **Source:** API reference, Create Refund, line 899.

# Parameters
| name | where | |
| --- | --- | --- |
| `idempotency_key` | header | A key of the caller's that keeps a repeated request from being carried out twice. Unique over development and production. |
| `charge_id` | path | Id of the charge to refund. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |

The body is a [`CreateRefundRequest`](types::CreateRefundRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | Some inputs are not valid; `errors` names them. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `REFUND_AMOUNT_EXCEEDED_ERROR` | All refunds together would be above the charge. To a repetition: the first try may be one of them, so this does not tell that it failed. |
| 400 | `DUPLICATE_REFUND_ERROR` | The external id was used before, so a refund may stand under it. There is no look-up: only the same idempotency key with the same body is safe, and the dashboard tells what stands there. Another external id is for another refund only. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `CREDIT_CARD_CHARGE_NOT_FOUND_ERROR` | No charge has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_refund("5877255293ff67900c6aa64e")
    .amount(15000)
    .external_id("unique-external-id")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_refund(&self, charge_id: impl Into<String>) -> builder::CreateRefund {
        builder::CreateRefund::new(self.transport.clone(), charge_id.into())
    }
    /**Create an e-wallet payment.

`POST /ewallets`

Asks a customer to pay with OVO, DANA or LinkAja. OVO pushes the request to the customer's phone, DANA and LinkAja answer with the page on which the customer pays. The fields depend on ewallet_type.

**Permission of the key:** money-in write. **Source:** API reference, Create Payment, line 1039.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |
| `api_version` | header | Selects the contract of the answer. 2019-02-04 answers when the payment is over, as the document's example does; 2020-02-01 answers at once with status PENDING. Sent only if the caller asks for it. |

The body is a [`CreateEwalletPaymentRequest`](types::CreateEwalletPaymentRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `USER_DID_NOT_AUTHORIZE_THE_PAYMENT` | OVO: The customer did not confirm the payment in time. |
| 400 | `USER_DECLINED_THE_TRANSACTION` | OVO: The customer refused the payment. |
| 400 | `PHONE_NUMBER_NOT_REGISTERED` | OVO: The phone number has no account with the wallet. |
| 400 | `EXTERNAL_ERROR` | OVO: The wallet's provider failed. |
| 400 | `SENDING_TRANSACTION_ERROR` | OVO: The transaction could not be sent to the wallet. |
| 400 | `EWALLET_APP_UNREACHABLE` | OVO: The wallet cannot reach the customer's app, for example because it was uninstalled. |
| 400 | `DUPLICATE_PAYMENT` | OVO: A payment with this external_id exists already; get_ewallet_payment_status tells how it stands. |
| 400 | `DUPLICATE_PAYMENT` | DANA: A payment with this external_id exists already; get_ewallet_payment_status tells how it stands. |
| 400 | `DUPLICATE_ERROR` | DANA: A transaction with this external_id exists already; get_ewallet_payment_status tells how it stands. |
| 400 | `API_VALIDATION_ERROR` | LINKAJA: A field is missing, or has the wrong type or length. |
| 400 | `DUPLICATE_PAYMENT` | LINKAJA: A payment with this external_id exists already; get_ewallet_payment_status tells how it stands. |
| 400 | `DUPLICATE_ERROR` | LINKAJA: A transaction with this external_id exists already; get_ewallet_payment_status tells how it stands. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | OVO: The API key lacks the permission for this request. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | DANA: The API key lacks the permission for this request. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | LINKAJA: The API key lacks the permission for this request. |
| 422 | `GENERATE_CHECKOUT_TOKEN_ERROR` | LINKAJA: Making the URL of the checkout page failed. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
use bayar::xendit::types;
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_ewallet_payment()
    .body(types::CreateOvoPaymentRequest::new()
        .external_id("ovo-ewallet")
        .amount(1000)
        .phone("08123123123"))
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_ewallet_payment(&self) -> builder::CreateEwalletPayment {
        builder::CreateEwalletPayment::new(self.transport.clone())
    }
    /**Get the status of an e-wallet payment.

`GET /ewallets`

Reads one payment by external_id and wallet. The document prints the query as part of the path; it goes out as a query.

**Permission of the key:** money-in read. **Source:** API reference, Get Payment Status, line 1401.

# Parameters
| name | where | |
| --- | --- | --- |
| `external_id` | query | The merchant's id of the payment, as given when it was created. At most 1000 characters. Required. |
| `ewallet_type` | query | The wallet of the payment, in capital letters. The document supports OVO and DANA here; LINKAJA was seen to work. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `PAYMENT_NOT_FOUND_ERROR` | No payment of this wallet has this external_id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
use bayar::xendit::types;
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_ewallet_payment_status()
    .external_id("ovo-ewallet")
    .ewallet_type(types::EwalletType::Ovo)
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_ewallet_payment_status(&self) -> builder::GetEwalletPaymentStatus {
        builder::GetEwalletPaymentStatus::new(self.transport.clone())
    }
    /**Create a cardless credit payment.

`POST /cardless-credit`

Makes the checkout page on which a customer pays with the credit of a partner (Kredivo), after 30 days or in instalments. The outcome comes to callback_url.

**Permission of the key:** the document names none. **Source:** API reference, Generate Checkout URL, line 1629.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`CreateCardlessCreditPaymentRequest`](types::CreateCardlessCreditPaymentRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A required field is missing. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 422 | `MERCHANT_NOT_FOUND` | The merchant is not registered for this way of paying. |
| 422 | `GENERATE_CHECKOUT_URL_ERROR` | The request does not meet the partner's conditions, or the partner's server failed. |
| 422 | `DUPLICATE_PAYMENT_ERROR` | A checkout page with this external_id exists already. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
use bayar::xendit::types;
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_cardless_credit_payment()
    .cardless_credit_type(types::CardlessCreditType::Kredivo)
    .external_id("test-cardless-credit-01")
    .amount(800000)
    .payment_type(types::CardlessCreditPaymentType::ThreeMonths)
    .items([types::CardlessCreditItem::new()
        .id("123123")
        .name("Phone Case")
        .price(200000)
        .type_("Smartphone")
        .url("http://example.com/phone/phone_case")
        .quantity(2), types::CardlessCreditItem::new()
        .id("234567")
        .name("Bluetooth Headset")
        .price(400000)
        .type_("Audio")
        .url("http://example.com/phone/bluetooth_headset")
        .quantity(1)])
    .customer_details(types::CustomerDetails::new()
        .first_name("customer first name")
        .last_name("customer last name")
        .email("customer@yourwebsite.com")
        .phone("081513114262"))
    .shipping_address(types::ShippingAddress::new()
        .first_name("first name")
        .last_name("last name")
        .address("Jalan Teknologi No. 12")
        .city("Jakarta")
        .postal_code("12345")
        .phone("081513114262")
        .country_code("IDN"))
    .redirect_url("https://example.com")
    .callback_url("http://example.com/callback-cardless-credit")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_cardless_credit_payment(
        &self,
    ) -> builder::CreateCardlessCreditPayment {
        builder::CreateCardlessCreditPayment::new(self.transport.clone())
    }
    /**List the banks that offer virtual accounts.

`GET /available_virtual_account_banks`

Lists the banks whose code can be given when a fixed virtual account is created. Banks are added at any time.

**Permission of the key:** money-in read. **Source:** API reference, Get Virtual Account Banks, line 1900.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_virtual_account_banks()
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_virtual_account_banks(&self) -> builder::GetVirtualAccountBanks {
        builder::GetVirtualAccountBanks::new(self.transport.clone())
    }
    /**Create a fixed virtual account.

`POST /callback_virtual_accounts`

Creates a virtual account that belongs to a name of your choice; each payment into it is reported by a callback. In production the range of fixed virtual accounts must first be activated in the dashboard, in development it is there at once. For an account tied to one transaction use an invoice.

**Permission of the key:** money-in write. **Source:** API reference, Create Fixed Virtual Account, line 1949.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`CreateFixedVirtualAccountRequest`](types::CreateFixedVirtualAccountRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A field is not valid; errors names it. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE` | The number asked for is not in your range. |
| 400 | `BANK_NOT_SUPPORTED_ERROR` | This bank code is not supported at present. |
| 400 | `EXPIRATION_DATE_NOT_SUPPORTED_ERROR` | An expiration date of your own is not supported at present. |
| 400 | `EXPIRATION_DATE_INVALID_ERROR` | The expiration date is in the past. |
| 400 | `SUGGESTED_AMOUNT_NOT_SUPPORTED_ERROR` | A suggested amount is not supported for this account at present. |
| 400 | `EXPECTED_AMOUNT_REQUIRED_ERROR` | A closed account needs an expected amount. |
| 400 | `CLOSED_VA_NOT_SUPPORTED_ERROR` | This account cannot be a closed one at present. |
| 400 | `DUPLICATE_CALLBACK_VIRTUAL_ACCOUNT_ERROR` | An account with this number exists. |
| 400 | `MINIMUM_EXPECTED_AMOUNT_ERROR` | The expected amount is too low: BNI, BRI and MANDIRI take 1 rupiah or more. |
| 400 | `MAXIMUM_EXPECTED_AMOUNT_ERROR` | The expected amount is too high: BNI, BRI and MANDIRI take 50000000000 rupiah or less. |
| 400 | `CALLBACK_VIRTUAL_ACCOUNT_NAME_NOT_ALLOWED_ERROR` | The name holds the name of a bank or an institution. |
| 400 | `DESCRIPTION_NOT_SUPPORTED_ERROR` | A description is taken for BRI only. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_fixed_virtual_account()
    .external_id("demo_virtual_account_1475459775872")
    .bank_code("BNI")
    .name("Rika Sutanto")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_fixed_virtual_account(&self) -> builder::CreateFixedVirtualAccount {
        builder::CreateFixedVirtualAccount::new(self.transport.clone())
    }
    /**Get a fixed virtual account.

`GET /callback_virtual_accounts/{id}`

Reads the present state of one fixed virtual account.

**Permission of the key:** money-in read. **Source:** API reference, Get Fixed Virtual Account, line 2115.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the account, as the creation answered it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR` | No fixed virtual account has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_fixed_virtual_account("59e03a976fab8b1850fdf347")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_fixed_virtual_account(
        &self,
        id: impl Into<String>,
    ) -> builder::GetFixedVirtualAccount {
        builder::GetFixedVirtualAccount::new(self.transport.clone(), id.into())
    }
    /**Update a fixed virtual account.

`PATCH /callback_virtual_accounts/{id}`

Changes the amounts, the expiration date, the single use or the description of an account. Multiple-use accounts and active single-use accounts can be changed, inactive single-use ones cannot; a closed account cannot become an open one, nor an open one closed. An expiration date in the past expires the account at once.

**Permission of the key:** money-in write. **Source:** API reference, Update Fixed Virtual Account, line 2175.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the account, as the creation answered it. Only the path names it here, no table. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`UpdateFixedVirtualAccountRequest`](types::UpdateFixedVirtualAccountRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A field is not valid; errors names it. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE` | The number asked for is not in your range. |
| 400 | `BANK_NOT_SUPPORTED_ERROR` | This bank code is not supported at present. |
| 400 | `SUGGESTED_AMOUNT_NOT_SUPPORTED_ERROR` | A suggested amount is not supported for this account at present. |
| 400 | `EXPECTED_AMOUNT_REQUIRED_ERROR` | A closed account needs an expected amount. |
| 400 | `CLOSED_VA_NOT_SUPPORTED_ERROR` | This account cannot be a closed one at present. |
| 400 | `INACTIVE_VIRTUAL_ACCOUNT_ERROR` | The account is inactive and cannot be changed. |
| 400 | `MINIMUM_EXPECTED_AMOUNT_ERROR` | The expected amount is not above zero. |
| 400 | `MAXIMUM_EXPECTED_AMOUNT_ERROR` | The expected amount is not below 1000000000 rupiah. |
| 400 | `DESCRIPTION_NOT_SUPPORTED_ERROR` | A description is taken for BRI only. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.update_fixed_virtual_account("57f6fbf26b9f064272622aa6")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn update_fixed_virtual_account(
        &self,
        id: impl Into<String>,
    ) -> builder::UpdateFixedVirtualAccount {
        builder::UpdateFixedVirtualAccount::new(self.transport.clone(), id.into())
    }
    /**Get a payment into a fixed virtual account.

`GET /callback_virtual_account_payments/payment_id={payment_id}`

Reads one payment by the payment_id of its callback, so as to make sure that the callback is genuine. The text "payment_id=" is a literal part of the path.

**Permission of the key:** money-in write. **Source:** API reference, Get Fixed Virtual Account Payment, line 2391.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Payment id, as the callback named it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `CALLBACK_VIRTUAL_ACCOUNT_PAYMENT_NOT_FOUND_ERROR` | No payment into a fixed virtual account has this payment id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_fixed_virtual_account_payment("1502450097080")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_fixed_virtual_account_payment(
        &self,
        id: impl Into<String>,
    ) -> builder::GetFixedVirtualAccountPayment {
        builder::GetFixedVirtualAccountPayment::new(self.transport.clone(), id.into())
    }
    /**Create a fixed payment code.

`POST /fixed_payment_code`

Creates a payment code that belongs to a name of your choice and is paid at the counter of a retail outlet; each payment is reported by a callback.

**Permission of the key:** money-in write. **Source:** API reference, Create Fixed Payment Code, line 2449.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`CreateFixedPaymentCodeRequest`](types::CreateFixedPaymentCodeRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A field is not valid; errors names it. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `PAYMENT_CODE_OUTSIDE_RANGE` | The code asked for is not in your range. |
| 400 | `RETAIL_OUTLET_NOT_SUPPORTED_ERROR` | This retail outlet is not supported at present. |
| 400 | `DUPLICATE_PAYMENT_CODE_ERROR` | This payment code exists. |
| 400 | `EXPIRATION_DATE_INVALID_ERROR` | The expiration date is in the past. |
| 400 | `MINIMUM_EXPECTED_AMOUNT_ERROR` | The expected amount is below 10000 rupiah. |
| 400 | `MAXIMUM_EXPECTED_AMOUNT_ERROR` | The expected amount is above 5000000 rupiah. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_fixed_payment_code()
    .external_id("demo_fixed_payment_code_123")
    .retail_outlet_name("ALFAMART")
    .name("Rika Sutanto")
    .expected_amount(10000)
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_fixed_payment_code(&self) -> builder::CreateFixedPaymentCode {
        builder::CreateFixedPaymentCode::new(self.transport.clone())
    }
    /**Update a fixed payment code.

`PATCH /fixed_payment_code/{fixed_payment_code_id}`

Changes the name, the expected amount or the expiration date of a payment code. An expiration date in the past expires the code at once.

**Permission of the key:** money-in write. **Source:** API reference, Update Fixed Payment Code, line 2550.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the payment code, as the creation answered it. Only the path names it here, no table. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`UpdateFixedPaymentCodeRequest`](types::UpdateFixedPaymentCodeRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A field is not valid; errors names it. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `PAYMENT_CODE_OUTSIDE_RANGE` | The code asked for is not in your range. |
| 400 | `INACTIVE_FIXED_PAYMENT_CODE_ERROR` | The payment code is inactive and cannot be changed. |
| 400 | `MINIMUM_EXPECTED_AMOUNT_ERROR` | The expected amount is below 10000 rupiah. |
| 400 | `MAXIMUM_EXPECTED_AMOUNT_ERROR` | The expected amount is above 5000000 rupiah. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.update_fixed_payment_code("5b61881e6cc2770f00117f73")
    .expected_amount(20000)
    .name("Joe Contini")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn update_fixed_payment_code(
        &self,
        id: impl Into<String>,
    ) -> builder::UpdateFixedPaymentCode {
        builder::UpdateFixedPaymentCode::new(self.transport.clone(), id.into())
    }
    /**Get a fixed payment code.

`GET /fixed_payment_code/{fixed_payment_code_id}`

Reads the present state of one fixed payment code.

**Permission of the key:** money-in read. **Source:** API reference, Get Fixed Payment Code, line 2631.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the payment code, as the creation answered it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `FIXED_PAYMENT_CODE_NOT_FOUND_ERROR` | No fixed payment code has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_fixed_payment_code("5b61881e6cc2770f00117f73")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_fixed_payment_code(
        &self,
        id: impl Into<String>,
    ) -> builder::GetFixedPaymentCode {
        builder::GetFixedPaymentCode::new(self.transport.clone(), id.into())
    }
    /**Create an invoice.

`POST /v2/invoices`

Creates a payment page on which the payer chooses one of the account's payment methods. Once it is paid, a callback goes to the URL set in the dashboard, whatever the method.

**Permission of the key:** money-in write. **Source:** API reference, Create invoice, line 2743.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`CreateInvoiceRequest`](types::CreateInvoiceRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A field is missing or not valid; errors names the fields. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `MINIMAL_TRANSFER_AMOUNT_ERROR` | The amount is less than Rp10000. |
| 400 | `MAXIMUM_TRANSFER_AMOUNT_ERROR` | The amount is more than Rp1000000000, or more than Rp5000000 on an account with retail outlets. |
| 400 | `NO_COLLECTION_METHODS_ERROR` | No payment method is configured for the account; the support sets them up. |
| 400 | `UNAVAILABLE_PAYMENT_METHOD_ERROR` | A chosen payment method is not among those of the account. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `UNIQUE_ACCOUNT_NUMBER_UNAVAILABLE_ERROR` | No number is left in the account's range of non-fixed virtual accounts. |
| 404 | `CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR` | There is no fixed virtual account with the given id. |
| 404 | `AVAILABLE_PAYMENT_CODE_NOT_FOUND_ERROR` | No payment code is left in the account's retail outlet range. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_invoice()
    .external_id("demo_1475801962607")
    .payer_email("sample_email@xendit.co")
    .description("Trip to Bali")
    .amount(230000)
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_invoice(&self) -> builder::CreateInvoice {
        builder::CreateInvoice::new(self.transport.clone())
    }
    /**List invoices.

`GET /v2/invoices`

Lists invoices, the most recently updated first, filtered as asked. With recurring_payment_id it lists the payments of one recurring payment. Pages by last_invoice_id.

**Permission of the key:** money-in read. **Source:** API reference, List all invoice, line 3278.

# Parameters
| name | where | |
| --- | --- | --- |
| `statuses` | query | Only invoices in one of these statuses, printed as a JSON array. |
| `limit` | query | How many invoices to answer at most, from 1 to 100. |
| `created_after` | query | Only invoices created after this time. Has an effect only together with created_before. |
| `created_before` | query | Only invoices created before this time. Has an effect only together with created_after. |
| `paid_after` | query | Only invoices paid after this time. Has an effect only together with paid_before. |
| `paid_before` | query | Only invoices paid before this time. Has an effect only together with paid_after. |
| `expired_after` | query | Only invoices whose expiry_date is after this time. Has an effect only together with expired_before. |
| `expired_before` | query | Only invoices whose expiry_date is before this time. Has an effect only together with expired_after. |
| `last_invoice_id` | query | Cursor for paging, the id of the invoice from which the next answer goes on. |
| `client_types` | query | Only invoices created in one of these ways, printed as a JSON array. |
| `payment_channels` | query | Only invoices paid through one of these channels, printed as a JSON array. The document names no values here; those of payment_channel in the answers are meant. |
| `external_id` | query | Only the invoice with this id of the merchant's; an empty list if there is none. |
| `on_demand_link` | query | Only invoices created from this on-demand link. |
| `recurring_payment_id` | query | Only invoices created by this recurring payment. |
| `after` | query | Lower bound of a time filter. Only the example request has it; which field it compares is not documented. |
| `before` | query | Upper bound of a time filter. Only the example request has it; which field it compares is not documented. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A parameter is not valid; errors names it. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.list_invoices()
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn list_invoices(&self) -> builder::ListInvoices {
        builder::ListInvoices::new(self.transport.clone())
    }
    /**Get an invoice.

`GET /v2/invoices/{invoice_id}`

Reads one invoice with its payment options and, once paid, how it was paid.

**Permission of the key:** money-in read. **Source:** API reference, Get an invoice, line 2973.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the invoice, as the creation answered it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `INVOICE_NOT_FOUND_ERROR` | No invoice has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_invoice("587cc7b4863f2b462beb31f6")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_invoice(&self, id: impl Into<String>) -> builder::GetInvoice {
        builder::GetInvoice::new(self.transport.clone(), id.into())
    }
    /**Expire an invoice.

`POST /invoices/{invoice_id}/expire!`

Cancels an invoice at once by expiring it. Pool virtual accounts, retail outlets and credit cards are closed; a fixed virtual account is only unlinked, and later payments to it count as fixed virtual account payments. The path has no /v2, and its exclamation mark goes out raw.

**Permission of the key:** money-in write. **Source:** API reference, Expire invoice, line 3159.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the invoice to expire. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 404 | `INVOICE_NOT_FOUND_ERROR` | No invoice has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.expire_invoice("id-1")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn expire_invoice(&self, id: impl Into<String>) -> builder::ExpireInvoice {
        builder::ExpireInvoice::new(self.transport.clone(), id.into())
    }
    /**Create a recurring payment.

`POST /recurring_payments`

Starts a plan that issues an invoice to the customer at every interval, and charges a saved card for it when a token is given.

**Permission of the key:** money-in write. **Source:** API reference, Create a Recurring Payment, line 3620.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`CreateRecurringPaymentRequest`](types::CreateRecurringPaymentRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A field breaks a rule; `errors` names it. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `INVALID_CREDIT_CARD_TOKEN_ERROR` | The card token is not valid. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
use bayar::xendit::types;
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_recurring_payment()
    .external_id("recurring_31451441")
    .payer_email("sample_email@xendit.co")
    .interval(types::RecurringInterval::Month)
    .interval_count(1)
    .description("Monthly room cleaning service")
    .amount(125000)
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_recurring_payment(&self) -> builder::CreateRecurringPayment {
        builder::CreateRecurringPayment::new(self.transport.clone())
    }
    /**Get a recurring payment.

`GET /recurring_payments/{id}`

Reads one recurring payment with its plan, its status and how far it has come.

**Permission of the key:** money-in read. **Source:** API reference, Get a Recurring Payment, line 3799.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the recurring payment to read. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission. |
| 404 | `NOT_FOUND_ERROR` | No recurring payment has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_recurring_payment("579c8d61f23fa4ca35e52da3")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_recurring_payment(
        &self,
        id: impl Into<String>,
    ) -> builder::GetRecurringPayment {
        builder::GetRecurringPayment::new(self.transport.clone(), id.into())
    }
    /**Edit a recurring payment.

`PATCH /recurring_payments/{id}`

Changes the amount, the rhythm, the card token or the handling of missed invoices of a recurring payment.

**Permission of the key:** money-in write. **Source:** API reference, Edit Recurring Payment, line 3888.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the recurring payment to change. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`EditRecurringPaymentRequest`](types::EditRecurringPaymentRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A field breaks a rule; `errors` names it. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `INVALID_CREDIT_CARD_TOKEN_ERROR` | The card token is not valid. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission. |
| 404 | `NOT_FOUND_ERROR` | No recurring payment has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
use bayar::xendit::types;
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.edit_recurring_payment("579c8d61f23fa4ca35e52da3")
    .amount(80000)
    .interval(types::RecurringInterval::Week)
    .interval_count(2)
    .should_send_email(true)
    .missed_payment_action(types::MissedPaymentAction::Stop)
    .credit_card_token("522f0ba2ab70de5d2b409eee")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn edit_recurring_payment(
        &self,
        id: impl Into<String>,
    ) -> builder::EditRecurringPayment {
        builder::EditRecurringPayment::new(self.transport.clone(), id.into())
    }
    /**Stop a recurring payment.

`POST /recurring_payments/{id}/stop!`

Ends a recurring payment for good. It issues no further invoices.

**Permission of the key:** money-in write. **Source:** API reference, Stop Recurring Payment, line 3980.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the recurring payment, as the creation answered it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

# Errors
| status | code | when |
| --- | --- | --- |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission. |
| 404 | `NOT_FOUND_ERROR` | No recurring payment has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.stop_recurring_payment("579c8d61f23fa4ca35e52da3")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn stop_recurring_payment(
        &self,
        id: impl Into<String>,
    ) -> builder::StopRecurringPayment {
        builder::StopRecurringPayment::new(self.transport.clone(), id.into())
    }
    /**Pause a recurring payment.

`POST /recurring_payments/{id}/pause!`

Suspends a recurring payment. It issues no invoices until it is resumed.

**Permission of the key:** money-in write. **Source:** API reference, Pause Recurring Payment, line 4044.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the recurring payment, as the creation answered it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

# Errors
| status | code | when |
| --- | --- | --- |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission. |
| 404 | `NOT_FOUND_ERROR` | No recurring payment has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.pause_recurring_payment("579c8d61f23fa4ca35e52da3")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn pause_recurring_payment(
        &self,
        id: impl Into<String>,
    ) -> builder::PauseRecurringPayment {
        builder::PauseRecurringPayment::new(self.transport.clone(), id.into())
    }
    /**Resume a recurring payment.

`POST /recurring_payments/{id}/resume!`

Takes a paused recurring payment up again.

**Permission of the key:** money-in write. **Source:** API reference, Resume Recurring Payment, line 4097.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the recurring payment, as the creation answered it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

# Errors
| status | code | when |
| --- | --- | --- |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission. |
| 404 | `NOT_FOUND_ERROR` | No recurring payment has this id. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.resume_recurring_payment("579c8d61f23fa4ca35e52da3")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn resume_recurring_payment(
        &self,
        id: impl Into<String>,
    ) -> builder::ResumeRecurringPayment {
        builder::ResumeRecurringPayment::new(self.transport.clone(), id.into())
    }
    /**Send money to a bank account or an e-wallet.

`POST /disbursements`

Starts one transfer from the merchant's balance to a bank account, a virtual account or an e-wallet in Indonesia. The answer only says that it was started; the outcome comes with the disbursement callback. After a 500 the outcome is unknown: look it up by external_id, and send it again in 1 to 2 hours at the earliest, only if nothing is found, and with the same idempotency key.

**Permission of the key:** money-out write. **Source:** API reference, Create disbursement, line 4191.

# Parameters
| name | where | |
| --- | --- | --- |
| `idempotency_key` | header | Key of the caller's choice, such as the external_id or a GUID, that stops a request from being carried out twice. Unique over both environments; letters, digits and special characters, at least 1, no upper limit. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |

The body is a [`CreateDisbursementRequest`](types::CreateDisbursementRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A field is not valid; errors names it. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `DISBURSEMENT_DESCRIPTION_NOT_FOUND_ERROR` | The dashboard holds no default description; set one there first. |
| 400 | `DIRECT_DISBURSEMENT_BALANCE_INSUFFICIENT_ERROR` | The balance does not cover the amount. To a repetition: the first try may have taken it, so look the disbursement up by external_id before topping up. |
| 400 | `DUPLICATE_TRANSACTION_ERROR` | The idempotency key was used before, so a payment may stand under it. Look first what that is, a disbursement by its external_id; a batch has no look-up, and only the same key with the same body is safe. A new key is for another payment only. |
| 400 | `BANK_CODE_NOT_SUPPORTED_ERROR` | No disbursements to this bank code. |
| 400 | `RECIPIENT_ACCOUNT_NUMBER_ERROR` | A BCA account number has to have 10 digits. |
| 400 | `RECIPIENT_AMOUNT_ERROR` | The amount is below the minimum of the destination bank. |
| 400 | `MAXIMUM_TRANSFER_LIMIT_ERROR` | The amount is above the maximum of the destination bank. |
| 400 | `INVALID_DESTINATION` | The account does not exist or is blocked. Documented as failure_code only: look the disbursement up by external_id before sending it again. (observed) |
| 400 | `REJECTED_BY_BANK` | The bank refused. Documented as failure_code only: look the disbursement up by external_id before sending it again. (observed) |
| 400 | `SWITCHING_NETWORK_ERROR` | A switching network has trouble. Documented as failure_code only: look the disbursement up by external_id before sending it again. (observed) |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission that this request needs. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |
| 500 | `SERVER_ERROR` | The outcome is unknown: look it up by external_id. If it is still not found after 1 to 2 hours, send it again with the same key and external_id. |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_disbursement()
    .external_id("demo_1475459775872")
    .amount(17000)
    .bank_code("BCA")
    .account_holder_name("Bob Jones")
    .account_number("1231241231")
    .description("Reimbursement for shoes")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_disbursement(&self) -> builder::CreateDisbursement {
        builder::CreateDisbursement::new(self.transport.clone())
    }
    /**Find disbursements by external_id.

`GET /disbursements`

Reads every disbursement that was created with this external_id, as an array. This is the look-up that settles whether a creation with an unknown outcome took place; where there is none the answer is a 404, not an empty array.

**Permission of the key:** money-out read. **Source:** API reference, Get disbursement by external_id, line 4497.

# Parameters
| name | where | |
| --- | --- | --- |
| `external_id` | query | The merchant's id of the disbursement, exactly as the creation sent it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission that this request needs. |
| 404 | `DIRECT_DISBURSEMENT_NOT_FOUND_ERROR` | There is no such disbursement. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_disbursements_by_external_id()
    .external_id("72655")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_disbursements_by_external_id(
        &self,
    ) -> builder::GetDisbursementsByExternalId {
        builder::GetDisbursementsByExternalId::new(self.transport.clone())
    }
    /**Get a disbursement.

`GET /disbursements/{disbursement_id}`

Reads one disbursement with its present status.

**Permission of the key:** money-out read. **Source:** API reference, Get disbursement by id, line 4402.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the disbursement, exactly as the creation answered it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission that this request needs. |
| 404 | `DIRECT_DISBURSEMENT_NOT_FOUND_ERROR` | There is no such disbursement. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_disbursement_by_id("57c9010f5ef9e7077bcb96b6")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_disbursement_by_id(
        &self,
        id: impl Into<String>,
    ) -> builder::GetDisbursementById {
        builder::GetDisbursementById::new(self.transport.clone(), id.into())
    }
    /**List the banks that money can be sent to.

`GET /available_disbursements_banks`

Lists the banks and e-wallets that disbursements reach at present, each with the code that bank_code takes; more than 140 in Indonesia, regional and rural banks among them. New ones appear at any time. The document describes this operation twice, once for single and once for batch disbursements.

**Permission of the key:** money-out read. **Source:** API reference, Get available disbursement banks, line 4681.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_available_disbursement_banks()
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_available_disbursement_banks(
        &self,
    ) -> builder::GetAvailableDisbursementBanks {
        builder::GetAvailableDisbursementBanks::new(self.transport.clone())
    }
    /**Create a batch of disbursements.

`POST /batch_disbursements`

Hands over up to 1000 disbursements in one request. The batch then waits for somebody's approval, and money moves only after that. The document calls this product a beta and has no look-up for a batch: with an unknown outcome, only a repetition with the same idempotency key is safe.

**Permission of the key:** money-out write. **Source:** API reference, Create batch disbursement, line 4755.

# Parameters
| name | where | |
| --- | --- | --- |
| `idempotency_key` | header | Key of the caller's choice, such as a GUID, that stops a request from being carried out twice. Unique over both environments. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |

The body is a [`CreateBatchDisbursementRequest`](types::CreateBatchDisbursementRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A field is not valid; errors names it. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `DUPLICATE_TRANSACTION_ERROR` | The idempotency key was used before, so a batch may stand under it. There is no look-up: only the same key with the same body is safe, and the dashboard or the callback tells what stands there. A new key is for another batch only. |
| 400 | `BATCH_DISBURSEMENT_MAXIMUM_ROWS_LIMIT_EXCEEDED_ERROR` | The batch holds more than 1000 disbursements. |
| 401 | `INVALID_API_KEY` | This is not a valid API key. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission that this request needs. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_batch_disbursement()
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_batch_disbursement(&self) -> builder::CreateBatchDisbursement {
        builder::CreateBatchDisbursement::new(self.transport.clone())
    }
    /**Create a payout link.

`POST /payouts`

Creates a page on which the recipient claims the money to an account of their own. Xendit sends the link and the password to the given e-mail address. Indonesia only. The look-up needs the id of the answer: with an unknown outcome, only a repetition with the same idempotency key and body is safe.

**Permission of the key:** the document names none. **Source:** Payout links, Create a Payout Link, line 11.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`CreatePayoutLinkRequest`](types::CreatePayoutLinkRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | A field breaks a rule. |
| 400 | `DUPLICATE_PAYOUT_ERROR` | The external id or the idempotency key was used before, so a payout link may stand under it. It is looked up by its own id only: without that, only the same key with the same body is safe, and the dashboard tells what stands there. Another key or external id is for another link only. |
| 400 | `INSUFFICIENT_BALANCE` | The balance does not cover the amount. To a repetition: the first try may have taken it, so look into the dashboard before topping up. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.create_payout_link()
    .external_id("demo_2392329329")
    .amount(23000)
    .email("demo@xendit.co")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_payout_link(&self) -> builder::CreatePayoutLink {
        builder::CreatePayoutLink::new(self.transport.clone())
    }
    /**Get a payout link.

`GET /payouts/{id}`

Reads one payout link, mostly for its status.

**Permission of the key:** the document names none. **Source:** Payout links, Retrieve a Payout Link, line 32.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the payout link, as the creation answered it. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |

# Errors
| status | code | when |
| --- | --- | --- |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.get_payout_link("00754a09-ad00-4475-b874-1dd97f83fc24")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn get_payout_link(&self, id: impl Into<String>) -> builder::GetPayoutLink {
        builder::GetPayoutLink::new(self.transport.clone(), id.into())
    }
    /**Void a payout link.

`POST /payouts/{id}/void`

Withdraws a payout link that nobody has claimed, so that it cannot be claimed any more. Possible only while its status is PENDING.

**Permission of the key:** the document names none. **Source:** Payout links, Void a Payout Link, line 53.

# Parameters
| name | where | |
| --- | --- | --- |
| `id` | path | Id of the payout link to void. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

# Errors
| status | code | when |
| --- | --- | --- |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
let answer = client.void_payout_link("00754a09-ad00-4475-b874-1dd97f83fc24")
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn void_payout_link(&self, id: impl Into<String>) -> builder::VoidPayoutLink {
        builder::VoidPayoutLink::new(self.transport.clone(), id.into())
    }
}
impl crate::xendit::PublicClient {
    /**Create a card token.

`POST /v2/credit_card_tokens`

Exchanges the data of a card for a token that can be charged once or many times. Meant for the payer's device: it takes the public key, so that card data never passes through the merchant's servers. The document gives the JavaScript function only.

**Permission of the key:** money-in write. **Source:** observed.

# Parameters
| name | where | |
| --- | --- | --- |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`CreateTokenRequest`](types::CreateTokenRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 400 | `API_VALIDATION_ERROR` | Some inputs are not valid; `errors` names them. |
| 400 | `INVALID_JSON_FORMAT` | The body is not JSON. |
| 400 | `ACCOUNT_NUMBER_INVALID_ERROR` | The card number is not valid. |
| 400 | `VALIDATION_ERROR` | Some data have the wrong format. |
| 400 | `BRAND_NOT_SUPPORTED_ERROR` | The brand of the card is not accepted; a Visa or Mastercard may be. |
| 400 | `CREDIT_CARD_DATA_ERROR` | The card processor got data that are not valid. |
| 400 | `AUTHENTICATION_REQUIRED_ERROR` | A valid authentication id is missing and the account may not go without authentication. |
| 403 | `REQUEST_FORBIDDEN_ERROR` | The API key lacks the permission for this request. |
| 408 | `VERIFICATION_TIMEOUT_ERROR` | The card network took too long while the card was tokenized. |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |
| 503 | `TEMPORARY_SERVICE_ERROR` | A problem of the card network prevents tokenization. |
| – | `CONNECTION_ERROR` | The server could not be reached; try again, then from another device or network. |
| – | `TOKENIZATION_ERROR` | Any other failure; try again or with another card. |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
use bayar::xendit::types;
# async fn example(client: bayar::xendit::PublicClient) -> bayar::Result<()> {
let answer = client.create_token()
    .amount(10000)
    .card_data(types::CardData::new()
        .account_number("4000000000000002")
        .exp_month("12")
        .exp_year("2017")
        .cvn("123"))
    .card_cvn("123")
    .is_single_use(true)
    .should_authenticate(true)
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_token(&self) -> builder::CreateToken {
        builder::CreateToken::new(self.transport.clone())
    }
    /**Authenticate a card token.

`POST /credit_card_tokens/{token_id}/authentications`

Starts the payer's authentication (3DS) of a token for an amount. The id it answers authenticates a charge. It takes the public key. The document gives the JavaScript function only.

**Permission of the key:** money-in write. **Source:** observed.

# Parameters
| name | where | |
| --- | --- | --- |
| `token_id` | path | Id of the token to authenticate. In the document it is a field of the JavaScript argument. Required. |
| `for_user_id` | header | Id of the sub-account to act for. |
| `with_fee_rule` | header | Id of the fee rule to apply to what is created. |
| `idempotency_key` | header | Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH. |

The body is a [`CreateAuthenticationRequest`](types::CreateAuthenticationRequest); its fields are set on the builder.

# Errors
| status | code | when |
| --- | --- | --- |
| 429 | `RATE_LIMIT_EXCEEDED` | Too many requests in the window. (observed) |

Anything else is a [`bayar::Error`](crate::Error), too.

# Example
```no_run
# async fn example(client: bayar::xendit::PublicClient) -> bayar::Result<()> {
let answer = client.create_authentication("58e2096018b815f555c8a524")
    .amount(10000)
    .send()
    .await?;
println!("{answer:?}");
# Ok(())
# }
```
*/
    pub fn create_authentication(
        &self,
        token_id: impl Into<String>,
    ) -> builder::CreateAuthentication {
        builder::CreateAuthentication::new(self.transport.clone(), token_id.into())
    }
}
/// What requests and answers are made of.
pub mod types {
    use serde::Serialize;
    /**What one account holds.

Source: API reference, Get balance, line 87.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct Balance {
        /**The money left in the account.

*promised by the document*

Source: API reference, Get balance, line 95.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub balance: Option<crate::Amount>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl Balance {
        /**`balance`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn balance(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.balance, "balance")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(Balance { "balance" => balance }, extra);
    /**A card to exchange for a token, under the names seen on the wire. `amount` is needed when a single-use token is authenticated in the same step.

Source: API reference, Create Token, line 153.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateTokenRequest {
        /**The amount that will be charged, as text. Needed only for single-use tokens that are authenticated in the same step.

Source: API reference, Create Token, line 156.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::AmountText>,
        /**The card.

*required*

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub card_data: Option<CardData>,
        /**The CVN (CVC) of the card, once more beside `card_data`. Used for single-use tokens only.

Source: API reference, Create Token, line 168.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub card_cvn: Option<crate::Secret>,
        /**Whether the token can be charged only once. The document's `is_multiple_use` (default false), negated.

*the server's default is `true`*

Source: API reference, Create Token, line 172.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_single_use: Option<bool>,
        /**Whether the payer is authenticated in the same step. False needs an account with optional authentication.

*the server's default is `true`*

Source: API reference, Create Token, line 176.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub should_authenticate: Option<bool>,
    }
    impl CreateTokenRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The amount that will be charged, as text. Needed only for single-use tokens that are authenticated in the same step.

Source: API reference, Create Token, line 156.*/
        pub fn amount(mut self, value: impl Into<crate::AmountText>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        ///[`amount`](Self::amount), if there is a value.
        pub fn maybe_amount(self, value: Option<impl Into<crate::AmountText>>) -> Self {
            match value {
                Some(value) => self.amount(value),
                None => self,
            }
        }
        #[must_use]
        /**The card.

*required*

Observed; no document names it.*/
        pub fn card_data(mut self, value: impl Into<CardData>) -> Self {
            self.card_data = Some(value.into());
            self
        }
        #[must_use]
        /**The CVN (CVC) of the card, once more beside `card_data`. Used for single-use tokens only.

Source: API reference, Create Token, line 168.*/
        pub fn card_cvn(mut self, value: impl Into<crate::Secret>) -> Self {
            self.card_cvn = Some(value.into());
            self
        }
        #[must_use]
        ///[`card_cvn`](Self::card_cvn), if there is a value.
        pub fn maybe_card_cvn(self, value: Option<impl Into<crate::Secret>>) -> Self {
            match value {
                Some(value) => self.card_cvn(value),
                None => self,
            }
        }
        #[must_use]
        /**Whether the token can be charged only once. The document's `is_multiple_use` (default false), negated.

*the server's default is `true`*

Source: API reference, Create Token, line 172.*/
        pub fn is_single_use(mut self, value: impl Into<bool>) -> Self {
            self.is_single_use = Some(value.into());
            self
        }
        #[must_use]
        ///[`is_single_use`](Self::is_single_use), if there is a value.
        pub fn maybe_is_single_use(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.is_single_use(value),
                None => self,
            }
        }
        #[must_use]
        /**Whether the payer is authenticated in the same step. False needs an account with optional authentication.

*the server's default is `true`*

Source: API reference, Create Token, line 176.*/
        pub fn should_authenticate(mut self, value: impl Into<bool>) -> Self {
            self.should_authenticate = Some(value.into());
            self
        }
        #[must_use]
        ///[`should_authenticate`](Self::should_authenticate), if there is a value.
        pub fn maybe_should_authenticate(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_authenticate(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        CreateTokenRequest { "amount" => amount, "card_data" => card_data, "card_cvn" =>
        card_cvn, "is_single_use" => is_single_use, "should_authenticate" =>
        should_authenticate }
    );
    /**The data of a card, as they go over the wire. The document has the fields flat, with the prefix `card_`.

Observed; no document names it.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CardData {
        /**The card number.

*required; not empty*

Source: API reference, Create Token, line 159; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_number: Option<crate::Secret>,
        /**The month in which the card expires, such as `12`.

*required; not empty*

Source: API reference, Create Token, line 162; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub exp_month: Option<crate::Secret>,
        /**The year in which the card expires, four digits in the example.

*required; not empty*

Source: API reference, Create Token, line 165; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub exp_year: Option<crate::Secret>,
        /**The CVN (CVC) of the card. Used for single-use tokens only.

Source: API reference, Create Token, line 168.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub cvn: Option<crate::Secret>,
    }
    impl CardData {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The card number.

*required; not empty*

Source: API reference, Create Token, line 159; `minLength`: observed.*/
        pub fn account_number(mut self, value: impl Into<crate::Secret>) -> Self {
            self.account_number = Some(value.into());
            self
        }
        #[must_use]
        /**The month in which the card expires, such as `12`.

*required; not empty*

Source: API reference, Create Token, line 162; `minLength`: observed.*/
        pub fn exp_month(mut self, value: impl Into<crate::Secret>) -> Self {
            self.exp_month = Some(value.into());
            self
        }
        #[must_use]
        /**The year in which the card expires, four digits in the example.

*required; not empty*

Source: API reference, Create Token, line 165; `minLength`: observed.*/
        pub fn exp_year(mut self, value: impl Into<crate::Secret>) -> Self {
            self.exp_year = Some(value.into());
            self
        }
        #[must_use]
        /**The CVN (CVC) of the card. Used for single-use tokens only.

Source: API reference, Create Token, line 168.*/
        pub fn cvn(mut self, value: impl Into<crate::Secret>) -> Self {
            self.cvn = Some(value.into());
            self
        }
        #[must_use]
        ///[`cvn`](Self::cvn), if there is a value.
        pub fn maybe_cvn(self, value: Option<impl Into<crate::Secret>>) -> Self {
            match value {
                Some(value) => self.cvn(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        CardData { "account_number" => account_number, "exp_month" => exp_month,
        "exp_year" => exp_year, "cvn" => cvn }
    );
    /**A card token, and whether it may be charged yet.

Source: API reference, Create Token, line 184.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct Token {
        /**Id of the token, to be charged.

*promised by the document*

Source: API reference, Create Token, line 187.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Id of the authentication, when a single-use token was authenticated in the same step.

Source: API reference, Create Token, line 190.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub authentication_id: Option<String>,
        /**The first 6 and the last 4 digits of the card number, the others masked.

*promised by the document*

Source: API reference, Create Token, line 193.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub masked_card_number: Option<String>,
        /**Whether the token may be charged.

*promised by the document*

Source: API reference, Create Token, line 196.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<TokenStatus>,
        /**Page on which the payer authenticates (3DS), while the status is `IN_REVIEW`.

Source: API reference, Create Token, line 199.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payer_authentication_url: Option<String>,
        /**Why the status is `FAILED`.

Source: API reference, Create Token, line 202.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_reason: Option<TokenFailureReason>,
        /**What is known of the card.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub metadata: Option<CardMetadata>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl Token {
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`masked_card_number`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn masked_card_number(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.masked_card_number.as_deref(),
                "masked_card_number",
            )
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&TokenStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        Token { "id" => id, "authentication_id" => authentication_id,
        "masked_card_number" => masked_card_number, "status" => status,
        "payer_authentication_url" => payer_authentication_url, "failure_reason" =>
        failure_reason, "metadata" => metadata }, extra
    );
    /**The amount for which a token is authenticated. The token stands in the path.

Source: API reference, Create Authentication, line 290.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateAuthenticationRequest {
        /**The amount to authenticate, as text. A charge may not be above it.

*required*

Source: API reference, Create Authentication, line 293.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::AmountText>,
    }
    impl CreateAuthenticationRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The amount to authenticate, as text. A charge may not be above it.

*required*

Source: API reference, Create Authentication, line 293.*/
        pub fn amount(mut self, value: impl Into<crate::AmountText>) -> Self {
            self.amount = Some(value.into());
            self
        }
    }
    crate::decode::tolerant_object!(CreateAuthenticationRequest { "amount" => amount });
    /**The authentication of a token, and whether it is done.

Source: API reference, Create Authentication, line 303.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct Authentication {
        /**Id of the authentication, the `authentication_id` of a charge.

*promised by the document*

Source: API reference, Create Authentication, line 306.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Whether the payer is authenticated.

*promised by the document*

Source: API reference, Create Authentication, line 309.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<TokenStatus>,
        /**Page on which the payer authenticates (3DS), while the status is `IN_REVIEW`.

Source: API reference, Create Authentication, line 312.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payer_authentication_url: Option<String>,
        /**Why the status is `FAILED`.

Source: API reference, Create Authentication, line 315.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_reason: Option<TokenFailureReason>,
        /**What is known of the card.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub metadata: Option<CardMetadata>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl Authentication {
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&TokenStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        Authentication { "id" => id, "status" => status, "payer_authentication_url" =>
        payer_authentication_url, "failure_reason" => failure_reason, "metadata" =>
        metadata }, extra
    );
    /**What is known of a card from its number.

Observed; no document names it.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CardMetadata {
        /**The bank that issued the card.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank: Option<String>,
        /**The type of the card.

Observed; no document names it.*/
        #[serde(rename = "type")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub type_: Option<String>,
        /**The country of the bank.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub country_code: Option<String>,
        /**The card scheme.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub brand: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl CardMetadata {
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        CardMetadata { "bank" => bank, "type" => type_, "country_code" => country_code,
        "brand" => brand }, extra
    );
    /**A charge to make, or an authorization when `capture` is false.

Source: API reference, Create Charge, line 620.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateChargeRequest {
        /**Id of the token whose card is charged.

*required; not empty*

Source: API reference, Create Charge, line 623; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub token_id: Option<String>,
        /**The caller's own unique id of the charge, at most 64 characters.

*required; 1 to 64 characters*

Source: API reference, Create Charge, line 626; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**The amount to charge, in whole rupiah. 0 checks the card, where the account's card processor can do so.

*required; no decimals*

Source: API reference, Create Charge, line 629; `multipleOf`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Id of the payer's authentication. May be left out only if a single-use token was authenticated already, or if the account has optional authentication.

Source: API reference, Create Charge, line 632.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub authentication_id: Option<String>,
        /**The CVN (CVC) of the card: 4 digits for AMEX, 3 for other brands. Needed for cards issued in Europe, advised for all.

*3 to 4 characters; matches `^[0-9]{3,4}$`*

Source: API reference, Create Charge, line 635.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub card_cvn: Option<crate::Secret>,
        /**Whether the money is taken at once. False only holds it, for 7 days.

*the server's default is `true`*

Source: API reference, Create Charge, line 638.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub capture: Option<bool>,
        /**A text by which the payer recognizes the merchant.

Source: API reference, Create Charge, line 643.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub descriptor: Option<String>,
    }
    impl CreateChargeRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**Id of the token whose card is charged.

*required; not empty*

Source: API reference, Create Charge, line 623; `minLength`: observed.*/
        pub fn token_id(mut self, value: impl Into<String>) -> Self {
            self.token_id = Some(value.into());
            self
        }
        #[must_use]
        /**The caller's own unique id of the charge, at most 64 characters.

*required; 1 to 64 characters*

Source: API reference, Create Charge, line 626; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**The amount to charge, in whole rupiah. 0 checks the card, where the account's card processor can do so.

*required; no decimals*

Source: API reference, Create Charge, line 629; `multipleOf`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**Id of the payer's authentication. May be left out only if a single-use token was authenticated already, or if the account has optional authentication.

Source: API reference, Create Charge, line 632.*/
        pub fn authentication_id(mut self, value: impl Into<String>) -> Self {
            self.authentication_id = Some(value.into());
            self
        }
        #[must_use]
        ///[`authentication_id`](Self::authentication_id), if there is a value.
        pub fn maybe_authentication_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.authentication_id(value),
                None => self,
            }
        }
        #[must_use]
        /**The CVN (CVC) of the card: 4 digits for AMEX, 3 for other brands. Needed for cards issued in Europe, advised for all.

*3 to 4 characters; matches `^[0-9]{3,4}$`*

Source: API reference, Create Charge, line 635.*/
        pub fn card_cvn(mut self, value: impl Into<crate::Secret>) -> Self {
            self.card_cvn = Some(value.into());
            self
        }
        #[must_use]
        ///[`card_cvn`](Self::card_cvn), if there is a value.
        pub fn maybe_card_cvn(self, value: Option<impl Into<crate::Secret>>) -> Self {
            match value {
                Some(value) => self.card_cvn(value),
                None => self,
            }
        }
        #[must_use]
        /**Whether the money is taken at once. False only holds it, for 7 days.

*the server's default is `true`*

Source: API reference, Create Charge, line 638.*/
        pub fn capture(mut self, value: impl Into<bool>) -> Self {
            self.capture = Some(value.into());
            self
        }
        #[must_use]
        ///[`capture`](Self::capture), if there is a value.
        pub fn maybe_capture(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.capture(value),
                None => self,
            }
        }
        #[must_use]
        /**A text by which the payer recognizes the merchant.

Source: API reference, Create Charge, line 643.*/
        pub fn descriptor(mut self, value: impl Into<String>) -> Self {
            self.descriptor = Some(value.into());
            self
        }
        #[must_use]
        ///[`descriptor`](Self::descriptor), if there is a value.
        pub fn maybe_descriptor(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.descriptor(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        CreateChargeRequest { "token_id" => token_id, "external_id" => external_id,
        "amount" => amount, "authentication_id" => authentication_id, "card_cvn" =>
        card_cvn, "capture" => capture, "descriptor" => descriptor }
    );
    /**A charge of a card, captured or only authorized.

Source: API reference, Create Charge, line 647.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct Charge {
        /**When the charge was made.

*promised by the document*

Source: API reference, Create Charge, line 650.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**What became of the charge.

*promised by the document*

Source: API reference, Create Charge, line 653.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<ChargeStatus>,
        /**Id of the merchant's business at the provider.

*promised by the document*

Source: API reference, Create Charge, line 656.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /**The amount that is or was held.

*promised by the document*

Source: API reference, Create Charge, line 659.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub authorized_amount: Option<crate::Amount>,
        /**The caller's own id of the charge.

*promised by the document*

Source: API reference, Create Charge, line 662.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Id under which the bank knows the merchant's card payments.

*promised by the document*

Source: API reference, Create Charge, line 665.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_id: Option<String>,
        /**Id for reconciliation with the bank.

*promised by the document*

Source: API reference, Create Charge, line 668.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_reference_code: Option<String>,
        /**The type of the card.

*promised by the document*

Source: API reference, Create Charge, line 671.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub card_type: Option<CardType>,
        /**The card number, masked. The first 6 digits (BIN) tell the bank.

*promised by the document*

Source: API reference, Create Charge, line 674.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub masked_card_number: Option<String>,
        /**What kind of token or plan the charge came from.

*promised by the document*

Source: API reference, Create Charge, line 677.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub charge_type: Option<ChargeType>,
        /**The card scheme, such as `VISA` or `MASTERCARD`. The document's list is open.

*promised by the document*

Source: API reference, Create Charge, line 680.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub card_brand: Option<String>,
        /**Id of the transaction at the bank.

*promised by the document*

Source: API reference, Create Charge, line 683.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_reconciliation_id: Option<String>,
        /**What came of the payer's authentication (3DS).

Source: API reference, Create Charge, line 686.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub eci: Option<Eci>,
        /**The amount that was taken, at most `authorized_amount`. Seen as 0 on charges that are only authorized.

Source: API reference, Create Charge, line 689.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub capture_amount: Option<crate::Amount>,
        /**Id of the charge.

*promised by the document*

Source: API reference, Create Charge, line 692.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**The descriptor of the request.

Source: API reference, Create Charge, line 695.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub descriptor: Option<String>,
        /**Why the status is `FAILED`.

Source: API reference, Create Charge, line 698.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_reason: Option<ChargeFailureReason>,
        /**The bank's code for the approval.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub approval_code: Option<String>,
        /**The currency of the amounts.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub currency: Option<String>,
        /**Further data of the charge.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub metadata: Option<crate::RawJson>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl Charge {
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&ChargeStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`business_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn business_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.business_id.as_deref(), "business_id")
        }
        /**`authorized_amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn authorized_amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.authorized_amount, "authorized_amount")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`merchant_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.merchant_id.as_deref(), "merchant_id")
        }
        /**`merchant_reference_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_reference_code(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.merchant_reference_code.as_deref(),
                "merchant_reference_code",
            )
        }
        /**`card_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn card_type(&self) -> crate::Result<&CardType> {
            crate::decode::promised(self.card_type.as_ref(), "card_type")
        }
        /**`masked_card_number`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn masked_card_number(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.masked_card_number.as_deref(),
                "masked_card_number",
            )
        }
        /**`charge_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn charge_type(&self) -> crate::Result<&ChargeType> {
            crate::decode::promised(self.charge_type.as_ref(), "charge_type")
        }
        /**`card_brand`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn card_brand(&self) -> crate::Result<&str> {
            crate::decode::promised(self.card_brand.as_deref(), "card_brand")
        }
        /**`bank_reconciliation_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn bank_reconciliation_id(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.bank_reconciliation_id.as_deref(),
                "bank_reconciliation_id",
            )
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        Charge { "created" => created, "status" => status, "business_id" => business_id,
        "authorized_amount" => authorized_amount, "external_id" => external_id,
        "merchant_id" => merchant_id, "merchant_reference_code" =>
        merchant_reference_code, "card_type" => card_type, "masked_card_number" =>
        masked_card_number, "charge_type" => charge_type, "card_brand" => card_brand,
        "bank_reconciliation_id" => bank_reconciliation_id, "eci" => eci,
        "capture_amount" => capture_amount, "id" => id, "descriptor" => descriptor,
        "failure_reason" => failure_reason, "approval_code" => approval_code, "currency"
        => currency, "metadata" => metadata }, extra
    );
    /**A reversal to make. The charge stands in the path.

Source: API reference, Reverse Authorization, line 467.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct ReverseAuthorizationRequest {
        /**Reference of the charge.

*required; not empty*

Source: API reference, Reverse Authorization, line 470; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
    }
    impl ReverseAuthorizationRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**Reference of the charge.

*required; not empty*

Source: API reference, Reverse Authorization, line 470; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
    }
    crate::decode::tolerant_object!(
        ReverseAuthorizationRequest { "external_id" => external_id }
    );
    /**The reversal of an authorization. The document's table and its example describe different objects; both sets of fields stand here.

Source: API reference, Reverse Authorization, line 474.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct AuthorizationReversal {
        /**Reference of the reversal; in the example that of the request.

*promised by the document*

Source: API reference, Reverse Authorization, line 477.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Id of the merchant's business at the provider.

*promised by the document*

Source: API reference, Reverse Authorization, line 480.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /**Id under which the bank knows the merchant's card payments. In the table only.

Source: API reference, Reverse Authorization, line 483.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_id: Option<String>,
        /**Id for reconciliation with the bank. In the table only.

Source: API reference, Reverse Authorization, line 486.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_reference_code: Option<String>,
        /**The card number, masked. The first 6 digits (BIN) tell the bank. In the table only.

Source: API reference, Reverse Authorization, line 489.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub masked_card_number: Option<String>,
        /**What kind of token or plan the charge came from. In the table only.

Source: API reference, Reverse Authorization, line 492.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub charge_type: Option<ChargeType>,
        /**The card scheme, such as `VISA` or `MASTERCARD`; the document's list is open. In the table only.

Source: API reference, Reverse Authorization, line 495.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub card_brand: Option<String>,
        /**The amount that was held. In the table only; the example has `amount`.

Source: API reference, Reverse Authorization, line 498.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub authorized_amount: Option<crate::Amount>,
        /**Whether the reversal succeeded.

*promised by the document*

Source: API reference, Reverse Authorization, line 501.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<AuthorizationReversalStatus>,
        /**When the reversal was made; the table says the charge.

*promised by the document*

Source: API reference, Reverse Authorization, line 504.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**Id of the charge. In the example only.

*promised by the document*

Source: API reference, Reverse Authorization, line 457.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credit_card_charge_id: Option<String>,
        /**The amount released. In the example only.

*promised by the document*

Source: API reference, Reverse Authorization, line 460.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Id of the reversal. In the example only.

*promised by the document*

Source: API reference, Reverse Authorization, line 462.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl AuthorizationReversal {
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`business_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn business_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.business_id.as_deref(), "business_id")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&AuthorizationReversalStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        /**`credit_card_charge_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn credit_card_charge_id(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.credit_card_charge_id.as_deref(),
                "credit_card_charge_id",
            )
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        AuthorizationReversal { "external_id" => external_id, "business_id" =>
        business_id, "merchant_id" => merchant_id, "merchant_reference_code" =>
        merchant_reference_code, "masked_card_number" => masked_card_number,
        "charge_type" => charge_type, "card_brand" => card_brand, "authorized_amount" =>
        authorized_amount, "status" => status, "created" => created,
        "credit_card_charge_id" => credit_card_charge_id, "amount" => amount, "id" => id
        }, extra
    );
    /**A capture to make. The charge stands in the path.

Source: API reference, Capture Charge, line 813.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CaptureChargeRequest {
        /**The amount to take in whole rupiah, as text; at most the authorized one.

*required; no decimals*

Source: API reference, Capture Charge, line 819; `multipleOf`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::AmountText>,
    }
    impl CaptureChargeRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The amount to take in whole rupiah, as text; at most the authorized one.

*required; no decimals*

Source: API reference, Capture Charge, line 819; `multipleOf`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::AmountText>) -> Self {
            self.amount = Some(value.into());
            self
        }
    }
    crate::decode::tolerant_object!(CaptureChargeRequest { "amount" => amount });
    /**A refund to make. The charge stands in the path.

Source: API reference, Create Refund, line 946.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateRefundRequest {
        /**The amount to give back in whole rupiah, as text, greater than 0. All refunds together are at most the charge.

*required; greater than 0; no decimals*

Source: API reference, Create Refund, line 956; `minimum`: observed; `multipleOf`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::AmountText>,
        /**The caller's own unique id of the refund, at most 64 characters.

*required; 1 to 64 characters*

Source: API reference, Create Refund, line 959; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
    }
    impl CreateRefundRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The amount to give back in whole rupiah, as text, greater than 0. All refunds together are at most the charge.

*required; greater than 0; no decimals*

Source: API reference, Create Refund, line 956; `minimum`: observed; `multipleOf`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::AmountText>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**The caller's own unique id of the refund, at most 64 characters.

*required; 1 to 64 characters*

Source: API reference, Create Refund, line 959; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
    }
    crate::decode::tolerant_object!(
        CreateRefundRequest { "amount" => amount, "external_id" => external_id }
    );
    /**A refund of a charge.

Source: API reference, Create Refund, line 963.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct Refund {
        /**When the refund last changed.

*promised by the document*

Source: API reference, Create Refund, line 966.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**When the refund was made.

*promised by the document*

Source: API reference, Create Refund, line 969.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**Id of the charge.

*promised by the document*

Source: API reference, Create Refund, line 972.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credit_card_charge_id: Option<String>,
        /**Id of the merchant at the provider.

*promised by the document*

Source: API reference, Create Refund, line 975.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_id: Option<String>,
        /**The amount given back.

*promised by the document*

Source: API reference, Create Refund, line 978.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**The caller's own id of the refund.

*promised by the document*

Source: API reference, Create Refund, line 981.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**What became of the refund.

*promised by the document*

Source: API reference, Create Refund, line 984.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<RefundStatus>,
        /**Why the status is `FAILED`.

Source: API reference, Create Refund, line 987.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_reason: Option<RefundFailureReason>,
        /**The fee given back, in proportion to the amount.

*promised by the document*

Source: API reference, Create Refund, line 990.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fee_refund_amount: Option<crate::Amount>,
        /**Id of the refund.

*promised by the document*

Source: API reference, Create Refund, line 993.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**The currency of the amounts.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub currency: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl Refund {
        /**`updated`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn updated(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.updated.as_ref(), "updated")
        }
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        /**`credit_card_charge_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn credit_card_charge_id(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.credit_card_charge_id.as_deref(),
                "credit_card_charge_id",
            )
        }
        /**`user_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn user_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.user_id.as_deref(), "user_id")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&RefundStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`fee_refund_amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn fee_refund_amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.fee_refund_amount, "fee_refund_amount")
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        Refund { "updated" => updated, "created" => created, "credit_card_charge_id" =>
        credit_card_charge_id, "user_id" => user_id, "amount" => amount, "external_id" =>
        external_id, "status" => status, "failure_reason" => failure_reason,
        "fee_refund_amount" => fee_refund_amount, "id" => id, "currency" => currency },
        extra
    );
    /**A payment to ask of a customer's OVO account.

Source: API reference, Create Payment, line 1266.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateOvoPaymentRequest {
        /**The merchant's own id of the payment, unique. At most 1000 letters, digits and hyphens.

*required; 1 to 1000 characters; matches `^[A-Za-z0-9-]*$`*

Source: API reference, Create Payment, line 1269; `minLength`: observed; `pattern`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**What the customer pays, in IDR. 1 to 10000000.

*required; 1 to 10000000*

Source: API reference, Create Payment, line 1272.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Indonesian phone number with which the customer's active wallet is registered, such as 08123123123: at least 9 digits, of which the first are 08.

*required; at least 9 characters; matches `^08[0-9]*$`*

Source: API reference, Create Payment, line 1276; `minLength`: observed; `pattern`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub phone: Option<String>,
        /**The wallet, in capital letters; here OVO.

*required*

Source: API reference, Create Payment, line 1280.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<EwalletType>,
    }
    impl CreateOvoPaymentRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The merchant's own id of the payment, unique. At most 1000 letters, digits and hyphens.

*required; 1 to 1000 characters; matches `^[A-Za-z0-9-]*$`*

Source: API reference, Create Payment, line 1269; `minLength`: observed; `pattern`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**What the customer pays, in IDR. 1 to 10000000.

*required; 1 to 10000000*

Source: API reference, Create Payment, line 1272.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**Indonesian phone number with which the customer's active wallet is registered, such as 08123123123: at least 9 digits, of which the first are 08.

*required; at least 9 characters; matches `^08[0-9]*$`*

Source: API reference, Create Payment, line 1276; `minLength`: observed; `pattern`: observed.*/
        pub fn phone(mut self, value: impl Into<String>) -> Self {
            self.phone = Some(value.into());
            self
        }
        #[must_use]
        /**The wallet, in capital letters; here OVO.

*required*

Source: API reference, Create Payment, line 1280.*/
        pub fn ewallet_type(mut self, value: impl Into<EwalletType>) -> Self {
            self.ewallet_type = Some(value.into());
            self
        }
    }
    crate::decode::tolerant_object!(
        CreateOvoPaymentRequest { "external_id" => external_id, "amount" => amount,
        "phone" => phone, "ewallet_type" => ewallet_type }
    );
    /**A payment to ask of a customer's DANA account.

Source: API reference, Create Payment, line 1285.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateDanaPaymentRequest {
        /**The merchant's own id of the payment, unique. At most 1000 characters.

*required; 1 to 1000 characters*

Source: API reference, Create Payment, line 1288; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**What the customer pays, in IDR. 1 to 10000000.

*required; 1 to 10000000*

Source: API reference, Create Payment, line 1291.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Until when the customer can pay. Without it, 24 hours.

Source: API reference, Create Payment, line 1295.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiration_date: Option<crate::Timestamp>,
        /**Where the callback goes once the customer has paid.

*required; not empty*

Source: API reference, Create Payment, line 1299; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub callback_url: Option<String>,
        /**Where the customer is sent after the payment.

*required; not empty*

Source: API reference, Create Payment, line 1302; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub redirect_url: Option<String>,
        /**The wallet, in capital letters; here DANA.

*required*

Source: API reference, Create Payment, line 1305.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<EwalletType>,
    }
    impl CreateDanaPaymentRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The merchant's own id of the payment, unique. At most 1000 characters.

*required; 1 to 1000 characters*

Source: API reference, Create Payment, line 1288; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**What the customer pays, in IDR. 1 to 10000000.

*required; 1 to 10000000*

Source: API reference, Create Payment, line 1291.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**Until when the customer can pay. Without it, 24 hours.

Source: API reference, Create Payment, line 1295.*/
        pub fn expiration_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.expiration_date = Some(value.into());
            self
        }
        #[must_use]
        ///[`expiration_date`](Self::expiration_date), if there is a value.
        pub fn maybe_expiration_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expiration_date(value),
                None => self,
            }
        }
        #[must_use]
        /**Where the callback goes once the customer has paid.

*required; not empty*

Source: API reference, Create Payment, line 1299; `minLength`: observed.*/
        pub fn callback_url(mut self, value: impl Into<String>) -> Self {
            self.callback_url = Some(value.into());
            self
        }
        #[must_use]
        /**Where the customer is sent after the payment.

*required; not empty*

Source: API reference, Create Payment, line 1302; `minLength`: observed.*/
        pub fn redirect_url(mut self, value: impl Into<String>) -> Self {
            self.redirect_url = Some(value.into());
            self
        }
        #[must_use]
        /**The wallet, in capital letters; here DANA.

*required*

Source: API reference, Create Payment, line 1305.*/
        pub fn ewallet_type(mut self, value: impl Into<EwalletType>) -> Self {
            self.ewallet_type = Some(value.into());
            self
        }
    }
    crate::decode::tolerant_object!(
        CreateDanaPaymentRequest { "external_id" => external_id, "amount" => amount,
        "expiration_date" => expiration_date, "callback_url" => callback_url,
        "redirect_url" => redirect_url, "ewallet_type" => ewallet_type }
    );
    /**A payment to ask of a customer's LinkAja account.

Source: API reference, Create Payment, line 1310.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateLinkajaPaymentRequest {
        /**The merchant's own id of the payment, unique. At most 1000 characters.

*required; 1 to 1000 characters*

Source: API reference, Create Payment, line 1313; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Indonesian phone number with which the customer's active wallet is registered, such as 08123123123.

*required; not empty*

Source: API reference, Create Payment, line 1316; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub phone: Option<String>,
        /**What the customer pays, in IDR. 100 to 10000000.

*required; 100 to 10000000*

Source: API reference, Create Payment, line 1320.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**What is sold.

*required*

Source: API reference, Create Payment, line 1324.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub items: Option<Vec<EwalletItem>>,
        /**Where the callback goes once the customer has paid.

*required; not empty*

Source: API reference, Create Payment, line 1330; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub callback_url: Option<String>,
        /**Where the customer is sent after the payment.

*required; not empty*

Source: API reference, Create Payment, line 1333; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub redirect_url: Option<String>,
        /**The wallet, in capital letters; here LINKAJA.

*required*

Source: API reference, Create Payment, line 1336.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<EwalletType>,
    }
    impl CreateLinkajaPaymentRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The merchant's own id of the payment, unique. At most 1000 characters.

*required; 1 to 1000 characters*

Source: API reference, Create Payment, line 1313; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**Indonesian phone number with which the customer's active wallet is registered, such as 08123123123.

*required; not empty*

Source: API reference, Create Payment, line 1316; `minLength`: observed.*/
        pub fn phone(mut self, value: impl Into<String>) -> Self {
            self.phone = Some(value.into());
            self
        }
        #[must_use]
        /**What the customer pays, in IDR. 100 to 10000000.

*required; 100 to 10000000*

Source: API reference, Create Payment, line 1320.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**What is sold.

*required*

Source: API reference, Create Payment, line 1324.*/
        pub fn items(
            mut self,
            value: impl IntoIterator<Item = impl Into<EwalletItem>>,
        ) -> Self {
            self.items = Some(value.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        /**Where the callback goes once the customer has paid.

*required; not empty*

Source: API reference, Create Payment, line 1330; `minLength`: observed.*/
        pub fn callback_url(mut self, value: impl Into<String>) -> Self {
            self.callback_url = Some(value.into());
            self
        }
        #[must_use]
        /**Where the customer is sent after the payment.

*required; not empty*

Source: API reference, Create Payment, line 1333; `minLength`: observed.*/
        pub fn redirect_url(mut self, value: impl Into<String>) -> Self {
            self.redirect_url = Some(value.into());
            self
        }
        #[must_use]
        /**The wallet, in capital letters; here LINKAJA.

*required*

Source: API reference, Create Payment, line 1336.*/
        pub fn ewallet_type(mut self, value: impl Into<EwalletType>) -> Self {
            self.ewallet_type = Some(value.into());
            self
        }
    }
    crate::decode::tolerant_object!(
        CreateLinkajaPaymentRequest { "external_id" => external_id, "phone" => phone,
        "amount" => amount, "items" => items, "callback_url" => callback_url,
        "redirect_url" => redirect_url, "ewallet_type" => ewallet_type }
    );
    /**One item or product of a payment with LinkAja.

Source: API reference, Create Payment, line 1327.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct EwalletItem {
        /**The merchant's id of the item.

*required; not empty*

Source: API reference, Create Payment, line 1329; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Name of the item.

*required; not empty*

Source: API reference, Create Payment, line 1329; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**Price of one piece, in IDR.

*required*

Source: API reference, Create Payment, line 1329.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub price: Option<crate::Amount>,
        /**How many pieces.

*required*

Source: API reference, Create Payment, line 1329.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub quantity: Option<i64>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl EwalletItem {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The merchant's id of the item.

*required; not empty*

Source: API reference, Create Payment, line 1329; `minLength`: observed.*/
        pub fn id(mut self, value: impl Into<String>) -> Self {
            self.id = Some(value.into());
            self
        }
        #[must_use]
        /**Name of the item.

*required; not empty*

Source: API reference, Create Payment, line 1329; `minLength`: observed.*/
        pub fn name(mut self, value: impl Into<String>) -> Self {
            self.name = Some(value.into());
            self
        }
        #[must_use]
        /**Price of one piece, in IDR.

*required*

Source: API reference, Create Payment, line 1329.*/
        pub fn price(mut self, value: impl Into<crate::Amount>) -> Self {
            self.price = Some(value.into());
            self
        }
        #[must_use]
        /**How many pieces.

*required*

Source: API reference, Create Payment, line 1329.*/
        pub fn quantity(mut self, value: impl crate::IntoCount) -> Self {
            self.quantity = Some(value.into_count());
            self
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        EwalletItem { "id" => id, "name" => name, "price" => price, "quantity" =>
        quantity }, extra
    );
    /**A payment with OVO.

Source: API reference, Create Payment, line 1184.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct OvoPayment {
        /**When the payment was made.

*promised by the document*

Source: API reference, Create Payment, line 1185.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_date: Option<crate::Timestamp>,
        /**What the customer pays, in IDR.

*promised by the document*

Source: API reference, Create Payment, line 1186.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**The merchant's own id of the payment.

*promised by the document*

Source: API reference, Create Payment, line 1187.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**The wallet; here OVO.

*promised by the document*

Source: API reference, Create Payment, line 1188.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<EwalletType>,
        /**The merchant's id with the vendor.

*promised by the document*

Source: API reference, Create Payment, line 1189.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /**Where the payment stands; PENDING when asked with X-API-VERSION 2020-02-01.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<EwalletStatus>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl OvoPayment {
        /**`transaction_date`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transaction_date(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.transaction_date.as_ref(), "transaction_date")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`ewallet_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn ewallet_type(&self) -> crate::Result<&EwalletType> {
            crate::decode::promised(self.ewallet_type.as_ref(), "ewallet_type")
        }
        /**`business_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn business_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.business_id.as_deref(), "business_id")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        OvoPayment { "transaction_date" => transaction_date, "amount" => amount,
        "external_id" => external_id, "ewallet_type" => ewallet_type, "business_id" =>
        business_id, "status" => status }, extra
    );
    /**A payment with DANA.

Source: API reference, Create Payment, line 1201.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct DanaPayment {
        /**The merchant's own id of the payment.

*promised by the document*

Source: API reference, Create Payment, line 1202.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**The page on which the customer pays.

*promised by the document*

Source: API reference, Create Payment, line 1203.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub checkout_url: Option<String>,
        /**What the customer pays, in IDR.

*promised by the document*

Source: API reference, Create Payment, line 1204.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**The wallet; here DANA.

*promised by the document*

Source: API reference, Create Payment, line 1205.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<EwalletType>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl DanaPayment {
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`checkout_url`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn checkout_url(&self) -> crate::Result<&str> {
            crate::decode::promised(self.checkout_url.as_deref(), "checkout_url")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`ewallet_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn ewallet_type(&self) -> crate::Result<&EwalletType> {
            crate::decode::promised(self.ewallet_type.as_ref(), "ewallet_type")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        DanaPayment { "external_id" => external_id, "checkout_url" => checkout_url,
        "amount" => amount, "ewallet_type" => ewallet_type }, extra
    );
    /**A payment with LinkAja.

Source: API reference, Create Payment, line 1216.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct LinkajaPayment {
        /**The page on which the customer pays. Not the redirect_url of the request.

*promised by the document*

Source: API reference, Create Payment, line 1217.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub redirect_url: Option<String>,
        /**The page on which the customer pays; seen in place of redirect_url.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub checkout_url: Option<String>,
        /**When the payment was created.

*promised by the document*

Source: API reference, Create Payment, line 1218.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_date: Option<crate::Timestamp>,
        /**What the customer pays, in IDR.

*promised by the document*

Source: API reference, Create Payment, line 1219.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**The merchant's own id of the payment.

*promised by the document*

Source: API reference, Create Payment, line 1220.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**The wallet; here LINKAJA.

*promised by the document*

Source: API reference, Create Payment, line 1221.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<EwalletType>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl LinkajaPayment {
        /**`redirect_url`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn redirect_url(&self) -> crate::Result<&str> {
            crate::decode::promised(self.redirect_url.as_deref(), "redirect_url")
        }
        /**`transaction_date`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transaction_date(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.transaction_date.as_ref(), "transaction_date")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`ewallet_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn ewallet_type(&self) -> crate::Result<&EwalletType> {
            crate::decode::promised(self.ewallet_type.as_ref(), "ewallet_type")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        LinkajaPayment { "redirect_url" => redirect_url, "checkout_url" => checkout_url,
        "transaction_date" => transaction_date, "amount" => amount, "external_id" =>
        external_id, "ewallet_type" => ewallet_type }, extra
    );
    /**A payment with its status. Which optional fields there are depends on the wallet.

Source: API reference, Get Payment Status, line 1459.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct EwalletPaymentStatus {
        /**What the customer pays, in IDR.

*promised by the document*

Source: API reference, Get Payment Status, line 1460.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**The merchant's own id of the payment.

*promised by the document*

Source: API reference, Get Payment Status, line 1461.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**When the payment was made, with OVO.

Source: API reference, Get Payment Status, line 1462.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_date: Option<crate::Timestamp>,
        /**Until when the customer could pay, with DANA.

Source: API reference, Get Payment Status, line 1481.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiration_date: Option<crate::Timestamp>,
        /**The merchant's id with the vendor.

*promised by the document*

Source: API reference, Get Payment Status, line 1463.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /**The wallet. DANA's answer lacks it.

Source: API reference, Get Payment Status, line 1464.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<EwalletType>,
        /**Where the payment stands.

*promised by the document*

Source: API reference, Get Payment Status, line 1465.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<EwalletStatus>,
        /**When the customer paid, with LinkAja.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_timestamp: Option<crate::Timestamp>,
        /**Until when the customer can pay, with LinkAja.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expired_at: Option<crate::Timestamp>,
        /**The page on which the customer pays, with LinkAja.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub checkout_url: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl EwalletPaymentStatus {
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`business_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn business_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.business_id.as_deref(), "business_id")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&EwalletStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        EwalletPaymentStatus { "amount" => amount, "external_id" => external_id,
        "transaction_date" => transaction_date, "expiration_date" => expiration_date,
        "business_id" => business_id, "ewallet_type" => ewallet_type, "status" => status,
        "payment_timestamp" => payment_timestamp, "expired_at" => expired_at,
        "checkout_url" => checkout_url }, extra
    );
    /**The outcome of a payment with DANA.

Source: API reference, Payment Status Callback, line 1535.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct DanaPaymentCallback {
        /**The merchant's own id of the payment.

*promised by the document*

Source: API reference, Payment Status Callback, line 1600.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**What the customer was to pay, in IDR. A text by the table, a number in the example.

*promised by the document*

Source: API reference, Payment Status Callback, line 1601.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::AmountText>,
        /**The merchant's id with the vendor.

*promised by the document*

Source: API reference, Payment Status Callback, line 1602.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /**How the payment ended.

*promised by the document*

Source: API reference, Payment Status Callback, line 1603.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_status: Option<DanaCallbackStatus>,
        /**When the payment was made.

*promised by the document*

Source: API reference, Payment Status Callback, line 1605.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_date: Option<crate::Timestamp>,
        /**The merchant's callback token, the same as in the dashboard; to be compared before the callback is believed.

*promised by the document*

Source: API reference, Payment Status Callback, line 1606.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub callback_authentication_token: Option<crate::Secret>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl DanaPaymentCallback {
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::AmountText> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`business_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn business_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.business_id.as_deref(), "business_id")
        }
        /**`payment_status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payment_status(&self) -> crate::Result<&DanaCallbackStatus> {
            crate::decode::promised(self.payment_status.as_ref(), "payment_status")
        }
        /**`transaction_date`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transaction_date(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.transaction_date.as_ref(), "transaction_date")
        }
        /**`callback_authentication_token`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn callback_authentication_token(&self) -> crate::Result<&crate::Secret> {
            crate::decode::promised(
                self.callback_authentication_token.as_ref(),
                "callback_authentication_token",
            )
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        DanaPaymentCallback { "external_id" => external_id, "amount" => amount,
        "business_id" => business_id, "payment_status" => payment_status,
        "transaction_date" => transaction_date, "callback_authentication_token" =>
        callback_authentication_token }, extra
    );
    /**The outcome of a payment with LinkAja.

Source: API reference, Payment Status Callback, line 1554.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct LinkajaPaymentCallback {
        /**The merchant's own id of the payment.

*promised by the document*

Source: API reference, Payment Status Callback, line 1611.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**What the customer was to pay, in IDR. A text by the table, a number in the example.

*promised by the document*

Source: API reference, Payment Status Callback, line 1612.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::AmountText>,
        /**What is sold, as given when the payment was created.

*promised by the document*

Source: API reference, Payment Status Callback, line 1613.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub items: Option<Vec<EwalletItem>>,
        /**How the payment ended.

*promised by the document*

Source: API reference, Payment Status Callback, line 1615.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<LinkajaCallbackStatus>,
        /**The wallet; here LINKAJA.

*promised by the document*

Source: API reference, Payment Status Callback, line 1617.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<EwalletType>,
        /**The merchant's callback token, the same as in the dashboard; to be compared before the callback is believed.

*promised by the document*

Source: API reference, Payment Status Callback, line 1619.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub callback_authentication_token: Option<crate::Secret>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl LinkajaPaymentCallback {
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::AmountText> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`items`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn items(&self) -> crate::Result<&[EwalletItem]> {
            crate::decode::promised(self.items.as_deref(), "items")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&LinkajaCallbackStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`ewallet_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn ewallet_type(&self) -> crate::Result<&EwalletType> {
            crate::decode::promised(self.ewallet_type.as_ref(), "ewallet_type")
        }
        /**`callback_authentication_token`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn callback_authentication_token(&self) -> crate::Result<&crate::Secret> {
            crate::decode::promised(
                self.callback_authentication_token.as_ref(),
                "callback_authentication_token",
            )
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        LinkajaPaymentCallback { "external_id" => external_id, "amount" => amount,
        "items" => items, "status" => status, "ewallet_type" => ewallet_type,
        "callback_authentication_token" => callback_authentication_token }, extra
    );
    /**The outcome of a payment with OVO that was created with X-API-VERSION 2020-02-01.

Observed; no document names it.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct OvoPaymentCallback {
        /**What happened; by it the callback is told from all others.

*promised by the document*

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub event: Option<OvoPaymentEvent>,
        /**The vendor's id of the payment.

*promised by the document*

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**The merchant's own id of the payment.

*promised by the document*

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**The merchant's id with the vendor.

*promised by the document*

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /**Phone number with which the customer's wallet is registered.

*promised by the document*

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub phone: Option<String>,
        /**The wallet; here OVO.

*promised by the document*

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<EwalletType>,
        /**What the customer was to pay, in IDR.

*promised by the document*

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Why the payment failed, only with FAILED: one of the error codes that a creation with OVO may answer, such as USER_DID_NOT_AUTHORIZE_THE_PAYMENT.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_code: Option<String>,
        /**How the payment ended.

*promised by the document*

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<OvoCallbackStatus>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl OvoPaymentCallback {
        /**`event`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn event(&self) -> crate::Result<&OvoPaymentEvent> {
            crate::decode::promised(self.event.as_ref(), "event")
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`business_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn business_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.business_id.as_deref(), "business_id")
        }
        /**`phone`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn phone(&self) -> crate::Result<&str> {
            crate::decode::promised(self.phone.as_deref(), "phone")
        }
        /**`ewallet_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn ewallet_type(&self) -> crate::Result<&EwalletType> {
            crate::decode::promised(self.ewallet_type.as_ref(), "ewallet_type")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&OvoCallbackStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        OvoPaymentCallback { "event" => event, "id" => id, "external_id" => external_id,
        "business_id" => business_id, "phone" => phone, "ewallet_type" => ewallet_type,
        "amount" => amount, "failure_code" => failure_code, "status" => status }, extra
    );
    /**A payment to ask of a customer, on credit of a partner.

Source: API reference, Generate Checkout URL, line 1770.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateCardlessCreditPaymentRequest {
        /**The partner that gives the credit, in capital letters.

*required*

Source: API reference, Generate Checkout URL, line 1771.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub cardless_credit_type: Option<CardlessCreditType>,
        /**The merchant's own id of the payment, unique. At most 1000 characters.

*required; 1 to 1000 characters*

Source: API reference, Generate Checkout URL, line 1775; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**What the customer pays, in IDR. At least 1.

*required; at least 1*

Source: API reference, Generate Checkout URL, line 1778.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**In which instalments the customer pays the partner.

*required*

Source: API reference, Generate Checkout URL, line 1782.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_type: Option<CardlessCreditPaymentType>,
        /**What is sold.

*required*

Source: API reference, Generate Checkout URL, line 1785.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub items: Option<Vec<CardlessCreditItem>>,
        /**The customer.

*required*

Source: API reference, Generate Checkout URL, line 1791.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub customer_details: Option<CustomerDetails>,
        /**Where the items go.

*required*

Source: API reference, Generate Checkout URL, line 1794.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub shipping_address: Option<ShippingAddress>,
        /**Where the customer is sent after the checkout, such as the order's page.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1797; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub redirect_url: Option<String>,
        /**Where the callback goes once the customer has paid.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1800; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub callback_url: Option<String>,
    }
    impl CreateCardlessCreditPaymentRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The partner that gives the credit, in capital letters.

*required*

Source: API reference, Generate Checkout URL, line 1771.*/
        pub fn cardless_credit_type(
            mut self,
            value: impl Into<CardlessCreditType>,
        ) -> Self {
            self.cardless_credit_type = Some(value.into());
            self
        }
        #[must_use]
        /**The merchant's own id of the payment, unique. At most 1000 characters.

*required; 1 to 1000 characters*

Source: API reference, Generate Checkout URL, line 1775; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**What the customer pays, in IDR. At least 1.

*required; at least 1*

Source: API reference, Generate Checkout URL, line 1778.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**In which instalments the customer pays the partner.

*required*

Source: API reference, Generate Checkout URL, line 1782.*/
        pub fn payment_type(
            mut self,
            value: impl Into<CardlessCreditPaymentType>,
        ) -> Self {
            self.payment_type = Some(value.into());
            self
        }
        #[must_use]
        /**What is sold.

*required*

Source: API reference, Generate Checkout URL, line 1785.*/
        pub fn items(
            mut self,
            value: impl IntoIterator<Item = impl Into<CardlessCreditItem>>,
        ) -> Self {
            self.items = Some(value.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        /**The customer.

*required*

Source: API reference, Generate Checkout URL, line 1791.*/
        pub fn customer_details(mut self, value: impl Into<CustomerDetails>) -> Self {
            self.customer_details = Some(value.into());
            self
        }
        #[must_use]
        /**Where the items go.

*required*

Source: API reference, Generate Checkout URL, line 1794.*/
        pub fn shipping_address(mut self, value: impl Into<ShippingAddress>) -> Self {
            self.shipping_address = Some(value.into());
            self
        }
        #[must_use]
        /**Where the customer is sent after the checkout, such as the order's page.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1797; `minLength`: observed.*/
        pub fn redirect_url(mut self, value: impl Into<String>) -> Self {
            self.redirect_url = Some(value.into());
            self
        }
        #[must_use]
        /**Where the callback goes once the customer has paid.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1800; `minLength`: observed.*/
        pub fn callback_url(mut self, value: impl Into<String>) -> Self {
            self.callback_url = Some(value.into());
            self
        }
    }
    crate::decode::tolerant_object!(
        CreateCardlessCreditPaymentRequest { "cardless_credit_type" =>
        cardless_credit_type, "external_id" => external_id, "amount" => amount,
        "payment_type" => payment_type, "items" => items, "customer_details" =>
        customer_details, "shipping_address" => shipping_address, "redirect_url" =>
        redirect_url, "callback_url" => callback_url }
    );
    /**One item or product of a cardless credit payment.

Source: API reference, Generate Checkout URL, line 1788.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CardlessCreditItem {
        /**The merchant's id of the item.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1790; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Name of the item.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1790; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**Price of one piece, in IDR.

*required*

Source: API reference, Generate Checkout URL, line 1790.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub price: Option<crate::Amount>,
        /**Kind of item, such as Smartphone.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1790; `minLength`: observed.*/
        #[serde(rename = "type")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub type_: Option<String>,
        /**The item's page in the shop.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1790; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub url: Option<String>,
        /**How many pieces.

*required*

Source: API reference, Generate Checkout URL, line 1790.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub quantity: Option<i64>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl CardlessCreditItem {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The merchant's id of the item.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1790; `minLength`: observed.*/
        pub fn id(mut self, value: impl Into<String>) -> Self {
            self.id = Some(value.into());
            self
        }
        #[must_use]
        /**Name of the item.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1790; `minLength`: observed.*/
        pub fn name(mut self, value: impl Into<String>) -> Self {
            self.name = Some(value.into());
            self
        }
        #[must_use]
        /**Price of one piece, in IDR.

*required*

Source: API reference, Generate Checkout URL, line 1790.*/
        pub fn price(mut self, value: impl Into<crate::Amount>) -> Self {
            self.price = Some(value.into());
            self
        }
        #[must_use]
        /**Kind of item, such as Smartphone.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1790; `minLength`: observed.*/
        pub fn type_(mut self, value: impl Into<String>) -> Self {
            self.type_ = Some(value.into());
            self
        }
        #[must_use]
        /**The item's page in the shop.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1790; `minLength`: observed.*/
        pub fn url(mut self, value: impl Into<String>) -> Self {
            self.url = Some(value.into());
            self
        }
        #[must_use]
        /**How many pieces.

*required*

Source: API reference, Generate Checkout URL, line 1790.*/
        pub fn quantity(mut self, value: impl crate::IntoCount) -> Self {
            self.quantity = Some(value.into_count());
            self
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        CardlessCreditItem { "id" => id, "name" => name, "price" => price, "type" =>
        type_, "url" => url, "quantity" => quantity }, extra
    );
    /**The customer of a cardless credit payment.

Source: API reference, Generate Checkout URL, line 1793.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CustomerDetails {
        /**First name.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1793; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub first_name: Option<String>,
        /**Last name.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1793; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub last_name: Option<String>,
        /**E-mail address.

*required; not empty; an e-mail address*

Source: API reference, Generate Checkout URL, line 1793; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email: Option<String>,
        /**Phone number.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1793; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub phone: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl CustomerDetails {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**First name.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1793; `minLength`: observed.*/
        pub fn first_name(mut self, value: impl Into<String>) -> Self {
            self.first_name = Some(value.into());
            self
        }
        #[must_use]
        /**Last name.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1793; `minLength`: observed.*/
        pub fn last_name(mut self, value: impl Into<String>) -> Self {
            self.last_name = Some(value.into());
            self
        }
        #[must_use]
        /**E-mail address.

*required; not empty; an e-mail address*

Source: API reference, Generate Checkout URL, line 1793; `minLength`: observed.*/
        pub fn email(mut self, value: impl Into<String>) -> Self {
            self.email = Some(value.into());
            self
        }
        #[must_use]
        /**Phone number.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1793; `minLength`: observed.*/
        pub fn phone(mut self, value: impl Into<String>) -> Self {
            self.phone = Some(value.into());
            self
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        CustomerDetails { "first_name" => first_name, "last_name" => last_name, "email"
        => email, "phone" => phone }, extra
    );
    /**Where the items of a cardless credit payment go.

Source: API reference, Generate Checkout URL, line 1796.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct ShippingAddress {
        /**First name of the receiver.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub first_name: Option<String>,
        /**Last name of the receiver.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub last_name: Option<String>,
        /**Street and number.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub address: Option<String>,
        /**City.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub city: Option<String>,
        /**Postal code.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub postal_code: Option<String>,
        /**Phone number of the receiver.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub phone: Option<String>,
        /**Country, three letters in the example (IDN).

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub country_code: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl ShippingAddress {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**First name of the receiver.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        pub fn first_name(mut self, value: impl Into<String>) -> Self {
            self.first_name = Some(value.into());
            self
        }
        #[must_use]
        /**Last name of the receiver.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        pub fn last_name(mut self, value: impl Into<String>) -> Self {
            self.last_name = Some(value.into());
            self
        }
        #[must_use]
        /**Street and number.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        pub fn address(mut self, value: impl Into<String>) -> Self {
            self.address = Some(value.into());
            self
        }
        #[must_use]
        /**City.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        pub fn city(mut self, value: impl Into<String>) -> Self {
            self.city = Some(value.into());
            self
        }
        #[must_use]
        /**Postal code.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        pub fn postal_code(mut self, value: impl Into<String>) -> Self {
            self.postal_code = Some(value.into());
            self
        }
        #[must_use]
        /**Phone number of the receiver.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        pub fn phone(mut self, value: impl Into<String>) -> Self {
            self.phone = Some(value.into());
            self
        }
        #[must_use]
        /**Country, three letters in the example (IDN).

*required; not empty*

Source: API reference, Generate Checkout URL, line 1796; `minLength`: observed.*/
        pub fn country_code(mut self, value: impl Into<String>) -> Self {
            self.country_code = Some(value.into());
            self
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        ShippingAddress { "first_name" => first_name, "last_name" => last_name, "address"
        => address, "city" => city, "postal_code" => postal_code, "phone" => phone,
        "country_code" => country_code }, extra
    );
    /**A created cardless credit payment.

Source: API reference, Generate Checkout URL, line 1737.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CardlessCreditPayment {
        /**The partner's page on which the customer pays. Not the redirect_url of the request.

*promised by the document*

Source: API reference, Generate Checkout URL, line 1738.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub redirect_url: Option<String>,
        /**The partner's id of the transaction.

*promised by the document*

Source: API reference, Generate Checkout URL, line 1739.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_id: Option<String>,
        /**The id under which the partner knows the order.

*promised by the document*

Source: API reference, Generate Checkout URL, line 1740.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub order_id: Option<String>,
        /**The merchant's own id of the payment.

*promised by the document*

Source: API reference, Generate Checkout URL, line 1741.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**The partner that gives the credit.

*promised by the document*

Source: API reference, Generate Checkout URL, line 1742.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub cardless_credit_type: Option<CardlessCreditType>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl CardlessCreditPayment {
        /**`redirect_url`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn redirect_url(&self) -> crate::Result<&str> {
            crate::decode::promised(self.redirect_url.as_deref(), "redirect_url")
        }
        /**`transaction_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transaction_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.transaction_id.as_deref(), "transaction_id")
        }
        /**`order_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn order_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.order_id.as_deref(), "order_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`cardless_credit_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn cardless_credit_type(&self) -> crate::Result<&CardlessCreditType> {
            crate::decode::promised(
                self.cardless_credit_type.as_ref(),
                "cardless_credit_type",
            )
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        CardlessCreditPayment { "redirect_url" => redirect_url, "transaction_id" =>
        transaction_id, "order_id" => order_id, "external_id" => external_id,
        "cardless_credit_type" => cardless_credit_type }, extra
    );
    /**The outcome of a cardless credit payment.

Source: API reference, Receive Payment Callback Notification, line 1830.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CardlessCreditCallback {
        /**The merchant's own id of the payment.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1874.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**The id under which the partner knows the order.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1875.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub order_id: Option<String>,
        /**The partner's id of the transaction.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1876.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_id: Option<String>,
        /**Where the transaction stands.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1877.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_status: Option<CardlessCreditTransactionStatus>,
        /**In which instalments the customer pays the partner.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1883.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_type: Option<CardlessCreditPaymentType>,
        /**What the customer pays, in IDR, as given when the payment was created.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1884.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**What is sold, as given when the payment was created.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1885.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub items: Option<Vec<CardlessCreditItem>>,
        /**The customer.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1888.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub customer_details: Option<CustomerDetails>,
        /**Where the items go.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1889.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub shipping_address: Option<ShippingAddress>,
        /**The partner that gives the credit.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1890.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub cardless_credit_type: Option<CardlessCreditType>,
        /**The merchant's callback token, the same as in the dashboard; to be compared before the callback is believed.

*promised by the document*

Source: API reference, Receive Payment Callback Notification, line 1892.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub callback_authentication_token: Option<crate::Secret>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl CardlessCreditCallback {
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`order_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn order_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.order_id.as_deref(), "order_id")
        }
        /**`transaction_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transaction_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.transaction_id.as_deref(), "transaction_id")
        }
        /**`transaction_status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transaction_status(
            &self,
        ) -> crate::Result<&CardlessCreditTransactionStatus> {
            crate::decode::promised(
                self.transaction_status.as_ref(),
                "transaction_status",
            )
        }
        /**`payment_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payment_type(&self) -> crate::Result<&CardlessCreditPaymentType> {
            crate::decode::promised(self.payment_type.as_ref(), "payment_type")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`items`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn items(&self) -> crate::Result<&[CardlessCreditItem]> {
            crate::decode::promised(self.items.as_deref(), "items")
        }
        /**`customer_details`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn customer_details(&self) -> crate::Result<&CustomerDetails> {
            crate::decode::promised(self.customer_details.as_ref(), "customer_details")
        }
        /**`shipping_address`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn shipping_address(&self) -> crate::Result<&ShippingAddress> {
            crate::decode::promised(self.shipping_address.as_ref(), "shipping_address")
        }
        /**`cardless_credit_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn cardless_credit_type(&self) -> crate::Result<&CardlessCreditType> {
            crate::decode::promised(
                self.cardless_credit_type.as_ref(),
                "cardless_credit_type",
            )
        }
        /**`callback_authentication_token`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn callback_authentication_token(&self) -> crate::Result<&crate::Secret> {
            crate::decode::promised(
                self.callback_authentication_token.as_ref(),
                "callback_authentication_token",
            )
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        CardlessCreditCallback { "external_id" => external_id, "order_id" => order_id,
        "transaction_id" => transaction_id, "transaction_status" => transaction_status,
        "payment_type" => payment_type, "amount" => amount, "items" => items,
        "customer_details" => customer_details, "shipping_address" => shipping_address,
        "cardless_credit_type" => cardless_credit_type, "callback_authentication_token"
        => callback_authentication_token }, extra
    );
    /**A bank that offers virtual accounts.

Source: API reference, Get Virtual Account Banks, line 1933.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct VirtualAccountBank {
        /**Full name of the bank.

*promised by the document*

Source: API reference, Get Virtual Account Banks, line 1942.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**Code of the bank, to be given as bank_code when a virtual account is created. New codes may come at any time.

*promised by the document*

Source: API reference, Get Virtual Account Banks, line 1943.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub code: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl VirtualAccountBank {
        /**`name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn name(&self) -> crate::Result<&str> {
            crate::decode::promised(self.name.as_deref(), "name")
        }
        /**`code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.code.as_deref(), "code")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        VirtualAccountBank { "name" => name, "code" => code }, extra
    );
    /**A fixed virtual account to be created.

Source: API reference, Create Fixed Virtual Account, line 1957.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateFixedVirtualAccountRequest {
        /**Id of your choice, 1000 characters at most, often a phone number, an e-mail address or a transaction id. It cannot be changed later.

*required; 1 to 1000 characters*

Source: API reference, Create Fixed Virtual Account, line 1997; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Code of the bank that holds the account, as the list of banks gives it. BNI is recommended for payers of other banks.

*required; not empty*

Source: API reference, Create Fixed Virtual Account, line 2000; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Name of the user or the account, shown by the bank, on its machines for one. Letters, digits, spaces and hyphens, of any length, though banks cut it to theirs. The name of a bank or an institution is refused.

*required; not empty; matches `^[A-Za-z0-9 -]*$`*

Source: API reference, Create Fixed Virtual Account, line 2004; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**Number wanted for the account, without the merchant code and within your range. Picked at random if absent.

Source: API reference, Create Fixed Virtual Account, line 2007.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub virtual_account_number: Option<crate::Secret>,
        /**Amount in rupiah proposed to the payer. Supported by MANDIRI and BRI only.

Source: API reference, Create Fixed Virtual Account, line 2011.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub suggested_amount: Option<crate::Amount>,
        /**If true, the account takes exactly expected_amount, which is then required. Not every account can be closed.

Source: API reference, Create Fixed Virtual Account, line 2015.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_closed: Option<bool>,
        /**Amount in rupiah that a closed account takes, required if is_closed is true. BNI, BRI and MANDIRI take 1 to 50000000000; for other banks no limit is named.

Source: API reference, Create Fixed Virtual Account, line 2018.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expected_amount: Option<crate::Amount>,
        /**When the account expires, not in the past. Not supported for every account.

Source: API reference, Create Fixed Virtual Account, line 2021.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiration_date: Option<crate::Timestamp>,
        /**If true, the account becomes inactive once it is paid.

Source: API reference, Create Fixed Virtual Account, line 2024.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_single_use: Option<bool>,
        /**Description of the account. Supported by BRI only.

Source: API reference, Create Fixed Virtual Account, line 2027.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
    }
    impl CreateFixedVirtualAccountRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**Id of your choice, 1000 characters at most, often a phone number, an e-mail address or a transaction id. It cannot be changed later.

*required; 1 to 1000 characters*

Source: API reference, Create Fixed Virtual Account, line 1997; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**Code of the bank that holds the account, as the list of banks gives it. BNI is recommended for payers of other banks.

*required; not empty*

Source: API reference, Create Fixed Virtual Account, line 2000; `minLength`: observed.*/
        pub fn bank_code(mut self, value: impl Into<String>) -> Self {
            self.bank_code = Some(value.into());
            self
        }
        #[must_use]
        /**Name of the user or the account, shown by the bank, on its machines for one. Letters, digits, spaces and hyphens, of any length, though banks cut it to theirs. The name of a bank or an institution is refused.

*required; not empty; matches `^[A-Za-z0-9 -]*$`*

Source: API reference, Create Fixed Virtual Account, line 2004; `minLength`: observed.*/
        pub fn name(mut self, value: impl Into<String>) -> Self {
            self.name = Some(value.into());
            self
        }
        #[must_use]
        /**Number wanted for the account, without the merchant code and within your range. Picked at random if absent.

Source: API reference, Create Fixed Virtual Account, line 2007.*/
        pub fn virtual_account_number(
            mut self,
            value: impl Into<crate::Secret>,
        ) -> Self {
            self.virtual_account_number = Some(value.into());
            self
        }
        #[must_use]
        ///[`virtual_account_number`](Self::virtual_account_number), if there is a value.
        pub fn maybe_virtual_account_number(
            self,
            value: Option<impl Into<crate::Secret>>,
        ) -> Self {
            match value {
                Some(value) => self.virtual_account_number(value),
                None => self,
            }
        }
        #[must_use]
        /**Amount in rupiah proposed to the payer. Supported by MANDIRI and BRI only.

Source: API reference, Create Fixed Virtual Account, line 2011.*/
        pub fn suggested_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.suggested_amount = Some(value.into());
            self
        }
        #[must_use]
        ///[`suggested_amount`](Self::suggested_amount), if there is a value.
        pub fn maybe_suggested_amount(
            self,
            value: Option<impl Into<crate::Amount>>,
        ) -> Self {
            match value {
                Some(value) => self.suggested_amount(value),
                None => self,
            }
        }
        #[must_use]
        /**If true, the account takes exactly expected_amount, which is then required. Not every account can be closed.

Source: API reference, Create Fixed Virtual Account, line 2015.*/
        pub fn is_closed(mut self, value: impl Into<bool>) -> Self {
            self.is_closed = Some(value.into());
            self
        }
        #[must_use]
        ///[`is_closed`](Self::is_closed), if there is a value.
        pub fn maybe_is_closed(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.is_closed(value),
                None => self,
            }
        }
        #[must_use]
        /**Amount in rupiah that a closed account takes, required if is_closed is true. BNI, BRI and MANDIRI take 1 to 50000000000; for other banks no limit is named.

Source: API reference, Create Fixed Virtual Account, line 2018.*/
        pub fn expected_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.expected_amount = Some(value.into());
            self
        }
        #[must_use]
        ///[`expected_amount`](Self::expected_amount), if there is a value.
        pub fn maybe_expected_amount(
            self,
            value: Option<impl Into<crate::Amount>>,
        ) -> Self {
            match value {
                Some(value) => self.expected_amount(value),
                None => self,
            }
        }
        #[must_use]
        /**When the account expires, not in the past. Not supported for every account.

Source: API reference, Create Fixed Virtual Account, line 2021.*/
        pub fn expiration_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.expiration_date = Some(value.into());
            self
        }
        #[must_use]
        ///[`expiration_date`](Self::expiration_date), if there is a value.
        pub fn maybe_expiration_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expiration_date(value),
                None => self,
            }
        }
        #[must_use]
        /**If true, the account becomes inactive once it is paid.

Source: API reference, Create Fixed Virtual Account, line 2024.*/
        pub fn is_single_use(mut self, value: impl Into<bool>) -> Self {
            self.is_single_use = Some(value.into());
            self
        }
        #[must_use]
        ///[`is_single_use`](Self::is_single_use), if there is a value.
        pub fn maybe_is_single_use(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.is_single_use(value),
                None => self,
            }
        }
        #[must_use]
        /**Description of the account. Supported by BRI only.

Source: API reference, Create Fixed Virtual Account, line 2027.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.description = Some(value.into());
            self
        }
        #[must_use]
        ///[`description`](Self::description), if there is a value.
        pub fn maybe_description(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.description(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        CreateFixedVirtualAccountRequest { "external_id" => external_id, "bank_code" =>
        bank_code, "name" => name, "virtual_account_number" => virtual_account_number,
        "suggested_amount" => suggested_amount, "is_closed" => is_closed,
        "expected_amount" => expected_amount, "expiration_date" => expiration_date,
        "is_single_use" => is_single_use, "description" => description }
    );
    /**A fixed virtual account, as it is created, read and updated.

Source: API reference, Create Fixed Virtual Account, line 2031.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct FixedVirtualAccount {
        /**Id of the business that owns the account, which is your user id.

*promised by the document*

Source: API reference, Create Fixed Virtual Account, line 2048.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub owner_id: Option<String>,
        /**Your id for the account, as the creation named it.

*promised by the document*

Source: API reference, Create Fixed Virtual Account, line 2049.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Code of the bank that holds the account, BNI for one.

*promised by the document*

Source: API reference, Create Fixed Virtual Account, line 2050.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Prefix of your account numbers at this bank, 4 or 5 digits.

*promised by the document; matches `^[0-9]{4,5}$`*

Source: API reference, Create Fixed Virtual Account, line 2051.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_code: Option<String>,
        /**Name of the account.

*promised by the document*

Source: API reference, Create Fixed Virtual Account, line 2052.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**Whole account number with the prefix, as the payer types it.

*promised by the document*

Source: API reference, Create Fixed Virtual Account, line 2053.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_number: Option<crate::Secret>,
        /**Amount in rupiah proposed to the payer, if one was set.

Source: API reference, Create Fixed Virtual Account, line 2054.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub suggested_amount: Option<crate::Amount>,
        /**Whether the account takes the expected amount only.

*promised by the document*

Source: API reference, Create Fixed Virtual Account, line 2055.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_closed: Option<bool>,
        /**Amount in rupiah that the account takes if it is closed.

Source: API reference, Create Fixed Virtual Account, line 2056.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expected_amount: Option<crate::Amount>,
        /**When the account expires.

Source: API reference, Get Fixed Virtual Account, line 2155.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiration_date: Option<crate::Timestamp>,
        /**Id of the account. An invoice can be tied to the account by it.

*promised by the document*

Source: API reference, Create Fixed Virtual Account, line 2057.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Whether the account becomes inactive once it is paid.

*promised by the document*

Source: API reference, Create Fixed Virtual Account, line 2058.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_single_use: Option<bool>,
        /**State of the account.

*promised by the document*

Source: API reference, Create Fixed Virtual Account, line 2059.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<VirtualAccountStatus>,
        /**Description shown to the payer. Supported by BRI only.

Source: API reference, Create Fixed Virtual Account, line 2060.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**Currency of the amounts.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub currency: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl FixedVirtualAccount {
        /**`owner_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn owner_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.owner_id.as_deref(), "owner_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`bank_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn bank_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.bank_code.as_deref(), "bank_code")
        }
        /**`merchant_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.merchant_code.as_deref(), "merchant_code")
        }
        /**`name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn name(&self) -> crate::Result<&str> {
            crate::decode::promised(self.name.as_deref(), "name")
        }
        /**`account_number`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn account_number(&self) -> crate::Result<&crate::Secret> {
            crate::decode::promised(self.account_number.as_ref(), "account_number")
        }
        /**`is_closed`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn is_closed(&self) -> crate::Result<bool> {
            crate::decode::promised(self.is_closed, "is_closed")
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`is_single_use`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn is_single_use(&self) -> crate::Result<bool> {
            crate::decode::promised(self.is_single_use, "is_single_use")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&VirtualAccountStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        FixedVirtualAccount { "owner_id" => owner_id, "external_id" => external_id,
        "bank_code" => bank_code, "merchant_code" => merchant_code, "name" => name,
        "account_number" => account_number, "suggested_amount" => suggested_amount,
        "is_closed" => is_closed, "expected_amount" => expected_amount, "expiration_date"
        => expiration_date, "id" => id, "is_single_use" => is_single_use, "status" =>
        status, "description" => description, "currency" => currency }, extra
    );
    /**What is to be changed on a fixed virtual account; what is absent stays.

Source: API reference, Update Fixed Virtual Account, line 2181.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct UpdateFixedVirtualAccountRequest {
        /**Amount in rupiah proposed to the payer. Not supported for every account.

Source: API reference, Update Fixed Virtual Account, line 2184.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub suggested_amount: Option<crate::Amount>,
        /**Amount in rupiah that a closed account takes, above 0 and below 1000000000. A closed account needs one.

*greater than 0; less than 1000000000*

Source: API reference, Update Fixed Virtual Account, line 2187; `minimum`: 2261; `maximum`: 2264.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expected_amount: Option<crate::Amount>,
        /**When the account expires. A date days in the past expires it at once.

Source: API reference, Update Fixed Virtual Account, line 2190.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiration_date: Option<crate::Timestamp>,
        /**If true, the account becomes inactive once it is paid.

Source: API reference, Update Fixed Virtual Account, line 2193.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_single_use: Option<bool>,
        /**Description shown to the payer. Supported by BRI only.

Source: API reference, Update Fixed Virtual Account, line 2196.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
    }
    impl UpdateFixedVirtualAccountRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**Amount in rupiah proposed to the payer. Not supported for every account.

Source: API reference, Update Fixed Virtual Account, line 2184.*/
        pub fn suggested_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.suggested_amount = Some(value.into());
            self
        }
        #[must_use]
        ///[`suggested_amount`](Self::suggested_amount), if there is a value.
        pub fn maybe_suggested_amount(
            self,
            value: Option<impl Into<crate::Amount>>,
        ) -> Self {
            match value {
                Some(value) => self.suggested_amount(value),
                None => self,
            }
        }
        #[must_use]
        /**Amount in rupiah that a closed account takes, above 0 and below 1000000000. A closed account needs one.

*greater than 0; less than 1000000000*

Source: API reference, Update Fixed Virtual Account, line 2187; `minimum`: 2261; `maximum`: 2264.*/
        pub fn expected_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.expected_amount = Some(value.into());
            self
        }
        #[must_use]
        ///[`expected_amount`](Self::expected_amount), if there is a value.
        pub fn maybe_expected_amount(
            self,
            value: Option<impl Into<crate::Amount>>,
        ) -> Self {
            match value {
                Some(value) => self.expected_amount(value),
                None => self,
            }
        }
        #[must_use]
        /**When the account expires. A date days in the past expires it at once.

Source: API reference, Update Fixed Virtual Account, line 2190.*/
        pub fn expiration_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.expiration_date = Some(value.into());
            self
        }
        #[must_use]
        ///[`expiration_date`](Self::expiration_date), if there is a value.
        pub fn maybe_expiration_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expiration_date(value),
                None => self,
            }
        }
        #[must_use]
        /**If true, the account becomes inactive once it is paid.

Source: API reference, Update Fixed Virtual Account, line 2193.*/
        pub fn is_single_use(mut self, value: impl Into<bool>) -> Self {
            self.is_single_use = Some(value.into());
            self
        }
        #[must_use]
        ///[`is_single_use`](Self::is_single_use), if there is a value.
        pub fn maybe_is_single_use(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.is_single_use(value),
                None => self,
            }
        }
        #[must_use]
        /**Description shown to the payer. Supported by BRI only.

Source: API reference, Update Fixed Virtual Account, line 2196.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.description = Some(value.into());
            self
        }
        #[must_use]
        ///[`description`](Self::description), if there is a value.
        pub fn maybe_description(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.description(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        UpdateFixedVirtualAccountRequest { "suggested_amount" => suggested_amount,
        "expected_amount" => expected_amount, "expiration_date" => expiration_date,
        "is_single_use" => is_single_use, "description" => description }
    );
    /**What a callback says about a payment into a fixed virtual account.

Source: API reference, Fixed Virtual Account Callback, line 2311.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct FixedVirtualAccountPaidCallback {
        /**Xendit's id of the payment, by which it can be read.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2335.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_id: Option<String>,
        /**Id of the account that was paid, as its creation answered it.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2336.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub callback_virtual_account_id: Option<String>,
        /**Your user id.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2337.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub owner_id: Option<String>,
        /**Your id for the account, as the creation named it.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2338.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Account number without the prefix.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2339.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_number: Option<crate::Secret>,
        /**Code of the bank that holds the account, BNI for one.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2340.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Amount of the payment in rupiah.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2341.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**When the account was paid. Only the examples name it, no table.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2328.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_timestamp: Option<crate::Timestamp>,
        /**Prefix of the account number.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2342.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_code: Option<String>,
        /**Id of the payment into the fixed virtual account.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2343.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**When the payment was last changed. Only the examples name it, no table.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2330.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**When the payment was recorded. Only the examples name it, no table.

*promised by the document*

Source: API reference, Fixed Virtual Account Callback, line 2331.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl FixedVirtualAccountPaidCallback {
        /**`payment_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payment_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.payment_id.as_deref(), "payment_id")
        }
        /**`callback_virtual_account_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn callback_virtual_account_id(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.callback_virtual_account_id.as_deref(),
                "callback_virtual_account_id",
            )
        }
        /**`owner_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn owner_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.owner_id.as_deref(), "owner_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`account_number`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn account_number(&self) -> crate::Result<&crate::Secret> {
            crate::decode::promised(self.account_number.as_ref(), "account_number")
        }
        /**`bank_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn bank_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.bank_code.as_deref(), "bank_code")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`transaction_timestamp`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transaction_timestamp(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(
                self.transaction_timestamp.as_ref(),
                "transaction_timestamp",
            )
        }
        /**`merchant_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.merchant_code.as_deref(), "merchant_code")
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`updated`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn updated(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.updated.as_ref(), "updated")
        }
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        FixedVirtualAccountPaidCallback { "payment_id" => payment_id,
        "callback_virtual_account_id" => callback_virtual_account_id, "owner_id" =>
        owner_id, "external_id" => external_id, "account_number" => account_number,
        "bank_code" => bank_code, "amount" => amount, "transaction_timestamp" =>
        transaction_timestamp, "merchant_code" => merchant_code, "id" => id, "updated" =>
        updated, "created" => created }, extra
    );
    /**What a callback says about a fixed virtual account that was created or updated.

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2345.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct FixedVirtualAccountChangedCallback {
        /**Your user id.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2370.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub owner_id: Option<String>,
        /**Your id for the account, as the creation named it.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2371.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Code of the bank that holds the account, MANDIRI for one.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2372.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Prefix of your account numbers at this bank, 5 digits by this table, 4 or 5 by that of the reading.

*promised by the document; matches `^[0-9]{4,5}$`*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2373.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_code: Option<String>,
        /**Name of the account.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2374.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**Whole account number with the prefix, as the payer types it.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2375.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_number: Option<crate::Secret>,
        /**Amount in rupiah proposed to the payer, if one was set.

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2376.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub suggested_amount: Option<crate::Amount>,
        /**Whether the account takes the expected amount only.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2377.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_closed: Option<bool>,
        /**Amount in rupiah that the account takes if it is closed. Seen as a text at times.

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2378.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expected_amount: Option<crate::Amount>,
        /**Id of the account. An invoice can be tied to the account by it.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2379.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Whether the account becomes inactive once it is paid.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2380.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_single_use: Option<bool>,
        /**State of the account.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2381.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<VirtualAccountStatus>,
        /**When the account expires. Only the example names it, no table.

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2364.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiration_date: Option<crate::Timestamp>,
        /**When the account was last changed. Only the example names it, no table.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2365.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**When the account was created. Only the example names it, no table.

*promised by the document*

Source: API reference, Fixed Virtual Account Creation / Update Callback Request, line 2366.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl FixedVirtualAccountChangedCallback {
        /**`owner_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn owner_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.owner_id.as_deref(), "owner_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`bank_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn bank_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.bank_code.as_deref(), "bank_code")
        }
        /**`merchant_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.merchant_code.as_deref(), "merchant_code")
        }
        /**`name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn name(&self) -> crate::Result<&str> {
            crate::decode::promised(self.name.as_deref(), "name")
        }
        /**`account_number`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn account_number(&self) -> crate::Result<&crate::Secret> {
            crate::decode::promised(self.account_number.as_ref(), "account_number")
        }
        /**`is_closed`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn is_closed(&self) -> crate::Result<bool> {
            crate::decode::promised(self.is_closed, "is_closed")
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`is_single_use`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn is_single_use(&self) -> crate::Result<bool> {
            crate::decode::promised(self.is_single_use, "is_single_use")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&VirtualAccountStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`updated`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn updated(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.updated.as_ref(), "updated")
        }
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        FixedVirtualAccountChangedCallback { "owner_id" => owner_id, "external_id" =>
        external_id, "bank_code" => bank_code, "merchant_code" => merchant_code, "name"
        => name, "account_number" => account_number, "suggested_amount" =>
        suggested_amount, "is_closed" => is_closed, "expected_amount" => expected_amount,
        "id" => id, "is_single_use" => is_single_use, "status" => status,
        "expiration_date" => expiration_date, "updated" => updated, "created" => created
        }, extra
    );
    /**A payment into a fixed virtual account.

Source: API reference, Get Fixed Virtual Account Payment, line 2407.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct FixedVirtualAccountPayment {
        /**Id of the payment into the fixed virtual account.

*promised by the document*

Source: API reference, Get Fixed Virtual Account Payment, line 2423.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Xendit's id of the payment, by which it is read.

*promised by the document*

Source: API reference, Get Fixed Virtual Account Payment, line 2424.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_id: Option<String>,
        /**Id of the account that was paid.

*promised by the document*

Source: API reference, Get Fixed Virtual Account Payment, line 2425.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub callback_virtual_account_id: Option<String>,
        /**Your id for the account.

*promised by the document*

Source: API reference, Get Fixed Virtual Account Payment, line 2426.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Prefix of your account numbers at this bank, 5 digits by this table, 4 or 5 by that of the account.

*promised by the document; matches `^[0-9]{4,5}$`*

Source: API reference, Get Fixed Virtual Account Payment, line 2427.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_code: Option<String>,
        /**Number of the account that was paid; the example has it without the prefix.

*promised by the document*

Source: API reference, Get Fixed Virtual Account Payment, line 2428.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_number: Option<crate::Secret>,
        /**Code of the bank that holds the account.

*promised by the document*

Source: API reference, Get Fixed Virtual Account Payment, line 2429.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Amount paid, in rupiah.

*promised by the document*

Source: API reference, Get Fixed Virtual Account Payment, line 2430.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**When the account was paid.

*promised by the document*

Source: API reference, Get Fixed Virtual Account Payment, line 2431.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_timestamp: Option<crate::Timestamp>,
        /**Name of the person who paid.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sender_name: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl FixedVirtualAccountPayment {
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`payment_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payment_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.payment_id.as_deref(), "payment_id")
        }
        /**`callback_virtual_account_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn callback_virtual_account_id(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.callback_virtual_account_id.as_deref(),
                "callback_virtual_account_id",
            )
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`merchant_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.merchant_code.as_deref(), "merchant_code")
        }
        /**`account_number`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn account_number(&self) -> crate::Result<&crate::Secret> {
            crate::decode::promised(self.account_number.as_ref(), "account_number")
        }
        /**`bank_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn bank_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.bank_code.as_deref(), "bank_code")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`transaction_timestamp`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transaction_timestamp(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(
                self.transaction_timestamp.as_ref(),
                "transaction_timestamp",
            )
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        FixedVirtualAccountPayment { "id" => id, "payment_id" => payment_id,
        "callback_virtual_account_id" => callback_virtual_account_id, "external_id" =>
        external_id, "merchant_code" => merchant_code, "account_number" =>
        account_number, "bank_code" => bank_code, "amount" => amount,
        "transaction_timestamp" => transaction_timestamp, "sender_name" => sender_name },
        extra
    );
    /**A fixed payment code to be created.

Source: API reference, Create Fixed Payment Code, line 2453.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateFixedPaymentCodeRequest {
        /**Id of your choice, 1000 characters at most, often a phone number, an e-mail address or a transaction id.

*required; 1 to 1000 characters*

Source: API reference, Create Fixed Payment Code, line 2464; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Retail outlet where the code is to be paid, such as ALFAMART or INDOMARET.

*required; not empty*

Source: API reference, Create Fixed Payment Code, line 2467; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub retail_outlet_name: Option<String>,
        /**Name of the user, by which the cashier may know the payer.

*required; not empty*

Source: API reference, Create Fixed Payment Code, line 2470; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**Amount in rupiah to be paid, from 10000 to 5000000.

*required; 10000 to 5000000*

Source: API reference, Create Fixed Payment Code, line 2473; `minimum`: 2538; `maximum`: 2541.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expected_amount: Option<crate::Amount>,
        /**Code wanted, within your range. Picked at random if absent.

Source: API reference, Create Fixed Payment Code, line 2476.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_code: Option<String>,
        /**When the code expires, not in the past.

Source: API reference, Create Fixed Payment Code, line 2479.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiration_date: Option<crate::Timestamp>,
        /**If true, the code becomes inactive once it is paid.

Source: API reference, Create Fixed Payment Code, line 2482.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_single_use: Option<bool>,
    }
    impl CreateFixedPaymentCodeRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**Id of your choice, 1000 characters at most, often a phone number, an e-mail address or a transaction id.

*required; 1 to 1000 characters*

Source: API reference, Create Fixed Payment Code, line 2464; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**Retail outlet where the code is to be paid, such as ALFAMART or INDOMARET.

*required; not empty*

Source: API reference, Create Fixed Payment Code, line 2467; `minLength`: observed.*/
        pub fn retail_outlet_name(mut self, value: impl Into<String>) -> Self {
            self.retail_outlet_name = Some(value.into());
            self
        }
        #[must_use]
        /**Name of the user, by which the cashier may know the payer.

*required; not empty*

Source: API reference, Create Fixed Payment Code, line 2470; `minLength`: observed.*/
        pub fn name(mut self, value: impl Into<String>) -> Self {
            self.name = Some(value.into());
            self
        }
        #[must_use]
        /**Amount in rupiah to be paid, from 10000 to 5000000.

*required; 10000 to 5000000*

Source: API reference, Create Fixed Payment Code, line 2473; `minimum`: 2538; `maximum`: 2541.*/
        pub fn expected_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.expected_amount = Some(value.into());
            self
        }
        #[must_use]
        /**Code wanted, within your range. Picked at random if absent.

Source: API reference, Create Fixed Payment Code, line 2476.*/
        pub fn payment_code(mut self, value: impl Into<String>) -> Self {
            self.payment_code = Some(value.into());
            self
        }
        #[must_use]
        ///[`payment_code`](Self::payment_code), if there is a value.
        pub fn maybe_payment_code(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.payment_code(value),
                None => self,
            }
        }
        #[must_use]
        /**When the code expires, not in the past.

Source: API reference, Create Fixed Payment Code, line 2479.*/
        pub fn expiration_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.expiration_date = Some(value.into());
            self
        }
        #[must_use]
        ///[`expiration_date`](Self::expiration_date), if there is a value.
        pub fn maybe_expiration_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expiration_date(value),
                None => self,
            }
        }
        #[must_use]
        /**If true, the code becomes inactive once it is paid.

Source: API reference, Create Fixed Payment Code, line 2482.*/
        pub fn is_single_use(mut self, value: impl Into<bool>) -> Self {
            self.is_single_use = Some(value.into());
            self
        }
        #[must_use]
        ///[`is_single_use`](Self::is_single_use), if there is a value.
        pub fn maybe_is_single_use(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.is_single_use(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        CreateFixedPaymentCodeRequest { "external_id" => external_id,
        "retail_outlet_name" => retail_outlet_name, "name" => name, "expected_amount" =>
        expected_amount, "payment_code" => payment_code, "expiration_date" =>
        expiration_date, "is_single_use" => is_single_use }
    );
    /**A fixed payment code, as it is created, read and updated.

Source: API reference, Create Fixed Payment Code, line 2486.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct FixedPaymentCode {
        /**Your user id.

*promised by the document*

Source: API reference, Create Fixed Payment Code, line 2504.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub owner_id: Option<String>,
        /**Your id for the code, as the creation named it.

*promised by the document*

Source: API reference, Create Fixed Payment Code, line 2505.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Retail outlet where the code is paid, such as ALFAMART or INDOMARET.

*promised by the document*

Source: API reference, Create Fixed Payment Code, line 2506.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub retail_outlet_name: Option<String>,
        /**Beginning of all your payment codes, 3 to 6 characters.

*promised by the document; 3 to 6 characters*

Source: API reference, Create Fixed Payment Code, line 2507.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub prefix: Option<String>,
        /**Name of the code.

*promised by the document*

Source: API reference, Create Fixed Payment Code, line 2508.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**Whole code with the prefix, as the payer tells it to the cashier.

*promised by the document*

Source: API reference, Create Fixed Payment Code, line 2509.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_code: Option<String>,
        /**Kind of the code. Only the examples name it, and only USER.

*promised by the document*

Source: API reference, Create Fixed Payment Code, line 2497.*/
        #[serde(rename = "type")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub type_: Option<String>,
        /**Amount in rupiah to be paid.

*promised by the document*

Source: API reference, Create Fixed Payment Code, line 2510.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expected_amount: Option<crate::Amount>,
        /**Whether the code becomes inactive once it is paid.

*promised by the document*

Source: API reference, Create Fixed Payment Code, line 2511.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_single_use: Option<bool>,
        /**When the code expires.

*promised by the document*

Source: API reference, Create Fixed Payment Code, line 2512.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiration_date: Option<crate::Timestamp>,
        /**Id of the code.

*promised by the document*

Source: API reference, Create Fixed Payment Code, line 2513.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**State of the code.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<FixedPaymentCodeStatus>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl FixedPaymentCode {
        /**`owner_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn owner_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.owner_id.as_deref(), "owner_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`retail_outlet_name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn retail_outlet_name(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.retail_outlet_name.as_deref(),
                "retail_outlet_name",
            )
        }
        /**`prefix`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn prefix(&self) -> crate::Result<&str> {
            crate::decode::promised(self.prefix.as_deref(), "prefix")
        }
        /**`name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn name(&self) -> crate::Result<&str> {
            crate::decode::promised(self.name.as_deref(), "name")
        }
        /**`payment_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payment_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.payment_code.as_deref(), "payment_code")
        }
        /**`type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn type_(&self) -> crate::Result<&str> {
            crate::decode::promised(self.type_.as_deref(), "type")
        }
        /**`expected_amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn expected_amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.expected_amount, "expected_amount")
        }
        /**`is_single_use`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn is_single_use(&self) -> crate::Result<bool> {
            crate::decode::promised(self.is_single_use, "is_single_use")
        }
        /**`expiration_date`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn expiration_date(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.expiration_date.as_ref(), "expiration_date")
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        FixedPaymentCode { "owner_id" => owner_id, "external_id" => external_id,
        "retail_outlet_name" => retail_outlet_name, "prefix" => prefix, "name" => name,
        "payment_code" => payment_code, "type" => type_, "expected_amount" =>
        expected_amount, "is_single_use" => is_single_use, "expiration_date" =>
        expiration_date, "id" => id, "status" => status }, extra
    );
    /**What is to be changed on a fixed payment code; what is absent stays.

Source: API reference, Update Fixed Payment Code, line 2554.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct UpdateFixedPaymentCodeRequest {
        /**Name of the code.

Source: API reference, Update Fixed Payment Code, line 2563.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**Amount in rupiah to be paid, from 10000 to 5000000.

*10000 to 5000000*

Source: API reference, Update Fixed Payment Code, line 2566; `minimum`: 2619; `maximum`: 2622.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expected_amount: Option<crate::Amount>,
        /**When the code expires. A date days in the past expires it at once.

Source: API reference, Update Fixed Payment Code, line 2569.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiration_date: Option<crate::Timestamp>,
    }
    impl UpdateFixedPaymentCodeRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**Name of the code.

Source: API reference, Update Fixed Payment Code, line 2563.*/
        pub fn name(mut self, value: impl Into<String>) -> Self {
            self.name = Some(value.into());
            self
        }
        #[must_use]
        ///[`name`](Self::name), if there is a value.
        pub fn maybe_name(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.name(value),
                None => self,
            }
        }
        #[must_use]
        /**Amount in rupiah to be paid, from 10000 to 5000000.

*10000 to 5000000*

Source: API reference, Update Fixed Payment Code, line 2566; `minimum`: 2619; `maximum`: 2622.*/
        pub fn expected_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.expected_amount = Some(value.into());
            self
        }
        #[must_use]
        ///[`expected_amount`](Self::expected_amount), if there is a value.
        pub fn maybe_expected_amount(
            self,
            value: Option<impl Into<crate::Amount>>,
        ) -> Self {
            match value {
                Some(value) => self.expected_amount(value),
                None => self,
            }
        }
        #[must_use]
        /**When the code expires. A date days in the past expires it at once.

Source: API reference, Update Fixed Payment Code, line 2569.*/
        pub fn expiration_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.expiration_date = Some(value.into());
            self
        }
        #[must_use]
        ///[`expiration_date`](Self::expiration_date), if there is a value.
        pub fn maybe_expiration_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expiration_date(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        UpdateFixedPaymentCodeRequest { "name" => name, "expected_amount" =>
        expected_amount, "expiration_date" => expiration_date }
    );
    /**What a callback says about the payment of a fixed payment code.

Source: API reference, Fixed Payment Code Callback, line 2696.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct FixedPaymentCodePaidCallback {
        /**Id of the payment of the code.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2721.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fixed_payment_code_payment_id: Option<String>,
        /**Your user id.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2722.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub owner_id: Option<String>,
        /**Id of the code that was paid.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2723.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fixed_payment_code_id: Option<String>,
        /**Xendit's id of the payment, usable as its reference.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2724.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_id: Option<String>,
        /**Your id for the code, as the creation named it.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2725.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Whole code with the prefix, as the payer tells it to the cashier.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2726.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_code: Option<String>,
        /**Beginning of all your payment codes, 3 to 6 characters.

*promised by the document; 3 to 6 characters*

Source: API reference, Fixed Payment Code Callback, line 2727.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub prefix: Option<String>,
        /**Retail outlet where the code was paid, such as ALFAMART or INDOMARET.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2728.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub retail_outlet_name: Option<String>,
        /**Amount paid, in rupiah.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2729.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Name of the code.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2730.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**When the code was paid.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2731.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_timestamp: Option<crate::Timestamp>,
        /**When the payment was last changed. Only the example names it, no table.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2716.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**When the payment was recorded. Only the example names it, no table.

*promised by the document*

Source: API reference, Fixed Payment Code Callback, line 2717.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl FixedPaymentCodePaidCallback {
        /**`fixed_payment_code_payment_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn fixed_payment_code_payment_id(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.fixed_payment_code_payment_id.as_deref(),
                "fixed_payment_code_payment_id",
            )
        }
        /**`owner_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn owner_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.owner_id.as_deref(), "owner_id")
        }
        /**`fixed_payment_code_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn fixed_payment_code_id(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.fixed_payment_code_id.as_deref(),
                "fixed_payment_code_id",
            )
        }
        /**`payment_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payment_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.payment_id.as_deref(), "payment_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`payment_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payment_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.payment_code.as_deref(), "payment_code")
        }
        /**`prefix`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn prefix(&self) -> crate::Result<&str> {
            crate::decode::promised(self.prefix.as_deref(), "prefix")
        }
        /**`retail_outlet_name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn retail_outlet_name(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.retail_outlet_name.as_deref(),
                "retail_outlet_name",
            )
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn name(&self) -> crate::Result<&str> {
            crate::decode::promised(self.name.as_deref(), "name")
        }
        /**`transaction_timestamp`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transaction_timestamp(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(
                self.transaction_timestamp.as_ref(),
                "transaction_timestamp",
            )
        }
        /**`updated`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn updated(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.updated.as_ref(), "updated")
        }
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        FixedPaymentCodePaidCallback { "fixed_payment_code_payment_id" =>
        fixed_payment_code_payment_id, "owner_id" => owner_id, "fixed_payment_code_id" =>
        fixed_payment_code_id, "payment_id" => payment_id, "external_id" => external_id,
        "payment_code" => payment_code, "prefix" => prefix, "retail_outlet_name" =>
        retail_outlet_name, "amount" => amount, "name" => name, "transaction_timestamp"
        => transaction_timestamp, "updated" => updated, "created" => created }, extra
    );
    /**What to bill, to whom, and how it may be paid.

Source: API reference, Create invoice, line 2749.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateInvoiceRequest {
        /**The merchant's own id of the invoice.

*required; not empty*

Source: API reference, Create invoice, line 2793; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**E-mail address of the payer. The table requires it; the server was seen to take invoices without it.

*required, not enforced; not empty; an e-mail address*

Source: API reference, Create invoice, line 2796; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payer_email: Option<String>,
        /**What the invoice is for. The table requires it; the server was seen to take invoices without it.

*required, not enforced; not empty*

Source: API reference, Create invoice, line 2799; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**Amount to pay, in rupiah, from 10000 to 1000000000. An account with retail outlets is refused more than 5000000.

*required; 10000 to 1000000000*

Source: API reference, Create invoice, line 2802; `maximum`: 2949.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Whether the payer gets an e-mail when the invoice is created, is paid or expires.

*the server's default is `false`*

Source: API reference, Create invoice, line 2805.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub should_send_email: Option<bool>,
        /**Id of a fixed virtual account, as its creation answered it, into which the invoice may be paid.

Source: API reference, Create invoice, line 2810.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub callback_virtual_account_id: Option<String>,
        /**Time left to pay until the invoice expires, in seconds. The server was seen to refuse zero.

*greater than 0*

Source: API reference, Create invoice, line 2813; `minimum`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub invoice_duration: Option<crate::Seconds>,
        /**Where the payer is sent after payment.

Source: API reference, Create invoice, line 2816.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub success_redirect_url: Option<String>,
        /**Where the payer is sent when the invoice has expired.

Source: API reference, Create invoice, line 2820.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_redirect_url: Option<String>,
        /**Payment channels to offer, among those of the account: banks (BCA, BNI, BRI, MANDIRI, PERMATA), ALFAMART, OVO or CREDIT_CARD, for example. Left out, all of the account's channels are offered.

Source: API reference, Create invoice, line 2824.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_methods: Option<Vec<String>>,
        /**Label of the merchant id at the acquiring bank, for credit card payments.

Source: API reference, Create invoice, line 2830.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub mid_label: Option<String>,
        /**Currency of the amount, such as IDR.

Source: API reference, Create invoice, line 2833.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub currency: Option<String>,
        /**Whether the payer keeps one virtual account number.

*the server's default is `false`*

Source: API reference, Create invoice, line 2837.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fixed_va: Option<bool>,
        /**Whether taxes are left out. Only the Java sample has it.

Source: API reference, Create invoice, line 2781.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub should_exclude_taxes: Option<bool>,
        /**Whether fees are left out. Only the Java sample has it.

Source: API reference, Create invoice, line 2781.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub should_exclude_fees: Option<bool>,
    }
    impl CreateInvoiceRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The merchant's own id of the invoice.

*required; not empty*

Source: API reference, Create invoice, line 2793; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**E-mail address of the payer. The table requires it; the server was seen to take invoices without it.

*required, not enforced; not empty; an e-mail address*

Source: API reference, Create invoice, line 2796; `minLength`: observed.*/
        pub fn payer_email(mut self, value: impl Into<String>) -> Self {
            self.payer_email = Some(value.into());
            self
        }
        #[must_use]
        ///[`payer_email`](Self::payer_email), if there is a value.
        pub fn maybe_payer_email(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.payer_email(value),
                None => self,
            }
        }
        #[must_use]
        /**What the invoice is for. The table requires it; the server was seen to take invoices without it.

*required, not enforced; not empty*

Source: API reference, Create invoice, line 2799; `minLength`: observed.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.description = Some(value.into());
            self
        }
        #[must_use]
        ///[`description`](Self::description), if there is a value.
        pub fn maybe_description(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.description(value),
                None => self,
            }
        }
        #[must_use]
        /**Amount to pay, in rupiah, from 10000 to 1000000000. An account with retail outlets is refused more than 5000000.

*required; 10000 to 1000000000*

Source: API reference, Create invoice, line 2802; `maximum`: 2949.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**Whether the payer gets an e-mail when the invoice is created, is paid or expires.

*the server's default is `false`*

Source: API reference, Create invoice, line 2805.*/
        pub fn should_send_email(mut self, value: impl Into<bool>) -> Self {
            self.should_send_email = Some(value.into());
            self
        }
        #[must_use]
        ///[`should_send_email`](Self::should_send_email), if there is a value.
        pub fn maybe_should_send_email(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_send_email(value),
                None => self,
            }
        }
        #[must_use]
        /**Id of a fixed virtual account, as its creation answered it, into which the invoice may be paid.

Source: API reference, Create invoice, line 2810.*/
        pub fn callback_virtual_account_id(mut self, value: impl Into<String>) -> Self {
            self.callback_virtual_account_id = Some(value.into());
            self
        }
        #[must_use]
        ///[`callback_virtual_account_id`](Self::callback_virtual_account_id), if there is a value.
        pub fn maybe_callback_virtual_account_id(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.callback_virtual_account_id(value),
                None => self,
            }
        }
        #[must_use]
        /**Time left to pay until the invoice expires, in seconds. The server was seen to refuse zero.

*greater than 0*

Source: API reference, Create invoice, line 2813; `minimum`: observed.*/
        pub fn invoice_duration(mut self, value: impl crate::IntoSeconds) -> Self {
            self.invoice_duration = Some(value.into_seconds());
            self
        }
        #[must_use]
        ///[`invoice_duration`](Self::invoice_duration), if there is a value.
        pub fn maybe_invoice_duration(
            self,
            value: Option<impl crate::IntoSeconds>,
        ) -> Self {
            match value {
                Some(value) => self.invoice_duration(value),
                None => self,
            }
        }
        #[must_use]
        /**Where the payer is sent after payment.

Source: API reference, Create invoice, line 2816.*/
        pub fn success_redirect_url(mut self, value: impl Into<String>) -> Self {
            self.success_redirect_url = Some(value.into());
            self
        }
        #[must_use]
        ///[`success_redirect_url`](Self::success_redirect_url), if there is a value.
        pub fn maybe_success_redirect_url(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.success_redirect_url(value),
                None => self,
            }
        }
        #[must_use]
        /**Where the payer is sent when the invoice has expired.

Source: API reference, Create invoice, line 2820.*/
        pub fn failure_redirect_url(mut self, value: impl Into<String>) -> Self {
            self.failure_redirect_url = Some(value.into());
            self
        }
        #[must_use]
        ///[`failure_redirect_url`](Self::failure_redirect_url), if there is a value.
        pub fn maybe_failure_redirect_url(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.failure_redirect_url(value),
                None => self,
            }
        }
        #[must_use]
        /**Payment channels to offer, among those of the account: banks (BCA, BNI, BRI, MANDIRI, PERMATA), ALFAMART, OVO or CREDIT_CARD, for example. Left out, all of the account's channels are offered.

Source: API reference, Create invoice, line 2824.*/
        pub fn payment_methods(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.payment_methods = Some(value.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        ///[`payment_methods`](Self::payment_methods), if there is a value.
        pub fn maybe_payment_methods(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.payment_methods(value),
                None => self,
            }
        }
        #[must_use]
        /**Label of the merchant id at the acquiring bank, for credit card payments.

Source: API reference, Create invoice, line 2830.*/
        pub fn mid_label(mut self, value: impl Into<String>) -> Self {
            self.mid_label = Some(value.into());
            self
        }
        #[must_use]
        ///[`mid_label`](Self::mid_label), if there is a value.
        pub fn maybe_mid_label(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.mid_label(value),
                None => self,
            }
        }
        #[must_use]
        /**Currency of the amount, such as IDR.

Source: API reference, Create invoice, line 2833.*/
        pub fn currency(mut self, value: impl Into<String>) -> Self {
            self.currency = Some(value.into());
            self
        }
        #[must_use]
        ///[`currency`](Self::currency), if there is a value.
        pub fn maybe_currency(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.currency(value),
                None => self,
            }
        }
        #[must_use]
        /**Whether the payer keeps one virtual account number.

*the server's default is `false`*

Source: API reference, Create invoice, line 2837.*/
        pub fn fixed_va(mut self, value: impl Into<bool>) -> Self {
            self.fixed_va = Some(value.into());
            self
        }
        #[must_use]
        ///[`fixed_va`](Self::fixed_va), if there is a value.
        pub fn maybe_fixed_va(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.fixed_va(value),
                None => self,
            }
        }
        #[must_use]
        /**Whether taxes are left out. Only the Java sample has it.

Source: API reference, Create invoice, line 2781.*/
        pub fn should_exclude_taxes(mut self, value: impl Into<bool>) -> Self {
            self.should_exclude_taxes = Some(value.into());
            self
        }
        #[must_use]
        ///[`should_exclude_taxes`](Self::should_exclude_taxes), if there is a value.
        pub fn maybe_should_exclude_taxes(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_exclude_taxes(value),
                None => self,
            }
        }
        #[must_use]
        /**Whether fees are left out. Only the Java sample has it.

Source: API reference, Create invoice, line 2781.*/
        pub fn should_exclude_fees(mut self, value: impl Into<bool>) -> Self {
            self.should_exclude_fees = Some(value.into());
            self
        }
        #[must_use]
        ///[`should_exclude_fees`](Self::should_exclude_fees), if there is a value.
        pub fn maybe_should_exclude_fees(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_exclude_fees(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        CreateInvoiceRequest { "external_id" => external_id, "payer_email" =>
        payer_email, "description" => description, "amount" => amount,
        "should_send_email" => should_send_email, "callback_virtual_account_id" =>
        callback_virtual_account_id, "invoice_duration" => invoice_duration,
        "success_redirect_url" => success_redirect_url, "failure_redirect_url" =>
        failure_redirect_url, "payment_methods" => payment_methods, "mid_label" =>
        mid_label, "currency" => currency, "fixed_va" => fixed_va, "should_exclude_taxes"
        => should_exclude_taxes, "should_exclude_fees" => should_exclude_fees }
    );
    /**An invoice with its payment options and, once paid, how it was paid.

Source: API reference, Create invoice, line 2843.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct Invoice {
        /**Id of the invoice, given by the vendor.

*promised by the document*

Source: API reference, Create invoice, line 2904.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Id of the merchant's business at the vendor.

*promised by the document*

Source: API reference, Create invoice, line 2905.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_id: Option<String>,
        /**The merchant's own id of the invoice.

*promised by the document*

Source: API reference, Create invoice, line 2906.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**How far the payment of the invoice is.

*promised by the document*

Source: API reference, Create invoice, line 2907.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<InvoiceStatus>,
        /**Name of the merchant's company or website.

*promised by the document*

Source: API reference, Create invoice, line 2908.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_name: Option<String>,
        /**Address of the merchant's profile picture.

*promised by the document*

Source: API reference, Create invoice, line 2909.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_profile_picture_url: Option<String>,
        /**Amount of the invoice.

*promised by the document*

Source: API reference, Create invoice, line 2910.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**E-mail address of the payer, as given when the invoice was created.

*promised by the document; an e-mail address*

Source: API reference, Create invoice, line 2911.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payer_email: Option<String>,
        /**What the invoice is for, as given when it was created.

*promised by the document*

Source: API reference, Create invoice, line 2912.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**Address of the vendor's public payment page for this invoice.

*promised by the document*

Source: API reference, Create invoice, line 2913.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub invoice_url: Option<String>,
        /**When the invoice expires; by default 24 hours after its creation.

*promised by the document*

Source: API reference, Create invoice, line 2914.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiry_date: Option<crate::Timestamp>,
        /**Banks at which the invoice can be paid, as set for the account.

*promised by the document*

Source: API reference, Create invoice, line 2915.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub available_banks: Option<Vec<AvailableBank>>,
        /**Retail outlets at which the invoice can be paid, as set for the account.

Source: API reference, Create invoice, line 2922.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub available_retail_outlets: Option<Vec<AvailableRetailOutlet>>,
        /**E-wallets with which the invoice can be paid. Only the example of the list has it, empty.

Source: API reference, List all invoice, line 3333.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub available_ewallets: Option<Vec<crate::RawJson>>,
        /**Whether the payment page leaves out credit cards.

*promised by the document*

Source: API reference, Create invoice, line 2927.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub should_exclude_credit_card: Option<bool>,
        /**Whether the payer gets an e-mail when the invoice is created, is paid or expires.

*promised by the document*

Source: API reference, Create invoice, line 2928.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub should_send_email: Option<bool>,
        /**When the invoice was created.

*promised by the document*

Source: API reference, Create invoice, line 2929.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**When the invoice was last changed.

*promised by the document*

Source: API reference, Create invoice, line 2930.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**Label of the merchant id at the acquiring bank; there if it was given at the creation.

Source: API reference, Create invoice, line 2931.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub mid_label: Option<String>,
        /**Currency of the amount; there if it was given at the creation.

Source: API reference, Create invoice, line 2932.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub currency: Option<String>,
        /**Whether the payer keeps one virtual account number.

Source: API reference, Create invoice, line 2933.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fixed_va: Option<bool>,
        /**Where the payer is sent after payment; there if it was given at the creation. A URL, which the example prints without a scheme.

Source: API reference, Get an invoice, line 3128.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub success_redirect_url: Option<String>,
        /**Where the payer is sent when the invoice has expired; there if it was given at the creation. A URL, which the example prints without a scheme.

Source: API reference, Get an invoice, line 3129.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_redirect_url: Option<String>,
        /**When the invoice was paid; there once it is paid.

Source: API reference, Get an invoice, line 3130.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub paid_at: Option<crate::Timestamp>,
        /**Id of the credit card charge; there once the invoice is paid by credit card.

Source: API reference, Get an invoice, line 3131.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credit_card_charge_id: Option<String>,
        /**Kind of payment; there once the invoice is paid, such as BANK_TRANSFER, CREDIT_CARD, RETAIL_OUTLET or EWALLET.

Source: API reference, Get an invoice, line 3132.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_method: Option<String>,
        /**Channel of the payment, for example a bank (BCA, BNI, BRI, MANDIRI, PERMATA), ALFAMART, CREDIT_CARD or OVO; there once the invoice is paid.

Source: API reference, Get an invoice, line 3135.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_channel: Option<String>,
        /**Where the money went, a virtual account number or the payment code of a retail outlet; there once the invoice is paid, except by card or e-wallet.

Source: API reference, Get an invoice, line 3139.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_destination: Option<crate::Secret>,
        /**Amount that was paid. Only the example of the list has it.

Source: API reference, List all invoice, line 3347.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub paid_amount: Option<crate::Amount>,
        /**Bank at which the invoice was paid. Only the example of the list has it.

Source: API reference, List all invoice, line 3348.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<InvoiceBankCode>,
        /**Amount that the merchant gets after fees. Only the example of the list has it.

Source: API reference, List all invoice, line 3384.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub adjusted_received_amount: Option<crate::Amount>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl Invoice {
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`user_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn user_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.user_id.as_deref(), "user_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&InvoiceStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`merchant_name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_name(&self) -> crate::Result<&str> {
            crate::decode::promised(self.merchant_name.as_deref(), "merchant_name")
        }
        /**`merchant_profile_picture_url`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_profile_picture_url(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.merchant_profile_picture_url.as_deref(),
                "merchant_profile_picture_url",
            )
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`payer_email`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payer_email(&self) -> crate::Result<&str> {
            crate::decode::promised(self.payer_email.as_deref(), "payer_email")
        }
        /**`description`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn description(&self) -> crate::Result<&str> {
            crate::decode::promised(self.description.as_deref(), "description")
        }
        /**`invoice_url`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn invoice_url(&self) -> crate::Result<&str> {
            crate::decode::promised(self.invoice_url.as_deref(), "invoice_url")
        }
        /**`expiry_date`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn expiry_date(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.expiry_date.as_ref(), "expiry_date")
        }
        /**`available_banks`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn available_banks(&self) -> crate::Result<&[AvailableBank]> {
            crate::decode::promised(self.available_banks.as_deref(), "available_banks")
        }
        /**`should_exclude_credit_card`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn should_exclude_credit_card(&self) -> crate::Result<bool> {
            crate::decode::promised(
                self.should_exclude_credit_card,
                "should_exclude_credit_card",
            )
        }
        /**`should_send_email`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn should_send_email(&self) -> crate::Result<bool> {
            crate::decode::promised(self.should_send_email, "should_send_email")
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
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        Invoice { "id" => id, "user_id" => user_id, "external_id" => external_id,
        "status" => status, "merchant_name" => merchant_name,
        "merchant_profile_picture_url" => merchant_profile_picture_url, "amount" =>
        amount, "payer_email" => payer_email, "description" => description, "invoice_url"
        => invoice_url, "expiry_date" => expiry_date, "available_banks" =>
        available_banks, "available_retail_outlets" => available_retail_outlets,
        "available_ewallets" => available_ewallets, "should_exclude_credit_card" =>
        should_exclude_credit_card, "should_send_email" => should_send_email, "created"
        => created, "updated" => updated, "mid_label" => mid_label, "currency" =>
        currency, "fixed_va" => fixed_va, "success_redirect_url" => success_redirect_url,
        "failure_redirect_url" => failure_redirect_url, "paid_at" => paid_at,
        "credit_card_charge_id" => credit_card_charge_id, "payment_method" =>
        payment_method, "payment_channel" => payment_channel, "payment_destination" =>
        payment_destination, "paid_amount" => paid_amount, "bank_code" => bank_code,
        "adjusted_received_amount" => adjusted_received_amount }, extra
    );
    /**A bank at which the invoice can be paid, with the virtual account to pay into.

Source: API reference, Create invoice, line 2859.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct AvailableBank {
        /**The bank.

*promised by the document*

Source: API reference, Create invoice, line 2916.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<InvoiceBankCode>,
        /**Kind of virtual account, such as POOL.

*promised by the document*

Source: API reference, Create invoice, line 2917.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub collection_type: Option<String>,
        /**Number of the account to pay into.

*promised by the document*

Source: API reference, Create invoice, line 2918.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_account_number: Option<crate::Secret>,
        /**Amount to transfer.

*promised by the document*

Source: API reference, Create invoice, line 2919.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transfer_amount: Option<crate::Amount>,
        /**Kind of bank account, such as Virtual Account.

Source: API reference, Create invoice, line 2920.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_branch: Option<String>,
        /**Name of the holder of the bank account.

Source: API reference, Create invoice, line 2921.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_holder_name: Option<String>,
        /**Always 0 in the examples; no table explains it.

Source: API reference, Create invoice, line 2867.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub identity_amount: Option<crate::Amount>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl AvailableBank {
        /**`bank_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn bank_code(&self) -> crate::Result<&InvoiceBankCode> {
            crate::decode::promised(self.bank_code.as_ref(), "bank_code")
        }
        /**`collection_type`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn collection_type(&self) -> crate::Result<&str> {
            crate::decode::promised(self.collection_type.as_deref(), "collection_type")
        }
        /**`bank_account_number`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn bank_account_number(&self) -> crate::Result<&crate::Secret> {
            crate::decode::promised(
                self.bank_account_number.as_ref(),
                "bank_account_number",
            )
        }
        /**`transfer_amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transfer_amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.transfer_amount, "transfer_amount")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        AvailableBank { "bank_code" => bank_code, "collection_type" => collection_type,
        "bank_account_number" => bank_account_number, "transfer_amount" =>
        transfer_amount, "bank_branch" => bank_branch, "account_holder_name" =>
        account_holder_name, "identity_amount" => identity_amount }, extra
    );
    /**A retail outlet at which the invoice can be paid, with the code to name at the cashier.

Source: API reference, Create invoice, line 2888.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct AvailableRetailOutlet {
        /**Name of the retail outlet, such as ALFAMART.

*promised by the document*

Source: API reference, Create invoice, line 2923.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub retail_outlet_name: Option<String>,
        /**Code to pay with at the retail outlet.

*promised by the document*

Source: API reference, Create invoice, line 2924.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_code: Option<String>,
        /**Amount to pay.

*promised by the document*

Source: API reference, Create invoice, line 2925.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transfer_amount: Option<crate::Amount>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl AvailableRetailOutlet {
        /**`retail_outlet_name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn retail_outlet_name(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.retail_outlet_name.as_deref(),
                "retail_outlet_name",
            )
        }
        /**`payment_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payment_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.payment_code.as_deref(), "payment_code")
        }
        /**`transfer_amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn transfer_amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.transfer_amount, "transfer_amount")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        AvailableRetailOutlet { "retail_outlet_name" => retail_outlet_name,
        "payment_code" => payment_code, "transfer_amount" => transfer_amount }, extra
    );
    /**What the vendor sends when an invoice is paid or has expired, whatever the payment method.

Source: API reference, Invoice callback, line 3505.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct InvoiceCallback {
        /**Id of the invoice, given by the vendor.

*promised by the document*

Source: API reference, Invoice callback, line 3562.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Id of the merchant's business at the vendor.

*promised by the document*

Source: API reference, Invoice callback, line 3563.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_id: Option<String>,
        /**The merchant's own id of the invoice.

*promised by the document*

Source: API reference, Invoice callback, line 3564.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Whether unique numbers go above the amount rather than below it.

*promised by the document*

Source: API reference, Invoice callback, line 3565.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_high: Option<bool>,
        /**Name of the merchant's company or website.

*promised by the document*

Source: API reference, Invoice callback, line 3566.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_name: Option<String>,
        /**Amount of the invoice, without taxes and fees.

*promised by the document*

Source: API reference, Invoice callback, line 3567.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**What happened to the invoice.

*promised by the document*

Source: API reference, Invoice callback, line 3568.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<InvoiceStatus>,
        /**E-mail address of the payer, as given when the invoice was created.

*promised by the document; an e-mail address*

Source: API reference, Invoice callback, line 3570.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payer_email: Option<String>,
        /**What the invoice is for, as given when it was created.

*promised by the document*

Source: API reference, Invoice callback, line 3571.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**Vendor's fees that were paid from this invoice directly.

Source: API reference, Invoice callback, line 3572.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fees_paid_amount: Option<crate::Amount>,
        /**Amount that the merchant gets after fees.

*promised by the document*

Source: API reference, Invoice callback, line 3573.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub adjusted_received_amount: Option<crate::Amount>,
        /**Code of the bank that received the payment, such as MANDIRI; only if payment_method is POOL.

Source: API reference, Invoice callback, line 3574.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Code of the retail outlet that received the payment, such as ALFAMART; only if payment_method is RETAIL_OUTLET.

Source: API reference, Invoice callback, line 3578.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub retail_outlet_name: Option<String>,
        /**Code of the e-wallet that received the payment, such as OVO; only if payment_method is EWALLET.

Source: API reference, Invoice callback, line 3582.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<String>,
        /**Link from which the invoice was created; only for invoices of on-demand links.

Source: API reference, Invoice callback, line 3586.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub on_demand_link: Option<String>,
        /**Id of the recurring payment that created the invoice; only for invoices of recurring payments.

Source: API reference, Invoice callback, line 3589.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub recurring_payment_id: Option<String>,
        /**Amount that was paid in all.

*promised by the document*

Source: API reference, Invoice callback, line 3592.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub paid_amount: Option<crate::Amount>,
        /**When the invoice was last changed.

*promised by the document*

Source: API reference, Invoice callback, line 3593.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**When the invoice was created.

*promised by the document*

Source: API reference, Invoice callback, line 3594.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**Label of the merchant id at the acquiring bank; there if it was given at the creation.

Source: API reference, Invoice callback, line 3595.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub mid_label: Option<String>,
        /**Currency of the amount; there if it was given at the creation.

Source: API reference, Invoice callback, line 3596.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub currency: Option<String>,
        /**Where the payer is sent after payment; there if it was given at the creation. A URL, which an answer was documented to print without a scheme.

Source: API reference, Invoice callback, line 3597.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub success_redirect_url: Option<String>,
        /**Where the payer is sent when the invoice has expired; there if it was given at the creation. A URL, which an answer was documented to print without a scheme.

Source: API reference, Invoice callback, line 3598.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_redirect_url: Option<String>,
        /**When the invoice was paid; there once it is paid.

Source: API reference, Invoice callback, line 3599.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub paid_at: Option<crate::Timestamp>,
        /**Id of the credit card charge; there once the invoice is paid by credit card.

Source: API reference, Invoice callback, line 3600.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credit_card_charge_id: Option<String>,
        /**Kind of payment; there once the invoice is paid.

Source: API reference, Invoice callback, line 3601.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_method: Option<InvoiceCallbackPaymentMethod>,
        /**Channel of the payment, for example a bank (BCA, BNI, BRI, MANDIRI, PERMATA), ALFAMART, CREDIT_CARD or OVO; there once the invoice is paid.

Source: API reference, Invoice callback, line 3604.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_channel: Option<String>,
        /**Where the money went, a virtual account number or the payment code of a retail outlet; there once the invoice is paid, except by card or e-wallet.

Source: API reference, Invoice callback, line 3608.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_destination: Option<crate::Secret>,
        /**Vendor's fee after adjustment. Only the Java sample has it.

Source: API reference, Invoice callback, line 3473.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub adjusted_xendit_fee_amount: Option<crate::Amount>,
        /**Vendor's fee. Only the Java sample has it.

Source: API reference, Invoice callback, line 3485.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub xendit_fee_amount: Option<crate::Amount>,
        /**Amount received. Only the Java sample has it.

Source: API reference, Invoice callback, line 3486.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub received_amount: Option<crate::Amount>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl InvoiceCallback {
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`user_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn user_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.user_id.as_deref(), "user_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`is_high`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn is_high(&self) -> crate::Result<bool> {
            crate::decode::promised(self.is_high, "is_high")
        }
        /**`merchant_name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_name(&self) -> crate::Result<&str> {
            crate::decode::promised(self.merchant_name.as_deref(), "merchant_name")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&InvoiceStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`payer_email`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payer_email(&self) -> crate::Result<&str> {
            crate::decode::promised(self.payer_email.as_deref(), "payer_email")
        }
        /**`description`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn description(&self) -> crate::Result<&str> {
            crate::decode::promised(self.description.as_deref(), "description")
        }
        /**`adjusted_received_amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn adjusted_received_amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(
                self.adjusted_received_amount,
                "adjusted_received_amount",
            )
        }
        /**`paid_amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn paid_amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.paid_amount, "paid_amount")
        }
        /**`updated`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn updated(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.updated.as_ref(), "updated")
        }
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        InvoiceCallback { "id" => id, "user_id" => user_id, "external_id" => external_id,
        "is_high" => is_high, "merchant_name" => merchant_name, "amount" => amount,
        "status" => status, "payer_email" => payer_email, "description" => description,
        "fees_paid_amount" => fees_paid_amount, "adjusted_received_amount" =>
        adjusted_received_amount, "bank_code" => bank_code, "retail_outlet_name" =>
        retail_outlet_name, "ewallet_type" => ewallet_type, "on_demand_link" =>
        on_demand_link, "recurring_payment_id" => recurring_payment_id, "paid_amount" =>
        paid_amount, "updated" => updated, "created" => created, "mid_label" =>
        mid_label, "currency" => currency, "success_redirect_url" =>
        success_redirect_url, "failure_redirect_url" => failure_redirect_url, "paid_at"
        => paid_at, "credit_card_charge_id" => credit_card_charge_id, "payment_method" =>
        payment_method, "payment_channel" => payment_channel, "payment_destination" =>
        payment_destination, "adjusted_xendit_fee_amount" => adjusted_xendit_fee_amount,
        "xendit_fee_amount" => xendit_fee_amount, "received_amount" => received_amount },
        extra
    );
    /**The invoice callback for an invoice of a recurring payment. It has the fields of InvoiceCallback, and always the id of the recurring payment.

Source: API reference, Recurring Callback, line 4146.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct RecurringInvoiceCallback {
        /**Id of the invoice, given by the vendor.

*promised by the document*

Source: API reference, Invoice callback, line 3562.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Id of the merchant's business at the vendor.

*promised by the document*

Source: API reference, Invoice callback, line 3563.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_id: Option<String>,
        /**The merchant's own id of the invoice.

*promised by the document*

Source: API reference, Invoice callback, line 3564.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Whether unique numbers go above the amount rather than below it.

*promised by the document*

Source: API reference, Invoice callback, line 3565.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_high: Option<bool>,
        /**Name of the merchant's company or website.

*promised by the document*

Source: API reference, Invoice callback, line 3566.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_name: Option<String>,
        /**Amount of the invoice, without taxes and fees.

*promised by the document*

Source: API reference, Invoice callback, line 3567.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**What happened to the invoice.

*promised by the document*

Source: API reference, Invoice callback, line 3568.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<InvoiceStatus>,
        /**E-mail address of the payer, as given when the invoice was created.

*promised by the document; an e-mail address*

Source: API reference, Invoice callback, line 3570.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payer_email: Option<String>,
        /**What the invoice is for, as given when it was created.

*promised by the document*

Source: API reference, Invoice callback, line 3571.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**Vendor's fees that were paid from this invoice directly.

Source: API reference, Invoice callback, line 3572.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fees_paid_amount: Option<crate::Amount>,
        /**Amount that the merchant gets after fees.

*promised by the document*

Source: API reference, Invoice callback, line 3573.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub adjusted_received_amount: Option<crate::Amount>,
        /**Code of the bank that received the payment, such as MANDIRI; only if payment_method is POOL.

Source: API reference, Invoice callback, line 3574.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Code of the retail outlet that received the payment, such as ALFAMART; only if payment_method is RETAIL_OUTLET.

Source: API reference, Invoice callback, line 3578.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub retail_outlet_name: Option<String>,
        /**Code of the e-wallet that received the payment, such as OVO; only if payment_method is EWALLET.

Source: API reference, Invoice callback, line 3582.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ewallet_type: Option<String>,
        /**Link from which the invoice was created; only for invoices of on-demand links.

Source: API reference, Invoice callback, line 3586.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub on_demand_link: Option<String>,
        /**Id of the recurring payment that created the invoice.

*promised by the document*

Source: API reference, Recurring Callback, line 4153.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub recurring_payment_id: Option<String>,
        /**Amount that was paid in all.

*promised by the document*

Source: API reference, Invoice callback, line 3592.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub paid_amount: Option<crate::Amount>,
        /**When the invoice was last changed.

*promised by the document*

Source: API reference, Invoice callback, line 3593.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**When the invoice was created.

*promised by the document*

Source: API reference, Invoice callback, line 3594.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**Label of the merchant id at the acquiring bank; there if it was given at the creation.

Source: API reference, Invoice callback, line 3595.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub mid_label: Option<String>,
        /**Currency of the amount; there if it was given at the creation.

Source: API reference, Invoice callback, line 3596.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub currency: Option<String>,
        /**Where the payer is sent after payment; there if it was given at the creation. A URL, which an answer was documented to print without a scheme.

Source: API reference, Invoice callback, line 3597.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub success_redirect_url: Option<String>,
        /**Where the payer is sent when the invoice has expired; there if it was given at the creation. A URL, which an answer was documented to print without a scheme.

Source: API reference, Invoice callback, line 3598.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_redirect_url: Option<String>,
        /**When the invoice was paid; there once it is paid.

Source: API reference, Invoice callback, line 3599.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub paid_at: Option<crate::Timestamp>,
        /**Id of the credit card charge; there once the invoice is paid by credit card.

Source: API reference, Invoice callback, line 3600.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credit_card_charge_id: Option<String>,
        /**Kind of payment; there once the invoice is paid.

Source: API reference, Invoice callback, line 3601.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_method: Option<InvoiceCallbackPaymentMethod>,
        /**Channel of the payment, for example a bank (BCA, BNI, BRI, MANDIRI, PERMATA), ALFAMART, CREDIT_CARD or OVO; there once the invoice is paid.

Source: API reference, Invoice callback, line 3604.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_channel: Option<String>,
        /**Where the money went, a virtual account number or the payment code of a retail outlet; there once the invoice is paid, except by card or e-wallet.

Source: API reference, Invoice callback, line 3608.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_destination: Option<crate::Secret>,
        /**Vendor's fee after adjustment. Only the Java sample has it.

Source: API reference, Invoice callback, line 3473.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub adjusted_xendit_fee_amount: Option<crate::Amount>,
        /**Vendor's fee. Only the Java sample has it.

Source: API reference, Invoice callback, line 3485.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub xendit_fee_amount: Option<crate::Amount>,
        /**Amount received. Only the Java sample has it.

Source: API reference, Invoice callback, line 3486.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub received_amount: Option<crate::Amount>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl RecurringInvoiceCallback {
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`user_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn user_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.user_id.as_deref(), "user_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`is_high`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn is_high(&self) -> crate::Result<bool> {
            crate::decode::promised(self.is_high, "is_high")
        }
        /**`merchant_name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_name(&self) -> crate::Result<&str> {
            crate::decode::promised(self.merchant_name.as_deref(), "merchant_name")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&InvoiceStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`payer_email`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payer_email(&self) -> crate::Result<&str> {
            crate::decode::promised(self.payer_email.as_deref(), "payer_email")
        }
        /**`description`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn description(&self) -> crate::Result<&str> {
            crate::decode::promised(self.description.as_deref(), "description")
        }
        /**`adjusted_received_amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn adjusted_received_amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(
                self.adjusted_received_amount,
                "adjusted_received_amount",
            )
        }
        /**`recurring_payment_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn recurring_payment_id(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.recurring_payment_id.as_deref(),
                "recurring_payment_id",
            )
        }
        /**`paid_amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn paid_amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.paid_amount, "paid_amount")
        }
        /**`updated`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn updated(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.updated.as_ref(), "updated")
        }
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        RecurringInvoiceCallback { "id" => id, "user_id" => user_id, "external_id" =>
        external_id, "is_high" => is_high, "merchant_name" => merchant_name, "amount" =>
        amount, "status" => status, "payer_email" => payer_email, "description" =>
        description, "fees_paid_amount" => fees_paid_amount, "adjusted_received_amount"
        => adjusted_received_amount, "bank_code" => bank_code, "retail_outlet_name" =>
        retail_outlet_name, "ewallet_type" => ewallet_type, "on_demand_link" =>
        on_demand_link, "recurring_payment_id" => recurring_payment_id, "paid_amount" =>
        paid_amount, "updated" => updated, "created" => created, "mid_label" =>
        mid_label, "currency" => currency, "success_redirect_url" =>
        success_redirect_url, "failure_redirect_url" => failure_redirect_url, "paid_at"
        => paid_at, "credit_card_charge_id" => credit_card_charge_id, "payment_method" =>
        payment_method, "payment_channel" => payment_channel, "payment_destination" =>
        payment_destination, "adjusted_xendit_fee_amount" => adjusted_xendit_fee_amount,
        "xendit_fee_amount" => xendit_fee_amount, "received_amount" => received_amount },
        extra
    );
    /**The plan of a recurring payment.

Source: API reference, Create a Recurring Payment, line 3624.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateRecurringPaymentRequest {
        /**Your own id of the recurring payment.

*required; not empty*

Source: API reference, Create a Recurring Payment, line 3654; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**E-mail address of the customer who is charged.

*required; not empty; an e-mail address*

Source: API reference, Create a Recurring Payment, line 3657; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payer_email: Option<String>,
        /**What the customer pays for, shown on the recurring payment and on its invoices.

*required; not empty*

Source: API reference, Create a Recurring Payment, line 3660; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**Amount of each invoice in IDR, 10000 to 1000000000.

*required; 10000 to 1000000000*

Source: API reference, Create a Recurring Payment, line 3663.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Unit of time between two invoices.

*required*

Source: API reference, Create a Recurring Payment, line 3667.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub interval: Option<RecurringInterval>,
        /**How many intervals lie between two invoices; MONTH and 3 bill every three months.

*required*

Source: API reference, Create a Recurring Payment, line 3670.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub interval_count: Option<i64>,
        /**How many times the customer is charged in all, the first one included.

Source: API reference, Create a Recurring Payment, line 3673.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total_recurrence: Option<i64>,
        /**Seconds until each invoice expires, less than the time between two invoices. Without it the default of the business applies.

Source: API reference, Create a Recurring Payment, line 3676.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub invoice_duration: Option<crate::Seconds>,
        /**Whether the customer gets an e-mail when an invoice is created, paid or expired.

*the server's default is `false`*

Source: API reference, Create a Recurring Payment, line 3681.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub should_send_email: Option<bool>,
        /**What happens when an invoice expires unpaid.

*the server's default is `"IGNORE"`*

Source: API reference, Create a Recurring Payment, line 3686.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub missed_payment_action: Option<MissedPaymentAction>,
        /**Multiple-use card token that is charged by itself. Without it nothing is charged automatically; a failed charge does not remove it.

Source: API reference, Create a Recurring Payment, line 3691.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credit_card_token: Option<String>,
        /**When the first invoice is issued; at once if left out.

Source: API reference, Create a Recurring Payment, line 3694.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub start_date: Option<crate::Timestamp>,
        /**Where the customer is sent after paying an invoice.

Source: API reference, Create a Recurring Payment, line 3697.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub success_redirect_url: Option<String>,
        /**Where the customer is sent when an invoice has expired.

Source: API reference, Create a Recurring Payment, line 3701.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_redirect_url: Option<String>,
        /**Whether the card that the customer enters on an invoice is kept and charged automatically from then on.

*the server's default is `true`*

Source: API reference, Create a Recurring Payment, line 3705.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub recharge: Option<bool>,
        /**Together with `start_date`, whether a first invoice is issued at once. The next one follows at `start_date`, the others at the interval counted from there.

Source: API reference, Create a Recurring Payment, line 3709.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub charge_immediately: Option<bool>,
    }
    impl CreateRecurringPaymentRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**Your own id of the recurring payment.

*required; not empty*

Source: API reference, Create a Recurring Payment, line 3654; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**E-mail address of the customer who is charged.

*required; not empty; an e-mail address*

Source: API reference, Create a Recurring Payment, line 3657; `minLength`: observed.*/
        pub fn payer_email(mut self, value: impl Into<String>) -> Self {
            self.payer_email = Some(value.into());
            self
        }
        #[must_use]
        /**What the customer pays for, shown on the recurring payment and on its invoices.

*required; not empty*

Source: API reference, Create a Recurring Payment, line 3660; `minLength`: observed.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.description = Some(value.into());
            self
        }
        #[must_use]
        /**Amount of each invoice in IDR, 10000 to 1000000000.

*required; 10000 to 1000000000*

Source: API reference, Create a Recurring Payment, line 3663.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**Unit of time between two invoices.

*required*

Source: API reference, Create a Recurring Payment, line 3667.*/
        pub fn interval(mut self, value: impl Into<RecurringInterval>) -> Self {
            self.interval = Some(value.into());
            self
        }
        #[must_use]
        /**How many intervals lie between two invoices; MONTH and 3 bill every three months.

*required*

Source: API reference, Create a Recurring Payment, line 3670.*/
        pub fn interval_count(mut self, value: impl crate::IntoCount) -> Self {
            self.interval_count = Some(value.into_count());
            self
        }
        #[must_use]
        /**How many times the customer is charged in all, the first one included.

Source: API reference, Create a Recurring Payment, line 3673.*/
        pub fn total_recurrence(mut self, value: impl crate::IntoCount) -> Self {
            self.total_recurrence = Some(value.into_count());
            self
        }
        #[must_use]
        ///[`total_recurrence`](Self::total_recurrence), if there is a value.
        pub fn maybe_total_recurrence(
            self,
            value: Option<impl crate::IntoCount>,
        ) -> Self {
            match value {
                Some(value) => self.total_recurrence(value),
                None => self,
            }
        }
        #[must_use]
        /**Seconds until each invoice expires, less than the time between two invoices. Without it the default of the business applies.

Source: API reference, Create a Recurring Payment, line 3676.*/
        pub fn invoice_duration(mut self, value: impl crate::IntoSeconds) -> Self {
            self.invoice_duration = Some(value.into_seconds());
            self
        }
        #[must_use]
        ///[`invoice_duration`](Self::invoice_duration), if there is a value.
        pub fn maybe_invoice_duration(
            self,
            value: Option<impl crate::IntoSeconds>,
        ) -> Self {
            match value {
                Some(value) => self.invoice_duration(value),
                None => self,
            }
        }
        #[must_use]
        /**Whether the customer gets an e-mail when an invoice is created, paid or expired.

*the server's default is `false`*

Source: API reference, Create a Recurring Payment, line 3681.*/
        pub fn should_send_email(mut self, value: impl Into<bool>) -> Self {
            self.should_send_email = Some(value.into());
            self
        }
        #[must_use]
        ///[`should_send_email`](Self::should_send_email), if there is a value.
        pub fn maybe_should_send_email(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_send_email(value),
                None => self,
            }
        }
        #[must_use]
        /**What happens when an invoice expires unpaid.

*the server's default is `"IGNORE"`*

Source: API reference, Create a Recurring Payment, line 3686.*/
        pub fn missed_payment_action(
            mut self,
            value: impl Into<MissedPaymentAction>,
        ) -> Self {
            self.missed_payment_action = Some(value.into());
            self
        }
        #[must_use]
        ///[`missed_payment_action`](Self::missed_payment_action), if there is a value.
        pub fn maybe_missed_payment_action(
            self,
            value: Option<impl Into<MissedPaymentAction>>,
        ) -> Self {
            match value {
                Some(value) => self.missed_payment_action(value),
                None => self,
            }
        }
        #[must_use]
        /**Multiple-use card token that is charged by itself. Without it nothing is charged automatically; a failed charge does not remove it.

Source: API reference, Create a Recurring Payment, line 3691.*/
        pub fn credit_card_token(mut self, value: impl Into<String>) -> Self {
            self.credit_card_token = Some(value.into());
            self
        }
        #[must_use]
        ///[`credit_card_token`](Self::credit_card_token), if there is a value.
        pub fn maybe_credit_card_token(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.credit_card_token(value),
                None => self,
            }
        }
        #[must_use]
        /**When the first invoice is issued; at once if left out.

Source: API reference, Create a Recurring Payment, line 3694.*/
        pub fn start_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.start_date = Some(value.into());
            self
        }
        #[must_use]
        ///[`start_date`](Self::start_date), if there is a value.
        pub fn maybe_start_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.start_date(value),
                None => self,
            }
        }
        #[must_use]
        /**Where the customer is sent after paying an invoice.

Source: API reference, Create a Recurring Payment, line 3697.*/
        pub fn success_redirect_url(mut self, value: impl Into<String>) -> Self {
            self.success_redirect_url = Some(value.into());
            self
        }
        #[must_use]
        ///[`success_redirect_url`](Self::success_redirect_url), if there is a value.
        pub fn maybe_success_redirect_url(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.success_redirect_url(value),
                None => self,
            }
        }
        #[must_use]
        /**Where the customer is sent when an invoice has expired.

Source: API reference, Create a Recurring Payment, line 3701.*/
        pub fn failure_redirect_url(mut self, value: impl Into<String>) -> Self {
            self.failure_redirect_url = Some(value.into());
            self
        }
        #[must_use]
        ///[`failure_redirect_url`](Self::failure_redirect_url), if there is a value.
        pub fn maybe_failure_redirect_url(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.failure_redirect_url(value),
                None => self,
            }
        }
        #[must_use]
        /**Whether the card that the customer enters on an invoice is kept and charged automatically from then on.

*the server's default is `true`*

Source: API reference, Create a Recurring Payment, line 3705.*/
        pub fn recharge(mut self, value: impl Into<bool>) -> Self {
            self.recharge = Some(value.into());
            self
        }
        #[must_use]
        ///[`recharge`](Self::recharge), if there is a value.
        pub fn maybe_recharge(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.recharge(value),
                None => self,
            }
        }
        #[must_use]
        /**Together with `start_date`, whether a first invoice is issued at once. The next one follows at `start_date`, the others at the interval counted from there.

Source: API reference, Create a Recurring Payment, line 3709.*/
        pub fn charge_immediately(mut self, value: impl Into<bool>) -> Self {
            self.charge_immediately = Some(value.into());
            self
        }
        #[must_use]
        ///[`charge_immediately`](Self::charge_immediately), if there is a value.
        pub fn maybe_charge_immediately(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.charge_immediately(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        CreateRecurringPaymentRequest { "external_id" => external_id, "payer_email" =>
        payer_email, "description" => description, "amount" => amount, "interval" =>
        interval, "interval_count" => interval_count, "total_recurrence" =>
        total_recurrence, "invoice_duration" => invoice_duration, "should_send_email" =>
        should_send_email, "missed_payment_action" => missed_payment_action,
        "credit_card_token" => credit_card_token, "start_date" => start_date,
        "success_redirect_url" => success_redirect_url, "failure_redirect_url" =>
        failure_redirect_url, "recharge" => recharge, "charge_immediately" =>
        charge_immediately }
    );
    /**What changes in a recurring payment.

Source: API reference, Edit Recurring Payment, line 3890.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct EditRecurringPaymentRequest {
        /**New amount of each invoice in IDR, 10000 to 1000000000.

*10000 to 1000000000*

Source: API reference, Edit Recurring Payment, line 3907.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**New multiple-use card token that is charged by itself. Empty turns the automatic charge off; a failed charge does not remove it.

Source: API reference, Edit Recurring Payment, line 3911.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credit_card_token: Option<String>,
        /**New unit of time between two invoices.

Source: API reference, Edit Recurring Payment, line 3914.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub interval: Option<RecurringInterval>,
        /**New number of intervals between two invoices.

Source: API reference, Edit Recurring Payment, line 3917.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub interval_count: Option<i64>,
        /**Whether the customer gets an e-mail when an invoice is created, paid or expired.

Source: API reference, Edit Recurring Payment, line 3920.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub should_send_email: Option<bool>,
        /**Seconds until each invoice expires, less than the time between two invoices. Without it the default of the business applies.

Source: API reference, Edit Recurring Payment, line 3923.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub invoice_duration: Option<crate::Seconds>,
        /**What happens from now on when an invoice expires unpaid.

Source: API reference, Edit Recurring Payment, line 3928.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub missed_payment_action: Option<MissedPaymentAction>,
        /**New time of the next invoice, to judge by the name. Sent by other clients, in no document.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reschedule_at: Option<crate::Timestamp>,
        /**Id of a customer object. Sent by other clients, in no document.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub customer_id: Option<String>,
        /**Id of a payment method object. Sent by other clients, in no document.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_method_id: Option<String>,
    }
    impl EditRecurringPaymentRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**New amount of each invoice in IDR, 10000 to 1000000000.

*10000 to 1000000000*

Source: API reference, Edit Recurring Payment, line 3907.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        ///[`amount`](Self::amount), if there is a value.
        pub fn maybe_amount(self, value: Option<impl Into<crate::Amount>>) -> Self {
            match value {
                Some(value) => self.amount(value),
                None => self,
            }
        }
        #[must_use]
        /**New multiple-use card token that is charged by itself. Empty turns the automatic charge off; a failed charge does not remove it.

Source: API reference, Edit Recurring Payment, line 3911.*/
        pub fn credit_card_token(mut self, value: impl Into<String>) -> Self {
            self.credit_card_token = Some(value.into());
            self
        }
        #[must_use]
        ///[`credit_card_token`](Self::credit_card_token), if there is a value.
        pub fn maybe_credit_card_token(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.credit_card_token(value),
                None => self,
            }
        }
        #[must_use]
        /**New unit of time between two invoices.

Source: API reference, Edit Recurring Payment, line 3914.*/
        pub fn interval(mut self, value: impl Into<RecurringInterval>) -> Self {
            self.interval = Some(value.into());
            self
        }
        #[must_use]
        ///[`interval`](Self::interval), if there is a value.
        pub fn maybe_interval(
            self,
            value: Option<impl Into<RecurringInterval>>,
        ) -> Self {
            match value {
                Some(value) => self.interval(value),
                None => self,
            }
        }
        #[must_use]
        /**New number of intervals between two invoices.

Source: API reference, Edit Recurring Payment, line 3917.*/
        pub fn interval_count(mut self, value: impl crate::IntoCount) -> Self {
            self.interval_count = Some(value.into_count());
            self
        }
        #[must_use]
        ///[`interval_count`](Self::interval_count), if there is a value.
        pub fn maybe_interval_count(self, value: Option<impl crate::IntoCount>) -> Self {
            match value {
                Some(value) => self.interval_count(value),
                None => self,
            }
        }
        #[must_use]
        /**Whether the customer gets an e-mail when an invoice is created, paid or expired.

Source: API reference, Edit Recurring Payment, line 3920.*/
        pub fn should_send_email(mut self, value: impl Into<bool>) -> Self {
            self.should_send_email = Some(value.into());
            self
        }
        #[must_use]
        ///[`should_send_email`](Self::should_send_email), if there is a value.
        pub fn maybe_should_send_email(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_send_email(value),
                None => self,
            }
        }
        #[must_use]
        /**Seconds until each invoice expires, less than the time between two invoices. Without it the default of the business applies.

Source: API reference, Edit Recurring Payment, line 3923.*/
        pub fn invoice_duration(mut self, value: impl crate::IntoSeconds) -> Self {
            self.invoice_duration = Some(value.into_seconds());
            self
        }
        #[must_use]
        ///[`invoice_duration`](Self::invoice_duration), if there is a value.
        pub fn maybe_invoice_duration(
            self,
            value: Option<impl crate::IntoSeconds>,
        ) -> Self {
            match value {
                Some(value) => self.invoice_duration(value),
                None => self,
            }
        }
        #[must_use]
        /**What happens from now on when an invoice expires unpaid.

Source: API reference, Edit Recurring Payment, line 3928.*/
        pub fn missed_payment_action(
            mut self,
            value: impl Into<MissedPaymentAction>,
        ) -> Self {
            self.missed_payment_action = Some(value.into());
            self
        }
        #[must_use]
        ///[`missed_payment_action`](Self::missed_payment_action), if there is a value.
        pub fn maybe_missed_payment_action(
            self,
            value: Option<impl Into<MissedPaymentAction>>,
        ) -> Self {
            match value {
                Some(value) => self.missed_payment_action(value),
                None => self,
            }
        }
        #[must_use]
        /**New time of the next invoice, to judge by the name. Sent by other clients, in no document.

Observed; no document names it.*/
        pub fn reschedule_at(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.reschedule_at = Some(value.into());
            self
        }
        #[must_use]
        ///[`reschedule_at`](Self::reschedule_at), if there is a value.
        pub fn maybe_reschedule_at(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.reschedule_at(value),
                None => self,
            }
        }
        #[must_use]
        /**Id of a customer object. Sent by other clients, in no document.

Observed; no document names it.*/
        pub fn customer_id(mut self, value: impl Into<String>) -> Self {
            self.customer_id = Some(value.into());
            self
        }
        #[must_use]
        ///[`customer_id`](Self::customer_id), if there is a value.
        pub fn maybe_customer_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.customer_id(value),
                None => self,
            }
        }
        #[must_use]
        /**Id of a payment method object. Sent by other clients, in no document.

Observed; no document names it.*/
        pub fn payment_method_id(mut self, value: impl Into<String>) -> Self {
            self.payment_method_id = Some(value.into());
            self
        }
        #[must_use]
        ///[`payment_method_id`](Self::payment_method_id), if there is a value.
        pub fn maybe_payment_method_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.payment_method_id(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        EditRecurringPaymentRequest { "amount" => amount, "credit_card_token" =>
        credit_card_token, "interval" => interval, "interval_count" => interval_count,
        "should_send_email" => should_send_email, "invoice_duration" => invoice_duration,
        "missed_payment_action" => missed_payment_action, "reschedule_at" =>
        reschedule_at, "customer_id" => customer_id, "payment_method_id" =>
        payment_method_id }
    );
    /**A recurring payment, as every operation on it answers.

Source: API reference, Create a Recurring Payment, line 3716.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct RecurringPayment {
        /**Id of the recurring payment, given by Xendit.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3742.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Id of your business at Xendit.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3743.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_id: Option<String>,
        /**Your own id of the recurring payment.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3744.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Whether invoices are being issued.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3745.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<RecurringPaymentStatus>,
        /**Amount of each invoice in IDR.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3748.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**E-mail address of the customer, as sent.

*promised by the document; an e-mail address*

Source: API reference, Create a Recurring Payment, line 3749.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payer_email: Option<String>,
        /**What the customer pays for.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3750.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**Whether the customer gets an e-mail when an invoice is created, paid or expired.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3751.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub should_send_email: Option<bool>,
        /**Unit of time between two invoices.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3752.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub interval: Option<RecurringInterval>,
        /**How many intervals lie between two invoices.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3753.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub interval_count: Option<i64>,
        /**How many times the customer is charged in all.

Source: API reference, Create a Recurring Payment, line 3754.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total_recurrence: Option<i64>,
        /**The cycle that the plan is in now, counted from 1.

Source: API reference, Create a Recurring Payment, line 3755.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub recurrence_progress: Option<i64>,
        /**Page of the invoice that was issued last.

Source: API reference, Create a Recurring Payment, line 3756.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub last_created_invoice_url: Option<String>,
        /**Multiple-use card token that is charged by itself; empty when the automatic charge is off.

Source: API reference, Create a Recurring Payment, line 3757.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credit_card_token: Option<String>,
        /**Where the customer is sent after paying an invoice.

Source: API reference, Create a Recurring Payment, line 3758.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub success_redirect_url: Option<String>,
        /**Where the customer is sent when an invoice has expired.

Source: API reference, Create a Recurring Payment, line 3762.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_redirect_url: Option<String>,
        /**Seconds until each invoice expires, less than the time between two invoices.

Source: API reference, Create a Recurring Payment, line 3766.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub invoice_duration: Option<crate::Seconds>,
        /**When the recurring payment was created.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3771.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**When the recurring payment was last changed.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3772.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**Whether a first invoice was issued at once although a start date was given.

Source: API reference, Create a Recurring Payment, line 3773.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub charge_immediately: Option<bool>,
        /**Whether the card that the customer enters on an invoice is kept and charged automatically from then on.

Source: API reference, Create a Recurring Payment, line 3777.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub recharge: Option<bool>,
        /**What happens when an invoice expires unpaid. Only the examples show it.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3734.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub missed_payment_action: Option<MissedPaymentAction>,
        /**Page of the recurring payment. Only the examples show it.

*promised by the document*

Source: API reference, Create a Recurring Payment, line 3735.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub recurring_payment_url: Option<String>,
        /**When the first invoice is issued.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub start_date: Option<crate::Timestamp>,
        /**Currency of the amount, such as IDR.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub currency: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl RecurringPayment {
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`user_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn user_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.user_id.as_deref(), "user_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&RecurringPaymentStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`payer_email`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn payer_email(&self) -> crate::Result<&str> {
            crate::decode::promised(self.payer_email.as_deref(), "payer_email")
        }
        /**`description`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn description(&self) -> crate::Result<&str> {
            crate::decode::promised(self.description.as_deref(), "description")
        }
        /**`should_send_email`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn should_send_email(&self) -> crate::Result<bool> {
            crate::decode::promised(self.should_send_email, "should_send_email")
        }
        /**`interval`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn interval(&self) -> crate::Result<&RecurringInterval> {
            crate::decode::promised(self.interval.as_ref(), "interval")
        }
        /**`interval_count`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn interval_count(&self) -> crate::Result<i64> {
            crate::decode::promised(self.interval_count, "interval_count")
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
        /**`missed_payment_action`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn missed_payment_action(&self) -> crate::Result<&MissedPaymentAction> {
            crate::decode::promised(
                self.missed_payment_action.as_ref(),
                "missed_payment_action",
            )
        }
        /**`recurring_payment_url`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn recurring_payment_url(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.recurring_payment_url.as_deref(),
                "recurring_payment_url",
            )
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        RecurringPayment { "id" => id, "user_id" => user_id, "external_id" =>
        external_id, "status" => status, "amount" => amount, "payer_email" =>
        payer_email, "description" => description, "should_send_email" =>
        should_send_email, "interval" => interval, "interval_count" => interval_count,
        "total_recurrence" => total_recurrence, "recurrence_progress" =>
        recurrence_progress, "last_created_invoice_url" => last_created_invoice_url,
        "credit_card_token" => credit_card_token, "success_redirect_url" =>
        success_redirect_url, "failure_redirect_url" => failure_redirect_url,
        "invoice_duration" => invoice_duration, "created" => created, "updated" =>
        updated, "charge_immediately" => charge_immediately, "recharge" => recharge,
        "missed_payment_action" => missed_payment_action, "recurring_payment_url" =>
        recurring_payment_url, "start_date" => start_date, "currency" => currency },
        extra
    );
    /**One transfer to a bank account, a virtual account or an e-wallet.

Source: API reference, Create disbursement, line 4238.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateDisbursementRequest {
        /**The merchant's own id, to find the disbursement again. Letters, digits and special characters.

*required; 1 to 1000 characters*

Source: API reference, Create disbursement, line 4239.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Code of the destination bank or e-wallet, exactly as get_available_disbursement_banks lists it.

*required; not empty*

Source: API reference, Create disbursement, line 4246; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Holder of the account as the bank or the e-wallet knows it, used to verify and for support. Letters, digits and special characters, no upper limit on length.

*required; not empty*

Source: API reference, Create disbursement, line 4251.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_holder_name: Option<String>,
        /**Account number at the destination bank: digits and hyphens, exactly 10 digits for BCA, no upper limit for other banks. For an e-wallet, the phone number registered there (0812XXXXXX). Virtual accounts (BNI, BRI, BTN, CIMB Niaga, Mandiri, NOBU Bank, Permata) and e-wallets (GoPay, Mandiri e-cash, OVO) can be reached.

*required; not empty; matches `^[0-9-]+$`*

Source: API reference, Create disbursement, line 4258.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_number: Option<crate::Secret>,
        /**Text that goes with the transfer. Letters, digits and special characters, no upper limit on length.

*required; not empty*

Source: API reference, Create disbursement, line 4271.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**Rupiah to send, without decimals and greater than 0. No other limits for BCA, BNI, BNI Syariah, BRI, CIMB, Mandiri, Permata and Sinarmas; from Rp10000 to Rp25000000 for other banks. Amounts above Rp100000000 may be reported to the financial authorities and call for supporting documents.

*required; greater than 0; no decimals*

Source: API reference, Create disbursement, line 4278; `minimum`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Up to 3 addresses to notify once the disbursement is completed.

*at most 3 items*

Source: API reference, Create disbursement, line 4290.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_to: Option<Vec<String>>,
        /**Up to 3 addresses that get a carbon copy of the notification; only together with email_to.

*at most 3 items*

Source: API reference, Create disbursement, line 4294.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_cc: Option<Vec<String>>,
        /**Up to 3 addresses that get a blind carbon copy of the notification; only together with email_to.

*at most 3 items*

Source: API reference, Create disbursement, line 4299.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_bcc: Option<Vec<String>>,
    }
    impl CreateDisbursementRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The merchant's own id, to find the disbursement again. Letters, digits and special characters.

*required; 1 to 1000 characters*

Source: API reference, Create disbursement, line 4239.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**Code of the destination bank or e-wallet, exactly as get_available_disbursement_banks lists it.

*required; not empty*

Source: API reference, Create disbursement, line 4246; `minLength`: observed.*/
        pub fn bank_code(mut self, value: impl Into<String>) -> Self {
            self.bank_code = Some(value.into());
            self
        }
        #[must_use]
        /**Holder of the account as the bank or the e-wallet knows it, used to verify and for support. Letters, digits and special characters, no upper limit on length.

*required; not empty*

Source: API reference, Create disbursement, line 4251.*/
        pub fn account_holder_name(mut self, value: impl Into<String>) -> Self {
            self.account_holder_name = Some(value.into());
            self
        }
        #[must_use]
        /**Account number at the destination bank: digits and hyphens, exactly 10 digits for BCA, no upper limit for other banks. For an e-wallet, the phone number registered there (0812XXXXXX). Virtual accounts (BNI, BRI, BTN, CIMB Niaga, Mandiri, NOBU Bank, Permata) and e-wallets (GoPay, Mandiri e-cash, OVO) can be reached.

*required; not empty; matches `^[0-9-]+$`*

Source: API reference, Create disbursement, line 4258.*/
        pub fn account_number(mut self, value: impl Into<crate::Secret>) -> Self {
            self.account_number = Some(value.into());
            self
        }
        #[must_use]
        /**Text that goes with the transfer. Letters, digits and special characters, no upper limit on length.

*required; not empty*

Source: API reference, Create disbursement, line 4271.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.description = Some(value.into());
            self
        }
        #[must_use]
        /**Rupiah to send, without decimals and greater than 0. No other limits for BCA, BNI, BNI Syariah, BRI, CIMB, Mandiri, Permata and Sinarmas; from Rp10000 to Rp25000000 for other banks. Amounts above Rp100000000 may be reported to the financial authorities and call for supporting documents.

*required; greater than 0; no decimals*

Source: API reference, Create disbursement, line 4278; `minimum`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**Up to 3 addresses to notify once the disbursement is completed.

*at most 3 items*

Source: API reference, Create disbursement, line 4290.*/
        pub fn email_to(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.email_to = Some(value.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        ///[`email_to`](Self::email_to), if there is a value.
        pub fn maybe_email_to(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.email_to(value),
                None => self,
            }
        }
        #[must_use]
        /**Up to 3 addresses that get a carbon copy of the notification; only together with email_to.

*at most 3 items*

Source: API reference, Create disbursement, line 4294.*/
        pub fn email_cc(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.email_cc = Some(value.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        ///[`email_cc`](Self::email_cc), if there is a value.
        pub fn maybe_email_cc(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.email_cc(value),
                None => self,
            }
        }
        #[must_use]
        /**Up to 3 addresses that get a blind carbon copy of the notification; only together with email_to.

*at most 3 items*

Source: API reference, Create disbursement, line 4299.*/
        pub fn email_bcc(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.email_bcc = Some(value.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        ///[`email_bcc`](Self::email_bcc), if there is a value.
        pub fn maybe_email_bcc(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.email_bcc(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        CreateDisbursementRequest { "external_id" => external_id, "bank_code" =>
        bank_code, "account_holder_name" => account_holder_name, "account_number" =>
        account_number, "description" => description, "amount" => amount, "email_to" =>
        email_to, "email_cc" => email_cc, "email_bcc" => email_bcc }
    );
    /**One transfer and how far it has come. The account number is not repeated.

Source: API reference, Create disbursement, line 4322.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct Disbursement {
        /**Business id of the merchant.

*promised by the document*

Source: API reference, Create disbursement, line 4323.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_id: Option<String>,
        /**The merchant's own id, as the creation sent it.

*promised by the document*

Source: API reference, Create disbursement, line 4326.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Rupiah to send.

*promised by the document*

Source: API reference, Create disbursement, line 4329.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Code of the destination bank or e-wallet.

*promised by the document*

Source: API reference, Create disbursement, line 4332.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Holder of the account as the bank or the e-wallet knows it.

*promised by the document*

Source: API reference, Create disbursement, line 4335.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_holder_name: Option<String>,
        /**What the creation sent as description.

*promised by the document*

Source: API reference, Create disbursement, line 4338.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub disbursement_description: Option<String>,
        /**How far the transfer has come; PENDING right after the creation.

*promised by the document*

Source: API reference, Create disbursement, line 4341.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<DisbursementStatus>,
        /**Unique id of the disbursement.

*promised by the document*

Source: API reference, Create disbursement, line 4345.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Why the disbursement failed; only with FAILED.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_code: Option<DisbursementFailureCode>,
        /**Addresses to notify once the disbursement is completed; present only if the creation sent it.

Source: API reference, Create disbursement, line 4348.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_to: Option<Vec<String>>,
        /**Addresses that get a carbon copy; present only if the creation sent it.

Source: API reference, Create disbursement, line 4352.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_cc: Option<Vec<String>>,
        /**Addresses that get a blind carbon copy; present only if the creation sent it.

Source: API reference, Create disbursement, line 4356.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_bcc: Option<Vec<String>>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl Disbursement {
        /**`user_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn user_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.user_id.as_deref(), "user_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`bank_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn bank_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.bank_code.as_deref(), "bank_code")
        }
        /**`account_holder_name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn account_holder_name(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.account_holder_name.as_deref(),
                "account_holder_name",
            )
        }
        /**`disbursement_description`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn disbursement_description(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.disbursement_description.as_deref(),
                "disbursement_description",
            )
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&DisbursementStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        Disbursement { "user_id" => user_id, "external_id" => external_id, "amount" =>
        amount, "bank_code" => bank_code, "account_holder_name" => account_holder_name,
        "disbursement_description" => disbursement_description, "status" => status, "id"
        => id, "failure_code" => failure_code, "email_to" => email_to, "email_cc" =>
        email_cc, "email_bcc" => email_bcc }, extra
    );
    /**A bank or an e-wallet that disbursements can reach.

Source: API reference, Get available disbursement banks, line 4739.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct DisbursementBank {
        /**Full name, of a bank or of an e-wallet.

*promised by the document*

Source: API reference, Get available disbursement banks, line 4740.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /**What bank_code of a disbursement takes. New codes appear at any time.

*promised by the document*

Source: API reference, Get available disbursement banks, line 4741.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub code: Option<String>,
        /**Whether money can be sent there. Shown in one of the two documented answers and in no table.

Source: API reference, Get available disbursement banks, line 4723.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub can_disburse: Option<bool>,
        /**Whether the name of an account holder can be checked there. Shown in one of the two documented answers and in no table.

Source: API reference, Get available disbursement banks, line 4724.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub can_name_validate: Option<bool>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl DisbursementBank {
        /**`name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn name(&self) -> crate::Result<&str> {
            crate::decode::promised(self.name.as_deref(), "name")
        }
        /**`code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.code.as_deref(), "code")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        DisbursementBank { "name" => name, "code" => code, "can_disburse" =>
        can_disburse, "can_name_validate" => can_name_validate }, extra
    );
    /**A list of disbursements under one reference.

Source: API reference, Create batch disbursement, line 4763.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreateBatchDisbursementRequest {
        /**The merchant's own id of the batch, to find it again.

*required; not empty*

Source: API reference, Create batch disbursement, line 4764; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference: Option<String>,
        /**The disbursements of the batch, 1 to 1000.

*required; 1 to 1000 items*

Source: API reference, Create batch disbursement, line 4767; `minItems`: observed; `maxItems`: 4852.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub disbursements: Option<Vec<BatchDisbursementItem>>,
    }
    impl CreateBatchDisbursementRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**The merchant's own id of the batch, to find it again.

*required; not empty*

Source: API reference, Create batch disbursement, line 4764; `minLength`: observed.*/
        pub fn reference(mut self, value: impl Into<String>) -> Self {
            self.reference = Some(value.into());
            self
        }
        #[must_use]
        /**The disbursements of the batch, 1 to 1000.

*required; 1 to 1000 items*

Source: API reference, Create batch disbursement, line 4767; `minItems`: observed; `maxItems`: 4852.*/
        pub fn disbursements(
            mut self,
            value: impl IntoIterator<Item = impl Into<BatchDisbursementItem>>,
        ) -> Self {
            self.disbursements = Some(value.into_iter().map(Into::into).collect());
            self
        }
    }
    crate::decode::tolerant_object!(
        CreateBatchDisbursementRequest { "reference" => reference, "disbursements" =>
        disbursements }
    );
    /**One disbursement of a batch. The document states no limits for it; those of a single disbursement hold, since the same bank gets the same money.

Source: API reference, Create batch disbursement, line 4771.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct BatchDisbursementItem {
        /**Rupiah to send, without decimals and greater than 0.

*required; greater than 0; no decimals*

Source: API reference, Create batch disbursement, line 4774; `minimum`: observed; `multipleOf`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Code of the destination bank.

*required; not empty*

Source: API reference, Create batch disbursement, line 4777; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Holder of the destination account.

*required; not empty*

Source: API reference, Create batch disbursement, line 4780; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_account_name: Option<String>,
        /**Number of the destination account, digits and hyphens; exactly 10 digits for BCA. For an e-wallet, the phone number.

*required; not empty; matches `^[0-9-]+$`*

Source: API reference, Create batch disbursement, line 4783; `minLength`: observed; `pattern`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_account_number: Option<crate::Secret>,
        /**Text that goes with the transfer.

*required; not empty*

Source: API reference, Create batch disbursement, line 4786; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**The merchant's own id of this disbursement.

Source: API reference, Create batch disbursement, line 4789.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Up to 3 addresses to notify once the disbursement is completed.

*at most 3 items*

Source: API reference, Create batch disbursement, line 4792; `maxItems`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_to: Option<Vec<String>>,
        /**Up to 3 addresses that get a carbon copy of the notification; only together with email_to.

*at most 3 items*

Source: API reference, Create batch disbursement, line 4795; `maxItems`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_cc: Option<Vec<String>>,
        /**Up to 3 addresses that get a blind carbon copy of the notification; only together with email_to.

*at most 3 items*

Source: API reference, Create batch disbursement, line 4798; `maxItems`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_bcc: Option<Vec<String>>,
    }
    impl BatchDisbursementItem {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**Rupiah to send, without decimals and greater than 0.

*required; greater than 0; no decimals*

Source: API reference, Create batch disbursement, line 4774; `minimum`: observed; `multipleOf`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**Code of the destination bank.

*required; not empty*

Source: API reference, Create batch disbursement, line 4777; `minLength`: observed.*/
        pub fn bank_code(mut self, value: impl Into<String>) -> Self {
            self.bank_code = Some(value.into());
            self
        }
        #[must_use]
        /**Holder of the destination account.

*required; not empty*

Source: API reference, Create batch disbursement, line 4780; `minLength`: observed.*/
        pub fn bank_account_name(mut self, value: impl Into<String>) -> Self {
            self.bank_account_name = Some(value.into());
            self
        }
        #[must_use]
        /**Number of the destination account, digits and hyphens; exactly 10 digits for BCA. For an e-wallet, the phone number.

*required; not empty; matches `^[0-9-]+$`*

Source: API reference, Create batch disbursement, line 4783; `minLength`: observed; `pattern`: observed.*/
        pub fn bank_account_number(mut self, value: impl Into<crate::Secret>) -> Self {
            self.bank_account_number = Some(value.into());
            self
        }
        #[must_use]
        /**Text that goes with the transfer.

*required; not empty*

Source: API reference, Create batch disbursement, line 4786; `minLength`: observed.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.description = Some(value.into());
            self
        }
        #[must_use]
        /**The merchant's own id of this disbursement.

Source: API reference, Create batch disbursement, line 4789.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        ///[`external_id`](Self::external_id), if there is a value.
        pub fn maybe_external_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.external_id(value),
                None => self,
            }
        }
        #[must_use]
        /**Up to 3 addresses to notify once the disbursement is completed.

*at most 3 items*

Source: API reference, Create batch disbursement, line 4792; `maxItems`: observed.*/
        pub fn email_to(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.email_to = Some(value.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        ///[`email_to`](Self::email_to), if there is a value.
        pub fn maybe_email_to(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.email_to(value),
                None => self,
            }
        }
        #[must_use]
        /**Up to 3 addresses that get a carbon copy of the notification; only together with email_to.

*at most 3 items*

Source: API reference, Create batch disbursement, line 4795; `maxItems`: observed.*/
        pub fn email_cc(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.email_cc = Some(value.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        ///[`email_cc`](Self::email_cc), if there is a value.
        pub fn maybe_email_cc(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.email_cc(value),
                None => self,
            }
        }
        #[must_use]
        /**Up to 3 addresses that get a blind carbon copy of the notification; only together with email_to.

*at most 3 items*

Source: API reference, Create batch disbursement, line 4798; `maxItems`: observed.*/
        pub fn email_bcc(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.email_bcc = Some(value.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        ///[`email_bcc`](Self::email_bcc), if there is a value.
        pub fn maybe_email_bcc(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.email_bcc(value),
                None => self,
            }
        }
    }
    crate::decode::tolerant_object!(
        BatchDisbursementItem { "amount" => amount, "bank_code" => bank_code,
        "bank_account_name" => bank_account_name, "bank_account_number" =>
        bank_account_number, "description" => description, "external_id" => external_id,
        "email_to" => email_to, "email_cc" => email_cc, "email_bcc" => email_bcc }
    );
    /**A batch as its creation answers it.

Source: API reference, Create batch disbursement, line 4814.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct BatchDisbursement {
        /**When the batch was created.

*promised by the document*

Source: API reference, Create batch disbursement, line 4815.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**The merchant's own id of the batch.

*promised by the document*

Source: API reference, Create batch disbursement, line 4818.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference: Option<String>,
        /**How many disbursements the batch holds.

*promised by the document*

Source: API reference, Create batch disbursement, line 4821.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total_uploaded_count: Option<i64>,
        /**Sum of all amounts in the batch, in Rupiah.

*promised by the document*

Source: API reference, Create batch disbursement, line 4824.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total_uploaded_amount: Option<crate::Amount>,
        /**How far the batch has come; NEEDS_APPROVAL right after the creation.

*promised by the document*

Source: API reference, Create batch disbursement, line 4827.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<BatchDisbursementStatus>,
        /**Unique id of the batch.

*promised by the document*

Source: API reference, Create batch disbursement, line 4831.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl BatchDisbursement {
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        /**`reference`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn reference(&self) -> crate::Result<&str> {
            crate::decode::promised(self.reference.as_deref(), "reference")
        }
        /**`total_uploaded_count`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn total_uploaded_count(&self) -> crate::Result<i64> {
            crate::decode::promised(self.total_uploaded_count, "total_uploaded_count")
        }
        /**`total_uploaded_amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn total_uploaded_amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.total_uploaded_amount, "total_uploaded_amount")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&BatchDisbursementStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        BatchDisbursement { "created" => created, "reference" => reference,
        "total_uploaded_count" => total_uploaded_count, "total_uploaded_amount" =>
        total_uploaded_amount, "status" => status, "id" => id }, extra
    );
    /**Tells the merchant how a disbursement ended.

Source: API reference, Disbursement callback, line 4645.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct DisbursementCallback {
        /**Whether the disbursement is made at once.

*promised by the document*

Source: API reference, Disbursement callback, line 4646.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_instant: Option<bool>,
        /**Business id of the merchant.

*promised by the document*

Source: API reference, Disbursement callback, line 4647.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_id: Option<String>,
        /**The merchant's own id, as the creation sent it.

*promised by the document*

Source: API reference, Disbursement callback, line 4648.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Rupiah sent or to be sent.

*promised by the document*

Source: API reference, Disbursement callback, line 4649.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Code of the destination bank.

*promised by the document*

Source: API reference, Disbursement callback, line 4650.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Holder of the account as the bank knows it.

*promised by the document*

Source: API reference, Disbursement callback, line 4651.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_holder_name: Option<String>,
        /**What the creation sent as description.

*promised by the document*

Source: API reference, Disbursement callback, line 4652.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub disbursement_description: Option<String>,
        /**How the disbursement ended, COMPLETED or FAILED.

*promised by the document*

Source: API reference, Disbursement callback, line 4653.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<DisbursementStatus>,
        /**Why the disbursement failed; only with FAILED.

Source: API reference, Disbursement callback, line 4655.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_code: Option<DisbursementFailureCode>,
        /**Unique id of the disbursement.

*promised by the document*

Source: API reference, Disbursement callback, line 4665.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**When the disbursement last changed. In the examples and in no table.

*promised by the document*

Source: API reference, Disbursement callback, line 4638.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**When the disbursement was created. In the examples and in no table.

*promised by the document*

Source: API reference, Disbursement callback, line 4639.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**Addresses to notify once the disbursement is completed; present only if the creation sent it.

Source: API reference, Disbursement callback, line 4666.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_to: Option<Vec<String>>,
        /**Addresses that get a carbon copy; present only if the creation sent it.

Source: API reference, Disbursement callback, line 4668.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_cc: Option<Vec<String>>,
        /**Addresses that get a blind carbon copy; present only if the creation sent it.

Source: API reference, Disbursement callback, line 4670.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_bcc: Option<Vec<String>>,
        /**By its name, the fee of the disbursement. In one example only, in no table.

Source: API reference, Disbursement callback, line 4606.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub xendit_fee_amount: Option<crate::Amount>,
        /**By its name, the account that the fee goes to. In one example only, in no table.

Source: API reference, Disbursement callback, line 4606.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub xendit_fee_user_id: Option<String>,
        /**By its name, id of the transaction. In one example only, in no table.

Source: API reference, Disbursement callback, line 4606.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_id: Option<String>,
        /**By its name, running number of the transaction, as text. In one example only, in no table.

Source: API reference, Disbursement callback, line 4606.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub transaction_sequence: Option<String>,
        /**An id that differs from id, without explanation. In one example only, in no table.

Source: API reference, Disbursement callback, line 4606.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub disbursement_id: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl DisbursementCallback {
        /**`is_instant`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn is_instant(&self) -> crate::Result<bool> {
            crate::decode::promised(self.is_instant, "is_instant")
        }
        /**`user_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn user_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.user_id.as_deref(), "user_id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`bank_code`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn bank_code(&self) -> crate::Result<&str> {
            crate::decode::promised(self.bank_code.as_deref(), "bank_code")
        }
        /**`account_holder_name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn account_holder_name(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.account_holder_name.as_deref(),
                "account_holder_name",
            )
        }
        /**`disbursement_description`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn disbursement_description(&self) -> crate::Result<&str> {
            crate::decode::promised(
                self.disbursement_description.as_deref(),
                "disbursement_description",
            )
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&DisbursementStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`updated`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn updated(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.updated.as_ref(), "updated")
        }
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        DisbursementCallback { "is_instant" => is_instant, "user_id" => user_id,
        "external_id" => external_id, "amount" => amount, "bank_code" => bank_code,
        "account_holder_name" => account_holder_name, "disbursement_description" =>
        disbursement_description, "status" => status, "failure_code" => failure_code,
        "id" => id, "updated" => updated, "created" => created, "email_to" => email_to,
        "email_cc" => email_cc, "email_bcc" => email_bcc, "xendit_fee_amount" =>
        xendit_fee_amount, "xendit_fee_user_id" => xendit_fee_user_id, "transaction_id"
        => transaction_id, "transaction_sequence" => transaction_sequence,
        "disbursement_id" => disbursement_id }, extra
    );
    /**Tells the merchant how a batch ended, with each of its disbursements. The document has neither an example nor required marks for it, so no field is required here.

Source: API reference, Batch disbursement callback, line 4869.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct BatchDisbursementCallback {
        /**When the batch was created.

Source: API reference, Batch disbursement callback, line 4870.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**When the status of the batch last changed.

Source: API reference, Batch disbursement callback, line 4871.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**The merchant's own id of the batch.

Source: API reference, Batch disbursement callback, line 4872.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference: Option<String>,
        /**How many disbursements were asked for.

Source: API reference, Batch disbursement callback, line 4873.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total_uploaded_count: Option<i64>,
        /**Sum of the amounts asked for, in Rupiah.

Source: API reference, Batch disbursement callback, line 4874.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total_uploaded_amount: Option<crate::Amount>,
        /**When the batch was approved.

Source: API reference, Batch disbursement callback, line 4875.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub approved_at: Option<crate::Timestamp>,
        /**User id of the person who approved the batch.

Source: API reference, Batch disbursement callback, line 4876.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub approver_id: Option<String>,
        /**How the batch ended, COMPLETED, CHECK, DELETED or FAILED.

Source: API reference, Batch disbursement callback, line 4877.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<BatchDisbursementStatus>,
        /**Unique id of the batch.

Source: API reference, Batch disbursement callback, line 4881.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Business id of the merchant.

Source: API reference, Batch disbursement callback, line 4882.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_id: Option<String>,
        /**How many disbursements were not paid.

Source: API reference, Batch disbursement callback, line 4883.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total_error_count: Option<i64>,
        /**Sum of the amounts that were not paid, in Rupiah.

Source: API reference, Batch disbursement callback, line 4884.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total_error_amount: Option<crate::Amount>,
        /**How many disbursements were paid.

Source: API reference, Batch disbursement callback, line 4885.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total_disbursed_count: Option<i64>,
        /**Sum of the amounts that were paid, in Rupiah.

Source: API reference, Batch disbursement callback, line 4886.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total_disbursed_amount: Option<crate::Amount>,
        /**Each disbursement of the batch.

Source: API reference, Batch disbursement callback, line 4887.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub disbursements: Option<Vec<BatchDisbursementCallbackItem>>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl BatchDisbursementCallback {
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        BatchDisbursementCallback { "created" => created, "updated" => updated,
        "reference" => reference, "total_uploaded_count" => total_uploaded_count,
        "total_uploaded_amount" => total_uploaded_amount, "approved_at" => approved_at,
        "approver_id" => approver_id, "status" => status, "id" => id, "user_id" =>
        user_id, "total_error_count" => total_error_count, "total_error_amount" =>
        total_error_amount, "total_disbursed_count" => total_disbursed_count,
        "total_disbursed_amount" => total_disbursed_amount, "disbursements" =>
        disbursements }, extra
    );
    /**One disbursement of a batch and how it ended.

Source: API reference, Batch disbursement callback, line 4889.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct BatchDisbursementCallbackItem {
        /**When this disbursement was created.

Source: API reference, Batch disbursement callback, line 4892.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**When its status last changed.

Source: API reference, Batch disbursement callback, line 4893.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub updated: Option<crate::Timestamp>,
        /**The merchant's own id of this disbursement.

Source: API reference, Batch disbursement callback, line 4894.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Rupiah sent or to be sent.

Source: API reference, Batch disbursement callback, line 4895.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Code of the destination bank.

Source: API reference, Batch disbursement callback, line 4896.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Number of the destination account.

Source: API reference, Batch disbursement callback, line 4897.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_account_number: Option<crate::Secret>,
        /**Holder of the destination account, as the request named it.

Source: API reference, Batch disbursement callback, line 4898.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_account_name: Option<String>,
        /**Text that goes with the transfer.

Source: API reference, Batch disbursement callback, line 4899.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /**Addresses to notify once the disbursement is completed.

Source: API reference, Batch disbursement callback, line 4900.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_to: Option<Vec<String>>,
        /**Addresses that get a carbon copy of the notification.

Source: API reference, Batch disbursement callback, line 4901.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_cc: Option<Vec<String>>,
        /**Addresses that get a blind carbon copy of the notification.

Source: API reference, Batch disbursement callback, line 4902.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email_bcc: Option<Vec<String>>,
        /**Whether this disbursement was paid.

Source: API reference, Batch disbursement callback, line 4903.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<DisbursementStatus>,
        /**Reference number of the transfer at the bank.

Source: API reference, Batch disbursement callback, line 4905.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_reference: Option<String>,
        /**Name of the account holder as the receiving bank knows it.

Source: API reference, Batch disbursement callback, line 4906.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub valid_name: Option<String>,
        /**Why it failed. The document lists no values here.

Source: API reference, Batch disbursement callback, line 4907.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_code: Option<String>,
        /**Why it failed, in words.

Source: API reference, Batch disbursement callback, line 4908.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_message: Option<String>,
        /**Unique id of this disbursement of the batch.

Source: API reference, Batch disbursement callback, line 4909.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl BatchDisbursementCallbackItem {
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        BatchDisbursementCallbackItem { "created" => created, "updated" => updated,
        "external_id" => external_id, "amount" => amount, "bank_code" => bank_code,
        "bank_account_number" => bank_account_number, "bank_account_name" =>
        bank_account_name, "description" => description, "email_to" => email_to,
        "email_cc" => email_cc, "email_bcc" => email_bcc, "status" => status,
        "bank_reference" => bank_reference, "valid_name" => valid_name, "failure_code" =>
        failure_code, "failure_message" => failure_message, "id" => id }, extra
    );
    /**Whom to pay, and how much.

Source: Payout links, Create a Payout Link, line 11.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct CreatePayoutLinkRequest {
        /**Your own id of the payout link, used once only and without spaces.

*required; not empty; matches `^\S+$`*

Source: Payout links, Create a Payout Link, line 13; `minLength`: observed; `pattern`: 33.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Whole rupiah to pay out, 10000 or more.

*required; at least 10000; no decimals*

Source: Payout links, Create a Payout Link, line 14; `minimum`: observed; `multipleOf`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**E-mail address of the recipient, who gets the link, the password to claim it and, once it is paid, a receipt there.

*required; not empty; an e-mail address*

Source: Payout links, Create a Payout Link, line 15; `minLength`: observed.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email: Option<String>,
    }
    impl CreatePayoutLinkRequest {
        /// Nothing set yet.
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }
        #[must_use]
        /**Your own id of the payout link, used once only and without spaces.

*required; not empty; matches `^\S+$`*

Source: Payout links, Create a Payout Link, line 13; `minLength`: observed; `pattern`: 33.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        #[must_use]
        /**Whole rupiah to pay out, 10000 or more.

*required; at least 10000; no decimals*

Source: Payout links, Create a Payout Link, line 14; `minimum`: observed; `multipleOf`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.amount = Some(value.into());
            self
        }
        #[must_use]
        /**E-mail address of the recipient, who gets the link, the password to claim it and, once it is paid, a receipt there.

*required; not empty; an e-mail address*

Source: Payout links, Create a Payout Link, line 15; `minLength`: observed.*/
        pub fn email(mut self, value: impl Into<String>) -> Self {
            self.email = Some(value.into());
            self
        }
    }
    crate::decode::tolerant_object!(
        CreatePayoutLinkRequest { "external_id" => external_id, "amount" => amount,
        "email" => email }
    );
    /**A payout link, as every operation on it answers.

Source: Payout links, Create a Payout Link, line 17.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct PayoutLink {
        /**Id of the payout link, given by Xendit.

*promised by the document*

Source: Payout links, Create a Payout Link, line 18.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Your own id of the payout link.

*promised by the document*

Source: Payout links, Create a Payout Link, line 19.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Amount to pay out in IDR.

*promised by the document*

Source: Payout links, Create a Payout Link, line 20.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**Name of your business, as the recipient sees it.

*promised by the document*

Source: Payout links, Create a Payout Link, line 21.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub merchant_name: Option<String>,
        /**How far the payout link has come.

*promised by the document*

Source: Payout links, Create a Payout Link, line 22.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<PayoutLinkStatus>,
        /**Until when the payout link can be claimed, three days after its creation in the examples.

*promised by the document*

Source: Payout links, Create a Payout Link, line 23.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiration_timestamp: Option<crate::Timestamp>,
        /**When the payout link was created.

*promised by the document*

Source: Payout links, Create a Payout Link, line 24.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**Page on which the recipient claims the money. A voided payout link has none.

Source: Payout links, Create a Payout Link, line 25.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payout_url: Option<String>,
        /**E-mail address of the recipient.

*an e-mail address*

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email: Option<String>,
        /**Password with which the recipient claims the money.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub passcode: Option<crate::Secret>,
        /**Code of the bank that the recipient chose.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank_code: Option<String>,
        /**Name of the holder of the recipient's account.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_holder_name: Option<String>,
        /**Number of the recipient's account.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub account_number: Option<crate::Secret>,
        /**Id of the disbursement that moves the money after the claim.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub disbursement_id: Option<String>,
        /**Why the transfer after the claim failed; a failure code or a text.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_reason: Option<String>,
        /**When the recipient claimed the money.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub claimed_timestamp: Option<crate::Timestamp>,
        /**When the money arrived.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub completed_timestamp: Option<crate::Timestamp>,
        /**When the transfer failed.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failed_timestamp: Option<crate::Timestamp>,
        /**Id of the payment behind the payout link.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment_id: Option<String>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl PayoutLink {
        /**`id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.id.as_deref(), "id")
        }
        /**`external_id`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn external_id(&self) -> crate::Result<&str> {
            crate::decode::promised(self.external_id.as_deref(), "external_id")
        }
        /**`amount`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn amount(&self) -> crate::Result<crate::Amount> {
            crate::decode::promised(self.amount, "amount")
        }
        /**`merchant_name`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn merchant_name(&self) -> crate::Result<&str> {
            crate::decode::promised(self.merchant_name.as_deref(), "merchant_name")
        }
        /**`status`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn status(&self) -> crate::Result<&PayoutLinkStatus> {
            crate::decode::promised(self.status.as_ref(), "status")
        }
        /**`expiration_timestamp`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn expiration_timestamp(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(
                self.expiration_timestamp.as_ref(),
                "expiration_timestamp",
            )
        }
        /**`created`, which the document promises.

# Errors
If the answer came without it.*/
        pub fn created(&self) -> crate::Result<&crate::Timestamp> {
            crate::decode::promised(self.created.as_ref(), "created")
        }
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        PayoutLink { "id" => id, "external_id" => external_id, "amount" => amount,
        "merchant_name" => merchant_name, "status" => status, "expiration_timestamp" =>
        expiration_timestamp, "created" => created, "payout_url" => payout_url, "email"
        => email, "passcode" => passcode, "bank_code" => bank_code, "account_holder_name"
        => account_holder_name, "account_number" => account_number, "disbursement_id" =>
        disbursement_id, "failure_reason" => failure_reason, "claimed_timestamp" =>
        claimed_timestamp, "completed_timestamp" => completed_timestamp,
        "failed_timestamp" => failed_timestamp, "payment_id" => payment_id }, extra
    );
    /**Tells that the transfer behind a payout link has succeeded or failed. No document shows this body; the envelope follows the vendor's later webhooks.

Source: Payout links, Payout Links Events, line 99.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct PayoutLinkCallback {
        /**What happened. The document names the event, not the field that carries it.

Source: Payout links, Payout Links Events, line 101.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub event: Option<PayoutLinkEvent>,
        /**Id of your business at Xendit.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /**When the event was created.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub created: Option<crate::Timestamp>,
        /**The payout that the event is about.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub data: Option<PayoutLinkCallbackData>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl PayoutLinkCallback {
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        PayoutLinkCallback { "event" => event, "business_id" => business_id, "created" =>
        created, "data" => data }, extra
    );
    /**The payout inside a payout link callback. No document shows it, so nothing in it can be relied on.

Observed; no document names it.*/
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[non_exhaustive]
    pub struct PayoutLinkCallbackData {
        /**Id of the payout link.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /**Your own id of the payout link.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /**Amount paid out in IDR.

Observed; no document names it.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::Amount>,
        /**How the transfer ended.

Source: Payout links, Payout Links Events, line 101.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<PayoutStatus>,
        /**Why the transfer failed, with the event disbursement.failed only.

Source: Payout links, Errors In Claiming the Payout, line 88.*/
        #[serde(skip_serializing_if = "Option::is_none")]
        pub failure_code: Option<PayoutLinkFailureCode>,
        #[serde(flatten)]
        extra: crate::extra::Extra,
    }
    impl PayoutLinkCallbackData {
        crate::extra::methods!();
    }
    crate::decode::tolerant_object!(
        PayoutLinkCallbackData { "id" => id, "external_id" => external_id, "amount" =>
        amount, "status" => status, "failure_code" => failure_code }, extra
    );
    crate::open_enum! {
        #[doc =
        "An account of the caller's that has a balance of its own.\n\nSource: API reference, Get balance, line 85."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum AccountType { #[doc =
        "`CASH`: The account that payments fill and disbursements and fees empty."] Cash
        = "CASH", #[doc =
        "`HOLDING`: Money set apart. That this is the escrow account of the prose is an inference; no line says so."]
        Holding = "HOLDING", #[doc = "`TAX`: Money set apart for taxes."] Tax = "TAX", }
    }
    crate::open_enum! {
        #[doc =
        "Outcome of a reversal.\n\nSource: API reference, Reverse Authorization, line 508."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum AuthorizationReversalStatus { #[doc =
        "`SUCCEEDED`: The held money is released."] Succeeded = "SUCCEEDED", #[doc =
        "`FAILED`: It did not work."] Failed = "FAILED", }
    }
    impl AuthorizationReversalStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["SUCCEEDED", "FAILED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "How far a batch has come. A creation answers NEEDS_APPROVAL, a callback brings one of COMPLETED, CHECK, DELETED and FAILED.\n\nSource: API reference, Create batch disbursement, line 4827."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum BatchDisbursementStatus { #[doc =
        "`UPLOADING`: Seen right after a creation in place of NEEDS_APPROVAL. (observed, no document lists it)"]
        Uploading = "UPLOADING", #[doc =
        "`NEEDS_APPROVAL`: Created; nothing is sent before somebody approves it."]
        NeedsApproval = "NEEDS_APPROVAL", #[doc =
        "`COMPLETED`: All disbursements were paid."] Completed = "COMPLETED", #[doc =
        "`CHECK`: Some disbursements were paid and some were not."] Check = "CHECK",
        #[doc = "`DELETED`: Deleted in the dashboard."] Deleted = "DELETED", #[doc =
        "`FAILED`: Not all disbursements were paid; beside CHECK this can only mean none."]
        Failed = "FAILED", }
    }
    impl BatchDisbursementStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["COMPLETED", "CHECK", "DELETED", "FAILED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc = "The type of a card.\n\nSource: API reference, Create Charge, line 673."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum CardType { #[doc = "`CREDIT`: A credit card."] Credit = "CREDIT", #[doc
        = "`DEBIT`: A debit card."] Debit = "DEBIT", }
    }
    crate::open_enum! {
        #[doc =
        "In which instalments the customer pays the partner.\n\nSource: API reference, Generate Checkout URL, line 1784."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum CardlessCreditPaymentType { #[doc =
        "`30_days`: In one payment, after 30 days."] ThirtyDays = "30_days", #[doc =
        "`3_months`: In 3 monthly instalments."] ThreeMonths = "3_months", #[doc =
        "`6_months`: In 6 monthly instalments."] SixMonths = "6_months", #[doc =
        "`12_months`: In 12 monthly instalments."] TwelveMonths = "12_months", }
    }
    crate::open_enum! {
        #[doc =
        "Where a cardless credit transaction stands.\n\nSource: API reference, Receive Payment Callback Notification, line 1877."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum CardlessCreditTransactionStatus { #[doc = "`settlement`: Paid."]
        Settlement = "settlement", #[doc =
        "`pending`: Not completed by the customer yet."] Pending = "pending", #[doc =
        "`deny`: Refused by the partner."] Deny = "deny", #[doc = "`cancel`: Cancelled."]
        Cancel = "cancel", #[doc =
        "`expire`: Not completed by the customer within 24 hours."] Expire = "expire", }
    }
    impl CardlessCreditTransactionStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["settlement", "deny", "cancel", "expire"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "A partner that gives credit without a card, in capital letters.\n\nSource: API reference, Generate Checkout URL, line 1774."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum CardlessCreditType { #[doc = "`KREDIVO`: Kredivo."] Kredivo = "KREDIVO",
        }
    }
    crate::open_enum! {
        #[doc =
        "Why a charge failed.\n\nSource: API reference, Create Charge, line 710."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum ChargeFailureReason { #[doc =
        "`EXPIRED_CARD`: The card has expired; another card is needed."] ExpiredCard =
        "EXPIRED_CARD", #[doc =
        "`CARD_DECLINED`: The bank declined the card; another card is needed."]
        CardDeclined = "CARD_DECLINED", #[doc =
        "`INSUFFICIENT_BALANCE`: The card has too little money for the amount."]
        InsufficientBalance = "INSUFFICIENT_BALANCE", #[doc =
        "`STOLEN_CARD`: The card is marked as stolen; another card is needed."]
        StolenCard = "STOLEN_CARD", #[doc =
        "`INACTIVE_CARD`: The card is not active; another card is needed."] InactiveCard
        = "INACTIVE_CARD", #[doc = "`INVALID_CVN`: The CVN is wrong."] InvalidCvn =
        "INVALID_CVN", #[doc =
        "`PROCESSOR_ERROR`: Card processor and bank do not work together; the provider must be told."]
        ProcessorError = "PROCESSOR_ERROR", #[doc =
        "`BIN_BLOCK`: The bank had the first digits of the card (BIN) blocked."] BinBlock
        = "BIN_BLOCK", }
    }
    crate::open_enum! {
        #[doc = "State of a charge.\n\nSource: API reference, Create Charge, line 702."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum ChargeStatus { #[doc =
        "`CAPTURED`: The money is taken and will be settled on schedule."] Captured =
        "CAPTURED", #[doc =
        "`AUTHORIZED`: The money is held, to be captured or reversed."] Authorized =
        "AUTHORIZED", #[doc = "`REVERSED`: The held money was released."] Reversed =
        "REVERSED", #[doc = "`FAILED`: It did not work; `failure_reason` says why."]
        Failed = "FAILED", }
    }
    impl ChargeStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["CAPTURED", "REVERSED", "FAILED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "What a charge came from.\n\nSource: API reference, Create Charge, line 762."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum ChargeType { #[doc =
        "`SINGLE_USE_TOKEN`: A token that can be charged once."] SingleUseToken =
        "SINGLE_USE_TOKEN", #[doc =
        "`MULTIPLE_USE_TOKEN`: A token that can be charged many times."] MultipleUseToken
        = "MULTIPLE_USE_TOKEN", #[doc = "`RECURRING`: A subscription."] Recurring =
        "RECURRING", }
    }
    crate::open_enum! {
        #[doc =
        "Status in the callback of a payment with DANA.\n\nSource: API reference, Payment Status Callback, line 1604."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum DanaCallbackStatus { #[doc = "`PENDING`: Not paid yet."] Pending =
        "PENDING", #[doc = "`EXPIRED`: Not paid in time."] Expired = "EXPIRED", #[doc =
        "`FAILED`: The payment failed."] Failed = "FAILED", #[doc = "`PAID`: Paid."] Paid
        = "PAID", }
    }
    impl DanaCallbackStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["EXPIRED", "FAILED", "PAID"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "Why a disbursement failed. It comes with FAILED, after which this one is not paid any more: only then is another one no second payment.\n\nSource: API reference, Disbursement callback, line 4655."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum DisbursementFailureCode { #[doc =
        "`INSUFFICIENT_BALANCE`: The balance does not cover the amount."]
        InsufficientBalance = "INSUFFICIENT_BALANCE", #[doc =
        "`UNKNOWN_BANK_NETWORK_ERROR`: The bank networks answered with an unknown error; whether another try would work cannot be told."]
        UnknownBankNetworkError = "UNKNOWN_BANK_NETWORK_ERROR", #[doc =
        "`TEMPORARY_BANK_NETWORK_ERROR`: The bank networks fail for the moment; try again in 1 to 3 hours."]
        TemporaryBankNetworkError = "TEMPORARY_BANK_NETWORK_ERROR", #[doc =
        "`INVALID_DESTINATION`: The banks report the account as unregistered or blocked; try again or ask the bank."]
        InvalidDestination = "INVALID_DESTINATION", #[doc =
        "`SWITCHING_NETWORK_ERROR`: A switching network has trouble; try again in 1 to 3 hours."]
        SwitchingNetworkError = "SWITCHING_NETWORK_ERROR", #[doc =
        "`REJECTED_BY_BANK`: The bank refused without a clear reason; whether another try would work cannot be told."]
        RejectedByBank = "REJECTED_BY_BANK", #[doc =
        "`TRANSFER_ERROR`: A fatal error, perhaps a field that is not valid; ask the vendor's support."]
        TransferError = "TRANSFER_ERROR", #[doc =
        "`TEMPORARY_TRANSFER_ERROR`: A passing trouble at the vendor; try again in 1 to 2 hours."]
        TemporaryTransferError = "TEMPORARY_TRANSFER_ERROR", }
    }
    crate::open_enum! {
        #[doc =
        "How far a disbursement has come. A creation answers PENDING, a callback brings COMPLETED or FAILED.\n\nSource: API reference, Create disbursement, line 4341."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum DisbursementStatus { #[doc =
        "`PENDING`: Started and not yet confirmed by the bank."] Pending = "PENDING",
        #[doc = "`COMPLETED`: The bank has confirmed that the money was sent."] Completed
        = "COMPLETED", #[doc =
        "`FAILED`: The transfer failed and the vendor does not try it again; the callback's failure_code says why."]
        Failed = "FAILED", }
    }
    impl DisbursementStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["COMPLETED", "FAILED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "Electronic commerce indicator, what came of the payer's authentication (3DS). Two digits, as every answer shows it; the document's table has one digit.\n\nSource: API reference, Create Charge, line 769."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum Eci { #[doc = "`01`: Authentication not completed (Mastercard)."]
        IncompleteMastercard = "01", #[doc = "`02`: Authenticated (Mastercard)."]
        AuthenticatedMastercard = "02", #[doc =
        "`05`: Authenticated (Visa, AMEX, JCB, Diners Club)."] Authenticated = "05",
        #[doc = "`06`: Authentication was tried (Visa and AMEX, JCB and Diners Club)."]
        Attempted = "06", #[doc = "`07`: Authentication was not possible."]
        UnableToAuthenticate = "07", }
    }
    crate::open_enum! {
        #[doc =
        "Where a payment stands. The document has no list; these are the values of its examples and of observed answers.\n\nSource: API reference, Get Payment Status, line 1465."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum EwalletStatus { #[doc =
        "`COMPLETED`: Paid, with OVO (and LinkAja, observed)."] Completed = "COMPLETED",
        #[doc = "`PAID`: Paid, with DANA."] Paid = "PAID", #[doc =
        "`PENDING`: Not paid yet. (observed, no document lists it)"] Pending = "PENDING",
        #[doc = "`EXPIRED`: Not paid in time. (observed, no document lists it)"] Expired
        = "EXPIRED", }
    }
    impl EwalletStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["COMPLETED", "PAID", "EXPIRED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "An e-wallet, in capital letters.\n\nSource: API reference, Create Payment, line 1283."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum EwalletType { #[doc = "`OVO`: OVO; the customer confirms on the phone."]
        Ovo = "OVO", #[doc = "`DANA`: DANA; the customer pays on a checkout page."] Dana
        = "DANA", #[doc = "`LINKAJA`: LinkAja; the customer pays on a checkout page."]
        Linkaja = "LINKAJA", }
    }
    crate::open_enum! {
        #[doc =
        "State of a fixed payment code. One value was seen in the test answers of the vendor's SDK; others are likely.\n\nObserved; no document names it."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum FixedPaymentCodeStatus { #[doc =
        "`ACTIVE`: The code can be paid. (observed, no document lists it)"] Active =
        "ACTIVE", }
    }
    crate::open_enum! {
        #[doc =
        "Bank at which an invoice can be paid. New ones come at any time.\n\nSource: API reference, Create invoice, line 2916."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum InvoiceBankCode { #[doc = "`BCA`: Bank Central Asia."] Bca = "BCA",
        #[doc = "`MANDIRI`: Bank Mandiri."] Mandiri = "MANDIRI", #[doc =
        "`BNI`: Bank Negara Indonesia."] Bni = "BNI", #[doc =
        "`BRI`: Bank Rakyat Indonesia."] Bri = "BRI", #[doc = "`PERMATA`: Bank Permata."]
        Permata = "PERMATA", }
    }
    crate::open_enum! {
        #[doc =
        "Kind of payment that a callback reports. The conditions of the table and the examples say POOL where the later list says BANK_TRANSFER.\n\nSource: API reference, Invoice callback, line 3601."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum InvoiceCallbackPaymentMethod { #[doc =
        "`POOL`: Bank transfer into a pool virtual account."] Pool = "POOL", #[doc =
        "`RETAIL_OUTLET`: Cash at a retail outlet."] RetailOutlet = "RETAIL_OUTLET",
        #[doc = "`EWALLET`: E-wallet."] Ewallet = "EWALLET", #[doc =
        "`BANK_TRANSFER`: Bank transfer."] BankTransfer = "BANK_TRANSFER", #[doc =
        "`CREDIT_CARD`: Credit card."] CreditCard = "CREDIT_CARD", }
    }
    crate::open_enum! {
        #[doc =
        "How an invoice was created.\n\nSource: API reference, List all invoice, line 3426."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum InvoiceClientType { #[doc = "`API_GATEWAY`: By the API."] ApiGateway =
        "API_GATEWAY", #[doc = "`DASHBOARD`: In the dashboard."] Dashboard = "DASHBOARD",
        #[doc =
        "`INTEGRATION`: By an integration of another vendor, such as Shopify or WooCommerce."]
        Integration = "INTEGRATION", #[doc = "`ON_DEMAND`: By an on-demand link."]
        OnDemand = "ON_DEMAND", #[doc = "`RECURRING`: By a recurring payment."] Recurring
        = "RECURRING", }
    }
    crate::open_enum! {
        #[doc =
        "How far the payment of an invoice is.\n\nSource: API reference, Get an invoice, line 3087."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum InvoiceStatus { #[doc = "`PENDING`: Not paid yet."] Pending = "PENDING",
        #[doc = "`PAID`: Paid."] Paid = "PAID", #[doc =
        "`SETTLED`: Paid, and the amount has reached the cash balance."] Settled =
        "SETTLED", #[doc = "`EXPIRED`: No longer payable."] Expired = "EXPIRED", }
    }
    impl InvoiceStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["SETTLED", "EXPIRED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "Status in the callback of a payment with LinkAja.\n\nSource: API reference, Payment Status Callback, line 1616."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum LinkajaCallbackStatus { #[doc = "`FAILED`: The payment failed."] Failed
        = "FAILED", #[doc = "`SUCCESS_COMPLETED`: Paid."] SuccessCompleted =
        "SUCCESS_COMPLETED", }
    }
    impl LinkajaCallbackStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["FAILED", "SUCCESS_COMPLETED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "What happens to a recurring payment when one of its invoices expires unpaid.\n\nSource: API reference, Create a Recurring Payment, line 3690."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum MissedPaymentAction { #[doc =
        "`IGNORE`: The recurring payment goes on as planned."] Ignore = "IGNORE", #[doc =
        "`STOP`: The recurring payment is stopped."] Stop = "STOP", }
    }
    crate::open_enum! {
        #[doc =
        "Status in the callback of a payment with OVO.\n\nObserved; no document names it."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum OvoCallbackStatus { #[doc =
        "`COMPLETED`: Paid. (observed, no document lists it)"] Completed = "COMPLETED",
        #[doc = "`FAILED`: The payment failed. (observed, no document lists it)"] Failed
        = "FAILED", }
    }
    impl OvoCallbackStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["COMPLETED", "FAILED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "What the callback of a payment with OVO is about.\n\nObserved; no document names it."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum OvoPaymentEvent { #[doc =
        "`ewallet.payment`: A payment is over. (observed, no document lists it)"]
        EwalletPayment = "ewallet.payment", }
    }
    crate::open_enum! {
        #[doc =
        "Webhook events of payout links.\n\nSource: Payout links, Payout Links Events, line 101."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum PayoutLinkEvent { #[doc =
        "`disbursement.completed`: The payout is SUCCEEDED. (observed, no document lists it)"]
        DisbursementCompleted = "disbursement.completed", #[doc =
        "`disbursement.failed`: The payout is FAILED."] DisbursementFailed =
        "disbursement.failed", }
    }
    crate::open_enum! {
        #[doc =
        "Why the transfer behind a claimed payout link failed. It comes with FAILED, which is final: only then is another link no second payment. The document announces that further codes may come; its table has lost the codes, which are restored from a later page.\n\nSource: Payout links, Errors In Claiming the Payout, line 90."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum PayoutLinkFailureCode { #[doc =
        "`INSUFFICIENT_BALANCE`: Your balance did not cover the amount. Try again after topping up."]
        InsufficientBalance = "INSUFFICIENT_BALANCE", #[doc =
        "`INVALID_DESTINATION`: The account does not exist or is not valid. Ask the recipient; the same request will hardly succeed."]
        InvalidDestination = "INVALID_DESTINATION", #[doc =
        "`DESTINATION_MAXIMUM_LIMIT`: The account cannot take that much. Ask the recipient; the same request will hardly succeed."]
        DestinationMaximumLimit = "DESTINATION_MAXIMUM_LIMIT", #[doc =
        "`REJECTED_BY_CHANNEL`: The transfer failed by an error at the bank or its network. Try again after checking that the account is active and takes the currency."]
        RejectedByChannel = "REJECTED_BY_CHANNEL", #[doc =
        "`TEMPORARY_TRANSFER_ERROR`: The networks are down for the moment. Try again in 1 to 3 hours."]
        TemporaryTransferError = "TEMPORARY_TRANSFER_ERROR", #[doc =
        "`TRANSFER_ERROR`: The transfer could not be processed, mostly because of a field that is not valid. The same request will hardly succeed."]
        TransferError = "TRANSFER_ERROR", }
    }
    crate::open_enum! {
        #[doc =
        "How far a payout link has come.\n\nSource: Payout links, Create a Payout Link, line 22."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum PayoutLinkStatus { #[doc =
        "`PENDING`: Not claimed yet; can still be voided."] Pending = "PENDING", #[doc =
        "`CLAIMED`: Claimed by the recipient; the transfer is under way. (observed, no document lists it)"]
        Claimed = "CLAIMED", #[doc =
        "`COMPLETED`: The money has arrived. (observed, no document lists it)"] Completed
        = "COMPLETED", #[doc =
        "`FAILED`: The transfer after the claim failed; a new payout link is needed."]
        Failed = "FAILED", #[doc = "`VOIDED`: Withdrawn before it was claimed."] Voided =
        "VOIDED", }
    }
    impl PayoutLinkStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["COMPLETED", "FAILED", "VOIDED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "How far the transfer behind a claimed payout link has come, as the webhook events report it.\n\nSource: Payout links, Payout Links Events, line 101."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum PayoutStatus { #[doc =
        "`REQUESTED`: Handed to the payout partner; may still fail."] Requested =
        "REQUESTED", #[doc =
        "`SUCCEEDED`: The money has arrived; reported by disbursement.completed. (observed, no document lists it)"]
        Succeeded = "SUCCEEDED", #[doc =
        "`FAILED`: Refused by the partner or the bank; reported by disbursement.failed."]
        Failed = "FAILED", }
    }
    impl PayoutStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["SUCCEEDED", "FAILED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "Unit of time between two invoices of a recurring payment.\n\nSource: API reference, Create a Recurring Payment, line 3669."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum RecurringInterval { #[doc = "`DAY`: Days."] Day = "DAY", #[doc =
        "`WEEK`: Weeks."] Week = "WEEK", #[doc = "`MONTH`: Months."] Month = "MONTH", }
    }
    crate::open_enum! {
        #[doc =
        "Whether a recurring payment issues invoices.\n\nSource: API reference, Create a Recurring Payment, line 3745."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum RecurringPaymentStatus { #[doc =
        "`ACTIVE`: Invoices are issued as planned."] Active = "ACTIVE", #[doc =
        "`STOPPED`: Ended; no further invoices."] Stopped = "STOPPED", #[doc =
        "`PAUSED`: Suspended until it is resumed."] Paused = "PAUSED", }
    }
    impl RecurringPaymentStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["STOPPED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "Why a refund failed.\n\nSource: API reference, Create Refund, line 1025."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum RefundFailureReason { #[doc =
        "`INSUFFICIENT_BALANCE`: The merchant's balance is too small for the refund."]
        InsufficientBalance = "INSUFFICIENT_BALANCE", #[doc =
        "`REFUND_FAILED`: The card processor refused the refund."] RefundFailed =
        "REFUND_FAILED", }
    }
    crate::open_enum! {
        #[doc = "State of a refund.\n\nSource: API reference, Create Refund, line 997."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum RefundStatus { #[doc =
        "`PENDING`: Accepted and not carried out yet. Not in the table of statuses."]
        Pending = "PENDING", #[doc =
        "`REQUESTED`: Accepted and not carried out yet, seen in place of PENDING. (observed, no document lists it)"]
        Requested = "REQUESTED", #[doc = "`SUCCEEDED`: The money was given back."]
        Succeeded = "SUCCEEDED", #[doc =
        "`FAILED`: It did not work; `failure_reason` says why."] Failed = "FAILED", }
    }
    impl RefundStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["SUCCEEDED", "FAILED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "Why a token or an authentication failed.\n\nSource: API reference, Create Token, line 213."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum TokenFailureReason { #[doc =
        "`AUTHENTICATION_FAILED`: The payer tried to authenticate (3DS) and did not get through."]
        AuthenticationFailed = "AUTHENTICATION_FAILED", }
    }
    crate::open_enum! {
        #[doc =
        "State of a token or of an authentication.\n\nSource: API reference, Create Token, line 206."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum TokenStatus { #[doc =
        "`IN_REVIEW`: The payer must authenticate on the page at `payer_authentication_url`."]
        InReview = "IN_REVIEW", #[doc =
        "`VERIFIED`: The payer is authenticated; the token may be charged."] Verified =
        "VERIFIED", #[doc = "`FAILED`: It did not work; `failure_reason` says why."]
        Failed = "FAILED", #[doc =
        "`TOKEN_EXPIRED`: The token is too old. Seen on authentications. (observed, no document lists it)"]
        TokenExpired = "TOKEN_EXPIRED", }
    }
    impl TokenStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["VERIFIED", "FAILED", "TOKEN_EXPIRED"].contains(&self.as_str())
        }
    }
    crate::open_enum! {
        #[doc =
        "State of a fixed virtual account. The document writes the values in lower case, its examples in upper case.\n\nSource: API reference, Create Fixed Virtual Account, line 2059."]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive]
        pub enum VirtualAccountStatus { #[doc =
        "`PENDING`: The bank is still processing the creation."] Pending = "PENDING",
        #[doc = "`ACTIVE`: Payers can use the account."] Active = "ACTIVE", #[doc =
        "`INACTIVE`: A single-use account was paid, or the account has expired."]
        Inactive = "INACTIVE", }
    }
    impl VirtualAccountStatus {
        /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
        #[must_use]
        pub fn is_final(&self) -> bool {
            ["INACTIVE"].contains(&self.as_str())
        }
    }
    crate::union! {
        #[doc =
        "A payment to ask of a customer; ewallet_type says with which wallet, and so which fields there are."]
        #[derive(Clone, Debug, PartialEq)] #[non_exhaustive] pub enum
        CreateEwalletPaymentRequest by ewallet_type "ewallet_type" {
        Ovo(CreateOvoPaymentRequest) = "OVO", Dana(CreateDanaPaymentRequest) = "DANA",
        Linkaja(CreateLinkajaPaymentRequest) = "LINKAJA", }
    }
    crate::union! {
        #[doc = "A created payment, in the form of its wallet."] #[derive(Clone, Debug,
        PartialEq)] #[non_exhaustive] pub enum EwalletPayment by ewallet_type
        "ewallet_type" { Ovo(OvoPayment) = "OVO", Dana(DanaPayment) = "DANA",
        Linkaja(LinkajaPayment) = "LINKAJA", }
    }
}
/// One builder for each operation: set the parameters, then `send`.
pub mod builder {
    #[allow(unused_imports)]
    use super::{operations, types};
    #[allow(unused_imports)]
    use crate::request::encode_path;
    /**Get the balance of an account: `GET /balance`.

Made by [`Client::get_balance`](crate::xendit::Client::get_balance).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetBalance {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) account_type: Option<types::AccountType>,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetBalance {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                account_type: None,
                for_user_id: None,
            }
        }
        /**The account to read, in upper case. Without it, the cash account.

*`account_type` in the query; the server's default is `"CASH"`* (API reference, Get balance, line 82)*/
        pub fn account_type(mut self, value: impl Into<types::AccountType>) -> Self {
            self.account_type = Some(value.into());
            self
        }
        ///[`account_type`](Self::account_type), if there is a value.
        pub fn maybe_account_type(
            self,
            value: Option<impl Into<types::AccountType>>,
        ) -> Self {
            match value {
                Some(value) => self.account_type(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /balance`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Balance>> {
            let Self { client, options, account_type, for_user_id } = self;
            let url = client.url("/balance");
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
                    .query(
                        &crate::request::QueryParam::new("account_type", &account_type),
                    )
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::GET_BALANCE, &options, request).await
        }
    }
    /**Create a card token: `POST /v2/credit_card_tokens`.

Made by [`PublicClient::create_token`](crate::xendit::PublicClient::create_token).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateToken {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateTokenRequest>,
    }
    impl CreateToken {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateTokenRequest) -> Self {
            *self.body = value;
            self
        }
        /**The amount that will be charged, as text. Needed only for single-use tokens that are authenticated in the same step.

Source: API reference, Create Token, line 156.*/
        pub fn amount(mut self, value: impl Into<crate::AmountText>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        ///[`amount`](Self::amount), if there is a value.
        pub fn maybe_amount(self, value: Option<impl Into<crate::AmountText>>) -> Self {
            match value {
                Some(value) => self.amount(value),
                None => self,
            }
        }
        /**The card.

*required*

Observed; no document names it.*/
        pub fn card_data(mut self, value: impl Into<types::CardData>) -> Self {
            self.body.card_data = Some(value.into());
            self
        }
        /**The CVN (CVC) of the card, once more beside `card_data`. Used for single-use tokens only.

Source: API reference, Create Token, line 168.*/
        pub fn card_cvn(mut self, value: impl Into<crate::Secret>) -> Self {
            self.body.card_cvn = Some(value.into());
            self
        }
        ///[`card_cvn`](Self::card_cvn), if there is a value.
        pub fn maybe_card_cvn(self, value: Option<impl Into<crate::Secret>>) -> Self {
            match value {
                Some(value) => self.card_cvn(value),
                None => self,
            }
        }
        /**Whether the token can be charged only once. The document's `is_multiple_use` (default false), negated.

*the server's default is `true`*

Source: API reference, Create Token, line 172.*/
        pub fn is_single_use(mut self, value: impl Into<bool>) -> Self {
            self.body.is_single_use = Some(value.into());
            self
        }
        ///[`is_single_use`](Self::is_single_use), if there is a value.
        pub fn maybe_is_single_use(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.is_single_use(value),
                None => self,
            }
        }
        /**Whether the payer is authenticated in the same step. False needs an account with optional authentication.

*the server's default is `true`*

Source: API reference, Create Token, line 176.*/
        pub fn should_authenticate(mut self, value: impl Into<bool>) -> Self {
            self.body.should_authenticate = Some(value.into());
            self
        }
        ///[`should_authenticate`](Self::should_authenticate), if there is a value.
        pub fn maybe_should_authenticate(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_authenticate(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /v2/credit_card_tokens`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Token>> {
            let Self {
                client,
                options,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let url = client.url("/v2/credit_card_tokens");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::CREATE_TOKEN, &options, request).await
        }
    }
    /**Authenticate a card token: `POST /credit_card_tokens/{token_id}/authentications`.

Made by [`PublicClient::create_authentication`](crate::xendit::PublicClient::create_authentication).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateAuthentication {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) token_id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateAuthenticationRequest>,
    }
    impl CreateAuthentication {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            token_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                token_id,
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateAuthenticationRequest) -> Self {
            *self.body = value;
            self
        }
        /**The amount to authenticate, as text. A charge may not be above it.

*required*

Source: API reference, Create Authentication, line 293.*/
        pub fn amount(mut self, value: impl Into<crate::AmountText>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /credit_card_tokens/{token_id}/authentications`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::Authentication>> {
            let Self {
                client,
                options,
                token_id,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let token_id = crate::request::path_value(
                &operations::CREATE_AUTHENTICATION,
                &options,
                "token_id",
                token_id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/credit_card_tokens/{}/authentications", encode_path(& token_id
                        .to_string())
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::CREATE_AUTHENTICATION, &options, request).await
        }
    }
    /**Charge a card, or authorize a charge: `POST /credit_card_charges`.

Made by [`Client::create_charge`](crate::xendit::Client::create_charge).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateCharge {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateChargeRequest>,
    }
    impl CreateCharge {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateChargeRequest) -> Self {
            *self.body = value;
            self
        }
        /**Id of the token whose card is charged.

*required; not empty*

Source: API reference, Create Charge, line 623; `minLength`: observed.*/
        pub fn token_id(mut self, value: impl Into<String>) -> Self {
            self.body.token_id = Some(value.into());
            self
        }
        /**The caller's own unique id of the charge, at most 64 characters.

*required; 1 to 64 characters*

Source: API reference, Create Charge, line 626; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.body.external_id = Some(value.into());
            self
        }
        /**The amount to charge, in whole rupiah. 0 checks the card, where the account's card processor can do so.

*required; no decimals*

Source: API reference, Create Charge, line 629; `multipleOf`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        /**Id of the payer's authentication. May be left out only if a single-use token was authenticated already, or if the account has optional authentication.

Source: API reference, Create Charge, line 632.*/
        pub fn authentication_id(mut self, value: impl Into<String>) -> Self {
            self.body.authentication_id = Some(value.into());
            self
        }
        ///[`authentication_id`](Self::authentication_id), if there is a value.
        pub fn maybe_authentication_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.authentication_id(value),
                None => self,
            }
        }
        /**The CVN (CVC) of the card: 4 digits for AMEX, 3 for other brands. Needed for cards issued in Europe, advised for all.

*3 to 4 characters; matches `^[0-9]{3,4}$`*

Source: API reference, Create Charge, line 635.*/
        pub fn card_cvn(mut self, value: impl Into<crate::Secret>) -> Self {
            self.body.card_cvn = Some(value.into());
            self
        }
        ///[`card_cvn`](Self::card_cvn), if there is a value.
        pub fn maybe_card_cvn(self, value: Option<impl Into<crate::Secret>>) -> Self {
            match value {
                Some(value) => self.card_cvn(value),
                None => self,
            }
        }
        /**Whether the money is taken at once. False only holds it, for 7 days.

*the server's default is `true`*

Source: API reference, Create Charge, line 638.*/
        pub fn capture(mut self, value: impl Into<bool>) -> Self {
            self.body.capture = Some(value.into());
            self
        }
        ///[`capture`](Self::capture), if there is a value.
        pub fn maybe_capture(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.capture(value),
                None => self,
            }
        }
        /**A text by which the payer recognizes the merchant.

Source: API reference, Create Charge, line 643.*/
        pub fn descriptor(mut self, value: impl Into<String>) -> Self {
            self.body.descriptor = Some(value.into());
            self
        }
        ///[`descriptor`](Self::descriptor), if there is a value.
        pub fn maybe_descriptor(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.descriptor(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /credit_card_charges`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Charge>> {
            let Self {
                client,
                options,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let url = client.url("/credit_card_charges");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::CREATE_CHARGE, &options, request).await
        }
    }
    /**Reverse an authorization: `POST /credit_card_charges/{charge_id}/auth_reversal`.

Made by [`Client::reverse_authorization`](crate::xendit::Client::reverse_authorization).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct ReverseAuthorization {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) charge_id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) body: Box<types::ReverseAuthorizationRequest>,
    }
    impl ReverseAuthorization {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            charge_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                charge_id,
                idempotency_key: None,
                for_user_id: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::ReverseAuthorizationRequest) -> Self {
            *self.body = value;
            self
        }
        /**Reference of the charge.

*required; not empty*

Source: API reference, Reverse Authorization, line 470; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.body.external_id = Some(value.into());
            self
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /credit_card_charges/{charge_id}/auth_reversal`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::AuthorizationReversal>> {
            let Self {
                client,
                options,
                charge_id,
                idempotency_key,
                for_user_id,
                body,
            } = self;
            let charge_id = crate::request::path_value(
                &operations::REVERSE_AUTHORIZATION,
                &options,
                "charge_id",
                charge_id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/credit_card_charges/{}/auth_reversal", encode_path(& charge_id
                        .to_string())
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
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
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::REVERSE_AUTHORIZATION, &options, request).await
        }
    }
    /**Capture an authorized charge: `POST /credit_card_charges/{credit_card_charge_id}/capture`.

Made by [`Client::capture_charge`](crate::xendit::Client::capture_charge).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CaptureCharge {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) credit_card_charge_id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) body: Box<types::CaptureChargeRequest>,
    }
    impl CaptureCharge {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            credit_card_charge_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                credit_card_charge_id,
                idempotency_key: None,
                for_user_id: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CaptureChargeRequest) -> Self {
            *self.body = value;
            self
        }
        /**The amount to take in whole rupiah, as text; at most the authorized one.

*required; no decimals*

Source: API reference, Capture Charge, line 819; `multipleOf`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::AmountText>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /credit_card_charges/{credit_card_charge_id}/capture`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Charge>> {
            let Self {
                client,
                options,
                credit_card_charge_id,
                idempotency_key,
                for_user_id,
                body,
            } = self;
            let credit_card_charge_id = crate::request::path_value(
                &operations::CAPTURE_CHARGE,
                &options,
                "credit_card_charge_id",
                credit_card_charge_id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/credit_card_charges/{}/capture", encode_path(&
                        credit_card_charge_id.to_string())
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
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
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::CAPTURE_CHARGE, &options, request).await
        }
    }
    /**Get a charge: `GET /credit_card_charges/{credit_card_charge_id}`.

Made by [`Client::get_charge`](crate::xendit::Client::get_charge).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetCharge {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) credit_card_charge_id: String,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetCharge {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            credit_card_charge_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                credit_card_charge_id,
                for_user_id: None,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /credit_card_charges/{credit_card_charge_id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Charge>> {
            let Self { client, options, credit_card_charge_id, for_user_id } = self;
            let credit_card_charge_id = crate::request::path_value(
                &operations::GET_CHARGE,
                &options,
                "credit_card_charge_id",
                credit_card_charge_id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/credit_card_charges/{}", encode_path(& credit_card_charge_id
                        .to_string())
                    ),
                );
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
            client.execute(&operations::GET_CHARGE, &options, request).await
        }
        /// Asks until the status is final, the deadline is over, or an error comes that does not pass by itself.
        ///
        /// # Errors
        /// As [`send`](Self::send).
        pub async fn until_final(
            self,
            policy: &crate::WaitPolicy,
        ) -> crate::Result<crate::Waited<types::Charge>> {
            let is_final = |answer: &types::Charge| {
                answer.status.as_ref().is_some_and(types::ChargeStatus::is_final)
            };
            crate::wait::until_final(policy, || self.clone().send(), is_final).await
        }
    }
    /**Refund a charge: `POST /credit_card_charges/{credit_card_charge_id}/refunds`.

Made by [`Client::create_refund`](crate::xendit::Client::create_refund).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateRefund {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) credit_card_charge_id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateRefundRequest>,
    }
    impl CreateRefund {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            credit_card_charge_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                credit_card_charge_id,
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**A key of the caller's that keeps a repeated request from being carried out twice. Unique over development and production.

*header `X-IDEMPOTENCY-KEY`; not empty* (API reference, Create Refund, line 949; `minLength`: observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateRefundRequest) -> Self {
            *self.body = value;
            self
        }
        /**The amount to give back in whole rupiah, as text, greater than 0. All refunds together are at most the charge.

*required; greater than 0; no decimals*

Source: API reference, Create Refund, line 956; `minimum`: observed; `multipleOf`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::AmountText>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        /**The caller's own unique id of the refund, at most 64 characters.

*required; 1 to 64 characters*

Source: API reference, Create Refund, line 959; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.body.external_id = Some(value.into());
            self
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /credit_card_charges/{credit_card_charge_id}/refunds`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Refund>> {
            let Self {
                client,
                options,
                credit_card_charge_id,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let credit_card_charge_id = crate::request::path_value(
                &operations::CREATE_REFUND,
                &options,
                "credit_card_charge_id",
                credit_card_charge_id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/credit_card_charges/{}/refunds", encode_path(&
                        credit_card_charge_id.to_string())
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::CREATE_REFUND, &options, request).await
        }
    }
    /**Create an e-wallet payment: `POST /ewallets`.

Made by [`Client::create_ewallet_payment`](crate::xendit::Client::create_ewallet_payment).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateEwalletPayment {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) api_version: Option<String>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Option<types::CreateEwalletPaymentRequest>,
    }
    impl CreateEwalletPayment {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                api_version: None,
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: None,
            }
        }
        /**Selects the contract of the answer. 2019-02-04 answers when the payment is over, as the document's example does; 2020-02-01 answers at once with status PENDING. Sent only if the caller asks for it.

*header `X-API-VERSION`* (observed)*/
        pub fn api_version(mut self, value: impl Into<String>) -> Self {
            self.api_version = Some(value.into());
            self
        }
        ///[`api_version`](Self::api_version), if there is a value.
        pub fn maybe_api_version(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.api_version(value),
                None => self,
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The body: one of the variants.
        pub fn body(
            mut self,
            value: impl Into<types::CreateEwalletPaymentRequest>,
        ) -> Self {
            self.body = Some(value.into());
            self
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /ewallets`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<crate::xendit::types::EwalletPayment>> {
            let Self {
                client,
                options,
                api_version,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let body = crate::request::body(&operations::CREATE_EWALLET_PAYMENT, body)?;
            let url = client.url("/ewallets");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(5usize);
            if let Some(value) = api_version {
                header_map
                    .append(
                        "X-API-VERSION",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::CREATE_EWALLET_PAYMENT, &options, request).await
        }
    }
    /**Get the status of an e-wallet payment: `GET /ewallets`.

Made by [`Client::get_ewallet_payment_status`](crate::xendit::Client::get_ewallet_payment_status).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetEwalletPaymentStatus {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) ewallet_type: Option<types::EwalletType>,
        pub(crate) external_id: Option<String>,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetEwalletPaymentStatus {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                ewallet_type: None,
                external_id: None,
                for_user_id: None,
            }
        }
        /**The wallet of the payment, in capital letters. The document supports OVO and DANA here; LINKAJA was seen to work.

*`ewallet_type` in the query; required* (API reference, Get Payment Status, line 1512)*/
        pub fn ewallet_type(mut self, value: impl Into<types::EwalletType>) -> Self {
            self.ewallet_type = Some(value.into());
            self
        }
        /**The merchant's id of the payment, as given when it was created. At most 1000 characters.

*`external_id` in the query; required; 1 to 1000 characters* (API reference, Get Payment Status, line 1509; `minLength`: observed)*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /ewallets`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::EwalletPaymentStatus>> {
            let Self { client, options, ewallet_type, external_id, for_user_id } = self;
            let url = client.url("/ewallets");
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
                    .query(
                        &crate::request::QueryParam::new("ewallet_type", &ewallet_type),
                    )
                    .query(&crate::request::QueryParam::new("external_id", &external_id))
                    .headers(header_map)
                    .build(),
            )?;
            client
                .execute(&operations::GET_EWALLET_PAYMENT_STATUS, &options, request)
                .await
        }
        /// Asks until the status is final, the deadline is over, or an error comes that does not pass by itself.
        ///
        /// # Errors
        /// As [`send`](Self::send).
        pub async fn until_final(
            self,
            policy: &crate::WaitPolicy,
        ) -> crate::Result<crate::Waited<types::EwalletPaymentStatus>> {
            let is_final = |answer: &types::EwalletPaymentStatus| {
                answer.status.as_ref().is_some_and(types::EwalletStatus::is_final)
            };
            crate::wait::until_final(policy, || self.clone().send(), is_final).await
        }
    }
    /**Create a cardless credit payment: `POST /cardless-credit`.

Made by [`Client::create_cardless_credit_payment`](crate::xendit::Client::create_cardless_credit_payment).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateCardlessCreditPayment {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateCardlessCreditPaymentRequest>,
    }
    impl CreateCardlessCreditPayment {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateCardlessCreditPaymentRequest) -> Self {
            *self.body = value;
            self
        }
        /**The partner that gives the credit, in capital letters.

*required*

Source: API reference, Generate Checkout URL, line 1771.*/
        pub fn cardless_credit_type(
            mut self,
            value: impl Into<types::CardlessCreditType>,
        ) -> Self {
            self.body.cardless_credit_type = Some(value.into());
            self
        }
        /**The merchant's own id of the payment, unique. At most 1000 characters.

*required; 1 to 1000 characters*

Source: API reference, Generate Checkout URL, line 1775; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.body.external_id = Some(value.into());
            self
        }
        /**What the customer pays, in IDR. At least 1.

*required; at least 1*

Source: API reference, Generate Checkout URL, line 1778.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        /**In which instalments the customer pays the partner.

*required*

Source: API reference, Generate Checkout URL, line 1782.*/
        pub fn payment_type(
            mut self,
            value: impl Into<types::CardlessCreditPaymentType>,
        ) -> Self {
            self.body.payment_type = Some(value.into());
            self
        }
        /**What is sold.

*required*

Source: API reference, Generate Checkout URL, line 1785.*/
        pub fn items(
            mut self,
            value: impl IntoIterator<Item = impl Into<types::CardlessCreditItem>>,
        ) -> Self {
            self.body.items = Some(value.into_iter().map(Into::into).collect());
            self
        }
        /**The customer.

*required*

Source: API reference, Generate Checkout URL, line 1791.*/
        pub fn customer_details(
            mut self,
            value: impl Into<types::CustomerDetails>,
        ) -> Self {
            self.body.customer_details = Some(value.into());
            self
        }
        /**Where the items go.

*required*

Source: API reference, Generate Checkout URL, line 1794.*/
        pub fn shipping_address(
            mut self,
            value: impl Into<types::ShippingAddress>,
        ) -> Self {
            self.body.shipping_address = Some(value.into());
            self
        }
        /**Where the customer is sent after the checkout, such as the order's page.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1797; `minLength`: observed.*/
        pub fn redirect_url(mut self, value: impl Into<String>) -> Self {
            self.body.redirect_url = Some(value.into());
            self
        }
        /**Where the callback goes once the customer has paid.

*required; not empty*

Source: API reference, Generate Checkout URL, line 1800; `minLength`: observed.*/
        pub fn callback_url(mut self, value: impl Into<String>) -> Self {
            self.body.callback_url = Some(value.into());
            self
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /cardless-credit`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::CardlessCreditPayment>> {
            let Self {
                client,
                options,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let url = client.url("/cardless-credit");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client
                .execute(&operations::CREATE_CARDLESS_CREDIT_PAYMENT, &options, request)
                .await
        }
    }
    /**List the banks that offer virtual accounts: `GET /available_virtual_account_banks`.

Made by [`Client::get_virtual_account_banks`](crate::xendit::Client::get_virtual_account_banks).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetVirtualAccountBanks {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetVirtualAccountBanks {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                for_user_id: None,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /available_virtual_account_banks`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<::std::vec::Vec<types::VirtualAccountBank>>> {
            let Self { client, options, for_user_id } = self;
            let url = client.url("/available_virtual_account_banks");
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
            client
                .execute(&operations::GET_VIRTUAL_ACCOUNT_BANKS, &options, request)
                .await
        }
    }
    /**Create a fixed virtual account: `POST /callback_virtual_accounts`.

Made by [`Client::create_fixed_virtual_account`](crate::xendit::Client::create_fixed_virtual_account).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateFixedVirtualAccount {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateFixedVirtualAccountRequest>,
    }
    impl CreateFixedVirtualAccount {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateFixedVirtualAccountRequest) -> Self {
            *self.body = value;
            self
        }
        /**Id of your choice, 1000 characters at most, often a phone number, an e-mail address or a transaction id. It cannot be changed later.

*required; 1 to 1000 characters*

Source: API reference, Create Fixed Virtual Account, line 1997; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.body.external_id = Some(value.into());
            self
        }
        /**Code of the bank that holds the account, as the list of banks gives it. BNI is recommended for payers of other banks.

*required; not empty*

Source: API reference, Create Fixed Virtual Account, line 2000; `minLength`: observed.*/
        pub fn bank_code(mut self, value: impl Into<String>) -> Self {
            self.body.bank_code = Some(value.into());
            self
        }
        /**Name of the user or the account, shown by the bank, on its machines for one. Letters, digits, spaces and hyphens, of any length, though banks cut it to theirs. The name of a bank or an institution is refused.

*required; not empty; matches `^[A-Za-z0-9 -]*$`*

Source: API reference, Create Fixed Virtual Account, line 2004; `minLength`: observed.*/
        pub fn name(mut self, value: impl Into<String>) -> Self {
            self.body.name = Some(value.into());
            self
        }
        /**Number wanted for the account, without the merchant code and within your range. Picked at random if absent.

Source: API reference, Create Fixed Virtual Account, line 2007.*/
        pub fn virtual_account_number(
            mut self,
            value: impl Into<crate::Secret>,
        ) -> Self {
            self.body.virtual_account_number = Some(value.into());
            self
        }
        ///[`virtual_account_number`](Self::virtual_account_number), if there is a value.
        pub fn maybe_virtual_account_number(
            self,
            value: Option<impl Into<crate::Secret>>,
        ) -> Self {
            match value {
                Some(value) => self.virtual_account_number(value),
                None => self,
            }
        }
        /**Amount in rupiah proposed to the payer. Supported by MANDIRI and BRI only.

Source: API reference, Create Fixed Virtual Account, line 2011.*/
        pub fn suggested_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.suggested_amount = Some(value.into());
            self
        }
        ///[`suggested_amount`](Self::suggested_amount), if there is a value.
        pub fn maybe_suggested_amount(
            self,
            value: Option<impl Into<crate::Amount>>,
        ) -> Self {
            match value {
                Some(value) => self.suggested_amount(value),
                None => self,
            }
        }
        /**If true, the account takes exactly expected_amount, which is then required. Not every account can be closed.

Source: API reference, Create Fixed Virtual Account, line 2015.*/
        pub fn is_closed(mut self, value: impl Into<bool>) -> Self {
            self.body.is_closed = Some(value.into());
            self
        }
        ///[`is_closed`](Self::is_closed), if there is a value.
        pub fn maybe_is_closed(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.is_closed(value),
                None => self,
            }
        }
        /**Amount in rupiah that a closed account takes, required if is_closed is true. BNI, BRI and MANDIRI take 1 to 50000000000; for other banks no limit is named.

Source: API reference, Create Fixed Virtual Account, line 2018.*/
        pub fn expected_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.expected_amount = Some(value.into());
            self
        }
        ///[`expected_amount`](Self::expected_amount), if there is a value.
        pub fn maybe_expected_amount(
            self,
            value: Option<impl Into<crate::Amount>>,
        ) -> Self {
            match value {
                Some(value) => self.expected_amount(value),
                None => self,
            }
        }
        /**When the account expires, not in the past. Not supported for every account.

Source: API reference, Create Fixed Virtual Account, line 2021.*/
        pub fn expiration_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.body.expiration_date = Some(value.into());
            self
        }
        ///[`expiration_date`](Self::expiration_date), if there is a value.
        pub fn maybe_expiration_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expiration_date(value),
                None => self,
            }
        }
        /**If true, the account becomes inactive once it is paid.

Source: API reference, Create Fixed Virtual Account, line 2024.*/
        pub fn is_single_use(mut self, value: impl Into<bool>) -> Self {
            self.body.is_single_use = Some(value.into());
            self
        }
        ///[`is_single_use`](Self::is_single_use), if there is a value.
        pub fn maybe_is_single_use(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.is_single_use(value),
                None => self,
            }
        }
        /**Description of the account. Supported by BRI only.

Source: API reference, Create Fixed Virtual Account, line 2027.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.body.description = Some(value.into());
            self
        }
        ///[`description`](Self::description), if there is a value.
        pub fn maybe_description(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.description(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /callback_virtual_accounts`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::FixedVirtualAccount>> {
            let Self {
                client,
                options,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let url = client.url("/callback_virtual_accounts");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client
                .execute(&operations::CREATE_FIXED_VIRTUAL_ACCOUNT, &options, request)
                .await
        }
    }
    /**Get a fixed virtual account: `GET /callback_virtual_accounts/{id}`.

Made by [`Client::get_fixed_virtual_account`](crate::xendit::Client::get_fixed_virtual_account).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetFixedVirtualAccount {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) id: String,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetFixedVirtualAccount {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                id,
                for_user_id: None,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /callback_virtual_accounts/{id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::FixedVirtualAccount>> {
            let Self { client, options, id, for_user_id } = self;
            let id = crate::request::path_value(
                &operations::GET_FIXED_VIRTUAL_ACCOUNT,
                &options,
                "id",
                id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/callback_virtual_accounts/{}", encode_path(& id.to_string())
                    ),
                );
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
            client
                .execute(&operations::GET_FIXED_VIRTUAL_ACCOUNT, &options, request)
                .await
        }
        /// Asks until the status is final, the deadline is over, or an error comes that does not pass by itself.
        ///
        /// # Errors
        /// As [`send`](Self::send).
        pub async fn until_final(
            self,
            policy: &crate::WaitPolicy,
        ) -> crate::Result<crate::Waited<types::FixedVirtualAccount>> {
            let is_final = |answer: &types::FixedVirtualAccount| {
                answer.status.as_ref().is_some_and(types::VirtualAccountStatus::is_final)
            };
            crate::wait::until_final(policy, || self.clone().send(), is_final).await
        }
    }
    /**Update a fixed virtual account: `PATCH /callback_virtual_accounts/{id}`.

Made by [`Client::update_fixed_virtual_account`](crate::xendit::Client::update_fixed_virtual_account).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct UpdateFixedVirtualAccount {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) body: Box<types::UpdateFixedVirtualAccountRequest>,
    }
    impl UpdateFixedVirtualAccount {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                id,
                idempotency_key: None,
                for_user_id: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::UpdateFixedVirtualAccountRequest) -> Self {
            *self.body = value;
            self
        }
        /**Amount in rupiah proposed to the payer. Not supported for every account.

Source: API reference, Update Fixed Virtual Account, line 2184.*/
        pub fn suggested_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.suggested_amount = Some(value.into());
            self
        }
        ///[`suggested_amount`](Self::suggested_amount), if there is a value.
        pub fn maybe_suggested_amount(
            self,
            value: Option<impl Into<crate::Amount>>,
        ) -> Self {
            match value {
                Some(value) => self.suggested_amount(value),
                None => self,
            }
        }
        /**Amount in rupiah that a closed account takes, above 0 and below 1000000000. A closed account needs one.

*greater than 0; less than 1000000000*

Source: API reference, Update Fixed Virtual Account, line 2187; `minimum`: 2261; `maximum`: 2264.*/
        pub fn expected_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.expected_amount = Some(value.into());
            self
        }
        ///[`expected_amount`](Self::expected_amount), if there is a value.
        pub fn maybe_expected_amount(
            self,
            value: Option<impl Into<crate::Amount>>,
        ) -> Self {
            match value {
                Some(value) => self.expected_amount(value),
                None => self,
            }
        }
        /**When the account expires. A date days in the past expires it at once.

Source: API reference, Update Fixed Virtual Account, line 2190.*/
        pub fn expiration_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.body.expiration_date = Some(value.into());
            self
        }
        ///[`expiration_date`](Self::expiration_date), if there is a value.
        pub fn maybe_expiration_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expiration_date(value),
                None => self,
            }
        }
        /**If true, the account becomes inactive once it is paid.

Source: API reference, Update Fixed Virtual Account, line 2193.*/
        pub fn is_single_use(mut self, value: impl Into<bool>) -> Self {
            self.body.is_single_use = Some(value.into());
            self
        }
        ///[`is_single_use`](Self::is_single_use), if there is a value.
        pub fn maybe_is_single_use(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.is_single_use(value),
                None => self,
            }
        }
        /**Description shown to the payer. Supported by BRI only.

Source: API reference, Update Fixed Virtual Account, line 2196.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.body.description = Some(value.into());
            self
        }
        ///[`description`](Self::description), if there is a value.
        pub fn maybe_description(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.description(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `PATCH /callback_virtual_accounts/{id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::FixedVirtualAccount>> {
            let Self { client, options, id, idempotency_key, for_user_id, body } = self;
            let id = crate::request::path_value(
                &operations::UPDATE_FIXED_VIRTUAL_ACCOUNT,
                &options,
                "id",
                id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/callback_virtual_accounts/{}", encode_path(& id.to_string())
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
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
                    .patch(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client
                .execute(&operations::UPDATE_FIXED_VIRTUAL_ACCOUNT, &options, request)
                .await
        }
    }
    /**Get a payment into a fixed virtual account: `GET /callback_virtual_account_payments/payment_id={payment_id}`.

Made by [`Client::get_fixed_virtual_account_payment`](crate::xendit::Client::get_fixed_virtual_account_payment).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetFixedVirtualAccountPayment {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) payment_id: String,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetFixedVirtualAccountPayment {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            payment_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                payment_id,
                for_user_id: None,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /callback_virtual_account_payments/payment_id={payment_id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::FixedVirtualAccountPayment>> {
            let Self { client, options, payment_id, for_user_id } = self;
            let payment_id = crate::request::path_value(
                &operations::GET_FIXED_VIRTUAL_ACCOUNT_PAYMENT,
                &options,
                "payment_id",
                payment_id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/callback_virtual_account_payments/payment_id={}", encode_path(&
                        payment_id.to_string())
                    ),
                );
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
            client
                .execute(
                    &operations::GET_FIXED_VIRTUAL_ACCOUNT_PAYMENT,
                    &options,
                    request,
                )
                .await
        }
    }
    /**Create a fixed payment code: `POST /fixed_payment_code`.

Made by [`Client::create_fixed_payment_code`](crate::xendit::Client::create_fixed_payment_code).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateFixedPaymentCode {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateFixedPaymentCodeRequest>,
    }
    impl CreateFixedPaymentCode {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateFixedPaymentCodeRequest) -> Self {
            *self.body = value;
            self
        }
        /**Id of your choice, 1000 characters at most, often a phone number, an e-mail address or a transaction id.

*required; 1 to 1000 characters*

Source: API reference, Create Fixed Payment Code, line 2464; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.body.external_id = Some(value.into());
            self
        }
        /**Retail outlet where the code is to be paid, such as ALFAMART or INDOMARET.

*required; not empty*

Source: API reference, Create Fixed Payment Code, line 2467; `minLength`: observed.*/
        pub fn retail_outlet_name(mut self, value: impl Into<String>) -> Self {
            self.body.retail_outlet_name = Some(value.into());
            self
        }
        /**Name of the user, by which the cashier may know the payer.

*required; not empty*

Source: API reference, Create Fixed Payment Code, line 2470; `minLength`: observed.*/
        pub fn name(mut self, value: impl Into<String>) -> Self {
            self.body.name = Some(value.into());
            self
        }
        /**Amount in rupiah to be paid, from 10000 to 5000000.

*required; 10000 to 5000000*

Source: API reference, Create Fixed Payment Code, line 2473; `minimum`: 2538; `maximum`: 2541.*/
        pub fn expected_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.expected_amount = Some(value.into());
            self
        }
        /**Code wanted, within your range. Picked at random if absent.

Source: API reference, Create Fixed Payment Code, line 2476.*/
        pub fn payment_code(mut self, value: impl Into<String>) -> Self {
            self.body.payment_code = Some(value.into());
            self
        }
        ///[`payment_code`](Self::payment_code), if there is a value.
        pub fn maybe_payment_code(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.payment_code(value),
                None => self,
            }
        }
        /**When the code expires, not in the past.

Source: API reference, Create Fixed Payment Code, line 2479.*/
        pub fn expiration_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.body.expiration_date = Some(value.into());
            self
        }
        ///[`expiration_date`](Self::expiration_date), if there is a value.
        pub fn maybe_expiration_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expiration_date(value),
                None => self,
            }
        }
        /**If true, the code becomes inactive once it is paid.

Source: API reference, Create Fixed Payment Code, line 2482.*/
        pub fn is_single_use(mut self, value: impl Into<bool>) -> Self {
            self.body.is_single_use = Some(value.into());
            self
        }
        ///[`is_single_use`](Self::is_single_use), if there is a value.
        pub fn maybe_is_single_use(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.is_single_use(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /fixed_payment_code`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::FixedPaymentCode>> {
            let Self {
                client,
                options,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let url = client.url("/fixed_payment_code");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client
                .execute(&operations::CREATE_FIXED_PAYMENT_CODE, &options, request)
                .await
        }
    }
    /**Update a fixed payment code: `PATCH /fixed_payment_code/{fixed_payment_code_id}`.

Made by [`Client::update_fixed_payment_code`](crate::xendit::Client::update_fixed_payment_code).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct UpdateFixedPaymentCode {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) fixed_payment_code_id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) body: Box<types::UpdateFixedPaymentCodeRequest>,
    }
    impl UpdateFixedPaymentCode {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            fixed_payment_code_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                fixed_payment_code_id,
                idempotency_key: None,
                for_user_id: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::UpdateFixedPaymentCodeRequest) -> Self {
            *self.body = value;
            self
        }
        /**Name of the code.

Source: API reference, Update Fixed Payment Code, line 2563.*/
        pub fn name(mut self, value: impl Into<String>) -> Self {
            self.body.name = Some(value.into());
            self
        }
        ///[`name`](Self::name), if there is a value.
        pub fn maybe_name(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.name(value),
                None => self,
            }
        }
        /**Amount in rupiah to be paid, from 10000 to 5000000.

*10000 to 5000000*

Source: API reference, Update Fixed Payment Code, line 2566; `minimum`: 2619; `maximum`: 2622.*/
        pub fn expected_amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.expected_amount = Some(value.into());
            self
        }
        ///[`expected_amount`](Self::expected_amount), if there is a value.
        pub fn maybe_expected_amount(
            self,
            value: Option<impl Into<crate::Amount>>,
        ) -> Self {
            match value {
                Some(value) => self.expected_amount(value),
                None => self,
            }
        }
        /**When the code expires. A date days in the past expires it at once.

Source: API reference, Update Fixed Payment Code, line 2569.*/
        pub fn expiration_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.body.expiration_date = Some(value.into());
            self
        }
        ///[`expiration_date`](Self::expiration_date), if there is a value.
        pub fn maybe_expiration_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expiration_date(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `PATCH /fixed_payment_code/{fixed_payment_code_id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::FixedPaymentCode>> {
            let Self {
                client,
                options,
                fixed_payment_code_id,
                idempotency_key,
                for_user_id,
                body,
            } = self;
            let fixed_payment_code_id = crate::request::path_value(
                &operations::UPDATE_FIXED_PAYMENT_CODE,
                &options,
                "fixed_payment_code_id",
                fixed_payment_code_id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/fixed_payment_code/{}", encode_path(& fixed_payment_code_id
                        .to_string())
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
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
                    .patch(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client
                .execute(&operations::UPDATE_FIXED_PAYMENT_CODE, &options, request)
                .await
        }
    }
    /**Get a fixed payment code: `GET /fixed_payment_code/{fixed_payment_code_id}`.

Made by [`Client::get_fixed_payment_code`](crate::xendit::Client::get_fixed_payment_code).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetFixedPaymentCode {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) fixed_payment_code_id: String,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetFixedPaymentCode {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            fixed_payment_code_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                fixed_payment_code_id,
                for_user_id: None,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /fixed_payment_code/{fixed_payment_code_id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::FixedPaymentCode>> {
            let Self { client, options, fixed_payment_code_id, for_user_id } = self;
            let fixed_payment_code_id = crate::request::path_value(
                &operations::GET_FIXED_PAYMENT_CODE,
                &options,
                "fixed_payment_code_id",
                fixed_payment_code_id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/fixed_payment_code/{}", encode_path(& fixed_payment_code_id
                        .to_string())
                    ),
                );
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
            client.execute(&operations::GET_FIXED_PAYMENT_CODE, &options, request).await
        }
    }
    /**Create an invoice: `POST /v2/invoices`.

Made by [`Client::create_invoice`](crate::xendit::Client::create_invoice).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateInvoice {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateInvoiceRequest>,
    }
    impl CreateInvoice {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateInvoiceRequest) -> Self {
            *self.body = value;
            self
        }
        /**The merchant's own id of the invoice.

*required; not empty*

Source: API reference, Create invoice, line 2793; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.body.external_id = Some(value.into());
            self
        }
        /**E-mail address of the payer. The table requires it; the server was seen to take invoices without it.

*required, not enforced; not empty; an e-mail address*

Source: API reference, Create invoice, line 2796; `minLength`: observed.*/
        pub fn payer_email(mut self, value: impl Into<String>) -> Self {
            self.body.payer_email = Some(value.into());
            self
        }
        ///[`payer_email`](Self::payer_email), if there is a value.
        pub fn maybe_payer_email(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.payer_email(value),
                None => self,
            }
        }
        /**What the invoice is for. The table requires it; the server was seen to take invoices without it.

*required, not enforced; not empty*

Source: API reference, Create invoice, line 2799; `minLength`: observed.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.body.description = Some(value.into());
            self
        }
        ///[`description`](Self::description), if there is a value.
        pub fn maybe_description(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.description(value),
                None => self,
            }
        }
        /**Amount to pay, in rupiah, from 10000 to 1000000000. An account with retail outlets is refused more than 5000000.

*required; 10000 to 1000000000*

Source: API reference, Create invoice, line 2802; `maximum`: 2949.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        /**Whether the payer gets an e-mail when the invoice is created, is paid or expires.

*the server's default is `false`*

Source: API reference, Create invoice, line 2805.*/
        pub fn should_send_email(mut self, value: impl Into<bool>) -> Self {
            self.body.should_send_email = Some(value.into());
            self
        }
        ///[`should_send_email`](Self::should_send_email), if there is a value.
        pub fn maybe_should_send_email(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_send_email(value),
                None => self,
            }
        }
        /**Id of a fixed virtual account, as its creation answered it, into which the invoice may be paid.

Source: API reference, Create invoice, line 2810.*/
        pub fn callback_virtual_account_id(mut self, value: impl Into<String>) -> Self {
            self.body.callback_virtual_account_id = Some(value.into());
            self
        }
        ///[`callback_virtual_account_id`](Self::callback_virtual_account_id), if there is a value.
        pub fn maybe_callback_virtual_account_id(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.callback_virtual_account_id(value),
                None => self,
            }
        }
        /**Time left to pay until the invoice expires, in seconds. The server was seen to refuse zero.

*greater than 0*

Source: API reference, Create invoice, line 2813; `minimum`: observed.*/
        pub fn invoice_duration(mut self, value: impl crate::IntoSeconds) -> Self {
            self.body.invoice_duration = Some(value.into_seconds());
            self
        }
        ///[`invoice_duration`](Self::invoice_duration), if there is a value.
        pub fn maybe_invoice_duration(
            self,
            value: Option<impl crate::IntoSeconds>,
        ) -> Self {
            match value {
                Some(value) => self.invoice_duration(value),
                None => self,
            }
        }
        /**Where the payer is sent after payment.

Source: API reference, Create invoice, line 2816.*/
        pub fn success_redirect_url(mut self, value: impl Into<String>) -> Self {
            self.body.success_redirect_url = Some(value.into());
            self
        }
        ///[`success_redirect_url`](Self::success_redirect_url), if there is a value.
        pub fn maybe_success_redirect_url(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.success_redirect_url(value),
                None => self,
            }
        }
        /**Where the payer is sent when the invoice has expired.

Source: API reference, Create invoice, line 2820.*/
        pub fn failure_redirect_url(mut self, value: impl Into<String>) -> Self {
            self.body.failure_redirect_url = Some(value.into());
            self
        }
        ///[`failure_redirect_url`](Self::failure_redirect_url), if there is a value.
        pub fn maybe_failure_redirect_url(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.failure_redirect_url(value),
                None => self,
            }
        }
        /**Payment channels to offer, among those of the account: banks (BCA, BNI, BRI, MANDIRI, PERMATA), ALFAMART, OVO or CREDIT_CARD, for example. Left out, all of the account's channels are offered.

Source: API reference, Create invoice, line 2824.*/
        pub fn payment_methods(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.body.payment_methods = Some(
                value.into_iter().map(Into::into).collect(),
            );
            self
        }
        ///[`payment_methods`](Self::payment_methods), if there is a value.
        pub fn maybe_payment_methods(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.payment_methods(value),
                None => self,
            }
        }
        /**Label of the merchant id at the acquiring bank, for credit card payments.

Source: API reference, Create invoice, line 2830.*/
        pub fn mid_label(mut self, value: impl Into<String>) -> Self {
            self.body.mid_label = Some(value.into());
            self
        }
        ///[`mid_label`](Self::mid_label), if there is a value.
        pub fn maybe_mid_label(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.mid_label(value),
                None => self,
            }
        }
        /**Currency of the amount, such as IDR.

Source: API reference, Create invoice, line 2833.*/
        pub fn currency(mut self, value: impl Into<String>) -> Self {
            self.body.currency = Some(value.into());
            self
        }
        ///[`currency`](Self::currency), if there is a value.
        pub fn maybe_currency(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.currency(value),
                None => self,
            }
        }
        /**Whether the payer keeps one virtual account number.

*the server's default is `false`*

Source: API reference, Create invoice, line 2837.*/
        pub fn fixed_va(mut self, value: impl Into<bool>) -> Self {
            self.body.fixed_va = Some(value.into());
            self
        }
        ///[`fixed_va`](Self::fixed_va), if there is a value.
        pub fn maybe_fixed_va(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.fixed_va(value),
                None => self,
            }
        }
        /**Whether taxes are left out. Only the Java sample has it.

Source: API reference, Create invoice, line 2781.*/
        pub fn should_exclude_taxes(mut self, value: impl Into<bool>) -> Self {
            self.body.should_exclude_taxes = Some(value.into());
            self
        }
        ///[`should_exclude_taxes`](Self::should_exclude_taxes), if there is a value.
        pub fn maybe_should_exclude_taxes(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_exclude_taxes(value),
                None => self,
            }
        }
        /**Whether fees are left out. Only the Java sample has it.

Source: API reference, Create invoice, line 2781.*/
        pub fn should_exclude_fees(mut self, value: impl Into<bool>) -> Self {
            self.body.should_exclude_fees = Some(value.into());
            self
        }
        ///[`should_exclude_fees`](Self::should_exclude_fees), if there is a value.
        pub fn maybe_should_exclude_fees(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_exclude_fees(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /v2/invoices`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Invoice>> {
            let Self {
                client,
                options,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let url = client.url("/v2/invoices");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::CREATE_INVOICE, &options, request).await
        }
    }
    /**List invoices: `GET /v2/invoices`.

Made by [`Client::list_invoices`](crate::xendit::Client::list_invoices).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct ListInvoices {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) after: Option<crate::Timestamp>,
        pub(crate) before: Option<crate::Timestamp>,
        pub(crate) client_types: Option<Vec<types::InvoiceClientType>>,
        pub(crate) created_after: Option<crate::Timestamp>,
        pub(crate) created_before: Option<crate::Timestamp>,
        pub(crate) expired_after: Option<crate::Timestamp>,
        pub(crate) expired_before: Option<crate::Timestamp>,
        pub(crate) external_id: Option<String>,
        pub(crate) last_invoice_id: Option<String>,
        pub(crate) limit: Option<i64>,
        pub(crate) on_demand_link: Option<String>,
        pub(crate) paid_after: Option<crate::Timestamp>,
        pub(crate) paid_before: Option<crate::Timestamp>,
        pub(crate) payment_channels: Option<Vec<String>>,
        pub(crate) recurring_payment_id: Option<String>,
        pub(crate) statuses: Option<Vec<types::InvoiceStatus>>,
        pub(crate) for_user_id: Option<String>,
    }
    impl ListInvoices {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                after: None,
                before: None,
                client_types: None,
                created_after: None,
                created_before: None,
                expired_after: None,
                expired_before: None,
                external_id: None,
                last_invoice_id: None,
                limit: None,
                on_demand_link: None,
                paid_after: None,
                paid_before: None,
                payment_channels: None,
                recurring_payment_id: None,
                statuses: None,
                for_user_id: None,
            }
        }
        /**Lower bound of a time filter. Only the example request has it; which field it compares is not documented.

*`after` in the query* (API reference, List all invoice, line 3286)*/
        pub fn after(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.after = Some(value.into());
            self
        }
        ///[`after`](Self::after), if there is a value.
        pub fn maybe_after(self, value: Option<impl Into<crate::Timestamp>>) -> Self {
            match value {
                Some(value) => self.after(value),
                None => self,
            }
        }
        /**Upper bound of a time filter. Only the example request has it; which field it compares is not documented.

*`before` in the query* (API reference, List all invoice, line 3286)*/
        pub fn before(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.before = Some(value.into());
            self
        }
        ///[`before`](Self::before), if there is a value.
        pub fn maybe_before(self, value: Option<impl Into<crate::Timestamp>>) -> Self {
            match value {
                Some(value) => self.before(value),
                None => self,
            }
        }
        /**Only invoices created in one of these ways, printed as a JSON array.

*`client_types` in the query* (API reference, List all invoice, line 3426)*/
        pub fn client_types(
            mut self,
            value: impl IntoIterator<Item = impl Into<types::InvoiceClientType>>,
        ) -> Self {
            self.client_types = Some(value.into_iter().map(Into::into).collect());
            self
        }
        ///[`client_types`](Self::client_types), if there is a value.
        pub fn maybe_client_types(
            self,
            value: Option<impl IntoIterator<Item = impl Into<types::InvoiceClientType>>>,
        ) -> Self {
            match value {
                Some(value) => self.client_types(value),
                None => self,
            }
        }
        /**Only invoices created after this time. Has an effect only together with created_before.

*`created_after` in the query* (API reference, List all invoice, line 3401)*/
        pub fn created_after(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.created_after = Some(value.into());
            self
        }
        ///[`created_after`](Self::created_after), if there is a value.
        pub fn maybe_created_after(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.created_after(value),
                None => self,
            }
        }
        /**Only invoices created before this time. Has an effect only together with created_after.

*`created_before` in the query* (API reference, List all invoice, line 3404)*/
        pub fn created_before(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.created_before = Some(value.into());
            self
        }
        ///[`created_before`](Self::created_before), if there is a value.
        pub fn maybe_created_before(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.created_before(value),
                None => self,
            }
        }
        /**Only invoices whose expiry_date is after this time. Has an effect only together with expired_before.

*`expired_after` in the query* (API reference, List all invoice, line 3415)*/
        pub fn expired_after(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.expired_after = Some(value.into());
            self
        }
        ///[`expired_after`](Self::expired_after), if there is a value.
        pub fn maybe_expired_after(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expired_after(value),
                None => self,
            }
        }
        /**Only invoices whose expiry_date is before this time. Has an effect only together with expired_after.

*`expired_before` in the query* (API reference, List all invoice, line 3418)*/
        pub fn expired_before(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.expired_before = Some(value.into());
            self
        }
        ///[`expired_before`](Self::expired_before), if there is a value.
        pub fn maybe_expired_before(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.expired_before(value),
                None => self,
            }
        }
        /**Only the invoice with this id of the merchant's; an empty list if there is none.

*`external_id` in the query; not empty* (observed)*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        ///[`external_id`](Self::external_id), if there is a value.
        pub fn maybe_external_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.external_id(value),
                None => self,
            }
        }
        /**Cursor for paging, the id of the invoice from which the next answer goes on.

*`last_invoice_id` in the query* (API reference, List all invoice, line 3422)*/
        pub fn last_invoice_id(mut self, value: impl Into<String>) -> Self {
            self.last_invoice_id = Some(value.into());
            self
        }
        ///[`last_invoice_id`](Self::last_invoice_id), if there is a value.
        pub fn maybe_last_invoice_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.last_invoice_id(value),
                None => self,
            }
        }
        /**How many invoices to answer at most, from 1 to 100.

*`limit` in the query; 1 to 100; the server's default is `10`* (API reference, List all invoice, line 3395)*/
        pub fn limit(mut self, value: impl crate::IntoCount) -> Self {
            self.limit = Some(value.into_count());
            self
        }
        ///[`limit`](Self::limit), if there is a value.
        pub fn maybe_limit(self, value: Option<impl crate::IntoCount>) -> Self {
            match value {
                Some(value) => self.limit(value),
                None => self,
            }
        }
        /**Only invoices created from this on-demand link.

*`on_demand_link` in the query* (API reference, List all invoice, line 3437)*/
        pub fn on_demand_link(mut self, value: impl Into<String>) -> Self {
            self.on_demand_link = Some(value.into());
            self
        }
        ///[`on_demand_link`](Self::on_demand_link), if there is a value.
        pub fn maybe_on_demand_link(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.on_demand_link(value),
                None => self,
            }
        }
        /**Only invoices paid after this time. Has an effect only together with paid_before.

*`paid_after` in the query* (API reference, List all invoice, line 3408)*/
        pub fn paid_after(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.paid_after = Some(value.into());
            self
        }
        ///[`paid_after`](Self::paid_after), if there is a value.
        pub fn maybe_paid_after(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.paid_after(value),
                None => self,
            }
        }
        /**Only invoices paid before this time. Has an effect only together with paid_after.

*`paid_before` in the query* (API reference, List all invoice, line 3411)*/
        pub fn paid_before(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.paid_before = Some(value.into());
            self
        }
        ///[`paid_before`](Self::paid_before), if there is a value.
        pub fn maybe_paid_before(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.paid_before(value),
                None => self,
            }
        }
        /**Only invoices paid through one of these channels, printed as a JSON array. The document names no values here; those of payment_channel in the answers are meant.

*`payment_channels` in the query* (API reference, List all invoice, line 3434)*/
        pub fn payment_channels(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.payment_channels = Some(value.into_iter().map(Into::into).collect());
            self
        }
        ///[`payment_channels`](Self::payment_channels), if there is a value.
        pub fn maybe_payment_channels(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.payment_channels(value),
                None => self,
            }
        }
        /**Only invoices created by this recurring payment.

*`recurring_payment_id` in the query* (API reference, List all invoice, line 3440)*/
        pub fn recurring_payment_id(mut self, value: impl Into<String>) -> Self {
            self.recurring_payment_id = Some(value.into());
            self
        }
        ///[`recurring_payment_id`](Self::recurring_payment_id), if there is a value.
        pub fn maybe_recurring_payment_id(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.recurring_payment_id(value),
                None => self,
            }
        }
        /**Only invoices in one of these statuses, printed as a JSON array.

*`statuses` in the query* (API reference, List all invoice, line 3391)*/
        pub fn statuses(
            mut self,
            value: impl IntoIterator<Item = impl Into<types::InvoiceStatus>>,
        ) -> Self {
            self.statuses = Some(value.into_iter().map(Into::into).collect());
            self
        }
        ///[`statuses`](Self::statuses), if there is a value.
        pub fn maybe_statuses(
            self,
            value: Option<impl IntoIterator<Item = impl Into<types::InvoiceStatus>>>,
        ) -> Self {
            match value {
                Some(value) => self.statuses(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /v2/invoices`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<::std::vec::Vec<types::Invoice>>> {
            let Self {
                client,
                options,
                after,
                before,
                client_types,
                created_after,
                created_before,
                expired_after,
                expired_before,
                external_id,
                last_invoice_id,
                limit,
                on_demand_link,
                paid_after,
                paid_before,
                payment_channels,
                recurring_payment_id,
                statuses,
                for_user_id,
            } = self;
            let url = client.url("/v2/invoices");
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
                    .query(&crate::request::QueryParam::new("after", &after))
                    .query(&crate::request::QueryParam::new("before", &before))
                    .query(
                        &crate::request::QueryParam::new("client_types", &client_types),
                    )
                    .query(
                        &crate::request::QueryParam::new("created_after", &created_after),
                    )
                    .query(
                        &crate::request::QueryParam::new(
                            "created_before",
                            &created_before,
                        ),
                    )
                    .query(
                        &crate::request::QueryParam::new("expired_after", &expired_after),
                    )
                    .query(
                        &crate::request::QueryParam::new(
                            "expired_before",
                            &expired_before,
                        ),
                    )
                    .query(&crate::request::QueryParam::new("external_id", &external_id))
                    .query(
                        &crate::request::QueryParam::new(
                            "last_invoice_id",
                            &last_invoice_id,
                        ),
                    )
                    .query(&crate::request::QueryParam::new("limit", &limit))
                    .query(
                        &crate::request::QueryParam::new(
                            "on_demand_link",
                            &on_demand_link,
                        ),
                    )
                    .query(&crate::request::QueryParam::new("paid_after", &paid_after))
                    .query(&crate::request::QueryParam::new("paid_before", &paid_before))
                    .query(
                        &crate::request::QueryParam::new(
                            "payment_channels",
                            &payment_channels,
                        ),
                    )
                    .query(
                        &crate::request::QueryParam::new(
                            "recurring_payment_id",
                            &recurring_payment_id,
                        ),
                    )
                    .query(&crate::request::QueryParam::new("statuses", &statuses))
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::LIST_INVOICES, &options, request).await
        }
    }
    /**Get an invoice: `GET /v2/invoices/{invoice_id}`.

Made by [`Client::get_invoice`](crate::xendit::Client::get_invoice).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetInvoice {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) invoice_id: String,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetInvoice {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            invoice_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                invoice_id,
                for_user_id: None,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /v2/invoices/{invoice_id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Invoice>> {
            let Self { client, options, invoice_id, for_user_id } = self;
            let invoice_id = crate::request::path_value(
                &operations::GET_INVOICE,
                &options,
                "invoice_id",
                invoice_id,
            )?;
            let url = client
                .url(&format!("/v2/invoices/{}", encode_path(& invoice_id.to_string())));
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
            client.execute(&operations::GET_INVOICE, &options, request).await
        }
        /// Asks until the status is final, the deadline is over, or an error comes that does not pass by itself.
        ///
        /// # Errors
        /// As [`send`](Self::send).
        pub async fn until_final(
            self,
            policy: &crate::WaitPolicy,
        ) -> crate::Result<crate::Waited<types::Invoice>> {
            let is_final = |answer: &types::Invoice| {
                answer.status.as_ref().is_some_and(types::InvoiceStatus::is_final)
            };
            crate::wait::until_final(policy, || self.clone().send(), is_final).await
        }
    }
    /**Expire an invoice: `POST /invoices/{invoice_id}/expire!`.

Made by [`Client::expire_invoice`](crate::xendit::Client::expire_invoice).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct ExpireInvoice {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) invoice_id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
    }
    impl ExpireInvoice {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            invoice_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                invoice_id,
                idempotency_key: None,
                for_user_id: None,
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /invoices/{invoice_id}/expire!`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Invoice>> {
            let Self { client, options, invoice_id, idempotency_key, for_user_id } = self;
            let invoice_id = crate::request::path_value(
                &operations::EXPIRE_INVOICE,
                &options,
                "invoice_id",
                invoice_id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/invoices/{}/expire!", encode_path(& invoice_id.to_string())
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
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
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::EXPIRE_INVOICE, &options, request).await
        }
    }
    /**Create a recurring payment: `POST /recurring_payments`.

Made by [`Client::create_recurring_payment`](crate::xendit::Client::create_recurring_payment).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateRecurringPayment {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateRecurringPaymentRequest>,
    }
    impl CreateRecurringPayment {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateRecurringPaymentRequest) -> Self {
            *self.body = value;
            self
        }
        /**Your own id of the recurring payment.

*required; not empty*

Source: API reference, Create a Recurring Payment, line 3654; `minLength`: observed.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.body.external_id = Some(value.into());
            self
        }
        /**E-mail address of the customer who is charged.

*required; not empty; an e-mail address*

Source: API reference, Create a Recurring Payment, line 3657; `minLength`: observed.*/
        pub fn payer_email(mut self, value: impl Into<String>) -> Self {
            self.body.payer_email = Some(value.into());
            self
        }
        /**What the customer pays for, shown on the recurring payment and on its invoices.

*required; not empty*

Source: API reference, Create a Recurring Payment, line 3660; `minLength`: observed.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.body.description = Some(value.into());
            self
        }
        /**Amount of each invoice in IDR, 10000 to 1000000000.

*required; 10000 to 1000000000*

Source: API reference, Create a Recurring Payment, line 3663.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        /**Unit of time between two invoices.

*required*

Source: API reference, Create a Recurring Payment, line 3667.*/
        pub fn interval(mut self, value: impl Into<types::RecurringInterval>) -> Self {
            self.body.interval = Some(value.into());
            self
        }
        /**How many intervals lie between two invoices; MONTH and 3 bill every three months.

*required*

Source: API reference, Create a Recurring Payment, line 3670.*/
        pub fn interval_count(mut self, value: impl crate::IntoCount) -> Self {
            self.body.interval_count = Some(value.into_count());
            self
        }
        /**How many times the customer is charged in all, the first one included.

Source: API reference, Create a Recurring Payment, line 3673.*/
        pub fn total_recurrence(mut self, value: impl crate::IntoCount) -> Self {
            self.body.total_recurrence = Some(value.into_count());
            self
        }
        ///[`total_recurrence`](Self::total_recurrence), if there is a value.
        pub fn maybe_total_recurrence(
            self,
            value: Option<impl crate::IntoCount>,
        ) -> Self {
            match value {
                Some(value) => self.total_recurrence(value),
                None => self,
            }
        }
        /**Seconds until each invoice expires, less than the time between two invoices. Without it the default of the business applies.

Source: API reference, Create a Recurring Payment, line 3676.*/
        pub fn invoice_duration(mut self, value: impl crate::IntoSeconds) -> Self {
            self.body.invoice_duration = Some(value.into_seconds());
            self
        }
        ///[`invoice_duration`](Self::invoice_duration), if there is a value.
        pub fn maybe_invoice_duration(
            self,
            value: Option<impl crate::IntoSeconds>,
        ) -> Self {
            match value {
                Some(value) => self.invoice_duration(value),
                None => self,
            }
        }
        /**Whether the customer gets an e-mail when an invoice is created, paid or expired.

*the server's default is `false`*

Source: API reference, Create a Recurring Payment, line 3681.*/
        pub fn should_send_email(mut self, value: impl Into<bool>) -> Self {
            self.body.should_send_email = Some(value.into());
            self
        }
        ///[`should_send_email`](Self::should_send_email), if there is a value.
        pub fn maybe_should_send_email(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_send_email(value),
                None => self,
            }
        }
        /**What happens when an invoice expires unpaid.

*the server's default is `"IGNORE"`*

Source: API reference, Create a Recurring Payment, line 3686.*/
        pub fn missed_payment_action(
            mut self,
            value: impl Into<types::MissedPaymentAction>,
        ) -> Self {
            self.body.missed_payment_action = Some(value.into());
            self
        }
        ///[`missed_payment_action`](Self::missed_payment_action), if there is a value.
        pub fn maybe_missed_payment_action(
            self,
            value: Option<impl Into<types::MissedPaymentAction>>,
        ) -> Self {
            match value {
                Some(value) => self.missed_payment_action(value),
                None => self,
            }
        }
        /**Multiple-use card token that is charged by itself. Without it nothing is charged automatically; a failed charge does not remove it.

Source: API reference, Create a Recurring Payment, line 3691.*/
        pub fn credit_card_token(mut self, value: impl Into<String>) -> Self {
            self.body.credit_card_token = Some(value.into());
            self
        }
        ///[`credit_card_token`](Self::credit_card_token), if there is a value.
        pub fn maybe_credit_card_token(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.credit_card_token(value),
                None => self,
            }
        }
        /**When the first invoice is issued; at once if left out.

Source: API reference, Create a Recurring Payment, line 3694.*/
        pub fn start_date(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.body.start_date = Some(value.into());
            self
        }
        ///[`start_date`](Self::start_date), if there is a value.
        pub fn maybe_start_date(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.start_date(value),
                None => self,
            }
        }
        /**Where the customer is sent after paying an invoice.

Source: API reference, Create a Recurring Payment, line 3697.*/
        pub fn success_redirect_url(mut self, value: impl Into<String>) -> Self {
            self.body.success_redirect_url = Some(value.into());
            self
        }
        ///[`success_redirect_url`](Self::success_redirect_url), if there is a value.
        pub fn maybe_success_redirect_url(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.success_redirect_url(value),
                None => self,
            }
        }
        /**Where the customer is sent when an invoice has expired.

Source: API reference, Create a Recurring Payment, line 3701.*/
        pub fn failure_redirect_url(mut self, value: impl Into<String>) -> Self {
            self.body.failure_redirect_url = Some(value.into());
            self
        }
        ///[`failure_redirect_url`](Self::failure_redirect_url), if there is a value.
        pub fn maybe_failure_redirect_url(
            self,
            value: Option<impl Into<String>>,
        ) -> Self {
            match value {
                Some(value) => self.failure_redirect_url(value),
                None => self,
            }
        }
        /**Whether the card that the customer enters on an invoice is kept and charged automatically from then on.

*the server's default is `true`*

Source: API reference, Create a Recurring Payment, line 3705.*/
        pub fn recharge(mut self, value: impl Into<bool>) -> Self {
            self.body.recharge = Some(value.into());
            self
        }
        ///[`recharge`](Self::recharge), if there is a value.
        pub fn maybe_recharge(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.recharge(value),
                None => self,
            }
        }
        /**Together with `start_date`, whether a first invoice is issued at once. The next one follows at `start_date`, the others at the interval counted from there.

Source: API reference, Create a Recurring Payment, line 3709.*/
        pub fn charge_immediately(mut self, value: impl Into<bool>) -> Self {
            self.body.charge_immediately = Some(value.into());
            self
        }
        ///[`charge_immediately`](Self::charge_immediately), if there is a value.
        pub fn maybe_charge_immediately(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.charge_immediately(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /recurring_payments`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::RecurringPayment>> {
            let Self {
                client,
                options,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let url = client.url("/recurring_payments");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client
                .execute(&operations::CREATE_RECURRING_PAYMENT, &options, request)
                .await
        }
    }
    /**Get a recurring payment: `GET /recurring_payments/{id}`.

Made by [`Client::get_recurring_payment`](crate::xendit::Client::get_recurring_payment).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetRecurringPayment {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) id: String,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetRecurringPayment {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                id,
                for_user_id: None,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /recurring_payments/{id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::RecurringPayment>> {
            let Self { client, options, id, for_user_id } = self;
            let id = crate::request::path_value(
                &operations::GET_RECURRING_PAYMENT,
                &options,
                "id",
                id,
            )?;
            let url = client
                .url(&format!("/recurring_payments/{}", encode_path(& id.to_string())));
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
            client.execute(&operations::GET_RECURRING_PAYMENT, &options, request).await
        }
        /// Asks until the status is final, the deadline is over, or an error comes that does not pass by itself.
        ///
        /// # Errors
        /// As [`send`](Self::send).
        pub async fn until_final(
            self,
            policy: &crate::WaitPolicy,
        ) -> crate::Result<crate::Waited<types::RecurringPayment>> {
            let is_final = |answer: &types::RecurringPayment| {
                answer
                    .status
                    .as_ref()
                    .is_some_and(types::RecurringPaymentStatus::is_final)
            };
            crate::wait::until_final(policy, || self.clone().send(), is_final).await
        }
    }
    /**Edit a recurring payment: `PATCH /recurring_payments/{id}`.

Made by [`Client::edit_recurring_payment`](crate::xendit::Client::edit_recurring_payment).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct EditRecurringPayment {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) body: Box<types::EditRecurringPaymentRequest>,
    }
    impl EditRecurringPayment {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                id,
                idempotency_key: None,
                for_user_id: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::EditRecurringPaymentRequest) -> Self {
            *self.body = value;
            self
        }
        /**New amount of each invoice in IDR, 10000 to 1000000000.

*10000 to 1000000000*

Source: API reference, Edit Recurring Payment, line 3907.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        ///[`amount`](Self::amount), if there is a value.
        pub fn maybe_amount(self, value: Option<impl Into<crate::Amount>>) -> Self {
            match value {
                Some(value) => self.amount(value),
                None => self,
            }
        }
        /**New multiple-use card token that is charged by itself. Empty turns the automatic charge off; a failed charge does not remove it.

Source: API reference, Edit Recurring Payment, line 3911.*/
        pub fn credit_card_token(mut self, value: impl Into<String>) -> Self {
            self.body.credit_card_token = Some(value.into());
            self
        }
        ///[`credit_card_token`](Self::credit_card_token), if there is a value.
        pub fn maybe_credit_card_token(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.credit_card_token(value),
                None => self,
            }
        }
        /**New unit of time between two invoices.

Source: API reference, Edit Recurring Payment, line 3914.*/
        pub fn interval(mut self, value: impl Into<types::RecurringInterval>) -> Self {
            self.body.interval = Some(value.into());
            self
        }
        ///[`interval`](Self::interval), if there is a value.
        pub fn maybe_interval(
            self,
            value: Option<impl Into<types::RecurringInterval>>,
        ) -> Self {
            match value {
                Some(value) => self.interval(value),
                None => self,
            }
        }
        /**New number of intervals between two invoices.

Source: API reference, Edit Recurring Payment, line 3917.*/
        pub fn interval_count(mut self, value: impl crate::IntoCount) -> Self {
            self.body.interval_count = Some(value.into_count());
            self
        }
        ///[`interval_count`](Self::interval_count), if there is a value.
        pub fn maybe_interval_count(self, value: Option<impl crate::IntoCount>) -> Self {
            match value {
                Some(value) => self.interval_count(value),
                None => self,
            }
        }
        /**Whether the customer gets an e-mail when an invoice is created, paid or expired.

Source: API reference, Edit Recurring Payment, line 3920.*/
        pub fn should_send_email(mut self, value: impl Into<bool>) -> Self {
            self.body.should_send_email = Some(value.into());
            self
        }
        ///[`should_send_email`](Self::should_send_email), if there is a value.
        pub fn maybe_should_send_email(self, value: Option<impl Into<bool>>) -> Self {
            match value {
                Some(value) => self.should_send_email(value),
                None => self,
            }
        }
        /**Seconds until each invoice expires, less than the time between two invoices. Without it the default of the business applies.

Source: API reference, Edit Recurring Payment, line 3923.*/
        pub fn invoice_duration(mut self, value: impl crate::IntoSeconds) -> Self {
            self.body.invoice_duration = Some(value.into_seconds());
            self
        }
        ///[`invoice_duration`](Self::invoice_duration), if there is a value.
        pub fn maybe_invoice_duration(
            self,
            value: Option<impl crate::IntoSeconds>,
        ) -> Self {
            match value {
                Some(value) => self.invoice_duration(value),
                None => self,
            }
        }
        /**What happens from now on when an invoice expires unpaid.

Source: API reference, Edit Recurring Payment, line 3928.*/
        pub fn missed_payment_action(
            mut self,
            value: impl Into<types::MissedPaymentAction>,
        ) -> Self {
            self.body.missed_payment_action = Some(value.into());
            self
        }
        ///[`missed_payment_action`](Self::missed_payment_action), if there is a value.
        pub fn maybe_missed_payment_action(
            self,
            value: Option<impl Into<types::MissedPaymentAction>>,
        ) -> Self {
            match value {
                Some(value) => self.missed_payment_action(value),
                None => self,
            }
        }
        /**New time of the next invoice, to judge by the name. Sent by other clients, in no document.

Observed; no document names it.*/
        pub fn reschedule_at(mut self, value: impl Into<crate::Timestamp>) -> Self {
            self.body.reschedule_at = Some(value.into());
            self
        }
        ///[`reschedule_at`](Self::reschedule_at), if there is a value.
        pub fn maybe_reschedule_at(
            self,
            value: Option<impl Into<crate::Timestamp>>,
        ) -> Self {
            match value {
                Some(value) => self.reschedule_at(value),
                None => self,
            }
        }
        /**Id of a customer object. Sent by other clients, in no document.

Observed; no document names it.*/
        pub fn customer_id(mut self, value: impl Into<String>) -> Self {
            self.body.customer_id = Some(value.into());
            self
        }
        ///[`customer_id`](Self::customer_id), if there is a value.
        pub fn maybe_customer_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.customer_id(value),
                None => self,
            }
        }
        /**Id of a payment method object. Sent by other clients, in no document.

Observed; no document names it.*/
        pub fn payment_method_id(mut self, value: impl Into<String>) -> Self {
            self.body.payment_method_id = Some(value.into());
            self
        }
        ///[`payment_method_id`](Self::payment_method_id), if there is a value.
        pub fn maybe_payment_method_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.payment_method_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `PATCH /recurring_payments/{id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::RecurringPayment>> {
            let Self { client, options, id, idempotency_key, for_user_id, body } = self;
            let id = crate::request::path_value(
                &operations::EDIT_RECURRING_PAYMENT,
                &options,
                "id",
                id,
            )?;
            let url = client
                .url(&format!("/recurring_payments/{}", encode_path(& id.to_string())));
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
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
                    .patch(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::EDIT_RECURRING_PAYMENT, &options, request).await
        }
    }
    /**Stop a recurring payment: `POST /recurring_payments/{id}/stop!`.

Made by [`Client::stop_recurring_payment`](crate::xendit::Client::stop_recurring_payment).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct StopRecurringPayment {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
    }
    impl StopRecurringPayment {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                id,
                idempotency_key: None,
                for_user_id: None,
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /recurring_payments/{id}/stop!`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::RecurringPayment>> {
            let Self { client, options, id, idempotency_key, for_user_id } = self;
            let id = crate::request::path_value(
                &operations::STOP_RECURRING_PAYMENT,
                &options,
                "id",
                id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/recurring_payments/{}/stop!", encode_path(& id.to_string())
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
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
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::STOP_RECURRING_PAYMENT, &options, request).await
        }
    }
    /**Pause a recurring payment: `POST /recurring_payments/{id}/pause!`.

Made by [`Client::pause_recurring_payment`](crate::xendit::Client::pause_recurring_payment).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct PauseRecurringPayment {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
    }
    impl PauseRecurringPayment {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                id,
                idempotency_key: None,
                for_user_id: None,
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /recurring_payments/{id}/pause!`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::RecurringPayment>> {
            let Self { client, options, id, idempotency_key, for_user_id } = self;
            let id = crate::request::path_value(
                &operations::PAUSE_RECURRING_PAYMENT,
                &options,
                "id",
                id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/recurring_payments/{}/pause!", encode_path(& id.to_string())
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
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
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::PAUSE_RECURRING_PAYMENT, &options, request).await
        }
    }
    /**Resume a recurring payment: `POST /recurring_payments/{id}/resume!`.

Made by [`Client::resume_recurring_payment`](crate::xendit::Client::resume_recurring_payment).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct ResumeRecurringPayment {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
    }
    impl ResumeRecurringPayment {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                id,
                idempotency_key: None,
                for_user_id: None,
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /recurring_payments/{id}/resume!`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::RecurringPayment>> {
            let Self { client, options, id, idempotency_key, for_user_id } = self;
            let id = crate::request::path_value(
                &operations::RESUME_RECURRING_PAYMENT,
                &options,
                "id",
                id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/recurring_payments/{}/resume!", encode_path(& id.to_string())
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
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
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .headers(header_map)
                    .build(),
            )?;
            client
                .execute(&operations::RESUME_RECURRING_PAYMENT, &options, request)
                .await
        }
    }
    /**Send money to a bank account or an e-wallet: `POST /disbursements`.

Made by [`Client::create_disbursement`](crate::xendit::Client::create_disbursement).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateDisbursement {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateDisbursementRequest>,
    }
    impl CreateDisbursement {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Key of the caller's choice, such as the external_id or a GUID, that stops a request from being carried out twice. Unique over both environments; letters, digits and special characters, at least 1, no upper limit.

*header `X-IDEMPOTENCY-KEY`; not empty* (API reference, Create disbursement, line 4231)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateDisbursementRequest) -> Self {
            *self.body = value;
            self
        }
        /**The merchant's own id, to find the disbursement again. Letters, digits and special characters.

*required; 1 to 1000 characters*

Source: API reference, Create disbursement, line 4239.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.body.external_id = Some(value.into());
            self
        }
        /**Code of the destination bank or e-wallet, exactly as get_available_disbursement_banks lists it.

*required; not empty*

Source: API reference, Create disbursement, line 4246; `minLength`: observed.*/
        pub fn bank_code(mut self, value: impl Into<String>) -> Self {
            self.body.bank_code = Some(value.into());
            self
        }
        /**Holder of the account as the bank or the e-wallet knows it, used to verify and for support. Letters, digits and special characters, no upper limit on length.

*required; not empty*

Source: API reference, Create disbursement, line 4251.*/
        pub fn account_holder_name(mut self, value: impl Into<String>) -> Self {
            self.body.account_holder_name = Some(value.into());
            self
        }
        /**Account number at the destination bank: digits and hyphens, exactly 10 digits for BCA, no upper limit for other banks. For an e-wallet, the phone number registered there (0812XXXXXX). Virtual accounts (BNI, BRI, BTN, CIMB Niaga, Mandiri, NOBU Bank, Permata) and e-wallets (GoPay, Mandiri e-cash, OVO) can be reached.

*required; not empty; matches `^[0-9-]+$`*

Source: API reference, Create disbursement, line 4258.*/
        pub fn account_number(mut self, value: impl Into<crate::Secret>) -> Self {
            self.body.account_number = Some(value.into());
            self
        }
        /**Text that goes with the transfer. Letters, digits and special characters, no upper limit on length.

*required; not empty*

Source: API reference, Create disbursement, line 4271.*/
        pub fn description(mut self, value: impl Into<String>) -> Self {
            self.body.description = Some(value.into());
            self
        }
        /**Rupiah to send, without decimals and greater than 0. No other limits for BCA, BNI, BNI Syariah, BRI, CIMB, Mandiri, Permata and Sinarmas; from Rp10000 to Rp25000000 for other banks. Amounts above Rp100000000 may be reported to the financial authorities and call for supporting documents.

*required; greater than 0; no decimals*

Source: API reference, Create disbursement, line 4278; `minimum`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        /**Up to 3 addresses to notify once the disbursement is completed.

*at most 3 items*

Source: API reference, Create disbursement, line 4290.*/
        pub fn email_to(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.body.email_to = Some(value.into_iter().map(Into::into).collect());
            self
        }
        ///[`email_to`](Self::email_to), if there is a value.
        pub fn maybe_email_to(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.email_to(value),
                None => self,
            }
        }
        /**Up to 3 addresses that get a carbon copy of the notification; only together with email_to.

*at most 3 items*

Source: API reference, Create disbursement, line 4294.*/
        pub fn email_cc(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.body.email_cc = Some(value.into_iter().map(Into::into).collect());
            self
        }
        ///[`email_cc`](Self::email_cc), if there is a value.
        pub fn maybe_email_cc(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.email_cc(value),
                None => self,
            }
        }
        /**Up to 3 addresses that get a blind carbon copy of the notification; only together with email_to.

*at most 3 items*

Source: API reference, Create disbursement, line 4299.*/
        pub fn email_bcc(
            mut self,
            value: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.body.email_bcc = Some(value.into_iter().map(Into::into).collect());
            self
        }
        ///[`email_bcc`](Self::email_bcc), if there is a value.
        pub fn maybe_email_bcc(
            self,
            value: Option<impl IntoIterator<Item = impl Into<String>>>,
        ) -> Self {
            match value {
                Some(value) => self.email_bcc(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /disbursements`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Disbursement>> {
            let Self {
                client,
                options,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let url = client.url("/disbursements");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::CREATE_DISBURSEMENT, &options, request).await
        }
    }
    /**Find disbursements by external_id: `GET /disbursements`.

Made by [`Client::get_disbursements_by_external_id`](crate::xendit::Client::get_disbursements_by_external_id).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetDisbursementsByExternalId {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) external_id: Option<String>,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetDisbursementsByExternalId {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                external_id: None,
                for_user_id: None,
            }
        }
        /**The merchant's id of the disbursement, exactly as the creation sent it.

*`external_id` in the query; required; not empty* (API reference, Get disbursement by external_id, line 4535; `minLength`: observed)*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.external_id = Some(value.into());
            self
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /disbursements`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<::std::vec::Vec<types::Disbursement>>> {
            let Self { client, options, external_id, for_user_id } = self;
            let url = client.url("/disbursements");
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
                    .query(&crate::request::QueryParam::new("external_id", &external_id))
                    .headers(header_map)
                    .build(),
            )?;
            client
                .execute(
                    &operations::GET_DISBURSEMENTS_BY_EXTERNAL_ID,
                    &options,
                    request,
                )
                .await
        }
    }
    /**Get a disbursement: `GET /disbursements/{disbursement_id}`.

Made by [`Client::get_disbursement_by_id`](crate::xendit::Client::get_disbursement_by_id).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetDisbursementById {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) disbursement_id: String,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetDisbursementById {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            disbursement_id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                disbursement_id,
                for_user_id: None,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /disbursements/{disbursement_id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::Disbursement>> {
            let Self { client, options, disbursement_id, for_user_id } = self;
            let disbursement_id = crate::request::path_value(
                &operations::GET_DISBURSEMENT_BY_ID,
                &options,
                "disbursement_id",
                disbursement_id,
            )?;
            let url = client
                .url(
                    &format!(
                        "/disbursements/{}", encode_path(& disbursement_id.to_string())
                    ),
                );
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
            client.execute(&operations::GET_DISBURSEMENT_BY_ID, &options, request).await
        }
        /// Asks until the status is final, the deadline is over, or an error comes that does not pass by itself.
        ///
        /// # Errors
        /// As [`send`](Self::send).
        pub async fn until_final(
            self,
            policy: &crate::WaitPolicy,
        ) -> crate::Result<crate::Waited<types::Disbursement>> {
            let is_final = |answer: &types::Disbursement| {
                answer.status.as_ref().is_some_and(types::DisbursementStatus::is_final)
            };
            crate::wait::until_final(policy, || self.clone().send(), is_final).await
        }
    }
    /**List the banks that money can be sent to: `GET /available_disbursements_banks`.

Made by [`Client::get_available_disbursement_banks`](crate::xendit::Client::get_available_disbursement_banks).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetAvailableDisbursementBanks {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetAvailableDisbursementBanks {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                for_user_id: None,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /available_disbursements_banks`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<::std::vec::Vec<types::DisbursementBank>>> {
            let Self { client, options, for_user_id } = self;
            let url = client.url("/available_disbursements_banks");
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
            client
                .execute(
                    &operations::GET_AVAILABLE_DISBURSEMENT_BANKS,
                    &options,
                    request,
                )
                .await
        }
    }
    /**Create a batch of disbursements: `POST /batch_disbursements`.

Made by [`Client::create_batch_disbursement`](crate::xendit::Client::create_batch_disbursement).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreateBatchDisbursement {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreateBatchDisbursementRequest>,
    }
    impl CreateBatchDisbursement {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Key of the caller's choice, such as a GUID, that stops a request from being carried out twice. Unique over both environments.

*header `X-IDEMPOTENCY-KEY`; not empty* (API reference, Create batch disbursement, line 4760; `minLength`: observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreateBatchDisbursementRequest) -> Self {
            *self.body = value;
            self
        }
        /**The merchant's own id of the batch, to find it again.

*required; not empty*

Source: API reference, Create batch disbursement, line 4764; `minLength`: observed.*/
        pub fn reference(mut self, value: impl Into<String>) -> Self {
            self.body.reference = Some(value.into());
            self
        }
        /**The disbursements of the batch, 1 to 1000.

*required; 1 to 1000 items*

Source: API reference, Create batch disbursement, line 4767; `minItems`: observed; `maxItems`: 4852.*/
        pub fn disbursements(
            mut self,
            value: impl IntoIterator<Item = impl Into<types::BatchDisbursementItem>>,
        ) -> Self {
            self.body.disbursements = Some(value.into_iter().map(Into::into).collect());
            self
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /batch_disbursements`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(
            self,
        ) -> crate::Result<crate::Response<types::BatchDisbursement>> {
            let Self {
                client,
                options,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let url = client.url("/batch_disbursements");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client
                .execute(&operations::CREATE_BATCH_DISBURSEMENT, &options, request)
                .await
        }
    }
    /**Create a payout link: `POST /payouts`.

Made by [`Client::create_payout_link`](crate::xendit::Client::create_payout_link).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct CreatePayoutLink {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
        pub(crate) with_fee_rule: Option<String>,
        pub(crate) body: Box<types::CreatePayoutLinkRequest>,
    }
    impl CreatePayoutLink {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                idempotency_key: None,
                for_user_id: None,
                with_fee_rule: None,
                body: Default::default(),
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        /**Id of the fee rule to apply to what is created.

*header `with-fee-rule`; not empty* (observed)*/
        pub fn with_fee_rule(mut self, value: impl Into<String>) -> Self {
            self.with_fee_rule = Some(value.into());
            self
        }
        ///[`with_fee_rule`](Self::with_fee_rule), if there is a value.
        pub fn maybe_with_fee_rule(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.with_fee_rule(value),
                None => self,
            }
        }
        /// The whole body at once, in place of its fields one by one.
        pub fn body(mut self, value: types::CreatePayoutLinkRequest) -> Self {
            *self.body = value;
            self
        }
        /**Your own id of the payout link, used once only and without spaces.

*required; not empty; matches `^\S+$`*

Source: Payout links, Create a Payout Link, line 13; `minLength`: observed; `pattern`: 33.*/
        pub fn external_id(mut self, value: impl Into<String>) -> Self {
            self.body.external_id = Some(value.into());
            self
        }
        /**Whole rupiah to pay out, 10000 or more.

*required; at least 10000; no decimals*

Source: Payout links, Create a Payout Link, line 14; `minimum`: observed; `multipleOf`: observed.*/
        pub fn amount(mut self, value: impl Into<crate::Amount>) -> Self {
            self.body.amount = Some(value.into());
            self
        }
        /**E-mail address of the recipient, who gets the link, the password to claim it and, once it is paid, a receipt there.

*required; not empty; an e-mail address*

Source: Payout links, Create a Payout Link, line 15; `minLength`: observed.*/
        pub fn email(mut self, value: impl Into<String>) -> Self {
            self.body.email = Some(value.into());
            self
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /payouts`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::PayoutLink>> {
            let Self {
                client,
                options,
                idempotency_key,
                for_user_id,
                with_fee_rule,
                body,
            } = self;
            let url = client.url("/payouts");
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(4usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = for_user_id {
                header_map
                    .append(
                        "for-user-id",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            if let Some(value) = with_fee_rule {
                header_map
                    .append(
                        "with-fee-rule",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
            let request = crate::request::built(
                client
                    .client
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::CREATE_PAYOUT_LINK, &options, request).await
        }
    }
    /**Get a payout link: `GET /payouts/{id}`.

Made by [`Client::get_payout_link`](crate::xendit::Client::get_payout_link).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct GetPayoutLink {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) id: String,
        pub(crate) for_user_id: Option<String>,
    }
    impl GetPayoutLink {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                id,
                for_user_id: None,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `GET /payouts/{id}`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::PayoutLink>> {
            let Self { client, options, id, for_user_id } = self;
            let id = crate::request::path_value(
                &operations::GET_PAYOUT_LINK,
                &options,
                "id",
                id,
            )?;
            let url = client.url(&format!("/payouts/{}", encode_path(& id.to_string())));
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
            client.execute(&operations::GET_PAYOUT_LINK, &options, request).await
        }
        /// Asks until the status is final, the deadline is over, or an error comes that does not pass by itself.
        ///
        /// # Errors
        /// As [`send`](Self::send).
        pub async fn until_final(
            self,
            policy: &crate::WaitPolicy,
        ) -> crate::Result<crate::Waited<types::PayoutLink>> {
            let is_final = |answer: &types::PayoutLink| {
                answer.status.as_ref().is_some_and(types::PayoutLinkStatus::is_final)
            };
            crate::wait::until_final(policy, || self.clone().send(), is_final).await
        }
    }
    /**Void a payout link: `POST /payouts/{id}/void`.

Made by [`Client::void_payout_link`](crate::xendit::Client::void_payout_link).*/
    #[derive(Clone, Debug)]
    #[must_use = "nothing is sent before `send`"]
    pub struct VoidPayoutLink {
        pub(crate) client: ::std::sync::Arc<crate::transport::Transport>,
        pub(crate) options: Box<crate::request::Options>,
        pub(crate) id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) for_user_id: Option<String>,
    }
    impl VoidPayoutLink {
        pub(crate) fn new(
            client: ::std::sync::Arc<crate::transport::Transport>,
            id: String,
        ) -> Self {
            Self {
                client,
                options: Default::default(),
                id,
                idempotency_key: None,
                for_user_id: None,
            }
        }
        /**Makes a repetition harmless: the same key with the same body gets the first answer again. No document names it for this operation; it was seen on every POST and PATCH.

*header `X-IDEMPOTENCY-KEY`; not empty* (observed)*/
        pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
            self.idempotency_key = Some(value.into());
            self
        }
        ///[`idempotency_key`](Self::idempotency_key), if there is a value.
        pub fn maybe_idempotency_key(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.idempotency_key(value),
                None => self,
            }
        }
        /**Id of the sub-account to act for.

*header `for-user-id`; not empty* (observed)*/
        pub fn for_user_id(mut self, value: impl Into<String>) -> Self {
            self.for_user_id = Some(value.into());
            self
        }
        ///[`for_user_id`](Self::for_user_id), if there is a value.
        pub fn maybe_for_user_id(self, value: Option<impl Into<String>>) -> Self {
            match value {
                Some(value) => self.for_user_id(value),
                None => self,
            }
        }
        crate::request::customise!();
        crate::request::skip_checks!();
        /**Checks the request and sends `POST /payouts/{id}/void`.

# Errors
See [`Error`](crate::Error). If the request breaks a documented rule, nothing is sent.*/
        pub async fn send(self) -> crate::Result<crate::Response<types::PayoutLink>> {
            let Self { client, options, id, idempotency_key, for_user_id } = self;
            let id = crate::request::path_value(
                &operations::VOID_PAYOUT_LINK,
                &options,
                "id",
                id,
            )?;
            let url = client
                .url(&format!("/payouts/{}/void", encode_path(& id.to_string())));
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            if let Some(value) = idempotency_key {
                header_map
                    .append(
                        "X-IDEMPOTENCY-KEY",
                        crate::request::built(value.to_string().try_into())?,
                    );
            }
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
                    .post(url)
                    .header(
                        ::reqwest::header::ACCEPT,
                        ::reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .headers(header_map)
                    .build(),
            )?;
            client.execute(&operations::VOID_PAYOUT_LINK, &options, request).await
        }
    }
}
/// What is known of each operation, for request checks and errors.
pub(crate) mod operations {
    #[allow(unused_imports)]
    use crate::contract::{
        Bound, Field, Kind, Location, Object, Operation, Parameter, Rule, Source,
    };
    pub(crate) static GET_BALANCE: Operation = Operation {
        id: "get_balance",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "account_type",
                    false,
                    Kind::Enum(super::types::AccountType::KNOWN),
                    Source::new("API reference, Get balance, line 82", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[(429u16, "RATE_LIMIT_EXCEEDED", true)],
    };
    pub(crate) static CREATE_TOKEN: Operation = Operation {
        id: "create_token",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_TOKEN_REQUEST)),
        rules: &[],
        error_codes: &[
            (0u16, "CONNECTION_ERROR", false),
            (0u16, "TOKENIZATION_ERROR", false),
            (400u16, "ACCOUNT_NUMBER_INVALID_ERROR", false),
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "AUTHENTICATION_REQUIRED_ERROR", false),
            (400u16, "BRAND_NOT_SUPPORTED_ERROR", false),
            (400u16, "CREDIT_CARD_DATA_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (400u16, "VALIDATION_ERROR", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (408u16, "VERIFICATION_TIMEOUT_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
            (503u16, "TEMPORARY_SERVICE_ERROR", false),
        ],
    };
    pub(crate) static CREATE_AUTHENTICATION: Operation = Operation {
        id: "create_authentication",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "token_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Create Authentication, line 296", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_AUTHENTICATION_REQUEST)),
        rules: &[],
        error_codes: &[(429u16, "RATE_LIMIT_EXCEEDED", true)],
    };
    pub(crate) static CREATE_CHARGE: Operation = Operation {
        id: "create_charge",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_CHARGE_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "AMOUNT_GREATER_THAN_AUTHENTICATED_ERROR", false),
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "AUTHENTICATION_ALREADY_USED_ERROR", false),
            (400u16, "AUTHENTICATION_ID_MISSING_ERROR", false),
            (400u16, "EXTERNAL_ID_ALREADY_USED_ERROR", true),
            (400u16, "INVALID_AUTHENTICATION_ID_ERROR", false),
            (400u16, "INVALID_CVN_LENGTH_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (400u16, "INVALID_TOKEN_ID_ERROR", false),
            (400u16, "MAX_DECIMAL_EXCEEDED_ERROR", true),
            (400u16, "TOKEN_ALREADY_USED_ERROR", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "AUTHENTICATION_NOT_FOUND_ERROR", false),
            (404u16, "TOKEN_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static REVERSE_AUTHORIZATION: Operation = Operation {
        id: "reverse_authorization",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "charge_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Reverse Authorization, line 436", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&REVERSE_AUTHORIZATION_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "CHARGE_ALREADY_CAPTURED_ERROR", false),
            (400u16, "CHARGE_ALREADY_REVERSED_ERROR", false),
            (400u16, "CHARGE_FAILED_ERROR", false),
            (400u16, "TEMPORARY_SERVICE_ERROR", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "CREDIT_CARD_CHARGE_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static CAPTURE_CHARGE: Operation = Operation {
        id: "capture_charge",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "credit_card_charge_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Capture Charge, line 816", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CAPTURE_CHARGE_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "AMOUNT_GREATER_THAN_AUTHORIZED_ERROR", false),
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "INVALID_CHARGE_STATUS_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "CREDIT_CARD_CHARGE_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_CHARGE: Operation = Operation {
        id: "get_charge",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "credit_card_charge_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Get Charge, line 882", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "CREDIT_CARD_CHARGE_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static CREATE_REFUND: Operation = Operation {
        id: "create_refund",
        method: "POST",
        documented: true,
        money_out: true,
        parameters: &[
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new(
                        "API reference, Create Refund, line 949",
                        &[("minLength", "observed")],
                    ),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "credit_card_charge_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Create Refund, line 953", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_REFUND_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "DUPLICATE_REFUND_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (400u16, "REFUND_AMOUNT_EXCEEDED_ERROR", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "CREDIT_CARD_CHARGE_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static CREATE_EWALLET_PAYMENT: Operation = Operation {
        id: "create_ewallet_payment",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-API-VERSION",
                    false,
                    Kind::text(None, None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::OneOf {
            tag: "ewallet_type",
            variants: &[
                ("OVO", &CREATE_OVO_PAYMENT_REQUEST),
                ("DANA", &CREATE_DANA_PAYMENT_REQUEST),
                ("LINKAJA", &CREATE_LINKAJA_PAYMENT_REQUEST),
            ],
        }),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "DUPLICATE_ERROR", false),
            (400u16, "DUPLICATE_PAYMENT", false),
            (400u16, "EWALLET_APP_UNREACHABLE", false),
            (400u16, "EXTERNAL_ERROR", false),
            (400u16, "PHONE_NUMBER_NOT_REGISTERED", false),
            (400u16, "SENDING_TRANSACTION_ERROR", false),
            (400u16, "USER_DECLINED_THE_TRANSACTION", false),
            (400u16, "USER_DID_NOT_AUTHORIZE_THE_PAYMENT", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (422u16, "GENERATE_CHECKOUT_TOKEN_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_EWALLET_PAYMENT_STATUS: Operation = Operation {
        id: "get_ewallet_payment_status",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "external_id",
                    true,
                    Kind::text(Some(1usize), Some(1000usize), None),
                    Source::new(
                        "API reference, Get Payment Status, line 1509",
                        &[("minLength", "observed")],
                    ),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "ewallet_type",
                    true,
                    Kind::Enum(super::types::EwalletType::KNOWN),
                    Source::new("API reference, Get Payment Status, line 1512", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "PAYMENT_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static CREATE_CARDLESS_CREDIT_PAYMENT: Operation = Operation {
        id: "create_cardless_credit_payment",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_CARDLESS_CREDIT_PAYMENT_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (422u16, "DUPLICATE_PAYMENT_ERROR", false),
            (422u16, "GENERATE_CHECKOUT_URL_ERROR", false),
            (422u16, "MERCHANT_NOT_FOUND", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_VIRTUAL_ACCOUNT_BANKS: Operation = Operation {
        id: "get_virtual_account_banks",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[(429u16, "RATE_LIMIT_EXCEEDED", true)],
    };
    pub(crate) static CREATE_FIXED_VIRTUAL_ACCOUNT: Operation = Operation {
        id: "create_fixed_virtual_account",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_FIXED_VIRTUAL_ACCOUNT_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "BANK_NOT_SUPPORTED_ERROR", false),
            (400u16, "CALLBACK_VIRTUAL_ACCOUNT_NAME_NOT_ALLOWED_ERROR", false),
            (400u16, "CLOSED_VA_NOT_SUPPORTED_ERROR", false),
            (400u16, "DESCRIPTION_NOT_SUPPORTED_ERROR", false),
            (400u16, "DUPLICATE_CALLBACK_VIRTUAL_ACCOUNT_ERROR", false),
            (400u16, "EXPECTED_AMOUNT_REQUIRED_ERROR", false),
            (400u16, "EXPIRATION_DATE_INVALID_ERROR", false),
            (400u16, "EXPIRATION_DATE_NOT_SUPPORTED_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (400u16, "MAXIMUM_EXPECTED_AMOUNT_ERROR", false),
            (400u16, "MINIMUM_EXPECTED_AMOUNT_ERROR", false),
            (400u16, "SUGGESTED_AMOUNT_NOT_SUPPORTED_ERROR", false),
            (400u16, "VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_FIXED_VIRTUAL_ACCOUNT: Operation = Operation {
        id: "get_fixed_virtual_account",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "id",
                    true,
                    Kind::text(None, None, None),
                    Source::new(
                        "API reference, Get Fixed Virtual Account, line 2127",
                        &[],
                    ),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static UPDATE_FIXED_VIRTUAL_ACCOUNT: Operation = Operation {
        id: "update_fixed_virtual_account",
        method: "PATCH",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "id",
                    true,
                    Kind::text(None, None, None),
                    Source::new(
                        "API reference, Update Fixed Virtual Account, line 2175",
                        &[],
                    ),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&UPDATE_FIXED_VIRTUAL_ACCOUNT_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "BANK_NOT_SUPPORTED_ERROR", false),
            (400u16, "CLOSED_VA_NOT_SUPPORTED_ERROR", false),
            (400u16, "DESCRIPTION_NOT_SUPPORTED_ERROR", false),
            (400u16, "EXPECTED_AMOUNT_REQUIRED_ERROR", false),
            (400u16, "INACTIVE_VIRTUAL_ACCOUNT_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (400u16, "MAXIMUM_EXPECTED_AMOUNT_ERROR", false),
            (400u16, "MINIMUM_EXPECTED_AMOUNT_ERROR", false),
            (400u16, "SUGGESTED_AMOUNT_NOT_SUPPORTED_ERROR", false),
            (400u16, "VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_FIXED_VIRTUAL_ACCOUNT_PAYMENT: Operation = Operation {
        id: "get_fixed_virtual_account_payment",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "payment_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new(
                        "API reference, Get Fixed Virtual Account Payment, line 2403",
                        &[],
                    ),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "CALLBACK_VIRTUAL_ACCOUNT_PAYMENT_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static CREATE_FIXED_PAYMENT_CODE: Operation = Operation {
        id: "create_fixed_payment_code",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_FIXED_PAYMENT_CODE_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "DUPLICATE_PAYMENT_CODE_ERROR", false),
            (400u16, "EXPIRATION_DATE_INVALID_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (400u16, "MAXIMUM_EXPECTED_AMOUNT_ERROR", false),
            (400u16, "MINIMUM_EXPECTED_AMOUNT_ERROR", false),
            (400u16, "PAYMENT_CODE_OUTSIDE_RANGE", false),
            (400u16, "RETAIL_OUTLET_NOT_SUPPORTED_ERROR", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static UPDATE_FIXED_PAYMENT_CODE: Operation = Operation {
        id: "update_fixed_payment_code",
        method: "PATCH",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "fixed_payment_code_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new(
                        "API reference, Update Fixed Payment Code, line 2550",
                        &[],
                    ),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&UPDATE_FIXED_PAYMENT_CODE_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "INACTIVE_FIXED_PAYMENT_CODE_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (400u16, "MAXIMUM_EXPECTED_AMOUNT_ERROR", false),
            (400u16, "MINIMUM_EXPECTED_AMOUNT_ERROR", false),
            (400u16, "PAYMENT_CODE_OUTSIDE_RANGE", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_FIXED_PAYMENT_CODE: Operation = Operation {
        id: "get_fixed_payment_code",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "fixed_payment_code_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Get Fixed Payment Code, line 2643", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "FIXED_PAYMENT_CODE_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static CREATE_INVOICE: Operation = Operation {
        id: "create_invoice",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_INVOICE_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (400u16, "MAXIMUM_TRANSFER_AMOUNT_ERROR", false),
            (400u16, "MINIMAL_TRANSFER_AMOUNT_ERROR", false),
            (400u16, "NO_COLLECTION_METHODS_ERROR", false),
            (400u16, "UNAVAILABLE_PAYMENT_METHOD_ERROR", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "AVAILABLE_PAYMENT_CODE_NOT_FOUND_ERROR", false),
            (404u16, "CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR", false),
            (404u16, "UNIQUE_ACCOUNT_NUMBER_UNAVAILABLE_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static LIST_INVOICES: Operation = Operation {
        id: "list_invoices",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "statuses",
                    false,
                    Kind::list(
                        None,
                        None,
                        &Kind::Enum(super::types::InvoiceStatus::KNOWN),
                    ),
                    Source::new("API reference, List all invoice, line 3391", &[]),
                ),
                location: Location::Query,
                json_text: true,
            },
            Parameter {
                field: Field::new(
                    "limit",
                    false,
                    Kind::integer(Bound::Included(1i64), Bound::Included(100i64)),
                    Source::new("API reference, List all invoice, line 3395", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "created_after",
                    false,
                    Kind::Timestamp,
                    Source::new("API reference, List all invoice, line 3401", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "created_before",
                    false,
                    Kind::Timestamp,
                    Source::new("API reference, List all invoice, line 3404", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "paid_after",
                    false,
                    Kind::Timestamp,
                    Source::new("API reference, List all invoice, line 3408", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "paid_before",
                    false,
                    Kind::Timestamp,
                    Source::new("API reference, List all invoice, line 3411", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "expired_after",
                    false,
                    Kind::Timestamp,
                    Source::new("API reference, List all invoice, line 3415", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "expired_before",
                    false,
                    Kind::Timestamp,
                    Source::new("API reference, List all invoice, line 3418", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "last_invoice_id",
                    false,
                    Kind::text(None, None, None),
                    Source::new("API reference, List all invoice, line 3422", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "client_types",
                    false,
                    Kind::list(
                        None,
                        None,
                        &Kind::Enum(super::types::InvoiceClientType::KNOWN),
                    ),
                    Source::new("API reference, List all invoice, line 3426", &[]),
                ),
                location: Location::Query,
                json_text: true,
            },
            Parameter {
                field: Field::new(
                    "payment_channels",
                    false,
                    Kind::list(None, None, &Kind::text(None, None, None)),
                    Source::new("API reference, List all invoice, line 3434", &[]),
                ),
                location: Location::Query,
                json_text: true,
            },
            Parameter {
                field: Field::new(
                    "external_id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "on_demand_link",
                    false,
                    Kind::text(None, None, None),
                    Source::new("API reference, List all invoice, line 3437", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "recurring_payment_id",
                    false,
                    Kind::text(None, None, None),
                    Source::new("API reference, List all invoice, line 3440", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "after",
                    false,
                    Kind::Timestamp,
                    Source::new("API reference, List all invoice, line 3286", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "before",
                    false,
                    Kind::Timestamp,
                    Source::new("API reference, List all invoice, line 3286", &[]),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[
            Rule::Together {
                fields: &["created_after", "created_before"],
                source: "API reference, List all invoice, line 3407",
            },
            Rule::Together {
                fields: &["paid_after", "paid_before"],
                source: "API reference, List all invoice, line 3414",
            },
            Rule::Together {
                fields: &["expired_after", "expired_before"],
                source: "API reference, List all invoice, line 3421",
            },
        ],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_INVOICE: Operation = Operation {
        id: "get_invoice",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "invoice_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Get an invoice, line 3009", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (400u16, "INVALID_JSON_FORMAT", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "INVOICE_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static EXPIRE_INVOICE: Operation = Operation {
        id: "expire_invoice",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "invoice_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Expire invoice, line 3175", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (400u16, "INVALID_JSON_FORMAT", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "INVOICE_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static CREATE_RECURRING_PAYMENT: Operation = Operation {
        id: "create_recurring_payment",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_RECURRING_PAYMENT_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "INVALID_CREDIT_CARD_TOKEN_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_RECURRING_PAYMENT: Operation = Operation {
        id: "get_recurring_payment",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Get a Recurring Payment, line 3809", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static EDIT_RECURRING_PAYMENT: Operation = Operation {
        id: "edit_recurring_payment",
        method: "PATCH",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Edit Recurring Payment, line 3904", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&EDIT_RECURRING_PAYMENT_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "INVALID_CREDIT_CARD_TOKEN_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static STOP_RECURRING_PAYMENT: Operation = Operation {
        id: "stop_recurring_payment",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Stop Recurring Payment, line 4001", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static PAUSE_RECURRING_PAYMENT: Operation = Operation {
        id: "pause_recurring_payment",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Pause Recurring Payment, line 4054", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static RESUME_RECURRING_PAYMENT: Operation = Operation {
        id: "resume_recurring_payment",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "id",
                    true,
                    Kind::text(None, None, None),
                    Source::new(
                        "API reference, Resume Recurring Payment, line 4107",
                        &[],
                    ),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static CREATE_DISBURSEMENT: Operation = Operation {
        id: "create_disbursement",
        method: "POST",
        documented: true,
        money_out: true,
        parameters: &[
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("API reference, Create disbursement, line 4231", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_DISBURSEMENT_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "BANK_CODE_NOT_SUPPORTED_ERROR", false),
            (400u16, "DIRECT_DISBURSEMENT_BALANCE_INSUFFICIENT_ERROR", false),
            (400u16, "DISBURSEMENT_DESCRIPTION_NOT_FOUND_ERROR", false),
            (400u16, "DUPLICATE_TRANSACTION_ERROR", false),
            (400u16, "INVALID_DESTINATION", true),
            (400u16, "INVALID_JSON_FORMAT", false),
            (400u16, "MAXIMUM_TRANSFER_LIMIT_ERROR", false),
            (400u16, "RECIPIENT_ACCOUNT_NUMBER_ERROR", false),
            (400u16, "RECIPIENT_AMOUNT_ERROR", false),
            (400u16, "REJECTED_BY_BANK", true),
            (400u16, "SWITCHING_NETWORK_ERROR", true),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
            (500u16, "SERVER_ERROR", false),
        ],
    };
    pub(crate) static GET_DISBURSEMENTS_BY_EXTERNAL_ID: Operation = Operation {
        id: "get_disbursements_by_external_id",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "external_id",
                    true,
                    Kind::text(Some(1usize), None, None),
                    Source::new(
                        "API reference, Get disbursement by external_id, line 4535",
                        &[("minLength", "observed")],
                    ),
                ),
                location: Location::Query,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_DISBURSEMENT_BY_ID: Operation = Operation {
        id: "get_disbursement_by_id",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "disbursement_id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("API reference, Get disbursement by id, line 4440", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[
            (400u16, "INVALID_JSON_FORMAT", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (404u16, "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_AVAILABLE_DISBURSEMENT_BANKS: Operation = Operation {
        id: "get_available_disbursement_banks",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[(429u16, "RATE_LIMIT_EXCEEDED", true)],
    };
    pub(crate) static CREATE_BATCH_DISBURSEMENT: Operation = Operation {
        id: "create_batch_disbursement",
        method: "POST",
        documented: true,
        money_out: true,
        parameters: &[
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new(
                        "API reference, Create batch disbursement, line 4760",
                        &[("minLength", "observed")],
                    ),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_BATCH_DISBURSEMENT_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "BATCH_DISBURSEMENT_MAXIMUM_ROWS_LIMIT_EXCEEDED_ERROR", false),
            (400u16, "DUPLICATE_TRANSACTION_ERROR", false),
            (400u16, "INVALID_JSON_FORMAT", false),
            (401u16, "INVALID_API_KEY", false),
            (403u16, "REQUEST_FORBIDDEN_ERROR", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static CREATE_PAYOUT_LINK: Operation = Operation {
        id: "create_payout_link",
        method: "POST",
        documented: true,
        money_out: true,
        parameters: &[
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "with-fee-rule",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: Some(Kind::Object(&CREATE_PAYOUT_LINK_REQUEST)),
        rules: &[],
        error_codes: &[
            (400u16, "API_VALIDATION_ERROR", false),
            (400u16, "DUPLICATE_PAYOUT_ERROR", false),
            (400u16, "INSUFFICIENT_BALANCE", false),
            (429u16, "RATE_LIMIT_EXCEEDED", true),
        ],
    };
    pub(crate) static GET_PAYOUT_LINK: Operation = Operation {
        id: "get_payout_link",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("Payout links, Retrieve a Payout Link, line 32", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[(429u16, "RATE_LIMIT_EXCEEDED", true)],
    };
    pub(crate) static VOID_PAYOUT_LINK: Operation = Operation {
        id: "void_payout_link",
        method: "POST",
        documented: true,
        money_out: false,
        parameters: &[
            Parameter {
                field: Field::new(
                    "id",
                    true,
                    Kind::text(None, None, None),
                    Source::new("Payout links, Void a Payout Link, line 53", &[]),
                ),
                location: Location::Path,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "for-user-id",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
            Parameter {
                field: Field::new(
                    "X-IDEMPOTENCY-KEY",
                    false,
                    Kind::text(Some(1usize), None, None),
                    Source::new("observed", &[]),
                ),
                location: Location::Header,
                json_text: false,
            },
        ],
        body: None,
        rules: &[],
        error_codes: &[(429u16, "RATE_LIMIT_EXCEEDED", true)],
    };
    #[cfg(feature = "testing")]
    pub(crate) const ALL: &[&Operation] = &[
        &GET_BALANCE,
        &CREATE_TOKEN,
        &CREATE_AUTHENTICATION,
        &CREATE_CHARGE,
        &REVERSE_AUTHORIZATION,
        &CAPTURE_CHARGE,
        &GET_CHARGE,
        &CREATE_REFUND,
        &CREATE_EWALLET_PAYMENT,
        &GET_EWALLET_PAYMENT_STATUS,
        &CREATE_CARDLESS_CREDIT_PAYMENT,
        &GET_VIRTUAL_ACCOUNT_BANKS,
        &CREATE_FIXED_VIRTUAL_ACCOUNT,
        &GET_FIXED_VIRTUAL_ACCOUNT,
        &UPDATE_FIXED_VIRTUAL_ACCOUNT,
        &GET_FIXED_VIRTUAL_ACCOUNT_PAYMENT,
        &CREATE_FIXED_PAYMENT_CODE,
        &UPDATE_FIXED_PAYMENT_CODE,
        &GET_FIXED_PAYMENT_CODE,
        &CREATE_INVOICE,
        &LIST_INVOICES,
        &GET_INVOICE,
        &EXPIRE_INVOICE,
        &CREATE_RECURRING_PAYMENT,
        &GET_RECURRING_PAYMENT,
        &EDIT_RECURRING_PAYMENT,
        &STOP_RECURRING_PAYMENT,
        &PAUSE_RECURRING_PAYMENT,
        &RESUME_RECURRING_PAYMENT,
        &CREATE_DISBURSEMENT,
        &GET_DISBURSEMENTS_BY_EXTERNAL_ID,
        &GET_DISBURSEMENT_BY_ID,
        &GET_AVAILABLE_DISBURSEMENT_BANKS,
        &CREATE_BATCH_DISBURSEMENT,
        &CREATE_PAYOUT_LINK,
        &GET_PAYOUT_LINK,
        &VOID_PAYOUT_LINK,
    ];
    static CREATE_TOKEN_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "amount",
                false,
                Kind::amount(Bound::Unbounded, Bound::Unbounded, false),
                Source::new("API reference, Create Token, line 156", &[]),
            ),
            Field::new(
                "card_data",
                true,
                Kind::Object(&CARD_DATA),
                Source::new("observed", &[]),
            ),
            Field::new(
                "card_cvn",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create Token, line 168", &[]),
            ),
            Field::new(
                "is_single_use",
                false,
                Kind::Any,
                Source::new("API reference, Create Token, line 172", &[]),
            ),
            Field::new(
                "should_authenticate",
                false,
                Kind::Any,
                Source::new("API reference, Create Token, line 176", &[]),
            ),
        ],
        rules: &[],
    };
    static CARD_DATA: Object = Object {
        fields: &[
            Field::new(
                "account_number",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Token, line 159",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "exp_month",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Token, line 162",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "exp_year",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Token, line 165",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "cvn",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create Token, line 168", &[]),
            ),
        ],
        rules: &[],
    };
    static CREATE_AUTHENTICATION_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Unbounded, Bound::Unbounded, false),
                Source::new("API reference, Create Authentication, line 293", &[]),
            ),
        ],
        rules: &[],
    };
    static CREATE_CHARGE_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "token_id",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Charge, line 623",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), Some(64usize), None),
                Source::new(
                    "API reference, Create Charge, line 626",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Unbounded, Bound::Unbounded, true),
                Source::new(
                    "API reference, Create Charge, line 629",
                    &[("multipleOf", "observed")],
                ),
            ),
            Field::new(
                "authentication_id",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create Charge, line 632", &[]),
            ),
            Field::new(
                "card_cvn",
                false,
                Kind::text(Some(3usize), Some(4usize), Some("^[0-9]{3,4}$")),
                Source::new("API reference, Create Charge, line 635", &[]),
            ),
            Field::new(
                "capture",
                false,
                Kind::Any,
                Source::new("API reference, Create Charge, line 638", &[]),
            ),
            Field::new(
                "descriptor",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create Charge, line 643", &[]),
            ),
        ],
        rules: &[],
    };
    static REVERSE_AUTHORIZATION_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Reverse Authorization, line 470",
                    &[("minLength", "observed")],
                ),
            ),
        ],
        rules: &[],
    };
    static CAPTURE_CHARGE_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Unbounded, Bound::Unbounded, true),
                Source::new(
                    "API reference, Capture Charge, line 819",
                    &[("multipleOf", "observed")],
                ),
            ),
        ],
        rules: &[],
    };
    static CREATE_REFUND_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Excluded("0"), Bound::Unbounded, true),
                Source::new(
                    "API reference, Create Refund, line 956",
                    &[("minimum", "observed"), ("multipleOf", "observed")],
                ),
            ),
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), Some(64usize), None),
                Source::new(
                    "API reference, Create Refund, line 959",
                    &[("minLength", "observed")],
                ),
            ),
        ],
        rules: &[],
    };
    static CREATE_OVO_PAYMENT_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), Some(1000usize), Some("^[A-Za-z0-9-]*$")),
                Source::new(
                    "API reference, Create Payment, line 1269",
                    &[("minLength", "observed"), ("pattern", "observed")],
                ),
            ),
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Included("1"), Bound::Included("10000000"), false),
                Source::new("API reference, Create Payment, line 1272", &[]),
            ),
            Field::new(
                "phone",
                true,
                Kind::text(Some(9usize), None, Some("^08[0-9]*$")),
                Source::new(
                    "API reference, Create Payment, line 1276",
                    &[("minLength", "observed"), ("pattern", "observed")],
                ),
            ),
            Field::new(
                "ewallet_type",
                true,
                Kind::Enum(&["OVO"]),
                Source::new("API reference, Create Payment, line 1280", &[]),
            ),
        ],
        rules: &[],
    };
    static CREATE_DANA_PAYMENT_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), Some(1000usize), None),
                Source::new(
                    "API reference, Create Payment, line 1288",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Included("1"), Bound::Included("10000000"), false),
                Source::new("API reference, Create Payment, line 1291", &[]),
            ),
            Field::new(
                "expiration_date",
                false,
                Kind::Timestamp,
                Source::new("API reference, Create Payment, line 1295", &[]),
            ),
            Field::new(
                "callback_url",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Payment, line 1299",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "redirect_url",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Payment, line 1302",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "ewallet_type",
                true,
                Kind::Enum(&["DANA"]),
                Source::new("API reference, Create Payment, line 1305", &[]),
            ),
        ],
        rules: &[],
    };
    static CREATE_LINKAJA_PAYMENT_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), Some(1000usize), None),
                Source::new(
                    "API reference, Create Payment, line 1313",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "phone",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Payment, line 1316",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Included("100"), Bound::Included("10000000"), false),
                Source::new("API reference, Create Payment, line 1320", &[]),
            ),
            Field::new(
                "items",
                true,
                Kind::list(None, None, &Kind::Object(&EWALLET_ITEM)),
                Source::new("API reference, Create Payment, line 1324", &[]),
            ),
            Field::new(
                "callback_url",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Payment, line 1330",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "redirect_url",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Payment, line 1333",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "ewallet_type",
                true,
                Kind::Enum(&["LINKAJA"]),
                Source::new("API reference, Create Payment, line 1336", &[]),
            ),
        ],
        rules: &[],
    };
    static EWALLET_ITEM: Object = Object {
        fields: &[
            Field::new(
                "id",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Payment, line 1329",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "name",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Payment, line 1329",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "price",
                true,
                Kind::amount(Bound::Unbounded, Bound::Unbounded, false),
                Source::new("API reference, Create Payment, line 1329", &[]),
            ),
            Field::new(
                "quantity",
                true,
                Kind::integer(Bound::Unbounded, Bound::Unbounded),
                Source::new("API reference, Create Payment, line 1329", &[]),
            ),
        ],
        rules: &[],
    };
    static CREATE_CARDLESS_CREDIT_PAYMENT_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "cardless_credit_type",
                true,
                Kind::Enum(super::types::CardlessCreditType::KNOWN),
                Source::new("API reference, Generate Checkout URL, line 1771", &[]),
            ),
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), Some(1000usize), None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1775",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Included("1"), Bound::Unbounded, false),
                Source::new("API reference, Generate Checkout URL, line 1778", &[]),
            ),
            Field::new(
                "payment_type",
                true,
                Kind::Enum(super::types::CardlessCreditPaymentType::KNOWN),
                Source::new("API reference, Generate Checkout URL, line 1782", &[]),
            ),
            Field::new(
                "items",
                true,
                Kind::list(None, None, &Kind::Object(&CARDLESS_CREDIT_ITEM)),
                Source::new("API reference, Generate Checkout URL, line 1785", &[]),
            ),
            Field::new(
                "customer_details",
                true,
                Kind::Object(&CUSTOMER_DETAILS),
                Source::new("API reference, Generate Checkout URL, line 1791", &[]),
            ),
            Field::new(
                "shipping_address",
                true,
                Kind::Object(&SHIPPING_ADDRESS),
                Source::new("API reference, Generate Checkout URL, line 1794", &[]),
            ),
            Field::new(
                "redirect_url",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1797",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "callback_url",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1800",
                    &[("minLength", "observed")],
                ),
            ),
        ],
        rules: &[],
    };
    static CARDLESS_CREDIT_ITEM: Object = Object {
        fields: &[
            Field::new(
                "id",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1790",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "name",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1790",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "price",
                true,
                Kind::amount(Bound::Unbounded, Bound::Unbounded, false),
                Source::new("API reference, Generate Checkout URL, line 1790", &[]),
            ),
            Field::new(
                "type",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1790",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "url",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1790",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "quantity",
                true,
                Kind::integer(Bound::Unbounded, Bound::Unbounded),
                Source::new("API reference, Generate Checkout URL, line 1790", &[]),
            ),
        ],
        rules: &[],
    };
    static CUSTOMER_DETAILS: Object = Object {
        fields: &[
            Field::new(
                "first_name",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1793",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "last_name",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1793",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "email",
                true,
                Kind::Email,
                Source::new(
                    "API reference, Generate Checkout URL, line 1793",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "phone",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1793",
                    &[("minLength", "observed")],
                ),
            ),
        ],
        rules: &[],
    };
    static SHIPPING_ADDRESS: Object = Object {
        fields: &[
            Field::new(
                "first_name",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1796",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "last_name",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1796",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "address",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1796",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "city",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1796",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "postal_code",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1796",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "phone",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1796",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "country_code",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Generate Checkout URL, line 1796",
                    &[("minLength", "observed")],
                ),
            ),
        ],
        rules: &[],
    };
    static CREATE_FIXED_VIRTUAL_ACCOUNT_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), Some(1000usize), None),
                Source::new(
                    "API reference, Create Fixed Virtual Account, line 1997",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "bank_code",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Fixed Virtual Account, line 2000",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "name",
                true,
                Kind::text(Some(1usize), None, Some("^[A-Za-z0-9 -]*$")),
                Source::new(
                    "API reference, Create Fixed Virtual Account, line 2004",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "virtual_account_number",
                false,
                Kind::text(None, None, None),
                Source::new(
                    "API reference, Create Fixed Virtual Account, line 2007",
                    &[],
                ),
            ),
            Field::new(
                "suggested_amount",
                false,
                Kind::amount(Bound::Unbounded, Bound::Unbounded, false),
                Source::new(
                    "API reference, Create Fixed Virtual Account, line 2011",
                    &[],
                ),
            ),
            Field::new(
                "is_closed",
                false,
                Kind::Any,
                Source::new(
                    "API reference, Create Fixed Virtual Account, line 2015",
                    &[],
                ),
            ),
            Field::new(
                "expected_amount",
                false,
                Kind::amount(Bound::Unbounded, Bound::Unbounded, false),
                Source::new(
                    "API reference, Create Fixed Virtual Account, line 2018",
                    &[],
                ),
            ),
            Field::new(
                "expiration_date",
                false,
                Kind::Timestamp,
                Source::new(
                    "API reference, Create Fixed Virtual Account, line 2021",
                    &[],
                ),
            ),
            Field::new(
                "is_single_use",
                false,
                Kind::Any,
                Source::new(
                    "API reference, Create Fixed Virtual Account, line 2024",
                    &[],
                ),
            ),
            Field::new(
                "description",
                false,
                Kind::text(None, None, None),
                Source::new(
                    "API reference, Create Fixed Virtual Account, line 2027",
                    &[],
                ),
            ),
        ],
        rules: &[
            Rule::When {
                field: "is_closed",
                equals: "true",
                then: "expected_amount",
                pattern: None,
                minimum: None,
                maximum: None,
                required: true,
                says: "a closed account needs the amount it expects",
                source: "API reference, Create Fixed Virtual Account, line 2088",
            },
            Rule::Only {
                field: "suggested_amount",
                when: "bank_code",
                values: &["MANDIRI", "BRI"],
                source: "API reference, Create Fixed Virtual Account, line 2014",
            },
            Rule::Only {
                field: "description",
                when: "bank_code",
                values: &["BRI"],
                source: "API reference, Create Fixed Virtual Account, line 2029",
            },
            Rule::When {
                field: "bank_code",
                equals: "\"BNI\"",
                then: "expected_amount",
                pattern: None,
                minimum: Some("1"),
                maximum: None,
                required: false,
                says: "1 rupiah or more",
                source: "API reference, Create Fixed Virtual Account, line 2097",
            },
            Rule::When {
                field: "bank_code",
                equals: "\"BRI\"",
                then: "expected_amount",
                pattern: None,
                minimum: Some("1"),
                maximum: None,
                required: false,
                says: "1 rupiah or more",
                source: "API reference, Create Fixed Virtual Account, line 2097",
            },
            Rule::When {
                field: "bank_code",
                equals: "\"MANDIRI\"",
                then: "expected_amount",
                pattern: None,
                minimum: Some("1"),
                maximum: None,
                required: false,
                says: "1 rupiah or more",
                source: "API reference, Create Fixed Virtual Account, line 2097",
            },
            Rule::When {
                field: "bank_code",
                equals: "\"BNI\"",
                then: "expected_amount",
                pattern: None,
                minimum: None,
                maximum: Some("50000000000"),
                required: false,
                says: "50000000000 rupiah or less",
                source: "API reference, Create Fixed Virtual Account, line 2100",
            },
            Rule::When {
                field: "bank_code",
                equals: "\"BRI\"",
                then: "expected_amount",
                pattern: None,
                minimum: None,
                maximum: Some("50000000000"),
                required: false,
                says: "50000000000 rupiah or less",
                source: "API reference, Create Fixed Virtual Account, line 2100",
            },
            Rule::When {
                field: "bank_code",
                equals: "\"MANDIRI\"",
                then: "expected_amount",
                pattern: None,
                minimum: None,
                maximum: Some("50000000000"),
                required: false,
                says: "50000000000 rupiah or less",
                source: "API reference, Create Fixed Virtual Account, line 2100",
            },
        ],
    };
    static UPDATE_FIXED_VIRTUAL_ACCOUNT_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "suggested_amount",
                false,
                Kind::amount(Bound::Unbounded, Bound::Unbounded, false),
                Source::new(
                    "API reference, Update Fixed Virtual Account, line 2184",
                    &[],
                ),
            ),
            Field::new(
                "expected_amount",
                false,
                Kind::amount(Bound::Excluded("0"), Bound::Excluded("1000000000"), false),
                Source::new(
                    "API reference, Update Fixed Virtual Account, line 2187",
                    &[
                        (
                            "minimum",
                            "API reference, Update Fixed Virtual Account, line 2261",
                        ),
                        (
                            "maximum",
                            "API reference, Update Fixed Virtual Account, line 2264",
                        ),
                    ],
                ),
            ),
            Field::new(
                "expiration_date",
                false,
                Kind::Timestamp,
                Source::new(
                    "API reference, Update Fixed Virtual Account, line 2190",
                    &[],
                ),
            ),
            Field::new(
                "is_single_use",
                false,
                Kind::Any,
                Source::new(
                    "API reference, Update Fixed Virtual Account, line 2193",
                    &[],
                ),
            ),
            Field::new(
                "description",
                false,
                Kind::text(None, None, None),
                Source::new(
                    "API reference, Update Fixed Virtual Account, line 2196",
                    &[],
                ),
            ),
        ],
        rules: &[],
    };
    static CREATE_FIXED_PAYMENT_CODE_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), Some(1000usize), None),
                Source::new(
                    "API reference, Create Fixed Payment Code, line 2464",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "retail_outlet_name",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Fixed Payment Code, line 2467",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "name",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create Fixed Payment Code, line 2470",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "expected_amount",
                true,
                Kind::amount(
                    Bound::Included("10000"),
                    Bound::Included("5000000"),
                    false,
                ),
                Source::new(
                    "API reference, Create Fixed Payment Code, line 2473",
                    &[
                        (
                            "minimum",
                            "API reference, Create Fixed Payment Code, line 2538",
                        ),
                        (
                            "maximum",
                            "API reference, Create Fixed Payment Code, line 2541",
                        ),
                    ],
                ),
            ),
            Field::new(
                "payment_code",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create Fixed Payment Code, line 2476", &[]),
            ),
            Field::new(
                "expiration_date",
                false,
                Kind::Timestamp,
                Source::new("API reference, Create Fixed Payment Code, line 2479", &[]),
            ),
            Field::new(
                "is_single_use",
                false,
                Kind::Any,
                Source::new("API reference, Create Fixed Payment Code, line 2482", &[]),
            ),
        ],
        rules: &[],
    };
    static UPDATE_FIXED_PAYMENT_CODE_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "name",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Update Fixed Payment Code, line 2563", &[]),
            ),
            Field::new(
                "expected_amount",
                false,
                Kind::amount(
                    Bound::Included("10000"),
                    Bound::Included("5000000"),
                    false,
                ),
                Source::new(
                    "API reference, Update Fixed Payment Code, line 2566",
                    &[
                        (
                            "minimum",
                            "API reference, Update Fixed Payment Code, line 2619",
                        ),
                        (
                            "maximum",
                            "API reference, Update Fixed Payment Code, line 2622",
                        ),
                    ],
                ),
            ),
            Field::new(
                "expiration_date",
                false,
                Kind::Timestamp,
                Source::new("API reference, Update Fixed Payment Code, line 2569", &[]),
            ),
        ],
        rules: &[],
    };
    static CREATE_INVOICE_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create invoice, line 2793",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                    "payer_email",
                    true,
                    Kind::Email,
                    Source::new(
                        "API reference, Create invoice, line 2796",
                        &[("minLength", "observed")],
                    ),
                )
                .not_enforced(),
            Field::new(
                    "description",
                    true,
                    Kind::text(Some(1usize), None, None),
                    Source::new(
                        "API reference, Create invoice, line 2799",
                        &[("minLength", "observed")],
                    ),
                )
                .not_enforced(),
            Field::new(
                "amount",
                true,
                Kind::amount(
                    Bound::Included("10000"),
                    Bound::Included("1000000000"),
                    false,
                ),
                Source::new(
                    "API reference, Create invoice, line 2802",
                    &[("maximum", "API reference, Create invoice, line 2949")],
                ),
            ),
            Field::new(
                "should_send_email",
                false,
                Kind::Any,
                Source::new("API reference, Create invoice, line 2805", &[]),
            ),
            Field::new(
                "callback_virtual_account_id",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create invoice, line 2810", &[]),
            ),
            Field::new(
                "invoice_duration",
                false,
                Kind::integer(Bound::Excluded(0i64), Bound::Unbounded),
                Source::new(
                    "API reference, Create invoice, line 2813",
                    &[("minimum", "observed")],
                ),
            ),
            Field::new(
                "success_redirect_url",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create invoice, line 2816", &[]),
            ),
            Field::new(
                "failure_redirect_url",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create invoice, line 2820", &[]),
            ),
            Field::new(
                "payment_methods",
                false,
                Kind::list(None, None, &Kind::text(None, None, None)),
                Source::new("API reference, Create invoice, line 2824", &[]),
            ),
            Field::new(
                "mid_label",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create invoice, line 2830", &[]),
            ),
            Field::new(
                "currency",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create invoice, line 2833", &[]),
            ),
            Field::new(
                "fixed_va",
                false,
                Kind::Any,
                Source::new("API reference, Create invoice, line 2837", &[]),
            ),
            Field::new(
                "should_exclude_taxes",
                false,
                Kind::Any,
                Source::new("API reference, Create invoice, line 2781", &[]),
            ),
            Field::new(
                "should_exclude_fees",
                false,
                Kind::Any,
                Source::new("API reference, Create invoice, line 2781", &[]),
            ),
        ],
        rules: &[],
    };
    static CREATE_RECURRING_PAYMENT_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create a Recurring Payment, line 3654",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "payer_email",
                true,
                Kind::Email,
                Source::new(
                    "API reference, Create a Recurring Payment, line 3657",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "description",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create a Recurring Payment, line 3660",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "amount",
                true,
                Kind::amount(
                    Bound::Included("10000"),
                    Bound::Included("1000000000"),
                    false,
                ),
                Source::new("API reference, Create a Recurring Payment, line 3663", &[]),
            ),
            Field::new(
                "interval",
                true,
                Kind::Enum(super::types::RecurringInterval::KNOWN),
                Source::new("API reference, Create a Recurring Payment, line 3667", &[]),
            ),
            Field::new(
                "interval_count",
                true,
                Kind::integer(Bound::Unbounded, Bound::Unbounded),
                Source::new("API reference, Create a Recurring Payment, line 3670", &[]),
            ),
            Field::new(
                "total_recurrence",
                false,
                Kind::integer(Bound::Unbounded, Bound::Unbounded),
                Source::new("API reference, Create a Recurring Payment, line 3673", &[]),
            ),
            Field::new(
                "invoice_duration",
                false,
                Kind::integer(Bound::Unbounded, Bound::Unbounded),
                Source::new("API reference, Create a Recurring Payment, line 3676", &[]),
            ),
            Field::new(
                "should_send_email",
                false,
                Kind::Any,
                Source::new("API reference, Create a Recurring Payment, line 3681", &[]),
            ),
            Field::new(
                "missed_payment_action",
                false,
                Kind::Enum(super::types::MissedPaymentAction::KNOWN),
                Source::new("API reference, Create a Recurring Payment, line 3686", &[]),
            ),
            Field::new(
                "credit_card_token",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create a Recurring Payment, line 3691", &[]),
            ),
            Field::new(
                "start_date",
                false,
                Kind::Timestamp,
                Source::new("API reference, Create a Recurring Payment, line 3694", &[]),
            ),
            Field::new(
                "success_redirect_url",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create a Recurring Payment, line 3697", &[]),
            ),
            Field::new(
                "failure_redirect_url",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create a Recurring Payment, line 3701", &[]),
            ),
            Field::new(
                "recharge",
                false,
                Kind::Any,
                Source::new("API reference, Create a Recurring Payment, line 3705", &[]),
            ),
            Field::new(
                "charge_immediately",
                false,
                Kind::Any,
                Source::new("API reference, Create a Recurring Payment, line 3709", &[]),
            ),
        ],
        rules: &[],
    };
    static EDIT_RECURRING_PAYMENT_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "amount",
                false,
                Kind::amount(
                    Bound::Included("10000"),
                    Bound::Included("1000000000"),
                    false,
                ),
                Source::new("API reference, Edit Recurring Payment, line 3907", &[]),
            ),
            Field::new(
                "credit_card_token",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Edit Recurring Payment, line 3911", &[]),
            ),
            Field::new(
                "interval",
                false,
                Kind::Enum(super::types::RecurringInterval::KNOWN),
                Source::new("API reference, Edit Recurring Payment, line 3914", &[]),
            ),
            Field::new(
                "interval_count",
                false,
                Kind::integer(Bound::Unbounded, Bound::Unbounded),
                Source::new("API reference, Edit Recurring Payment, line 3917", &[]),
            ),
            Field::new(
                "should_send_email",
                false,
                Kind::Any,
                Source::new("API reference, Edit Recurring Payment, line 3920", &[]),
            ),
            Field::new(
                "invoice_duration",
                false,
                Kind::integer(Bound::Unbounded, Bound::Unbounded),
                Source::new("API reference, Edit Recurring Payment, line 3923", &[]),
            ),
            Field::new(
                "missed_payment_action",
                false,
                Kind::Enum(super::types::MissedPaymentAction::KNOWN),
                Source::new("API reference, Edit Recurring Payment, line 3928", &[]),
            ),
            Field::new(
                "reschedule_at",
                false,
                Kind::Timestamp,
                Source::new("observed", &[]),
            ),
            Field::new(
                "customer_id",
                false,
                Kind::text(None, None, None),
                Source::new("observed", &[]),
            ),
            Field::new(
                "payment_method_id",
                false,
                Kind::text(None, None, None),
                Source::new("observed", &[]),
            ),
        ],
        rules: &[],
    };
    static CREATE_DISBURSEMENT_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), Some(1000usize), None),
                Source::new("API reference, Create disbursement, line 4239", &[]),
            ),
            Field::new(
                "bank_code",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create disbursement, line 4246",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "account_holder_name",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new("API reference, Create disbursement, line 4251", &[]),
            ),
            Field::new(
                "account_number",
                true,
                Kind::text(Some(1usize), None, Some("^[0-9-]+$")),
                Source::new("API reference, Create disbursement, line 4258", &[]),
            ),
            Field::new(
                "description",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new("API reference, Create disbursement, line 4271", &[]),
            ),
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Excluded("0"), Bound::Unbounded, true),
                Source::new(
                    "API reference, Create disbursement, line 4278",
                    &[("minimum", "observed")],
                ),
            ),
            Field::new(
                "email_to",
                false,
                Kind::list(None, Some(3usize), &Kind::Email),
                Source::new("API reference, Create disbursement, line 4290", &[]),
            ),
            Field::new(
                "email_cc",
                false,
                Kind::list(None, Some(3usize), &Kind::Email),
                Source::new("API reference, Create disbursement, line 4294", &[]),
            ),
            Field::new(
                "email_bcc",
                false,
                Kind::list(None, Some(3usize), &Kind::Email),
                Source::new("API reference, Create disbursement, line 4299", &[]),
            ),
        ],
        rules: &[
            Rule::Requires {
                field: "email_cc",
                needs: "email_to",
                source: "API reference, Create disbursement, line 4298",
            },
            Rule::Requires {
                field: "email_bcc",
                needs: "email_to",
                source: "API reference, Create disbursement, line 4303",
            },
            Rule::When {
                field: "bank_code",
                equals: "\"BCA\"",
                then: "account_number",
                pattern: Some("^[0-9]{10}$"),
                minimum: None,
                maximum: None,
                required: false,
                says: "exactly 10 digits",
                source: "API reference, Create disbursement, line 4263",
            },
        ],
    };
    static CREATE_BATCH_DISBURSEMENT_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "reference",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create batch disbursement, line 4764",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "disbursements",
                true,
                Kind::list(
                    Some(1usize),
                    Some(1000usize),
                    &Kind::Object(&BATCH_DISBURSEMENT_ITEM),
                ),
                Source::new(
                    "API reference, Create batch disbursement, line 4767",
                    &[
                        ("minItems", "observed"),
                        (
                            "maxItems",
                            "API reference, Create batch disbursement, line 4852",
                        ),
                    ],
                ),
            ),
        ],
        rules: &[],
    };
    static BATCH_DISBURSEMENT_ITEM: Object = Object {
        fields: &[
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Excluded("0"), Bound::Unbounded, true),
                Source::new(
                    "API reference, Create batch disbursement, line 4774",
                    &[("minimum", "observed"), ("multipleOf", "observed")],
                ),
            ),
            Field::new(
                "bank_code",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create batch disbursement, line 4777",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "bank_account_name",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create batch disbursement, line 4780",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "bank_account_number",
                true,
                Kind::text(Some(1usize), None, Some("^[0-9-]+$")),
                Source::new(
                    "API reference, Create batch disbursement, line 4783",
                    &[("minLength", "observed"), ("pattern", "observed")],
                ),
            ),
            Field::new(
                "description",
                true,
                Kind::text(Some(1usize), None, None),
                Source::new(
                    "API reference, Create batch disbursement, line 4786",
                    &[("minLength", "observed")],
                ),
            ),
            Field::new(
                "external_id",
                false,
                Kind::text(None, None, None),
                Source::new("API reference, Create batch disbursement, line 4789", &[]),
            ),
            Field::new(
                "email_to",
                false,
                Kind::list(None, Some(3usize), &Kind::Email),
                Source::new(
                    "API reference, Create batch disbursement, line 4792",
                    &[("maxItems", "observed")],
                ),
            ),
            Field::new(
                "email_cc",
                false,
                Kind::list(None, Some(3usize), &Kind::Email),
                Source::new(
                    "API reference, Create batch disbursement, line 4795",
                    &[("maxItems", "observed")],
                ),
            ),
            Field::new(
                "email_bcc",
                false,
                Kind::list(None, Some(3usize), &Kind::Email),
                Source::new(
                    "API reference, Create batch disbursement, line 4798",
                    &[("maxItems", "observed")],
                ),
            ),
        ],
        rules: &[
            Rule::Requires {
                field: "email_cc",
                needs: "email_to",
                source: "observed",
            },
            Rule::Requires {
                field: "email_bcc",
                needs: "email_to",
                source: "observed",
            },
            Rule::When {
                field: "bank_code",
                equals: "\"BCA\"",
                then: "bank_account_number",
                pattern: Some("^[0-9]{10}$"),
                minimum: None,
                maximum: None,
                required: false,
                says: "exactly 10 digits",
                source: "observed",
            },
        ],
    };
    static CREATE_PAYOUT_LINK_REQUEST: Object = Object {
        fields: &[
            Field::new(
                "external_id",
                true,
                Kind::text(Some(1usize), None, Some("^\\S+$")),
                Source::new(
                    "Payout links, Create a Payout Link, line 13",
                    &[
                        ("minLength", "observed"),
                        ("pattern", "Payout links, dashboard, line 33"),
                    ],
                ),
            ),
            Field::new(
                "amount",
                true,
                Kind::amount(Bound::Included("10000"), Bound::Unbounded, true),
                Source::new(
                    "Payout links, Create a Payout Link, line 14",
                    &[("minimum", "observed"), ("multipleOf", "observed")],
                ),
            ),
            Field::new(
                "email",
                true,
                Kind::Email,
                Source::new(
                    "Payout links, Create a Payout Link, line 15",
                    &[("minLength", "observed")],
                ),
            ),
        ],
        rules: &[],
    };
}
