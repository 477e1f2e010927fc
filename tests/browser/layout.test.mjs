// Where things stand: one left edge, nothing cramped, cut, void or out of line, at every width; what one came to do is on the
// first screen, whatever the picture's shape.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { picture } from './picture.mjs';
import { Zef } from './zef.mjs';

const WIDTHS = [360, 390, 768, 1280, 1920];
/** One word that no line of a phone holds. */
const WORD = 'Plougastelplougonvelinlandunvezporspoderploudalmezeau';
const TITLES = ['La cale', 'Le pont de Recouvrance levé, un jour de grande marée', WORD, 'Feuille'];

let browser;
let zef;
let photos;

/** Somebody gives a picture of these sides. */
async function gives(library, handle, [width, height], number, fields = {}) {
  const form = new FormData();
  const all = { title: TITLES[number % TITLES.length], license: 'cc-by-sa-4.0', ...fields };
  for (const [field, value] of Object.entries(all)) form.append(field, value);
  form.append('file', new Blob([picture(number, width, height)]), `${number}.png`);
  const answer = await library.asks(handle, 'POST', '/api/v1/photos', form);
  const photo = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(photo));
  return photo;
}

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const shapes = [[900, 600], [800, 600], [600, 900], [960, 600], [1080, 1920], [900, 600], [600, 800], [960, 540], [900, 600], [600, 600]];
  const many = [];
  for (let number = 0; number < 20; number += 1) many.push(await gives(zef, 'tina', shapes[number % shapes.length], number));
  photos = {
    wide: many[0],
    tall: await gives(zef, 'tina', [1080, 1920], 40, { title: 'Le chemin', place_name: 'Huelgoat', tags: 'forêt' }),
    tiny: await gives(zef, 'tina', [120, 75], 41, { title: 'Vignette' }),
    submitted: await gives(zef, 'anne', [900, 600], 42, { title: WORD, author_name: WORD }),
    toChange: await gives(zef, 'anne', [900, 600], 43, { title: 'La jetée' }),
    refused: await gives(zef, 'anne', [900, 600], 44),
    withdrawn: await gives(zef, 'tina', [900, 600], 45, { title: 'Goutte' }),
    draft: await gives(zef, 'anne', [900, 600], 46, { submit: 'false' }),
    otherDraft: await gives(zef, 'anne', [600, 900], 47, { submit: 'false' }),
  };
  const decide = async (photo, decision, reason) => assert.ok((await zef.asks('mona', 'POST', `/api/v1/photos/${photo.id}/review`, { decision, reason })).ok);
  await decide(photos.toChange, 'request-change', 'Quel port ?');
  await decide(photos.refused, 'refuse', 'Elle est trop floue.');
  await zef.asks('tina', 'POST', `/api/v1/photos/${photos.withdrawn.id}/withdraw`, { reason: 'Un doublon.' });
  for (const body of [{ photo: photos.wide.id, reason: 'wrong-facts', text: `${WORD} ${'Ce n’est pas ce port. '.repeat(6)}` }, { person: 'tina', reason: 'rights' }]) {
    assert.equal((await zef.asks(null, 'POST', '/api/v1/reports', body)).status, 201);
  }
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const basket = () => `/basket?ids=${photos.wide.id},${photos.tall.id},${photos.withdrawn.id}`;

/** The pages that begin at the left edge: who opens each, and its address. */
const pages = () => [
  [null, '/search?q=pont'], [null, '/search?q=rien%20de%20tel'], [null, '/people/tina'], [null, '/basket'], [null, basket()],
  [null, `/photos/${photos.withdrawn.id}`], [null, `/photos/${photos.wide.id}/receipt`], [null, '/licenses'], [null, '/about'],
  [null, '/privacy'], [null, '/login'], [null, '/join'], [null, '/nulle-part'], [null, `/report?photo=${photos.wide.id}`],
  [null, `/print?form=labels&ids=${photos.wide.id}`],
  ['anne', '/upload'], ['anne', `/upload?ids=${photos.draft.id},${photos.otherDraft.id}`], ['anne', '/account'],
  ['anne', '/account/photos'], ['anne', '/account/news'], ['anne', `/photos/${photos.toChange.id}/edit`],
  ['ada', '/admin'], ['ada', '/admin/people'], ['ada', '/admin/people/tina'], ['ada', '/admin/invitations'], ['ada', '/admin/site'],
  ['ada', '/admin/pages'], ['ada', '/admin/pages/privacy?text=fr'], ['mona', '/admin/reports'],
];

