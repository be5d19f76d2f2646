crate::open_enum! {
    #[doc = r" Every error code that a document names."] #[doc = r""] #[doc =
    r" New codes arrive at any time: they are `Unknown` with the text as it came."]
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[non_exhaustive] pub
    enum ErrorCode { #[doc =
    "`ACCOUNT_NUMBER_INVALID_ERROR`: The card number is not valid."]
    AccountNumberInvalidError = "ACCOUNT_NUMBER_INVALID_ERROR", #[doc =
    "`AMOUNT_GREATER_THAN_AUTHENTICATED_ERROR`: The amount is above the authenticated one."]
    AmountGreaterThanAuthenticatedError = "AMOUNT_GREATER_THAN_AUTHENTICATED_ERROR",
    #[doc =
    "`AMOUNT_GREATER_THAN_AUTHORIZED_ERROR`: The amount is above the authorized one."]
    AmountGreaterThanAuthorizedError = "AMOUNT_GREATER_THAN_AUTHORIZED_ERROR", #[doc =
    "`API_VALIDATION_ERROR`: Some inputs are not valid; `errors` names them."]
    ApiValidationError = "API_VALIDATION_ERROR", #[doc =
    "`AUTHENTICATION_ALREADY_USED_ERROR`: The authentication was used for a charge before; to a repetition: by the first try, perhaps."]
    AuthenticationAlreadyUsedError = "AUTHENTICATION_ALREADY_USED_ERROR", #[doc =
    "`AUTHENTICATION_ID_MISSING_ERROR`: This charge needs an authentication id."]
    AuthenticationIdMissingError = "AUTHENTICATION_ID_MISSING_ERROR", #[doc =
    "`AUTHENTICATION_NOT_FOUND_ERROR`: No authenticated token has this authentication id."]
    AuthenticationNotFoundError = "AUTHENTICATION_NOT_FOUND_ERROR", #[doc =
    "`AUTHENTICATION_REQUIRED_ERROR`: A valid authentication id is missing and the account may not go without authentication."]
    AuthenticationRequiredError = "AUTHENTICATION_REQUIRED_ERROR", #[doc =
    "`AVAILABLE_PAYMENT_CODE_NOT_FOUND_ERROR`: No payment code is left in the account's retail outlet range."]
    AvailablePaymentCodeNotFoundError = "AVAILABLE_PAYMENT_CODE_NOT_FOUND_ERROR", #[doc =
    "`BANK_CODE_NOT_SUPPORTED_ERROR`: No disbursements to this bank code."]
    BankCodeNotSupportedError = "BANK_CODE_NOT_SUPPORTED_ERROR", #[doc =
    "`BANK_NOT_SUPPORTED_ERROR`: This bank code is not supported at present."]
    BankNotSupportedError = "BANK_NOT_SUPPORTED_ERROR", #[doc =
    "`BATCH_DISBURSEMENT_MAXIMUM_ROWS_LIMIT_EXCEEDED_ERROR`: The batch holds more than 1000 disbursements."]
    BatchDisbursementMaximumRowsLimitExceededError =
    "BATCH_DISBURSEMENT_MAXIMUM_ROWS_LIMIT_EXCEEDED_ERROR", #[doc =
    "`BRAND_NOT_SUPPORTED_ERROR`: The brand of the card is not accepted; a Visa or Mastercard may be."]
    BrandNotSupportedError = "BRAND_NOT_SUPPORTED_ERROR", #[doc =
    "`CALLBACK_VIRTUAL_ACCOUNT_NAME_NOT_ALLOWED_ERROR`: The name holds the name of a bank or an institution."]
    CallbackVirtualAccountNameNotAllowedError =
    "CALLBACK_VIRTUAL_ACCOUNT_NAME_NOT_ALLOWED_ERROR", #[doc =
    "`CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR`: No fixed virtual account has this id."]
    CallbackVirtualAccountNotFoundError = "CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR",
    #[doc =
    "`CALLBACK_VIRTUAL_ACCOUNT_PAYMENT_NOT_FOUND_ERROR`: No payment into a fixed virtual account has this payment id."]
    CallbackVirtualAccountPaymentNotFoundError =
    "CALLBACK_VIRTUAL_ACCOUNT_PAYMENT_NOT_FOUND_ERROR", #[doc =
    "`CHARGE_ALREADY_CAPTURED_ERROR`: The charge is captured already."]
    ChargeAlreadyCapturedError = "CHARGE_ALREADY_CAPTURED_ERROR", #[doc =
    "`CHARGE_ALREADY_REVERSED_ERROR`: The charge was reversed before."]
    ChargeAlreadyReversedError = "CHARGE_ALREADY_REVERSED_ERROR", #[doc =
    "`CHARGE_FAILED_ERROR`: Going by its name, the charge had failed; the document repeats the text for captured charges."]
    ChargeFailedError = "CHARGE_FAILED_ERROR", #[doc =
    "`CLOSED_VA_NOT_SUPPORTED_ERROR`: This account cannot be a closed one at present."]
    ClosedVaNotSupportedError = "CLOSED_VA_NOT_SUPPORTED_ERROR", #[doc =
    "`CONNECTION_ERROR`: The server could not be reached; try again, then from another device or network."]
    ConnectionError = "CONNECTION_ERROR", #[doc =
    "`CREDIT_CARD_CHARGE_NOT_FOUND_ERROR`: No charge has this id."]
    CreditCardChargeNotFoundError = "CREDIT_CARD_CHARGE_NOT_FOUND_ERROR", #[doc =
    "`CREDIT_CARD_DATA_ERROR`: The card processor got data that are not valid."]
    CreditCardDataError = "CREDIT_CARD_DATA_ERROR", #[doc =
    "`DATA_NOT_FOUND`: There is no such payout; check the id."] DataNotFound =
    "DATA_NOT_FOUND", #[doc =
    "`DESCRIPTION_NOT_SUPPORTED_ERROR`: A description is taken for BRI only."]
    DescriptionNotSupportedError = "DESCRIPTION_NOT_SUPPORTED_ERROR", #[doc =
    "`DIRECT_DISBURSEMENT_BALANCE_INSUFFICIENT_ERROR`: The balance does not cover the amount. To a repetition: the first try may have taken it, so look the disbursement up by external_id before topping up."]
    DirectDisbursementBalanceInsufficientError =
    "DIRECT_DISBURSEMENT_BALANCE_INSUFFICIENT_ERROR", #[doc =
    "`DIRECT_DISBURSEMENT_NOT_FOUND_ERROR`: There is no such disbursement."]
    DirectDisbursementNotFoundError = "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR", #[doc =
    "`DISBURSEMENT_DESCRIPTION_NOT_FOUND_ERROR`: The dashboard holds no default description; set one there first."]
    DisbursementDescriptionNotFoundError = "DISBURSEMENT_DESCRIPTION_NOT_FOUND_ERROR",
    #[doc =
    "`DUPLICATE_CALLBACK_VIRTUAL_ACCOUNT_ERROR`: An account with this number exists."]
    DuplicateCallbackVirtualAccountError = "DUPLICATE_CALLBACK_VIRTUAL_ACCOUNT_ERROR",
    #[doc =
    "`DUPLICATE_ERROR`: A transaction with this external_id exists already; get_ewallet_payment_status tells how it stands."]
    DuplicateError = "DUPLICATE_ERROR", #[doc =
    "`DUPLICATE_PAYMENT`: A payment with this external_id exists already; get_ewallet_payment_status tells how it stands."]
    DuplicatePayment = "DUPLICATE_PAYMENT", #[doc =
    "`DUPLICATE_PAYMENT_CODE_ERROR`: This payment code exists."]
    DuplicatePaymentCodeError = "DUPLICATE_PAYMENT_CODE_ERROR", #[doc =
    "`DUPLICATE_PAYMENT_ERROR`: A checkout page with this external_id exists already."]
    DuplicatePaymentError = "DUPLICATE_PAYMENT_ERROR", #[doc =
    "`DUPLICATE_PAYOUT_ERROR`: The external id or the idempotency key was used before, so a payout link may stand under it. It is looked up by its own id only: without that, only the same key with the same body is safe, and the dashboard tells what stands there. Another key or external id is for another link only."]
    DuplicatePayoutError = "DUPLICATE_PAYOUT_ERROR", #[doc =
    "`DUPLICATE_REFUND_ERROR`: The external id was used before, so a refund may stand under it. There is no look-up: only the same idempotency key with the same body is safe, and the dashboard tells what stands there. Another external id is for another refund only."]
    DuplicateRefundError = "DUPLICATE_REFUND_ERROR", #[doc =
    "`DUPLICATE_TRANSACTION_ERROR`: The idempotency key was used before, so a payment may stand under it. Look first what that is, a disbursement by its external_id; a batch has no look-up, and only the same key with the same body is safe. A new key is for another payment only."]
    DuplicateTransactionError = "DUPLICATE_TRANSACTION_ERROR", #[doc =
    "`EWALLET_APP_UNREACHABLE`: The wallet cannot reach the customer's app, for example because it was uninstalled."]
    EwalletAppUnreachable = "EWALLET_APP_UNREACHABLE", #[doc =
    "`EXPECTED_AMOUNT_REQUIRED_ERROR`: A closed account needs an expected amount."]
    ExpectedAmountRequiredError = "EXPECTED_AMOUNT_REQUIRED_ERROR", #[doc =
    "`EXPIRATION_DATE_INVALID_ERROR`: The expiration date is in the past."]
    ExpirationDateInvalidError = "EXPIRATION_DATE_INVALID_ERROR", #[doc =
    "`EXPIRATION_DATE_NOT_SUPPORTED_ERROR`: An expiration date of your own is not supported at present."]
    ExpirationDateNotSupportedError = "EXPIRATION_DATE_NOT_SUPPORTED_ERROR", #[doc =
    "`EXTERNAL_ERROR`: The wallet's provider failed."] ExternalError = "EXTERNAL_ERROR",
    #[doc =
    "`EXTERNAL_ID_ALREADY_USED_ERROR`: The external id was used before, so a charge may stand under it. No look-up by external id is documented: only the same idempotency key with the same body is safe, and the dashboard tells what stands there. Another external id is for another charge only."]
    ExternalIdAlreadyUsedError = "EXTERNAL_ID_ALREADY_USED_ERROR", #[doc =
    "`FIXED_PAYMENT_CODE_NOT_FOUND_ERROR`: No fixed payment code has this id."]
    FixedPaymentCodeNotFoundError = "FIXED_PAYMENT_CODE_NOT_FOUND_ERROR", #[doc =
    "`GENERATE_CHECKOUT_TOKEN_ERROR`: Making the URL of the checkout page failed."]
    GenerateCheckoutTokenError = "GENERATE_CHECKOUT_TOKEN_ERROR", #[doc =
    "`GENERATE_CHECKOUT_URL_ERROR`: The request does not meet the partner's conditions, or the partner's server failed."]
    GenerateCheckoutUrlError = "GENERATE_CHECKOUT_URL_ERROR", #[doc =
    "`INACTIVE_FIXED_PAYMENT_CODE_ERROR`: The payment code is inactive and cannot be changed."]
    InactiveFixedPaymentCodeError = "INACTIVE_FIXED_PAYMENT_CODE_ERROR", #[doc =
    "`INACTIVE_VIRTUAL_ACCOUNT_ERROR`: The account is inactive and cannot be changed."]
    InactiveVirtualAccountError = "INACTIVE_VIRTUAL_ACCOUNT_ERROR", #[doc =
    "`INSUFFICIENT_BALANCE`: The balance does not cover the amount. To a repetition: the first try may have taken it, so look into the dashboard before topping up."]
    InsufficientBalance = "INSUFFICIENT_BALANCE", #[doc =
    "`INVALID_API_KEY`: This is not a valid API key."] InvalidApiKey = "INVALID_API_KEY",
    #[doc =
    "`INVALID_AUTHENTICATION_ID_ERROR`: The authentication id has the wrong format."]
    InvalidAuthenticationIdError = "INVALID_AUTHENTICATION_ID_ERROR", #[doc =
    "`INVALID_CHARGE_STATUS_ERROR`: The charge is not AUTHORIZED."]
    InvalidChargeStatusError = "INVALID_CHARGE_STATUS_ERROR", #[doc =
    "`INVALID_CREDIT_CARD_TOKEN_ERROR`: The card token is not valid."]
    InvalidCreditCardTokenError = "INVALID_CREDIT_CARD_TOKEN_ERROR", #[doc =
    "`INVALID_CVN_LENGTH_ERROR`: The CVN has the wrong length: 4 digits for AMEX, 3 for every other brand."]
    InvalidCvnLengthError = "INVALID_CVN_LENGTH_ERROR", #[doc =
    "`INVALID_DESTINATION`: The account does not exist or is blocked. Documented as failure_code only: look the disbursement up by external_id before sending it again."]
    InvalidDestination = "INVALID_DESTINATION", #[doc =
    "`INVALID_JSON_FORMAT`: The body is not JSON."] InvalidJsonFormat =
    "INVALID_JSON_FORMAT", #[doc =
    "`INVALID_TOKEN_ID_ERROR`: The token id has the wrong format."] InvalidTokenIdError =
    "INVALID_TOKEN_ID_ERROR", #[doc =
    "`INVOICE_NOT_FOUND_ERROR`: No invoice has this id."] InvoiceNotFoundError =
    "INVOICE_NOT_FOUND_ERROR", #[doc =
    "`MAXIMUM_EXPECTED_AMOUNT_ERROR`: The expected amount is too high: BNI, BRI and MANDIRI take 50000000000 rupiah or less."]
    MaximumExpectedAmountError = "MAXIMUM_EXPECTED_AMOUNT_ERROR", #[doc =
    "`MAXIMUM_TRANSFER_AMOUNT_ERROR`: The amount is more than Rp1000000000, or more than Rp5000000 on an account with retail outlets."]
    MaximumTransferAmountError = "MAXIMUM_TRANSFER_AMOUNT_ERROR", #[doc =
    "`MAXIMUM_TRANSFER_LIMIT_ERROR`: The amount is above the maximum of the destination bank."]
    MaximumTransferLimitError = "MAXIMUM_TRANSFER_LIMIT_ERROR", #[doc =
    "`MAX_DECIMAL_EXCEEDED_ERROR`: The amount has a fraction of a rupiah."]
    MaxDecimalExceededError = "MAX_DECIMAL_EXCEEDED_ERROR", #[doc =
    "`MERCHANT_NOT_FOUND`: The merchant is not registered for this way of paying."]
    MerchantNotFound = "MERCHANT_NOT_FOUND", #[doc =
    "`MINIMAL_TRANSFER_AMOUNT_ERROR`: The amount is less than Rp10000."]
    MinimalTransferAmountError = "MINIMAL_TRANSFER_AMOUNT_ERROR", #[doc =
    "`MINIMUM_EXPECTED_AMOUNT_ERROR`: The expected amount is too low: BNI, BRI and MANDIRI take 1 rupiah or more."]
    MinimumExpectedAmountError = "MINIMUM_EXPECTED_AMOUNT_ERROR", #[doc =
    "`NOT_FOUND_ERROR`: No recurring payment has this id."] NotFoundError =
    "NOT_FOUND_ERROR", #[doc =
    "`NO_COLLECTION_METHODS_ERROR`: No payment method is configured for the account; the support sets them up."]
    NoCollectionMethodsError = "NO_COLLECTION_METHODS_ERROR", #[doc =
    "`PAYMENT_CODE_OUTSIDE_RANGE`: The code asked for is not in your range."]
    PaymentCodeOutsideRange = "PAYMENT_CODE_OUTSIDE_RANGE", #[doc =
    "`PAYMENT_NOT_FOUND_ERROR`: No payment of this wallet has this external_id."]
    PaymentNotFoundError = "PAYMENT_NOT_FOUND_ERROR", #[doc =
    "`PHONE_NUMBER_NOT_REGISTERED`: The phone number has no account with the wallet."]
    PhoneNumberNotRegistered = "PHONE_NUMBER_NOT_REGISTERED", #[doc =
    "`RATE_LIMIT_EXCEEDED`: Too many requests in the window."] RateLimitExceeded =
    "RATE_LIMIT_EXCEEDED", #[doc =
    "`RECIPIENT_ACCOUNT_NUMBER_ERROR`: A BCA account number has to have 10 digits."]
    RecipientAccountNumberError = "RECIPIENT_ACCOUNT_NUMBER_ERROR", #[doc =
    "`RECIPIENT_AMOUNT_ERROR`: The amount is below the minimum of the destination bank."]
    RecipientAmountError = "RECIPIENT_AMOUNT_ERROR", #[doc =
    "`REFUND_AMOUNT_EXCEEDED_ERROR`: All refunds together would be above the charge. To a repetition: the first try may be one of them, so this does not tell that it failed."]
    RefundAmountExceededError = "REFUND_AMOUNT_EXCEEDED_ERROR", #[doc =
    "`REJECTED_BY_BANK`: The bank refused. Documented as failure_code only: look the disbursement up by external_id before sending it again."]
    RejectedByBank = "REJECTED_BY_BANK", #[doc =
    "`REQUEST_FORBIDDEN_ERROR`: The API key lacks the permission for this request."]
    RequestForbiddenError = "REQUEST_FORBIDDEN_ERROR", #[doc =
    "`RETAIL_OUTLET_NOT_SUPPORTED_ERROR`: This retail outlet is not supported at present."]
    RetailOutletNotSupportedError = "RETAIL_OUTLET_NOT_SUPPORTED_ERROR", #[doc =
    "`SENDING_TRANSACTION_ERROR`: The transaction could not be sent to the wallet."]
    SendingTransactionError = "SENDING_TRANSACTION_ERROR", #[doc =
    "`SERVER_ERROR`: The outcome is unknown: look it up by external_id. If it is still not found after 1 to 2 hours, send it again with the same key and external_id."]
    ServerError = "SERVER_ERROR", #[doc =
    "`SUGGESTED_AMOUNT_NOT_SUPPORTED_ERROR`: A suggested amount is not supported for this account at present."]
    SuggestedAmountNotSupportedError = "SUGGESTED_AMOUNT_NOT_SUPPORTED_ERROR", #[doc =
    "`SWITCHING_NETWORK_ERROR`: A switching network has trouble. Documented as failure_code only: look the disbursement up by external_id before sending it again."]
    SwitchingNetworkError = "SWITCHING_NETWORK_ERROR", #[doc =
    "`TEMPORARY_SERVICE_ERROR`: A problem of the card network prevents tokenization."]
    TemporaryServiceError = "TEMPORARY_SERVICE_ERROR", #[doc =
    "`TOKENIZATION_ERROR`: Any other failure; try again or with another card."]
    TokenizationError = "TOKENIZATION_ERROR", #[doc =
    "`TOKEN_ALREADY_USED_ERROR`: The single-use token was charged before; to a repetition: by the first try, perhaps."]
    TokenAlreadyUsedError = "TOKEN_ALREADY_USED_ERROR", #[doc =
    "`TOKEN_NOT_FOUND_ERROR`: No token has this id."] TokenNotFoundError =
    "TOKEN_NOT_FOUND_ERROR", #[doc =
    "`UNAVAILABLE_PAYMENT_METHOD_ERROR`: A chosen payment method is not among those of the account."]
    UnavailablePaymentMethodError = "UNAVAILABLE_PAYMENT_METHOD_ERROR", #[doc =
    "`UNIQUE_ACCOUNT_NUMBER_UNAVAILABLE_ERROR`: No number is left in the account's range of non-fixed virtual accounts."]
    UniqueAccountNumberUnavailableError = "UNIQUE_ACCOUNT_NUMBER_UNAVAILABLE_ERROR",
    #[doc = "`USER_DECLINED_THE_TRANSACTION`: The customer refused the payment."]
    UserDeclinedTheTransaction = "USER_DECLINED_THE_TRANSACTION", #[doc =
    "`USER_DID_NOT_AUTHORIZE_THE_PAYMENT`: The customer did not confirm the payment in time."]
    UserDidNotAuthorizeThePayment = "USER_DID_NOT_AUTHORIZE_THE_PAYMENT", #[doc =
    "`VALIDATION_ERROR`: Some data have the wrong format."] ValidationError =
    "VALIDATION_ERROR", #[doc =
    "`VERIFICATION_TIMEOUT_ERROR`: The card network took too long while the card was tokenized."]
    VerificationTimeoutError = "VERIFICATION_TIMEOUT_ERROR", #[doc =
    "`VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE`: The number asked for is not in your range."]
    VirtualAccountNumberOutsideRange = "VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE", }
}
