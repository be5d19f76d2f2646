"""Sends every request that the specs have an example of, and lets happen what is then possible. The models of
datamodel-code-generator must read every answer and every callback.

    datamodel_code_generator.py SPECS URL
"""

import collections
import importlib
import json
import sys

import httpx
from openapi import Contract
from pydantic import TypeAdapter

SPECS, URL = sys.argv[1:]
XENDIT = {"secretKey": ("xnd_development_models", ""), "publicKey": ("xnd_public_development_models", "")}
FINPAY = {"basicAuth": ("user", "password")}
CONTROLS = f"{URL}/_sandbox"
read = collections.Counter()


class Api:
    def __init__(self, name, url, auth, made):
        self.contract = Contract(f"{SPECS}/{name}.yaml")
        self.models = importlib.import_module(f"{name}_models")
        self.url, self.auth = url, auth
        # The last id of each collection.
        self.made = made

    def check(self, what, message, value):
        schema = message["content"]["application/json"]["schema"]
        model = getattr(self.models, schema.get("items", schema)["$ref"].rsplit("/", 1)[-1])
        TypeAdapter(list[model] if "items" in schema else model).validate_python(value)
        read[what] += 1

    def call_every_operation(self):
        # What makes a resource comes before what needs its id.
        operations = self.contract.operations.values()
        for operation in sorted(operations, key=lambda it: ("{" in it["path"], it["method"] == "GET")):
            body = self.contract.resolve(operation.get("requestBody", {}))
            examples = body["content"]["application/json"].get("examples", {}) if body else {"none": {}}
            for example in examples.values():
                self.call(operation, example.get("value"))

    def call(self, operation, body):
        path = operation["path"]
        collection = path.split("/{")[0].rsplit("/", 1)[-1]
        values = {"path": {}, "query": {}, "header": {}}
        for parameter in operation["parameters"]:
            if parameter.get("required"):
                examples = parameter.get("examples") or {"one": {"value": parameter.get("example")}}
                values[parameter["in"]][parameter["name"]] = next(iter(examples.values()))["value"]
        for name in values["path"]:
            values["path"][name] = self.made.get(collection, values["path"][name])
        security = operation.get("security", self.contract.root["security"])
        answer = httpx.request(
            operation["method"],
            self.url + path.format(**values["path"]),
            params=values["query"],
            headers=values["header"],
            json=body,
            auth=self.auth[next(iter(security[0]))],
        )
        response = self.contract.response(operation, answer.status_code)
        self.check("answers" if answer.is_success else "errors", response, answer.json())
        if answer.is_success and "{" not in path and "id" in answer.json():
            self.made[collection] = answer.json()["id"]

    def read_callbacks(self):
        operations = self.contract.operations.values()
        named = [item for it in operations for urls in it.get("callbacks", {}).values() for item in urls.values()]
        posts = [item["post"] for item in [*named, *self.contract.root["x-webhooks"].values()]]
        callbacks = {post["operationId"]: post["requestBody"] for post in posts}
        # The hosts of the examples may exist.
        httpx.post(f"{CONTROLS}/callbacks/hold")
        for resource in httpx.get(f"{CONTROLS}/resources?limit=100").json()["resources"]:
            for action in resource["actions"]:
                httpx.post(f"{CONTROLS}/resources/{resource['id']}/{action}", json={})
        # The log of deliveries is redacted.
        lines = httpx.get(f"{CONTROLS}/snapshot").json()["lines"]
        for delivery in (json.loads(line["text"]) for line in lines if line["kind"] == "delivery"):
            self.check("callbacks", callbacks[delivery["kind"]], delivery["body"])


# A value that no one listed is read, too.
httpx.post(f"{CONTROLS}/drift", json={"class": "response.enum", "times": 5}).raise_for_status()
xendit = Api("xendit", URL, XENDIT, {})
xendit.call_every_operation()
xendit.read_callbacks()
# No operation of the API makes a payout.
of = {"auth": FINPAY["basicAuth"], "headers": {"for-user-id": "692e8e678ed4264955161b61"}}
payout = httpx.post(f"{CONTROLS}/payouts", json={"amount": 10000}, **of).json()["id"]
Api("finpay", f"{URL}/finpay", FINPAY, {"payout": payout}).call_every_operation()
print(", ".join(f"{count} {what}" for what, count in read.items()))
