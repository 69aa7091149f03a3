//! An acknowledged need survives kill -9: clients write, the process dies at any moment, clients try again.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use app::{App, Call, Clock, Config, NeedFilter};
use domain::account::Role;
use domain::policy::{Actor, Person};
use domain::{Id, NeedId};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sea_orm::{ConnectionTrait, Database};

const BINARY: &str = env!("CARGO_BIN_EXE_techbroker");
const CLIENTS: usize = 4;

/// A running server.
struct Running {
    child: Child,
    address: String,
}

fn command(words: &[&str], folder: &Path, database: Option<&str>) -> Command {
    let mut command = Command::new(BINARY);
    command.args(words).env("TECHBROKER_DATA", folder).current_dir(folder);
    if let Some(url) = database {
        command.env("TECHBROKER_DATABASE_URL", url);
    }
    command
}

fn start(folder: &Path, database: Option<&str>) -> Running {
    let mut command = command(&["serve", "--listen", "127.0.0.1:0"], folder, database);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its output is read")).lines();
    let address = lines.find_map(|line| {
        let line = line.expect("its output is text");
        line.strip_prefix("listening on http://").map(|a| a.trim_end_matches('/').to_owned())
    });
    Running { child, address: address.expect("it says where it listens") }
}

impl Running {
    fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it is gone");
    }
}

/// Enters a need; the identifier when the server said 201 and the whole answer came.
fn enter(address: &str, key: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let text = "608 轴承 Z4 组噪声不稳定";
    let content = serde_json::json!({
        "title": key, "problem": text, "current_state": text, "tried": text, "expected": text, "industry": "345",
        "field": "bearings", "modes": ["development"], "budget": {"kind": "to_discuss"}, "wanted_by": "2036-12-31",
        "indicators": [{"name": "振动速度", "comparison": "at_most", "target": "0.8"}], "contact_name": "周工",
        "contact_phone": "15400000001", "decision_owner": "总经理",
    });
    let body = serde_json::json!({
        "content": content, "organisation_name": "望潮精密轴承", "declared": true, "submit": true,
    });
    let body = body.to_string();
    write!(
        stream,
        "POST /api/v1/needs HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         idempotency-key: {key}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    if !head.starts_with("HTTP/1.1 201") {
        assert!(head.is_empty() || !head.starts_with("HTTP/1.1 4"), "the server refused: {answer}");
        return None;
    }
    let body: serde_json::Value = serde_json::from_str(body).ok()?;
    Some(body["id"].as_str()?.to_owned())
}

/// Lets the clients write until the server is gone; returns what was acknowledged, and the keys that were not.
fn storm(running: Running, cycle: usize, chance: &mut ChaCha8Rng) -> (BTreeMap<String, String>, Vec<String>) {
    let (tell, heard) = mpsc::channel();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (tell, address) = (tell.clone(), running.address.clone());
            std::thread::spawn(move || {
                let (mut acknowledged, mut open) = (BTreeMap::new(), Vec::new());
                for number in 0..100_000 {
                    let key = format!("need-{cycle}-{client}-{number}");
                    // The killer may have stopped listening already.
                    let _heard = tell.send(()).is_ok();
                    let Some(id) = enter(&address, &key) else {
                        open.push(key);
                        break;
                    };
                    acknowledged.insert(key, id);
                }
                (acknowledged, open)
            })
        })
        .collect();
    drop(tell);
    for _ in 0..chance.random_range(1..40) {
        heard.recv().expect("the clients are writing");
    }
    let moment = Instant::now() + Duration::from_micros(chance.random_range(0..20_000));
    while Instant::now() < moment {
        std::hint::spin_loop();
    }
    running.kill();
    let (mut acknowledged, mut open) = (BTreeMap::new(), Vec::new());
    for client in clients {
        let (a, o) = client.join().expect("a client ends by itself");
        acknowledged.extend(a);
        open.extend(o);
    }
    (acknowledged, open)
}

async fn stored(folder: &Path, database: Option<&str>) -> BTreeMap<String, Vec<String>> {
    let mut config = Config::serving(folder.to_owned());
    config.database_url = database.map(str::to_owned);
    let app = App::open(&config, Clock::machine(config.zone.clone())).await.expect("it opens again");
    app.drain().await.expect("the index follows");
    let roles = [Role::Broker].into();
    let now = app.clock().now();
    let call = Call::by(Actor::Person(Person::new(
        Id::from_uuid(app.clock().mint_uuid()),
        &roles,
        true,
        false,
        now,
    )));
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut after: Option<NeedId> = None;
    loop {
        let page = app.needs(&call, &NeedFilter { limit: 100, after, ..NeedFilter::default() }).await;
        let page = page.expect("it lists");
        for row in page.rows {
            all.entry(row.title).or_default().push(row.id.to_string());
        }
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

fn whole(words: &[&str], folder: &Path, database: Option<&str>) {
    let out = command(words, folder, database).output().expect("the binary runs");
    let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{words:?}: {said}");
    println!("{}", said.trim());
}

async fn survives(database: Option<&str>) {
    let cycles: usize =
        std::env::var("TECHBROKER_KILL_CYCLES").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    let seed: u64 = std::env::var("TECHBROKER_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(20_260_316);
    println!("seed {seed}, {cycles} cycles, {}", if database.is_some() { "PostgreSQL" } else { "SQLite" });
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut acknowledged, mut slowest) = (BTreeMap::new(), Duration::ZERO);
    let mut retried = 0;
    for cycle in 0..cycles {
        let running = start(folder.path(), database);
        let (done, open) = storm(running, cycle, &mut chance);
        acknowledged.extend(done);
        let begun = Instant::now();
        let running = start(folder.path(), database);
        slowest = slowest.max(begun.elapsed());
        for key in open {
            retried += 1;
            let id = enter(&running.address, &key).expect("a second try is answered");
            acknowledged.insert(key, id);
        }
        // Every tenth acknowledged key is sent again: it must name the need it named before.
        for (key, id) in acknowledged.iter().rev().step_by(10).take(20) {
            assert_eq!(enter(&running.address, key).as_ref(), Some(id), "{key} after a restart, seed {seed}");
        }
        running.kill();
    }
    let stored = stored(folder.path(), database).await;
    for (key, id) in &acknowledged {
        let found = stored.get(key).map_or(&[][..], Vec::as_slice);
        assert_eq!(found, std::slice::from_ref(id), "{key} is lost or there twice, seed {seed}");
    }
    assert_eq!(stored.len(), acknowledged.len(), "nothing else was entered, seed {seed}");
    whole(&["index", "verify"], folder.path(), database);
    whole(&["audit", "verify"], folder.path(), database);
    println!(
        "{} needs acknowledged over {cycles} kills, {retried} of them at the second try; slowest start {slowest:?}",
        acknowledged.len()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_needs_survive_kill_9_on_sqlite() {
    survives(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_needs_survive_kill_9_on_postgresql() {
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        println!("skipped: TEST_POSTGRES_URL is not set");
        return;
    };
    let name = format!("kill_{}", std::process::id());
    let admin = Database::connect(&server).await.expect("the test server answers");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
    let (address, _) = server.rsplit_once('/').expect("the address names a database");
    survives(Some(&format!("{address}/{name}"))).await;
}
