//! What overlays make of the client: typed and documented, or an error at the line of the action.

use std::path::Path;
use std::{fs, io};

use bayar_codegen::{
    Changes, Client, Error, FILES, Generated, Overlay, files, generate_changed, sources,
};

/// The client's own code.
fn written(folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("generated") {
            written(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(fs::read_to_string(path)?);
        }
    }
    Ok(())
}

fn generate(actions: &str) -> Result<Vec<Generated>, Error> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    let mut files = Vec::new();
    written(&source, &mut files).unwrap();
    let generated =
        FILES.map(|name| fs::read_to_string(source.join("generated").join(name)).unwrap());
    let overlay = Overlay {
        name: "/home/me/seen.overlay.yaml".to_owned(),
        text: format!(
            "overlay: 1.0.0\ninfo: {{title: Seen, version: '1'}}\nextends: xendit.yaml\nactions:\n{actions}"
        ),
    };
    generate_changed(
        &sources(bayar_spec::XENDIT, bayar_spec::FINPAY),
        &Changes {
            overlays: &[overlay],
            client: Client {
                written: &files,
                generated: &generated,
            },
        },
    )
}

/// The generated module, without what separates its words.
fn rust(actions: &str) -> String {
    let modules = generate(actions).unwrap_or_else(|error| panic!("{error}"));
    flat(&modules[0].rust)
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn refused(actions: &str) -> String {
    match generate(actions) {
        Ok(_) => panic!("not refused:\n{actions}"),
        Err(error) => error.to_string(),
    }
}

const FIELD: &str = "  - target: $.components.schemas.Invoice.properties
    update: {channel_hint: {type: string}, fee: {type: number, format: decimal, description: What it costs.}}
";

#[test]
fn a_field_of_an_answer() {
    let rust = rust(FIELD);
    assert!(
        rust.contains("pub channel_hint: Option<String>,")
            && rust.contains("pub fee: Option<crate::Amount>,"),
        "both are typed"
    );
    assert!(rust.contains("Observed; no document names it."));
    assert!(rust.contains("What it costs."));
}

#[test]
fn a_field_of_a_request() {
    let rust = rust(
        "  - target: $.components.schemas.CreateInvoiceRequest.properties
    update: {channel_hint: {type: string, maxLength: 20}}
",
    );
    assert!(rust.contains("pub fn channel_hint(mut self, value: impl Into<String>) -> Self"));
    assert!(rust.contains("pub fn maybe_channel_hint"));
    let checked = "Field::new( \"channel_hint\", false, Kind::text(None, Some(20usize), None)";
    assert!(rust.contains(checked) || rust.contains(&checked.replace("( ", "(")));
}

#[test]
fn a_value_of_an_enum() {
    let rust = rust(
        "  - target: $.components.schemas.DisbursementStatus.enum
    update: ON_HOLD
",
    );
    assert!(
        rust.contains("\"`ON_HOLD` (observed, no document lists it)\"] OnHold = \"ON_HOLD\","),
        "it is a variant"
    );
}

const OPERATION: &str = "  - target: $.paths
    update:
      /v2/invoices/{invoice_id}/reminders:
        post:
          operationId: create_reminder
          parameters:
            - {name: invoice_id, in: path, required: true, schema: {type: string}}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/CreateReminderRequest'}}}
          responses:
            '200':
              description: The reminder.
              content: {application/json: {schema: {$ref: '#/components/schemas/Reminder'}}}
  - target: $.components.schemas
    update:
      CreateReminderRequest: {type: object, properties: {message: {type: string}}}
      Reminder: {type: object, properties: {id: {type: string}, sent_to: {type: string}}}
";

#[test]
fn an_operation() {
    let rust = rust(OPERATION);
    assert!(rust.contains(
        "pub fn create_reminder( &self, invoice_id: impl Into<String>, ) -> builder::CreateReminder"
    ));
    assert!(rust.contains("pub struct Reminder {") && rust.contains("pub fn message("));
    assert!(rust.contains("**Source:** observed"));
}

#[test]
fn a_parameter() {
    let rust = rust(
        "  - target: $.paths['/v2/invoices'].get.parameters
    update: {name: channel_hint, in: query, schema: {type: string}}
",
    );
    assert!(rust.contains("*`channel_hint` in the query* (observed)"));
    assert!(rust.contains("pub fn channel_hint(mut self, value: impl Into<String>) -> Self"));
}

#[test]
fn an_error_code() {
    let modules = generate(
        "  - target: $.paths['/v2/invoices'].post.responses
    update:
      '409':
        description: Too many at once.
        x-error-codes: [{code: TOO_MANY_INVOICES}]
        content: {application/json: {schema: {$ref: '#/components/schemas/ErrorResponse'}}}
",
    )
    .unwrap();
    let row = "| 409 | `TOO_MANY_INVOICES` |  (observed) |";
    assert!(flat(&modules[0].rust).contains(&flat(row)));
    let files = files(&modules, &[]);
    let codes = files.iter().find(|(name, _)| *name == "error_code.rs");
    let codes = flat(&codes.unwrap().1);
    let code = "\"`TOO_MANY_INVOICES` (observed)\"] TooManyInvoices = \"TOO_MANY_INVOICES\"";
    assert!(codes.contains(code), "it is a variant");
}

#[test]
fn a_limit() {
    let rust = rust(
        "  - target: $.components.schemas.CreateDisbursementRequest.properties.description
    update: {maxLength: 555}
",
    );
    assert!(rust.contains("at most 555 characters") || rust.contains("to 555 characters"));
    assert!(rust.contains("`maxLength`: observed"));
}

/// What is not always there any more can still be asked for: code that does so compiles.
#[test]
fn a_promise_that_was_not_kept() {
    let list = "$.components.schemas.Disbursement.required";
    let rust = rust(&format!(
        "  - target: {list}
    remove: true
"
    ));
    assert!(
        rust.contains("impl Disbursement { /**`user_id`, which the document promises."),
        "the method is still there"
    );
}

#[test]
fn what_the_spec_has_by_now_is_named() {
    let modules = generate(
        "  - target: $.components.schemas.InvoiceStatus.enum
    update: PAID
",
    )
    .unwrap();
    let notes: Vec<_> = modules.iter().flat_map(Generated::notes).collect();
    assert_eq!(
        notes,
        [
            "/home/me/seen.overlay.yaml:5: the action changes nothing: `$.components.schemas.InvoiceStatus.enum` says so already"
        ]
    );
}

#[test]
fn an_operation_that_only_callers_use_may_go() {
    let rust = rust("  - target: $.paths['/balance']\n    remove: true\n");
    assert!(!rust.contains("pub fn get_balance"));
}

/// Each with the line of the action and what is gone.
#[test]
fn what_the_clients_own_code_uses_stays() {
    for (actions, words) in [
        (
            "  - target: $.paths['/disbursements'].post\n    remove: true\n",
            [
                "CreateDisbursement",
                "number 1, on $.paths['/disbursements'].post",
            ],
        ),
        (
            "  - target: $.info\n    update: {x-a: 1}\n  - target: $.paths['/disbursements']\n    remove: true\n",
            [
                "CreateDisbursement",
                "number 2, on $.paths['/disbursements']",
            ],
        ),
        (
            "  - target: $.paths['/disbursements'].post\n    update: {operationId: disburse}\n",
            [
                "CreateDisbursement",
                "number 1, on $.paths['/disbursements'].post",
            ],
        ),
        (
            "  - target: $.components.schemas.Disbursement.properties.status\n    remove: true\n",
            [
                "Disbursement::status",
                "number 1, on $.components.schemas.Disbursement.properties.status",
            ],
        ),
        (
            "  - target: $.components.schemas.Disbursement.properties.id\n    update: {type: integer}\n",
            ["Disbursement::id", "number 1"],
        ),
        (
            "  - target: $.components.schemas.DisbursementStatus.enum[2]\n    remove: true\n",
            ["DisbursementStatus::Failed", "number 1"],
        ),
    ] {
        let text = refused(actions);
        assert!(text.contains("bayar's own code uses"), "{actions}\n{text}");
        assert!(
            text.contains("/home/me/seen.overlay.yaml:"),
            "{actions}\n{text}"
        );
        for word in words {
            assert!(text.contains(word), "{actions}\n{text}");
        }
    }
}

#[test]
fn what_cannot_be_generated_is_told_by_line_and_action() {
    for (actions, line, words) in [
        (
            "  - target: $.components.schemas.Invoice.properties\n    update: {kind: {type: string, enum: [A, B]}}\n",
            6,
            "an enum without a name",
        ),
        (
            "  - target: $.components.schemas.Invoice.properties\n    update: {fee: {type: number}}\n",
            6,
            "would become a float",
        ),
        (
            "  - target: $.components.schemas.Invoice.properties\n    update: {fee: {$ref: '#/components/schemas/Fee'}}\n",
            6,
            "leads nowhere",
        ),
        (
            "  - target: $.components.schemas.Bill.properties\n    update: {fee: {type: string}}\n",
            5,
            "selects nothing",
        ),
        (
            "  - target: $.components.schemas\n    update: {fee: {type: object}}\n  - target: $.components.schemas.Invoice.properties\n    update: {fee: {$ref: '#/components/schemas/fee'}}\n",
            6,
            "is no name of a type",
        ),
        (
            "  - target: $.paths\n    update: {/new: {get: {operationId: GetNew, responses: {'200': {description: ok}}}}}\n",
            6,
            "is no name of a method",
        ),
        (
            "  - target: $.paths\n    update: {/new: {post: {operationId: make_new, requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'200': {description: ok}}}}}\n",
            6,
            "the body is not a named component",
        ),
        (
            "  - target: $.components.schemas.Invoice\n    update: {x-rules: [{rule: together, fields: [a, b]}]}\n",
            6,
            "there is no such field",
        ),
    ] {
        let text = refused(actions);
        assert!(
            text.contains(&format!("seen.overlay.yaml:{line}:")),
            "{actions}\n{text}"
        );
        assert!(
            text.contains(words) && text.contains("= action: number"),
            "{actions}\n{text}"
        );
    }
}

/// What would be the same name twice, or none, is told before rustc is asked.
#[test]
fn names_that_cannot_be_rust() {
    let field = |name: &str| {
        format!(
            "  - target: $.components.schemas.CreateInvoiceRequest.properties\n    update: {{{name}: {{type: string}}}}\n"
        )
    };
    let value = |value: &str| {
        format!("  - target: $.components.schemas.InvoiceStatus.enum\n    update: '{value}'\n")
    };
    let named = |name: &str| {
        format!(
            "  - target: $.components.schemas\n    update: {{{name}: {{type: object, properties: {{a: {{type: string}}}}}}}}\n  - target: $.components.schemas.Invoice.properties\n    update: {{new_one: {{$ref: '#/components/schemas/{name}'}}}}\n"
        )
    };
    for (actions, words) in [
        (field("externalId"), "another field becomes `external_id`"),
        (field("timeout"), "`timeout` is a method of bayar's own"),
        (value("paid"), "`paid` becomes the variant `Paid`"),
        (value("unknown"), "becomes the variant `Unknown`"),
        (value("+"), "`+` is no name of a variant"),
        (named("Secret"), "`Secret` is a type already"),
        (
            "  - target: $.paths['/balance'].get\n    update: {operationId: get_invoice}\n"
                .to_owned(),
            "another operation is called `get_invoice`",
        ),
    ] {
        let text = refused(&actions);
        assert!(
            text.contains(words) && text.contains("= action: number 1"),
            "{actions}\n{text}"
        );
    }
}

/// The list of such methods is kept by hand: it has what the client's macros make.
#[test]
fn methods_of_the_clients_own() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    for file in ["request.rs", "extra.rs", "settle/money_out.rs"] {
        let text = fs::read_to_string(source.join(file)).unwrap();
        let macros = text.split("macro_rules! ").skip(1);
        let lines = macros.flat_map(str::lines).map(str::trim_start);
        let methods = lines.filter_map(|line| {
            let line = line.strip_prefix("pub ")?;
            line.strip_prefix("async ")
                .unwrap_or(line)
                .strip_prefix("fn ")
        });
        for method in methods
            .filter_map(|line| line.split('(').next())
            .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        {
            let actions = format!(
                "  - target: $.components.schemas.CreateInvoiceRequest.properties\n    update: {{{method}: {{type: string}}}}\n"
            );
            assert!(
                refused(&actions).contains("is a method of bayar's own"),
                "{file}: {method}"
            );
        }
    }
}

#[test]
fn what_the_generators_below_refuse_is_told_at_its_action() {
    // They panic at a schema that is negated, and know no line.
    let negated = "  - target: $.components.schemas.Invoice.properties
    update: {channel_hint: {description: A hint., not: {type: string}}}
";
    let message = refused(&format!("{FIELD}{negated}"));
    for part in [
        "error: with this action no Rust can be generated: ",
        "--> /home/me/seen.overlay.yaml:7:",
        "number 2, on $.components.schemas.Invoice.properties",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
}

#[test]
fn a_pass_of_ours_that_has_nothing_to_do_is_no_fault_of_an_overlay() {
    // The only unions of both specs.
    let unions = ["CreateEwalletPaymentRequest", "EwalletPayment"];
    let removed = unions.map(|name| {
        format!(
            "  - target: $.components.schemas.{name}['oneOf', 'discriminator']
    remove: true
  - target: $.components.schemas.{name}
    update: {{type: object, properties: {{external_id: {{type: string, description: An id.}}}}}}
"
        )
    });
    let message = refused(&removed.concat());
    assert!(message.contains("EwalletPayment"), "{message}");
    assert!(!message.contains("delete the pass"), "{message}");
}
