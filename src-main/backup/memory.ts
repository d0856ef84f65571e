/** What is kept of backups, under one name among the archive's settings: the plan, and how it went. */
import { z } from 'zod'
import { backupPlan, type LastBackup, type LastRun } from '@shared/contract/backup.ts'
import type { Archive } from '../archive/archive.ts'
import { inBatch } from '../archive/batch.ts'
import { readSetting, writeSetting } from '../archive/settings.ts'

const key = 'backup'
const number = z.number()

/** A file that the plan has written. */
const writtenFile = z.object({
  path: z.string(),
  kind: z.enum(['backup', 'json', 'markdown']),
  size: number,
  at: number,
})
export type WrittenFile = z.infer<typeof writtenFile>

const lastBackup: z.ZodType<LastBackup> = z.object({
  path: z.string(),
  at: number,
  size: number,
  conversations: number,
  messages: number,
})
const lastRun: z.ZodType<LastRun> = z.object({
  at: number,
  dueAt: number,
  missed: number,
  failure: z.string().nullable(),
})

const memory = z.object({
  plan: backupPlan.prefault({}),
  /** When the plan began: its times are counted from here. */
  anchor: number.default(0),
  last: lastBackup.nullable().default(null),
  lastRun: lastRun.nullable().default(null),
  /** `counters.change` up to which changes have been written. */
  changesUntil: number.default(0),
  files: z.array(writtenFile).default([]),
})
export type BackupMemory = z.infer<typeof memory>

export function readMemory(archive: Archive): BackupMemory {
  // What another version wrote and does not fit is not worth a failed start.
  const stored = memory.safeParse(readSetting(archive, key) ?? {})
  return stored.success ? stored.data : memory.parse({})
}

export function changeMemory(archive: Archive, change: Partial<BackupMemory>): BackupMemory {
  // Jobs in other threads change it too.
  return inBatch(archive, () => {
    const after = { ...readMemory(archive), ...change }
    writeSetting(archive, key, {
      ...after,
      last: after.last && { ...after.last },
      lastRun: after.lastRun && { ...after.lastRun },
    })
    return after
  })
}
