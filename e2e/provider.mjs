// OpenID Connect providers that nobody here wrote, started for one test file: a certified one, and one that lies.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

/** Starts the certified one; whatever is typed there as login is the person. */
export async function startProvider() {
  const it = await start("provider.mjs");
  /** Registers a program that people are sent back to at `redirect`; returns the settings it needs. */
  it.register = async (redirect, name = "calendar") => {
    const wanted = {
      client_name: name, redirect_uris: [redirect], response_types: ["code"], grant_types: ["authorization_code"],
      token_endpoint_auth_method: "client_secret_basic",
    };
    const answer = await fetch(`${it.issuer}/reg`, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(wanted),
    });
    const client = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(client));
    return settings(it.issuer, client.client_id, client.client_secret);
  };
  /** Says what the provider knows about somebody from now on. */
  it.person = (login, claims) =>
    fetch(`${it.issuer}/test/people/${login}`, { method: "PUT", body: JSON.stringify(claims) });
  return it;
}

/** Starts the one that lies as the name of the client says. */
export async function startForger() {
  const it = await start("forger.mjs");
  it.settings = (lie) => settings(it.issuer, lie, "secret");
  return it;
}

function settings(issuer, id, secret) {
  return { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret };
}

async function start(script) {
  const child = spawn("node", [path.join(process.env.TEST_OIDC, script)], { stdio: ["pipe", "pipe", "ignore"] });
  const [issuer] = await once(createInterface({ input: child.stdout }), "line");
  const stop = async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  return { issuer, stop };
}

/** Fills in the provider's pages as `login`, until it sends the browser back. */
export async function signInThere(page, issuer, login) {
  await page.waitForURL((url) => url.origin === issuer);
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("x");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await agreeThere(page, issuer);
}

/** Agrees to what the provider tells this program, if it asks. */
export async function agreeThere(page, issuer) {
  const agree = page.getByRole("button", { name: "Continue", exact: true });
  const back = page.waitForURL((url) => url.origin !== issuer).then(() => "back");
  if ((await Promise.race([back, agree.waitFor().then(() => "asked")])) === "asked") await agree.click();
  await back;
}

/** Cancels at the provider. */
export async function cancelThere(page, issuer) {
  await page.waitForURL((url) => url.origin === issuer);
  await page.getByText("Cancel").click();
  await page.waitForURL((url) => url.origin !== issuer);
}
