//! Two versions of a contract of ours: what of it is in the Rust that is generated, and what only our extensions say. Of
//! each edit everything that is found.

use bayar_drift::finding::Class;
use bayar_drift::spec_diff::{Options, Verdict, diff, run};

/// Edits, each of them what stood there and what stands there now, the version number that they ask for, and what is
/// found with its place.
type Case<'a> = (&'a [(&'a str, &'a str)], Verdict, &'a [(Class, &'a str)]);

fn check(old: &str, cases: &[Case<'_>]) {
    for (edits, verdict, wanted) in cases {
        let mut new = old.to_owned();
        for (from, to) in *edits {
            assert!(new.contains(from), "not in the contract: {from}");
            new = new.replacen(from, to, 1);
        }
        let report = diff(old, &new).unwrap();
        let found = report.findings.iter();
        let mut found: Vec<_> = found
            .map(|finding| (finding.class, finding.pointer.as_str()))
            .collect();
        let mut wanted = wanted.to_vec();
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(
            (report.verdict, found),
            (Some(*verdict), wanted),
            "{edits:?}: {:#?}",
            report.findings
        );
    }
}

#[test]
fn the_first_member_of_a_type_is_one_like_the_others() {
    let (accepted, cancelled) = ("        - ACCEPTED\n", "        - CANCELLED\n");
    let id = "        id:
          type: string
          description: Unique id of the payout, given by the provider.
          x-source: {document: finpay-get-payout.txt, line: 113, also: [115, 117, 119]}
";
    let required = "        - id\n        - amount\n";
    check(
        bayar_spec::FINPAY,
        &[
            (
                &[(accepted, "        - NEW\n        - ACCEPTED\n")],
                Verdict::Minor,
                &[
                    (Class::SPEC_COMPATIBLE, "/status"),
                    (Class::SPEC_COMPATIBLE, "PayoutStatus::New"),
                ],
            ),
            (
                &[
                    (accepted, ""),
                    (cancelled, "        - CANCELLED\n        - ACCEPTED\n"),
                ],
                Verdict::Patch,
                &[(Class::SPEC_WORDS, "")],
            ),
            (
                &[(accepted, "")],
                Verdict::Major,
                &[
                    (Class::SPEC_COMPATIBLE, "/status"),
                    (Class::SPEC_COMPILE, "PayoutStatus::Accepted"),
                ],
            ),
            (
                &[(id, &format!("        note:\n          type: string\n{id}"))],
                Verdict::Minor,
                &[
                    (Class::SPEC_COMPATIBLE, "/note"),
                    (Class::SPEC_COMPATIBLE, "Payout::note"),
                ],
            ),
            (
                &[(id, ""), (required, "        - amount\n")],
                Verdict::Major,
                &[
                    (Class::SPEC_RUN, "/id"),
                    (Class::SPEC_COMPILE, "Payout::id"),
                    (Class::SPEC_COMPILE, "Payout::id("),
                ],
            ),
        ],
    );
}

/// The table of errors tells the codes; what else there is of the field is told like that of any other.
#[test]
fn of_the_code_of_an_error_only_what_the_table_tells_is_not_told_again() {
    let (row, value) = (
        "code: DATA_NOT_FOUND, line: 274",
        "DATA_NOT_FOUND, SERVER_ERROR]",
    );
    let field = "error_code:\n          type: string\n";
    check(
        bayar_spec::FINPAY,
        &[
            (
                &[
                    (row, "code: PAYOUT_GONE, line: 274"),
                    (value, "PAYOUT_GONE, SERVER_ERROR]"),
                ],
                Verdict::Major,
                &[
                    (Class::SPEC_COMPATIBLE, "/error_code"),
                    (Class::SPEC_COMPATIBLE, "/error_code"),
                    (Class::SPEC_COMPILE, "ErrorCode::DATA_NOT_FOUND"),
                    (Class::SPEC_COMPATIBLE, "ErrorCode::PAYOUT_GONE"),
                ],
            ),
            // In the second part of an `allOf`.
            (
                &[(value, "DATA_NOT_FOUND, SERVER_ERROR, UNLISTED]")],
                Verdict::Minor,
                &[(Class::SPEC_COMPATIBLE, "/error_code")],
            ),
            (
                &[(field, "error_code:\n          type: integer\n")],
                Verdict::Major,
                &[(Class::SPEC_RUN, "/error_code")],
            ),
        ],
    );
}

/// By another title a contract is still the version after the one that is ours.
#[test]
fn another_title_hides_no_rust() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = ["old.yaml", "new.yaml"].map(|name| folder.path().join(name));
    let title = bayar_spec::FINPAY.replacen("title: Finpay Payouts", "title: Payouts", 1);
    let renamed = title.replacen("operationId: get_payout", "operationId: read_payout", 1);
    assert_ne!(title, renamed);
    std::fs::write(&old, bayar_spec::FINPAY).unwrap();
    std::fs::write(&new, renamed).unwrap();
    let wire = false;
    let report = run(&Options { old, new, wire }).unwrap();
    assert_eq!(report.verdict, Some(Verdict::Major), "{report:#?}");
}

/// A status that is final, and whether money goes out, decide what existing calls do.
#[test]
fn what_our_extensions_say_is_no_words() {
    let (values, finals) = ("- REVERSED\n", "x-final: [FAILED, SUCCEEDED]");
    let with_finals = format!("{values}      {finals}\n");
    check(
        &bayar_spec::FINPAY.replacen(values, &with_finals, 1),
        &[
            (
                &[(finals, "x-final: [SUCCEEDED, FAILED]")],
                Verdict::Patch,
                &[(Class::SPEC_WORDS, "")],
            ),
            (
                &[(finals, "x-final: [SUCCEEDED]")],
                Verdict::Major,
                &[(Class::SPEC_RUN, "/status")],
            ),
            (
                &[(
                    "operationId: get_payout\n",
                    "operationId: get_payout\n      x-money: out\n",
                )],
                Verdict::Major,
                &[(Class::SPEC_RUN, "")],
            ),
            (
                &[("x-drift:\n  name: Finpay\n", "x-drift:\n  name: Other\n")],
                Verdict::Patch,
                &[(Class::SPEC_WORDS, "")],
            ),
        ],
    );
}
