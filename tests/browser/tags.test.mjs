// Tags: every page of them in both themes and widths; a tag described and two merged by the keyboard, with scripts and without.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

const LONG = 'anticonstitutionnellement anticonstitutionnellement';

let browser;
let zef;
let photos;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const license = 'cc-by-4.0';
  photos = [
    await zef.gives('tina', 'leaf.jpg', { title: 'La cale', license, tags: 'cale, port, mer' }),
    await zef.gives('tina', 'storm.webp', { title: 'Le slip', license, tags: `slip, mer, ${LONG}` }),
    await zef.gives('tina', 'kermesse.jpg', { title: 'La rampe', license, tags: 'rampe, descente' }),
  ];
  await says('cale', {
    labels: { br: 'kal', en: 'Slipway' }, synonyms: ['descente', LONG.replaceAll('t ', 'tt ')], broader: ['port', LONG], related: ['quai'],
    text: 'Plan incliné qui descend dans l’eau.\n\nPour mettre un bateau à flot.', links: ['Q751876', 'leisure=slipway', 'https://fr.wikipedia.org/wiki/Cale'],
  });
  await says('cale à canots', { broader: ['cale'] });
  await says('port', { context: true });
  await says('photo', { banned: true, instead: 'cale' });
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

async function says(tag, patch) {
  const answer = await zef.asks('mona', 'PATCH', `/api/v1/tags/${encodeURIComponent(tag)}`, patch);
  assert.equal(answer.status, 200, await answer.text());
}
const tagsOf = async (photo) => (await (await zef.asks('mona', 'GET', `/api/v1/photos/${photo.id}`)).json()).tags;

test('every page is sound in both themes and at both widths', async () => {
  for (const [colorScheme, width] of [['light', 1280], ['dark', 1280], ['light', 390], ['dark', 390]]) {
    const window = await Window.open(browser, zef, { colorScheme, viewport: { width, height: 800 } });
    const { page } = window;
    const opens = async (path) => {
      assert.equal((await page.goto(path)).status(), 200, path);
      await window.assertSound(`${path} ${colorScheme} ${width}`);
    };
    for (const path of ['/tags', '/tags/cale', '/en/tags/cale', '/br/tags/cale', '/tags/photo', `/tags/${LONG}`, '/tags/cale/history', '/search?context=port']) {
      await opens(path);
    }
    await window.signIn('mona');
    for (const path of ['/tags', '/en/tags', '/tags/cale', '/tags/cale/edit', '/en/tags/photo/edit', '/tags/cale/history', '/curate?lane=alt', `/photos/${photos[0].id}/edit`]) {
      await opens(path);
    }
    await window.close();
  }
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';

  test(`a curator describes a tag and merges two by the keyboard, ${how}`, async () => {
    const window = await Window.open(browser, zef, { javaScriptEnabled, viewport: { width: 390, height: 844 } });
    const { page } = window;
    // Where scripts do not run, neither does what checks a page.
    const sound = (where) => (javaScriptEnabled ? window.assertSound(where) : undefined);
    await window.signIn('mona');
    const tag = javaScriptEnabled ? 'slip' : 'rampe';
    await page.goto(`/tags/${tag}/edit`);
    await window.tabTo('#text');
    await page.keyboard.type(`Une ${tag}.`);
    await window.tabTo('#links');
    await page.keyboard.type('slipway');
    await window.tabTo('.bar [type=submit]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.say.bad');
    assert.equal(await page.inputValue('#text'), `Une ${tag}.`);
    assert.equal(await page.getAttribute('#links', 'aria-invalid'), 'true');
    await sound('what is wrong');
    await page.fill('#links', 'Q1');
    await window.tabTo('.bar [type=submit]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.say.good');
    assert.match(await page.textContent('main'), new RegExp(`Une ${tag}\\.`));

    await page.goto('/tags');
    await window.tabTo(`[name=tag][value="${tag}"]`);
    await page.keyboard.press('Space');
    await window.tabTo('#into');
    await page.keyboard.type('cale');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[name=step][value=make]');
    await sound('the preview of a merge');
    const photo = photos[javaScriptEnabled ? 1 : 2];
    assert.ok((await tagsOf(photo)).includes(tag));
    await window.tabTo('[name=step][value=make]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/curate\/batches\//);
    assert.ok((await tagsOf(photo)).includes('cale') && !(await tagsOf(photo)).includes(tag));
    await sound('the batch of a merge');
    await window.tabTo('form.batch [type=submit]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:has-text("annulé")');
    assert.ok((await tagsOf(photo)).includes(tag));
    window.assertQuiet('merging');
    await window.close();
  });
}
