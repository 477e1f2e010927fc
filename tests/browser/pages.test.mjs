// Every page, in both themes and both widths: axe finds nothing, the policy is kept, nothing overflows, nothing comes
// from elsewhere. And every page speaks French and English.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { THEMES, launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

const LONG = 'Anticonstitutionnellementrorschacherplougastelplougonvelin'.repeat(3);

let browser;
let zef;
let photos;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const words = { license: 'cc-by-sa-4.0', tags: 'houx, hiver' };
  photos = {
    published: await zef.gives('tina', 'leaf.jpg', {
      ...words, title: 'Feuille de houx', alt: 'Une feuille givrée', description: 'Au matin.', place_name: 'Brest', place_precision: 'exact', latitude: '48.3905', longitude: '-4.4861',
    }),
    tall: await zef.gives('tina', 'path-portrait.jpg', { ...words, title: LONG, author_name: LONG, tags: LONG.slice(0, 59) }),
    bare: await zef.gives('tina', 'storm.webp', { license: 'cc0-1.0' }),
    old: await zef.gives('tina', 'kermesse.jpg', {
      license: 'cc-by-4.0', source: 'archive', title: 'La kermesse', author_name: 'Bran Kerhervé', taken: '1952',
    }),
    withdrawn: await zef.gives('tina', 'drop.gif', { ...words, title: 'Goutte' }),
    submitted: await zef.gives('anne', 'boats-progressive.jpg', { ...words, title: 'Bateaux' }),
    toChange: await zef.gives('anne', 'pier.tif', { ...words, title: 'La jetée' }),
    draft: await zef.gives('anne', 'flower-portrait.png', { submit: 'false', title: 'Fleur' }),
  };
  await zef.asks('tina', 'POST', `/api/v1/photos/${photos.withdrawn.id}/withdraw`, { reason: 'Un doublon.' });
  await zef.asks('mona', 'POST', `/api/v1/photos/${photos.toChange.id}/review`, { decision: 'request-change', reason: 'Quel port ?' });
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

/** Pages without the frame of the others: for paper, and for other sites. */
const bare = () => [
  [null, `/print?form=labels&ids=${photos.published.id},${photos.tall.id}`, 200],
  [null, `/print?form=contact&ids=${photos.published.id},${photos.tall.id},${photos.withdrawn.id}`, 200],
  [null, `/embed/${photos.published.id}`, 200],
  [null, `/embed/${photos.withdrawn.id}`, 410],
];

/** Every page of the site: who opens it, its address without language, its status. */
const pages = () => [
  [null, '/', 200],
  [null, '/search', 200],
  [null, '/search?q=houx', 200],
  [null, '/search?q=rien%20de%20tel', 200],
  [null, `/photos/${photos.published.id}`, 200],
  [null, `/photos/${photos.tall.id}`, 200],
  [null, `/photos/${photos.bare.id}`, 200],
  [null, `/photos/${photos.withdrawn.id}`, 410],
  [null, '/tags/houx', 200],
  [null, '/people/tina', 200],
  [null, '/people/tina/given', 200],
  [null, '/basket', 200],
  [null, `/basket?ids=${photos.published.id},${photos.tall.id},${photos.withdrawn.id},${photos.draft.id}`, 200],
  [null, `/basket?ids=${photos.published.id},${photos.tall.id}&use=remix`, 200],
  [null, '/licenses', 200],
  [null, '/about', 200],
  [null, '/login', 200],
  [null, '/join', 200],
  [null, '/nulle-part', 404],
  [null, `/photos/${photos.published.id}/receipt`, 200],
  ['anne', '/', 200],
  ['anne', '/upload', 200],
  ['anne', `/upload?ids=${photos.draft.id}`, 200],
  ['anne', `/photos/${photos.submitted.id}`, 200],
  ['anne', `/photos/${photos.toChange.id}`, 200],
  ['anne', `/photos/${photos.draft.id}/edit`, 200],
  ['anne', `/photos/${photos.submitted.id}/edit`, 200],
  ['anne', '/account', 200],
  ['anne', '/account/photos', 200],
  ['anne', '/account/news', 200],
  ['ada', '/account/photos', 200],
  ['tina', '/upload', 200],
  ['tina', '/account/photos', 200],
  ['tina', '/account/news', 200],
  ['mona', '/review', 200],
];

