// What was typed, and the files chosen, are found again: after a reload, after an error, and without scripts.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef, fixture } from './zef.mjs';

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

/** A photograph without metadata but these facts, under a name that somebody gave it. */
function named(name, from, ...facts) {
  const written = spawnSync('exiftool', ['-q', '-n', '-o', '-', '-all=', ...facts, fixture(from)], { maxBuffer: 64_000_000 });
  assert.equal(written.status, 0, String(written.error ?? written.stderr));
  return { name, mimeType: 'image/jpeg', buffer: written.stdout };
}

const cutShort = { name: 'coupée.jpg', mimeType: 'image/jpeg', buffer: readFileSync(fixture('leaf.jpg')).subarray(0, 60_000) };
const IN_BREST = ['-EXIF:GPSLatitude=48.3904', '-EXIF:GPSLatitudeRef=N', '-EXIF:GPSLongitude=4.4861', '-EXIF:GPSLongitudeRef=W'];

const texts = (page, selector) => page.locator(selector).allTextContents();
const titles = (page) => page.locator('[data-photo] [name$=".title"]').evaluateAll((fields) => fields.map((field) => field.value));

test('the upload page keeps files, their order and what was typed through a reload and through an error', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  await page.goto('/upload');
  const chosen = [
    named('Pardon de Rumengol.jpg', 'path-portrait.jpg'),
    cutShort,
    named('DSC_0412.jpg', 'dune-display-p3.jpg'),
    named('le_port.jpg', 'boats-progressive.jpg', ...IN_BREST),
  ];
  // The first takes longest: the others arrive before it.
  let letGo;
  const held = new Promise((resolve) => { letGo = resolve; });
  await page.route('**/upload/file', async (route) => {
    if (route.request().postDataBuffer()?.includes('Rumengol')) await held;
    await route.continue();
  });
  await page.setInputFiles('#files', chosen);
  await page.waitForFunction(() => document.querySelectorAll('[data-photo]').length === 2);
  letGo();
  await page.waitForFunction(() => document.querySelectorAll('[data-photo]').length === 3);
  await page.waitForURL(/ids=/);
  const received = chosen.map((file) => file.name).filter((name) => name !== cutShort.name);
  assert.deepEqual(await texts(page, '[data-photo] .file p'), received);
  // A name that somebody gave is proposed as a title; that of a camera is not.
  assert.deepEqual(await titles(page), ['Pardon de Rumengol', '', 'Le port']);

  const first = page.locator('[data-photo]').first();
  await first.locator('details').evaluate((sheet) => { sheet.open = true; });
  await first.locator('[name$=".title"]').fill('Le pardon');
  await first.locator('[name$=".description"]').fill('Sur la place,\naprès la messe.');
  await page.check('#source-own');
  await page.check('#modify-alike');
  await page.keyboard.press('Escape');
  await page.fill('[name=place_name]', 'Paris');
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  assert.deepEqual(await texts(page, '[data-photo] .file p'), received);
  assert.deepEqual(await titles(page), ['Le pardon', '', 'Le port']);
  assert.equal(await first.locator('[name$=".description"]').inputValue(), 'Sur la place,\naprès la messe.');
  assert.ok(await page.isChecked('#source-own') && await page.isChecked('#modify-alike'));
  assert.equal(await page.inputValue('[name=place_name]'), 'Paris');
  assert.match(await page.textContent('.kept'), /Voici ce que vous aviez écrit/);
  await window.assertSound('/upload after a reload');

  // Another file that is none, then a mistake: every file keeps its name and its place in the list.
  await page.setInputFiles('#files', [cutShort]);
  await page.waitForSelector('.queue li.refused');
  await page.check('#sell-yes');
  await page.click('button[name=submit][value=true]');
  await page.waitForSelector('[role=alert]');
  assert.deepEqual(await texts(page, '.queue li b'), [cutShort.name]);
  assert.deepEqual(await texts(page, '[data-photo] .file p'), received);
  assert.deepEqual(await titles(page), ['Le pardon', '', 'Le port']);
  // One of them was taken in Brest, not in Paris.
  const place = page.locator('fieldset.where:visible');
  assert.equal(await place.count(), 1);
  assert.match(await place.textContent(), /Paris.*est à plus de 500.km/s);
  await window.assertSound('/upload with a place in question');
  await place.locator('[value=right]').check();
  await page.click('button[name=submit][value=true]');
  await page.waitForURL(/\/account\/photos/);

  // Sent, the words are gone.
  await page.goto('/upload');
  assert.equal(await page.inputValue('[name=place_name]'), '');
  assert.equal(await page.locator('.kept').count(), 0);
  window.assertQuiet('/upload kept');
  await window.close();
});

