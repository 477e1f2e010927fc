// The pages of administrators who look after people, and of those who receive a link, in every setting: themes, forced colours,
// five widths, two languages, with scripts and without.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { PASSWORD, Zef } from './zef.mjs';

const LONG = 'Anticonstitutionnellementrorschacherplougastelplougonvelin'.repeat(2).slice(0, 100);

let browser;
let zef;
let ada;
let invitation;
let reset;

/** Sends a form of a page, and gives the path of the link that is shown once. */
async function makes(window, page, form, fields = {}) {
  await window.page.goto(page);
  for (const [name, value] of Object.entries(fields)) {
    const field = window.page.locator(`form[action$="${form}"] [name=${name}]`);
    if (name === 'role') await field.selectOption(value);
    else await field.fill(value);
  }
  await window.page.click(`form[action$="${form}"] button[type=submit]`);
  return new URL(await window.page.inputValue('#fresh-link')).pathname;
}

before(async () => {
  browser = await launch();
  zef = new Zef();
  for (const [handle, name, role] of [
    ['anne', 'Anne Le Gall', 'contributor'], ['ada', 'Ada Riou', 'admin'], ['mona', 'Mona Quéré', 'moderator'],
    ['l'.repeat(40), LONG, 'curator'],
  ]) zef.run(['person', 'add', handle, '--name', name, '--role', role, '--password-stdin'], PASSWORD);
  zef.run(['person', 'add', 'loic', '--name', 'Loïc Guéguen', '--trusted', '--password-stdin'], PASSWORD);
  zef.run(['person', 'suspend', 'loic', '--reason', `Photos d’autrui. ${LONG}`]);
  await zef.serve();
  ada = await Window.open(browser, zef);
  await ada.signIn('ada');
  await makes(ada, '/admin/invitations', '/admin/invitations', { role: 'admin', for_whom: LONG });
  invitation = await makes(ada, '/admin/invitations', '/admin/invitations', { role: 'curator', for_whom: 'Maïwenn' });
  reset = await makes(ada, '/admin/people/anne', '/reset-link');
});

after(async () => {
  await ada?.close();
  await browser?.close();
  await zef?.close();
});

for (const language of ['', '/en']) {
  test(`every page is sound in every setting${language}`, async (t) => {
    const visitor = await Window.open(browser, zef);
    for (const [window, path, status] of [
      [ada, '/admin/people', 200],
      [ada, '/admin/people?q=zzz', 200],
      [ada, '/admin/people?list=suspended', 200],
      [ada, '/admin/people/anne', 200],
      [ada, '/admin/people/ada', 200],
      [ada, '/admin/people/loic', 200],
      [ada, `/admin/people/${'l'.repeat(40)}`, 200],
      [ada, '/admin/invitations', 200],
      [visitor, invitation, 200],
      [visitor, reset, 200],
      [visitor, '/join/unknown', 404],
    ]) {
      await t.test(language + path.slice(0, 40), async () => {
        assert.equal((await window.page.goto(language + path)).status(), status);
        if (language) assert.equal(await window.page.getAttribute('html', 'lang'), 'en');
        await window.assertSoundEverywhere(language + path, { language });
      });
    }
    await visitor.close();
  });
}

test('a refused form is sound, and nothing typed is lost', async () => {
  const window = await Window.open(browser, zef);
  await window.signIn('ada');
  const { page } = window;
  await page.goto('/admin/people/mona');
  await page.fill('#why', 'Une longue absence');
  // Meanwhile, in another window.
  await ada.page.goto('/admin/people/mona');
  await ada.page.selectOption('#role', 'curator');
  await ada.page.click('form[action$="/role"] button');
  await ada.page.waitForSelector('.say.good');
  await page.click('form[action$="/suspend"] button');
  assert.match(await page.textContent('[role=alert]'), /modifié entre-temps/);
  assert.equal(await page.inputValue('#why'), 'Une longue absence');
  await window.assertSoundEverywhere('a person who changed meanwhile');
  await page.goto(invitation);
  await page.fill('#name', 'Erwan');
  await page.fill('#handle', 'anne');
  await page.fill('#password', 'une bruyère sous la pluie');
  await page.click('main form button[type=submit]');
  await page.waitForSelector('[role=alert]');
  assert.equal(await page.inputValue('#name'), 'Erwan');
  await window.assertSoundEverywhere('an invitation with a handle that is taken');
  await window.close();
});

test('a link is shown once, and copied by its button', async () => {
  const window = await Window.open(browser, zef, { permissions: ['clipboard-read', 'clipboard-write'] });
  await window.signIn('ada');
  const { page } = window;
  await makes(window, '/admin/people/anne', '/reset-link');
  await window.assertSoundEverywhere('a reset link');
  const link = await page.inputValue('#fresh-link');
  await page.click('[data-copy-field]');
  await page.waitForFunction(() => document.querySelector('.fresh [role=status]').textContent === 'Lien copié');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  await window.assertSound('a link that was copied');
  await page.reload();
  assert.equal(await page.locator('#fresh-link').count(), 0);
  reset = new URL(link).pathname;
  await window.close();
});

test('without scripts, people are invited, join, and are looked after', async () => {
  const admin = await Window.open(browser, zef, { javaScriptEnabled: false });
  await admin.signIn('ada');
  const link = await makes(admin, '/admin/invitations', '/admin/invitations', { role: 'contributor', for_whom: 'Yann' });
  assert.equal(await admin.page.locator('[data-copy-field]:visible').count(), 0);
  const guest = await Window.open(browser, zef, { javaScriptEnabled: false });
  await guest.page.goto(link);
  await guest.page.fill('#name', 'Yann Riou');
  await guest.page.fill('#handle', 'yann');
  await guest.page.fill('#password', 'une bruyère sous la pluie');
  await guest.page.click('main form button[type=submit]');
  await guest.page.waitForURL('**/upload');
  // From the account to the person, by the keyboard of whoever administers.
  const { page } = admin;
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto('/account');
  await page.click('main a[href="/admin/people"]');
  await page.fill('#person-q', 'RIOU yann');
  await page.press('#person-q', 'Enter');
  await page.click('.people a');
  assert.equal(await page.textContent('h1'), 'Yann Riou');
  await page.selectOption('#role', 'moderator');
  await page.click('form[action$="/role"] button');
  assert.match(await page.textContent('#history'), /Contributeur, contributrice.*→.*Modérateur, modératrice/s);
  await page.fill('#why', 'Une absence');
  await page.click('form[action$="/suspend"] button');
  assert.match(await page.textContent('.title'), /compte suspendu depuis/);
  await guest.page.goto('/account');
  assert.equal(new URL(guest.page.url()).pathname, '/login');
  await page.click('form[action$="/restore"] button');
  assert.match(await page.textContent('.say.good'), /Le compte est rétabli/);
  await guest.close();
  await admin.close();
});
