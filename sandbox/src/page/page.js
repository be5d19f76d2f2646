// The page: shows what the controls tell and calls them. Whatever clients sent is only ever set as text.

import { parse, pretty } from "./digits.js";

const CONTROLS = "/_sandbox";
const PAUSE = 1000;
const PAGE = 50;
const GOOD = ["PAID", "SETTLED", "COMPLETED", "SUCCEEDED", "DELIVERED", "CAPTURED", "ACTIVE", "VERIFIED", "CLAIMED", "APPROVED"];
const BAD = ["FAILED", "EXPIRED", "VOIDED", "STOPPED", "REJECTED", "CANCELLED", "REVERSED", "COMPLIANCE_REJECTED", "DELETED"];

const $ = (id) => document.getElementById(id);
let actions = [];
let revision;
let limit = PAGE;

// The controls.

async function control(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = typeof body === "string" ? body : JSON.stringify(body);
  }
  const response = await fetch(CONTROLS + path, options);
  const json = parse(await response.text());
  if (!response.ok) throw new Error(json.error);
  return json;
}

function say(text, problem = "") {
  $("result").textContent = text;
  $("problem").textContent = problem;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => say(""), 8000);
}

// Does something and says how it went.
async function run(what, job) {
  try {
    await job();
    say(what);
    await refresh();
    return true;
  } catch (error) {
    say("", `${what}: ${error.message}`);
    return false;
  }
}

// Elements.

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

const hidden = (text) => element("span", { className: "hidden" }, text);

function badge(status) {
  const kind = GOOD.includes(status) ? "good" : BAD.includes(status) ? "bad" : "wait";
  return element("span", { className: `badge ${kind}` }, status);
}

function details(summary, of, ...children) {
  return element("details", {}, element("summary", { "data-key": "details" }, summary, hidden(` of ${of}`)), ...children);
}

// Rows that did not change stay as they are; in one that did, the focus and what was open stay.
function rows(body, items, key, build) {
  const old = new Map([...body.children].map((row) => [row.dataset.row, row]));
  const wanted = items.map((item) => {
    const name = String(key(item));
    const signature = pretty(item);
    const before = old.get(name);
    if (before?.signature === signature) return before;
    const row = build(item);
    row.dataset.row = name;
    row.signature = signature;
    label(row, body);
    if (before) keep(before, row);
    return row;
  });
  const focused = document.activeElement;
  const held = body.contains(focused) ? focused : null;
  const heldRow = held?.closest("[data-row]");
  const same = wanted.length === body.children.length && wanted.every((row, index) => row === body.children[index]);
  if (same) return;
  body.replaceChildren(...wanted);
  if (!held) return;
  const row = wanted.find((candidate) => candidate.dataset.row === heldRow?.dataset.row);
  const again = row && (row.contains(held) ? held : row.querySelector(`[data-key="${CSS.escape(held.dataset.key ?? "")}"]`));
  (again ?? row?.querySelector("button, summary"))?.focus({ preventScroll: true });
}

// On narrow screens each cell says its column, and it takes roles to still be a cell.
function label(row, body) {
  const heads = body.closest("table").querySelectorAll("thead th");
  row.setAttribute("role", "row");
  [...row.children].forEach((cell, index) => {
    cell.dataset.label = heads[index].textContent;
    cell.setAttribute("role", cell.localName === "th" ? "rowheader" : "cell");
  });
}

function keep(before, row) {
  const open = [...before.querySelectorAll("details")].map((part) => part.open);
  row.querySelectorAll("details").forEach((part, index) => (part.open = open[index] ?? false));
}

function table(list, empty, items) {
  $(empty).hidden = items.length > 0;
  $(list).closest(".scroll").hidden = items.length === 0;
}

function options(select, entries) {
  const chosen = select.value;
  const wanted = JSON.stringify(entries);
  if (select.dataset.entries === wanted) return;
  select.dataset.entries = wanted;
  select.replaceChildren(...entries.map(([value, text]) => element("option", { value }, text)));
  select.value = entries.some(([value]) => value === chosen) ? chosen : "";
}

const words = (name) => name.replaceAll("_", " ");
const time = (text) => (text ?? "").replace("T", " ").replace(/\.\d+Z$/, " UTC");

// Clock.

function showClock({ now, frozen }) {
  $("now").textContent = time(now);
  $("now").dateTime = now;
  $("clock-state").textContent = frozen ? "frozen" : "running";
  swap("freeze", "unfreeze", !frozen);
}

