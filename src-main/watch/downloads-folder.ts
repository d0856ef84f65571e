/** Where this computer keeps what a browser downloads: what is suggested to be watched. */
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The folder of downloads. On Linux it has a name in the person's language, which is written down in `user-dirs.dirs`
 * (xdg-user-dirs); elsewhere it is called `Downloads`, whatever the system shows.
 */
export function downloadsFolder(): string {
  const home = homedir()
  const usual = join(home, 'Downloads')
  if (process.platform !== 'linux') return usual
  const config = process.env['XDG_CONFIG_HOME'] ?? join(home, '.config')
  try {
    const named = /^XDG_DOWNLOAD_DIR="([^"\n]+)"/m.exec(readFileSync(join(config, 'user-dirs.dirs'), 'utf8'))
    return named?.[1]?.replace(/^\$HOME(?=\/|$)/, home) ?? usual
  } catch {
    // A system that names no folders has the usual one.
    return usual
  }
}
