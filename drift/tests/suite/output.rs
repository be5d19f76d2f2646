//! Each form of a report, and that nothing in a report breaks out of any of them.

use bayar_drift::baseline::{Baseline, Entry};
use bayar_drift::finding::{Finding, Severity};
use bayar_drift::output::{Format, render, schema};
use bayar_drift::report::Report;
use chrono::NaiveDate;
use serde_json::Value;

use crate::support;

const FORMATS: [Format; 8] = [
    Format::Text,
    Format::TextAll,
    Format::Json,
    Format::Sarif,
    Format::Junit,
    Format::Markdown,
    Format::Html,
    Format::Github,
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn entry(finding: &Finding, reason: &str, expires: &str) -> Entry {
    Entry {
        fingerprint: finding.fingerprint.clone(),
        class: finding.class,
        operation: finding.operation.clone(),
        pointer: finding.pointer.clone(),
        reason: reason.to_owned(),
        expires: day(expires),
        added: day("2026-01-01"),
    }
}

/// One finding of each kind that the forms tell apart.
fn fixed() -> Report {
    let mut known = support::finding(
        "response.text_for_number",
        Severity::Warning,
        "get_invoice",
        "/amount",
    );
    known.erratum = Some("ewallets-36-status-amount-text".to_owned());
    known.money = true;
    let mut unknown = support::finding(
        "request.undocumented_path",
        Severity::Error,
        "",
        "/v3~1invoices",
    );
    unknown.operation = None;
    unknown.document = None;
    unknown.line = None;
    unknown.spec = None;
    let accepted = support::finding("response.enum", Severity::Warning, "get_invoice", "/status");
    let gone = support::finding("response.null", Severity::Warning, "get_balance", "/x");
    let late = support::finding("response.field", Severity::Info, "get_invoice", "/new");
    let entries = [
        entry(&accepted, "Vendor ticket 4711", "2026-12-31"),
        entry(&gone, "was seen once", "2026-12-31"),
        entry(&late, "too old", "2026-02-01"),
    ];
    let mut report = support::report(vec![known, unknown, accepted, late]);
    let text = yaml_serde::to_string(&entries).unwrap();
    let baseline = Baseline::read(&text).unwrap();
    report.baseline = Some(baseline.judge(&report.findings, day("2026-06-01")));
    report
}

fn rendered(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    render(report, format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn text() {
    let text = rendered(&fixed(), Format::Text);
    insta::assert_snapshot!(anstream::adapter::strip_str(&text).to_string());
    assert!(
        text.contains("\u{1b}[1m\u{1b}[31merror"),
        "colours: {text:?}"
    );
}

#[test]
fn text_fits_on_a_screen_and_counts_the_rest() {
    let place = |index| format!("/field_{index}");
    let mut findings: Vec<_> = (0..40)
        .map(|index| {
            support::finding(
                "response.field",
                Severity::Info,
                "get_invoice",
                &place(index),
            )
        })
        .collect();
    findings.push(support::finding(
        "response.type",
        Severity::Error,
        "get_balance",
        "/balance",
    ));
    let report = support::report(findings);
    let text = rendered(&report, Format::Text);
    assert!(text.lines().count() <= 24, "{text}");
    assert!(text.contains("get_balance") && text.contains("/balance"));
    assert!(
        text.contains("37 more findings") && text.contains("text-all"),
        "{text}"
    );
    let all = rendered(&report, Format::TextAll);
    assert!((0..40).all(|index| all.contains(&place(index))));
}

#[test]
fn markdown() {
    insta::assert_snapshot!(rendered(&fixed(), Format::Markdown));
}

#[test]
fn github() {
    insta::assert_snapshot!(rendered(&fixed(), Format::Github));
}

#[test]
fn junit() {
    insta::assert_snapshot!(rendered(&fixed(), Format::Junit));
}

#[test]
fn html() {
    insta::assert_snapshot!(rendered(&fixed(), Format::Html));
}

#[test]
fn sarif() {
    let text = rendered(&fixed(), Format::Sarif);
    let version = format!("\"semanticVersion\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(text.contains(&version));
    insta::assert_snapshot!(text.replace(&version, "\"semanticVersion\": \"0\""));
}

#[test]
fn json() {
    let text = rendered(&fixed(), Format::Json);
    insta::assert_snapshot!(text);
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), fixed());
}

#[test]
fn json_is_as_its_schema_says() {
    let schema = serde_json::to_value(schema()).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&schema).unwrap());
    let validator = jsonschema::validator_for(&schema).unwrap();
    for report in [fixed(), Report::default(), hostile()] {
        let mut value: Value = serde_json::from_str(&rendered(&report, Format::Json)).unwrap();
        assert_eq!(
            validator
                .validate(&value)
                .map_err(|error| error.to_string()),
            Ok(())
        );
        value["summary"]["errors"] = "none".into();
        assert!(!validator.is_valid(&value));
    }
}

