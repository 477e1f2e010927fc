// Debian's Firefox, driven by WebDriver BiDi: the same windows and the same checks as Chromium's.

import { firefox } from 'playwright-core';

/** Firefox's preference for the theme that pages are shown in, which BiDi cannot ask for. */
const THEME = { light: 1, dark: 0 };

/** Starts the browser, in an empty profile of its own, in this theme. */
export function launch(theme = 'light') {
  return firefox.launch({
    channel: 'moz-firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    firefoxUserPrefs: { 'layout.css.prefers-color-scheme.content-override': THEME[theme], 'intl.accept_languages': 'fr' },
  });
}