test('every page is sound in both themes, on a phone and on a screen', async (t) => {
  const windows = {};
  for (const [handle, path, status] of [...pages(), ...bare()]) {
    const who = handle ?? 'a visitor';
    await t.test(`${path} for ${who}`, async () => {
      if (!windows[who]) {
        windows[who] = await Window.open(browser, zef);
        if (handle) await windows[who].signIn(handle);
      }
      const answer = await windows[who].page.goto(path);
      assert.equal(answer.status(), status);
      await windows[who].assertSoundEverywhere(path, { themes: THEMES.slice(0, 2), widths: [390, 1280], framed: path.startsWith('/embed/') });
    });
  }
  for (const window of Object.values(windows)) await window.close();
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [390, 1280]) {
    describe(`${colorScheme}, ${width} px`, () => {
      test('a page that says no is sound too', async () => {
        const window = await Window.open(browser, zef, { colorScheme, viewport: { width, height: 900 } });
        await window.page.goto('/login');
        await window.page.fill('#handle', 'personne');
        await window.page.fill('#password', 'pas le bon mot de passe');
        await window.page.click('main button[type=submit]');
        await window.page.waitForSelector('[role=alert]');
        assert.equal(await window.page.getAttribute('#password[aria-invalid=true]', 'aria-describedby'), 'wrong');
        await window.assertSound('/login after a wrong password');
        await window.page.goto('/join');
        await window.page.fill('#name', 'Erwan');
        await window.page.fill('#handle', 'anne');
        await window.page.fill('#password', 'une bruyère sous la pluie');
        await window.page.click('main button[type=submit]');
        await window.page.waitForSelector('[role=alert]');
        assert.deepEqual(await window.page.locator('[aria-invalid]').evaluateAll((fields) => fields.map((field) => field.id)), ['handle']);
        await window.assertSound('/join with a handle that is taken');
        await window.close();
      });

      test('a library where nobody has been yet is sound', async () => {
        const empty = new Zef();
        await empty.serve();
        const window = await Window.open(browser, empty, { colorScheme, viewport: { width, height: 900 } });
        await window.page.goto('/');
        await window.assertSound('/ of an empty library');
        while (!empty.said.includes('/setup/')) await new Promise((resolve) => { setTimeout(resolve, 10); });
        await window.page.goto(empty.said.match(/\/setup\/\S+/)[0]);
        await window.assertSound('/setup');
        await window.close();
        await empty.close();
      });
    });
  }
}

test('every page speaks French and English, and leads from one to the other', async () => {
  const windows = { visitor: await Window.open(browser, zef) };
  for (const [handle, path] of pages()) {
    const who = handle ?? 'visitor';
    if (!windows[who]) {
      windows[who] = await Window.open(browser, zef);
      await windows[who].signIn(handle);
    }
    const { page } = windows[who];
    await page.goto(path);
    const french = { lang: await page.getAttribute('html', 'lang'), title: await page.textContent('h1') };
    assert.equal(french.lang, 'fr', path);
    // A review has the whole window: nothing stands under it.
    if (path === '/review') {
      assert.equal(await page.locator('footer').count(), 0);
      await page.goto(`/en${path}`);
    } else {
      await page.click('footer a[hreflang=en]');
    }
    assert.equal(new URL(page.url()).pathname, path === '/' ? '/en/' : `/en${path.split('?')[0]}`);
    assert.equal(await page.getAttribute('html', 'lang'), 'en', path);
    // No message is left in the other language: the words of the frame differ all.
    const english = await page.locator('nav a, footer p, main button').allTextContents();
    for (const word of ['Donner', 'Se connecter', 'Mes photos', 'Relecture', 'Enregistrer', 'Envoyer']) {
      assert.ok(!english.some((text) => text.includes(word)), `“${word}” on /en${path}`);
    }
    if (path === '/review') await page.goto(path);
    else await page.click('footer a[hreflang=fr]');
    assert.equal(await page.textContent('h1'), french.title, path);
    windows[who].assertQuiet(path);
  }
  for (const window of Object.values(windows)) await window.close();
});

test('a reader from elsewhere is led to the language of their browser', async () => {
  const window = await Window.open(browser, zef, { locale: 'en-GB' });
  await window.page.goto('/about');
  assert.equal(new URL(window.page.url()).pathname, '/en/about');
  await window.page.click('footer a[hreflang=fr]');
  assert.equal(new URL(window.page.url()).pathname, '/about');
  await window.close();
});

test('the code of a problem leads to its meaning, with a script and without', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const window = await Window.open(browser, zef, { javaScriptEnabled });
    await window.page.goto('/about#stale');
    await window.page.waitForSelector('#stale', { state: 'visible' });
    assert.ok(!await window.page.locator('main details[open] dt').evaluateAll((codes) => codes.length === 0));
    await window.close();
  }
});
