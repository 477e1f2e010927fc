// Collections beside a search and in the workbench: by keys, without scripts, on a phone, with axe.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

let browser;
let zef;
let photos;

const found = async () => {
  const list = await (await zef.asks(null, 'GET', '/api/v1/photos?collection=ports-du-soir')).json();
  return list.items.map((photo) => photo.title).sort();
};

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const gives = (file, title) => zef.gives('tina', file, { license: 'cc-by-4.0', title });
  photos = [await gives('leaf.jpg', 'Une feuille'), await gives('flower-portrait.png', 'Une fleur'), await gives('path-portrait.jpg', 'Un chemin')];
  const made = await zef.asks('mona', 'POST', '/api/v1/collections', { title: 'Ports du soir', photos: [photos[0].id] });
  assert.equal(made.status, 201);
  const published = await zef.asks('mona', 'PATCH', '/api/v1/collections/ports-du-soir', { state: 'published' });
  assert.equal(published.status, 200);
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

test('a search is narrowed to a collection on a phone without scripts, and widened again', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const { page } = window;
  await page.goto('/search');
  const link = page.locator('a[href*="collection=ports-du-soir"]').first();
  await page.goto(await link.getAttribute('href'));
  assert.match(await page.textContent('main'), /Une feuille/);
  assert.doesNotMatch(await page.textContent('main'), /Un chemin/);
  const chip = page.locator('a', { hasText: 'Collection\u00a0: Ports du soir' }).first();
  await chip.click();
  assert.match(await page.textContent('main'), /Un chemin/);
  window.assertQuiet('the search');
  await window.close();
});

test('the facet is sound in both themes and widths', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const window = await Window.open(browser, zef, { colorScheme });
    await window.signIn('mona');
    for (const path of ['/search', '/search?collection=ports-du-soir', '/curate?lane=collection']) {
      await window.page.goto(path);
      for (const width of [390, 1280]) {
        await window.page.setViewportSize({ width, height: 900 });
        await window.assertSound(`${path}, ${colorScheme}, ${width} px`);
      }
    }
    await window.close();
  }
});

test('photos in no collection are put into one by keys, and taken out again', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('mona');
  const { page } = window;
  await page.goto('/curate?lane=collection');
  assert.equal(await page.locator('.pick').count(), 2);
  await page.keyboard.press('x');
  await page.keyboard.press('Enter');
  await window.tabTo('#collection_add');
  await page.keyboard.type('soi');
  await page.locator('.bar .complete:not([hidden])').waitFor();
  // A title that is half typed is not called wrong.
  assert.equal(await page.textContent('.bar .looked'), '');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await page.inputValue('#collection_add'), 'Ports du soir');
  await page.waitForSelector('.bar button[value=make]');
  await window.assertSound('the bar');
  assert.deepEqual(await found(), ['Une feuille']);
  // Enter in the field sends the form, as it does in fields of text.
  await page.focus('#collection_add');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.made a:has-text("Ports du soir")');
  assert.equal((await found()).length, 2);
  await page.keyboard.press('u');
  await page.waitForSelector('.made:has-text("remise comme avant")');
  assert.deepEqual(await found(), ['Une feuille']);
  await window.close();
});
