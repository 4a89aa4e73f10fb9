// One file on its way to the archive, with the standard client of the tus protocol. A cut line, a server that
// restarts, a page that is left: it goes on where it was, because the server tells how much it has.
const PIECE_BYTES = 16 * 1024 * 1024;
const PATIENCE_MILLISECONDS = [0, 1000, 2000, 4000, 8000, 15000];
const LONG_PATIENCE_MILLISECONDS = 15000;

export class Sending {
  // told: { begun(address), moved(arrivedBytes, sizeBytes), stalled(), refused(message), whole() }
  constructor(file, { uploads, token, address, told }) {
    this.file = file;
    this.told = told;
    this.isPaused = false;
    this.hasEnded = false;
    this.again = 0;
    this.upload = new tus.Upload(file, {
      endpoint: uploads,
      uploadUrl: address ?? null,
      chunkSize: PIECE_BYTES,
      retryDelays: PATIENCE_MILLISECONDS,
      metadata: { filename: file.name, modified: String(file.lastModified) },
      headers: { "x-franquette-token": token, accept: "application/json" },
      // The server knows what has arrived; nothing need be remembered here.
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => told.begun(new URL(this.upload.url, location.href).pathname),
      onProgress: (arrived, size) => told.moved(arrived, size),
      onShouldRetry: (error) => this.isWorthATry(error),
      onSuccess: () => this.end(() => told.whole()),
      onError: (error) => this.failed(error),
    });
    this.goOn = () => this.hasEnded || this.isPaused || this.start();
  }

  start() {
    clearTimeout(this.again);
    removeEventListener("online", this.goOn);
    this.isPaused = false;
    this.upload.start();
  }

  async pause() {
    clearTimeout(this.again);
    this.isPaused = true;
    await this.upload.abort();
  }

  async giveUp() {
    this.end(() => {});
    await this.upload.abort();
  }

  isWorthATry(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    return status < 400 || status >= 500 || [408, 409, 423].includes(status);
  }

  failed(error) {
    if (this.isPaused || this.hasEnded) return;
    if (this.isWorthATry(error)) {
      this.told.stalled();
      this.again = setTimeout(this.goOn, LONG_PATIENCE_MILLISECONDS);
      addEventListener("online", this.goOn, { once: true });
      return;
    }
    const response = error.originalResponse;
    this.end(() => this.told.refused(response.getStatus(), detailOf(response.getBody())));
  }

  end(say) {
    this.hasEnded = true;
    clearTimeout(this.again);
    removeEventListener("online", this.goOn);
    say();
  }
}

function detailOf(body) {
  try {
    return JSON.parse(body).detail ?? "";
  } catch {
    return "";
  }
}
