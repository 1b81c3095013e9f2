import { execFileSync, spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process';
import { Trouble } from '#cli/arguments.ts';

/** Who runs a program: `user` owns what it makes (undefined: whoever started us); `prefix` is the command that becomes that user, if one does. */
export type Identity = { user?: { uid: number; gid: number }; prefix: readonly string[] };

/**
 * PostgreSQL refuses root, so root runs it as the user `postgres`, made when missing. Where that user may not enter the
 * folders on the way (a clone in /root), the server gets the one capability that opens them, and keeps every other limit.
 */
export function plainUser(program: string, folder: string): Identity {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const user = { uid: idOf('-u'), gid: idOf('-g') };
  const starts = (attempt: Identity) => run(attempt, program, ['--version']) === 0;
  const direct: Identity = { user, prefix: [] };
  if (starts(direct) && run(direct, 'test', ['-x', folder]) === 0) return direct;
  const opened: Identity = {
    user,
    prefix: [
      'setpriv',
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      '--securebits=+no_setuid_fixup',
      '--inh-caps=-all,+dac_override',
      '--ambient-caps=-all,+dac_override',
    ],
  };
  if (starts(opened)) return opened;
  throw new Trouble(
    `PostgreSQL refuses to run as root, and the user postgres may not enter ${folder}. Start as a plain user, move this folder to where others may enter (/srv, say), or set DATABASE_URL.`,
  );
}

export function spawnAs(identity: Identity, program: string, words: readonly string[], stdio: StdioOptions): ChildProcess {
  const [command = program, ...rest] = [...identity.prefix, program, ...words];
  return spawn(command, rest, { ...become(identity), detached: true, stdio });
}

const run = (identity: Identity, program: string, words: readonly string[]): number | null => {
  const [command = program, ...rest] = [...identity.prefix, program, ...words];
  return spawnSync(command, rest, { ...become(identity), stdio: 'ignore' }).status;
};

const become = ({ user, prefix }: Identity) => (user && prefix.length === 0 ? user : {});

function idOf(flag: '-u' | '-g'): number {
  const ask = () => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return ask();
  } catch {
    if (spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' }).status !== 0)
      throw new Trouble(
        'PostgreSQL refuses to run as root and the user postgres cannot be made. Start as a plain user, or set DATABASE_URL.',
      );
    return ask();
  }
}
