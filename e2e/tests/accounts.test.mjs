// An account from the first mail to the last session, by address and password.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { launch, open, press } from "../browser.mjs";
import { PASSWORD, assertRefused, me, newestLink, register, session, signIn, signOutButton, signUp, someone } from "../person.mjs";
import { startProgram } from "../program.mjs";

let browser, program, page;
before(async () => ([browser, program] = await Promise.all([launch(), startProgram()])));
after(() => Promise.all([browser.close(), program.stop()]));
const opened = (options) => open(browser, { baseURL: program.url, ...options });
beforeEach(async () => (page = await opened()));
afterEach(() => page.context().close());

for (const javaScriptEnabled of [true, false]) {
  test(`registering, the mail, the profile and signing out, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const email = someone();
    const page = await opened({ javaScriptEnabled });
    await signUp(page, email);
    const person = await me(page);
    assert.deepEqual([person.status, person.email, person.role], [200, email, "user"], JSON.stringify(person));
    await page.goto("/profile");
    assert.ok(await page.getByRole("main").getByText("Verified", { exact: true }).isVisible());

    const cookie = await session(page);
    assert.deepEqual([cookie.name, cookie.httpOnly, cookie.secure, cookie.sameSite], ["session", true, false, "Lax"]);
    await signOutButton(page).click();
    await page.getByRole("banner").getByText("Sign in", { exact: true }).waitFor();
    assert.equal(await session(page), undefined);
    assert.equal((await me(page)).status, 401);
    await assertRefused(program.url, cookie);

    await signIn(page, email);
    assert.equal((await me(page)).id, person.id);
    await page.context().close();
  });
}

test("the link of a mail does nothing before its button is pressed, and nothing twice", async () => {
  await register(page, someone());
  const link = await newestLink(page).getAttribute("href");
  for (let visit = 0; visit < 2; visit += 1) await page.goto(link);
  assert.equal((await me(page)).status, 401, "opening it signs nobody in: scanners of mails open links");
  await page.getByRole("button", { name: "Make the account" }).click();
  await signOutButton(page).waitFor();
  const answer = await page.goto(link);
  assert.equal(answer.status(), 410);
  await page.getByRole("heading", { name: "This link does nothing any more" }).waitFor();
});

test("an address that has an account is answered like one that has none", async () => {
  const email = someone();
  await signUp(page, email);
  const pages = [];
  for (const address of [email, someone()]) {
    const stranger = await opened();
    await register(stranger, address);
    const mail = stranger.getByRole("region", { name: "The newest mail" });
    // The mail is for the owner alone; the rest of the page is what a stranger sees.
    await mail.evaluate((element) => element.remove());
    pages.push((await stranger.getByRole("main").innerHTML()).replaceAll(address, "ADDRESS"));
    await stranger.context().close();
  }
  assert.equal(pages[0], pages[1]);
  assert.match(await program.newestMail(), /^To: person/m);
});

test("a new password by mail signs every browser out and the old password is void", async () => {
  const email = someone();
  await signUp(page, email);
  const other = await opened();
  await other.goto("/reset");
  await other.getByLabel("E-mail address").fill(email);
  await press(other, other.getByRole("button", { name: "Send the mail" }));
  await newestLink(other).click();
  await other.getByLabel("New password").fill("another four good words");
  await press(other, other.getByRole("button", { name: "Set the password" }));
  assert.equal((await me(page)).status, 401, "the browser from before");
  assert.equal((await me(other)).status, 401, "nobody is signed in by a reset");
  await signIn(other, email, "another four good words");
  const refused = await opened();
  await refused.goto("/login");
  await refused.getByLabel("E-mail address").fill(email);
  await refused.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press(refused, refused.getByRole("main").getByRole("button", { name: "Sign in" }));
  await refused.getByRole("alert").waitFor();
  assert.equal(await session(refused), undefined);
  await Promise.all([other, refused].map((it) => it.context().close()));
});

test("what was typed before signing in is still there afterwards", async () => {
  const email = someone();
  await signUp(page, email);
  for (const javaScriptEnabled of [true, false]) {
    const other = await opened({ javaScriptEnabled });
    await other.goto("/");
    await other.locator("#text").fill("Dinner with Ana on Friday 13 June 2031 at 7pm");
    await other.getByRole("banner").getByText("Sign in", { exact: true }).click();
    await other.waitForURL((url) => url.pathname === "/login");
    await other.getByLabel("E-mail address").fill(email);
    await other.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await other.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await signOutButton(other).waitFor();
    assert.equal(await other.locator("#text").inputValue(), "Dinner with Ana on Friday 13 June 2031 at 7pm");
    await other.context().close();
  }
});

test("after signing in one is back where one was, and never elsewhere", async () => {
  const email = someone();
  await signUp(page, email);
  for (const [next, expected] of [["/events", "/events"], ["//evil.example", "/"], ["/\\evil.example", "/"], ["https://evil.example", "/"]]) {
    const other = await opened();
    await other.goto(`/login?next=${encodeURIComponent(next)}`);
    await other.getByLabel("E-mail address").fill(email);
    await other.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await other.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await signOutButton(other).waitFor();
    assert.equal(other.url(), `${program.url}${expected}`, next);
    await other.context().close();
  }
});

describe("a session that has ended", () => {
  test("ends on the next page with a sentence and without its cookie", async () => {
    const email = someone();
    await signUp(page, email);
    const cookie = await session(page);
    const { code, printed } = await program.command("user", "delete", email);
    assert.equal(code, 0, printed);
    await page.goto("/about");
    const head = page.getByRole("banner");
    await head.getByText("Your session has ended").waitFor();
    assert.equal(await head.getByRole("link", { name: email }).count(), 0, "nobody is half signed in");
    assert.equal(await session(page), undefined, "the cookie is taken back");
    await assertRefused(program.url, cookie);
    await page.goto("/profile");
    assert.equal(new URL(page.url()).pathname, "/login");
    assert.equal(await signOutButton(page).count(), 0);
  });

  test("can be ended from another browser, one by one", async () => {
    const email = someone();
    await signUp(page, email);
    const other = await opened();
    await signIn(other, email);
    await page.goto("/profile");
    const browsers = page.getByRole("region", { name: "Where you are signed in" });
    assert.equal(await browsers.getByRole("listitem").count(), 2);
    await browsers.getByRole("listitem").getByRole("button", { name: /^Sign out/ }).click();
    await page.getByText("That browser is signed out.").waitFor();
    assert.equal((await me(other)).status, 401);
    assert.equal((await me(page)).status, 200);
    await other.context().close();
  });
});

test("no address, password or token of all this is in the log, and the database is consistent", async () => {
  const email = someone();
  await signUp(page, email);
  const cookie = await session(page);
  const token = (await program.newestMail()).replaceAll("=\r\n", "").match(/\/link\/([\w-]+)/)[1];
  for (const secret of [email, PASSWORD, cookie.value, token]) {
    assert.ok(!program.printed.includes(secret), `the log has ${secret}`);
  }
  const { code, printed } = await program.command("user", "doctor");
  assert.equal(code, 0, printed);
});
