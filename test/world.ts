import { asTenant, connect, type Connection } from '#db/client.ts';
import { addressHash } from '#db/hashing.ts';
import { inputId } from '#db/input-id.ts';
import { roleUrl } from '#db/roles.ts';
import { seal } from '#db/seal.ts';
import {
  account,
  caseState,
  clockAnchor,
  collectionCase,
  contactPoint,
  creditor,
  holiday,
  inbox,
  ledgerEntry,
  party,
  partyRole,
  person,
  placement,
  playbook,
  providerAccount,
  sender,
  template,
  tenant,
} from '#db/schema/index.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import { FIRST_PLAYBOOK } from '#domain/playbook/first-playbook.ts';
import type { Playbook } from '#domain/playbook/playbook.ts';

const CARD_PHONE = 2_125_550_000;

/** A tenant with one creditor, its sender and its playbook; the calendar shows a Tuesday morning in New York. */
export type World = {
  tenantId: string;
  creditorId: string;
  playbookId: string;
  providerAccountId: string;
  senderNumber: string;
  owner: Connection;
  secret: string;
  /** Places a debt; the case's first input waits in its inbox. */
  placeCase: (options?: { phone?: string; balanceMinor?: number; zones?: string[] }) => Promise<PlacedCase>;
  /** Puts an input in a case's inbox, unrung. */
  tell: (caseId: string, body: CaseInput, id?: string) => Promise<string>;
};
export type PlacedCase = { caseId: string; accountId: string; partyId: string; personId: string; contactPointId: string; phone: string };

type Options = {
  url: string;
  secret: string;
  carrier: { baseUrl: string; accountSid: string; authToken: string };
  playbook?: Playbook;
  /** Tenant milliseconds a real one; 1, so that how long a test takes closes no hours. */
  rate?: number;
};

/** 2026-11-03 is a Tuesday; 09:30 in New York. */
export const TUESDAY_MORNING = Date.parse('2026-11-03T14:30:00Z');

export async function makeWorld({ url, secret, carrier, playbook: body = FIRST_PLAYBOOK, rate = 1 }: Options): Promise<World> {
  const owner = connect(roleUrl(url, 'owner', secret), 2);
  const [tenantId, creditorId, playbookId, providerAccountId] = [0, 1, 2, 3].map(() => crypto.randomUUID()) as [
    string,
    string,
    string,
    string,
  ];
  const senderNumber = '+12025550100';
  await asTenant(owner.db, tenantId, async (tx) => {
    await tx.insert(tenant).values({ id: tenantId, name: `Tenant ${tenantId}`, sandbox: true, country: 'US' });
    await tx.insert(playbook).values({ id: playbookId, tenantId, key: body.key, version: body.version, body });
    await tx
      .insert(creditor)
      .values({ id: creditorId, tenantId, name: 'Harbor Example Lending', collector: 'first_party', creditorType: 'bank', playbookId });
    await tx
      .insert(clockAnchor)
      .values({ tenantId, seq: 1, realAt: new Date(), tenantAt: new Date(TUESDAY_MORNING), rate, because: 'started' });
    await tx.insert(holiday).values({ tenantId, country: 'US', day: '2026-11-26', name: 'Thanksgiving Day' });
    await tx.insert(providerAccount).values({
      id: providerAccountId,
      tenantId,
      provider: 'twilio',
      accountSid: carrier.accountSid,
      sealedToken: seal(secret, carrier.authToken, providerAccountId),
      baseUrl: carrier.baseUrl,
      sandbox: 'yes',
    });
    await tx
      .insert(sender)
      .values({ id: crypto.randomUUID(), tenantId, creditorId, providerAccountId, channel: 'sms', address: senderNumber });
    for (const key of ['payment-reminder', 'payment-options'])
      await tx.insert(template).values({
        id: crypto.randomUUID(),
        tenantId,
        creditorId,
        key,
        channel: 'sms',
        locale: 'en',
        version: 1,
        text: '{{ creditor }}: {{ firstName }}, {{ balance }} is open on {{ reference }}. Reply with a day that suits you, or STOP.',
      });
  });

  let made = 0;
  const placeCase: World['placeCase'] = ({
    phone = `+1${CARD_PHONE + ++made}`,
    balanceMinor = 120_00,
    zones = ['America/New_York'],
  } = {}) =>
    asTenant(owner.db, tenantId, async (tx) => {
      const [caseId, accountId, partyId, personId, contactPointId, placementId] = [0, 1, 2, 3, 4, 5].map(() => crypto.randomUUID()) as [
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      const scope = { tenantId, creditorId };
      await tx.insert(person).values({ id: personId, tenantId, keyHash: personId });
      await tx.insert(party).values({
        ...scope,
        id: partyId,
        personId,
        name: 'Michelle Roberts',
        givenName: 'Michelle',
        language: 'en',
        address: { country: 'US', region: 'NY' },
      });
      await tx.insert(contactPoint).values({
        ...scope,
        id: contactPointId,
        partyId,
        kind: 'phone',
        value: phone,
        addressHash: addressHash(secret, tenantId, phone),
        phoneType: 'mobile',
        zones,
      });
      await tx
        .insert(collectionCase)
        .values({ ...scope, id: caseId, reference: `R-${caseId.slice(0, 8)}`, debtorPartyId: partyId, playbookId });
      await tx.insert(placement).values({
        ...scope,
        id: placementId,
        fileName: 'world.csv',
        fileHash: placementId,
        receivedOn: '2026-11-03',
        receivedBy: 'test',
        report: {},
      });
      await tx.insert(account).values({
        ...scope,
        id: accountId,
        caseId,
        placementId,
        accountRef: `A-${accountId.slice(0, 8)}`,
        values: { daysPastDue: 40 },
        currency: 'USD',
        principalMinor: balanceMinor,
        interestMinor: 0,
        feesMinor: 0,
        costsMinor: 0,
        balanceMinor,
      });
      await tx.insert(partyRole).values({ ...scope, accountId, partyId, role: 'debtor' });
      await tx.insert(ledgerEntry).values({
        ...scope,
        id: crypto.randomUUID(),
        accountId,
        seq: 0,
        kind: 'placement',
        amountMinor: balanceMinor,
        currency: 'USD',
        externalId: accountId,
        occurredAt: new Date(TUESDAY_MORNING),
      });
      await tx.insert(caseState).values({ ...scope, caseId });
      await tx.insert(inbox).values({ ...scope, caseId, id: inputId('placed', caseId), type: 'CasePlaced', body: { type: 'CasePlaced' } });
      return { caseId, accountId, partyId, personId, contactPointId, phone };
    });

  const tell: World['tell'] = (caseId, body, id = crypto.randomUUID()) =>
    asTenant(owner.db, tenantId, async (tx) => {
      await tx.insert(inbox).values({ id, tenantId, creditorId, caseId, type: body.type, body });
      return id;
    });
  return { tenantId, creditorId, playbookId, providerAccountId, senderNumber, owner, secret, placeCase, tell };
}
