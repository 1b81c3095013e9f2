import type { Instant } from '#domain/time/clock.ts';
import { epochDay } from '#domain/time/local.ts';
import type { Consent, GateFacts, HistoryEvent } from './facts.ts';
import { couldBe } from './outcomes.ts';

/** Consents of a type that a person (the one about to be contacted) gave, that cover the attempted debts and live at `at`. */
export const liveConsents = (facts: GateFacts, type: string, at: Instant, giver = facts.attempt.personId): Consent[] =>
  facts.consents.filter((consent) => consent.type === type && consent.personId === giver && covers(consent, facts) && isLive(consent, at));

/** Whether a consent was given and has neither ended nor been withdrawn. */
export const isLive = ({ givenAt, revokedAt, until }: Consent, at: Instant): boolean =>
  givenAt <= at && (revokedAt === undefined || at < revokedAt) && (until === undefined || at < until);

/** Whether a consent reaches every attempted debt. */
export const covers = (consent: Consent, { attempt, debts }: GateFacts): boolean =>
  attempt.debts.every(
    (id) =>
      (consent.debt === undefined || particular(debts, consent.debt) === particular(debts, id)) &&
      (consent.creditor === undefined || consent.creditor === debts[id]?.creditor),
  );

/** Whether an entry about a debt, or about all ('*'), is about one that is attempted. */
export const concerns = (debt: string, { attempt, debts }: GateFacts): boolean =>
  debt === '*' || attempt.debts.some((id) => particular(debts, id) === particular(debts, debt));

/** Debts that count as one have one id. */
export const particular = (debts: GateFacts['debts'], id: string): string => debts[id]?.particularDebt ?? id;

const CONSENTED_DAYS = 7;

/**
 * Whether prior consent to extra calls about one debt was live at a moment: from receipt to the end of the seventh
 * local day, its own end, its withdrawal, or the next telephone conversation about that debt.
 * @param call the call it is asked for, which doesn't end its own consent
 * @see 12 CFR 1006.14(b)(3)(i), comment 14(b)(3)(i)-2
 */
export function extraCallsAgreed(facts: GateFacts, debt: string, at: Instant, zone: string, call?: HistoryEvent): boolean {
  return facts.consents.some((consent) => {
    if (
      consent.type !== 'extra_calls' ||
      consent.givenTo === 'creditor' ||
      consent.personId !== facts.attempt.personId ||
      !isLive(consent, at)
    )
      return false;
    if (consent.debt !== undefined && particular(facts.debts, consent.debt) !== debt) return false;
    if (epochDay(at, zone) >= epochDay(consent.givenAt, zone) + CONSENTED_DAYS) return false;
    return !facts.history.some(
      (event) => event !== call && event.at > consent.givenAt && event.at <= at && isTalkAbout(event, debt, facts),
    );
  });
}

const isTalkAbout = (event: HistoryEvent, debt: string, { debts }: GateFacts): boolean =>
  event.channel === 'voice' && couldBe(event, ['conversation']) && event.debts.some((id) => particular(debts, id) === debt);
