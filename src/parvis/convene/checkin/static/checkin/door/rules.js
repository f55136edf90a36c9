/* What a door decides, and from what: plain values in, plain values out. No page, no storage, no network, no clock.

   A book is { info, tickets: Map(uid → ticket), passages: Map(scan → passage) }.
   A passage is { scan, ticket, session, kind, reason, at, right, device, door, annulled, sent }: `at` by this device's
   clock (milliseconds), `right` the same instant put right by the server, once it has been there.
   `checkin/reconciling.py` and `checkin/admission.py` decide the same on the server. */

const PREFIX = "PVS1";
const LETTERS = 154; // of base 32, for 96 bytes
const SIGNED_AS = new TextEncoder().encode("parvis ticket 1\0");
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* Letters without accents nor capitals, so that a name is found as it is typed in a hurry. */
export function fold(text) {
  return text
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
}

/* The parts of a ticket's text; null when it is none. */
export function readTicket(text) {
  const found = text.trim().toUpperCase();
  if (!found.startsWith(PREFIX) || found.length !== PREFIX.length + LETTERS) return null;
  const bytes = new Uint8Array(96);
  let bits = 0;
  let held = 0;
  let place = 0;
  for (const letter of found.slice(PREFIX.length)) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[place] = held >> bits;
      place += 1;
      held &= (1 << bits) - 1;
    }
  }
  if (held) return null; // the last letter has two bits to spare: one way of writing only
  return { event: uid(bytes, 0), attendee: uid(bytes, 16), said: bytes.slice(0, 32), signature: bytes.slice(32) };
}

function uid(bytes, from) {
  const digits = [...bytes.slice(from, from + 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/* Whether the event's key signed the ticket; `subtle` is WebCrypto's. */
export async function isGenuine(ticket, jwk, subtle) {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await subtle.importKey("jwk", jwk, curve, false, ["verify"]);
  const message = new Uint8Array(SIGNED_AS.length + ticket.said.length);
  message.set(SIGNED_AS);
  message.set(ticket.said, SIGNED_AS.length);
  return subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, ticket.signature, message);
}

/* When it took place by the server's clock, as far as we know it. */
export function instant(passage, ahead = 0) {
  return passage.right ?? passage.at - ahead;
}

/* Entries that were not undone, by ticket and session, the first one first; equal instants by identifier. */
export function entriesByTicket(passages, ahead = 0) {
  const found = new Map();
  const entries = [...passages].filter((one) => one.kind === "entry" && !one.annulled);
  entries.sort((one, other) => instant(one, ahead) - instant(other, ahead) || (one.scan < other.scan ? -1 : 1));
  for (const one of entries) {
    const place = placeOf(one.ticket, one.session);
    if (found.has(place)) found.get(place).push(one);
    else found.set(place, [one]);
  }
  return found;
}

export function placeOf(ticket, session) {
  return `${ticket}/${session ?? ""}`;
}

/* Tickets that were let in more than once: [[first, ...others], …], the latest at the top. */
export function doubles(passages, ahead = 0) {
  const twice = [...entriesByTicket(passages, ahead).values()].filter((several) => several.length > 1);
  return twice.sort((one, other) => instant(other[1], ahead) - instant(one[1], ahead));
}

/* What to say to who shows this ticket: { code, ticket, entry }.

   found     what `readTicket` gave; `genuine`: its signature is the event's
   session   identifier of the session that this door checks; null for the event itself */
export function judge(book, found, genuine, session) {
  if (!found) return { code: "no-ticket" };
  if (found.event !== book.info.event.uid) return { code: "other-event", uid: null };
  if (!genuine) return { code: "false", uid: null };
  const ticket = book.tickets.get(found.attendee);
  if (!ticket) {
    const before = entryOf(book, found.attendee, session);
    return { code: before ? "already" : "unknown", uid: found.attendee, entry: before };
  }
  return { uid: found.attendee, ...admission(book, ticket, session) };
}

/* The same for a person found by name. */
export function admission(book, ticket, session) {
  if (ticket.state !== "good") return { code: "cancelled", ticket };
  if (!opens(book, ticket, session)) return { code: "not-session", ticket };
  const entry = entryOf(book, ticket.uid, session);
  return entry ? { code: "already", ticket, entry } : { code: "entry", ticket };
}

function opens(book, ticket, session) {
  if (session === null) return ticket.main || !book.info.main;
  const asked = book.info.sessions.find((one) => one.uid === session);
  return asked?.seats ? ticket.sessions.includes(session) : ticket.main || ticket.sessions.includes(session);
}

export function entryOf(book, ticket, session) {
  const several = entriesByTicket(
    [...book.passages.values()].filter((one) => one.ticket === ticket && one.session === session),
    book.info.ahead,
  );
  return several.get(placeOf(ticket, session))?.[0];
}

/* Those of a party who may still come in. */
export function stillOutside(book, party, session) {
  return [...book.tickets.values()].filter(
    (one) => one.party === party && admission(book, one, session).code === "entry",
  );
}

/* People whose names hold every word typed, each at the beginning of a word of the name; good tickets first. */
export function search(book, typed, limit = 20) {
  const words = fold(typed).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (!words.length) return [];
  const found = [...book.tickets.values()].filter((one) => {
    const name = fold(one.name).split(/[^\p{L}\p{N}]+/u);
    return words.every((word) => name.some((part) => part.startsWith(word)));
  });
  found.sort((one, other) => one.name.localeCompare(other.name, "fr") || (one.uid < other.uid ? -1 : 1));
  return found.slice(0, limit);
}

/* How many came in, by whom: the first entry of each ticket counts, where it was. */
export function counts(book, session) {
  const firsts = [...entriesByTicket(book.passages.values(), book.info.ahead).values()]
    .map(([first]) => first)
    .filter((one) => one.session === session);
  const tickets = [...book.tickets.values()];
  return {
    device: firsts.filter((one) => one.device === book.info.device.uid).length,
    door: firsts.filter((one) => one.door === book.info.door.uid).length,
    all: firsts.length,
    expected: tickets.filter((one) => one.state === "good" && opens(book, one, session)).length,
  };
}

/* What the server does not have yet, oldest first. */
export function unsent(book) {
  return [...book.passages.values()].filter((one) => !one.sent).sort((one, other) => one.at - other.at);
}

/* The book with what the server answered to a question since a cursor; returns what is to be written.

   Nothing here depends on the order of answers: a passage only ever becomes known, put right, or undone. */
export function learn(book, answer) {
  const tickets = new Map(answer.full ? [] : book.tickets);
  for (const ticket of answer.tickets) tickets.set(ticket.uid, ticket);
  const passages = new Map(book.passages);
  for (const theirs of answer.passages) {
    const ours = passages.get(theirs.scan);
    const right = Date.parse(theirs.at);
    passages.set(theirs.scan, {
      kind: "entry",
      reason: "",
      sent: true,
      ...ours,
      ...theirs,
      at: ours?.at ?? right,
      right,
      annulled: theirs.annulled || Boolean(ours?.annulled),
    });
  }
  return { ...book, tickets, passages };
}

/* The book after the server said what it keeps of a batch. A passage undone while the batch was under way goes again. */
export function acknowledged(book, batch, answer) {
  const passages = new Map(book.passages);
  const kept = new Set(answer.kept);
  for (const told of batch) {
    const ours = passages.get(told.scan);
    if (!ours || ours.annulled !== told.annulled) continue;
    const why = answer.refused[told.scan];
    if (kept.has(told.scan) || why) passages.set(told.scan, { ...ours, sent: true, refused: why ?? "" });
  }
  return { ...book, passages };
}
