import { chromium } from 'playwright-core';
import { listen } from './contract.mjs';

// Chromium without what reaches out of this machine.
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * How long anything may take to appear, in ms: far more than it takes. Nothing here measures speed, and a machine may
 * have other work to do.
 */
const patience = 120_000;

const locales = { uk: 'uk-UA', en: 'en-GB' };

/** A browser window of its own: `errors` collects what its pages complain of, `talk` what they say to the server. */
export async function window_(browser, { lang = 'uk', theme = 'light', width = 1280, height = 900 } = {}) {
  const context = await browser.newContext({
    locale: locales[lang],
    colorScheme: theme,
    viewport: { width, height },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(patience);
  const errors = [];
  context.on('page', (page) => {
    page.on('pageerror', (e) => errors.push(e.message));
    page.on('console', (m) => {
      // A 401 before the sign-in is how the desk learns that nobody is signed in.
      if (m.type() === 'error' && !/status of 401/.test(m.text())) errors.push(m.text());
    });
  });
  return { context, errors, talk: listen(context) };
}
