import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The user's own folder for what is slow to fetch or to build, shared by all checkouts.
 * Anything in it may be deleted at any time; the next start makes it again.
 */
export function cacheFolder() {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/stemma')
  if (process.platform === 'win32')
    return join(LOCALAPPDATA || join(homedir(), 'AppData/Local'), 'stemma/Cache')
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'stemma')
}
