import { Router, type Request, type Response } from 'express';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import { caseOfHandoff, insertNote } from '#db/queries/requests.ts';
import { callerOf, needs } from '#api/caller.ts';
import { readHandoff, readHandoffs } from '#api/commands/read-handoffs.ts';
import { request, type Beside, type RequestDeps } from '#api/commands/request.ts';
import { HandoffCompletion, HandoffList, HandoffPath, HandoffView } from '#api/contract/handoffs.ts';
import { given, keyOf, pathOf, reply } from '#api/reply.ts';
import { replyRequested } from '#api/routes/requests.ts';

type HandoffRequest = Extract<CaseInput, { handoffId: string }>;
type Particulars = { body?: unknown; beside?: Beside | undefined };

export const handoffsRouter = (deps: RequestDeps) => {
  async function ask(
    req: Request,
    res: Response,
    type: HandoffRequest['type'],
    about: (asked: { handoffId: string; by: string; requestedAt: number }) => HandoffRequest,
    { body = null, beside }: Particulars = {},
  ): Promise<void> {
    const { handoffId } = pathOf(HandoffPath, req);
    const done = await request(deps, callerOf(res), {
      caseOf: (tx) => caseOfHandoff(tx, handoffId),
      key: keyOf(req),
      target: `${type} ${handoffId}`,
      body,
      input: ({ by, requestedAt }) => about({ handoffId, by, requestedAt }),
      ...(beside && { beside }),
    });
    replyRequested(res, done);
  }

  return Router()
    .get('/handoffs', needs('cases:read'), async (_req, res) => {
      reply(res, HandoffList, await readHandoffs(deps, callerOf(res)));
    })
    .get('/handoffs/:handoffId', needs('cases:read'), async (req, res) => {
      reply(res, HandoffView, await readHandoff(deps, callerOf(res), pathOf(HandoffPath, req).handoffId));
    })
    .post('/handoffs/:handoffId/claim', needs('handoffs:work'), (req, res) =>
      ask(req, res, 'ClaimHandoff', (asked) => ({ type: 'ClaimHandoff', ...asked })),
    )
    .post('/handoffs/:handoffId/renew', needs('handoffs:work'), (req, res) =>
      ask(req, res, 'RenewHandoff', (asked) => ({ type: 'RenewHandoff', ...asked })),
    )
    .post('/handoffs/:handoffId/release', needs('handoffs:work'), (req, res) =>
      ask(req, res, 'ReleaseHandoff', (asked) => ({ type: 'ReleaseHandoff', ...asked })),
    )
    .post('/handoffs/:handoffId/complete', needs('handoffs:work'), (req, res) => {
      const body = given(HandoffCompletion, req.body);
      const { disposition, promise, resumeOn, contactPointId, note } = body;
      const told = { disposition, ...(promise && { promise }), ...(resumeOn && { resumeOn }), ...(contactPointId && { contactPointId }) };
      // What was typed is kept even if the case then refuses: it may have been much.
      const beside: Beside | undefined =
        note === undefined
          ? undefined
          : (tx, { id, tenantId, creditorId, caseId }) =>
              insertNote(tx, { tenantId, creditorId, caseId, inputId: id, author: callerOf(res).actor, text: note });
      return ask(req, res, 'CompleteHandoff', (asked) => ({ type: 'CompleteHandoff', ...asked, ...told }), { body, beside });
    });
};
