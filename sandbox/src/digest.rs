//! Texts that stand for others and give none of them away.

use sha2::{Digest, Sha256};

/// 24 hexadecimal digits; other parts have others.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    let mut text = format!("{:x}", hash.finalize());
    text.truncate(24);
    text
}
