import { Router } from 'express';
import type { Db } from '#db/client.ts';
import { callerOf, needs } from '#api/caller.ts';
import { readGate } from '#api/commands/ask-gate.ts';
import { readCase, readCases, readQueues, readTimeline } from '#api/commands/read-case.ts';
import { CaseList, CasePath, CaseQuery, CaseView, QueueCounts } from '#api/contract/cases.ts';
import { PageQuery } from '#api/contract/common.ts';
import { GateAnswer, GateQuery } from '#api/contract/gate.ts';
import { Timeline } from '#api/contract/timeline.ts';
import { given, pathOf, reply } from '#api/reply.ts';

export const casesRouter = (deps: { app: Db; gate: Db; now: () => number }) =>
  Router()
    .get('/cases', needs('cases:read'), async (req, res) => {
      reply(res, CaseList, await readCases(deps, callerOf(res), given(CaseQuery, req.query)));
    })
    .get('/queues', needs('cases:read'), async (_req, res) => {
      reply(res, QueueCounts, await readQueues(deps, callerOf(res)));
    })
    .get('/cases/:caseId', needs('cases:read'), async (req, res) => {
      reply(res, CaseView, await readCase(deps, callerOf(res), pathOf(CasePath, req).caseId));
    })
    .get('/cases/:caseId/gate', needs('cases:read'), async (req, res) => {
      const { caseId } = pathOf(CasePath, req);
      reply(res, GateAnswer, await readGate(deps, callerOf(res), caseId, given(GateQuery, req.query).channel));
    })
    .get('/cases/:caseId/timeline', needs('cases:read'), async (req, res) => {
      const { caseId } = pathOf(CasePath, req);
      reply(res, Timeline, await readTimeline(deps, callerOf(res), caseId, given(PageQuery, req.query)));
    });
