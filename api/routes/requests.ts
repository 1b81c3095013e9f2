import { Router, type Response } from 'express';
import { asCreditors } from '#db/client.ts';
import { namesOf } from '#db/queries/names.ts';
import { caseOfHold, findInput, insertHold } from '#db/queries/requests.ts';
import { REQUESTS, type RequestName } from '#domain/case/vocabulary.ts';
import { callerOf, needs } from '#api/caller.ts';
import { request, type RequestDeps, type Requested } from '#api/commands/request.ts';
import { CasePath } from '#api/contract/cases.ts';
import { HoldPath, NewHold, NewPromise, RequestAnswer, RequestPath, RequestState } from '#api/contract/requests.ts';
import { notFound } from '#api/domain-error.ts';
import { given, instant, instantOrNull, keyOf, pathOf, reply } from '#api/reply.ts';

export const requestsRouter = (deps: RequestDeps) =>
  Router()
    .post('/cases/:caseId/holds', needs('cases:write'), async (req, res) => {
      const { caseId } = pathOf(CasePath, req);
      const body = given(NewHold, req.body);
      const until = body.until === undefined ? undefined : Date.parse(body.until);
      const done = await request(deps, callerOf(res), {
        caseOf: () => Promise.resolve(caseId),
        key: keyOf(req),
        target: `placeHold ${caseId}`,
        body,
        input: ({ id, ...asked }) => ({ type: 'PlaceHold', holdId: id, kind: body.kind, ...(until !== undefined && { until }), ...asked }),
        beside: async (tx, { caseOpen, ...at }) => {
          if (!caseOpen) return;
          const { kind, because } = body;
          await insertHold(tx, {
            ...at,
            kind,
            because,
            placedBy: callerOf(res).actor,
            ...(until !== undefined && { until: new Date(until) }),
          });
        },
      });
      replyRequested(res, done);
    })
    .post('/holds/:holdId/release', needs('cases:write'), async (req, res) => {
      const { holdId } = pathOf(HoldPath, req);
      const done = await request(deps, callerOf(res), {
        caseOf: (tx) => caseOfHold(tx, holdId),
        key: keyOf(req),
        target: `releaseHold ${holdId}`,
        body: null,
        input: ({ by, requestedAt }) => ({ type: 'ReleaseHold', holdId, by, requestedAt }),
      });
      replyRequested(res, done);
    })
    .post('/cases/:caseId/promises', needs('cases:write'), async (req, res) => {
      const { caseId } = pathOf(CasePath, req);
      const body = given(NewPromise, req.body);
      const done = await request(deps, callerOf(res), {
        caseOf: () => Promise.resolve(caseId),
        key: keyOf(req),
        target: `recordPromise ${caseId}`,
        body,
        input: ({ by, requestedAt }) => ({ type: 'RecordPromise', ...body, by, requestedAt }),
      });
      replyRequested(res, done);
    })
    .post('/cases/:caseId/skip', needs('cases:write'), async (req, res) => {
      const { caseId } = pathOf(CasePath, req);
      const done = await request(deps, callerOf(res), {
        caseOf: () => Promise.resolve(caseId),
        key: keyOf(req),
        target: `skipStep ${caseId}`,
        body: null,
        input: ({ by, requestedAt }) => ({ type: 'SkipStep', by, requestedAt }),
      });
      replyRequested(res, done);
    })
    .get('/requests/:requestId', needs('cases:read'), async (req, res) => {
      const { requestId } = pathOf(RequestPath, req);
      const state = await asCreditors(deps.app, callerOf(res), async (tx) => {
        const row = await findInput(tx, requestId);
        if (!row || !isRequest(row.type)) throw notFound();
        const { answer, type, caseId, parkedAt, recordedAt } = row;
        const by = answer && 'refused' in answer ? answer.by : undefined;
        const nameOf = await namesOf(tx, [by]);
        return {
          requestId,
          caseId,
          type,
          status: !answer
            ? parkedAt
              ? ('stuck' as const)
              : ('pending' as const)
            : 'accepted' in answer
              ? ('accepted' as const)
              : ('refused' as const),
          ref: (answer && 'accepted' in answer && answer.ref) || null,
          leaseUntil: instantOrNull(answer && 'accepted' in answer ? answer.leaseUntil : undefined),
          refused: answer && 'refused' in answer ? answer.refused : null,
          by: by ? nameOf(by) : null,
          since: instantOrNull(answer && 'refused' in answer ? answer.since : undefined),
          recordedAt: instant(recordedAt),
        };
      });
      reply(res, RequestState, state);
    });

const isRequest = (type: string): type is RequestName => (REQUESTS as readonly string[]).includes(type);

/** Done, or taken down with a place to look. */
export function replyRequested(res: Response, { requestId, caseId, answer }: Requested): void {
  const body = {
    requestId,
    caseId,
    status: answer ? ('accepted' as const) : ('pending' as const),
    ref: answer?.ref ?? null,
    leaseUntil: instantOrNull(answer?.leaseUntil),
    look: `/api/v1/requests/${requestId}`,
  };
  if (!answer) res.set('Location', body.look);
  reply(res, RequestAnswer, body, answer ? 200 : 202);
}
