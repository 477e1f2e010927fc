// Galleries, home, search, tag and person: rows that the server chose, what stands where, how much is loaded, and that
// every page is sound at every width, in every theme and in both languages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

import { THEMES, WIDTHS, Window, launch } from './chromium.mjs';
import { picture } from './picture.mjs';
import { fixture, PASSWORD, Zef } from './zef.mjs';

const LONG = 'Le pont de Recouvrance levé devant le château, un jour de grande marée, vu depuis le jardin des Explorateurs';
const TITLES = ['La cale', LONG, 'Ponton, pleine mer', 'Feuille', 'Kermesse', 'Chemin'];
const LICENCES = ['cc-by-sa-4.0', 'cc-by-4.0', 'cc0-1.0', 'cc-by-nc-4.0'];

let browser;
let zef;
let photos;

/** A JPEG with a comment of its own: the same picture, in other bytes. */
function variant(name, number) {
  const bytes = readFileSync(fixture(name));
  const comment = Buffer.from([0xff, 0xfe, 0, 4, number >> 8, number & 0xff]);
  return new Blob([bytes.subarray(0, 2), comment, bytes.subarray(2)]);
}

/** Somebody gives photos of these fixtures, in this order. */
async function gives(library, names) {
  const given = [];
  for (const [number, name] of names.entries()) {
    const form = new FormData();
    form.append('title', TITLES[number % TITLES.length]);
    form.append('license', LICENCES[number % LICENCES.length]);
    form.append('tags', 'port');
    // Some people write the title again as the text alternative: it is not to be read twice.
    if (number % 4 === 0) form.append('alt', TITLES[number % TITLES.length]);
    form.append('file', variant(name, number), `${number}.jpg`);
    const answer = await library.asks('tina', 'POST', '/api/v1/photos', form);
    const photo = await answer.json();
    assert.equal(answer.status, 201, JSON.stringify(photo));
    given.push(photo);
  }
  return given;
}

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const shapes = ['leaf.jpg', 'path-portrait.jpg', 'kermesse.jpg', 'boats-progressive.jpg', 'leaf.jpg', 'kermesse.jpg', 'path-portrait.jpg', 'boats-progressive.jpg'];
  photos = await gives(zef, Array.from({ length: 32 }, (_, number) => shapes[(number * 5 + (number >> 3)) % shapes.length]));
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

/** The rows of the first gallery of a page, as they are shown. */
const rowsOf = (page) => page.evaluate(() => {
  const gallery = document.querySelector('.gallery').getBoundingClientRect();
  const rows = new Map();
  for (const item of document.querySelectorAll('.gallery .plates > li:not(.br)')) {
    const box = item.querySelector('.pic').getBoundingClientRect();
    const image = item.querySelector('img');
    const [own, shown] = [image.getAttribute('width') / image.getAttribute('height'), box.width / box.height];
    const row = rows.get(Math.round(box.top)) ?? { height: box.height, right: 0, cut: 0, short: false, free: false };
    row.right = Math.max(row.right, box.right);
    row.cut = Math.max(row.cut, 1 - Math.min(own / shown, shown / own));
    row.short ||= /\bl\d/.test(item.className);
    row.free ||= gallery.width < 520 && /\bf1\b/.test(item.className);
    rows.set(Math.round(box.top), row);
  }
  return { right: gallery.right, width: gallery.width, rows: [...rows.values()] };
});

test('rows are of one height, full and in order, and hardly anything is cut', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  for (const path of ['/', '/search', '/tags/port', '/people/tina']) {
    for (const width of [360, 390, 520, 600, 768, 900, 1024, 1280, 1440, 1700, 1920, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      const where = `${path} at ${width} px`;
      const { rows, right } = await rowsOf(page);
      // On a phone, a row that would be too narrow to read has its own height.
      const heights = rows.filter((row) => !row.free).map((row) => row.height);
      const middle = (Math.min(...heights) + Math.max(...heights)) / 2;
      for (const [place, row] of rows.entries()) {
        assert.ok(row.free || Math.abs(row.height - middle) <= middle * 0.15 + 1, `${where}: row ${place} is ${row.height} px high, not about ${middle}`);
        assert.ok(row.cut <= (width < 768 ? 0.15 : 0.06), `${where}: row ${place} cuts ${row.cut}`);
        const last = place === rows.length - 1;
        assert.ok(row.right <= right + 1 && (right - row.right <= 2 || (last && row.short)), `${where}: row ${place} ends at ${row.right} of ${right}`);
      }
      const order = await page.locator('.gallery [name=add]').evaluateAll((buttons) => buttons.map((button) => button.value));
      const expected = photos.map((photo) => photo.id).reverse().filter((id) => order.includes(id));
      assert.deepEqual(order, expected, where);
    }
  }
  await window.close();
});

