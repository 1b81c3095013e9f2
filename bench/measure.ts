/** What was measured, as one line of JSON. Without a bar it is there to compare with. */
export type Line = { bench: string; name: string; value: number; unit: Unit; bar: number | null; ok: boolean | null };
export type Unit = 'ms' | 's' | 'MB' | 'events' | 'count';

/** What a measure is given: where to put what it finds, and how to have what it starts ended. */
export type Bench = {
  /** `bar`: the value must not be above it. `more` goes on the same line. */
  line: (name: string, value: number, unit: Unit, bar?: number, more?: Record<string, unknown>) => void;
  /** Progress, for whoever watches; not part of the result. */
  say: (text: string) => void;
  /** Ended in reverse order once the measure is over, however it ends. */
  atEnd: (end: Ending) => void;
  /** Fires when everything is to stop. */
  signal: AbortSignal;
};
export type Ending = () => Promise<void> | void;
export type Measure = (bench: Bench) => Promise<void>;

/** Runs one measure and ends all it started, also when it fails or is told to stop. @returns its lines */
export async function measured(bench: string, measure: Measure, signal: AbortSignal): Promise<Line[]> {
  const lines: Line[] = [];
  const ends: Ending[] = [];
  const running = measure({
    line: (name, value, unit, bar, more) => {
      const line: Line = { bench, name, value: rounded(value), unit, bar: bar ?? null, ok: bar === undefined ? null : value <= bar };
      lines.push(line);
      console.log(JSON.stringify({ ...line, ...more }));
    },
    say: (text) => console.error(`  ${text}`),
    atEnd: (end) => void ends.push(end),
    signal,
  });
  try {
    await Promise.race([running, stopped(signal)]);
  } finally {
    await endAll(ends);
    // What was cut off fails now that its installation is gone; what it started last is ended too.
    await running.catch(() => undefined);
    await endAll(ends);
  }
  return lines;
}

async function endAll(ends: Ending[]): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop())
    await Promise.resolve(end()).catch((error: unknown) => console.error('  could not be ended:', error));
}

/** Three figures say all that a clock on a shared machine can. */
const rounded = (value: number): number => (Math.abs(value) < 100 ? Number(value.toPrecision(3)) : Math.round(value));

const stopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const refuse = () => reject(new Error('stopped'));
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
