import { Router } from 'express';
import type { Db } from '#db/client.ts';
import { callerOf, needs } from '#api/caller.ts';
import { readSwitches, switchOff, switchOn } from '#api/commands/kill-switches.ts';
import { KillSwitch, KillSwitchList, KillSwitchPath, NewKillSwitch } from '#api/contract/kill-switches.ts';
import { given, keyOf, pathOf, reply } from '#api/reply.ts';

export const killSwitchesRouter = (deps: { app: Db; now: () => number }) =>
  Router()
    .get('/kill-switches', needs('cases:read'), async (_req, res) => {
      reply(res, KillSwitchList, await readSwitches(deps, callerOf(res)));
    })
    .post('/kill-switches', needs('switches:write'), async (req, res) => {
      reply(res, KillSwitch, await switchOff(deps, callerOf(res), keyOf(req), given(NewKillSwitch, req.body)), 201);
    })
    .post('/kill-switches/:killSwitchId/lift', needs('switches:write'), async (req, res) => {
      reply(res, KillSwitch, await switchOn(deps, callerOf(res), pathOf(KillSwitchPath, req).killSwitchId));
    });
