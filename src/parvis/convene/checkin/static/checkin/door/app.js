/* The door: holds the book, lets people in, keeps the line to the server. What one sees is in view.js. */

import { Camera } from "./camera.js";
import { askNews, Closed, handOver } from "./line.js";
import * as rules from "./rules.js";
import { signal, wake } from "./signals.js";
import * as store from "./store.js";
import { View } from "./view.js";

const BATCH = 100;
const EVERY = 15000; // ms between two questions to the server, while it answers
const LONGEST = 120000; // ms between two attempts, when it does not
const SAME = 4000; // ms during which a code that stays before the camera is the same gesture

const page = document.getElementById("door");
const urls = JSON.parse(page.dataset.urls);

class Door {
  constructor(base, book) {
    this.base = base;
    this.book = book;
    this.view = new View(page, this);
    this.camera = new Camera(this.view.video, urls.decoder, (text) => this.scan(text));
    this.line = { state: navigator.onLine ? "asking" : "offline", at: book.info?.at ?? null };
    this.wait = EVERY;
    this.last = { text: "", at: 0 };
    this.session = book.info?.session ?? null;
  }

  /* --- people ------------------------------------------------------------------------------------------------- */

  /* A code was read by the camera, or typed by a scanner that is a keyboard. */
  async scan(text) {
    const now = Date.now();
    if (text === this.last.text && now - this.last.at < SAME) {
      this.last.at = now;
      return;
    }
    this.last = { text, at: now };
    const found = rules.readTicket(text);
    const ours = found && found.event === this.book.info.event.uid;
    const genuine = ours && (await rules.isGenuine(found, this.book.info.key, crypto.subtle));
    const verdict = rules.judge(this.book, found, genuine, this.session);
    await this.conclude(verdict);
    performance.measure("verdict", { start: performance.now() - (Date.now() - now), end: performance.now() });
  }

  /* A person was chosen by name. */
  async choose(ticket) {
    await this.conclude({ uid: ticket.uid, ...rules.admission(this.book, ticket, this.session) });
  }

  async conclude(verdict) {
    let passage = null;
    if (verdict.code === "entry") passage = this.passage(verdict.uid, "entry", "");
    else if (verdict.code !== "no-ticket") passage = this.passage(verdict.uid ?? null, "refused", verdict.code);
    // Said first, written next: a guest does not wait for the disk. Both before the next look of the camera.
    if (passage) this.put([passage]);
    this.view.verdict(verdict, passage);
    signal(this.view.kindOf(verdict.code));
    if (passage) await this.written([passage]);
  }

  /* The person at the door decides otherwise: what was noted as turned away is taken back, the entry keeps the reason. */
  async letInAllTheSame(verdict, refused) {
    const entry = this.passage(verdict.uid, "entry", verdict.code);
    const changed = [{ ...refused, annulled: true, sent: false }, entry];
    this.put(changed);
    this.view.verdict({ ...verdict, code: "entry" }, entry);
    signal("good");
    await this.written(changed);
  }

  async letInParty(party) {
    const outside = rules.stillOutside(this.book, party, this.session);
    if (!outside.length) return;
    const entries = outside.map((one) => this.passage(one.uid, "entry", ""));
    this.put(entries);
    this.view.verdict({ code: "entry", uid: outside[0].uid, ticket: outside[0], several: outside }, entries[0], entries);
    signal("good");
    await this.written(entries);
  }

  async undo(passages) {
    const undone = passages.map((one) => ({ ...this.book.passages.get(one.scan), annulled: true, sent: false }));
    this.put(undone);
    this.view.undone(undone);
    await this.written(undone);
  }

  passage(ticket, kind, reason) {
    const { device, door } = this.book.info;
    const told = { scan: crypto.randomUUID(), ticket, session: this.session, kind, reason, at: Date.now() };
    return { ...told, device: device.uid, door: door.uid, annulled: false, sent: false };
  }

  put(passages) {
    for (const one of passages) this.book.passages.set(one.scan, one);
  }

  async written(passages) {
    await store.save(this.base, { passages });
    this.view.draw();
    this.soon();
  }

  check(session) {
    this.session = session;
    this.last.text = "";
    this.keep({ session });
    this.view.draw();
  }

  keep(values) {
    this.book.info = { ...this.book.info, ...values };
    return store.save(this.base, { info: this.book.info });
  }

  /* --- the line ----------------------------------------------------------------------------------------------- */

