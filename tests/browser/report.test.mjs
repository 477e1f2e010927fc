// Reports: the form, the page where the reporter follows it, the list of moderators, what the contributor reads; with axe, in
// every theme, width and language, and without scripts.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

const LONG = 'C’est ma fille, à gauche, près du mât. '.repeat(12) + 'anticonstitutionnellement'.repeat(6);

let browser;
let zef;
let kept;
let hidden;
let status;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  const [open, ...decided] = await Promise.all([
    zef.gives('tina', 'leaf.jpg', { license: 'cc-by-sa-4.0', title: 'Feuille de houx', alt: 'Une feuille givrée' }),
    zef.gives('tina', 'flower-portrait.png', { license: 'cc-by-4.0', title: 'Les régates du quinze août '.repeat(6) }),
  ]);
  [kept, hidden] = [open, decided[0]];
  const report = async (body) => {
    const answer = await zef.asks(null, 'POST', '/api/v1/reports', body);
    const made = await answer.json();
    assert.equal(answer.status, 201, JSON.stringify(made));
    return new URL(made.status_url).pathname;
  };
  await report({ photo: kept.id, reason: 'wrong-facts', text: LONG, contact: 'soizic@example.org' });
  await report({ person: 'tina', reason: 'rights' });
  status = await report({ photo: hidden.id, reason: 'minor', text: LONG });
  const { items } = await (await zef.asks('mona', 'GET', '/api/v1/reports')).json();
  const { id } = items.find((item) => item.subject.photo === hidden.id);
  const decision = { decision: 'hide', reason: 'On demande aux parents.' };
  assert.equal((await zef.asks('mona', 'POST', `/api/v1/reports/${id}/decide`, decision)).status, 200);
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

for (const language of ['', '/en']) {
  test(`every page of reports is sound in every theme and at every width, ${language || '/fr'}`, async () => {
    const options = { locale: language ? 'en-GB' : 'fr-FR' };
    const visitor = await Window.open(browser, zef, options);
    const mona = await Window.open(browser, zef, options);
    const tina = await Window.open(browser, zef, options);
    await mona.signIn('mona');
    await tina.signIn('tina');
    const pages = [
      [visitor, `/report?photo=${kept.id}`], [visitor, '/report?person=tina'], [visitor, status],
      [mona, '/admin/reports'], [mona, '/admin/reports?list=decided'], [mona, '/review'],
      [tina, `/photos/${hidden.id}`], [tina, '/account/photos'],
    ];
    for (const [window, path] of pages) {
      await window.page.goto(language + path);
      await window.assertSoundEverywhere(language + path, { language });
    }
    for (const window of [visitor, mona, tina]) await window.close();
  });
}

for (const javaScriptEnabled of [true, false]) {
  describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test('a visitor reports, a moderator decides, the visitor reads why', async () => {
      const words = `Ce n’est pas du houx (${javaScriptEnabled}).`;
      const visitor = await Window.open(browser, zef, { javaScriptEnabled, viewport: { width: 390, height: 844 } });
      await visitor.page.goto(`/photos/${kept.id}`);
      await visitor.page.click(`a[href="/report?photo=${kept.id}"]`);
      await visitor.page.check('input[value=other]');
      await visitor.page.fill('#contact', 'soizic@example.org');
      await visitor.page.click('main button[type=submit]');
      assert.match(await visitor.page.textContent('[role=alert]'), /écrivez quelques mots/);
      assert.ok(await visitor.page.isChecked('input[value=other]'), 'what was chosen stays chosen');
      assert.equal(await visitor.page.inputValue('#contact'), 'soizic@example.org');
      await visitor.page.fill('#text', words);
      await visitor.page.click('main button[type=submit]');
      await visitor.page.waitForSelector('[role=status]');
      visitor.assertQuiet('the report');

      const moderator = await Window.open(browser, zef, { javaScriptEnabled });
      await moderator.signIn('mona');
      await moderator.page.goto('/review');
      await moderator.page.click('main a[href="/admin/reports"]');
      const report = moderator.page.locator('.reported > li', { hasText: words });
      await report.locator('textarea').fill('C’en est bien.');
      await report.locator('button[value=keep]').click();
      await moderator.page.waitForSelector('[role=status]');
      moderator.assertQuiet('the decision');

      await visitor.page.reload();
      assert.match(await visitor.page.textContent('main'), /C’en est bien\./);
      await visitor.close();
      await moderator.close();
    });
  });
}
