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
    return obeys(spec, operation, case.query) and obeys(spec, body.get("schema", {}), case.body)


def obeys(spec, schema, value):
    """Whether a value keeps what OpenAPI cannot say about it: rules over several fields (`x-rules`), and amounts as
    text (`format: decimal`)."""
    schema = resolve(spec, schema)
    if isinstance(value, str) and schema.get("format") == "decimal":
        return DECIMAL.fullmatch(value) is not None
    if isinstance(value, list):
        return all(obeys(spec, schema.get("items", {}), item) for item in value)
    if not isinstance(value, dict):
        return True
    properties = schema.get("properties", {})
    inner = all(obeys(spec, properties[name], item) for name, item in value.items() if name in properties)
    return inner and all(keeps(rule, value) for rule in schema.get("x-rules", []))


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
