// Groups the digits as they are on the card, and names the brand. The page works
// without it; nothing is sent anywhere.
'use strict';
(() => {
  const number = document.getElementById('number');
  const expiry = document.getElementById('expiry');
  const brand = document.getElementById('brand');
  const kinds = [
    [/^4/, 'Visa'], [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, 'Mastercard'], [/^3[47]/, 'Amex'],
    [/^9804/, 'ПРОСТІР'], [/^62/, 'UnionPay'], [/^(60|64|65)/, 'Discover'], [/^(50|5[6-9]|6)/, 'Maestro'],
  ];
  // Keeps the caret behind the same digit.
  const rewrite = (input, digits, shape) => {
    const before = input.value.slice(0, input.selectionStart).replace(/\D/g, '').length;
    const text = shape(digits);
    if (text === input.value) return;
    const end = input.selectionStart === input.value.length;
    input.value = text;
    let at = 0;
    for (let seen = 0; at < text.length && seen < before; at++) if (/\d/.test(text[at])) seen++;
    if (end) at = text.length;
    input.setSelectionRange(at, at);
  };
  number.addEventListener('input', () => {
    const digits = number.value.replace(/\D/g, '').slice(0, 19);
    const kind = kinds.find(([first]) => first.test(digits));
    brand.textContent = kind ? kind[1] : '';
    const groups = kind && kind[1] === 'Amex' ? /^(\d{1,4})(\d{1,6})?(\d{1,5})?/ : /^(\d{1,4})(\d{1,4})?(\d{1,4})?(\d{1,4})?(\d{1,3})?/;
    rewrite(number, digits, (d) => (d.match(groups) || []).slice(1).filter(Boolean).join(' '));
  });
  expiry.addEventListener('input', (e) => {
    if (e.inputType && e.inputType.startsWith('delete')) return;
    const digits = expiry.value.replace(/\D/g, '').slice(0, 4);
    rewrite(expiry, digits, (d) => (d.length > 2 ? d.slice(0, 2) + ' / ' + d.slice(2) : d));
  });
})();
