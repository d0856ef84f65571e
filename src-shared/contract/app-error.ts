/** Expected failures, as values with a kind and a sentence for a person. Bugs are ordinary exceptions. */
export type ErrorKind =
  | 'invalid-input'
  | 'not-found'
  | 'unsupported-file'
  | 'file-too-large'
  | 'corrupt-file'
  | 'unreadable-file'
  | 'disk-full'
  | 'cannot-write'
  | 'cancelled'
  | 'archive-damaged'
  | 'archive-newer'
  | 'archive-busy'
  | 'not-available'
  | 'bug'

/** A failure that was foreseen: what happened, to which file or conversation, and what to do. */
export class AppError extends Error {
  readonly kind: ErrorKind
  /** What a developer may want to see beside the sentence; never message text. */
  readonly detail: string | null

  constructor(kind: ErrorKind, message: string, detail: string | null = null) {
    super(message)
    this.name = 'AppError'
    this.kind = kind
    this.detail = detail
  }
}

/** An `AppError` as plain data. */
export interface ErrorValue {
  readonly kind: ErrorKind
  readonly message: string
  readonly detail: string | null
}

export type Answer<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: ErrorValue }

/** The form in which a failure crosses a border; anything that is no AppError is a bug and says so. */
export function toErrorValue(error: unknown): ErrorValue {
  if (error instanceof AppError) return { kind: error.kind, message: error.message, detail: error.detail }
  const message = error instanceof Error ? error.message : String(error)
  return { kind: 'bug', message: `Something went wrong inside Stemma: ${message}`, detail: stackOf(error) }
}

/** The exception that a received failure is thrown as on this side of the border. */
export function fromErrorValue(value: ErrorValue): AppError {
  return new AppError(value.kind, value.message, value.detail)
}

function stackOf(error: unknown): string | null {
  return error instanceof Error ? (error.stack ?? null) : null
}
