// Collections: every page of them in both themes and widths; made of a basket, arranged and walked through by the keyboard,
// with scripts and without.

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
  photos = [
    await zef.gives('tina', 'leaf.jpg', { title: 'Feuille de houx', license, alt: 'Une feuille givrée' }),
    await zef.gives('tina', 'storm.webp', { title: 'Tempête', license: 'cc-by-nc-4.0' }),
    await zef.gives('tina', 'path-portrait.jpg', { title: 'Anticonstitutionnellement'.repeat(5), license: 'cc0-1.0' }),
    await zef.gives('tina', 'kermesse.jpg', { title: 'La kermesse', license }),
  ];
  const made = { title: 'Quais, cales et pontons', text: 'Là où l’on **embarque**.\n\n## Hier\n\nDes mâts.', dates: '1944–1952', place: 'Brest', state: 'published', photos: photos.map(({ id }) => id) };
  const answer = await zef.asks('tina', 'POST', '/api/v1/collections', made);
  assert.equal(answer.status, 201, await answer.text());
  const inside = { title: 'Cales', parent: 'quais-cales-et-pontons', state: 'published', photos: [photos[1].id] };
  assert.equal((await zef.asks('tina', 'POST', '/api/v1/collections', inside)).status, 201);
  assert.equal((await zef.asks('tina', 'POST', '/api/v1/collections', { title: 'Anticonstitutionnellement'.repeat(6) })).status, 201);
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const ADDRESS = '/collections/quais-cales-et-pontons';
const titles = (page, selector) => page.locator(selector).allInnerTexts();
const rows = (page) => titles(page, '#order .work');