test('without scripts a form that comes back has every file, its order and its words', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  await window.signIn('tina');
  const { page } = window;
  await page.goto('/upload');
  await page.setInputFiles('#files', [named('Le four à pain.jpg', 'path-portrait.jpg'), cutShort, named('IMG_0001.jpg', 'leaf.jpg')]);
  await page.click('#step-files button[type=submit]');
  await page.waitForSelector('[data-photo]');
  assert.match(await page.textContent('.say.good'), /Vos 2 photos sont gardées en brouillon, dans l’ordre où vous les avez choisies/);
  assert.deepEqual(await texts(page, '.queue li b'), [cutShort.name]);
  assert.deepEqual(await texts(page, '[data-photo] .file p'), ['Le four à pain.jpg', 'IMG_0001.jpg']);
  assert.deepEqual(await titles(page), ['Le four à pain', '']);
  await page.click('[data-photo] summary >> nth=0');
  await page.fill('[data-photo] [name$=".title"] >> nth=0', 'Le four');
  await page.fill('[data-photo] [name$=".taken"] >> nth=0', '31/02/2020');
  await page.fill('[data-photo] [name$=".place_name"] >> nth=0', 'Ploudalmézeau');
  await page.click('button[name=submit][value=true]');
  await page.waitForSelector('[role=alert]');
  assert.deepEqual(await titles(page), ['Le four', '']);
  assert.equal(await page.inputValue('[data-photo] [name$=".taken"] >> nth=0'), '31/02/2020');
  assert.equal(await page.inputValue('[data-photo] [name$=".place_name"] >> nth=0'), 'Ploudalmézeau');
  // The sheet of the photo that is wrong is open, and a link leads to the field.
  const link = await page.getAttribute('[role=alert] a[href^="#taken-"]', 'href');
  assert.ok(await page.isVisible(link));
  await window.close();
});

test('the reason of a review survives a reload, and is gone once it was said', async () => {
  const photo = await zef.gives('anne', 'storm.webp', { title: 'Tempête', license: 'cc-by-4.0' });
  const other = await zef.gives('anne', 'flower-portrait.png', { title: 'Fleur', license: 'cc-by-4.0' });
  const window = await Window.open(browser, zef);
  await window.signIn('mona');
  const { page } = window;
  const reason = page.locator('#reason-request-change');
  for (const { id } of [photo, other]) {
    await page.goto(`/review?photo=${id}`);
    await page.keyboard.press('c');
    await reason.fill(`Dites où c’est (${id}).`);
  }
  for (const { id } of [other, photo]) {
    await page.goto(`/review?photo=${id}`);
    await page.reload();
    assert.equal(await reason.inputValue(), `Dites où c’est (${id}).`);
    assert.equal(await page.inputValue('#reason-refuse'), '');
  }
  await page.keyboard.press('c');
  await window.assertSound('/review after a reload');
  await page.click('button[value=request-change]');
  await page.waitForSelector('.say.good');
  await page.goto(`/review?photo=${other.id}`);
  assert.equal(await reason.inputValue(), `Dites où c’est (${other.id}).`);
  const kept = await page.evaluate(() => Object.keys(sessionStorage));
  assert.ok(kept.length > 0 && kept.every((key) => !key.includes(photo.id)), String(kept));
  window.assertQuiet('/review kept');
  await window.close();
});

test('who signs up finds their name again after a reload, and never a password', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto('/join');
  await page.fill('#name', 'Yann Riou');
  await page.fill('#handle', 'yann');
  await page.fill('#password', 'genêt talus ardoise goémon');
  await page.reload();
  assert.equal(await page.inputValue('#name'), 'Yann Riou');
  assert.equal(await page.inputValue('#handle'), 'yann');
  assert.equal(await page.inputValue('#password'), '');
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify(sessionStorage)), /ardoise/);
  await window.assertSound('/join after a reload');
  await page.fill('#password', 'genêt talus ardoise goémon');
  await page.click('main button[type=submit]');
  await page.waitForURL(/\/upload/);
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('join'))), []);
  window.assertQuiet('/join kept');
  await window.close();
});

test('one photo more than a basket holds is not passed over in silence', async () => {
  const photo = await zef.gives('tina', 'ladybird-cmyk.jpg', { title: 'Coccinelle', license: 'cc-by-4.0' });
  const window = await Window.open(browser, zef);
  const { page } = window;
  const full = [...'23456789bcdfghjkmnpqrstvwxyz'].flatMap((one) => [...'23456789'].map((two) => `zzzzzz${one}${two}`)).slice(0, 200);
  await window.context.addCookies([{ name: 'zef-basket', value: full.join('.'), url: zef.url }]);
  await page.goto(`/photos/${photo.id}`);
  await page.click(`button[name=add][value="${photo.id}"]`);
  await page.waitForURL(/\/basket\?ids=/);
  assert.match(await page.textContent('main'), /Un panier contient au plus 200 photos.: la dernière de la liste est en trop/);
  await window.assertSound('/basket of too many');
  await page.click('text=Ouvrir la suite');
  assert.match(await page.textContent('.lot'), /Coccinelle/);
  window.assertQuiet('/basket of too many');
  await window.close();
});
