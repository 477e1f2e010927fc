// The news of one's photos, in every setting: themes, forced colours, widths, languages. They are read once they are seen,
// or by the button where there are no scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

const LONG = 'Anticonstitutionnellementrorschacherplougastelplougonvelin'.repeat(2);
const WIDTHS = [360, 390, 768, 1024, 1280, 1920];

let browser;
let zef;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const words = { license: 'cc-by-sa-4.0', alt: 'Une vue.' };
  const photos = [];
  for (const [file, title] of [['boats-progressive.jpg', 'Bateaux'], ['pier.tif', LONG], ['storm.webp', 'Tempête'], ['drop.gif', 'Goutte'], ['kermesse.jpg', 'La fête']]) {
    photos.push(await zef.gives('anne', file, { ...words, title }));
  }
  const decides = (photo, decision, reason) => zef.asks('mona', 'POST', `/api/v1/photos/${photo.id}/review`, { decision, reason });
  await decides(photos[0], 'publish', '');
  await decides(photos[1], 'request-change', `Quel port ? ${LONG}`);
  await decides(photos[2], 'refuse', 'Trop sombre.');
  await decides(photos[3], 'publish', '');
  await zef.asks('mona', 'POST', `/api/v1/photos/${photos[3].id}/withdraw`, { reason: 'Une personne l’a demandé.' });
  await decides(photos[4], 'publish', '');
  await zef.asks('mona', 'PATCH', `/api/v1/photos/${photos[4].id}`, { tags: ['fête'], description: 'Un dimanche.', place_name: LONG });
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const badge = (page) => page.locator('.doors a.wide[href$="/account/news"] .count');

test('news are sound in every setting, unread without scripts and read by the button', async () => {
  const plain = await Window.open(browser, zef, { javaScriptEnabled: false });
  await plain.signIn('anne');
  for (const prefix of ['', '/en']) {
    await plain.page.goto(`${prefix}/account/news`);
    assert.equal(await plain.page.locator('.lines > .new').count(), 7);
    assert.match(await badge(plain.page).textContent(), /^7/);
  }
  // A window with scripts would mark them as read: its script is kept away while they are looked at.
  const window = await Window.open(browser, zef);
  await window.context.route('**/assets/news.*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await window.signIn('anne');
  for (const prefix of ['', '/en']) {
    assert.equal((await window.page.goto(`${prefix}/account/news`)).status(), 200);
    await window.assertSoundEverywhere(`${prefix}/account/news`, { language: prefix, widths: WIDTHS });
  }
  await window.close();
  await plain.page.goto('/account/news');
  await plain.page.click('#read button');
  assert.equal(new URL(plain.page.url()).pathname, '/account/news');
  assert.equal(await plain.page.locator('.lines > .new').count(), 0);
  assert.equal(await plain.page.locator('.lines > li').count(), 7);
  assert.equal(await badge(plain.page).count(), 0);
  await plain.close();
});

test('news that are seen count as read on the next page', async () => {
  const photo = await zef.gives('anne', 'leaf.jpg', { license: 'cc-by-4.0', title: 'Feuille' });
  await zef.asks('mona', 'POST', `/api/v1/photos/${photo.id}/review`, { decision: 'publish', reason: '' });
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  await window.page.goto('/account/photos');
  assert.match(await badge(window.page).textContent(), /^1/);
  const told = window.page.waitForResponse((answer) => answer.url().endsWith('/account/news/read'));
  await badge(window.page).click();
  await told;
  assert.equal(await window.page.locator('.lines > .new').count(), 1, 'what was new stays marked while it is looked at');
  await window.page.goto('/account/photos');
  assert.equal(await badge(window.page).count(), 0);
  window.assertQuiet('/account/news');
  await window.close();
});

test('a long name leaves room for the news and everything else', async () => {
  const window = await Window.open(browser, zef);
  await window.page.goto('/join');
  await window.page.fill('#name', 'Marie-Françoise Kermorgant de Plougastel-Daoulas et de Plougonvelin');
  await window.page.fill('#handle', 'marie');
  await window.page.fill('#password', 'une bruyère sous la pluie');
  await window.page.click('main button[type=submit]');
  await window.page.waitForURL((url) => url.pathname === '/upload');
  await window.page.goto('/account/news');
  for (const width of [1199, 1201, 1280, 1440, 1920]) {
    await window.page.setViewportSize({ width, height: 900 });
    await window.assertSound(`/account/news of a long name, ${width} px`);
  }
  await window.close();
});

test('news are sound where there are none', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('tina');
  for (const prefix of ['', '/en']) {
    assert.equal((await window.page.goto(`${prefix}/account/news`)).status(), 200);
    await window.assertSoundEverywhere(`${prefix}/account/news without news`, { language: prefix, widths: WIDTHS });
  }
  await window.close();
});
