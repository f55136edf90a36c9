/* Reading QR codes with the camera: by the browser where it can, otherwise by a decoder that is loaded only then. */

const PAUSE = 60; // ms between two looks: a phone stays cool, and a code is still read before one notices
const WIDTH = 720; // pixels looked at: a ticket across a third of the picture has 4 pixels a square

export class Camera {
  constructor(video, decoderUrl, onText) {
    this.video = video;
    this.decoderUrl = decoderUrl;
    this.onText = onText;
    this.stream = null;
  }

  get isOn() {
    return this.stream !== null;
  }

  /* Rejects when there is no camera, or when the person says no. */
  async start() {
    const wish = { facingMode: "environment", width: { ideal: 1280 } };
    this.stream = await navigator.mediaDevices.getUserMedia({ video: wish, audio: false });
    this.video.srcObject = this.stream;
    await this.video.play();
    this.read = (await ofBrowser()) ?? (await this.ofScript());
    // A screen that goes dark between two guests would stop the camera.
    this.lock = await navigator.wakeLock?.request("screen").catch(() => null);
    this.look();
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
    this.stream = null;
    this.lock?.release();
  }

  async look() {
    while (this.stream) {
      if (this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !document.hidden) {
        const text = await this.read(this.video).catch(() => null);
        if (text && this.stream) await this.onText(text);
      }
      await new Promise((after) => setTimeout(after, PAUSE));
    }
  }

  async ofScript() {
    if (!globalThis.jsQR) await loaded(this.decoderUrl);
    const canvas = document.createElement("canvas");
    const paper = canvas.getContext("2d", { willReadFrequently: true });
    return async (video) => {
      canvas.width = Math.min(WIDTH, video.videoWidth);
      canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
      paper.drawImage(video, 0, 0, canvas.width, canvas.height);
      const { data } = paper.getImageData(0, 0, canvas.width, canvas.height);
      return globalThis.jsQR(data, canvas.width, canvas.height, { inversionAttempts: "dontInvert" })?.data ?? null;
    };
  }
}

async function ofBrowser() {
  if (!("BarcodeDetector" in globalThis)) return null;
  const formats = await globalThis.BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

function loaded(url) {
  return new Promise((kept, broken) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = kept;
    script.onerror = broken;
    document.head.append(script);
  });
}
