// Giving photographs: by choice and by drop with scripts, as a plain form without them, and with the keyboard alone.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef, fixture } from './zef.mjs';

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

/** A file to choose: a fixture under its own name. */
const chosen = (name) => ({ name, mimeType: 'image/jpeg', buffer: readFileSync(fixture(name)) });

/** A photograph whose copy was cut short. */
const cutShort = { name: 'coupee.jpg', mimeType: 'image/jpeg', buffer: readFileSync(fixture('leaf.jpg')).subarray(0, 60_000) };

/** A photograph whose metadata name a licence by its deed, as ccREL has it in XMP, and nothing else. */
function licensed(name, deed) {
  const written = spawnSync('exiftool', ['-q', '-o', '-', '-all=', `-XMP-cc:License=${deed}`, fixture(name)], { maxBuffer: 64_000_000 });
  assert.equal(written.status, 0, String(written.error ?? written.stderr));
  return { name, mimeType: 'image/jpeg', buffer: written.stdout };
}

/** The tick by which CC BY-SA 4.0 is accepted as the file names it. */
const PROPOSED = '[id="as-files-cc-by-sa-4.0"]';

/** What is chosen on the upload page of who took the photos and of their licence. */
const choices = (page) => page.locator('.questions').evaluate((questions) => (
  [...questions.querySelectorAll('input:checked')].map((field) => field.id).concat(questions.querySelector('#license').value || [])
));

/** Sends the only photo on the page to review, has Mona publish it, and gives back the licence that its page links to. */
async function licenceOncePublished(page) {
  const id = await page.getAttribute('[data-photo]', 'data-photo');
  await page.click('button[name=submit][value=true]');
  await page.waitForSelector('.flash');
  const answer = await zef.asks('mona', 'POST', `/api/v1/photos/${id}/review`, { decision: 'publish' });
  assert.equal(answer.status, 200, await answer.text());
  await page.goto(`/photos/${id}`);
  return page.getAttribute('.may a[rel=license]', 'href');
}

/** The photos of somebody, as their own page lists them: title and state. */
async function mine(window) {
  await window.page.goto('/account/photos');
  return window.page.locator('.mine li').evaluateAll((lines) => lines.map((line) => [
    line.querySelector('h2').textContent.trim(),
    line.querySelector('.state').className.replace('state', '').trim(),
  ]));
}

/** Answers the three questions: mine, change it if alike, sell it. */
async function answers(page) {
  await page.check('#source-own');
  await page.check('#modify-alike');
  await page.check('#sell-yes');
}

/** Answers what the files say and the person does not: they may give these photos. */
async function vouches(page) {
  for (const box of await page.locator('.vouch input:visible').all()) await box.check();
}

