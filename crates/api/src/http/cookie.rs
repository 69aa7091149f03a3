//! Cookies: the session, and how a page looks.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// How cookies are named and limited under a public URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookies {
    secure: bool,
    base: String,
}

impl Cookies {
    /// Takes whether the public URL is https, and its path.
    pub fn new(secure: bool, base: &str) -> Self {
        Self { secure, base: base.to_owned() }
    }

    /// Returns the session cookie's name: `__Host-` at an https root, `__Secure-` below a path, plain on http.
    pub fn session_name(&self) -> &'static str {
        match (self.secure, self.base.is_empty()) {
            (true, true) => "__Host-techbroker",
            (true, false) => "__Secure-techbroker",
            (false, _) => "techbroker",
        }
    }

    /// Returns the header value that sets the session.
    pub fn session(&self, token: &str) -> String {
        self.set(self.session_name(), token, None)
    }

    /// Returns the header value that ends the session.
    pub fn no_session(&self) -> String {
        self.set(self.session_name(), "", Some(0))
    }

    /// Returns the header value that keeps a preference for a year.
    pub fn preference(&self, name: &str, value: &str) -> String {
        self.set(name, value, Some(365 * 24 * 3600))
    }

    fn set(&self, name: &str, value: &str, age: Option<u32>) -> String {
        let path = if self.base.is_empty() { "/" } else { &self.base };
        let secure = if self.secure { "; Secure" } else { "" };
        let age = age.map(|a| format!("; Max-Age={a}")).unwrap_or_default();
        format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax{secure}{age}")
    }
}

/// Reads a cookie of a request.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, value)| *n == name && !value.is_empty())
        .map(|(_, value)| value)
}
