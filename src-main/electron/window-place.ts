/** Remembers where the window stood, in a small file of the user's data folder. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rectangle } from 'electron'
import { z } from 'zod'

const schema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
})

/** The place that was kept, or null when there is none that can be read. */
export function readWindowPlace(folder: string): Rectangle | null {
  let text: string
  try {
    text = readFileSync(fileIn(folder), 'utf8')
  } catch {
    return null
  }
  const parsed = schema.safeParse(parseJson(text))
  return parsed.success ? parsed.data : null
}

/** Keeps a place; the file is whole at every moment. */
export function writeWindowPlace(folder: string, place: Rectangle): void {
  const passing = `${fileIn(folder)}.part`
  writeFileSync(passing, JSON.stringify(place))
  renameSync(passing, fileIn(folder))
}

function fileIn(folder: string): string {
  return join(folder, 'window.json')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
