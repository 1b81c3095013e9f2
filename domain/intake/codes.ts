/** Why a whole file is refused, in the order of the checks; the first that fails refuses it. */
export const FILE_CODES = {
  FILE_EMPTY: 'The file is empty.',
  FILE_NOT_TEXT: 'The file is not text: a spreadsheet, PDF or archive, or text in another encoding.',
  FILE_ENCODING: 'The file is not in the encoding the mapping declares.',
  FILE_LINE_TOO_LONG: 'A line is longer than 65,536 characters.',
  FILE_CELL_TOO_LONG: 'A cell is longer than 32,767 characters.',
  FILE_HEADER_DUPLICATE: 'A column the mapping names stands twice in the header row.',
  FILE_HEADER_FIELD: 'The header row has no column for a field that every placement needs.',
  FILE_NO_ROWS: 'The file has a header and no data row.',
  FILE_CONTROL_ROWS: 'The number of data rows differs from the control file.',
  FILE_CONTROL_TOTAL: 'The sum of the balances differs from the control file.',
  FILE_MOSTLY_REJECTED: 'More than half of the rows would be rejected: the mapping probably does not fit this file.',
} as const;

/** Not of the rules' closed list: this release does not read such files yet. */
export const UNSUPPORTED_CODES = {
  ENCODING_UNSUPPORTED: 'Only files in UTF-8 can be imported so far.',
  KIND_UNSUPPORTED: 'Only accounts files can be imported so far, events files can not.',
} as const;

/** Why a row is rejected; all that apply are reported. */
export const ERROR_CODES = {
  QUOTE_BROKEN: 'A quoted cell is not closed properly.',
  COLUMN_COUNT: 'The row has fewer or more cells than the header.',
  CREDITOR_OTHER: 'The creditor is none of those this mapping is for.',
  REF_MISSING: 'The account reference is empty.',
  REF_SCIENTIFIC: 'A spreadsheet has turned the account reference into a rounded number.',
  REF_REPEATED: 'The same row stands above; the first one counts.',
  REF_CONFLICT: 'Rows with the same account reference differ.',
  REF_UNKNOWN: 'The account is not known.',
  NAME_MISSING: 'The debtor has no name.',
  TEXT_UNSAFE: 'A reference or name looks like a formula or markup.',
  CONTACT_MISSING: 'The debtor has no usable phone and no usable e-mail address.',
  AMOUNT_MISSING: 'Neither a total nor a principal is given.',
  AMOUNT_UNREADABLE: 'This is not an amount.',
  AMOUNT_NOT_POSITIVE: 'The balance is zero or less.',
  TOTAL_MISMATCH: 'The total is not the sum of its parts.',
  CURRENCY_UNKNOWN: 'This is not an active currency code.',
  CURRENCY_MISMATCH: 'The currency differs from that of the known account.',
  DATE_INVALID: 'This is no real day in any format of the mapping.',
  DATE_IN_FUTURE: 'The date is later than the day the file was received.',
  PERSON_CHANGED: 'The known account arrives with another debtor.',
  ACCOUNT_CLOSED: 'The account is closed.',
  ACTION_UNKNOWN: 'The word for the closure reason is not known to the mapping.',
} as const;

/** What was noticed in a row that was accepted all the same. */
export const WARNING_CODES = {
  PHONE_INVALID: 'The phone number is not usable and was dropped.',
  EMAIL_INVALID: 'The e-mail address is not usable and was dropped.',
  NATIONAL_ID_INVALID: 'The national id is not valid and was dropped.',
  IBAN_INVALID: 'The IBAN is not valid and was dropped.',
  BORN_ON_INVALID: 'The birth date is no real day, or the age is below 18 or above 110; dropped.',
  NAME_DIFFERS: 'The national id belongs to a person known under another name.',
  TOTAL_ROUNDING: 'The total differs from the sum of its parts by one minor unit; the total counts.',
  DATE_ORDER: 'The opening date is later than the due date, the last payment or the charge-off.',
  VALUE_UNKNOWN: 'The value is not usable for its field and was dropped.',
  TEXT_CLEANED: 'Invisible characters or no-break spaces were cleaned away.',
  TEXT_SUSPECT: 'The text looks like a formula or markup; kept as text.',
  TEXT_MOJIBAKE: 'The text looks like UTF-8 read in another encoding; kept.',
} as const;

export type FileCode = keyof typeof FILE_CODES | keyof typeof UNSUPPORTED_CODES;
export type ErrorCode = keyof typeof ERROR_CODES;
export type WarningCode = keyof typeof WARNING_CODES;
export type RowCode = ErrorCode | WarningCode;

/** The sentence a person reads beside the code. */
export function sentenceOf(code: FileCode | RowCode): string {
  return { ...FILE_CODES, ...UNSUPPORTED_CODES, ...ERROR_CODES, ...WARNING_CODES }[code];
}

/** An error rejects its row; a warning does not. */
export function levelOf(code: RowCode): 'error' | 'warning' {
  return code in ERROR_CODES ? 'error' : 'warning';
}
