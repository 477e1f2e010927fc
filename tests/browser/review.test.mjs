// Reviewing: one photo at a time, the decision always in sight, one key a photo, and all of it by forms without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

const FILES = ['leaf.jpg', 'path-portrait.jpg', 'storm.webp', 'boats-progressive.jpg', 'flower-portrait.png', 'pier.tif', 'drop.gif', 'kermesse.jpg'];
const LONG = 'Un titre qui dit longuement ce que l’on voit sur cette photo, prise un matin de novembre au bout de la jetée, entre deux averses';

let browser;
let zef;
let photos;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  photos = [];
  for (const [number, file] of FILES.entries()) {
    photos.push(await zef.gives('anne', file, {
      title: number === 0 ? LONG : `Photo ${number}`, license: 'cc-by-4.0', description: LONG, alt: LONG, place_name: 'Brest', tags: 'houx, hiver, jetée',
    }));
  }
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const state = async (photo) => (await (await zef.asks('mona', 'GET', `/api/v1/photos/${photo.id}`)).json()).state;
const shown = (page) => page.getAttribute('.case', 'id').then((id) => id.replace('photo-', ''));

test('the decision is in sight without scrolling, and stays there', async () => {
  for (const [width, height] of [[390, 844], [768, 1024], [1280, 800], [1920, 1080]]) {
    const window = await Window.open(browser, zef, { viewport: { width, height } });
    await window.signIn('mona');
    const { page } = window;
    for (const photo of photos.slice(0, 3)) {
      await page.goto(`/review?photo=${photo.id}`);
      for (const name of ['publish', 'refuse', 'request-change']) {
        const button = page.locator(name === 'publish' ? '[data-key=p]' : `details:has([value=${name}]) > summary`);
        const box = await button.boundingBox();
        assert.ok(box.y >= 0 && box.y + box.height <= height && box.x >= 0 && box.x + box.width <= width, `${name} at ${width} px: ${JSON.stringify(box)}`);
      }
      const tall = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      if (width > 992) assert.ok(tall <= 0, `${tall} px taller than the window at ${width} px`);
      // The whole picture is in sight too, above the decision.
      const picture = await page.locator('.table > a img').boundingBox();
      const bar = await page.locator('.decide').boundingBox();
      assert.ok(picture.y >= 0 && picture.y + picture.height <= bar.y + 1, `the picture ends at ${picture.y + picture.height}, ${width} px`);
      assert.ok(picture.height > height / 6, `the picture is ${picture.height} px high at ${width} px`);
      // A sheet that opens upwards stays within the window.
      await page.click('[data-key=c]');
      const sheet = await page.locator('.decide details[open] .sheet').boundingBox();
      assert.ok(sheet.y >= 0 && sheet.x >= 0 && sheet.x + sheet.width <= width, `the sheet at ${width} px: ${JSON.stringify(sheet)}`);
      await page.keyboard.press('Escape');
    }
    await window.close();
  }
});

test('one key publishes and leads to the next photo; arrows walk along the film', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('mona');
  const { page } = window;
  await page.goto('/review');
  assert.equal(await shown(page), photos[0].id);
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(`/review?photo=${photos[1].id}`);
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(`/review?photo=${photos[0].id}`);
  await page.keyboard.press('p');
  await page.waitForSelector('.say.good');
  assert.equal(await state(photos[0]), 'published');
  assert.equal(await shown(page), photos[1].id);
  // What was done is said, with a link to it.
  assert.match(await page.textContent('.say.good'), /est publiée/);
  assert.equal(await page.getAttribute('.say.good a', 'href'), `/photos/${photos[0].id}`);
  await page.keyboard.press('p');
  await page.waitForURL(new RegExp(`photo=${photos[2].id}`));
  assert.equal(await state(photos[1]), 'published');
  window.assertQuiet('reviewing by keys');
  await window.close();
});

test('a reason is ticked and typed without a mouse, and its letters decide nothing', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('mona');
  const { page } = window;
  await page.goto(`/review?photo=${photos[2].id}`);
  await page.keyboard.press('c');
  // The first ready reason has the focus: a space ticks it.
  await page.keyboard.press('Space');
  await page.focus('#reason-request-change');
  await page.keyboard.type('Précisez : port, cale ou rade ?');
  assert.equal(await shown(page), photos[2].id);
  await window.assertSound('/review with an open sheet');
  await page.click('button[value=request-change]');
  await page.waitForSelector('.say.good');
  assert.equal(await shown(page), photos[3].id);
  assert.equal(await state(photos[2]), 'change-requested');

  // Without a reason it is said where it is missing, in the sheet that is open again.
  await page.keyboard.press('r');
  await page.click('button[value=refuse]');
  await page.waitForSelector('details[open] [role=alert]');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'reason-refuse');
  await window.assertSound('/review after a refusal without a reason');
  await window.close();

  // Its contributor reads both, and one button names what is asked.
  const theirs = await Window.open(browser, zef);
  await theirs.signIn('anne');
  await theirs.page.goto('/account/photos');
  assert.match(await theirs.page.textContent('#to-correct blockquote'), /Le nom donné[^]*port, cale ou rade/);
  await theirs.page.click('#to-correct .btn.main');
  await theirs.page.waitForURL(/\/edit#author_name$/);
  await theirs.close();
});

test('without scripts every decision is a form', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  await window.signIn('mona');
  const { page } = window;
  await page.goto(`/review?photo=${photos[4].id}`);
  await page.click('button[value=publish]');
  assert.equal(await shown(page), photos[5].id);
  assert.equal(await state(photos[4]), 'published');
  await page.click('details:has([value=refuse]) > summary');
  await page.check('input[name=ready] >> nth=0');
  await page.check('input[name=ready] >> nth=2');
  await page.click('button[value=refuse]');
  assert.equal(await shown(page), photos[6].id);
  assert.equal(await state(photos[5]), 'refused');
  await page.click('.pos a >> nth=-1');
  assert.equal(await shown(page), photos[7].id);
  await window.close();
});
