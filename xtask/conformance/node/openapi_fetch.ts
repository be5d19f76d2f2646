// openapi-typescript's types, with openapi-fetch.

import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type * as Finpay from './openapi-typescript/finpay';
import type * as Xendit from './openapi-typescript/xendit';
import * as sandbox from './sandbox';

type Refused<Operation extends { responses: { 400: { content: { 'application/json': unknown } } } }> =
  Operation['responses'][400]['content']['application/json'];

async function xendit() {
  const { baseUrl, key } = sandbox.xendit;
  const headers = { authorization: sandbox.basic(key) };
  const client = createClient<Xendit.paths>({ baseUrl, headers, fetch: sandbox.counted });
  const params = { header: { 'X-IDEMPOTENCY-KEY': 'key-1' } };

  const sent = await client.POST('/disbursements', { params, body: sandbox.disbursement });
  assert.equal(sent.data?.status satisfies Xendit.components['schemas']['DisbursementStatus'] | undefined, 'PENDING');
  const again = await client.POST('/disbursements', {
    params,
    body: sandbox.disbursement,
    fetch: sandbox.answered201,
  });
  assert.equal(again.response.status, 201);
  assert.equal(again.data?.id, sent.data?.id);

  const other = { ...sandbox.disbursement, amount: 18000 };
  const refused = await client.POST('/disbursements', { params, body: other });
  assert.equal(refused.response.status, 400);
  const { error_code } = refused.error as Refused<Xendit.operations['create_disbursement']>;
  assert.equal(error_code satisfies Xendit.components['schemas']['CreateDisbursementErrorCode'] | undefined, 'DUPLICATE_TRANSACTION_ERROR');

  const created = await client.POST('/v2/invoices', { body: sandbox.invoice, fetch: sandbox.answered201 });
  for (const [statuses, count] of [[['PENDING', 'EXPIRED'], 1], [['PAID', 'SETTLED'], 0]] as const) {
    const listed = await client.GET('/v2/invoices', { params: { query: { statuses: [...statuses], limit: 3 } } });
    assert.deepEqual(listed.data?.map((one) => one.id), [created.data?.id].slice(0, count));
  }
}
