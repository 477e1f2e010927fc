// Giving many photographs: what they share in few clicks, two hundred files without waiting, and going on after a reload, a lost
// network or an ended session; every width, theme and language.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { WIDTHS, launch, Window } from './chromium.mjs';
import { PASSWORD, Zef, fixture } from './zef.mjs';

let browser;
let zef;
let picture;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const written = spawnSync('exiftool', ['-q', '-o', '-', '-all=', fixture('cases/xmp-exposure.jpg')], { maxBuffer: 64_000_000 });
  assert.equal(written.status, 0, String(written.error ?? written.stderr));
  picture = written.stdout;
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

/** So many photographs that differ in a comment, named as a camera does; `from` tells those of one test from another's. */
function photographs(count, from) {
  return Array.from({ length: count }, (_, index) => {
    const comment = Buffer.from([0xff, 0xfe, 0x00, 0x06, 0, 0, 0, 0]);
    comment.writeUInt32BE(from + index, 4);
    const buffer = Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]);
    return { name: `IMG_${String(from + index).padStart(4, '0')}.jpg`, mimeType: 'image/jpeg', buffer };
  });
}

const received = (page, count) => page.waitForFunction((wanted) => document.querySelectorAll('[data-photo]').length === wanted && !document.querySelector('.coming'), count, { timeout: 120_000 });
const ids = (page) => page.locator('[data-photo]').evaluateAll((photos) => photos.map((photo) => photo.dataset.photo));
const values = (page, field) => page.locator(`[data-photo] [name$=".${field}"]`).evaluateAll((fields) => fields.map((one) => one.value));

/** What Chromium calls the tasks of a thread in a trace. */
const TASKS = 'disabled-by-default-devtools.timeline';

/**
 * Milliseconds of processor that the longest tasks of any page took, the longest first: an input waits for the task before it. Time on
 * the clock would be that of the programs beside it too.
 */
function longestTasks(trace) {
  const { traceEvents } = JSON.parse(trace);
  const pages = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  return traceEvents
    .filter(({ cat, name, pid, tid }) => cat === TASKS && name === 'RunTask' && pages.has(`${pid} ${tid}`))
    .map(({ tdur }) => tdur / 1000)
    .sort((one, other) => other - one)
    .slice(0, 5);
}

test('twelve photographs with a common title, place and tags are given in fourteen clicks or less', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  await page.goto('/upload');
  let clicks = 0;
  const press = async (selector) => {
    clicks += 1;
    await page.click(selector);
  };
  const opened = page.waitForEvent('filechooser');
  // The field lies over its label.
  await press('#files');
  await (await opened).setFiles(photographs(12, 1000));
  await received(page, 12);
  for (const [name, text] of [['title', 'Marché de Saint-Louis'], ['place_name', 'Brest'], ['tags', 'marché, halles']]) {
    await press(`#${name}`);
    await page.keyboard.type(text);
  }
  await press('button[name=apply]');
  assert.match(await page.textContent('#filled'), /12 photos remplies/);
  for (const answer of ['source-own', 'modify-alike', 'sell-yes']) await press(`label[for=${answer}]`);
  await page.waitForFunction(() => /12 photos, citées «\sAnne Le Gall\s»\. Tout est prêt\./.test(document.querySelector('#step-send > p').textContent));
  const photos = await ids(page);
  await press('button[name=submit][value=true]');
  await page.waitForURL(/\/account\/photos/);
  assert.ok(clicks <= 14, `${clicks} clicks`);
  for (const id of photos) {
    const photo = await (await zef.asks('anne', 'GET', `/api/v1/photos/${id}`)).json();
    assert.deepEqual([photo.state, photo.title, photo.place.name, photo.tags], ['submitted', 'Marché de Saint-Louis', 'Brest', ['marché', 'halles']]);
  }
  window.assertQuiet('twelve photographs');
  await window.close();
});

