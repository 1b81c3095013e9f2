import { bestMoment } from '#domain/case/best-moment.ts';
import { isClosed, isDisputed, standsStill, type Place } from '#domain/case/case.ts';
import type { Draft } from '#domain/case/draft.ts';
import type { Why } from '#domain/case/vocabulary.ts';
import { wayToReach } from '#domain/case/way-to-reach.ts';
import { stepOf, type PlaybookStep } from '#domain/playbook/playbook.ts';
import { addSpan, MINUTE_MS, type Span } from '#domain/time/local.ts';

/** Real time after which a provider that has not reported an end is asked. */
export const ATTEMPT_PATIENCE_MS = 3 * MINUTE_MS;
/** A rule's own moment prevails over the playbook's hours from this deferral on: the two may share none. */
const HOURS_YIELD_AFTER = 2;
/** More hops than a playbook has steps: it leads in a circle, past messages nobody can be reached by. */
const HOPS = 50;

/** Takes the case as far along its playbook as the moment allows: a contact, a wait, or a person. */
export function proceed(draft: Draft): void {
  for (let hop = 0; hop < HOPS; hop++) {
    const { state, input, facts } = draft;
    if (standsStill(state)) return;
    if (!state.place) draft.record({ type: 'PlaceEntered', step: facts.playbook.start, round: 1 });
    if (state.wait && state.wait.until > input.at) return;
    if (state.holds.length > 0) {
      if (isDisputed(state)) offer(draft, 'disputes', 'dispute'); // nobody looks at it: somebody has to
      return;
    }
    if (!act(draft)) return;
  }
  offer(draft, 'collections', 'no-way-to-reach');
}

/** One move at the present place. @returns whether there may be more to do at once */
function act(draft: Draft): boolean {
  const { wait: waited, place } = draft.state;
  const { playbook } = draft.facts;
  if (!place) return true;
  if (waited?.why === 'rest-after-person') return startAgain(draft);
  if (waited?.why === 'resume-day' || waited?.why === 'step-failed') return offer(draft, 'collections', waited.why);
  const step = stepOf(playbook, place.step);
  switch (step.kind) {
    case 'pause':
      return waited?.why === 'pause' ? enter(draft, step.then) : wait(draft, step.for, 'pause');
    case 'handoff':
      return offer(draft, step.team, reach(draft) ? 'no-reply' : 'no-way-to-reach');
    case 'message':
      return message(draft, step, place);
  }
}

function message(draft: Draft, step: Extract<PlaybookStep, { kind: 'message' }>, place: Place): boolean {
  const { state, input } = draft;
  if (place.sentTo !== undefined) return state.wait?.why === 'reply' ? enter(draft, step.otherwise) : awaitReply(draft, step);
  const way = reach(draft, place.refused);
  if (!way) return enter(draft, step.otherwise);
  const { partyId, point, zones } = way;
  const byRule = state.wait?.why === 'rule' && place.deferred >= HOURS_YIELD_AFTER;
  const due = byRule ? input.at : bestMoment(input.at, zones, step.hours);
  if (due > input.at) {
    draft.record({ type: 'WaitBegan', until: due, why: 'hours' });
    return false;
  }
  const attemptId = draft.nextStepId();
  const target = { partyId, contactPointId: point.id, template: step.template };
  draft.step({ type: 'sendSms', ...target, place: place.step, because: `${place.step} · SMS · round ${place.round}` });
  const deadline = input.realAt + ATTEMPT_PATIENCE_MS;
  draft.record({ type: 'AttemptPlanned', attemptId, ...target, channel: step.channel, step: place.step, deadline });
  return false;
}

/**
 * Waits for an answer, and where another message would follow, for its hour too: nothing happens in between, and a
 * case that wakes only to go on waiting costs every case a decision.
 */
function awaitReply(draft: Draft, step: Extract<PlaybookStep, { kind: 'message' }>): false {
  const { facts, input } = draft;
  const answered = addSpan(input.at, step.replyWithin, facts.zones[0]);
  const next = stepOf(facts.playbook, step.otherwise);
  const way = next.kind === 'message' ? reach(draft) : undefined;
  const until = next.kind === 'message' && way ? bestMoment(answered, way.zones, next.hours) : answered;
  draft.record({ type: 'WaitBegan', until, why: 'reply' });
  return false;
}

/** Facts were read before this decision: an address that it has just learned to be somebody else's is left out here. */
function reach(draft: Draft, refused: readonly string[] = []) {
  const wrong = draft.events.flatMap((event) => (event.type === 'WrongPersonReported' ? [event.contactPointId] : []));
  return wayToReach(draft.facts, [...refused, ...wrong]);
}

function enter(draft: Draft, step: string): true {
  draft.record({ type: 'PlaceEntered', step, round: draft.state.place?.round ?? 1 });
  return true;
}

/** From the start of the playbook, one round on. */
export function startAgain(draft: Draft): true {
  draft.record({ type: 'PlaceEntered', step: draft.facts.playbook.start, round: (draft.state.place?.round ?? 0) + 1 });
  return true;
}

/** The wait begins now, on the tenant's calendar, in the debtor's zone. @returns false: nothing more to do at once */
export function wait(draft: Draft, span: Span, why: Why): false {
  draft.record({ type: 'WaitBegan', until: addSpan(draft.input.at, span, draft.facts.zones[0]), why });
  return false;
}

/** A person has been at it, or money came: the machine keeps quiet for a while, then starts again. */
export const rest = (draft: Draft): false => wait(draft, draft.facts.playbook.restAfterPerson, 'rest-after-person');

/** Puts the case before people, unless it is there already or over. @returns false: nothing more to do at once */
export function offer(draft: Draft, team: string, why: Why): false {
  if (draft.state.handoff || isClosed(draft.state)) return false;
  const handoffId = draft.input.id;
  const stepId = draft.nextStepId();
  draft.step({ type: 'offerHandoff', handoffId, team, why, because: `handoff to ${team}: ${why.replaceAll('-', ' ')}` });
  draft.record({ type: 'HandoffOffered', handoffId, stepId, team, why });
  return false;
}
