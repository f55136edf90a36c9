/* The page of a device that was withdrawn: hands over what it saw before, and forgets the names, if it has any. */

import { Closed, handOver } from "./line.js";
import * as rules from "./rules.js";
import * as store from "./store.js";

const BATCH = 100;
const page = document.getElementById("door");

async function close() {
  const base = await store.open(`parvis-door-${page.dataset.device}`);
  const batch = rules.unsent(await store.load(base)).slice(0, BATCH);
  if (batch.length) {
    const answer = await handOver(page.dataset.passages, batch).catch((why) => {
      if (why instanceof Closed) return why.answer;
      throw why;
    });
    const book = rules.acknowledged(await store.load(base), batch, answer);
    await store.save(base, { passages: [...book.passages.values()] });
    if (rules.unsent(book).length && answer.kept.length) await close();
  }
  await store.erase(base);
}

if (globalThis.indexedDB) close();
