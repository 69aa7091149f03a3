//! `techbroker openapi`.

use super::Trouble;

/// Prints the OpenAPI document.
pub(super) fn run() -> Result<(), Trouble> {
    println!("{}", crate::json::document().to_pretty_json().map_err(Trouble::failed)?);
    Ok(())
}
