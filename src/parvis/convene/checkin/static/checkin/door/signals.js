/* A verdict that is heard and felt, for who looks at the guest and not at the screen. */

let context = null;

/* Browsers give sound only after a gesture: called by the first press of a button. */
export function wake() {
  context ??= "AudioContext" in globalThis ? new AudioContext() : null;
  context?.resume();
}

/* One high note: come in. Two low ones: stop. One in the middle: look at the screen. */
const NOTES = { good: [[880, 0.14]], stop: [[220, 0.16], [196, 0.22]], look: [[440, 0.3]] };
const PULSES = { good: [60], stop: [180, 90, 180], look: [120] };

export function signal(kind) {
  navigator.vibrate?.(PULSES[kind]);
  if (context?.state !== "running") return;
  let start = context.currentTime;
  for (const [pitch, length] of NOTES[kind]) {
    const note = new OscillatorNode(context, { frequency: pitch, type: kind === "stop" ? "square" : "sine" });
    const volume = new GainNode(context, { gain: 0.25 });
    note.connect(volume).connect(context.destination);
    note.start(start);
    note.stop(start + length);
    start += length + 0.06;
  }
}
