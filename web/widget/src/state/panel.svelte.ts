/** Whether the panel is open, and where the keyboard was before. */
export class Panel {
  open = $state.raw(false);
  /** Move the keyboard into the panel when it opens; not when a reload restores it. */
  focus = true;

  show(focus: boolean): void {
    this.focus = focus;
    this.open = true;
  }

  hide(): void {
    this.open = false;
  }
}

const inside = 'button:not([disabled]), a[href], textarea, [tabindex="0"]';

/** Keeps Tab within the panel, both ways round. */
export function trapTab(event: KeyboardEvent, panel: HTMLElement): void {
  const stops = [...panel.querySelectorAll<HTMLElement>(inside)].filter((el) => el.offsetParent !== null);
  const active = (panel.getRootNode() as ShadowRoot).activeElement;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (active !== edge && panel.contains(active)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

/**
 * On phones the panel fills what the keyboard leaves free. iOS slides the page under
 * a keyboard instead of resizing it, so the visual viewport is followed by hand.
 */
export function followViewport(host: HTMLElement): () => void {
  const viewport = window.visualViewport;
  if (!viewport) return () => {};
  const fit = () => {
    host.style.setProperty('--vh', `${viewport.height}px`);
    host.style.setProperty('--vt', `${viewport.offsetTop}px`);
  };
  fit();
  viewport.addEventListener('resize', fit);
  viewport.addEventListener('scroll', fit);
  return () => {
    viewport.removeEventListener('resize', fit);
    viewport.removeEventListener('scroll', fit);
    host.style.removeProperty('--vh');
    host.style.removeProperty('--vt');
  };
}

/** While the panel covers a phone's screen the page behind it must not scroll. */
export function lockPage(): () => void {
  const { style } = document.documentElement;
  const before = style.overflow;
  style.overflow = 'hidden';
  return () => (style.overflow = before);
}

/** The tab's title says that something came while the customer looked elsewhere. */
export function titleHint(): { set(count: number): void } {
  let shown = '';
  return {
    set(count) {
      const bare =
        shown && document.title.startsWith(shown) ? document.title.slice(shown.length) : document.title;
      shown = count ? `(${count}) ` : '';
      if (document.title !== shown + bare) document.title = shown + bare;
    },
  };
}
