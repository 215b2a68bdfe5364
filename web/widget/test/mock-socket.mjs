/** The server's half of a WebSocket, as little of it as tests need: small text frames out, nothing read but close. */
const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export function acceptSocket(request, socket, createHash) {
  const key = createHash('sha1')
    .update(request.headers['sec-websocket-key'] + magic)
    .digest('base64');
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Protocol: rozmova.v1\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
  );
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    // 0x8: the other side says goodbye.
    if ((data[0] & 15) === 8) socket.end(Buffer.from([0x88, 0]));
  });
  return (frame) => {
    if (socket.destroyed) return;
    const body = Buffer.from(JSON.stringify(frame));
    const head =
      body.length < 126
        ? Buffer.from([0x81, body.length])
        : Buffer.from([0x81, 126, body.length >> 8, body.length & 255]);
    socket.write(Buffer.concat([head, body]));
  };
}
