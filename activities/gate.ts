import { lockKeys as keysOf } from '#domain/compliance/lock-keys.ts';
import type { CompiledPacks } from '#domain/compliance/compile.ts';
import { evaluate } from '#domain/compliance/evaluate.ts';
import type { GateFacts } from '#domain/compliance/facts.ts';
import { GATE_VERSION } from '#domain/compliance/policies.ts';
import type { Verdict } from '#domain/compliance/verdict.ts';
import type { Refusal } from '#domain/case/vocabulary.ts';
import type { Channel } from '#domain/contact/channel.ts';
import { SWITCHED_OFF, SWITCH_LOOK_AGAIN } from '#domain/contact/switched-off.ts';
import { addSpan } from '#domain/time/local.ts';
import { tenantAt, type Instant } from '#domain/time/clock.ts';
import type { Transaction } from '#db/client.ts';
import { loadAnchors } from '#db/queries/case-facts.ts';
import { loadGateFacts } from '#db/queries/gate-facts.ts';
import { caseLock, lockKeys } from '#db/queries/gate-locks.ts';
import { loadPacks } from '#db/queries/gate-packs.ts';
import { stopFor, type StopName } from '#db/queries/gate-stops.ts';
import { loadSubject, type Subject } from '#db/queries/gate-subject.ts';
import { together } from '#db/queries/together.ts';
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

/** A contact under its locks: what it is about, and the rules as they bind it. */
export type Locked = { subject: Subject; packs: CompiledPacks; keys: readonly string[] };

/**
 * Takes the locks of a contact. Keys are read before they are locked, so they are read once more under the locks:
 * whoever merged people in between changed them, and it starts over.
 */
export async function lockContact(tx: Transaction, asked: Asked): Promise<Locked> {
  for (;;) {
    const before = await readContact(tx, asked);
    await lockKeys(tx, [caseLock(asked.caseId), ...before.keys]);
    const locked = await readContact(tx, asked);
    if (locked.keys.every((key) => before.keys.includes(key))) return locked;
  }
}

async function readContact(tx: Transaction, asked: Asked): Promise<Locked> {
  const [subject, packs] = await together([loadSubject(tx, asked), loadPacks(tx)]);
  return { subject, packs, keys: keysOf(subject.gate, packs) };
}

/**
 * May this contact be made now? To be asked under its locks.
 * @param except the attempt itself, when it is asked about again
 */
export async function askGate(tx: Transaction, { subject, packs, keys }: Locked, now: Instant, except?: string): Promise<GateAnswer> {
  const at = tenantAt(await loadAnchors(tx), now);
  const [stop, facts] = await together([stopFor(tx, subject, at), loadGateFacts(tx, subject, keys, except)]);
  if (stop) return { decision: stop === SWITCHED_OFF ? 'delay' : 'deny', ...stopped(stop, at), stop, facts, at };
  const verdict = evaluate(facts, packs, at);
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

/** What a stop says about the next try: a switch is lifted some day, and is asked about again until then. */
export const stopped = (stop: StopName, at: Instant): Refusal => ({
  rule: stop,
  ...(stop === SWITCHED_OFF && { notBefore: addSpan(at, SWITCH_LOOK_AGAIN, 'UTC') }),
});

/** Why an attempt did not leave, for the case and its timeline. */
export const refusalOf = ({ rule, notBefore }: GateAnswer): Refusal => ({
  rule: rule ?? 'NEEDS-APPROVAL',
  ...(notBefore !== undefined && { notBefore }),
});

type Recorded = { id: string; subject: Subject; tenantId: string; attemptId?: string; answer: GateAnswer; gateHash: string };

/** Keeps an answer with everything it read: enough to ask the same question again. */
export async function recordVerdict(tx: Transaction, { id, subject, tenantId, attemptId, answer, gateHash }: Recorded): Promise<void> {
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
}