test('what is filled in goes to the photos picked, adds tags, and can be undone', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  await page.goto('/upload');
  await page.setInputFiles('#files', photographs(4, 1100));
  await received(page, 4);
  await page.fill('#tags', 'fête');
  await page.click('button[name=apply]');
  await page.click('.contact:nth-child(2) .frame');
  await page.click('.contact:nth-child(4) .frame', { modifiers: ['Shift'] });
  assert.equal(await page.textContent('.panel h3 .some'), 'Pour la sélection');
  await page.fill('#tags', 'danse, Fête');
  await page.fill('#title', 'Le bal');
  await page.press('#title', 'Enter');
  assert.deepEqual(await values(page, 'title'), ['', 'Le bal', 'Le bal', 'Le bal']);
  assert.deepEqual(await values(page, 'tags'), ['fête', 'fête, danse', 'fête, danse', 'fête, danse']);
  assert.equal(await page.inputValue('#title'), '');
  await page.click('#filled button');
  assert.deepEqual(await values(page, 'title'), ['', '', '', '']);
  assert.deepEqual(await values(page, 'tags'), ['fête', 'fête', 'fête', 'fête']);
  assert.equal(await page.inputValue('#title'), 'Le bal');
  // Somebody else's photos do not carry the giver's name, and the last bar asks for another.
  await page.check('#source-permission');
  assert.deepEqual(await values(page, 'author_name'), ['', '', '', '']);
  await page.waitForFunction(() => /nommer l’auteur/.test(document.getElementById('remains').textContent));
  await page.click('#remains a[href="#author_name"]');
  assert.equal(await page.evaluate(() => document.activeElement.id || location.hash.slice(1)), 'author_name');
  window.assertQuiet('picking');
  await window.close();
});

test('a photo shows its title, also when a question is answered as it comes', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  await page.goto('/upload');
  // In the moment between a photo's arrival and what the page says of it.
  await page.evaluate(() => new MutationObserver(() => {
    document.getElementById('source-own').dispatchEvent(new Event('change', { bubbles: true }));
  }).observe(document.getElementById('photos'), { childList: true }));
  await page.setInputFiles('#files', ['storm.webp', 'path-portrait.jpg'].map(fixture));
  await received(page, 2);
  await page.waitForFunction(() => [...document.querySelectorAll('.contact summary > :first-child')].map((shown) => shown.textContent).join() === 'Storm,Path portrait', null, { timeout: 15_000 });
  await window.close();
});

test('two hundred files leave the page quick: no input waits for a task of 200 ms', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 1280, height: 800 } });
  await window.signIn('tina');
  const { page } = window;
  await page.goto('/upload');
  await browser.startTracing(page, { categories: [TASKS] });
  await page.setInputFiles('#files', photographs(200, 2000));
  await page.waitForFunction(() => document.querySelectorAll('.contact').length === 200);
  // While they arrive, and once all are there.
  await page.click('#title');
  await page.keyboard.type('La fête');
  await received(page, 200);
  await page.keyboard.type(' de la mer');
  await page.click('button[name=apply]');
  await page.click('.contact:nth-child(3) summary');
  await page.keyboard.press('Escape');
  assert.ok((await values(page, 'title')).every((title) => title === 'La fête de la mer'));
  await page.waitForTimeout(200);
  const tasks = longestTasks(await browser.stopTracing());
  // Twice what the longest takes on a machine of 2026 (50 to 80 ms); beyond it an answer no longer seems immediate (web.dev, INP).
  assert.ok(tasks.length > 0 && tasks[0] <= 200, `the longest tasks took ${tasks.join(', ')} ms`);
  const photos = await ids(page);
  await page.check('#source-own');
  await page.check('#modify-yes');
  await page.check('#sell-yes');
  await page.click('button[name=submit][value=true]');
  await page.waitForURL(/\/account\/photos/, { timeout: 120_000 });
  const last = await (await zef.asks('tina', 'GET', `/api/v1/photos/${photos[199]}`)).json();
  assert.deepEqual([last.state, last.title], ['published', 'La fête de la mer']);
  window.assertQuiet('two hundred files');
  await window.close();
});

