//! The pages that answers link to, for payers and recipients: each tells the status of its resource, and lets happen
//! what may happen to it.

use std::fmt::Write;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;

use crate::control_error::ControlError;
use crate::json::Json;
use crate::page::serve;
use crate::state::AppState;

/// The pages under `/web`, and the kind of resource that each is for.
const PAGES: &[(&str, &str)] = &[
    ("invoices", "invoice"),
    ("payouts", "payout_link"),
    ("authentications", "authentication"),
    ("ewallets", "ewallet"),
    ("cardless_credit", "cardless_credit"),
];

pub(crate) async fn page(
    State(state): State<Arc<AppState>>,
    Path((pages, id)): Path<(String, String)>,
) -> Result<Response, ControlError> {
    let kind = PAGES.iter().find(|(name, _)| *name == pages);
    let resource = kind.and_then(|(_, kind)| {
        let resource = state.resource(&id).ok();
        resource.filter(|resource| resource.text("kind").as_deref() == Some(kind))
    });
    let resource = resource.ok_or_else(|| ControlError::not_found("there is no such page"))?;
    Ok(serve("text/html; charset=utf-8", html(&resource)))
}

fn html(resource: &Json) -> String {
    let text = |name: &str| escaped(&resource.text(name).unwrap_or_default());
    let (kind, id, status) = (text("kind").replace('_', " "), text("id"), text("status"));
    let name = resource.text("external_id").unwrap_or_default();
    let title = format!("{kind} {}", escaped(&name));
    let amount = resource.get("resource").and_then(|json| json.get("amount"));
    let amount = amount.map_or_else(String::new, |amount| {
        let amount = amount.as_text().unwrap_or_else(|| amount.to_string());
        format!("<p>Amount: {}</p>\n", escaped(&amount))
    });
    let actions = resource.get("actions").map(Json::items).unwrap_or_default();
    let mut buttons = String::new();
    for action in actions.iter().filter_map(Json::as_text) {
        let action = escaped(&action);
        let words = action.replace('_', " ");
        // Writing to a string does not fail.
        _ = writeln!(
            buttons,
            "<button type=\"button\" data-action=\"{action}\">{words}</button>"
        );
    }
    if buttons.is_empty() {
        buttons.push_str("<p>Nothing is to be done here.</p>\n");
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title} – bayar sandbox</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/_sandbox/page/page.css\">\n\
         <script type=\"module\" src=\"/_sandbox/page/linked.js\"></script>\n</head>\n<body>\n\
         <header><h1>{title}</h1></header>\n<main id=\"main\" data-id=\"{id}\">\n<section>\n\
         <p>Status: <strong id=\"status\">{status}</strong></p>\n{amount}<div class=\"bar\">\n{buttons}</div>\n\
         <p id=\"problem\" role=\"alert\"></p>\n\
         <noscript><p>The buttons need JavaScript.</p></noscript>\n</section>\n</main>\n</body>\n</html>\n"
    )
}

/// As text and as the value of an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
