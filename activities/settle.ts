import { addSpan } from '#domain/time/local.ts';
import { hasEnded } from '#domain/contact/attempt-status.ts';
import { tenantAt } from '#domain/time/clock.ts';
import type { CaseRun } from '#domain/case/run.ts';
import type { Refusal } from '#domain/case/vocabulary.ts';
import { asTenant } from '#db/client.ts';
import { endStep, lockAttempt, reportEnd, tell } from '#db/queries/attempt-record.ts';
import { loadAnchors } from '#db/queries/case-facts.ts';
import type { Refused, Submitted } from '#activities/channels/provider.ts';
import type { ActivityDeps } from '#activities/deps.ts';

/** Calendar time until a provider that could not be reached is tried again, by a new attempt. */
const UNREACHABLE = { minutes: 30 };

export type ProviderSaid = Submitted | Refused | { outcome: 'not-sent' };

/** Records what the provider said. No epoch is checked: what happened is recorded, whoever runs the case by now. */
export function settle(deps: ActivityDeps, run: CaseRun, stepId: string, result: ProviderSaid): Promise<void> {
  return asTenant(deps.gate, run.tenant, async (tx) => {
    const row = await lockAttempt(tx, stepId);
    if (!row) throw new RangeError('the attempt that was sent is gone');
    const now = new Date(deps.now());
    if (result.outcome === 'submitted') {
      const { providerMessageId } = result;
      const status = await tell(
        tx,
        row,
        { status: result.status, evidence: 'provider', detail: { providerMessageId }, now },
        { providerMessageId },
      );
      if (hasEnded(status)) await reportEnd(tx, row, { status, rung: true, now });
      return endStep(tx, stepId, { status }, now);
    }
    const code = result.outcome === 'refused' ? `PROVIDER-${result.code}` : 'PROVIDER-UNREACHABLE';
    const status = await tell(tx, row, { status: 'failed', evidence: 'provider', detail: { code }, now }, { refusal: code });
    const refusal: Refusal = { rule: code };
    if (result.outcome === 'not-sent') {
      const at = tenantAt(await loadAnchors(tx), now.getTime());
      refusal.notBefore = addSpan(at, UNREACHABLE, 'UTC');
    }
    if (hasEnded(status)) await reportEnd(tx, row, { status, ...(status === 'failed' && { refusal }), rung: true, now });
    return endStep(tx, stepId, { status, code }, now);
  });
}
