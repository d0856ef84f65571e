/** What the system says about a file it refuses, as sentences for a person. */
import { AppError } from '@shared/contract/app-error.ts'

const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'The folder does not exist',
  ENOTDIR: 'The folder does not exist',
  EACCES: 'The folder is read-only',
  EPERM: 'The folder is read-only',
  EROFS: 'The disk is read-only',
  ENAMETOOLONG: 'The name is too long',
}

/** Runs a step of writing; what the system refuses is thrown as AppError `disk-full` or `cannot-write` about the file. */
export async function told<T>(target: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    const code = codeOf(error)
    if (code === null) throw error
    if (fullDisk.has(code)) {
      const sentence = `The disk is full: “${target}” could not be written. Make room or choose another disk.`
      throw new AppError('disk-full', sentence, code)
    }
    const reason = sentences[code] ?? 'The system refused it'
    throw new AppError(
      'cannot-write',
      `“${target}” could not be written. ${reason}: choose another place.`,
      code,
    )
  }
}

/** The system's code of a failure (`ENOENT`); null for any other. */
export function codeOf(error: unknown): string | null {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