/** Those that have another frame: a mat, a light table, a cover. */
const framed = () => [
  [null, '/'], [null, `/photos/${photos.wide.id}`], [null, `/photos/${photos.tall.id}`], [null, `/photos/${photos.tiny.id}`],
  ['anne', `/photos/${photos.submitted.id}`], ['mona', '/review'],
];

/** What is out of place on the page that is open; `begins` when its title stands at the left edge. */
const faults = (page, begins) => page.evaluate((atTheEdge) => {
  const found = [];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1 && !element.closest('.out, .skip');
  const named = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${element.textContent.trim().slice(0, 24)}”`;
  const edge = document.querySelector('.brand').getBoundingClientRect().left;
  const right = document.documentElement.clientWidth - edge;
  // The left edge: of the title, of what is said, of lists and words to press, of the foot.
  if (atTheEdge) {
    for (const element of document.querySelectorAll('main h1, main > .say, main > .lists, main > .lines, main > .part > header, main > .part > .lines, main > form > .fields > p > .btn.bare, .foot p, .foot nav')) {
      const { left } = element.getBoundingClientRect();
      const beside = element.matches('.foot nav') && left > edge + 100;
      if (seen(element) && !beside && Math.abs(left - edge) > 1) found.push(`${named(element)} begins at ${left}, not at ${edge}`);
    }
  }
  // The right edge of the head: what is last in it ends where its border ends.
  const last = [...document.querySelectorAll('.doors > *')].filter(seen).at(-1);
  const end = (last.querySelector('summary .i') ?? last).getBoundingClientRect().right;
  if (Math.abs(end - right) > 6) found.push(`the head ends at ${end}, not at ${right}`);
  // Doors stand at equal distances: no room is kept for what is not there.
  const doors = [...document.querySelectorAll('.doors > *')].filter(seen).map((door) => door.getBoundingClientRect());
  for (const [place, door] of doors.entries()) {
    if (place > 0 && door.left - doors[place - 1].right > 32) found.push(`${door.left - doors[place - 1].right} px before door ${place}`);
  }
  // Targets (WCAG 2.2, 2.5.8): axe looks at those in a line of text. A box within its label is pressed by its label.
  for (const element of document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden])')) {
    const { width, height } = element.getBoundingClientRect();
    const alone = getComputedStyle(element).display !== 'inline' && !element.matches('label input, .tick input');
    if (seen(element) && alone && (width < 24 || height < 24)) found.push(`${named(element)} is ${width} × ${height} px`);
  }
  // A field is not written under its own button, and a word stays in its box.
  for (const field of document.querySelectorAll('.find')) {
    const [input, button] = [field.querySelector('input'), field.querySelector('button')];
    if (input && button && seen(input) && Number.parseFloat(getComputedStyle(input).paddingRight) < button.getBoundingClientRect().width) found.push('a search is written under its button');
  }
  for (const box of document.querySelectorAll('.say, .panel, .what, .case, .take, .slip, blockquote, .lines > li > div')) {
    if (seen(box) && box.scrollWidth > box.clientWidth + 1) found.push(`${named(box)} is ${box.scrollWidth - box.clientWidth} px too narrow for its words`);
  }
  // Text that wraps every two words is cramped.
  for (const text of document.querySelectorAll('main p, main dd, main blockquote, main h2, main legend')) {
    const { width, height } = text.getBoundingClientRect();
    if (seen(text) && width < 120 && height > 120) found.push(`${named(text)} is cramped: ${Math.round(width)} × ${Math.round(height)} px`);
  }
  // What a button says stands in its middle.
  for (const button of document.querySelectorAll('main .btn:not(.tall)')) {
    if (!seen(button)) continue;
    const lines = [];
    const walker = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (!text.nodeValue.trim() || text.parentElement.closest('.out') || !seen(text.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      lines.push(range.getBoundingClientRect());
    }
    const [first, last, outer] = [Math.min(...lines.map((line) => line.top)), Math.max(...lines.map((line) => line.bottom)), button.getBoundingClientRect()];
    const off = (first + last) / 2 - outer.top - outer.height / 2;
    if (lines.length > 0 && Math.abs(off) > 4) found.push(`${named(button)} is ${Math.round(off)} px out of its middle`);
  }
  // The buttons of the last bar stand in one line, or each over the whole width.
  for (const bar of document.querySelectorAll('.bar')) {
    const buttons = [...bar.querySelectorAll(':scope > .btn')].filter(seen).map((button) => button.getBoundingClientRect());
    if (new Set(buttons.map((box) => Math.round(box.top))).size > 1 && buttons.some((box) => box.width < innerWidth / 2)) found.push('the buttons of the last bar are out of line');
  }
  // No void inside a page: between two things, one above the other, 140 px at most.
  const main = document.querySelector('main');
  const marks = [...main.querySelectorAll('h1, h2, h3, p, td, img, svg, a, button, input, textarea, select, li, dt, dd, legend, label, blockquote')]
    .filter(seen).map((element) => element.getBoundingClientRect()).sort((one, other) => one.top - other.top);
  let bottom = main.getBoundingClientRect().top;
  for (const box of marks) {
    if (box.top - bottom > 140) found.push(`void from ${Math.round(bottom)} to ${Math.round(box.top)}`);
    bottom = Math.max(bottom, box.bottom);
  }
  return [...new Set(found)];
}, begins);

for (const language of ['', '/en']) {
  test(`one left edge, and nothing cramped, cut, void or out of line${language && ' in English'}`, async (t) => {
    const windows = {};
    for (const [begins, list] of [[true, pages()], [false, framed()]]) {
      for (const [handle, path] of list) {
        await t.test(`${path} for ${handle ?? 'a visitor'}`, async () => {
          windows[handle] ??= await Window.open(browser, zef, { locale: language ? 'en-GB' : 'fr-FR' });
          const { page } = windows[handle];
          if (handle && page.url() === 'about:blank') await windows[handle].signIn(handle);
          await page.goto(language + path);
          await page.evaluate(() => document.fonts.ready);
          const all = [];
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: width < 700 ? 844 : 900 });
            all.push(...(await faults(page, begins)).map((fault) => `${width} px: ${fault}`));
          }
          assert.deepEqual(all, []);
        });
      }
    }
    for (const window of Object.values(windows)) await window.close();
  });
}

test('a picture of 9:16 leaves the download on the first screen, beside it, under it and above the bar of a phone', async () => {
  for (const [width, height] of [[1280, 800], [1920, 1080], [768, 1024], [390, 844]]) {
    const window = await Window.open(browser, zef, { viewport: { width, height } });
    await window.page.goto(`/photos/${photos.tall.id}`);
    await window.page.evaluate(() => document.fonts.ready);
    const { top, bottom } = await window.page.evaluate(() => {
      const bar = document.querySelector('.dock').getBoundingClientRect();
      return { bottom: document.querySelector('#download').getBoundingClientRect().bottom, top: bar.height > 0 ? bar.top : innerHeight };
    });
    assert.ok(bottom <= top, `at ${width} × ${height} px the download ends at ${bottom} of ${top}`);
    await window.close();
  }
});

test('on a phone hardly any photo of a gallery is narrower than its caption', async () => {
  const window = await Window.open(browser, zef, { viewport: { width: 390, height: 844 } });
  for (const path of ['/', '/search', '/people/tina']) {
    await window.page.goto(path);
    const widths = await window.page.locator('.plates .pic').evaluateAll((all) => all.map((box) => box.getBoundingClientRect().width));
    assert.ok(Math.min(...widths) >= 72, `${path}: ${widths.map(Math.round)}`);
    assert.ok(widths.filter((width) => width < 90).length <= widths.length / 6, `${path}: ${widths.map(Math.round)}`);
  }
  await window.close();
});

test('what orders a search stands beside what narrows it', async () => {
  for (const width of [360, 390, 768]) {
    const window = await Window.open(browser, zef, { viewport: { width, height: 844 } });
    await window.page.goto('/search');
    const [narrow, order] = [await window.page.locator('.fold').boundingBox(), await window.page.locator('.order > summary').boundingBox()];
    assert.ok(Math.abs(narrow.y - order.y) <= 1 && narrow.x + narrow.width < order.x, `${width} px: ${JSON.stringify([narrow, order])}`);
    // Open, the fields push the order down, and nothing covers them.
    await window.page.click('.fold');
    const fields = await window.page.locator('.facets > div').boundingBox();
    assert.ok((await window.page.locator('.order > summary').boundingBox()).y >= fields.y + fields.height, `${width} px`);
    await window.close();
  }
});

test('a few photos are shown larger than many, and leave no void beside them', async () => {
  const few = await Zef.furnished();
  for (const [number, sides] of [[1600, 1000], [1000, 1500], [1600, 1000]].entries()) await gives(few, 'tina', sides, number);
  for (const width of WIDTHS) {
    const window = await Window.open(browser, few, { viewport: { width, height: 800 } });
    await window.page.goto('/');
    const { filled, over } = await window.page.evaluate(() => {
      const gallery = document.querySelector('.gallery').getBoundingClientRect();
      const boxes = [...document.querySelectorAll('.plates .pic')].map((picture) => picture.getBoundingClientRect());
      const rows = new Set(boxes.map((box) => Math.round(box.top))).size;
      const right = Math.max(...boxes.map((box) => box.right));
      return { filled: rows > 1 ? 1 : (right - gallery.left) / gallery.width, over: right - gallery.right };
    });
    assert.ok(filled >= (width > 1800 ? 0.45 : 0.65) && over <= 1, `${width} px: ${filled}`);
    await window.close();
  }
  await few.close();
});

test('what was typed in a search and not understood is kept in its field, and named by its words', async () => {
  const window = await Window.open(browser, zef);
  await window.page.goto('/search?taken_after=hier');
  assert.equal(await window.page.inputValue('#after'), 'hier');
  const said = await window.page.textContent('[role=alert]');
  assert.match(said, /depuis hier/);
  assert.doesNotMatch(said, /taken_after/);
  await window.assertSound('/search with a date that is none');
  await window.close();
});

test('in forced colours a message has its edge, and the main button stands out', async () => {
  const window = await Window.open(browser, zef, { forcedColors: 'active', viewport: { width: 1280, height: 800 } });
  const border = (selector) => window.page.locator(selector).first().evaluate((element) => Number.parseFloat(getComputedStyle(element).borderTopWidth));
  await window.page.goto(basket());
  assert.ok(await border('main .say') >= 1);
  assert.ok(await border('main .btn.main') > await border('main .btn:not(.main, .bare)'));
  assert.equal(await border('main .btn.bare'), 0);
  await window.close();
});

test('what comes back to be corrected is not said to be unchanged', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('anne');
  await window.page.goto(`/photos/${photos.toChange.id}/edit`);
  const none = await window.page.textContent('[data-none]');
  await window.page.fill('[name=title]', 'La jetée du Conquet');
  await window.page.fill('[name=taken]', 'bientôt');
  await window.page.click('.bar .main');
  await window.page.waitForSelector('main [role=alert]');
  assert.equal(await window.page.inputValue('[name=title]'), 'La jetée du Conquet');
  assert.notEqual(await window.page.textContent('[data-none]'), none);
  await window.close();
});

test('a search of an empty library gives no advice on words, and leads to giving', async () => {
  const empty = await Zef.furnished();
  const window = await Window.open(browser, empty, { viewport: { width: 390, height: 844 } });
  await window.page.goto('/search');
  await window.assertSound('/search of an empty library');
  assert.equal(await window.page.locator('.found .btn.main').getAttribute('href'), '/upload');
  assert.equal(await window.page.locator('.found li').count(), 0);
  await window.close();
  await empty.close();
});
