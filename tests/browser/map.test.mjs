// The map: by keyboard, without scripts, on a phone, in both themes; from Zef alone unless another base map is configured.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { fixture, Zef } from './zef.mjs';

let browser;
let zef;

/** A JPEG with a comment of its own: the same picture, in other bytes. */
function variant(name, number) {
  const bytes = readFileSync(fixture(name));
  return new Blob([bytes.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, 4, 0, number]), bytes.subarray(2)]);
}

async function furnish(library) {
  const gifts = [
    ['leaf.jpg', 'Phare rouge', 'Brest', 48.390394, -4.486076],
    ['kermesse.jpg', 'Phare blanc', 'Brest', 48.390394, -4.486076],
    ['path-portrait.jpg', 'Chemin', 'Plougastel-Daoulas', 48.3721, -4.3691],
    ['leaf.jpg', 'Pointe', 'Le Conquet', 48.3609, -4.7712],
  ];
  for (const [number, [name, title, place, latitude, longitude]] of gifts.entries()) {
    const form = new FormData();
    const fields = { title, license: 'cc-by-4.0', author_name: 'Anne Le Gall', place_name: place, latitude, longitude, place_precision: 'exact', source: 'permission' };
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', variant(name, number + 1), `${number}.jpg`);
    const answer = await library.asks('tina', 'POST', '/api/v1/photos', form);
    assert.equal(answer.status, 201, await answer.text());
  }
}

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  await furnish(zef);
  zef.run(['places', 'import', new URL('./places.csv', import.meta.url).pathname]);
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const listed = (page) => page.locator('#beside .lines .work').allInnerTexts();

test('a point opens its list by keyboard, and a list leads to its photos', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 1280, height: 900 } });
  const { page } = window;
  await page.goto('/map');
  await page.waitForSelector('.point');
  // The two photos of one point, at every zoom.
  assert.deepEqual((await listed(page)).sort(), ['Phare blanc', 'Phare rouge']);
  await window.tabTo('.point[aria-label^="Le Conquet"]');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#point')?.textContent === 'Le Conquet');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'point');
  assert.deepEqual(await listed(page), ['Pointe']);
  assert.match(page.url(), /open=/);
  // What is open stays open, for whoever is given the address.
  await page.reload();
  await page.waitForSelector('.point[aria-current]');
  assert.equal(await page.innerText('#point'), 'Le Conquet');
  // Leaflet's own keys, and the buttons below.
  await page.focus('.atlas-live');
  const before = page.url();
  await page.keyboard.press('+');
  await page.waitForURL((url) => url.href !== before);
  await page.click('#farther');
  await page.click('#index a:has-text("Plougastel")');
  await page.waitForFunction(() => document.querySelector('#point')?.textContent === 'Plougastel-Daoulas');
  await window.assertSound('the map after some steps');
  window.assertQuiet('the map by keyboard');
  await window.close();
});

test('without a script the points are links, and the list says what they say', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });
  const { page } = window;
  await page.goto('/search?q=phare');
  await page.click('a:has-text("Sur la carte")');
  await page.waitForURL('**/map?q=phare');
  assert.equal(await page.locator('#marks a').count(), 1);
  await page.click('.chip');
  await page.waitForURL((url) => url.pathname === '/map' && !url.search.includes('q=phare'));
  assert.equal(await page.locator('#marks a').count(), await page.locator('#index a').count());
  await page.click('#marks a[aria-label^="Plougastel"]');
  assert.deepEqual(await listed(page), ['Chemin']);
  await page.click('#nearer');
  await page.click('#farther');
  await page.click('#beside .acts a');
  await page.waitForURL('**/search?**bbox=**');
  await window.close();
});

test('the map and what is missing are sound on a phone and on a screen, in both themes and languages', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [360, 390, 1280, 1920]) {
      const window = await Window.open(browser, zef, { colorScheme, viewport: { width, height: 844 } });
      for (const language of ['', '/en']) {
        for (const path of ['/map', '/map?q=nulle%20part', '/map?bbox=-4.6,48.3,-4.4,48.45&use=modify', '/map/coverage', '/map/coverage?near=nulle%20part']) {
          await window.page.goto(language + path);
          if (!path.includes('coverage')) await window.page.waitForSelector('.leaflet-tile-loaded');
          await window.assertSound(`${language}${path}, ${width} px, ${colorScheme}`);
        }
      }
      window.assertQuiet(`${width} px, ${colorScheme}`);
      await window.close();
    }
  }
});

test('on a phone the map opens on its photos', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 390, height: 844 } });
  await window.page.goto('/map');
  await window.page.waitForSelector('.point');
  const sheet = await window.page.locator('.atlas-live').boundingBox();
  for (const point of await window.page.locator('.point').all()) {
    const { x, y, width } = await point.boundingBox();
    assert.ok(x >= 0 && x + width <= 390 && y >= sheet.y && y <= sheet.y + sheet.height);
    assert.ok(width >= 24);
  }
  await window.close();
});

test('what has no photo leads to giving the first, its place filled in', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  await window.signIn('anne');
  await window.page.goto('/map/coverage');
  await window.page.click('a:has-text("Donner la première")');
  await window.page.waitForURL('**/upload?place=**');
  assert.equal(await window.page.inputValue('#place_name'), 'Landerneau');
  assert.ok(await window.page.locator('#known-places option').count() > 3);
  await window.close();
});

