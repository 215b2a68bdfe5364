// The telephone on the page: draws what the server says it is, and asks the
// server to do what was tapped. It keeps nothing but what was tried last.
"use strict";

const hand = document.getElementById("handset");
const uk = hand.dataset.lang !== "en";
const t = (a, b) => (uk ? a : b);
let tried = ""; // the app that was opened last
let now = null;

const levels = { none: 0, poor: 1, fair: 2, good: 3, excellent: 4 };
const onOff = (on) => (on ? t("увімкнено", "on") : t("вимкнено", "off"));
const modes = [
  ["4g_5g_preferred", t("4G/5G (бажано)", "4G/5G preferred")],
  ["4g_only", t("лише 4G", "4G only")],
  ["3g_only", t("лише 3G", "3G only")],
  ["2g_only", t("лише 2G", "2G only")],
];
const sims = {
  active: t("Активна", "Active"),
  missing: t("Немає SIM-карти", "No SIM card"),
  locked_pin: t("Заблоковано, потрібен PIN-код", "Locked, needs a PIN"),
  locked_puk: t("Заблоковано, потрібен PUK-код", "Locked, needs a PUK"),
};
const words = {
  "Very Poor": t("дуже погано", "very poor"), Poor: t("погано", "poor"), Fair: t("посередньо", "fair"),
  Good: t("добре", "good"), Excellent: t("відмінно", "excellent"),
};
const signals = {
  none: t("Немає сигналу", "No signal"), poor: t("Слабкий", "Poor"), fair: t("Середній", "Fair"),
  good: t("Добрий", "Good"), excellent: t("Відмінний", "Excellent"),
};
const permissions = { sms: "SMS", storage: t("пам'ять", "storage"), phone: t("телефон", "phone"), network: t("мережа", "network") };

function el(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (value === true) e.setAttribute(name, "");
    else if (value !== false && value != null) e.setAttribute(name, value);
  }
  e.append(...children.filter((c) => c != null));
  return e;
}

function icon(path, label) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const p = document.createElementNS(ns, "path");
  p.setAttribute("d", path);
  svg.append(p);
  return svg;
}

const plane = "M12 3.5c.8 0 1.4 1 1.4 2.4v3.6l7 4.6v1.8l-7-2v3.9l2.2 1.6v1.3L12 19.7l-3.6 1v-1.3l2.2-1.6v-3.9l-7 2v-1.8l7-4.6V5.9c0-1.4.6-2.4 1.4-2.4Z";
const lock = "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z";
const saver = "M12 4v13M6.5 11.5 12 17l5.5-5.5M5 21h14";
const wifi = "M3 9.5a13 13 0 0 1 18 0M6.5 13a8 8 0 0 1 11 0M10 16.5a3 3 0 0 1 4 0";

function bar(v) {
  const d = v.device;
  const level = levels[d.network_signal_strength];
  const tech = d.network_technology_connected;
  const out = [el("span", { class: "clock" }, new Date().toLocaleTimeString(uk ? "uk" : "en-GB", { hour: "2-digit", minute: "2-digit" }))];
  if (d.vpn_connected) out.push(icon(lock, t("VPN підключено", "VPN connected")));
  if (d.data_saver_mode && d.data_enabled && tech !== "none") out.push(icon(saver, t("Заощадження трафіку", "Data saver")));
  if (d.wifi_enabled) out.push(icon(wifi, t("Wi-Fi увімкнено", "Wi-Fi on")));
  if (d.airplane_mode) out.push(icon(plane, t("Режим польоту", "Airplane mode")));
  else if (level === 0) out.push(el("span", {}, t("Немає мережі", "No service")));
  else {
    if (d.data_enabled) out.push(el("span", {}, tech));
    const bars = el("span", { class: "bars", role: "img", "aria-label": t("Сигнал: ", "Signal: ") + signals[d.network_signal_strength] });
    for (let i = 1; i <= 4; i++) bars.append(el("i", i <= level ? { class: "lit" } : {}));
    out.push(bars);
  }
  out.push(el("span", { class: "battery", role: "img", "aria-label": t("Батарея 80 %", "Battery 80%") }, el("i")));
  return el("div", { class: "bar" }, ...out);
}

