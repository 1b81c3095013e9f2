import type { z } from 'zod';
import type { accountsOf, openHoldsOf } from '#db/queries/accounts.ts';
import type { NameOf } from '#db/queries/names.ts';
import type { CasePerson } from '#db/queries/people.ts';
import { LocalDate } from '#api/contract/common.ts';
import type { Account, Hold, Party } from '#api/contract/cases.ts';
import { instant, instantOrNull } from '#api/reply.ts';
import { masked } from '#api/views/masked.ts';

export function partyView({ party, role, contactPoints }: CasePerson): z.input<typeof Party> {
  const { id, name, language, idLast4, address } = party;
  return {
    id,
    name,
    role,
    language,
    idLast4,
    place: [address.city, address.region].filter(Boolean).join(', ') || null,
    contactPoints: contactPoints.map((point) => ({
      id: point.id,
      kind: point.kind,
      masked: masked(point.value),
      phoneType: point.phoneType,
      zones: point.zones,
      state: point.state,
      stateAt: instantOrNull(point.stateAt),
      optedOut: point.kind === 'phone' ? point.optedOut.filter((channel) => channel === 'sms') : [],
    })),
  };
}

type AccountRow = Awaited<ReturnType<typeof accountsOf>>[number];
export function accountView({ account, paidMinor }: AccountRow): z.input<typeof Account> {
  const { id, accountRef, currency, balanceMinor, principalMinor, interestMinor, feesMinor, costsMinor, status, closureReason } = account;
  const { daysPastDue, dueOn } = account.values;
  return {
    id,
    accountRef,
    currency,
    balanceMinor,
    principalMinor,
    interestMinor,
    feesMinor,
    costsMinor,
    paidMinor,
    status,
    closureReason,
    daysPastDue: /^\d{1,6}$/.test(String(daysPastDue)) ? Number(daysPastDue) : null,
    dueOn: LocalDate.safeParse(dueOn).data ?? null,
    placedAt: instant(account.placedAt),
  };
}

type HoldRow = Awaited<ReturnType<typeof openHoldsOf>>[number];
export const holdView =
  (nameOf: NameOf) =>
  ({ id, kind, because, until, placedBy, placedAt }: HoldRow): z.input<typeof Hold> => ({
    id,
    kind,
    because,
    until: instantOrNull(until),
    placedBy: nameOf(placedBy),
    placedAt: instant(placedAt),
  });
