import { z } from 'zod';
import { CHANNELS } from '#domain/contact/channel.ts';

/** A length on the tenant's calendar. */
export const CalendarSpan = z.union([
  z.object({ days: z.int().positive() }).strict(),
  z.object({ hours: z.int().positive() }).strict(),
  z.object({ minutes: z.int().positive() }).strict(),
]);
export type CalendarSpan = z.infer<typeof CalendarSpan>;

const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a wall time such as 09:00');
const key = z.string().min(1).max(40);

export const PlaybookStep = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('message'),
      channel: z.enum(CHANNELS),
      template: key,
      /** Wall times in every zone of the debtor between which it leaves: [from, to). */
      hours: z.tuple([wall, wall]).refine(([from, to]) => from < to, 'hours begin before they end, within one day'),
      replyWithin: CalendarSpan,
      otherwise: key,
    })
    .strict(),
  z.object({ kind: z.literal('pause'), for: CalendarSpan, then: key }).strict(),
  z.object({ kind: z.literal('handoff'), team: key, because: z.string().max(120) }).strict(),
]);
export type PlaybookStep = z.infer<typeof PlaybookStep>;

/** The steps of contact as data: immutable once published, pinned by each case. */
export const Playbook = z
  .object({
    key,
    version: z.int().positive(),
    name: z.string().max(80),
    start: key,
    steps: z.record(key, PlaybookStep),
    /** How long the machine rests after a person finished without an agreement, before it starts again. */
    restAfterPerson: CalendarSpan,
    /** How long a collector may hold a claim without acting; real time. */
    claimMinutes: z.int().positive(),
  })
  .strict()
  .superRefine((playbook, context) => {
    const known = (to: string, from: string) => {
      if (!Object.hasOwn(playbook.steps, to)) context.addIssue({ code: 'custom', message: `${from} leads to ${to}, which is no step` });
    };
    known(playbook.start, 'the start');
    for (const [name, step] of Object.entries(playbook.steps)) {
      if (step.kind === 'message') known(step.otherwise, name);
      if (step.kind === 'pause') known(step.then, name);
    }
  });
export type Playbook = z.infer<typeof Playbook>;

/** The step of that name. @throws RangeError when the playbook has none: a published playbook is checked for it. */
export function stepOf(playbook: Playbook, name: string): PlaybookStep {
  const step = Object.hasOwn(playbook.steps, name) ? playbook.steps[name] : undefined;
  if (!step) throw new RangeError(`playbook ${playbook.key} v${playbook.version} has no step ${name}`);
  return step;
}
