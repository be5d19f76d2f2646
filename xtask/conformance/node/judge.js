// Stands between a vendor's SDK and the sandbox and judges every answer by the contract, with ajv.
//
//   node judge.js SPEC SANDBOX PROXY -- COMMAND...
//
// What the SDK sends goes through the proxy; what only prepares something goes to the sandbox itself.
// The command finds the base URL in BASE_URL and puts the name of the SDK's method behind it, as the first
// segment of the path: BASE_URL/Invoice.createInvoice/v2/invoices. It prints one line of JSON for each call that
// the SDK itself failed: {"method", "error"}. The verdict comes out as one line of JSON; what was called, on stderr.

'use strict';

const fs = require('node:fs');
const http = require('node:http');
const { spawn } = require('node:child_process');
const Ajv = require('ajv').default;
const addFormats = require('ajv-formats').default;
const YAML = require('yaml');

const METHODS = ['get', 'post', 'patch', 'put', 'delete'];

class Contract {
  constructor(file) {
    this.spec = fromOpenApi30(YAML.parse(fs.readFileSync(file, 'utf8')));
    this.ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(this.ajv);
    this.ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
    this.ajv.addSchema(this.spec, 'spec');
    this.operations = Object.entries(this.spec.paths).flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method) => ({
        method: method.toUpperCase(),
        path,
        pattern: pattern(path),
        pointer: `spec#/paths/${escape(path)}/${method}/responses`,
        ...item[method],
      })),
    );
  }

  /** The operation that a request is for; of two that match, the more literal one. */
  find(method, path) {
    const found = this.operations.filter((it) => it.method === method && it.pattern.test(path));
    return found.sort((a, b) => literal(b.path) - literal(a.path))[0];
  }

  /** What is wrong with an answer. */
  problems(operation, answer) {
    if (answer.status < 200 || answer.status > 299) return [`status ${answer.status}: ${answer.body}`];
    const status = [`${answer.status}`, '2XX'].find((key) => operation.responses[key]);
    if (!status) return [`status ${answer.status} is not documented`];
    if (!/^application\/json\b/.test(answer.type)) return [`content type ${answer.type}`];
    const schema = `${operation.pointer}/${status}/content/application~1json/schema`;
    const validate = this.ajv.compile({ $ref: schema });
    let body;
    try {
      body = JSON.parse(answer.body);
    } catch (error) {
      return [`no JSON: ${error.message}`];
    }
    if (validate(body)) return [];
    return validate.errors.map((error) => `${error.instancePath || 'body'} ${error.message}: ${answer.body}`);
  }
}

/** JSON Schema says with a number what OpenAPI 3.0 says with a boolean. */
function fromOpenApi30(node) {
  if (node === null || typeof node !== 'object') return node;
  for (const [exclusive, bound] of [['exclusiveMinimum', 'minimum'], ['exclusiveMaximum', 'maximum']]) {
    if (node[exclusive] === true) {
      node[exclusive] = node[bound];
      delete node[bound];
    } else if (node[exclusive] === false) {
      delete node[exclusive];
    }
  }
  Object.values(node).forEach(fromOpenApi30);
  return node;
}

function pattern(path) {
  const parts = path.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}

const escape = (path) => encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
const literal = (path) => path.replace(/\{[^}]+\}/g, '').length;
/** SDKs double slashes and end paths with them; the vendor takes both. */
const tidy = (path) => path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');

/** Sends a request on as it came, but for the method's name in front of its path. */
function forward(base, request, target, body) {
  const url = new URL(base);
  const options = {
    host: url.hostname,
    port: url.port,
    method: request.method,
    path: target,
    headers: { ...request.headers, host: url.host },
  };
  return new Promise((resolve, reject) => {
    const upstream = http.request(options, async (response) => {
      resolve({
        status: response.statusCode,
        type: response.headers['content-type'] || 'none',
        headers: response.headers,
        body: (await read(response)).toString(),
      });
    });
    upstream.on('error', reject);
    upstream.end(body);
  });
}

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A name in front with an underscore prepares something and is no method of the SDK. */
const isMethod = (label) => !label.startsWith('_');

class Judge {
  constructor(contract, sandbox, proxy) {
    this.contract = contract;
    this.sandbox = sandbox;
    this.proxy = proxy;
    this.calls = [];
    this.failures = [];
    this.failed = new Set();
  }

  async handle(request, response) {
    const [, label, target] = /^\/([^/]+)(\/.*)$/.exec(request.url) || [null, '?', request.url];
    const base = isMethod(label) ? this.proxy : this.sandbox;
    const answer = await forward(base, request, target, await read(request));
    // The sandbox's controls are no part of the API.
    if (!tidy(target).startsWith('/_sandbox/')) this.judge(label, request.method, target, answer);
    const { 'transfer-encoding': _, ...headers } = answer.headers;
    response.writeHead(answer.status, headers).end(answer.body);
  }

  judge(label, method, target, answer) {
    const operation = this.contract.find(method, tidy(target.split('?')[0]));
    const problems = operation
      ? this.contract.problems(operation, answer)
      : ['no operation of the contract has this path'];
    this.calls.push({ label, operation: operation?.operationId });
    console.error(`${problems.length ? 'FAIL' : 'ok  '} ${label}: ${method} ${target} ${answer.status}`);
    for (const problem of problems) this.fail(label, `${method} ${target}`, problem);
  }

  fail(label, request, problem) {
    this.failed.add(label);
    this.failures.push(`${label}: ${request}: ${problem}`);
  }

  verdict() {
    const methods = this.calls.map((call) => call.label).filter(isMethod);
    const operations = this.calls.map((call) => call.operation).filter(Boolean);
    return {
      calls: methods.length,
      methods: new Set(methods).size,
      operations: new Set(operations).size,
      failures: this.failures,
    };
  }
}

/** Runs the command and gathers what the SDK itself failed. */
async function run(command, base, judge) {
  const child = spawn(command[0], command.slice(1), {
    env: { ...process.env, BASE_URL: base },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const code = new Promise((resolve) => child.on('close', resolve));
  for (const line of (await read(child.stdout)).toString().split('\n').filter(Boolean)) {
    const { method, error } = JSON.parse(line);
    // Of an answer that failed, the SDK says no more than is known.
    if (!judge.failed.has(method)) judge.fail(method, 'the SDK failed', error);
  }
  if ((await code) !== 0) judge.fail('script', command.join(' '), `ended with ${await code}`);
}

async function main([spec, sandbox, proxy, dashes, ...command]) {
  if (dashes !== '--' || command.length === 0) throw new Error('judge.js SPEC SANDBOX PROXY -- COMMAND...');
  const judge = new Judge(new Contract(spec), sandbox, proxy);
  const server = http.createServer((request, response) => {
    judge.handle(request, response).catch((error) => {
      judge.fail('judge', request.url, error.message);
      response.destroy();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  await run(command, `http://127.0.0.1:${server.address().port}`, judge);
  server.close();
  server.closeAllConnections();
  console.log(JSON.stringify(judge.verdict()));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
