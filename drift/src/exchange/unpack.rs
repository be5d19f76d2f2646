//! Compressed files and bodies.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

/// More than any field that tells the format of a file.
const HEAD: u64 = 4096;

/// A body that unpacks to more than this is kept packed: nobody sends such a body on purpose.
const LARGEST_BODY: u64 = 64 * 1024 * 1024;

const BROTLI_BUFFER: usize = 4096;

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// The first bytes of an input, and the whole of it.
pub(crate) fn with_head<R: Read>(mut input: R) -> io::Result<(Vec<u8>, impl Read + use<R>)> {
    let mut head = Vec::new();
    input.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(input)))
}

/// An input without its compression, which its first bytes tell.
pub(crate) fn decompressed<'r>(input: impl Read + 'r) -> io::Result<Box<dyn Read + 'r>> {
    let (head, input) = with_head(input)?;
    if head.starts_with(GZIP) {
        return Ok(Box::new(MultiGzDecoder::new(input)));
    }
    if head.starts_with(ZSTD) {
        return Ok(Box::new(
            StreamingDecoder::new(input).map_err(io::Error::other)?,
        ));
    }
    Ok(Box::new(input))
}

/// A body without its content encoding. One that is not encoded, as in most recordings, stays as it is; nothing is
/// known of one whose encoding is not known.
pub(crate) fn decoded<'a>(body: Cow<'a, [u8]>, encoding: Option<&str>) -> Option<Cow<'a, [u8]>> {
    let Some(encoding) = encoding else {
        return Some(body);
    };
    if body.starts_with(GZIP) {
        return unpack(MultiGzDecoder::new(&*body));
    }
    if body.starts_with(ZSTD) {
        return unpack(StreamingDecoder::new(&*body).ok()?);
    }
    if std::str::from_utf8(&body).is_ok() {
        return Some(body);
    }
    if encoding.eq_ignore_ascii_case("br") {
        return unpack(brotli_decompressor::Decompressor::new(
            &*body,
            BROTLI_BUFFER,
        ));
    }
    if encoding.eq_ignore_ascii_case("deflate") {
        return unpack(ZlibDecoder::new(&*body)).or_else(|| unpack(DeflateDecoder::new(&*body)));
    }
    None
}

fn unpack(packed: impl Read) -> Option<Cow<'static, [u8]>> {
    let mut body = Vec::new();
    packed.take(LARGEST_BODY).read_to_end(&mut body).ok()?;
    Some(Cow::Owned(body))
}
