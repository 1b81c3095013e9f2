import { z } from 'zod';

export const Id = z.uuid();
/** Real time unless the field says otherwise. */
export const Moment = z.iso.datetime().meta({ description: 'An instant, ISO 8601 in UTC.' });
export const TenantMoment = z.iso.datetime().meta({ description: "An instant on the tenant's calendar, ISO 8601 in UTC." });
/** What is kept and shown as a date of four digits: an offset moves one out of its year. */
const [FIRST, LAST] = [Date.UTC(1900, 0), Date.UTC(9999, 11, 31)];
export const isKept = (at: number): boolean => at >= FIRST && at <= LAST;
export const GivenMoment = z.iso
  .datetime({ offset: true })
  .refine((text) => isKept(Date.parse(text)), 'not between 1900 and 9999')
  .meta({ description: 'An instant between 1900 and 9999, ISO 8601 with Z or an offset.' });
export const LocalDate = z.iso.date();
export const Minor = z.int().meta({ description: 'Money in integer minor units of the currency beside it.' });
export const Currency = z.string().regex(/^[A-Z]{3}$/);

const TURNS_READING_AROUND = /[\u202A-\u202E\u2066-\u2069]/g;
/** What a person writes for others to read: without what would turn the words beside it around, and with something to see. */
export const words = (most: number) =>
  z
    .string()
    .overwrite((text) => text.replace(TURNS_READING_AROUND, ''))
    .trim()
    .min(1)
    .max(most)
    .refine((text) => /[^\s\p{Cf}]/u.test(text), 'nothing in it can be seen');

/** The closed list of a domain type as a schema; a code left out, or one too many, does not compile. */
export const codes = <Code extends string>(all: Record<Code, true>) => z.enum(Object.keys(all) as [Code, ...Code[]]);

export const Named = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Named' });

export const PageQuery = z.object({
  cursor: z.string().max(300).optional().meta({ description: '`nextCursor` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const pageOf = <Item extends z.ZodType>(item: Item) => ({
  items: z.array(item),
  nextCursor: z.string().nullable().meta({ description: 'Asks for the page after this one; null on the last.' }),
});

export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,100}$/)
  .meta({ description: 'Chosen by the caller for one act: a repetition with the same key and body gets the same answer.' });
export const IdempotencyHeader = z.object({ 'Idempotency-Key': IdempotencyKey });

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'What programs compare; `title` and `detail` are for people.' }),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    by: Named.optional().meta({ description: 'Who was first, for `taken`, `handoff-over` and `not-yours`.' }),
    since: Moment.optional(),
    earlierMs: z.int().optional().meta({ description: 'By how much the other was first.' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