function tile(key, title, on, tool, state) {
  return el("button", { class: "tile", type: "button", role: "switch", "aria-checked": String(on), "data-key": key, onclick: () => use(tool) },
    el("b", {}, title.replace("Wi-Fi", "Wi\u2011Fi")), el("span", {}, state || onOff(on)));
}

function row(title, detail, control) {
  return el("div", { class: "set" }, el("div", {}, el("b", {}, title), detail ? el("span", {}, detail) : null), control);
}

function press(key, label, act, more) {
  return el("button", { class: "do" + (more && more.strong ? " strong" : ""), type: "button", "data-key": key, disabled: !!(more && more.disabled), onclick: act }, label);
}

function settings(v) {
  const d = v.device;
  const mode = el("select", { "aria-label": t("Режим мережі", "Network mode"), "data-key": "mode", onchange: (e) => use("set_network_mode_preference", { mode: e.target.value }) });
  for (const [value, label] of modes) mode.append(el("option", { value, selected: value === d.network_mode_preference }, label));
  const apn = d.active_apn_settings;
  const apnText = apn.apn_name + (apn.mmsc_url ? "" : t(", адресу MMSC не задано", ", MMSC not set")) +
    (apn.reset_at_reboot ? t(". Скинеться після перезавантаження", ". Will reset at reboot") : "");
  const panel = el("div", { class: "panel" },
    row(t("Режим мережі", "Network mode"), "", mode),
    row(t("SIM-карта", "SIM card"), sims[v.sim], press("sim", t("Вийняти й вставити", "Re-seat"), () => use("reseat_sim_card"))),
    row(t("Точка доступу (APN)", "Access point (APN)"), apnText, press("apn", t("Скинути", "Reset"), () => use("reset_apn_settings"), { disabled: apn.reset_at_reboot })));
  const messaging = d.app_statuses.messaging;
  for (const name of ["sms", "storage"]) {
    const has = messaging.permissions[name];
    panel.append(row(t("Повідомлення: дозвіл на ", "Messages: ") + permissions[name] + t("", " permission"), has ? t("надано", "granted") : t("не надано", "not granted"),
      has ? null : press("grant-" + name, t("Дозволити", "Allow"), () => use("grant_app_permission", { app_name: "messaging", permission: name }))));
  }
  return panel;
}

function apps(v) {
  const panel = el("div", { class: "panel" });
  const found = (good, ...text) => el("p", { class: "found " + (good ? "good" : "bad") }, ...text);
  panel.append(row(t("Тест швидкості", "Speed test"), "", press("speed", t("Почати", "Start"), () => use("run_speed_test", {}, "speed"))));
  if (tried === "speed") {
    panel.append(v.speed_word === "No Connection"
      ? found(false, t("Немає з'єднання", "No connection"))
      : found(v.speed_word === "Excellent" || v.speed_word === "Good", el("b", {}, v.speed.toLocaleString(uk ? "uk" : "en") + t(" Мбіт/с", " Mbps")), " · " + words[v.speed_word]));
  }
  panel.append(row(t("Повідомлення", "Messages"), t("надіслати фото другові", "send a picture to a friend"), press("mms", t("Надіслати", "Send"), () => use("can_send_mms", {}, "mms"))));
  if (tried === "mms") panel.append(v.pictures ? found(true, t("Надіслано", "Sent")) : found(false, t("Не вдалося надіслати MMS", "The MMS could not be sent")));
  panel.append(row(t("Запити на оплату", "Payment requests"), v.request ? t("рахунок ", "bill ") + v.request.bill_id : t("немає", "none"),
    v.request ? press("pay", t("Сплатити ", "Pay ") + money(v.request), () => use("make_payment", {}, "paid"), { strong: true }) : null));
  if (tried === "paid" && !v.request) panel.append(found(true, t("Оплачено", "Paid")));
  return panel;
}

const money = (r) => r.amount_due.toLocaleString(uk ? "uk" : "en", { style: "currency", currency: r.currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: 2, minimumFractionDigits: 0 });