test('every page is sound in both themes and at both widths, in French and English', async () => {
  const settings = { themes: THEMES.slice(0, 2), widths: [390, 1280] };
  const window = await Window.open(browser, zef);
  const { page } = window;
  const opens = async (path) => {
    assert.equal((await page.goto(path)).status(), 200, path);
    await window.assertSoundEverywhere(path, { ...settings, language: path.startsWith('/en/') ? '/en' : '' });
  };
  const photo = `/photos/${photos[1].id}?in=collection%3Dquais-cales-et-pontons`;
  for (const path of ['/', '/collections', ADDRESS, '/collections/cales', photo]) {
    await opens(path);
    await opens(path === '/' ? '/en/' : `/en${path}`);
  }
  await opens(`${ADDRESS}/slideshow?photo=3`);
  assert.equal((await page.goto('/embed/collections/quais-cales-et-pontons')).status(), 200);
  await window.assertSoundEverywhere('frame', { ...settings, framed: true });
  await window.signIn('tina');
  const long = 'anticonstitutionnellement'.repeat(2);
  for (const path of ['/collections', ADDRESS, `${ADDRESS}/edit`, `${ADDRESS}/order`, '/collections/new', `/collections/${long}`, `/collections/${long}/order`, photo, `/basket?ids=${photos[0].id}`]) {
    await opens(path);
  }
  await window.close();
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';

  test(`a collection is made of a basket, arranged and published by the keyboard, ${how}`, async () => {
    const window = await Window.open(browser, zef, { javaScriptEnabled });
    const { page } = window;
    await window.signIn('tina');
    await page.goto(`/basket?ids=${photos[0].id},${photos[1].id},${photos[3].id}`);
    await window.tabTo('#gather');
    await page.keyboard.type(`Clavier ${how}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.say.good');
    const address = new URL(page.url()).pathname;
    assert.deepEqual(await titles(page, '.plates .work'), ['Feuille de houx', 'Tempête', 'La kermesse']);

    await page.goto(`${address}/order`);
    await window.tabTo(`[name=up][value="${photos[3].id}"]`);
    if (javaScriptEnabled) {
      await page.keyboard.press('ArrowUp');
      await page.waitForFunction(() => document.getElementById('said').textContent.endsWith(' 2'));
      // The same button keeps the focus: the next press goes on.
      await page.keyboard.press('ArrowUp');
      await page.waitForFunction(() => document.getElementById('said').textContent.endsWith(' 1'));
      await page.keyboard.press('ArrowDown');
      await page.waitForFunction(() => document.getElementById('said').textContent.endsWith(' 2'));
    } else {
      await page.keyboard.press('Enter');
      await page.waitForSelector('.say.good');
    }
    const arranged = ['Feuille de houx', 'La kermesse', 'Tempête'];
    assert.deepEqual(await rows(page), arranged);
    await page.goto(`${address}/order`);
    assert.deepEqual(await rows(page), arranged, 'the server knows');
    // By its number: Enter applies it, and nothing else.
    await page.fill(`#n-${photos[1].id}`, '1');
    await page.press(`#n-${photos[1].id}`, 'Enter');
    await page.waitForSelector('.say.good');
    assert.deepEqual(await rows(page), ['Tempête', 'Feuille de houx', 'La kermesse']);

    await page.goto(address);
    await window.tabTo('button[name=state]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.say.good');
    const visitor = await Window.open(browser, zef, { javaScriptEnabled });
    await visitor.page.goto(address);
    assert.deepEqual(await titles(visitor.page, '.plates .work'), ['Tempête', 'Feuille de houx', 'La kermesse']);
    // From photo to photo, and back to the collection.
    await visitor.page.click('.plates a >> nth=0');
    await visitor.page.click('a[rel=next]');
    await visitor.page.waitForURL((url) => url.pathname === `/photos/${photos[0].id}`);
    assert.match(await visitor.page.innerText('.walk'), /2 sur 3/);
    await visitor.page.click('.walk .of a');
    await visitor.page.waitForURL((url) => url.pathname === address);
    visitor.assertQuiet('walking');
    await visitor.close();
    window.assertQuiet('arranging');
    await window.close();
  });
}

test('a photo is put into a collection from its page, and everything is taken with its credit', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await window.signIn('tina');
  await page.goto(`/photos/${photos[0].id}`);
  await page.click('details.gathered summary');
  await page.fill('#collection_add', 'cales');
  await page.click('details.gathered button');
  await page.waitForSelector('.say.good');
  assert.match(await page.innerText('.walk'), /2 sur 2/);
  await page.goto(ADDRESS);
  assert.match(await page.innerText('.combined'), /Côte à côte/);
  const coming = page.waitForEvent('download');
  await page.click('.plate-one .btn');
  assert.equal((await coming).suggestedFilename(), 'zef-4-photos.zip');
  await page.click('text=Les mentions en un bloc');
  await page.waitForURL(/\/basket\?ids=/);
  assert.match(await page.innerText('#snippets'), /La kermesse/);
  window.assertQuiet('taking');
  await window.close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`the slideshow goes on by the keyboard ${javaScriptEnabled ? 'with' : 'without'} scripts, its attribution always there`, async () => {
    const window = await Window.open(browser, zef, { javaScriptEnabled });
    const { page } = window;
    await page.goto(`${ADDRESS}/slideshow`);
    assert.match(await page.innerText('figcaption'), /Feuille de houx[^]*Tina Morvan[^]*CC BY-SA 4\.0/);
    if (javaScriptEnabled) {
      await page.evaluate(() => { globalThis.isSamePage = true; });
      await page.keyboard.press('ArrowRight');
    } else {
      await window.tabTo('[rel=next]');
      await page.keyboard.press('Enter');
    }
    await page.waitForURL(/photo=2/);
    assert.match(await page.innerText('figcaption'), /Tempête[^]*CC BY-NC 4\.0/);
    // Nothing goes on by itself for those who asked for less motion.
    assert.equal(await page.isVisible('#play'), false);
    if (javaScriptEnabled) {
      await page.keyboard.press('ArrowLeft');
      await page.waitForURL(/photo=1/);
      assert.match(await page.innerText('figcaption'), /Feuille de houx/);
      assert.equal(await page.evaluate(() => globalThis.isSamePage), true, 'a photo takes the place of another, and no page is loaded');
      await page.keyboard.press('Escape');
    } else {
      await page.click('#leave');
    }
    await page.waitForURL((url) => url.pathname === ADDRESS);
    window.assertQuiet('slideshow');
    await window.close();
  });
}
