//! Who is who: passwords, sessions, one-time links and service tokens.

pub mod link;
pub mod password;
pub mod secret;
pub mod session;
pub mod token;

pub use password::Passwords;