// Shows one of two controls, and takes the focus along.
function swap(one, other, isFirst) {
  const [shown, gone] = isFirst ? [$(one), $(other)] : [$(other), $(one)];
  const focus = gone.contains(document.activeElement);
  gone.hidden = true;
  shown.hidden = false;
  if (focus) (shown.matches("button") ? shown : shown.querySelector("select, button")).focus();
}

$("freeze").onclick = () => run("The clock is frozen", () => control("POST", "/clock/freeze"));
$("unfreeze").onclick = () => run("The clock goes on", () => control("POST", "/clock/unfreeze"));
$("advance").onsubmit = (event) => {
  event.preventDefault();
  const unit = $("unit");
  const by = `${$("amount").value} ${unit.selectedOptions[0].text}`;
  run(`The clock moved forward by ${by}`, () =>
    control("POST", "/clock/advance", { seconds: Number($("amount").value) * Number(unit.value) }),
  );
};

// Resources.

function showResources({ resources, next_before }) {
  $("no-resources").hidden = resources.length > 0;
  $("no-resources").textContent = ["kind", "account", "status"].some((name) => $(name).value)
    ? "Nothing fits."
    : "Nothing yet. What a client creates through the API appears here.";
  $("more-resources").hidden = next_before === null;
  const kinds = [...new Set(resources.map((resource) => resource.kind))];
  const groups = $("groups");
  for (const group of [...groups.children]) if (!kinds.includes(group.dataset.kind)) group.remove();
  for (const kind of kinds) {
    const group = groups.querySelector(`[data-kind="${CSS.escape(kind)}"]`) ?? newGroup(kind);
    const ofKind = resources.filter((resource) => resource.kind === kind);
    rows(group.querySelector("tbody"), ofKind, (resource) => resource.id, resourceRow);
  }
}

function newGroup(kind) {
  const heading = `kind-${kind}`;
  const columns = ["Resource", "Status", "Amount", "What may happen", "Account"];
  const head = columns.map((text) =>
    element("th", { scope: "col", className: text === "Amount" ? "number" : "" }, text),
  );
  const group = element(
    "div",
    { "data-kind": kind },
    element("h3", { id: heading }, words(kind)),
    lifeCycle(kind),
    element(
      "div",
      { className: "scroll", role: "region", tabIndex: 0, "aria-label": `Table of ${words(kind)}` },
      element(
        "table",
        { role: "table", "aria-labelledby": heading },
        element("thead", {}, element("tr", {}, ...head)),
        element("tbody", { role: "rowgroup" }),
      ),
    ),
  );
  $("groups").append(group);
  return group;
}

// What may happen to resources of a kind, and when.
function lifeCycle(kind) {
  const known = actions.filter((action) => action.kind === kind);
  if (known.length === 0) return null;
  const entries = known.flatMap(({ name, about, when }) => [
    element("dt", {}, words(name), element("span", { className: "quiet" }, ` when ${when.join(" or ") || "in any status"}`)),
    element("dd", {}, ...marked(about)),
  ]);
  return element("details", {}, element("summary", {}, "Life cycle", hidden(` of a ${words(kind)}`)), element("dl", {}, ...entries));
}

// Text with `names` in it.
const marked = (text) => text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));

function resourceRow(item) {
  const { kind, id, account, external_id, status, resource } = item;
  const name = external_id ?? id;
  const amount = resource.amount ?? resource.expected_amount ?? resource.total_uploaded_amount;
  const buttons = item.actions.map((action) => {
    const known = actions.find((candidate) => candidate.kind === kind && candidate.name === action);
    const button = element(
      "button",
      { type: "button", title: known.about.replaceAll("`", ""), "data-key": `action-${action}` },
      words(action),
      hidden(` ${words(kind)} ${name}`),
    );
    button.onclick = () => act(known, id, name);
    return button;
  });
  return element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      element("div", { className: "code" }, name),
      external_id ? element("div", { className: "code quiet" }, id) : null,
      details("JSON", name, element("pre", {}, pretty(resource))),
    ),
    element("td", {}, status ? badge(status) : "—"),
    element("td", { className: "number" }, amount === undefined ? "—" : pretty(amount).replaceAll('"', "")),
    element("td", {}, buttons.length ? element("div", { className: "actions" }, ...buttons) : "—"),
    element("td", { className: "code quiet" }, account),
  );
}

