import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import {
  account,
  attempt,
  attemptEvent,
  caseEvent,
  caseStep,
  contactPoint,
  gateVerdict,
  hold,
  ledgerEntry,
  message,
  note,
  party,
} from '#db/schema/index.ts';

export type EntryKind = 'attempt' | 'message' | 'fact' | 'ledger';
/** One line of a timeline: where its row is, and its place among the others. `at`: ms on the tenant's calendar. */
export type Entry = { kind: EntryKind; ref: string; at: number; tie: string };

/** Facts told by the attempt, message or payment they belong to. */
const TOLD_ELSEWHERE = ['AttemptPlanned', 'AttemptEnded', 'ReplyReceived', 'PaymentRecorded', 'BalanceChanged', 'AccountJoined'];

/** All kinds of one case, newest first. */
export async function timelineOf(
  tx: Transaction,
  caseId: string,
  after: { at: number; tie: string } | undefined,
  limit: number,
): Promise<Entry[]> {
  const told = sql.join(
    TOLD_ELSEWHERE.map((type) => sql`${type}`),
    sql`, `,
  );
  const rows = await tx.execute<{ kind: EntryKind; ref: string; at: string; tie: string }>(sql`
    select * from (
      select 'attempt' as kind, id as ref, floor(extract(epoch from occurred_at) * 1000)::bigint as at, 'c' || id as tie
        from ${attempt} where case_id = ${caseId}
      union all
      select 'message', id::text, floor(extract(epoch from occurred_at) * 1000)::bigint, 'b' || id::text
        from ${message} where case_id = ${caseId} and direction = 'in'
      union all
      select 'fact', seq::text, floor(extract(epoch from occurred_at) * 1000)::bigint, 'd' || lpad(seq::text, 10, '0')
        from ${caseEvent} where case_id = ${caseId} and type not in (${told})
      union all
      select 'ledger', e.id::text, floor(extract(epoch from e.occurred_at) * 1000)::bigint, 'a' || a.id::text || lpad(e.seq::text, 10, '0')
        from ${ledgerEntry} e join ${account} a on a.id = e.account_id where a.case_id = ${caseId}
    ) entries
    ${after ? sql`where (at, tie) < (${after.at}::bigint, ${after.tie})` : sql``}
    order by at desc, tie desc limit ${limit}`);
  return rows.map(({ at, ...entry }) => ({ ...entry, at: Number(at) }));
}

const refs = (entries: readonly Entry[], kind: EntryKind) => entries.filter((entry) => entry.kind === kind).map(({ ref }) => ref);

/** The rows behind a page of entries, by kind. */
export async function detailsOf(tx: Transaction, caseId: string, entries: readonly Entry[]) {
  return {
    attempts: await attempts(tx, refs(entries, 'attempt')),
    messages: await messages(tx, refs(entries, 'message')),
    facts: await facts(tx, caseId, refs(entries, 'fact').map(Number)),
    ledger: await ledger(tx, refs(entries, 'ledger')),
  };
}
export type Details = Awaited<ReturnType<typeof detailsOf>>;

/** Not what it read: that may name attempts of creditors the reader is not granted. */
const VERDICT = { id: gateVerdict.id, decision: gateVerdict.decision, rule: gateVerdict.rule, verdict: gateVerdict.verdict };

async function attempts(tx: Transaction, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ attempt, party: party.name, address: contactPoint.value, verdict: VERDICT, step: caseStep.body, text: message.text })
    .from(attempt)
    .leftJoin(party, eq(party.id, attempt.partyId))
    .leftJoin(contactPoint, eq(contactPoint.id, attempt.contactPointId))
    .leftJoin(gateVerdict, eq(gateVerdict.id, attempt.verdictId))
    .leftJoin(caseStep, eq(caseStep.id, attempt.id))
    .leftJoin(message, eq(message.attemptId, attempt.id))
    .where(inArray(attempt.id, [...ids]));
  const events = await tx
    .select()
    .from(attemptEvent)
    .where(inArray(attemptEvent.attemptId, [...ids]))
    .orderBy(asc(attemptEvent.attemptId), asc(attemptEvent.seq));
  return rows.map((row) => ({ ...row, history: events.filter(({ attemptId }) => attemptId === row.attempt.id) }));
}

async function messages(tx: Transaction, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .select({ message, party: party.name })
    .from(message)
    .leftJoin(party, eq(party.id, message.partyId))
    .where(inArray(message.id, [...ids]));
}

async function facts(tx: Transaction, caseId: string, seqs: readonly number[]) {
  if (seqs.length === 0) return [];
  return tx
    .select({ event: caseEvent, note: note.text, hold: hold.because })
    .from(caseEvent)
    .leftJoin(note, eq(note.inputId, caseEvent.inputId))
    .leftJoin(hold, sql`${caseEvent.type} = 'HoldPlaced' and ${hold.id} = (${caseEvent.body}->>'holdId')::uuid`)
    .where(and(eq(caseEvent.caseId, caseId), inArray(caseEvent.seq, [...seqs])));
}

async function ledger(tx: Transaction, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .select({ entry: ledgerEntry, accountRef: account.accountRef })
    .from(ledgerEntry)
    .innerJoin(account, eq(account.id, ledgerEntry.accountId))
    .where(inArray(ledgerEntry.id, [...ids]));
}

/** References of a case's accounts, for facts that carry only ids. */
export async function accountRefs(tx: Transaction, caseId: string): Promise<Map<string, string>> {
  const rows = await tx.select({ id: account.id, ref: account.accountRef }).from(account).where(eq(account.caseId, caseId));
  return new Map(rows.map(({ id, ref }) => [id, ref]));
}
