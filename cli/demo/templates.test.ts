import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import { Mapping } from '#domain/intake/mapping.ts';
import { NOTHING_KNOWN } from '#domain/intake/known.ts';
import { readPlacement } from '#domain/intake/read-placement.ts';
import { imported } from '#domain/intake/testing/csv.ts';
import { FIRST_PLAYBOOK } from '#domain/playbook/first-playbook.ts';
import { DEMO_FILES } from '#cli/demo/files.ts';
import { DEMO_TEMPLATES } from '#cli/demo/templates.ts';

/** GSM 03.38: what fits 153 characters a segment; any other letter makes it 67. */
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;
const segments = (text: string) =>
  GSM.test(text) ? (text.length <= 160 ? 1 : Math.ceil(text.length / 153)) : text.length <= 70 ? 1 : Math.ceil(text.length / 67);

const ROOT = join(import.meta.dirname, '../..');
const debtors = DEMO_FILES.flatMap(({ file, mapping }) =>
  imported(
    readPlacement({
      bytes: readFileSync(join(ROOT, file)),
      mapping: Mapping.parse(JSON.parse(readFileSync(join(ROOT, mapping), 'utf8'))),
      receivedOn: '2026-11-03',
      known: NOTHING_KNOWN,
    }),
  ).placed.map(({ values, key, balanceMinor }) => ({
    firstName: values.firstName ?? '',
    language: values.language ?? 'en',
    creditor: key.creditor,
    balanceMinor,
  })),
);

describe('the demo’s words', () => {
  const liquid = new Liquid({ strictVariables: true, strictFilters: true });
  it.each(DEMO_TEMPLATES)('$key in $locale fits two segments for every debtor who gets it', ({ text, locale }) => {
    for (const { firstName, language, creditor, balanceMinor } of debtors) {
      if (language !== locale && locale !== 'zh') continue;
      const balance = new Intl.NumberFormat(`${locale}-US`, { style: 'currency', currency: 'USD' }).format(balanceMinor / 100);
      const words = String(liquid.parseAndRenderSync(text, { firstName, creditor, balance, reference: 'C1-7F3K2Q' }));
      expect([words, segments(words)]).toEqual([words, expect.toSatisfy((count: number) => count <= 2)]);
    }
  });
  it.each(DEMO_TEMPLATES)('$key in $locale names creditor and balance and offers a way out', ({ text }) => {
    for (const needed of ['{{ creditor }}', '{{ balance }}', '{{ reference }}', 'STOP']) expect(text).toContain(needed);
    expect(text).toMatch(/HELP|AYUDA/);
  });
  it('has every template its playbook uses, in every language', () => {
    const used = Object.values(FIRST_PLAYBOOK.steps).flatMap((step) => (step.kind === 'message' ? [step.template] : []));
    for (const locale of ['en', 'es', 'zh'])
      expect(DEMO_TEMPLATES.filter((template) => template.locale === locale).map(({ key }) => key)).toEqual(expect.arrayContaining(used));
  });
});
