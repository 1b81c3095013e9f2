import { and, eq } from 'drizzle-orm';
import { decide, type Plan } from '#domain/case/decide.ts';
import { evolve, UnknownEvent } from '#domain/case/evolve.ts';
import { explain, inWords } from '#domain/case/explain.ts';
import { nextWake } from '#domain/case/next-wake.ts';
import type { CaseRun, InputId, Next } from '#domain/case/run.ts';
import type { Answer, Taken } from '#domain/case/vocabulary.ts';
import { tenantAt } from '#domain/time/clock.ts';
import { MINUTE_MS } from '#domain/time/local.ts';
import { asCreditors, type Transaction } from '#db/client.ts';
import {
  answersFor,
  appendEvents,
  countFailure,
  foldedState,
  hasUntaken,
  insertWoke,
  lockCase,
  nextInput,
  parkWaking,
  pendingSteps,
  settleInput,
  writeState,
  writeSteps,
  type CaseRow,
  type InboxRow,
} from '#db/queries/case-decision.ts';
import { loadFacts } from '#db/queries/case-facts.ts';
import { project } from '#db/queries/case-projections.ts';
import { caseLock, lockKeys } from '#db/queries/gate-locks.ts';
import { together } from '#db/queries/together.ts';
import { caseState } from '#db/schema/index.ts';
import type { ActivityDeps } from '#activities/deps.ts';
import { isDatabaseAway } from '#db/database-away.ts';

/** Inputs taken by one call; what is left is asked for again, so that no activity outlives its time-out. */
const AT_ONCE = 50;
/** Real time until a case whose waking had to be parked looks again. */
const WAKE_AGAIN_MS = 60 * MINUTE_MS;

/** What was being taken when a transaction failed: an input, or the case's own waking. */
type Failing = { input?: InboxRow; waking?: CaseRow };
type Asked = { run: CaseRun; ids: readonly InputId[]; last: boolean };

/**
 * Takes the case's unread inputs, each in its own transaction, and reports what the rows then say.
 * @throws while the database is away or a newer release is needed: to be tried again
 */
export function createDecideNext(deps: ActivityDeps) {
  const creditorOf = rememberCreditors(deps);

  return async function decideNext(run: CaseRun, ids: readonly InputId[]): Promise<Next> {
    const creditorId = await creditorOf(run);
    if (!creditorId) return { superseded: true };
    const scope = { tenantId: run.tenant, creditorIds: [creditorId] };
    for (let taken = 1; ; taken++) {
      const failing: Failing = {};
      try {
        const next = await asCreditors(deps.app, scope, (tx) => takeOne(deps, tx, { run, ids, last: taken >= AT_ONCE }, failing));
        if (next) return next;
      } catch (error) {
        if (isRetryable(error)) throw error;
        await asCreditors(deps.app, scope, (tx) => putAside(deps, tx, run, failing, error));
      }
    }
  };
}

/** Takes one input in one transaction. @returns the report once there is nothing more to take, or enough was taken */
async function takeOne(deps: ActivityDeps, tx: Transaction, asked: Asked, failing: Failing): Promise<Next | undefined> {
  const { caseId, epoch } = asked.run;
  await lockKeys(tx, [caseLock(caseId)]);
  const row = await lockCase(tx, caseId);
  if (!row || row.epoch !== epoch) return { superseded: true };
  const now = new Date(deps.now());
  const waiting = await nextInput(tx, caseId);
  if (!waiting && !isDue(row, now)) return report(deps, tx, row, asked.ids, false);
  if (waiting) failing.input = waiting;
  else failing.waking = row;
  const after = await take(deps, tx, row, waiting ?? (await insertWoke(tx, row, now)), now);
  const more = isDue(after, now) || (await hasUntaken(tx, caseId));
  return more && !asked.last ? undefined : report(deps, tx, after, asked.ids, more);
}

const isDue = ({ wakeAt }: CaseRow, now: Date): boolean => wakeAt !== null && wakeAt <= now;

