// The workbench: photos picked, changed and put back by keys alone, by a mouse, without scripts, on a phone; and the history.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

const FILES = ['leaf.jpg', 'path-portrait.jpg', 'storm.webp', 'boats-progressive.jpg', 'flower-portrait.png', 'drop.gif'];

let browser;
let zef;
let photos;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  photos = [];
  for (const [number, file] of FILES.entries()) {
    photos.push(await zef.gives('tina', file, { license: 'cc-by-4.0', ...(number > 0 ? {} : { tags: 'mer', title: 'Une feuille' }) }));
  }
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const read = async (photo) => (await zef.asks('mona', 'GET', `/api/v1/photos/${photo.id}`)).json();
const tagged = async (tag) => {
  const read = await Promise.all(photos.map(async (photo) => (await zef.asks('mona', 'GET', `/api/v1/photos/${photo.id}`)).json()));
  return read.filter((photo) => photo.tags.includes(tag)).length;
};
const picked = (page) => page.evaluate(() => [...document.querySelectorAll('.pick')].map((pick) => (pick.checked ? 'x' : '.')).join(''));

test('a curator tags, looks and undoes without touching the mouse', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('mona');
  const { page } = window;
  await page.goto('/curate?lane=alt');
  assert.equal(await picked(page), '......');
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.equal(await picked(page), 'x.....');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await picked(page), 'x.xxx.');
  assert.match(await page.textContent('.bar [role=status]'), /4/);
  await page.keyboard.press('*');
  assert.equal(await picked(page), 'xxxxxx');
  await page.keyboard.press('*');
  assert.equal(await picked(page), '......');
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+X');
  assert.equal(await picked(page), '..xxx.');
  // Enter leads to the bar, Escape back to the photos; letters typed in a field pick nothing.
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'tags_add');
  await page.keyboard.type('x');
  await page.keyboard.press('Escape');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.pick')));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('mer, plage');
  // The bar says what would change before anything does; the next Enter makes it, and the same list comes back.
  await page.waitForSelector('.bar button[value=make]');
  assert.match(await page.textContent('.bar .looked'), /3 photos changeront/);
  assert.equal(await tagged('plage'), 0);
  await window.assertSound('a list, with what would change');
  const loads = [];
  page.on('request', (request) => { if (request.isNavigationRequest()) loads.push(`${request.method()} ${new URL(request.url()).pathname}`); });
  await page.keyboard.press('Enter');
  await page.waitForSelector('.made');
  assert.deepEqual(loads, ['POST /curate', 'GET /curate']);
  assert.equal(await tagged('plage'), 3);
  await window.assertSound('a list, with what was changed');
  await page.keyboard.press('u');
  await page.waitForSelector('.made:has-text("remises comme avant")');
  assert.equal(await tagged('plage'), 0);
  assert.equal(await tagged('mer'), 1);
  // The page of the batch has the photos.
  await page.click('.made a');
  await page.waitForURL(/\/curate\/batches\//);
  await window.assertSound('the batch');
  await window.close();
});

test('a series is picked by one key or one click, and its box says so', async () => {
  for (const [number, hour] of ['14:00', '14:20', '14:40'].entries()) {
    await zef.asks('tina', 'PATCH', `/api/v1/photos/${photos[number].id}`, { taken: `2024-05-03T${hour}:00`, author_name: 'Tina Morvan' });
  }
  const window = await Window.open(browser, zef);
  await window.signIn('mona');
  const { page } = window;
  await page.goto('/curate?lane=alt');
  const series = page.locator('.series', { hasText: /3\smai\s2024/ });
  const inside = () => series.locator('.pick:checked').count();
  assert.match(await series.locator('h2').textContent(), /^Tina Morvan, 3\smai\s2024$/);
  await series.locator('.pick').first().focus();
  await page.keyboard.press('g');
  assert.equal(await inside(), 3);
  assert.ok(await series.locator('.all-of').isChecked());
  // Its last photo has the focus; a photo that is unpicked leaves the box half ticked.
  assert.equal(await page.evaluate(() => [...document.querySelectorAll('.series .pick')].indexOf(document.activeElement) >= 2), true);
  await page.keyboard.press('x');
  assert.equal(await inside(), 2);
  assert.ok(await series.locator('.all-of').evaluate((box) => box.indeterminate && !box.checked));
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  assert.equal(await inside(), 0);
  await series.locator('.tick').click();
  assert.equal(await inside(), 3);
  await series.locator('.pick').nth(1).click();
  assert.match(await page.textContent('.bar .n'), /^2$/);
  assert.ok(!await series.locator('.all-of').isChecked());
  await window.assertSound('a list with a series');
  await window.close();
});

