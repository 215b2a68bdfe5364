import { expect, it } from 'vitest';
import { row, suite, thread, until } from './suite.mjs';

const here = suite({ path: '/desk/c/c-mine' });

it('folds and resizes panes, and remembers it', async () => {
  const { page } = here;
  await thread(page).waitFor();
  const width = () =>
    page.locator('.list').evaluate((element) => Math.round(element.getBoundingClientRect().width));
  const before = await width();
  const handle = page.getByRole('separator', { name: 'Ширина списку' });
  const box = await handle.boundingBox();
  await page.mouse.move(box.x, 400);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, 400, { steps: 4 });
  await page.mouse.up();
  await until('dragged', async () => (await width()) === before + 60);
  await handle.focus();
  await page.keyboard.press('ArrowLeft');
  await until('moved by a key', async () => (await width()) === before + 44);
  await page.getByRole('region', { name: 'Тарас Шевчук' }).focus();
  await page.keyboard.press(']');
  await page.getByTestId('customer').waitFor({ state: 'detached' });
  await page.reload();
  await thread(page).waitFor();
  expect(await width()).toBe(before + 44);
  expect(await page.getByTestId('customer').count()).toBe(0);
  await page.keyboard.press('[');
  await page.getByTestId('inbox-list').waitFor({ state: 'detached' });
});

it('moves nothing while it loads, types, or loses the connection', async () => {
  const { page } = here;
  await page.evaluate(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await row(page, 'c-long').click();
  await thread(page).waitFor();
  await row(page, 'c-mine').click();
  await thread(page).waitFor();
  await until('drawn', async () => (await page.getByTestId('message').count()) > 3);
  await page.waitForTimeout(700);
  const total = await page.evaluate(() => window.shifts.reduce((sum, value) => sum + value, 0));
  // What the browsers call good is 0.1.
  expect(total).toBeLessThan(0.05);
});
