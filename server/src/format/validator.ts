/** What a compiled validator reports: the part of ajv's error object that we read. */
export interface ValidatorError {
  /** A JSON pointer from the unit's value to the value that is wrong. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A validator that `server/build/validators.mjs` compiled; its errors stand on it until the next call. */
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly ValidatorError[] | null;
}
