export type PageEvent = { id: string | undefined; name: string; data: unknown };
export type Page = { events: PageEvent[]; lastId: () => string; ended: () => boolean; close: () => Promise<void> };

/** Reads server-sent events as a browser does, from the moment the stream is open. */
export async function openPage(address: string, headers: Record<string, string>): Promise<Page> {
  const hangUp = new AbortController();
  const response = await fetch(address, { headers, signal: hangUp.signal });
  const { body } = response;
  if (!response.ok || !body) throw new Error(`the stream answered ${response.status}`);
  const events: PageEvent[] = [];
  let lastId = '';
  let ended = false;
  let begun: () => void = () => {};
  const open = new Promise<void>((resolve) => (begun = resolve));
  const reading = (async () => {
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        take(text.slice(0, end));
        text = text.slice(end + 2);
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => (ended = true));

  function take(block: string): void {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const [id, name, data] = [field('id'), field('event'), field('data')];
    if (id) lastId = id;
    if (name && data) events.push({ id, name, data: JSON.parse(data) as unknown });
    begun();
  }
  await Promise.race([open, reading]);
  return {
    events,
    lastId: () => lastId,
    ended: () => ended,
    async close() {
      hangUp.abort();
      await reading;
    },
  };
}
