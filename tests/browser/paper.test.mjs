// Labels on paper: printed by Chromium as a PDF, their codes read by zbarimg as a telephone reads them.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { launch } from './chromium.mjs';
import { picture } from './picture.mjs';
import { Zef } from './zef.mjs';

const TITLES = ['Fête de la musique, place de la Liberté, Brest : « la foule » et l’orchestre', 'Pennoù-tud ar c’hoari', 'Le très vieux gréement', 'x'];
/** A4 without the margins of the page, in CSS pixels. */
const SHEET = { width: 680, height: 960 };

let browser;
let zef;
let photos;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  photos = [];
  for (let number = 0; number < 11; number += 1) photos.push(await gives(number));
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

async function gives(number) {
  const form = new FormData();
  const fields = { title: TITLES[number % TITLES.length], author_name: 'Anne Le Gall', license: 'cc-by-sa-4.0' };
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([picture(number)]), `${number}.png`);
  const answer = await zef.asks('tina', 'POST', '/api/v1/photos', form);
  assert.equal(answer.status, 201);
  return answer.json();
}

async function run(program, parts) {
  const { stdout } = await promisify(execFile)(program, parts, { cwd: zef.folder });
  return stdout;
}

/** How wide the columns of the sheet are, and what its PDF has: its pages, and the codes that are read in them. */
async function printed(form, name) {
  const page = await browser.newPage({ baseURL: zef.url, viewport: SHEET });
  await page.goto(`/print?form=${form}&ids=${photos.map((photo) => photo.id).join(',')}`);
  await page.emulateMedia({ media: 'print' });
  const columns = await page.evaluate(() => getComputedStyle(document.querySelector('.labels, .contact-sheet')).gridTemplateColumns);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const breaks = await page.evaluate(() => [...document.querySelectorAll('main li')].every((one) => getComputedStyle(one).breakInside === 'avoid'));
  assert.ok(breaks, 'a label may be cut by the end of a page');
  await page.pdf({ path: join(zef.folder, `${name}.pdf`), format: 'A4', preferCSSPageSize: true });
  await page.close();
  const pages = Number(/Pages:\s+(\d+)/.exec(await run('pdfinfo', [`${name}.pdf`]))[1]);
  // From two distances, as a telephone is moved until it reads: at one of them, a pixel may fall between two modules.
  for (const dots of ['200', '300']) await run('pdftoppm', ['-r', dots, '-gray', '-png', `${name}.pdf`, `${name}-${dots}`]);
  const sheets = readdirSync(zef.folder).filter((file) => file.startsWith(`${name}-`));
  const codes = new Set((await run('zbarimg', ['-q', '--raw', ...sheets])).trim().split('\n'));
  return { columns: columns.split(' ').map(Number.parseFloat), over, pages, codes: [...codes].sort() };
}

for (const [field, words, ...others] of [
  ['title', TITLES[0]],
  ['title', 'PANO_20240503_142210_brest_recouvrance'],
  ['title', 'PANO_20240503_142210_brest_recouvrance_pont_levant_version_finale'],
  ['title', 'https://www.example.org/galerie/2024/05/03/brest/recouvrance/pont-levant'],
  ['title', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', ['contact', 3]],
  ['author_name', 'association.des.amis.du.patrimoine@laposte-bretagne.example'],
]) {
  test(`each label has half of the sheet and its code, with “${words}” as ${field}`, async () => {
    const first = { title: TITLES[0], author_name: 'Anne Le Gall', [field]: words };
    const changed = await zef.asks('tina', 'PATCH', `/api/v1/photos/${photos[0].id}`, first);
    assert.equal(changed.status, 200);
    for (const [form, across] of [['labels', 2], ...others]) {
      const sheet = await printed(form, `${form}-${words.length}`);
      assert.equal(sheet.columns.length, across, form);
      const difference = Math.max(...sheet.columns) - Math.min(...sheet.columns);
      assert.ok(difference < 1, `${form}: columns of ${sheet.columns.join(' and ')} px`);
      assert.ok(sheet.over <= 0, `${form}: ${sheet.over} px outside the paper`);
      assert.ok(sheet.pages <= 2, `${form}: ${sheet.pages} pages`);
      assert.deepEqual(sheet.codes, photos.map((photo) => photo.url).sort(), form);
    }
  });
}

test('a label is whole on its page: none is cut where a page ends', async () => {
  const sheet = await printed('labels', 'whole');
  assert.equal(sheet.pages, 2);
  // Each page says as many sources as it has titles.
  for (const page of ['1', '2']) {
    const words = await run('pdftotext', ['-f', page, '-l', page, 'whole.pdf', '-']);
    const codes = (words.match(/photos\/\w{8}/g) ?? []).length;
    assert.ok(codes > 0 && codes === (words.match(/Source/g) ?? []).length, `page ${page}: ${words}`);
    assert.equal(codes, (words.match(/CC BY-SA/g) ?? []).length, `page ${page}`);
  }
});

test('a button prints, and without scripts the page says how', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ baseURL: zef.url, javaScriptEnabled, locale: 'fr-FR' });
    const page = await context.newPage();
    await page.addInitScript(() => { globalThis.print = () => { globalThis.printed = true; }; });
    await page.goto(`/print?form=labels&ids=${photos[0].id}`);
    assert.match(await page.textContent('main'), /Imprimez cette page/);
    const button = page.locator('[data-print]');
    assert.equal(await button.isVisible(), javaScriptEnabled);
    if (javaScriptEnabled) {
      await button.click();
      assert.equal(await page.evaluate(() => globalThis.printed), true);
    }
    await context.close();
  }
});

test('a receipt is printed on one sheet, with its code', async () => {
  const asked = await zef.asks('tina', 'PATCH', `/api/v1/photos/${photos[1].id}`, { license: 'cc-by-4.0' });
  assert.equal(asked.status, 200);
  for (const [number, language] of [[0, ''], [1, ''], [1, '/en']]) {
    const page = await browser.newPage({ baseURL: zef.url, viewport: SHEET });
    await page.goto(`${language}/photos/${photos[number].id}/receipt`);
    await page.emulateMedia({ media: 'print' });
    await page.pdf({ path: join(zef.folder, 'receipt.pdf'), format: 'A4', preferCSSPageSize: true });
    await page.close();
    assert.match(await run('pdfinfo', ['receipt.pdf']), /Pages:\s+1\n/);
    await run('pdftoppm', ['-r', '200', '-gray', '-png', 'receipt.pdf', 'receipt']);
    const code = (await run('zbarimg', ['-q', '--raw', 'receipt-1.png'])).trim();
    assert.equal(code, photos[number].url);
    const words = await run('pdftotext', ['receipt.pdf', '-']);
    assert.match(words, /BLAKE3/);
    assert.doesNotMatch(words, /Imprimer|Print/);
  }
});
