//! Retail outlets: fixed payment codes.

use crate::products::Product;

pub(crate) const PRODUCT: Product = Product {
    handlers: &[],
    actions: &[],
    codes: &[],
    due: &[],
};
