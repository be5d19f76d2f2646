// Every method of xendit-node 1.x that the documents cover, in an order in which each finds what it needs.

'use strict';

const Xendit = require('xendit-node');

const BASE = process.env.BASE_URL;
const ACCOUNT = 'development_xendit_node';
const PATIENCE = 10_000;
const called = new Set();

/** Methods for which the documents have no operation. */
const NOT_DOCUMENTED = new Set([
  'Card.createPromotion',
  'EWallet.createEWalletCharge',
  'EWallet.getEWalletChargeStatus',
  'EWallet.voidEWalletCharge',
  'EWallet.initializeTokenization',
  'EWallet.unlinkTokenization',
  'EWallet.createPaymentMethod',
  'EWallet.getPaymentMethodsByCustomerID',
  'RetailOutlet.getPaymentsByFixedPaymentCodeId',
  'RetailOutlet.simulatePayment',
]);

const DOCUMENTED_SERVICES = [
  'Balance',
  'Card',
  'Disbursement',
  'EWallet',
  'Invoice',
  'Payout',
  'RecurringPayment',
  'RetailOutlet',
  'VirtualAcc',
];

/** Calls a method as a user does; what the SDK itself fails is reported and stops nothing. */
async function call(service, method, data) {
  const name = `${service}.${method}`;
  called.add(name);
  const xendit = new Xendit({ secretKey: `xnd_${ACCOUNT}`, xenditURL: `${BASE}/${name}` });
  try {
    return await soon(new xendit[service]({})[method](data));
  } catch (error) {
    report(name, error.message || JSON.stringify(error));
    return {};
  }
}

/** xendit-node never settles when a 2xx answer is not JSON. */
function soon(promise) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('no answer')), PATIENCE).unref();
  });
  return Promise.race([promise, late]);
}

function report(method, error) {
  console.log(JSON.stringify({ method, error }));
}