  soon(wait = 500) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.speak(), wait);
  }

  /* Hand over what is unsent, ask what is new; try again later, less and less often, while nobody answers. */
  async speak() {
    if (this.speaking) return; // its end looks for what is unsent
    this.speaking = true;
    try {
      await this.handOver();
      await this.ask();
      this.line = { state: "well", at: Date.now() };
      this.wait = EVERY;
    } catch (trouble) {
      if (trouble instanceof Closed) await this.close(trouble);
      else if (trouble.name === "QuotaExceededError") this.line = { ...this.line, state: "full" };
      else this.line = { ...this.line, state: "offline" };
      this.wait = Math.min(this.wait * 2, LONGEST);
    } finally {
      this.speaking = false;
    }
    this.view.draw();
    const waiting = rules.unsent(this.book).length;
    // Somebody may have come in meanwhile: the next exchange is for her, and does not wait its usual time.
    if (waiting && this.line.state === "well") this.soon();
    else if (waiting || this.line.state !== "closed") this.soon(this.wait);
  }

  async handOver() {
    for (let batch = this.batch(); batch.length; batch = this.batch()) {
      const answer = await handOver(urls.passages, batch);
      if (!(await this.heard(batch, answer))) return; // nothing of it was taken: do not ask in a circle
    }
  }

  batch() {
    return rules.unsent(this.book).slice(0, BATCH);
  }

  async heard(batch, answer) {
    const before = rules.unsent(this.book).length;
    this.book = rules.acknowledged(this.book, batch, answer);
    await store.save(this.base, { passages: batch.map((one) => this.book.passages.get(one.scan)) });
    return rules.unsent(this.book).length < before;
  }

  async ask() {
    await this.learnFrom(this.book.info?.cursor);
    // A change that left no trace would stay unseen: when the numbers differ, everything is asked again.
    const good = [...this.book.tickets.values()].filter((one) => one.state === "good").length;
    if (good !== this.book.info.good) await this.learnFrom("");
  }

  async learnFrom(cursor) {
    const answer = await askNews(urls.news, cursor);
    const seen = new Set(rules.doubles(this.book.passages.values()).map(([first]) => first.ticket));
    this.book = rules.learn(this.book, answer);
    const { info, ahead, good } = answer;
    this.book.info = { ...this.book.info, ...info, ahead, good, cursor: answer.cursor, at: Date.now() };
    const passages = answer.passages.map((one) => this.book.passages.get(one.scan));
    await store.save(this.base, { info: this.book.info, tickets: answer.tickets, passages, fresh: answer.full });
    const twice = rules.doubles(this.book.passages.values(), ahead);
    const fresh = twice.filter(([first]) => !seen.has(first.ticket));
    if (fresh.length) this.view.warnOfDoubles(fresh);
  }

  async close({ answer }) {
    const batch = this.batch();
    if (answer?.kept) await this.heard(batch, answer);
    await this.forget();
    this.line = { ...this.line, state: "closed" };
  }

  /* Names leave the device; entries that could not be handed over yet hold no name, and stay until they can. */
  async forget() {
    this.camera.stop();
    await store.erase(this.base);
    this.book = { ...this.book, tickets: new Map() };
    await this.keep({ closed: true, cursor: "" });
  }

  async forgetInTime() {
    const { ends, closed } = this.book.info ?? {};
    if (ends && !closed && Date.now() - (this.book.info.ahead ?? 0) >= Date.parse(ends)) {
      await this.forget();
      this.line = { ...this.line, state: "closed" };
      this.view.draw();
    }
  }

  /* --- the camera --------------------------------------------------------------------------------------------- */

  async turnCamera() {
    wake();
    if (this.camera.isOn) {
      this.camera.stop();
      return this.view.camera(false);
    }
    this.view.camera(true);
    try {
      await this.camera.start();
    } catch {
      this.camera.stop();
      this.view.camera(false, true);
    }
  }
}

async function start() {
  // Without a secure address a browser has neither signatures nor storage for us: the page of the server stays.
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB || !AbortSignal.timeout) return;
  const base = await store.open(`parvis-door-${page.dataset.device}`);
  const door = new Door(base, await store.load(base));
  globalThis.parvisDoor = door; // the browser's console, and our tests, look at the book here
  navigator.storage?.persist?.();
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(urls.worker, { scope: urls.page });
  if (!door.book.info) await door.speak();
  else await door.forgetInTime();
  door.view.begin();
  if (door.book.info) door.soon(0);
  globalThis.addEventListener("online", () => door.soon(0));
  globalThis.addEventListener("offline", () => {
    door.line = { ...door.line, state: "offline" };
    door.view.draw();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) door.soon(0);
  });
  setInterval(() => door.forgetInTime(), 60000);
}

start();
