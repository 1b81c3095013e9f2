import type { z } from 'zod';
import type { CaseEvent } from '#domain/case/vocabulary.ts';
import type { Details, Entry } from '#db/queries/timeline.ts';
import type { NameOf } from '#db/queries/names.ts';
import { TimelineFact as TimelineFactCode } from '#api/contract/codes.ts';
import type { AttemptItem, FactItem, LedgerItem, MessageItem, TimelineItem, VerdictNote } from '#api/contract/timeline.ts';
import { instant, instantOrNull } from '#api/reply.ts';
import { masked } from '#api/views/masked.ts';

type Of<Kind extends keyof Details> = Details[Kind][number];
type Known = { nameOf: NameOf; accountRef: (id: string) => string | undefined };
const MACHINE = { kind: 'machine', name: null } as const;

/** Rows as a reader meets them, in the order of `entries`. */
export function timelineItems(entries: readonly Entry[], details: Details, known: Known): z.input<typeof TimelineItem>[] {
  const items = new Map<string, z.input<typeof TimelineItem>>([
    ...details.attempts.map((row) => [`attempt ${row.attempt.id}`, attemptItem(row)] as const),
    ...details.messages.map((row) => [`message ${row.message.id}`, messageItem(row)] as const),
    ...details.facts.flatMap((row) => {
      const item = factItem(row, known);
      return item ? [[`fact ${row.event.seq}`, item] as const] : [];
    }),
    ...details.ledger.map((row) => [`ledger ${row.entry.id}`, ledgerItem(row)] as const),
  ]);
  return entries.flatMap(({ kind, ref }) => items.get(`${kind} ${ref}`) ?? []);
}

function attemptItem({ attempt, party, address, verdict, step, text, history }: Of<'attempts'>): z.input<typeof AttemptItem> {
  const word = (name: string) => (typeof step?.[name] === 'string' ? step[name] : null);
  return {
    kind: 'attempt',
    id: attempt.id,
    at: instant(attempt.occurredAt),
    recordedAt: instant(attempt.recordedAt),
    actor: MACHINE,
    channel: 'sms',
    party,
    address: address === null ? null : masked(address),
    status: attempt.status,
    refusal: attempt.refusal,
    verdict: verdict && verdictNote(verdict),
    step: word('place'),
    template: word('template'),
    text,
    history: history.map(({ status, recordedAt, raised }) => ({ status, recordedAt: instant(recordedAt), raised: raised === 'yes' })),
  };
}

type Spoken = { spoke?: readonly { rule: string; says: string; reason?: string }[]; nextAllowedAt?: number };
function verdictNote({ id, decision, rule, verdict }: NonNullable<Of<'attempts'>['verdict']>): z.input<typeof VerdictNote> {
  const { spoke, nextAllowedAt } = verdict as Spoken;
  const reason = spoke?.find((opinion) => opinion.rule === rule && opinion.says === 'deny')?.reason ?? null;
  return { id, decision, rule, reason, nextAllowedAt: instantOrNull(nextAllowedAt) };
}

const messageItem = ({ message, party }: Of<'messages'>): z.input<typeof MessageItem> => ({
  kind: 'message',
  id: message.id,
  at: instant(message.occurredAt),
  recordedAt: instant(message.recordedAt),
  actor: { kind: 'debtor', name: party },
  channel: 'sms',
  party,
  address: masked(message.address),
  text: message.text,
  intent: (message.understood?.['intent'] as z.input<typeof MessageItem>['intent'] | undefined) ?? null,
});

const ledgerItem = ({ entry, accountRef }: Of<'ledger'>): z.input<typeof LedgerItem> => ({
  kind: 'ledger',
  id: entry.id,
  at: instant(entry.occurredAt),
  recordedAt: instant(entry.recordedAt),
  actor: { kind: 'creditor', name: null },
  entry: entry.kind,
  accountRef,
  amountMinor: entry.amountMinor,
  currency: entry.currency,
});

/** Undefined for a fact of a newer release. */
function factItem({ event, note, hold }: Of<'facts'>, known: Known): z.input<typeof FactItem> | undefined {
  const type = TimelineFactCode.safeParse(event.type);
  if (!type.success) return undefined;
  const text = hold || (event.type === 'HandoffCompleted' ? note : null);
  return {
    kind: 'fact',
    id: `${event.caseId}:${event.seq}`,
    at: instant(event.occurredAt),
    recordedAt: instant(event.recordedAt),
    actor: actorOf(event.body, known.nameOf),
    type: type.data,
    ...particulars(event.body, known),
    ...(text && { text }),
  };
}

const COPIED = [
  'why',
  'rule',
  'step',
  'round',
  'amountMinor',
  'currency',
  'dueOn',
  'paidMinor',
  'channel',
  'team',
  'handoffId',
  'how',
  'disposition',
  'code',
];

function particulars(body: CaseEvent, { accountRef }: Known): Partial<z.input<typeof FactItem>> {
  const fields = body as Record<string, unknown>;
  const copied = Object.fromEntries(COPIED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
  const ref = 'accountId' in body ? accountRef(body.accountId) : undefined;
  return {
    ...copied,
    ...('until' in body && body.until !== undefined && { until: instant(body.until) }),
    ...('leaseUntil' in body && { leaseUntil: instant(body.leaseUntil) }),
    ...(body.type === 'HoldPlaced' && { holdKind: body.kind }),
    ...(ref && { accountRef: ref }),
  };
}

function actorOf(body: CaseEvent, nameOf: NameOf): z.input<typeof FactItem>['actor'] {
  const by = 'by' in body ? body.by : undefined;
  if (by === 'debtor') return { kind: 'debtor', name: null };
  if (by === undefined || by === 'closure' || by === 'machine') return MACHINE;
  return { kind: 'person', name: nameOf(by).name };
}

/** Everybody whose name a page of facts needs. */
export const actorsIn = (details: Details): string[] =>
  details.facts.flatMap(({ event }) => ('by' in event.body && typeof event.body.by === 'string' ? [event.body.by] : []));
