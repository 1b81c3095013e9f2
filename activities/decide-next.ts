import { and, eq } from 'drizzle-orm';
import { decide, UnknownInput } from '#domain/case/decide.ts';
import { evolve, UnknownEvent } from '#domain/case/evolve.ts';
import { explain, inWords } from '#domain/case/explain.ts';
import { nextWake } from '#domain/case/next-wake.ts';
import type { CaseRun, InputId, Next } from '#domain/case/run.ts';
import type { Answer, Taken } from '#domain/case/vocabulary.ts';
import { tenantAt } from '#domain/time/clock.ts';
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
import { caseState } from '#db/schema/index.ts';
import type { ActivityDeps } from '#activities/deps.ts';
import { isDatabaseAway } from '#activities/database-away.ts';

/** Inputs taken by one call; what is left is asked for again, so that no activity outlives its time-out. */
const AT_ONCE = 50;

/**
 * Takes the case's unread inputs, each in its own transaction, and reports what the rows then say.
 * @throws while the database is away or a newer release is needed: to be tried again
 */
export function createDecideNext(deps: ActivityDeps) {
  const creditorOf = rememberCreditors(deps);

  return async function decideNext(run: CaseRun, asked: readonly InputId[]): Promise<Next> {
    const creditorId = await creditorOf(run);
    if (!creditorId) return { superseded: true };
    const scope = { tenantId: run.tenant, creditorIds: [creditorId] };
    for (let taken = 0; taken < AT_ONCE; taken++) {
      const failing: { input?: InboxRow } = {};
      try {
        const next = await asCreditors(deps.app, scope, (tx) => takeOne(deps, tx, run, asked, failing));
        if (next !== 'taken') return next;
      } catch (error) {
        if (!failing.input || isRetryable(error)) throw error;
        const { input } = failing;
        await asCreditors(deps.app, scope, (tx) => countFailure(tx, input.id, describe(error), new Date(deps.now())));
      }
    }
    return asCreditors(deps.app, scope, async (tx) => {
      const row = await lockCase(tx, run.caseId);
      return row && row.epoch === run.epoch ? report(deps, tx, row, asked, true) : { superseded: true };
    });
  };
}

/** One input in one transaction; without one, the report. */
async function takeOne(
  deps: ActivityDeps,
  tx: Transaction,
  run: CaseRun,
  asked: readonly InputId[],
  failing: { input?: InboxRow },
): Promise<Next | 'taken'> {
  await lockKeys(tx, [caseLock(run.caseId)]);
  const row = await lockCase(tx, run.caseId);
  if (!row || row.epoch !== run.epoch) return { superseded: true };
  const now = new Date(deps.now());
  const waiting = await nextInput(tx, run.caseId);
  const due = row.wakeAt !== null && row.wakeAt <= now;
  const input = waiting ?? (due ? await insertWoke(tx, row, now) : undefined);
  if (!input) return report(deps, tx, row, asked, false);
  if (waiting) failing.input = waiting;
  await take(deps, tx, row, input, now);
  return 'taken';
}

async function take(deps: ActivityDeps, tx: Transaction, row: CaseRow, input: InboxRow, now: Date): Promise<void> {
  const before = await foldedState(tx, row, deps.evolveHash);
  const facts = await loadFacts(tx, { caseId: row.caseId, epoch: row.epoch, input: input.body });
  const taken: Taken = { id: input.id, body: input.body, at: tenantAt(facts.anchors, now.getTime()), realAt: now.getTime() };
  const decision = decide(before, taken, facts);
  const planned = 'events' in decision ? decision : undefined;
  const state = (planned?.events ?? []).reduce(evolve, before);
  if (planned) {
    await appendEvents(tx, row, { inputId: input.id, seq: before.seq }, planned.events);
    await writeSteps(tx, row, planned.steps);
    await project(tx, row, planned.events);
  }
  const wakeAt = nextWake(state, facts.anchors, now.getTime());
  const because = inWords(explain(state, facts));
  await writeState(tx, row.caseId, {
    state,
    evolveHash: deps.evolveHash,
    wakeAt: wakeAt === undefined ? undefined : new Date(wakeAt),
    because,
    now,
  });
  await settleInput(tx, input.id, answerOf(decision), now);
}

function answerOf(decision: ReturnType<typeof decide>): Answer {
  if ('ignored' in decision || 'refused' in decision) return decision;
  return decision.answer ?? { accepted: true };
}

/** What the rows say: a result that is lost on its way loses nothing. */
async function report(deps: ActivityDeps, tx: Transaction, row: CaseRow, asked: readonly InputId[], more: boolean): Promise<Next> {
  const steps = await pendingSteps(tx, row.caseId);
  return {
    steps,
    because: row.because,
    stage: row.stage,
    open: row.open || steps.length > 0 || row.wakeAt !== null,
    answers: await answersFor(tx, asked),
    more: more && (await hasUntaken(tx, row.caseId)),
    continueAfter: deps.patience.continueAfter,
    ...(row.wakeAt && { wakeAt: row.wakeAt.getTime() }),
  };
}

/** An input no release of ours can take yet, or a database that is away: neither is the input's fault. */
const isRetryable = (error: unknown): boolean => error instanceof UnknownInput || error instanceof UnknownEvent || isDatabaseAway(error);

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
