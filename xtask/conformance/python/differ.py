"""Makes differences by hand in recorded traffic, one in each of some exchanges, ten if the contract allows as many.

differ.py CONTRACT TRAFFIC BEFORE AFTER writes the exchanges as they were and as they are then, and prints what was made as
JSON: kind, class that has to be found, direction, operation and pointer."""

import copy
import json
import re
import sys
from urllib.parse import urlsplit

from openapi import METHODS, Contract, body, exchanges, header

contract = Contract(sys.argv[1])
MOST = 10
BAD_FORMATS = {
    "date-time": "yesterday", "date": "yesterday", "uuid": "no-uuid", "email": "nobody", "uri": "no address",
    "ipv4": "1.2.3", "ipv6": "x::y",
}


def operation_of(exchange):
    path = urlsplit(exchange["request"]["url"]).path
    best = None
    for name, operation in contract.operations.items():
        template = operation["path"].split("#")[0]
        parts = re.split(r"(\{[^}]*\})", template)
        pattern = "".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts)
        if operation["method"] == exchange["request"]["method"] and re.fullmatch(pattern, path):
            key = (template.count("{"), name)
            best = min(best or (key, None, None), (key, name, operation), key=lambda one: one[0]) if best else (key, name, operation)
    return best[1:] if best else (None, None)


def plain(schema):
    """What a schema says by itself and by `allOf`; nothing where there is a choice."""
    schema = contract.resolve(schema)
    if not isinstance(schema, dict) or any(name in schema for name in ("oneOf", "anyOf", "not", "if")):
        return None
    out = {key: value for key, value in schema.items() if key != "allOf"}
    for part in schema.get("allOf", []):
        part = plain(part)
        if part is None:
            return None
        out["properties"] = {**part.get("properties", {}), **out.get("properties", {})}
        out["required"] = [*part.get("required", []), *out.get("required", [])]
        for key, value in part.items():
            out.setdefault(key, value)
    return out


def fields(value, schema, pointer="", depth=0):
    """Objects and their fields, with what is said of them: (object, its schema, name, schema of the field, pointer)."""
    schema = plain(schema)
    if schema is None or depth > 4:
        return
    if isinstance(value, list) and value and isinstance(schema.get("items"), dict):
        yield from fields(value[0], schema["items"], f"{pointer}/0", depth + 1)
    if isinstance(value, dict):
        for name, own in schema.get("properties", {}).items():
            if name in value and re.fullmatch(r"[A-Za-z0-9_.@-]+", name):
                inner = plain(own)
                if inner is not None:
                    yield value, schema, name, inner, f"{pointer}/{name}"
                yield from fields(value[name], own, f"{pointer}/{name}", depth + 1)


def kind_of(schema):
    kinds = schema.get("type")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds or [])
    rest = [kind for kind in kinds if kind != "null"]
    return (rest[0] if len(rest) == 1 else None), "null" in kinds or bool(schema.get("nullable"))


def write(value):
    text = json.dumps(value)
    return re.sub(r'"@exact:([^"]*)"', r"\1", text)


