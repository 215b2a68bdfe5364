// The pages work without this: it only opens the chat from a button.
(() => {
  const buttons = document.querySelectorAll('[data-chat]');
  const ready = () => typeof window.Rozmova?.open === 'function';
  const show = () => buttons.forEach((b) => { b.hidden = false; });
  buttons.forEach((b) => b.addEventListener('click', () => window.Rozmova.open()));
  const wait = (left) => (ready() ? show() : left && setTimeout(wait, 200, left - 1));
  wait(50);
})();