test('a reload in the middle, a lost network and an ended session lose neither files nor words', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  const { page } = window;
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto('/upload');
  await page.setInputFiles('#files', photographs(3, 3000));
  await received(page, 3);
  await page.waitForURL(/ids=/);
  await page.locator('[data-photo] details').first().evaluate((sheet) => { sheet.open = true; });
  await page.fill('[name$=".title"] >> nth=0', 'Le premier');
  // The sheet of one photo lies over the panel of all.
  await page.keyboard.press('Escape');
  await page.check('#source-own');
  await page.fill('#place_name', 'Molène');
  await page.reload();
  await page.waitForSelector('.kept');
  assert.deepEqual(await values(page, 'title'), ['Le premier', '', '']);
  assert.equal(await page.inputValue('#place_name'), 'Molène');
  assert.ok(await page.isChecked('#source-own'));
  assert.equal(await page.locator('.contact .work').first().textContent(), 'Le premier');

  // Without network a file waits, and goes on by itself.
  await window.context.setOffline(true);
  await page.setInputFiles('#files', photographs(2, 3100));
  await page.waitForFunction(() => document.querySelectorAll('.coming').length === 2);
  assert.match(await page.textContent('#said'), /Pas de réseau/);
  await window.context.setOffline(false);
  await received(page, 5);

  // The session ends in another window: the next file waits for a new one, and the form comes through a sign-in.
  const beside = await window.context.newPage();
  await beside.goto('/account');
  await beside.click('form[action$="/sign-out-everywhere"] button');
  await beside.waitForURL(/login/);
  await page.setInputFiles('#files', photographs(2, 3200));
  await page.waitForSelector('.queue .failed a');
  assert.match(await page.textContent('.queue .failed'), /rien n’est perdu/);
  await beside.fill('#handle', 'anne');
  await beside.fill('#password', PASSWORD);
  await beside.click('main button[type=submit]');
  await beside.waitForURL((url) => !url.pathname.endsWith('/login'));
  await page.click('.queue .failed button');
  await received(page, 7);

  await beside.goto('/account');
  await beside.click('form[action$="/sign-out-everywhere"] button');
  await beside.waitForURL(/login/);
  const photos = await ids(page);
  await page.check('#modify-yes');
  await page.check('#sell-no');
  await page.click('button[name=submit][value=true]');
  await page.waitForSelector('main #password');
  await page.fill('main #handle', 'anne');
  await page.fill('main #password', PASSWORD);
  await page.click('main button[type=submit]');
  await page.click('main form button[type=submit]');
  await page.waitForURL(/\/account\/photos/);
  for (const [index, id] of photos.entries()) {
    const photo = await (await zef.asks('mona', 'GET', `/api/v1/photos/${id}`)).json();
    assert.deepEqual([photo.state, photo.title ?? null, photo.place.name], ['submitted', index === 0 ? 'Le premier' : null, 'Molène']);
  }
  await window.close();
});

test('the pages to give are sound at every width, in every theme, in French and English, and weigh little', async () => {
  const cutShort = { name: 'coupée.jpg', mimeType: 'image/jpeg', buffer: picture.subarray(0, 300) };
  const setUp = await Window.open(browser, zef);
  await setUp.signIn('anne');
  await setUp.page.goto('/upload');
  await setUp.page.setInputFiles('#files', photographs(13, 4000));
  await received(setUp.page, 13);
  const photos = await ids(setUp.page);
  const state = await setUp.context.storageState();
  await setUp.close();
  for (const language of ['', '/en']) {
    const window = await Window.open(browser, zef, { storageState: state });
    const { page } = window;
    await page.goto(`${language}/upload`);
    await window.assertSoundEverywhere(`${language}/upload`, { language });
    await page.goto(`${language}/upload?ids=${photos.join(',')}`);
    await page.setInputFiles('#files', cutShort);
    await page.waitForSelector('.queue .refused');
    await window.assertSoundEverywhere(`${language}/upload with photos`, { language });
    await page.click('.contact:nth-child(2) summary');
    await page.click('.contact:nth-child(1) .frame');
    await window.assertSoundEverywhere(`${language}/upload with a sheet`, { language });
    await page.goto(`${language}/upload?ids=${photos[0]}`);
    await window.assertSoundEverywhere(`${language}/upload of one photo`, { language });
    await page.goto(`${language}/account`);
    await window.assertSoundEverywhere(`${language}/account`, { language });
    // The last bar covers nothing that has the focus.
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${language}/upload?ids=${photos.join(',')}`);
      await page.focus('#sell-no');
      const [field, bar] = await page.evaluate(() => ['#sell-no', '.bar'].map((one) => document.querySelector(one).getBoundingClientRect().toJSON()));
      assert.ok(field.bottom <= bar.top || bar.top >= 800, `the bar covers a field at ${width}`);
    }
    await window.close();

    const visitor = await Window.open(browser, zef);
    for (const path of ['/login', '/join']) {
      await visitor.page.goto(language + path);
      await visitor.assertSoundEverywhere(language + path, { language });
    }
    await visitor.close();
  }
  const page = await (await fetch(`${zef.url}/login`)).text();
  assert.match(page, /lighthouse|<svg/);
  let weight = 0;
  const window = await Window.open(browser, zef, { storageState: state });
  window.page.on('response', async (response) => {
    if (/\.js$/.test(new URL(response.url()).pathname)) weight += (await response.request().sizes()).responseBodySize;
  });
  await window.page.goto('/upload', { waitUntil: 'networkidle' });
  assert.ok(weight > 0 && weight <= 15 * 1024, `${weight} bytes of scripts`);
  await window.close();
});
