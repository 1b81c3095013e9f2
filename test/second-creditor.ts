import { asTenant } from '#db/client.ts';
import { addressHash } from '#db/hashing.ts';
import { inputId } from '#db/input-id.ts';
import {
  account,
  caseState,
  collectionCase,
  contactPoint,
  creditor,
  inbox,
  ledgerEntry,
  party,
  partyRole,
  placement,
  playbook,
  sender,
  template,
} from '#db/schema/index.ts';
import { FIRST_PLAYBOOK } from '#domain/playbook/first-playbook.ts';
import { TUESDAY_MORNING, type PlacedCase, type World } from '#test/world.ts';

/** Another creditor of a world's tenant, with a number to text from and the same words; `queue` gives it a playbook of its own. */
export async function addCreditor(world: World, { queue }: { queue?: string } = {}): Promise<{ creditorId: string; playbookId: string }> {
  const [creditorId, ownPlaybook] = [crypto.randomUUID(), crypto.randomUUID()];
  const { tenantId, providerAccountId } = world;
  const playbookId = queue ? ownPlaybook : world.playbookId;
  await asTenant(world.owner.db, tenantId, async (tx) => {
    if (queue)
      await tx.insert(playbook).values({ id: playbookId, tenantId, key: queue, version: 1, body: { ...FIRST_PLAYBOOK, key: queue } });
    await tx
      .insert(creditor)
      .values({ id: creditorId, tenantId, name: `Creditor ${creditorId}`, collector: 'first_party', creditorType: 'bank', playbookId });
    const address = `+1202555${String(Math.floor(Math.random() * 9000) + 1000)}`;
    await tx.insert(sender).values({ id: crypto.randomUUID(), tenantId, creditorId, providerAccountId, channel: 'sms', address });
    const words = { tenantId, creditorId, channel: 'sms', locale: 'en', version: 1, text: '{{ creditor }}: {{ balance }}' };
    for (const key of ['payment-reminder', 'payment-options']) await tx.insert(template).values({ ...words, id: crypto.randomUUID(), key });
  });
  return { creditorId, playbookId };
}

type Known = Pick<PlacedCase, 'personId' | 'phone'>;

/** A debt of somebody known already, at a creditor that may be another. */
export async function placeAt(
  world: World,
  { creditorId, playbookId }: { creditorId: string; playbookId: string },
  { personId, phone }: Known,
): Promise<PlacedCase> {
  const { tenantId } = world;
  const scope = { tenantId, creditorId };
  const [caseId, accountId, partyId, contactPointId, placementId] = [0, 1, 2, 3, 4].map(() => crypto.randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await asTenant(world.owner.db, tenantId, async (tx) => {
    await tx.insert(party).values({
      ...scope,
      id: partyId,
      personId,
      name: 'Michelle Roberts',
      givenName: 'Michelle',
      address: { country: 'US', region: 'NY' },
    });
    await tx.insert(contactPoint).values({
      ...scope,
      id: contactPointId,
      partyId,
      kind: 'phone',
      value: phone,
      addressHash: addressHash(world.secret, tenantId, phone),
      phoneType: 'mobile',
      zones: ['America/New_York'],
    });
    await tx
      .insert(collectionCase)
      .values({ ...scope, id: caseId, reference: `R-${caseId.slice(0, 8)}`, debtorPartyId: partyId, playbookId });
    await tx.insert(placement).values({
      ...scope,
      id: placementId,
      fileName: 'w.csv',
      fileHash: placementId,
      receivedOn: '2026-11-03',
      receivedBy: 'test',
      report: {},
    });
    const money = { currency: 'USD', principalMinor: 50_00, interestMinor: 0, feesMinor: 0, costsMinor: 0, balanceMinor: 50_00 };
    await tx
      .insert(account)
      .values({ ...scope, ...money, id: accountId, caseId, placementId, accountRef: `A-${accountId.slice(0, 8)}`, values: {} });
    await tx.insert(partyRole).values({ ...scope, accountId, partyId, role: 'debtor' });
    const entry = { kind: 'placement', amountMinor: 50_00, currency: 'USD', externalId: accountId } as const;
    await tx
      .insert(ledgerEntry)
      .values({ ...scope, ...entry, id: crypto.randomUUID(), accountId, seq: 0, occurredAt: new Date(TUESDAY_MORNING) });
    await tx.insert(caseState).values({ ...scope, caseId });
    await tx.insert(inbox).values({ ...scope, caseId, id: inputId('placed', caseId), type: 'CasePlaced', body: { type: 'CasePlaced' } });
  });
  return { caseId, accountId, partyId, personId, contactPointId, phone };
}
