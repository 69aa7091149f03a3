//! Signing in: the right password, many wrong ones, ended sessions and links that work once.

use app::Error;
use domain::Secret;
use domain::account::Role;
use jiff::SignedDuration;
use testkit::{PASSWORD, World};

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_start_makes_one_administrator_and_no_default_password() {
    let world = World::new().await;
    let token = world.app.set_up_link().await.expect("it makes one").expect("an empty product has one");
    let weak =
        world.app.set_up(token.reveal(), "a@example.cn", "管理员", secret("password123"), "test").await;
    assert!(matches!(weak, Err(Error::Invalid(f)) if f[0].why == "too_common"));
    let signed = world
        .app
        .set_up(token.reveal(), "a@example.cn", "管理员", secret(PASSWORD), "test")
        .await
        .expect("set up");
    assert!(signed.account.roles.contains(&Role::Administrator));
    let again = world.app.set_up(token.reveal(), "b@example.cn", "别人", secret(PASSWORD), "test").await;
    assert!(matches!(again, Err(Error::NotFound)), "the link works once");
    assert!(world.app.set_up_link().await.expect("it reads").is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_wrong_passwords_pause_and_the_pause_ends() {
    let world = World::new().await;
    world.person("ji@example.cn", [Role::Broker]).await;
    for _ in 0..8 {
        let wrong = world.app.sign_in("ji@example.cn", secret("not the word"), "10.0.0.1", "test").await;
        assert!(matches!(wrong, Err(Error::SignIn("wrong_credentials"))));
    }
    let paused = world.app.sign_in("ji@example.cn", secret(PASSWORD), "10.0.0.2", "test").await;
    assert!(matches!(paused, Err(Error::TooMany { retry_after }) if retry_after > 0 && retry_after <= 900));
    world.app.clock().advance(SignedDuration::from_mins(16));
    world.app.sign_in("JI@example.cn", secret(PASSWORD), "10.0.0.2", "test").await.expect("after the pause");
    let nobody = world.app.sign_in("nobody@example.cn", secret(PASSWORD), "10.0.0.3", "test").await;
    assert!(matches!(nobody, Err(Error::SignIn("wrong_credentials"))), "unknown people get the same answer");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_ends_by_time_by_disabling_and_by_a_new_password() {
    let world = World::new().await;
    let admin = world.person("admin@example.cn", [Role::Administrator]).await;
    let broker = world.person("ji@example.cn", [Role::Broker]).await;
    let known = world.app.known(broker.token.reveal()).await.expect("it reads").expect("alive");
    let other = world
        .app
        .sign_in("ji@example.cn", secret(PASSWORD), "10.0.0.1", "other")
        .await
        .expect("a second place");
    let new = secret("another pier, number 9");
    world.app.change_password(&broker.account, secret(PASSWORD), new, known.session).await.expect("changed");
    assert!(
        world.app.known(other.token.reveal()).await.expect("it reads").is_none(),
        "the other place is signed out"
    );
    assert!(world.app.known(broker.token.reveal()).await.expect("it reads").is_some());
    let off = app::AccountMove::Disable;
    world.app.change_account(&admin.call, broker.account.id, None, off).await.expect("switched off");
    assert!(world.app.known(broker.token.reveal()).await.expect("it reads").is_none());
    let own = world.app.change_account(&admin.call, admin.account.id, None, app::AccountMove::Disable).await;
    assert!(matches!(own, Err(Error::Forbidden("not_yourself"))));
    world.app.clock().advance(SignedDuration::from_hours(13));
    assert!(world.app.known(admin.token.reveal()).await.expect("it reads").is_none(), "an idle session ends");
}
