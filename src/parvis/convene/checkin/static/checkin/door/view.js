/* What one sees of the door. Every sentence comes from the server, in the language of the page. */

import * as rules from "./rules.js";

const FORGIVEN = new Set(["already", "cancelled", "unknown", "not-session"]); // a person may let in all the same

export class View {
  constructor(page, door) {
    this.door = door;
    this.words = JSON.parse(page.dataset.words);
    const wall = { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: page.dataset.zone };
    this.clock = new Intl.DateTimeFormat("en", wall);
    this.french = page.lang.startsWith("fr");
    for (const name of ["app", "plain", "state", "verdict", "camera", "video", "trouble", "q", "found", "counts", "twice", "warning"])
      this[`${name}Part`] = document.getElementById(name);
    this.checkPart = document.getElementById("check");
    this.video = this.videoPart;
  }

  /* --- the page ----------------------------------------------------------------------------------------------- */

  begin() {
    if (!this.door.book.info) return; // never reached the server: its own page stays, and says so
    this.plainPart.hidden = true;
    this.appPart.hidden = false;
    this.choices();
    const press = (id, what) => document.getElementById(id).addEventListener("click", what);
    press("camera", () => this.door.turnCamera());
    press("now", () => this.door.soon(0));
    this.qPart.addEventListener("input", () => this.results());
    this.qPart.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.qPart.value.trim().toUpperCase().startsWith("PVS")) {
        this.door.scan(this.qPart.value);
        this.qPart.value = "";
        this.results();
      }
    });
    this.checkPart.addEventListener("change", () => this.door.check(this.checkPart.value || null));
    this.draw();
  }

  choices() {
    const { sessions } = this.door.book.info;
    for (const one of sessions) this.checkPart.append(h("option", { value: one.uid }, one.label));
    this.checkPart.value = this.door.session ?? "";
    this.checkPart.closest("p").hidden = !sessions.length;
  }

  draw() {
    this.state();
    this.counts();
    this.twice();
    this.results();
  }

  /* --- the line ----------------------------------------------------------------------------------------------- */

  state() {
    const { line, book } = this.door;
    const waiting = rules.unsent(book).length;
    const lost = [...book.passages.values()].filter((one) => one.refused).length;
    const said = [];
    if (line.state === "closed") said.push(this.words.closed);
    else if (line.state === "full") said.push(this.words.full);
    else if (waiting) said.push(this.counted("unsent", waiting));
    else said.push(this.words.all_sent);
    if (line.state === "offline") said.push(this.words.offline);
    if (book.info?.at && line.state !== "closed") said.push(fill(this.words.list_of, { time: this.time(book.info.at) }));
    if (lost) said.push(this.counted("not_taken", lost));
    const kind = line.state === "closed" || line.state === "full" || lost ? "stop" : waiting ? "look" : "good";
    this.statePart.dataset.kind = kind;
    const text = said.join(" ");
    // Said again only when it changed: a screen reader is not to be interrupted every fifteen seconds.
    if (this.statePart.textContent !== text) this.statePart.textContent = text;
    document.body.classList.toggle("door-closed", line.state === "closed");
  }

  counted(key, number) {
    const form = new Intl.PluralRules(document.documentElement.lang).select(number);
    return fill(this.words[`${key}_${form === "one" ? "one" : "other"}`], { n: number });
  }

  counts() {
    if (!this.door.book.info) return;
    const counted = rules.counts(this.door.book, this.door.session);
    for (const name of ["device", "door", "all"])
      this.countsPart.querySelector(`[data-count="${name}"]`).textContent = String(counted[name]);
    this.countsPart.querySelector("[data-count=expected]").textContent = fill(this.words.of, { n: counted.expected });
  }

  /* --- verdicts ----------------------------------------------------------------------------------------------- */

  kindOf(code) {
    return this.words.verdicts[code].kind;
  }

  verdict(verdict, passage, entries = [passage]) {
    const words = this.words.verdicts[verdict.code];
    const shape = document.getElementById(`shape-${words.kind}`).content.cloneNode(true);
    const lines = [];
    const { ticket } = verdict;
    if (verdict.several) lines.push(h("p", { className: "verdict-name" }, names(verdict.several)));
    else if (ticket?.name) lines.push(h("p", { className: "verdict-name" }, ticket.name));
    if (ticket) lines.push(h("p", { className: "verdict-kind" }, this.kindOfTicket(ticket)));
    if (verdict.entry) lines.push(h("p", {}, this.before(verdict.entry)));
    else if (words.text) lines.push(h("p", {}, words.text));
    const acts = [];
    const outside = ticket ? rules.stillOutside(this.door.book, ticket.party, this.door.session) : [];
    if (verdict.code === "entry" && outside.length)
      acts.push(button(this.counted("others", outside.length), () => this.door.letInParty(ticket.party)));
    if (verdict.code === "entry") acts.push(button(this.words.undo, () => this.door.undo(entries), "secondary"));
    else if (FORGIVEN.has(verdict.code) && verdict.uid)
      acts.push(button(this.words.all_the_same, () => this.door.letInAllTheSame(verdict, passage), "secondary"));
    this.show(words.kind, shape, words.title, lines, acts);
    this.verdictPart.dataset.code = verdict.code;
  }

  undone(passages) {
    const shape = document.getElementById("shape-look").content.cloneNode(true);
    const people = passages.map((one) => this.door.book.tickets.get(one.ticket)).filter(Boolean);
    const line = people.length ? [h("p", { className: "verdict-name" }, names(people))] : [];
    this.show("look", shape, this.words.undone, line, []);
    this.verdictPart.dataset.code = "undone";
  }

  show(kind, shape, title, lines, acts) {
    this.verdictPart.hidden = false;
    this.verdictPart.dataset.kind = kind;
    const said = h("div", { className: "verdict-said" }, h("p", { className: "verdict-title" }, title), ...lines);
    const row = acts.length ? [h("p", { className: "actions" }, ...acts)] : [];
    this.verdictPart.replaceChildren(shape, said, ...row);
    if (!acts.includes(document.activeElement) && !this.door.camera.isOn) this.verdictPart.scrollIntoView({ block: "nearest" });
  }

  kindOfTicket(ticket) {
    const party = [...this.door.book.tickets.values()].filter((one) => one.party === ticket.party && one.state === "good");
    const said = [ticket.category];
    if (ticket.child) said.push(this.words.child);
    if (party.length > 1) said.push(fill(this.words.party, { n: party.length }));
    return said.filter(Boolean).join(" · ");
  }

  /* When, where and by whom the ticket was used before. */
  before(entry) {
    const { info } = this.door.book;
    const whose = entry.device === info.device.uid ? this.words.this_device : this.words.other_device;
    const door = info.doors.find((one) => one.uid === entry.door)?.name ?? this.words.other_door;
    return fill(this.words.before, { time: this.time(rules.instant(entry, info.ahead)), door, whose });
  }

  /* “9 h 42” or “9.42 am”, by the clocks of the event's place, as every page of the site writes hours. */
  time(instant) {
    const [hour, minute] = this.clock.formatToParts(new Date(instant)).filter((part) => part.type !== "literal");
    const [h24, shown] = [Number(hour.value), minute.value];
    if (this.french) return `${h24}\u202fh\u202f${shown}`;
    return `${h24 % 12 || 12}.${shown}\u202f${h24 < 12 ? "am" : "pm"}`;
  }

  /* --- search ------------------------------------------------------------------------------------------------- */

  results() {
    const typed = this.qPart.value;
    const people = rules.search(this.door.book, typed);
    const focused = document.activeElement?.dataset?.ticket;
    this.foundPart.replaceChildren(...people.map((one) => this.person(one)));
    if (!people.length && rules.fold(typed).trim()) this.foundPart.append(h("li", { className: "quiet" }, this.words.nobody));
    if (focused) this.foundPart.querySelector(`[data-ticket="${focused}"]`)?.focus();
  }

  person(ticket) {
    const { book, session } = this.door;
    const { code, entry } = rules.admission(book, ticket, session);
    const said = [h("p", { className: "person-name" }, ticket.name), h("p", { className: "label" }, this.kindOfTicket(ticket))];
    if (code === "already") said.push(h("p", { className: "small" }, this.words.verdicts.already.title, " ", this.before(entry)));
    else if (code !== "entry") said.push(h("p", { className: "small warned" }, this.words.verdicts[code].title));
    const acts = [];
    if (code === "already" && entry.device === book.info.device.uid)
      acts.push(button(this.words.undo_short, () => this.door.undo([entry]), "secondary compact", ticket));
    else acts.push(button(this.words.let_in, () => this.door.choose(ticket), code === "entry" ? "compact" : "secondary compact", ticket));
    const outside = rules.stillOutside(book, ticket.party, session);
    if (code === "entry" && outside.length > 1)
      acts.push(button(this.counted("party_in", outside.length), () => this.door.letInParty(ticket.party), "secondary compact"));
    return h("li", { className: "person" }, h("div", {}, ...said), h("p", { className: "actions" }, ...acts));
  }

  /* --- used twice --------------------------------------------------------------------------------------------- */

  twice() {
    const twice = rules.doubles(this.door.book.passages.values(), this.door.book.info?.ahead);
    this.twicePart.hidden = !twice.length;
    const list = this.twicePart.querySelector("ul");
    list.replaceChildren(...twice.map((several) => this.used(several)));
    this.twicePart.querySelector("[data-number]").textContent = String(twice.length);
  }

  used(several) {
    const name = this.door.book.tickets.get(several[0].ticket)?.name || this.words.no_name;
    return h(
      "li",
      {},
      h("p", { className: "person-name" }, name),
      ...several.map((entry, place) => h("p", { className: "small" }, place ? this.words.again : this.words.counts, " ", this.before(entry))),
    );
  }

  /* Apart from the verdict, which belongs to the guest who stands there. */
  warnOfDoubles(fresh) {
    const shape = document.getElementById("shape-stop").content.cloneNode(true);
    const lines = fresh.map((several) => {
      const name = this.door.book.tickets.get(several[0].ticket)?.name || this.words.no_name;
      return h("p", {}, `${name} · ${several.map((one) => this.before(one)).join(" · ")}`);
    });
    const said = h("div", {}, h("p", { className: "verdict-title" }, this.words.twice), ...lines);
    const seen = button(this.words.seen, () => {
      this.warningPart.hidden = true;
      this.warningPart.replaceChildren();
    }, "secondary compact");
    this.warningPart.replaceChildren(shape, said, h("p", { className: "actions" }, seen));
    this.warningPart.hidden = false;
  }

  /* --- the camera --------------------------------------------------------------------------------------------- */

  camera(on, refused = false) {
    this.videoPart.hidden = !on;
    this.cameraPart.textContent = on ? this.words.camera_off : this.words.camera_on;
    this.cameraPart.setAttribute("aria-pressed", String(on));
    this.troublePart.hidden = !refused;
  }
}

function names(people) {
  return people.map((one) => one.name).join(", ");
}

/* An element with its properties and children; text stays text. */
function h(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function button(label, press, look = "", ticket = null) {
  const element = h("button", { type: "button", className: `button ${look}`.trim() }, label);
  element.addEventListener("click", press);
  if (ticket) {
    element.dataset.ticket = ticket.uid;
    element.append(h("span", { className: "hidden" }, ` ${ticket.name}`)); // whom, for who hears the button alone
  }
  return element;
}

/* "at {time}" with its values. */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
