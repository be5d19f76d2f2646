"""Teaches Schemathesis what OpenAPI 3.0 cannot say about these APIs.

Every hook here makes what Schemathesis takes for valid as narrow as the contract; none drops an answer that the
contract does not allow.
"""

import re

import schemathesis
from hypothesis import strategies as st
from schemathesis.openapi.checks import RejectedPositiveData

# Amounts that the documents want as text.
schemathesis.openapi.format("decimal", st.integers(min_value=10_000, max_value=1_000_000).map(str))

DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")

# What the vendor refuses although no document names a limit, by field: a valid value keeps to these as well. The
# schemas state the documents' limits only, so that they are no help here.
LIMITS = {
    # "must be greater than 0": in the body of a refusal by the vendor that a user reported.
    "invoice_duration": lambda value: is_positive(value),
    # Nothing happens every zero months, or no times.
    "interval_count": lambda value: is_positive(value),
    "total_recurrence": lambda value: is_positive(value),
    # The document lists API_VALIDATION_ERROR for operations that take nothing but the id of a charge.
    "charge_id": lambda value: OBJECT_ID.fullmatch(str(value)) is not None,
    "credit_card_charge_id": lambda value: OBJECT_ID.fullmatch(str(value)) is not None,
}
OBJECT_ID = re.compile(r"[0-9a-f]{24}")

# Money: something, no more than a bank can move, and no sliver of a rupiah.
SMALLEST, LARGEST = 1e-4, 1e15

# Refusals of what was sent. A request that fits the contract must not be answered with them.
INVALID_INPUT = {"API_VALIDATION_ERROR", "INVALID_JSON_FORMAT"}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Drops "a valid request was refused" where the contract says that the request is not valid, or where it was
    refused for the state of things, with a code that the contract lists for that status."""
    if not isinstance(failure, RejectedPositiveData):
        return True
    if not is_valid(case):
        return False
    code = error_code(response)
    return code in INVALID_INPUT or code not in documented_codes(case.operation, response.status_code)


def is_valid(case):
    """Whether a request that fits its schema keeps the rest of the contract as well."""
    spec = case.operation.schema.raw_schema
    operation = case.operation.definition.raw
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    path = all(within_limits(name, value) for name, value in (case.path_parameters or {}).items())
    return path and obeys(spec, operation, case.query) and obeys(spec, body.get("schema", {}), case.body)


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
    return SMALLEST <= float(value) <= LARGEST


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
