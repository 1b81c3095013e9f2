import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf } from '#cli/bare/processes.mjs';
import { ROOT } from '#cli/program-part.ts';
import { ensureWebBuilt } from '#cli/web-build.ts';
import type { Bench } from '#bench/measure.ts';
import { temporaryDirectory } from '#bench/temporary-directory.ts';
import { up } from '#bench/spine/up.ts';

const AFTER_MS = 60_000;

/**
 * `idle.rss_mb`: memory of everything that `c1 up` runs, itself and PostgreSQL's children included, 60 s after the box of a
 * first start, with the demo's cases being worked. The sum of PSS: resident memory in which a page that several processes
 * share counts once. Linux only.
 */
export async function idle(bench: Bench): Promise<void> {
  await ensureWebBuilt(bench.signal);
  const running = await up(bench, { root: ROOT, local: temporaryDirectory(bench) });
  bench.say('started; waiting for a minute');
  await pause(AFTER_MS, undefined, { signal: bench.signal });
  const shares = withChildren(running.pid).map((pid) => ({ part: partOf(commandOf(pid)), mb: pssMb(pid) }));
  const parts = [...Map.groupBy(shares, ({ part }) => part)].map(([part, of]) => [part, Math.round(sum(of.map(({ mb }) => mb)))] as const);
  bench.line('idle.rss_mb', sum(shares.map(({ mb }) => mb)), 'MB', 1500, { parts: Object.fromEntries(parts) });
}

/** A process and all that descend from it. */
function withChildren(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  const found = [root];
  for (const one of found) found.push(...parents.filter(({ parent }) => parent === one).map(({ pid }) => pid));
  return found;
}

/** 0 for a process that has ended meanwhile. */
function parentOf(pid: string): number {
  const stat = contentOf(`/proc/${pid}/stat`);
  // The name stands in brackets and may itself hold brackets and spaces.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

const pssMb = (pid: number): number => Number(/^Pss:\s+(\d+) kB/m.exec(contentOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function partOf(command: string): string {
  const ours = /(cli|api|workers|sandbox)\/[\w-]+\.m?[jt]s(?= |$)/g;
  const named = [...command.matchAll(ours)].map(([path]) => path).filter((path) => path !== 'cli/leash.ts');
  if (named[0]) return named[0];
  return /postgres/.test(command) ? 'postgres' : /temporal/.test(command) ? 'temporal' : 'other';
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
