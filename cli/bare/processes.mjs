import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const PROC = existsSync('/proc/self/stat');

/**
 * When the process under `pid` began, as the system words it: a number that is given out again answers differently.
 * @param {number} pid
 * @returns {string | undefined} undefined when nothing runs there, or only a zombie nobody has reaped yet
 */
export function lifeOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (!PROC) return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || undefined;
  const stat = read(`/proc/${pid}/stat`);
  // The name stands in brackets and may itself hold brackets and spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' || fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

/**
 * The command line of the process under `pid`, words apart by one space; empty when there is none.
 * @param {number} pid
 */
export function commandOf(pid) {
  if (!PROC) return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
