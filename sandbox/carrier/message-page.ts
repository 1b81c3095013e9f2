import type { Request } from 'express';
import { text, type Form } from './create-message.ts';
import { resource, type Message } from './message.ts';
import { CarrierProblem } from './problem.ts';
import { QUERY, misfits } from './schema.ts';
import type { CarrierState } from './state.ts';

/** One page of an account's messages, newest first, in Twilio's form. @throws CarrierProblem */
export function messagePage(state: CarrierState, req: Request) {
  const query = req.query as Form;
  const [misfit] = misfits(QUERY, query);
  if (misfit) throw new CarrierProblem(400, 20001, `Invalid parameter: ${misfit}`);
  const size = Number(text(query, 'PageSize') ?? 50);
  const page = Number(text(query, 'Page') ?? 0);
  const matching = [...state.messages.values()].filter((message) => message.accountSid === req.params['account'] && fits(message, query));
  const ordered = matching.reverse().toSorted((a, b) => b.createdAt - a.createdAt);
  const shown = ordered.slice(page * size, (page + 1) * size);
  const uri = (wanted: number) => `${req.path}?${new URLSearchParams({ ...filters(query), PageSize: String(size), Page: String(wanted) })}`;
  return {
    end: page * size + Math.max(0, shown.length - 1),
    first_page_uri: uri(0),
    next_page_uri: (page + 1) * size < ordered.length ? uri(page + 1) : null,
    page,
    page_size: size,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    start: page * size,
    uri: uri(page),
    messages: shown.map(resource),
  };
}

const FILTERS = ['To', 'From', 'DateSent', 'DateSent<', 'DateSent>'];
const filters = (query: Form) =>
  Object.fromEntries(FILTERS.flatMap((name) => (text(query, name) === undefined ? [] : [[name, text(query, name) ?? '']])));

function fits({ to, from, sentAt }: Message, query: Form): boolean {
  const day = text(query, 'DateSent');
  const until = text(query, 'DateSent<');
  const since = text(query, 'DateSent>');
  if (text(query, 'To') !== undefined && text(query, 'To') !== to) return false;
  if (text(query, 'From') !== undefined && text(query, 'From') !== from) return false;
  if (!day && !until && !since) return true;
  if (sentAt === undefined) return false;
  if (day && new Date(sentAt).toISOString().slice(0, 10) !== new Date(day).toISOString().slice(0, 10)) return false;
  return (!until || sentAt <= Date.parse(until)) && (!since || sentAt >= Date.parse(since));
}
