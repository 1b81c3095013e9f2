import { join } from 'node:path';
import { runDirectory } from '#cli/installation.ts';
import { recorded } from '#cli/process-record.ts';
import { supervise, type Notice, type Part, type Supervised } from '#cli/supervise.ts';

export const PART_NAMES = ['postgres', 'temporal', 'sandbox', 'worker', 'relay', 'api'] as const;
export type PartName = (typeof PART_NAMES)[number];

/** The parts of one installation, started one by one and ended together: programs first, then the servers they lean on. */
export function companyIn(directory: string, tell: (notice: Notice) => void) {
  const parts = new Map<PartName, Supervised>();
  let disbanded: Promise<void> | undefined;
  const end = async () => {
    const ending = (names: readonly PartName[]) => Promise.all(names.map((name) => parts.get(name)?.stop()));
    await ending(['api', 'relay', 'worker', 'sandbox']);
    await ending(['temporal', 'postgres']);
  };
  return {
    /** Starts a part and waits until it can be used. */
    async join(name: PartName, part: Part): Promise<void> {
      if (disbanded) throw new Error('stopped while starting');
      const supervised = supervise(recorded(part, join(runDirectory(directory), `${name}.json`)), tell);
      parts.set(name, supervised);
      await supervised.ready();
    },
    pids: (): Partial<Record<PartName, number>> =>
      Object.fromEntries([...parts].flatMap(([name, part]) => (part.pid() ? [[name, part.pid()]] : []))),
    /** Ends one part without warning, as a crash would; supervision starts it again. */
    kill: (name: PartName): void => parts.get(name)?.kill(),
    ready: async (name: PartName): Promise<void> => parts.get(name)?.ready(),
    disband: (): Promise<void> => (disbanded ??= end()),
  };
}
export type Company = ReturnType<typeof companyIn>;
