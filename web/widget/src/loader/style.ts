/** The launcher's look. Short by hand: it is on every page of every site. */
export const css =
  ':host{all:initial;position:fixed;z-index:2147483000;right:20px;bottom:20px;--a:var(--rozmova-accent,#2c56dd)}' +
  'button{position:relative;display:grid;place-items:center;width:56px;height:56px;padding:0;border:0;border-radius:50%;background:var(--a);color:oklch(from var(--a) clamp(.16,(.6 - l)*999,1) 0 0);cursor:pointer;box-shadow:0 4px 16px #14192340,0 1px 3px #14192333;transition:transform .12s;-webkit-tap-highlight-color:transparent}' +
  'button:hover{transform:scale(1.05)}' +
  'button:focus-visible{outline:3px solid var(--a);outline-offset:3px}' +
  'svg{width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}' +
  ':host([open]) .a,.b{display:none}' +
  ':host([open]) .b{display:block}' +
  '[aria-busy] svg{animation:p 1s infinite alternate}' +
  '@keyframes p{to{opacity:.4}}' +
  'i{position:absolute;top:-4px;right:-4px;min-width:22px;padding:0 6px;border:2px solid #fff;border-radius:12px;box-sizing:border-box;background:#d02631;color:#fff;font:700 12px/18px system-ui,sans-serif;text-align:center}' +
  '[hidden]{display:none}' +
  'span{position:absolute;right:66px;padding:8px 12px;border-radius:10px;background:#141923;color:#fff;font:500 14px/1.3 system-ui,sans-serif;white-space:nowrap;opacity:0;pointer-events:none;transition:opacity .12s}' +
  ':host(:not([open])) button:hover span,:host(:not([open])) button:focus-visible span{opacity:1}' +
  '@media (max-width:480px),(max-height:480px){:host{right:calc(16px + env(safe-area-inset-right));bottom:calc(16px + env(safe-area-inset-bottom))}:host([open]){display:none}}' +
  '@media (hover:none){span{display:none}}' +
  '@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}' +
  '@media print{:host{display:none}}';
