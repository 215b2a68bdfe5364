// Pictures of what people see, for looking at: ROZMOVA_SHOTS names a folder to put them in. Without it nothing is taken.
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const folder = process.env.ROZMOVA_SHOTS;

/** The page as it stands, on a telephone and on a desk, by day and by night. */
export async function shot(page, name) {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    for (const colorScheme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: path.join(folder, `${name}-${width}-${colorScheme}.png`),
        animations: 'disabled',
      });
    }
  }
  await page.setViewportSize(before);
}
