//! What a body may be before anything of it is read.

use super::CallbackError;

/// Levels of objects and lists. The documents need three.
pub(super) const MAX_DEPTH: usize = 32;

/// Bytes of a body whose token stands in the body, so that it is read before anybody is known to
/// have sent it. The documented ones are below 2,000.
pub(super) const MAX_UNVERIFIED: usize = 256 * 1024;

/// Bytes of a body that came with the right header, unless set otherwise: a batch of some
/// thousand disbursements.
pub(super) const MAX_VERIFIED: usize = 4 * 1024 * 1024;

pub(super) fn check(body: &[u8], limit: usize) -> Result<(), CallbackError> {
    if body.len() > limit {
        return Err(CallbackError::too_large(limit));
    }
    // Counting is many times faster than following the texts, and settles all that is genuine
    // but long lists.
    let opened = body
        .iter()
        .filter(|byte| matches!(byte, b'{' | b'['))
        .count();
    if opened > MAX_DEPTH && depth(body) > MAX_DEPTH {
        return Err(CallbackError::too_deep());
    }
    Ok(())
}

/// How deep objects and lists are nested; brackets inside texts do not count.
fn depth(body: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut bytes = body.iter();
    let mut in_text = false;
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => in_text = !in_text,
            b'\\' if in_text => {
                bytes.next();
            }
            b'{' | b'[' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
