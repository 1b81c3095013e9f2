import { eq } from 'drizzle-orm';
import type { CaseRun } from '#domain/case/run.ts';
import type { Channel } from '#domain/contact/channel.ts';
import { asTenant, type Transaction } from '#db/client.ts';
import { endStep, lockAttempt, reportEnd } from '#db/queries/attempt-record.ts';
import { together } from '#db/queries/together.ts';
import { attempt, attemptEvent, caseState, caseStep, change, message } from '#db/schema/index.ts';
import type { ActivityDeps } from '#activities/deps.ts';
import { askGate, lockContact, recordVerdict, refusalOf, type GateAnswer } from '#activities/gate.ts';
import { renderMessage } from '#activities/render-message.ts';
import type { Subject } from '#db/queries/gate-subject.ts';

export type ContactStepBody = { partyId: string; contactPointId: string; template: string; place: string };
type StepRow = typeof caseStep.$inferSelect;

/** The step, if there is still something to do about it in this generation of the case. */
export async function pendingStep(tx: Transaction, run: CaseRun, stepId: string): Promise<StepRow | undefined> {
  const [row] = await stepAndEpoch(tx, stepId);
  return isPending(row, run);
}

/** The same, with step and generation kept as they are until the transaction ends. After the attempt's lock, as whoever settles it. */
export async function keepPending(tx: Transaction, run: CaseRun, stepId: string): Promise<StepRow | undefined> {
  const [row] = await stepAndEpoch(tx, stepId).for('share');
  return isPending(row, run);
}

const stepAndEpoch = (tx: Transaction, stepId: string) =>
  tx
    .select({ step: caseStep, epoch: caseState.epoch })
    .from(caseStep)
    .innerJoin(caseState, eq(caseState.caseId, caseStep.caseId))
    .where(eq(caseStep.id, stepId));

const isPending = (row: { step: StepRow; epoch: number } | undefined, run: CaseRun): StepRow | undefined =>
  row && row.step.status === 'pending' && row.epoch === run.epoch && row.step.caseId === run.caseId ? row.step : undefined;

/** Gate, verdict, reservation and text in one transaction. 'over': nothing is left to do about this step. */
export function reserve(deps: ActivityDeps, run: CaseRun, stepId: string, channel: Channel): Promise<'reserved' | 'over'> {
  return asTenant(deps.gate, run.tenant, async (tx) => {
    const known = await pendingStep(tx, run, stepId);
    if (!known) return 'over';
    const body = known.body as ContactStepBody;
    const locked = await lockContact(tx, { ...body, caseId: run.caseId, channel });
    if (await lockAttempt(tx, stepId)) return 'reserved';
    if (!(await keepPending(tx, run, stepId))) return 'over';
    const { subject } = locked;
    const now = new Date(deps.now());
    const answer = await askGate(tx, locked, now.getTime());
    const allowed = answer.decision === 'allow';
    const verdictId = crypto.randomUUID();
    const at = { run, stepId, subject, channel, now };
    await together([
      recordVerdict(tx, { id: verdictId, subject, tenantId: run.tenant, attemptId: stepId, answer, gateHash: deps.gateHash }),
      insertAttempt(tx, { ...at, answer, verdictId }),
      allowed ? insertMessage(tx, { ...at, template: body.template, at: answer.at }) : endSuppressed(tx, at, answer),
    ]);
    return allowed ? 'reserved' : 'over';
  });
}

async function endSuppressed(tx: Transaction, { run, stepId, subject, now }: Reservation, answer: GateAnswer): Promise<void> {
  const row = { id: stepId, tenantId: run.tenant, creditorId: subject.creditorId, caseId: run.caseId };
  await together([
    reportEnd(tx, row, { status: 'suppressed', refusal: refusalOf(answer), rung: true, now }),
    endStep(tx, stepId, { status: 'suppressed', rule: answer.rule ?? null }, now),
  ]);
}

type Reservation = { run: CaseRun; stepId: string; subject: Subject; channel: Channel; now: Date };

async function insertAttempt(
  tx: Transaction,
  { run, stepId, subject, answer, verdictId, channel, now }: Reservation & { answer: GateAnswer; verdictId: string },
): Promise<void> {
  const status = answer.decision === 'allow' ? 'reserved' : 'suppressed';
  const scope = { tenantId: run.tenant, creditorId: subject.creditorId };
  await tx.insert(attempt).values({
    ...scope,
    id: stepId,
    caseId: run.caseId,
    partyId: subject.party.id,
    personId: subject.party.personId,
    contactPointId: subject.point?.id ?? null,
    addressHash: subject.point?.addressHash ?? null,
    role: subject.gate.attempt.to,
    channel,
    provider: subject.from?.account.provider ?? 'none',
    providerAccountId: subject.from?.account.id ?? null,
    debts: subject.accounts.map(({ id }) => id),
    status,
    refusal: answer.rule ?? null,
    verdictId,
    gatedAt: now,
    occurredAt: new Date(answer.at),
    recordedAt: now,
  });
  await tx.insert(attemptEvent).values({
    ...scope,
    attemptId: stepId,
    seq: 0, // given by the chain
    status,
    raised: 'yes',
    evidence: 'gate',
    detail: { verdict: verdictId, ...(answer.rule && { rule: answer.rule }) },
    recordedAt: now,
  });
  await tx.insert(change).values({ ...scope, caseId: run.caseId, kind: 'attempt', ref: stepId });
}

async function insertMessage(
  tx: Transaction,
  { run, stepId, subject, template, channel, at, now }: Reservation & { template: string; at: number },
): Promise<void> {
  const { point } = subject;
  if (!point) throw new RangeError('an allowed contact has an address');
  const rendered = await renderMessage(tx, subject, { key: template, channel });
  await tx.insert(message).values({
    id: crypto.randomUUID(),
    tenantId: run.tenant,
    creditorId: subject.creditorId,
    caseId: run.caseId,
    partyId: subject.party.id,
    attemptId: stepId,
    direction: 'out',
    channel,
    address: point.value,
    addressHash: point.addressHash,
    text: rendered.text,
    templateKey: template,
    templateVersion: rendered.version,
    occurredAt: new Date(at),
    recordedAt: now,
  });
}
