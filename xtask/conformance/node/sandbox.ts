// What the clients in TypeScript share: requests, and the sandbox at the URL that is the first argument.

import assert from 'node:assert/strict';

const [, , url = ''] = process.argv;
let calls = 0;

export const xendit = { baseUrl: url, key: 'xnd_development_typescript:' };
export const finpay = { baseUrl: `${url}/finpay`, key: 'user:password' };

export const disbursement = {
  external_id: 'shoes-1',
  amount: 17000,
  bank_code: 'BCA',
  account_holder_name: 'Bob Jones',
  account_number: '1231241231',
  description: 'Reimbursement for shoes',
};

export const invoice = {
  external_id: 'trip-1',
  amount: 230000,
  payer_email: 'payer@example.com',
  description: 'Trip to Bali',
};

export const basic = (key: string) => `Basic ${btoa(key)}`;

export const counted: typeof fetch = (input, init) => {
  calls += 1;
  return fetch(input, init);
};

/** The same answer as 201, as the vendor was seen to answer a creation. */
export const answered201: typeof fetch = async (input, init) => {
  const { body, headers, ok } = await counted(input, init);
  assert(ok);
  return new Response(body, { status: 201, headers });
};

/** The id of a new payout of Finpay's, which no operation of the API makes. */
export async function payout(subAccount: string): Promise<string> {
  const headers = { authorization: basic(finpay.key), 'for-user-id': subAccount };
  const init = { method: 'POST', headers, body: JSON.stringify({ amount: 10000 }) };
  const { id } = (await (await fetch(`${url}/_sandbox/payouts`, init)).json()) as { id: string };
  return id;
}

/** Prints how many calls the clients made. */
export async function run(...clients: (() => Promise<void>)[]): Promise<void> {
  for (const client of clients) await client();
  console.log(`${calls} calls`);
}
