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

const ids = (page) => page.locator('[data-photo]').evaluateAll((photos) => photos.map((photo) => photo.dataset.photo));

/** Sends what is on the page, and waits for the message that says so. */
async function send(page) {
  await page.click('button[name=submit][value=true]');
  await page.waitForURL(/\/account\/photos/);
}

/** The titles and states of these photos, as somebody sees them. */
async function states(handle, photos) {
  const seen = [];
  for (const id of photos) {
    const photo = await (await zef.asks(handle, 'GET', `/api/v1/photos/${id}`)).json();
    seen.push([photo.title, photo.state]);
  }
  return seen;
}

/** Sends the only photo on the page to review, has Mona publish it, and gives back its licence. */
async function licenceOncePublished(page) {
  const [id] = await ids(page);
  await send(page);
  const answer = await zef.asks('mona', 'POST', `/api/v1/photos/${id}/review`, { decision: 'publish' });
  assert.equal(answer.status, 200, await answer.text());
  return (await (await zef.asks('anne', 'GET', `/api/v1/photos/${id}`)).json()).license.id;
}

/** Answers the three questions: mine, change it if alike, sell it. */
async function answers(page) {
  await page.check('#source-own');
  await page.check('#modify-alike');
  await page.check('#sell-yes');
}

/** Answers what the files say and the person does not: they may give these photos. */
async function vouches(page) {
  // What is to be checked is shown a moment after the file came.
  await page.waitForFunction(() => {
    const asked = document.getElementById('checking');
    return asked.hidden === [...asked.querySelectorAll('#checks > *')].every((check) => check.hidden);
  });
  for (const box of await page.locator('.vouch input:visible').all()) await box.check();
}

/** The contact of a file, and one of its fields. */
const contact = (page, name) => page.locator('.contact').filter({ hasText: name });
const titled = (page, name) => contact(page, name).locator('[name$=".title"]');

/** Writes in a field of a photo's sheet, which it opens. */
async function write(page, name, field, text) {
  await contact(page, name).locator('details').evaluate((sheet) => { sheet.open = true; });
  await contact(page, name).locator(`[name$=".${field}"]`).fill(text);
}

test('several files chosen: each is sent at once with its progress and its result, then described', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  await page.goto('/upload');
  assert.equal(await page.getAttribute('.steps [aria-current]', 'href'), '#step-files');
  await window.assertSound('/upload before anything was chosen');
  // The first file is held on its way, so that its progress can be seen.
  let letGo;
  const held = new Promise((resolve) => { letGo = resolve; });
  await page.route('**/upload/file', async (route) => {
    if (route.request().postDataBuffer()?.includes('filename="leaf.jpg"')) await held;
    await route.continue();
  });
  const notes = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('à trier') };
  await page.setInputFiles('#files', [chosen('leaf.jpg'), chosen('storm.webp'), notes, cutShort]);
  // Each stands in its place from the start, under its name.
  await page.waitForFunction(() => document.querySelectorAll('.coming').length === 1 && document.querySelectorAll('.queue .refused').length === 2);
  assert.equal(await page.locator('.coming progress').getAttribute('aria-label'), 'leaf.jpg');
  assert.match(await page.textContent('.contact:first-child'), /leaf\.jpg/);
  assert.match(await page.textContent('#remains'), /arrivent encore/);
  letGo();
  await page.waitForFunction(() => document.querySelectorAll('[data-photo]').length === 2);
  await page.waitForFunction(() => document.querySelector('#sending').hidden);
  // The count, and why: what was refused comes first, and says what to do.
  assert.equal((await page.textContent('.tally > p')).replace(/\s+/g, ' ').trim(), '2 reçues2 refusées');
  assert.match(await page.textContent('.queue'), /notes\.jpg.*JPEG/s);
  assert.match(await page.textContent('.queue'), /coupee\.jpg.*Il manque la fin/s);
  // What is said of all follows within half a second.
  await page.waitForFunction(() => document.querySelector('#words-title span:last-child').textContent === 'Ce qu’elles montrent');
  await window.assertSound('/upload with photos received');

  await write(page, 'leaf.jpg', 'title', 'Feuille de houx');
  await window.assertSound('/upload with the sheet of a photo');
  await write(page, 'storm.webp', 'title', 'Tempête');
  assert.deepEqual(await page.locator('.contact .work').allTextContents(), ['Feuille de houx', 'Tempête']);
  // Nothing is preselected for who gives for the first time.
  assert.equal(await page.locator('[name=source]:checked, [name=modify]:checked, [name=sell]:checked').count(), 0);
  await answers(page);
  assert.equal(await page.locator('.outcome:visible').count(), 1);
  assert.match(await page.locator('.outcome:visible').textContent(), /CC BY-SA 4\.0/);
  // Their files name other people: nothing is sent before that is answered, and nothing typed is lost.
  const photos = await ids(page);
  assert.match(await page.textContent('#remains'), /vérifier 2 photos/);
  await page.click('button[name=submit][value=true]');
  await page.waitForSelector('[role=alert]');
  assert.deepEqual((await states('anne', photos)).map(([, state]) => state), ['draft', 'draft']);
  const titles = await page.locator('[data-photo] [name$=".title"]').evaluateAll((fields) => fields.map((field) => field.value));
  assert.deepEqual(titles, ['Feuille de houx', 'Tempête']);
  await window.assertSound('/upload with what is to be checked');
  await vouches(page);
  await send(page);
  assert.deepEqual(await states('anne', photos), [['Feuille de houx', 'submitted'], ['Tempête', 'submitted']]);

  // The same file again: a link to the photo, no second one.
  await page.goto('/upload');
  await page.setInputFiles('#files', fixture('leaf.jpg'));
  const link = page.locator('.queue li.held a');
  await link.waitFor({ state: 'attached' });
  assert.ok((await link.getAttribute('href')).endsWith(`/photos/${photos[0]}`));
  assert.equal((await page.textContent('.tally > p')).trim(), '1 doublon');
  window.assertQuiet('/upload');
  await window.close();
});

