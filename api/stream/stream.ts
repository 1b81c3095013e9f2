import type { Request, RequestHandler, Response } from 'express';
import { callerOf, type Caller, type Identify } from '#api/caller.ts';
import { ChangeNotice, StreamQuery } from '#api/contract/stream.ts';
import { given } from '#api/reply.ts';
import { openCursor, sealCursor } from '#api/stream/cursor.ts';
import type { ChangeRow, Hub } from '#api/stream/hub.ts';

const MISSED_AT_MOST = 1000;
/** A page that reads slower than this much waits is better off reading afresh. */
const UNSENT_AT_MOST = 512 * 1024;

export type StreamDeps = { hub: Hub; identify: Identify; secret: string; heartbeatMs?: number; recheckMs: number };

/** Tells one page what changed for its reader, from the cursor it was made with; ends when the reader may no longer read. */
export const stream =
  ({ hub, identify, secret, heartbeatMs = 15_000, recheckMs }: StreamDeps): RequestHandler =>
  async (req, res) => {
    let caller = callerOf(res);
    const { tenantId } = caller;
    const asked = askedCursor(req);
    const from = asked === undefined ? hub.head() : openCursor(secret, tenantId, asked);
    let position = from ?? hub.head();
    const waiting: ChangeRow[] = [];
    let live = false;

    const idLine = () => `id: ${sealCursor(secret, tenantId, position)}\n`;
    const write = (text: string) => void (res.writableLength > UNSENT_AT_MOST ? res.destroy() : res.write(text));
    const event = (name: string, data: unknown) => write(`${idLine()}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    const tell = (rows: readonly ChangeRow[]) => {
      for (const row of rows) {
        if (row.published <= position) continue;
        position = row.published;
        if (concerns(row, caller)) event('change', noticeOf(row));
      }
    };

    const unsubscribe = hub.subscribe((rows) => (live ? tell(rows) : waiting.push(...rows)));
    const beat = setInterval(() => write(`${idLine()}: \n\n`), heartbeatMs);
    const check = setInterval(() => void recheck(), recheckMs);
    res.on('close', () => {
      unsubscribe();
      clearInterval(beat);
      clearInterval(check);
    });
    async function recheck(): Promise<void> {
      // While the database is away nothing is told either; the next check decides.
      const now = await identify(req.headers).catch(() => caller);
      if (now?.tenantId === tenantId && now.scopes.includes('cases:read')) caller = now;
      else end(res);
    }

    res.status(200).set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    res.flushHeaders();
    const missed = asked === undefined ? [] : from === undefined ? undefined : await hub.between(from, MISSED_AT_MOST);
    if (missed && missed.length < MISSED_AT_MOST) tell(missed);
    else {
      position = Math.max(position, hub.head());
      event('reload', {});
    }
    write(`${idLine()}: \n\n`);
    live = true;
    tell(waiting);
  };

function end(res: Response): void {
  res.end('event: ended\ndata: {}\n\n');
}

/** A browser that lost its connection names the last event it got; a page just made, the cursor it was made with. */
function askedCursor(req: Request): string | undefined {
  return req.get('Last-Event-ID') || given(StreamQuery, req.query).after;
}

const concerns = ({ tenantId, creditorId }: ChangeRow, caller: Caller): boolean =>
  tenantId === caller.tenantId && caller.creditorIds.includes(creditorId);

const noticeOf = ({ kind, caseId, ref }: ChangeRow): ChangeNotice => ChangeNotice.parse({ kind, caseId, ref });
