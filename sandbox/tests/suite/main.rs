//! One program, so that the sandbox is linked once and not for every file. What needs a process of its own, or time that
//! nothing disturbs, stands beside this folder.

#[path = "../common/mod.rs"]
mod common;
#[path = "../merchant/mod.rs"]
mod merchant;

mod answers;
mod balances;
mod batch_disbursements;
mod cardless_credit;
mod cards;
mod contract;
mod controls;
mod disbursements;
mod drift;
mod errors;
mod ewallets;
mod idempotency;
mod invoices;
mod keys;
mod lenient;
mod limits;
mod money;
mod overlay;
mod paths;
mod payout_links;
mod payouts;
mod recurring_payments;
mod refusals;
mod reported;
mod retail_outlets;
mod server;
mod shop;
mod statuses;
mod virtual_accounts;
