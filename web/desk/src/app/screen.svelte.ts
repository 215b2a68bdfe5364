/** Which of the three layouts fits. The same limits stand in the style sheets. */
import { MediaQuery } from 'svelte/reactivity';

const phone = new MediaQuery('(max-width: 719.9px)');
const narrow = new MediaQuery('(max-width: 1099.9px)');
const compact = new MediaQuery('(max-width: 1359.9px)');

export const screen = {
  /** One pane at a time. */
  get phone(): boolean {
    return phone.current;
  },
  /** The right pane becomes a sheet. */
  get narrow(): boolean {
    return narrow.current;
  },
  /** The sidebar shows icons only. */
  get compact(): boolean {
    return compact.current;
  },
};
