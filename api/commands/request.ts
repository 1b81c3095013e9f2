import { createHash } from 'node:crypto';
import type { Answer, CaseInput, RequestName } from '#domain/case/vocabulary.ts';
import { asCreditors, type Db, type Transaction } from '#db/client.ts';
import { inputId } from '#db/input-id.ts';
import { audit } from '#db/queries/audit.ts';
import { caseLock, lockKeys } from '#db/queries/gate-locks.ts';
import { insertInput } from '#db/queries/inbox.ts';
import { namesOf } from '#db/queries/names.ts';
import { findInput, findRun, fingerprintOf } from '#db/queries/requests.ts';
import type { Caller } from '#api/caller.ts';
import type { CaseEngine } from '#api/case-engine.ts';
import { DomainError, notFound } from '#api/domain-error.ts';
import type { CaseStart } from '#workflows/case-start.ts';

export type RequestDeps = {
  app: Db;
  engine: CaseEngine;
  now: () => number;
  log: (message: string, about: Record<string, unknown>) => void;
};
type RequestInput = Extract<CaseInput, { type: RequestName }>;

/** A row written beside the request, in its transaction and under the case's lock. `caseOpen`: as it stood then. */
export type Beside = (
  tx: Transaction,
  at: { id: string; tenantId: string; creditorId: string; caseId: string; caseOpen: boolean },
) => Promise<void>;

export type Act = {
  /** The case, found by whatever the path names. */
  caseOf: (tx: Transaction) => Promise<string | undefined>;
  /** The caller's key, and what it is a key for. */
  key: string;
  target: string;
  /** As sent, to tell a repetition from something else. */
  body: unknown;
  input: (at: { id: string; by: string; requestedAt: number }) => RequestInput;
  beside?: Beside;
};
export type Requested = { requestId: string; caseId: string; answer: Extract<Answer, { accepted: true }> | undefined };

/**
 * The one path of every request to a case: written down, then handed over, then answered.
 * @returns without an answer when the case could not give one in time: it will, and the row keeps it
 * @throws DomainError with the refusal's code; `not-found`; `key-reused`
 */
export async function request(deps: RequestDeps, caller: Caller, act: Act): Promise<Requested> {
  const taken = await asCreditors(deps.app, caller, (tx) => takeDown(deps, tx, caller, act));
  const answer = taken.answer ?? (await ask(deps, caller, taken));
  if (answer && !('accepted' in answer)) throw await refusalOf(deps, caller, answer, taken.recordedAt);
  return { requestId: taken.id, caseId: taken.run.caseId, answer };
}

type Taken = { id: string; type: RequestName; run: CaseStart; recordedAt: number; answer: Answer | undefined };

async function takeDown(deps: RequestDeps, tx: Transaction, caller: Caller, act: Act): Promise<Taken> {
  const caseId = await act.caseOf(tx);
  if (!caseId) throw notFound();
  // Before any row: whoever contacts, decides or closes this case takes the same lock first.
  if (act.beside) await lockKeys(tx, [caseLock(caseId)]);
  const run = await findRun(tx, caseId);
  if (!run) throw notFound();
  const { tenantId, actor } = caller;
  const id = inputId(tenantId, actor, act.key, act.target);
  const body = act.input({ id, by: actor, requestedAt: deps.now() });
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(act.body ?? null))
    .digest('hex');
  const at = { id, tenantId, creditorId: run.creditorId, caseId: run.caseId };
  if (await insertInput(tx, { ...at, body })) {
    await act.beside?.(tx, { ...at, caseOpen: run.open });
    await audit(tx, {
      id: auditId(id),
      tenantId,
      creditorId: run.creditorId,
      actor,
      action: body.type,
      subject: run.caseId,
      detail: { requestId: id, fingerprint },
    });
    return { id, type: body.type, run, recordedAt: deps.now(), answer: undefined };
  }
  const known = await findInput(tx, id);
  if (!known || (await fingerprintOf(tx, auditId(id))) !== fingerprint) throw new DomainError('key-reused');
  return { id, type: body.type, run, recordedAt: known.recordedAt.getTime(), answer: known.answer ?? undefined };
}

const auditId = (requestId: string) => inputId('audit', requestId);

async function ask(deps: RequestDeps, caller: Caller, { id, type, run }: Taken): Promise<Answer | undefined> {
  try {
    const answer = await deps.engine.ask(run, type, id);
    if (answer) return answer;
  } catch (error) {
    deps.log('the case did not answer', { request: id, caseId: run.caseId, error: error instanceof Error ? error.message : 'unknown' });
  }
  // Decided perhaps, with the answer lost on its way: the row has it.
  const row = await asCreditors(deps.app, caller, (tx) => findInput(tx, id));
  return row?.answer ?? undefined;
}

async function refusalOf(
  deps: RequestDeps,
  caller: Caller,
  answer: Exclude<Answer, { accepted: true }>,
  recordedAt: number,
): Promise<DomainError> {
  if ('ignored' in answer) return new DomainError(answer.ignored);
  const { refused, by, since } = answer;
  const name = by && (await asCreditors(deps.app, caller, (tx) => namesOf(tx, [by])))(by);
  return new DomainError(refused, {
    ...(name && { by: name }),
    ...(since !== undefined && { since: new Date(since).toISOString(), earlierMs: Math.max(0, recordedAt - since) }),
  });
}
