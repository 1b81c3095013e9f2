import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { availableParallelism, freemem, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { startPostgres } from '#cli/embedded/postgres.ts';
import type { Bench } from '#bench/measure.ts';
import { percentile, timed } from '#bench/spread.ts';
import { temporaryDirectory } from '#bench/temporary-directory.ts';

const PAGE = Buffer.alloc(8192, 1);
const TIMER_MS = 5;

/**
 * What this machine adds to every measure by itself. On one line, p50 and p99 each, in ms:
 * - `cpu`: a loop that takes 10 ms when nothing else wants the core;
 * - `timer`: how late a 5 ms timer fires; its p99 is the line's value;
 * - `fsync`: 8 KB written and synced to the disk that the installations lie on;
 * - `roundtrip`, `commit`: `select 1`, and one durable insert, on an embedded PostgreSQL on loopback, nothing beside it.
 */
export async function noise(bench: Bench): Promise<void> {
  const directory = temporaryDirectory(bench);
  const load = loadavg().map((value) => Number(value.toFixed(2)));
  const timer = await many(300, async () => (await timed(() => pause(TIMER_MS))) - TIMER_MS);
  const floor = {
    cpu: spread(cpuLoops(200)),
    timer: spread(timer),
    fsync: spread(fsyncs(join(directory, 'file'), 100)),
    ...(await database(bench, join(directory, 'postgres'))),
  };
  const machine = { cores: availableParallelism(), freeMb: Math.round(freemem() / 2 ** 20), node: process.versions.node };
  bench.line('noise', percentile(timer, 0.99), 'ms', undefined, { load, floor, machine });
}

const spread = (values: readonly number[]) => ({
  p50: Number(percentile(values, 0.5).toFixed(2)),
  p99: Number(percentile(values, 0.99).toFixed(2)),
});

function cpuLoops(times: number): number[] {
  const turn = (rounds: number) => {
    const began = performance.now();
    let sum = 0;
    for (let n = 0; n < rounds; n++) sum += Math.sqrt(n ^ sum);
    return sum === -1 ? 0 : performance.now() - began;
  };
  turn(1_000_000);
  const perMillion = Math.min(...Array.from({ length: 10 }, () => turn(1_000_000)));
  return Array.from({ length: times }, () => turn(Math.round((10 / perMillion) * 1_000_000)));
}

function fsyncs(path: string, times: number): number[] {
  const file = openSync(path, 'w');
  const values = Array.from({ length: times }, () => {
    const began = performance.now();
    writeSync(file, PAGE);
    fsyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  return values;
}

async function database(bench: Bench, directory: string) {
  const server = await startPostgres(directory, { password: crypto.randomUUID() });
  bench.atEnd(server.stop);
  const client = postgres(server.url, { max: 1, onnotice: () => {} });
  bench.atEnd(() => client.end());
  await client`create table noise (n int)`;
  const roundtrip = spread(await many(500, () => timed(() => client`select 1`)));
  const commit = spread(await many(100, () => timed(() => client`insert into noise values (1)`)));
  return { roundtrip, commit };
}

async function many(times: number, once: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let n = 0; n < times; n++) values.push(await once());
  return values;
}
