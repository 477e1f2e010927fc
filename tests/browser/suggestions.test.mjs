// Suggestions: the form without an account, the list by keys and without scripts, on a phone, with axe, in both themes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

const LONG = 'On voit le mont Saint-Michel de Brasparts à gauche. '.repeat(8) + 'anticonstitutionnellement'.repeat(4);

let browser;
let zef;
let photos;

const suggests = async (who, photo, body) => {
  const answer = await zef.asks(who, 'POST', `/api/v1/photos/${photo.id}/suggestions`, body);
  assert.equal(answer.status, 201, await answer.text());
};
const read = async (photo) => (await zef.asks('tina', 'GET', `/api/v1/photos/${photo.id}`)).json();

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const fields = { license: 'cc-by-4.0', place_name: 'Landévennec', taken: '2004-11-29', tags: 'barques, mer' };
  photos = await Promise.all([
    zef.gives('tina', 'leaf.jpg', { ...fields, title: 'Une feuille' }),
    zef.gives('tina', 'flower-portrait.png', { ...fields, title: 'Les régates du quinze août '.repeat(6) }),
  ]);
  await suggests('anne', photos[0], { field: 'title', new: 'Feuille de houx', why: 'Ce n’est pas du chêne.' });
  await suggests(null, photos[0], { field: 'taken', new: '2009~', why: LONG, contact: 'soizic@example.org' });
  await suggests('anne', photos[0], { field: 'tags', new: 'mer, hiver' });
  await suggests('anne', photos[1], { field: 'people', new: 'Yann Riou, à gauche', why: LONG });
  await suggests('anne', photos[1], { field: 'place_name', new: 'Brennilis, lac Saint-Michel', why: LONG });
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

test('every page of suggestions, in each theme, width and language', async () => {
  for (const [colorScheme, language] of [['light', ''], ['dark', '/en']]) {
    const visitor = await Window.open(browser, zef, { colorScheme });
    const tina = await Window.open(browser, zef, { colorScheme });
    const mona = await Window.open(browser, zef, { colorScheme });
    await tina.signIn('tina');
    await mona.signIn('mona');
    const pages = [
      [visitor, `/photos/${photos[0].id}`], [visitor, `/photos/${photos[1].id}/suggest`], [tina, '/suggestions'],
      [tina, '/suggestions?field=people'], [mona, '/suggestions'], [mona, '/suggestions?waiting=true'], [tina, '/account/news'],
    ];
    for (const [window, path] of pages) {
      await window.page.goto(language + path);
      for (const width of [360, 390, 768, 1280, 1920]) {
        await window.page.setViewportSize({ width, height: 900 });
        await window.assertSound(`${language}${path}, ${colorScheme}, ${width} px`);
      }
    }
    for (const window of [visitor, tina, mona]) await window.close();
  }
});

test('a visitor on a phone says what they know, without scripts, and nothing typed is lost', async () => {
  const visitor = await Window.open(browser, zef, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const { page } = visitor;
  await page.goto(`/photos/${photos[1].id}`);
  await page.click('text=Proposer une correction');
  assert.equal(await page.inputValue('#place_name'), 'Landévennec');
  await page.fill('#taken', 'hier');
  await page.fill('#people', 'Yann Riou');
  await page.fill('#why', 'C’est mon frère.');
  await page.click('main button[type=submit]');
  assert.match(await page.textContent('[role=alert]'), /Date de prise de vue/);
  assert.equal(await page.inputValue('#people'), 'Yann Riou');
  assert.equal(await page.getAttribute('#taken', 'aria-invalid'), 'true');
  await page.fill('#taken', 'vers 1912');
  await page.click('main button[type=submit]');
  await page.waitForSelector('[role=status]');
  assert.match(await page.textContent('[role=status]'), /C’est envoyé/);
  visitor.assertQuiet('the suggestion');
  await visitor.close();
});

test('who gave the photos decides by three keys', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('tina');
  const { page } = window;
  await page.goto('/suggestions');
  const current = () => page.textContent('.lines > [aria-current]');
  assert.equal(await page.locator('.lines > li').count(), 7);
  assert.match(await current(), /Feuille de houx/);
  await page.keyboard.press('s');
  await page.waitForURL(/current=/);
  assert.match(await current(), /Sans compte/);
  // No key decides while somebody writes.
  await page.click('.lines > [aria-current] summary');
  await page.focus('.lines > [aria-current] textarea[name=reason]');
  await page.keyboard.type('rasa : la date imprimée est fausse.');
  assert.equal(await page.locator('.lines > li').count(), 7);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('a');
  await page.waitForSelector('[role=status]');
  assert.match(await page.textContent('[role=status]'), /accepté/);
  assert.equal((await read(photos[0])).taken, '2009~');
  assert.equal(await page.locator('.lines > li').count(), 6);
  assert.match(await current(), /hiver/);
  await page.keyboard.press('r');
  await page.waitForSelector('[role=status]:has-text("refusé")');
  assert.deepEqual((await read(photos[0])).tags, ['barques', 'mer']);
  await window.assertSound('the list after two decisions');
  await window.close();
});

test('without scripts, the same buttons decide, and a part can be accepted', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await window.signIn('tina');
  const { page } = window;
  await page.goto('/suggestions?field=place_name');
  const first = page.locator('.lines > li').first();
  await first.locator('summary').click();
  await first.locator('textarea[name=value]').fill('Brennilis');
  await first.locator('textarea[name=reason]').fill('La commune suffit.');
  await first.locator('button[value=accept]').click();
  await page.waitForSelector('[role=status]');
  assert.equal((await read(photos[1])).place.name, 'Brennilis');
  window.assertQuiet('the decision');
  await window.close();
  const anne = await Window.open(browser, zef);
  await anne.signIn('anne');
  await anne.page.goto('/account/news');
  assert.match(await anne.page.textContent('main'), /acceptée en partie[^]*La commune suffit\./);
  await anne.close();
});
