// The basket: photos are added without leaving the page, counted in the header, and downloaded together; the same by
// plain forms in a browser without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

let browser;
let zef;
let photos;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  photos = [
    await zef.gives('tina', 'leaf.jpg', { title: 'Feuille de houx', license: 'cc-by-sa-4.0' }),
    await zef.gives('tina', 'storm.webp', { title: 'Tempête', license: 'cc-by-nc-4.0' }),
    await zef.gives('tina', 'path-portrait.jpg', { title: 'Le chemin', license: 'cc0-1.0' }),
  ];
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const pick = (photo) => `button[name=add][value="${photo.id}"]`;
const count = (page) => page.textContent('#basket-count');

test('photos are taken up from gallery and page without leaving them, and nothing moves', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto('/');
  assert.equal(await page.isVisible('#basket-count'), false);
  // Where the links of the head and the photos are on the page, whatever is scrolled; what is not shown has no width.
  const place = () => page.evaluate(() => [...document.querySelectorAll('.top a, .plates li')].map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return { x: x + scrollX, y: y + scrollY, width, height };
  }).filter(({ width }) => width > 0));
  const before = await place();
  await page.hover('.plates li:has(' + pick(photos[0]) + ')');
  await page.click(pick(photos[0]));
  assert.equal(await count(page), '1');
  assert.deepEqual(await place(), before);
  assert.equal(await page.getAttribute(pick(photos[0]), 'aria-pressed'), 'true');
  assert.equal(new URL(page.url()).pathname, '/');

  await page.goto(`/photos/${photos[1].id}`);
  assert.equal(await count(page), '1');
  await page.click(pick(photos[1]));
  assert.equal(await page.innerText(pick(photos[1])), 'Ajoutée');
  // Once more puts it back, and again takes it up.
  await page.click(pick(photos[1]));
  assert.equal(await count(page), '1');
  assert.equal(await page.innerText(pick(photos[1])), 'Au panier');
  await page.click(pick(photos[1]));
  await page.click('.to-basket');
  await page.waitForURL(`/basket?ids=${photos[0].id},${photos[1].id}`);
  window.assertQuiet('filling the basket');
  await window.close();
});

test('photos of one title and author are told apart by ear', async () => {
  const alike = await Zef.furnished();
  const ids = [];
  for (const name of ['leaf.jpg', 'storm.webp', 'path-portrait.jpg']) {
    const title = name === 'storm.webp' ? 'Tempête' : 'Vue de Brest';
    ids.push((await alike.gives('tina', name, { title, license: 'cc-by-4.0' })).id);
  }
  const window = await Window.open(browser, alike);
  const { page } = window;
  const named = (buttons) => page.locator(buttons).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  await page.goto('/search');
  assert.deepEqual(await named('.plates [name=add]'), [
    'Mettre au panier : Vue de Brest, 1 sur 2', 'Mettre au panier : Tempête', 'Mettre au panier : Vue de Brest, 2 sur 2',
  ].map((label) => label.replace(' :', '\u00a0:')));
  await page.goto(`/basket?ids=${ids}`);
  const labels = await named('.lot [name=remove]');
  assert.equal(new Set(labels).size, 3, labels.join(' | '));
  const boxes = await page.locator('[name=changed][type=checkbox]').evaluateAll((all) => all.map((box) => box.labels[0].textContent));
  assert.equal(new Set(boxes).size, 3, boxes.join(' | '));
  await window.assertSound('/basket with two photos of one title');
  await window.close();
  await alike.close();
});

