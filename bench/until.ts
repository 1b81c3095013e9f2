import { setTimeout as pause } from 'node:timers/promises';

type Patience = { signal: AbortSignal; everyMs?: number; forMs?: number };

/** Asks until the answer is something. @throws Error when it stays nothing for longer than `forMs` */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  { signal, everyMs = 250, forMs = 300_000 }: Patience,
): Promise<T> {
  for (const end = performance.now() + forMs; performance.now() < end; await pause(everyMs, undefined, { signal })) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`${what}: not within ${forMs / 1000} s`);
}
