//! Compressed files and bodies.

use std::borrow::Cow;
use std::io::{self, BufReader, Cursor, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use crate::exchange::InputError;

/// More than tells the format of a file.
const HEAD: u64 = 64;

/// Nothing is checked of a body that unpacks to more than this: nobody sends such a body on purpose.
const LARGEST_BODY: u64 = 64 * 1024 * 1024;

const BROTLI_BUFFER: usize = 4096;

const GZIP: &[u8] = b"\x1f\x8b";

/// What a file is that is not read, by its first bytes.
const UNREAD: &[(&[u8], &str)] = &[
    (b"\xff\xfe\0\0", "UTF-32: write it as UTF-8"),
    (b"\xff\xfe", "UTF-16: write it as UTF-8"),
    (b"\xfe\xff", "UTF-16: write it as UTF-8"),
    (b"PK\x03\x04", "a zip archive: unpack it first"),
    (b"PK\x05\x06", "a zip archive: unpack it first"),
    (b"\xfd7zXZ\0", "compressed by xz: unpack it first"),
    (b"BZh", "compressed by bzip2: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"),
    (b"\x04\x22\x4d\x18", "compressed by lz4: unpack it first"),
    (b"SQLite format 3\0", "an SQLite database"),
];

/// An input without its compression, which its first bytes tell.
pub(crate) fn decompressed<'r>(input: impl Read + 'r) -> Result<Box<dyn Read + 'r>, InputError> {
    let (head, input) = with_head(input)?;
    let input: Box<dyn Read + 'r> = if head.starts_with(GZIP) {
        Box::new(MultiGzDecoder::new(input))
    } else if is_zstd(&head) {
        Box::new(Zstd::new(input))
    } else {
        Box::new(input)
    };
    let (head, input) = with_head(input)?;
    let begins = |byte: u8| matches!(byte, b'{' | b'[' | b' ' | b'\t' | b'\r' | b'\n');
    let wide = match head[..] {
        [0, 0, 0, first, ..] | [first, 0, 0, 0, ..] if begins(first) => Some(32),
        [0, first, ..] | [first, 0, ..] if begins(first) => Some(16),
        _ => None,
    };
    if let Some(bits) = wide {
        let what = format!("it is UTF-{bits}: write it as UTF-8");
        return Err(InputError::Format(what));
    }
    match UNREAD.iter().find(|(start, _)| head.starts_with(start)) {
        Some((_, what)) => Err(InputError::Format(format!("it is {what}"))),
        None => Ok(Box::new(input)),
    }
}

/// The first bytes of an input, and the whole of it.
fn with_head<R: Read>(mut input: R) -> io::Result<(Vec<u8>, impl Read + use<R>)> {
    let mut head = Vec::new();
    input.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(input)))
}

/// Whether it begins with a frame of zstd, or with one to skip.
fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(b"\x28\xb5\x2f\xfd") || matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// Every frame of zstd, one after the other.
struct Zstd<R: Read> {
    input: BufReader<R>,
    decoder: FrameDecoder,
}

impl<R: Read> Zstd<R> {
    fn new(input: R) -> Zstd<R> {
        Zstd {
            input: BufReader::new(input),
            decoder: FrameDecoder::new(),
        }
    }

    /// Begins the next frame, if there is one.
    fn next(&mut self) -> io::Result<bool> {
        let mut first = Vec::new();
        if self.input.by_ref().take(1).read_to_end(&mut first)? == 0 {
            return Ok(false);
        }
        match self.decoder.reset(first.chain(&mut self.input)) {
            Ok(()) => {}
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                let mut skipped = self.input.by_ref().take(length.into());
                io::copy(&mut skipped, &mut io::sink())?;
            }
            Err(error) => return Err(io::Error::other(error)),
        }
        Ok(true)
    }
}

impl<R: Read> Read for Zstd<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.decoder.read(out)?;
            if length > 0 || out.is_empty() {
                return Ok(length);
            }
            if !self.decoder.is_finished() {
                let block = BlockDecodingStrategy::UptoBlocks(1);
                let decoded = self.decoder.decode_blocks(&mut self.input, block);
                decoded.map_err(io::Error::other)?;
            } else if self.decoder.can_collect() == 0 && !self.next()? {
                return Ok(0);
            }
        }
    }
}

/// A body without its content codings, the last of which is undone first. One that is not encoded, as in most
/// recordings, stays as it is. Nothing where a coding is not known, does not fit, or unpacks to too much.
pub(crate) fn decoded<'a>(mut body: Cow<'a, [u8]>, codings: &str) -> Option<Cow<'a, [u8]>> {
    for coding in codings.rsplit(',').map(str::trim) {
        if coding.is_empty() || coding.eq_ignore_ascii_case("identity") {
            continue;
        }
        body = if body.starts_with(GZIP) {
            unpack(MultiGzDecoder::new(&*body))?
        } else if is_zstd(&body) {
            unpack(Zstd::new(&*body))?
        } else if std::str::from_utf8(&body).is_ok() {
            return Some(body);
        } else if coding.eq_ignore_ascii_case("br") {
            let buffer = BROTLI_BUFFER;
            unpack(brotli_decompressor::Decompressor::new(&*body, buffer))?
        } else if coding.eq_ignore_ascii_case("deflate") {
            let raw = || unpack(DeflateDecoder::new(&*body));
            unpack(ZlibDecoder::new(&*body)).or_else(raw)?
        } else {
            return None;
        };
    }
    Some(body)
}

fn unpack(packed: impl Read) -> Option<Cow<'static, [u8]>> {
    let mut body = Vec::new();
    packed.take(LARGEST_BODY + 1).read_to_end(&mut body).ok()?;
    let fits = body.len() as u64 <= LARGEST_BODY;
    fits.then_some(Cow::Owned(body))
}
