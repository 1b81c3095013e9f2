import type { z } from 'zod';
import { asCreditors, type Db } from '#db/client.ts';
import { inputId } from '#db/input-id.ts';
import { audit } from '#db/queries/audit.ts';
import { findSwitch, insertSwitch, lift, listSwitches, seesCreditor, type SwitchFound } from '#db/queries/kill-switches.ts';
import { namesOf, type NameOf } from '#db/queries/names.ts';
import type { Caller } from '#api/caller.ts';
import type { KillSwitch, KillSwitchList, NewKillSwitch } from '#api/contract/kill-switches.ts';
import { DomainError, notFound } from '#api/domain-error.ts';
import { instant, instantOrNull } from '#api/reply.ts';

type Deps = { app: Db; now: () => number };
type Switch = z.input<typeof KillSwitch>;

export function readSwitches({ app }: Deps, caller: Caller): Promise<z.input<typeof KillSwitchList>> {
  return asCreditors(app, caller, async (tx) => {
    const found = await listSwitches(tx);
    const nameOf = await namesOf(
      tx,
      found.flatMap(({ killSwitch: { offBy, onBy } }) => [offBy, onBy]),
    );
    return { items: found.map((row) => switchView(row, nameOf)) };
  });
}

/** In force once this has committed: `contact` reads the row under its own locks. @throws DomainError `not-found`, `key-reused` */
export function switchOff({ app }: Deps, caller: Caller, key: string, asked: z.output<typeof NewKillSwitch>): Promise<Switch> {
  const { tenantId, actor } = caller;
  return asCreditors(app, caller, async (tx) => {
    if (asked.creditorId !== undefined && !(await seesCreditor(tx, asked.creditorId))) throw notFound();
    const id = inputId(tenantId, actor, key, 'switchOff');
    if (await insertSwitch(tx, { id, tenantId, offBy: actor, ...asked }))
      await audit(tx, {
        ...acted(caller, asked.creditorId),
        action: 'SwitchOff',
        subject: id,
        detail: { channel: asked.channel, provider: asked.provider },
      });
    const found = await findSwitch(tx, id);
    if (!found || !isAsked(found, asked)) throw new DomainError('key-reused');
    return switchView(found, await namesOf(tx, [found.killSwitch.offBy, found.killSwitch.onBy]));
  });
}

/** @throws DomainError `not-found` */
export function switchOn({ app, now }: Deps, caller: Caller, id: string): Promise<Switch> {
  return asCreditors(app, caller, async (tx) => {
    const lifted = await lift(tx, id, caller.actor, new Date(now()));
    const found = await findSwitch(tx, id);
    if (!found) throw notFound();
    if (lifted) await audit(tx, { ...acted(caller, found.killSwitch.creditorId), action: 'SwitchOn', subject: id });
    return switchView(found, await namesOf(tx, [found.killSwitch.offBy, found.killSwitch.onBy]));
  });
}

const acted = ({ tenantId, actor }: Caller, creditorId: string | null | undefined) => ({
  tenantId,
  actor,
  ...(creditorId && { creditorId }),
});

const isAsked = ({ killSwitch }: SwitchFound, asked: z.output<typeof NewKillSwitch>): boolean =>
  killSwitch.because === asked.because &&
  killSwitch.creditorId === (asked.creditorId ?? null) &&
  killSwitch.channel === (asked.channel ?? null) &&
  killSwitch.provider === (asked.provider ?? null);

function switchView({ killSwitch, creditor }: SwitchFound, nameOf: NameOf): Switch {
  const { id, channel, provider, because, offBy, offAt, onBy, onAt } = killSwitch;
  return {
    id,
    creditor,
    channel: channel as Switch['channel'],
    provider,
    because,
    offBy: nameOf(offBy),
    offAt: instant(offAt),
    onBy: onBy ? nameOf(onBy) : null,
    onAt: instantOrNull(onAt),
  };
}