test('portraits beside a panorama keep their licence whole on a phone', async () => {
  const odd = await Zef.furnished();
  // Portraits, panoramas and landscapes, in orders that put portraits beside panoramas.
  for (const [number, shape] of [...'LWPPLPWPLLPPWVVWLPPLLWPPL'].entries()) {
    const [width, height] = { L: [600, 400], P: [400, 600], W: [900, 300], V: [360, 640] }[shape];
    const form = new FormData();
    form.append('title', `${shape} ${number}`);
    form.append('author_name', 'Marie-Jeanne Le Bourdonnec');
    form.append('license', number % 2 ? 'cc-by-nc-sa-4.0' : 'cc-by-nc-nd-4.0');
    form.append('file', new Blob([picture(number, width, height)]), `${number}.png`);
    assert.equal((await odd.asks('tina', 'POST', '/api/v1/photos', form)).status, 201);
  }
  const window = await Window.open(browser, odd);
  const { page } = window;
  for (const path of ['/', '/search', '/people/tina']) {
    for (const width of [360, 375, 390, 412, 430, 540]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(path);
      await page.evaluate(() => document.fonts.ready);
      const cut = await page.locator('.gallery .plates p').evaluateAll((captions) => captions.filter((caption) => {
        const box = caption.getBoundingClientRect();
        const range = document.createRange();
        // Its letters, which stay where the family and the version are left out.
        range.selectNode([...caption.querySelector('.lic').childNodes].find((node) => node.nodeType === Node.TEXT_NODE));
        const letters = [...range.getClientRects()];
        return letters.some((part) => part.right > box.right + 0.5 || part.bottom > box.bottom + 0.5);
      }).map((caption) => `${caption.closest('li').innerText} ${caption.clientWidth}`));
      assert.deepEqual(cut, [], `${path} at ${width} px`);
      const { rows, right } = await rowsOf(page);
      for (const [place, row] of rows.entries()) {
        const last = place === rows.length - 1;
        assert.ok(row.right <= right + 1 && (right - row.right <= 2 || (last && row.short)), `${path} at ${width}: row ${place}`);
      }
      window.assertQuiet(`${path} at ${width} px`);
    }
  }
  await window.close();
  await odd.close();
});

test('two and three photos fill their row', async () => {
  for (const names of [['leaf.jpg', 'path-portrait.jpg', 'boats-progressive.jpg'], ['leaf.jpg', 'boats-progressive.jpg', 'kermesse.jpg']]) {
    const few = await Zef.furnished();
    await gives(few, names);
    const window = await Window.open(browser, few);
    for (const path of ['/', '/people/tina']) {
      for (const width of [1280, 1440, 1920, 2560]) {
        await window.page.setViewportSize({ width, height: 900 });
        await window.page.goto(path);
        const { rows, right, width: whole } = await rowsOf(window.page);
        const where = `${path} of ${names} at ${width} px`;
        assert.equal(rows.length, 1, where);
        assert.ok(right - rows[0].right <= whole * 0.35, `${where}: ${right - rows[0].right} px of ${whole} are empty`);
        assert.ok(rows[0].height <= 720, `${where}: ${rows[0].height} px high`);
        await window.assertSound(where);
      }
    }
    await window.close();
    await few.close();
  }
});

test('every picture is as wide as its sizes say, within a tenth', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  for (const path of ['/', '/search']) {
    for (const width of [390, 700, 960, 1100, 1280, 1600, 1920, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      const wrong = await page.locator('.gallery img').evaluateAll((images) => images.map((image) => {
        const size = image.sizes.split(',').map((one) => one.trim().match(/^(?:\(min-width:\s*(\d+)px\)\s*)?(.*)$/)).find(([, from]) => !from || innerWidth >= Number(from))[2];
        const probe = document.createElement('div');
        document.body.append(probe);
        probe.style.width = size;
        const said = probe.getBoundingClientRect().width;
        probe.remove();
        return [said, image.getBoundingClientRect().width];
      }).filter(([said, shown]) => Math.abs(said - shown) > shown * 0.1 + 4));
      assert.deepEqual(wrong, [], `${path} at ${width} px`);
    }
  }
  await window.close();
});

