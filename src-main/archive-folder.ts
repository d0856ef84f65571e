/** Where the user's data lives when nobody says otherwise: the same for the window and the command line. */
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder for everything of this user's, by the customs of the system. */
export function userDataFolder(): string {
  const { env, platform } = process
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Stemma')
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Stemma')
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Stemma')
}

/** The folder of the usual archive. */
export function usualArchiveFolder(): string {
  return join(userDataFolder(), 'archive')
}
