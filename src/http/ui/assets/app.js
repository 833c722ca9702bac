// What every page may use: copying, keys, the palette, guards against losing what is shown once.
// Nothing here makes HTML out of text: elements are found, shown and filled, never parsed.

const here = document.documentElement;
const say = (text) => {
  const place = document.getElementById("said");
  if (place) place.textContent = text;
};

// Times in the reader's own zone. The server writes UTC, which stays in the titles; days of sums are UTC.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (number) => String(number).padStart(2, "0");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const dayOf = (at) => `${at.getDate()} ${MONTHS[at.getMonth()]}`;
const minuteOf = (at) => `${two(at.getHours())}:${two(at.getMinutes())}`;
const local = (text) => {
  const at = new Date(text);
  return { day: dayOf(at), clock: `${minuteOf(at)}:${two(at.getSeconds())}`, minute: minuteOf(at) };
};
const localise = (root) => {
  for (const time of root.querySelectorAll("time[data-clock]")) {
    const told = local(time.dateTime);
    const day = document.createElement("span");
    day.className = "date";
    day.textContent = `${told.day} `;
    time.replaceChildren(day, time.dataset.clock === "minute" ? told.minute : told.clock);
  }
};
if (zone) {
  localise(document);
  document.addEventListener("cw-times", (event) => localise(event.target));
  for (const label of document.querySelectorAll("[data-clock-label]")) label.textContent = local(label.dataset.clockLabel).minute;
  for (const bar of document.querySelectorAll("[data-clock-title]")) {
    const title = bar.querySelector("title");
    const told = local(bar.dataset.clockTitle);
    const [, ...rest] = title.textContent.split("\n");
    title.textContent = [`${told.day} ${told.minute}`, ...rest].join("\n");
    bar.setAttribute("aria-label", [`${told.day} ${told.minute}`, ...rest].join(", "));
  }
  const name = zone.split("/").pop().replaceAll("_", " ");
  for (const place of document.querySelectorAll("[data-times]")) place.textContent = zone === "UTC" ? "Times are UTC" : `Times are ${name}'s, days of sums UTC's`;
  // A range is typed in the same zone, and asked for in UTC.
  for (const input of document.querySelectorAll("input[data-moment]")) {
    const at = new Date(`${input.value}Z`);
    if (!Number.isNaN(at.getTime())) input.value = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${minuteOf(at)}`;
    const label = document.querySelector(`label[for="${CSS.escape(input.id)}"] [data-zone]`);
    if (label) label.textContent = name;
    input.form.addEventListener("submit", () => {
      const typed = new Date(input.value);
      if (Number.isNaN(typed.getTime())) return;
      input.type = "text";
      input.value = typed.toISOString().replace(/\.\d+Z$/, "Z");
    });
  }
}

// On a narrow screen the navigation is a bar that scrolls: where one is, is in sight.
const side = document.querySelector(".side");
const current = side?.querySelector("nav a[aria-current]");
if (current && side.scrollWidth > side.clientWidth) side.scrollLeft = current.offsetLeft - (side.clientWidth - current.offsetWidth) / 2;

// Copying. The button says that it worked, and so does the live region.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = "Copied";
    say("Copied to the clipboard");
  } catch {
    // Without the clipboard (plain HTTP on another host) the text is selected, so that Ctrl-C works.
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    button.textContent = "Press Ctrl+C";
    say("The text is selected; press Ctrl+C to copy it");
  }
  setTimeout(() => { button.textContent = before; }, 1800);
});

// What is shown once: leaving needs the box to be ticked.
const guard = document.querySelector("[data-guard]");
if (guard) {
  const held = (event) => { if (!guard.checked) event.preventDefault(); };
  addEventListener("beforeunload", held);
}

// A form that asks for a name to be typed: its button waits for it.
for (const input of document.querySelectorAll("input[data-typed]")) {
  const button = input.form.querySelector("button[type=submit]");
  const check = () => { button.disabled = input.value !== input.dataset.typed; };
  input.addEventListener("input", check);
  check();
}

// A form is sent once.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent && form.method === "post") { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 4000);
  // Filters that say nothing stay out of the address.
  if (form.method === "get") {
    for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
    setTimeout(() => { for (const field of form.elements) field.disabled = false; }, 0);
  }
}, true);

// What was typed into a form while the session ended waits in this tab, and is put back after the login. Passwords
// and keys of providers are not kept.
const DRAFT = "cw-draft";
const address = location.pathname + location.search;
const kept = (field) => field.name && !["hidden", "password", "file", "submit"].includes(field.type);
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || !form.closest("main") || location.pathname === "/ui/login") return;
  const fields = [...form.elements].filter(kept).map((field) => [field.name, field.value, field.checked ?? false]);
  if (fields.length) sessionStorage.setItem(DRAFT, JSON.stringify({ address, action: form.action, fields }));
});
if (location.pathname !== "/ui/login") {
  const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
  sessionStorage.removeItem(DRAFT);
  const form = draft?.address === address && [...document.forms].find((one) => one.action === draft.action);
  if (form && new URL(document.referrer || location.href).pathname === "/ui/login") {
    for (const [name, value, checked] of draft.fields) {
      for (const field of form.elements) {
        if (field.name !== name || !kept(field)) continue;
        if (["checkbox", "radio"].includes(field.type)) { if (field.value === value) field.checked = checked; } else { field.value = value; }
        field.closest("details")?.setAttribute("open", "");
      }
    }
    const told = document.createElement("div");
    told.className = "notice warn";
    told.setAttribute("role", "status");
    told.textContent = "The session was over before this was stored. What was typed is back, without passwords: look it through, and send it again.";
    form.prepend(told);
  }
}

// A whole key that is looked for goes out as its hash: what leaked is not to stand in an address too. Where a page
// has no business with cryptography (plain HTTP on another host) the server makes the hash.
const isSecret = (text) => text.startsWith("sk-") && text.length >= 20 && !text.includes("...");
const hashed = async (text) => {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
addEventListener("submit", async (event) => {
  const box = event.target.querySelector("input[data-secret]");
  const text = box?.value.trim() ?? "";
  if (!isSecret(text) || !globalThis.crypto?.subtle) return;
  event.preventDefault();
  const form = event.target;
  box.value = await hashed(text);
  // Not while this event is still on its way: a form that is being sent is not sent again.
  setTimeout(() => form.requestSubmit(), 0);
});

// Choices that take effect at once.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  if (event.target.matches("[data-all]")) {
    const on = event.target.checked;
    for (const box of event.target.form.querySelectorAll("input[data-one]")) box.checked = on;
  }
});

// Dialogs.
const open = (id) => {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("input")?.select();
};
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) open(opener.dataset.open);
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  if (event.target instanceof HTMLDialogElement) event.target.close();
});

// The palette: all pages by name, and a search for whatever else is typed.
const palette = document.getElementById("palette");
if (palette) {
  const input = palette.querySelector("input");
  const items = [...palette.querySelectorAll("li")];
  const shown = () => items.filter((item) => !item.hidden);
  input.addEventListener("input", () => {
    const text = input.value.trim().toLowerCase();
    for (const item of items) {
      const link = item.querySelector("a");
      if (link.dataset.search) {
        item.hidden = text === "";
        const typed = input.value.trim();
        const aim = (words) => { link.href = link.dataset.search + encodeURIComponent(words); };
        aim(isSecret(typed) ? "" : typed);
        if (isSecret(typed) && globalThis.crypto?.subtle) hashed(typed).then(aim);
        link.querySelector("span").textContent = `${link.dataset.words} ${isSecret(typed) ? "with this secret" : `“${typed}”`}`;
      } else {
        item.hidden = !link.textContent.toLowerCase().includes(text);
      }
    }
  });
  palette.addEventListener("keydown", (event) => {
    const list = shown().map((item) => item.querySelector("a"));
    const at = list.indexOf(document.activeElement);
    if (event.key === "ArrowDown") { event.preventDefault(); list[Math.min(at + 1, list.length - 1)]?.focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); (at <= 0 ? input : list[at - 1]).focus(); }
    if (event.key === "Enter" && document.activeElement === input) { event.preventDefault(); list[0]?.click(); }
  });
}

// Keys. None fires while somebody types, with a dialog open, or when they are switched off.
const rows = () => [...document.querySelectorAll("tbody tr[data-href]")];
let at = rows().findIndex((row) => row.classList.contains("at"));
const select = (index) => {
  const list = rows();
  if (!list.length) return;
  at = Math.max(0, Math.min(index, list.length - 1));
  for (const [i, row] of list.entries()) row.setAttribute("aria-selected", String(i === at));
  list[at].scrollIntoView({ block: "nearest" });
  // With a sheet open beside the list, the next row is the next sheet.
  const sheet = document.querySelector("[data-sheet]");
  if (sheet) location.href = list[at].dataset.href;
};
let prefix = -Infinity;
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open("palette");
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || here.dataset.keys === "off") return;
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (typing || document.querySelector("dialog[open]")) return;
  if (event.timeStamp - prefix < 1200) {
    prefix = -Infinity;
    const link = document.querySelector(`[data-jump="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  const press = (selector) => {
    const target = document.querySelector(selector);
    if (target) { event.preventDefault(); target.click(); }
  };
  switch (event.key) {
    case "?": event.preventDefault(); open("help"); break;
    case "/": { const box = document.querySelector("[data-find]"); if (box) { event.preventDefault(); box.focus(); box.select(); } break; }
    case "g": prefix = event.timeStamp; break;
    case "j": select(at + 1); break;
    case "k": select(at - 1); break;
    case "ArrowDown": if (document.querySelector("[data-sheet]")) { event.preventDefault(); select(at + 1); } break;
    case "ArrowUp": if (document.querySelector("[data-sheet]")) { event.preventDefault(); select(at - 1); } break;
    case "Enter": if (at >= 0 && event.target === document.body) location.href = rows()[at].dataset.href; break;
    case "e": press("[data-key=e]"); break;
    case "n": press("[data-key=n]"); break;
    case "Escape": press("[data-key=Escape]"); break;
  }
});

// A click anywhere in a row that leads somewhere.
document.addEventListener("click", (event) => {
  if (event.target.closest("a, button, input, label, select, summary")) return;
  const row = event.target.closest("tr[data-href]");
  if (row && String(getSelection()) === "") location.href = row.dataset.href;
});

// The sheet takes the focus when it opens, and gives it back to its row.
document.querySelector("[data-sheet] h2")?.focus();
const from = location.hash.startsWith("#call-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (from && !document.querySelector("[data-sheet]")) {
  select(rows().indexOf(from.closest("tr")));
  from.focus();
}
