import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { mendDriver } from '../../db/mend-driver.mjs';
import { patience } from './patience.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} Locked */
/** @typedef {{ packages?: Record<string, Locked> }} Lock */

/** @param {string} root */
export const nodeIn = (root) => join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Installs what the lock asks for, unless it is there; two at once never both install.
 * @param {string} root
 * @throws Error with a sentence for the person at the keyboard
 */
export async function ensureInstalled(root) {
  if (!isInstalled(root)) await installOnce(root);
  // Every time: whoever ran npm by hand has the driver as it was published.
  mendDriver();
}

/** @param {string} root */
async function installOnce(root) {
  const elsewhere = () => void process.stderr.write('  Another c1 is installing the dependencies; waiting for it …\n');
  await alone(
    join(root, '.local', 'install.lock'),
    async () => {
      if (isInstalled(root)) return;
      await install(root);
      if (!existsSync(nodeIn(root))) throw new Error(NO_SCRIPTS);
      writeFileSync(stampIn(root), lockHash(root));
    },
    elsewhere,
  );
}

/** @param {string} root */
export function isInstalled(root) {
  if (!existsSync(nodeIn(root))) return false;
  const wanted = lockHash(root);
  if (existsSync(stampIn(root)) && readFileSync(stampIn(root), 'utf8') === wanted) return true;
  const left = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(left) || !holds(json(left), json(join(root, 'package-lock.json')))) return false;
  writeFileSync(stampIn(root), wanted);
  return true;
}

/**
 * Whether what npm says it installed is what the lock asks for; packages of other platforms may be missing.
 * @param {Lock} installed npm's own node_modules/.package-lock.json
 * @param {Lock} wanted package-lock.json
 */
export function holds(installed, wanted) {
  const there = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {}).every(([path, locked]) => {
    if (path === '') return true;
    const found = there[path];
    if (!found) return Boolean(locked.optional || locked.devOptional);
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/**
 * A sentence for why npm failed, from what it printed; below its own words when they say more.
 * @param {string} said
 * @param {number | null} code
 */
export function npmTrouble(said, code) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/.test(said))
    return 'The npm registry cannot be reached, so the dependencies are not installed. Check the network or proxy (npm config get registry), then run the same command again.';
  if (/ENOSPC/.test(said)) return 'The disk is full: the dependencies need 1.2 GB. Make room, then run the same command again.';
  if (/EACCES|EPERM/.test(said))
    return 'npm may not write here. Make this folder yours (node_modules may belong to another user), then run the same command again.';
  return `${said.trim()}\nnpm ci ended with ${code}; its words are above. Nothing was started.`;
}

/** npm tries for over two minutes by itself before it says that there is no network. */
const QUICK_TO_FAIL = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000'];

const NO_SCRIPTS =
  'npm installed everything but Node 24 itself: install scripts are switched off. Run `npm config set ignore-scripts false`, delete node_modules and try again.';

/** @param {string} root */
function install(root) {
  const again = existsSync(join(root, 'node_modules'));
  const done = patience(again ? 'Dependencies changed: installing them' : 'First start: installing dependencies, 1 to 4 minutes');
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...QUICK_TO_FAIL], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let said = '';
    const hear = (/** @type {Buffer} */ words) => void (said = (said + words).slice(-20_000));
    npm.stdout.on('data', hear);
    npm.stderr.on('data', hear);
    const interrupt = () => void npm.kill();
    process.once('exit', interrupt);
    const settle = (/** @type {Error | undefined} */ error) => {
      process.off('exit', interrupt);
      done(error ? undefined : 'Dependencies installed');
      if (error) reject(error);
      else resolve(undefined);
    };
    npm.once('error', () =>
      settle(
        new Error(
          'npm is not on PATH. Install Node.js 20 or newer together with npm (https://nodejs.org), then run the same command again.',
        ),
      ),
    );
    npm.once('close', (code) => settle(code === 0 ? undefined : new Error(npmTrouble(said, code))));
  });
}

/** @param {string} root */
const stampIn = (root) => join(root, 'node_modules', '.c1-lock');

/** @param {string} root */
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** @param {string} file @returns {Lock} */
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
