/** The server's end of a WebSocket: handshake, text frames, close. Enough for tests, and no dependency. */
import { createHash } from 'node:crypto';

export class Socket {
  #stream;
  #buffer = Buffer.alloc(0);
  onText = () => {};
  onClose = () => {};

  constructor(request, stream) {
    this.#stream = stream;
    const accept = createHash('sha1')
      .update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11')
      .digest('base64');
    stream.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    stream.on('data', (chunk) => this.#read(chunk));
    stream.on('close', () => this.onClose());
    stream.on('error', () => {});
  }

  send(frame) {
    const data = Buffer.from(JSON.stringify(frame));
    const head =
      data.length < 126
        ? Buffer.from([0x81, data.length])
        : data.length < 65536
          ? Buffer.from([0x81, 126, data.length >> 8, data.length & 255])
          : Buffer.concat([Buffer.from([0x81, 127]), eight(data.length)]);
    this.#stream.write(Buffer.concat([head, data]));
  }

  /** Cuts the line without a word, as a lost network does. */
  cut() {
    this.#stream.destroy();
  }

  #read(chunk) {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const b = this.#buffer;
      if (b.length < 2) return;
      let length = b[1] & 127;
      let at = 2;
      if (length === 126) {
        if (b.length < 4) return;
        length = b.readUInt16BE(2);
        at = 4;
      } else if (length === 127) {
        if (b.length < 10) return;
        length = Number(b.readBigUInt64BE(2));
        at = 10;
      }
      const masked = b[1] & 128;
      if (b.length < at + (masked ? 4 : 0) + length) return;
      const mask = masked ? b.subarray(at, at + 4) : undefined;
      if (masked) at += 4;
      const data = Buffer.from(b.subarray(at, at + length));
      if (mask) for (let i = 0; i < data.length; i++) data[i] ^= mask[i % 4];
      this.#buffer = b.subarray(at + length);
      const kind = b[0] & 15;
      if (kind === 8) {
        this.#stream.end(Buffer.from([0x88, 0]));
        return;
      }
      if (kind === 1) this.onText(data.toString());
    }
  }
}

function eight(length) {
  const out = Buffer.alloc(8);
  out.writeBigUInt64BE(BigInt(length));
  return out;
}
