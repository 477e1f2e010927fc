// A search narrowed by links, operators and chips: by keyboard, without scripts, on a phone, in French and in English.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const gifts = [
    ['leaf.jpg', { title: 'Phare rouge', license: 'cc-by-4.0', tags: 'port, pont de recouvrance', author_name: 'Anne Le Gall', place_name: 'Brest, Recouvrance', taken: '1950' }],
    ['kermesse.jpg', { title: 'Phare blanc', license: 'cc0-1.0', tags: 'port, mer', author_name: 'Bran Kerhervé', place_name: 'Le Conquet', taken: '1955-07' }],
    ['path-portrait.jpg', { title: 'Chemin', license: 'cc-by-nc-4.0', tags: 'lande', author_name: 'Anticonstitutionnellementrorschacherplougastelplougonvelin', place_name: 'Plougastel-Daoulas', taken: '2024' }],
  ];
  for (const [number, [name, fields]] of gifts.entries()) {
    const form = new FormData();
    for (const [field, value] of Object.entries({ ...fields, source: 'permission' })) form.append(field, value);
    form.append('file', variant(name, number + 1), `${number}.jpg`);
    const answer = await zef.asks('tina', 'POST', '/api/v1/photos', form);
    assert.equal(answer.status, 201, await answer.text());
  }
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const titles = (page) => page.locator('.found .plates .work').allInnerTexts();

test('a search is narrowed and widened by keyboard, with scripts and without', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const window = await Window.open(browser, zef, { viewport: { width: 1280, height: 900 }, javaScriptEnabled });
    const { page } = window;
    await page.goto('/search');
    await page.focus('main #q');
    await page.keyboard.type('phare tag:port');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?**q=phare+tag%3Aport**');
    assert.equal((await titles(page)).length, 2);
    // A closed facet opens without a script.
    await page.click('.facet summary:has-text("Années")');
    assert.ok(await page.locator('.facet a:has-text("1955")').isVisible());
    if (javaScriptEnabled) {
      await window.tabTo('.facet a[href*="place_name=Le%20Conquet"]');
      await page.keyboard.press('Enter');
    } else {
      await page.click('.facet a[href*="place_name=Le%20Conquet"]');
    }
    await page.waitForURL('**place_name=Le%20Conquet**');
    assert.deepEqual(await titles(page), ['Phare blanc']);
    assert.match(await page.locator('.facet [aria-current]', { hasText: 'Conquet' }).innerText(), /^Le Conquet\s+\(retirer\)\s+1$/);
    for (let chips = await page.locator('.active .chip').count(); chips > 0; chips -= 1) await page.click('.active .chip >> nth=0');
    assert.equal((await titles(page)).length, 2);
    await window.close();
  }
});

test('what one means to do is one press, and keeps what was typed', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const { page } = window;
  await page.goto('/');
  await page.fill('.cartouche #q', 'phare');
  await page.click('.cartouche .chip[value=no-attribution]');
  await page.waitForURL('**/search?q=phare&use=no-attribution');
  assert.deepEqual(await titles(page), ['Phare blanc']);
  await page.click('.uses .chip[aria-current]');
  assert.equal((await titles(page)).length, 2);
  // Enter searches, and means to do nothing in particular.
  await page.goto('/');
  await page.fill('.cartouche #q', 'chemin');
  await page.press('.cartouche #q', 'Enter');
  await page.waitForURL('**/search?q=chemin');
  await window.close();
});

test('what is not understood is said, and an empty search leads to wider ones', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 390, height: 844 } });
  const { page } = window;
  await page.goto('/search?q=phare%20year%3Aabc');
  assert.match(await page.innerText('[role=alert]'), /year:abc/);
  assert.equal((await titles(page)).length, 2);
  await page.goto('/search?q=phare%20chemin');
  await page.click('.lost a:has-text("sans « chemin »")');
  assert.equal((await titles(page)).length, 2);
  await window.close();
});

test('searches are sound on a phone and on a screen, in both themes and languages', async () => {
  const paths = ['/search?q=phare%20tag%3Aport%20-year%3A1950&use=modify&print=a5', '/search?q=phare%20chemin', '/search?author_name=Anticonstitutionnellementrorschacherplougastelplougonvelin', '/tags/port'];
  for (const language of ['', '/en']) {
    const window = await Window.open(browser, zef);
    for (const path of paths) {
      await window.page.goto(language + path);
      await window.page.evaluate(() => {
        // On a phone, the facets are under a button.
        if (document.querySelector('#fold')) document.querySelector('#fold').checked = true;
        for (const facet of document.querySelectorAll('.facet')) facet.open = true;
      });
      await window.assertSoundEverywhere(language + path, { language });
    }
    await window.close();
  }
});

test('every search has a feed, a table and a map beside it', async () => {
  const window = await Window.open(browser, zef, {});
  const { page } = window;
  await page.goto('/en/search?q=phare&use=modify');
  for (const [type, begins] of [['application/atom+xml', '<?xml'], ['text/csv', '\ufeff"id"'], ['application/geo+json', '{']]) {
    const address = await page.locator(`link[rel=alternate][type="${type}"]`).getAttribute('href');
    assert.equal(await page.locator(`.elsewhere a[type="${type}"]`).getAttribute('href'), address);
    const answer = await fetch(zef.url + address);
    assert.equal(answer.status, 200, address);
    const bytes = Buffer.from(await answer.arrayBuffer()).toString('utf8');
    assert.ok(bytes.startsWith(begins), `${address}: ${bytes.slice(0, 60)}`);
    assert.ok(bytes.includes('Phare blanc') && !bytes.includes('Chemin'), address);
  }
  await window.close();
});

test('what one types is completed by keyboard and by mouse', async () => {
  for (const width of [390, 1280]) {
    const window = await Window.open(browser, zef, { viewport: { width, height: 844 } });
    const { page } = window;
    await page.goto(width === 390 ? '/search' : '/tags/port');
    const field = page.locator('#q');
    await field.focus();
    await page.keyboard.type('phare rec');
    await page.waitForSelector('.complete li');
    assert.equal(await field.getAttribute('aria-expanded'), 'true');
    assert.match(await page.locator('.complete li').first().innerText(), /pont de recouvrance/);
    await page.keyboard.press('ArrowDown');
    const active = await field.getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
    await window.assertSound(`a list of completions at ${width} px`);
    // Escape closes the list and keeps the words; the arrows open it again.
    await field.focus();
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('.complete').isHidden());
    assert.equal(await field.inputValue(), 'phare rec');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=phare+tag**');
    assert.deepEqual(await titles(page), ['Phare rouge']);
    await page.fill('#q', '');
    await page.locator('#q').pressSequentially('conq');
    await page.click('.complete li:has-text("Le Conquet")');
    await page.waitForURL('**/search?q=place**');
    assert.deepEqual(await titles(page), ['Phare blanc']);
    // Enter without a choice searches what was typed.
    await page.fill('#q', '');
    await page.locator('#q').pressSequentially('phar');
    await page.waitForSelector('.complete li');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=phar**');
    assert.equal((await titles(page)).length, 2);
    await window.close();
  }
});
