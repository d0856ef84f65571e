/**
 * `conversations_{assistant}_{time}.html`: the names of HTML archives, of ASCII and safe on every system.
 *
 * Of an archive in several pages that is the index; the others have its name and their month: `…_2026-10.html`.
 */

const longestAssistant = 60
const shape = /^(conversations_[a-z0-9.-]+_\d{8}-\d{6}(?:-\d+)?)(?:_(?:\d{4}-\d{2}|undated))?\.html$/

/** A name that is not among `taken`; the time is that of this computer's zone. */
export function archiveFileName(assistantId: string, createdAt: number, taken: ReadonlySet<string>): string {
  const stem = `conversations_${slugOf(assistantId)}_${stampOf(createdAt)}`
  let name = `${stem}.html`
  for (let number = 2; taken.has(name); number++) name = `${stem}-${number}.html`
  return name
}

/** The name of an archive's page for a month (`2026-10`) or for what has no date (`undated`). */
export function pageFileName(fileName: string, month: string): string {
  return fileName.replace(/\.html$/, `_${month}.html`)
}

/** The name of the archive to which a file belongs: its own or that of its index; null for any other file. */
export function archiveOfFile(name: string): string | null {
  const [, stem] = shape.exec(name) ?? []
  return stem === undefined ? null : `${stem}.html`
}

/** Whether a name is one that `archiveFileName` gives: only such files are opened and removed. */
export function isArchiveFileName(name: string): boolean {
  return archiveOfFile(name) === name
}

function slugOf(id: string): string {
  const slug = id
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, longestAssistant)
    .replace(/^[-.]+|[-.]+$/g, '')
  return slug === '' ? 'assistant' : slug
}

function stampOf(time: number): string {
  const at = new Date(time)
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()]
  return `${digits(day)}-${digits(clock)}`
}

function digits(numbers: readonly number[]): string {
  return numbers.map((number) => String(number).padStart(2, '0')).join('')
}
