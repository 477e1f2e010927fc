// A better file of a photo: by keyboard with scripts, without scripts on a phone, and every page of it with axe in both themes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { fixture, Zef } from './zef.mjs';

let browser;
let zef;
let waiting;
let own;

const read = async (photo) => (await zef.asks(null, 'GET', `/api/v1/photos/${photo.id}`)).json();

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const fields = { license: 'cc-by-sa-4.0' };
  own = await zef.gives('tina', 'leaf.jpg', { ...fields, title: 'Une feuille' });
  waiting = await zef.gives('anne', 'boats-progressive.jpg', { ...fields, title: 'Les régates du quinze août '.repeat(6).trim() });
  const review = await zef.asks('mona', 'POST', `/api/v1/photos/${waiting.id}/review`, { decision: 'publish' });
  assert.equal(review.status, 200);
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

test('without scripts, on a phone, a file is proposed, compared, and sent to review', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await window.signIn('anne');
  const { page } = window;
  await page.goto(`/photos/${waiting.id}`);
  await page.click('text=Remplacer le fichier');
  await page.setInputFiles('#file', fixture('path-portrait.jpg'));
  await page.click('main form[enctype] button');
  assert.equal(await page.locator('.both figure').count(), 2);
  assert.match(await page.textContent('main'), /ne se ressemblent pas/);
  await page.click('text=Envoyer à la relecture');
  assert.match(await page.textContent('[role=status]'), /attend sa relecture/);
  window.assertQuiet('the proposal');
  await window.close();
});

test('every page of it, in each theme, width and language', async () => {
  for (const [colorScheme, language] of [['light', ''], ['dark', '/en']]) {
    const anne = await Window.open(browser, zef, { colorScheme });
    const tina = await Window.open(browser, zef, { colorScheme });
    const mona = await Window.open(browser, zef, { colorScheme });
    await anne.signIn('anne');
    await tina.signIn('tina');
    await mona.signIn('mona');
    const pages = [
      [anne, `/photos/${waiting.id}/replace`], [tina, `/photos/${own.id}/replace`], [mona, `/photos/${waiting.id}/replace`],
      [mona, '/review/files'], [mona, '/suggestions/decided'], [mona, '/tags'],
    ];
    for (const [window, path] of pages) {
      await window.page.goto(language + path);
      for (const width of [360, 390, 1280, 1920]) {
        await window.page.setViewportSize({ width, height: 900 });
        await window.assertSound(`${language}${path}, ${colorScheme}, ${width} px`);
      }
    }
    for (const window of [anne, tina, mona]) await window.close();
  }
});

test('a moderator decides by the keyboard, and the picture of the page follows', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('mona');
  const { page } = window;
  const before = await read(waiting);
  await page.goto('/review/files');
  await window.tabTo('main .lines a.work');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/replace$/);
  assert.ok(await page.evaluate(() => [...document.querySelectorAll('.both img')].every((image) => image.complete && image.naturalWidth > 0)));
  await window.tabTo('main .acts button.main');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=status]');
  assert.match(await page.textContent('[role=status]'), /nouveau fichier/);
  const after = await read(waiting);
  assert.notEqual(after.original.blake3, before.original.blake3);
  assert.deepEqual([after.title, after.url], [before.title, before.url]);
  await page.goto(`/photos/${waiting.id}/history`);
  assert.match(await page.textContent('main'), /Fichier/);
  window.assertQuiet('the decision');
  await window.close();
});
