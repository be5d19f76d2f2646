//! New ids in the shape of a documented one.

/// Where the hyphens of a UUID stand.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

/// An id that was not given before, of the same shape: a UUID, or hexadecimal digits, after the same prefix if any.
pub(crate) fn fresh_like(example: &str) -> String {
    if is_uuid(example) {
        return fresh_uuid();
    }
    let random = example
        .rfind(|letter: char| !letter.is_ascii_hexdigit())
        .map_or(0, |last| last + 1);
    let (prefix, digits) = match example.split_at_checked(random) {
        Some((prefix, digits)) if digits.len() >= 8 => (prefix, digits.len()),
        _ => ("", 24),
    };
    format!("{prefix}{}", hex(digits))
}

/// A random UUID, version 4.
pub(crate) fn fresh_uuid() -> String {
    let variant = ['8', '9', 'a', 'b'][fastrand::usize(..4)];
    format!(
        "{}-{}-4{}-{variant}{}-{}",
        hex(8),
        hex(4),
        hex(3),
        hex(3),
        hex(12)
    )
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(index, letter)| {
            if HYPHENS.contains(&index) {
                letter == '-'
            } else {
                letter.is_ascii_hexdigit()
            }
        })
}

fn hex(digits: usize) -> String {
    std::iter::repeat_with(|| fastrand::digit(16))
        .take(digits)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_kept() {
        let object_id = fresh_like("579c8d61f23fa4ca35e52da4");
        assert_eq!(object_id.len(), 24);
        assert!(object_id.chars().all(|letter| letter.is_ascii_hexdigit()));
        assert!(is_uuid(&fresh_like("67f1b30c-0262-4955-8777-95aa0478c2fc")));
        let prefixed = fresh_like("disb-571f3644d2b4edf0745e9703");
        assert!(
            prefixed.starts_with("disb-") && prefixed.len() == 29,
            "{prefixed}"
        );
        assert_eq!(fresh_like("é").len(), 24);
        assert_ne!(fresh_like(&object_id), object_id);
    }
}
