// Debian's Chromium, its windows, and the checks of every page.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

import { PASSWORD } from './zef.mjs';

/** What axe-core judges by: WCAG 2.2 at level AA, and its own good practices for a page that stands alone. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const ALONE = [...WCAG, 'best-practice'];

/** The themes and the widths in which people see pages. */
export const THEMES = [
  { colorScheme: 'light', forcedColors: 'none' }, { colorScheme: 'dark', forcedColors: 'none' }, { colorScheme: 'light', forcedColors: 'active' },
];
export const WIDTHS = [360, 390, 768, 1280, 1920];
/** Whether each page is looked at in each of them, as before a release. */
const EVERYWHERE = process.env.ZEF_BROWSER === 'all';
/** Its headless shell has the engine without windows and menus, and takes three fifths of the CPU time; before a release, the whole browser. */
const PROGRAM = EVERYWHERE ? '/usr/bin/chromium' : '/usr/bin/chromium-headless-shell';

/** Starts the browser, in an empty profile of its own; nothing in it may look for the network. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? PROGRAM,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
}

/** The last part of the address that the next sign-in comes from (RFC 5737, TEST-NET-1). */
let household = 0;

/** A person's window: one page, and everything that went wrong in it. */
export class Window {
  faults = [];

  /** Opens a window on a library; `options` are those of a browser context (theme, size, language, no script). */
  static async open(browser, zef, options = {}) {
    const window = new Window();
    window.zef = zef;
    window.context = await browser.newContext({ locale: 'fr-FR', baseURL: zef.url, reducedMotion: 'reduce', ...options });
    // Other tests run beside these, and take the processors.
    window.context.setDefaultTimeout(60_000);
    await window.context.exposeBinding('tellsOfViolation', (_, said) => window.faults.push(`policy: ${said}`));
    await window.context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        globalThis.tellsOfViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
    window.page = await window.context.newPage();
    window.page.on('pageerror', (error) => window.faults.push(`script: ${error}`));
    window.page.on('console', (message) => {
      // The browser itself reports each status from 400 on; those pages are opened on purpose.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) window.faults.push(message.text());
    });
    window.page.on('request', (request) => {
      const from = new URL(request.url());
      if (!['data:', 'blob:'].includes(from.protocol) && from.origin !== zef.url) window.faults.push(`elsewhere: ${request.url()}`);
    });
    return window;
  }

  /** Signs somebody in by the form, each time from a household of its own: tries from one address are counted. */
  async signIn(handle) {
    household = (household + 1) % 250;
    await this.context.setExtraHTTPHeaders({ 'x-forwarded-for': `192.0.2.${household}` });
    await this.page.goto('/login');
    await this.page.fill('#handle', handle);
    await this.page.fill('#password', PASSWORD);
    await this.page.click('main button[type=submit]');
    await this.page.waitForURL((url) => !url.pathname.endsWith('/login'));
  }

  /** Makes fonts come half a second late, as on a slow line: the page shows others until then. */
  async delayFonts() {
    await this.context.route('**/*.woff2', async (route) => {
      await new Promise((done) => { setTimeout(done, 500); });
      await route.continue();
    });
  }

  /** What holds of every page: axe finds nothing, the policy was kept, nothing is wider than the window. */
  async assertSound(where, { framed = false } = {}) {
    const { page } = this;
    // Pictures below the fold are loaded when they come in sight: their boxes must be right before.
    await page.evaluate(() => document.fonts.ready);
    const { over, wide } = await page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      const out = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 1);
      return {
        over: document.documentElement.scrollWidth - width,
        wide: out.slice(0, 5).map((element) => `${element.tagName}.${element.className}`),
      };
    });
    assert.ok(over <= 0, `${where}: ${over} px wider than the window: ${wide.join(', ')}`);
    // The bar of a form stays at the foot of the window while its page is scrolled under it; at the end, it covers nothing.
    await page.evaluate(() => document.querySelector('main .bar') && scrollTo(0, document.documentElement.scrollHeight));
    // Its script takes longer to load than a check: a document keeps it.
    if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe.source);
    // Only what is wrong crosses to this process: all that is right takes as long to write out as to find.
    const told = await page.evaluate(async (rules) => {
      const { violations } = await globalThis.axe.run({ runOnly: rules, resultTypes: ['violations'] });
      return violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target} (${node.failureSummary})`).join('; ')}`);
    }, framed ? WCAG : ALONE);
    assert.deepEqual(told, [], where);
    await page.evaluate(() => scrollTo(0, 0));
    this.assertQuiet(where);
  }

  /**
   * What holds of the open page in every theme and at every width: in every second pair of them, and of a page in English in the
   * others, so that each theme and each width is met in both languages. Drawing a page again takes longer than judging it.
   */
  async assertSoundEverywhere(where, { language = '', themes = THEMES, widths = WIDTHS, framed = false } = {}) {
    for (const [row, theme] of themes.entries()) {
      await this.page.emulateMedia(theme);
      for (const [column, width] of widths.entries()) {
        if (!EVERYWHERE && (row + column) % 2 !== (language ? 1 : 0)) continue;
        await this.page.setViewportSize({ width, height: 900 });
        await this.assertSound(`${where}, ${theme.colorScheme}, ${theme.forcedColors}, ${width} px`, { framed });
      }
    }
  }

  /** Nothing went wrong in this window so far. */
  assertQuiet(where) {
    assert.deepEqual(this.faults, [], where);
  }

  /** Presses Tab until the element that this selector names has the focus, which must show where it is. */
  async tabTo(selector) {
    for (let steps = 0; steps < 120; steps += 1) {
      await this.page.keyboard.press('Tab');
      const at = await this.page.evaluate((wanted) => {
        const element = document.activeElement;
        // A file input that is out of sight shows its focus on the button of its label.
        const shown = element.labels?.[0]?.querySelector('.btn') ?? element;
        const { outlineStyle, outlineWidth } = getComputedStyle(shown);
        const visible = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
        return { there: element.matches(wanted), visible, name: `${element.tagName}#${element.id}.${element.className}` };
      }, selector);
      assert.ok(at.visible || at.name.startsWith('BODY'), `${at.name} does not show that it has the focus`);
      if (at.there) return;
    }
    assert.fail(`Tab never reaches ${selector}`);
  }

  close() {
    return this.context.close();
  }
}