// What the screen shows, for pasting into the chat.
function inWords(v) {
  const d = v.device;
  return [
    t("Режим польоту: ", "Airplane mode: ") + onOff(d.airplane_mode),
    t("SIM-карта: ", "SIM card: ") + sims[v.sim].toLowerCase().replace("sim", "SIM").replace("pin", "PIN").replace("puk", "PUK"),
    t("Сигнал: ", "Signal: ") + signals[d.network_signal_strength].toLowerCase() + (d.network_technology_connected === "none" ? "" : ", " + d.network_technology_connected),
    t("Мобільні дані: ", "Mobile data: ") + onOff(d.data_enabled),
    t("Роумінг даних: ", "Data roaming: ") + onOff(d.roaming_enabled),
    t("Заощадження трафіку: ", "Data saver: ") + onOff(d.data_saver_mode),
    t("Режим мережі: ", "Network mode: ") + modes.find((m) => m[0] === d.network_mode_preference)[1],
    "VPN: " + onOff(d.vpn_connected),
    t("Дзвінки через Wi-Fi: ", "Wi-Fi calling: ") + onOff(d.wifi_calling_enabled),
  ].join("\n");
}

function draw(v) {
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : "";
  const scrolled = hand.querySelector(".pages") ? hand.querySelector(".pages").scrollTop : 0;
  const d = v.device;
  const pages = el("div", { class: "pages", tabindex: "-1" },
    v.abroad ? el("h3", {}, t("Ви за кордоном, у роумінгу", "You are abroad, roaming")) : null,
    el("div", { class: "tiles" },
      tile("airplane", t("Режим польоту", "Airplane mode"), d.airplane_mode, "toggle_airplane_mode"),
      tile("data", t("Мобільні дані", "Mobile data"), d.data_enabled, "toggle_data"),
      tile("roaming", t("Роумінг даних", "Data roaming"), d.roaming_enabled, "toggle_roaming"),
      tile("saver", t("Заощадження трафіку", "Data saver"), d.data_saver_mode, "toggle_data_saver_mode"),
      tile("wifi", "Wi-Fi", d.wifi_enabled, "toggle_wifi", d.wifi_enabled ? t("мереж поруч немає", "no networks nearby") : onOff(false)),
      tile("calling", t("Дзвінки через Wi-Fi", "Wi-Fi calling"), d.wifi_calling_enabled, "toggle_wifi_calling"),
      tile("vpn", "VPN", d.vpn_connected, d.vpn_connected ? "disconnect_vpn" : "connect_vpn",
        d.vpn_connected ? (d.vpn && d.vpn.server_performance === "poor" ? t("увімкнено, сервер повільний", "on, server slow") : onOff(true)) : onOff(false))),
    el("h3", {}, t("Налаштування", "Settings")), settings(v),
    el("h3", {}, t("Застосунки", "Apps")), apps(v),
    el("div", { class: "foot" },
      press("copy", t("Скопіювати, що на екрані", "Copy what the screen shows"), copy),
      press("reboot", t("Перезавантажити", "Restart"), () => use("reboot_device", {}, ""))));
  const boot = hand.querySelector(".boot") || el("div", { class: "boot", role: "status" });
  hand.replaceChildren(el("div", { class: "screen" }, bar(v), pages, boot));
  pages.scrollTop = scrolled;
  const again = focused && hand.querySelector(`[data-key="${focused}"]`);
  if (again) again.focus({ preventScroll: true });
  now = v;
}

async function copy(e) {
  try {
    await navigator.clipboard.writeText(inWords(now));
    e.target.textContent = t("Скопійовано", "Copied");
  } catch {
    e.target.textContent = t("Браузер не дозволив копіювати", "The browser did not allow it");
  }
}

async function use(tool, args, opened) {
  if (opened !== undefined) tried = opened;
  else tried = "";
  const boot = hand.querySelector(".boot");
  if (tool === "reboot_device") {
    boot.textContent = t("Перезавантаження…", "Restarting…");
    boot.classList.add("seen");
    await new Promise((done) => setTimeout(done, 1200));
  }
  await ask("/phone/do", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ tool, args: args || {} }) });
  if (tool === "reboot_device") hand.querySelector(".boot").classList.remove("seen");
}

async function ask(path, options) {
  try {
    const answer = await fetch(path, options);
    if (!answer.ok) return;
    const v = await answer.json();
    if (JSON.stringify(v) !== JSON.stringify(now) || options) draw(v);
  } catch {
    // The server is away; the next look will tell.
  }
}

if (hand.dataset.problem) {
  ask("/phone/state", {});
  // What the operator changes in the conversation is seen here, too.
  setInterval(() => { if (!document.hidden && !hand.querySelector("select:focus")) ask("/phone/state"); }, 3000);
}
