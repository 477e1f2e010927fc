// Living collections, their history, and pairs of then and now: every page in both themes and widths; made, compared and taken back
// by the keyboard, with scripts and without.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { THEMES, launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

let browser;
let zef;
let photos;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const license = 'cc-by-sa-4.0';
  const place = { place_name: 'Le Conquet', latitude: '48.3603', longitude: '-4.7716', place_precision: 'exact' };
  photos = [
    await zef.gives('tina', 'leaf.jpg', { title: 'Le pont en 1904', license, taken: '1904', ...place }),
    await zef.gives('tina', 'path-portrait.jpg', { title: 'Le pont, reconstruit', license, taken: '2024-05-12', ...place }),
    await zef.gives('tina', 'storm.webp', { title: 'Le pont sous la tempête', license: 'cc-by-nc-4.0' }),
    await zef.gives('tina', 'kermesse.jpg', { title: 'La kermesse', license }),
  ];
  const [then, now] = photos.map(({ id }) => id);
  const made = { title: 'Les ponts', query: 'pont', state: 'published', photos: [photos[3].id, then, now], pairs: [{ then, now }] };
  const answer = await zef.asks('tina', 'POST', '/api/v1/collections', made);
  assert.equal(answer.status, 201, await answer.text());
  const changed = { text: 'Un pont, puis un autre.', note: 'Il manquait un texte.' };
  assert.equal((await zef.asks('tina', 'PATCH', '/api/v1/collections/les-ponts', changed)).status, 200);
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const ADDRESS = '/collections/les-ponts';
const pair = () => `${ADDRESS}/pairs/${photos[0].id}-${photos[1].id}`;
const titles = (page, selector) => page.locator(selector).allInnerTexts();

test('every page is sound in both themes and at both widths, in French and English', async () => {
  const settings = { themes: THEMES.slice(0, 2), widths: [390, 1280] };
  const window = await Window.open(browser, zef);
  const { page } = window;
  const opens = async (path) => {
    assert.equal((await page.goto(path)).status(), 200, path);
    await window.assertSoundEverywhere(path, { ...settings, language: path.startsWith('/en/') ? '/en' : '' });
  };
  for (const path of [ADDRESS, `${ADDRESS}/history`, pair(), `/photos/${photos[0].id}`]) {
    await opens(path);
    await opens(`/en${path}`);
  }
  await window.signIn('tina');
  for (const path of [ADDRESS, `${ADDRESS}/edit`, `${ADDRESS}/order`, `${ADDRESS}/history`, `${ADDRESS}/pairs`, '/collections/new?query=q%3Dpont', '/search?q=pont']) {
    await opens(path);
  }
  await window.close();
});

test('two photos lie one over the other, and the edge moves by keyboard and by touch', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto(pair());
  const edge = () => page.evaluate(() => getComputedStyle(document.getElementById('face')).getPropertyValue('--at'));
  assert.equal(await edge(), '50%');
  await window.tabTo('.wipe input');
  for (const key of ['ArrowRight', 'ArrowRight', 'Home', 'ArrowRight']) await page.keyboard.press(key);
  assert.equal(await edge(), '1%');
  await page.keyboard.press('End');
  assert.equal(await page.getAttribute('.wipe input', 'aria-valuetext'), '1904 100 %');
  // Both pictures have their whole form: nothing is stretched, whatever their shapes.
  const boxes = await page.evaluate(() => [...document.querySelectorAll('.laid img')].map((picture) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    return [left, top, width, height].map(Math.round);
  }));
  assert.deepEqual(boxes[0], boxes[1]);
  const [left, top, width, height] = boxes[0];
  await page.mouse.move(left + width / 4, top + height / 2);
  await page.mouse.down();
  await page.mouse.up();
  assert.ok(Math.abs(Number.parseInt(await edge(), 10) - 25) <= 1, await edge());
  window.assertQuiet('comparing');
  await window.close();
});

test('without scripts both pictures are side by side, with their credits', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  const { page } = window;
  await page.goto(pair());
  const boxes = await Promise.all([0, 1].map((place) => page.locator('.laid img').nth(place).boundingBox()));
  assert.ok(boxes[0].x + boxes[0].width <= boxes[1].x, JSON.stringify(boxes));
  assert.equal(await page.locator('.wipe').isVisible(), false);
  assert.match(await page.inputValue('.sides textarea >> nth=0'), /Le pont en 1904.*CC BY-SA 4\.0/);
  window.assertQuiet('side by side');
  await window.close();
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';

  test(`a search becomes a living collection, is arranged and taken back by the keyboard, ${how}`, async () => {
    const window = await Window.open(browser, zef, { javaScriptEnabled });
    const { page } = window;
    const presses = async (selector) => {
      await window.tabTo(selector);
      await page.keyboard.press('Enter');
    };
    await window.signIn('tina');
    await page.goto('/search?q=pont');
    await presses('a[href*="/collections/new"]');
    await page.waitForURL((url) => url.pathname === '/collections/new');
    assert.equal(await page.inputValue('#query'), 'pont');
    await page.fill('#title', `Ponts ${how}`);
    await presses('.bar .main');
    await page.waitForSelector('.say.good');
    const address = new URL(page.url()).pathname;
    assert.equal((await titles(page, '.plates .work')).length, 3);

    await page.goto(`${address}/order`);
    await presses(`[name=first][value="${photos[0].id}"]`);
    await page.waitForSelector('.say.good');
    await presses(`[name=remove][value="${photos[2].id}"]`);
    await page.waitForSelector('.say.good');
    await page.goto(address);
    assert.deepEqual(await titles(page, '.plates .work'), ['Le pont en 1904', 'Le pont, reconstruit']);

    // A search that is not understood: a sentence, and what was typed.
    await page.goto(`${address}/edit`);
    await page.fill('#query', 'year=abc');
    await page.fill('#note', 'Pour essayer');
    await presses('.bar .main');
    await page.waitForSelector('.say.bad');
    assert.equal(await page.inputValue('#note'), 'Pour essayer');
    await page.fill('#query', 'kermesse');
    await presses('.bar .main');
    await page.waitForSelector('.say.good');
    assert.deepEqual(await titles(page, '.plates .work'), ['Le pont en 1904', 'La kermesse']);
    await page.goto(`${address}/history`);
    assert.match(await page.innerText('.registry li >> nth=0'), /pont.*kermesse/s);
    await presses('button[name=field][value=query]');
    await page.waitForSelector('.say.good');
    await page.goto(address);
    assert.deepEqual(await titles(page, '.plates .work'), ['Le pont en 1904', 'Le pont, reconstruit']);

    // Two photos of the same place are put together.
    await page.goto(`${address}/pairs`);
    for (const { id } of photos.slice(0, 2)) {
      await window.tabTo(`.picking input[value="${id}"]`);
      await page.keyboard.press('Space');
    }
    await presses('.bar .main');
    await page.waitForSelector('.say.good');
    assert.match(await page.innerText('.twos b'), /^1904 \/ 12\smai\s2024$/);
    window.assertQuiet(how);
    await window.close();
  });
}
