/** Notices what other programs do to an archive that is open here: the command line, a second window, a restored copy. */
import type { Archive } from './archive.ts'

/** In ms: as long as a reader takes to look from one window to the other; a look costs some microseconds. */
const pause = 1000

export interface ForeignChanges {
  close(): void
}

/**
 * Calls `changed` after others have committed something. What this connection commits is not told.
 *
 * @param isOwn whether what is committed at the moment by others is this program's own doing, of which it tells itself; what
 *   came meanwhile is told afterwards
 */
export function watchForeignChanges(
  archive: Pick<Archive, 'db'>,
  { isOwn, changed }: { readonly isOwn: () => boolean; readonly changed: () => void },
): ForeignChanges {
  // SQLite keeps it for each connection: it differs as soon as another one has committed.
  const version = (): unknown => archive.db.pragma('data_version', { simple: true })
  let seen = version()
  const timer = setInterval(() => {
    if (isOwn()) return
    const now = version()
    if (now === seen) return
    seen = now
    changed()
  }, pause)
  timer.unref()
  return { close: () => clearInterval(timer) }
}