test('the question is answered, the block copied and the package downloaded', async () => {
  const window = await Window.open(browser, zef);
  await window.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: zef.url });
  const { page } = window;
  const ids = photos.map((photo) => photo.id);
  await page.goto(`/basket?ids=${ids}`);
  await page.click('text=Je les assemble ou je les retouche');
  const reasons = await page.innerText('.reasons');
  assert.match(reasons, /CC BY-NC 4\.0 l’interdit/);
  assert.ok(reasons.includes('Feuille de houx') && reasons.includes('Tempête') && !reasons.includes('Le chemin'), reasons);

  await page.click('.media summary');
  await page.click('label:has(#m-wiki)');
  await page.click('#snippets [data-copy]');
  await page.waitForSelector('#snippets [data-copy].done');
  const told = await (await zef.asks(null, 'POST', '/api/v1/attributions', { ids, format: 'wikitext', lang: 'fr' })).json();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), told.attribution);

  const coming = page.waitForEvent('download');
  await page.click('#package summary');
  await page.click('#package .row:last-child');
  const download = await coming;
  assert.equal(download.suggestedFilename(), 'zef-3-photos.zip');
  assert.equal(await download.failure(), null);

  // On paper: the same photos on a contact sheet.
  await page.click('.paper >> text=Planche-contact');
  await page.waitForURL(/\/print\?/);
  for (const title of ['Feuille de houx', 'Tempête', 'Le chemin']) {
    assert.match(await page.innerText('main'), new RegExp(title));
  }
  await page.goBack();

  // Without the photo that stands in the way, the answer is another.
  await page.click(`button[name=remove][value="${photos[1].id}"]`);
  await page.waitForURL(`/basket?ids=${ids[0]},${ids[2]}`);
  assert.equal(await count(page), '2');
  await page.click('text=Je les assemble ou je les retouche');
  assert.match(await page.innerText('#mix'), /Oui, vous pouvez partager[^]*CC BY-SA 4\.0 ou une version plus récente/);
  window.assertQuiet('using the basket');
  await window.close();
});

test('whoever says what they changed, and in which photos, is answered about that', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  const ids = photos.map((photo) => photo.id);
  const advice = (words) => page.waitForFunction((words) => document.querySelector('#mix').innerText.includes(words), words);
  const told = () => page.textContent('#text-text').then((text) => text.match(/Modifications/g)?.length ?? 0);
  await page.goto(`/basket?ids=${ids}`);
  await page.click('.changed summary');
  await page.check('#change-cropped');
  await advice('changées ou non');
  // Nobody is said to have changed a photo that they did not name.
  assert.equal(await told(), 0);
  assert.match(await page.innerText('#unticked'), /Aucune photo n’est cochée/);
  for (const id of ids) await page.check(`#changed-${id}`);
  await page.waitForFunction(() => document.querySelector('#text-text').textContent.match(/Modifications/g)?.length === 3);
  await page.check('#change-assembled');
  await advice('faites-le pour vous, sans le partager');
  assert.match(await page.innerText('#mix'), /Pour les photos que vous avez cochées/);
  // Tempête, which may not be sold, stayed out of it.
  await page.uncheck(`#changed-${ids[1]}`);
  await advice('Oui, vous pouvez partager');
  assert.equal(await told(), 2);
  await page.uncheck(`#changed-${ids[0]}`);
  await page.uncheck(`#changed-${ids[2]}`);
  await page.waitForFunction(() => !document.querySelector('#text-text').textContent.includes('Modifications'));
  window.assertQuiet('saying what was changed');
  await window.close();
});

test('without scripts the same buttons lead to the basket', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  const { page } = window;
  await page.goto(`/en/photos/${photos[0].id}`);
  await page.click(pick(photos[0]));
  await page.waitForURL(`/en/basket?ids=${photos[0].id}`);
  await page.goto('/en/');
  await page.focus(pick(photos[2]));
  await page.keyboard.press('Enter');
  await page.waitForURL(`/en/basket?ids=${photos[0].id},${photos[2].id}`);
  assert.match(await page.innerText('#mix'), /Side by side and unchanged/);
  // Every form of the block can be chosen.
  assert.equal(await page.locator('.media input').count(), 15);
  await page.click('text=Empty the basket');
  await page.waitForURL('/en/basket');
  assert.match(await page.innerText('main'), /Your basket is empty/);
  await window.close();
});
