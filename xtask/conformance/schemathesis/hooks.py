"""Teaches Schemathesis what OpenAPI 3.0 cannot say about these APIs.

The hooks make what Schemathesis takes for valid as narrow as the contract, and know the few things that the vendor takes
although no document says so (`is_lenient`). Nothing else is dropped.
"""

import itertools
import re

import jsonschema_rs
import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.openapi.checks import JsonSchemaError, RejectedPositiveData

# Amounts that the documents want as text.
schemathesis.openapi.format("decimal", st.integers(min_value=10_000, max_value=1_000_000).map(str))

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")

# What the vendor refuses although no document names a limit, by field: a valid value keeps to these as well. The
# schemas state the documents' limits only, so that they are no help here.
LIMITS = {
    # "must be greater than 0": in the body of a refusal by the vendor that a user reported.
    # The answer has the date on which it ends, and no date after the year 9999 can be written.
    "invoice_duration": lambda value: is_positive(value) and not value > 250_000_000_000,
    # Nothing happens every zero months, or no times. The last month that can be written is the limit again.
    "interval_count": lambda value: is_positive(value) and not value > 95_000,
    "total_recurrence": lambda value: is_positive(value),
    # The document lists API_VALIDATION_ERROR for operations that take nothing but the id of a charge.
    "charge_id": lambda value: OBJECT_ID.fullmatch(str(value)) is not None,
    "credit_card_charge_id": lambda value: OBJECT_ID.fullmatch(str(value)) is not None,
}
OBJECT_ID = re.compile(r"[0-9a-f]{24}")

# Money: something, no more than a bank can move, and no finer than any document has it, to the hundredth.
SMALLEST, LARGEST = 0.01, 1e15

# What may be left out although the document requires it: errata invoices-07, invoices-08 and, for answers, invoices-17.
ABSENT = {"payer_email": "payer@example.com", "description": "left out"}

# Refusals of what was sent. A request that fits the contract must not be answered with them.
INVALID_INPUT = {"API_VALIDATION_ERROR", "INVALID_JSON_FORMAT"}


# The two keys of keys.yaml.
SECRET, PUBLIC = ("xnd_development_schemathesis", ""), ("xnd_public_development_schemathesis", "")
CARD = {"account_number": "4000000000000002", "exp_month": "12", "exp_year": "2040", "cvn": "123"}
TIMEOUT = 10