function act(action, id, name) {
  const path = `/resources/${encodeURIComponent(id)}/${encodeURIComponent(action.name)}`;
  const what = `${words(action.name)}: ${name}`;
  if (action.input.length === 0) return run(what, () => control("POST", path));
  ask(what, action.about, action.input.map((field) => ({ name: field, label: words(field) })), "Run", (values) =>
    control("POST", path, body(values)),
  );
}

// Fields that are left empty are left out; what is JSON but no text goes as such, digits and all.
function body(values) {
  const filled = Object.entries(values).filter(([, value]) => value !== "");
  return `{${filled.map(([name, value]) => `${JSON.stringify(name)}:${raw(value)}`).join(",")}}`;
}

function raw(value) {
  return /^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?|\[.*\]|\{.*\})$/s.test(value) && isJson(value) ? value : JSON.stringify(value);
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

for (const id of ["kind", "account", "status"]) {
  $(id).onchange = () => {
    limit = PAGE;
    refresh(true);
  };
}
$("filter").onsubmit = (event) => {
  event.preventDefault();
  refresh(true);
};
$("more-resources").onclick = () => {
  limit += PAGE;
  refresh(true);
};

// Accounts.

function showAccounts({ accounts }) {
  table("account-rows", "no-accounts", accounts);
  options($("account"), [["", "all"], ...accounts.map(({ account }) => [account, account])]);
  rows($("account-rows"), accounts, ({ account }) => account, accountRow);
}

function accountRow(item) {
  const { account, balances, callback_url, callback_urls, settings } = item;
  const change = element("button", { type: "button", "data-key": "change" }, "Change …", hidden(` ${account}`));
  change.onclick = () => changeAccount(item);
  const more = Object.keys(callback_urls).length + Object.keys(settings).length > 0;
  return element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      element("div", { className: "code" }, account),
      more ? details("Settings", account, element("pre", {}, pretty({ callback_urls, settings }))) : null,
    ),
    ...["CASH", "HOLDING", "TAX"].map((name) => element("td", { className: "number" }, grouped(balances[name]))),
    element("td", { className: "code" }, callback_url ?? "—"),
    element("td", {}, change),
  );
}

const grouped = (amount) => amount.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, " ");

function changeAccount({ account, balances, callback_url }) {
  const fields = [
    ...Object.entries(balances).map(([name, value]) => ({ name, label: `Balance ${name}`, value })),
    { name: "callback_url", label: "Callback URL", value: callback_url ?? "", type: "url" },
    { name: "callback_token", label: "New callback token (empty: as it is)" },
    { name: "setting", label: "Setting (name)" },
    { name: "value", label: "Value of the setting (empty: none)" },
  ];
  ask(`Change account ${account}`, "What the dashboard would have of it.", fields, "Save", (values) => {
    const changes = [`"balances":${JSON.stringify(pick(values, Object.keys(balances)))}`];
    changes.push(`"callback_url":${values.callback_url ? JSON.stringify(values.callback_url) : "null"}`);
    if (values.callback_token) changes.push(`"callback_token":${JSON.stringify(values.callback_token)}`);
    if (values.setting) {
      changes.push(`"settings":{${JSON.stringify(values.setting)}:${values.value ? raw(values.value) : "null"}}`);
    }
    return control("PATCH", `/accounts/${encodeURIComponent(account)}`, `{${changes.join(",")}}`);
  });
}

const pick = (values, names) => Object.fromEntries(names.map((name) => [name, values[name]]));

// Callbacks.

function showTraffic({ is_held, held, under_way, duplicates }) {
  $("traffic").textContent = is_held
    ? `Held back: ${held}.`
    : under_way > 0
      ? `On their way: ${under_way}.`
      : "They are sent as they are made. Nothing is on its way.";
  swap("hold", "release", !is_held);
  $("duplicates").checked = duplicates;
}

function deliveryRow({ id, kind, created, status, url, attempts, body }) {
  const name = body.external_id ?? body.id ?? id;
  const again = element("button", { type: "button", "data-key": "again" }, "Redeliver", hidden(` ${words(kind)} ${name}`));
  again.onclick = () => run(`Redelivered: ${words(kind)} ${name}`, () => control("POST", `/deliveries/${encodeURIComponent(id)}/redeliver`));
  const tries = attempts.map((attempt) =>
    element("li", {}, `${attempt.status ?? attempt.error}${attempt.duplicate ? " (duplicate)" : ""}`),
  );
  return element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      element("div", {}, words(kind)),
      element("div", { className: "code quiet" }, name),
      element("div", { className: "quiet" }, time(created)),
      details("Body", `${words(kind)} ${name}`, element("pre", {}, pretty(body))),
    ),
    element("td", { className: "code" }, url ?? "—"),
    element("td", {}, badge(status)),
    element("td", {}, tries.length ? element("ol", { className: "violations" }, ...tries) : "—"),
    element("td", {}, again),
  );
}

