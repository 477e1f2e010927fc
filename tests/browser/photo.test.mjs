// A photo's page: all that is needed to take it away stands on the first screen, the keyboard reaches it at once, the photos
// beside it are a key away, and it is seen closer without leaving the page.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

/** A title of four lines beside the picture, and an author who has no account. */
const LONG = 'La flottille des langoustiers rentre au port par grand vent, vue depuis la pointe de la presqu’île, un soir de novembre';
const NAME = 'Marie-Françoise de Kerguélen';

let browser;
let zef;
let photos;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const words = { license: 'cc-by-sa-4.0', tags: 'houx, hiver', place_name: 'Brest' };
  photos = {
    first: await zef.gives('tina', 'leaf.jpg', { ...words, latitude: '48.3905', longitude: '-4.4861', title: 'Feuille de houx', author_url: 'https://tina.example/', description: 'Au matin.' }),
    long: await zef.gives('tina', 'boats-progressive.jpg', { ...words, title: LONG, author_name: NAME, source: 'permission' }),
    tall: await zef.gives('tina', 'path-portrait.jpg', { ...words, title: 'Le chemin', latitude: '48.2951', longitude: '-4.2712', place_precision: 'exact' }),
    bare: await zef.gives('tina', 'storm.webp', { license: 'cc0-1.0' }),
  };
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const boxes = (page, selectors) => page.evaluate((wanted) => wanted.map((selector) => {
  const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
  return { selector, top, bottom };
}), selectors);

test('download, credit and copy stand on the first screen, under a title of four lines too', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 1280, height: 800 } });
  const { page } = window;
  for (const [name, photo] of Object.entries(photos)) {
    await page.goto(`/photos/${photo.id}`);
    await page.evaluate(() => document.fonts.ready);
    for (const { selector, top, bottom } of await boxes(page, ['.mat img', 'h1', '.by', '.may', '#download', '#text-text', '#snippets [data-copy]'])) {
      assert.ok(top >= 0 && bottom <= 800, `${name}: ${selector} from ${top} to ${bottom}`);
    }
  }
  await page.goto(`/photos/${photos.long.id}`);
  const lines = await page.evaluate(() => {
    const title = document.querySelector('h1');
    return Math.round(title.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(title).lineHeight));
  });
  assert.ok(lines >= 4, `the title has ${lines} lines`);
  await window.close();
});

test('the place is drawn: an area or a point over a picture, in every theme and at every width', async () => {
  for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
    for (const width of [390, 1280]) {
      const window = await Window.open(browser, zef, { ...options, viewport: { width, height: 800 } });
      const { page } = window;
      for (const [photo, mark] of [[photos.first, '.near'], [photos.tall, '.flare']]) {
        await page.goto(`/photos/${photo.id}`);
        const place = () => page.evaluate((selector) => {
          const [box, picture, svg] = ['.chart', '.chart img', '.chart svg'].map((part) => document.querySelector(part));
          const { width: wide, height, right } = svg.getBoundingClientRect();
          const under = picture.getBoundingClientRect();
          return {
            wide, height, right, apart: Math.abs(under.width - wide) + Math.abs(under.height - height),
            ground: getComputedStyle(box).backgroundColor, marks: svg.querySelectorAll('.near, .flare').length,
            mark: getComputedStyle(svg.querySelector(selector)).fill, source: picture.getAttribute('src'),
          };
        }, mark);
        const reserved = await place();
        await page.locator('.chart').scrollIntoViewIfNeeded();
        await page.waitForFunction(() => document.querySelector('.chart img').naturalWidth === 412);
        const chart = await place();
        const where = `${JSON.stringify(options)}, ${width} px: ${JSON.stringify(chart)}`;
        assert.equal(chart.height, reserved.height, where);
        assert.ok(chart.wide > 300 && chart.height > 130 && chart.right <= width && chart.apart < 1, where);
        assert.equal(chart.marks, 1, where);
        assert.notEqual(chart.mark, chart.ground, where);
        window.assertQuiet(where);
        // The picture alone, as wide as on the page.
        await page.setViewportSize({ width: Math.round(chart.wide), height: 400 });
        await page.goto(chart.source);
        const drawn = await page.evaluate(() => {
          const style = (selector) => getComputedStyle(document.querySelector(selector));
          return { ground: style('.paper').fill, grid: style('.grid').stroke, words: style('text').fill, size: Number.parseFloat(style('text').fontSize) };
        });
        const alone = `${where}, ${JSON.stringify(drawn)}`;
        assert.equal(drawn.ground, chart.ground, alone);
        assert.ok(drawn.size * chart.wide / 412 >= 11.5, alone);
        for (const colour of [drawn.grid, drawn.words]) assert.notEqual(colour, drawn.ground, alone);
        window.assertQuiet(alone);
        await page.setViewportSize({ width, height: 800 });
      }
      await window.close();
    }
  }
});

