"""The clients that openapi-python-client makes call the sandbox.

    openapi_python_client.py SPECS URL
"""

import sys

import finpay_client
import httpx
import xendit_client
from finpay_client.api.payouts import get_payout
from finpay_client.models import GetPayoutErrorCode, GetPayoutErrorResponse, PayoutStatus
from xendit_client.api.disbursements import create_disbursement
from xendit_client.api.invoices import create_invoice, list_invoices
from xendit_client.models import (
    CreateDisbursementErrorCode,
    CreateDisbursementErrorResponse,
    CreateDisbursementRequest,
    CreateInvoiceRequest,
    Disbursement,
    DisbursementStatus,
    Invoice,
    InvoiceStatus,
)

_, URL = sys.argv[1:]
XENDIT = ("xnd_development_openapi_python_client", "")
FINPAY = ("user", "password")
answers = []


def answered_201(answer):
    """As the vendor was seen to answer a creation."""
    assert answer.is_success
    answer.status_code = 201


def client(package, url, auth, *hooks):
    return package.Client(url, httpx_args={"auth": auth, "event_hooks": {"response": [answers.append, *hooks]}})


def xendit():
    plain = client(xendit_client, URL, XENDIT)
    with_201 = client(xendit_client, URL, XENDIT, answered_201)

    def disburse(client, amount):
        body = CreateDisbursementRequest(
            external_id="shoes-1",
            amount=amount,
            bank_code="BCA",
            account_holder_name="Bob Jones",
            account_number="1231241231",
            description="Reimbursement for shoes",
        )
        return create_disbursement.sync(client=client, body=body, x_idempotency_key="key-1")

    sent = disburse(plain, 17000)
    assert isinstance(sent, Disbursement) and sent.status is DisbursementStatus.PENDING, sent
    assert disburse(with_201, 17000) == sent
    # Money has moved: a status that no one listed is an answer, and no error.
    drift = {"class": "response.enum", "operation": "create_disbursement", "pointer": "/status", "times": 1}
    httpx.post(f"{URL}/_sandbox/drift", json=drift).raise_for_status()
    assert disburse(plain, 17000).status == "UNDOCUMENTED_VALUE"
    refused = disburse(plain, 18000)
    assert isinstance(refused, CreateDisbursementErrorResponse), refused
    assert refused.error_code == CreateDisbursementErrorCode.DUPLICATE_TRANSACTION_ERROR, refused

    trip = {"external_id": "trip-1", "payer_email": "payer@example.com", "description": "Trip to Bali"}
    invoice = create_invoice.sync(client=with_201, body=CreateInvoiceRequest(**trip, amount=230000))
    assert isinstance(invoice, Invoice), invoice

    def found(*statuses):
        return list_invoices.sync(client=plain, statuses=list(statuses), limit=3)

    assert found(InvoiceStatus.PENDING, InvoiceStatus.EXPIRED) == [invoice]
    assert found(InvoiceStatus.PAID, InvoiceStatus.SETTLED) == []


def finpay():
    plain = client(finpay_client, f"{URL}/finpay", FINPAY)
    # No operation of the API makes one.
    made = httpx.post(f"{URL}/_sandbox/payouts", json={"amount": 10000}, auth=FINPAY, headers={"for-user-id": "1"})
    payout = get_payout.sync(made.json()["id"], client=plain, for_user_id="1")
    assert payout.status is PayoutStatus.ACCEPTED, payout
    unknown = get_payout.sync("none", client=plain, for_user_id="1")
    assert isinstance(unknown, GetPayoutErrorResponse), unknown
    assert unknown.error_code == GetPayoutErrorCode.DATA_NOT_FOUND, unknown


xendit()
finpay()
print(len(answers), "calls")
