import { z } from 'zod';
import { mulberry } from '../random.ts';

/** A wrong answer on purpose. `after`: the message was taken on, and the customer doesn't learn it. */
export const Fault = z.object({
  kind: z.enum(['refuse', 'server-error', 'time-out', 'reset']),
  when: z.enum(['before', 'after']).default('before'),
  times: z.int().positive().optional(),
  probability: z.number().min(0).max(1).default(1),
  to: z.string().optional(),
  status: z.int().min(400).max(599).optional(),
  code: z.int().optional(),
  seed: z.int().default(1),
});
export type Fault = z.infer<typeof Fault>;

export type Faults = { set(faults: Fault[]): void; list(): Fault[]; next(when: Fault['when'], to: string | undefined): Fault | undefined };

export function faults(): Faults {
  let wanted: { fault: Fault; left: number; random: () => number }[] = [];
  return {
    set: (list) => {
      wanted = list.map((fault) => ({ fault, left: fault.times ?? Infinity, random: mulberry(fault.seed) }));
    },
    list: () => wanted.filter(({ left }) => left > 0).map(({ fault, left }) => ({ ...fault, ...(left !== Infinity && { times: left }) })),
    next(when, to) {
      const hit = wanted.find(
        ({ fault, left, random }) => left > 0 && fault.when === when && (!fault.to || fault.to === to) && random() < fault.probability,
      );
      if (hit) hit.left -= 1;
      return hit?.fault;
    },
  };
}
