import { lockKeys as keysOf } from '#domain/compliance/lock-keys.ts';
import { evaluate } from '#domain/compliance/evaluate.ts';
import type { GateFacts } from '#domain/compliance/facts.ts';
import { GATE_VERSION } from '#domain/compliance/policies.ts';
import type { Verdict } from '#domain/compliance/verdict.ts';
import type { Refusal } from '#domain/case/vocabulary.ts';
import type { Channel } from '#domain/contact/channel.ts';
import { tenantAt, type Anchor, type Instant } from '#domain/time/clock.ts';
import type { Transaction } from '#db/client.ts';
import { loadAnchors } from '#db/queries/case-facts.ts';
import { loadGateFacts } from '#db/queries/gate-facts.ts';
import { caseLock, lockKeys } from '#db/queries/gate-locks.ts';
import { loadPacks } from '#db/queries/gate-packs.ts';
import { stopFor, type StopName } from '#db/queries/gate-stops.ts';
import { loadSubject, type Subject } from '#db/queries/gate-subject.ts';
import { gateVerdict } from '#db/schema/index.ts';

export type Asked = { caseId: string; partyId: string; contactPointId: string; channel: Channel };
/** The gate's answer with all it was made from. `stop`: something stronger than rules stands against it. */
export type GateAnswer = {
  decision: Verdict['decision'];
  /** The rule or stop that speaks first, when it isn't `allow`. */
  rule?: string;
  notBefore?: Instant;
  stop?: StopName;
  verdict?: Verdict;
  facts?: GateFacts;
  /** The tenant's calendar. */
  at: Instant;
};

/**
 * Takes the locks of a contact. Keys are read before they are locked, so they are read once more under the locks:
 * whoever merged people in between changed them, and it starts over.
 */
export async function lockContact(tx: Transaction, asked: Asked): Promise<Subject> {
  for (;;) {
    const before = await contactKeys(tx, asked);
    await lockKeys(tx, before.keys);
    const { subject, keys } = await contactKeys(tx, asked);
    if (keys.every((key) => before.keys.includes(key))) return subject;
  }
}

async function contactKeys(tx: Transaction, asked: Asked): Promise<{ subject: Subject; keys: string[] }> {
  const subject = await loadSubject(tx, asked);
  return { subject, keys: [caseLock(asked.caseId), ...keysOf(subject.gate, await loadPacks(tx))] };
}

/** May this contact be made now? To be asked under its locks, except by somebody who only wants to know. */
export async function askGate(tx: Transaction, subject: Subject, now: Instant, except?: string): Promise<GateAnswer> {
  const anchors: Anchor[] = await loadAnchors(tx);
  const at = tenantAt(anchors, now);
  const stop = await stopFor(tx, subject, at);
  if (stop) return { decision: 'deny', rule: stop, stop, at };
  const facts = await loadGateFacts(tx, subject, except);
  const verdict = evaluate(facts, await loadPacks(tx), at);
  const rule = verdict.denying[0];
  return {
    decision: verdict.decision,
    verdict,
    facts,
    at,
    ...(rule && { rule }),
    ...(verdict.nextAllowedAt !== undefined && { notBefore: verdict.nextAllowedAt }),
  };
}

/** Why an attempt did not leave, for the case and its timeline. */
export const refusalOf = ({ rule, notBefore }: GateAnswer): Refusal => ({
  rule: rule ?? 'NEEDS-APPROVAL',
  ...(notBefore !== undefined && { notBefore }),
});

type Recorded = { subject: Subject; tenantId: string; attemptId?: string; answer: GateAnswer; gateHash: string };

/** Keeps an answer with everything it read: enough to ask the same question again. @returns its id */
export async function recordVerdict(tx: Transaction, { subject, tenantId, attemptId, answer, gateHash }: Recorded): Promise<string> {
  const id = crypto.randomUUID();
  const { decision, rule, stop, verdict, facts, at } = answer;
  await tx.insert(gateVerdict).values({
    id,
    tenantId,
    creditorId: subject.creditorId,
    caseId: subject.caseId,
    decision,
    verdict: { ...(stop && { stop }), ...verdict },
    facts: { ...facts },
    packs: GATE_VERSION.packs,
    gateHash,
    askedAt: new Date(at),
    ...(attemptId && { attemptId }),
    ...(rule && { rule }),
  });
  return id;
}
