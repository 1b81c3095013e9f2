/** A change the page was told of, and when. `at`: as `performance.now()` tells it. */
export type Heard = { kind: string; ref: string; at: number };

/**
 * The live stream as a page of the web has it: one request with the person's cookie, read until hung up.
 * Resolves once the stream is open.
 */
export async function openStream(origin: string, cookie: string, hear: (change: Heard) => void): Promise<{ close: () => Promise<void> }> {
  const hangUp = new AbortController();
  const response = await fetch(`${origin}/api/v1/stream`, { headers: { cookie, accept: 'text/event-stream' }, signal: hangUp.signal });
  if (!response.ok || !response.body) throw new Error(`the stream was answered ${response.status}`);
  const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await chunks.read()).value ?? '';

  const read = async (): Promise<void> => {
    for (;;) {
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        take(text.slice(0, end));
        text = text.slice(end + 2);
      }
      const { done, value } = await chunks.read();
      if (done) return;
      text += value;
    }
  };
  function take(block: string): void {
    const lines = block.split('\n');
    const data = lines.find((line) => line.startsWith('data: '))?.slice(6);
    if (!data || !lines.includes('event: change')) return;
    const { kind, ref } = JSON.parse(data) as { kind: string; ref: string };
    hear({ kind, ref, at: performance.now() });
  }
  const reading = read().catch(() => undefined);
  return {
    close: async () => {
      hangUp.abort();
      await reading;
    },
  };
}