$("hold").onclick = () => run("Callbacks are held back", () => control("POST", "/callbacks/hold"));
$("release").onsubmit = (event) => {
  event.preventDefault();
  const seed = Math.floor(Math.random() * 1e9);
  run("Callbacks are released", () => control("POST", "/callbacks/release", { order: $("order").value, seed }));
};
$("duplicates").onchange = (event) => {
  const on = event.target.checked;
  run(on ? "Callbacks are sent twice" : "Callbacks are sent once", () => control("POST", "/callbacks/duplicates", { on }));
};

// Faults and drift.

// Each kind, and what it takes besides what every rule takes.
const FAULTS = {
  latency: ["milliseconds", "up_to_milliseconds", "when"], lag: ["milliseconds"],
  reset: ["when"], reset_in_body: [], stall: ["when"], slow_bytes: ["milliseconds", "bytes"],
  rate_limit: ["milliseconds"], absurd_limits: ["value"],
  server_error: ["status", "envelope", "when"], html: ["status", "when"], empty: ["status", "when"],
  redirect: ["status", "location", "when"], content_type: ["content_type"], garbage: ["when"],
  duplicate: [], repeat: [], other_answer: [], clock_skew: ["seconds"],
};
const OF_A_BODY = ["field", "required", "null", "text_for_number", "number_for_text", "type", "enum", "format", "fraction", "precision"];
const OF_A_RESPONSE = [...OF_A_BODY, "status", "header", "content_type", "not_json", "error_code", "error_status"];
const DRIFTS = [
  ...OF_A_RESPONSE.map((name) => `response.${name}`),
  ...OF_A_BODY.map((name) => `callback.${name}`),
  ...["echo", "status", "id"].map((name) => `across.${name}`),
];

const choices = (names) => names.map((name) => [name, words(name).replace(".", ": ")]);
options($("fault"), choices(Object.keys(FAULTS)));
options($("drift"), choices(DRIFTS));
$("fault").value = "reset";
$("drift").value = "response.enum";

const field = (name) => ({ name, label: words(name) });

$("add-fault").onsubmit = (event) => {
  event.preventDefault();
  const kind = $("fault").value;
  const names = ["operation", "method", "times", "probability", "lasts_milliseconds", ...FAULTS[kind]];
  ask(`Fault: ${words(kind)}`, "Empty: every operation and method, always, `when` before the effect.", names.map(field), "Add", (values) =>
    control("POST", "/faults", body({ kind, ...values })),
  );
};
$("add-drift").onsubmit = (event) => {
  event.preventDefault();
  const name = $("drift").value;
  ask(`Drift: ${name}`, "Empty: every operation and callback, at any place, always.", ["operation", "pointer", "times"].map(field), "Add", (values) =>
    control("POST", "/drift", body({ class: name, ...values })),
  );
};
$("random").onclick = () => {
  const fields = [{ name: "seed", label: "Seed", value: "1" }, { name: "rate", label: "Share of the answers, from 0 to 1", value: "0.1" }];
  ask("Drift at random", "Each answer in a class chosen at random; the same for the same seed.", fields, "Begin", (values) =>
    control("POST", "/drift/random", body(values)),
  );
};
$("clear").onclick = () =>
  run("No fault and no drift any more", async () => {
    await control("DELETE", "/faults");
    await control("DELETE", "/drift");
  });

function showRules(faults, { rules, seed, rate }) {
  const kinds = [...faults.map(({ kind, ...rest }) => [`fault: ${words(kind)}`, rest]), ...rules.map((rule) => [`drift: ${rule.class}`, rule])];
  if (rate > 0) kinds.push(["drift: at random", { seed, rate }]);
  const items = kinds.map(([name, { class: _, ...rest }], number) => ({ number, name, rest }));
  table("rule-rows", "no-rules", items);
  rows($("rule-rows"), items, ({ number }) => number, ruleRow);
}

function ruleRow({ name, rest }) {
  const when = Object.entries(rest).map(([key, value]) => element("li", {}, `${words(key)}: ${pretty(value).replaceAll('"', "")}`));
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    element("td", {}, when.length ? element("ul", { className: "violations" }, ...when) : "always"),
  );
}

