"""Contracts of others and recorded traffic, with a validator that is not ours (jsonschema-rs)."""

import json

import jsonschema_rs
import yaml

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
BITS = {"int8": 7, "int16": 15, "int32": 31, "int64": 63, "uint8": 8, "uint16": 16, "uint32": 32, "uint64": 64}
CHILDREN = ("items", "not", "additionalProperties", "contains", "propertyNames", "if", "then", "else")
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
MAPS = ("properties", "patternProperties", "dependentSchemas", "$defs")


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Dates stay texts."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, regex) for tag, regex in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in Loader.yaml_implicit_resolvers.items()
}


class Contract:
    def __init__(self, file):
        with open(file, encoding="utf-8") as source:
            text = source.read()
        self.root = json.loads(text) if file.endswith(".json") else yaml.load(text, Loader)
        self.is_3_0 = str(self.root["openapi"]).startswith("3.0")
        self.operations = {}
        for path, item in self.root["paths"].items():
            item = self.resolve(item)
            for method in METHODS:
                if method in item:
                    operation = item[method]
                    shared = [self.resolve(one) for one in item.get("parameters", [])]
                    own = [self.resolve(one) for one in operation.get("parameters", [])]
                    keys = {(one["name"], one["in"]) for one in own}
                    parameters = own + [one for one in shared if (one["name"], one["in"]) not in keys]
                    name = operation.get("operationId") or f"{method.upper()} {path}"
                    if name in self.operations:
                        name = f"{method.upper()} {path}"
                    self.operations[name] = {**operation, "parameters": parameters, "path": path, "method": method.upper()}
        self.converted = {}

    def resolve(self, node):
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            target = self.root
            for part in node["$ref"].removeprefix("#/").split("/"):
                part = part.replace("~1", "/").replace("~0", "~").replace("%7B", "{").replace("%7D", "}")
                target = target[int(part)] if isinstance(target, list) else target[part]
            node = target
        return node

    def response(self, operation, status):
        responses = operation.get("responses", {})
        for key in (status, str(status), f"{status // 100}XX", f"{status // 100}xx", "default"):
            if key in responses:
                return self.resolve(responses[key])
        return None

    def content(self, holder, kind):
        """The media type of a body, by its `content-type`."""
        kind = kind.split(";")[0].strip().lower()
        for name, media in (holder or {}).get("content", {}).items():
            own = name.split(";")[0].strip().lower()
            if own in (kind, "*/*") or own.endswith("/*") and kind.startswith(own[:-1]):
                return media
        return None

    def validator(self, schema, direction, closed=False):
        key = (id(schema), direction, closed)
        if key not in self.converted:
            self.direction, self.closed = direction, closed
            self.definitions, self.names = {}, {}
            root = self.use(schema)
            root = {"allOf": [root], "definitions": self.definitions}
            self.converted[key] = jsonschema_rs.Draft202012Validator(root, validate_formats=True)
        return self.converted[key]

    def names_fields(self, schema, depth=0):
        schema = self.resolve(schema)
        if not isinstance(schema, dict) or depth > 6:
            return False
        parts = [part for name in ("allOf", "anyOf", "oneOf") for part in schema.get(name, [])]
        return bool(schema.get("properties")) or any(self.names_fields(part, depth + 1) for part in parts)

    def use(self, schema):
        """A schema where it is used: if it names its fields, it has no others."""
        converted = self.convert(schema)
        if self.closed and self.names_fields(schema):
            return {"allOf": [converted], "unevaluatedProperties": False}
        return converted

    def convert(self, schema):
        if not isinstance(schema, dict):
            return schema
        if isinstance(schema.get("$ref"), str):
            name = schema["$ref"]
            if name not in self.names:
                own = self.names[name] = f"d{len(self.names)}"
                self.definitions[own] = self.convert(self.resolve({"$ref": name}))
            reference = {"$ref": f"#/definitions/{self.names[name]}"}
            beside = {} if self.is_3_0 else {k: v for k, v in schema.items() if k != "$ref"}
            is_nullable = beside.pop("nullable", False)
            result = {"allOf": [reference, self.convert(beside)]} if beside else reference
            return {"anyOf": [result, {"type": "null"}]} if is_nullable else result
        out = {}
        for key, value in schema.items():
            if key in CHILDREN and isinstance(value, dict):
                out[key] = self.use(value) if key in ("items", "additionalProperties") else self.convert(value)
            elif key in LISTS:
                out[key] = [self.convert(one) for one in value]
            elif key in MAPS and isinstance(value, dict):
                out[key] = {name: self.use(one) for name, one in value.items()}
            elif key == "required" and isinstance(value, list):
                out[key] = [name for name in value if self.is_required(schema, name)]
            elif key in ("example", "examples", "default", "discriminator", "xml", "nullable", "externalDocs", "$schema", "$id"):
                pass
            elif key == "required":
                pass
            else:
                out[key] = value
        for bound, other in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
            if isinstance(out.get(bound), bool):
                if out.pop(bound) and other in out:
                    out[bound] = out.pop(other)
        bits = BITS.get(out.get("format"))
        if bits and "integer" in (out.get("type"), *(out["type"] if isinstance(out.get("type"), list) else [])):
            is_signed = not out["format"].startswith("u")
            out["minimum"] = max(out.get("minimum", -(2**bits)), -(2**bits) if is_signed else 0)
            out["maximum"] = min(out.get("maximum", 2**bits), 2**bits - 1)
        if schema.get("nullable") is True:
            if isinstance(out.get("enum"), list) and None not in out["enum"]:
                out["enum"] = [*out["enum"], None]
            return {"anyOf": [out, {"type": "null"}]}
        return out

    def is_required(self, schema, name):
        own = self.resolve(schema.get("properties", {}).get(name, {}))
        other = "readOnly" if self.direction == "request" else "writeOnly"
        return not (isinstance(own, dict) and own.get(other))


def header(message, name):
    headers = message.get("headers", [])
    pairs = headers.items() if isinstance(headers, dict) else headers
    return next((value for own, value in pairs if own.lower() == name), "")


def exchanges(file):
    with open(file, encoding="utf-8") as source:
        return [json.loads(line) for line in source]


def body(message):
    text = message.get("body")
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return None
