// Starts the product as a person would, and reads what it prints.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START_MS = 180_000;

/** Gives a port that nobody listens on. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts `techbroker demo` in a data folder of its own; `path` such as `/kjj/` puts it under a public URL.
 * Gives its base address (with a slash at the end), the sign-in link of each role, and `stop`.
 */
export async function start(binary, { path = "" } = {}) {
  const data = await mkdtemp(join(tmpdir(), "techbroker-e2e-"));
  const port = path ? await freePort() : 0;
  const base = path && `http://127.0.0.1:${port}${path}`;
  const args = ["demo", "--listen", `127.0.0.1:${port}`, "--data", join(data, "demo")];
  const child = spawn(binary, base ? [...args, "--public-url", base] : args, { stdio: ["ignore", "pipe", "pipe"] });
  const product = { base, links: new Map(), log: "", stop: () => stop(child, data) };
  const read = (chunk) => {
    product.log += chunk;
    understand(product);
  };
  child.stdout.setEncoding("utf8").on("data", read);
  child.stderr.setEncoding("utf8").on("data", (chunk) => (product.log += chunk));
  let ended = null;
  child.on("exit", (code, signal) => (ended = `it ended with ${code ?? signal}`));
  child.on("error", (error) => (ended = error.message));
  try {
    await ready(product, () => ended);
  } catch (error) {
    await product.stop();
    throw error;
  }
  return product;
}

/** Reads `listening on URL` and `sign-in link  ROLE  URL` from what was printed so far. */
export function understand(product) {
  const whole = product.log.slice(0, product.log.lastIndexOf("\n") + 1);
  const listening = whole.match(/listening on (https?:\/\/\S+)/);
  if (listening && !product.base) product.base = listening[1].replace(/\/*$/, "/");
  for (const [, role, link] of whole.matchAll(/^sign-in link +(.+?) +(https?:\/\/\S+)$/gm)) {
    product.links.set(role.trim(), link);
  }
}

async function ready(product, ended) {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (ended()) throw new Error(`the product did not start: ${ended()}\n${product.log}`);
    if (product.base && product.links.size > 0) {
      const answer = await fetch(new URL("readyz", product.base)).catch(() => null);
      if (answer?.ok) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the product was not ready after ${START_MS / 1000} s\n${product.log}`);
}

async function stop(child, data) {
  if (child.exitCode === null && child.signalCode === null && child.pid) {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await gone;
    clearTimeout(late);
  }
  await rm(data, { recursive: true, force: true });
}
