"""Every method of xendit-python 0.1.x that the documents cover, in an order in which each finds what it needs."""

import inspect
import itertools
import json
import os
from datetime import datetime, timedelta, timezone

import requests
from xendit import BalanceAccountType, CardlessCreditType, EWalletType, Xendit

BASE = os.environ["BASE_URL"]
ACCOUNT = "development_xendit_python"
TIMEOUT = 10

# Methods for which the documents have no operation.
NOT_DOCUMENTED = {
    "CardlessCredit.calculate_payment_type",
    "CreditCard.create_promotion",
    "EWallet.create_ewallet_charge",
    "EWallet.get_ewallet_charge_status",
}

DOCUMENTED_SERVICES = [
    "Balance",
    "BatchDisbursement",
    "CardlessCredit",
    "CreditCard",
    "Disbursement",
    "EWallet",
    "Invoice",
    "Payout",
    "RecurringPayment",
    "RetailOutlet",
    "VirtualAccount",
]

called = set()
numbers = itertools.count(1)


class WithTimeout:
    """The SDK's own client, which would wait for ever."""

    @staticmethod
    def request(method, url, **options):
        return requests.request(method, url, timeout=TIMEOUT, **options)


def call(service, method, **arguments):
    """Calls a method as a user does; what the SDK itself fails is reported and stops nothing."""
    name = f"{service}.{method}"
    called.add(name)
    # The default base URL ends with a slash and every path begins with one.
    client = Xendit(f"xnd_{ACCOUNT}", base_url=f"{BASE}/{name}/", http_client=WithTimeout)
    try:
        return getattr(getattr(client, service), method)(**arguments)
    except Exception as error:
        report(name, f"{type(error).__name__}: {error}")
        return None


def report(method, error):
    print(json.dumps({"method": method, "error": error}), flush=True)


def prepare(label, path, body, key=f"xnd_{ACCOUNT}"):
    """What stands for the customer's browser or for the payer: no part of the SDK."""
    answer = requests.post(f"{BASE}/_{label}{path}", json=body, auth=(key, ""), timeout=TIMEOUT)
    return answer.json()


def token():
    """A card token whose cardholder has passed the bank's page."""
    card = {"account_number": "4000000000000002", "exp_month": "12", "exp_year": "2030", "cvn": "123"}
    body = {"is_single_use": True, "card_data": card, "should_authenticate": True, "amount": "50000"}
    created = prepare("token", "/v2/credit_card_tokens", body, f"xnd_public_{ACCOUNT}")
    prepare("cardholder", f"/_sandbox/resources/{created.get('id')}/verify", {})
    return {"token_id": created.get("id"), "authentication_id": created.get("authentication_id")}


def unique(name):
    return f"{name}-{next(numbers)}"


def id_of(created):
    return getattr(created, "id", "none")


