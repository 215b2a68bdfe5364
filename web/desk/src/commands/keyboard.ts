/**
 * Key presses to names like "j", "shift+?", "mod+k", "g i". Letters are taken by their place on
 * the keyboard when the layout is not Latin: on a Ukrainian layout the J key still means j.
 */
export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export function keyName(press: Press): string | undefined {
  if (press.altKey) return undefined;
  const mod = press.ctrlKey || press.metaKey;
  const key = base(press);
  return key && (mod ? `mod+${key}` : key);
}

function base(press: Press): string | undefined {
  const { key, code } = press;
  if (key.length > 1) return key;
  // On layouts that move them, these signs are known by their place.
  if (code === 'Slash' && key !== '/' && key !== '?') return press.shiftKey ? '?' : '/';
  if (/^[a-z0-9[\]/?\\]$/i.test(key)) return key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(code);
  if (letter) return letter[1]!.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code);
  if (digit && !press.shiftKey) return digit[1];
  if (code === 'BracketLeft') return '[';
  if (code === 'BracketRight') return ']';
  return undefined;
}

/** What is printed on the caps: 'mod+k' → ['Ctrl', 'K'] or ['⌘', 'K']. */
export function keyLabels(keys: string): string[] {
  return keys.split(/[+ ]/).map((part) => {
    if (part === 'mod') return isMac ? '⌘' : 'Ctrl';
    if (part === 'Enter') return '↵';
    if (part === 'Escape') return 'Esc';
    if (part === 'Shift') return '⇧';
    return part.length === 1 ? part.toUpperCase() : part;
  });
}

/** For aria-keyshortcuts. */
export function ariaKeys(keys: string | undefined): string | undefined {
  if (!keys || keys.includes(' ')) return undefined;
  return keys.replace('mod', isMac ? 'Meta' : 'Control');
}
