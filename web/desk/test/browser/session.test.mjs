import { expect, it } from 'vitest';
import { signIn, suite, until, world } from './suite.mjs';

const here = suite({ signIn: false });
const text = (id) => here.page.getByTestId(id).textContent();

it('says kindly what is wrong, and lets in with the right words', async () => {
  const { page, mock } = here;
  await page.goto(`${mock.url}/desk/c/c-mine`);
  await page.getByTestId('login-submit').click();
  await until('missing fields are said', async () => (await text('login-error')).includes('Введіть'));
  expect(await page.evaluate(() => document.activeElement.id)).toBe('email');

  await page.getByTestId('login-email').fill(mock.users[0].email);
  await page.getByTestId('login-password').fill('not the password');
  await page.getByTestId('login-submit').click();
  await until('wrong words are said', async () => (await text('login-error')).includes('не підходять'));

  await world(mock, 'outage', { on: true });
  await page.getByTestId('login-submit').click();
  await until('an absent server is said', async () => (await text('login-error')).includes('не відповідає'));
  await world(mock, 'outage', { on: false });

  await page.getByTestId('login-password').fill(mock.users[0].password);
  await page.keyboard.press('Enter');
  await page.getByTestId('thread').waitFor();
  expect(new URL(page.url()).pathname).toBe('/desk/c/c-mine');
});

it('counts down when there were too many tries', async () => {
  const { page, mock } = here;
  await page.goto(`${mock.url}/desk/`);
  await page.getByTestId('login-email').fill(mock.users[0].email);
  await page.getByTestId('login-password').fill('guess');
  for (let i = 0; i < 6; i++) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/login'));
    await page.getByTestId('login-submit').click();
    await answered;
    await until('the button rests', () =>
      page
        .getByTestId('login-submit')
        .textContent()
        .then((label) => !label.includes('…')),
    );
  }
  await until('the wait is said in seconds', async () => /за \d+ секунд/.test(await text('login-error')));
  expect(await page.getByTestId('login-submit').getAttribute('aria-disabled')).toBe('true');
});

it('keeps language and theme, and signs out', async () => {
  const { page, mock } = here;
  await signIn(page, mock);
  await page.getByTestId('account').click();
  await page.getByText('English', { exact: true }).click();
  await page.getByText('Dark', { exact: true }).click();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.reload();
  await page.getByTestId('inbox-list').waitFor();
  expect(await page.locator('h1').textContent()).toBe('Mine');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  expect(mock.world && mock.users[0].email).toBeTruthy();

  await page.getByTestId('account').click();
  await page.getByTestId('sign-out').click();
  await page.getByTestId('login-email').waitFor();
  await page.goto(`${mock.url}/desk/inbox/all`);
  await page.getByTestId('login-email').waitFor();
});

it('asks to sign in again when the session ends, and comes back to the same place', async () => {
  const { page, mock } = here;
  await signIn(page, mock, { path: '/desk/c/c-mine' });
  await page.getByTestId('composer').fill('не загубити');
  await world(mock, 'expire');
  await page.getByTestId('view-all').click();
  await page.getByText('Сеанс завершився').waitFor();
  await page.getByTestId('login-email').fill(mock.users[0].email);
  await page.getByTestId('login-password').fill(mock.users[0].password);
  await page.getByTestId('login-submit').click();
  await page.getByTestId('inbox-list').waitFor();
  await page.goto(`${mock.url}/desk/c/c-mine`);
  await page.getByTestId('composer').waitFor();
  expect(await page.getByTestId('composer').inputValue()).toBe('не загубити');
});
