//! Pages fetch nothing from elsewhere: no address of another host in what `web/` serves.

use super::Finding;
use super::tree::Tree;

const SERVED: &[&str] = &["css", "ftl", "html", "js", "mjs", "svg", "txt", "xml"];

/// What makes a browser fetch or follow the address behind it.
const FETCHES: &[&str] = &[
    "action=",
    "data=",
    "fetch(",
    "formaction=",
    "from",
    "href=",
    "import",
    "import(",
    "ping=",
    "poster=",
    "src=",
    "srcset=",
    "url(",
    "Worker(",
    "EventSource(",
];

/// Finds addresses of other hosts in templates, style sheets, scripts and texts; `web/e2e` is not served.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts("web", SERVED).filter(|(path, _)| !path.starts_with("web/e2e")) {
        for (number, line) in text.lines().enumerate() {
            if let Some(address) = fetched(line) {
                let what =
                    format!("a page would fetch {address}: ship the file under web/static, or leave it out");
                findings.push(Finding::new(path, number + 1, what));
            }
        }
    }
    findings
}

/// Gives the first address of another host that the line fetches or follows.
pub fn fetched(line: &str) -> Option<&str> {
    let mut from = 0;
    while let Some(found) = line[from..].find("//") {
        let slashes = from + found;
        let scheme = line[..slashes].trim_end_matches(':');
        let scheme =
            ["https", "http", "wss", "ws"].iter().find_map(|name| strip_end(scheme, name)).unwrap_or(scheme);
        let before = scheme.trim_end_matches(['"', '\'', '`', ' ']);
        let names_host = line[slashes + 2..].starts_with(|c: char| c.is_alphanumeric() || c == '[');
        // Without a scheme only a quoted or bracketed `//` is an address; elsewhere it is a comment.
        let quoted = scheme.len() < slashes && line[..slashes].ends_with(':')
            || line[..slashes].ends_with(['"', '\'', '`', '(', '=']);
        if names_host && quoted && FETCHES.iter().any(|token| ends_with(before, token)) {
            let end = line[slashes..]
                .find(['"', '\'', '`', ' ', ')', '>', ';'])
                .map_or(line.len(), |n| slashes + n);
            return Some(&line[scheme.len()..end]);
        }
        from = slashes + 2;
    }
    None
}

fn strip_end<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(end.len())?;
    (text.is_char_boundary(at) && text[at..].eq_ignore_ascii_case(end)).then(|| &text[..at])
}

fn ends_with(text: &str, token: &str) -> bool {
    strip_end(text, token).is_some()
}

#[cfg(test)]
mod tests {
    use super::fetched;

    #[test]
    fn sees_what_a_browser_would_fetch() {
        for line in [
            r#"<script src="https://cdn.example/x.js">"#,
            "<LINK HREF='//fonts.example/css'>",
            "background: url(http://example.org/a.png);",
            "@import \"https://example.org/a.css\";",
            "import x from 'https://example.org/x.js';",
            "const r = await fetch(`https://example.org/`);",
            "<img src=https://example.org/a.png>",
        ] {
            assert!(fetched(line).is_some(), "{line}");
        }
    }

    #[test]
    fn leaves_names_comments_and_own_addresses_alone() {
        for line in [
            r#"<svg xmlns="http://www.w3.org/2000/svg">"#,
            r#"<a href="{{ url.need(id) }}">"#,
            "const x = 1; // see https://example.org/",
            "// import nothing",
            r#"<a href="mailto:a@example.org">"#,
        ] {
            assert_eq!(fetched(line), None, "{line}");
        }
    }
}
