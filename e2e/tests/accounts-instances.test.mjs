// Several instances of the program on one PostgreSQL, and one behind a proxy that speaks TLS.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { launch, open } from "../browser.mjs";
import { assertRefused, me, session, signIn, signInBy, signOutButton, signUp, someone } from "../person.mjs";
import { freePort, startProgram } from "../program.mjs";
import { startProvider } from "../provider.mjs";
import { startTls } from "../proxy.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("signing out everywhere holds at once for three instances on one PostgreSQL", async (t) => {
  const programs = await startShared(t);
  const pages = await Promise.all(programs.map(({ url }) => opened(t, { baseURL: url })));
  const email = someone();
  await signUp(pages[0], email);
  for (const page of pages.slice(1)) await signIn(page, email);
  const cookies = await Promise.all(pages.map(session));
  // Each session counts at each instance.
  for (const { url } of programs) {
    for (const { name, value } of cookies) {
      const answer = await fetch(`${url}/api/user/me`, { headers: { cookie: `${name}=${value}` } });
      assert.equal(answer.status, 200);
    }
  }
  await pages[1].goto("/profile");
  await pages[1].getByRole("button", { name: "Sign out everywhere" }).click();
  await pages[1].waitForURL((url) => url.pathname !== "/profile");
  for (const { url } of programs) {
    for (const cookie of cookies) await assertRefused(url, cookie);
  }
  for (const page of pages) assert.equal((await me(page)).status, 401);
  assert.equal((await programs[2].command("user", "doctor")).code, 0);
});

/** A page that is closed after the test. */
async function opened(t, options) {
  const page = await open(browser, options);
  t.after(() => page.context().close());
  return page;
}

/** A program that is stopped after the test. */
async function started(t, settings) {
  const program = await startProgram(settings);
  t.after(program.stop);
  return program;
}

/** Three of them on tables of their own, which are made by the command that an installation runs first. */
async function startShared(t) {
  const schema = `e2e_${randomUUID().replaceAll("-", "")}`;
  const settings = { DATABASE_URL: `${process.env.TEST_POSTGRES_URL}?schema=${schema}`, SECRET_KEY: randomUUID() };
  const first = await started(t);
  const { code, printed } = await first.command("migrate", "--database-url", settings.DATABASE_URL);
  assert.equal(code, 0, printed);
  return Promise.all([1, 2, 3].map(() => started(t, settings)));
}

test("behind a proxy that speaks TLS the session is for this host and https alone", async (t) => {
  const port = await freePort();
  const proxy = await startTls(port);
  t.after(proxy.stop);
  const provider = await startProvider();
  t.after(provider.stop);
  const known = await provider.register(`${proxy.url}/api/auth/callback/oidc`);
  await started(t, { port, PUBLIC_URL: proxy.url, ...known });
  const page = await opened(t, { baseURL: proxy.url, ignoreHTTPSErrors: true });
  const answer = await page.goto("/");
  assert.match(answer.headers()["strict-transport-security"], /max-age=\d{8}/);

  await page.goto("/register");
  assert.equal(await page.getByLabel("E-mail address").count(), 0, "no mails, so no accounts with a password");
  await signInBy(page, provider.issuer, "ana");
  await signOutButton(page).waitFor();
  const { name, secure, httpOnly, sameSite, path, domain } = await session(page);
  assert.deepEqual(
    { name, secure, httpOnly, sameSite, path, domain },
    { name: "__Host-session", secure: true, httpOnly: true, sameSite: "Lax", path: "/", domain: "localhost" },
  );
  assert.equal((await me(page)).status, 200);
  await signOutButton(page).click();
  await page.getByRole("banner").getByText("Sign in", { exact: true }).waitFor();
  assert.equal(await session(page), undefined);
  assert.equal((await me(page)).status, 401);
});
