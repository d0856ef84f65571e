/** Values that are kept under a name. What they mean and whether they are valid is known to those who ask. */
import type { Json } from '@shared/json.ts'
import { eq } from 'drizzle-orm'
import type { Archive } from './archive.ts'
import { settings } from './schema.ts'

/** The value under a key, undefined when nothing has been written there. */
export function readSetting(archive: Archive, key: string): Json | undefined {
  const row = archive.orm.select().from(settings).where(eq(settings.key, key)).get()
  return row === undefined ? undefined : (JSON.parse(row.value) as Json)
}

export function writeSetting(archive: Archive, key: string, value: Json): void {
  const stored = JSON.stringify(value)
  archive.orm
    .insert(settings)
    .values({ key, value: stored })
    .onConflictDoUpdate({ target: settings.key, set: { value: stored } })
    .run()
}
