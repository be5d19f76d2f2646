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

/// Of the bytes that are allowed, a body has at most one value in so many. The documented ones
/// need twice as many for each.
const BYTES_PER_VALUE: usize = 16;

/// The same for objects and lists: `{}` is two bytes, and some hundred once it is read.
const BYTES_PER_OBJECT: usize = 128;

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
    if opened <= MAX_DEPTH && body.len() <= limit / BYTES_PER_VALUE {
        return Ok(());
    }
    let shape = Shape::of(body);
    if shape.depth > MAX_DEPTH {
        return Err(CallbackError::too_deep());
    }
    if shape.values > limit / BYTES_PER_VALUE || shape.objects > limit / BYTES_PER_OBJECT {
        return Err(CallbackError::too_many());
    }
    Ok(())
}

/// What reading a body would take. Nothing inside texts counts.
#[derive(Default)]
struct Shape {
    /// Levels of objects and lists.
    depth: usize,
    /// Objects and lists.
    objects: usize,
    /// Values of any kind; objects and lists too, empty ones twice.
    values: usize,
}

impl Shape {
    fn of(body: &[u8]) -> Self {
        let (mut shape, mut depth) = (Self::default(), 0_usize);
        let mut bytes = body.iter();
        let mut in_text = false;
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' => in_text = !in_text,
                b'\\' if in_text => {
                    bytes.next();
                }
                _ if in_text => {}
                b'{' | b'[' => {
                    depth += 1;
                    shape.depth = shape.depth.max(depth);
                    shape.objects += 1;
                    shape.values += 1;
                }
                b'}' | b']' => depth = depth.saturating_sub(1),
                // One more than the last of a list, which its bracket stands for.
                b',' => shape.values += 1,
                _ => {}
            }
        }
        shape
    }
}
