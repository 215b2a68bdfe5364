// A language model's server that speaks OpenAI's protocol and says what it is told to: `commands` by a message, or null
// for a failure.
import { createServer } from 'node:http';

export async function startOracle(commands) {
  const counts = { read: 0, failed: 0 };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { messages } = JSON.parse(body);
    const list = commands(JSON.parse(messages.at(-1).content).message);
    counts[list ? 'read' : 'failed']++;
    response.writeHead(list ? 200 : 400, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify(
        list
          ? {
              model: 'oracle-1',
              choices: [{ message: { content: JSON.stringify({ commands: list }) }, finish_reason: 'stop' }],
              usage: {
                prompt_tokens: 2000,
                completion_tokens: 50,
                prompt_tokens_details: { cached_tokens: 1500 },
              },
            }
          : { error: { message: 'no', code: 'context_length_exceeded' } },
      ),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    counts,
    args: ['--model', 'oracle-1', '--model-url', `http://127.0.0.1:${port}/v1`],
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

/** One command of a model. */
export function command(kind, flow, text) {
  return { kind, flow, slot: '', value: '', options: [], text };
}