/** What could not be taken is counted, and at last parked; without that, whatever failed was not an input's fault. */
async function putAside(deps: ActivityDeps, tx: Transaction, { caseId, epoch }: CaseRun, failing: Failing, error: unknown): Promise<void> {
  const now = new Date(deps.now());
  const { input, waking } = failing;
  if (input) return void (await countFailure(tx, input.id, describe(error), now));
  if (!waking) throw error;
  const row = await lockCase(tx, caseId);
  if (row?.epoch !== epoch || !isDue(row, now)) return;
  await parkWaking(tx, row, describe(error), { now, again: new Date(now.getTime() + WAKE_AGAIN_MS) });
}

async function take(deps: ActivityDeps, tx: Transaction, row: CaseRow, input: InboxRow, now: Date): Promise<CaseRow> {
  const [before, facts] = await together([
    foldedState(tx, row, deps.evolveHash),
    loadFacts(tx, { caseId: row.caseId, epoch: row.epoch, input: input.body }),
  ]);
  const taken: Taken = { id: input.id, body: input.body, at: tenantAt(facts.anchors, now.getTime()), realAt: now.getTime() };
  const decision = decide(before, taken, facts);
  const planned = 'events' in decision ? decision : undefined;
  const state = (planned?.events ?? []).reduce(evolve, before);
  const wakeAt = nextWake(state, facts.anchors, now.getTime());
  const { evolveHash } = deps;
  const because = inWords(explain(state, facts));
  const [after] = await together([
    writeState(tx, row.caseId, { state, evolveHash, wakeAt: wakeAt === undefined ? undefined : new Date(wakeAt), because, now }),
    planned && record(tx, row, { inputId: input.id, seq: before.seq }, planned),
    settleInput(tx, input.id, answerOf(decision), now),
  ]);
  return after;
}

async function record(tx: Transaction, row: CaseRow, from: { inputId: string; seq: number }, { events, steps }: Plan): Promise<void> {
  await together([appendEvents(tx, row, from, events), writeSteps(tx, row, steps), project(tx, row, events)]);
}

function answerOf(decision: ReturnType<typeof decide>): Answer {
  if ('ignored' in decision || 'refused' in decision) return decision;
  return decision.answer ?? { accepted: true };
}

/** What the rows say: a result that is lost on its way loses nothing. */
async function report(deps: ActivityDeps, tx: Transaction, row: CaseRow, asked: readonly InputId[], more: boolean): Promise<Next> {
  const [steps, answers] = await together([pendingSteps(tx, row.caseId), answersFor(tx, asked)]);
  return {
    steps,
    because: row.because,
    stage: row.stage,
    open: row.open || steps.length > 0 || row.wakeAt !== null,
    answers,
    more,
    continueAfter: deps.patience.continueAfter,
    ...(row.wakeAt && { wakeAt: row.wakeAt.getTime() }),
  };
}

/** A fact only a newer release understands, or a database that is away: neither is the input's fault. */
const isRetryable = (error: unknown): boolean => error instanceof UnknownEvent || isDatabaseAway(error);

/** Names the failure without quoting a row: an error's text may hold somebody's data. */
const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown failure';
  const cause = error.cause as { code?: string } | undefined;
  return [error.name, cause?.code, error instanceof RangeError ? error.message : undefined].filter(Boolean).join(' ').slice(0, 300);
};

/** A case never changes its creditor, so the answer is kept for the life of the process. */
function rememberCreditors({ relay }: ActivityDeps) {
  const known = new Map<string, string>();
  return async ({ tenant, caseId }: CaseRun): Promise<string | undefined> => {
    const remembered = known.get(caseId);
    if (remembered) return remembered;
    const [row] = await relay
      .select({ creditorId: caseState.creditorId })
      .from(caseState)
      .where(and(eq(caseState.caseId, caseId), eq(caseState.tenantId, tenant)));
    if (row) known.set(caseId, row.creditorId);
    return row?.creditorId;
  };
}
