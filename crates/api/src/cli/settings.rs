//! Options that every command over a data folder shares: flag, environment variable, or a line in one TOML file.

use std::path::{Path, PathBuf};

use app::{App, Clock, Config};
use clap::Args;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::Trouble;

/// Where the data is.
#[derive(Debug, Clone, Default, Args)]
pub struct Settings {
    /// Folder of database, index and files [default: ./techbroker-data]
    #[arg(long, global = true, env = "TECHBROKER_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// PostgreSQL address; without it an embedded database in the data folder
    #[arg(long, global = true, env = "TECHBROKER_DATABASE_URL", value_name = "URL")]
    pub database_url: Option<String>,
    /// The market's time zone [default: Asia/Shanghai]
    #[arg(long, global = true, env = "TECHBROKER_TIME_ZONE", value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// TOML file with the same names, such as `data = "/var/lib/techbroker"` [default: ./techbroker.toml if it exists]
    #[arg(long, global = true, env = "TECHBROKER_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// The lines a settings file may hold; a flag or variable wins over a line.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FileSettings {
    /// As `--data`.
    pub data: Option<PathBuf>,
    /// As `--database-url`.
    pub database_url: Option<String>,
    /// As `--time-zone`.
    pub time_zone: Option<String>,
    /// As `--listen`.
    pub listen: Option<String>,
    /// As `--public-url`.
    pub public_url: Option<String>,
}

impl Settings {
    /// Reads the settings file, the named one or `techbroker.toml` beside the working folder.
    pub fn file(&self) -> Result<FileSettings, Trouble> {
        let usual = Path::new("techbroker.toml");
        let path = match &self.config {
            Some(path) => path.as_path(),
            None if usual.exists() => usual,
            None => return Ok(FileSettings::default()),
        };
        let text = std::fs::read_to_string(path).map_err(|e| {
            Trouble::wrong_use(format!("the settings file {} cannot be read: {e}", path.display()))
        })?;
        toml::from_str(&text).map_err(|e| {
            Trouble::wrong_use(format!("the settings file {} does not fit: {}", path.display(), e.message()))
        })
    }

    /// Works out the configuration of an App.
    pub fn config(&self, holds_folder: bool) -> Result<Config, Trouble> {
        let file = self.file()?;
        let data = self.data.clone().or(file.data).unwrap_or_else(|| PathBuf::from("techbroker-data"));
        let zone = self.time_zone.clone().or(file.time_zone).unwrap_or_else(|| "Asia/Shanghai".to_owned());
        let zone = TimeZone::get(&zone).map_err(|_| {
            Trouble::wrong_use(format!("“{zone}” is no time zone: write it like Asia/Shanghai"))
        })?;
        let mut config = Config::serving(data);
        config.zone = zone;
        config.database_url = self.database_url.clone().or(file.database_url);
        config.holds_folder = holds_folder;
        Ok(config)
    }

    /// Opens the product beside a running server, for a command that does its work and ends.
    pub async fn open(&self) -> Result<App, Trouble> {
        let config = self.config(false)?;
        let clock = Clock::machine(config.zone.clone());
        App::open(&config, clock).await.map_err(Trouble::failed)
    }
}
