"""Whether each finding of bayar-drift is true, by the text of the contract and a validator that is not ours.

judge.py CONTRACT TRAFFIC REPORT prints what it counted as JSON; what is not confirmed is listed."""

import collections
import json
import sys

from openapi import Contract, body, exchanges, header

contract = Contract(sys.argv[1])
traffic = exchanges(sys.argv[2])
with open(sys.argv[3], encoding="utf-8") as source:
    report = json.load(source)


def segments(pointer):
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def path_of(error):
    return [str(part) for part in error.instance_path]


told = {}


def errors_of(validator, value, text):
    """What the validator finds, once for all findings of a body."""
    key = (id(validator), text)
    if key not in told:
        told[key] = [(path_of(error), type(error.kind).__name__.split("_")[-1]) for error in validator.iter_errors(value)]
    return told[key]


def is_told(validator, value, text, pointer):
    """Whether the validator finds something there, or in a union that leads there."""
    where = segments(pointer)
    for at, kind in errors_of(validator, value, text):
        if at == where or where[:-1] == at and kind in ("Required", "AdditionalProperties", "UnevaluatedProperties", "PropertyNames", "FalseSchema"):
            return True
        if where[: len(at)] == at and kind in ("AnyOf", "OneOfNotValid", "OneOfMultipleValid", "Not", "UnevaluatedProperties"):
            return True
    return False


def text_value(text, schema):
    """Values that a text of a parameter may stand for."""
    yield text
    try:
        yield json.loads(text)
    except ValueError:
        pass


def is_true(finding, exchange):
    kind = finding["class"].split(".")[1]
    operation = contract.operations.get(finding.get("operation") or "")
    if kind == "undocumented_path":
        path = exchange["request"]["url"].split("?")[0].removeprefix("http://127.0.0.1")
        path = "/" + path.split("/", 1)[-1] if path.startswith(":") else path
        shape = [part for part in path.split("/")]
        for own in contract.operations.values():
            parts = own["path"].split("#")[0].split("/")
            if len(parts) == len(shape) and all("{" in a or a == b for a, b in zip(parts, shape)):
                return False
        return True
    if operation is None:
        return False
    message = exchange[finding["direction"]]
    parameters = {(one["in"], one["name"].lower()): one for one in operation["parameters"]}
    status = (exchange.get("response") or {}).get("status", 0)
    holder = contract.resolve(operation.get("requestBody") or {})
    if finding["direction"] == "response":
        holder = contract.response(operation, status)
    name = segments(finding["pointer"])[0].lower() if finding["pointer"] else ""
    if kind == "status":
        return holder is None
    if kind == "header":
        if finding["direction"] == "request":
            return ("header", name) not in parameters
        return name not in {own.lower() for own in (holder or {}).get("headers", {})}
    if kind == "query":
        return ("query", name) not in parameters
    if kind == "content_type":
        return contract.content(holder, header(message, "content-type")) is None
    if finding["part"] != "body":
        place = finding["part"]
        own = parameters.get((place, name))
        if own is None and finding["direction"] == "response":
            headers = {key.lower(): value for key, value in (holder or {}).get("headers", {}).items()}
            own = contract.resolve(headers.get(name))
            texts = [header(message, name)]
        elif own is None:
            return False
        elif place == "header":
            texts = [header(message, name)]
        else:
            from urllib.parse import parse_qsl, urlsplit

            pairs = parse_qsl(urlsplit(exchange["request"]["url"]).query, keep_blank_values=True)
            texts = [value for key, value in pairs if key.lower().split("[")[0] == name]
        if kind == "required":
            return bool(own.get("required")) and not any(texts)
        schema = own.get("schema") or next(iter(own.get("content", {}).values()), {}).get("schema")
        if schema is None:
            return False
        whole = contract.validator(schema, finding["direction"])
        items = contract.resolve(schema).get("items", schema)
        single = contract.validator(items, finding["direction"])
        return all(
            not any(whole.is_valid(value) or single.is_valid(value) for value in text_value(text, schema)) for text in texts
        )
    media = contract.content(holder, header(message, "content-type"))
    if media is None or "schema" not in media:
        return kind == "body" and media is None
    value = body(message)
    if value is None and "form" in header(message, "content-type"):
        from urllib.parse import parse_qsl

        value = dict(parse_qsl(message.get("body") or "", keep_blank_values=True))
    closed = kind == "field"
    validator = contract.validator(media["schema"], finding["direction"], closed)
    return is_told(validator, value, str(message.get("body")), finding["pointer"])


counts, doubts, seen = collections.Counter(), [], 0
for finding in report["findings"]:
    seen += finding["count"]
    try:
        confirmed = any(is_true(finding, traffic[index]) for index in finding["entries"])
    except Exception as error:  # A doubt is looked at.
        confirmed, finding["error"] = False, f"{type(error).__name__}: {error}"
    counts[finding["class"]] += 1
    if not confirmed:
        doubts.append({key: finding.get(key) for key in ("class", "operation", "direction", "part", "pointer", "expected", "seen", "entries", "error")})
print(json.dumps({"operations": len(contract.operations), "findings": len(report["findings"]), "occurrences": seen, "classes": counts, "doubts": doubts}))
