// A new account: a name that is taken is said without leaving the page, and the password is typed once; without scripts, again.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { PASSWORD, Zef } from './zef.mjs';

let browser;
let zef;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

async function types(page, handle) {
  await page.fill('#name', 'Anne du Relecq');
  await page.fill('#handle', handle);
  if (!await page.inputValue('#password')) await page.fill('#password', PASSWORD);
  await page.press('#password', 'Enter');
}

test('a name that is taken costs no password', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto('/join');
  const loads = [];
  page.on('request', (request) => { if (request.isNavigationRequest()) loads.push(request.method()); });
  await types(page, 'anne');
  await page.waitForSelector('#handle[aria-invalid]');
  assert.deepEqual(loads, []);
  assert.match(await page.textContent('[role=alert]'), /déjà pris/);
  assert.doesNotMatch(await page.textContent('[role=alert]'), /mot de passe/);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'handle');
  assert.equal(await page.inputValue('#password'), PASSWORD);
  await window.assertSound('a name that is taken');
  // Wrong again, in another way: one sentence in place of the other.
  await page.fill('#password', 'azertyuiopqs');
  await page.fill('#handle', 'tina');
  await page.press('#handle', 'Enter');
  await page.waitForSelector('#password[aria-invalid]');
  assert.equal(await page.locator('[role=alert]').count(), 1);
  assert.equal(await page.locator('#wrong-handle').count(), 1);
  await page.fill('#password', PASSWORD);
  await page.fill('#handle', 'annaig');
  await page.press('#handle', 'Enter');
  await page.waitForURL('**/upload');
  assert.match(await page.textContent('[role=status]'), /Bienvenue/);
  await window.close();
});

test('without scripts, the page leads to the name and says that the password is typed again', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const { page } = window;
  await page.goto('/join');
  await types(page, 'anne');
  await page.waitForSelector('#handle[aria-invalid]');
  assert.match(await page.textContent('[role=alert]'), /de nouveau le mot de passe/);
  assert.equal(await page.inputValue('#name'), 'Anne du Relecq');
  assert.equal(await page.inputValue('#password'), '');
  await types(page, 'annick');
  await page.waitForURL('**/upload');
  await window.close();
});
