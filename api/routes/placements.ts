import express, { Router, type Request } from 'express';
import { z } from 'zod';
import { Control } from '#domain/intake/control.ts';
import { Mapping } from '#domain/intake/mapping.ts';
import type { Db } from '#db/client.ts';
import { callerOf, needs } from '#api/caller.ts';
import { importPlacement, type PlacementUpload } from '#api/commands/import-placement.ts';
import { readPlacement } from '#api/commands/read-placement.ts';
import { Id } from '#api/contract/common.ts';
import { Placement, PlacementPath } from '#api/contract/placements.ts';
import { DomainError } from '#api/domain-error.ts';
import { given, keyOf, pathOf, reply } from '#api/reply.ts';

const LIMIT = '20mb';

export const placementsRouter = (deps: { app: Db; secret: string; now: () => number }) =>
  Router()
    .post('/placements', needs('placements:write'), express.raw({ type: 'multipart/form-data', limit: LIMIT }), async (req, res) => {
      const caller = callerOf(res);
      const answer = await importPlacement(deps, caller, await uploadOf(req));
      if (answer.outcome === 'refused') {
        const { code, sentence, line, field } = answer.refusal;
        const path = [line === null ? 'file' : `line ${line}`, field].filter(Boolean).join(' ');
        throw new DomainError('file-refused', { detail: sentence, errors: [{ path, message: code }] });
      }
      reply(res, Placement, await readPlacement(deps, caller, answer.placementId), answer.repeated ? 200 : 201);
    })
    .get('/placements/:placementId', needs('cases:read'), async (req, res) => {
      reply(res, Placement, await readPlacement(deps, callerOf(res), pathOf(PlacementPath, req).placementId));
    });

/** A form of files: the accounts, how to read them, and what the sender counted. */
async function uploadOf(req: Request): Promise<PlacementUpload> {
  const type = req.get('content-type');
  if (!Buffer.isBuffer(req.body) || !type) throw new DomainError('unsupported-media');
  const form = await new Response(new Uint8Array(req.body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw new DomainError('malformed', { detail: 'The form can not be read.' });
  });
  const file = form.get('file');
  if (!(file instanceof File)) throw new DomainError('invalid', { errors: [{ path: 'file', message: 'a file is needed' }] });
  const key = req.get('Idempotency-Key');
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    fileName: file.name.replaceAll('\0', '').slice(0, 200),
    creditorId: given(Id, form.get('creditorId'), ['creditorId']),
    mapping: given(Mapping, await jsonOf(form, 'mapping'), ['mapping']),
    control: given(z.optional(Control), await jsonOf(form, 'control'), ['control']),
    ...(key !== undefined && { key: keyOf(req) }),
  };
}

async function jsonOf(form: FormData, name: string): Promise<unknown> {
  const part = form.get(name);
  if (part === null) return undefined;
  const text = typeof part === 'string' ? part : await part.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new DomainError('invalid', { errors: [{ path: name, message: 'not JSON' }] });
  }
}
