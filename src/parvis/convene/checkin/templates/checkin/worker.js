{% autoescape off %}/* Keeps the page of one door on the device: it opens at once, with or without a network. Its folder is that door's alone. */
"use strict";

const VERSION = {{ version }};
const PAGE = {{ page }};
const SHELL = {{ shell }};
const NAME = `door ${PAGE} ${VERSION}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll([PAGE, ...SHELL].map((url) => new Request(url, { cache: "reload", credentials: "omit" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(`door ${PAGE} `) && name !== NAME;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === PAGE && !url.search) event.respondWith(page(event));
  else if (SHELL.includes(url.pathname)) event.respondWith(kept(event.request));
});

/* The page as it was kept, at once: a network that hangs is worse than none. It is asked again for the next time. */
async function page(event) {
  const cache = await caches.open(NAME);
  const known = await cache.match(PAGE);
  const asked = fetch(PAGE, { cache: "no-store", credentials: "omit" }).then(async (response) => {
    if (response.ok) await cache.put(PAGE, response.clone());
    // Withdrawn, or over: the next opening says so.
    if (response.status === 410 || response.status === 404) await cache.delete(PAGE);
    return response;
  });
  if (!known) return asked;
  event.waitUntil(asked.catch(() => null));
  return known;
}

async function kept(request) {
  const cache = await caches.open(NAME);
  return (await cache.match(request.url)) ?? fetch(request);
}
{% endautoescape %}
