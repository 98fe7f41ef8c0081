// The program, started for one test file with settings of its own, and ended with it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE = 20_000;

/** A free port of the loopback interface. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Starts it on `port` with `settings` beside the usual ones. Whoever sends `x-visitor` comes from that address. */
export async function startProgram({ port, ...settings } = {}) {
  const data = await mkdtemp(path.join(tmpdir(), "program-"));
  const url = `http://localhost:${(port ??= await freePort())}`;
  const usual = { HOST: "127.0.0.1", PORT: String(port), DATA_DIR: data, CLIENT_ADDRESS_HEADER: "x-visitor" };
  const child = spawn(process.env.PROGRAM, ["serve"], { env: { ...usual, ...settings }, stdio: ["ignore", "pipe", "pipe"] });
  const it = { url, data, child, printed: "" };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (it.printed += text));
  await answers(it);

  /** Stops it and removes its data; whatever it printed stays in `printed`. */
  it.stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(data, { recursive: true, force: true });
  };
  /** Runs another of its commands on the same data; returns what it prints and how it ends. */
  it.command = (...words) => run(words, { ...usual, ...settings });
  /** The newest mail, which is a file because there is no mail server. */
  it.newestMail = async () => {
    const folder = path.join(data, "mail");
    const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".eml")).sort();
    return files.length === 0 ? "" : readFile(path.join(folder, files.at(-1)), "utf8");
  };
  return it;
}

async function answers(it) {
  const until = Date.now() + PATIENCE;
  while (Date.now() < until) {
    const well = await fetch(`${it.url}/api/health`).then((answer) => answer.ok).catch(() => false);
    if (well) return;
    if (it.child.exitCode !== null) throw new Error(`the program ended with ${it.child.exitCode}:\n${it.printed}`);
    await pause(20);
  }
  it.child.kill("SIGKILL");
  throw new Error(`the program did not answer:\n${it.printed}`);
}

async function run(words, env) {
  const child = spawn(process.env.PROGRAM, words, { env, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += text));
  const [code] = await once(child, "close");
  return { code, printed };
}
