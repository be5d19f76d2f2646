//! Clients and models that generators of other languages make of both specs: they call the sandbox.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{Bench, Verdict};

const CALLS: &str = "clients of both specs: money-out, filtered list, error, 201";
const MODELS: &str = "models of both specs read what is answered and called back";

type Judge = fn(&Bench) -> Result<String>;

pub fn run(bench: &Bench) -> Vec<Verdict> {
    let generators: [(_, _, Judge); 4] = [
        ("openapi-typescript", CALLS, openapi_typescript),
        ("@hey-api/openapi-ts", CALLS, hey_api),
        ("openapi-python-client", CALLS, openapi_python_client),
        ("datamodel-code-generator", MODELS, datamodel_code_generator),
    ];
    let verdicts = generators.map(|(tool, ran, judge)| {
        println!("== {tool}");
        let version = bench.tools.version(tool);
        let verdict = version.and_then(|version| {
            Ok(Verdict {
                tool,
                version,
                ran,
                count: judge(bench)?,
                failures: 0,
                explanation: String::new(),
            })
        });
        Verdict::of(tool, ran, verdict)
    });
    verdicts.into()
}

fn openapi_typescript(bench: &Bench) -> Result<String> {
    let program = bench.tools.npm("openapi-typescript");
    let options =
        "--default-non-nullable=false ../../../spec/NAME.yaml -o openapi-typescript/NAME.ts";
    generate(bench, &program, options)?;
    typescript(bench, "openapi_typescript")
}

fn hey_api(bench: &Bench) -> Result<String> {
    generate(
        bench,
        &bench.tools.npm("openapi-ts"),
        "-i ../../../spec/NAME.yaml -o hey-api/NAME",
    )?;
    typescript(bench, "hey_api")
}

fn openapi_python_client(bench: &Bench) -> Result<String> {
    let options = "generate --fail-on-warning --overwrite --meta none \
                   --config ../../../xtask/conformance/python/openapi_python_client.yaml \
                   --url URL --output-path NAME_client";
    python(bench, "openapi-python-client", options)
}

fn datamodel_code_generator(bench: &Bench) -> Result<String> {
    let options = "--url URL --allow-private-network --input-file-type openapi --output NAME_models.py \
                   --output-model-type pydantic_v2.BaseModel --formatters builtin";
    python(bench, "datamodel-codegen", options)
}

/// Runs a generator once for each spec, with its name for NAME.
fn generate(bench: &Bench, program: &Command, options: &str) -> Result<()> {
    for name in ["xendit", "finpay"] {
        let options = options.replace("NAME", name);
        let mut generator = Command::new(program.get_program());
        generator.args(options.split_whitespace());
        output(generator.current_dir(folder(bench)?))?;
    }
    Ok(())
}

fn typescript(bench: &Bench, script: &str) -> Result<String> {
    let folder = folder(bench)?;
    for name in [script, "sandbox"] {
        let file = format!("{name}.ts");
        fs::copy(bench.own("node").join(&file), folder.join(&file))?;
    }
    let strict = ["--strict", "--noUncheckedIndexedAccess"];
    let kind = ["--target", "es2022", "--module", "nodenext"];
    let mut tsc = bench.tools.npm("tsc");
    tsc.args(strict).args(kind).args(["--outDir", "js"]);
    output(tsc.arg(format!("{script}.ts")).current_dir(&folder))?;
    let mut node = bench.node(&folder.join("js").join(format!("{script}.js")));
    let sandbox = bench.sandbox(script, &[])?;
    output(node.arg(&sandbox.url))
}

/// Generates from what the sandbox serves for URL, with open enums: what these generators make refuses a value that is not
/// listed. Runs the script of the same name.
fn python(bench: &Bench, generator: &str, options: &str) -> Result<String> {
    let script = match generator {
        "datamodel-codegen" => "datamodel_code_generator".to_owned(),
        _ => generator.replace('-', "_"),
    };
    let sandbox = bench.sandbox(&script, &[])?;
    let url = format!(
        "{}/_sandbox/openapi.json?enums=open&provider=NAME",
        sandbox.url
    );
    generate(
        bench,
        &bench.tools.python(generator),
        &options.replace("URL", &url),
    )?;
    let mut python = bench.tools.python("python");
    python
        .arg(bench.own("python").join(format!("{script}.py")))
        .args([bench.root.join("spec").as_os_str(), sandbox.url.as_ref()])
        .env("PYTHONPATH", folder(bench)?)
        .env("PYTHONDONTWRITEBYTECODE", "1");
    output(&mut python)
}

fn folder(bench: &Bench) -> Result<PathBuf> {
    let folder = bench.tools.folder().join("generated");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// What a command prints, without what it says on stderr; if it fails, both are the error.
fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("{command:?} cannot be started"))?;
    let text = |bytes| String::from_utf8_lossy(bytes).trim().to_owned();
    let (said, errors) = (text(&output.stdout), text(&output.stderr));
    ensure!(output.status.success(), "{command:?}\n{said}\n{errors}");
    Ok(said)
}