test('several files chosen: each is sent at once with its progress and its result, then described', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  await page.goto('/upload');
  // The first file is held on its way, so that its progress can be seen.
  let letGo;
  const held = new Promise((resolve) => { letGo = resolve; });
  await page.route('**/upload/file', async (route) => {
    if (route.request().postDataBuffer()?.includes('filename="leaf.jpg"')) await held;
    await route.continue();
  });
  const notes = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('à trier') };
  await page.setInputFiles('#files', [chosen('leaf.jpg'), chosen('storm.webp'), notes, cutShort]);
  const lines = page.locator('.queue li');
  await page.waitForFunction(() => document.querySelectorAll('.queue li progress').length === 1 && document.querySelectorAll('.queue li.received').length === 1);
  assert.equal(await lines.nth(0).locator('progress').count(), 1);
  assert.equal(await lines.nth(0).locator('progress').getAttribute('aria-label'), 'leaf.jpg');
  // One photo is not spoken of as several.
  assert.equal(await page.textContent('#step-words'), 'Ce qu’elle montre');
  letGo();
  await page.waitForSelector('.queue li:nth-child(1).received');
  assert.equal(await page.textContent('#step-words'), 'Ce qu’elles montrent');
  await page.waitForSelector('.queue li:nth-child(3).refused');
  await page.waitForSelector('.queue li:nth-child(4).refused');
  assert.match(await lines.nth(3).textContent(), /Il manque la fin/);
  assert.match(await lines.nth(2).textContent(), /JPEG/);
  await window.assertSound('/upload with photos received');

  const fields = page.locator('[data-photo]');
  assert.equal(await fields.count(), 2);
  await fields.filter({ hasText: 'leaf.jpg' }).locator('[name$=".title"]').fill('Feuille de houx');
  await fields.filter({ hasText: 'storm.webp' }).locator('[name$=".title"]').fill('Tempête');
  // Nothing is preselected for who gives for the first time.
  assert.equal(await page.locator('[name=source]:checked, [name=modify]:checked, [name=sell]:checked').count(), 0);
  await answers(page);
  assert.equal(await page.locator('.outcome:visible').count(), 1);
  assert.match(await page.locator('.outcome:visible').textContent(), /CC BY-SA 4\.0/);
  // Their files name other people: nothing is sent before that is answered, and nothing typed is lost.
  await page.click('button[name=submit][value=true]');
  await page.waitForSelector('[role=alert]');
  const beside = await window.context.newPage();
  assert.deepEqual((await mine({ page: beside })).map(([, state]) => state), ['draft', 'draft']);
  await beside.close();
  const titles = await page.locator('[data-photo] [name$=".title"]').evaluateAll((fields) => fields.map((field) => field.value));
  assert.deepEqual(titles.sort(), ['Feuille de houx', 'Tempête']);
  await vouches(page);
  await page.click('button[name=submit][value=true]');
  await page.waitForSelector('.flash');
  assert.deepEqual((await mine(window)).sort(), [['Feuille de houx', 'submitted'], ['Tempête', 'submitted']]);

  // The same file again: a link to the photo, no second one.
  await page.goto('/upload');
  await page.setInputFiles('#files', fixture('leaf.jpg'));
  const link = page.locator('.queue li.held a');
  await link.waitFor();
  assert.match(await link.getAttribute('href'), /\/photos\/[0-9A-Za-z]{8}$/);
  assert.equal((await mine(window)).length, 2);
  window.assertQuiet('/upload');
  await window.close();
});

test('files dropped on the page are sent, and what comes back is offered “as last time”', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('tina');
  const { page } = window;
  const drop = async (name, type) => {
    const bytes = readFileSync(fixture(name)).toString('base64');
    const transfer = await page.evaluateHandle(async ([content, called, kind]) => {
      const file = new File([Uint8Array.from(atob(content), (letter) => letter.codePointAt(0))], called, { type: kind });
      const transfer = new DataTransfer();
      transfer.items.add(file);
      return transfer;
    }, [bytes, name, type]);
    await page.dispatchEvent('.drop', 'dragover', { dataTransfer: transfer });
    assert.equal(await page.locator('.drop.over').count(), 1);
    await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer });
    await page.waitForSelector('.queue li.received');
  };
  await page.goto('/upload');
  assert.equal(await page.locator('#as-last').count(), 0);
  await drop('boats-progressive.jpg', 'image/jpeg');
  await page.fill('[data-photo] [name$=".title"]', 'Bateaux');
  await answers(page);
  await vouches(page);
  await page.click('button[name=submit][value=true]');
  await page.waitForSelector('.flash');
  assert.deepEqual(await mine(window), [['Bateaux', 'published']]);

  await page.goto('/upload');
  await drop('drop.gif', 'image/gif');
  assert.equal(await page.locator('#as-last:checked').count(), 0);
  await page.check('#as-last');
  // Who took it is asked each time: it is never taken for granted.
  assert.ok(await page.isVisible('#source-own') && !(await page.isVisible('#modify-yes')));
  await page.check('#source-own');
  await vouches(page);
  await page.click('button[name=submit][value=true]');
  await page.waitForSelector('.flash');
  assert.equal((await mine(window)).filter(([, state]) => state === 'published').length, 2);
  window.assertQuiet('/upload by drop');
  await window.close();
});

