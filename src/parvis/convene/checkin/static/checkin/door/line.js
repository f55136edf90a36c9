/* The line to the server: hands passages over and asks what is new. Every call may fail; nothing is lost then. */

const PATIENCE = 15000; // ms: a network that says nothing for longer is no network

/* Raised when this device may have no list any more: it was withdrawn, or the event is long over. */
export class Closed extends Error {}

export async function handOver(url, batch) {
  const passages = batch.map(({ scan, ticket, session, kind, reason, at, annulled }) => ({
    scan,
    ticket,
    session,
    kind,
    reason,
    at: new Date(at).toISOString(),
    annulled,
  }));
  const body = JSON.stringify({ now: new Date().toISOString(), passages });
  const answer = await ask(url, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  return answer;
}

/* What is new since the cursor; `ahead`: milliseconds by which our clock is ahead of the server's, half the journey off. */
export async function askNews(url, cursor) {
  const before = Date.now();
  const answer = await ask(`${url}?since=${encodeURIComponent(cursor ?? "")}`, {});
  const after = Date.now();
  return { ...answer, ahead: Math.round((before + after) / 2 - Date.parse(answer.now)) };
}

async function ask(url, options) {
  const response = await fetch(url, {
    ...options,
    credentials: "omit", // the address is the device's whole authority
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
  const answer = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : null;
  if (response.status === 410 || response.status === 404) throw Object.assign(new Closed(), { answer });
  if (!response.ok || !answer) throw new Error(`The server answered ${response.status}.`);
  return answer;
}
