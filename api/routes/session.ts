import { Router } from 'express';
import { asCreditors, type Db } from '#db/client.ts';
import { creditorsSeen, findTenant } from '#db/queries/clock.ts';
import { loadOf } from '#db/queries/handoffs.ts';
import { callerOf, needs } from '#api/caller.ts';
import { readClock, turnTheClock, type Turn } from '#api/commands/turn-clock.ts';
import { Clock, ClockRate } from '#api/contract/clock.ts';
import { Me } from '#api/contract/me.ts';
import { DomainError } from '#api/domain-error.ts';
import { given, reply } from '#api/reply.ts';

type Deps = { app: Db; ingest: Db; now: () => number };

export const sessionRouter = (deps: Deps) =>
  Router()
    .get('/me', async (_req, res) => {
      const caller = callerOf(res);
      const me = await asCreditors(deps.app, caller, async (tx) => {
        const tenant = await findTenant(tx, caller.tenantId);
        if (!tenant) throw new DomainError('sign-in');
        const { actor: id, name, email, role, scopes } = caller;
        return {
          user: { id, name, email },
          tenant: { id: tenant.id, name: tenant.name, sandbox: tenant.sandbox },
          role,
          scopes: [...scopes],
          creditors: await creditorsSeen(tx),
          handoffs: await loadOf(tx, id),
        };
      });
      reply(res, Me, me);
    })
    .get('/clock', async (_req, res) => reply(res, Clock, await readClock(deps, callerOf(res))))
    .post('/clock/pause', needs('clock:write'), async (_req, res) => turned(await turnTheClock(deps, callerOf(res), { pause: true }), res))
    .post('/clock/resume', needs('clock:write'), async (_req, res) =>
      turned(await turnTheClock(deps, callerOf(res), { resume: true }), res),
    )
    .post('/clock/rate', needs('clock:write'), async (req, res) =>
      turned(await turnTheClock(deps, callerOf(res), given(ClockRate, req.body) satisfies Turn), res),
    );

const turned = (clock: Awaited<ReturnType<typeof readClock>>, res: Parameters<typeof reply>[0]) => reply(res, Clock, clock);
