import { timingSafeEqual } from 'node:crypto';
import express, { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import type { Carrier } from './carrier.ts';
import { readCreate, text, type Form } from './create-message.ts';
import type { Fault, Faults } from './faults.ts';
import { resource, type Message } from './message.ts';
import { messagePage } from './message-page.ts';
import { CarrierProblem } from './problem.ts';
import { UPDATE, misfits } from './schema.ts';

const LIST = ['/2010-04-01/Accounts/:account/Messages.json', '/2010-04-01/Accounts/:account/Messages'];
const ONE = '/2010-04-01/Accounts/:account/Messages/:sid';

/** Twilio's Messages API. It answers JSON with or without `.json`; Twilio itself would answer XML without. */
export function messagesApi(carrier: Carrier, faults: Faults): Router {
  const router = Router();
  router.use('/2010-04-01/Accounts/:account', (req, _res, next) => {
    if (!isCustomer(carrier, req)) throw new CarrierProblem(401, 20003, 'Authenticate');
    next();
  });
  router.use(express.urlencoded({ extended: false, limit: '1mb' }));

  router.post(LIST, (req, res) => {
    const form = (req.body ?? {}) as Form;
    const before = faults.next('before', text(form, 'To'));
    if (before) return spoil(before, res);
    const accountSid = String(req.params['account']);
    const message = carrier.accept(accountSid, readCreate(carrier.state, accountSid, form));
    const after = faults.next('after', message.to);
    if (after) return spoil(after, res);
    res.status(201).json(resource(message));
  });
  router.get(LIST, (req, res) => void res.json(messagePage(carrier.state, req)));

  router.get(ONE, (req, res) => void res.json(resource(found(carrier, req))));
  router.post(ONE, (req, res) => {
    const form = (req.body ?? {}) as Form;
    const message = found(carrier, req);
    const [misfit] = misfits(UPDATE, form);
    if (misfit) throw new CarrierProblem(400, 20001, `Invalid parameter: ${misfit}`);
    if (form['Status'] === 'canceled') cancel(carrier, message);
    if (form['Body'] === '') carrier.redact(message);
    res.json(resource(message));
  });
  router.delete(ONE, (req, res) => {
    carrier.delete(found(carrier, req));
    res.status(204).end();
  });

  router.use('/2010-04-01', (req) => {
    throw notFound(req);
  });
  router.use(problems);
  return router;
}

function cancel(carrier: Carrier, message: Message): void {
  if (message.status !== 'queued') throw new CarrierProblem(400, 30409, 'Cannot cancel this message: it is being sent or over');
  carrier.cancel(message);
}

function isCustomer(carrier: Carrier, req: Request): boolean {
  const account = carrier.account(String(req.params['account']));
  const given = /^Basic (.+)$/i.exec(req.get('authorization') ?? '')?.[1];
  if (!account || !given) return false;
  const wanted = Buffer.from(`${account.accountSid}:${account.authToken}`);
  const offered = Buffer.from(given, 'base64');
  return wanted.length === offered.length && timingSafeEqual(wanted, offered);
}

function found(carrier: Carrier, req: Request): Message {
  const sid = String(req.params['sid']).replace(/[.]json$/, '');
  const message = carrier.state.messages.get(sid);
  if (message?.accountSid !== req.params['account']) throw notFound(req);
  return message as Message;
}

const notFound = (req: Request) => new CarrierProblem(404, 20404, `The requested resource ${req.path} was not found`);

function spoil({ kind, status, code }: Fault, res: Response): void {
  if (kind === 'reset') return void res.socket?.resetAndDestroy();
  if (kind === 'time-out') return; // no answer: the customer gives up
  const problem = new CarrierProblem(
    ...(kind === 'refuse' ? ([status ?? 400, code ?? 21612] as const) : ([status ?? 500, code ?? 20500] as const)),
    kind === 'refuse' ? 'The message cannot be routed' : 'Internal server error',
  );
  res.status(problem.status).json(problem.document());
}

const problems: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
  const problem =
    error instanceof CarrierProblem
      ? error
      : error instanceof Error && 'status' in error && typeof error.status === 'number'
        ? new CarrierProblem(error.status, 20001, 'The request could not be read')
        : new CarrierProblem(500, 20500, 'Internal server error');
  if (problem.status === 401) res.set('WWW-Authenticate', 'Basic realm="Twilio API"');
  res.status(problem.status).json(problem.document());
};
