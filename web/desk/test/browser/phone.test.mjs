import { expect, it } from 'vitest';
import { row, suite, thread, until, written } from './suite.mjs';

const here = suite({ path: '/desk/inbox/unassigned', width: 390, height: 844, touch: true });

it('goes from list to conversation to details and back by thumb', async () => {
  const { page, mock } = here;
  await row(page, 'c-angry').tap();
  await thread(page).waitFor();
  expect(await page.getByTestId('inbox-row').count()).toBe(0);
  await page.getByTestId('details').tap();
  await page.getByTestId('sheet').waitFor();
  expect(await page.getByTestId('packet-reason').isVisible()).toBe(true);
  await page.getByTestId('sheet').getByRole('button', { name: 'Закрити' }).tap();
  await page.getByTestId('sheet').waitFor({ state: 'detached' });
  await page.getByTestId('take-over').tap();
  await page.getByTestId('return').waitFor();
  await page.getByTestId('composer').fill('Вітаю, це Оксана');
  await page.getByTestId('send').tap();
  await page.getByTestId('message').getByText('Вітаю, це Оксана').waitFor();
  expect(await written(mock, 'c-angry', 'Вітаю, це Оксана')).toHaveLength(1);
  await page.getByTestId('back').tap();
  await page.getByTestId('inbox-list').waitFor();
  await page.getByTestId('view-mine').tap();
  await row(page, 'c-angry').waitFor();
});

it('has targets of 44 px and nothing beside the page', async () => {
  const { page, mock } = here;
  const small = () =>
    page.evaluate(() =>
      [
        ...document.querySelectorAll(
          'button, a[href], summary, input:not([type=radio], [type=checkbox]), textarea',
        ),
      ]
        .filter(
          (element) =>
            element.checkVisibility({ visibilityProperty: true }) &&
            !element.closest('.prose, .sources, .articles'),
        )
        .map((element) => [element, element.getBoundingClientRect()])
        .filter(
          ([element, box]) =>
            box.width > 1 &&
            box.height > 0 &&
            (box.height < 43.5 || box.width < 43.5) &&
            !element.matches('.skip'),
        )
        .map(
          ([element, box]) =>
            `${element.outerHTML.slice(0, 90)} ${Math.round(box.width)}×${Math.round(box.height)}`,
        ),
    );
  const beside = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  await row(page, 'c-angry').waitFor();
  expect(await small()).toEqual([]);
  expect(await beside()).toBe(false);
  for (const id of ['c-angry', 'c-mine', 'c-long', 'c-q3']) {
    await page.goto(`${mock.url}/desk/c/${id}`);
    await thread(page).waitFor();
    await until('it is drawn', async () => (await page.getByTestId('message').count()) > 0);
    expect(await small(), id).toEqual([]);
    expect(await beside(), id).toBe(false);
  }
});
