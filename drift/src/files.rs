//! Files of the programs: read as they come, and made so that their owner alone can read them.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use anyhow::{Context, Result};

use crate::proxy::Output;

/// A file that is added to.
///
/// # Errors
/// If it cannot be opened.
pub fn append_to(file: &Path) -> Result<Output> {
    let open = private().append(true).open(file);
    let open = open.with_context(|| file.display().to_string())?;
    Ok(Box::new(BufWriter::new(open)))
}

/// A file to be read, and its length; `-` is the standard input, of which no length is known.
///
/// # Errors
/// If it cannot be opened.
pub fn open(file: &Path) -> io::Result<(Box<dyn Read + Send>, Option<u64>)> {
    if file == Path::new("-") {
        return Ok((Box::new(io::stdin()), None));
    }
    let input = File::open(file)?;
    let length = input.metadata()?.len();
    Ok((Box::new(input), Some(length)))
}

/// Replaces a file as a whole, or not at all.
///
/// # Errors
/// If it cannot be written.
pub fn replace(file: &Path, text: &str) -> io::Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = file.with_file_name(name);
    let mut out = private().write(true).truncate(true).open(&new)?;
    if let Ok(former) = file.metadata() {
        out.set_permissions(former.permissions())?;
    }
    out.write_all(text.as_bytes())?;
    std::fs::rename(new, file)
}

/// Makes files that their owner alone can read; what is there already keeps its mode.
fn private() -> std::fs::OpenOptions {
    let mut options = File::options();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_its_owners_alone_and_what_is_there_keeps_its_mode() {
        use std::fs::{self, Permissions};
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        for name in ["old.ndjson", "old.yaml"] {
            fs::write(file(name), "").unwrap();
            fs::set_permissions(file(name), Permissions::from_mode(0o644)).unwrap();
        }
        for (record, baseline, expected) in [
            ("new.ndjson", "new.yaml", 0o600),
            ("old.ndjson", "old.yaml", 0o644),
        ] {
            drop(append_to(&file(record)).unwrap());
            replace(&file(baseline), "[]").unwrap();
            for name in [record, baseline] {
                let mode = fs::metadata(file(name)).unwrap().permissions().mode();
                assert_eq!(mode & 0o777, expected, "{name}");
            }
        }
    }
}
