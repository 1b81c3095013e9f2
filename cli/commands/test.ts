import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporalProgram } from '#cli/embedded/temporal.ts';
import { ROOT } from '#cli/program-part.ts';
import { ensureWebBuilt, isWebBuilt } from '#cli/web-build.ts';
import { closingLine, type Count } from '#test/closing-line.ts';

/** Projects that look at pages, and those that need servers. */
const BROWSING = ['e2e', 'drill'];
const SERVED = ['integration', 'workflow', ...BROWSING];

export async function run(words: string[]): Promise<number> {
  const long = words.includes('--long');
  const rest = words.filter((word) => word !== '--long');
  const projects = projectsIn(rest);
  if (needs(projects, ...BROWSING) && !isWebBuilt()) {
    console.log('Building the pages, half a minute …');
    await ensureWebBuilt();
  }
  if (needs(projects, ...SERVED)) await temporalProgram();
  const folder = mkdtempSync(join(tmpdir(), 'c1-count-'));
  const file = join(folder, 'count.json');
  mkdirSync(join(ROOT, '.local'), { recursive: true });
  const vitest = spawn(process.execPath, [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...rest], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, C1_COUNT: file, ...(long && { C1_LONG: '1' }) },
  });
  // Vitest ends its servers and then itself; this process waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => vitest.kill(signal));
  const [code, signal] = (await once(vitest, 'close')) as [number | null, NodeJS.Signals | null];
  const count = read(file);
  rmSync(folder, { recursive: true, force: true });
  const status = signal ? 128 + constants.signals[signal] : (code ?? 1);
  // Whatever ended the run early is itself a failure, also when every test before it passed.
  const failed = count.failed + (count.complete && (status === 0 || count.failed > 0) ? 0 : 1);
  console.log(`\n${closingLine({ passed: count.passed, failed })}`);
  return failed > 0 ? status || 1 : 0;
}

/** The projects that the words for vitest name; none means all. */
export const projectsIn = (words: readonly string[]): string[] =>
  words.flatMap((word, index) => (word.startsWith('--project=') ? [word.slice(10)] : words[index - 1] === '--project' ? [word] : []));

const needs = (projects: readonly string[], ...kinds: readonly string[]): boolean =>
  projects.length === 0 || projects.some((name) => kinds.includes(name));

function read(file: string): Count {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Count;
  } catch {
    return { passed: 0, failed: 0, complete: false };
  }
}
