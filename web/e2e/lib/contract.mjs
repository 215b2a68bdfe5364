// Listens to everything that a window's pages and the real server say to one another, and holds it to the OpenAPI
// document: what the front end's types promise is what is really sent.
import { Contract } from '../../shared/test/contract.mjs';

export function listen(context) {
  const contract = new Contract();
  const reading = [];
  const heard = { answers: 0, frames: 0 };
  const frame = (name) => (sent) => {
    heard.frames++;
    contract.frame(name, JSON.parse(sent.payload));
  };
  const exchange = async (response) => {
    const request = response.request();
    const path = new URL(request.url()).pathname;
    if (!path.startsWith('/api/') || request.method() === 'OPTIONS') return;
    if (response.headers()['content-type']?.startsWith('text/event-stream')) return; // it has no end to wait for
    // A page that went away leaves no body; there is nothing to hold then.
    const text = await response.text().catch(() => undefined);
    if (text === undefined) return;
    heard.answers++;
    const sent = request.postData();
    contract.request(request.method(), path, sent ? JSON.parse(sent) : undefined);
    contract.answer(request.method(), path, response.status(), text ? JSON.parse(text) : undefined);
  };
  context.on('response', (response) => reading.push(exchange(response)));
  context.on('page', (page) =>
    page.on('websocket', (socket) => {
      const desk = socket.url().includes('/api/desk/');
      socket.on('framereceived', frame(desk ? 'DeskFrame' : 'CustomerFrame'));
      if (desk) socket.on('framesent', frame('DeskCommand'));
    }),
  );
  return {
    heard,
    /** Where the document was left, when all answers are read. */
    async breaches() {
      await Promise.all(reading);
      return contract.breaches;
    },
  };
}
