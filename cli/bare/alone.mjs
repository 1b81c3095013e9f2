import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lifeOf } from './processes.mjs';

/**
 * Does `work` while no other process of ours holds `file`; takes over from one that died holding it.
 * @template T
 * @param {string} file
 * @param {() => T | Promise<T>} work
 * @param {() => void} [waiting] called once, when somebody else is at it
 * @returns {Promise<T>}
 */
export async function alone(file, work, waiting) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !take(file); await pause(200)) {
    if (!told) waiting?.();
    told = true;
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  const mine = `${process.pid} ${lifeOf(process.pid)}`;
  if (claim(file, mine)) return true;
  const holder = content(file);
  const [pid, ...life] = holder.split(' ');
  // An empty file is one whose owner is between making and writing it; it reads as held.
  if (holder === '' || lifeOf(Number(pid)) === life.join(' ')) return false;
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return false;
  }
  // Somebody quicker may have taken over in between: then it was theirs that was moved, and it goes back.
  if (content(aside) !== holder) renameSync(aside, file);
  else rmSync(aside, { force: true });
  return claim(file, mine);
}

/** @param {string} file @param {string} mine */
function claim(file, mine) {
  try {
    writeFileSync(file, mine, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
function content(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