// Requests.

function requestRow({ number, method, target, status, operation, violations, headers, body, fault }) {
  const name = `request ${number}`;
  const list = violations.map(({ location, field, message }) => element("li", {}, `${location} ${field}: ${message}`));
  const head = headers.map((header) => `${header.name}: ${header.value}`).join("\n");
  return element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      element("div", { className: "code" }, `${method} ${target}`),
      element("div", { className: "quiet" }, operation ? words(operation) : "no operation of the contract"),
      details("As it came", name, element("pre", {}, `${head}\n\n${body}`)),
    ),
    element("td", {}, answer(status), fault ? element("div", { className: "quiet" }, fault) : null),
    element(
      "td",
      {},
      list.length || !operation
        ? element("span", { className: "badge bad" }, operation ? `${list.length} violation${list.length > 1 ? "s" : ""}` : "unknown")
        : element("span", { className: "badge good" }, "ok"),
      list.length ? element("ul", { className: "violations" }, ...list) : null,
    ),
  );
}

function answer(status) {
  const kind = status >= 500 || status === 0 ? "bad" : status >= 400 ? "wait" : "good";
  return element("span", { className: `badge ${kind}` }, status === 0 ? "none" : String(status));
}

// State.

$("reset").onclick = () =>
  ask("Reset the sandbox", "Every resource, account, callback, request, fault and drift is forgotten.", [], "Reset", () => control("POST", "/reset"));
$("restore").onsubmit = (event) => {
  event.preventDefault();
  const file = $("snapshot").files[0];
  run(`Restored: ${file.name}`, async () => control("PUT", "/snapshot", await file.text()));
};

// The dialog.

function ask(title, about, fields, verb, job) {
  $("dialog-heading").textContent = title;
  $("dialog-about").replaceChildren(...marked(about));
  $("dialog-problem").textContent = "";
  $("dialog-run").textContent = verb;
  $("dialog-fields").replaceChildren(
    ...fields.flatMap(({ name, label, value = "", type = "text" }) => {
      const id = `field-${name}`;
      return [
        element("label", { htmlFor: id }, label),
        element("input", { id, name, type, value, autocomplete: "off", spellcheck: false }),
      ];
    }),
  );
  $("dialog-form").onsubmit = async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(fields.map(({ name }) => [name, $(`field-${name}`).value.trim()]));
    try {
      await job(values);
    } catch (error) {
      $("dialog-problem").textContent = error.message;
      return;
    }
    $("dialog").close();
    say(title);
    refresh();
  };
  $("dialog").showModal();
}

$("dialog-cancel").onclick = () => $("dialog").close();

// Looks for news, and shows all of it.

async function refresh(isForced = false) {
  if (actions.length === 0) actions = await control("GET", "/actions");
  const status = await control("GET", "/status");
  showClock(status.clock);
  showTraffic(status.callbacks);
  if (!isForced && status.revision === revision) return;
  const query = new URLSearchParams({ limit: String(limit) });
  for (const name of ["kind", "account", "status"]) if ($(name).value) query.set(name, $(name).value.trim());
  const [resources, accounts, { deliveries }, { requests }, { faults }, drift] = await Promise.all([
    control("GET", `/resources?${query}`),
    control("GET", "/accounts"),
    control("GET", `/deliveries?limit=${PAGE}`),
    control("GET", `/requests?limit=${PAGE}`),
    control("GET", "/faults"),
    control("GET", "/drift"),
  ]);
  const kinds = Object.entries(status.counts).filter(([kind, count]) => count > 0 || kind === $("kind").value);
  options($("kind"), [["", "all"], ...kinds.map(([kind, count]) => [kind, `${words(kind)} (${count})`])]);
  showResources(resources);
  showAccounts(accounts);
  table("delivery-rows", "no-deliveries", deliveries);
  rows($("delivery-rows"), deliveries, ({ id }) => id, deliveryRow);
  showRules(faults, drift);
  table("request-rows", "no-requests", requests);
  rows($("request-rows"), requests, ({ number }) => number, requestRow);
  revision = status.revision;
}

async function watch() {
  try {
    if (!document.hidden) await refresh();
    if (watch.isLost) say("The sandbox is back");
    watch.isLost = false;
  } catch (error) {
    if (!watch.isLost) say("", `The sandbox does not answer: ${error.message}`);
    watch.isLost = true;
  }
  setTimeout(watch, PAUSE);
}

watch();
