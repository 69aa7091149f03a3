//! How an installation is set up.

use std::path::PathBuf;

use jiff::tz::TimeZone;

/// What an App is opened with.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder that holds database, index, files and the installation's key.
    pub data: PathBuf,
    /// A PostgreSQL address; `None` for the embedded database in the data folder.
    pub database_url: Option<String>,
    /// The market's time zone.
    pub zone: TimeZone,
    /// Whether this process is the one that holds the data folder: it indexes, and a second one is refused.
    pub holds_folder: bool,
    /// Whether passwords are hashed with weak parameters; tests only.
    pub weak_passwords: bool,
}

impl Config {
    /// Builds the usual configuration over a data folder, for the process that serves.
    pub fn serving(data: PathBuf) -> Self {
        Self {
            data,
            database_url: None,
            zone: TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC),
            holds_folder: true,
            weak_passwords: false,
        }
    }

    /// Returns the address of the database.
    pub fn url(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite://{}?mode=rwc", self.data.join("techbroker.sqlite").display()))
    }
}
