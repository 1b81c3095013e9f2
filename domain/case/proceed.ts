import { bestMoment } from '#domain/case/best-moment.ts';
import { isClosed, type Case } from '#domain/case/case.ts';
import type { Draft } from '#domain/case/draft.ts';
import type { ContactPointFact, Facts, PersonFact } from '#domain/case/facts.ts';
import type { Why } from '#domain/case/vocabulary.ts';
import { stepOf, type PlaybookStep } from '#domain/playbook/playbook.ts';
import { addSpan, MINUTE_MS, type Span } from '#domain/time/local.ts';

/** Real time after which a provider that has not reported an end is asked. */
export const ATTEMPT_PATIENCE_MS = 3 * MINUTE_MS;
/** More hops than a playbook has steps means it leads in a circle without waiting. */
const HOPS = 50;

/** Whether something other than the calendar has to happen before the machine goes on. */
export const standsStill = (state: Case): boolean =>
  isClosed(state) || state.attempts.length > 0 || !!state.handoff || !!state.promise || state.holds.length > 0;

/** Takes the case as far along its playbook as the moment allows: a contact, a wait, or a person. */
export function proceed(draft: Draft): void {
  for (let hop = 0; hop < HOPS; hop++) {
    const { state, input, facts } = draft;
    if (standsStill(state)) return;
    if (!state.place) draft.record({ type: 'PlaceEntered', step: facts.playbook.start, round: 1 });
    else if (state.wait && state.wait.until > input.at) return;
    else if (!act(draft, state.place.step)) return;
  }
  throw new RangeError(`playbook ${draft.facts.playbook.key} v${draft.facts.playbook.version} leads in a circle`);
}

/** One move at the present place. @returns whether there may be more to do at once */
function act(draft: Draft, name: string): boolean {
  const { state, facts } = draft;
  const step = stepOf(facts.playbook, name);
  if (state.wait?.why === 'rest-after-person' || state.wait?.why === 'resume-day') return enter(draft, facts.playbook.start, 1);
  switch (step.kind) {
    case 'pause':
      return state.wait?.why === 'pause' ? enter(draft, step.then) : wait(draft, step.for, 'pause');
    case 'handoff':
      offer(draft, step.team, state.wait?.why === 'no-way-to-reach' ? 'no-way-to-reach' : 'no-reply');
      return false;
    case 'message':
      return message(draft, step, name);
  }
}

function message(draft: Draft, step: Extract<PlaybookStep, { kind: 'message' }>, name: string): boolean {
  const { state, facts, input } = draft;
  if (state.place?.sent) return state.wait?.why === 'reply' ? enter(draft, step.otherwise) : wait(draft, step.replyWithin, 'reply');
  const way = wayToReach(facts, state.place?.refused ?? []);
  if (!way) return enter(draft, step.otherwise);
  const due = bestMoment(input.at, way.zones, step.hours);
  if (due > input.at) {
    draft.record({ type: 'WaitBegan', until: due, why: 'hours' });
    return false;
  }
  const { partyId, point } = way;
  const attemptId = draft.nextStepId();
  const because = `${name} · SMS · round ${state.place?.round ?? 1}`;
  const target = { partyId, contactPointId: point.id, template: step.template };
  draft.step({ type: 'sendSms', ...target, place: name, because });
  const deadline = input.realAt + ATTEMPT_PATIENCE_MS;
  draft.record({ type: 'AttemptPlanned', attemptId, ...target, channel: step.channel, step: name, deadline });
  return false;
}

/** Who can be written to, and where: the debtor before co-debtors and guarantors, mobiles before other phones. */
export function wayToReach(
  facts: Facts,
  refused: readonly string[],
): { partyId: string; point: ContactPointFact; zones: readonly [string, ...string[]] } | undefined {
  for (const person of facts.people) {
    const point = textable(person).find(({ id }) => !refused.includes(id));
    if (point) return { partyId: person.partyId, point, zones: zonesOf(facts, person, point) };
  }
  return undefined;
}

const textable = (person: PersonFact): ContactPointFact[] => {
  const phones = person.contactPoints.filter((p) => p.kind === 'phone' && p.usable.sms && p.phoneType !== 'home' && p.phoneType !== 'work');
  return [...phones.filter((p) => p.phoneType === 'mobile'), ...phones.filter((p) => p.phoneType !== 'mobile')];
};

function zonesOf(facts: Facts, person: PersonFact, point: ContactPointFact): readonly [string, ...string[]] {
  const [first, ...rest] = new Set([...(person.role === 'debtor' ? facts.zones : []), ...point.zones]);
  return first ? [first, ...rest] : facts.zones;
}

function enter(draft: Draft, step: string, more = 0): true {
  draft.record({ type: 'PlaceEntered', step, round: (draft.state.place?.round ?? 1) + more });
  return true;
}

/** The wait begins now, on the tenant's calendar, in the debtor's zone. @returns false: nothing more to do at once */
export function wait(draft: Draft, span: Span, why: Why): false {
  draft.record({ type: 'WaitBegan', until: addSpan(draft.input.at, span, draft.facts.zones[0]), why });
  return false;
}

/** Puts the case before people, unless it is there already. */
export function offer(draft: Draft, team: string, why: Why): void {
  if (draft.state.handoff) return;
  const handoffId = draft.input.id;
  const stepId = draft.nextStepId();
  draft.step({ type: 'offerHandoff', handoffId, team, why, because: `handoff to ${team}: ${why.replaceAll('-', ' ')}` });
  draft.record({ type: 'HandoffOffered', handoffId, stepId, team, why });
}