test('files dropped on the page are sent, and what comes back is offered “as last time”', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('tina');
  const { page } = window;
  const transfer = async (name, type) => {
    const bytes = readFileSync(fixture(name)).toString('base64');
    return page.evaluateHandle(async ([content, called, kind]) => {
      const file = new File([Uint8Array.from(atob(content), (letter) => letter.codePointAt(0))], called, { type: kind });
      const held = new DataTransfer();
      held.items.add(file);
      return held;
    }, [bytes, name, type]);
  };
  await page.goto('/upload');
  assert.equal(await page.locator('#as-last').count(), 0);
  const dropped = await transfer('boats-progressive.jpg', 'image/jpeg');
  await page.dispatchEvent('.drop-zone', 'dragover', { dataTransfer: dropped });
  assert.equal(await page.locator('.drop-zone.over').count(), 1);
  await page.dispatchEvent('.drop-zone', 'drop', { dataTransfer: dropped });
  await page.waitForSelector('[data-photo]');
  // Alone, its sheet is open, and nothing is asked for several.
  assert.ok(!(await page.isVisible('.panel')));
  await page.fill('[data-photo] [name$=".title"]', 'Bateaux');
  await answers(page);
  await vouches(page);
  const [first] = await ids(page);
  await send(page);
  assert.deepEqual(await states('tina', [first]), [['Bateaux', 'published']]);

  await page.goto('/upload');
  // Pasted, it is given as well.
  const pasted = await transfer('drop.gif', 'image/gif');
  await page.evaluate((data) => document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })), pasted);
  await page.waitForSelector('[data-photo]');
  assert.equal(await page.locator('#as-last:checked').count(), 0);
  await page.check('#as-last');
  // Who took it is asked each time: it is never taken for granted.
  assert.ok(await page.isVisible('#source-own') && !(await page.isVisible('#modify-yes')));
  await page.check('#source-own');
  await vouches(page);
  const [second] = await ids(page);
  await send(page);
  assert.equal((await states('tina', [second]))[0][1], 'published');
  window.assertQuiet('/upload by drop');
  await window.close();
});

test('the licence that a file names is proposed, and granted only once it is accepted', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  const proposed = page.locator('[data-proposes]:visible');
  const tick = page.locator(PROPOSED);
  await page.goto('/upload');
  assert.equal(await proposed.count(), 0);
  await page.setInputFiles('#files', [licensed('cups-orientation-6.jpg', 'https://creativecommons.org/licenses/by-sa/4.0/')]);
  await page.waitForSelector('[data-photo]');
  await proposed.waitFor();
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
  assert.deepEqual(await choices(page), ['as-files-cc-by-sa-4.0', 'source-own']);
  assert.ok(!(await page.isVisible('#modify-yes')));
  assert.equal(await licenceOncePublished(page), 'cc-by-sa-4.0');
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
  assert.equal(await licenceOncePublished(page), 'cc-by-4.0');
  window.assertQuiet('/upload with answers instead');
  await window.close();
});