test('communes without a photo are folded, and there on paper', async () => {
  const other = await Zef.furnished();
  try {
    await furnish(other);
    const lines = Array.from({ length: 40 }, (_, number) => `Commune ${number};commune;48.${number + 10};-4.2`);
    const table = join(other.folder, 'places.csv');
    writeFileSync(table, ['nom;kind;latitude;longitude', 'Brest;commune;48.39;-4.49', ...lines].join('\n'));
    other.run(['places', 'import', table]);
    const window = await Window.open(browser, other, { javaScriptEnabled: false });
    const { page } = window;
    await page.goto('/map/coverage');
    const folded = page.locator('details.without:not([open])');
    const height = async () => (await page.locator('details.without').boundingBox()).height;
    assert.equal(await folded.locator('li').count(), 40);
    const closed = await height();
    await page.emulateMedia({ media: 'print' });
    assert.ok(await height() > 5 * closed, 'all are on paper');
    await page.emulateMedia({ media: 'screen' });
    assert.equal(await height(), closed);
    await folded.locator('summary').click();
    assert.ok(await height() > 5 * closed);
    await window.close();
  } finally {
    await other.close();
  }
});

test('a configured base map is the only other site', async () => {
  const config = '[map]\ntiles = "https://tiles.invalid/{z}/{x}/{y}.png"\nattribution = "Exemple"\n';
  const other = await Zef.furnished({ config });
  try {
    await furnish(other);
    const window = await Window.open(browser, other, {});
    const asked = [];
    await window.context.route('https://tiles.invalid/**', (route) => {
      asked.push(route.request().url());
      return route.fulfill({ path: fixture('flower-portrait.png'), contentType: 'image/png' });
    });
    await window.page.goto('/map');
    await window.page.waitForSelector('.leaflet-tile-loaded');
    assert.ok(asked.length > 0 && asked.every((address) => /^https:\/\/tiles\.invalid\/\d+\/\d+\/\d+\.png$/.test(address)));
    assert.match(await window.page.innerText('.leaflet-control-attribution'), /Exemple/);
    assert.deepEqual(window.faults.filter((fault) => !fault.includes('tiles.invalid')), []);
    assert.ok(!window.faults.some((fault) => fault.startsWith('policy')), String(window.faults));
    const policy = (await fetch(`${other.url}/`)).headers.get('content-security-policy');
    assert.ok(!policy.includes('tiles.invalid'));
    window.faults = [];
    await window.close();
  } finally {
    await other.close();
  }
});

/** A PMTiles file (version 3) whose one picture is the tile of the whole Earth. */
function tiles(picture) {
  const varint = (number) => (number < 0x80 ? [number] : [number & 0x7f | 0x80, ...varint(number >> 7)]);
  const root = Buffer.from([1, 0, 1, ...varint(picture.length), 1]);
  const metadata = Buffer.from('{"attribution":"<b>IGN</b>"}');
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header[7] = 3;
  let start = 127;
  for (const [place, part] of [root, metadata, Buffer.alloc(0), picture].entries()) {
    header.writeBigUInt64LE(BigInt(start), 8 + 16 * place);
    header.writeBigUInt64LE(BigInt(part.length), 16 + 16 * place);
    start += part.length;
  }
  // Directories that are not packed, pictures that are not either, PNG, from zoom 0 to zoom 0.
  header.set([0, 1, 1, 2, 0, 0], 96);
  return Buffer.concat([header, root, metadata, picture]);
}

test('on a file of the machine, nothing comes from elsewhere, and one sees what a photo looks at', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zef-tiles-'));
  const file = join(folder, 'fond.pmtiles');
  writeFileSync(file, tiles(readFileSync(fixture('flower-portrait.png'))));
  const looking = join(folder, 'quai.jpg');
  copyFileSync(fixture('leaf.jpg'), looking);
  const facts = ['-EXIF:GPSLatitude=48.39', '-EXIF:GPSLatitudeRef=N', '-EXIF:GPSLongitude=4.486', '-EXIF:GPSLongitudeRef=W', '-EXIF:GPSImgDirection=135', '-EXIF:GPSImgDirectionRef=T'];
  assert.equal(spawnSync('exiftool', ['-q', '-n', '-overwrite_original', ...facts, looking]).status, 0);
  const library = await Zef.furnished({ config: `[map]\npmtiles = '${file}'\n` });
  const form = new FormData();
  for (const [field, value] of Object.entries({ title: 'Le quai', license: 'cc-by-4.0', place_name: 'Brest', place_precision: 'exact' })) form.append(field, value);
  form.append('file', new Blob([readFileSync(looking)]), 'quai.jpg');
  const photo = await (await library.asks('tina', 'POST', '/api/v1/photos', form)).json();
  for (const [colorScheme, width] of [['light', 1280], ['dark', 390]]) {
    const window = await Window.open(browser, library, { colorScheme, viewport: { width, height: 900 } });
    const { page } = window;
    await page.goto('/map?bbox=-4.4870,48.3895,-4.4850,48.3905');
    await page.waitForSelector('.leaflet-tile-loaded[src*="/charts/tiles/"]');
    // Near enough on a narrow screen too.
    if (width < 800) await page.click('#nearer');
    await page.waitForSelector('.point svg.look');
    assert.match(await page.getAttribute('.point', 'aria-label'), /Regarde vers le sud-est \(135/);
    assert.match(await page.textContent('.leaflet-control-attribution'), /IGN/);
    await window.assertSound(`the map on a file, ${colorScheme}, ${width} px`);
    await page.goto(`/photos/${photo.id}`);
    assert.match(await page.textContent('.where'), /Regarde vers le sud-est/);
    await window.assertSound(`the photo, ${colorScheme}, ${width} px`);
    await window.close();
  }
  const plain = await Window.open(browser, library, { javaScriptEnabled: false });
  await plain.page.goto('/map?bbox=-4.4870,48.3895,-4.4850,48.3905');
  assert.equal(await plain.page.locator('#marks path.look').count(), 1);
  plain.assertQuiet('the drawing');
  await plain.close();
  await library.close();
  rmSync(folder, { recursive: true, force: true });
});
