// Signing in with a certified OpenID Connect provider, and what is said when one cannot or does not tell the truth.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { launch, open } from "../browser.mjs";
import { assertRefused, leaveFor, me, session, signInBy, signOutButton } from "../person.mjs";
import { freePort, startProgram } from "../program.mjs";
import { agreeThere, cancelThere, signInThere, startForger, startProvider } from "../provider.mjs";
import { startGate } from "../proxy.mjs";

let browser, provider, forger;
before(async () => ([browser, provider, forger] = await Promise.all([launch(), startProvider(), startForger()])));
after(() => Promise.all([browser.close(), provider.stop(), forger.stop()]));

/** A program with a provider and a page of it; both are gone when `look` is done. */
async function with_(settings, look, options = {}) {
  const program = await startProgram(settings);
  const page = await open(browser, { baseURL: program.url, ...options });
  try {
    await look(page, program);
  } finally {
    await page.context().close();
    await program.stop();
  }
}

/** The settings of a program that is registered at the certified provider under `name`. */
async function registered(name) {
  const port = await freePort();
  return { port, ...(await provider.register(`http://localhost:${port}/api/auth/callback/oidc`, name)) };
}

async function assertSaid(page, heading) {
  await page.getByRole("heading", { name: heading }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/auth/error");
  assert.equal(await session(page), undefined, "nobody is signed in");
  assert.equal((await me(page)).status, 401);
  assert.ok(await page.getByRole("main").getByRole("link").first().isVisible(), "there is a way on");
}

for (const javaScriptEnabled of [true, false]) {
  test(`a first sign-in leaves a user, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const login = javaScriptEnabled ? "ana" : "ada";
    await with_(await registered(), async (page, program) => {
      await signInBy(page, provider.issuer, login);
      await page.goto("/profile");
      await page.getByRole("heading", { name: `${login} of the tests` }).waitFor();
      const person = await me(page);
      const { status, email, name } = person;
      assert.deepEqual({ status, email, name }, { status: 200, email: `${login}@example.org`, name: `${login} of the tests` });
      const cookie = await session(page);
      await signOutButton(page).click();
      await page.getByRole("banner").getByText("Sign in", { exact: true }).waitFor();
      await assertRefused(program.url, cookie);
      assert.equal((await program.command("user", "doctor")).code, 0);

      // Still signed in there, so nothing is typed.
      await leaveFor(page, provider.issuer);
      await agreeThere(page, provider.issuer);
      await signOutButton(page).waitFor();
      assert.equal((await me(page)).id, person.id);
    }, { javaScriptEnabled });
  });
}

test("whoever comes back with another address is the same person, and the account keeps its address", async () => {
  await with_(await registered(), async (page) => {
    await signInBy(page, provider.issuer, "bo");
    const before = await me(page);
    await provider.person("bo", { email: "bo.new@example.org", email_verified: true });
    await signOutButton(page).click();
    await leaveFor(page, provider.issuer);
    await agreeThere(page, provider.issuer);
    await signOutButton(page).waitFor();
    const now = await me(page);
    assert.deepEqual([now.id, now.email], [before.id, "bo@example.org"]);
    await page.goto("/profile");
    await page.getByText("bo.new@example.org").waitFor();
    await page.getByText("This is another address than your account has").waitFor();
  });
});

test("somebody without a proved address is signed in and told so", async () => {
  for (const [login, claims] of Object.entries({ cy: {}, di: { email: "di@example.org", email_verified: false } })) {
    await provider.person(login, claims);
    await with_(await registered(), async (page) => {
      await signInBy(page, provider.issuer, login);
      await page.getByText("Your provider gave no proved mail address").waitFor();
      assert.equal((await me(page)).status, 200);
    });
  }
});

test("where accounts are for certain addresses, a missing and an unproved one are said to be", async () => {
  const cases = {
    ed: [{}, "Your mail address is missing"],
    flo: [{ email: "flo@example.org", email_verified: false }, "Your mail address is not proved"],
    gus: [{ email: "gus@elsewhere.example", email_verified: true }, "New accounts are not taken here"],
  };
  for (const [login, [claims, heading]] of Object.entries(cases)) {
    await provider.person(login, claims);
    await with_({ ...(await registered()), ALLOWED_ADDRESSES: "example.org" }, async (page) => {
      await signInBy(page, provider.issuer, login);
      await assertSaid(page, heading);
    });
  }
});

test("whoever cancels there is not signed in here", async () => {
  await with_(await registered(), async (page) => {
    await leaveFor(page, provider.issuer);
    await cancelThere(page, provider.issuer);
    await assertSaid(page, "You were not signed in");
  });
});

/** A program behind a gate, registered at the provider under `name`; `mayPass` sees each address that is asked for. */
async function behindGate(name, mayPass, look) {
  const port = await freePort();
  const gate = await startGate(port, mayPass);
  const known = await provider.register(`${gate.url}/api/auth/callback/oidc`, name);
  await with_({ port, PUBLIC_URL: gate.url, ...known }, (page) => look(page, gate.url), { baseURL: gate.url });
  gate.stop();
}

const isCallback = (url) => url.startsWith("/api/auth/callback/");

test("a code that comes too late", async () => {
  const slowly = (url) => pause(isCallback(url) ? 3000 : 0, true);
  await behindGate("hasty", slowly, async (page) => {
    await leaveFor(page, provider.issuer);
    await signInThere(page, provider.issuer, "late");
    await assertSaid(page, "The provider does not accept its answer any more");
  });
});

test("requirement 26: an answer counts once", async () => {
  await with_(await registered(), async (page) => {
    let address;
    page.on("request", (request) => (isCallback(new URL(request.url()).pathname) ? (address = request.url()) : 0));
    await signInBy(page, provider.issuer, "twice");
    await signOutButton(page).click();
    await page.getByRole("banner").getByText("Sign in", { exact: true }).waitFor();
    await page.goto(address);
    await assertSaid(page, "This sign-in does not belong to this browser");
  });
});

test("requirement 27: an answer for another browser signs nobody in", async () => {
  let address;
  const notBack = (url) => (isCallback(url) && !address ? ((address = url), false) : true);
  await behindGate("calendar", notBack, async (page, url) => {
    const attacker = await open(browser, { baseURL: url });
    await leaveFor(attacker, provider.issuer);
    await signInThere(attacker, provider.issuer, "eve").catch(() => {});
    assert.ok(address, "the attacker has an answer that nobody has used");
    await page.goto(address);
    await assertSaid(page, "This sign-in does not belong to this browser");
    await attacker.context().close();
  });
});

test("a provider that is down", async () => {
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  await with_({ OIDC_ISSUER: nowhere, OIDC_CLIENT_ID: "x", OIDC_CLIENT_SECRET: "y" }, async (page) => {
    await leaveFor(page, nowhere);
    await assertSaid(page, "The provider does not answer");
  });
});

describe("a provider that lies", () => {
  for (const [lie, heading] of Object.entries({
    "wrong-nonce": "The answer was for another sign-in",
    "unsigned": "The answer cannot be trusted",
    "expired": "The answer cannot be trusted",
    "no-id-token": "The provider did not say who you are",
    "used-code": "The provider does not accept its answer any more",
    "unknown-client": "This site is not set up for the provider",
    "out-of-order": "The provider does not answer",
  })) {
    test(`${lie}: ${heading}`, async () => {
      await with_(forger.settings(lie), async (page) => {
        await leaveFor(page, forger.issuer);
        await assertSaid(page, heading);
      });
    });
  }
});