test('home at 1280 × 800: search first, and new photos before the fold', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 1280, height: 800 } });
  const { page } = window;
  await page.goto('/');
  const top = async (selector) => (await page.locator(selector).first().boundingBox()).y;
  assert.ok(await top('.cover-sheet img') <= 100);
  assert.ok(await top('.cartouche .find') < await top('.cartouche fieldset'));
  assert.ok(await top('.plates li:not(.br)') <= 580, String(await top('.plates li:not(.br)')));
  assert.equal(await page.getAttribute('.cover-sheet img', 'fetchpriority'), 'high');
  assert.equal(await page.getAttribute('.plates img', 'loading'), null);
  // The picture that opens the page is the newest landscape, and is not shown twice.
  const cover = await page.getAttribute('.under a', 'href');
  const newest = photos.findLast((photo) => photo.original.width >= 1280 && photo.original.width >= photo.original.height * 1.3);
  assert.equal(cover, `/photos/${newest.id}`);
  assert.equal(await page.locator(`.plates a[href="${cover}"]`).count(), 0);
  await window.close();
});

test('little is loaded, and nothing moves when fonts are late', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const { page } = window;
  let fonts = 0;
  const weights = new Map();
  const bodies = [];
  page.on('response', (response) => bodies.push(response.body().then((body) => {
    const kind = response.request().resourceType();
    const small = kind === 'font' || kind === 'image' ? body.length : brotliCompressSync(body).length;
    weights.set(response.url(), small);
    if (kind === 'font') fonts += small;
    if (kind === 'stylesheet') assert.ok(small <= 12 * 1024, `the style sheet weighs ${small} bytes`);
    if (kind === 'document') assert.ok(small <= 9 * 1024, `the page weighs ${small} bytes`);
  })));
  await page.addInitScript(() => {
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto('/', { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  await Promise.all(bodies);
  // What the load of the page waits for; pictures below come while one reads.
  const awaited = await page.evaluate(() => {
    const lazy = new Set([...document.querySelectorAll('img[loading=lazy]')].map((picture) => picture.currentSrc));
    return performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !lazy.has(name));
  });
  assert.ok(awaited.filter((address) => address.includes('/media/')).length >= 3);
  const all = [page.url(), ...awaited].reduce((sum, address) => sum + (weights.get(address) ?? 0), 0);
  assert.ok(fonts > 0 && fonts <= 60 * 1024, `typefaces weigh ${fonts} bytes`);
  assert.ok(all <= 450 * 1024, `home weighs ${all} bytes`);
  await page.removeAllListeners('response');
  await window.delayFonts();
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.evaluate(() => document.fonts.ready);
  // A fifth of what counts as good (web.dev, Cumulative Layout Shift).
  assert.ok(await page.evaluate(() => globalThis.shifted) <= 0.02);
  await window.close();
});

test('a commercial reuse takes three clicks from home', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const window = await Window.open(browser, zef, { viewport: { width: 1280, height: 800 }, javaScriptEnabled });
    const { page } = window;
    await page.goto('/');
    await page.fill('.cartouche #q', 'f');
    await page.click('.cartouche .chip[value=commercial]');
    // What was typed is kept.
    await page.waitForURL('**/search?q=f&use=commercial');
    assert.equal(await page.locator('.plates .lic', { hasText: 'NC' }).count(), 0);
    await page.click('.plates li:not(.br) a');
    await page.waitForURL('**/photos/*');
    assert.ok(await page.locator('a[href*="/download"]').first().isVisible());
    await window.close();
  }
});

test('a search is narrowed, ordered and widened again by links and one form', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });
  const { page } = window;
  await page.goto('/search?q=feuille');
  const count = () => page.locator('.found .plates li:not(.br)').count();
  const all = await count();
  await page.click('.uses .chip:has-text("la modifier")');
  await page.click('.uses .chip:has-text("en tirer un revenu")');
  assert.ok(await count() < all);
  assert.match(await page.textContent('.active'), /écartées/);
  await page.click('.order summary');
  await page.click('.order .sheet a:has-text("prise de vue")');
  assert.match(page.url(), /sort=taken/);
  await page.click('.uses .chip[aria-current] >> nth=0');
  await page.click('.uses .chip[aria-current] >> nth=0');
  assert.equal(await count(), all);
  assert.match(page.url(), /sort=taken/);
  await page.fill('.facets #place', 'Ouessant');
  await page.click('.facets .btn[type=submit]');
  assert.equal(await count(), 0);
  assert.ok(await page.locator('#meanwhile').isVisible());
  await window.close();
});

