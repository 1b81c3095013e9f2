import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { Control } from '#domain/intake/control.ts';
import { Mapping } from '#domain/intake/mapping.ts';
import { asCreditors, connect } from '#db/client.ts';
import { roleUrl } from '#db/roles.ts';
import { DomainError } from '#api/domain-error.ts';
import { importPlacement, type PlacementUpload } from '#api/commands/import-placement.ts';
import { readArguments, Trouble, UsageError } from '#cli/arguments.ts';
import { reportLines } from '#cli/import-report.ts';
import { chooseTenants, operator, tenantsOf, type TenantRow } from '#cli/operator.ts';
import { runningInstallation } from '#cli/running.ts';
import { watchDecisions } from '#cli/watch-decisions.ts';
import { USAGE } from '#cli/usage.ts';

export async function run(words: string[]): Promise<number> {
  const { upload, creditor, tenant } = readWords(words);
  const installation = runningInstallation();
  const target = chooseCreditor(await tenantsOf(installation), { creditor, tenant });
  const app = connect(roleUrl(installation.database, 'app', installation.secret), 2);
  try {
    const began = performance.now();
    const { caller, creditorId } = target;
    const answer = await importPlacement({ app: app.db, secret: installation.secret, now: Date.now }, caller, { ...upload, creditorId });
    console.log(reportLines(upload.fileName, answer, performance.now() - began).join('\n'));
    if (answer.outcome === 'refused') return 1;
    await watchDecisions(
      (work) => asCreditors(app.db, caller, work),
      answer.placementId,
      (line) => console.log(line),
    );
    return 0;
  } catch (error) {
    if (error instanceof DomainError) throw new Trouble(sentenceOf(error), { cause: error });
    throw error;
  } finally {
    await app.end();
  }
}

const options = {
  creditor: { type: 'string' },
  mapping: { type: 'string' },
  control: { type: 'string' },
  tenant: { type: 'string' },
} as const;

type Given = { upload: Omit<PlacementUpload, 'creditorId'>; creditor: string; tenant: string | undefined };

/** @throws UsageError, Trouble naming the file that can't be used */
function readWords(words: string[]): Given {
  const { values, positionals } = readArguments({ args: words, allowPositionals: true, options });
  const { creditor, mapping, control, tenant } = values;
  const [file, ...rest] = positionals;
  if (!file || rest.length > 0 || !creditor || !mapping) throw new UsageError(`c1 import ${USAGE.import.words}`);
  return {
    creditor,
    tenant,
    upload: {
      bytes: contentOf(file),
      fileName: basename(file),
      mapping: parsed(mapping, Mapping),
      ...(control && { control: parsed(control, Control) }),
    },
  };
}

function contentOf(file: string): Buffer {
  if (!existsSync(file)) throw new Trouble(`There is no file ${file}.`);
  return readFileSync(file);
}

function parsed<Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape> {
  const read = shape.safeParse(jsonOf(file));
  if (read.success) return read.data;
  const mistakes = read.error.issues.map(({ path, message }) => `  ${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`);
  throw new Trouble([`${file} can't be used:`, ...mistakes].join('\n'));
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(contentOf(file).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Trouble(`${file} is not JSON: ${error.message}`, { cause: error });
    throw error;
  }
}

function chooseCreditor(tenants: readonly TenantRow[], { creditor, tenant }: { creditor: string; tenant: string | undefined }) {
  const named = ({ name, id }: TenantRow['creditors'][number]) => id === creditor || name.toLowerCase() === creditor.toLowerCase();
  const among = chooseTenants(tenants, tenant, () => true);
  const found = among.filter(({ creditors }) => creditors.some(named));
  const [only, other] = found;
  if (!only) {
    const all = among.flatMap(({ creditors }) => creditors.map(({ name }) => name));
    throw new Trouble(`There is no creditor “${creditor}”. There are: ${all.join('; ')}.`);
  }
  if (other)
    throw new Trouble(
      `Several tenants have a creditor “${creditor}”: ${found.map(({ name }) => name).join('; ')}. Say which: --tenant NAME.`,
    );
  return { caller: operator(only), creditorId: only.creditors.find(named)?.id ?? '' };
}

const sentenceOf = ({ code, about }: DomainError): string =>
  about.errors?.map(({ path, message }) => `${path}: ${message}`).join('\n') ?? about.detail ?? `Refused: ${code}.`;