test('tags and places are completed in the bar by keys, and a collection is made with the photos', async () => {
  await zef.asks('tina', 'PATCH', `/api/v1/photos/${photos[5].id}`, { tags: ['phare', 'phare de Kermorvan'], place_name: 'Le Conquet' });
  for (const viewport of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
    const window = await Window.open(browser, zef, { viewport });
    await window.signIn('mona');
    const { page } = window;
    await page.goto('/curate?lane=alt');
    await page.keyboard.press('x');
    await page.keyboard.press('Enter');
    const tags = page.locator('#tags_add');
    await page.keyboard.type('mer, pha');
    const list = page.locator('.bar .complete:not([hidden])');
    await list.waitFor();
    assert.equal(await tags.getAttribute('aria-expanded'), 'true');
    await window.assertSound(`tags that are completed, at ${viewport.width} px`);
    const box = await list.boundingBox();
    assert.ok(box.y >= 0 && box.x >= 0 && box.x + box.width <= viewport.width, JSON.stringify(box));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await tags.inputValue(), 'mer, phare, ');
    assert.equal(await list.count(), 0);
    // Escape shuts the list first, and leads back to the photos after.
    await page.keyboard.type('pha');
    await list.waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await list.count(), 0);
    assert.ok(await tags.evaluate((field) => field === document.activeElement));
    await page.fill('#tags_add', 'mer, phare');
    await page.focus('#place_name');
    await page.keyboard.type('Le Con');
    await list.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await page.inputValue('#place_name'), 'Le Conquet');
    await page.focus('#collection_add');
    await page.keyboard.type('Nulle part');
    await page.click('.bar .drop > summary');
    await page.focus('#collection_new');
    await page.waitForSelector('#collection_add[aria-invalid]');
    assert.match(await page.textContent('.bar .looked'), /Aucune collection que vous pouvez modifier/);
    await page.fill('#collection_add', '');
    await page.focus('#collection_new');
    await page.keyboard.type(`Phares à ${viewport.width} px`);
    await page.waitForSelector('.bar button[value=make]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.made a:has-text("Phares à")');
    await window.assertSound(`a list, with the collection that was made, at ${viewport.width} px`);
    await page.click('#undo');
    await page.waitForSelector('.made:has-text("remise comme avant")');
    await window.close();
  }
});

test('a click with Shift picks all between, and a button picks all', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('mona');
  const { page } = window;
  await page.goto('/curate?lane=alt');
  await page.locator('.pick').nth(1).click();
  await page.locator('.pick').nth(4).click({ modifiers: ['Shift'] });
  assert.equal(await picked(page), '.xxxx.');
  await page.click('#pick-all');
  assert.equal(await picked(page), 'xxxxxx');
  assert.equal(await page.textContent('#pick-all'), 'Ne rien choisir');
  await page.click('#pick-all');
  assert.equal(await picked(page), '......');
  await window.close();
});

