import type { ChangeNotice } from '#lib/api/index.ts';

export type Follow = {
  /** The cursor of the answer the page was made from: nothing between it and the first event is missed. */
  after: string | null;
  onchange: (change: ChangeNotice) => void;
  /** The cursor is too old, or the sign-in changed: everything has to be read again. */
  onreload: () => void;
  onstate: (live: boolean) => void;
};

/** Follows what changes. The browser reconnects by itself and resumes from the last event it saw. */
export function followChanges({ after, onchange, onreload, onstate }: Follow): () => void {
  const source = new EventSource(`/api/v1/stream${after ? `?after=${encodeURIComponent(after)}` : ''}`);
  source.addEventListener('open', () => onstate(true));
  source.addEventListener('error', () => {
    onstate(false);
    if (source.readyState === EventSource.CLOSED) onreload();
  });
  source.addEventListener('change', (event: MessageEvent<string>) => onchange(JSON.parse(event.data) as ChangeNotice));
  source.addEventListener('reload', onreload);
  source.addEventListener('ended', onreload);
  return () => source.close();
}