test('these pages are sound at every width, in every theme and in both languages', async (t) => {
  const paths = ['/', '/search', '/search?q=feuille&use=commercial&orientation=landscape', '/search?q=rien', '/tags/port', '/people/tina', '/people/anne'];
  for (const language of ['', '/en']) {
    await t.test(language || '/fr', async () => {
      const window = await Window.open(browser, zef);
      for (const path of paths) {
        await window.page.goto(language + path);
        await window.assertSoundEverywhere(language + path, { language });
      }
      await window.close();
    });
  }
});

test('a library of none, one or three photos is sound', async () => {
  for (const names of [[], ['path-portrait.jpg'], ['leaf.jpg', 'boats-progressive.jpg', 'path-portrait.jpg']]) {
    const few = await Zef.furnished();
    await gives(few, names);
    const window = await Window.open(browser, few, { viewport: { width: 1280, height: 800 } });
    await window.page.goto('/');
    await window.assertSound(`/ of ${names.length} photos`);
    assert.equal(await window.page.locator('main a[href="/upload"]').count(), 1);
    const shown = await window.page.locator('.plates li:not(.br), .under').count();
    assert.equal(shown, names.length);
    await window.close();
    await few.close();
  }
});

test('the head is one row for every reader and name, and its menu opens without a script', async () => {
  zef.run(['person', 'add', 'cora', '--name', 'Cora Le Bris', '--role', 'curator', '--password-stdin'], PASSWORD);
  for (const [handle, door] of [['tina', '/collections'], ['cora', '/collections'], ['mona', '/review'], ['ada', '/admin']]) {
    const window = await Window.open(browser, zef, { javaScriptEnabled: false });
    await window.signIn(handle);
    for (const path of ['/', '/tags/port']) {
      for (const width of [...WIDTHS, 1024, 1210]) {
        await window.page.setViewportSize({ width, height: 800 });
        await window.page.goto(path);
        const where = `${handle}, ${path} at ${width} px`;
        assert.ok((await window.page.locator('.top').boundingBox()).height <= (width < 640 ? 57 : 69), where);
        const lines = await window.page.locator('.brand span').evaluate((name) => Math.round(name.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(name).lineHeight)));
        assert.equal(lines, 1, `the site's name is broken: ${where}`);
      }
    }
    await window.page.setViewportSize({ width: 390, height: 800 });
    await window.page.click('.doors details > summary');
    assert.ok(await window.page.locator(`.doors .sheet a[href="${door}"]`).isVisible());
    await window.close();
  }
});

test('every component has its place on the page of all of them, in both themes', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const window = await Window.open(browser, zef, { colorScheme, viewport: { width: 1280, height: 900 } });
    const { page } = window;
    await page.goto('/styleguide');
    await window.assertSound(`/styleguide, ${colorScheme}`);
    // Hovering and focus change what is seen.
    for (const selector of ['main .btn.main', 'main .chip', '#f-filled']) {
      const one = page.locator(selector).first();
      // Scrolled into sight, it must not come to be under the pointer.
      await one.scrollIntoViewIfNeeded();
      await page.mouse.move(0, 0);
      const rest = await one.screenshot();
      if (selector === '#f-filled') await one.focus();
      else await one.hover();
      const box = await one.boundingBox();
      const clip = { x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12 };
      assert.notDeepEqual(await (selector === '#f-filled' ? page.screenshot({ clip, fullPage: false }) : one.screenshot()), rest, selector);
    }
    // What needs a page of its own is shown by that page, once for each of its states.
    const specimens = await page.locator('#specimens a').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
    assert.ok(specimens.length >= 30, specimens.join(' '));
    const picture = await page.screenshot({ fullPage: true });
    assert.ok(picture.length > 50_000, 'the page of components is nearly empty');
    if (colorScheme === 'light') {
      for (const path of specimens) {
        assert.equal((await page.goto(path)).status(), 200, path);
        assert.ok((await page.screenshot({ fullPage: true })).length > 10_000, `${path} is nearly empty`);
        await window.assertSoundEverywhere(path, { themes: THEMES.slice(0, 2), widths: [390, 1280] });
      }
    }
    await window.close();
  }
});
