//! E-wallets.

use crate::products::Product;

pub(crate) const PRODUCT: Product = Product {
    handlers: &[],
    actions: &[],
    codes: &[],
    due: &[],
};
