// What is typed on a form survives a reload, and no second save overwrites what somebody else wrote meanwhile.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

let browser;
let zef;
let photo;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  photo = await zef.gives('anne', 'leaf.jpg', { license: 'cc-by-4.0', title: 'Feuille', place_precision: 'area' });
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const kept = (page) => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('zef-keep:')));

test('what is typed on the edit page survives a reload, is saved, and is then forgotten', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  const edit = `/photos/${photo.id}/edit`;
  await page.goto(edit);
  await page.fill('[name=title]', 'Feuille de houx');
  await page.fill('[name=description]', 'Deux lignes,\net demie.');
  await page.check('#precision-hidden');
  await page.check('#author_withheld');
  await page.reload();
  await page.waitForSelector('.kept');
  assert.equal(await page.inputValue('[name=title]'), 'Feuille de houx');
  assert.equal(await page.inputValue('[name=description]'), 'Deux lignes,\net demie.');
  assert.ok(await page.isChecked('#precision-hidden') && await page.isChecked('#author_withheld'));
  await window.assertSound('the edit page with what was typed');

  // It can be thrown away.
  await page.click('.kept button');
  assert.equal(await page.inputValue('[name=title]'), 'Feuille');
  assert.deepEqual(await kept(page), []);
  await page.reload();
  assert.equal(await page.locator('.kept').count(), 0);

  // Saved, it is forgotten; nothing comes back.
  await page.fill('[name=title]', 'Houx');
  await page.reload();
  await page.waitForSelector('.kept');
  await page.click('.bar button[value=false]');
  await page.waitForSelector('.say[role=status]');
  assert.deepEqual(await kept(page), []);
  await page.goto(edit);
  assert.equal(await page.inputValue('[name=title]'), 'Houx');
  assert.equal(await page.locator('.kept').count(), 0);
  await window.close();
});

test('what was typed comes back after somebody else saved, and the two are settled knowingly', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  await page.goto(`/photos/${photo.id}/edit`);
  await page.fill('[name=description]', 'Mes mots.');
  // Written down before the other one saves.
  await page.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.startsWith('zef-keep:')));
  const theirs = { description: 'Leurs mots.' };
  assert.equal((await zef.asks('mona', 'PATCH', `/api/v1/photos/${photo.id}`, theirs)).status, 200);
  await page.reload();
  await page.waitForSelector('.kept');
  assert.equal(await page.inputValue('[name=description]'), 'Mes mots.');
  await page.click('.bar button[value=false]');
  await page.waitForSelector('.differs');
  await window.assertSound('the edit page with a conflict');
  assert.match(await page.textContent('.differs'), /Leurs mots\.[^]*Mes mots\./);
  // Pressed again without a choice, the browser asks for one.
  await page.click('.bar button[value=false]');
  assert.equal(await page.locator('.differs').count(), 1);
  await page.check('[name="choice.description"][value=mine]');
  await page.click('.bar button[value=false]');
  await page.waitForSelector('.say[role=status]');
  const now = await (await zef.asks('anne', 'GET', `/api/v1/photos/${photo.id}`)).json();
  assert.equal(now.description, 'Mes mots.');
  await window.close();
});

test('what staff changed, the contest and the same file are sound pages', async () => {
  await zef.asks('mona', 'PATCH', `/api/v1/photos/${photo.id}`, { author_name: 'Studio Ancien', place_precision: 'hidden' });
  const same = await zef.gives('tina', 'leaf.jpg', { license: 'cc-by-sa-4.0' });
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [390, 1280]) {
      const window = await Window.open(browser, zef, { colorScheme, viewport: { width, height: 900 } });
      await window.signIn('anne');
      for (const path of [`/photos/${photo.id}`, '/account/photos']) {
        await window.page.goto(path);
        assert.match(await window.page.textContent('main'), /Studio Ancien/);
        await window.assertSound(`${path} ${colorScheme} ${width}`);
      }
      await window.close();
    }
  }
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  await window.page.goto(`/photos/${photo.id}#credit-ledger`);
  await window.page.click('.ledger summary');
  await window.page.fill('#contest-note', 'Ce n’est pas le studio.');
  await window.page.click('.ledger form button');
  await window.page.waitForSelector('.say[role=status]');
  await window.close();
  const mona = await Window.open(browser, zef);
  await mona.signIn('mona');
  await mona.page.goto('/review');
  assert.match(await mona.page.textContent('.case'), /Ce n’est pas le studio\./);
  await mona.assertSound('/review with a contest');
  await mona.page.click('form[action*="contest"] button');
  await mona.page.waitForSelector('.say[role=status]');
  assert.equal(await mona.page.locator('form[action*="contest"]').count(), 0);
  await mona.page.goto(`/review?photo=${same.id}`);
  assert.match(await mona.page.textContent('.claims'), /Tina Morvan[^]*Anne Le Gall/);
  await mona.assertSound('/review with the same file');
  await mona.close();
});
