// Runs before the first paint, so that a chosen theme never flashes the other one.
// A file and not inline, because the page's security policy forbids inline scripts.
try {
  var prefs = JSON.parse(localStorage.getItem('rozmova.desk.prefs') || '{}');
  if (prefs.theme === 'light' || prefs.theme === 'dark') document.documentElement.dataset.theme = prefs.theme;
  if (prefs.locale === 'en') document.documentElement.lang = 'en';
} catch {
  // Storage may be forbidden; the system's theme and Ukrainian are the defaults.
}
