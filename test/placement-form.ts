export const MAPPING = {
  kind: 'accounts',
  encoding: 'utf-8',
  delimiter: ',',
  decimal: '.',
  dateFormats: ['yyyy-MM-dd'],
  defaults: { currency: 'USD', country: 'US' },
  creditors: ['Harbor Example Lending'],
  columns: { Ref: 'accountRef', Name: 'fullName', Phone: 'phone1', Total: 'total' },
};

type Parts = { creditorId?: string; header?: string; mapping?: string; file?: boolean };

/** What a browser sends when somebody uploads a file of accounts. `rows`: reference, name, telephone, total. */
export function placementForm(
  rows: string,
  { creditorId = '', header = 'Ref,Name,Phone,Total\n', mapping = JSON.stringify(MAPPING), file = true }: Parts = {},
): FormData {
  const form = new FormData();
  form.set('creditorId', creditorId);
  form.set('mapping', mapping);
  if (file) form.set('file', new File([header + rows], 'accounts.csv', { type: 'text/csv' }));
  return form;
}
