/** One Chromium for a test file, and the steps that many tests share. */
import { chromium } from 'playwright-core';

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
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

export async function openPage(
  browser,
  { width = 1440, height = 900, locale = 'uk', theme = 'light', touch = false } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: locale === 'en' ? 'en-GB' : 'uk-UA',
    colorScheme: theme,
    hasTouch: touch,
    reducedMotion: 'reduce',
  });
  await context.addInitScript((chosen) => {
    if (!localStorage.getItem('rozmova.desk.prefs'))
      localStorage.setItem('rozmova.desk.prefs', JSON.stringify({ locale: chosen }));
  }, locale);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // The network's own complaints belong to the tests that break it on purpose.
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(message.text()))
      errors.push(message.text());
  });
  return { context, page, errors };
}

export async function signIn(page, mock, { path = '/desk/', user = mock.users[0] } = {}) {
  await page.goto(mock.url + path);
  await page.getByTestId('login-email').fill(user.email);
  await page.getByTestId('login-password').fill(user.password);
  await page.getByTestId('login-submit').click();
  await page.getByTestId('account').waitFor();
}

/** Plays the customer, the colleague or the network; see the mock's /__test/ routes. */
export async function world(mock, what, input = {}) {
  const response = await fetch(`${mock.url}/__test/${what}`, { method: 'POST', body: JSON.stringify(input) });
  if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`);
  return response.json();
}