test('the licence that a file names is proposed, and granted only once it is accepted', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  const deed = 'https://creativecommons.org/licenses/by-sa/4.0/';
  const proposed = page.locator('[data-proposes]:visible');
  const tick = page.locator(PROPOSED);
  await page.goto('/upload');
  assert.equal(await proposed.count(), 0);
  await page.setInputFiles('#files', [licensed('cups-orientation-6.jpg', deed)]);
  await page.waitForSelector('.queue li.received');
  assert.equal(await proposed.count(), 1);
  // In its name nothing breaks at the end of a line.
  assert.match(await proposed.textContent(), /^Comme le dit le fichier\s: CC\sBY\W+SA\s4\.0/);
  assert.deepEqual(await choices(page), []);
  await window.assertSound('/upload with a licence proposed');

  // What a file says is no choice of hers: without one, nothing is sent, and it is still proposed.
  await page.fill('[data-photo] [name$=".title"]', 'Tasses sous licence');
  await page.check('#source-own');
  await page.click('button[name=submit][value=true]');
  await page.waitForSelector('[role=alert]');
  assert.deepEqual(await choices(page), ['source-own']);
  await tick.check();
  assert.deepEqual(await choices(page), ['source-own', 'as-files-cc-by-sa-4.0']);
  assert.ok(!(await page.isVisible('#modify-yes')));
  assert.equal(await licenceOncePublished(page), deed);
  window.assertQuiet('/upload with a licence proposed');
  await window.close();
});

test('answers to the questions count instead of the licence that a file names', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  await page.goto('/upload');
  await page.setInputFiles('#files', [licensed('path-portrait.jpg', 'https://creativecommons.org/licenses/by-sa/4.0/')]);
  const tick = page.locator(PROPOSED);
  await tick.check();
  // She thinks again: the questions are there as before.
  await tick.uncheck();
  await page.check('#source-own');
  await page.check('#modify-yes');
  await page.check('#sell-yes');
  assert.deepEqual(await choices(page), ['source-own', 'modify-yes', 'sell-yes']);
  assert.match(await page.textContent('.outcome:visible'), /CC BY 4\.0/);
  await page.fill('[data-photo] [name$=".title"]', 'Le sentier de tous');
  await vouches(page);
  assert.equal(await licenceOncePublished(page), 'https://creativecommons.org/licenses/by/4.0/');
  window.assertQuiet('/upload with answers instead');
  await window.close();
});

test('without a script the same page is a plain form', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  await window.signIn('mona');
  const { page } = window;
  const send = () => page.click('button[name=submit][value=true]');
  await page.goto('/upload');
  await page.setInputFiles('#files', chosen('pier.tif'));
  await page.fill('[name=title]', 'La jetée');
  await answers(page);
  await send();
  // Its file names somebody else: only now can that be asked.
  await page.waitForSelector('[data-photo]');
  await vouches(page);
  await send();
  await page.waitForSelector('.flash');
  assert.deepEqual(await mine(window), [['La jetée', 'published']]);

  // Several: each gets its own words before they are sent, and the answers given already are kept.
  await page.goto('/upload');
  await page.setInputFiles('#files', [chosen('path-portrait.jpg'), chosen('dune-display-p3.jpg'), cutShort]);
  await answers(page);
  await send();
  await page.waitForSelector('[data-photo]');
  assert.equal(await page.locator('[data-photo]').count(), 2);
  assert.match(await page.textContent('.queue li.refused'), /coupee\.jpg.*Il manque la fin/s);
  assert.ok(await page.isChecked('#modify-alike') && await page.isChecked('#sell-yes'));
  const titled = (name) => page.locator('[data-photo]').filter({ hasText: name }).locator('[name$=".title"]');
  await titled('path-portrait.jpg').fill('Le sentier');
  await titled('dune-display-p3.jpg').fill('La dune');
  await vouches(page);
  await send();
  await page.waitForSelector('.flash');
  assert.deepEqual((await mine(window)).sort(), [['La dune', 'published'], ['La jetée', 'published'], ['Le sentier', 'published']]);

  // A licence by name does not answer who took the photo, and does not pass over other answers.
  await page.goto('/upload');
  await page.setInputFiles('#files', [chosen('storm.webp'), cutShort]);
  await page.click('.by-name summary');
  await page.selectOption('#license', 'cc-by-nc-nd-4.0');
  await send();
  await page.waitForSelector('[role=alert]');
  assert.match(await page.textContent('[role=alert]'), /qui a pris ces photos/);
  await page.selectOption('#license', '');
  await answers(page);
  await page.selectOption('#license', 'cc-by-nc-nd-4.0');
  await send();
  await page.waitForSelector('[role=alert]');
  assert.match(await page.textContent('[role=alert]'), /CC BY-SA 4\.0, mais vous avez choisi CC BY-NC-ND 4\.0 dans la liste/);
  // What was not taken is still said.
  assert.match(await page.textContent('.queue li.refused'), /coupee\.jpg.*Il manque la fin/s);
  await page.selectOption('#license', '');
  // Somebody else's photo is not credited to whoever gives it.
  await page.check('#source-permission');
  await send();
  await page.waitForSelector('[role=alert]');
  assert.match(await page.textContent('[role=alert]'), /c’est votre nom/);
  await page.fill('[name=author_name]', 'Yann Riou');
  await page.click('button[name=submit][value=false]');
  await page.waitForSelector('.flash');
  assert.equal((await mine(window)).filter(([, state]) => state === 'draft').length, 1);
  await page.click('a.btn.main[href*="ids="]');
  assert.equal(await page.locator('[data-photo]').count(), 1);

  // Without an answer to the questions nothing is published, and nothing is lost.
  await page.goto('/upload');
  await page.setInputFiles('#files', chosen('ladybird-cmyk.jpg'));
  await page.fill('[name=title]', 'Coccinelle');
  await send();
  await page.waitForSelector('[role=alert]');
  assert.equal(await page.inputValue('[data-photo] [name$=".title"]'), 'Coccinelle');
  await answers(page);
  await vouches(page);
  await send();
  await page.waitForSelector('.flash');
  assert.equal((await mine(window)).filter(([title, state]) => title === 'Coccinelle' && state === 'published').length, 1);
  await window.close();
});

