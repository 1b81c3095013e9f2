import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AccountFact, ContactPointFact, Facts, PersonFact } from '#domain/case/facts.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import { Playbook } from '#domain/playbook/playbook.ts';
import type { Anchor } from '#domain/time/clock.ts';
import type { Transaction } from '#db/client.ts';
import { lockKeys } from '#db/queries/gate-locks.ts';
import { together } from '#db/queries/together.ts';
import { account, clockAnchor, collectionCase, contactPoint, handoff, latch, party, partyRole, playbook } from '#db/schema/index.ts';

/** Where a debtor's zone can't be told, calendar waits are counted here; the gate refuses such a contact by name. */
export const NO_ZONE = 'UTC';

export async function loadAnchors(tx: Transaction): Promise<Anchor[]> {
  const rows = await tx.select().from(clockAnchor).orderBy(clockAnchor.seq);
  return rows.map(({ realAt, tenantAt, rate }) => ({ real: realAt.getTime(), tenant: tenantAt.getTime(), rate }));
}

const published = new Map<string, Playbook>();

/** A published version never changes, so it is read and checked once a process. */
async function loadPlaybook(tx: Transaction, id: string): Promise<Playbook> {
  const known = published.get(id);
  if (known) return known;
  const [row] = await tx.select({ body: playbook.body }).from(playbook).where(eq(playbook.id, id));
  if (!row) throw new RangeError('the playbook of the case is gone');
  const body = Playbook.parse(row.body);
  published.set(id, body);
  return body;
}

async function playbookOf(tx: Transaction, caseId: string): Promise<Playbook> {
  const [found] = await tx.select({ playbookId: collectionCase.playbookId }).from(collectionCase).where(eq(collectionCase.id, caseId));
  if (!found) throw new RangeError('the case is gone');
  return loadPlaybook(tx, found.playbookId);
}

/** Everything a decision reads besides the case itself, in the transaction that records it. */
export async function loadFacts(tx: Transaction, at: { caseId: string; epoch: number; input: CaseInput }): Promise<Facts> {
  const { caseId, epoch } = at;
  const [playbook, anchors, people, accounts, handoffs] = await together([
    playbookOf(tx, caseId),
    loadAnchors(tx),
    loadPeople(tx, caseId),
    loadAccounts(tx, caseId),
    loadHandoffFacts(tx, at),
  ]);
  const [zone, ...zones] = zonesOf(people);
  return { caseId, epoch, playbook, anchors, zones: [zone ?? NO_ZONE, ...zones], people, accounts, ...handoffs };
}

const zonesOf = (people: readonly PersonFact[]): string[] => [
  ...new Set(people.filter(({ role }) => role === 'debtor').flatMap(({ contactPoints }) => contactPoints.flatMap(({ zones }) => zones))),
];

export async function loadAccounts(tx: Transaction, caseId: string): Promise<AccountFact[]> {
  return tx
    .select({ id: account.id, balanceMinor: account.balanceMinor, currency: account.currency, status: account.status })
    .from(account)
    .where(eq(account.caseId, caseId))
    .orderBy(account.placedAt, account.id);
}

const RANK = { debtor: 0, 'co-debtor': 1, guarantor: 2 } as const;

/** Whom the case may write to, the debtor first. References are third parties and never among them. */
async function loadPeople(tx: Transaction, caseId: string): Promise<PersonFact[]> {
  const rows = await tx
    .select({ partyId: party.id, role: partyRole.role, point: contactPoint, latched: latch.channel })
    .from(partyRole)
    .innerJoin(account, eq(account.id, partyRole.accountId))
    .innerJoin(party, eq(party.id, partyRole.partyId))
    .leftJoin(contactPoint, eq(contactPoint.partyId, party.id))
    .leftJoin(latch, and(eq(latch.personId, party.personId), eq(latch.channel, 'sms')))
    .where(and(eq(account.caseId, caseId), inArray(partyRole.role, ['debtor', 'co-debtor', 'guarantor'])))
    .orderBy(contactPoint.createdAt, contactPoint.id);
  const people = new Map<string, { partyId: string; role: PersonFact['role']; contactPoints: Map<string, ContactPointFact> }>();
  for (const { partyId, role, point, latched } of rows) {
    if (role === 'reference') continue;
    const person = people.get(partyId) ?? { partyId, role, contactPoints: new Map<string, ContactPointFact>() };
    if (RANK[role] < RANK[person.role]) person.role = role;
    people.set(partyId, person);
    if (point) person.contactPoints.set(point.id, contactPointFact(point, latched !== null));
  }
  return [...people.values()]
    .sort((a, b) => RANK[a.role] - RANK[b.role])
    .map(({ partyId, role, contactPoints }) => ({ partyId, role, contactPoints: [...contactPoints.values()] }));
}

const contactPointFact = (point: typeof contactPoint.$inferSelect, latched: boolean): ContactPointFact => ({
  id: point.id,
  kind: point.kind,
  zones: point.zones,
  usable: { sms: !latched && point.state !== 'wrong-person' && point.state !== 'invalid' },
  ...(point.phoneType && { phoneType: point.phoneType }),
});

type HandoffRequest = Extract<CaseInput, { handoffId: string }>;
const isHandoffRequest = (input: CaseInput): input is HandoffRequest => 'handoffId' in input;

/** For a claim: how many handoffs the collector holds, under a lock on that collector, so that twenty clicks can't pass five. */
async function loadHandoffFacts(tx: Transaction, { input }: { input: CaseInput }): Promise<Pick<Facts, 'collector' | 'endedHandoffs'>> {
  if (!isHandoffRequest(input)) return {};
  const [ended] = await tx.select().from(handoff).where(eq(handoff.id, input.handoffId));
  const endedHandoffs = ended
    ? [{ id: ended.id, ...(ended.claimedBy && { by: ended.claimedBy }), ...(ended.claimedAt && { at: ended.claimedAt.getTime() }) }]
    : [];
  if (input.type !== 'ClaimHandoff') return { endedHandoffs };
  await lockKeys(tx, [`collector:${input.by}`]);
  // Counted by a function of the owner's: a collector's capacity is one over all creditors, granted to this case or not.
  const [row] = await tx.execute<{ held: number; capacity: number }>(sql`select held, capacity from collector_load(${input.by})`);
  return { endedHandoffs, ...(row && { collector: { userId: input.by, held: row.held, capacity: row.capacity } }) };
}
