// The pages of who looks after photos and of who takes them away, in every setting: themes, forced colours, five widths, two
// languages. axe finds nothing, nothing overflows, the policy is kept.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { PASSWORD, Zef } from './zef.mjs';

const LONG = 'Anticonstitutionnellementrorschacherplougastelplougonvelin'.repeat(2);

let browser;
let zef;
let photos;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const words = { license: 'cc-by-sa-4.0', tags: 'houx, hiver', alt: 'Une vue.', place_name: 'Brest' };
  photos = {
    published: await zef.gives('tina', 'leaf.jpg', { ...words, title: 'Feuille de houx' }),
    tall: await zef.gives('tina', 'path-portrait.jpg', { ...words, license: 'cc-by-nc-4.0', title: LONG, author_name: LONG }),
    submitted: await zef.gives('anne', 'boats-progressive.jpg', { ...words, title: 'Bateaux', description: LONG }),
    toChange: await zef.gives('anne', 'pier.tif', { ...words, title: LONG }),
    refused: await zef.gives('anne', 'storm.webp', { ...words, title: 'Tempête' }),
    own: await zef.gives('anne', 'kermesse.jpg', { ...words, title: 'La fête' }),
    withdrawn: await zef.gives('anne', 'drop.gif', { ...words, title: 'Goutte' }),
    draft: await zef.gives('anne', 'flower-portrait.png', { submit: 'false', title: 'Fleur' }),
  };
  const decides = (photo, decision, reason) => zef.asks('mona', 'POST', `/api/v1/photos/${photo.id}/review`, { decision, reason });
  await decides(photos.toChange, 'request-change', `Quel port ? ${LONG}`);
  await decides(photos.refused, 'refuse', 'Trop sombre.');
  await decides(photos.own, 'publish', '');
  await zef.asks('anne', 'POST', `/api/v1/photos/${photos.withdrawn.id}/withdraw`, { reason: 'Un doublon.' });
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

test('a new token is copied by a button, and selected by hand without scripts', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const window = await Window.open(browser, zef, { javaScriptEnabled });
    const { page } = window;
    if (javaScriptEnabled) await window.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: zef.url });
    await window.signIn('anne');
    await page.goto('/account');
    await page.fill('#label', 'Importer');
    await page.click('form[action$="/account/tokens"] button');
    const token = await page.inputValue('#fresh-token');
    const answer = await fetch(`${zef.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200);
    const button = page.locator('[data-copy-field=fresh-token]');
    assert.equal(await button.isVisible(), javaScriptEnabled);
    if (javaScriptEnabled) {
      await button.click();
      await page.waitForSelector('[data-copy-field].done');
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), token);
      assert.equal(await page.textContent('.fresh [role=status]'), 'Jeton copié');
      await window.assertSound('/account with a new token');
    }
    await window.close();
  }
});

const pages = () => [
  ['mona', `/review?photo=${photos.submitted.id}`],
  ['ada', '/account/photos'],
  ['anne', '/account/photos'],
  ['anne', `/photos/${photos.toChange.id}/edit`],
  ['anne', `/photos/${photos.draft.id}/edit`],
  [null, '/basket'],
  [null, `/basket?ids=${photos.published.id}`],
  [null, `/basket?ids=${photos.published.id},${photos.tall.id},${photos.own.id},zzzz2222&use=remix`],
  [null, `/print?form=labels&ids=${photos.published.id},${photos.tall.id}`],
  [null, `/print?form=contact&ids=${photos.published.id},${photos.tall.id}`],
  [null, `/photos/${photos.tall.id}/receipt`],
];

for (const language of ['', '/en']) {
  test(`every page is sound in every setting${language}`, async (t) => {
    const windows = {};
    for (const [handle, path] of pages()) {
      const who = handle ?? 'visitor';
      await t.test(`${language}${path}`, async () => {
        if (!windows[who]) {
          windows[who] = await Window.open(browser, zef);
          if (handle) await windows[who].signIn(handle);
        }
        assert.equal((await windows[who].page.goto(language + path)).status(), 200);
        await windows[who].assertSoundEverywhere(language + path, { language });
      });
    }
    for (const window of Object.values(windows)) await window.close();
  });
}

test('words sent after the session ended elsewhere are kept without scripts', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  await window.signIn('anne');
  const { page } = window;
  await page.goto(`/photos/${photos.own.id}/edit`);
  await page.fill('[name=title]', 'La grande fête');
  const elsewhere = await Window.open(browser, zef);
  await elsewhere.signIn('anne');
  await elsewhere.page.goto('/account');
  await elsewhere.page.click('form[action$="/sign-out-everywhere"] button');
  await elsewhere.page.waitForURL((url) => !url.pathname.endsWith('/account'));
  await elsewhere.close();
  await page.click('.bar button[type=submit] >> nth=-1');
  assert.match(await page.textContent('main'), /Votre connexion a pris fin/);
  await page.fill('#handle', 'anne');
  await page.fill('#password', 'pas le bon');
  await page.click('main button[type=submit]');
  assert.equal(await page.inputValue('#handle'), 'anne');
  await page.fill('#password', PASSWORD);
  await page.click('main button[type=submit]');
  await page.click('main button[type=submit]');
  await page.waitForURL(`**/photos/${photos.own.id}`);
  const kept = await (await zef.asks('mona', 'GET', `/api/v1/photos/${photos.own.id}`)).json();
  assert.equal(kept.title, 'La grande fête');
  await window.close();
});
