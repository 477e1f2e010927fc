// What administrators look after, and the legal pages that everyone reads: in every setting, with and without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

const LONG = 'Anticonstitutionnellementrorschacherplougastelplougonvelin'.repeat(2);
/** A text with everything that Markdown has, and words that are too long for a telephone. */
const EVERYTHING = `# ${LONG}\n\n###### Sous-titre\n\nUn [lien](https://example.org/${LONG}) et \`${LONG}\`. [à compléter : ${LONG}]\n\n> ${'> '.repeat(30)} Une citation\n\n- un\n  - deux\n    - trois\n\n1. premier\n2. second\n\n| ${LONG} | | c |\n| - | - | - |\n| ${LONG} | ${LONG} | ${LONG} |\n\n    ${LONG}\n\n***\n\n<b>HTML</b>\n\n## Fin`;

let browser;
let zef;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

/** Writes the text of a page. */
async function writes(page, path, text) {
  await page.goto(path);
  await page.fill('#markdown', text);
  await page.click('.bar .main');
  await page.waitForSelector('.say.good');
}

const pages = [
  [null, '/legal'],
  [null, '/privacy'],
  [null, '/terms'],
  [null, '/contact'],
  ['ada', '/legal'],
  ['ada', '/admin'],
  ['ada', '/admin/site'],
  ['ada', '/admin/state'],
  ['ada', '/admin/state?by=personne&what=suspend'],
  ['ada', '/admin/pages'],
  ['ada', '/admin/pages/privacy?text=fr'],
  ['ada', '/admin/pages/terms/versions/0?text=en'],
];

for (const language of ['', '/en']) {
  test(`every page is sound in every setting${language}`, async (t) => {
    const windows = {};
    for (const [handle, path] of pages) {
      const who = handle ?? 'visitor';
      await t.test(`${language}${path} for ${who}`, async () => {
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

test('whatever is written, the page is sound', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('ada');
  await writes(window.page, '/admin/pages/contact?text=fr', EVERYTHING);
  for (const path of ['/contact', '/en/contact', '/admin/pages/contact?text=fr']) {
    await window.page.goto(path);
    await window.assertSoundEverywhere(path);
  }
  await window.close();
});

test('a page is written, looked at and restored without scripts', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  await window.signIn('ada');
  const { page } = window;
  await page.click('.doors details > summary');
  await page.click('.doors .sheet a[href="/admin"]');
  await page.click('main a[href="/admin/pages"]');
  await page.click('main a[href="/admin/pages/terms?text=fr"]');
  await page.fill('#markdown', '## Essai\n\nUn premier texte.');
  await page.click('.bar button[name=preview]');
  assert.match(await page.textContent('.slip'), /Un premier texte/);
  await window.assertQuiet('the preview');
  await page.click('.bar .main');
  await writes(page, '/admin/pages/terms?text=fr', '## Essai\n\nUn second texte.');
  await page.goto('/terms');
  assert.match(await page.textContent('main'), /Un second texte/);
  await page.goto('/admin/pages/terms?text=fr');
  await page.click('.panel a >> text=Version 1');
  await page.click('main form button');
  await page.goto('/terms');
  assert.match(await page.textContent('main'), /Un premier texte/);
  await window.close();
});

test('what two write at the same time is shown to the second, with scripts and after a reload', async () => {
  const path = '/admin/pages/privacy?text=en';
  const [one, other] = [await Window.open(browser, zef), await Window.open(browser, zef)];
  await one.signIn('ada');
  await other.signIn('ada');
  await other.page.goto(path);
  await other.page.fill('#markdown', 'What the other wrote.');
  await writes(one.page, path, 'What one wrote.');
  await other.page.click('.bar .main');
  assert.match(await other.page.textContent('.differs'), /Ada Riou/);
  assert.equal(await other.page.inputValue('#markdown'), 'What the other wrote.');
  await other.assertSoundEverywhere('a conflict');
  await other.page.click('.bar .main');
  await other.page.waitForSelector('.say.good');
  assert.equal(await other.page.inputValue('#markdown'), 'What the other wrote.');
  // What was typed and not saved survives a reload; what was saved is not brought back.
  await other.page.reload();
  assert.equal(await other.page.inputValue('#markdown'), 'What the other wrote.');
  await one.close();
  await other.close();
});

test('the settings of the site say what is wrong, and change every page at once', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('ada');
  const { page } = window;
  await page.goto('/admin/site');
  await page.fill('#site-name', 'Zef d’images');
  await page.fill('#megapixels', '0');
  for (const box of await page.locator('[type=checkbox][name=licenses]').all()) await box.uncheck();
  await page.click('.bar .main');
  await page.waitForSelector('[role=alert]');
  assert.equal(await page.inputValue('#site-name'), 'Zef d’images');
  assert.deepEqual(await page.locator('[aria-invalid]').evaluateAll((fields) => fields.map((field) => field.id)), ['megapixels']);
  await window.assertSoundEverywhere('settings refused');
  await page.fill('#megapixels', '100');
  await page.check('[name=licenses][value="cc-by-4.0"]');
  await page.click('.bar .main');
  await page.waitForSelector('.say.good');
  assert.equal(await page.textContent('.brand'), 'Zef d’images');
  await page.goto('/licenses');
  assert.equal(await page.locator('.permits tbody tr').count(), 1);
  await window.close();
});

test('what was done is found by person and by action, and a check begins, without scripts', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  await window.signIn('ada');
  const { page } = window;
  await page.goto('/admin');
  await page.click('main a[href="/admin/state"]');
  await page.fill('#by', 'mona');
  await page.selectOption('#what', 'token');
  await page.click('#actions button');
  assert.deepEqual(await page.locator('#actions .registry b').allTextContents(), ['Jeton créé']);
  await page.click('#actions .acts a');
  assert.ok(await page.locator('#actions .registry li').count() > 1);
  await page.click('form[action="/admin/state/check"] button');
  assert.match(await page.textContent('.say'), /La vérification commence/);
  await window.assertQuiet('a check that began');
  await window.close();
});
