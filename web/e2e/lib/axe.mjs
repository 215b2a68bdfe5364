// What axe finds on a page, held to WCAG 2.2 AA.
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';

/** Nothing is wrong with the page as it stands; `where` names it in what a failure says. */
export async function clean(page, where) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map((v) => `${where}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join('; ')}`),
  ).toEqual([]);
}
