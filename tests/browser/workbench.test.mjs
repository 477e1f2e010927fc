// Slips on the workbench: a key that is pressed by mistake undoes nothing, nothing typed is lost unasked, keys lead on from wherever
// the focus is, and a collection is made and published without leaving the list.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

const FILES = ['leaf.jpg', 'path-portrait.jpg', 'storm.webp', 'boats-progressive.jpg', 'flower-portrait.png', 'drop.gif'];
/** More than the time within which letters belong to one word. */
const AFTER_A_WORD = 1700;

let browser;
let zef;
let photos;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  photos = [];
  for (const [number, file] of FILES.entries()) photos.push(await zef.gives('tina', file, { license: 'cc-by-4.0', ...(number > 0 ? {} : { tags: 'mer' }) }));
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const tags = async () => {
  const read = await Promise.all(photos.map(async (photo) => (await zef.asks('mona', 'GET', `/api/v1/photos/${photo.id}`)).json()));
  return read.map((photo) => photo.tags.join('+'));
};
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className);
const opens = async (path, options) => {
  const window = await Window.open(browser, zef, options);
  await window.signIn('mona');
  await window.page.goto(path);
  return [window, window.page];
};

test('u undoes only where nothing was picked or typed since', async () => {
  const [window, page] = await opens('/curate?lane=alt');
  await page.keyboard.press('x');
  await page.keyboard.press('Enter');
  await page.keyboard.type('plage');
  await page.waitForSelector('.bar button[value=make]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.made');
  const made = await tags();
  assert.equal(made.filter((one) => one.includes('plage')).length, 1);
  // A word that is typed while no field has the focus.
  await page.keyboard.type('dune');
  await page.waitForTimeout(AFTER_A_WORD);
  // The next photos are picked already.
  await page.keyboard.press('x');
  await page.keyboard.press('u');
  await page.waitForTimeout(AFTER_A_WORD);
  assert.deepEqual(await tags(), made);
  assert.ok(await page.locator('.made').isVisible());
  // Something is typed already.
  await page.keyboard.press('x');
  await page.fill('#place_name', 'Brest');
  await page.locator('.pick').first().focus();
  await page.keyboard.press('u');
  await page.waitForTimeout(AFTER_A_WORD);
  assert.deepEqual(await tags(), made);
  await page.fill('#place_name', '');
  await page.locator('.pick').first().focus();
  await page.keyboard.press('u');
  await page.waitForSelector('.made:has-text("remise comme avant")');
  assert.equal((await tags()).filter((one) => one.includes('plage')).length, 0);
  await window.close();
});

test('Enter leads to the bar after all were picked, by a key and by a button', async () => {
  const [window, page] = await opens('/curate?lane=alt');
  // Also where a button has the focus.
  await page.click('.tally .drop summary');
  await page.keyboard.press('*');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'tags_add');
  await page.click('#pick-all');
  await page.click('#pick-all');
  assert.equal(await page.locator('.pick:checked').count(), FILES.length);
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'tags_add');
  assert.equal(await page.locator('.pick:checked').count(), FILES.length);
  // By keys the button is a button.
  await page.locator('#pick-all').focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('.pick:checked').count(), 0);
  assert.equal(await focused(page), 'pick-all');
  await window.close();
});

test('what was picked and typed is not left unasked', async () => {
  const [window, page] = await opens('/curate?lane=alt');
  const asked = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  // Nothing was done: nobody is asked.
  await page.click('.lists a >> nth=0');
  await page.waitForURL(/lane=title/);
  assert.deepEqual(asked, []);
  await page.locator('.pick').nth(1).click();
  await page.click('.chips a >> nth=0', { noWaitAfter: true });
  await page.waitForTimeout(500);
  assert.deepEqual(asked, ['beforeunload']);
  assert.match(page.url(), /lane=title$/);
  assert.ok(await page.locator('.pick').nth(1).isChecked());
  // What is sent is not lost.
  await page.fill('#tags_add', 'quai');
  await page.waitForSelector('.bar button[value=make]');
  await page.click('.bar button.main');
  await page.waitForSelector('.made');
  assert.deepEqual(asked, ['beforeunload']);
  await page.click('#undo');
  await page.waitForSelector('.made:has-text("remise comme avant")');
  assert.deepEqual(asked, ['beforeunload']);
  await window.close();
});

