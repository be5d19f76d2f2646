//! `cargo +nightly fuzz run callback`: no body makes a receiver panic, and nobody is believed
//! without a token.
#![no_main]

use bayar::xendit::callback::{
    Callback, HEADER, InvoiceCallback, LinkajaPaymentCallback, Payload, Receiver,
    decode_unverified,
};
use http::{HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;

// Longer than what the fuzzer finds by chance, and not that of the documents' examples, which
// make a good corpus: src/xendit/callback/examples.
const TOKEN: &str = "sTGqQEGAD9OCkMZxaNgTrh3oPbLyw8Ye2VvRfUu0dJk5iX7n6zHmWc1jBt4F";

fuzz_target!(|body: &[u8]| {
    let receiver = Receiver::new(TOKEN).expect("a token");
    let nobody = HeaderMap::new();
    let mut vendor = HeaderMap::new();
    vendor.insert(HEADER, HeaderValue::from_static(TOKEN));

    assert!(receiver.receive::<Callback>(&nobody, body).is_err());
    assert!(receiver.receive::<InvoiceCallback>(&nobody, body).is_err());
    let _ = receiver.receive::<InvoiceCallback>(&vendor, body);
    let _ = receiver.receive::<LinkajaPaymentCallback>(&vendor, body);
    let Ok(callback) = decode_unverified::<Callback>(body) else {
        return;
    };
    let _ = format!("{callback:?} {:?}", callback.deduplication_key());
    // What was read is written as something that is read as the same.
    let written = serde_json::to_vec(&callback).expect("a callback is JSON");
    let again = decode_unverified::<Callback>(&written).expect("what we write we read");
    assert_eq!(written, serde_json::to_vec(&again).expect("a callback is JSON"));
});
