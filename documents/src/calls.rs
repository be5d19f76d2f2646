//! Where a section calls its operation: the hosts of its URLs, and what its samples and rows call in place of its
//! endpoint.

use super::curl;
use super::facts::{Call, Constant, Kind, Line, Operation};
use super::wording::pattern;

/// Finds the hosts and the other endpoints that each operation is called at, from its heading to the next.
pub fn read(lines: &[&str], operations: &mut [Operation]) {
    let mut starts: Vec<Line> = operations.iter().map(|operation| operation.line).collect();
    starts.sort_unstable();
    let called = operations
        .iter_mut()
        .filter(|one| one.kind == Kind::Operation && !one.path.is_empty());
    for operation in called {
        let end = starts.iter().find(|start| **start > operation.line);
        let end = end.map_or(lines.len(), |end| index(*end)).min(lines.len());
        for at in index(operation.line)..end {
            hosts(lines[at], at, operation);
            let Some((call, url)) = call(lines, at) else {
                continue;
            };
            if !is_to(operation, &call) {
                operation.other_calls.push(call);
                host(&url, at, operation);
            }
        }
    }
}

fn index(line: Line) -> usize {
    (line as usize).saturating_sub(1)
}

fn number(at: usize) -> Line {
    Line::try_from(at + 1).unwrap_or(Line::MAX)
}

/// Adds the hosts of a line's URLs that lead to the operation.
fn hosts(text: &str, at: usize, operation: &mut Operation) {
    let start = operation.path.split(['{', ':', '=']).next();
    let start = start.unwrap_or_default().trim_end_matches('/').to_owned();
    let urls = pattern!(r#"https?://[^/\s'"]*(/[^\s'"]*)"#).captures_iter(text);
    for found in urls.filter(|found| !start.is_empty() && found[1].starts_with(&start)) {
        host(&found[0], at, operation);
    }
}

/// Adds the host of a URL. One that is called without TLS has its scheme.
fn host(url: &str, at: usize, operation: &mut Operation) {
    let Some(found) =
        pattern!(r"^(http://)?(?:https://)?([A-Za-z0-9.-]*[A-Za-z0-9])/").captures(url)
    else {
        return;
    };
    let scheme = found.get(1).map_or("", |scheme| scheme.as_str());
    let value = format!("{scheme}{}", &found[2]);
    if operation.hosts.iter().all(|host| host.value != value) {
        operation.hosts.push(Constant::new(value, number(at)));
    }
}

/// The call that starts on a line, with its URL: a command, a sample in Java, or the row of an environment, which has
/// the method above it.
fn call(lines: &[&str], at: usize) -> Option<(Call, String)> {
    let text = lines[at].trim();
    let of = |method: &str, url: &str| {
        let path = curl::path_of(url);
        let call = Call {
            method: method.to_owned(),
            path,
            line: number(at),
        };
        (!call.path.is_empty()).then(|| (call, url.to_owned()))
    };
    if text.starts_with("curl ") {
        let command = curl::read(lines, at);
        return of(&command.method, &command.url);
    }
    if let Some(found) = pattern!(r#"\.target\("(https?://[^"]+)"\)"#).captures(text) {
        let verb = pattern!(r"^\s*\.(get|post|put|patch|delete)\(");
        let mut rest = lines[at + 1..].iter().take_while(|line| !line.is_empty());
        let method = rest.find_map(|line| verb.captures(line))?[1].to_ascii_uppercase();
        return of(&method, &found[1]);
    }
    let path = environment(text)?;
    let mut above = lines[..at].iter().rev().map(|line| line.trim());
    let method = above.find(|line| !line.is_empty())?;
    let call = Call {
        method: method.to_owned(),
        path: path.to_owned(),
        line: number(at),
    };
    is_method(method).then(|| (call, text.to_owned()))
}

/// The path in the row of an environment, whose host may be left out.
pub fn environment(text: &str) -> Option<&str> {
    let found = pattern!(r"^https?://[^/]*/?\.*\s*(/\S+)$").captures(text)?;
    Some(&text[found.get(1)?.start()..])
}

/// Whether a word is a method.
pub fn is_method(word: &str) -> bool {
    ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&word)
}

/// Whether a call is one to the operation.
pub fn is_to(operation: &Operation, call: &Call) -> bool {
    let fits = |path: &str| fits(path, &call.path);
    call.method == operation.method
        && (fits(&operation.path) || repaired(&operation.path).is_some_and(|path| fits(&path)))
}

/// Whether a path is that of an endpoint, with values or other names for its parameters.
fn fits(endpoint: &str, path: &str) -> bool {
    let segments = |path: &str| -> Vec<String> {
        let path = path.split('?').next().unwrap_or_default();
        let path = path.trim_end_matches('/').replace('\'', "");
        path.split('/').map(str::to_owned).collect()
    };
    let fits = |own: &String, called: &String| match own.split_once(['{', ':']) {
        Some((before, _)) => called.len() > before.len() && called.starts_with(before),
        None => own == called,
    };
    let (own, called) = (segments(endpoint), segments(path));
    own.len() == called.len()
        && own
            .iter()
            .zip(&called)
            .all(|(own, called)| fits(own, called))
}

/// A path whose last segment is a query without its `?`, put right.
pub fn repaired(path: &str) -> Option<String> {
    let (before, last) = path.rsplit_once('/')?;
    last.contains(['&', '='])
        .then(|| format!("{before}?{last}"))
}
