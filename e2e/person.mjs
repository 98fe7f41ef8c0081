// What somebody with an account does: make one, sign in by password or by a provider, look who they are.
import assert from "node:assert/strict";
import { press } from "./browser.mjs";
import { signInThere } from "./provider.mjs";

export const PASSWORD = "four words in a row";
let number = 0;

/** An address that nobody has yet. */
export const someone = () => `person-${process.pid}-${(number += 1)}@example.org`;

/** Asks for an account; ends at "Check your mail". Returns the server's answer. */
export async function register(page, email, password = PASSWORD) {
  await page.goto("/register");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  const answer = await press(page, page.getByRole("button", { name: "Make an account" }));
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  return answer;
}

/** The link of the newest mail, which the page shows where there is no mail server. */
export const newestLink = (page) => page.getByRole("region", { name: "The newest mail" }).getByRole("link").first();

/** Makes an account and is signed in. */
export async function signUp(page, email, password = PASSWORD) {
  await register(page, email, password);
  await newestLink(page).click();
  await page.getByRole("button", { name: "Make the account" }).click();
  await signOutButton(page).waitFor();
}

/** Signs in by password. */
export async function signIn(page, email, password = PASSWORD) {
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await signOutButton(page).waitFor();
}

/** Presses the button of the provider on the page for signing in. */
export async function leaveFor(page, issuer) {
  await page.goto("/login");
  await page.getByRole("button", { name: `Continue with ${new URL(issuer).host}` }).click();
}

/** Signs in by the certified provider as `login`; ends wherever this program then leads. */
export async function signInBy(page, issuer, login) {
  await leaveFor(page, issuer);
  await signInThere(page, issuer, login);
  await page.waitForLoadState("load");
}

export const signOutButton = (page) => page.getByRole("banner").getByRole("button", { name: "Sign out" });

/** The session cookie of the browser, if it carries one. */
export async function session(page) {
  const cookies = await page.context().cookies();
  return cookies.find(({ name }) => name === "session" || name === "__Host-session");
}

/** What `GET /api/user/me` says to the browser. */
export async function me(page) {
  const answer = await page.request.get("/api/user/me", { maxRedirects: 0 });
  return { status: answer.status(), ...(await answer.json()) };
}

/** Sends a cookie from elsewhere: a session that has ended is refused, with JSON and without leading anywhere. */
export async function assertRefused(url, { name, value }) {
  const answer = await fetch(`${url}/api/user/me`, { headers: { cookie: `${name}=${value}` }, redirect: "manual" });
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get("content-type"), /^application\/json/);
  assert.ok((await answer.json()).error, "it says why");
}
