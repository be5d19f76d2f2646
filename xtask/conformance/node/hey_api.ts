// A comparison with a text that the type does not have is an error of tsc's.

import assert from 'node:assert/strict';
import * as Finpay from './hey-api/finpay';
import { client as finpayClient } from './hey-api/finpay/client.gen';
import * as Xendit from './hey-api/xendit';
import { client as xenditClient } from './hey-api/xendit/client.gen';
import * as sandbox from './sandbox';

async function xendit() {
  const { baseUrl, key } = sandbox.xendit;
  xenditClient.setConfig({ baseUrl, auth: key, fetch: sandbox.counted });

  const headers = { 'X-IDEMPOTENCY-KEY': 'key-1' };
  const body = sandbox.disbursement;
  const sent = await Xendit.createDisbursement({ headers, body });
  assert(sent.data?.status === 'PENDING');
  const again = await Xendit.createDisbursement({ headers, body, fetch: sandbox.answered201 });
  assert(again.response?.status === 201 && again.data?.id === sent.data.id);

  const refused = await Xendit.createDisbursement({ headers, body: { ...body, amount: 18000 } });
  assert(refused.response?.status === 400);
  const error = refused.error as Xendit.CreateDisbursementErrors[400];
  assert(error.error_code === 'DUPLICATE_TRANSACTION_ERROR');

  const created = await Xendit.createInvoice({ body: sandbox.invoice, fetch: sandbox.answered201 });
  const list = (statuses: Xendit.InvoiceStatus[]) => Xendit.listInvoices({ query: { statuses, limit: 3 } });
  const pending = await list(['PENDING', 'EXPIRED']);
  assert(pending.data?.length === 1 && pending.data[0]?.id === created.data?.id);
  assert((await list(['PAID', 'SETTLED'])).data?.length === 0);
}

async function finpay() {
  const { baseUrl, key } = sandbox.finpay;
  finpayClient.setConfig({ baseUrl, auth: key, fetch: sandbox.counted });

  const headers = { 'for-user-id': '1' };
  const get = (payout_id: string) => Finpay.getPayout({ path: { payout_id }, headers });
  assert((await get(await sandbox.payout('1'))).data?.status === 'ACCEPTED');
  const unknown = await get('none');
  assert(unknown.response?.status === 404);
  const error = unknown.error as Finpay.GetPayoutErrors[404];
  assert(error.error_code === 'DATA_NOT_FOUND');
}

void sandbox.run(xendit, finpay);