test('on a phone, downloading and copying stay at hand', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await window.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: zef.url });
  const { page } = window;
  await page.goto(`/photos/${photos.tall.id}`);
  for (const where of [0, 600]) {
    await page.evaluate((y) => scrollTo(0, y), where);
    for (const { selector, top, bottom } of await boxes(page, ['.dock .main', '.dock [data-copy]'])) {
      assert.ok(bottom - top >= 44 && top > 700 && bottom <= 844, `${selector} from ${top} to ${bottom}`);
    }
  }
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('.dock .main')]);
  assert.match(download.suggestedFilename(), /cc-by-sa-4\.0/);
  await page.click('.dock [data-copy]');
  await page.waitForSelector('.dock [data-copy].done');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /Le chemin/);
  await window.close();
});

test('on a phone without a script, the bar leads to the credit', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  await window.page.goto(`/photos/${photos.first.id}`);
  await window.page.click('.dock a[href="#snippets"]');
  const [{ top }] = await boxes(window.page, ['#snippets']);
  assert.ok(top >= 0 && top < 400, `the credit is at ${top}`);
  await window.close();
});

test('the keyboard reaches the download in eight steps and the copy in twelve', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto(`/photos/${photos.tall.id}?in=tag%3Dhoux`);
  let steps = 1;
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  const upTo = async (selector) => {
    while (!await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) {
      await page.keyboard.press('Tab');
      steps += 1;
      assert.ok(steps < 40, selector);
    }
    return steps;
  };
  const download = await upTo('#download');
  assert.ok(download <= 8, `download is ${download} steps away`);
  const copy = await upTo('[data-copy]');
  assert.ok(copy <= 12, `copy is ${copy} steps away`);
  await window.close();
});

test('the arrows lead to the photos beside it in the list that one came from', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto(`/photos/${photos.long.id}?in=tag%3Dhoux`);
  const at = () => page.evaluate(() => document.querySelector('.walk nav > span').firstChild.textContent.trim());
  assert.equal(await at(), '2 sur 3');
  assert.equal(await page.getAttribute('.walk nav > span a', 'href'), '/tags/houx');
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(`/photos/${photos.tall.id}?in=tag%3Dhoux`);
  assert.equal(await page.locator('a[rel=prev]').count(), 0);
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(`/photos/${photos.long.id}?in=tag%3Dhoux`);
  await page.click('a[rel=next]');
  await page.waitForURL(`/photos/${photos.first.id}?in=tag%3Dhoux`);
  assert.equal(await page.locator('a[rel=next]').count(), 0);
  // In the choice of the medium, the arrows choose.
  await page.focus('#m-text');
  await page.keyboard.press('ArrowRight');
  assert.ok(await page.isChecked('#m-rich'));
  // A search, a person, and what is no list.
  await page.goto(`/photos/${photos.first.id}?in=${encodeURIComponent('q=feuille')}`);
  assert.match(await page.innerText('.walk nav > span'), /1 sur 1, «\s?feuille\s?»/);
  await page.goto(`/photos/${photos.bare.id}?in=author%3Dtina`);
  assert.equal(await page.getAttribute('.walk nav > span a', 'href'), '/people/tina');
  for (const nothing of ['tag%3Dport', 'nonsense%3D1', '%26%3D']) {
    assert.equal((await page.goto(`/photos/${photos.first.id}?in=${nothing}`)).status(), 200);
    assert.ok(!await page.locator('a[rel=next], a[rel=prev]').count(), nothing);
  }
  window.assertQuiet('walking along a list');
  await window.close();
});

