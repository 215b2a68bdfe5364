/** One Chromium for a test file, and pages with the stand-in server behind them. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? found,
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

/** Elements of the widget by their data-testid; Playwright looks through shadow roots. */
export const id = (page, name) => page.locator(`[data-testid="${name}"]`);

export async function openWidget(page) {
  await id(page, 'launcher').click();
  await page.locator('[data-testid="widget"].open').waitFor();
}

export async function say(page, text) {
  await id(page, 'composer').fill(text);
  await id(page, 'composer').press('Enter');
}
