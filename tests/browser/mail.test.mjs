// What mail adds to pages: an address on the account page, a forgotten password, and the pages that letters lead to, in every
// setting and without scripts. Letters are files in a folder.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { PASSWORD, Zef } from './zef.mjs';

const letters = mkdtempSync(join(tmpdir(), 'zef-letters-'));

let browser;
let zef;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished({ config: `[mail]\nfolder = "${letters}"\nfrom = "zef@example.org"\n` });
});

after(async () => {
  await browser?.close();
  await zef?.close();
  rmSync(letters, { recursive: true, force: true });
});

/** The path in the first letter that has this part, waited for. */
async function link(part) {
  for (;;) {
    for (const name of readdirSync(letters).filter((file) => file.endsWith('.eml'))) {
      const text = readFileSync(join(letters, name), 'utf8').replaceAll('=\r\n', '');
      const found = text.match(new RegExp(`${zef.url}(\\S*${part}\\S*)`));
      if (found) return found[1];
    }
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}

test('an address is given, confirmed, and used for a forgotten password', async () => {
  const window = await Window.open(browser, zef);
  const plain = await Window.open(browser, zef, { javaScriptEnabled: false });
  await plain.signIn('anne');
  await window.signIn('anne');
  for (const prefix of ['', '/en']) {
    await window.page.goto(`${prefix}/account`);
    await window.assertSoundEverywhere(`${prefix}/account with mail`, { language: prefix });
  }
  await plain.page.goto('/account');
  await plain.page.fill('#email', `${'a'.repeat(60)}@${'exemple-tres-long.'.repeat(6)}bzh`);
  await plain.page.check('#digest');
  await plain.page.click('form[action$="/account/mail"] button');
  assert.equal(await plain.page.textContent('#wrong-mail-password'), 'Le mot de passe actuel ne convient pas.');
  await plain.page.fill('#mail-password', PASSWORD);
  await plain.page.click('form[action$="/account/mail"] button');
  await plain.page.waitForSelector('.say.good');
  for (const prefix of ['', '/en']) {
    await window.page.goto(`${prefix}/account`);
    assert.match(await window.page.textContent('#email-state'), /aaaa@exemple/);
    await window.assertSoundEverywhere(`${prefix}/account with an address to confirm`, { language: prefix });
  }
  const confirm = await link('/mail/confirm/');
  await window.page.goto(confirm);
  await window.assertSoundEverywhere('/mail/confirm');
  await plain.page.goto(confirm);
  await plain.page.click('main button');
  assert.match(await plain.page.textContent('h1'), /Adresse confirmée/);
  await plain.page.goto('/account');
  assert.equal(await plain.page.textContent('#email-state'), 'Confirmée.');
  assert.ok(await plain.page.isChecked('#digest'));

  const visitor = await Window.open(browser, zef);
  for (const prefix of ['', '/en']) {
    await visitor.page.goto(`${prefix}/login`);
    await visitor.assertSoundEverywhere(`${prefix}/login with mail`, { language: prefix });
    await visitor.page.click('main a[href$="/login/forgotten"]');
    await visitor.assertSoundEverywhere(`${prefix}/login/forgotten`, { language: prefix });
  }
  await visitor.page.fill('#who', 'anne');
  await visitor.page.click('main button');
  await visitor.page.waitForURL((url) => url.pathname === '/en/login/forgotten');
  assert.match(await visitor.page.textContent('h1'), /Check your email/);
  await visitor.assertSound('/login/forgotten, sent');
  const reset = await link('/login/reset/');
  await visitor.page.goto(reset);
  await visitor.assertSoundEverywhere('/login/reset');
  await visitor.page.fill('#password', 'azertyuiopqs');
  await visitor.page.click('main button');
  await visitor.page.waitForSelector('[role=alert]');
  await visitor.assertSound('/login/reset with a weak password');
  await visitor.page.fill('#password', 'une autre bruyère sous la pluie');
  await visitor.page.click('main button');
  await visitor.page.waitForURL((url) => url.pathname.endsWith('/account'));
  await visitor.page.waitForSelector('.say.good');
  await visitor.assertSound('/account after a new password');
  assert.equal((await visitor.page.goto(reset)).status(), 404);
  await visitor.assertSound('a link that no longer works');
  for (const each of [window, plain, visitor]) await each.close();
});
