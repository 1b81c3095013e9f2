export type ErrorDetail = {
  detail?: string;
  errors?: { path: string; message: string }[];
  by?: { id: string; name: string };
  since?: string;
  earlierMs?: number;
};

/** An expected refusal, by its code; `api/problems.ts` makes the document. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: string;
  readonly about: ErrorDetail;
  constructor(code: string, about: ErrorDetail = {}) {
    super(code);
    this.code = code;
    this.about = about;
  }
}

/** The same for an id that doesn't exist, one of another tenant and one of a creditor not granted. */
export const notFound = (): DomainError => new DomainError('not-found');
