//! Each spec becomes Rust in `OUT_DIR`, as overlays changed it; or, without the generator, `src/generated` has it.
#![forbid(unsafe_code)]

use std::process;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=BAYAR_OVERLAY");
    match folder() {
        Ok(folder) => println!("cargo::rustc-env=BAYAR_GENERATED={folder}"),
        Err(error) => {
            eprintln!("{error}");
            process::exit(1)
        }
    }
}

/// Where the files are that `src/` includes.
#[cfg(not(feature = "codegen"))]
fn folder() -> Result<String, String> {
    match std::env::var_os("BAYAR_OVERLAY") {
        Some(files) if !files.is_empty() => Err(
            "error: BAYAR_OVERLAY is set, and this build of bayar has no generator that could apply it\n  \
             = help: switch on the feature `codegen` of bayar, which is a default one, or unset BAYAR_OVERLAY"
                .to_owned(),
        ),
        _ => Ok(format!("{}/src/generated", env!("CARGO_MANIFEST_DIR"))),
    }
}

#[cfg(feature = "codegen")]
use generator::folder;

#[cfg(feature = "codegen")]
mod generator {
    use std::path::{Path, PathBuf};
    use std::{env, fs, io};

    use bayar_codegen::{
        Changes, Client, FILES, Generated, Overlay, files, generate, generate_changed, sources,
    };

    type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

    /// Where the files are that `src/` includes: made now.
    pub(crate) fn folder() -> Result<String> {
        let out = env::var("OUT_DIR")?;
        let overlays = overlays()?;
        let sources = sources(bayar_spec::XENDIT, bayar_spec::FINPAY);
        let modules = if overlays.is_empty() {
            generate(&sources)?
        } else {
            let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
            let generated =
                FILES.map(|name| fs::read_to_string(source.join("generated").join(name)));
            let generated = generated.into_iter().collect::<io::Result<Vec<_>>>()?;
            let mut written = Vec::new();
            read(&source, &mut written)?;
            let changes = Changes {
                overlays: &overlays,
                client: Client {
                    written: &written,
                    generated: &generated,
                },
            };
            generate_changed(&sources, &changes)?
        };
        for note in modules.iter().flat_map(Generated::notes) {
            println!("cargo::warning={note}");
        }
        for (name, text) in files(&modules, &overlays) {
            fs::write(Path::new(&out).join(name), text)?;
        }
        Ok(out)
    }

    /// The files of `BAYAR_OVERLAY`, a list as `PATH` is one. Those without a folder are beside the first.
    fn overlays() -> Result<Vec<Overlay>> {
        let list = env::var_os("BAYAR_OVERLAY").unwrap_or_default();
        let files = env::split_paths(&list).filter(|file| !file.as_os_str().is_empty());
        let files: Vec<PathBuf> = files.collect();
        let Some(first) = files.first() else {
            return Ok(Vec::new());
        };
        if !first.is_absolute() {
            return Err(format!(
                "error: BAYAR_OVERLAY is {}, and a build does not know what this is relative to\n  = help: write into \
                 .cargo/config.toml, under [env]: BAYAR_OVERLAY = {{ value = \"seen.overlay.yaml\", relative = true }}",
                first.display()
            )
            .into());
        }
        let folder = first.parent().unwrap_or(first);
        let open = |file: &PathBuf| {
            let file = folder.join(file);
            println!("cargo::rerun-if-changed={}", file.display());
            Ok(Overlay::open(file)?)
        };
        files.iter().map(open).collect()
    }

    /// The client's own code.
    fn read(folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() && !path.ends_with("generated") {
                read(&path, files)?;
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(fs::read_to_string(path)?);
            }
        }
        Ok(())
    }
}
