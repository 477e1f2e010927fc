// Reuse of a photograph: the attribution in every form, copied or selected, and the file.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { launch, Window } from './chromium.mjs';
import { Zef } from './zef.mjs';

let browser;
let zef;
let photo;

before(async () => {
  browser = await launch();
  zef = await Zef.furnished();
  photo = await zef.gives('tina', 'leaf.jpg', {
    title: 'Feuille « givrée » & houx', author_name: 'Anne <Le Gall>', author_url: 'https://anne.example/', license: 'cc-by-sa-4.0',
  });
});

after(async () => {
  await browser?.close();
  await zef?.close();
});

const attribution = async (format, lang) => {
  const answer = await zef.asks(null, 'GET', `/api/v1/photos/${photo.id}/attribution?format=${format}&lang=${lang}`);
  assert.equal(answer.status, 200);
  return answer.text();
};

/** Chooses a medium as people do: among the five, or in the menu of the others. */
const choose = async (page, key) => {
  const medium = page.locator(`label:has(#m-${key})`);
  if (!await medium.isVisible()) await page.click('.media summary');
  await medium.click();
};

/** Waits until this is on the clipboard. */
const copied = (page, text) => (
  page.waitForFunction(async (wanted) => await navigator.clipboard.readText() === wanted, text)
);

/** A window that may use the clipboard, on the photo's page. */
const opened = async () => {
  const window = await Window.open(browser, zef);
  await window.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: zef.url });
  await window.page.goto(`/photos/${photo.id}`);
  return window;
};

test('each form of the attribution is copied as the API gives it', async () => {
  const window = await opened();
  const { page } = window;
  for (const [key, format] of [['text', 'text'], ['web', 'html'], ['wiki', 'wikitext'], ['markdown', 'markdown']]) {
    await choose(page, key);
    assert.equal(await page.locator('.quote:visible').count(), 1);
    await page.click('#snippets [data-copy]');
    await copied(page, await attribution(format, 'fr'));
  }
  // For a word processor: formatted text with its addresses, and the same in plain text.
  await choose(page, 'rich');
  await page.click('#snippets [data-copy]');
  await page.waitForFunction(async () => (await navigator.clipboard.read())[0].types.includes('text/html'));
  const rich = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (await item.getType(type)).text();
    return { html: await read('text/html'), plain: await read('text/plain') };
  });
  assert.match(rich.html, /href="https:\/\/creativecommons\.org\/licenses\/by-sa\/4\.0\/"/);
  assert.match(rich.plain, /Feuille « givrée » & houx/);
  window.assertQuiet('copying');
  await window.close();
});

test('what was changed is said as soon as it is ticked, and before anything is copied', async () => {
  const window = await opened();
  const { page } = window;
  await choose(page, 'markdown');
  await page.click('.changed summary');
  const before = await page.textContent('#text-markdown');
  await page.check('#change-cropped');
  await page.waitForFunction(() => document.getElementById('text-markdown').textContent.includes('recadrée'));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'change-cropped');
  assert.ok(await page.isVisible('#text-markdown') && await page.isVisible('#change-cropped'));
  assert.match(await page.getAttribute('.langs a[lang=en]', 'href'), /change=cropped/);
  await page.uncheck('#change-cropped');
  await page.waitForFunction((text) => document.getElementById('text-markdown').textContent === text, before);
  // However slowly the server answers, what is copied says it.
  await page.route('**/photos/*?*', async (route) => {
    await new Promise((later) => { setTimeout(later, 300); });
    await route.continue();
  });
  await page.fill('#change-other', 'titre ajouté');
  await page.click('#snippets [data-copy]');
  await page.waitForSelector('#snippets [data-copy].done');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /titre ajouté/);
  assert.equal(new URL(page.url()).search, '');
  window.assertQuiet('saying what was changed');
  await window.close();
});

test('a clipboard that is refused leaves the attribution selected, and says how to copy it', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
  });
  await page.goto(`/photos/${photo.id}`);
  await page.click('#snippets [data-copy]');
  await page.waitForFunction(() => document.getElementById('said').textContent !== '');
  assert.ok(await page.isVisible('#said'));
  assert.equal(await page.evaluate(() => getSelection().toString()), await attribution('text', 'fr'));
  await window.close();
});