#[test]
fn sarif_is_as_its_schema_says() {
    // The schema of OASIS, as the crate serde-sarif 0.8.0 carries it.
    let schema = include_str!("data/sarif-2.1.0.json");
    let mut schema: Value = serde_json::from_str(schema).unwrap();
    // The pattern for a language, of which none is written here, is no regular expression.
    for holder in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][holder]["properties"]["language"];
        let pattern = language.as_object_mut().unwrap().remove("pattern");
        assert!(pattern.is_some());
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    for report in [fixed(), Report::default(), hostile()] {
        let mut value: Value = serde_json::from_str(&rendered(&report, Format::Sarif)).unwrap();
        assert_eq!(
            validator
                .validate(&value)
                .map_err(|error| error.to_string()),
            Ok(())
        );
        value["runs"][0]["tool"] = Value::Null;
        assert!(!validator.is_valid(&value));
    }
}

/// What could end, begin or steer something in one of the forms.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "]]></failure><failure>",
    "\n::error file=x::y",
    "\r::stop-commands::x",
    "%0A::error::y",
    "a,title=b::c",
    "\u{1b}[2J\u{1b}]8;;http://evil.example\u{7}",
    "\u{0}\u{8}\u{b}\u{ffff}\u{9b}31m",
    "\u{202e}gpj.exe",
    "`code` ``` ![x](http://evil.example/x.png) @everyone | <b>",
    "[link](http://evil.example) {0}",
    "</style><style>*{display:none}",
    "\n--- a/spec/xendit.yaml\n+++ b/x\n@@ -1 +1 @@",
];

/// A report in which every text was written by somebody else.
fn hostile() -> Report {
    let findings = ATTACKS.iter().map(|attack| {
        let mut finding = support::finding(
            "response.enum",
            Severity::Error,
            attack,
            &format!("/{attack}"),
        );
        let place = finding.spec.as_mut().unwrap();
        for text in [
            &mut finding.expected,
            &mut finding.seen,
            &mut finding.message,
            &mut finding.advice,
            &mut finding.fingerprint,
            &mut place.file,
            finding.document.as_mut().unwrap(),
            finding.erratum.insert(String::new()),
        ] {
            (*attack).clone_into(text);
        }
        finding
    });
    let mut report = support::report(findings.collect());
    let entries: Vec<_> = report
        .findings
        .iter()
        .zip(["2026-12-31", "2026-01-01"].iter().cycle())
        .map(|(finding, expires)| entry(finding, &format!("because {}", finding.seen), expires))
        .collect();
    let text = yaml_serde::to_string(&entries).unwrap();
    let baseline = Baseline::read(&text).unwrap();
    report.baseline = Some(baseline.judge(&report.findings, day("2026-06-01")));
    let covered = report.coverage.operations["get_invoice"].clone();
    for attack in ATTACKS {
        let mut covered = covered.clone();
        covered.statuses.insert((*attack).to_owned(), 0);
        report
            .coverage
            .operations
            .insert((*attack).to_owned(), covered);
    }
    report
}