test('without scripts, the same form does the same, and says how many are picked', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  await window.signIn('mona');
  const { page } = window;
  await page.goto('/curate?lane=alt&zoom=large');
  assert.equal(await page.locator('#pick-all').isVisible(), false);
  await page.locator('.pick').nth(0).check();
  await page.locator('.pick').nth(2).check();
  assert.ok(await page.locator('.some').isVisible() && !(await page.locator('.none').isVisible()));
  await page.fill('#taken', 'vers 1978');
  await page.click('.bar .drop > summary');
  await page.fill('#description', 'Un fonds à décrire.');
  await page.click('.bar button.main');
  assert.match(await page.textContent('main'), /2 photos changeront/);
  await page.click('[value=back]');
  assert.equal(await page.inputValue('#taken'), 'vers 1978');
  assert.ok(await page.locator('.pick').nth(2).isChecked());
  await page.click('.bar button.main');
  await page.click('[value=make]');
  assert.match(await page.textContent('.made'), /2 photos changées/);
  assert.match(page.url(), /\/curate\?lane=alt&zoom=large$/);
  await page.click('.made button');
  assert.match(await page.textContent('.made'), /2 photos remises comme avant/);
  // The box of a series picks its photos.
  const series = page.locator('.series', { hasText: /3\smai\s2024/ });
  await series.locator('.all-of').check();
  assert.equal(await series.locator('.pick:checked').count(), 0);
  await page.fill('#place_name', 'Brest');
  await page.click('.bar button.main');
  assert.match(await page.textContent('main'), /3 photos changeront/);
  await window.close();
});

test('the pages fit a phone and a wide screen, in both languages and themes', async () => {
  await zef.asks('mona', 'PATCH', `/api/v1/photos/${photos[0].id}`, { title: 'Une feuille de houx' });
  for (const [width, height, colorScheme] of [[390, 844, 'light'], [390, 844, 'dark'], [768, 1024, 'light'], [1280, 800, 'dark'], [1920, 1080, 'light']]) {
    const window = await Window.open(browser, zef, { viewport: { width, height }, colorScheme });
    await window.signIn('mona');
    const { page } = window;
    for (const path of ['/curate?lane=alt', '/en/curate?lane=alt&zoom=small', '/curate?lane=alt&zoom=large', '/curate?lane=contradiction', '/curate?mine=yes', `/photos/${photos[0].id}/history`, `/en/photos/${photos[0].id}/history`]) {
      await page.goto(path);
      await window.assertSound(`${path} at ${width} px, ${colorScheme}`);
      const bar = await page.locator('.bar').count() > 0 && await page.locator('.bar').boundingBox();
      if (bar) {
        assert.ok(bar.height < height * (width < 640 ? 0.18 : 0.34), `${path}: the bar is ${bar.height} px high at ${width} px`);
        if (width < 640) {
          // The fields open from one line, and leave photos in sight.
          await page.click('.saying > summary');
          await window.assertSound(`${path}, the fields, at ${width} px`);
          const open = await page.locator('.bar').boundingBox();
          assert.ok(open.height < height * 0.7, `${path}: the open bar is ${open.height} px high`);
        }
        await page.click('.bar .drop > summary');
        await window.assertSound(`${path}, other fields, at ${width} px`);
        const sheet = await page.locator('.bar .sheet').boundingBox();
        assert.ok(sheet.x >= 0 && sheet.x + sheet.width <= width && sheet.y >= 0, `${path}: ${JSON.stringify(sheet)} at ${width} px`);
      }
    }
    await window.close();
  }
});

test('a field is taken back from the history', async () => {
  await zef.asks('tina', 'PATCH', `/api/v1/photos/${photos[1].id}`, { title: 'Le chemin' });
  await zef.asks('mona', 'PATCH', `/api/v1/photos/${photos[1].id}`, { title: 'Le sentier' });
  const window = await Window.open(browser, zef);
  await window.signIn('tina');
  const { page } = window;
  await page.goto(`/photos/${photos[1].id}`);
  await page.click('a:has-text("Historique des changements")');
  await page.waitForURL(/\/history$/);
  await page.click('button:has-text("Rétablir") >> nth=0');
  await page.waitForSelector('.say.good');
  assert.equal((await read(photos[1])).title, 'Le chemin');
  await window.close();
});
