// A comparison with a text that the type does not have is an error of tsc's.

import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type * as Finpay from './openapi-typescript/finpay';
import type * as Xendit from './openapi-typescript/xendit';
import * as sandbox from './sandbox';

async function xendit() {
  const { baseUrl, key } = sandbox.xendit;
  const headers = { authorization: sandbox.basic(key) };
  const client = createClient<Xendit.paths>({ baseUrl, headers, fetch: sandbox.counted });

  const params = { header: { 'X-IDEMPOTENCY-KEY': 'key-1' } };
  const body = sandbox.disbursement;
  const sent = await client.POST('/disbursements', { params, body });
  assert(sent.data?.status === 'PENDING');
  const again = await client.POST('/disbursements', { params, body, fetch: sandbox.answered201 });
  assert(again.response.status === 201 && again.data?.id === sent.data.id);

  const refused = await client.POST('/disbursements', { params, body: { ...body, amount: 18000 } });
  assert(refused.response.status === 400);
  const error = refused.error as Xendit.components['schemas']['CreateDisbursementErrorResponse'];
  assert(error.error_code === 'DUPLICATE_TRANSACTION_ERROR');

  const created = await client.POST('/v2/invoices', { body: sandbox.invoice, fetch: sandbox.answered201 });
  const list = (statuses: Xendit.components['schemas']['InvoiceStatus'][]) =>
    client.GET('/v2/invoices', { params: { query: { statuses, limit: 3 } } });
  const pending = await list(['PENDING', 'EXPIRED']);
  assert(pending.data?.length === 1 && pending.data[0]?.id === created.data?.id);
  assert((await list(['PAID', 'SETTLED'])).data?.length === 0);
}

async function finpay() {
  const { baseUrl, key } = sandbox.finpay;
  const headers = { authorization: sandbox.basic(key) };
  const client = createClient<Finpay.paths>({ baseUrl, headers, fetch: sandbox.counted });

  const header = { 'for-user-id': '1' };
  const get = (payout_id: string) =>
    client.GET('/payout/{payout_id}', { params: { path: { payout_id }, header } });
  assert((await get(await sandbox.payout('1'))).data?.status === 'ACCEPTED');
  const unknown = await get('none');
  assert(unknown.response.status === 404);
  const error = unknown.error as Finpay.components['schemas']['GetPayoutErrorResponse'];
  assert(error.error_code === 'DATA_NOT_FOUND');
}

void sandbox.run(xendit, finpay);
