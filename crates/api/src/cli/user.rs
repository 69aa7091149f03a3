//! `techbroker user`.

use std::collections::BTreeSet;

use app::Call;
use app::auth::link::Invitation;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use domain::Lang;
use domain::account::Role;
use domain::policy::Actor;

use super::{Settings, Trouble};

/// Options of `user`.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Invite a person and print the one-time link's token
    Add {
        /// Mail address to sign in with
        login: String,
        /// Name people see
        #[arg(long)]
        name: String,
        /// What the person may be
        #[arg(long, value_enum)]
        role: GivenRole,
    },
    /// Switch an account off and end its sessions
    Disable {
        /// Mail address of the account
        login: String,
    },
    /// Switch an account on again
    Enable {
        /// Mail address of the account
        login: String,
    },
    /// Print a one-time link's token with which the person sets a new password
    Reset {
        /// Mail address of the account
        login: String,
    },
}

/// Roles the command line gives; the others need a company, an expert or a team and are given on a page.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum GivenRole {
    Broker,
    Official,
    Administrator,
}

/// Changes accounts, as the administrator of the machine.
pub(super) async fn run(args: Args) -> Result<(), Trouble> {
    let app = args.settings.open().await?;
    let call = Call { actor: Actor::House, request_id: "command-line".to_owned(), key: None };
    let token = match args.command {
        Command::Add { login, name, role } => {
            let role = match role {
                GivenRole::Broker => Role::Broker,
                GivenRole::Official => Role::Official,
                GivenRole::Administrator => Role::Administrator,
            };
            let invitation = Invitation { login, name, lang: Lang::default(), roles: BTreeSet::from([role]) };
            Some(app.invite(&call, invitation).await.map_err(Trouble::failed)?.1)
        }
        Command::Disable { login } => {
            let account = app.account_named(&call, &login).await.map_err(Trouble::failed)?;
            let step = app::AccountMove::Disable;
            app.change_account(&call, account.id, None, step).await.map_err(Trouble::failed)?;
            None
        }
        Command::Enable { login } => {
            let account = app.account_named(&call, &login).await.map_err(Trouble::failed)?;
            let step = app::AccountMove::Enable;
            app.change_account(&call, account.id, None, step).await.map_err(Trouble::failed)?;
            None
        }
        Command::Reset { login } => {
            let account = app.account_named(&call, &login).await.map_err(Trouble::failed)?;
            Some(app.reset(&call, account.id).await.map_err(Trouble::failed)?)
        }
    };
    match token {
        Some(token) => println!("open /links/{} under the public URL", token.reveal()),
        None => println!("done"),
    }
    Ok(())
}
