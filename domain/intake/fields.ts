/** What a placement file may say, field by field: a closed list, and how each is read. */
export const FIELD_TYPES = {
  accountRef: 'ref',
  creditor: 'text',
  originalCreditor: 'text',
  product: 'text',
  batchRef: 'text',
  principal: 'amount',
  interest: 'amount',
  fees: 'amount',
  costs: 'amount',
  total: 'amount',
  currency: 'currency',
  creditLimit: 'sideAmount',
  lastStatementAmount: 'sideAmount',
  lastPaymentAmount: 'sideAmount',
  openedOn: 'date',
  dueOn: 'date',
  lastPaymentOn: 'date',
  chargedOffOn: 'date',
  itemizedOn: 'date',
  placedOn: 'sideDate',
  recallOn: 'sideDate',
  itemizationKind: 'choice',
  daysPastDue: 'count',
  closureReason: 'choice',
  iban: 'iban',
  note: 'text',
  fullName: 'name',
  firstName: 'name',
  lastName: 'name',
  secondLastName: 'name',
  companyName: 'name',
  nationalId: 'nationalId',
  idLast4: 'text',
  bornOn: 'birthDate',
  language: 'choice',
  addressLine1: 'text',
  addressLine2: 'text',
  city: 'text',
  region: 'text',
  postalCode: 'text',
  country: 'country',
  phone1: 'phone',
  phone1Type: 'choice',
  phone2: 'phone',
  phone2Type: 'choice',
  phone3: 'phone',
  phone3Type: 'choice',
  email: 'email',
  consentCall: 'yesNo',
  consentSms: 'yesNo',
  consentEmail: 'yesNo',
  consentOn: 'sideDate',
  consentSource: 'text',
  party2Role: 'choice',
  party2FullName: 'name',
  party2FirstName: 'name',
  party2LastName: 'name',
  party2NationalId: 'nationalId',
  party2IdLast4: 'text',
  party2BornOn: 'birthDate',
  party2Phone: 'phone',
  party2Email: 'email',
  referenceName: 'name',
  referenceRelation: 'text',
  referencePhone: 'phone',
  eventRef: 'ref',
  event: 'choice',
  eventOn: 'date',
  amount: 'amount',
  correctedField: 'choice',
  correctedValue: 'text',
  reversesRef: 'ref',
} as const;

/** Words a `choice` may hold after translation. */
export const CHOICES = {
  itemizationKind: ['last-statement', 'charge-off', 'last-payment', 'transaction', 'judgment'],
  closureReason: ['sold', 'paid', 'fraudulent', 'discarded', 'discharged', 'invalidated', 'recalled'],
  phone1Type: ['mobile', 'home', 'work', 'other'],
  phone2Type: ['mobile', 'home', 'work', 'other'],
  phone3Type: ['mobile', 'home', 'work', 'other'],
  party2Role: ['co-debtor', 'guarantor'],
  language: ['de', 'en', 'es', 'fil', 'zh'],
  event: ['payment', 'reversal', 'correction', 'recall', 'closure'],
  correctedField: ['principal', 'interest', 'fees', 'phone1', 'phone2', 'phone3', 'email', 'language'],
} as const satisfies Partial<Record<Field, readonly string[]>>;

/** Groups of which a file must have at least one column each, in the order they are checked. */
export const REQUIRED = {
  accounts: [
    ['accountRef'],
    ['fullName', 'firstName', 'lastName', 'companyName'],
    ['total', 'principal'],
    ['phone1', 'phone2', 'phone3', 'email'],
  ],
  events: [['eventRef'], ['accountRef'], ['event'], ['eventOn']],
} as const satisfies Record<PlacementKind, readonly (readonly Field[])[]>;

export type PlacementKind = 'accounts' | 'events';
export type Field = keyof typeof FIELD_TYPES;
export type FieldType = (typeof FIELD_TYPES)[Field];
export type ChoiceField = keyof typeof CHOICES;

const EVENT_FIELDS = ['eventRef', 'event', 'eventOn', 'amount', 'correctedField', 'correctedValue', 'reversesRef'] as const;
export type EventField = (typeof EVENT_FIELDS)[number];
export type AccountField = Exclude<Field, EventField>;

export const FIELDS = Object.keys(FIELD_TYPES) as readonly Field[];
export const ACCOUNT_FIELDS = FIELDS.filter((field) => !(EVENT_FIELDS as readonly Field[]).includes(field)) as readonly AccountField[];

export const NAME_FIELDS = ['fullName', 'firstName', 'lastName', 'secondLastName', 'companyName'] as const;
export const SECOND_NAME_FIELDS = ['party2FullName', 'party2FirstName', 'party2LastName'] as const;
export const PHONE_FIELDS = ['phone1', 'phone2', 'phone3'] as const;
export const COMPONENT_FIELDS = ['principal', 'interest', 'fees', 'costs'] as const;

/** The words allowed for a choice field; undefined for any other field. */
export function choicesOf(field: Field): readonly string[] | undefined {
  return field in CHOICES ? CHOICES[field as ChoiceField] : undefined;
}
