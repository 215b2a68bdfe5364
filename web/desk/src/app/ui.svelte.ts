/** What lies above the page: at most one dialog, and the right pane when it is a sheet. */
export type Dialog =
  | { kind: 'help' }
  | { kind: 'palette' }
  | { kind: 'return'; conversation: string }
  | { kind: 'resolve'; conversation: string }
  | { kind: 'ticket'; conversation: string }
  | { kind: 'conflict'; conversation: string; owner: string };

class Ui {
  dialog = $state.raw<Dialog | null>(null);
  sheet = $state(false);

  /** True while single keys must not act on the page below. */
  get covered(): boolean {
    return this.dialog !== null || this.sheet;
  }

  show(dialog: Dialog): void {
    this.dialog = dialog;
  }

  hide(): void {
    this.dialog = null;
  }
}

export const ui = new Ui();
