/**
 * Makes a <dialog> modal for as long as it is in the page. The browser keeps the focus inside,
 * makes the rest inert, closes on Escape and gives the focus back where it was.
 */
export function modal(dialog: HTMLDialogElement, close: () => void) {
  const before = document.activeElement;
  dialog.showModal();
  const first = dialog.querySelector<HTMLElement>('[data-autofocus]');
  first?.focus();

  const cancel = (event: Event) => {
    event.preventDefault();
    close();
  };
  // A press that began on the backdrop; one that began in a field and slipped out does not close.
  let outside = false;
  const down = (event: PointerEvent) => (outside = event.target === dialog);
  const click = (event: MouseEvent) => {
    if (outside && event.target === dialog) close();
  };
  dialog.addEventListener('cancel', cancel);
  dialog.addEventListener('pointerdown', down);
  dialog.addEventListener('click', click);
  return {
    destroy() {
      dialog.close();
      // What had the focus may be gone with what was just done; the conversation is next best.
      if (before instanceof HTMLElement && before.isConnected && !before.hasAttribute('disabled'))
        before.focus();
      if (document.activeElement === document.body) document.getElementById('conversation')?.focus();
    },
  };
}