test('media are walked with the arrows, all sixteen are there, and the choice is remembered', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto(`/photos/${photo.id}`);
  const keys = await page.locator('.media input').evaluateAll((inputs) => inputs.map((input) => input.id.slice(2)));
  assert.equal(keys.length, 16);
  await window.tabTo('[name=medium]');
  for (const key of ['rich', 'web', 'print', 'social']) {
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await page.locator('.piece > .quote:visible').evaluateAll((quotes) => quotes.map((quote) => quote.id)), [`text-${key}`]);
  }
  for (const key of keys) {
    await choose(page, key);
    assert.ok(await page.isVisible(`#text-${key}`), key);
  }
  assert.equal(await page.textContent('.media summary'), 'BibTeX');
  await page.reload();
  assert.ok(await page.isVisible('#text-bibtex'));
  await window.close();
});

test('without a script every form is there to be chosen and selected, in the language asked for', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  const { page } = window;
  await page.goto(`/photos/${photo.id}`);
  for (const [key, format] of [['text', 'text'], ['web', 'html'], ['wiki', 'wikitext'], ['markdown', 'markdown']]) {
    await choose(page, key);
    assert.equal(await page.textContent(`#text-${key}`), await attribution(format, 'fr'));
    assert.ok(await page.isVisible(`#text-${key}`));
  }
  assert.equal(await page.locator('[data-copy]:visible').count(), 0);
  await page.click('.langs a[lang=en]');
  assert.equal(await page.textContent('#text-text'), await attribution('text', 'en'));
  assert.equal(await page.getAttribute('html', 'lang'), 'fr');
  await window.close();
});

test('where the style sheet cannot ask what is chosen, every form is shown under its name', async () => {
  const window = await Window.open(browser, zef, { javaScriptEnabled: false });
  const { page } = window;
  // As a browser reads it that has no `:has()`.
  await page.route('**/assets/zef.*.css', async (route) => {
    const style = await (await route.fetch()).text();
    await route.fulfill({ contentType: 'text/css', body: style.replaceAll(':has(', ':unknown(') });
  });
  await page.goto(`/photos/${photo.id}`);
  assert.equal(await page.locator('.piece > .quote:visible').count(), 16);
  assert.equal(await page.locator('.piece > h3:visible').count(), 16);
  await window.close();
});

test('the file is taken with one button, under a name that says whose it is', async () => {
  const window = await Window.open(browser, zef);
  const { page } = window;
  await page.goto(`/photos/${photo.id}`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('.get > a.main')]);
  assert.match(download.suggestedFilename(), new RegExp(`^feuille-givree-houx-anne-le-gall-cc-by-sa-4\\.0-${photo.id}\\.jpg$`));
  assert.equal(await download.failure(), null);
  await window.close();
});

/** A page of another site (another port of this machine) with this in it, which frames the photo. */
const framed = async (page, look) => {
  const elsewhere = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(`<!doctype html><title>Ailleurs</title>${page}`));
  await new Promise((listens) => { elsewhere.listen(0, '127.0.0.1', listens); });
  const window = await Window.open(browser, zef);
  try {
    await window.page.goto(`http://127.0.0.1:${elsewhere.address().port}/`);
    await look(window, window.page.frameLocator('iframe'));
  } finally {
    await window.close();
    elsewhere.closeAllConnections();
    elsewhere.close();
  }
};

/** What WordPress does around a frame: `wp_filter_oembed_result` writes it so, `receiveEmbedMessage` hears it so (6.1). */
const wordpress = (behind) => `<style>iframe { box-sizing: border-box; max-width: 100%; }</style><script>
    globalThis.told = [];
    addEventListener('message', ({ data, source }) => {
      const frame = document.querySelector('iframe');
      if (data.secret !== frame.dataset.secret || source !== frame.contentWindow) return;
      told.push(data);
      frame.removeAttribute('style');
      if (data.message === 'height') frame.height = Math.max(200, Math.min(1000, Number.parseInt(data.value, 10)));
      if (data.message !== 'link' || new URL(data.value).host !== new URL(frame.src).host) return;
      if (document.activeElement === frame) top.location.href = data.value;
    });
  </script><iframe sandbox="allow-scripts" style="position: absolute; clip: rect(1px, 1px, 1px, 1px);" width="400" height="600"
    data-secret="k7m2b9" src="${zef.url}/embed/${photo.id}${behind}"></iframe>`;

