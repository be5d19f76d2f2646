//! What a drifting sandbox showed, typed by the overlay that was proposed for it: `drift/tests/programs/the_loop.rs`.

use bayar::ErrorCode;
use bayar::xendit::types::{Invoice, InvoiceStatus};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let invoice = Invoice::default();
    let field: &Option<String> = &invoice.undocumented_field;
    let value = InvoiceStatus::UndocumentedValue;
    let code = ErrorCode::UndocumentedError;
    println!("{field:?} {value} {code}");
    // What the program knew before it still knows.
    println!("{:?} {}", invoice.channel_hint, InvoiceStatus::Refunded);
    Ok(())
}
