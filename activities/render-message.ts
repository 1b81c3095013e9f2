import { ApplicationFailure } from '@temporalio/activity';
import { and, desc, eq } from 'drizzle-orm';
import { Liquid } from 'liquidjs';
import type { Channel } from '#domain/contact/channel.ts';
import type { Transaction } from '#db/client.ts';
import type { Subject } from '#db/queries/gate-subject.ts';
import { template } from '#db/schema/index.ts';

// A template without end meets the memory's limit, which counts what it does. Time is only the last resort: a busy machine
// may stop for longer than a text takes, and a step given up for that would be nobody's fault.
const liquid = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  renderLimit: 5_000,
  memoryLimit: 1_000_000,
});
const FALLBACK = 'en';

/**
 * The words of a contact, in the person's language where the creditor has them.
 * @throws ApplicationFailure, not to be retried, when there is no such template or it asks for what nobody knows
 */
export async function renderMessage(
  tx: Transaction,
  subject: Subject,
  { key, channel }: { key: string; channel: Channel },
): Promise<{ text: string; version: number }> {
  const rows = await tx
    .select()
    .from(template)
    .where(and(eq(template.creditorId, subject.creditorId), eq(template.key, key), eq(template.channel, channel)))
    .orderBy(desc(template.version));
  const locale = subject.party.language ?? FALLBACK;
  const chosen = rows.find((row) => row.locale === locale) ?? rows.find((row) => row.locale === FALLBACK);
  if (!chosen) throw ApplicationFailure.nonRetryable(`no template ${key} for ${channel}`, 'template-missing');
  try {
    return { text: String(liquid.parseAndRenderSync(chosen.text, variables(subject, chosen.locale))), version: chosen.version };
  } catch {
    // The engine's own message quotes the text, which holds a name.
    throw ApplicationFailure.nonRetryable(`template ${key} v${chosen.version} can't be filled`, 'template-unfilled');
  }
}

function variables({ party, creditorName, reference, accounts }: Subject, locale: string): Record<string, string> {
  const owed = accounts.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0);
  const currency = accounts[0]?.currency ?? 'USD';
  // Money is written as the person's country writes it: Spanish in the US reads $1,303.65.
  const region = party.address.country;
  const money = new Intl.NumberFormat(region ? `${locale}-${region}` : locale, { style: 'currency', currency });
  const digits = money.resolvedOptions().maximumFractionDigits ?? 2;
  return { firstName: party.givenName ?? party.name, creditor: creditorName, reference, balance: money.format(owed / 10 ** digits) };
}
