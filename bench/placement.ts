import type { Installation } from '#bench/installation.ts';

const MAPPING = {
  kind: 'accounts',
  encoding: 'utf-8',
  delimiter: ',',
  headerRow: 1,
  decimal: '.',
  dateFormats: ['yyyy-MM-dd'],
  defaults: { country: 'US', currency: 'USD' },
  creditors: ['Harbor Example Lending'],
  columns: {
    ref: 'accountRef',
    first: 'firstName',
    last: 'lastName',
    born: 'bornOn',
    state: 'region',
    phone: 'phone1',
    kind: 'phone1Type',
    total: 'total',
  },
};
const HEADER = 'ref,first,last,born,state,phone,kind,total';
/** Every number of one exchange from 1000 up, so that no two debtors share one. */
const NUMBERS = 9000;

const row = (n: number): string => `B-${n},Ann,Debtor${n},1980-01-02,NY,+1518555${1000 + n},mobile,${100 + (n % 900)}.00`;

/** A file of accounts of as many debtors in New York, each with a mobile number of their own, sent as a lender's system sends it. */
export async function placeAccounts({ program, world }: Installation, count: number): Promise<string> {
  if (count > NUMBERS) throw new RangeError(`there are numbers for ${NUMBERS} debtors`);
  const rows = Array.from({ length: count }, (_, n) => row(n));
  const form = new FormData();
  form.set('creditorId', world.creditorId);
  form.set('file', new Blob([[HEADER, ...rows, ''].join('\n')]), 'bench.csv');
  form.set('mapping', new Blob([JSON.stringify(MAPPING)]), 'mapping.json');
  const { status, body } = await program('POST', '/placements', { form });
  if (status !== 201 || !body.id) throw new Error(`the placement was answered ${status}: ${JSON.stringify(body)}`);
  return body.id;
}