def timestamp(**after):
    return (datetime.now(timezone.utc) + timedelta(**after)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def balance():
    call("Balance", "get")
    for account_type in BalanceAccountType:
        call("Balance", "get", account_type=account_type)


def credit_cards():
    def charge(method):
        charge = {**token(), "external_id": unique("card"), "amount": 50000, "card_cvn": "123"}
        return id_of(call("CreditCard", method, **charge))

    paid = charge("create_charge")
    call("CreditCard", "get_charge", credit_card_charge_id=paid)
    refund = {"amount": "10000", "external_id": unique("refund"), "x_idempotency_key": unique("key")}
    call("CreditCard", "create_refund", credit_card_charge_id=paid, **refund)
    captured = charge("create_authorization")
    call("CreditCard", "capture_charge", credit_card_charge_id=captured, amount="30000")
    reversed_ = charge("create_authorization")
    call("CreditCard", "reverse_authorization", credit_card_charge_id=reversed_, external_id=unique("reversal"))


def cardless_credit():
    from xendit import CardlessCredit

    name = {"first_name": "Budi", "last_name": "Santoso"}
    phone = "08129748247684"
    item = CardlessCredit.helper_create_item(
        id="1", name="Phone case", price=200000, type="Smartphone", url="http://example.com/case", quantity=2
    )
    customer = CardlessCredit.helper_create_customer_details(**name, email="budi@example.com", phone=phone)
    address = CardlessCredit.helper_create_shipping_address(
        **name, address="Jalan Teknologi 12", city="Jakarta", postal_code="12345", phone=phone, country_code="IDN"
    )
    call(
        "CardlessCredit",
        "create_payment",
        cardless_credit_type=CardlessCreditType.KREDIVO,
        external_id=unique("cardless"),
        amount=400000,
        payment_type="3_months",
        items=[item],
        customer_details=customer,
        shipping_address=address,
        redirect_url="https://shop.example.com/home",
        callback_url="https://shop.example.com/callback",
    )


def disbursements():
    from xendit import BatchDisbursement

    call("Disbursement", "get_available_banks")
    created = call(
        "Disbursement",
        "create",
        external_id=unique("disbursement"),
        bank_code="BCA",
        account_holder_name="Bob Jones",
        account_number="1231241231",
        description="Reimbursement for shoes",
        amount=17000,
        x_idempotency_key=unique("key"),
    )
    call("Disbursement", "get", id=id_of(created))
    call("Disbursement", "get_by_ext_id", external_id=getattr(created, "external_id", "none"))
    items = [
        BatchDisbursement.helper_create_batch_item(
            amount=10000,
            bank_code="BCA",
            bank_account_name="Fadlan",
            bank_account_number="1234567890",
            description="Salary",
            external_id=unique("salary"),
            email_to=["fadlan@example.com"],
        )
        for _ in range(2)
    ]
    key = unique("key")
    call("BatchDisbursement", "create", reference=unique("batch"), disbursements=items, x_idempotency_key=key)


def ewallets():
    from xendit import EWallet

    urls = {"callback_url": "https://shop.example.com/callback", "redirect_url": "https://shop.example.com/"}
    item = EWallet.helper_create_linkaja_item(id="1", name="Phone case", price=300000, quantity=1)
    linkaja = {"phone": "081245671234", "amount": 300000, "items": [item], **urls}
    dana = {"amount": 1001, **urls}
    ovo = {"amount": 8888, "phone": "08123123123"}
    for method, payment, ewallet_type in [
        ("create_ovo_payment", ovo, EWalletType.OVO),
        ("create_dana_payment", dana, EWalletType.DANA),
        ("create_linkaja_payment", linkaja, EWalletType.LINKAJA),
    ]:
        external_id = unique("wallet")
        call("EWallet", method, external_id=external_id, **payment)
        call("EWallet", "get_payment_status", external_id=external_id, ewallet_type=ewallet_type)


def invoices():
    def create():
        return call(
            "Invoice",
            "create",
            external_id=unique("invoice"),
            payer_email="payer@example.com",
            description="Trip to Bali",
            amount=230000,
            should_send_email=False,
            invoice_duration=3600,
            payment_methods=["BCA", "OVO"],
        )

    invoice = id_of(create())
    call("Invoice", "get", invoice_id=invoice)
    create()
    call("Invoice", "expire", invoice_id=invoice)
    call("Invoice", "list_all")
    filters = {"statuses": ["PENDING", "EXPIRED"], "client_types": ["API_GATEWAY"], "limit": 3}
    period = {"created_after": timestamp(days=-1), "created_before": timestamp(days=1)}
    call("Invoice", "list_all", **filters, **period)


def payouts():
    payout = id_of(call("Payout", "create", external_id=unique("payout"), amount=23000, email="demo@example.com"))
    call("Payout", "get", id=payout)
    call("Payout", "void", id=payout)


def recurring_payments():
    payment = call(
        "RecurringPayment",
        "create",
        external_id=unique("recurring"),
        payer_email="payer@example.com",
        description="Monthly room cleaning service",
        amount=125000,
        interval="MONTH",
        interval_count=1,
        total_recurrence=3,
        missed_payment_action="IGNORE",
    )
    payment = id_of(payment)
    call("RecurringPayment", "get", id=payment)
    call("RecurringPayment", "edit", id=payment, amount=150000, interval="WEEK", interval_count=2)
    call("RecurringPayment", "pause", id=payment)
    call("RecurringPayment", "resume", id=payment)
    call("RecurringPayment", "stop", id=payment)


def retail_outlets():
    code = {"external_id": unique("code"), "retail_outlet_name": "ALFAMART", "name": "Rika Sutanto"}
    code = id_of(call("RetailOutlet", "create_fixed_payment_code", **code, expected_amount=10000))
    call("RetailOutlet", "get_fixed_payment_code", fixed_payment_code_id=code)
    update = {"name": "Joe Contini", "expected_amount": 20000}
    call("RetailOutlet", "update_fixed_payment_code", fixed_payment_code_id=code, **update)


def virtual_accounts():
    call("VirtualAccount", "get_banks")
    account = {"external_id": unique("va"), "bank_code": "BNI", "name": "Rika Sutanto"}
    closed = {"is_closed": True, "expected_amount": 5000, "expiration_date": timestamp(days=1)}
    account = id_of(call("VirtualAccount", "create", **account, **closed))
    call("VirtualAccount", "get", id=account)
    call("VirtualAccount", "update", id=account, expected_amount=6000)
    call("VirtualAccount", "get_payment", payment_id=payment(account))


def payment(account):
    """The payer transfers money: a control of the sandbox, no part of the API."""
    return prepare("payer", f"/_sandbox/resources/{account}/pay", {}).get("payment_id")


def every_method_was_called():
    client = Xendit("xnd_development_")
    for service in DOCUMENTED_SERVICES:
        for name, value in vars(getattr(client, service)).items():
            method = f"{service}.{name}"
            public = callable(value) or isinstance(value, staticmethod)
            if not public or name.startswith(("_", "helper_")) or inspect.isclass(value):
                continue
            if method not in called | NOT_DOCUMENTED:
                report(method, "was not called")


balance()
credit_cards()
cardless_credit()
disbursements()
ewallets()
invoices()
payouts()
recurring_payments()
retail_outlets()
virtual_accounts()
every_method_was_called()
