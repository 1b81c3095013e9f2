import fc from 'fast-check';
import { CASE_ID } from '#domain/case/testing/given.ts';
import { DISPOSITIONS, HOLD_KINDS, type CaseInput } from '#domain/case/vocabulary.ts';
import { INTENTS } from '#domain/dialogue/intents.ts';
import { ATTEMPT_STATUSES } from '#domain/contact/attempt-status.ts';
import type { Case } from '#domain/case/case.ts';
import { DAY_MS } from '#domain/time/local.ts';

export const ACCOUNTS = ['loan', 'card', 'shop'];
const PARTIES = ['debtor', 'co-debtor', 'stranger'];
const POINTS = ['mobile', 'other', 'theirs', 'nowhere'];
const account = fc.constantFrom(...ACCOUNTS, 'unknown');
const by = fc.constantFrom('ann', 'bob');
const currency = fc.constantFrom('USD', 'MXN', '');
const id = (prefix: string, kinds: number) => fc.nat(kinds - 1).map((n) => `${prefix}-${n}`);
const hostile = fc.constantFrom(NaN, Infinity, -Infinity, -1, 0, 0.5, 1e300, Number.MAX_SAFE_INTEGER);
const amount = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 900_00 }) }, { weight: 1, arbitrary: hostile });
const day = (from: number) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: -3, max: 60 }).map((n) => new Date(from + n * DAY_MS).toISOString().slice(0, 10)) },
    { weight: 1, arbitrary: fc.constantFrom('', 'friday', '2026-02-30', '2026-11-3x', '9999-12-31', '0000-00-00') },
  );
const moment = (from: number) =>
  fc.oneof({ weight: 4, arbitrary: fc.integer({ min: from - 5 * DAY_MS, max: from + 60 * DAY_MS }) }, { weight: 1, arbitrary: hostile });

/** Ids that fit the case as it stands, made when the input is told, among ones that fit nothing. */
export type Told = (state: Case) => CaseInput;
const fixed = <T extends CaseInput>(body: fc.Arbitrary<T>): fc.Arbitrary<Told> => body.map((input) => () => input);
const dropped = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Any input of the vocabulary that no payment and no recall is, with figures and ids that may be anything. */
export function talk(from: number): fc.Arbitrary<Told> {
  const requested = { by, requestedAt: moment(from) };
  const handoffId = (state: Case, fits: boolean) => (fits ? (state.handoff?.id ?? 'none') : 'other');
  return fc.oneof(
    fixed(fc.constantFrom<CaseInput>({ type: 'CasePlaced' }, { type: 'ClockChanged' }, { type: 'Woke' })),
    fixed(fc.record({ type: fc.constant('AccountAdded' as const), accountId: account })),
    fixed(
      fc
        .record({
          type: fc.constant('MessageReceived' as const),
          messageId: id('message', 15),
          partyId: fc.constantFrom(...PARTIES),
          contactPointId: fc.constantFrom(...POINTS),
          intent: fc.constantFrom(...INTENTS),
          amountMinor: maybe(amount),
          dueOn: maybe(day(from)),
        })
        .map((body) => dropped(body) as CaseInput),
    ),
    fixed(
      fc.record({ type: fc.constant('OptedOut' as const), partyId: fc.constantFrom(...PARTIES), channel: fc.constant('sms' as const) }),
    ),
    fc
      .record({
        status: fc.constantFrom(...ATTEMPT_STATUSES),
        fits: fc.boolean(),
        refusal: maybe(fc.record({ rule: fc.constant('R'), notBefore: maybe(moment(from)) })),
      })
      .map(({ status, fits, refusal }): Told => ({ attempts }) => {
        const attemptId = (fits && attempts[0]?.id) || `${CASE_ID}:1:0:0`;
        return { type: 'AttemptEnded', attemptId, status, ...(refusal && { refusal: dropped(refusal) as { rule: string } }) };
      }),
    fc.constantFrom('contact', 'question', 'offer', 'none').map((which): Told => ({ attempts: [attempt], handoff }) => {
      const stepId = { contact: attempt?.id, question: attempt?.askedBy, offer: handoff?.stepId, none: undefined }[which] ?? 'x';
      return { type: 'StepFailed', stepId, code: 'c' };
    }),
    fc
      .record({
        type: fc.constantFrom('ClaimHandoff' as const, 'RenewHandoff' as const, 'ReleaseHandoff' as const),
        fits: fc.boolean(),
        ...requested,
      })
      .map(({ fits, ...body }): Told => (state) => ({ ...body, handoffId: handoffId(state, fits) })),
    fc
      .record({
        type: fc.constant('CompleteHandoff' as const),
        fits: fc.boolean(),
        disposition: fc.constantFrom(...DISPOSITIONS),
        promise: maybe(fc.record({ amountMinor: amount, currency, dueOn: day(from) })),
        resumeOn: maybe(day(from)),
        contactPointId: maybe(fc.constantFrom(...POINTS)),
        ...requested,
      })
      .map(
        ({ fits, ...body }): Told =>
          (state) =>
            dropped({ ...body, handoffId: handoffId(state, fits) }) as CaseInput,
      ),
    fixed(
      fc
        .record({
          type: fc.constant('PlaceHold' as const),
          holdId: id('hold', 60),
          kind: fc.constantFrom(...HOLD_KINDS),
          until: maybe(moment(from)),
          ...requested,
        })
        .map((body) => dropped(body) as CaseInput),
    ),
    fixed(fc.record({ type: fc.constant('ReleaseHold' as const), holdId: id('hold', 60), ...requested })),
    fixed(fc.record({ type: fc.constant('RecordPromise' as const), amountMinor: amount, currency, dueOn: day(from), ...requested })),
    fixed(fc.record({ type: fc.constant('SkipStep' as const), ...requested })),
  );
}

/** What changes what is owed. */
export function money(from: number): fc.Arbitrary<Told> {
  return fc.oneof(
    fixed(
      fc
        .record({
          type: fc.constant('PaymentPosted' as const),
          entryId: id('entry', 50),
          accountId: account,
          amountMinor: fc.integer({ min: 1, max: 200_00 }),
          occurredAt: maybe(moment(from)),
        })
        .map((body) => dropped(body) as CaseInput),
    ),
    fixed(fc.record({ type: fc.constant('BalanceCorrected' as const), entryId: id('entry', 50), accountId: account })),
    fixed(fc.record({ type: fc.constantFrom('AccountRecalled' as const, 'AccountClosed' as const), accountId: account })),
  );
}
