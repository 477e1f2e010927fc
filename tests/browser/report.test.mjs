// Reporting a photo, from its page to the decision: without a script, with axe, in both themes and both widths.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

let browser;
let zef;
let photo;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  photo = await zef.gives('tina', 'leaf.jpg', { license: 'cc-by-sa-4.0', title: 'Feuille de houx', alt: 'Une feuille givrée' });
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [390, 1280]) {
    describe(`${colorScheme}, ${width} px`, () => {
      test('a visitor reports, a moderator decides, the visitor reads why', async () => {
        const viewport = { width, height: 900 };
        const visitor = await Window.open(browser, zef, { colorScheme, viewport });
        await visitor.page.goto(`/photos/${photo.id}`);
        await visitor.page.click(`a[href="/report?photo=${photo.id}"]`);
        await visitor.assertSound('the form');
        await visitor.page.check('input[value=wrong-facts]');
        await visitor.page.click('main button[type=submit]');
        await visitor.page.waitForSelector('[role=alert]');
        assert.ok(await visitor.page.isChecked('input[value=wrong-facts]'), 'what was chosen stays chosen');
        await visitor.assertSound('the form without words');
        await visitor.page.fill('#words', `Ce n’est pas du houx (${colorScheme}, ${width}).`);
        await visitor.page.fill('#contact', 'soizic@example.org');
        await visitor.page.click('main button[type=submit]');
        await visitor.page.waitForSelector('[role=status]');
        await visitor.assertSound('the page where it is followed');

        const moderator = await Window.open(browser, zef, { colorScheme, viewport });
        await moderator.signIn('mona');
        await moderator.page.goto('/admin/reports');
        await moderator.assertSound('the list of reports');
        await moderator.page.fill('textarea[name=reason]', 'C’en est bien.');
        await moderator.page.click('button[value=keep]');
        await moderator.page.waitForSelector('[role=status]');
        await moderator.page.goto('/admin/reports?list=decided');
        await moderator.assertSound('the reports decided on');

        await visitor.page.reload();
        assert.match(await visitor.page.textContent('main'), /C’en est bien\./);
        await visitor.assertSound('the page that tells the decision');
        await visitor.close();
        await moderator.close();
      });
    });
  }
}