test('the author’s name leads to their photos, and nobody is listed under a giver as theirs', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto(`/photos/${photos.first.id}`);
  assert.equal(await page.getAttribute('.by a', 'href'), '/people/tina');
  const shown = await page.locator('.strip').first().locator('a').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  assert.ok(shown.includes(`/photos/${photos.tall.id}`) && !shown.includes(`/photos/${photos.long.id}`), shown.join());
  await page.goto(`/photos/${photos.long.id}`);
  await page.click('.by a');
  assert.equal(new URL(page.url()).pathname, '/search');
  assert.ok(await page.locator(`main a[href^="/photos/${photos.long.id}"]`).count());
  await window.close();
});

test('the picture is seen closer and left again with the keyboard, and the viewer comes only then', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`/photos/${photos.first.id}?in=tag%3Dhoux`);
  assert.ok(!asked.some((url) => url.includes('openseadragon')));
  for (let again = 0; again < 2; again += 1) {
    await page.focus('#zoom');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open][data-ready] canvas');
    assert.ok(asked.some((url) => url.includes('openseadragon')));
    await page.waitForFunction(() => document.querySelector('dialog').contains(document.activeElement));
    // In there the arrows move the picture.
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('+');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog:not([open])', { state: 'attached' });
    assert.equal(await page.evaluate(() => document.activeElement.id), 'zoom');
  }
  assert.equal(new URL(page.url()).pathname, `/photos/${photos.first.id}`);
  await page.click('.mat img');
  await page.waitForSelector('dialog[open]');
  await window.assertSound('the viewer');
  await page.click('dialog .btn:last-child');
  await page.waitForSelector('dialog:not([open])', { state: 'attached' });
  await window.close();
});

test('without a script the picture is still seen larger', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  await window.page.goto(`/photos/${photos.first.id}`);
  const answer = await window.page.request.get(await window.page.getAttribute('#zoom', 'href'));
  assert.match(answer.headers()['content-type'], /^image\//);
  await window.close();
});

test('nothing moves while the page comes, fonts late, and it is light', async () => {
  for (const width of [390, 1280]) {
    const window = await Window.open(browser, zef, { viewport: { width, height: 800 } });
    const { page } = window;
    await window.delayFonts();
    for (const photo of Object.values(photos)) {
      await page.goto(`/photos/${photo.id}`, { waitUntil: 'networkidle' });
      const moved = await page.evaluate(() => new Promise((done) => {
        new PerformanceObserver((list) => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
          .observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(0), 300);
      }));
      // A fifth of what counts as good (web.dev, Cumulative Layout Shift).
      assert.ok(moved <= 0.02, `${photo.id} at ${width} px moved by ${moved}`);
    }
    await window.close();
  }
  const weight = async (path) => brotliCompressSync(Buffer.from(await (await fetch(zef.url + path)).arrayBuffer())).length;
  for (const photo of Object.values(photos)) {
    const html = await weight(`/photos/${photo.id}`);
    assert.ok(html <= 9 * 1024, `the page weighs ${html} bytes`);
  }
  const page = await (await fetch(`${zef.url}/photos/${photos.first.id}`)).text();
  let scripts = 0;
  for (const [, path] of page.matchAll(/<script type="module" src="([^"]+)"/g)) scripts += await weight(path);
  assert.ok(scripts <= 15 * 1024, `its scripts weigh ${scripts} bytes`);
});

for (const language of ['', '/en']) {
  test(`sound in every theme and at every width, ${language || '/fr'}`, async () => {
    const window = await Window.open(browser, zef);
    for (const photo of Object.values(photos)) {
      await window.page.goto(`${language}/photos/${photo.id}?in=author%3Dtina`);
      await window.assertSoundEverywhere(`${language}/photos/${photo.id}`, { language });
    }
    for (const path of ['/licenses', '/about', '/nulle-part']) {
      await window.page.goto(language + path);
      await window.assertSoundEverywhere(language + path, { language });
    }
    await window.page.goto(`${language}/photos/${photos.first.id}`);
    await window.page.click('.get summary');
    await window.assertSoundEverywhere(`${language} the sizes`, { language });
    await window.page.keyboard.press('Escape');
    await window.page.click('.media summary');
    await window.assertSoundEverywhere(`${language} the other formats`, { language });
    await window.close();
  });
}