test('a photo is given with the keyboard alone', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  const { keyboard } = page;
  // Listened for from the start: the browser must know before the key is pressed.
  const opened = new Promise((resolve) => { page.once('filechooser', resolve); });
  await page.goto('/');
  await window.tabTo('a.give');
  await keyboard.press('Enter');
  await page.waitForSelector('#handle');
  await window.tabTo('#handle');
  await keyboard.type('ada');
  await keyboard.press('Tab');
  await keyboard.type('lande bruyère ajonc granit');
  await keyboard.press('Enter');
  await page.waitForSelector('#giving');

  await window.tabTo('#files');
  await keyboard.press('Enter');
  await (await opened).setFiles(fixture('cups-orientation-6.jpg'));
  await page.waitForSelector('.queue li.received');
  await window.tabTo('[data-photo] [name$=".title"]');
  await keyboard.type('Tasses');
  await window.tabTo('#source-own');
  await keyboard.press('Space');
  await window.tabTo('[name=modify]');
  await keyboard.press('ArrowDown');
  await window.tabTo('[name=sell]');
  await keyboard.press('Space');
  await window.tabTo('button[name=submit][value=true]');
  await keyboard.press('Enter');
  await page.waitForSelector('.flash');
  assert.deepEqual(await mine(window), [['Tasses', 'published']]);
  window.assertQuiet('with the keyboard alone');
  await window.close();
});

test('who has no account is led to sign in and back to the page they wanted', async () => {
  const window = await Window.open(browser, zef, { locale: 'en-GB' });
  const { page } = window;
  await page.goto('/en/upload');
  assert.match(page.url(), /\/en\/login\?back=/);
  await page.fill('#handle', 'anne');
  await page.fill('#password', 'lande bruyère ajonc granit');
  await page.click('main button[type=submit]');
  await page.waitForURL(/\/en\/upload$/);
  // Who is signed in needs no form for it.
  for (const door of ['/en/login', '/en/join']) {
    await page.goto(door);
    assert.match(page.url(), /\/en\/account$/);
  }
  await window.close();
});

test('keywords that a photo cannot have are told below its tags, with scripts and without', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  await page.goto('/upload');
  await page.setInputFiles('#files', [chosen('cases/xmp-fifty-five-keywords.jpg'), chosen('cases/xmp-keyword-with-comma.jpg')]);
  await page.waitForSelector('[data-photo]:nth-child(2)');
  const told = () => page.locator('.left-out:visible').allTextContents();
  assert.deepEqual((await told()).map((sentence) => sentence.split('\u00a0')[0]), ['5 mots-clés du fichier ne sont pas repris']);
  await window.assertSound('/upload with keywords left out');
  const ids = await page.locator('[data-photo]').evaluateAll((photos) => photos.map((photo) => photo.dataset.photo));
  await page.goto(`/upload?ids=${ids.join(',')}`);
  assert.equal((await told()).length, 1);
  await window.close();
});