#[test]
fn nothing_steers_the_reader() {
    for format in FORMATS {
        let text = rendered(&hostile(), format);
        let text = anstream::adapter::strip_str(&text).to_string();
        let plain = rendered(&hostile(), format);
        for c in text.chars() {
            assert!(
                c == '\n' || !c.is_control() && c != '\u{202e}',
                "{format:?}: {c:?}"
            );
        }
        // Only our own colours, which `anstream` takes out, may begin with an escape.
        let is_text = matches!(format, Format::Text | Format::TextAll);
        assert!(is_text || !plain.contains('\u{1b}'), "{format:?}");
        assert!(
            !plain.contains("\u{1b}[2J") && !plain.contains("\u{1b}]"),
            "{format:?}"
        );
    }
}

#[test]
fn github_commands_stay_apart() {
    let report = hostile();
    let text = rendered(&report, Format::Github);
    let commands = ["::error ", "::warning ", "::notice "];
    for line in text.lines() {
        assert!(
            commands.iter().any(|start| line.starts_with(start)),
            "{line}"
        );
        let (properties, _) = line[2..].split_once("::").unwrap();
        let names: Vec<_> = properties
            .split_once(' ')
            .unwrap()
            .1
            .split(',')
            .map(|property| property.split('=').next().unwrap())
            .collect();
        assert!(
            names == ["file", "line", "title"] || names == ["title"],
            "{names:?}"
        );
        assert!(!line.contains("%0A"), "{line}");
    }
    let expired = report.baseline.unwrap().expired.len();
    assert_eq!(text.lines().count(), 2 * expired + 1);
    // No other form begins a line with a command either.
    for format in FORMATS {
        if format != Format::Github {
            let text = rendered(&hostile(), format);
            assert!(
                text.lines()
                    .all(|line| !line.trim_start().starts_with("::")),
                "{format:?}"
            );
        }
    }
}

#[test]
fn junit_is_well_formed_and_counts_right() {
    use quick_xml::events::Event;
    for report in [fixed(), hostile(), Report::default()] {
        let text = rendered(&report, Format::Junit);
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        let (mut cases, mut failures, mut skipped) = (0, 0, 0);
        let mut depth = Vec::new();
        let mut announced = Vec::new();
        loop {
            let event = reader.read_event().unwrap();
            let is_empty = matches!(event, Event::Empty(_));
            match event {
                Event::Eof => break,
                Event::Start(start) | Event::Empty(start) => {
                    let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                    for attribute in start.attributes() {
                        let attribute = attribute.unwrap();
                        if name == "testsuites" && attribute.key.as_ref() == b"tests" {
                            announced.push(String::from_utf8(attribute.value.to_vec()).unwrap());
                        }
                    }
                    let parent = depth.last().map(String::as_str);
                    let fits = match name.as_str() {
                        "testsuites" => parent.is_none(),
                        "testsuite" => parent == Some("testsuites"),
                        "properties" | "testcase" => parent == Some("testsuite"),
                        "property" => parent == Some("properties"),
                        "failure" | "skipped" | "system-out" => parent == Some("testcase"),
                        _ => false,
                    };
                    assert!(fits, "{name} in {parent:?}");
                    cases += usize::from(name == "testcase");
                    failures += usize::from(name == "failure");
                    skipped += usize::from(name == "skipped");
                    if !is_empty {
                        depth.push(name);
                    }
                }
                Event::End(_) => _ = depth.pop(),
                Event::CData(_) | Event::Comment(_) | Event::PI(_) => panic!("{text}"),
                _ => {}
            }
        }
        assert!(depth.is_empty());
        assert_eq!(announced, [cases.to_string()]);
        let accepted = report
            .baseline
            .as_ref()
            .map_or(0, |baseline| baseline.accepted.len());
        assert_eq!(skipped, accepted);
        let severe = |finding: &&Finding| {
            finding.severity > Severity::Info && report.acceptance(finding).is_none()
        };
        assert_eq!(failures, report.findings.iter().filter(severe).count());
    }
}

#[test]
fn what_was_left_out_is_told_in_every_form() {
    let mut report = fixed();
    report.summary.skipped = 71;
    report.summary.unchecked = 72;
    report.summary.unreadable = 73;
    for format in FORMATS {
        let text = rendered(&report, format);
        for count in ["71", "72", "73"] {
            assert!(text.contains(count), "{count} in {format:?}: {text}");
        }
    }
}