def differences(exchange, name, operation):
    """(kind, class, direction, pointer, exchange) that can be made of an exchange, each of a kind once."""
    status = exchange["response"]["status"]
    response = contract.response(operation, status)
    media = contract.content(response, header(exchange["response"], "content-type"))

    def changed():
        return copy.deepcopy(exchange)

    def with_body(direction, kind, word, pointer, change):
        new = changed()
        value = body(new[direction])
        change(value)
        new[direction]["body"] = write(value)
        return kind, f"{direction}.{word}", direction, pointer, new

    def at(pointer, value):
        def change(root):
            parts = pointer.split("/")[1:]
            for part in parts[:-1]:
                root = root[int(part)] if isinstance(root, list) else root[part]
            root[parts[-1]] = value

        return change

    def without(pointer):
        def change(root):
            parts = pointer.split("/")[1:]
            for part in parts[:-1]:
                root = root[int(part)] if isinstance(root, list) else root[part]
            del root[parts[-1]]

        return change

    sides = [("response", media)]
    kind = header(exchange["request"], "content-type")
    sides.append(("request", contract.content(contract.resolve(operation.get("requestBody") or {}), kind)))
    for direction, side in sides:
        value = body(exchange[direction])
        if not side or "schema" not in side or not isinstance(value, (dict, list)) or "json" not in header(exchange[direction], "content-type"):
            continue
        hidden = "readOnly" if direction == "request" else "writeOnly"
        for holder, outer, field, schema, pointer in fields(value, side["schema"]):
            own, nullable = kind_of(schema)
            if schema.get(hidden):
                continue
            if field in outer.get("required", []):
                yield with_body(direction, f"{direction}: required field missing", "required", pointer, without(pointer))
            if own in ("string", "integer", "number", "object", "array"):
                wrong = True if own != "array" else {"wrong": True}
                yield with_body(direction, f"{direction}: wrong type ({own})", "type", pointer, at(pointer, wrong))
            if own and not nullable and None not in schema.get("enum", []):
                yield with_body(direction, f"{direction}: null", "null", pointer, at(pointer, None))
            if own == "string" and holder[field] in schema.get("enum", []):
                yield with_body(direction, f"{direction}: unknown value of an enum", "enum", pointer, at(pointer, "SURPRISE"))
            if own == "string" and schema.get("format") in BAD_FORMATS and "enum" not in schema:
                bad = BAD_FORMATS[schema["format"]]
                yield with_body(direction, f"{direction}: format {schema['format']}", "format", pointer, at(pointer, bad))
            if own == "string" and "maxLength" in schema and not {"enum", "pattern", "format"} & set(schema):
                yield with_body(direction, f"{direction}: one character too many", "limit", pointer, at(pointer, "x" * (schema["maxLength"] + 1)))
            for bound, sign in (("maximum", 1), ("minimum", -1)):
                limit = schema.get(bound)
                if own == "number" and isinstance(limit, int):
                    beyond = f"{limit}.000000000000000001" if sign > 0 and limit >= 0 else None
                    beyond = beyond or (f"{limit - 1}.999999999999999999" if sign < 0 and limit > 0 else None)
                    beyond = beyond or ("-0.000000000000000001" if sign < 0 and limit == 0 else None)
                    if beyond:
                        yield with_body(direction, f"{direction}: beyond the {bound} by 10^-18", "limit", pointer, at(pointer, f"@exact:{beyond}"))
                if own == "integer" and isinstance(limit, int):
                    yield with_body(direction, f"{direction}: beyond the {bound} by 1", "limit", pointer, at(pointer, limit + sign))
            if own == "object" and schema.get("properties") and not schema.get("additionalProperties") and isinstance(holder[field], dict):
                yield with_body(direction, f"{direction}: undocumented field", "field", f"{pointer}/surprise", at(f"{pointer}/surprise", 1))
        root = plain(side["schema"])
        if root and root.get("properties") and not root.get("additionalProperties") and isinstance(value, dict):
            yield with_body(direction, f"{direction}: undocumented field", "field", "/surprise", at("/surprise", 1))
    if contract.response(operation, 418) is None and response is not None:
        new = changed()
        new["response"]["status"] = 418
        yield "undocumented status", "response.status", "response", "", new
    if response and response.get("content") and media is not None and "*/*" not in response["content"]:
        new = changed()
        new["response"]["headers"] = [["content-type", "text/x-surprise"]]
        yield "response: other media type", "response.content_type", "response", "/content-type", new
        if media.get("schema") and "json" in header(exchange["response"], "content-type"):
            new = changed()
            new["response"]["body"] = '{"cut": '
            yield "response: body cut short", "response.not_json", "response", "", new
    for parameter in operation["parameters"]:
        own = parameter["name"]
        if parameter.get("required") and parameter["in"] == "header" and header(exchange["request"], own.lower()):
            new = changed()
            new["request"]["headers"] = [pair for pair in new["request"]["headers"] if pair[0].lower() != own.lower()]
            yield "required header missing", "request.required", "request", f"/{own.lower()}", new
        if parameter.get("required") and parameter["in"] == "query" and f"{own}=" in exchange["request"]["url"]:
            new = changed()
            base, query = new["request"]["url"].split("?", 1)
            kept = [pair for pair in query.split("&") if pair.split("=")[0] != own]
            if len(kept) < len(query.split("&")):
                new["request"]["url"] = f"{base}?{'&'.join(kept)}"
                yield "required parameter of the query missing", "request.required", "request", f"/{own}", new
    new = changed()
    new["request"]["url"] += ("&" if "?" in new["request"]["url"] else "?") + "surprise=1"
    yield "undocumented parameter of the query", "request.query", "request", "/surprise", new
    item = contract.resolve(contract.root["paths"][operation["path"]])
    same = [one for one in contract.operations.values() if re.sub(r"\{[^}]*\}|#.*", "", one["path"]) == re.sub(r"\{[^}]*\}|#.*", "", operation["path"])]
    free = next((one.upper() for one in ("patch", "delete", "put", "post") if one not in item and all(own["method"] != one.upper() for own in same)), None)
    if free and "{" not in operation["path"]:
        clash = any(own["method"] == free and own["path"].count("/") == operation["path"].count("/") and "{" in own["path"] for own in contract.operations.values())
        if not clash:
            new = changed()
            new["request"]["method"] = free
            yield "undocumented method", "request.method", "request", None, new
    new = changed()
    url = urlsplit(new["request"]["url"])
    new["request"]["url"] = f"{url.scheme}://{url.netloc}/surprise/x/y/z/surprise/x/y/z/0"
    yield "undocumented path", "request.undocumented_path", "request", None, new


made, kinds, places = [], {}, set()
recorded = exchanges(sys.argv[2])
# The rare kinds first: what every contract allows comes last, and a kind comes again only where ten are not reached.
COMMON = ("undocumented path", "undocumented parameter of the query", "undocumented method", "response: undocumented field")
for is_common, times in ((False, 1), (True, 1), (False, 3), (True, 3)):
    for exchange in recorded:
        name, operation = operation_of(exchange)
        if operation is None or exchange.get("response") is None or len(made) == MOST:
            continue
        for kind, word, direction, pointer, new in differences(exchange, name, operation):
            is_new = kinds.get(kind, 0) < times and (name, kind) not in places and (name, direction, pointer) not in places
            if len(made) < MOST and is_new and (kind in COMMON) == is_common:
                kinds[kind] = kinds.get(kind, 0) + 1
                places |= {(name, kind), (name, direction, pointer)}
                made.append((kind, word, direction, name, pointer, exchange, new))
for index, file in ((5, sys.argv[3]), (6, sys.argv[4])):
    with open(file, "w", encoding="utf-8") as out:
        for one in made:
            out.write(json.dumps(one[index]) + "\n")
print(json.dumps([{"kind": kind, "class": word, "direction": direction, "operation": name, "pointer": pointer} for kind, word, direction, name, pointer, _, _ in made]))
