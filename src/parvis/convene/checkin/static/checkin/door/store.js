/* The book on the device, in IndexedDB: it survives a closed page, a dead battery, an afternoon without network. */

const STORES = { tickets: "uid", passages: "scan" };

export async function open(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, key] of Object.entries(STORES)) request.result.createObjectStore(store, { keyPath: key });
    request.result.createObjectStore("kept");
  };
  return done(request);
}

/* Everything the device knows: { info, tickets, passages }; info is undefined the first time. */
export async function load(base) {
  const reading = base.transaction(["kept", "tickets", "passages"]);
  const [info, tickets, passages] = await Promise.all([
    done(reading.objectStore("kept").get("info")),
    done(reading.objectStore("tickets").getAll()),
    done(reading.objectStore("passages").getAll()),
  ]);
  return {
    info,
    tickets: new Map(tickets.map((one) => [one.uid, one])),
    passages: new Map(passages.map((one) => [one.scan, one])),
  };
}

/* Write these parts in one transaction: all of it, or nothing. It is on the disk when the promise is kept. */
export async function save(base, { info, tickets, passages, fresh }) {
  const writing = base.transaction(["kept", "tickets", "passages"], "readwrite", { durability: "strict" });
  if (info) writing.objectStore("kept").put(info, "info");
  if (fresh) writing.objectStore("tickets").clear();
  for (const ticket of tickets ?? []) writing.objectStore("tickets").put(ticket);
  for (const passage of passages ?? []) writing.objectStore("passages").put(passage);
  await finished(writing);
}

/* Forget the names, and every passage the server has; what is not handed over yet holds no name and stays. */
export async function erase(base) {
  const writing = base.transaction(["kept", "tickets", "passages"], "readwrite");
  writing.objectStore("tickets").clear();
  const passages = writing.objectStore("passages");
  for (const passage of await done(passages.getAll())) if (passage.sent) passages.delete(passage.scan);
  await finished(writing);
}

function done(request) {
  return new Promise((kept, broken) => {
    request.onsuccess = () => kept(request.result);
    request.onerror = () => broken(request.error);
  });
}

function finished(writing) {
  return new Promise((kept, broken) => {
    writing.oncomplete = () => kept();
    writing.onabort = writing.onerror = () => broken(writing.error);
  });
}