#[test]
fn places_in_html_are_told_apart() {
    let names = ["a_b", "a-b", "a.b", "a b", "é", "ü", "no operation"];
    let finding = |name: &str| support::finding("response.null", Severity::Error, name, "/x");
    let page = rendered(
        &support::report(names.into_iter().map(finding).collect()),
        Format::Html,
    );
    let ids = page.split(" id=\"").skip(1);
    let ids: Vec<_> = ids.map(|rest| rest.split('"').next().unwrap()).collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
}

#[test]
fn html_has_only_its_own_elements_and_loads_nothing() {
    let known = [
        "a", "article", "body", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "h1",
        "h2", "h3", "h4", "head", "header", "html", "li", "main", "meta", "nav", "p", "section",
        "style", "summary", "table", "tbody", "td", "th", "thead", "title", "tr", "ul", "wbr",
        "!DOCTYPE",
    ];
    let page = rendered(&hostile(), Format::Html);
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        assert!(known.contains(&name), "<{tag}>");
        assert!(tag.matches(" class=").count() <= 1, "<{tag}>");
        for attribute in ["src=", " on", "style="] {
            assert!(!tag.contains(attribute), "<{tag}>");
        }
        assert!(
            !tag.contains("href=") || tag.contains("href=\"#"),
            "<{tag}>"
        );
    }
    assert_eq!(page.matches("<style>").count(), 1);
    assert!(page.contains("default-src 'none'") && page.contains("lang=\"en\""));
    assert!(page.contains("&lt;script&gt;"));
    // Every cell of a table has a header in its row and in its column.
    let mut tables = page.split("<table>").skip(1);
    let overview = tables.next().unwrap();
    let coverage: String = tables.collect();
    let rows = |table: &str| table.matches("<th scope=\"row\">").count();
    assert_eq!(rows(&coverage), hostile().coverage.operations.len());
    for table in [overview, &coverage] {
        let columns = table.matches("<th scope=\"col\">").count();
        let cells = table.matches("<td").count();
        assert_eq!(cells, rows(table) * (columns - 1));
    }
    // Every link leads somewhere.
    for link in page.split("href=\"#").skip(1) {
        let target = link.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{target}\"")), "{target}");
    }
}

#[test]
fn markdown_keeps_what_others_wrote_in_code() {
    let text = rendered(&hostile(), Format::Markdown);
    for line in text.lines() {
        let mut outside = String::new();
        let mut rest = line;
        while let Some(start) = rest.find('`') {
            outside.push_str(&rest[..start]);
            let ticks = rest[start..]
                .bytes()
                .take_while(|byte| *byte == b'`')
                .count();
            rest = &rest[start + ticks..];
            // Code ends at the next run of as many backticks.
            let mut end = None;
            let mut place = 0;
            while let Some(next) = rest[place..].find('`') {
                let run = rest[place + next..]
                    .bytes()
                    .take_while(|byte| *byte == b'`')
                    .count();
                if run == ticks {
                    end = Some(place + next);
                    break;
                }
                place += next + run;
            }
            rest = &rest[end.unwrap_or_else(|| panic!("open code: {line}")) + ticks..];
        }
        outside.push_str(rest);
        for c in ['<', '[', '@', '|', '!'] {
            assert!(!outside.contains(c), "{c} in {outside}");
        }
    }
}

#[test]
fn sarif_has_a_rule_and_a_line_for_each_result() {
    let report = fixed();
    let value: Value = serde_json::from_str(&rendered(&report, Format::Sarif)).unwrap();
    let run = &value["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), report.findings.len());
    for (result, finding) in results.iter().zip(&report.findings) {
        let rule = format!("/tool/driver/rules/{}", result["ruleIndex"]);
        let rule = run.pointer(&rule).unwrap();
        assert_eq!(rule["id"], finding.class.to_string());
        let place = &result["locations"][0]["physicalLocation"];
        let line = finding.spec.as_ref().map(|place| u64::from(place.line));
        assert_eq!(place["region"]["startLine"].as_u64(), line);
        let document = &result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"];
        assert_eq!(document.as_u64(), finding.line.map(u64::from));
        let is_accepted = report.acceptance(finding).is_some();
        assert_eq!(result.get("suppressions").is_some(), is_accepted);
    }
}
