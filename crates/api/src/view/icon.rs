//! The small drawings beside words.

use super::Html;

const ICONS: [(&str, &str); 27] = [
    ("alert", r#"<path d="M8 2.2 14.4 13.4H1.6zM8 6.6v3M8 11.6v.1"/>"#),
    ("bell", r#"<path d="M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3zM6.8 14.2h2.4"/>"#),
    ("block", r#"<circle cx="8" cy="8" r="6"/><path d="m3.8 3.8 8.4 8.4"/>"#),
    ("cal", r#"<path d="M2.5 3.5h11v10h-11zM2.5 6.8h11M5.5 2v3M10.5 2v3"/>"#),
    ("chart", r#"<path d="M2 2v12h12M5 11V8M8.5 11V4.5M12 11V6.5"/>"#),
    ("check", r#"<path d="m3 8.5 3.2 3.2L13 4.8"/>"#),
    ("clock", r#"<circle cx="8" cy="8" r="6"/><path d="M8 4.6V8l2.3 1.6"/>"#),
    ("doc", r#"<path d="M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3M5.8 8h4.4M5.8 10.8h4.4"/>"#),
    (
        "eye",
        r#"<path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="1.9"/>"#,
    ),
    ("filter", r#"<path d="M2 3.5h12L9.5 8.7v4.8l-3-1.5V8.7z"/>"#),
    ("fit", r#"<path d="M2.5 3h3.3v6.5h4.4V3h3.3v10.5h-11zM7.2 2h1.6v5.5H7.2z"/>"#),
    ("flag", r#"<path d="M3.5 14V2.5h8.5L10 5.5l2 3H3.5"/>"#),
    (
        "globe",
        r#"<circle cx="8" cy="8" r="6"/><path d="M2 8h12M8 2c4.2 4 4.2 8 0 12M8 2c-4.2 4-4.2 8 0 12"/>"#,
    ),
    ("half", r#"<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5a5.5 5.5 0 0 0 0 11z" fill="currentColor"/>"#),
    ("inbox", r#"<path d="M2 9.5 4 3h8l2 6.5V13H2zM2 9.5h3.5L6.5 11h3l1-1.5H14"/>"#),
    ("list", r#"<path d="M5.5 4H14M5.5 8H14M5.5 12H14M2.2 4h.1M2.2 8h.1M2.2 12h.1"/>"#),
    ("lock", r#"<path d="M3.5 7.2h9V14h-9zM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2"/>"#),
    ("more", r#"<path d="M3 8h.1M8 8h.1M13 8h.1"/>"#),
    ("pen", r#"<path d="M2.5 13.5 3.3 10l7-7 2.7 2.7-7 7zM8.8 14H14"/>"#),
    (
        "phone",
        r#"<path d="M3 2.5h3l1.2 3.2-1.6 1.2a9 9 0 0 0 3.5 3.5l1.2-1.6 3.2 1.2v3C7.5 13.5 2.5 8.5 3 2.5z"/>"#,
    ),
    ("plus", r#"<path d="M8 3v10M3 8h10"/>"#),
    ("print", r#"<path d="M4.5 6V2h7v4M4.5 11.5h-2.5V6h12v5.5h-2.5M4.5 9.5h7V14h-7z"/>"#),
    ("ring", r#"<circle cx="8" cy="8" r="5.5"/>"#),
    ("search", r#"<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.3 3.3"/>"#),
    ("user", r#"<circle cx="8" cy="5.2" r="2.7"/><path d="M2.8 14c.4-3 2.4-4.6 5.2-4.6s4.8 1.6 5.2 4.6"/>"#),
    (
        "users",
        r#"<circle cx="6" cy="5.5" r="2.5"/><path d="M1.5 13.5c.3-2.6 2-4 4.5-4s4.2 1.4 4.5 4M10.5 3.2a2.4 2.4 0 0 1 0 4.6M12 9.8c1.5.5 2.3 1.8 2.5 3.7"/>"#,
    ),
    ("x", r#"<path d="m4 4 8 8m0-8-8 8"/>"#),
];

/// Draws an icon; a name that does not exist draws nothing.
pub fn icon(name: &str) -> Html {
    let Some((_, drawing)) = ICONS.iter().find(|(known, _)| *known == name) else { return Html::default() };
    Html(format!(
        r#"<svg class="i" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{drawing}</svg>"#
    ))
}

/// Draws the rising bars of a band, 1 to 3 of them filled.
pub fn bars(filled: u8) -> Html {
    let open = |from: u8| if filled >= from { "" } else { r#" fill="none""# };
    Html(format!(
        concat!(
            r#"<svg viewBox="0 0 18 16" aria-hidden="true" focusable="false">"#,
            r#"<rect x="1" y="9.5" width="4" height="5.5"/>"#,
            r#"<rect x="7" y="5.5" width="4" height="9.5"{}/>"#,
            r#"<rect x="13" y="1.5" width="4" height="13.5"{}/></svg>"#
        ),
        open(2),
        open(3)
    ))
}
