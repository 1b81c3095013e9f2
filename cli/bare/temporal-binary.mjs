import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { alone } from './alone.mjs';

/** The release that `cli/embedded/temporal-server/go.mod` names. */
export const TEMPORAL_VERSION = '1.8.2';
export const NO_TEMPORAL =
  'Temporal cannot be had here: it is neither on PATH nor to be downloaded nor built. Install Go 1.26.4 or newer (https://go.dev/dl) and start again, put the `temporal` command line 1.8 on PATH, or set TEMPORAL_ADDRESS to a server that runs.';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * A Temporal server that can be started at once: ours from the cache, or the one on PATH.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string | undefined} the path of its command
 */
export function findTemporal(environment = process.env) {
  const ours = cached(environment);
  if (isProgram(ours)) return ours;
  const places = (environment['PATH'] ?? '').split(delimiter).filter((place) => place !== '');
  return places.map((place) => join(place, 'temporal')).find((program) => isProgram(program) && answers(program));
}

/**
 * Finds Temporal, or downloads it, or builds it with Go; the first to come does the work, the others wait for it.
 * @param {{ environment?: NodeJS.ProcessEnv, source?: string }} [options]
 * @returns {Promise<string>} the path of its command
 * @throws Error with a sentence that says how to get it
 */
export async function obtainTemporal({ environment = process.env, source = 'https://temporal.download' } = {}) {
  const found = findTemporal(environment);
  if (found) return found;
  const target = cached(environment);
  return alone(`${target}.lock`, async () => {
    if (isProgram(target)) return target;
    const workshop = mkdtempSync(`${target}-`);
    try {
      const made = (await download(source, workshop)) ?? (await build(workshop, environment));
      // Renamed when whole, so that nobody ever starts half a server.
      renameSync(made, target);
      return target;
    } finally {
      rmSync(workshop, { recursive: true, force: true });
    }
  });
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string}
 */
function cached(environment) {
  const chosen = environment['XDG_CACHE_HOME'];
  const home = chosen && isAbsolute(chosen) ? chosen : join(homedir(), '.cache');
  const places = [join(home, 'collectionone'), join(root, '.local', 'cache')];
  return join(places.find(isWritable) ?? '', `temporal-${TEMPORAL_VERSION}`);
}

/** @param {string} directory */
function isWritable(directory) {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} program */
const answers = (program) =>
  /temporal version/i.test(spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 }).stdout ?? '');

/**
 * @param {string} source
 * @param {string} workshop
 * @returns {Promise<string | undefined>} undefined when it is not to be had from there
 */
async function download(source, workshop) {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const address = `${source}/cli/archive/v${TEMPORAL_VERSION}?platform=${process.platform}&arch=${arch}`;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 5000);
  const answer = await fetch(address, { signal: patience.signal }).catch(() => undefined);
  clearTimeout(timer);
  if (!answer?.ok || !answer.body) return undefined;
  const archive = join(workshop, 'archive.tar.gz');
  try {
    await pipeline(Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (answer.body)), createWriteStream(archive));
  } catch {
    return undefined;
  }
  spawnSync('tar', ['-xzf', archive, '-C', workshop], { stdio: 'ignore' });
  const program = join(workshop, 'temporal');
  return isProgram(program) && answers(program) ? program : undefined;
}

/**
 * @param {string} workshop
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<string>}
 */
async function build(workshop, environment) {
  const program = join(workshop, 'temporal');
  const go = ['go', '/usr/local/go/bin/go', '/usr/lib/go/bin/go'].find((name) => spawnSync(name, ['version']).status === 0);
  if (!go) throw new Error(NO_TEMPORAL);
  const child = spawn(go, ['build', '-ldflags', '-s -w', '-o', program, 'github.com/temporalio/cli/cmd/temporal'], {
    cwd: join(root, 'cli', 'embedded', 'temporal-server'),
    env: { ...environment, HOME: environment['HOME'] ?? homedir() },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const interrupt = () => void child.kill('SIGINT');
  process.once('exit', interrupt);
  let said = '';
  child.stderr.on('data', (words) => void (said = (said + words).slice(-2000)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  process.off('exit', interrupt);
  if (code !== 0 || !existsSync(program)) throw new Error(`${said.trim()}\nGo could not build Temporal. ${NO_TEMPORAL}`);
  return program;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  obtainTemporal().then(
    (program) => process.stdout.write(`${program}\n`),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
