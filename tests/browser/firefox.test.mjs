// What Chromium shows, Firefox shows too: nothing overflows, axe finds nothing, the policy is kept, rows have their heights, and
// the decision of a review is in sight.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Window } from './chromium.mjs';
import { launch } from './firefox.mjs';
import { Zef } from './zef.mjs';

let zef;
let photos;

before(async () => {
  zef = await Zef.furnished();
  photos = { waiting: await zef.gives('anne', 'boats-progressive.jpg', { title: 'Bateaux', license: 'cc-by-sa-4.0' }), published: [] };
  for (const [number, name] of ['leaf.jpg', 'storm.webp', 'path-portrait.jpg', 'kermesse.jpg', 'flower-portrait.png', 'drop.gif'].entries()) {
    photos.published.push(await zef.gives('tina', name, { title: `Photo ${number}`, license: 'cc-by-sa-4.0', alt: 'Une vue.', place_name: 'Brest' }));
  }
});

after(() => zef?.close());

/** How high the pictures of each row of a gallery are, row by row. */
const rows = (page) => page.evaluate(() => {
  const found = new Map();
  for (const picture of document.querySelectorAll('.plates .pic')) {
    const { top, height } = picture.getBoundingClientRect();
    found.set(Math.round(top), [...(found.get(Math.round(top)) ?? []), height]);
  }
  return [...found.values()];
});

for (const theme of ['light', 'dark']) {
  describe(`Firefox, ${theme}`, () => {
    let browser;
    before(async () => { browser = await launch(theme); });
    after(() => browser?.close());

    for (const [width, height] of [[390, 844], [1280, 800]]) {
      test(`home, photo, giving and review at ${width} px`, async () => {
        const visitor = await Window.open(browser, zef, { viewport: { width, height } });
        await visitor.page.goto('/');
        await visitor.assertSound(`/ at ${width} px`);
        const heights = await rows(visitor.page);
        assert.ok(heights.length > 0, 'there is no gallery');
        for (const row of heights) assert.ok(Math.max(...row) - Math.min(...row) <= 1, `a row of ${row.join(', ')} px`);
        for (const photo of photos.published.slice(0, 3)) {
          await visitor.page.goto(`/photos/${photo.id}`);
          await visitor.assertSound(`a photo at ${width} px`);
        }
        await visitor.close();

        const giver = await Window.open(browser, zef, { viewport: { width, height } });
        await giver.signIn('anne');
        await giver.page.goto('/upload');
        await giver.assertSound(`/upload at ${width} px`);
        await giver.close();

        const moderator = await Window.open(browser, zef, { viewport: { width, height } });
        await moderator.signIn('mona');
        await moderator.page.goto('/review');
        await moderator.assertSound(`/review at ${width} px`);
        const box = await moderator.page.locator('[data-key=p]').boundingBox();
        assert.ok(box.y >= 0 && box.y + box.height <= height, `the decision is at ${box.y} px of ${height}`);
        await moderator.close();
      });
    }
  });
}
