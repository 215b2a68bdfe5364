// Text messages that the platform sent to this visitor: shown on the page,
// because nobody has these telephones.
"use strict";

(() => {
  const uk = document.documentElement.lang !== "en";
  const box = document.createElement("div");
  box.className = "texts";
  box.setAttribute("role", "log");
  box.setAttribute("aria-label", uk ? "SMS" : "Text messages");
  document.body.append(box);
  let last = 0;
  try {
    last = Number(sessionStorage.getItem("texts")) || 0;
  } catch {
    // Without storage a message may come twice.
  }

  function show(m) {
    const card = document.createElement("div");
    card.className = "card text";
    const head = document.createElement("p");
    head.className = "quiet small";
    head.textContent = (uk ? "SMS на " : "Text message to ") + m.to;
    const body = document.createElement("p");
    body.textContent = m.text;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "shut";
    close.textContent = "×";
    close.setAttribute("aria-label", uk ? "Прибрати" : "Dismiss");
    close.addEventListener("click", () => {
      keep(m.n);
      card.remove();
    });
    card.append(head, body, close);
    box.append(card);
    while (box.children.length > 3) box.firstChild.remove();
  }

  // Only what was dismissed stays away over a change of page.
  function keep(n) {
    try {
      sessionStorage.setItem("texts", String(Math.max(n, Number(sessionStorage.getItem("texts")) || 0)));
    } catch {
      // As above.
    }
  }

  async function look() {
    if (document.hidden) return;
    try {
      const answer = await fetch("/texts?after=" + last);
      if (!answer.ok) return;
      for (const m of (await answer.json()).messages) {
        last = Math.max(last, m.n);
        show(m);
      }
    } catch {
      // The server is away; the next look will tell.
    }
  }
  look();
  setInterval(look, 3000);
})();