test('arrows go from row to row, where some photos stand lower than those beside them', async () => {
  for (const number of [1, 2]) {
    await zef.asks('tina', 'PATCH', `/api/v1/photos/${photos[number].id}`, { taken: `2024-05-03T14:0${number}:00`, author_name: 'Tina Morvan' });
  }
  for (const zoom of ['', '&zoom=small', '&zoom=large']) {
    const [window, page] = await opens(`/curate?lane=alt${zoom}`, { viewport: { width: 760, height: 900 } });
    const boxes = await page.evaluate(() => [...document.querySelectorAll('.pick')].map((pick) => {
      const { top, left, height } = pick.closest('li').getBoundingClientRect();
      return { top, left, height };
    }));
    const at = () => page.evaluate(() => [...document.querySelectorAll('.pick')].indexOf(document.activeElement));
    for (const from of boxes.keys()) {
      for (const [key, sign] of [['ArrowDown', 1], ['ArrowUp', -1]]) {
        await page.locator('.pick').nth(from).focus();
        await page.keyboard.press(key);
        const to = await at();
        const away = (boxes[to].top - boxes[from].top) * sign;
        const rows = boxes.filter(({ top }) => (top - boxes[from].top) * sign > boxes[from].height / 2);
        if (rows.length === 0) assert.equal(to, from, `${key} from ${from}${zoom}`);
        else assert.ok(away > boxes[from].height / 2 && away < boxes[from].height * 1.9 + 90, `${key} from ${from} to ${to}${zoom}: ${away} px`);
      }
    }
    await window.close();
  }
});

test('a collection that is not there yet is made in its field and published from the message', async () => {
  for (const viewport of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
    const [window, page] = await opens('/curate?lane=alt', { viewport });
    const title = `Les quais à ${viewport.width} px`;
    await page.keyboard.press('x');
    await page.keyboard.press('Enter');
    await page.locator('#collection_add').focus();
    await page.keyboard.type(title);
    const option = page.locator('.bar .complete:not([hidden]) [role=option]', { hasText: 'créer cette collection' });
    await option.waitFor();
    await window.assertSound(`the option that makes a collection, at ${viewport.width} px`);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.bar .looked:has-text("sera créée")');
    // Another title is another collection: the first one is no longer meant.
    await page.keyboard.type(' bis');
    await page.waitForSelector('#collection_add[aria-invalid], .bar .complete:not([hidden]) [role=option]');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.bar button[value=make]');
    await page.locator('#collection_add').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.made:has-text("bis (brouillon)")');
    await window.assertSound(`the message with the button that publishes, at ${viewport.width} px`);
    await page.click('.made button:has-text("Publier")');
    await page.waitForURL(/\/collections\//);
    assert.match(await page.textContent('h1'), /bis$/);
    assert.equal((await zef.asks('', 'GET', `/api/v1/collections/${new URL(page.url()).pathname.split('/').at(-1)}`)).status, 200);
    await window.close();
  }
});

test('the latest changes are found again after the message is gone', async () => {
  const [window, page] = await opens('/curate?lane=alt');
  await page.click('a:has-text("Mes derniers changements")');
  await page.waitForURL(/\/curate\/batches$/);
  assert.ok(await page.locator('main li').count() > 2);
  await window.assertSound('the latest changes');
  await page.setViewportSize({ width: 390, height: 844 });
  await window.assertSound('the latest changes, at 390 px');
  await page.click('main li a >> nth=0');
  await page.waitForURL(/\/curate\/batches\/[^/]+/);
  await window.close();
});