numbers = itertools.count(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Makes valid what only the state of things can: ids that the merchant chooses are new, and what an operation is
    about exists. One request in four stays as it is, so that the other answers are seen too."""
    number = next(numbers)
    if number % 4 == 0:
        return
    renew(case.headers, "X-IDEMPOTENCY-KEY", number)
    bodies = [case.body, *items(case.body, "disbursements")]
    for body in bodies:
        for name in ("external_id", "reference"):
            renew(body, name, number)
    if case.meta and case.meta.generation.mode.is_positive:
        put_existing(case)


def items(body, name):
    found = body.get(name) if isinstance(body, dict) else None
    return found if isinstance(found, list) else []


def renew(fields, name, number):
    """Ends a text with a number, without making it longer."""
    value = fields.get(name) if hasattr(fields, "get") else None
    suffix = f"-{number}"
    if isinstance(value, str) and len(value) > len(suffix):
        fields[name] = value[: -len(suffix)] + suffix


def put_existing(case):
    """Puts a card token, a charge or a payment into a request that is about one: no link leads to them, since a
    cardholder or a payer has to do something first."""
    url, path, account = case.operation.base_url, case.path_parameters, sub_account(case)
    match case.operation.definition.raw["operationId"]:
        case "create_charge":
            case.body.update(token(url, account))
        case "reverse_authorization":
            path["charge_id"] = charge(url, account, capture=False)
        case "capture_charge":
            path["credit_card_charge_id"] = charge(url, account, capture=False)
        case "get_charge" | "create_refund":
            path["credit_card_charge_id"] = charge(url, account, capture=True)
        case "get_fixed_virtual_account_payment":
            path["payment_id"] = payment(url, account)


def sub_account(case):
    """The header that says whose account a request is for."""
    name = "for-user-id"
    value = (case.headers or {}).get(name)
    return {name: value} if value else {}


def token(url, account, amount="1000000000"):
    """A token of a card whose cardholder has passed the bank's page."""
    wanted = {"is_single_use": True, "should_authenticate": True, "card_data": CARD, "amount": amount}
    created = post(url, "/v2/credit_card_tokens", wanted, account, PUBLIC)
    post(url, f"/_sandbox/resources/{created['id']}/verify", {})
    return {"token_id": created["id"], "authentication_id": created["authentication_id"]}


def charge(url, account, capture):
    wanted = {"external_id": f"charge-{next(numbers)}", "amount": 1_000_000, "capture": capture}
    return post(url, "/credit_card_charges", wanted | token(url, account), account)["id"]


def payment(url, account):
    wanted = {"external_id": f"account-{next(numbers)}", "bank_code": "BNI", "name": "Rika Sutanto"}
    wanted |= {"is_closed": True, "expected_amount": 5000}
    created = post(url, "/callback_virtual_accounts", wanted, account)
    return post(url, f"/_sandbox/resources/{created['id']}/pay", {})["payment_id"]


def post(url, path, body, headers=None, key=SECRET):
    answer = requests.post(f"{url}{path}", json=body, headers=headers, auth=key, timeout=TIMEOUT)
    answer.raise_for_status()
    return answer.json()


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Drops "a valid request was refused" where the contract says that the request is not valid, or where it was
    refused for the state of things, with a code that the contract lists for that status. Drops "an invalid request was
    accepted", and an answer without what the request left out, where the vendor is known to be that lenient."""
    if isinstance(failure, AcceptedNegativeData):
        return not is_lenient(case)
    if isinstance(failure, JsonSchemaError):
        return not lacks_only_absent(case, response)
    if not isinstance(failure, RejectedPositiveData):
        return True
    if not is_valid(case):
        return False
    code = error_code(response)
    return code in INVALID_INPUT or code not in documented_codes(case.operation, response.status_code)


def is_lenient(case):
    """Whether only the body is not valid, and is so as the vendor takes it: with numbers and booleans in quotes, with
    numbers for the amounts that are text (its own SDKs send them), or without what `ABSENT` names."""
    others = {place: part for place, part in case.meta.components.items() if place.name != "BODY"}
    if any(part.mode.is_negative for part in others.values()):
        return False
    spec = case.operation.schema.raw_schema
    body = case.operation.definition.raw.get("requestBody", {}).get("content", {}).get("application/json", {})
    meant = as_meant(spec, body.get("schema", {}), case.body)
    if case.operation.definition.raw["operationId"] == "create_invoice" and isinstance(meant, dict):
        meant = ABSENT | meant
    return fits(spec, body.get("schema", {}), meant)


def as_meant(spec, schema, value):
    """A value in the types that its schema asks for, where the vendor reads it as such."""
    schema = resolve(spec, schema)
    if isinstance(value, list):
        return [as_meant(spec, schema.get("items", {}), item) for item in value]
    if isinstance(value, dict):
        properties = properties_of(spec, schema, value)
        return {name: as_meant(spec, properties.get(name, {}), item) for name, item in value.items()}
    match schema.get("type"), value:
        case "string", int() | float() if schema.get("format") == "decimal" and not isinstance(value, bool):
            return str(value)
        case "number" | "integer", str() if NUMBER.fullmatch(value.strip()):
            number = float(value)
            return int(number) if number.is_integer() else number
        case "boolean", "true" | "false":
            return value == "true"
    return value


def lacks_only_absent(case, response):
    """Whether an answer is as the contract says but for what an invoice has not, since it was created without."""
    spec = case.operation.schema.raw_schema
    documented = case.operation.definition.raw["responses"].get(str(response.status_code), {})
    schema = documented.get("content", {}).get("application/json", {}).get("schema", {})
    if "invoices" not in case.operation.definition.raw["tags"] or response.status_code != 200:
        return False
    body = response.json()
    filled = [ABSENT | invoice for invoice in body] if isinstance(body, list) else ABSENT | body
    return fits(spec, schema, filled)


def fits(spec, schema, value):
    validator = jsonschema_rs.Draft4Validator({**schema, "components": spec["components"]})
    return validator.is_valid(value)


def is_valid(case):
    """Whether a request that fits its schema keeps the rest of the contract as well."""
    spec = case.operation.schema.raw_schema
    operation = case.operation.definition.raw
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    path = all(within_limits(name, value) for name, value in (case.path_parameters or {}).items())
    if operation["operationId"] == "create_token" and lacks_amount(case.body):
        return False
    return path and obeys(spec, operation, case.query) and obeys(spec, body.get("schema", {}), case.body)


def lacks_amount(token):
    """A token for one charge that is authenticated at once, as both defaults have it, needs the amount (line 156)."""
    is_authenticated = all(token.get(name, True) is True for name in ("is_single_use", "should_authenticate"))
    return is_authenticated and "amount" not in token


def within_limits(name, value):
    return name not in LIMITS or value is None or LIMITS[name](value)


def obeys(spec, schema, value):
    """Whether a value keeps what its schema does not say: rules over several fields (`x-rules`), what an amount is
    (`format: decimal`), and `LIMITS`."""
    schema = resolve(spec, schema)
    if schema.get("format") == "decimal":
        return is_amount(value)
    if isinstance(value, list):
        return all(obeys(spec, schema.get("items", {}), item) for item in value)
    if not isinstance(value, dict):
        return True
    if not all(within_limits(name, item) for name, item in value.items()):
        return False
    properties = properties_of(spec, schema, value)
    inner = all(obeys(spec, properties[name], item) for name, item in value.items() if name in properties)
    return inner and all(keeps(rule, value) for rule in schema.get("x-rules", []))


def is_positive(value):
    """Whether a number is above 0; a field of another type is not the one that is meant."""
    return not isinstance(value, int | float) or value > 0


def is_amount(value):
    if isinstance(value, str) and DECIMAL.fullmatch(value) is None:
        return False
    return SMALLEST <= float(value) <= LARGEST and round(float(value), 2) == float(value)


def properties_of(spec, schema, value):
    """The fields that a schema knows; of a union, those of the variant that the value names."""
    discriminator = schema.get("discriminator")
    if discriminator is None:
        return schema.get("properties", {})
    variant = discriminator["mapping"].get(value.get(discriminator["propertyName"]))
    return resolve(spec, {"$ref": variant}).get("properties", {}) if variant else {}


def keeps(rule, value):
    match rule["rule"]:
        case "requires":
            return rule["field"] not in value or rule["needs"] in value
        case "together":
            return len({field in value for field in rule["fields"]}) == 1
        case "only":
            return rule["field"] not in value or value.get(rule["when"]) in rule["in"]
        case "when":
            return value.get(rule["field"]) != rule["equals"] or holds(rule, value)
        case kind:
            raise ValueError(f"the rule {kind} is new: see spec/README.md")


def holds(rule, value):
    """The consequence of a rule of the kind `when`."""
    if rule["then"] not in value:
        return not rule.get("required", False)
    given = value[rule["then"]]
    if isinstance(given, str):
        return re.search(rule.get("pattern", ""), given) is not None
    if isinstance(given, int | float):
        return rule.get("minimum", given) <= given <= rule.get("maximum", given)
    return True


def resolve(spec, node):
    while "$ref" in node:
        for name in node["$ref"].removeprefix("#/").split("/"):
            node_at = (spec if name == "components" else node_at)[name]
        node = node_at
    return node


def documented_codes(operation, status):
    """The codes that the contract lists for this status of the operation, or for no status in particular."""
    spec = operation.schema.raw_schema
    responses = operation.definition.raw["responses"]
    found = [resolve(spec, responses[key]) for key in (str(status), "default") if key in responses]
    rows = [row for response in found for row in response.get("x-error-codes", [])]
    return {row["code"] for row in rows}


def error_code(response):
    try:
        return response.json().get("error_code")
    except (AttributeError, ValueError):
        return None
