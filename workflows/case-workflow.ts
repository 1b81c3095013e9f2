import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  defineSignal,
  defineUpdate,
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { FACTS, REQUESTS, type Answer } from '#domain/case/vocabulary.ts';
import type { CaseRun, InputId } from '#domain/case/run.ts';
import { decideNext } from '#workflows/decide.ts';
import { heldTimer } from '#workflows/held-timer.ts';
import { stepRunner } from '#workflows/step-runner.ts';

const STAGE = defineSearchAttributeKey('Stage', 'KEYWORD');

/** One case: asks what is due, does it in named steps, pauses, listens, for months. Rules live in domain/case. */
export async function caseWorkflow(run: CaseRun): Promise<void> {
  const asked = new Set<InputId>();
  const answers = new Map<InputId, Answer>();
  let heard = false;
  let moved = false;
  let decided = false;
  let stage: string | undefined;
  const bell = () => void (heard = true);
  const steps = stepRunner(run, bell);
  const pause = heldTimer(bell);
  for (const fact of FACTS) setHandler(defineSignal<[InputId]>(fact), bell);
  setDefaultSignalHandler(bell); // a newer relay may know more names
  for (const request of REQUESTS)
    setHandler(defineUpdate<Answer | undefined, [InputId]>(request), async (inputId) => {
      asked.add(inputId);
      bell();
      await condition(() => answers.has(inputId) || moved);
      if (moved && !answers.has(inputId)) throw ApplicationFailure.nonRetryable('the case moved to another run', 'case-moved');
      return answers.get(inputId);
    });

  for (;;) {
    heard = false;
    const next = await decideNext(run, [...asked]);
    if (next.superseded) {
      moved = true;
      steps.cancel();
      await condition(allHandlersFinished);
      return;
    }
    for (const [inputId, answer] of next.answers) {
      asked.delete(inputId);
      answers.set(inputId, answer);
    }
    // A run's first decision always starts what is pending, or runs could follow each other and never do anything.
    const full = decided && (workflowInfo().historyLength >= next.continueAfter || workflowInfo().continueAsNewSuggested);
    decided = true;
    if (!full) steps.start(next.steps); // those under way are left alone
    pause.until(next.wakeAt, next.because);
    setCurrentDetails(next.because);
    if (stage !== next.stage) upsertSearchAttributes([{ key: STAGE, value: (stage = next.stage) }]);
    if (next.more) continue;
    const rested = () => steps.idle() && allHandlersFinished() && (full || !next.open);
    await condition(() => heard || rested());
    if (!rested()) continue;
    if (next.open) return continueAsNew<typeof caseWorkflow>(run); // a run begins by deciding: nothing heard is lost
    if (!heard) return;
  }
}