test('a link of a framed photo opens beside the page that frames it', () => (
  framed(`<iframe src="${zef.url}/embed/${photo.id}" width="640" height="600"></iframe>`, async (window, frame) => {
    await window.context.route((url) => url.hostname === 'creativecommons.org', (route) => route.fulfill({ body: 'CC' }));
    for (const [link, address] of [
      ['[rel~="cc:attributionURL"]', `${zef.url}/photos/${photo.id}`],
      ['[rel~=license]', 'https://creativecommons.org/licenses/by-sa/4.0/'],
    ]) {
      const [opened] = await Promise.all([window.context.waitForEvent('page'), frame.locator(`figcaption ${link}`).click()]);
      await opened.waitForURL(address);
      assert.ok(await frame.locator('figure img').isVisible());
    }
  })
));

test('in WordPress, whose frames open nothing, each link leads to the photo’s page', () => (
  framed(wordpress('#?secret=k7m2b9'), async (window, frame) => {
    const { page } = window;
    const host = page.url();
    const address = `${zef.url}/photos/${photo.id}`;
    for (const [link, leads] of [
      ['figure > a', address],
      ['figcaption [rel~="cc:attributionURL"]', address],
      ['figcaption [rel~="dct:creator"]', `${address}#credit`],
      ['figcaption [rel~=license]', `${address}#credit`],
    ]) {
      await page.goto(host);
      await page.waitForSelector('iframe:not([style])');
      await frame.locator(link).click();
      await page.waitForURL(leads);
    }
    // There it says whose the photo is, under which licence, with the links that the frame could not follow.
    const credit = page.locator(':target');
    assert.equal(await credit.locator('a[rel=license]').getAttribute('href'), 'https://creativecommons.org/licenses/by-sa/4.0/');
    assert.equal(await credit.locator('a[rel~=author]').getAttribute('href'), 'https://anne.example/');
    assert.ok(await credit.locator('h1').evaluate((title) => title.getBoundingClientRect().top >= 0));
    assert.deepEqual(window.faults.filter((fault) => !fault.startsWith('elsewhere: http://127.0.0.1:')), []);
  })
));

test('a frame higher than the picture shows the page around it, and no picture larger than itself', async () => {
  const small = await zef.gives('tina', 'drop.gif', { title: 'Goutte', license: 'cc0-1.0' });
  await framed(`<iframe src="${zef.url}/embed/${small.id}" width="800" height="900"></iframe>`, async (window, frame) => {
    const seen = await frame.locator('figure').evaluate((figure) => {
      const [around, picture] = [figure, figure.querySelector('img')].map((part) => part.getBoundingClientRect());
      const own = figure.querySelector('img');
      return {
        above: around.top, below: innerHeight - around.bottom, width: picture.width, own: own.naturalWidth,
        left: picture.left, right: innerWidth - picture.right, ground: getComputedStyle(document.body).backgroundColor,
      };
    });
    assert.equal(seen.width, seen.own);
    assert.ok(Math.abs(seen.above - seen.below) < 2 && seen.above > 0, JSON.stringify(seen));
    assert.ok(Math.abs(seen.left - seen.right) < 2, JSON.stringify(seen));
    assert.equal(seen.ground, 'rgba(0, 0, 0, 0)');
  });
});

test('WordPress gives the frame the height of the whole picture and its attribution, once and for all', () => (
  // Without a secret behind its address, as where its script adds it later: it comes with "ready".
  framed(wordpress(''), async (window, frame) => {
    const { page } = window;
    const ready = async () => {
      const heard = await page.evaluate(() => {
        const frame = document.querySelector('iframe');
        frame.contentWindow.postMessage({ message: 'ready', secret: frame.dataset.secret }, '*');
        return globalThis.told.length;
      });
      await page.waitForFunction((before) => globalThis.told.length > before, heard);
      return page.evaluate(() => Number(document.querySelector('iframe').height));
    };
    const height = await ready();
    for (let again = 0; again < 3; again += 1) assert.equal(await ready(), height);
    assert.equal(await page.locator('iframe[style]').count(), 0);
    // Within the borders that it has been given.
    await page.frames().at(-1).waitForFunction((given) => innerHeight === given - 4, height);
    const { picture, under, room } = await frame.locator('figure').evaluate((figure) => {
      const [image, words] = ['img', 'figcaption'].map((part) => figure.querySelector(part).getBoundingClientRect());
      return { picture: image.width / image.height, under: [words.top - image.bottom, words.bottom], room: [innerWidth, innerHeight, image.width] };
    });
    assert.ok(Math.abs(picture - 1200 / 750) < 0.01, `the picture is not whole: ${picture}`);
    assert.equal(room[2], room[0]);
    assert.ok(Math.abs(under[0]) < 1 && under[1] <= room[1] && room[1] - under[1] < 4, JSON.stringify({ under, room }));
  })
));