test('without a script the same four steps are forms', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  await window.signIn('mona');
  const { page } = window;
  const press = () => page.click('button[name=submit][value=true]');
  const choose = async (files) => {
    await page.goto('/upload');
    await page.setInputFiles('#files', files);
    await page.click('#step-files button[type=submit]');
    await page.waitForSelector('[data-photo]');
  };
  await choose(chosen('pier.tif'));
  await titled(page, 'pier.tif').fill('La jetée');
  await answers(page);
  await vouches(page);
  const [pier] = await ids(page);
  await send(page);
  assert.deepEqual(await states('mona', [pier]), [['La jetée', 'published']]);

  // Several: what they share is filled in at once, each gets its own words, and the answers given already are kept.
  await choose([chosen('path-portrait.jpg'), chosen('dune-display-p3.jpg'), cutShort]);
  assert.match(await page.textContent('.queue li.refused'), /coupee\.jpg.*Il manque la fin/s);
  await answers(page);
  await page.fill('#place_name', 'Keremma');
  await page.fill('#title', 'La côte');
  await page.click('button[name=apply]');
  await page.waitForSelector('#filled:not(:empty)');
  assert.deepEqual(await page.locator('[name$=".place_name"]').evaluateAll((fields) => fields.map((field) => field.value)), ['Keremma', 'Keremma']);
  assert.ok(await page.isChecked('#modify-alike') && await page.isChecked('#sell-yes'));
  // What was not taken is still said.
  assert.match(await page.textContent('.queue li.refused'), /coupee\.jpg.*Il manque la fin/s);
  await page.click('.contact:nth-child(2) summary');
  await titled(page, 'dune-display-p3.jpg').fill('La dune');
  await vouches(page);
  const several = await ids(page);
  await send(page);
  assert.deepEqual(await states('mona', several), [['La côte', 'published'], ['La dune', 'published']]);

  // A licence by name does not answer who took the photo, and does not pass over other answers.
  await choose([chosen('storm.webp'), cutShort]);
  await page.click('.by-name summary');
  await page.selectOption('#license', 'cc-by-nc-nd-4.0');
  await press();
  await page.waitForSelector('[role=alert]');
  assert.match(await page.textContent('[role=alert]'), /qui a pris cette photo/);
  await page.selectOption('#license', '');
  await answers(page);
  await page.selectOption('#license', 'cc-by-nc-nd-4.0');
  await press();
  await page.waitForSelector('[role=alert]');
  assert.match(await page.textContent('[role=alert]'), /CC BY-SA 4\.0, mais vous avez choisi CC BY-NC-ND 4\.0 dans la liste/);
  await page.selectOption('#license', '');
  // Somebody else's photo is not credited to whoever gives it.
  await page.check('#source-permission');
  await press();
  await page.waitForSelector('[role=alert]');
  assert.match(await page.textContent('[role=alert]'), /c’est votre nom/);
  await page.fill('[name$=".author_name"]', 'Yann Riou');
  const [storm] = await ids(page);
  await page.click('button[name=submit][value=false]');
  await page.waitForURL(/\/account\/photos/);
  const kept = await (await zef.asks('mona', 'GET', `/api/v1/photos/${storm}`)).json();
  assert.deepEqual([kept.state, kept.author.name], ['draft', 'Yann Riou']);
  // The draft is found again from the first step.
  await page.goto('/upload');
  await page.click('a[href*="ids="]');
  assert.deepEqual(await ids(page), [storm]);
  window.assertQuiet('without a script');
  await window.close();
});

test('a photo is given with the keyboard alone', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  const { keyboard } = page;
  // Listened for from the start: the browser must know before the key is pressed.
  const opened = new Promise((resolve) => { page.once('filechooser', resolve); });
  await page.goto('/');
  await window.tabTo('.doors a[href$="/upload"]');
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
  await page.waitForSelector('[data-photo]');
  await window.tabTo('[data-photo] [name$=".title"]');
  await keyboard.type('Tasses');
  await window.tabTo('#source-own');
  await keyboard.press('Space');
  await window.tabTo('[name=modify]');
  await keyboard.press('ArrowDown');
  await window.tabTo('[name=sell]');
  await keyboard.press('Space');
  await window.tabTo('button[name=submit][value=true]');
  const photos = await ids(page);
  await keyboard.press('Enter');
  await page.waitForURL(/\/account\/photos/);
  assert.deepEqual(await states('ada', photos), [['Tasses', 'published']]);
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
  const told = () => page.locator('[data-photo] .left-out:not([hidden])').allTextContents();
  assert.deepEqual((await told()).map((sentence) => sentence.split('\u00a0')[0]), ['5 mots-clés du fichier sont laissés de côté']);
  await page.waitForURL(/ids=/);
  await page.goto(`/upload?ids=${(await ids(page)).join(',')}`);
  assert.equal((await told()).length, 1);
  await window.close();
});