/** What stands for the customer's browser or for the payer: no part of the SDK. */
async function prepare(label, path, body, key = `xnd_${ACCOUNT}`) {
  const response = await fetch(`${BASE}/_${label}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** A card token whose cardholder has passed the bank's page. */
async function token() {
  const card = { account_number: '4000000000000002', exp_month: '12', exp_year: '2030', cvn: '123' };
  const body = { is_single_use: true, card_data: card, should_authenticate: true, amount: '50000' };
  const created = await prepare('token', '/v2/credit_card_tokens', body, `xnd_public_${ACCOUNT}`);
  await prepare('cardholder', `/_sandbox/resources/${created.id}/verify`, {});
  return { tokenID: created.id, authID: created.authentication_id };
}

let counter = 0;
const unique = (name) => `${name}-${(counter += 1)}`;

async function balance() {
  await call('Balance', 'getBalance');
  for (const accountType of ['CASH', 'HOLDING', 'TAX']) await call('Balance', 'getBalance', { accountType });
}

async function cards() {
  const charge = async (method) =>
    call('Card', method, { ...(await token()), externalID: unique('card'), amount: 50000, cardCVN: '123' });
  const paid = await charge('createCharge');
  await call('Card', 'getCharge', { chargeID: paid.id });
  await call('Card', 'createRefund', {
    chargeID: paid.id,
    amount: 10000,
    externalID: unique('refund'),
    xIdempotencyKey: unique('key'),
  });
  const captured = await charge('createAuthorization');
  await call('Card', 'captureCharge', { chargeID: captured.id, amount: 30000 });
  const reversed = await charge('createAuthorization');
  await call('Card', 'reverseAuthorization', { chargeID: reversed.id, externalID: unique('reversal') });
}

async function disbursements() {
  const disbursement = () => ({
    externalID: unique('disbursement'),
    bankCode: 'BCA',
    accountHolderName: 'Bob Jones',
    accountNumber: '1231241231',
    description: 'Reimbursement for shoes',
    amount: 17000,
  });
  await call('Disbursement', 'getBanks');
  const created = await call('Disbursement', 'create', { ...disbursement(), xIdempotencyKey: unique('key') });
  await call('Disbursement', 'getByID', { disbursementID: created.id });
  await call('Disbursement', 'getByExtID', { externalID: created.external_id });
  await call('Disbursement', 'createBatch', {
    reference: unique('batch'),
    disbursements: [disbursement(), { ...disbursement(), emailTo: ['bob@example.com'], emailCC: [] }],
    xIdempotencyKey: unique('key'),
  });
}

async function ewallets() {
  const urls = { callbackURL: 'https://shop.example.com/callback', redirectURL: 'https://shop.example.com/' };
  const items = [{ id: '1', name: 'Phone case', price: 300000, quantity: 1 }];
  for (const payment of [
    { ewalletType: 'OVO', amount: 8888, phone: '08123123123' },
    { ewalletType: 'DANA', amount: 1001, ...urls },
    { ewalletType: 'LINKAJA', amount: 300000, phone: '081245671234', items, ...urls },
  ]) {
    const externalID = unique('wallet');
    await call('EWallet', 'createPayment', { ...payment, externalID });
    await call('EWallet', 'getPayment', { externalID, ewalletType: payment.ewalletType });
  }
}

async function invoices() {
  const create = () =>
    call('Invoice', 'createInvoice', {
      externalID: unique('invoice'),
      payerEmail: 'payer@example.com',
      description: 'Trip to Bali',
      amount: 230000,
      shouldSendEmail: false,
      invoiceDuration: 3600,
      successRedirectURL: 'https://shop.example.com/paid',
      failureRedirectURL: 'https://shop.example.com/failed',
      paymentMethods: ['BCA', 'OVO'],
      currency: 'IDR',
    });
  const invoice = await create();
  await call('Invoice', 'getInvoice', { invoiceID: invoice.id });
  await create();
  await call('Invoice', 'expireInvoice', { invoiceID: invoice.id });
  await call('Invoice', 'getAllInvoices');
  await call('Invoice', 'getAllInvoices', {
    statuses: ['PENDING', 'EXPIRED'],
    clientTypes: ['API_GATEWAY'],
    limit: 3,
    createdAfter: new Date(Date.now() - 86_400_000),
    createdBefore: new Date(Date.now() + 86_400_000),
  });
}

async function payouts() {
  const data = () => ({ externalID: unique('payout'), amount: 23000, email: 'demo@example.com' });
  const payout = await call('Payout', 'createPayout', data());
  await call('Payout', 'getPayout', { id: payout.id });
  await call('Payout', 'voidPayout', { id: payout.id });
}

async function recurringPayments() {
  const { id } = await call('RecurringPayment', 'createPayment', {
    externalID: unique('recurring'),
    payerEmail: 'payer@example.com',
    interval: 'MONTH',
    intervalCount: 1,
    description: 'Monthly room cleaning service',
    amount: 125000,
    totalRecurrence: 3,
    missedPaymentAction: 'IGNORE',
    shouldSendEmail: true,
    invoiceDuration: 86400,
  });
  await call('RecurringPayment', 'getPayment', { id });
  await call('RecurringPayment', 'editPayment', { id, amount: 150000, interval: 'WEEK', intervalCount: 2 });
  await call('RecurringPayment', 'pausePayment', { id });
  await call('RecurringPayment', 'resumePayment', { id });
  await call('RecurringPayment', 'stopPayment', { id });
}

async function retailOutlets() {
  const { id } = await call('RetailOutlet', 'createFixedPaymentCode', {
    externalID: unique('code'),
    retailOutletName: 'ALFAMART',
    name: 'Rika Sutanto',
    expectedAmt: 10000,
  });
  await call('RetailOutlet', 'getFixedPaymentCode', { id });
  await call('RetailOutlet', 'updateFixedPaymentCode', { id, name: 'Joe Contini', expectedAmt: 20000 });
}

async function virtualAccounts() {
  await call('VirtualAcc', 'getVABanks');
  const account = await call('VirtualAcc', 'createFixedVA', {
    externalID: unique('va'),
    bankCode: 'BNI',
    name: 'Rika Sutanto',
    isClosed: true,
    expectedAmt: 5000,
    expirationDate: new Date(Date.now() + 86_400_000),
  });
  await call('VirtualAcc', 'getFixedVA', { id: account.id });
  await call('VirtualAcc', 'updateFixedVA', { id: account.id, expectedAmt: 6000 });
  await call('VirtualAcc', 'getVAPayment', { paymentID: await payment(account) });
}

/** The payer transfers money: a control of the sandbox, no part of the API. */
async function payment(account) {
  return (await prepare('payer', `/_sandbox/resources/${account.id}/pay`, {})).payment_id;
}

function everyMethodWasCalled() {
  const xendit = new Xendit({ secretKey: 'xnd_development_' });
  for (const service of DOCUMENTED_SERVICES) {
    for (const [name, value] of Object.entries(xendit[service].prototype)) {
      const method = `${service}.${name}`;
      const known = called.has(method) || NOT_DOCUMENTED.has(method);
      if (typeof value === 'function' && !known) report(method, 'was not called');
    }
  }
}

async function main() {
  await balance();
  await cards();
  await disbursements();
  await ewallets();
  await invoices();
  await payouts();
  await recurringPayments();
  await retailOutlets();
  await virtualAccounts();
  everyMethodWasCalled();
}

main();
