/* What the organisers' space adds to pages that are complete without it. */
"use strict";

/* Keys: `data-keys` on a list lets j and k walk through its links, and each `data-key` element answers to its letter. */
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const named = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (named) {
    event.preventDefault();
    named.focus();
    if (named.matches("a, button, summary")) named.click();
    return;
  }
  if (event.key !== "j" && event.key !== "k") return;
  const links = [...document.querySelectorAll("[data-keys] [data-row]")];
  if (!links.length) return;
  event.preventDefault();
  const here = links.indexOf(document.activeElement);
  const next = event.key === "j" ? Math.min(here + 1, links.length - 1) : Math.max(here - 1, 0);
  links[next].focus();
});

/* One box that ticks all those of a name: `data-ticks`; hidden where there is no script to do it. */
for (const box of document.querySelectorAll("[data-ticks]")) {
  const all = () => [...document.querySelectorAll(`input[name="${CSS.escape(box.dataset.ticks)}"]`)];
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => all().forEach((one) => { one.checked = box.checked; }));
}

/* A button pressed twice sends its form once; another button, or the same one two seconds later, sends it again. */
const TWICE = 2000; // milliseconds
let last = { button: null, at: -TWICE };
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  const button = event.submitter ?? event.target;
  if (button === last.button && event.timeStamp - last.at < TWICE) event.preventDefault();
  else last = { button, at: event.timeStamp };
});
