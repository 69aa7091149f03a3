//! The long programmes that `scripts/test` runs as a sample and `cargo xtask prove` at full figures.

/// Names a test that reads its number of rounds from the environment.
#[derive(Debug)]
pub struct Programme {
    /// What a person types.
    pub name: &'static str,
    /// The promise it proves, in one line.
    pub proves: &'static str,
    /// The rounds of the full figure.
    pub full: u32,
    /// The environment variable that carries the number of rounds.
    pub variable: &'static str,
    package: &'static str,
    test: &'static str,
}

/// Lists every programme that works today.
pub const ALL: &[Programme] = &[Programme {
    name: "kill",
    proves: "an acknowledged need survives kill -9, once, and the index agrees with the database",
    full: 50,
    variable: "TECHBROKER_KILL_CYCLES",
    package: "api",
    test: "kill",
}];

impl Programme {
    /// Gives the arguments of the `cargo` call that runs it and shows what it prints.
    pub fn arguments(&self) -> Vec<&'static str> {
        vec!["test", "--locked", "--package", self.package, "--test", "it", self.test, "--", "--nocapture"]
    }
}
