import type { AttemptSubject, Channel, DebtFacts, HistoryEvent, Recipient } from './facts.ts';
import { roleOf } from './facts.ts';
import type { Applies } from './pack.ts';

/** What the filters look at, of an attempt and of an earlier event alike. */
type Contact = Pick<HistoryEvent, 'channel' | 'voice' | 'line' | 'place' | 'bot' | 'provider' | 'template' | 'queue'> & {
  readonly to: Recipient;
  readonly debts: readonly string[];
};

export type FilterFact = 'voice' | 'line' | 'creditorType' | 'debt';

/** Whether a rule is about this contact; 'unless' names a fact that is not known and would decide. */
export type Applicability = { readonly applies: boolean; readonly unless?: FilterFact };

const CALLS: ReadonlySet<Channel> = new Set(['voice', 'rvm', 'whatsapp_call', 'personal_phone']);
const NUMBERS: ReadonlySet<Channel> = new Set(['voice', 'rvm', 'sms', 'personal_phone']);

/**
 * Tests a contact against a rule's filters.
 * @returns `applies: true` with `unless` where everything known fits and one fact, not known, would decide:
 *   an attempt is then refused by that name, an event is counted. A place, provider, template, queue or bot
 *   that is not given counts as none, since most contacts have none.
 */
export function applicability(filters: Applies, contact: Contact, facts: AttemptSubject): Applicability {
  if (!fits(filters, contact, facts)) return { applies: false };
  const { voice, lines, creditor_types: types, creditors } = filters;
  if (voice && !contact.voice && CALLS.has(contact.channel)) return { applies: true, unless: 'voice' };
  if (lines && !contact.line && NUMBERS.has(contact.channel)) return { applies: true, unless: 'line' };
  if (!types && !creditors) return { applies: true };

  const debts = contact.debts.map((id) => facts.debts[id]);
  const chosen = (debt: DebtFacts) =>
    (!creditors || creditors.includes(debt.creditor)) && (!types || (debt.creditorType !== undefined && types.includes(debt.creditorType)));
  if (debts.some((debt) => debt && chosen(debt))) return { applies: true };
  if (debts.length === 0 || debts.includes(undefined)) return { applies: true, unless: 'debt' };
  const untyped = debts.some((debt) => debt && !debt.creditorType && (!creditors || creditors.includes(debt.creditor)));
  return types && untyped ? { applies: true, unless: 'creditorType' } : { applies: false };
}

function fits(filters: Applies, contact: Contact, facts: AttemptSubject): boolean {
  const { channel, voice, line, place, provider, template, queue } = contact;
  const role = roleOf(contact.to);
  const { collector, channels, places, roles, providers, templates, queues } = filters;
  const { not_channels: notChannels, not_places: notPlaces, not_roles: notRoles, jurisdiction_prefix: prefixes } = filters;
  if (collector && !collector.includes(facts.collector)) return false;
  if (channels && !channels.includes(channel)) return false;
  if (notChannels?.includes(channel)) return false;
  if (roles && !roles.includes(role)) return false;
  if (notRoles?.includes(role)) return false;
  if (places && !(place && places.includes(place))) return false;
  if (place && notPlaces?.includes(place)) return false;
  if (filters.bot && !filters.bot.includes(contact.bot ?? false)) return false;
  if (providers && !(provider && providers.includes(provider))) return false;
  if (templates && !(template && templates.includes(template))) return false;
  if (queues && !(queue && queues.includes(queue))) return false;
  if (prefixes && !prefixes.some((prefix) => isWithin(facts.jurisdiction, prefix))) return false;
  if (filters.voice && !(voice ? filters.voice.includes(voice) : CALLS.has(channel))) return false;
  return !filters.lines || (line ? filters.lines.includes(line) : NUMBERS.has(channel));
}

/** Whether a jurisdiction is another or lies in it: 'US-NY-NYC' is within 'US'. */
export const isWithin = (jurisdiction: string, parent: string): boolean => jurisdiction === parent || jurisdiction.startsWith(`${parent}-`);
