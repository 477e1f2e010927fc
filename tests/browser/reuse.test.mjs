// Taking a photograph away: the attribution in every form, copied or selected, and the file.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

let browser;
let zef;
let photo;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  photo = await zef.gives('tina', 'leaf.jpg', {
    title: 'Feuille « givrée » & houx', author_name: 'Anne <Le Gall>', author_url: 'https://anne.example/', license: 'cc-by-sa-4.0',
  });
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const attribution = async (format, lang) => {
  const answer = await zef.asks(null, 'GET', `/api/v1/photos/${photo.id}/attribution?format=${format}&lang=${lang}`);
  assert.equal(answer.status, 200);
  return answer.text();
};

test('each form of the attribution is copied as the API gives it', async () => {
  const window = await Window.open(browser, zef);
  await window.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: zef.url });
  const { page } = window;
  await page.goto(`/photos/${photo.id}`);
  for (const [key, format] of [['text', 'text'], ['web', 'html'], ['wiki', 'wikitext'], ['markdown', 'markdown']]) {
    await page.click(`#tab-snippet-${key}`);
    await page.click(`#snippet-${key} [data-copy]`);
    await page.waitForSelector(`#snippet-${key} [data-copy].done`);
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await attribution(format, 'fr'));
  }
  // For a word processor: formatted text with its addresses, and the same in plain text.
  await page.click('#tab-snippet-rich');
  await page.click('#snippet-rich [data-copy]');
  await page.waitForSelector('#snippet-rich [data-copy].done');
  const rich = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (await item.getType(type)).text();
    return { html: await read('text/html'), plain: await read('text/plain') };
  });
  assert.match(rich.html, /href="https:\/\/creativecommons\.org\/licenses\/by-sa\/4\.0\/"/);
  assert.match(rich.plain, /Feuille « givrée » & houx/);
  window.assertQuiet('copying');
  await window.close();
});

test('a clipboard that is refused leaves the attribution selected, and says how to copy it', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
  });
  await page.goto(`/photos/${photo.id}`);
  await page.click('#tab-snippet-text');
  await page.click('#snippet-text [data-copy]');
  await page.waitForFunction(() => document.getElementById('said').textContent !== '');
  const selected = await page.evaluate(() => {
    const field = document.activeElement;
    return field.value.slice(field.selectionStart, field.selectionEnd);
  });
  assert.equal(selected, await attribution('text', 'fr'));
  await window.close();
});

test('tabs are walked with the arrows, and the choice is remembered', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto(`/photos/${photo.id}`);
  await window.tabTo('[role=tab]');
  await page.keyboard.press('End');
  const last = await page.evaluate(() => document.activeElement.getAttribute('aria-controls'));
  assert.equal(last, 'snippet-bibtex');
  assert.equal(await page.locator('[data-tabs] >> nth=0').locator('.snip:visible').count(), 1);
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-controls')), 'snippet-text');
  await page.keyboard.press('ArrowLeft');
  await page.reload();
  assert.equal(await page.locator('[data-tabs] >> nth=0').locator('.snip:visible').getAttribute('id'), 'snippet-bibtex');
  await window.close();
});

test('without a script every form is there to be selected, in the language asked for', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  const { page } = window;
  await page.goto(`/photos/${photo.id}`);
  for (const [key, format] of [['text', 'text'], ['web', 'html'], ['wiki', 'wikitext'], ['markdown', 'markdown']]) {
    assert.equal(await page.inputValue(`#text-${key}`), await attribution(format, 'fr'));
    assert.ok(await page.isVisible(`#text-${key}`));
  }
  assert.equal(await page.locator('[data-copy]:visible').count(), 0);
  await page.click('.tongue a[lang=en]');
  assert.equal(await page.inputValue('#text-text'), await attribution('text', 'en'));
  assert.equal(await page.getAttribute('html', 'lang'), 'fr');
  await window.close();
});

test('the file is taken with one button, under a name that says whose it is', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto(`/photos/${photo.id}`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('.sizes a.main')]);
  assert.match(download.suggestedFilename(), new RegExp(`^feuille-givree-houx-anne-le-gall-cc-by-sa-4\\.0-${photo.id}\\.jpg$`));
  assert.equal(await download.failure(), null);
  await window.close();
});

/** A page of another site (another port of this machine) that frames the photo, and keeps what the frame tells it. */
const framed = async (attributes, look) => {
  const elsewhere = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(`<!doctype html>
    <title>Ailleurs</title><script>
      globalThis.told = [];
      addEventListener('message', (event) => told.push(event.data));
    </script><iframe ${attributes} width="640" height="600"></iframe>`));
  await new Promise((listens) => { elsewhere.listen(0, '127.0.0.1', listens); });
  const window = await Window.open(browser, zef);
  try {
    await window.page.goto(`http://127.0.0.1:${elsewhere.address().port}/`);
    await look(window, window.page.frameLocator('iframe'));
  } finally {
    await window.close();
    elsewhere.closeAllConnections();
    elsewhere.close();
  }
};

test('a link of a framed photo opens beside the page that frames it', () => (
  framed(`src="${zef.url}/embed/${photo.id}"`, async (window, frame) => {
    const link = frame.locator('figcaption a').first();
    const [opened] = await Promise.all([window.context.waitForEvent('page'), link.click()]);
    await opened.waitForURL(`**/photos/${photo.id}`);
    assert.ok(await frame.locator('figure img').isVisible());
  })
));

test('WordPress is told which link was followed, since its frames open nothing', () => (
  framed(`sandbox="allow-scripts" src="${zef.url}/embed/${photo.id}#?secret=k7m2b9"`, async (window, frame) => {
    await frame.locator('figcaption a').first().click();
    await window.page.waitForFunction(() => globalThis.told.some(({ message }) => message === 'link'));
    const told = await window.page.evaluate(() => globalThis.told.find(({ message }) => message === 'link'));
    assert.deepEqual(told, { message: 'link', value: `${zef.url}/photos/${photo.id}`, secret: 'k7m2b9' });
    assert.ok(await frame.locator('figure img').isVisible());
  })
));
